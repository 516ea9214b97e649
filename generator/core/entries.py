"""Which entries a feed holds, and the dates it gives them (interop §2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from generator.core.views import EntryRef

FEWEST = 25
"""A feed holds at least this many entries, if there are so many."""
KEPT_FOR = timedelta(days=30)
"""Entries younger than this are always in their feed."""

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def select(entries: Sequence[EntryRef], as_of: datetime) -> tuple[tuple[EntryRef, datetime], ...]:
    """Return the newest of *entries* with the dates to print, newest first.

    Dates strictly decrease: readers such as Power Automate skip an entry that is not newer
    than the one before. An entry that shares its second with the one before it is dated one
    second later. What would be dated after *as_of* waits: a feed is never dated in the future.
    """
    ordered = sorted(
        _young(entries, as_of),
        key=lambda entry: (entry.at, entry.incident, entry.update),
    )
    dated: list[tuple[EntryRef, datetime]] = []
    last: datetime | None = None
    for entry in ordered:
        at = entry.at if last is None or entry.at > last else last + _SECOND
        if at > as_of:
            break  # and so would be all that follow
        dated.append((entry, at))
        last = at
    dated.reverse()
    border = as_of - KEPT_FOR
    count = sum(1 for entry, _ in dated if entry.at >= border)
    return tuple(dated[: max(count, FEWEST)])


def _young(entries: Sequence[EntryRef], as_of: datetime) -> Sequence[EntryRef]:
    """Return those of *entries* that can be chosen or move the date of one that is.

    Only entries that share a second move each other, a second each: a day before the oldest
    choice is more than enough, and years of history need not be sorted.
    """
    border = as_of - KEPT_FOR
    edge = border - _DAY
    young = [entry for entry in entries if edge <= entry.at <= as_of]
    if sum(1 for entry in young if entry.at >= border) >= FEWEST:
        return young
    return [entry for entry in entries if entry.at <= as_of]
