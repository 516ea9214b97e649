"""What is owed, for ``status``, remembered while nothing they hang on has changed.

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

from generator.core.audience import PUBLIC_FOLDERS
from generator.core.brief import Brief
from generator.core.clockwork.duty_rows import DutyRow
from generator.core.settings_doubts import PEOPLE_FILE, POLICY_FILE, Doubt
from generator.pipeline.own_values import pack_values, unpack_values
from generator.pipeline.program import program_key

FORMAT = 2
_BESIDE = (f"{PUBLIC_FOLDERS[0]}/site.yml", POLICY_FILE, PEOPLE_FILE)


class OpenDuties(NamedTuple):
    """What is owed at one moment, and what to keep for the next question.

    Attributes:
        rows: Of the incidents asked for that can be read.
        remembered: None where that is kept already.
        hints: Id of an incident, and where its log and the page tell different things (1.4).
        doubts: Mistakes of policy and people.
    """

    rows: tuple[DutyRow, ...] = ()
    remembered: bytes | None = None
    hints: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_open_duties(
    root: Path, now: datetime, briefs: Sequence[Brief], *, replay: bool, remembered: bytes = b""
) -> OpenDuties:
    """Return what is owed of the incidents *briefs*, opening no other record.

    Args:
        root: The repository.
        now: The moment, aware UTC.
        briefs: Of incidents that are open, or resolved and not closed.
        replay: Leave out what is later than *now*; nothing is remembered then.
        remembered: What the last question left, or ``b""``.
    """
    key = "" if replay else _key(root, [brief.path for brief in briefs])
    kept = None if replay else _load(remembered, key, now)
    if kept is not None:
        return kept._replace(rows=tuple(row.seen_at(now) for row in kept.rows))
    from generator.pipeline.duty_ledger import read_open  # late: it brings policy and readers

    owed = read_open(root, now, [brief.id for brief in briefs], replay=replay)
    rows, doubts = [tuple(row) for row in owed.ledger.rows], [tuple(each) for each in owed.doubts]
    content = None if replay else pack_values((FORMAT, key, now, rows, owed.hints, doubts))
    return OpenDuties(owed.ledger.rows, content, owed.hints, owed.doubts)


def _load(content: bytes, key: str, now: datetime) -> OpenDuties | None:
    """Return what is in *content* if it was kept under *key* and not after *now*."""
    try:
        found: Any = unpack_values(content)
        format_, kept_key, kept_at, rows, hints, doubts = found
        if (format_, kept_key) != (FORMAT, key) or kept_at > now:
            return None
        return OpenDuties(
            tuple(DutyRow._make(row) for row in rows),
            None,
            tuple(hints),
            tuple(Doubt._make(each) for each in doubts),
        )
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
