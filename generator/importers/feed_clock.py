"""Times in the text of a feed: ``Jan  1, 09:09 PST``, without a year (interop §2.1).

The year follows from the item's date, the zone from its abbreviation. An abbreviation can mean
several places, and some pages write PST all summer: where the item's own date shows the same
clock, its offset counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from generator.core.times import find_zone
from generator.importers.foreign_times import ABBREVIATIONS, MONTHS, read_offset

_SLACK = timedelta(days=2)  # updates that were dated back a little are no other year
_MONTH = "|".join(MONTHS)
CLOCK = re.compile(
    rf"(?P<month>{_MONTH})[a-z]*\.?\s+(?P<day>[0-9]{{1,2}})(?:,?\s+(?P<year>[0-9]{{4}}))?"
    r"\s*[,-]?\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>[a-z]{1,5}|[+-][0-9]{2}(?::?[0-9]{2})?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as the text says it; *zone* is the abbreviation or offset, or empty."""

    month: int
    day: int
    hour: int
    minute: int
    second: int = 0
    year: int | None = None
    zone: str = ""

    def on(self, year: int) -> datetime | None:
        """Return it in *year*, without a zone, or None when there is no such day."""
        try:
            return datetime(year, self.month, self.day, self.hour, self.minute, self.second)  # noqa: DTZ001 - a local time
        except ValueError:
            return None


def read_clock(text: str) -> Clock | None:
    """Return the time that *text* is, or None."""
    match = CLOCK.fullmatch(" ".join(text.split()))
    return None if match is None else clock_of(match)


def clock_of(match: re.Match[str]) -> Clock | None:
    """Return what a match of `CLOCK` says, or None when it is no time."""
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    clock = Clock(
        MONTHS.index(match["month"].lower()[:3]) + 1,
        int(match["day"]),
        hour,
        int(match["minute"]),
        int(match["second"] or 0),
        int(match["year"]) if match["year"] else None,
        (match["zone"] or "").upper(),
    )
    return clock if clock.on(clock.year or 2024) is not None else None  # 2024 has a 29 February


@dataclass(frozen=True, slots=True)
class Dated:
    """What dates an item: its instant, and the offset in which it is written, if it says one."""

    at: datetime
    offset: timedelta | None


@dataclass(slots=True)
class Zones:
    """What the abbreviations of one feed mean, as far as its items show.

    Attributes:
        zone: IANA zone the person named; its own abbreviations are known.
        seen: Offsets with which an item's date shows the same clock, by abbreviation.
    """

    zone: str
    seen: dict[str, set[timedelta]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, newest: Clock, item: Dated) -> None:
        """Take what *item* shows about the abbreviation of its *newest* update."""
        offset = _shown_offset(newest, item)
        if offset is not None:
            self.seen[newest.zone].add(offset)

    def offset_of(
        self, clock: Clock, newest: Clock, item: Dated, local: datetime
    ) -> timedelta | None:
        """Return how far from UTC *clock* is, or None when nothing says it.

        Args:
            clock: A time in the item's text.
            newest: The newest one there.
            item: The item's date.
            local: *clock* with the year it most likely has.
        """
        if not clock.zone or clock.zone[0] in "+-":
            if clock.zone:
                return read_offset(clock.zone)
            zone = find_zone(self.zone or "UTC")
            return None if zone is None else local.replace(tzinfo=zone).utcoffset()
        shown = _shown_offset(newest, item) if clock.zone == newest.zone else None
        if shown is not None:
            return shown
        table = {timedelta(minutes=each) for each in ABBREVIATIONS.get(clock.zone, ())}
        seen = self.seen.get(clock.zone, set())
        if len(table) == 1 and seen <= table:
            return next(iter(table))
        if seen - table and item.offset:  # the page writes one abbreviation all year
            return item.offset
        if len(seen) == 1:
            return next(iter(seen))
        zone = find_zone(self.zone) if self.zone else None
        there = None if zone is None else local.replace(tzinfo=zone)
        if there is not None and (there.tzname() or "").upper() == clock.zone:
            return there.utcoffset()
        return None

    def is_doubtful(self, abbreviation: str) -> bool:
        """Whether the feed uses *abbreviation* for several distances from UTC."""
        return len(self.seen.get(abbreviation, ())) > 1


def _shown_offset(newest: Clock, item: Dated) -> timedelta | None:
    """Return the offset with which *item* is dated at the very clock of its newest update.

    A date in UTC proves nothing by itself; it only picks among what an abbreviation may mean.
    """
    if not newest.zone or newest.zone[0] in "+-":
        return None
    table = {timedelta(minutes=each) for each in ABBREVIATIONS.get(newest.zone, ())}
    offsets = table if not item.offset else {item.offset}
    for offset in sorted(offsets):
        there = (item.at + offset).replace(tzinfo=None)
        local = newest.on(newest.year or there.year)
        if local is not None and timedelta() <= there - local < timedelta(minutes=1):
            return offset
    return None


def date_clocks(clocks: list[Clock], item: Dated, zones: Zones) -> list[datetime] | Clock:
    """Return the instants of *clocks*, newest first, or the first one that cannot be read.

    The newest is in the year that brings it nearest to the item's date. Each older one is in the
    last year that does not put it after the one before, over New Year too.
    """
    found: list[datetime] = []
    for clock in clocks:
        choices: list[datetime] = []
        for year in (
            range(item.at.year - 8, item.at.year + 2) if clock.year is None else [clock.year]
        ):
            local = clock.on(year)
            if local is None:
                continue
            offset = zones.offset_of(clock, clocks[0], item, local)
            if offset is None:
                return clock
            choices.append((local - offset).replace(tzinfo=UTC))
        if not choices:
            return clock
        if not found:
            found.append(min(choices, key=lambda at: (abs(at - item.at), at)))
            continue
        before = [at for at in choices if at <= found[-1] + _SLACK]
        found.append(max(before) if before else min(choices))
    return found
