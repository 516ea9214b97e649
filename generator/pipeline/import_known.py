"""What an import finds there already: records by the id they came with, and numbers in use.

Ten thousand records are looked through in a second: their files are searched, not parsed. The few
that get something new are read for good afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.core.record_id import parse_record_id
from generator.core.vocabulary import RecordKind
from generator.readers.files import read_file
from generator.readers.folders import Folder, read_stamp
from generator.readers.source import Source

_API_ID = re.compile(
    rb"^(?P<margin>[ -]*)(?:api_id|\"api_id\"|'api_id')[ \t]*:[ \t]*[\"']?"
    rb"(?P<id>[A-Za-z0-9][A-Za-z0-9._-]{0,79})",
    re.MULTILINE,
)
_HEADER = "public.yml"


@dataclass(slots=True)
class Known:
    """What is there.

    Attributes:
        folders: The folder of each record that was imported, by its ``api_id``.
        told: Ids of the updates and post-mortems in the files of each of them, by its ``api_id``.
        numbers: Highest number in use, by kind and day.
    """

    folders: dict[str, Folder] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    numbers: dict[tuple[RecordKind, date], int] = field(default_factory=dict)

    def take_number(self, kind: RecordKind, day: date) -> str:
        """Return the id with the next free number of *day*, which is then in use."""
        number = self.numbers.get((kind, day), 0) + 1
        self.numbers[kind, day] = number
        return f"{kind}-{day}-{number:03}"


def find_known(root: Path, folders: Iterable[Folder], wanted: Collection[str]) -> Known:
    """Return what of the records *wanted*, by ``api_id``, is among *folders* below *root*."""
    known = Known()
    for folder in folders:
        # A folder whose name nobody can read holds its number all the same.
        found = parse_record_id(folder.path.rpartition("/")[2])
        if found is not None:
            key = (found.kind, found.date)
            known.numbers[key] = max(found.number, known.numbers.get(key, 0))
        names = [read_stamp(each)[0] for each in folder.files]
        if _HEADER not in names:
            continue
        header, told = _search(root, folder, _HEADER)
        if header in wanted and header not in known.folders:
            known.folders[header] = folder
            for name in names:
                if name.startswith(("updates/", "postmortem.")):
                    own, _ = _search(root, folder, name)
                    told.add(own)
            known.told[header] = told
    return known


def _search(root: Path, folder: Folder, name: str) -> tuple[str, set[str]]:
    """Return the ``api_id`` of one file itself, or nothing, and those further in."""
    data = read_file(f"{root}/{folder.path}/{name}", Source(name)) or b""
    own, inner = "", set[str]()
    for match in _API_ID.finditer(data):
        id_ = match["id"].decode("ascii")
        if match["margin"]:
            inner.add(id_)
        else:
            own = own or id_
    return own, inner
