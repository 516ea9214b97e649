"""Times and lengths as people write them, in two zones and in other habits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.words import Words
from generator.renderers.dates import NBSP, Dates, Span
from tests.pages.records import at
from tests.pages.school import shipped_words

EASTERN = Dates(Words(shipped_words()), "America/New_York")


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("moment", "clock", "utc"),
    [
        ("2025-01-15 14:36", "9:36 AM", "14:36 UTC"),
        ("2025-01-15 17:00", "noon", "17:00 UTC"),
        ("2025-01-15 17:05", "12:05 PM", "17:05 UTC"),
        ("2025-01-15 05:00", "midnight", "05:00 UTC"),
        ("2025-01-15 04:59", "11:59 PM", "04:59 UTC, Jan 15"),
        ("2025-07-15 04:05", "12:05 AM", "04:05 UTC"),
        ("2025-03-09 06:59", "1:59 AM", "06:59 UTC"),
        ("2025-03-09 07:00", "3:00 AM", "07:00 UTC"),
        ("2025-11-02 05:30", "1:30 AM", "05:30 UTC"),
        ("2025-11-02 06:30", "1:30 AM", "06:30 UTC"),
    ],
)
def test_a_moment_is_told_in_the_own_zone_and_in_utc(moment: str, clock: str, utc: str) -> None:
    assert plain(EASTERN.clock(at(moment))) == clock
    assert plain(EASTERN.utc(at(moment))) == utc


@pytest.mark.parametrize(
    ("start", "end", "day", "clocks", "utc"),
    [
        (
            "2025-01-15 14:22", "2025-01-15 15:06",
            "Wed, Jan 15", "9:22 to 10:06 AM Eastern", "14:22 to 15:06 UTC",
        ),
        (
            "2025-01-15 16:00", "2025-01-15 18:00",
            "Wed, Jan 15", "11:00 AM to 1:00 PM Eastern", "16:00 to 18:00 UTC",
        ),
        (
            "2025-02-02 03:00", "2025-02-02 07:00",
            "Sat, Feb 1", "10:00 PM to 2:00 AM Eastern", "03:00 to 07:00 UTC, Feb 2",
        ),
        (
            "2025-02-01 23:00", "2025-02-02 02:00",
            "Sat, Feb 1", "6:00 to 9:00 PM Eastern", "23:00 UTC to 02:00 UTC, Feb 2",
        ),
        (
            "2025-02-02 03:00", "2025-02-03 02:00",
            "Sat, Feb 1", "10:00 PM to 9:00 PM Eastern", "03:00 UTC, Feb 2 to 02:00 UTC, Feb 3",
        ),
        (
            "2025-02-01 15:00", "2025-02-03 15:00",
            "Sat, Feb 1", "10:00 AM to Mon, Feb 3, 10:00 AM Eastern",
            "15:00 UTC to 15:00 UTC, Feb 3",
        ),
        (
            "2025-03-09 06:00", "2025-03-09 08:00",
            "Sun, Mar 9", "1:00 to 4:00 AM Eastern", "06:00 to 08:00 UTC",
        ),
    ],
)  # fmt: skip
def test_a_planned_span_names_the_utc_day_where_it_is_another(
    start: str, end: str, day: str, clocks: str, utc: str
) -> None:
    found = EASTERN.span(at(start), at(end))

    assert Span(plain(found.day), plain(found.clocks), plain(found.utc)) == Span(day, clocks, utc)


def test_a_site_in_utc_says_it_once() -> None:
    dates = Dates(Words(shipped_words()), "Etc/UTC")

    assert dates.span(at("2025-01-15 14:00"), at("2025-01-15 15:00")).utc == ""
    assert plain(dates.moment(at("2025-01-15 14:36"))) == "January 15, 2025, 2:36 PM UTC"
    assert plain(dates.same_day_moment(at("2025-01-15 14:36"))) == "2:36 PM UTC"


def test_another_habit_needs_other_words_and_no_other_program() -> None:
    german = {
        "dates.clock": "24",
        "dates.hour_minute": "{hour}.{minute}",
        "dates.time_zone": "{time} Uhr {zone}",
        "dates.day": "{day}. {month}",
        "dates.day_year": "{day}. {month} {year}",
        "dates.weekday_day": "{weekday}., {day}. {month}",
        "dates.range": "{start} bis {end}",
        "dates.months": "Januar Februar März April Mai Juni Juli August September Oktober "
        "November Dezember",
        "dates.short_months": "Jan Feb Mrz Apr Mai Jun Jul Aug Sep Okt Nov Dez",
        "dates.short_weekdays": "Mo Di Mi Do Fr Sa So",
        "dates.days.other": "{n} Tage",
        "zone.Europe/Berlin": "MEZ",
    }
    dates = Dates(Words({**shipped_words(), **german}), "Europe/Berlin")
    span = dates.span(at("2025-03-01 21:00"), at("2025-03-01 23:30"))

    assert (plain(span.day), plain(span.clocks)) == ("Sa., 1. Mrz", "22.00 bis 00.30 Uhr MEZ")
    assert plain(span.utc) == "21.00 bis 23.30 UTC"
    assert plain(dates.day_year(span_day())) == "1. März 2025"
    assert dates.length(timedelta(days=3)) == "3 Tage"


def span_day():
    return at("2025-03-01 00:00").date()


def test_an_unknown_zone_is_called_by_its_place() -> None:
    dates = Dates(Words(shipped_words()), "America/Argentina/Buenos_Aires")

    assert plain(dates.clock_zone(at("2025-01-15 14:36"))) == "11:36 AM Buenos Aires"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "under 1 min"), (0.9, "under 1 min"), (1, "1 min"), (28, "28 min"), (60, "1 h"),
        (80, "1 h 20 min"), (47 * 60 + 59, "47 h 59 min"), (48 * 60, "2 days"),
        (200 * 60, "8 days"),
    ],
)  # fmt: skip
def test_lengths_are_rounded_down(minutes: float, text: str) -> None:
    assert plain(EASTERN.length(timedelta(minutes=minutes))) == text


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from(
    ["America/New_York", "Europe/London", "Asia/Kathmandu", "Pacific/Kiritimati", "Etc/UTC"]
)


@given(MOMENTS, MOMENTS, ZONES)
def test_every_span_can_be_written_and_its_utc_read_back(
    one: datetime, other: datetime, zone: str
) -> None:
    start, end = sorted([one.replace(microsecond=0), other.replace(microsecond=0)])
    dates = Dates(Words(shipped_words()), zone)
    span = dates.span(start, end)

    assert span.day == dates.weekday_day(dates.local_day(start))
    if not dates.is_utc:
        assert span.utc.startswith(f"{start:%H:%M}")
        assert f"{end:%H:%M}{NBSP}UTC" in span.utc


@given(MOMENTS, ZONES)
def test_the_utc_day_is_told_exactly_where_it_is_another(moment: datetime, zone: str) -> None:
    dates = Dates(Words(shipped_words()), zone)

    assert (moment.date() != dates.local_day(moment)) == ("," in dates.utc(moment))
