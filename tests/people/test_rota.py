"""Who is on call: the document's two layers, their edges, swaps, gaps and clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.staff.rota import (
    Double,
    Gap,
    OnCall,
    Span,
    find_doubles,
    find_gaps,
    find_spans,
    who_is_on_call,
)
from generator.core.staff.rota_facts import AFTER_HOURS, BACKUP, PRIMARY, Layer, OwnHours, Rota
from tests.people.builders import HOURS, moment, rota, rotation, shift, swap


def target(at: str, roster: Rota | None = None, hours: BusinessCalendar = HOURS) -> tuple[str, str]:
    """Return who is called and in which layer."""
    found = who_is_on_call(roster or rota(), hours, moment(at))
    return found.target, found.target_layer


def test_R44_at_0923_in_new_york_the_primary_is_on_call() -> None:
    assert who_is_on_call(rota(), HOURS, moment("2025-01-15 14:23")) == OnCall(
        at=moment("2025-01-15 14:23"),
        is_business_hours=True,
        primary="engineer",
        after_hours="secondary",
        backup="lead",
        target="engineer",
        target_layer=PRIMARY,
    )


def test_R44_in_the_night_it_is_the_secondary() -> None:
    assert target("2025-01-15 02:10") == ("secondary", AFTER_HOURS)


@pytest.mark.parametrize(
    ("at", "layer"),
    [
        ("2025-01-17 21:59", PRIMARY),  # Friday 16:59 in New York
        ("2025-01-17 22:00", AFTER_HOURS),  # Friday 17:00
        ("2025-01-18 05:00", AFTER_HOURS),  # Saturday 00:00
        ("2025-01-19 18:00", AFTER_HOURS),  # Sunday noon
        ("2025-01-20 05:00", AFTER_HOURS),  # Monday 00:00
        ("2025-01-20 13:59", AFTER_HOURS),  # Monday 08:59
        ("2025-01-20 14:00", PRIMARY),  # Monday 09:00
    ],
)
def test_R46_each_edge_of_the_week_is_one_layer_s(at: str, layer: str) -> None:
    assert target(at)[1] == layer


def test_R46_shifts_of_single_days_cover_monday_s_small_hours_once() -> None:
    days = [date(2025, 1, 18) + timedelta(days=each) for each in range(3)]
    nights = tuple(
        shift(f"night-{day.day}", str(day), str(day), index) for index, day in enumerate(days)
    )
    roster = rota(layers=(Layer(name=AFTER_HOURS, shifts=nights),))

    spans = find_spans(roster, HOURS, moment("2025-01-19 14:00"), moment("2025-01-20 14:00"))

    assert spans == (
        Span(moment("2025-01-19 14:00"), moment("2025-01-20 14:00"), AFTER_HOURS, "night-19"),
    )


def test_X20_a_holiday_is_after_hours_as_a_whole() -> None:
    hours = replace(HOURS, holidays=frozenset({date(2025, 1, 20)}))

    assert target("2025-01-20 15:00", hours=hours) == ("secondary", AFTER_HOURS)
    assert target("2025-01-21 15:00", hours=hours) == ("engineer", PRIMARY)


def test_people_take_turns_and_the_night_belongs_to_the_day_before() -> None:
    roster = rota(layers=(Layer(name=AFTER_HOURS, rotations=(rotation("a", "b", "c"),)),))

    found = [
        target(f"2025-{day} 08:00", roster)[0]  # 03:00 in New York
        for day in ("01-14", "01-20", "01-21", "01-28", "02-04")
    ]

    assert found == ["a", "a", "b", "c", "a"]


def test_of_rotations_the_one_begun_last_counts_and_a_shift_wins_over_both() -> None:
    layer = Layer(
        name=PRIMARY,
        rotations=(rotation("old"), rotation("new", starts="2025-01-20", index=1)),
        shifts=(shift("shift", "2025-01-22", "2025-01-22"),),
    )
    roster = rota(layers=(layer,))

    found = [target(f"2025-01-{day} 15:00", roster)[0] for day in (17, 20, 22, 23)]

    assert found == ["old", "new", "shift", "new"]


def test_a_swap_is_for_its_hours_and_of_two_the_later_written_counts() -> None:
    roster = rota(
        swaps=(
            swap("first", "2025-01-15 15:00", "2025-01-15 18:00"),
            swap("second", "2025-01-15 17:00", "2025-01-15 19:00", index=1),
            swap("not-me", "2025-01-15 15:00", "2025-01-15 19:00", "somebody", index=2),
        )
    )

    spans = find_spans(roster, HOURS, moment("2025-01-15 14:00"), moment("2025-01-15 22:00"))

    assert [(span.start.hour, span.end.hour, span.who) for span in spans] == [
        (14, 15, "engineer"),
        (15, 17, "first"),
        (17, 19, "second"),
        (19, 22, "engineer"),
    ]


def test_a_swap_for_somebody_holds_in_every_layer_they_have() -> None:
    roster = rota(swaps=(swap("otto", "2025-01-15 00:00", "2025-01-16 00:00", "lead"),))

    found = who_is_on_call(roster, HOURS, moment("2025-01-15 15:00"))

    assert (found.primary, found.after_hours, found.backup) == ("engineer", "secondary", "otto")


def test_R46_where_nobody_has_the_layer_the_backup_is_called_and_the_gap_is_told() -> None:
    roster = rota(
        layers=(
            Layer(name=PRIMARY, shifts=(shift("engineer", "2025-01-13", "2025-01-14"),)),
            Layer(name=AFTER_HOURS, rotations=(rotation("secondary"),)),
            Layer(name=BACKUP, rotations=(rotation("lead"),)),
        )
    )

    assert target("2025-01-15 15:00", roster) == ("lead", BACKUP)
    assert find_gaps(roster, HOURS, moment("2025-01-13 14:00"), moment("2025-01-16 20:00")) == (
        Gap(PRIMARY, moment("2025-01-15 14:00"), moment("2025-01-15 22:00")),
        Gap(PRIMARY, moment("2025-01-16 14:00"), moment("2025-01-16 20:00")),
    )


def test_a_rota_without_layers_is_one_gap_after_another() -> None:
    gaps = find_gaps(Rota(), HOURS, moment("2025-01-18 00:00"), moment("2025-01-20 22:00"))

    assert target("2025-01-18 00:00", Rota()) == ("", "")
    assert [(gap.layer, gap.end) for gap in gaps] == [
        (AFTER_HOURS, moment("2025-01-20 14:00")),
        (PRIMARY, moment("2025-01-20 22:00")),
    ]


def test_R46_two_people_on_one_day_of_a_layer_are_found_and_one_person_twice_is_not() -> None:
    shifts = (
        shift("a", "2025-01-13", "2025-01-19"),
        shift("b", "2025-01-19", "2025-01-20", 1),
        shift("b", "2025-01-20", "2025-01-22", 2),
        shift("c", "2025-01-23", "2025-01-22", 3),
    )
    roster = rota(layers=(Layer(name=PRIMARY, shifts=shifts),))

    assert list(find_doubles(roster)) == [Double(PRIMARY, shifts[0], shifts[1])]


def test_a_rota_may_have_hours_a_zone_and_a_handover_of_its_own() -> None:
    own = OwnHours(opens=time(8), closes=time(16))
    roster = rota(zone="Europe/Berlin", hours=own, handover=time(12))

    assert target("2025-01-15 07:00", roster) == ("engineer", PRIMARY)
    assert target("2025-01-15 15:00", roster) == ("secondary", AFTER_HOURS)
    # The rotation begins on the 13th at noon in Berlin.
    assert target("2025-01-13 10:59", roster) == ("", "")
    assert target("2025-01-13 11:00", roster) == ("engineer", PRIMARY)


CLOCKS = (time(0), time(1, 30), time(2, 30), time(9), time(17), time(23, 45))
ZONES = st.sampled_from(
    ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]
)
CHANGES = (
    datetime(2025, 3, 9, 7, tzinfo=UTC),  # New York, spring
    datetime(2025, 3, 30, 1, tzinfo=UTC),  # Berlin, spring
    datetime(2025, 4, 5, 15, tzinfo=UTC),  # Lord Howe, autumn
    datetime(2025, 10, 26, 1, tzinfo=UTC),  # Berlin, autumn
    datetime(2025, 11, 2, 6, tzinfo=UTC),  # New York, autumn
)


@st.composite
def rosters(draw: st.DrawFn) -> tuple[Rota, BusinessCalendar, datetime]:
    """Draw a rota in which every day of both layers has somebody, and an instant near a change."""
    opens, closes = draw(st.sampled_from(list(pairwise(CLOCKS))))
    hours = BusinessCalendar(
        zone=draw(ZONES),
        opens=opens,
        closes=closes,
        days=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        holidays=draw(st.frozensets(st.dates(date(2025, 3, 1), date(2025, 11, 9)), max_size=3)),
    )
    first = date(2025, 2, 1)
    cuts = sorted(draw(st.sets(st.integers(1, 329), max_size=6)))
    edges = [0, *cuts, 330]
    layers = tuple(
        Layer(
            name=name,
            shifts=tuple(
                shift(
                    f"{name}-{index}",
                    str(first + timedelta(days=start)),
                    str(first + timedelta(days=end - 1)),
                    index,
                )
                for index, (start, end) in enumerate(pairwise(edges))
            ),
        )
        for name in (PRIMARY, AFTER_HOURS)
    )
    minutes = draw(st.integers(-3 * 1440, 3 * 1440))
    at = draw(st.sampled_from(CHANGES)) + timedelta(minutes=minutes)
    roster = Rota(layers=layers, handover=draw(st.sampled_from((None, *CLOCKS))))
    return roster, hours, at


@settings(max_examples=60)
@given(rosters())
def test_X20_with_all_days_given_each_instant_is_exactly_one_person_s(
    drawn: tuple[Rota, BusinessCalendar, datetime],
) -> None:
    roster, hours, at = drawn
    start, end = at - timedelta(days=2), at + timedelta(days=2)

    spans = find_spans(roster, hours, start, end)

    assert find_gaps(roster, hours, start, end) == ()
    assert (spans[0].start, spans[-1].end) == (start, end)
    assert all(before.end == after.start for before, after in pairwise(spans))
    for instant in (at, *(span.start for span in spans)):
        now = who_is_on_call(roster, hours, instant)
        having = [each for each in spans if each.start <= instant < each.end]
        assert [(each.who, each.layer) for each in having] == [(now.target, now.target_layer)]
        assert now.target_layer == (PRIMARY if now.is_business_hours else AFTER_HOURS)


@settings(max_examples=40)
@given(rosters(), st.integers(1, 4 * 1440))
def test_a_duty_once_handed_over_never_comes_back_when_clocks_are_turned(
    drawn: tuple[Rota, BusinessCalendar, datetime], minutes: int
) -> None:
    roster, hours, at = drawn
    turn = [
        int(who_is_on_call(roster, hours, each).after_hours.rpartition("-")[2])
        for each in (at, at + timedelta(minutes=minutes))
    ]

    assert turn == sorted(turn)
