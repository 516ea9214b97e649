"""Spans of time over each other: half-open, never negative, the worst wins."""

from __future__ import annotations

from generator.core.intervals import (
    OPEN_END,
    clip,
    clip_windows,
    flatten,
    flatten_windows,
    seen_at,
    time_in_states,
    time_of_parts,
)
from tests.core.builders import DOWN, FINE, PARTLY, SLOW, at, minutes, window


def _span(start: str, end: str, state):
    return at(start), at(end), state


def test_at_every_instant_the_worst_state_wins() -> None:
    spans = [
        _span("10:00", "12:00", SLOW),
        _span("10:30", "11:00", DOWN),
        _span("10:45", "11:30", PARTLY),
    ]

    assert flatten(spans) == (
        _span("10:00", "10:30", SLOW),
        _span("10:30", "11:00", DOWN),
        _span("11:00", "11:30", PARTLY),
        _span("11:30", "12:00", SLOW),
    )


def test_neighbours_and_overlaps_of_one_state_are_joined_and_gaps_stay() -> None:
    spans = [
        _span("10:00", "10:30", SLOW),
        _span("10:30", "11:00", SLOW),
        _span("10:45", "11:15", SLOW),
        _span("12:00", "12:10", SLOW),
    ]

    assert flatten(spans) == (_span("10:00", "11:15", SLOW), _span("12:00", "12:10", SLOW))


def test_empty_turned_round_and_operational_spans_vanish() -> None:
    assert flatten([]) == ()
    assert (
        flatten(
            [
                _span("10:00", "10:00", DOWN),
                _span("11:00", "10:00", DOWN),
                _span("10:00", "11:00", FINE),
            ]
        )
        == ()
    )
    assert flatten([_span("10:00", "11:00", DOWN)]) == (_span("10:00", "11:00", DOWN),)


def test_windows_are_flattened_part_by_part_in_time_order() -> None:
    windows = [
        window("search", SLOW, "10:00", "11:00"),
        window("scores", DOWN, "10:30", "11:00"),
        window("scores", SLOW, "09:00", "10:40"),
    ]

    assert flatten_windows(windows) == (
        window("scores", SLOW, "09:00", "10:30"),
        window("search", SLOW, "10:00", "11:00"),
        window("scores", DOWN, "10:30", "11:00"),
    )


def test_clipping_keeps_what_lies_inside_and_touches_nothing_else() -> None:
    spans = [_span("09:00", "10:00", DOWN), _span("10:00", "12:00", SLOW)]

    assert clip(spans, at("10:00"), at("11:00")) == (_span("10:00", "11:00", SLOW),)
    assert clip(spans, at("12:00"), at("13:00")) == ()


def test_windows_from_a_moment_on() -> None:
    windows = [window("a", DOWN, "09:00", "10:00"), window("a", SLOW, "10:00", "12:00")]

    assert clip_windows(windows, at("11:00")) == (window("a", SLOW, "11:00", "12:00"),)
    assert clip_windows(windows, at("09:00")) == tuple(windows)
    assert clip_windows(windows, at("12:00")) == ()


def test_windows_as_known_at_a_moment() -> None:
    windows = [window("a", DOWN, "09:00", "10:00"), window("a", SLOW, "10:00", "12:00")]

    seen = seen_at(windows, at("10:00"))
    assert seen[0] == windows[0]
    assert (seen[1].start, seen[1].end) == (at("10:00"), OPEN_END)
    assert seen_at(windows, at("12:00")) == tuple(windows)
    assert seen_at(windows, at("08:59")) == ()


def test_time_in_states_is_told_worst_first() -> None:
    spans = [
        _span("10:00", "10:30", SLOW),
        _span("10:30", "11:00", DOWN),
        _span("11:00", "11:05", SLOW),
    ]

    assert time_in_states(spans) == ((DOWN, minutes(30)), (SLOW, minutes(35)))
    assert time_in_states([]) == ()


def test_the_time_of_each_part_is_its_own_whatever_the_others_did() -> None:
    windows = [
        window("reports", DOWN, "10:00", "10:40"),
        window("scores", PARTLY, "10:00", "10:40"),
        window("reports", PARTLY, "10:40", "11:10"),
        window("scores", PARTLY, "11:00", "11:20"),
    ]

    assert time_of_parts(windows) == {
        "reports": ((DOWN, minutes(40)), (PARTLY, minutes(30))),
        "scores": ((PARTLY, minutes(60)),),
    }
    assert time_of_parts([]) == {}
