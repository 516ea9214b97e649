"""Times and lengths as people write them: the organisation's zone first, then UTC (R85)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.core.words import Words
from generator.renderers.frame import join

NBSP = "\N{NO-BREAK SPACE}"
_MINUTES_PER_HOUR = 60
_HOURS_IN_DAYS = 48
_NOON = 12


@dataclass(frozen=True, slots=True)
class Span:
    """A planned span of time in words.

    Attributes:
        day: Its first local day, ``Sat, Feb 1``.
        clocks: ``10:00 PM to 2:00 AM Eastern``; with days where it is longer than a night.
        utc: ``03:00 to 07:00 UTC, Feb 2``; empty where the site's own zone is UTC.
    """

    day: str
    clocks: str
    utc: str


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

    # --- clocks ----------------------------------------------------------------------------

    def _clock(self, at: datetime) -> str:
        """Return the local clock: ``9:36 AM``, ``noon``, ``09:36``."""
        time, half = self._read(self.local(at))
        return f"{time}{NBSP}{half}" if half else time

    def _read(self, local: datetime) -> tuple[str, str]:
        """Return the clock and its half of the day; no half where a word or 24 hours say it."""
        if not self._is_12_hours:
            return self._hour_minute(f"{local:%H}", local), ""
        if local.minute == 0 and local.hour in {0, _NOON}:
            return self._words("dates.noon" if local.hour else "dates.midnight"), ""
        half = self._words("dates.am" if local.hour < _NOON else "dates.pm")
        return self._hour_minute(f"{local.hour % _NOON or _NOON}", local), half

    def _hour_minute(self, hour: str, at: datetime) -> str:
        return self._words("dates.hour_minute", hour=hour, minute=f"{at:%M}")

    def clock_zone(self, at: datetime) -> str:
        """Return ``9:36 AM Eastern``."""
        return self._words("dates.time_zone", time=self.clock(at), zone=self.zone_name)

    def _clock_range(self, start: datetime, end: datetime) -> str:
        """Return ``9:22 to 10:06 AM``: the half of the day once, where day and half agree."""
        first, half = self._read(self.local(start))
        is_one_half = half == self._read(self.local(end))[1]
        if not is_one_half or self.local_day(start) != self.local_day(end):
            first = self.clock(start)
        return self._words("dates.range", start=first, end=self.clock(end))

    def utc(self, at: datetime, beside: date | None = None) -> str:
        """Return ``14:36 UTC``, with the UTC day where it is not the day printed *beside* it.

        Args:
            at: The moment.
            beside: The day that stands beside it; the local day of *at* unless given.
        """
        moment = at.astimezone(UTC)
        text = f"{self._utc_clock(moment)}{NBSP}{self._words('dates.utc')}"
        if moment.date() == (beside or self.local_day(at)):
            return text
        return join(self._words, "comma", (text, self.short_day(moment.date())))

    def _utc_clock(self, at: datetime) -> str:
        moment = at.astimezone(UTC)
        return self._hour_minute(f"{moment:%H}", moment)

    def span(self, start: datetime, end: datetime) -> Span:
        """Return the planned span from *start* to *end* in words."""
        first, last = self.local_day(start), self.local_day(end)
        if (last - first).days <= 1 and end - start < timedelta(days=1):
            clocks = self._clock_range(start, end)
        else:
            clocks = self._words(
                "dates.range", start=self.clock(start), end=self._on_weekday(last, end)
            )
        return Span(
            day=self.weekday_day(first),
            clocks=self._words("dates.time_zone", time=clocks, zone=self.zone_name),
            utc="" if self.is_utc else self._utc_span(start, end, first),
        )

    def window(self, start: datetime, end: datetime | None) -> str:
        """Return the planned window in one line; a mere beginning where no end is planned."""
        if end is None:
            return self.moment(start)
        span = self.span(start, end)
        key = "dates.span" if span.utc else "dates.span_utc_only"
        return self._words(key, day=span.day, clocks=span.clocks, utc=span.utc)

    def _on_weekday(self, day: date, at: datetime) -> str:
        return join(self._words, "comma", (self.weekday_day(day), self.clock(at)))

    def _utc_span(self, start: datetime, end: datetime, beside: date) -> str:
        first, last = start.astimezone(UTC).date(), end.astimezone(UTC).date()
        if first == last:
            return self._words(
                "dates.range", start=self._utc_clock(start), end=self.utc(end, beside)
            )
        return self._words("dates.range", start=self.utc(start, beside), end=self.utc(end, first))

    # --- days ------------------------------------------------------------------------------

    def short_day(self, day: date) -> str:
        """Return ``Jan 15``, never broken over two lines."""
        text = self._words("dates.day", month=self._short_months[day.month - 1], day=day.day)
        return text.replace(" ", NBSP)

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

    def short_month(self, day: date) -> str:
        """Return ``Jan``."""
        return self._short_months[day.month - 1]

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

    # --- moments and lengths ---------------------------------------------------------------

    def moment(self, at: datetime | date) -> str:
        """Return ``January 17, 2025, 10:06 AM Eastern (15:06 UTC)``; a mere day without clocks."""
        if not isinstance(at, datetime):
            return self.day_year(at)
        day = self.local_day(at)
        if self.is_utc:
            return join(self._words, "comma", (self.day_year(day), self.clock_zone(at)))
        return self._words(
            "dates.moment",
            day=self.day_year(day),
            time=self.clock(at),
            zone=self.zone_name,
            utc=self.utc(at),
        )

    def same_day_moment(self, at: datetime) -> str:
        """Return ``10:06 AM Eastern (15:06 UTC)``, for a moment whose day is told already."""
        if self.is_utc:
            return self.clock_zone(at)
        return self._words(
            "dates.same_day_moment", time=self.clock(at), zone=self.zone_name, utc=self.utc(at)
        )

    def near_moment(self, at: datetime, as_of: datetime) -> str:
        """Return *at* with its day, unless the next time the clock shows it after *as_of* is meant.

        What lies behind *as_of* needs no day where it was today.
        """
        is_next = timedelta() <= at - as_of < timedelta(days=1)
        is_today = self.local_day(at) == self.local_day(as_of)
        return self.same_day_moment(at) if is_next or is_today else self.moment(at)

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


def known_time(at: datetime, *, is_day_only: bool) -> datetime | date:
    """Return *at*, or its UTC day where no more is known: no zone may move that day."""
    return at.astimezone(UTC).date() if is_day_only else at


def iso(at: datetime | date) -> str:
    """Return *at* for a ``datetime`` attribute: ``2025-01-15T14:36:00Z``, a day as it is."""
    if not isinstance(at, datetime):
        return at.isoformat()
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
