"""The clocks of one incident before and after an act, and what it promises visitors by them.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from generator.core.act import Act
from generator.core.clockwork.clock_effects import say_effects
from generator.core.clockwork.course import create_course
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.log_entries import LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.record_id import parse_record_id
from generator.core.times import parse_stamp
from generator.core.vocabulary import RecordKind
from generator.pipeline.book import only, read_book
from generator.pipeline.case import Case
from generator.readers.policy import read_policy
from generator.readers.public import context_for

_PUBLIC = "public"
_SOON = timedelta(hours=2)
"""How far ahead commands stamp what they write; later than that is no stamp."""


def read_duties(root: Path, id_: str, as_of: datetime, *, replay: bool) -> tuple[Duty, ...]:
    """Return the duties of the incident *id_*; none where it has no internal file."""
    parts = parse_record_id(id_)
    if parts is None or parts.kind is not RecordKind.INCIDENT:
        return ()
    book = read_book(root, as_of, replay=replay, wanted=only([id_]))
    course = book.find(id_)
    return () if course is None else DutyTable(book.policy).read(course, as_of)


def tell_effects(
    root: Path, act: Act, before: tuple[Duty, ...], now: datetime, *, replay: bool
) -> str:
    """Return what *act*, which is written, did to the clocks; empty where none runs.

    Args:
        root: The repository.
        act: What was written.
        before: The duties before it.
        now: The moment of the command; what it wrote may be stamped a little later.
        replay: Leave out what is later than that.
    """
    as_of = max([now, *(at for at in _stamps(act) if now < at <= now + _SOON)])
    return say_effects(before, read_duties(root, act.record, as_of, replay=replay), now)


def _stamps(act: Act) -> list[datetime]:
    parts = parse_record_id(act.record)
    raw = tuple(RawLine(text=text, line=number) for number, text in enumerate(act.lines, 1))
    found = [parse_stamp(Path(file.path).name[:16]) for file in act.files]
    stamps = [at for at in found if at is not None]
    if parts is not None:
        log = read_log([LogSource(path="the log", lines=raw)], parts.date)
        stamps += [entry.at for entry in log.entries]
    return stamps


def find_rhythm(root: Path, case: Case) -> tuple[timedelta, str] | None:
    """Return when visitors hear more by the policy, and the rule in words (R71, R72).

    None where nothing internal says how severe it is, and where visitors of such an incident are
    promised nothing by the policy: then the site's default counts.
    """
    if case.internal is None or case.kind is not RecordKind.INCIDENT:
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
