"""Times and lengths as messages write them: UTC first, then the zone of the readers (R85).

A time whose day is not the one of the message has its day with it, in the zone it is given in:
"03:50 UTC" alone would be taken for today's (R3, R4).
"""

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

    def __init__(
        self, zone: str, words: Mapping[str, str], habits: Words, said_at: datetime | None = None
    ) -> None:
        """Take the zone, sentences, the words of public pages for its name, and the moment.

        Args:
            zone: The readers' zone: ``America/New_York``.
            words: Sentences of messages.
            habits: Words of public pages, for names and habits of clocks.
            said_at: When the message is sent, aware UTC: its day need not be said. None: readers
                know the day.
        """
        self._zone = zone_of(zone)
        self._words = words
        self._habits = habits
        self._said_at = said_at
        self._is_utc = zone in _UTC_ZONES
        key = f"zone.{zone}"
        self.zone_name = habits(key) if habits.has(key) else zone.rpartition("/")[2]

    def stamp(self, at: datetime) -> str:
        """Return ``2025-01-15 14:54 UTC``."""
        return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

    def updated(self, at: datetime) -> str:
        """Return ``2025-01-15 14:52 UTC (9:52 AM Eastern)`` (R74).

        Where readers have another day: ``2025-02-03 02:10 UTC (February 2, 9:10 PM Eastern)``.
        """
        return self._both(
            "at", f"{at.astimezone(UTC):%Y-%m-%d %H:%M}", self._local(at, _utc_day(at))
        )

    def at(self, at: datetime) -> str:
        """Return ``14:22 UTC (9:22 AM Eastern)``, with its day where that is not today."""
        return self._both("at", self.utc_moment(at), self._moment(at))

    def at_of_day(self, at: datetime) -> str:
        """Return ``14:22 UTC (9:22 AM Eastern)`` for a sentence that names the day in UTC."""
        return self._both("at", self.utc_clock(at), self._local(at, _utc_day(at)))

    def by(self, at: datetime) -> str:
        """Return ``15:06 UTC, 10:06 AM Eastern``, fit for parentheses; with its day as in at()."""
        return self._both("by", self.utc_moment(at), self._moment(at))

    def range(self, start: datetime, end: datetime) -> str:
        """Return ``14:23-15:06 UTC (9:23-10:06 AM Eastern)``.

        Days stand where they differ, and where the day is not the one of the message.
        """
        first, last = start.astimezone(UTC), end.astimezone(UTC)
        if first.date() != last.date():
            utc, known = f"{first:%Y-%m-%d %H:%M} - {last:%Y-%m-%d %H:%M}", None
        else:
            utc, known = f"{self.utc_moment(start)}-{last:%H:%M}", self._known_day(start)
        return self._both("range", utc, self._local_range(start, end, known))

    def day_moment(self, at: datetime) -> str:
        """Return ``17 Jan 2025 15:06 UTC (10:06 AM Eastern)`` (R75)."""
        moment = at.astimezone(UTC)
        month = self._habits("dates.short_months").split()[moment.month - 1]
        utc = f"{moment.day} {month} {moment.year} {moment:%H:%M}"
        return self._both("at", utc, self._local(at, moment.date()))

    def is_today(self, at: datetime) -> bool:
        """Return whether *at* lies on the day of the message in UTC, the zone named first."""
        return self._said_at is None or _utc_day(at) == _utc_day(self._said_at)

    def is_one_day(self, start: datetime, end: datetime) -> bool:
        """Return whether both lie on one day in UTC, the zone named first."""
        return _utc_day(start) == _utc_day(end)

    def day(self, at: datetime) -> str:
        """Return the day of *at* in UTC, the zone named first: ``January 15, 2025``."""
        return self._day_year(_utc_day(at))

    def utc_clock(self, at: datetime) -> str:
        """Return ``14:22``."""
        return f"{at.astimezone(UTC):%H:%M}"

    def utc_moment(self, at: datetime) -> str:
        """Return ``14:22``, or ``2025-01-15 14:22`` where that is not the day of the message."""
        return f"{at.astimezone(UTC):{'%H:%M' if self.is_today(at) else '%Y-%m-%d %H:%M'}}"

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

    def _local_day(self, at: datetime) -> date:
        return at.astimezone(self._zone).date()

    def _known_day(self, at: datetime) -> date:
        """Return the day readers take a clock of theirs for: the one just named, else today's."""
        if self._said_at is None:
            return self._local_day(at)
        return self._local_day(self._said_at) if self.is_today(at) else _utc_day(at)

    def _moment(self, at: datetime) -> str:
        return self._local(at, self._known_day(at))

    def _local(self, at: datetime, known: date) -> str:
        """Return the readers' clock, with its day where that is not *known*."""
        day = self._local_day(at)
        if day == known:
            return self._clock(at)
        return (
            f"{self._habits('dates.day', month=self._month(day), day=day.day)}, {self._clock(at)}"
        )

    def _local_range(self, start: datetime, end: datetime, known: date | None) -> str:
        first, half = self._read(start)
        last, last_half = self._read(end)
        begun, ended = self._local_day(start), self._local_day(end)
        if begun != ended:
            begin, close = self._day_year(begun), self._day_year(ended)
            return f"{begin}, {self._clock(start)} - {close}, {self._clock(end)}"
        if half and half != last_half:
            first = f"{first} {half}"
        span = f"{first}-{last} {last_half}".rstrip()
        return span if begun == known else f"{self._day_year(begun)}, {span}"

    def _month(self, day: date) -> str:
        return self._habits("dates.months").split()[day.month - 1]

    def _day_year(self, day: date) -> str:
        month = self._month(day)
        return self._habits("dates.day_year", month=month, day=day.day, year=day.year)

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


def _utc_day(at: datetime) -> date:
    return at.astimezone(UTC).date()
