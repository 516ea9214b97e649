"""Which words of a record still hold: amendments applied, withdrawals worked out (design §3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta

from generator.core.facts import Update

AHEAD_LIMIT = timedelta(hours=2)
"""An update dated further ahead than this is flagged and adds only what is worse."""

_WHOLE = ""
"""Stands for the whole record among the ids of updates, none of which is empty."""

_KEPT = {"id", "at", "path", "line", "amends", "retracts", "is_damaged", "is_day_only"}
_REPLACEABLE = tuple((each.name, each.default) for each in fields(Update) if each.name not in _KEPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One update with its amendments applied.

    Attributes:
        update: Its effective fields, at its own id and time.
        is_withdrawn: Its words are gone.
        is_undone: Its effects are gone too.
        is_cautious: It adds only what is worse: it is dated ahead, or what it was to change is
            not there, or a withdrawal or an amendment dated ahead leaves open what holds of it.
        is_public: Whether it is an entry of feeds and of ``entries.txt``; an amendment never is.
        changed_at: When it was last amended or withdrawn.
        is_ahead: Dated more than two hours ahead of a build that is no replay.
    """

    update: Update
    is_withdrawn: bool
    is_undone: bool
    is_cautious: bool
    is_public: bool
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
    """Return what holds of *updates*, in whatever order they come, at *as_of*.

    A withdrawal that is itself withdrawn has no effect; so does an amendment. An amendment
    of an amendment reaches the same target. An amendment whose target is unknown, and one dated
    ahead, stays beside the entries, so that no words are lost, and adds only what is worse.
    """
    known = sorted(updates, key=_order)
    limit = None if replay else as_of + AHEAD_LIMIT
    if replay:
        known = [update for update in known if update.at <= as_of]
    withdrawals = certain = _find_withdrawals(known)
    if limit is not None and known and known[-1].at > limit:
        # A withdrawal dated ahead takes words away at once, but nothing gets better by it.
        certain = _find_withdrawals([each for each in known if each.at <= limit])
    targets: Mapping[str, str] = {}
    if any(update.amends is not None for update in known):
        targets = _find_targets({update.id: update for update in known})
    amendments: dict[str, list[Update]] = {}
    touched: dict[str, datetime] = {}
    unsure: set[str] = set()
    entries: list[Update] = []
    for update in known:
        is_ahead = limit is not None and update.at > limit
        target = targets.get(update.id)
        if is_ahead and target is not None and _moves_states(update):
            unsure.add(target)
        if is_ahead or target is None:
            entries.append(update)
            continue
        if update.id not in certain.gone:
            amendments.setdefault(target, []).append(update)
        at = certain.moved.get(update.id, update.at)
        touched[target] = max(touched.get(target, at), at)
    return Effective(
        entries=tuple(
            _create_entry(
                update, amendments.get(update.id, ()), touched.get(update.id),
                withdrawals, certain, limit, is_unsure=update.id in unsure,
            )
            for update in entries
        ),
        is_tombstone=_WHOLE in withdrawals.gone and _WHOLE in certain.gone,
    )  # fmt: skip


def _order(update: Update) -> tuple[datetime, str]:
    return update.at, update.id


@dataclass(frozen=True, slots=True)
class _Withdrawals:
    """What the withdrawals of some updates come to.

    Attributes:
        gone: Since when each withdrawn update is, by id; ``_WHOLE`` stands for the record.
        moved: When each was last withdrawn or brought back.
    """

    gone: Mapping[str, datetime]
    moved: Mapping[str, datetime]


def _find_withdrawals(updates: Sequence[Update]) -> _Withdrawals:
    """Return what is withdrawn by *updates*, which come oldest first.

    Later words win, so the newest withdrawal is judged first. Of several that stand the first
    took the words away; where none stands any more, the last to go brought them back.
    """
    gone: dict[str, datetime] = {}
    back: dict[str, datetime] = {}
    for update in reversed(updates):
        if update.retracts in {None, update.id}:
            continue
        target = _WHOLE if update.retracts == "incident" else update.retracts or ""
        at = gone.get(update.id) or back.get(update.id) or update.at
        if update.id in gone:
            back[target] = max(at, back.get(target, at))
        else:
            gone[target] = min(at, gone.get(target, at))
    return _Withdrawals(gone, {**back, **gone})


def _find_targets(by_id: Mapping[str, Update]) -> dict[str, str]:
    """Return, by the id of each amendment, the id of the entry that it amends in the end.

    What withdraws is an entry of its own, whatever else it says; so is what amends nothing known
    and what amends in a circle or into one. Every update is walked over once.
    """
    ends: dict[str, str | None] = {}
    for start in by_id:
        way: dict[str, None] = {}
        name, end = start, None
        while name not in ends and name not in way:
            way[name] = None
            further = by_id[name].amends
            if further is None or further not in by_id or by_id[name].retracts is not None:
                end = name
                break
            name = further
        else:
            end = ends.get(name)  # None where the way runs into a circle
        ends.update(dict.fromkeys(way, end))
    return {name: end for name, end in ends.items() if end is not None and end != name}


def _moves_states(update: Update) -> bool:
    window = update.scheduled_for or update.scheduled_until
    return bool(
        update.status or update.components or window or update.cancelled or update.merged_into
    )


def _create_entry(
    update: Update,
    amendments: Sequence[Update],
    changed_at: datetime | None,
    withdrawals: _Withdrawals,
    certain: _Withdrawals,
    limit: datetime | None,
    *,
    is_unsure: bool,
) -> Entry:
    for amendment in amendments:
        given: dict[str, object] = {
            name: getattr(amendment, name)
            for name, default in _REPLACEABLE
            if getattr(amendment, name) != default
        }
        if amendment.next_update is not None:
            given["next_update"] = amendment.next_update.counted_from(update.at)
        update = replace(update, **given)  # type: ignore[arg-type]
    was_gone = update.id in certain.gone
    changes = [changed_at, certain.moved.get(update.id), _find_whole_change(update, certain)]
    is_ahead = limit is not None and update.at > limit
    is_lost = update.amends is not None and update.retracts is None
    is_gone = update.id in withdrawals.gone
    return Entry(
        update=update,
        is_withdrawn=is_gone or was_gone,
        is_undone=is_gone and was_gone,
        is_cautious=is_ahead or is_lost or is_unsure or is_gone != was_gone,
        is_public=not is_lost,
        changed_at=max((at for at in changes if at is not None), default=None),
        is_ahead=is_ahead,
    )


def _find_whole_change(update: Update, certain: _Withdrawals) -> datetime | None:
    """Return when the whole record took the words of *update* with it or brought them back.

    The notice that withdraws the record keeps its own.
    """
    at = certain.moved.get(_WHOLE)
    is_notice = update.retracts == "incident"
    return None if at is None or is_notice or at <= update.at else at
