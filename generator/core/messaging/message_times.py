"""Times and lengths as messages write them: UTC first, then the zone of the readers (R85)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from generator.core.digest import zone_of
from generator.core.words import Words, fill

_NOON = 12
_UTC_ZONES = ("UTC", "Etc/UTC")


class Times:
    """Writes moments for readers in one zone.

    Attributes:
        zone_name: What readers call their zone: ``Eastern``.
    """

    def __init__(self, zone: str, words: Mapping[str, str], habits: Words) -> None:
        """Take the zone, sentences of messages, and the words of public pages for its name."""
        self._zone = zone_of(zone)
        self._words = words
        self._habits = habits
        self._is_utc = zone in _UTC_ZONES
        key = f"zone.{zone}"
        self.zone_name = habits(key) if habits.has(key) else zone.rpartition("/")[2]

    def stamp(self, at: datetime) -> str:
        """Return ``2025-01-15 14:54 UTC``."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def updated(self, at: datetime) -> str:
        """Return ``2025-01-15 14:52 UTC (9:52 AM Eastern)`` (R74)."""
        return self._both("at", f"{at.astimezone(UTC):%Y-%m-%d %H:%M}", self._clock(at))

    def at(self, at: datetime) -> str:
        """Return ``14:22 UTC (9:22 AM Eastern)``."""
        return self._both("at", self.utc_clock(at), self._clock(at))

    def by(self, at: datetime) -> str:
        """Return ``15:06 UTC, 10:06 AM Eastern``, fit to stand in parentheses."""
        return self._both("by", self.utc_clock(at), self._clock(at))

    def range(self, start: datetime, end: datetime) -> str:
        """Return ``14:23-15:06 UTC (9:23-10:06 AM Eastern)``; with days where they differ."""
        first, last = start.astimezone(UTC), end.astimezone(UTC)
        if first.date() == last.date():
            utc = f"{first:%H:%M}-{last:%H:%M}"
        else:
            utc = f"{first:%Y-%m-%d %H:%M} - {last:%Y-%m-%d %H:%M}"
        return self._both("range", utc, self._local_range(start, end))

    def day_moment(self, at: datetime) -> str:
        """Return ``17 Jan 2025 15:06 UTC`` (R75)."""
        moment = at.astimezone(UTC)
        month = self._habits("dates.short_months").split()[moment.month - 1]
        return f"{moment.day} {month} {moment.year} {moment:%H:%M} UTC"

    def local_day(self, at: datetime) -> date:
        """Return the readers' day of *at*."""
        return at.astimezone(self._zone).date()

    def day(self, at: datetime) -> str:
        """Return the readers' day of *at*: ``January 15, 2025``."""
        day = self.local_day(at)
        month = self._habits("dates.months").split()[day.month - 1]
        return self._habits("dates.day_year", month=month, day=day.day, year=day.year)

    def utc_clock(self, at: datetime) -> str:
        """Return ``14:22``."""
        return f"{at.astimezone(UTC):%H:%M}"

    def duration(self, length: timedelta) -> str:
        """Return ``0 hours 43 minutes`` (T8, T10, T11), whole minutes."""
        minutes = max(int(length.total_seconds() // 60), 0)
        return f"{self._count('hours', minutes // 60)} {self._count('minutes', minutes % 60)}"

    def length(self, length: timedelta) -> str:
        """Return ``30 minutes``, ``1 hour``, ``1 hour 30 minutes`` (T3, T6)."""
        hours, rest = divmod(max(int(length.total_seconds() // 60), 0), 60)
        parts = [self._count("hours", hours)] if hours else []
        if rest or not hours:
            parts.append(self._count("minutes", rest))
        return " ".join(parts)

    def _count(self, what: str, n: int) -> str:
        return fill(self._words[f"piece.{what}.{'one' if n == 1 else 'other'}"], {"n": str(n)})

    def _both(self, piece: str, utc: str, local: str) -> str:
        key = f"piece.{piece}_utc_only" if self._is_utc else f"piece.{piece}"
        return fill(self._words[key], {"utc": utc, "local": local, "zone": self.zone_name})

    def _local_range(self, start: datetime, end: datetime) -> str:
        first, half = self._read(start)
        last, last_half = self._read(end)
        is_one_day = self.local_day(start) == self.local_day(end)
        if not is_one_day:
            return f"{self.day(start)}, {self._clock(start)} - {self.day(end)}, {self._clock(end)}"
        if half and half != last_half:
            first = f"{first} {half}"
        return f"{first}-{last} {last_half}".rstrip()

    def _clock(self, at: datetime) -> str:
        clock, half = self._read(at)
        return f"{clock} {half}".rstrip()

    def _read(self, at: datetime) -> tuple[str, str]:
        """Return the readers' clock and its half of the day, empty where a word says it."""
        local = at.astimezone(self._zone)
        say = self._habits
        if say("dates.clock") != "12":
            return say("dates.hour_minute", hour=f"{local:%H}", minute=f"{local:%M}"), ""
        if local.minute == 0 and local.hour in {0, _NOON}:
            return say("dates.noon" if local.hour else "dates.midnight"), ""
        hour = f"{local.hour % _NOON or _NOON}"
        half = say("dates.am" if local.hour < _NOON else "dates.pm")
        return say("dates.hour_minute", hour=hour, minute=f"{local:%M}"), half
