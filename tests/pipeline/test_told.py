"""A feed made of the young entries alone is the one made of all of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.core.entries import KEPT_FOR, select, select_incidents
from generator.core.views import EntryRef
from generator.pipeline.told import SITE, Told

AS_OF = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
PARTS = ("games", "scores")
HOUR = timedelta(hours=1)

ages = st.lists(st.integers(0, 24 * 90), min_size=1, max_size=4, unique=True).map(sorted)
groups = st.lists(st.tuples(ages, st.sets(st.sampled_from(PARTS))), max_size=70)


def entries_of(number: int, hours: list[int], parts: set[str]) -> list[EntryRef]:
    """Return the entries of one record, newest first."""
    return [
        EntryRef(
            incident=f"INC-{number}",
            update=str(age),
            at=AS_OF - age * HOUR,
            components=tuple(sorted(parts)),
            is_in_feeds=True,
        )
        for age in hours
    ]


@given(groups, st.integers(0, 60).map(timedelta))
def test_what_is_at_hand_is_enough_for_every_feed(
    drawn: list[tuple[list[int], set[str]]], open_for: timedelta
) -> None:
    known = [entries_of(number, *each) for number, each in enumerate(drawn)]
    everything = [entry for group in known for entry in group]
    kept_since = AS_OF - KEPT_FOR
    border = min(kept_since, AS_OF - open_for)
    told = Told(known, border - timedelta(days=1))

    here = told.find(SITE, border)
    assert select(here, AS_OF, border) == select(everything, AS_OF, border)
    assert select_incidents(here, AS_OF) == select_incidents(everything, AS_OF)
    for part in PARTS:
        own = [entry for entry in everything if part in entry.components]
        assert select(told.find(part, kept_since), AS_OF, kept_since) == select(
            own, AS_OF, kept_since
        )


def test_old_records_are_not_touched_where_young_ones_fill_the_feed() -> None:
    young = [entries_of(number, [number], {"games"}) for number in range(30)]
    old = entries_of(99, [24 * 80], {"games"})
    told = Told([*young, old], AS_OF - KEPT_FOR - timedelta(days=1))

    assert old[0] not in told.find("games", AS_OF - KEPT_FOR)
    assert told.find("scores", AS_OF - KEPT_FOR) == []
