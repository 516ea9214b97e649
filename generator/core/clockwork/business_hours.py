"""Business time: when the desk is open, and what lies so many open hours or working days ahead.

The desk is open whenever the clock on its wall shows a time from opening up to closing on a
working day, so a night in which the clocks change has an hour more or less of it where it is
open then. What is counted is real time (R6).

Everything goes by *openings*: the spans of UTC in which the desk is open on one local day.
Nearly always that is one; a night whose repeated hour holds opening or closing has two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from generator.core.clockwork.clock_changes import instant_of, steady_parts
from generator.core.digest import local_day, zone_of
from generator.core.times import find_zone

FARTHEST = timedelta(days=36_525)
"""No sum of hours leads farther than this, so that a desk open a minute a week ends a search."""

_DAY = timedelta(days=1)
# Clocks are at most 14 hours before UTC and 12 behind; one more for what is decreed next.
_BEFORE, _BEHIND = timedelta(hours=15), timedelta(hours=13)

Opening = tuple[datetime, datetime]
"""Start and end in UTC of a time in which the desk is open; half-open, start before end."""


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """When a desk is open.

    A working day is one of ``days`` that is no holiday and on which the desk is open at all: the
    day that Samoa left out in 2011 was none. Holidays end, so there is always a next one.

    Attributes:
        zone: IANA zone of the clock on the wall.
        opens: Clock time from which it is open.
        closes: Clock time from which it is closed again, later than ``opens``; 00:00 is the
            midnight at the day's end, so that 00:00 to 00:00 is the whole day.
        days: Working days of a week, 0 (Monday) to 6.
        holidays: Local days on which it stays closed.

    Raises:
        ValueError: The zone is unknown, no day or no such day is named, or closing is not after
            opening. Policy checks find these first.

    Source: R4, R6.
    """

    zone: str
    opens: time
    closes: time
    days: frozenset[int]
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if find_zone(self.zone) is None:
            raise ValueError(f"no such zone: {self.zone}")
        if not self.days or not self.days <= frozenset(range(7)):
            raise ValueError(f"days of a week are 0 to 6, and at least one: {sorted(self.days)}")
        if time() != self.closes <= self.opens:
            raise ValueError(f"closes at {self.closes}, which is not after {self.opens}")

    @property
    def day_length(self) -> timedelta:
        """How long a working day is by the clock, more than 0 and up to 24 hours."""
        opened, closed = _on_the_wall(self, date(2001, 1, 1))
        return closed - opened

    def is_open(self, at: datetime) -> bool:
        """Return whether the desk is open at *at*; at the moment of closing it is not."""
        wall = at.astimezone(zone_of(self.zone)).replace(tzinfo=UTC)
        opened, closed = _on_the_wall(self, wall.date())
        return _is_kept(self, wall.date()) and opened <= wall < closed

    def add_hours(self, start: datetime, amount: timedelta) -> datetime:
        """Return when *amount* of open time has passed since *start*.

        A sum that is complete at closing is due then, not at the next opening. One that is begun
        outside opening hours begins at the next opening, and so does one of no length.

        Args:
            start: Aware.
            amount: Zero or more.

        Returns:
            An aware UTC instant, at most `FARTHEST` after *start*.

        Raises:
            ValueError: *amount* is negative.

        Source: R4, R6.
        """
        if amount < timedelta():
            raise ValueError(f"open time is only added: {amount}")
        start = start.astimezone(UTC)
        latest = start + FARTHEST
        left = amount
        for opened, closed in self._openings_from(start):
            begin = max(opened, start)
            if closed - begin >= left or closed >= latest:
                return min(begin + left, latest)
            left -= closed - begin
        raise AssertionError("openings never end")

    def add_days(self, start: datetime, count: int) -> datetime:
        """Return the clock time of *start* on the *count*-th working day after its local day.

        A clock time which that day leaves out is read as the first instant after the gap, one
        that comes twice as the first of the two.

        Args:
            start: Aware; its own day does not count, working day or not.
            count: 1 or more.

        Raises:
            ValueError: *count* is less than 1.

        Source: R4, X5.
        """
        if count < 1:
            raise ValueError(f"working days are only added: {count}")
        wall = start.astimezone(zone_of(self.zone))
        day = wall.date()
        for _ in range(count):
            day = self._working_day_after(day)
        return instant_of(datetime.combine(day, wall.time()), self.zone)

    def next_day_start(self, start: datetime) -> datetime:
        """Return the opening of the first working day after the local day of *start*."""
        return _openings(self, self._working_day_after(local_day(start, self.zone)))[0][0]

    def next_day_end(self, start: datetime) -> datetime:
        """Return the closing of the first working day after the local day of *start* (R5, X41)."""
        return _openings(self, self._working_day_after(local_day(start, self.zone)))[-1][1]

    def elapsed(self, start: datetime, end: datetime) -> timedelta:
        """Return the open time between two aware instants; zero where *end* is not later."""
        return sum((closed - opened for opened, closed in self.spans(start, end)), timedelta())

    def spans(self, start: datetime, end: datetime) -> tuple[Opening, ...]:
        """Return when the desk is open between two aware instants, in order of time.

        Openings that touch, as those of a desk that never closes, are one span.
        """
        found: list[Opening] = []
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end <= start:
            return ()
        for opened, closed in self._openings_from(start):
            if opened >= end:
                break
            _append(found, max(opened, start), min(closed, end))
        return tuple(found)

    def _openings_from(self, start: datetime) -> Iterator[Opening]:
        """Yield without end the openings that are not over at *start*, in order of time."""
        day = local_day(start, self.zone)
        # From the day before: clocks may have gone back to it past midnight.
        earlier = _openings(self, day - _DAY)
        while True:
            later = _openings(self, day)
            if earlier and later and later[0] < earlier[-1]:
                earlier, later = tuple(sorted(earlier + later)), ()
            for opening in earlier:
                if opening[1] > start:
                    yield opening
            earlier = later
            day += _DAY

    def _working_day_after(self, day: date) -> date:
        day += _DAY
        while not _openings(self, day):
            day += _DAY
        return day


def _is_kept(calendar: BusinessCalendar, day: date) -> bool:
    return day.weekday() in calendar.days and day not in calendar.holidays


def _on_the_wall(calendar: BusinessCalendar, day: date) -> Opening:
    """Return opening and closing of *day* as the clock shows them, written as if it were UTC."""
    opened = datetime.combine(day, calendar.opens, tzinfo=UTC)
    closed = datetime.combine(day, calendar.closes, tzinfo=UTC)
    return opened, closed if closed > opened else closed + _DAY


@lru_cache(maxsize=16_384)
def _openings(calendar: BusinessCalendar, day: date) -> tuple[Opening, ...]:
    """Return when the desk is open on the local *day*, in order of time; nothing if not at all."""
    if not _is_kept(calendar, day):
        return ()
    opened, closed = _on_the_wall(calendar, day)
    found: list[Opening] = []
    for since, until, offset in steady_parts(calendar.zone, opened - _BEFORE, closed + _BEHIND):
        begin, end = max(opened - offset, since), min(closed - offset, until)
        if begin < end:
            _append(found, begin, end)
    return tuple(found)


def _append(found: list[Opening], begin: datetime, end: datetime) -> None:
    """Add an opening to *found*, or lengthen the last one where they touch."""
    if found and found[-1][1] == begin:
        found[-1] = (found[-1][0], end)
    else:
        found.append((begin, end))
