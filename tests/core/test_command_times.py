"""Times as they are typed at night: read against now, said back, and refused when mistyped."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.command_times import read_at, read_moment, read_next, stamp
from generator.core.effective import AHEAD_LIMIT
from generator.core.read import Read
from generator.core.refusal import Refusal
from generator.core.times import format_instant, parse_duration, parse_time
from tests.core.builders import at

NOW = at("14:36")
ZONE = "America/New_York"
NO_TIME = "write it as '14:23', '2025-01-15 14:23Z', '-15m' or 'now'"
NO_PROMISE = "write '30m', a time such as '15:06', or 'none'"


@pytest.mark.parametrize(
    ("text", "when", "note"),
    [
        ("14:23", "14:23", "14:23 read as 2025-01-15 14:23Z (UTC)"),
        ("14:23:10", "14:23:10", "14:23:10 read as 2025-01-15 14:23:10Z (UTC)"),
        ("9:05", "09:05", "9:05 read as 2025-01-15 09:05Z (UTC)"),
        ("14:23Z", "14:23", "14:23Z read as 2025-01-15 14:23Z"),
        ("14:23 utc", "14:23", "14:23 utc read as 2025-01-15 14:23Z"),
        ("2025-01-15 14:23", "14:23", "2025-01-15 14:23 read as 2025-01-15 14:23Z (UTC)"),
        ("2025-01-15 14:23Z", "14:23", ""),
        ("09:23-05:00", "14:23", "09:23-05:00 read as 2025-01-15 14:23Z"),
        (f"09:23 {ZONE}", "14:23", f"09:23 {ZONE} read as 2025-01-15 14:23Z"),
        ("-15m", "14:21", "-15m read as 2025-01-15 14:21Z"),
        ("\u2212 15 min", "14:21", "\u2212 15 min read as 2025-01-15 14:21Z"),
        ("15m ago", "14:21", "15m ago read as 2025-01-15 14:21Z"),
        ("1 hour 5 minutes ago", "13:31", "1 hour 5 minutes ago read as 2025-01-15 13:31Z"),
        ("now", "14:36", "'now' read as 2025-01-15 14:36Z"),
        ("yesterday 23:50", "14 23:50", "yesterday 23:50 read as 2025-01-14 23:50Z (UTC)"),
        ("14:40", "14:40", "14:40 read as 2025-01-15 14:40Z (UTC; 4m ahead of now)"),
        (
            "14:23:60",
            "14:23:59",
            "14:23:60 read as 2025-01-15 14:23:59Z (UTC; second 60 read as 59)",
        ),
        (
            "2024-12-01 10:00Z",
            "2024-12-01 10:00",
            "2024-12-01 10:00Z read as 2024-12-01 10:00Z (45 days ago)",
        ),
        ("-45d", "2024-12-01 14:36", "-45d read as 2024-12-01 14:36Z (45 days ago)"),
    ],
)
def test_when_it_happened_is_read_and_said_back(text: str, when: str, note: str) -> None:
    assert read_at(text, NOW) == Read(at(when), note)


def test_a_clock_time_just_before_midnight_is_of_the_day_before() -> None:
    assert read_at("23:58", at("16 00:07")) == Read(
        at("23:58"), "23:58 read as 2025-01-15 23:58Z (UTC; the day before)"
    )


def test_a_clock_time_just_after_midnight_is_of_the_day_after() -> None:
    assert read_at("00:07", at("23:58")) == Read(
        at("16 00:07"),
        "00:07 read as 2025-01-16 00:07Z (UTC; the day after; 9m ahead of now)",
    )


def test_yesterday_counts_where_the_clock_hangs() -> None:
    # At 02:00 UTC it is still the 15th in New York, so yesterday is the 14th there.
    assert read_at(f"yesterday 23:50 {ZONE}", at("16 02:00")).value == at("15 04:50")


@pytest.mark.parametrize(
    ("text", "now", "when", "note"),
    [
        (
            f"01:30 {ZONE}",
            "2025-11-02 06:40",
            "2025-11-02 05:30",
            f"01:30 {ZONE} read as 2025-11-02 05:30Z (this time comes twice that night: "
            "read as the first, the second is 2025-11-02 06:30Z)",
        ),
        (
            "01:30 Europe/London",
            "2025-10-26 01:40",
            "2025-10-26 00:30",
            "01:30 Europe/London read as 2025-10-26 00:30Z (this time comes twice that night: "
            "read as the first, the second is 2025-10-26 01:30Z)",
        ),
        (
            f"02:30 {ZONE}",
            "2025-03-09 07:40",
            "2025-03-09 07:30",
            f"02:30 {ZONE} read as 2025-03-09 07:30Z (the clocks skip this time that night: "
            "it is 03:30 by the new time)",
        ),
    ],
)
def test_a_bare_clock_time_in_a_night_of_clock_change_says_so(
    text: str, now: str, when: str, note: str
) -> None:
    assert read_at(text, at(now)) == Read(at(when), note)


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("14.23", "'14.23' is not a time", "write '14:23'"),
        ("1423", "'1423' is not a time", "write '14:23'"),
        ("14;23", "'14;23' is not a time", "write '14:23'"),
        ("2:23pm", "'2:23pm' is not a time", "write '14:23'"),
        ("12 a.m.", "'12 a.m.' is not a time", "write '00:00'"),
        ("24:00", "'24:00' is not a time", "write '00:00'"),
        ("25:00", "'25:00' is not a time", NO_TIME),
        ("14:60", "'14:60' is not a time", NO_TIME),
        ("14", "'14' has no unit", "write '-14m' for 14 minutes ago"),
        ("-15", "'-15' has no unit", "write '-15m' for 15 minutes ago"),
        ("15m", "'15m' does not say from when", "write '-15m' for 15m before now"),
        ("+15m", "'+15m' does not say from when", "write '-15m' for 15m before now"),
        ("14:23 EDT", "'14:23 EDT' is not a time",
         f"write it in UTC, or with the zone's name: '14:23 {ZONE}'"),
        ("14:23 america/new york", "'14:23 america/new york' is not a time",
         f"write '14:23 {ZONE}'"),
        ("14:23 Utc", "'14:23 Utc' is not a time", "write '14:23 UTC'"),
        ("2025-01-15", "'2025-01-15' is not a time",
         "write the clock time too, such as '2025-01-15 14:23'"),
        ("15/01/2025 14:23", "'15/01/2025 14:23' is not a time",
         "write the date as year, month and day: '2025-01-15 14:23'"),
        ("2025-02-30 14:23", "'2025-02-30 14:23' is not a time",
         "write a day of the calendar; there is no 2025-02-30"),
        ("2025-01-15 2pm", "'2025-01-15 2pm' is not a time", "write '2025-01-15 14:00'"),
        ("yesterday", "'yesterday' is not a time", NO_TIME),
        ("ago", "'ago' is not a time", NO_TIME),
        ("", "'' is not a time", NO_TIME),
        ("16:50", "'16:50' is read as 2025-01-15 16:50Z, more than two hours ahead",
         "write the day too, such as '2025-01-14 16:50Z'"),
        ("2052-01-15 14:23Z",
         "'2052-01-15 14:23Z' is read as 2052-01-15 14:23Z, more than two hours ahead",
         "write when it happened, such as '2025-01-15 14:36Z' for now"),
    ],
)  # fmt: skip
def test_a_mistyped_time_is_refused_with_what_is_right(text: str, message: str, fix: str) -> None:
    assert refusal(read_at, text, NOW) == (message, fix)


def refusal(reader: Callable[..., object], *given_: object) -> tuple[str, str]:
    with pytest.raises(Refusal) as refused:
        reader(*given_)
    return refused.value.message, refused.value.fix


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("30m", "30m", ""),
        ("1h30m", "1h30m", ""),
        ("90m", "90m", ""),
        ("2d", "2d", ""),
        ("1h 30m", "1h30m", "'1h 30m' read as 1h30m"),
        ("30", "30m", "30 read as 30m, in minutes"),
        ("30 M", "30m", "'30 M' read as 30m"),
        ("in 90 minutes", "1h30m", "'in 90 minutes' read as 1h30m"),
        ("+30m", "30m", "'+30m' read as 30m"),
        ("none", "none", ""),
        ("No", "none", "'No' read as none"),
        ("15:06", "2025-01-15 15:06Z", "15:06 read as 2025-01-15 15:06Z (UTC)"),
        ("2025-01-15 15:06Z", "2025-01-15 15:06Z", ""),
        ("02:00", "2025-01-16 02:00Z", "02:00 read as 2025-01-16 02:00Z (UTC; the day after)"),
        (
            "tomorrow 09:00",
            "2025-01-16 09:00Z",
            "tomorrow 09:00 read as 2025-01-16 09:00Z (UTC)",
        ),
        (f"10:06 {ZONE}", "2025-01-15 15:06Z", f"10:06 {ZONE} read as 2025-01-15 15:06Z"),
    ],
)
def test_a_promise_is_read_into_what_a_file_takes(text: str, value: str, note: str) -> None:
    assert read_next(text, NOW) == Read(value, note)


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("0", "'0' is not ahead of now", "write '30m'"),
        ("-30", "'-30' is not ahead of now", "write '30m'"),
        ("-30m", "'-30m' is not ahead of now", "write '30m'"),
        ("0m", "'0m' is not ahead of now", NO_PROMISE),
        ("8d", "'8d' is more than 7 days", "write 7d or less, or 'none'"),
        ("1506", "'1506' may be minutes or a clock time", "write '15:06'"),
        ("14:30", "'14:30' is read as 2025-01-15 14:30Z, which has passed",
         "write a length such as '30m', or '2025-01-16 14:30Z'"),
        ("2025-01-14 15:00Z", "'2025-01-14 15:00Z' is read as 2025-01-14 15:00Z, which has passed",
         "write a length such as '30m'"),
        ("2025-02-15 15:00Z",
         "'2025-02-15 15:00Z' is read as 2025-02-15 15:00Z, more than 7 days ahead",
         "write a time within 7 days, or 'none'"),
        ("half an hour", "'half an hour' is neither a time nor a length of time", NO_PROMISE),
        ("yes", "'yes' is neither a time nor a length of time", NO_PROMISE),
        ("15.06", "'15.06' is neither a time nor a length of time", "write '15:06'"),
    ],
)  # fmt: skip
def test_a_promise_nobody_can_keep_is_refused(text: str, message: str, fix: str) -> None:
    assert refusal(read_next, text, NOW) == (message, fix)


@pytest.mark.parametrize(
    ("text", "when", "behind"),
    [
        (f"2025-02-01 22:00 {ZONE}", "2025-02-02 03:00", ""),
        ("2025-02-01 22:00", "2025-02-01 22:00", f" (UTC; 2025-02-01 17:00 in {ZONE})"),
        ("2025-02-01T22:00-05:00", "2025-02-02 03:00", ""),
        ("+2h", "16:36", ""),
        (f"tomorrow 22:00 {ZONE}", "17 03:00", ""),
        ("2024-02-01 22:00+01:00", "2024-02-01 21:00", " (already past)"),
        ("2052-02-01 22:00+01:00", "2052-02-01 21:00", " (over a year ahead)"),
        (f"2025-03-09 02:30 {ZONE}", "2025-03-09 07:30",
         " (the clocks skip this time that night: it is 03:30 by the new time)"),
        (f"2025-11-02 01:30 {ZONE}", "2025-11-02 05:30",
         " (this time comes twice that night: read as the first, the second is "
         "2025-11-02 06:30Z)"),
        ("2025-03-30 01:30 Europe/London", "2025-03-30 01:30",
         " (the clocks skip this time that night: it is 02:30 by the new time)"),
        ("2025-10-26 01:30 Europe/London", "2025-10-26 00:30",
         " (this time comes twice that night: read as the first, the second is "
         "2025-10-26 01:30Z)"),
        (f"2025-11-02 02:30 {ZONE}", "2025-11-02 07:30", ""),
    ],
)  # fmt: skip
def test_when_planned_work_begins_is_read_and_said_back(text: str, when: str, behind: str) -> None:
    note = f"{text} read as {format_instant(at(when))}{behind}"
    assert read_moment(text, NOW, ZONE) == Read(at(when), note)


def test_a_length_counts_from_the_beginning_of_the_window() -> None:
    assert read_moment("+2h", NOW, ZONE, at("2025-02-01 22:00")).value == at("2025-02-02 00:00")


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("22:00", "'22:00' says no date",
         f"write the date too, such as '2025-01-15 22:00 {ZONE}'"),
        ("22:00Z", "'22:00Z' says no date", "write the date too, such as '2025-01-15 22:00Z'"),
        ("2025-02-01", "'2025-02-01' is not a date with a time",
         "write the clock time too, such as '2025-02-01 14:23'"),
        ("2025-02-01 10pm", "'2025-02-01 10pm' is not a date with a time",
         "write '2025-02-01 22:00'"),
        ("2025-02-01 22:00 Eastern", "'2025-02-01 22:00 Eastern' is not a date with a time",
         f"write it in UTC, or with the zone's name: '2025-02-01 22:00 {ZONE}'"),
        ("2025-02-01 22:00 america/new_york",
         "'2025-02-01 22:00 america/new_york' is not a date with a time",
         f"write '2025-02-01 22:00 {ZONE}'"),
        ("+2", "'+2' is not a date with a time", f"write it as '2025-01-15 22:00 {ZONE}'"),
    ],
)  # fmt: skip
def test_a_window_without_a_clear_beginning_is_refused(text: str, message: str, fix: str) -> None:
    assert refusal(read_moment, text, NOW, ZONE) == (message, fix)


@pytest.mark.parametrize(
    ("text", "when", "note"),
    [
        ("now", "14:36", "'now' read as 2025-01-15 14:36Z"),
        ("-1h", "13:36", "-1h read as 2025-01-15 13:36Z (already past)"),
        ("90 minutes ago", "13:06", "90 minutes ago read as 2025-01-15 13:06Z (already past)"),
    ],
)
def test_work_nobody_could_announce_begins_now_or_earlier(text: str, when: str, note: str) -> None:
    assert read_moment(text, NOW, ZONE) == Read(at(when), note)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("04:00", f"write the date too, such as '2025-02-02 04:00 {ZONE}'"),
        ("23:00", f"write the date too, such as '2025-02-01 23:00 {ZONE}'"),
        ("22:00", f"write the date too, such as '2025-02-02 22:00 {ZONE}'"),
        ("04:00Z", "write the date too, such as '2025-02-02 04:00Z'"),
    ],
)
def test_an_end_without_a_date_is_shown_with_the_one_behind_its_beginning(
    text: str, fix: str
) -> None:
    begins = at("2025-02-02 03:00")  # the first of February at 22:00 in New York

    assert refusal(read_moment, text, NOW, ZONE, begins) == (f"'{text}' says no date", fix)


INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
TYPED = st.one_of(
    st.text(max_size=90),
    st.text(alphabet="0123456789:- +\u2212TZhmdaginops./\x1b\n", max_size=24),
    st.from_regex(r"[0-9]{1,2}:[0-9]{2}( [A-Za-z/_]{0,12})?", fullmatch=True),
    st.from_regex(
        r"(yesterday|tomorrow|[0-9]{4}-[0-9]{2}-[0-9]{2})[ T][ -~]{0,12}", fullmatch=True
    ),
)


@given(INSTANTS, st.timedeltas(timedelta(hours=-2), timedelta(days=29)))
def test_an_instant_as_it_is_shown_is_read_as_itself(moment: datetime, later: timedelta) -> None:
    now = (moment + later).replace(microsecond=0)
    assert read_at(format_instant(moment), now).value == moment
    if moment <= now:
        assert read_at(format_instant(moment), now).note == ""


@given(TYPED, INSTANTS)
def test_whatever_is_typed_is_read_or_refused(text: str, now: datetime) -> None:
    for reader in (read_at, read_next, lambda typed, moment: read_moment(typed, moment, ZONE)):
        try:
            said = [reader(text, now).note]
        except Refusal as refused:
            said = [refused.message, refused.fix]
        for each in said:
            assert [char for char in each if unicodedata.category(char) in ("Cc", "Cf", "Cs")] == []


@given(TYPED, INSTANTS)
def test_what_happened_never_lies_further_ahead_than_two_hours(text: str, now: datetime) -> None:
    try:
        read = read_at(text, now).value
    except Refusal:
        return
    assert (read.tzinfo, read.microsecond, read <= now + AHEAD_LIMIT) == (UTC, 0, True)


@given(st.one_of(st.just("none"), st.from_regex(r"[0-9]{1,3}(m|h|d)?", fullmatch=True), TYPED))
def test_a_promise_is_always_something_a_file_takes(text: str) -> None:
    try:
        value = read_next(text, NOW).value
    except Refusal:
        return
    assert value == "none" or parse_duration(value) or parse_time(value)


SECONDS = st.integers(-20_000, 20_000).map(lambda count: timedelta(seconds=count))


@given(INSTANTS, st.lists(SECONDS, max_size=6))
def test_the_stamp_is_after_every_entry_within_two_hours(
    now: datetime, distances: list[timedelta]
) -> None:
    entries = [now + each for each in distances]
    stamped = stamp(now, entries)
    near = [each for each in entries if each <= now + AHEAD_LIMIT]
    assert stamped >= now
    assert [each for each in near if each >= stamped] == []
    assert stamped == max([now, *(each + timedelta(seconds=1) for each in near)])


def test_an_entry_more_than_two_hours_ahead_does_not_move_the_stamp() -> None:
    assert stamp(NOW, [at("16:36:01"), at("14:30")]) == NOW
    assert stamp(NOW, [at("16:36")]) == at("16:36:01")
    assert stamp(NOW + timedelta(milliseconds=900), []) == NOW
