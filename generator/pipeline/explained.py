"""What ``explain`` tells, read and put together.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.explaining import Chain, explain
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.wall_clock import WallClock
from generator.core.refusal import Refusal
from generator.core.settings_doubts import Doubt, find_doubts
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.core.words import Words
from generator.pipeline.book import only, read_book

_MOST_NAMED = 8


class Explained(NamedTuple):
    """The course of an incident, its chains, the clock they are told by, and doubts."""

    course: Course
    chains: tuple[Chain, ...]
    wall: WallClock
    doubts: tuple[Doubt, ...]


class Unreadable(Refusal):
    """The internal file of an incident cannot be read, so nothing can be said of its clocks."""

    def __init__(self, id_: str, path: str) -> None:
        super().__init__(
            f"{path} cannot be read, so nobody can tell what is owed of {id_}",
            f"see what is wrong: allclear check {path}",
        )


def no_internal_file(id_: str) -> Refusal:
    """Return why an incident has no clocks that nothing internal is written down of."""
    return Refusal(
        f"{id_} has no internal file, so no clock runs for it",
        f"what visitors read of it: allclear history {id_}",
    )


def read_chains(root: Path, now: datetime, id_: str, *, replay: bool, words: Words) -> Explained:
    """Return what ``explain`` tells of the incident *id_*.

    Raises:
        Refusal: When it has no internal file, and so no clocks.
        Unreadable: When it has one and nobody can read it (R189).
    """
    book = read_book(root, now, replay=replay, wanted=only([id_]))
    course = book.find(id_)
    if course is None:
        raise no_internal_file(id_)
    if course.record.lost:
        raise Unreadable(id_, course.record.lost[0])
    wall = create_wall(book.policy, words, now)
    doubts = find_doubts(book.findings, book.policy)
    return Explained(course, explain(course, book.policy, now, wall), wall, doubts)


def create_wall(policy: Policy, words: Words, now: datetime) -> WallClock:
    """Return the clock of the people written to, named as visitors read it (R85)."""
    zone = policy.organisation.zone
    key = f"zone.{zone}"
    name = words(key) if words.has(key) else zone.rsplit("/", 1)[-1].replace("_", " ")
    is_12_hours = not words.has("dates.clock") or words("dates.clock") == "12"
    return WallClock(zone=zone, name=name, as_of=now, is_12_hours=is_12_hours)


def choose(chains: Sequence[Chain], clock: str) -> tuple[Chain, ...]:
    """Return the chains that *clock* means: one by its id, or every word of a rhythm.

    Raises:
        Refusal: When there is none; the fix names the nearest ones.
    """
    wanted = clock.strip().lower().replace("_", "-")
    found = [chain for chain in chains if chain.duty.id == wanted]
    found = found or [chain for chain in chains if chain.duty.rule and chain.duty.rule.id == wanted]
    if found:
        return tuple(found)
    if not chains:
        raise Refusal(
            "no clock of this incident runs: nothing says when it was detected",
            'write it down: allclear log "DETECTED what was seen"',
        )
    names = [chain.duty.id for chain in chains]
    near = suggest(wanted, names)
    listed = ", ".join(names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    fix = f"write {near}" if near else f"write one of {listed}{more}"
    raise Refusal(f"no clock or duty of this incident is {show(clock)}", fix)
