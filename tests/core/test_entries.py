"""Which entries a feed holds and how it dates them (interop §2.3)."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from generator.core.entries import FEWEST, KEPT_FOR, select
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


def test_a_feed_holds_thirty_days_and_at_least_twenty_five_entries() -> None:
    old = [_ref(NOW - KEPT_FOR - timedelta(days=day), update=str(day)) for day in range(1, 40)]
    young = [_ref(NOW - timedelta(hours=hour), update=f"y{hour}") for hour in range(40)]

    assert len(select(old, NOW)) == FEWEST
    assert len(select(old + young, NOW)) == len(young)
    assert len(select(old + young[:10], NOW)) == FEWEST
    assert select([], NOW) == ()


moments = st.integers(0, 40).map(lambda seconds: NOW - timedelta(seconds=seconds))
refs = st.lists(
    st.builds(_ref, moments, st.sampled_from("abc"), st.sampled_from("123456")),
    max_size=60,
    unique_by=lambda ref: (ref.incident, ref.update),
)


@given(refs)
def test_dates_strictly_decrease_and_none_is_future_or_before_its_own(entries) -> None:
    found = select(entries, NOW)

    assert all(older[1] < newer[1] for newer, older in pairwise(found))
    assert all(ref.at <= when <= NOW for ref, when in found)


@given(refs, st.integers(0, 40))
def test_what_comes_later_moves_no_date_that_was_printed(entries, seconds: int) -> None:
    before = NOW - timedelta(seconds=seconds)
    printed = dict(select(entries, before))
    now = dict(select(entries, NOW))

    assert {ref: now.get(ref, when) for ref, when in printed.items()} == printed
