"""Arithmetic of figures: lengths stay exact until they are printed (R145, R148, R153).

A length that is not known is None and never 0. No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_IN_A_MINUTE = 60_000_000


def between(start: datetime | None, end: datetime | None) -> timedelta | None:
    """Return the time from *start* to *end*; None where one is missing or they are out of order.

    ``check`` points at milestones out of order (INT002); a length below 0 is no length.
    """
    if start is None or end is None or end < start:
        return None
    return end - start


def minutes(length: timedelta) -> Fraction:
    """Return *length* in minutes, exactly."""
    return Fraction(length // _MICROSECOND, _MICROSECONDS_IN_A_MINUTE)


def round_half_even(value: Fraction, digits: int) -> float:
    """Return *value* with so many *digits* after the point, halves to the even one."""
    return float(round(value, digits))


class Spread(NamedTuple):
    """Mean, median and range of some lengths, in minutes (R153); None where there are none.

    Attributes:
        n: Over how many incidents: those that have the value.
    """

    n: int = 0
    mean: Fraction | None = None
    median: Fraction | None = None
    least: Fraction | None = None
    most: Fraction | None = None


def spread_of(lengths: Sequence[timedelta]) -> Spread:
    """Return the spread of *lengths*, in any order; the median of an even number is halfway."""
    if not lengths:
        return Spread()
    ordered = sorted(lengths)
    count = len(ordered)
    middle = ordered[(count - 1) // 2] + ordered[count // 2]
    return Spread(
        count,
        minutes(sum(ordered, timedelta())) / count,
        minutes(middle) / 2,
        minutes(ordered[0]),
        minutes(ordered[-1]),
    )
