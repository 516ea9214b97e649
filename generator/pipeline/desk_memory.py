"""What one command leaves for the next: a brief of every record whose files did not change.

Memory is an aid, never a source: a desk without it is the same. It holds internal facts, so it
lies apart from the memory of public builds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from generator.core.brief import Brief
from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.words import Words
from generator.pipeline.own_values import pack_values, unpack_values
from generator.readers.folders import FileStamp, read_stamp

FORMAT = 2


class Row(NamedTuple):
    """What came of one folder.

    Attributes:
        id: The folder's name, or what stands for it: of two that claim one id, one cannot be read.
        files: All its files, public and internal, as they were when read.
        brief: None when there is nothing to know of it.
        errors: What is wrong with its files.
        valid_from: From when on the brief says the truth; None: always has.
        valid_until: Until when it does; None: as long as the files stay as they are.
        is_kept: False where the next command has to read again: what could not be opened may be
            opened by then, and nobody can say how long a draft stays one.
    """

    id: str
    files: tuple[FileStamp, ...]
    brief: Brief | None
    errors: tuple[str, ...] = ()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    is_kept: bool = True

    def holds(self, id_: str, files: tuple[FileStamp, ...], now: datetime) -> bool:
        """Return whether it still says the truth about the record *id_* with *files* at *now*."""
        return (
            (self.id, self.files) == (id_, files)
            and (self.valid_from is None or self.valid_from <= now)
            and (self.valid_until is None or now < self.valid_until)
        )

    def is_settled(self, before_ns: int) -> bool:
        """Return whether a change of its files would be noticed.

        A second change within one tick of the clock leaves size and time as they are.
        """
        return self.is_kept and all(read_stamp(each)[2] < before_ns for each in self.files)


class Site(NamedTuple):
    """What lies beside the records: ``site.yml`` (None: unreadable), words, what is wrong."""

    config: SiteConfig | None
    words: Words
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class DeskMemory:
    """All that is remembered.

    Attributes:
        key: Hash of all that every row depends on: program, ``site.yml``, words.
        site: None when it has to be read.
        rows: By the folder's path.
    """

    key: str
    site: Site | None = None
    rows: dict[str, Row] = field(default_factory=dict)


def dump(key: str, site: Site, rows: Mapping[str, Row], *, before_ns: int) -> bytes:
    """Return what :func:`load` is to find, without rows that may change unnoticed.

    Args:
        key: See :class:`DeskMemory`.
        site: As read.
        rows: By the folder's path.
        before_ns: A moment of the file system's clock; a file as young as that is not trusted.
    """
    # Plain tuples: pickle knows them by heart.
    kept = [
        (path, *row[:2], None if row.brief is None else tuple(row.brief), *row[3:])
        for path, row in rows.items()
        if row.is_settled(before_ns)
    ]
    return pack_values((FORMAT, key, site.config, dict(site.words.table), site.findings, kept))


def load(content: bytes, key: str) -> DeskMemory:
    """Return the memory in *content* if it was kept under *key*, else an empty one.

    Content that is damaged, of another format or names any class but our own values is treated as
    absent.
    """
    try:
        saved: Any = unpack_values(content)
        format_, saved_key, config, table, findings, rows = saved
        if (format_, saved_key) != (FORMAT, key):
            return DeskMemory(key)
        known = {
            path: Row(id_, files, None if brief is None else Brief._make(brief), *rest)
            for path, id_, files, brief, *rest in rows
        }
        return DeskMemory(key, Site(config, Words(table), findings), known)
    except Exception:
        return DeskMemory(key)
