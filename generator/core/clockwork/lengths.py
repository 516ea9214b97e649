"""Lengths of time as responders read them."""

from __future__ import annotations

from datetime import timedelta

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def say_length(length: timedelta) -> str:
    """Return *length*, not negative, in whole units: ``20 s``, ``4 min``, ``2 h 05 min``, ``3 d``.

    What is shorter than a minute is told to the second, because a second decides (R148).
    """
    if length < _MINUTE:
        return f"{int(length.total_seconds())} s"
    if length < _HOUR:
        return f"{length // _MINUTE} min"
    if length < 2 * _DAY:
        hours, rest = divmod(length, _HOUR)
        minutes = rest // _MINUTE
        return f"{hours} h {minutes:02} min" if minutes else f"{hours} h"
    days, rest = divmod(length, _DAY)
    hours = rest // _HOUR
    return f"{days} days {hours} h" if hours else f"{days} days"
