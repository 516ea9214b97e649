"""Finding the records below ``incidents/`` without opening one (design §2).

Internal names are passed over unseen: their size, time and very existence leave no trace.
Symbolic links are never followed, so no public path can lead to an internal file.
"""

from __future__ import annotations

import os
import stat
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from generator.core.audience import INTERNAL_NAMES, RECORDS
from generator.core.findings import Finding
from generator.core.record_id import parse_record_id
from generator.core.vocabulary import RecordKind
from generator.readers.names import (
    guess_day,
    is_leftover,
    is_like_a_record,
    is_nearly_public,
    is_public_name,
    looks_like_update,
)
from generator.readers.source import Source, Spot, show

MOST_FILES = 2000
"""Most public files of one record."""
NOT_A_FILE = -1
"""Stands for the size of a link, a folder or anything else that is not opened."""
UNSEEN = -2
"""Stands for the size of what could not be looked into; a finding has told of it."""

_UNNAMED = "unreadable-"
_name_of = attrgetter("name")

FileStamp = str
"""What :func:`stamp` makes of a file: one text, because tens of thousands are listed and kept."""


def stamp(name: str, size: int, changed_ns: int) -> FileStamp:
    """Return name relative to the folder, size in bytes (or NOT_A_FILE) and time of change."""
    return f"{name}\0{size}\0{changed_ns}"


def read_stamp(text: FileStamp) -> tuple[str, int, int]:
    """Return what :func:`stamp` was given."""
    name, size, changed_ns = text.split("\0")
    return name, int(size), int(changed_ns)


_UNSEEN = (stamp("", UNSEEN, 0),)
"""The files of what could not be looked into."""


class Folder(NamedTuple):
    """One folder below ``incidents/``, not yet opened.

    Attributes:
        id: The folder's name; ``unreadable-…`` where that is no id.
        kind: Incident or maintenance.
        date: Date in its id.
        path: Relative to the root, with ``/``.
        files: What may hold public words, sorted by name. Misnamed files and links are among
            them, because what they were meant to say is missing.
        strangers: Names that are neither public nor internal; only ``check`` speaks of them.
    """

    id: str
    kind: RecordKind
    date: date
    path: str
    files: tuple[FileStamp, ...]
    strangers: tuple[str, ...] = ()

    @property
    def is_seen(self) -> bool:
        """Whether it could be looked into; a link, for one, is not followed."""
        return self.files != _UNSEEN


def list_folders(root: Path) -> tuple[tuple[Folder, ...], tuple[Finding, ...]]:
    """Return every record's folder below *root*, sorted by id, and what is odd about folders.

    Whatever could hold a record and cannot be looked into is a folder too, of unreadable words:
    what nobody can see may be an outage (design §5).
    """
    folders: dict[str, Folder] = {}
    findings: list[Finding] = []

    def add(folder: Folder) -> None:
        if folder.id in folders:
            _report(
                folder.path,
                "FIL005",
                f"{folder.id} is also the name of {folders[folder.id].path}",
                "give one of the two the next free number",
                findings,
            )
            folder = _unnamed(folder.path, folder.files, folder.strangers)
        folders[folder.id] = folder

    years = _scan(f"{root}/{RECORDS}", RECORDS, findings)
    if years is None:
        add(_unnamed(RECORDS, _UNSEEN, ()))
    for year in sorted(years or (), key=_name_of):
        path = f"{RECORDS}/{year.name}"
        if year.name.startswith("."):
            continue
        if not year.is_dir(follow_symlinks=False):
            if _is_lost(year, path, findings):
                add(_unnamed(path, _UNSEEN, ()))
            continue
        entries = _scan(year.path, path, findings)
        if entries is None:
            add(_unnamed(path, _UNSEEN, ()))
        for entry in sorted(entries or (), key=_name_of):
            if not entry.name.startswith("."):
                folder = _read_entry(entry, f"{path}/{entry.name}", findings)
                if folder is not None:
                    add(folder)
    return tuple(folders[name] for name in sorted(folders)), tuple(findings)


def find_folder(root: Path, path: str) -> Folder | None:
    """Return the record's folder at *path* (``incidents/<year>/<id>``), or None if none is there.

    Looks at that folder alone; :func:`list_folders` tells what is odd about it.
    """
    above, _, name = path.rpartition("/")
    entries = _scan(f"{root}/{above}", above, [])
    entry = next((each for each in entries or () if each.name == name), None)
    return None if entry is None else _read_entry(entry, path, [])


def report_no_id(path: str, findings: list[Finding]) -> None:
    """Report that the name of the folder at *path* is no id."""
    name = path.rpartition("/")[2]
    _report(
        path,
        "FIL001",
        f"the folder's name {show(name)} is no id",
        "name it INC-YYYY-MM-DD-NNN or MNT-YYYY-MM-DD-NNN, such as INC-2025-01-15-001",
        findings,
        value=name,
    )


def is_unnamed(folder: Folder) -> bool:
    """Return whether *folder*'s name is no id, so that nothing in it can be read."""
    return folder.id.startswith(_UNNAMED)


def _scan(path: str, shown: str, findings: list[Finding]) -> list[os.DirEntry[str]] | None:
    """Return what lies in the folder *path*; nothing where there is none, None after a finding."""
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except FileNotFoundError:
        return []
    except OSError as error:
        _report(
            shown,
            "FIL007",
            f"the folder cannot be opened: {error.strerror}",
            "give read permission, or make it a folder again",
            findings,
        )
        return None


def _is_lost(entry: os.DirEntry[str], path: str, findings: list[Finding]) -> bool:
    """Return whether *entry*, which is no folder, may be meant to hold a record; report it."""
    if entry.is_symlink():
        _report(
            path,
            "FIL006",
            "a symbolic link, which is not followed",
            "put the folder itself here",
            findings,
        )
        return True
    if not is_like_a_record(entry.name):
        return False
    _report(
        path,
        "FIL001",
        f"{show(entry.name)} lies beside the records, so nothing reads it",
        f"move it to {RECORDS}/<year>/<id>/public.yml",
        findings,
        value=entry.name,
    )
    return True


def _read_entry(entry: os.DirEntry[str], path: str, findings: list[Finding]) -> Folder | None:
    files: tuple[FileStamp, ...] = _UNSEEN
    strangers: tuple[str, ...] = ()
    if entry.is_dir(follow_symlinks=False):
        files, strangers = _list_files(entry.path, path, findings)
    elif not _is_lost(entry, path, findings):
        return None
    found = parse_record_id(entry.name)
    if found is None:
        if files and files != _UNSEEN:
            report_no_id(path, findings)
        return _unnamed(path, files, strangers)
    year = path.split("/")[1]
    if year != str(found.date.year):
        _report(
            path,
            "FIL004",
            f"{entry.name} lies in the folder of {show(year)}",
            f"move it to {RECORDS}/{found.date.year}/{entry.name}",
            findings,
            value=year,
        )
    return Folder(entry.name, found.kind, found.date, path, files, strangers)


def _list_files(
    folder: str, shown: str, findings: list[Finding]
) -> tuple[tuple[FileStamp, ...], tuple[str, ...]]:
    entries = _scan(folder, shown, findings)
    if entries is None:
        return _UNSEEN, ()
    files: list[FileStamp] = []
    strangers: list[str] = []
    for entry in entries:
        name = entry.name
        if name in INTERNAL_NAMES:
            continue
        if name == "updates" and entry.is_dir(follow_symlinks=False):
            updates = _scan(entry.path, f"{shown}/updates", findings)
            if updates is None:
                files.append(stamp(name, UNSEEN, 0))
            for update in updates or ():
                path = f"updates/{update.name}"
                if looks_like_update(update.name):
                    files.append(_stamp(update, path))  # as nearly always
                else:
                    _sort_in(update, path, files, strangers)
            continue
        _sort_in(entry, name, files, strangers)
    if len(files) > MOST_FILES:
        _report(
            shown,
            "FIL009",
            f"{len(files):,} public files in one record, more than {MOST_FILES:,}",
            "continue in a new record and merge this one into it",
            findings,
        )
    return tuple(sorted(files)), tuple(sorted(strangers))


def _sort_in(
    entry: os.DirEntry[str], name: str, files: list[FileStamp], strangers: list[str]
) -> None:
    if not is_public_name(name):
        if is_leftover(name):
            return
        is_date_part = name.isdigit() and entry.is_dir(follow_symlinks=False)
        if not is_date_part and not is_nearly_public(name):
            strangers.append(name)
            return
    files.append(_stamp(entry, name))


def _stamp(entry: os.DirEntry[str], name: str) -> FileStamp:
    found = entry.stat(follow_symlinks=False)
    size = found.st_size if stat.S_ISREG(found.st_mode) else NOT_A_FILE
    return stamp(name, size, found.st_mtime_ns)


def _unnamed(path: str, files: tuple[FileStamp, ...], strangers: tuple[str, ...]) -> Folder:
    """Return the folder at *path*, which has no id: visitors learn that a notice is unreadable."""
    day = guess_day(path, (read_stamp(each)[0] for each in files))
    key = blake2b(path.encode(errors="surrogatepass"), digest_size=4).hexdigest()
    return Folder(
        f"{_UNNAMED}{key}",
        RecordKind.INCIDENT,
        day or date(1970, 1, 1),
        path,
        files,
        strangers,
    )


def _report(
    path: str, code: str, message: str, fix: str, findings: list[Finding], *, value: str = ""
) -> None:
    source = Source(path)
    source.report(code, Spot(), message, fix, value=value)
    findings.extend(source.findings)
