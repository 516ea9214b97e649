"""Forty-five quiet days, rebuilt each day: bars, months, planned work, next change.

Nobody writes anything. Planned work comes and goes by its window, a promised change gets late,
the clocks change, a month ends, and each morning's page is right.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from generator.core.calendar_days import day_span, day_start
from generator.core.views import PublicSite
from tests.core.builders import (
    DOWN,
    FINE,
    RESOLVED,
    WORK,
    at,
    change,
    component,
    config,
    edition,
    incident,
    minutes,
    publish,
    said,
    work,
)

ZONE = "America/New_York"
FIRST = date(2025, 2, 15)
DAYS = [FIRST + timedelta(days=number) for number in range(45)]
SITE = config(
    component("scores", since=date(2024, 9, 1)),
    component("search", since=date(2024, 9, 1)),
    component("new", since=date(2025, 3, 1)),
    component("old", since=date(2024, 9, 1), retired=date(2025, 3, 10)),
    zone=ZONE,
)
RECORDS = [
    incident(
        said("14:22", scores=DOWN),
        said("15:02", RESOLVED),
        editions=(edition("17 14:00", changes=(change("a", "2025-02"),)),),
    ),
    work(
        id="MNT-2025-02-10-001",
        date=date(2025, 2, 10),
        text="Search is closed for two hours.",
        scheduled_for=at("2025-03-09 05:30"),  # through the change of the clocks
        scheduled_until=at("2025-03-09 08:30"),
    ),
]
BEGIN, END = at("2025-03-09 05:30"), at("2025-03-09 08:30")
LATE = at("2025-03-01 05:00")


def _noon(day: date) -> datetime:
    return day_start(day, ZONE) + timedelta(hours=12)


def _build(moment: datetime) -> PublicSite:
    return publish(RECORDS, moment, SITE)


@pytest.fixture(scope="module")
def sites() -> dict[date, PublicSite]:
    return {day: _build(_noon(day)) for day in DAYS}


def test_every_bar_ends_today_and_moves_on_by_one_day(sites: dict[date, PublicSite]) -> None:
    for day, site in sites.items():
        for part in site.components:
            assert [mark.day for mark in part.days] == [
                day - timedelta(days=back) for back in range(89, -1, -1)
            ]


def test_every_bar_marks_its_trouble_and_its_work_and_nothing_else(
    sites: dict[date, PublicSite],
) -> None:
    for day, site in sites.items():
        scores, search, new, old = (
            {mark.day: mark for mark in part.days} for part in site.components
        )
        bad = date(2025, 1, 15)
        assert [each for each in scores if scores[each].durations] == [bad]
        assert scores[bad].durations == ((DOWN, minutes(40)),)
        work_day = date(2025, 3, 9)
        assert [each for each in search if search[each].durations] == (
            [work_day] if day >= work_day else []
        )
        if day >= work_day:
            assert search[work_day].durations == ((WORK, minutes(180)),)
        assert [each for each in new if new[each].is_recorded] == [
            each for each in new if each >= date(2025, 3, 1)
        ]
        assert [each for each in old if old[each].is_recorded] == [
            each for each in old if each < date(2025, 3, 10)
        ]
        assert all(mark.state is FINE for mark in (*new.values(), *old.values()))


def test_uptime_of_ninety_days_is_the_same_sum_every_day(sites: dict[date, PublicSite]) -> None:
    for day, site in sites.items():
        scores, search, new, old = site.components
        start = day_start(day - timedelta(days=89), ZONE)
        whole = _noon(day) - start
        assert (scores.uptime.counted, scores.uptime.lost) == (whole, minutes(40))
        away = minutes(180) if day >= date(2025, 3, 9) else timedelta()
        assert (search.uptime.counted, search.uptime.lost) == (whole - away, timedelta())
        begun = max(start, day_start(date(2025, 3, 1), ZONE))
        assert new.uptime.counted == max(_noon(day) - begun, timedelta())
        retired = day_start(date(2025, 3, 10), ZONE)
        assert old.uptime.counted == min(_noon(day), retired) - start
        assert old.is_retired is (day >= date(2025, 3, 10))


def test_every_month_is_as_long_as_its_clocks_make_it(sites: dict[date, PublicSite]) -> None:
    for day, site in sites.items():
        months = {each.month: each.uptime for each in site.components[0].months}
        names = ["2024-09", "2024-10", "2024-11", "2024-12", "2025-01", "2025-02"]
        assert sorted(months) == [*names, "2025-03"][: 7 if day.month == 3 else 6]
        assert months["2024-11"].counted == timedelta(days=30, hours=1)
        assert months["2025-01"].lost == minutes(40)
        if day.month == 3:
            assert months["2025-02"].counted == timedelta(days=28)
            assert months["2025-03"].counted == _noon(day) - day_start(date(2025, 3, 1), ZONE)


def test_planned_work_is_where_it_belongs_every_day(sites: dict[date, PublicSite]) -> None:
    for day, site in sites.items():
        is_past = day >= date(2025, 3, 9)
        assert [view.id for view in site.upcoming] == ([] if is_past else ["MNT-2025-02-10-001"])
        assert site.active == ()
        assert [each.id for each in site.past_maintenance] == (
            ["MNT-2025-02-10-001"] if is_past else []
        )
        listed = [each.month for each in site.months]
        assert listed == (["2025-03", "2025-01"] if is_past else ["2025-01"])


def test_the_last_two_weeks_show_the_work_for_two_weeks(sites: dict[date, PublicSite]) -> None:
    shown = [day for day, site in sites.items() if site.recent]

    assert shown == [date(2025, 3, 9) + timedelta(days=number) for number in range(14)]


def test_the_promised_change_is_late_from_the_first_of_march() -> None:
    before, after = _build(LATE - timedelta(seconds=1)), _build(LATE)

    assert (before.next_change_at, after.next_change_at) == (
        LATE,
        day_start(date(2025, 3, 2), ZONE),
    )
    assert [site.digests["INC-2025-01-15-001"].valid_from for site in (before, after)] == [
        at("17 14:00"),
        LATE,
    ]


def test_next_change_is_right_every_day(sites: dict[date, PublicSite]) -> None:
    for day, site in sites.items():
        assert (site.next_change_at, site.next_change) == (day_span(day, ZONE)[1], "day")


def test_following_next_change_from_build_to_build_meets_every_step() -> None:
    """A machine that only ever waits for next_change_at: 45 midnights and the work's two edges."""
    moment, end = _noon(FIRST), _noon(DAYS[-1])
    steps: list[tuple[datetime, str]] = []
    while True:
        site = _build(moment)
        assert site.next_change_at is not None
        if site.next_change_at > end:
            break
        assert site.next_change_at > moment
        moment = site.next_change_at
        steps.append((moment, site.next_change))

    midnights = [(day_start(day, ZONE), "day") for day in DAYS[1:]]
    edges = [(BEGIN, "MNT-2025-02-10-001"), (END, "MNT-2025-02-10-001")]
    assert steps == sorted([*midnights, *edges])


def test_the_work_runs_while_its_window_does() -> None:
    for moment, state in (
        (BEGIN - timedelta(seconds=1), FINE),
        (BEGIN, WORK),
        (END - timedelta(seconds=1), WORK),
        (END, FINE),
    ):
        site = _build(moment)
        assert site.components[1].state is state
        assert site.state.state is state
