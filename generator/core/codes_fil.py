"""Codes of folders, files and their names (FIL).

Reported by :mod:`generator.readers.folders` and :mod:`generator.readers.public`, FIL003 by
``check`` alone; source: design §2 and §3 "Ids", reliability §1D "File-system side".
"""

from __future__ import annotations

from generator.core.codes_entry import PUBLIC, UPDATES, Code, Link, error, warning

_FOLDER = "incidents/2025/INC-2025-01-15-001"
_TEXT = "title: Students cannot save scores\nupdates:\n  - at: 14:36\n"
_UPDATE = "title: Students cannot save scores\nstatus: investigating\n"
_STAMPED = f"{UPDATES}/20250115T143600Z-k7q2m9x4.yml"
_MOST_FILES = 2000

CODES: tuple[Code, ...] = (
    error(
        "FIL001",
        "Folder's name is no id",
        "A folder of records has a name that is no id, or a record lies beside the folders: in a "
        "file of its own, or one folder too high or too deep.",
        "The name is the record's id and its address; without one there is no page. Visitors are "
        "told that a notice cannot be read.",
        {"incidents/2025/scores-not-saved/public.yml": _TEXT},
        {PUBLIC: _TEXT},
    ),
    error(
        "FIL002",
        "File with nearly the right name",
        "A file in a record's folder is nearly called like one that visitors read.",
        "It is not read, so what it says reaches nobody.",
        {f"{_FOLDER}/public.yaml": _TEXT},
        {PUBLIC: _TEXT},
    ),
    warning(
        "FIL003",
        "Unknown file",
        "A file lies in a record's folder that no part of the program knows.",
        "Nobody reads it there, and one day it may be published by mistake.",
        {PUBLIC: _TEXT, f"{_FOLDER}/screenshot.png": b"\x89PNG\r\n\x1a\n"},
        {PUBLIC: _TEXT},
    ),
    error(
        "FIL004",
        "Folder lies under the wrong year",
        "The year in a record's id and the year of the folder it lies in differ.",
        "The next free number is looked for under the id's year; two records could get one id.",
        {"incidents/2024/INC-2025-01-15-001/public.yml": _TEXT},
        {PUBLIC: _TEXT},
    ),
    error(
        "FIL005",
        "Same id twice",
        "Two folders have the same id.",
        "There is one address for an id, and only one of the two can have it.",
        {PUBLIC: _TEXT, "incidents/2024/INC-2025-01-15-001/public.yml": _TEXT},
        {PUBLIC: _TEXT, "incidents/2025/INC-2025-01-15-002/public.yml": _TEXT},
    ),
    error(
        "FIL006",
        "Link or folder instead of a file",
        "A symbolic link or a folder stands where a file of a record belongs. Links are not "
        "followed.",
        "A link may lead to an internal file, whose text would be published.",
        {PUBLIC: Link("internal.yml"), f"{_FOLDER}/internal.yml": "title: score API errors\n"},
        {PUBLIC: _TEXT, f"{_FOLDER}/internal.yml": "title: score API errors\n"},
    ),
    error(
        "FIL007",
        "Cannot be opened",
        "The system does not let the program open a file or a folder.",
        "What it says is unknown, so the page cannot say that all is well.",
        {"incidents": "This is a file, where the folder of all records belongs.\n"},
        {PUBLIC: _TEXT},
    ),
    error(
        "FIL008",
        "No name of an update",
        "A file in updates/ is not named by its time.",
        "The name is the update's time and its id, so visitors do not see this update.",
        {f"{UPDATES}/first-update.yml": _UPDATE},
        {_STAMPED: _UPDATE},
    ),
    error(
        "FIL009",
        "Too many files",
        f"One record has more than {_MOST_FILES:,} public files.",
        "A page with so many updates helps nobody, and every build would read them all.",
        {
            f"{UPDATES}/20250115T143600Z-{number:04}.yml": _UPDATE
            for number in range(_MOST_FILES + 1)
        },
        {_STAMPED: _UPDATE},
    ),
)
"""In the order of their numbers."""
