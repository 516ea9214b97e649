"""How a deadline was reckoned, step by step, so that anybody can do the sum again (R4 to R6).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from generator.core.clockwork.business_hours import BusinessCalendar, Opening
from generator.core.clockwork.clock_changes import steady_parts
from generator.core.clockwork.lengths import say_length
from generator.core.clockwork.targets import Target, TargetUnit, describe
from generator.core.clockwork.wall_clock import WallClock
from generator.core.digest import local_day

_MOST_SPANS = 6
"""Spans of open time that are written out; of more, the first ones and the last."""
_MOST_DAYS = 10
_MOST_LOOKED_THROUGH = timedelta(days=366)
"""How much time is searched for changes of the clocks."""


def explain_sum(
    target: Target, base: datetime, due: datetime, calendar: BusinessCalendar, wall: WallClock
) -> tuple[str, ...]:
    """Return how *due* follows from *base*, each line one step, the result in the last.

    Args:
        target: How soon.
        base: What it counts from.
        due: What came out.
        calendar: When the desk is open.
        wall: The clock to write moments by; business time is told by that of the desk.
    """
    match target.unit:
        case TargetUnit.WALL:
            return (wall.add(base, _length(target), due),)
        case TargetUnit.BUSINESS_HOURS:
            lines = _spans(calendar.spans(base, due), calendar, wall)
        case TargetUnit.BUSINESS_DAYS:
            lines = _days(target.days, base, calendar, wall)
        case _:
            lines = iter((f"the next business day is {wall.day(local_day(due, calendar.zone))}",))
    dated = wall.crosses_a_day(base, due)
    begin, end = wall.both(base, is_dated=dated), wall.both(due, is_dated=dated)
    return (
        *lines,
        *_passed_over(base, due, calendar, wall),
        *_changes(base, due, calendar, wall),
        f"{begin} + {describe(target)} = {end}",
    )


def _length(target: Target) -> str:
    return describe(target) if target.amount else "0 min"


def _spans(
    spans: tuple[Opening, ...], calendar: BusinessCalendar, wall: WallClock
) -> Iterator[str]:
    counted = timedelta()
    for number, (opened, closed) in enumerate(spans, 1):
        counted += closed - opened
        if _MOST_SPANS <= number < len(spans):
            continue
        if number == len(spans) > _MOST_SPANS:
            yield f"and {len(spans) - _MOST_SPANS} more such spans"
        day = wall.day(local_day(opened, calendar.zone))
        length = say_length(closed - opened)
        total = f", {say_length(counted)} in all" if number > 1 else ""
        yield f"open {day} {wall.clock(opened)} to {wall.clock(closed)}: {length}{total}"


def _days(count: int, base: datetime, calendar: BusinessCalendar, wall: WallClock) -> Iterator[str]:
    found: list[date] = []
    at = base
    while len(found) < min(count, _MOST_DAYS):
        at = calendar.next_day_start(at)
        found.append(local_day(at, calendar.zone))
    listed = ", ".join(wall.day(day) for day in found)
    more = f" and {count - len(found)} more" if count > len(found) else ""
    yield f"business days counted: {listed}{more}"


def _passed_over(
    base: datetime, due: datetime, calendar: BusinessCalendar, wall: WallClock
) -> Iterator[str]:
    """Yield the holidays in between that would have been working days."""
    first, last = local_day(base, calendar.zone), local_day(due, calendar.zone)
    for day in sorted(calendar.holidays):
        if first <= day <= last and day.weekday() in calendar.days:
            yield f"not counted: {wall.day(day)}, a holiday"


def _changes(
    base: datetime, due: datetime, calendar: BusinessCalendar, wall: WallClock
) -> Iterator[str]:
    """Yield the changes of the clocks in between, which a sum in local time takes along (R6)."""
    at, end = base, min(due, base + _MOST_LOOKED_THROUGH)
    while at < end:
        later = min(at + timedelta(days=1), end)
        for before, after in pairwise(steady_parts(calendar.zone, at, later)):
            yield (
                f"the clocks change on {wall.day(local_day(after[0], calendar.zone))}, "
                f"from {_offset(before[2])} to {_offset(after[2])}"
            )
        at = later


def _offset(offset: timedelta) -> str:
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
