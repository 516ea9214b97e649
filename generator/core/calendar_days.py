"""Days of the site's own zone as spans of UTC: 23, 24 or 25 hours long."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from generator.core.digest import local_day, zone_of

BAR_DAYS = 90
"""Days of a component's bar, today included."""
RECENT_DAYS = 14
"""Days that the home page tells about, today included."""


@lru_cache(maxsize=8192)
def day_start(day: date, zone: str) -> datetime:
    """Return the UTC moment at which *day* begins in *zone*."""
    return datetime.combine(day, time(), tzinfo=zone_of(zone)).astimezone(UTC)


def day_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return start and end of *day* in *zone* as UTC; half-open."""
    return day_start(day, zone), day_start(day + timedelta(days=1), zone)


def month_start(month: str, zone: str) -> datetime:
    """Return the UTC moment at which *month* (``YYYY-MM``) begins in *zone*."""
    return day_start(date(int(month[:4]), int(month[5:]), 1), zone)


def month_after(month: str) -> str:
    """Return the month after *month*, both ``YYYY-MM``."""
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def last_days(as_of: datetime, zone: str, count: int) -> tuple[date, ...]:
    """Return the *count* local days that end with the day of *as_of*, oldest first."""
    today = local_day(as_of, zone)
    return tuple(today - timedelta(days=back) for back in range(count - 1, -1, -1))
