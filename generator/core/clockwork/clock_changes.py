"""When the clocks of a zone change, found by asking them: zones do not tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from generator.core.digest import zone_of

_SECOND, _HOUR = timedelta(seconds=1), timedelta(hours=1)


def steady_parts(
    zone: str, start: datetime, end: datetime
) -> tuple[tuple[datetime, datetime, timedelta], ...]:
    """Return the parts of ``[start, end)`` in which the clocks of *zone* do not change.

    Each with its distance from UTC. The ends tell whether there is anything to look for, as
    clocks never change and change back within two days.
    """
    if _offset(start, zone) == _offset(end, zone):
        return ((start, end, _offset(start, zone)),)
    found = []
    since = at = start
    while at < end:
        later = min(at + _HOUR, end)
        if _offset(at, zone) != _offset(later, zone):
            change = _change_between(zone, at, later)
            found.append((since, change, _offset(since, zone)))
            since = change
        at = later
    return (*found, (since, end, _offset(since, zone)))


def instant_of(wall: datetime, zone: str) -> datetime:
    """Return the first instant at which the clock of *zone* shows *wall* (naive) or is past it."""
    first = wall.replace(tzinfo=zone_of(zone), fold=0)
    at = first.astimezone(UTC)
    if at.astimezone(zone_of(zone)).replace(tzinfo=None) == wall:
        return at
    return _change_between(zone, first.replace(fold=1).astimezone(UTC), at)


def _change_between(zone: str, before: datetime, after: datetime) -> datetime:
    """Return the instant at which the clocks of *zone* change; they do at whole seconds."""
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    old = _offset(before, zone)
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(at: datetime, zone: str) -> timedelta:
    return at.astimezone(zone_of(zone)).utcoffset() or timedelta()
