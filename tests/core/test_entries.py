"""Which entries a feed holds and how it dates them (interop §2.3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.core.entries import FEWEST, KEPT_FOR, select, select_incidents
from generator.core.views import EntryRef
from tests.core.builders import at

NOW = at("2025-03-01 12:00")


def _ref(moment: datetime, incident: str = "a", update: str = "u") -> EntryRef:
    return EntryRef(incident=incident, update=update, at=moment, components=(), is_in_feeds=True)


def _dated(entries: list[EntryRef], as_of: datetime = NOW) -> list[tuple[str, str, datetime]]:
    return [(ref.incident, ref.update, when) for ref, when in select(entries, as_of)]


def test_newest_first_whatever_order_they_come_in() -> None:
    entries = [_ref(at("14:36"), update="1"), _ref(at("15:10"), update="3"), _ref(at("14:52"))]

    assert [each[2] for each in _dated(entries)] == [at("15:10"), at("14:52"), at("14:36")]
    assert _dated(entries) == _dated(entries[::-1])


def test_a_tie_moves_the_later_id_by_a_second_and_so_on() -> None:
    entries = [_ref(at("14:36"), "b"), _ref(at("14:36"), "a", "2"), _ref(at("14:36"), "a", "1")]

    assert _dated(entries) == [
        ("b", "u", at("14:36") + timedelta(seconds=2)),
        ("a", "2", at("14:36") + timedelta(seconds=1)),
        ("a", "1", at("14:36")),
    ]


def test_no_entry_is_dated_in_the_future_a_tie_included() -> None:
    entries = [_ref(NOW, "a"), _ref(NOW, "b"), _ref(NOW + timedelta(seconds=1), "c")]

    assert _dated(entries) == [("a", "u", NOW)]
    later = NOW + timedelta(seconds=2)
    assert _dated(entries, later) == [
        ("c", "u", later),
        ("b", "u", NOW + timedelta(seconds=1)),
        ("a", "u", NOW),
    ]


def test_dates_are_whole_seconds_in_the_order_of_exact_times() -> None:
    late, early = NOW - timedelta(milliseconds=100), NOW - timedelta(milliseconds=900)
    entries = [_ref(late, "a"), _ref(early, "b")]

    assert _dated(entries) == [("a", "u", NOW), ("b", "u", NOW - timedelta(seconds=1))]
    assert _dated(entries, late) == [("b", "u", NOW - timedelta(seconds=1))], "the other one waits"


def test_what_no_archive_holds_is_in_the_feed_however_old() -> None:
    old = [_ref(NOW - timedelta(days=40 + day), update=f"{day:02}") for day in range(40)]

    assert len(select(old, NOW, since=NOW - timedelta(days=70))) == 31
    assert len(select(old, NOW, since=NOW)) == FEWEST


def test_each_incident_stands_once_by_the_newest_of_its_entries() -> None:
    entries = [
        *(_ref(NOW - timedelta(hours=hour), "ab"[hour % 2], str(hour)) for hour in range(1, 9)),
        *(_ref(NOW - timedelta(days=50 + day), f"old{day:02}") for day in range(40)),
    ]
    found = select_incidents(entries, NOW)

    assert [(ref.incident, ref.update) for ref, _ in found[:3]] == [
        ("b", "1"), ("a", "2"), ("old00", "u"),
    ]  # fmt: skip
    assert len(found) == FEWEST


def test_an_incident_whose_newest_entry_waits_stands_where_it_stood_before() -> None:
    entries = [_ref(NOW - timedelta(hours=1), "b"), _ref(NOW, "a"), _ref(NOW, "b", "v")]

    assert [(ref.incident, ref.update, at) for ref, at in select_incidents(entries, NOW)] == [
        ("a", "u", NOW),
        ("b", "u", NOW - timedelta(hours=1)),
    ]


def test_a_feed_holds_thirty_one_days_and_at_least_twenty_five_entries() -> None:
    old = [_ref(NOW - KEPT_FOR - timedelta(days=day), update=str(day)) for day in range(1, 40)]
    young = [_ref(NOW - timedelta(hours=hour), update=f"y{hour}") for hour in range(40)]

    assert len(select(old, NOW)) == FEWEST
    assert len(select(old + young, NOW)) == len(young)
    assert len(select(old + young[:10], NOW)) == FEWEST
    assert select([], NOW) == ()


moments = st.integers(0, 400).map(lambda tenths: NOW - timedelta(milliseconds=100 * tenths))
refs = st.lists(
    st.builds(_ref, moments, st.sampled_from("abc"), st.sampled_from("123456")),
    max_size=60,
    unique_by=lambda ref: (ref.incident, ref.update),
)


@given(refs)
def test_dates_strictly_decrease_and_none_is_future_or_before_its_own(entries) -> None:
    found = select(entries, NOW)

    assert all(older[1] < newer[1] for newer, older in pairwise(found))
    assert all(ref.at.replace(microsecond=0) <= when <= NOW for ref, when in found)
    assert all(when.microsecond == 0 for _, when in found)
    assert [ref for ref, _ in found] == sorted(
        (ref for ref, _ in found), key=lambda ref: (ref.at, ref.incident, ref.update), reverse=True
    )


@given(refs)
def test_an_incident_is_dated_as_the_feed_dates_its_newest_entry(entries) -> None:
    newest: dict[str, tuple[EntryRef, datetime]] = {}
    for ref, when in select(entries, NOW):
        newest.setdefault(ref.incident, (ref, when))

    assert select_incidents(entries, NOW) == tuple(newest.values())


@given(refs, st.integers(0, 40))
def test_what_comes_later_moves_no_date_that_was_printed(entries, seconds: int) -> None:
    before = NOW - timedelta(seconds=seconds)
    printed = dict(select(entries, before))
    now = dict(select(entries, NOW))

    assert {ref: now.get(ref, when) for ref, when in printed.items()} == printed
