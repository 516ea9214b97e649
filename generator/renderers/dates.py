"""Times and lengths as people write them: the organisation's zone first, then UTC (R85)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.core.words import Words

NBSP = "\N{NO-BREAK SPACE}"
_MINUTES_PER_HOUR = 60
_HOURS_IN_DAYS = 48
_NOON = 12


class Dates:
    """Writes moments of one site's zone in one language's habit."""

    def __init__(self, words: Words, zone: str) -> None:
        self._words = words
        self._zone = ZoneInfo(zone)
        key = f"zone.{zone}"
        self.zone_name = words(key) if words.has(key) else zone.rsplit("/", 1)[-1].replace("_", " ")
        self.is_utc = zone in {"UTC", "Etc/UTC"}
        self._months = words("dates.months").split()
        self._short_months = words("dates.short_months").split()
        self._weekdays = words("dates.weekdays").split()
        self._short_weekdays = words("dates.short_weekdays").split()
        self._is_12_hours = words("dates.clock") == "12"
        self.clock = lru_cache(maxsize=4096)(self._clock)

    def local(self, at: datetime) -> datetime:
        """Return *at* in the site's zone."""
        return at.astimezone(self._zone)

    def local_day(self, at: datetime) -> date:
        """Return the day of *at* in the site's zone."""
        return self.local(at).date()

    def _clock(self, at: datetime) -> str:
        """Return the local clock: ``9:36 AM``, ``noon``, ``09:36``."""
        return self._write_clock(self.local(at))

    def _write_clock(self, local: datetime) -> str:
        if not self._is_12_hours:
            return f"{local:%H:%M}"
        if local.minute == 0 and local.hour in {0, _NOON}:
            return self._words("dates.noon" if local.hour else "dates.midnight")
        half = self._words("dates.am" if local.hour < _NOON else "dates.pm")
        return f"{local.hour % _NOON or _NOON}:{local:%M}{NBSP}{half}"

    def utc(self, at: datetime) -> str:
        """Return ``14:36 UTC``, with the UTC day where it is not the local one."""
        moment = at.astimezone(UTC)
        text = f"{moment:%H:%M}{NBSP}{self._words('dates.utc')}"
        if moment.date() != self.local_day(at):
            text += f", {self.short_day(moment.date())}"
        return text

    def clock_range(self, start: datetime, end: datetime) -> str:
        """Return ``9:22 to 10:06 AM``: the half of the day once, where both agree."""
        first, last = self.clock(start), self.clock(end)
        if self._is_12_hours and first[-3:] == last[-3:] and first[-3:-2] == NBSP:
            first = first[:-3]
        return self._words("dates.range", start=first, end=last)

    def short_day(self, day: date) -> str:
        """Return ``Jan 15``."""
        return self._words("dates.day", month=self._short_months[day.month - 1], day=day.day)

    def short_day_year(self, day: date) -> str:
        """Return ``Jan 15, 2025``."""
        return self._words(
            "dates.day_year", month=self._short_months[day.month - 1], day=day.day, year=day.year
        )

    def day(self, day: date) -> str:
        """Return ``January 15``."""
        return self._words("dates.day", month=self._months[day.month - 1], day=day.day)

    def day_year(self, day: date) -> str:
        """Return ``January 15, 2025``."""
        return self._words(
            "dates.day_year", month=self._months[day.month - 1], day=day.day, year=day.year
        )

    def weekday_day(self, day: date) -> str:
        """Return ``Sat, Feb 1``."""
        return self._words(
            "dates.weekday_day",
            weekday=self._short_weekdays[day.weekday()],
            month=self._short_months[day.month - 1],
            day=day.day,
        )

    def full_day(self, day: date) -> str:
        """Return ``Wednesday, January 15, 2025``."""
        return self._words(
            "dates.full_day",
            weekday=self._weekdays[day.weekday()],
            month=self._months[day.month - 1],
            day=day.day,
            year=day.year,
        )

    def month(self, month: str) -> str:
        """Return ``January 2025`` for ``2025-01``."""
        return self._words(
            "dates.month_year", month=self._months[int(month[5:7]) - 1], year=month[:4]
        )

    def due(self, due: str) -> str:
        """Return a month or a day of a promised change in words."""
        if len(due) == len("2025-01"):
            return self.month(due)
        return self.day_year(date.fromisoformat(due))

    def moment(self, at: datetime) -> str:
        """Return ``January 17, 2025, 10:06 AM Eastern (15:06 UTC)``."""
        if self.is_utc:
            return self._words("join.comma").join((self.day_year(self.local_day(at)), self.utc(at)))
        return self._words(
            "dates.moment",
            day=self.day_year(self.local_day(at)),
            time=self.clock(at),
            zone=self.zone_name,
            utc=self.utc(at),
        )

    def length(self, length: timedelta) -> str:
        """Return ``28 min``, ``1 h 20 min``, ``3 days``; minutes rounded down."""
        minutes = int(length.total_seconds() // 60)
        if minutes < 1:
            return self._words("dates.under_minute")
        hours, rest = divmod(minutes, _MINUTES_PER_HOUR)
        if hours >= _HOURS_IN_DAYS:
            return self._words.count("dates.days", hours // 24)
        parts = [self._words("dates.hours", n=hours)] if hours else []
        if rest or not hours:
            parts.append(self._words("dates.minutes", n=rest))
        return " ".join(parts).replace(" ", NBSP)


def iso(at: datetime) -> str:
    """Return *at* for a ``datetime`` attribute: ``2025-01-15T14:36:00Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
