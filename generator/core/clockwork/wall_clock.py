"""Moments as responders read them: UTC first, then the clock on the wall (R85, X22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from generator.core.digest import zone_of

_NOON = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class WallClock:
    """The clock on the wall of the people who read, and the moment at which they do.

    Attributes:
        zone: An IANA name.
        name: What they call it: ``Eastern``.
        as_of: The moment; a day that is not its day is written out.
        is_12_hours: ``9:24 AM`` rather than ``09:24``.
    """

    zone: str
    name: str
    as_of: datetime
    is_12_hours: bool = True

    def utc(self, at: datetime, *, is_dated: bool = False) -> str:
        """Return ``14:24``, with the date in front on another day than that of ``as_of``."""
        moment = at.astimezone(UTC)
        clock = f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"
        is_short = self._is_today(at) and not is_dated
        return clock if is_short else f"{moment:%Y-%m-%d} {clock}"

    def local(self, at: datetime, *, is_dated: bool = False) -> str:
        """Return ``9:24 AM``, with weekday and date in front on another day."""
        clock = self.clock(at)
        is_short = self._is_today(at) and not is_dated
        return clock if is_short else f"{self.day(self._local(at).date())} {clock}"

    def clock(self, at: datetime) -> str:
        """Return ``9:24 AM`` whatever the day."""
        wall = self._local(at)
        seconds = f":{wall:%S}" if wall.second else ""
        if not self.is_12_hours:
            return f"{wall:%H:%M}{seconds}"
        return f"{wall.hour % _NOON or _NOON}:{wall:%M}{seconds} {_half(wall)}"

    def day(self, day: date) -> str:
        """Return ``Mon 2025-01-20``, whatever the language of the machine."""
        names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
        return f"{names[day.weekday()]} {day.isoformat()}"

    def both(self, at: datetime, *, is_dated: bool = False) -> str:
        """Return ``14:24 UTC (9:24 AM Eastern)``; UTC alone where the wall shows it.

        Args:
            at: The moment.
            is_dated: Write the day of today, too.
        """
        utc = f"{self.utc(at, is_dated=is_dated)} UTC"
        if self._is_utc:
            return utc
        return f"{utc} ({self.local(at, is_dated=is_dated)} {self.name})"

    def add(self, base: datetime, length: str, due: datetime) -> str:
        """Return ``14:24 + 30 min = 14:54 UTC (9:24 AM + 30 min = 9:54 AM Eastern)``.

        A sum that leads into another day has the day on both its sides.
        """
        dated = self.crosses_a_day(base, due)
        begin, end = self.utc(base, is_dated=dated), self.utc(due, is_dated=dated)
        text = f"{begin} + {length} = {end} UTC"
        if self._is_utc:
            return text
        begin, end = self.local(base, is_dated=dated), self.local(due, is_dated=dated)
        return f"{text} ({begin} + {length} = {end} {self.name})"

    def crosses_a_day(self, base: datetime, due: datetime) -> bool:
        """Return whether the two are on different days by either clock."""
        if base.astimezone(UTC).date() != due.astimezone(UTC).date():
            return True
        return self._local(base).date() != self._local(due).date()

    @property
    def _is_utc(self) -> bool:
        return self.zone in {"UTC", "Etc/UTC"}

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(zone_of(self.zone))

    def _is_today(self, at: datetime) -> bool:
        """Return whether *at* is on the day of ``as_of`` by both clocks."""
        if at.astimezone(UTC).date() != self.as_of.astimezone(UTC).date():
            return False
        return self._local(at).date() == self._local(self.as_of).date()


def _half(wall: datetime) -> str:
    return "AM" if wall.hour < _NOON else "PM"
