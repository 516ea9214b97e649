"""Business time counted minute by minute, with nothing of the program's in it.

A walk writes down what the clock on the wall shows at each minute of UTC; a desk is open in the
minutes at which it shows a time between opening and closing on a working day. What is due is
found by counting them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)


def find_changes(zone: str, first_year: int, last_year: int) -> Iterator[datetime]:
    """Yield the first whole minute of UTC after each change of the clocks of *zone*."""
    place = ZoneInfo(zone)
    at = datetime(first_year, 1, 1, tzinfo=UTC)
    while at.year <= last_year:
        step = timedelta(days=1)
        if at.astimezone(place).utcoffset() == (at + step).astimezone(place).utcoffset():
            at += step
            continue
        for step in (timedelta(hours=1), MINUTE):
            while at.astimezone(place).utcoffset() == (at + step).astimezone(place).utcoffset():
                at += step
        at += MINUTE
        yield at


@dataclass(frozen=True)
class Walk:
    """What the clock of *zone* shows at every minute from *start* on.

    Attributes:
        wall: Its local day and clock time at each minute.
        first_of: The number of the first minute of each local day.
    """

    zone: str
    start: datetime
    minutes: int
    wall: list[tuple[date, time]] = field(default_factory=list)
    first_of: dict[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = ZoneInfo(self.zone)
        at = self.start
        for number in range(self.minutes):
            shown = at.astimezone(place)
            self.wall.append((shown.date(), shown.time()))
            self.first_of.setdefault(shown.date(), number)
            at += MINUTE

    def at(self, number: int) -> datetime:
        return self.start + number * MINUTE


@dataclass(frozen=True)
class Counted:
    """The minutes of a walk in which a desk is open.

    Attributes:
        is_open: For each minute of the walk.
        before: How many open minutes lie before each minute, and before the end of the walk.
        open_days: The numbers of the first and last open minute of each local day that has any.
    """

    walk: Walk
    is_open: list[bool]
    before: list[int]
    open_days: dict[date, tuple[int, int]]

    def add_minutes(self, start: int, amount: int) -> int:
        """Return the number of the minute that begins when *amount* (1 or more) are full."""
        return bisect_left(self.before, self.before[start] + amount)

    def days_after(self, start: int) -> list[date]:
        today, _ = self.walk.wall[start]
        return sorted(day for day in self.open_days if day > today)

    def first_showing(self, day: date, clock: time) -> int:
        """Return the number of the first minute on whose wall it is *clock* of *day* or later."""
        number = self.walk.first_of[day]
        while self.walk.wall[number] < (day, clock):
            number += 1
        return number


def count_open(
    walk: Walk, opens: time, closes: time, days: frozenset[int], holidays: frozenset[date]
) -> Counted:
    """Count the open minutes of *walk*; *closes* at 00:00 is midnight at the day's end."""
    is_open = []
    open_days: dict[date, tuple[int, int]] = {}
    kept = {day for day in walk.first_of if day.weekday() in days and day not in holidays}
    for number, (day, clock) in enumerate(walk.wall):
        counts = day in kept and opens <= clock and (clock < closes or closes == time(0))
        is_open.append(counts)
        if counts:
            open_days[day] = (open_days.get(day, (number, number))[0], number)
    return Counted(walk, is_open, [0, *accumulate(is_open)], open_days)
