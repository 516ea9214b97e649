"""Which months of entries are complete: a feed's archive, document by document (RFC 5005 §4).

A month is one of UTC, and its entries are those published in it. Dates are those that the feed
itself prints, so a tie at a month's very end may date an entry, and move the first of the month
after it, by some seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from generator.core.entries import Dated, date_all
from generator.core.views import EntryRef

_SECOND = timedelta(seconds=1)
_MONTHS = 12

MonthNumber = int
"""Months since the year 0: twelve times the year and the month from 0."""


class Archive(NamedTuple):
    """One complete month.

    Attributes:
        month: ``YYYY-MM``.
        entries: In any order; never none.
        after: A date in it, or later, to which a tie moved the last entry before it; else None.
    """

    month: str
    entries: Sequence[EntryRef]
    after: datetime | None

    def dated(self) -> tuple[Dated, ...]:
        """Return its entries with the dates to print, newest first."""
        return tuple(reversed(date_all(self.entries, self.after)))


def by_month(entries: Iterable[EntryRef]) -> Mapping[MonthNumber, list[EntryRef]]:
    """Return *entries* by the UTC month they were published in."""
    found: defaultdict[MonthNumber, list[EntryRef]] = defaultdict(list)
    for entry in entries:
        at = entry.at
        found[at.year * _MONTHS + at.month - 1].append(entry)
    return found


def find_archives(
    months: Mapping[MonthNumber, Sequence[EntryRef]], as_of: datetime
) -> tuple[Archive, ...]:
    """Return every complete month with entries, oldest first.

    A month is complete when it is over and none of its entries waits for its date. From the
    first that is not, entries are left to the feed itself (:func:`find_open_since`).
    """
    archives: list[Archive] = []
    after: datetime | None = None
    for number in sorted(months):
        begin = _begin(number)
        if begin > as_of or (end := _begin(number + 1)) > as_of:
            break
        if after is not None and after < begin:
            after = None
        last = _date_beyond(months[number], end, after)
        if last is not None and last > as_of:
            break
        archives.append(Archive(f"{begin:%Y-%m}", months[number], after))
        after = last
    return tuple(archives)


def find_open_since(
    months: Mapping[MonthNumber, Sequence[EntryRef]], archives: Sequence[Archive], as_of: datetime
) -> datetime:
    """Return from when on no archive holds entries: the beginning of the first open month."""
    open_months = sorted(months)[len(archives) :]
    return min((_begin(open_months[0]), as_of)) if open_months else as_of


def _date_beyond(
    entries: Sequence[EntryRef], end: datetime, after: datetime | None
) -> datetime | None:
    """Return the last date of *entries* if it is at *end* or later, else None.

    Ties move a date by less than a second for each entry. So most months are settled by looking
    at their newest entry, and need not be sorted.
    """
    reach = end - len(entries) * _SECOND
    newest = max([entry.at for entry in entries])
    if newest < reach and (after is None or after < reach):
        return None
    last = date_all(entries, after)[-1][1]
    return last if last >= end else None


def _begin(number: MonthNumber) -> datetime:
    year, month = divmod(number, _MONTHS)
    return datetime(year, month + 1, 1, tzinfo=UTC)
