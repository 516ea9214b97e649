"""Reading what figures are made of: one incident, or the records of a period and the one before.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from generator.core.clockwork.course import Course
from generator.core.record_id import parse_record_id
from generator.core.settings_doubts import find_doubts
from generator.core.telemetry.figure_cases import weigh
from generator.core.telemetry.figure_sheets import IncidentSheet, PeriodSheet, create_incident_sheet
from generator.core.telemetry.periods import Period
from generator.core.telemetry.statistics import sum_up
from generator.pipeline.book import only, read_book
from generator.readers.folders import Folder
from generator.readers.internal_files import list_internal_files

_MARGIN = timedelta(days=2)
"""How far the day of an id may lie from the detection that its log tells of."""


def read_incident_sheet(
    root: Path, incident_id: str, now: datetime, *, replay: bool
) -> IncidentSheet | None:
    """Return the figures of one incident; None where nothing internal is known of it at *now*."""
    book = read_book(root, now, replay=replay, wanted=only([incident_id]))
    course = book.find(incident_id)
    if course is None:
        return None
    sheet = create_incident_sheet(course, book.policy, now)
    return sheet._replace(doubts=find_doubts(book.findings, book.policy))


def read_period_sheet(root: Path, period: Period, now: datetime, *, replay: bool) -> PeriodSheet:
    """Return the figures of *period*; only records of it and of the one before are opened."""
    without_log: list[str] = []
    unseen: list[str] = []
    book = read_book(root, now, replay=replay, wanted=_within(root, period, without_log, unseen))
    cases = [weigh(course, book.policy, now) for course in book.courses]
    unread = [
        course.record.id
        for course in book.courses
        if course.record.unread and period.holds(course.detected_at or _midnight(course))
    ]
    return PeriodSheet(
        as_of=now,
        reading=sum_up(period, cases, book.policy.figures),
        policy=book.policy,
        without_log=tuple(sorted(each for each in without_log if _is_of(period, each))),
        without_log_before=sum(_is_of(period.previous, each) for each in without_log),
        unread=tuple(sorted({*unread, *unseen})),
        doubts=find_doubts(book.findings, book.policy),
    )


def _midnight(course: Course) -> datetime:
    return datetime.combine(course.record.date, time(), tzinfo=UTC)


def _is_of(period: Period, incident_id: str) -> bool:
    """Return whether the day in *incident_id* lies in *period*."""
    parts = parse_record_id(incident_id)
    return parts is not None and period.holds(datetime.combine(parts.date, time(), tzinfo=UTC))


def _within(
    root: Path, period: Period, without_log: list[str], unseen: list[str]
) -> Callable[[Folder], bool]:
    """Return what wants the records of *period* and the one before, by the day in their ids.

    Ids that have no internal file are added to *without_log*, those of the period's folders that
    cannot be looked into to *unseen*.
    """
    start, before, end = (
        each.date() for each in (period.start_at, period.previous.start_at, period.end_at)
    )
    since, until = before - _MARGIN, end + _MARGIN

    def is_wanted(folder: Folder) -> bool:
        day: date = folder.date
        if not since <= day < until:
            return False
        if before <= day < end:
            if folder.is_seen and not list_internal_files(root, folder.path):
                without_log.append(folder.id)
            if not folder.is_seen and start <= day:
                unseen.append(folder.id)
        return True

    return is_wanted
