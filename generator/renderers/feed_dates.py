"""Dates as feeds and machines write them: UTC, to the second, free of the locale."""

from __future__ import annotations

from datetime import UTC, datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def rfc3339(at: datetime) -> str:
    """Return *at* as ``2025-01-15T14:36:00Z`` (JSON Feed, sitemap, security.txt)."""
    return f"{at.astimezone(UTC).isoformat(timespec='seconds')[:-6]}Z"


def rfc3339_offset(at: datetime) -> str:
    """Return *at* as ``2025-01-15T14:36:00+00:00``, as feedgen writes Atom."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def rfc822(at: datetime) -> str:
    """Return *at* as ``Wed, 15 Jan 2025 14:36:00 +0000`` (RSS).

    Source:
        RFC 822 §5 with the four-digit year of RFC 1123.
    """
    at = at.astimezone(UTC)
    return (
        f"{_DAYS[at.weekday()]}, {at.day:02} {_MONTHS[at.month - 1]} {at.year:04} "
        f"{at.hour:02}:{at.minute:02}:{at.second:02} +0000"
    )
