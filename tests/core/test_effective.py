"""Which words still hold: amendments, withdrawals, and what is dated ahead (design §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.core.effective import AHEAD_LIMIT, Effective, find_effective
from generator.core.facts import Promise
from tests.core.builders import (
    DOWN,
    FINE,
    IDENTIFIED,
    INVESTIGATING,
    MONITORING,
    RESOLVED,
    SLOW,
    at,
    said,
    window,
)

FIRST = said("14:36", INVESTIGATING, id="a", text="We look.", scores=DOWN)
SECOND = said("14:52", MONITORING, id="b", text="We watch.", scores=SLOW)


def _find(*updates, as_of: str = "18:00", replay: bool = True) -> Effective:
    return find_effective(updates, at(as_of), replay=replay)


def _texts(found: Effective) -> list[tuple[str, str | None, bool]]:
    return [(each.update.id, each.update.text, each.is_undone) for each in found.entries]


def test_an_amendment_replaces_only_what_it_gives_at_the_targets_own_time() -> None:
    amendment = said("15:20", id="c", amends="a", text="We look closely.")
    found = _find(FIRST, SECOND, amendment)

    assert [each.update for each in found.entries] == [
        replace(FIRST, text="We look closely."),
        SECOND,
    ]
    assert [each.changed_at for each in found.entries] == [at("15:20"), None]


def test_an_amendment_can_replace_every_field_but_identity() -> None:
    new = said(
        "15:20",
        RESOLVED,
        id="c",
        amends="a",
        title="New",
        text="t",
        advice="v",
        happened_at=at("14:22"),
        next_update="16:00",
        impact_windows=(window("scores", DOWN, "14:22", "14:50"),),
        merged_into="INC-2025-01-14-001",
        notify=False,
        search=SLOW,
    )
    (entry,) = _find(FIRST, new).entries

    assert entry.update == replace(new, id="a", at=FIRST.at, amends=None)


def test_a_length_promised_by_an_amendment_counts_from_the_targets_own_time() -> None:
    two_hours = Promise(due_at=at("16:40"), length=timedelta(hours=2))

    def promise(next_update: object) -> Promise | None:
        amendment = said("14:40", id="c", amends="a", next_update=next_update)
        return _find(FIRST, amendment).entries[0].update.next_update

    assert promise(two_hours) == Promise(due_at=at("16:36"), length=timedelta(hours=2))
    assert promise("16:40") == Promise(due_at=at("16:40"))
    assert promise(Promise(due_at=None)) == Promise(due_at=None)


def test_of_two_amendments_the_later_wins_field_by_field() -> None:
    first = said("15:20", id="c", amends="a", text="one", advice="one")
    second = said("15:30", id="d", amends="a", text="two")
    (entry,) = _find(FIRST, first, second).entries

    assert (entry.update.text, entry.update.advice, entry.changed_at) == (
        "two",
        "one",
        at("15:30"),
    )


def test_an_amendment_of_an_amendment_reaches_the_same_target() -> None:
    first = said("15:20", id="c", amends="a", text="one")
    second = said("15:30", id="d", amends="c", text="two")

    assert _texts(_find(FIRST, first, second)) == [("a", "two", False)]


def test_an_amendment_of_nothing_known_stays_beside_the_entries_and_is_none_itself() -> None:
    found = _find(FIRST, said("15:20", id="c", amends="zzz", text="kept"))

    assert _texts(found) == [("a", "We look.", False), ("c", "kept", False)]
    assert [(each.is_public, each.is_cautious) for each in found.entries] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("circle", [("c",), ("c", "d"), ("c", "d", "e")])
def test_amendments_in_a_circle_lose_no_words(circle: tuple[str, ...]) -> None:
    updates = [
        said("15:20", id=name, amends=circle[place - 1], text=name)
        for place, name in enumerate(circle)
    ]

    assert _texts(_find(FIRST, *updates)) == [
        ("a", "We look.", False),
        *((name, name, False) for name in circle),
    ]


def test_a_withdrawn_update_keeps_its_id_and_time_and_loses_its_effect() -> None:
    found = _find(FIRST, SECOND, said("15:00", id="c", retracts="b"))

    assert [
        (each.update.id, each.update.at, each.is_withdrawn, each.is_undone, each.changed_at)
        for each in found.entries
    ] == [
        ("a", at("14:36"), False, False, None),
        ("b", at("14:52"), True, True, at("15:00")),
        ("c", at("15:00"), False, False, None),
    ]
    assert not found.is_tombstone


def test_withdrawing_an_amended_update_withdraws_the_amendment_with_it() -> None:
    found = _find(
        FIRST, said("15:20", id="c", amends="a", text="x"), said("15:30", id="d", retracts="a")
    )

    assert [(e.update.id, e.is_undone, e.changed_at) for e in found.entries] == [
        ("a", True, at("15:30")),
        ("d", False, None),
    ]


def test_withdrawing_an_amendment_brings_the_first_words_back_and_says_when() -> None:
    found = _find(
        FIRST, said("15:20", id="c", amends="a", text="x"), said("15:30", id="d", retracts="c")
    )

    assert [(e.update.id, e.update.text, e.changed_at) for e in found.entries] == [
        ("a", "We look.", at("15:30")),
        ("d", None, None),
    ]


def test_withdrawing_a_withdrawal_brings_the_update_back() -> None:
    found = _find(FIRST, said("15:00", id="c", retracts="a"), said("15:10", id="d", retracts="c"))

    assert [(e.update.id, e.is_withdrawn, e.is_undone) for e in found.entries] == [
        ("a", False, False),
        ("c", True, True),
        ("d", False, False),
    ]


def _changed(*updates) -> dict[str, object]:
    return {each.update.id: each.changed_at for each in _find(*updates).entries}


def test_an_update_that_is_back_changed_when_it_came_back() -> None:
    gone = said("15:00", id="c", retracts="b")
    back = said("15:10", id="d", retracts="c")
    again = said("15:20", id="e", retracts="d")

    assert _changed(FIRST, SECOND, gone, back) == {
        "a": None,
        "b": at("15:10"),
        "c": at("15:10"),
        "d": None,
    }
    assert _changed(FIRST, SECOND, gone, back, again) == {
        "a": None,
        "b": at("15:20"),
        "c": at("15:20"),
        "d": at("15:20"),
        "e": None,
    }


def test_an_amendment_that_is_back_changed_its_target_when_it_came_back() -> None:
    amendment = said("15:00", id="c", amends="a", text="x")
    gone = said("15:10", id="d", retracts="c")
    back = said("15:20", id="e", retracts="d")

    assert _changed(FIRST, amendment, gone)["a"] == at("15:10")
    assert _changed(FIRST, amendment, gone, back)["a"] == at("15:20")


def test_while_another_withdrawal_stands_one_that_is_taken_back_changes_no_words() -> None:
    found = _find(
        FIRST,
        said("15:00", id="c", retracts="a"),
        said("15:05", id="d", retracts="a"),
        said("15:10", id="e", retracts="c"),
    ).entries[0]

    assert (found.is_withdrawn, found.changed_at) == (True, at("15:05"))


def test_withdrawing_the_whole_record_changes_every_earlier_entry_and_so_does_its_return() -> None:
    amendment = said("14:40", id="m", amends="a", text="x")
    whole = said("15:00", id="c", retracts="incident")
    late = said("15:05", id="l", text="Late.")
    back = said("15:10", id="d", retracts="c")

    assert _changed(FIRST, amendment, SECOND, whole, late) == {
        "a": at("15:00"),
        "b": at("15:00"),
        "c": None,
        "l": None,
    }
    assert _changed(FIRST, amendment, SECOND, whole, late, back) == {
        "a": at("15:10"),
        "b": at("15:10"),
        "c": at("15:10"),
        "l": at("15:10"),
        "d": None,
    }


def test_a_second_withdrawal_changes_nothing() -> None:
    found = _find(FIRST, said("15:00", id="c", retracts="a"), said("15:10", id="d", retracts="a"))

    assert found.entries[0].changed_at == at("15:00")


def test_withdrawing_itself_or_nothing_known_has_no_effect() -> None:
    found = _find(FIRST, said("15:00", id="c", retracts="c"), said("15:01", id="d", retracts="z"))

    assert not any(each.is_withdrawn for each in found.entries)


def test_what_withdraws_is_an_entry_of_its_own_whatever_else_it_says() -> None:
    found = _find(FIRST, SECOND, said("15:00", id="c", amends="a", retracts="b"))

    assert [(e.update.id, e.is_public, e.is_undone) for e in found.entries] == [
        ("a", True, False),
        ("b", True, True),
        ("c", True, False),
    ]


def test_the_whole_record_is_withdrawn_until_that_is_withdrawn() -> None:
    whole = said("15:00", id="c", retracts="incident")

    assert _find(FIRST, whole).is_tombstone
    assert not _find(FIRST, whole, said("15:10", id="d", retracts="c")).is_tombstone


def test_a_replay_leaves_out_what_is_later() -> None:
    later = (
        said("15:20", id="c", amends="a", text="x"),
        said("15:30", id="d", retracts="b"),
        said("15:40", id="e", retracts="incident"),
    )

    assert _find(FIRST, SECOND, *later, as_of="15:00") == _find(FIRST, SECOND, as_of="15:00")
    assert _texts(_find(FIRST, SECOND, as_of="14:36")) == [("a", "We look.", False)]


def test_the_order_in_which_updates_come_does_not_matter() -> None:
    updates = [FIRST, SECOND, said("15:20", id="c", amends="a", text="x")]

    assert _find(*updates) == _find(*reversed(updates))


# --- dated ahead: flagged, and only what is worse -----------------------------------------------


def _ahead(*updates) -> Effective:
    return _find(FIRST, SECOND, *updates, as_of="15:00", replay=False)


def test_two_hours_ahead_counts_and_a_second_more_is_flagged() -> None:
    limit = at("15:00") + AHEAD_LIMIT
    on_time = replace(SECOND, id="c", at=limit)
    late = replace(SECOND, id="d", at=limit + timedelta(seconds=1))

    assert [(e.is_ahead, e.is_cautious) for e in _ahead(on_time, late).entries] == [
        (False, False),
        (False, False),
        (False, False),
        (True, True),
    ]


def test_an_amendment_dated_ahead_waits_beside_the_entries() -> None:
    found = _ahead(said("2030-01-01 00:00", id="c", amends="a", text="x"))

    assert _texts(found) == [
        ("a", "We look.", False),
        ("b", "We watch.", False),
        ("c", "x", False),
    ]
    assert (found.entries[2].is_public, found.entries[2].is_ahead) == (False, True)


def test_an_amendment_of_states_dated_ahead_leaves_its_target_to_the_worse() -> None:
    words, states = (
        _ahead(replace(said("2030-01-01 00:00", id="c", amends="a"), **given))
        for given in ({"text": "x"}, {"status": MONITORING})
    )

    assert [each.is_cautious for each in words.entries] == [False, False, True]
    assert [each.is_cautious for each in states.entries] == [True, False, True]


def test_a_withdrawal_dated_ahead_takes_words_at_once_and_leaves_states_to_the_worse() -> None:
    entry = _ahead(said("2030-01-01 00:00", id="c", retracts="b")).entries[1]

    assert (entry.is_withdrawn, entry.is_undone, entry.is_cautious, entry.changed_at) == (
        True,
        False,
        True,
        None,
    )


def test_bringing_back_an_update_from_ahead_brings_only_what_is_worse() -> None:
    entry = _ahead(
        said("14:55", id="c", retracts="a"), said("2030-01-01 00:00", id="d", retracts="c")
    ).entries[0]

    assert (entry.is_withdrawn, entry.is_undone, entry.is_cautious) == (True, False, True)


def test_withdrawing_the_whole_record_from_ahead_waits() -> None:
    assert not _ahead(said("2030-01-01 00:00", id="c", retracts="incident")).is_tombstone


def test_a_word_that_is_identified_again_is_no_amendment() -> None:
    found = _find(FIRST, said("14:40", IDENTIFIED, id="c", scores=FINE))

    assert [each.update.status for each in found.entries] == [INVESTIGATING, IDENTIFIED]
