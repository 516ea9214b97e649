"""What ``allclear oncall`` tells: who is on call, who is next, and whether that holds (R44-R51)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.digest import local_day
from generator.core.staff.on_call_load import LoadRow
from generator.core.staff.people import People, Person
from generator.core.staff.rota import (
    Gap,
    OnCall,
    Span,
    find_gaps,
    find_spans,
    settle_hours,
    who_is_on_call,
)
from generator.core.staff.rota_facts import Rota

_REACH = timedelta(days=40)
"""How far around the days asked for turns are followed to where they really begin and end."""


class Training(NamedTuple):
    """Somebody who may command (R175); ``trained`` without a day was on a day nobody wrote."""

    handle: str
    is_trained: bool
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallReport:
    """Everything about being on call, at one moment.

    Attributes:
        at: The moment, aware UTC.
        until: End of the days looked at.
        zone: IANA zone in which people read it.
        people: Who there is.
        now: Who is on call; None without a rota.
        spans: Who is called from now on, the first since when it really began; oldest first.
        gaps: Where nobody has the layer that is called, up to ``until``.
        training: Everybody who may command and is with us.
        last_drill: Its day; None when there was none.
        drill_every: How often one is due.
        load: Of the month of ``at``, the busiest first.
        has_errors: Whether something of ``people.yml`` could not be read or contradicts itself.
    """

    at: datetime
    until: datetime
    zone: str
    people: People
    now: OnCall | None = None
    spans: tuple[Span, ...] = ()
    gaps: tuple[Gap, ...] = ()
    training: tuple[Training, ...] = ()
    last_drill: date | None = None
    drill_every: timedelta
    load: tuple[LoadRow, ...] = ()
    has_errors: bool = False

    @property
    def days(self) -> int:
        """How many days were looked at."""
        return (self.until - self.at) // timedelta(days=1)

    @property
    def month(self) -> str:
        """The month of ``load``, ``YYYY-MM``."""
        return f"{local_day(self.at, self.zone):%Y-%m}"

    @property
    def drill_due(self) -> date | None:
        """When the next drill is due; None when there never was one, so that it is due now."""
        return None if self.last_drill is None else self.last_drill + self.drill_every

    @property
    def is_drill_overdue(self) -> bool:
        """Whether a drill should have been held by now (R177)."""
        return self.drill_due is None or self.drill_due < local_day(self.at, self.zone)

    def find(self, handle: str) -> Person | None:
        """Return who *handle* is, or None."""
        return self.people.find(handle)


def create_report(
    people: People,
    hours: BusinessCalendar,
    at: datetime,
    *,
    ahead: timedelta,
    last_drill: date | None = None,
    drill_every: timedelta,
    load: tuple[LoadRow, ...] = (),
    has_errors: bool = False,
) -> OnCallReport:
    """Return what there is to tell at *at*.

    Args:
        people: Who there is, with the rota.
        hours: The policy's business hours and holidays.
        at: The moment, aware UTC.
        ahead: How far to look.
        last_drill: Day of the last drill.
        drill_every: How often one is due.
        load: Of the month of *at*.
        has_errors: Whether something of the file is wrong.
    """
    rota, until = people.rota, at + ahead
    zone = hours.zone if rota is None else settle_hours(rota, hours).zone
    return OnCallReport(
        at=at,
        until=until,
        zone=zone,
        people=people,
        now=None if rota is None else who_is_on_call(rota, hours, at),
        spans=() if rota is None else tuple(_spans(rota, hours, at, until)),
        gaps=() if rota is None else find_gaps(rota, hours, at, until),
        training=tuple(
            Training(each.handle, "ic" in each.trained, each.trained.get("ic"))
            for each in people.holders("ic", local_day(at, zone))
        ),
        last_drill=last_drill,
        drill_every=drill_every,
        load=load,
        has_errors=has_errors,
    )


def _spans(rota: Rota, hours: BusinessCalendar, start: datetime, end: datetime) -> Iterator[Span]:
    """Yield the spans that touch ``[start, end)``, whole: they are the same on every day asked."""
    for span in find_spans(rota, hours, start - _REACH, end + _REACH):
        if span.start < end and span.end > start:
            yield span
