"""Duties of open incidents for ``status``, remembered while nothing they hang on has changed.

The clock alone turns a row from pending to overdue, which :meth:`DutyRow.seen_at` does without the
policy; so whoever asks again in the middle of the night waits for no reader. What is kept is
known by the content of every file it came from, and by nothing that could lie.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.audience import INTERNAL_FOLDERS, PUBLIC_FOLDERS
from generator.core.brief import Brief
from generator.core.clockwork.duty_rows import DutyRow
from generator.pipeline.own_values import pack_values, unpack_values
from generator.pipeline.program import program_key

FORMAT = 1
_BESIDE = (
    f"{PUBLIC_FOLDERS[0]}/site.yml",
    f"{INTERNAL_FOLDERS[0]}/policy.yml",
    f"{INTERNAL_FOLDERS[0]}/people.yml",
)


class OpenDuties(NamedTuple):
    """Rows at one moment, and what to keep for the next question; None where that is kept."""

    rows: tuple[DutyRow, ...]
    remembered: bytes | None


def read_open_duties(
    root: Path, now: datetime, briefs: Sequence[Brief], *, replay: bool, remembered: bytes = b""
) -> OpenDuties:
    """Return the duties of the incidents *briefs*, opening no other record.

    Args:
        root: The repository.
        now: The moment, aware UTC.
        briefs: Of open incidents.
        replay: Leave out what is later than *now*; nothing is remembered then.
        remembered: What the last question left, or ``b""``.
    """
    key = "" if replay else _key(root, [brief.path for brief in briefs])
    kept = None if replay else _load(remembered, key, now)
    if kept is not None:
        return OpenDuties(tuple(row.seen_at(now) for row in kept), None)
    from generator.pipeline.duty_ledger import read_open  # late: it brings policy and readers

    rows = read_open(root, now, [brief.id for brief in briefs], replay=replay).rows
    content = (FORMAT, key, now, [tuple(row) for row in rows])
    return OpenDuties(rows, None if replay else pack_values(content))


def _load(content: bytes, key: str, now: datetime) -> list[DutyRow] | None:
    """Return the rows in *content* if they were kept under *key* and not after *now*."""
    try:
        found: Any = unpack_values(content)
        format_, kept_key, kept_at, rows = found
        if (format_, kept_key) != (FORMAT, key) or kept_at > now:
            return None
        return [DutyRow._make(row) for row in rows]
    except Exception:
        return None


def _key(root: Path, folders: Iterable[str]) -> str:
    """Return a hash of the program and of every file that the rows of *folders* hang on."""
    found = blake2b(program_key().encode(), digest_size=16)
    for path in (*_BESIDE, *(path for folder in folders for path in _files_in(root, folder))):
        try:
            content = (root / path).read_bytes()
        except OSError as error:
            content = f"errno {error.errno}".encode()
        found.update(f"{path}\n{len(content)}\n".encode(errors="surrogatepass"))
        found.update(content)
    return found.hexdigest()


def _files_in(root: Path, folder: str) -> Iterator[str]:
    for base, folders, names in os.walk(f"{root}/{folder}"):
        folders.sort()
        inside = os.path.relpath(base, root)
        yield from (f"{inside}/{name}" for name in sorted(names))
