from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core import times
from generator.core.times import ClockDoubt, ParsedTime

DAY = date(2025, 1, 15)
ZONES = ("America/New_York", "Europe/Berlin", "Australia/Sydney", "America/Santiago", "Asia/Tokyo")


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


def read(text: str, anchor: datetime | None = None) -> datetime | None:
    parsed = times.parse_time(text, zones=True)
    return None if parsed is None else times.resolve(parsed, anchor, DAY)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("14:23", utc(2025, 1, 15, 14, 23)),
        ("9:05", utc(2025, 1, 15, 9, 5)),
        ("09:05", utc(2025, 1, 15, 9, 5)),
        ("14:23:07", utc(2025, 1, 15, 14, 23, 7)),
        ("14:23Z", utc(2025, 1, 15, 14, 23)),
        ("14:23z", utc(2025, 1, 15, 14, 23)),
        ("14:23 UTC", utc(2025, 1, 15, 14, 23)),
        ("14:23UTC", utc(2025, 1, 15, 14, 23)),
        ("  14:23  ", utc(2025, 1, 15, 14, 23)),
        ("14:23\u00a0UTC", utc(2025, 1, 15, 14, 23)),
        ("2025-01-15\u202f14:23", utc(2025, 1, 15, 14, 23)),
        ("09:23-05:00", utc(2025, 1, 15, 14, 23)),
        ("09:23\u221205:00", utc(2025, 1, 15, 14, 23)),
        ("09:23 -0500", utc(2025, 1, 15, 14, 23)),
        ("20:08+05:45", utc(2025, 1, 15, 14, 23)),
        ("23:00-05:00", utc(2025, 1, 15, 4, 0)),
        ("2025-01-15 14:23", utc(2025, 1, 15, 14, 23)),
        ("2025-01-15T14:23:07Z", utc(2025, 1, 15, 14, 23, 7)),
        ("2025-01-15t14:23z", utc(2025, 1, 15, 14, 23)),
        ("2025-01-15T14:23:07.999Z", utc(2025, 1, 15, 14, 23, 7)),
        ("2025-01-15T15:23:07,5+01:00", utc(2025, 1, 15, 14, 23, 7)),
        ("2024-02-29 00:30+01:00", utc(2024, 2, 28, 23, 30)),
        ("2024-12-31 23:30-05:00", utc(2025, 1, 1, 4, 30)),
        ("2025-02-01 22:00 America/New_York", utc(2025, 2, 2, 3, 0)),
        ("2025-07-01 22:00 Europe/Berlin", utc(2025, 7, 1, 20, 0)),
        ("23:59:60", utc(2025, 1, 15, 23, 59, 59)),
    ],
)
def test_every_form_of_a_time_is_read(text: str, at: datetime) -> None:
    assert read(text) == at


def test_R97_the_four_usual_forms_are_one_moment_and_are_kept_in_utc() -> None:
    for text in ("14:23", "14:23 UTC", "2025-01-15 14:23", "2025-01-15T09:23-05:00", "09:23-05:00"):
        assert read(text) == utc(2025, 1, 15, 14, 23)


def test_R97_after_2358_a_line_of_0007_is_of_the_next_day() -> None:
    assert read("00:07", utc(2025, 1, 15, 23, 58)) == utc(2025, 1, 16, 0, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "14",
        "1423",
        "14:5",
        "24:00",
        "14:60",
        "14:23:61",
        "2025-02-29 10:00",
        "2025-13-01 10:00",
        "2025-00-10 10:00",
        "0225-01-15 10:00",
        "2025-1-5 10:00",
        "2025-01-15",
        "10:05-10:20",
        "14:23+14:15",
        "14:23+05:60",
        "14:23 PM",
        "2:23pm",
        "2025-01-15 14:23 Mars/Olympus",
        "2025-01-15 14:23 America",
        "2025-01-15 14:23 ../etc",
        "2025-01-15 14:23Z America/New_York",
        "\u0661\u0664:\u0662\u0663",
        "14:23\n",
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    assert read(text) is None


def test_a_zone_is_refused_where_zones_are_not_allowed() -> None:
    assert times.parse_time("2025-02-01 22:00 America/New_York") is None


@pytest.mark.parametrize(
    ("text", "anchor", "at"),
    [
        ("00:07", utc(2025, 1, 15, 23, 58), utc(2025, 1, 16, 0, 7)),
        ("23:58", utc(2025, 1, 16, 0, 7), utc(2025, 1, 15, 23, 58)),
        ("00:07", utc(2024, 12, 31, 23, 58), utc(2025, 1, 1, 0, 7)),
        ("00:07", utc(2024, 2, 28, 23, 58), utc(2024, 2, 29, 0, 7)),
        ("00:07", utc(2025, 2, 28, 23, 58), utc(2025, 3, 1, 0, 7)),
        ("02:00", utc(2025, 1, 15, 14, 0), utc(2025, 1, 16, 2, 0)),
        ("02:01", utc(2025, 1, 15, 14, 0), utc(2025, 1, 15, 2, 1)),
        ("02:01", utc(2025, 1, 15, 14, 2), utc(2025, 1, 16, 2, 1)),
        ("02:00", utc(2025, 1, 15, 14, 0, 30), utc(2025, 1, 16, 2, 0)),
        ("01:59", utc(2025, 1, 15, 13, 58), utc(2025, 1, 15, 1, 59)),
        ("19:07-05:00", utc(2025, 1, 15, 23, 58), utc(2025, 1, 16, 0, 7)),
    ],
)
def test_a_bare_clock_is_the_candidate_nearest_the_line_before(
    text: str, anchor: datetime, at: datetime
) -> None:
    assert read(text, anchor) == at


def test_a_written_date_beats_the_line_before() -> None:
    assert read("2025-01-20 09:00", utc(2025, 1, 15, 23, 58)) == utc(2025, 1, 20, 9, 0)


def test_what_was_inferred_is_known_and_said() -> None:
    bare = times.parse_time("00:07")
    assert bare == ParsedTime(hour=0, minute=7)
    assert (bare.is_date_inferred, bare.is_zone_inferred) == (True, True)
    before = utc(2025, 1, 15, 23, 58)
    assert (
        times.explain(bare, times.resolve(bare, before, DAY), before)
        == "2025-01-16 00:07Z (date inferred: the next day; no zone written: UTC)"
    )
    full = times.parse_time("2025-01-15T14:23:09+00:00")
    assert full is not None
    assert (full.is_date_inferred, full.is_zone_inferred) == (False, False)
    assert times.explain(full, times.resolve(full, None, DAY)) == "2025-01-15 14:23:09Z"


def test_second_sixty_is_read_as_fifty_nine_and_flagged() -> None:
    parsed = times.parse_time("2016-12-31 23:59:60Z")
    assert parsed is not None
    assert parsed.was_second_60
    at = times.resolve(parsed, None, DAY)
    assert times.explain(parsed, at) == "2016-12-31 23:59:59Z (second 60 read as 59)"


@pytest.mark.parametrize(
    ("text", "doubt", "at"),
    [
        ("2025-03-09 02:30 America/New_York", ClockDoubt.SKIPPED, utc(2025, 3, 9, 7, 30)),
        ("2025-11-02 01:30 America/New_York", ClockDoubt.REPEATED, utc(2025, 11, 2, 5, 30)),
        ("2025-03-30 02:30 Europe/Berlin", ClockDoubt.SKIPPED, utc(2025, 3, 30, 1, 30)),
        ("2025-10-26 02:30 Europe/Berlin", ClockDoubt.REPEATED, utc(2025, 10, 26, 0, 30)),
        ("2025-10-05 02:30 Australia/Sydney", ClockDoubt.SKIPPED, utc(2025, 10, 4, 16, 30)),
        ("2025-04-06 02:30 Australia/Sydney", ClockDoubt.REPEATED, utc(2025, 4, 5, 15, 30)),
        ("2025-09-07 00:30 America/Santiago", ClockDoubt.SKIPPED, utc(2025, 9, 7, 4, 30)),
        ("2025-04-05 23:30 America/Santiago", ClockDoubt.REPEATED, utc(2025, 4, 6, 2, 30)),
        ("2025-03-30 01:30 Europe/London", ClockDoubt.SKIPPED, utc(2025, 3, 30, 1, 30)),
        ("2025-10-26 01:30 Europe/London", ClockDoubt.REPEATED, utc(2025, 10, 26, 0, 30)),
        ("2025-06-01 12:00 Asia/Tokyo", None, utc(2025, 6, 1, 3, 0)),
        ("2025-06-01 12:00", None, utc(2025, 6, 1, 12, 0)),
    ],
)
def test_both_clock_changes_are_read_one_way_and_said(
    text: str, doubt: ClockDoubt | None, at: datetime
) -> None:
    parsed = times.parse_time(text, zones=True)
    assert parsed is not None
    assert times.find_clock_doubt(parsed) == doubt
    assert times.resolve(parsed, None, DAY) == at
    remark = {
        ClockDoubt.SKIPPED: "the clocks skip this time: read with the offset before the change",
        ClockDoubt.REPEATED: "this time comes twice that night: read as the first",
        None: "no zone written: UTC",
    }[doubt]
    assert (remark in times.explain(parsed, at)) == (doubt is not None or parsed.zone is None)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("14:23 UTC - Monitoring alert", " - Monitoring alert"),
        ("14:23 DETECTED rate 45%", " DETECTED rate 45%"),
        ("14:23: Alert", ": Alert"),
        ("14:23 UTCX went up", " UTCX went up"),
        ("10:05-10:20 watching", "-10:20 watching"),
        ("14:23 +1200 users", " +1200 users"),
        ("14:23+1200 x", " x"),
        ("14:23 -05:00 x", " x"),
        ("2025-01-15T14:23:00Z - x", " - x"),
        ("\u00a014:23 x", " x"),
    ],
)
def test_a_log_line_gives_its_time_and_leaves_the_rest(line: str, rest: str) -> None:
    found = times.parse_leading_time(line)
    assert found is not None
    assert line[found[1] :] == rest


@pytest.mark.parametrize(
    "line", ["", "Paged", "14:230 x", "14:23Zebra", "25:00 x", "2025-02-30 10:00 x"]
)
def test_a_log_line_without_a_time_has_none(line: str) -> None:
    assert times.parse_leading_time(line) is None


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", timedelta(minutes=30)),
        ("1h", timedelta(hours=1)),
        ("1h30m", timedelta(minutes=90)),
        ("1h 30m", timedelta(minutes=90)),
        ("90s", timedelta(seconds=90)),
        ("2d", timedelta(days=2)),
        ("1w", timedelta(days=7)),
        ("26h", timedelta(hours=26)),
        (" 30m ", timedelta(minutes=30)),
        ("0m", timedelta(0)),
        ("", None),
        ("30", None),
        ("m", None),
        ("-30m", None),
        ("30 m", None),
        ("30m1h", None),
        ("1.5h", None),
        ("30min", None),
        ("99999w", None),
        ("9" * 30 + "d", None),
        ("none", None),
    ],
)
def test_lengths_of_time(text: str, length: timedelta | None) -> None:
    assert times.parse_duration(text) == length


def test_stamps() -> None:
    at = utc(2025, 1, 15, 14, 36)
    assert times.update_stamp(at) == "20250115T143600Z"
    eastern = timezone(timedelta(hours=-5))
    assert times.update_stamp(datetime(2025, 1, 15, 9, 36, tzinfo=eastern)) == "20250115T143600Z"
    assert times.parse_stamp("20250115T143600Z") == at
    for wrong in (
        "20250115T143600",
        "20250230T143600Z",
        "00010101T000000Z",
        "20250115T143660Z",
        "",
    ):
        assert times.parse_stamp(wrong) is None


def test_dates() -> None:
    assert times.parse_date("2024-02-29") == date(2024, 2, 29)
    for wrong in (
        "2025-02-29",
        "20250115",
        "2025-1-15",
        "2025-01-15 10:00",
        "2025/01/15",
        "٢٠٢٥-01-15",
    ):
        assert times.parse_date(wrong) is None


# Hypothesis wants the bounds naive; the zone comes from the strategy.
EARLY, LATE = (utc(1971, 1, 2).replace(tzinfo=None), utc(2998, 12, 30).replace(tzinfo=None))
RULED_FROM, RULED_TO = (utc(2001, 1, 1).replace(tzinfo=None), utc(2037, 1, 1).replace(tzinfo=None))

instants = st.datetimes(min_value=EARLY, max_value=LATE, timezones=st.just(UTC)).map(
    lambda at: at.replace(microsecond=0)
)


@given(instants)
def test_what_we_print_we_read_back(at: datetime) -> None:
    parsed = times.parse_time(times.format_instant(at))
    assert parsed is not None
    assert times.resolve(parsed, None, DAY) == at
    assert times.parse_stamp(times.update_stamp(at)) == at


@given(instants, st.integers(-43199, 43200), st.sampled_from(["", "Z", "+05:30", "-05:00"]))
def test_a_clock_within_twelve_hours_of_its_anchor_is_found_again(
    anchor: datetime, seconds: int, suffix: str
) -> None:
    at = anchor + timedelta(seconds=seconds)
    shift = {"": 0, "Z": 0, "+05:30": 330, "-05:00": -300}[suffix]
    text = (at + timedelta(minutes=shift)).strftime("%H:%M:%S") + suffix
    assert read(text, anchor) == at


@given(instants, st.times())
def test_a_bare_clock_never_lands_farther_than_twelve_hours(
    anchor: datetime, clock: object
) -> None:
    at = read(f"{clock:%H:%M:%S}", anchor)
    assert at is not None
    assert abs(at - anchor) <= timedelta(hours=12)


@given(st.datetimes(RULED_FROM, RULED_TO), st.sampled_from(ZONES))
def test_a_local_time_is_the_same_instant_unless_the_clocks_make_it_doubtful(
    local: datetime, zone: str
) -> None:
    local = local.replace(second=0, microsecond=0)
    parsed = times.parse_time(f"{local:%Y-%m-%d %H:%M} {zone}", zones=True)
    assert parsed is not None
    at = times.resolve(parsed, None, DAY)
    back = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert (back == local) == (times.find_clock_doubt(parsed) is not ClockDoubt.SKIPPED)


@given(
    st.datetimes(RULED_FROM, RULED_TO, timezones=st.just(UTC)), st.times(), st.sampled_from(ZONES)
)
def test_a_clock_with_a_zone_is_the_nearest_such_local_time(
    anchor: datetime, clock: object, zone: str
) -> None:
    at = read(f"{clock:%H:%M} {zone}", anchor)
    assert at is not None
    # A local day lasts up to 25 hours, so the nearest one is at most half of that away.
    assert abs(at - anchor) <= timedelta(hours=12, minutes=30)


@given(st.text(max_size=40))
def test_no_text_crashes_the_reader_of_times(text: str) -> None:
    times.parse_time(text, zones=True)
    times.parse_leading_time(text)
    times.parse_duration(text)
    times.parse_stamp(text)
    times.parse_date(text)
