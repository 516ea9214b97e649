"""Bars and uptime, by the formula printed on /about/ (R104)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from generator.core.uptime import WEIGHTS, History, mark_days, months_of
from generator.core.views import DayMark, MonthUptime, Uptime
from generator.core.vocabulary import ComponentState
from tests.core.builders import (
    DAY,
    DOWN,
    FINE,
    PARTLY,
    RESOLVED,
    SLOW,
    WORK,
    at,
    component,
    config,
    incident,
    minutes,
    publish,
    said,
    window,
    work,
)

NOON = at("12:00")


def _history(*windows, as_of=None, unrecorded=()) -> History:
    found = [
        (each.start, each.end, each.state, f"INC-{number}")
        for number, each in enumerate(windows, start=1)
    ]
    return History(found, as_of or at("31 00:00"), unrecorded)


def _hours(count: float) -> timedelta:
    return timedelta(hours=count)


# --- the formula --------------------------------------------------------------------------------


def test_the_weights_are_those_printed_on_the_about_page() -> None:
    assert {state: WEIGHTS.get(state) for state in ComponentState} == {
        FINE: None,
        WORK: None,
        SLOW: 0,
        PARTLY: 30,
        DOWN: 100,
    }


@pytest.mark.parametrize(
    ("state", "counted", "lost", "share"),
    [
        (DOWN, 100, 10, 0.9),
        (PARTLY, 100, 3, 0.97),
        (SLOW, 100, 0, 1.0),
        (WORK, 90, 0, 1.0),
    ],
)
def test_uptime_is_one_less_what_was_lost_of_what_is_counted(
    state, counted: float, lost: float, share: float
) -> None:
    history = _history(window("a", state, "00:00", "00:00")._replace(end=at("00:00") + _hours(10)))
    found = history.uptime(at("00:00"), at("00:00") + _hours(100))

    assert found == Uptime(
        share=pytest.approx(share),
        counted=_hours(counted),
        lost=_hours(lost),
        durations=((state, _hours(10)),),
    )


def test_planned_work_is_not_counted_and_trouble_during_it_is() -> None:
    history = _history(
        window("a", WORK, "00:00", "04:00"),
        window("a", DOWN, "03:00", "05:00"),
        window("a", SLOW, "02:00", "03:30"),
    )

    assert history.uptime(at("00:00"), at("10:00")) == Uptime(
        share=pytest.approx(1 - 2 / 8),
        counted=_hours(8),
        lost=_hours(2),
        durations=((DOWN, _hours(2)), (SLOW, _hours(1)), (WORK, _hours(2))),
    )


def test_where_nothing_is_counted_there_is_no_share() -> None:
    history = _history(window("a", WORK, "00:00", "16 00:00"))

    assert history.uptime(at("02:00"), at("04:00")).share is None
    assert history.uptime(NOON, NOON).share is None
    assert history.uptime(at("13:00"), NOON).counted == timedelta()


def test_what_nobody_can_vouch_for_is_not_counted_but_known_trouble_in_it_is() -> None:
    history = _history(window("a", DOWN, "01:00", "02:00"), unrecorded=[(at("00:00"), at("06:00"))])

    assert history.uptime(at("00:00"), at("12:00")) == Uptime(
        share=pytest.approx(1 - 1 / 7),
        counted=_hours(7),
        lost=_hours(1),
        durations=((DOWN, _hours(1)),),
    )


def test_what_is_still_open_counts_until_now() -> None:
    history = _history(window("a", DOWN, "11:00", "18:00"), as_of=NOON)

    assert history.uptime(at("00:00"), NOON).lost == _hours(1)
    assert history.spans(at("00:00"), at("23:00")) == ((at("11:00"), NOON, DOWN),)


# --- the days -----------------------------------------------------------------------------------


def _marks(history: History, first: date, count: int, **options: object) -> tuple[DayMark, ...]:
    days = [first + timedelta(days=offset) for offset in range(count)]
    values: dict[str, object] = {"zone": "UTC", "since": None, "unknown": frozenset()}
    return mark_days(history, days, **values | options)


def test_each_day_has_its_worst_state_its_lengths_and_its_causes() -> None:
    history = _history(
        window("a", SLOW, "22:00", "16 01:00"),
        window("a", DOWN, "23:30", "16 00:30"),
        window("a", SLOW, "17 10:00", "17 10:05"),
    )

    assert _marks(history, date(2025, 1, 14), 4) == (
        DayMark(day=date(2025, 1, 14), state=FINE, is_recorded=True, durations=(), incidents=()),
        DayMark(
            day=DAY,
            state=DOWN,
            is_recorded=True,
            durations=((DOWN, minutes(30)), (SLOW, minutes(90))),
            incidents=("INC-1", "INC-2"),
        ),
        DayMark(
            day=date(2025, 1, 16),
            state=DOWN,
            is_recorded=True,
            durations=((DOWN, minutes(30)), (SLOW, minutes(30))),
            incidents=("INC-1", "INC-2"),
        ),
        DayMark(
            day=date(2025, 1, 17),
            state=SLOW,
            is_recorded=True,
            durations=((SLOW, minutes(5)),),
            incidents=("INC-3",),
        ),
    )


def test_a_day_before_the_part_existed_or_after_it_was_retired_has_no_record() -> None:
    marks = _marks(
        _history(), date(2025, 1, 14), 4, since=date(2025, 1, 15), retired=date(2025, 1, 17)
    )

    assert [mark.is_recorded for mark in marks] == [False, True, True, False]


def test_a_day_nobody_can_vouch_for_is_recorded_only_where_trouble_is_known() -> None:
    marks = _marks(
        _history(window("a", DOWN, "15:00", "15:01")),
        date(2025, 1, 14),
        2,
        unknown=frozenset({date(2025, 1, 14), DAY}),
    )

    assert [(mark.is_recorded, mark.state) for mark in marks] == [(False, FINE), (True, DOWN)]


def test_today_shows_the_state_now_though_it_has_no_length_yet() -> None:
    history = _history(window("a", DOWN, "12:00", "18:00"), as_of=NOON)
    mark = _marks(history, DAY, 1, now=DOWN)[0]

    assert (mark.state, mark.durations, mark.incidents) == (DOWN, (), ("INC-1",))


def test_a_window_that_begins_now_marks_today_whatever_the_state_is_said_to_be() -> None:
    history = _history(window("a", DOWN, "12:00", "18:00"), as_of=NOON)
    mark = _marks(history, DAY, 1, now=FINE)[0]

    assert (mark.state, mark.durations, mark.incidents) == (DOWN, (), ("INC-1",))


def test_trouble_that_lasts_over_midnight_is_todays_from_its_first_second() -> None:
    history = _history(window("a", DOWN, "14 22:00", "18:00"), as_of=at("00:00"))
    mark = _marks(history, DAY, 1)[0]

    assert (mark.state, mark.durations, mark.incidents) == (DOWN, (), ("INC-1",))


def test_trouble_that_begins_at_midnight_sharp_is_todays() -> None:
    history = _history(window("a", DOWN, "00:00", "18:00"), as_of=at("00:00"))
    mark = _marks(history, DAY, 1, now=DOWN)[0]

    assert (mark.state, mark.incidents) == (DOWN, ("INC-1",))


def test_days_of_a_clock_change_are_as_long_as_they_are() -> None:
    history = _history(
        window("a", DOWN, "2025-03-08 00:00", "2025-03-11 00:00"), as_of=at("2025-04-01 00:00")
    )
    marks = _marks(history, date(2025, 3, 8), 3, zone="America/New_York")

    assert [dict(mark.durations)[DOWN] for mark in marks] == [_hours(24), _hours(23), _hours(20)]


# --- the months ---------------------------------------------------------------------------------


def test_months_are_cut_to_the_days_that_count_and_add_up_to_the_whole() -> None:
    history = _history(
        window("a", DOWN, "2024-12-31 22:00", "2025-01-01 03:00"), as_of=at("2025-02-10 12:00")
    )
    first, until = date(2024, 12, 20), at("2025-02-10 12:00")
    months = months_of(history, first=first, until=until, zone="UTC", most=24)

    assert [(each.month, each.uptime.counted, each.uptime.lost) for each in months] == [
        ("2025-02", timedelta(days=9, hours=12), timedelta()),
        ("2025-01", timedelta(days=31), _hours(3)),
        ("2024-12", timedelta(days=12), _hours(2)),
    ]
    whole = history.uptime(at("2024-12-20 00:00"), until)
    assert sum((each.uptime.lost for each in months), timedelta()) == whole.lost
    assert sum((each.uptime.counted for each in months), timedelta()) == whole.counted


def test_a_month_is_there_from_midnight_sharp_and_at_most_so_many_are() -> None:
    history = _history(as_of=at("2025-02-01 00:00"))

    def names(first: date, until: str, most: int = 24, *, is_over: bool = False) -> list[str]:
        found = months_of(
            history, first=first, until=at(until), zone="UTC", most=most, is_over=is_over
        )
        return [each.month for each in found]

    assert names(date(2025, 1, 1), "2025-01-31 23:59") == ["2025-01"]
    assert names(date(2025, 1, 1), "2025-02-01 00:00") == ["2025-02", "2025-01"]
    assert names(date(2025, 1, 1), "2025-02-01 00:00", is_over=True) == ["2025-01"]
    assert names(date(2025, 1, 1), "2025-02-01 00:01") == ["2025-02", "2025-01"]
    assert names(date(2020, 1, 1), "2025-02-01 00:01", 3) == ["2025-02", "2025-01", "2024-12"]
    assert names(date(2025, 3, 1), "2025-02-01 00:01") == []


def test_months_begin_at_local_midnight() -> None:
    history = _history(
        window("a", DOWN, "2025-02-01 04:00", "2025-02-01 06:00"), as_of=at("2025-02-02 00:00")
    )
    months = months_of(
        history,
        first=date(2025, 1, 1),
        until=at("2025-02-02 00:00"),
        zone="America/New_York",
        most=24,
    )

    assert [(each.month, each.uptime.lost) for each in months] == [
        ("2025-02", _hours(1)),
        ("2025-01", _hours(1)),
    ]


# --- on the page --------------------------------------------------------------------------------


def _part(record, moment: str, **fields: object):
    site = config(component("scores", **fields))
    return publish([record], moment, site).components[0]


def test_uptime_counts_from_the_day_a_part_existed() -> None:
    record = incident(said("14:00", scores=DOWN), said("15:00", RESOLVED))
    part = _part(record, "16 00:00", since=date(2025, 1, 15))

    assert part.uptime == Uptime(
        share=pytest.approx(23 / 24),
        counted=_hours(24),
        lost=_hours(1),
        durations=((DOWN, _hours(1)),),
    )
    assert part.months == (MonthUptime(month="2025-01", uptime=part.uptime),)
    assert sum(mark.is_recorded for mark in part.days) == 2


def test_a_retired_part_is_counted_until_that_day_and_keeps_its_history() -> None:
    record = incident(said("14:00", scores=DOWN), said("15:00", RESOLVED))
    part = _part(record, "20 12:00", since=date(2025, 1, 15), retired=date(2025, 1, 16))

    assert part.is_retired
    assert (part.uptime.counted, part.uptime.lost) == (_hours(24), _hours(1))
    assert [each.month for each in part.months] == ["2025-01"]
    assert part.incidents == (record.id,)
    assert [mark.is_recorded for mark in part.days[-6:]] == [
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_a_part_without_a_first_day_is_counted_since_the_first_record() -> None:
    old = incident(
        said("2024-06-10 14:00", scores=DOWN),
        said("2024-06-10 15:00", RESOLVED),
        id="INC-2024-06-10-001",
        date=date(2024, 6, 10),
    )
    part = _part(old, "15 00:00")

    assert [each.month for each in part.months][-1] == "2024-06"
    assert part.months[-1].uptime.counted == timedelta(days=21)
    assert part.months[-1].uptime.lost == _hours(1)
    assert part.uptime.lost == timedelta()


def test_maintenance_is_left_out_of_the_share_of_its_day_and_month() -> None:
    site = config(component("search", since=date(2025, 1, 15)))
    part = publish([work()], "17 00:00", site).components[0]

    assert part.uptime == Uptime(
        share=1.0, counted=_hours(44), lost=timedelta(), durations=((WORK, _hours(4)),)
    )
    assert [mark.durations for mark in part.days[-3:]] == [
        ((WORK, _hours(2)),),
        ((WORK, _hours(2)),),
        (),
    ]
