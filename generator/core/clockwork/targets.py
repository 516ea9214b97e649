"""How soon something is due, as a policy says it: ``30m``, ``8 business hours``.

What has no target (R5, "best effort") is no target at all and is the caller's to read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.times import parse_duration

_BUSINESS = re.compile(r"([0-9]{1,9}) +business +(minute|hour|day)s?", re.IGNORECASE)
# No days or weeks: whoever writes "1d business" does not mean 24 hours of an open desk.
_MIXED = re.compile(r"([0-9hms ]+) +business", re.IGNORECASE)
_NEXT_DAY = re.compile(r"(end|start) +of +(?:the +)?next +business +day", re.IGNORECASE)

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_LONGEST_IN_HOURS = timedelta(hours=72)


class TargetUnit(StrEnum):
    """What a target is counted in."""

    WALL = "wall"
    """Real time, day and night (R2, R3)."""

    BUSINESS_HOURS = "business_hours"
    """Real time in which the desk is open (R4, X4)."""

    BUSINESS_DAYS = "business_days"
    """The same clock time on the n-th working day (X5)."""

    END_OF_NEXT_BUSINESS_DAY = "end_of_next_business_day"
    """Closing of the first working day after (R5, X41)."""

    START_OF_NEXT_BUSINESS_DAY = "start_of_next_business_day"
    """Opening of the first working day after; for who reads X41 the other way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How soon something is due.

    Attributes:
        unit: What it is counted in.
        amount: Length, zero or more; only of wall time and business hours.
        days: Number of working days, 1 or more; only of business days.
        text: As the policy has it.
    """

    unit: TargetUnit
    amount: timedelta = timedelta()
    days: int = 0
    text: str


def parse_target(text: str) -> Target | None:
    """Read a target.

    Accepts lengths of wall time (``5m``, ``1h30m``; ``0m`` is immediately), ``8 business hours``,
    ``90 business minutes``, ``1h30m business``, ``3 business days``, ``end of next business day``
    and ``start of next business day``.

    Returns:
        The target, or None when it is none, nothing of business time, or over ten years.

    Source: R2 to R5, X4, X5, X41.
    """
    typed = text.strip()
    if match := _NEXT_DAY.fullmatch(typed):
        is_end = match[1].lower() == "end"
        next_day = (TargetUnit.START_OF_NEXT_BUSINESS_DAY, TargetUnit.END_OF_NEXT_BUSINESS_DAY)
        return Target(unit=next_day[is_end], text=text)
    if match := _BUSINESS.fullmatch(typed):
        length = parse_duration(match[1] + match[2][0].lower())
        if not length:
            return None
        if match[2].lower() == "day":
            return Target(unit=TargetUnit.BUSINESS_DAYS, days=length.days, text=text)
        return Target(unit=TargetUnit.BUSINESS_HOURS, amount=length, text=text)
    if match := _MIXED.fullmatch(typed):
        length = parse_duration(match[1])
        return Target(unit=TargetUnit.BUSINESS_HOURS, amount=length, text=text) if length else None
    length = parse_duration(typed)
    return None if length is None else Target(unit=TargetUnit.WALL, amount=length, text=text)


def due_at(target: Target, base: datetime, calendar: BusinessCalendar) -> datetime:
    """Return when *target* is due.

    Args:
        target: How soon.
        base: The aware instant from which it counts.
        calendar: When the desk is open; of no matter to wall time.

    Returns:
        An aware UTC instant.
    """
    match target.unit:
        case TargetUnit.WALL:
            return base.astimezone(UTC) + target.amount
        case TargetUnit.BUSINESS_HOURS:
            return calendar.add_hours(base, target.amount)
        case TargetUnit.BUSINESS_DAYS:
            return calendar.add_days(base, target.days)
        case TargetUnit.END_OF_NEXT_BUSINESS_DAY:
            return calendar.next_day_end(base)
        case TargetUnit.START_OF_NEXT_BUSINESS_DAY:
            return calendar.next_day_start(base)


def describe(target: Target) -> str:
    """Return *target* in words, the same ones however it was typed: ``8 business hours``."""
    match target.unit:
        case TargetUnit.WALL:
            return _describe_length(target.amount)
        case TargetUnit.BUSINESS_HOURS:
            return _describe_business(target.amount)
        case TargetUnit.BUSINESS_DAYS:
            return _counted(target.days, "business day")
        case TargetUnit.END_OF_NEXT_BUSINESS_DAY:
            return "end of the next business day"
        case TargetUnit.START_OF_NEXT_BUSINESS_DAY:
            return "start of the next business day"


def _describe_length(length: timedelta) -> str:
    """Return wall time in words: in hours up to the 72 of which policies speak, then in days."""
    if not length:
        return "immediately"
    days, rest = divmod(length, _DAY) if length > _LONGEST_IN_HOURS else (0, length)
    hours, rest = divmod(rest, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    parts = [_counted(days, "day")] if days else []
    units = ((hours, "h"), (minutes, "min"), (rest.seconds, "s"))
    return " ".join(parts + [f"{number} {unit}" for number, unit in units if number])


def _describe_business(length: timedelta) -> str:
    """Return business time in the largest unit of which it is a whole number."""
    if length % _HOUR == timedelta():
        return _counted(length // _HOUR, "business hour")
    if length % _MINUTE == timedelta():
        return _counted(length // _MINUTE, "business minute")
    return _counted(length // timedelta(seconds=1), "business second")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def minutes_of(target: Target, calendar: BusinessCalendar) -> float | None:
    """Return how many minutes *target* is worth in reports, or None for the next business day.

    A business day counts as the hours of one working day by the clock, so that three of eight
    hours are 1440 minutes of business time, not three times 24 hours; the next business day is
    as long as the day on which it is said makes it.
    """
    match target.unit:
        case TargetUnit.WALL | TargetUnit.BUSINESS_HOURS:
            return target.amount / _MINUTE
        case TargetUnit.BUSINESS_DAYS:
            return target.days * calendar.day_length / _MINUTE
        case TargetUnit.END_OF_NEXT_BUSINESS_DAY | TargetUnit.START_OF_NEXT_BUSINESS_DAY:
            return None
