"""Which words of a record still hold: amendments applied, withdrawals worked out (design §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from generator.core.facts import Update

AHEAD_LIMIT = timedelta(hours=2)
"""An update dated further ahead than this is flagged and adds only what is worse."""

_KEPT = {
    "id", "at", "path", "line", "amends", "retracts", "merged_into", "is_damaged", "happened_at",
}  # fmt: skip
_REPLACEABLE = tuple((each.name, each.default) for each in fields(Update) if each.name not in _KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One public entry: an update with its amendments applied.

    Attributes:
        update: Its effective fields, at its own id and time.
        is_withdrawn: Its text is gone and its effects are undone.
        changed_at: When it was last amended or withdrawn.
        is_ahead: Dated more than two hours ahead of a build that is no replay.
    """

    update: Update
    is_withdrawn: bool
    changed_at: datetime | None
    is_ahead: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """What still holds of a record.

    Attributes:
        entries: Oldest first, by ``(at, id)``; amendments are folded into their targets.
        is_tombstone: The whole record is withdrawn.
    """

    entries: tuple[Entry, ...]
    is_tombstone: bool


def find_effective(updates: Sequence[Update], as_of: datetime, *, replay: bool) -> Effective:
    """Return what holds of *updates* (sorted by ``(at, id)``) at *as_of*.

    A withdrawal that is itself withdrawn has no effect; so does an amendment. An amendment
    of an amendment reaches the same target. One whose target is unknown stays an entry of
    its own, so that no words are lost.
    """
    if replay:
        updates = [update for update in updates if update.at <= as_of]
    withdrawn: dict[str, datetime] = {}
    is_tombstone = False
    for update in reversed(updates):
        if update.retracts is None or update.id in withdrawn:
            continue
        if update.retracts == "incident":
            is_tombstone = True
        else:
            withdrawn.setdefault(update.retracts, update.at)
    by_id = {update.id: update for update in updates}
    amendments: dict[str, list[Update]] = {}
    entries: list[Update] = []
    for update in updates:
        target = _target(update, by_id)
        if target is None:
            entries.append(update)
        elif update.id not in withdrawn:
            amendments.setdefault(target, []).append(update)
    limit = as_of + AHEAD_LIMIT
    return Effective(
        entries=tuple(
            _entry(update, amendments.get(update.id, ()), withdrawn, None if replay else limit)
            for update in entries
        ),
        is_tombstone=is_tombstone,
    )


def _target(update: Update, by_id: dict[str, Update]) -> str | None:
    """Return the id of the entry that *update* amends in the end, or None."""
    seen = {update.id}
    target = update.amends
    if target is None:
        return None
    while target in by_id and target not in seen:
        seen.add(target)
        further = by_id[target].amends
        if further is None or further not in by_id:
            return target
        target = further
    return None


def _entry(
    update: Update,
    amendments: Sequence[Update],
    withdrawn: dict[str, datetime],
    limit: datetime | None,
) -> Entry:
    changed_at = amendments[-1].at if amendments else None
    for amendment in amendments:
        given: dict[str, object] = {
            name: getattr(amendment, name)
            for name, default in _REPLACEABLE
            if getattr(amendment, name) != default
        }
        update = replace(update, **given)  # type: ignore[arg-type]
    gone_at = withdrawn.get(update.id)
    if gone_at is not None:
        changed_at = max(gone_at, changed_at or gone_at)
    return Entry(
        update=update,
        is_withdrawn=gone_at is not None,
        changed_at=changed_at,
        is_ahead=limit is not None and update.at > limit,
    )
