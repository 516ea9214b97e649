from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from generator.core.clockwork.business_hours import FARTHEST, BusinessCalendar
from tests.clocks.calendars import EVERY_DAY, desk, local, utc

HOUR = timedelta(hours=1)


def test_R4_a_sev_3_acknowledgement_waits_over_a_holiday_weekend() -> None:
    due = desk().add_hours(local("2025-01-17 16:30"), HOUR)
    assert due == local("2025-01-21 09:30") == utc("2025-01-21 14:30")


def test_R4_without_the_holiday_it_is_due_on_monday() -> None:
    due = desk(holidays=frozenset()).add_hours(local("2025-01-17 16:30"), HOUR)
    assert due == utc("2025-01-20 14:30")


def test_R4_eight_business_hours_are_one_working_day() -> None:
    due = desk().add_hours(local("2025-01-21 09:10"), 8 * HOUR)
    assert due == utc("2025-01-22 14:10")


def test_R4_three_business_days_end_on_monday_where_72_hours_end_on_saturday() -> None:
    mitigated = local("2025-01-22 11:00")
    assert desk().add_days(mitigated, 3) == utc("2025-01-27 16:00")
    assert mitigated + timedelta(hours=72) == utc("2025-01-25 16:00")


def test_R5_a_sev_4_is_acknowledged_by_the_end_of_the_next_business_day() -> None:
    detected = local("2025-01-17 18:00")
    assert desk().next_day_end(detected) == local("2025-01-21 17:00") == utc("2025-01-21 22:00")


def test_X41_read_the_other_way_it_is_the_start_of_that_day() -> None:
    assert desk().next_day_start(local("2025-01-17 18:00")) == utc("2025-01-21 14:00")


def test_R6_hours_over_a_clock_change_are_summed_in_local_time() -> None:
    due = desk().add_hours(local("2025-03-07 16:30"), HOUR)
    assert due == local("2025-03-10 09:30") == utc("2025-03-10 13:30")


def test_R6_business_days_over_a_clock_change_keep_their_clock_time() -> None:
    assert desk().add_days(local("2025-03-07 16:30"), 1) == utc("2025-03-10 20:30")
    assert desk().add_days(local("2025-10-31 16:30"), 1) == utc("2025-11-03 21:30")


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2025-01-15 09:00", 8, "2025-01-15 17:00"),  # complete at closing: due then
        ("2025-01-15 16:00", 1, "2025-01-15 17:00"),
        ("2025-01-15 16:00", 9, "2025-01-16 17:00"),
        ("2025-01-15 17:00", 1, "2025-01-16 10:00"),  # at closing it is closed
        ("2025-01-15 03:00", 1, "2025-01-15 10:00"),
        ("2025-01-18 12:00", 1, "2025-01-21 10:00"),
        ("2025-01-15 10:00", 0, "2025-01-15 10:00"),
        ("2025-01-15 18:00", 0, "2025-01-16 09:00"),
        ("2025-01-15 12:34:56.789012", 8, "2025-01-16 12:34:56.789012"),
        ("2025-01-15 09:00", 3000, "2026-06-24 17:00"),
    ],
)
def test_hours_are_counted_while_the_desk_is_open(start: str, hours: int, due: str) -> None:
    assert desk().add_hours(local(start), hours * HOUR) == local(due)


def test_a_start_with_another_offset_is_the_same_instant() -> None:
    start = datetime.fromisoformat("2025-01-17T22:30+01:00")
    due = desk().add_hours(start, HOUR)
    assert due.isoformat() == "2025-01-21T14:30:00+00:00"


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        ("2025-01-17 16:30", 1, "2025-01-21 16:30"),
        ("2025-01-18 12:00", 1, "2025-01-21 12:00"),  # a Saturday: it does not count itself
        ("2025-01-20 12:00", 1, "2025-01-21 12:00"),  # nor does the holiday
        ("2025-01-15 23:59:59.5", 1, "2025-01-16 23:59:59.5"),  # outside hours: the clock is kept
        ("2025-01-15 11:00", 250, "2026-01-01 11:00"),
    ],
)
def test_days_are_counted_at_the_same_clock_time(start: str, count: int, due: str) -> None:
    assert desk().add_days(local(start), count) == local(due)


def test_the_next_working_day_is_never_the_day_itself() -> None:
    early = local("2025-01-15 00:00")
    assert desk().next_day_start(early) == local("2025-01-16 09:00")
    assert desk().next_day_end(early) == local("2025-01-16 17:00")


def test_the_day_of_a_start_is_the_local_one() -> None:
    """01:00 UTC on Thursday is Wednesday evening in New York."""
    assert desk().next_day_end(utc("2025-01-16 01:00")) == local("2025-01-16 17:00")


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2025-01-15 08:59:59", False),
        ("2025-01-15 09:00", True),
        ("2025-01-15 16:59:59.999999", True),
        ("2025-01-15 17:00", False),
        ("2025-01-18 12:00", False),
        ("2025-01-20 12:00", False),
        ("2025-01-21 12:00", True),
    ],
)
def test_the_desk_is_open_from_opening_up_to_closing(at: str, is_open: bool) -> None:
    assert desk().is_open(local(at)) is is_open


def test_elapsed_time_leaves_out_what_lies_outside_hours() -> None:
    friday, tuesday = local("2025-01-17 16:30"), local("2025-01-21 09:10:01")
    assert desk().elapsed(friday, tuesday) == timedelta(minutes=40, seconds=1)
    assert desk().elapsed(tuesday, friday) == timedelta()


def test_spans_say_which_time_was_counted() -> None:
    assert desk().spans(local("2025-01-17 16:30"), local("2025-01-21 09:30")) == (
        (local("2025-01-17 16:30"), local("2025-01-17 17:00")),
        (local("2025-01-21 09:00"), local("2025-01-21 09:30")),
    )


def test_days_that_touch_at_midnight_are_one_span() -> None:
    whole_days = desk("00:00", "00:00")
    assert whole_days.spans(local("2025-01-13 12:00"), local("2025-01-22 00:00")) == (
        (local("2025-01-13 12:00"), local("2025-01-18 00:00")),
        (local("2025-01-21 00:00"), local("2025-01-22 00:00")),
    )
    assert whole_days.next_day_end(local("2025-01-15 10:00")) == local("2025-01-17 00:00")


NIGHT = desk("01:00", "04:00", days=EVERY_DAY)


def test_an_opening_is_an_hour_shorter_when_clocks_go_forward_in_it() -> None:
    spring = (utc("2025-03-09 06:00"), utc("2025-03-09 08:00"))
    assert NIGHT.spans(local("2025-03-09 00:00"), local("2025-03-10 00:00")) == (spring,)
    assert NIGHT.add_hours(spring[0], 3 * HOUR) == local("2025-03-10 02:00")


def test_an_opening_is_an_hour_longer_when_clocks_go_back_in_it() -> None:
    autumn = (utc("2025-11-02 05:00"), utc("2025-11-02 09:00"))
    assert NIGHT.spans(local("2025-11-02 00:00"), local("2025-11-03 00:00")) == (autumn,)
    assert NIGHT.add_hours(autumn[0], 3 * HOUR) == local("2025-11-02 03:00")


def test_a_repeated_hour_that_holds_the_opening_is_open_twice() -> None:
    short = desk("01:30", "02:15", days=EVERY_DAY)
    assert short.spans(local("2025-11-02 00:00"), local("2025-11-03 00:00")) == (
        (utc("2025-11-02 05:30"), utc("2025-11-02 06:00")),
        (utc("2025-11-02 06:30"), utc("2025-11-02 07:15")),
    )
    assert short.next_day_start(local("2025-11-01 12:00")) == utc("2025-11-02 05:30")
    assert short.next_day_end(local("2025-11-01 12:00")) == utc("2025-11-02 07:15")


def test_a_day_whose_hours_are_all_skipped_is_no_working_day() -> None:
    skipped = desk("02:00", "03:00", days=EVERY_DAY)
    saturday = local("2025-03-08 12:00")
    assert skipped.next_day_start(saturday) == local("2025-03-10 02:00")
    assert skipped.add_days(saturday, 1) == local("2025-03-10 12:00")


@pytest.mark.parametrize(
    ("zone", "start", "due"),
    [
        ("America/New_York", "2025-03-08 02:30", "2025-03-09 07:00"),
        ("America/New_York", "2025-11-01 01:30", "2025-11-02 05:30"),
        ("Australia/Lord_Howe", "2025-10-04 02:15", "2025-10-04 15:30"),
        ("Australia/Lord_Howe", "2025-04-05 01:45", "2025-04-05 14:45"),
        ("America/Havana", "2025-03-08 00:20:30.5", "2025-03-09 05:00"),
    ],
)
def test_a_skipped_clock_time_is_the_end_of_the_gap_and_a_repeated_one_the_first(
    zone: str, start: str, due: str
) -> None:
    calendar = desk("00:00", "00:00", zone=zone, days=EVERY_DAY)
    assert calendar.add_days(local(start, zone), 1) == utc(due)


def test_a_day_may_begin_after_midnight() -> None:
    havana = desk("00:00", "00:00", zone="America/Havana", days=frozenset({6}))
    begin, end = utc("2025-03-09 05:00"), utc("2025-03-10 04:00")
    assert havana.spans(begin - 24 * HOUR, end + 24 * HOUR) == ((begin, end),)


def test_clocks_that_go_back_past_midnight_come_to_the_day_before_again() -> None:
    """St. John's, 2010: a minute after midnight it was 23:01 on Saturday again."""
    zone = "America/St_Johns"
    saturday = desk("00:00", "00:00", zone=zone, days=frozenset({5}))
    around = utc("2010-11-05 12:00"), utc("2010-11-08 12:00")
    assert saturday.spans(*around) == (
        (utc("2010-11-06 02:30"), utc("2010-11-07 02:30")),
        (utc("2010-11-07 02:31"), utc("2010-11-07 03:30")),
    )
    weekend = desk("00:00", "00:00", zone=zone, days=frozenset({5, 6}))
    assert weekend.spans(*around) == ((utc("2010-11-06 02:30"), utc("2010-11-08 03:30")),)
    assert weekend.add_hours(utc("2010-11-07 02:30:30"), HOUR) == utc("2010-11-07 03:30:30")


def test_a_day_that_a_country_left_out_is_no_working_day() -> None:
    """Samoa had no 30 December 2011."""
    zone = "Pacific/Apia"
    apia = desk(zone=zone, days=EVERY_DAY)
    assert apia.add_days(local("2011-12-29 11:00", zone), 1) == local("2011-12-31 11:00", zone)
    assert apia.add_hours(local("2011-12-29 16:00", zone), 2 * HOUR) == utc("2011-12-30 20:00")


def test_a_year_and_more_of_holidays_ends() -> None:
    closed = frozenset(date(2025, 1, 1) + timedelta(days=each) for each in range(800))
    calendar = desk(holidays=closed)
    start = local("2025-01-15 12:00")
    reopened = local("2027-03-12 09:00")
    assert calendar.next_day_start(start) == reopened
    assert calendar.add_hours(start, HOUR) == reopened + HOUR
    assert calendar.elapsed(start, reopened) == timedelta()


def test_a_sum_that_takes_centuries_is_cut_short() -> None:
    calendar = desk("09:00", "09:01", days=frozenset({2}))
    start = local("2025-01-15 12:00")
    assert calendar.add_hours(start, timedelta(days=3660)) == start + FARTHEST


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        ({"zone": "Mars/Olympus"}, "no such zone: Mars/Olympus"),
        ({"zone": "../etc/localtime"}, "no such zone"),
        ({"days": frozenset()}, r"at least one: \[\]"),
        ({"days": frozenset({7})}, r"0 to 6, and at least one: \[7\]"),
        ({"opens": "17:00", "closes": "09:00"}, "closes at 09:00:00, which is not after 17:00:00"),
        ({"opens": "09:00", "closes": "09:00"}, "not after"),
    ],
)
def test_a_calendar_that_never_opens_cannot_be_made(
    calendar: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        desk(**calendar)  # type: ignore[arg-type]


def test_time_is_only_added() -> None:
    start = local("2025-01-15 12:00")
    with pytest.raises(ValueError, match="open time is only added: -1 day"):
        desk().add_hours(start, -HOUR)
    for count in (0, -1):
        with pytest.raises(ValueError, match=f"working days are only added: {count}"):
            desk().add_days(start, count)


def test_the_length_of_a_working_day_is_that_of_the_clock() -> None:
    assert desk().day_length == 8 * HOUR
    assert desk("00:00", "00:00").day_length == 24 * HOUR
    assert desk("22:30", "00:00").day_length == 1.5 * HOUR


def test_equal_calendars_are_one_key() -> None:
    assert hash(desk()) == hash(desk())
    assert BusinessCalendar("UTC", time(9), time(17), EVERY_DAY).holidays == frozenset()
