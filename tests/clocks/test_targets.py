from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.clockwork.targets import (
    Target,
    TargetUnit,
    describe,
    due_at,
    minutes_of,
    parse_target,
)
from tests.clocks.calendars import desk, local, utc

END = TargetUnit.END_OF_NEXT_BUSINESS_DAY
START = TargetUnit.START_OF_NEXT_BUSINESS_DAY


def read(text: str) -> Target:
    target = parse_target(text)
    assert target is not None, text
    return target


def wall(**length: int) -> tuple[TargetUnit, timedelta, int]:
    return TargetUnit.WALL, timedelta(**length), 0


def hours(**length: int) -> tuple[TargetUnit, timedelta, int]:
    return TargetUnit.BUSINESS_HOURS, timedelta(**length), 0


def days(count: int) -> tuple[TargetUnit, timedelta, int]:
    return TargetUnit.BUSINESS_DAYS, timedelta(), count


FORMS = [
    ("5m", wall(minutes=5), "5 min", 5.0),
    ("4h", wall(hours=4), "4 h", 240.0),
    ("1h30m", wall(minutes=90), "1 h 30 min", 90.0),
    ("0m", wall(), "immediately", 0.0),
    ("90s", wall(seconds=90), "1 min 30 s", 1.5),
    ("1d", wall(hours=24), "24 h", 1440.0),
    ("72h", wall(hours=72), "72 h", 4320.0),
    ("1w", wall(days=7), "7 days", 10_080.0),
    ("73h", wall(hours=73), "3 days 1 h", 4380.0),
    ("1 business hour", hours(hours=1), "1 business hour", 60.0),
    ("8 business hours", hours(hours=8), "8 business hours", 480.0),
    ("1h30m business", hours(minutes=90), "90 business minutes", 90.0),
    ("90 business minutes", hours(minutes=90), "90 business minutes", 90.0),
    ("120 business minutes", hours(hours=2), "2 business hours", 120.0),
    ("8h business", hours(hours=8), "8 business hours", 480.0),
    ("30s business", hours(seconds=30), "30 business seconds", 0.5),
    ("1 business day", days(1), "1 business day", 480.0),
    ("3 business days", days(3), "3 business days", 1440.0),
    ("end of next business day", (END, timedelta(), 0), "end of the next business day", None),
    ("start of next business day", (START, timedelta(), 0), "start of the next business day", None),
    ("End of the next Business Day ", (END, timedelta(), 0), "end of the next business day", None),
]


@pytest.mark.parametrize(("text", "meant", "words", "minutes"), FORMS)
def test_every_form_of_a_target_is_read_and_said(
    text: str,
    meant: tuple[TargetUnit, timedelta, int],
    words: str,
    minutes: float | None,
) -> None:
    target = read(text)
    unit, amount, count = meant
    assert target == Target(unit=unit, amount=amount, days=count, text=text)
    assert describe(target) == words
    assert minutes_of(target, desk()) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "none", "best effort", "5", "m", "-5m", "\u22125m", "5 m", "1.5h", "five minutes",
        "0 business hours", "0 business days", "0m business", "-1 business days", "business",
        "1 business", "1 business week", "1d business", "1w business", "1d2h business",
        "next business day", "end of business day", "end of next day", "3660d1s", "3661d",
        "87841 business hours", "3661 business days", "999999999 business days",
        "9999999999 business days", "\u0663 business days", "8 business hours 5m",
    ],
)  # fmt: skip
def test_anything_else_is_no_target(text: str) -> None:
    assert parse_target(text) is None


def test_ten_years_are_the_most() -> None:
    assert read("3660d").amount == read("87840 business hours").amount == timedelta(days=3660)
    assert read("3660 business days").days == 3660


@pytest.mark.parametrize(
    ("text", "base", "due"),
    [
        ("5m", "2025-01-17 16:58", "2025-01-17 17:03"),
        ("0m", "2025-01-18 16:58", "2025-01-18 16:58"),
        ("1 business hour", "2025-01-17 16:30", "2025-01-21 09:30"),
        ("8 business hours", "2025-01-21 09:10", "2025-01-22 09:10"),
        ("3 business days", "2025-01-22 11:00", "2025-01-27 11:00"),
        ("end of next business day", "2025-01-17 18:00", "2025-01-21 17:00"),
        ("start of next business day", "2025-01-17 18:00", "2025-01-21 09:00"),
    ],
)
def test_R2_R4_R5_X4_X5_X41_each_unit_has_its_deadline(text: str, base: str, due: str) -> None:
    assert due_at(read(text), local(base), desk()) == local(due)


def test_R2_wall_time_runs_on_while_clocks_change() -> None:
    assert due_at(read("4h"), local("2025-03-09 01:00"), desk()) == utc("2025-03-09 10:00")
    base = datetime.fromisoformat("2025-01-15T09:23-05:00")
    assert due_at(read("5m"), base, desk()).isoformat() == "2025-01-15T14:28:00+00:00"


def test_a_business_day_is_worth_the_hours_of_that_desk() -> None:
    assert minutes_of(read("3 business days"), desk("00:00", "00:00")) == 3 * 1440.0
    assert minutes_of(read("2 business days"), desk("10:00", "12:30")) == 300.0


@given(st.integers(1, 3660), st.sampled_from(("hour", "minute", "day")))
def test_words_of_business_time_are_read_as_what_they_say(number: int, unit: str) -> None:
    target = read(f"{number} business {unit}")
    again = read(describe(target))
    assert (again.unit, again.amount, again.days) == (target.unit, target.amount, target.days)


@given(st.text(alphabet="0123456789hmsdw businedayfxt-+.", max_size=30))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    target = parse_target(text)
    assert target is None or (target.text == text and describe(target))
