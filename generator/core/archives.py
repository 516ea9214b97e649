"""Which months of entries are complete: a feed's archive, document by document (RFC 5005 §4).

A month is one of UTC, and its entries are those published in it. Dates are those that the feed
itself prints, so a tie at a month's very end may date an entry, and move the first of the month
after it, by some seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, groupby
from typing import NamedTuple

from generator.core.entries import Dated, date_all
from generator.core.views import EntryRef

_SECOND = timedelta(seconds=1)
_MONTHS = 12

MonthNumber = int
"""Months since the year 0: twelve times the year and the month from 0."""
Months = Mapping[MonthNumber, Sequence[Sequence[EntryRef]]]
"""The entries of each UTC month by incident, those of one incident newest first."""


class Archive(NamedTuple):
    """One complete month.

    Attributes:
        month: ``YYYY-MM``.
        groups: Its entries by incident, those of one incident newest first; never none.
        after: A date in it, or later, to which a tie moved the last entry before it; else None.
    """

    month: str
    groups: Sequence[Sequence[EntryRef]]
    after: datetime | None

    def dated(self) -> tuple[Dated, ...]:
        """Return its entries with the dates to print, newest first."""
        return tuple(reversed(date_all(chain.from_iterable(self.groups), self.after)))


def by_month(groups: Iterable[Sequence[EntryRef]]) -> Months:
    """Return the entries of *groups* by the UTC month they were published in.

    Args:
        groups: Each the entries of one incident, newest first and at least one.
    """
    found: defaultdict[MonthNumber, list[Sequence[EntryRef]]] = defaultdict(list)
    for group in groups:
        newest = _month_of(group[0])
        if newest == _month_of(group[-1]):
            found[newest].append(group)
            continue
        for number, part in groupby(group, _month_of):
            found[number].append(list(part))
    return found


def find_archives(months: Months, as_of: datetime) -> tuple[Archive, ...]:
    """Return every complete month with entries, oldest first.

    A month is complete when it is over and none of its entries waits for its date. From the
    first that is not, entries are left to the feed itself (:func:`find_open_since`).

    Args:
        months: Of :func:`by_month`.
        as_of: The moment to judge by; one before the feed's own leaves more to the feed.
    """
    archives: list[Archive] = []
    after: datetime | None = None
    for number in sorted(months):
        begin = _begin(number)
        if begin > as_of or (end := _begin(number + 1)) > as_of:
            break
        if after is not None and after < begin:
            after = None
        archive = Archive(f"{begin:%Y-%m}", months[number], after)
        after = _date_beyond(archive, end)
        if after is not None and after > as_of:
            break
        archives.append(archive)
    return tuple(archives)


def find_open_since(months: Months, archives: Sequence[Archive], as_of: datetime) -> datetime:
    """Return from when on no archive holds entries: the beginning of the first open month."""
    open_months = sorted(months)[len(archives) :]
    return min(_begin(open_months[0]), as_of) if open_months else as_of


def _date_beyond(archive: Archive, end: datetime) -> datetime | None:
    """Return the last date of *archive* if it is at *end* or later, else None.

    Ties move a date by less than a second for each entry. So most months are settled by looking
    at their newest entries, and need not be sorted.
    """
    reach = end - sum(map(len, archive.groups)) * _SECOND
    newest = max([group[0].at for group in archive.groups])
    if newest < reach and (archive.after is None or archive.after < reach):
        return None
    last = archive.dated()[0][1]
    return last if last >= end else None


def _month_of(entry: EntryRef) -> MonthNumber:
    at = entry.at
    return at.year * _MONTHS + at.month - 1


def _begin(number: MonthNumber) -> datetime:
    year, month = divmod(number, _MONTHS)
    return datetime(year, month + 1, 1, tzinfo=UTC)
