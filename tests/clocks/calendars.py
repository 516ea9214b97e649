"""Calendars and local times as the tests of clocks write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from generator.core.clockwork.business_hours import BusinessCalendar

WEEKDAYS = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
HOLIDAY = date(2025, 1, 20)


def desk(
    opens: str = "09:00",
    closes: str = "17:00",
    *,
    zone: str = "America/New_York",
    days: frozenset[int] = WEEKDAYS,
    holidays: frozenset[date] = frozenset({HOLIDAY}),
) -> BusinessCalendar:
    """Return the calendar of R4, or one that differs from it."""
    return BusinessCalendar(
        zone=zone,
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        days=days,
        holidays=holidays,
    )


def local(text: str, zone: str = "America/New_York") -> datetime:
    """Return the instant at which the clock of *zone* shows *text*, for the first time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
