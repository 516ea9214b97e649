"""What holds for every calendar, start and amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.core.clockwork.business_hours import BusinessCalendar

ZONES = (
    "America/New_York", "Australia/Lord_Howe", "America/Havana", "Africa/Casablanca",
    "Pacific/Chatham", "Asia/Kolkata", "America/Sao_Paulo",
)  # fmt: skip
MOMENT = timedelta(microseconds=1)
_DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> BusinessCalendar:
    """Return a calendar open for an hour or more, at night as often as by day."""
    opens = draw(st.integers(0, 23 * 60))
    closes = draw(st.integers(opens + 60, 24 * 60)) % (24 * 60)
    return BusinessCalendar(
        zone=draw(st.sampled_from(ZONES)),
        opens=time(opens // 60, opens % 60),
        closes=time(closes // 60, closes % 60),
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.frozensets(_DAYS, max_size=10)),
    )


starts = st.datetimes(
    datetime(2016, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip
amounts = st.timedeltas(timedelta(), timedelta(hours=30))
some_days = st.integers(0, 20)


@given(calendars(), starts, amounts)
def test_what_is_added_has_elapsed(
    calendar: BusinessCalendar, start: datetime, amount: timedelta
) -> None:
    due = calendar.add_hours(start, amount)
    assert calendar.elapsed(start, due) == amount
    if amount:
        assert calendar.elapsed(start, due - MOMENT) == amount - MOMENT, "due before it is"


@given(calendars(), starts, amounts, amounts)
def test_a_larger_amount_is_due_no_earlier(
    calendar: BusinessCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    less, more = sorted((one, other))
    assert start <= calendar.add_hours(start, less) <= calendar.add_hours(start, more)


@given(calendars(), starts, st.timedeltas(timedelta(), timedelta(days=10)), amounts)
def test_a_later_start_is_due_no_earlier(
    calendar: BusinessCalendar, start: datetime, later: timedelta, amount: timedelta
) -> None:
    assert calendar.add_hours(start, amount) <= calendar.add_hours(start + later, amount)
    assert calendar.next_day_start(start) <= calendar.next_day_start(start + later)
    assert calendar.next_day_end(start) <= calendar.next_day_end(start + later)


@given(calendars(), starts, amounts, amounts.filter(bool))
def test_two_sums_after_each_other_are_one(
    calendar: BusinessCalendar, start: datetime, one: timedelta, other: timedelta
) -> None:
    halfway = calendar.add_hours(start, one)
    assert calendar.add_hours(halfway, other) == calendar.add_hours(start, one + other)


@given(calendars(), starts, amounts, st.integers(1, 15), some_days)
def test_a_further_holiday_brings_nothing_forward(
    calendar: BusinessCalendar, start: datetime, amount: timedelta, count: int, ahead: int
) -> None:
    holiday = start.date() + timedelta(days=ahead - 2)
    longer = replace(calendar, holidays=calendar.holidays | {holiday})
    assert calendar.add_hours(start, amount) <= longer.add_hours(start, amount)
    assert calendar.add_days(start, count) <= longer.add_days(start, count)
    assert calendar.next_day_start(start) <= longer.next_day_start(start)
    assert calendar.next_day_end(start) <= longer.next_day_end(start)


@given(calendars(), starts, st.integers(1, 15), st.integers(1, 15))
def test_a_later_day_is_due_later(
    calendar: BusinessCalendar, start: datetime, one: int, other: int
) -> None:
    less, more = sorted((one, other))
    assert start < calendar.add_days(start, less)
    assert (less == more) or calendar.add_days(start, less) < calendar.add_days(start, more)


@given(calendars(), starts, some_days, some_days)
def test_elapsed_time_adds_up(
    calendar: BusinessCalendar, start: datetime, one: int, other: int
) -> None:
    middle = start + timedelta(days=one, minutes=other)
    end = middle + timedelta(days=other, minutes=one)
    parts = calendar.elapsed(start, middle) + calendar.elapsed(middle, end)
    assert parts == calendar.elapsed(start, end)


@given(calendars(), starts, some_days, st.floats(0, 1))
def test_spans_are_in_order_apart_and_hold_what_is_open(
    calendar: BusinessCalendar, start: datetime, days: int, part: float
) -> None:
    end = start + timedelta(days=days)
    spans = calendar.spans(start, end)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert all(start <= edge <= end for edge in edges)
    at = start + part * (end - start)
    if at < end:
        assert calendar.is_open(at) == any(opened <= at < closed for opened, closed in spans)


@given(calendars(), starts, amounts)
def test_what_is_due_lies_inside_opening_hours_or_at_their_end(
    calendar: BusinessCalendar, start: datetime, amount: timedelta
) -> None:
    due = calendar.add_hours(start, amount)
    assert calendar.is_open(due) or (bool(amount) and calendar.is_open(due - MOMENT))
    assert calendar.is_open(calendar.next_day_start(start))
    assert not calendar.is_open(calendar.next_day_start(start) - MOMENT) or (
        calendar.opens == calendar.closes
    )
