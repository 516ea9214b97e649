"""The desk: what responders' commands know of every record, read or remembered.

Where nothing changed, nothing but names, sizes and times of files is looked at: no record is
opened, and neither the reader of YAML nor a renderer is loaded (design §8).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.core.audience import INTERNAL_FOLDERS, PUBLIC_FOLDERS
from generator.core.brief import Brief
from generator.core.desk import Desk
from generator.core.findings import Finding, Severity
from generator.pipeline import desk_memory
from generator.pipeline.desk_memory import Row, Site
from generator.pipeline.program import program_key
from generator.readers.folders import Folder, list_folders
from generator.readers.internal_files import list_internal_files

if TYPE_CHECKING:
    from generator.pipeline.desk_reading import DeskReader

__all__ = ["Brief", "Desk", "DeskReading", "read_desk"]

_SITE, _INTERNAL_SITE = PUBLIC_FOLDERS[0], INTERNAL_FOLDERS[0]
_MOST_BYTES = 1 << 20
"""Of a longer file beside ``site.yml``, size and time tell whether it changed."""


class DeskReading(NamedTuple):
    """A desk, and what the reading of it leaves.

    Attributes:
        records_read: Folders that had to be opened.
        remembered: What to keep for the next reading; None where that changes nothing.
    """

    desk: Desk
    records_read: int
    remembered: bytes | None


def read_desk(
    root: Path, now: datetime, *, replay: bool, remembered: bytes = b"", before_ns: int = 0
) -> DeskReading:
    """Return what there is to know of every record below *root* at *now*.

    Args:
        root: The repository.
        now: The moment, aware UTC.
        replay: Leave out what is later than *now*, in the log too; nothing is remembered then.
        remembered: What the last reading left, or ``b""``.
        before_ns: A file time before which no file changes unnoticed any more.

    Returns:
        The desk. Never raises for what files hold or how they lie.
    """
    key = f"{program_key()} {_site_key(root)}"
    memory = desk_memory.load(b"" if replay else remembered, key)
    shelf = _Shelf(root, memory.site, now, replay=replay)
    folders, folder_findings = list_folders(root)
    rows: dict[str, Row] = {}
    has_internal = os.path.isdir(f"{root}/{_INTERNAL_SITE}")  # noqa: PTH112 - as everywhere here
    for folder in folders:
        internal_files = list_internal_files(root, folder.path) if folder.is_seen else ()
        has_internal = has_internal or bool(internal_files)
        row = memory.rows.get(folder.path)
        if row is None or not row.holds(folder.id, (*folder.files, *internal_files), now):
            row = shelf.reader.read(folder, internal_files)
        rows[folder.path] = row
    site = shelf.site
    desk = Desk(
        as_of=now,
        briefs=tuple(_create_briefs(folders, rows, folder_findings, shelf)),
        config=site.config,
        words=site.words,
        findings_of_site=site.findings,
        is_status_page_only=not has_internal,
        names=tuple(folder.path.rpartition("/")[2] for folder in folders),
    )
    return DeskReading(
        desk,
        sum(memory.rows.get(path) is not row for path, row in rows.items()),
        None if replay else _remember(memory, site, rows, before_ns),
    )


class _Shelf:
    """Fetches what only a record that has to be read needs."""

    def __init__(self, root: Path, site: Site | None, now: datetime, *, replay: bool) -> None:
        self._root = root
        self._site = site
        self._now = now
        self._replay = replay
        self._reader: DeskReader | None = None

    @property
    def site(self) -> Site:
        """The site, as remembered or read."""
        if self._site is None:
            from generator.pipeline.desk_reading import read_site_and_words  # late: brings YAML

            self._site = read_site_and_words(self._root)
        return self._site

    @property
    def reader(self) -> DeskReader:
        """The reader of records."""
        if self._reader is None:
            from generator.pipeline.desk_reading import DeskReader  # late: brings YAML

            self._reader = DeskReader(self._root, self.site, self._now, replay=self._replay)
        return self._reader


def _create_briefs(
    folders: Iterable[Folder],
    rows: Mapping[str, Row],
    findings: Iterable[Finding],
    shelf: _Shelf,
) -> Iterator[Brief]:
    """Yield the briefs with their errors, those of the listing and of merges included."""
    of_folders: dict[str, list[str]] = {}
    for each in sorted(findings):
        if each.severity is Severity.ERROR:
            line = f"{each.path}:{each.line}:{each.column}: error[{each.code}]: {each.message}"
            of_folders.setdefault("/".join(each.path.split("/")[:3]), []).append(line)
    merged = _reread_dead_ends(folders, rows, shelf)
    for folder in folders:
        row = merged.get(folder.path) or rows[folder.path]
        brief, told = row.brief, tuple(of_folders.get(folder.path, ()))
        if brief is not None:
            yield brief.with_errors((*told, *row.errors))


def _reread_dead_ends(
    folders: Iterable[Folder], rows: Mapping[str, Row], shelf: _Shelf
) -> dict[str, Row]:
    """Return merged incidents that nothing continues, read again knowing it, by folder."""
    briefs = {folder.id: rows[folder.path].brief for folder in folders}
    known = {id_: brief for id_, brief in briefs.items() if brief is not None and brief.is_public}
    merges = {id_: brief.merged_into for id_, brief in known.items() if brief.merged_into}
    if not merges:
        return {}
    from generator.core.merges import find_dead_ends  # late: few repositories need it

    dead_ends = find_dead_ends(
        merges,
        known={folder.id for folder in folders if folder.files},
        visible=known.keys(),
        withdrawn={id_ for id_, brief in known.items() if brief.is_withdrawn},
    )
    return {
        folder.path: shelf.reader.read(folder, _internal_part(folder, rows), dead_ends[folder.id])
        for folder in folders
        if folder.id in dead_ends
    }


def _internal_part(folder: Folder, rows: Mapping[str, Row]) -> tuple[str, ...]:
    return rows[folder.path].files[len(folder.files) :]


def _remember(
    memory: desk_memory.DeskMemory, site: Site, rows: Mapping[str, Row], before_ns: int
) -> bytes | None:
    """Return what to keep, or None when it is what is kept already."""
    settled = {path: row for path, row in rows.items() if row.is_settled(before_ns)}
    is_same = settled.keys() == memory.rows.keys() and all(
        memory.rows[path] is row for path, row in settled.items()
    )
    if is_same and memory.site is site:
        return None
    return desk_memory.dump(memory.key, site, settled, before_ns=before_ns)


def _site_key(root: Path) -> str:
    """Return a hash of what lies beside the records: ``site.yml``, pictures, words."""
    found = blake2b(digest_size=16)
    for folder in (_SITE, f"{_SITE}/words"):
        path = f"{root}/{folder}"
        try:
            kind = stat.S_IFMT(os.lstat(path).st_mode)
            with os.scandir(path) as entries:
                names = sorted(entry.name for entry in entries)
        except OSError as error:
            found.update(f"{folder} {error.errno}\n".encode())
            continue
        found.update(f"{folder} {kind} {len(names)}\n".encode())
        for name in names:
            found.update(f"{name}\n".encode(errors="surrogatepass"))
            found.update(_content_key(f"{path}/{name}"))
    return found.hexdigest()


def _content_key(path: str) -> bytes:
    try:
        state = os.lstat(path)
        if not stat.S_ISREG(state.st_mode) or state.st_size > _MOST_BYTES:
            is_stable = stat.S_ISDIR(state.st_mode)
            changed = "" if is_stable else f"{state.st_size} {state.st_mtime_ns}"
            return f"{stat.S_IFMT(state.st_mode)} {changed}\n".encode()
        return blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError as error:
        return f"{error.errno}\n".encode()
