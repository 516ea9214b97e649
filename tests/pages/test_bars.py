"""Bars, axes and strips as drawn."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.core.facts import ImpactWindow
from generator.core.intervals import flatten
from generator.core.views import DayMark
from generator.core.vocabulary import ComponentState
from generator.renderers.bars import draw_axis, draw_bar, draw_strip
from tests.pages.reading import tree

FIRST = date(2025, 1, 11)
FINE = ComponentState.OPERATIONAL
PLANNED, SLOW, PARTLY, DOWN = tuple(ComponentState)[1:]


def marks(*states: ComponentState | None) -> list[DayMark]:
    """Return one mark a day from ``FIRST``; None is a day without a record."""
    return [
        DayMark(
            day=FIRST + timedelta(days=i),
            state=state or FINE,
            is_recorded=state is not None,
            durations=(),
            incidents=(),
        )
        for i, state in enumerate(states)
    ]


def test_good_days_are_one_line() -> None:
    assert draw_bar(marks(*[FINE] * 90), "No problems in 90 days") == (
        '<svg class="bar" role="img" viewBox="0 0 90 40" preserveAspectRatio="none">'
        "<title>No problems in 90 days</title>"
        '<path class="x" d="M21 0v40M49 0v40M80 0v40"/><path class="k" d="M0 20H90"/></svg>'
    )


def test_other_days_stand_out_by_height_and_class() -> None:
    assert draw_bar(marks(None, None, FINE, DOWN, PLANNED, SLOW, PARTLY, DOWN), "a < b") == (
        '<svg class="bar" role="img" viewBox="0 0 8 40" preserveAspectRatio="none">'
        "<title>a &lt; b</title>"
        '<path class="o" d="M0 20H2"/><path class="k" d="M2 20H8"/>'
        '<path class="um" d="M4.5 15v10"/><path class="dp" d="M5.5 13v14"/>'
        '<path class="po" d="M6.5 10v20"/><path class="mo" d="M3.5 6v28M7.5 6v28"/></svg>'
    )


@given(st.lists(st.sampled_from([None, *ComponentState]), min_size=1, max_size=95))
def test_every_day_is_drawn_exactly_once_as_what_it_was(
    states: list[ComponentState | None],
) -> None:
    drawn = draw_bar(marks(*states), "x")
    tree(f"<!doctype html><title>x</title>{drawn}")
    base = [0] * len(states)
    for cls, start, end in re.findall(r'class="([ko])" d="M(\d+) 20H(\d+)"', drawn):
        for i in range(int(start), int(end)):
            base[i] += 1
            assert (cls == "o") == (states[i] is None)
    assert base == [1] * len(states)
    for cls, state in (("um", PLANNED), ("dp", SLOW), ("po", PARTLY), ("mo", DOWN)):
        paths = re.findall(rf'class="{cls}" d="([^"]*)"', drawn)
        places = [int(float(x)) for x in re.findall(r"M([\d.]+) ", "".join(paths))]
        assert places == [i for i, each in enumerate(states) if each is state]


def test_an_axis_names_its_months_once_and_leaves_room_for_today() -> None:
    days = [mark.day for mark in marks(*[FINE] * 90)]

    assert draw_axis(days, lambda day: f"{day:%b}", "today") == (
        '<svg class="axis" aria-hidden="true"><text x="23.3%" y="1em">Feb</text> '
        '<text x="54.4%" y="1em">Mar</text> <text x="100%" y="1em" class="e">today</text></svg>'
    )


MOMENT = datetime(2025, 1, 15, 14, tzinfo=UTC)


def window(state: ComponentState, start: int, end: int, part: str = "a") -> ImpactWindow:
    return ImpactWindow(
        component=part,
        state=state,
        start=MOMENT + timedelta(minutes=start),
        end=MOMENT + timedelta(minutes=end),
    )


def strip(*windows: ImpactWindow) -> tuple[str, bool]:
    return draw_strip(
        windows,
        "title",
        label_of=lambda state, _: state[:5],
        time_of=lambda at: f"{at:%H:%M}",
    )


def test_a_strip_is_to_scale_and_says_what_fits() -> None:
    assert strip(window(DOWN, 22, 50), window(SLOW, 50, 66)) == (
        '<svg role="img"><title>title</title>'
        '<rect class="mo" x="0.00%" y="20" width="63.64%" height="28"/>'
        '<rect class="dp" x="63.64%" y="34" width="36.36%" height="14"/>'
        '<line x2="100%" y1="48.5" y2="48.5"/><g aria-hidden="true">'
        '<text class="n" x="0.00%" y="15">major</text> '
        '<text class="n" x="63.64%" y="29">degra</text> '
        '<text x="0.00%" y="66">14:22</text> <text x="63.64%" y="66">14:50</text> '
        '<text x="100%" y="66" class="e">15:06</text></g></svg>',
        True,
    )


def test_a_label_without_room_is_left_to_the_words_below() -> None:
    drawing, is_told = strip(window(DOWN, 0, 9), window(SLOW, 9, 100))

    assert not is_told
    assert re.findall(r'class="n"[^>]*>([a-z]+)<', drawing) == ["degra"]
    assert re.findall(r">(\d\d:\d\d)<", drawing) == ["14:00", "15:40"]


@given(
    st.lists(
        st.tuples(st.sampled_from([SLOW, PARTLY, DOWN]), st.integers(0, 500), st.integers(1, 500)),
        min_size=1,
        max_size=8,
    )
)
def test_blocks_lie_side_by_side_and_never_leave_the_strip(
    spans: list[tuple[ComponentState, int, int]],
) -> None:
    windows = [window(state, start, start + length) for state, start, length in spans]
    drawing, _ = strip(*windows)
    blocks = [
        (float(x), float(x) + float(width))
        for x, width in re.findall(r'x="([\d.]+)%" y="\d+" width="([\d.]+)%"', drawing)
    ]

    assert len(blocks) == len(flatten((each.start, each.end, each.state) for each in windows))
    assert blocks[0][0] == 0
    assert abs(blocks[-1][1] - 100) < 0.02
    assert all(a[1] <= b[0] + 0.02 for a, b in pairwise(blocks))
