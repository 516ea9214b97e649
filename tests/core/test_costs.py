"""What the core costs, counted in calls, never in time (design §7, §8)."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from generator.core.digest import summarise
from generator.core.entries import select
from generator.core.facts import Record
from generator.core.intervals import flatten
from generator.core.publication import create_site
from generator.core.views import Digest, EntryRef
from tests.core.builders import (
    DOWN,
    INVESTIGATING,
    RESOLVED,
    SLOW,
    at,
    component,
    config,
    incident,
    said,
    show,
    window,
    work,
)

NOW = at("2025-06-01 12:00")
SITE = config()


def _calls(run: Callable[[], object]) -> int:
    """Return how many functions *run* calls, those written in C included."""
    count = 0

    def note(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    run()  # what is kept from one run to the next is kept by now
    before = sys.getprofile()
    gc.disable()  # others may be told of a collection, and their calls are none of ours
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
        gc.enable()
    return count


def _is_linear(make: Callable[[int], Callable[[], object]]) -> bool:
    """Return whether each doubling of the input costs about twice what the one before did.

    Args:
        make: Returns what is to be run for an input of so many.
    """
    costs = [_calls(make(count)) for count in (100, 200, 400, 800)]
    steps = [after - before for before, after in pairwise(costs)]
    return all(later <= 2.1 * earlier for earlier, later in pairwise(steps))


def _long(count: int, **fields: object) -> Record:
    """Return an incident of *count* updates, a minute apart, amended and withdrawn now and then."""
    updates = [
        replace(
            said("14:36", INVESTIGATING, text="Words.", scores=(DOWN, SLOW)[number % 2]),
            id=f"u{number:05}",
            at=at("14:36") + timedelta(minutes=number),
            amends=f"u{number - 1:05}" if number % 5 == 4 else None,
            retracts=f"u{number - 2:05}" if number % 7 == 6 else None,
        )
        for number in range(count)
    ]
    return incident(*updates, **fields)


def _folding(
    make: Callable[[int], Record], moment: datetime, *, replay: bool
) -> Callable[[int], Callable[[], object]]:
    def prepare(count: int) -> Callable[[], object]:
        record = make(count)
        return lambda: show(record, moment, replay=replay)

    return prepare


EARLY = at("2025-01-01 00:00")
"""Before all of them: so a build that is no replay finds each dated ahead."""


def test_the_fold_is_linear_in_updates() -> None:
    assert _is_linear(_folding(_long, NOW, replay=True))
    assert _is_linear(_folding(_long, EARLY, replay=False))


def test_planned_work_is_linear_in_updates() -> None:
    def many(count: int) -> Record:
        later = at("2025-07-01 00:00")
        return replace(work(scheduled_for=later), updates=_long(count).updates)

    assert _is_linear(_folding(many, NOW, replay=True))
    assert _is_linear(_folding(many, EARLY, replay=False))


def test_a_chain_or_circle_of_amendments_is_no_trap() -> None:
    def chain(count: int, first: str | None = None) -> Record:
        updates = [
            replace(
                said("14:36", scores=DOWN),
                id=f"u{number:05}",
                at=at("14:36") + timedelta(minutes=number),
                amends=f"u{number - 1:05}" if number else first,
            )
            for number in range(count)
        ]
        return incident(*updates)

    assert _is_linear(_folding(chain, NOW, replay=True))
    assert _is_linear(_folding(lambda count: chain(count, f"u{count - 1:05}"), NOW, replay=True))


def test_windows_over_each_other_are_linear() -> None:
    def spans(count: int) -> Callable[[], object]:
        end = at("2025-02-01 00:00")
        found = [
            (at("14:36") + timedelta(minutes=number), end, (DOWN, SLOW)[number % 2])
            for number in range(count)
        ]
        return lambda: flatten(found)

    assert _is_linear(spans)


def _old(number: int, windows: int) -> Digest:
    """Return the digest of an incident of years ago, with so many windows."""
    day = date(2019, 1, 1) + timedelta(days=number)
    start = f"{day} 10:00"
    record = incident(
        said(start, INVESTIGATING, scores=DOWN),
        said(f"{day} 11:00", RESOLVED),
        id=f"INC-{day}-001",
        date=day,
        impact_windows=tuple(
            window(
                "scores", (DOWN, SLOW)[each % 2], f"{day} 10:{each:02}", f"{day} 10:{each + 1:02}"
            )
            for each in range(windows)
        ),
    )
    return summarise(show(record, NOW), SITE)


def _publish(digests: list[Digest], first: date | None = None) -> Callable[[], object]:
    site = config(component("scores", since=first), component("search", since=first))
    return lambda: create_site(digests, {}, site, NOW, inputs_hash="")


def test_days_long_past_cost_nothing() -> None:
    few, many = ([_old(number, windows) for number in range(200)] for windows in (1, 10))

    assert _calls(_publish(many)) == _calls(_publish(few))
    # Each old record costs its line in lists, and no day, no month, no interval.
    base = _calls(_publish(few[:100]))
    assert _calls(_publish(few)) - base <= 100 * 20


def test_a_part_that_is_old_costs_no_more_than_one_of_two_years() -> None:
    costs = [_calls(_publish([], first)) for first in (date(2023, 7, 1), date(1990, 1, 1))]

    assert costs[0] == costs[1]


def test_a_day_full_of_incidents_is_linear_in_them() -> None:
    def busy(count: int) -> Callable[[], object]:
        found = []
        for number in range(count):
            clock = f"2025-05-30 {number // 60:02}:{number % 60:02}"
            record = incident(
                said(clock, INVESTIGATING, scores=DOWN),
                said("2025-05-30 23:00", RESOLVED),
                id=f"INC-2025-05-30-{number:03}",
                date=date(2025, 5, 30),
            )
            found.append(summarise(show(record, NOW), SITE))
        return _publish(found)

    assert _is_linear(busy)


def test_choosing_a_feeds_entries_is_linear() -> None:
    def refs(count: int) -> Callable[[], object]:
        found = [
            EntryRef(
                incident=f"i{number}",
                update="u",
                at=NOW - timedelta(minutes=number),
                components=(),
                is_in_feeds=True,
            )
            for number in range(count)
        ]
        return lambda: select(found, NOW)

    assert _is_linear(refs)
