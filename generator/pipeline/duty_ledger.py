"""The duties of some incidents as rows to print; ``status`` loads no more than this.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.core.clockwork.course import Course, find_status_hint
from generator.core.clockwork.ledger import Ledger, create_ledger
from generator.core.settings_doubts import Doubt, find_doubts
from generator.pipeline.book import Book, only, read_book, recent


class Owed(NamedTuple):
    """What is owed, and what stands in the way of knowing it.

    Attributes:
        ledger: Rows and reminders of the incidents that can be read.
        ids: Incidents that have an internal file, readable or not.
        hints: Id of an incident, and where its log and the page tell different things (1.4).
        lost: Id of an incident and the file that cannot be read: nothing is reckoned of it.
        doubts: Mistakes of policy and people.
    """

    ledger: Ledger
    ids: tuple[str, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    lost: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()


def read_ledger(
    root: Path, now: datetime, *, replay: bool, id_: str | None, opened: Sequence[str] = ()
) -> Owed:
    """Return what is owed of the incident *id_*, else of recent ones and of those *opened*."""
    wanted = recent(now, opened) if id_ is None else only([id_])
    return _find_owed(read_book(root, now, replay=replay, wanted=wanted))


def read_open(root: Path, now: datetime, ids: Sequence[str], *, replay: bool) -> Owed:
    """Return what is owed of the incidents *ids*, opening no other record."""
    return _find_owed(read_book(root, now, replay=replay, wanted=only(ids)))


def _find_owed(book: Book) -> Owed:
    readable = [course for course in book.courses if not course.record.lost]
    hints = ((course.record.id, _hint(course)) for course in readable)
    return Owed(
        create_ledger(readable, book.policy, book.people, book.as_of),
        tuple(course.record.id for course in book.courses),
        tuple((id_, hint) for id_, hint in hints if hint),
        tuple((each.record.id, path) for each in book.courses for path in each.record.lost[:1]),
        find_doubts(book.findings, book.policy),
    )


def _hint(course: Course) -> str:
    """Return where log and page of a live incident disagree; what was written later never did."""
    public = course.public
    if course.is_backfilled or public is None or public.merged_into is not None:
        return ""
    return find_status_hint(course)
