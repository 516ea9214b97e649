"""Which months of entries are complete, and that a feed and its archives hold everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.archives import Archive, by_month, find_archives, find_open_since
from generator.core.entries import Dated, date_all, select
from generator.core.views import EntryRef

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def ref(at: datetime, incident: str = "a", update: str = "u") -> EntryRef:
    return EntryRef(incident=incident, update=update, at=at, components=(), is_in_feeds=True)


def on(*day: int) -> datetime:
    return datetime(*day, tzinfo=UTC)  # type: ignore[arg-type]


def split(
    entries: Sequence[EntryRef], as_of: datetime, judged_at: datetime | None = None
) -> tuple[tuple[Dated, ...], list[Archive]]:
    """Return the entries of the feed, newest first, and the archives, oldest first."""
    judged_at = judged_at or as_of
    groups: defaultdict[str, list[EntryRef]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (entry.at, entry.update), reverse=True):
        groups[entry.incident].append(entry)
    months = by_month(groups.values())
    archives = find_archives(months, judged_at)
    return select(entries, as_of, find_open_since(months, archives, judged_at)), list(archives)


def test_every_month_that_is_over_and_has_entries_is_one_document() -> None:
    moments = (on(2024, 12, 31, 23), on(2025, 2, 1), on(2025, 2, 28, 23), on(2025, 3, 1))
    feed, archives = split([ref(at, f"i{at.month}", f"{at}") for at in moments], NOW)

    assert [archive.month for archive in archives] == ["2024-12", "2025-02"]
    assert [[at for _, at in archive.dated()] for archive in archives] == [
        [moments[0]],
        [moments[2], moments[1]],
    ]
    assert [at for _, at in feed] == list(reversed(moments)), "a feed holds twenty-five"


@pytest.mark.parametrize(
    ("as_of", "complete"),
    [
        (on(2025, 1, 31, 23, 59, 59), []),
        (on(2025, 2, 1), ["2025-01"]),
        (on(2025, 2, 28), ["2025-01"]),
    ],
)
def test_a_month_is_complete_from_the_moment_it_is_over(
    as_of: datetime, complete: list[str]
) -> None:
    _, archives = split([ref(on(2025, 1, 3)), ref(on(2025, 2, 20), "b")], as_of)

    assert [archive.month for archive in archives] == complete


def test_a_month_with_an_entry_that_waits_stays_in_the_feed_as_a_whole() -> None:
    last = on(2025, 1, 31, 23, 59, 59)
    ties = [ref(last, incident) for incident in "abc"]
    others = [ref(on(2025, 1, 1), "i", str(number)) for number in range(40)]
    entries = ties + others

    feed, archives = split(entries, on(2025, 2, 1))
    assert (len(feed), archives) == (42, []), "the third waits until a second past midnight"

    feed, archives = split([*entries, ref(on(2025, 2, 1), "z")], on(2025, 2, 1, 0, 0, 2))
    assert [archive.month for archive in archives] == ["2025-01"]
    assert archives[0].dated()[0] == (ties[2], on(2025, 2, 1, 0, 0, 1))
    assert feed[0] == (ref(on(2025, 2, 1), "z"), on(2025, 2, 1, 0, 0, 2))


def test_a_tie_at_the_end_of_a_month_moves_the_first_of_the_next_in_its_document_too() -> None:
    entries = [ref(on(2025, 1, 31, 23, 59, 59), "a"), ref(on(2025, 1, 31, 23, 59, 59), "b")]
    entries.append(ref(on(2025, 2, 1), "c"))
    _, archives = split(entries, NOW)

    assert [archive.after for archive in archives] == [None, on(2025, 2, 1)]
    assert archives[1].dated() == ((entries[2], on(2025, 2, 1, 0, 0, 1)),)


def test_what_is_dated_ahead_however_far_is_in_no_archive() -> None:
    entries = [ref(on(2025, 1, 3)), ref(on(9999, 12, 31), "b")]
    feed, archives = split(entries, NOW)

    assert [archive.month for archive in archives] == ["2025-01"]
    assert [entry for entry, _ in feed] == entries[:1]


# Crowded around the ends of months, where ties reach from one into the next.
seconds = st.one_of(st.integers(-6, 6), st.integers(-40 * 86_400, 40 * 86_400))
ends = st.sampled_from([on(2024, 12, 1), on(2025, 1, 1), on(2025, 2, 1), on(2025, 3, 1)])
moments = st.builds(
    lambda end, second, tenth: end + timedelta(seconds=second, milliseconds=100 * tenth),
    ends,
    seconds,
    st.integers(0, 9),
)
books = st.lists(
    st.builds(ref, moments, st.sampled_from("abcdefgh"), st.text("123456", min_size=3, max_size=3)),
    max_size=70,
    unique_by=lambda entry: (entry.incident, entry.update),
)


@given(books, moments, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_feed_and_archives_hold_every_entry_that_is_not_dated_ahead(
    entries, as_of: datetime, earlier: timedelta
) -> None:
    feed, archives = split(entries, as_of, as_of - earlier)
    everything = {
        pair for pair in date_all(e for e in entries if e.at <= as_of) if pair[1] <= as_of
    }

    archived = [pair for archive in archives for pair in archive.dated()]
    assert {*feed, *archived} == everything, "each with one and the same date everywhere"
    assert len(set(archived)) == len(archived), "no two documents of the archive hold the same"


@given(books, moments)
def test_dates_strictly_decrease_from_the_feed_through_every_archive(entries, as_of) -> None:
    feed, archives = split(entries, as_of)
    for document in (feed, *(archive.dated() for archive in archives)):
        assert document or document is feed
        assert all(older[1] < newer[1] for newer, older in pairwise(document))
        assert all(at <= as_of for _, at in document)
    archived = [at for archive in reversed(archives) for _, at in archive.dated()]
    assert all(older < newer for newer, older in pairwise(archived))


@given(books, moments, moments)
def test_an_archive_never_changes_by_the_clock_nor_by_what_comes_later(
    entries, one: datetime, other: datetime
) -> None:
    before, after = sorted((one, other))
    _, then = split([entry for entry in entries if entry.at <= before], before)
    _, now = split(entries, after)

    assert [(a.month, a.dated()) for a in now[: len(then)]] == [(a.month, a.dated()) for a in then]
