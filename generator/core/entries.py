"""Which entries a feed holds, and the dates it gives them (interop §2.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from generator.core.views import EntryRef

FEWEST = 25
"""A feed holds at least this many entries, if there are so many."""
KEPT_FOR = timedelta(days=31)
"""Entries younger than this are always in their feed: the whole of any present month."""

Dated = tuple[EntryRef, datetime]
"""An entry and the date to print, in whole seconds."""

_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


def set_apart(moments: Iterable[datetime], after: datetime | None = None) -> Iterator[datetime]:
    """Yield the date to print for each of *moments*, which come oldest first.

    Dates strictly increase: readers such as Power Automate skip an entry that is not newer than
    the one before. Feeds print whole seconds, so what shares a second with the one before it is
    dated one second later, whatever their milliseconds were.

    Args:
        moments: Exact times, in order.
        after: What was printed before them, if anything.
    """
    last = after
    for moment in moments:
        at = moment.replace(microsecond=0)
        if last is not None and at <= last:
            at = last + _SECOND
        last = at
        yield at


def date_all(entries: Iterable[EntryRef], after: datetime | None = None) -> list[Dated]:
    """Return *entries* with the dates to print, oldest first; see :func:`set_apart`."""
    ordered = sorted(entries, key=_order)
    return list(zip(ordered, set_apart((entry.at for entry in ordered), after), strict=True))


def select(
    entries: Sequence[EntryRef], as_of: datetime, since: datetime | None = None
) -> tuple[Dated, ...]:
    """Return the newest of *entries* with the dates to print, newest first.

    What would be dated after *as_of* waits: a feed is never dated in the future.

    Args:
        entries: Those of one feed, in any order.
        as_of: The moment the feed speaks of.
        since: Everything dated from here on is chosen, however old: no archive holds it.
    """
    border = as_of - KEPT_FOR
    if since is not None and since < border:
        border = since
    dated = _date_past(_young(entries, border, as_of), as_of)
    count = sum(1 for _, at in dated if at >= border)
    return tuple(dated[: max(count, FEWEST)])


def select_incidents(entries: Sequence[EntryRef], as_of: datetime) -> tuple[Dated, ...]:
    """Return the newest entry of each of the incidents last told of, newest first.

    At most `FEWEST` incidents; dates are those that :func:`select` prints, so they strictly
    decrease and are never after *as_of*.
    """
    border = as_of - KEPT_FOR
    young = _since(entries, border - _DAY, as_of)
    if len({entry.incident for entry in young if entry.at >= border}) < FEWEST:
        young = [entry for entry in entries if entry.at <= as_of]
    newest: dict[str, Dated] = {}
    for dated in _date_past(young, as_of):
        newest.setdefault(dated[0].incident, dated)
        if len(newest) == FEWEST:
            break
    return tuple(newest.values())


def _date_past(entries: Iterable[EntryRef], as_of: datetime) -> list[Dated]:
    """Return *entries* as dated, newest first, without those that wait for their date."""
    dated = date_all(entries)
    while dated and dated[-1][1] > as_of:
        dated.pop()
    dated.reverse()
    return dated


def _order(entry: EntryRef) -> tuple[datetime, str, str]:
    return entry.at, entry.incident, entry.update


def _young(entries: Sequence[EntryRef], border: datetime, as_of: datetime) -> Sequence[EntryRef]:
    """Return those of *entries* that can be chosen or move the date of one that is.

    Only entries that share a second move each other, a second each: a day before the oldest
    choice is more than enough, and years of history need not be sorted.
    """
    young = _since(entries, border - _DAY, as_of)
    if sum(1 for entry in young if entry.at >= border) >= FEWEST:
        return young
    return [entry for entry in entries if entry.at <= as_of]


def _since(entries: Iterable[EntryRef], edge: datetime, as_of: datetime) -> list[EntryRef]:
    return [entry for entry in entries if edge <= entry.at <= as_of]
