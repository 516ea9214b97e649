"""Days of the site's own zone: 23, 24 or 25 hours, one after the other."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.calendar_days import (
    day_span,
    day_start,
    last_days,
    month_after,
    month_start,
)
from generator.core.digest import local_day
from tests.core.builders import at

ZONES = [
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",  # half an hour
    "America/Sao_Paulo",  # until 2019 its clocks changed at midnight
    "America/Havana",  # its midnight comes twice
    "Asia/Kathmandu",
    "Pacific/Apia",  # left out 30 December 2011
    "UTC",
]


@pytest.mark.parametrize(
    ("day", "zone", "start", "hours"),
    [
        (date(2025, 1, 15), "UTC", "00:00", 24),
        (date(2025, 1, 15), "America/New_York", "05:00", 24),
        (date(2025, 3, 9), "America/New_York", "2025-03-09 05:00", 23),
        (date(2025, 11, 2), "America/New_York", "2025-11-02 04:00", 25),
        (date(2025, 3, 30), "Europe/Berlin", "2025-03-29 23:00", 23),
        (date(2025, 10, 26), "Europe/Berlin", "2025-10-25 22:00", 25),
        (date(2025, 4, 6), "Australia/Lord_Howe", "2025-04-05 13:00", 24.5),
        (date(2025, 10, 5), "Australia/Lord_Howe", "2025-10-04 13:30", 23.5),
        (date(2018, 11, 4), "America/Sao_Paulo", "2018-11-04 03:00", 23),
        (date(2018, 2, 17), "America/Sao_Paulo", "2018-02-17 02:00", 25),
        (date(2025, 11, 2), "America/Havana", "2025-11-02 04:00", 25),
        (date(2024, 2, 29), "Asia/Kathmandu", "2024-02-28 18:15", 24),
    ],
)
def test_a_day_is_as_long_as_its_clocks_make_it(
    day: date, zone: str, start: str, hours: float
) -> None:
    assert day_span(day, zone) == (at(start), at(start) + timedelta(hours=hours))


def test_the_last_days_end_with_today_and_know_leap_days_and_new_years() -> None:
    assert last_days(at("2024-03-01 12:00"), "UTC", 3) == (
        date(2024, 2, 28),
        date(2024, 2, 29),
        date(2024, 3, 1),
    )
    assert last_days(at("2025-01-01 04:59"), "America/New_York", 2) == (
        date(2024, 12, 30),
        date(2024, 12, 31),
    )
    assert last_days(at("2025-01-01 05:00"), "America/New_York", 1) == (date(2025, 1, 1),)


def test_months_follow_each_other_over_the_new_year() -> None:
    assert [month_after(month) for month in ("2024-01", "2024-11", "2024-12")] == [
        "2024-02",
        "2024-12",
        "2025-01",
    ]
    assert month_start("2025-07", "America/New_York") == at("2025-07-01 04:00")


@given(st.sampled_from(ZONES), st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_days_lie_end_to_end_and_hold_their_own_moments(zone: str, day: date) -> None:
    days = [day + timedelta(days=offset) for offset in range(4)]
    spans = [day_span(each, zone) for each in days]

    assert all(first[1] == second[0] for first, second in pairwise(spans))
    for each, (start, end) in zip(days, spans, strict=True):
        assert timedelta(0) <= end - start <= timedelta(hours=25)
        if start < end:
            assert local_day(start, zone) == each
            assert local_day(end - timedelta(seconds=1), zone) == each
    assert day_start(day, zone) == spans[0][0]
