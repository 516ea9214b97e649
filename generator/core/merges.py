"""Where merges lead: what only all records together can tell.

A merged incident counts as continued elsewhere. Where nothing continues it, trouble would
disappear from the page, so such a merge makes its incident unreadable (design §5, promise P3).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from generator.core.facts import Update
from generator.core.rules_base import Holding, Remark, about
from generator.core.spelling import suggest


class DeadEnd(NamedTuple):
    """Why nothing continues a merged incident, and what to do about it."""

    message: str
    fix: str


def find_merge(holding: Holding) -> Update | None:
    """Return the update that merges the incident into another, as things stand; else None."""
    return next((each for each in reversed(holding.updates) if each.merged_into is not None), None)


def find_dead_ends(
    merges: Mapping[str, str],
    *,
    known: Collection[str],
    visible: Collection[str],
    withdrawn: Collection[str],
) -> dict[str, DeadEnd]:
    """Return why merges lead nowhere, by the id of the incident that was merged.

    Args:
        merges: Id of each merged incident and of the incident that was to go on.
        known: Ids of all records.
        visible: Ids of those of which visitors can read something.
        withdrawn: Ids of those that were withdrawn as a whole.
    """
    found = {}
    for record_id, first in sorted(merges.items()):
        way, target = [record_id], first
        while target in merges and target not in way:
            way.append(target)
            target = merges[target]
        dead_end = None
        if first == record_id or not first.startswith("INC-"):
            continue  # its own rules tell of that
        if target in way:
            circle = [*way[way.index(target) :], target]
            dead_end = DeadEnd(
                f"the merges lead in a circle: {' to '.join(circle)}",
                "retract one of the merges, so that one incident goes on",
            )
        elif target in withdrawn:
            dead_end = DeadEnd(
                f"'{target}' was withdrawn, so nothing goes on there",
                "name an incident that goes on, or retract the merge",
            )
        elif target not in known:
            others = (each for each in known if each.startswith("INC-") and each not in way)
            meant = suggest(target, others)
            dead_end = DeadEnd(
                f"there is no record '{target}'",
                f"write '{meant}'" if meant else "name an incident that exists",
            )
        elif target not in visible:
            dead_end = DeadEnd(
                f"visitors see nothing of '{target}'",
                "publish an update there first, or name another incident",
            )
        if dead_end is not None:
            found[record_id] = dead_end
    return found


def check_dead_end(holding: Holding, dead_end: DeadEnd) -> Iterator[Remark]:
    """Yield the remark about a merge that is a *dead_end*."""
    merge = find_merge(holding)
    if merge is not None:
        yield about(merge, "INC011", ("merged_into",), *dead_end, value=str(merge.merged_into))
