"""The clocks of one incident before and after an act, and what it promises visitors by them.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from generator.core.act import Act
from generator.core.clockwork.clock_effects import say_effects
from generator.core.clockwork.course import create_course
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.clockwork.duty_holders import PAGE, find_holder
from generator.core.clockwork.duty_rows import OPEN_STATES
from generator.core.clockwork.ending_notes import note_ending
from generator.core.clockwork.rule_words import rule_source
from generator.core.log_entries import LogEntry, LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.record_id import parse_record_id
from generator.core.settings_doubts import find_doubts
from generator.core.staff.known_handles import note_unknown
from generator.core.times import parse_stamp
from generator.core.vocabulary import RecordKind
from generator.pipeline.book import Book, only, read_book
from generator.pipeline.case import Case
from generator.readers.policy import read_policy
from generator.readers.public import context_for

_PUBLIC = "public"
_SOON = timedelta(hours=2)
"""How far ahead commands stamp what they write; later than that is no stamp."""


class Before(NamedTuple):
    """How it stood before an act.

    Attributes:
        duties: Of the incident; none where it has no internal file, or nobody can read it (R189).
        notes: What is worth saying before anything is written: mistakes of policy and people, a
            file that cannot be read, handles that nobody has.
    """

    duties: tuple[Duty, ...]
    notes: tuple[str, ...]


class Effects(NamedTuple):
    """What an act did to the clocks, empty where none runs, and whom to page now."""

    clocks: str
    to_do: tuple[str, ...] = ()


def read_before(root: Path, act: Act, as_of: datetime, *, replay: bool) -> Before:
    """Return how the incident that *act* is about stands before it."""
    parts = parse_record_id(act.record)
    if parts is None or parts.kind is not RecordKind.INCIDENT:
        return Before((), ())
    book = read_book(root, as_of, replay=replay, wanted=only([act.record]))
    notes = [each.line for each in find_doubts(book.findings, book.policy)]
    course = book.find(act.record)
    lost = () if course is None else course.record.lost[:1]
    notes += [f"{path} cannot be read, so no clock is told: allclear check {path}" for path in lost]
    entries = _entries(act)
    notes += note_unknown(entries, book.people)
    if course is not None and not course.record.lost:
        notes += note_ending(course, entries, book.policy, book.people, as_of)
    return Before(_read_duties(book, act.record), tuple(notes))


def tell_effects(root: Path, act: Act, before: Before, now: datetime, *, replay: bool) -> Effects:
    """Return what *act*, which is written, did to the clocks.

    Args:
        root: The repository.
        act: What was written.
        before: How it stood before it.
        now: The moment of the command; what it wrote may be stamped a little later.
        replay: Leave out what is later than that.
    """
    parts = parse_record_id(act.record)
    if parts is None or parts.kind is not RecordKind.INCIDENT:
        return Effects("")
    as_of = max([now, *(at for at in _stamps(act) if now < at <= now + _SOON)])
    book = read_book(root, as_of, replay=replay, wanted=only([act.record]))
    after = _read_duties(book, act.record)
    clocks = say_effects(before.duties, after, now, book.policy.calendar)
    return Effects(clocks, _whom_to_page(book, act.record, before.duties, after))


def _read_duties(book: Book, id_: str) -> tuple[Duty, ...]:
    course = book.find(id_)
    if course is None or course.record.lost:
        return ()
    return DutyTable(book.policy).read(course, book.as_of)


def _whom_to_page(
    book: Book, id_: str, before: Sequence[Duty], after: Sequence[Duty]
) -> tuple[str, ...]:
    """Return whom the rota names for a page that has come to be owed just now (R11, R19)."""
    course = book.find(id_)
    had = {duty.id for duty in before}
    for duty in after:
        if duty.id != PAGE or duty.id in had or duty.state not in OPEN_STATES or course is None:
            continue
        who = find_holder(duty, course, book.people, book.policy)
        if who.startswith("@"):
            return (f"page {who} ({rule_source(duty, book.policy).partition(';')[0]})",)
    return ()


def _entries(act: Act) -> tuple[LogEntry, ...]:
    parts = parse_record_id(act.record)
    if parts is None:
        return ()
    raw = tuple(RawLine(text=text, line=number) for number, text in enumerate(act.lines, 1))
    return read_log([LogSource(path="the log", lines=raw)], parts.date).entries


def _stamps(act: Act) -> list[datetime]:
    found = [parse_stamp(Path(file.path).name[:16]) for file in act.files]
    return [*(at for at in found if at is not None), *(entry.at for entry in _entries(act))]


def find_rhythm(root: Path, case: Case) -> tuple[timedelta, str] | None:
    """Return when visitors hear more by the policy, and the rule in words (R71, R72).

    None where nothing internal says how severe it is, and where visitors of such an incident are
    promised nothing by the policy: then the site's default counts.
    """
    if case.internal is None or case.internal.lost or case.kind is not RecordKind.INCIDENT:
        return None
    course = create_course(case.internal, None)
    severity, detected = course.severity, course.detected_at
    if severity is None or detected is None:
        return None
    policy = read_policy(root, case.config, context_for(case.config)).policy
    cadence = policy.cadences.get(_PUBLIC, {}).get(severity)
    if cadence is None:
        return None
    since = max(case.now - detected, timedelta())
    return cadence.after(since), f"the rhythm of Severity {severity} (R71)"
