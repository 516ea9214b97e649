"""Planned work as calendars keep it: one window, whether it stands, how often that changed.

A calendar that somebody subscribed to replaces its copy of an event where ``SEQUENCE`` rose
(RFC 5545 §3.8.7.4). So the count must rise with every change of begin, end or standing that was
published, and never fall again. Counting the changes of what is in force now would fall when a
move is withdrawn; therefore the count runs over what visitors could read after each update, in
the order of publication: the record is folded as it was written down by then.

- It begins at 0 with the first planned begin that was told, the header's before any update's.
- One update that changes begin, end or standing adds one, be it plain, an amendment, a
  withdrawal, or the withdrawal of a withdrawal. Every other update adds nothing.
- What the header said before somebody edited it by hand nobody knows: it adds nothing.

A window that was told once stays: where its announcement is withdrawn, or the work is announced
anew without a time, the last one known stands as called off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from generator.core.effective import Effective, find_effective
from generator.core.facts import Record, Update
from generator.core.moments import find_last_change
from generator.core.plan import Plan, Planned
from generator.core.views import PlannedEvent, UpdateView
from generator.core.vocabulary import MaintenanceStatus
from generator.core.withdrawn import WHOLE

TEXT_LENGTH = 2_000
"""Longest text of an event, in characters; the page has all of it."""


def find_event(
    record: Record,
    updates: Sequence[Update],
    effective: Effective,
    plan: Plan,
    as_of: datetime,
    *,
    replay: bool,
) -> PlannedEvent | None:
    """Return the event of planned work; None while it never had a planned begin.

    Args:
        record: The facts.
        updates: Its updates, the announcement included.
        effective: What holds of them.
        plan: Has taken all that holds.
        as_of: The moment.
        replay: Whether what is later than *as_of* is left out.
    """
    if not plan.updates:
        return None
    known = sorted(
        (each for each in updates if not replay or each.at <= as_of),
        key=lambda each: (each.at, each.id),
    )
    history: Iterable[Planned] = plan.history
    turns = _find_turns(known)
    if turns:
        history = _replay(record, known, turns, as_of, replay=replay)
    begun = (record.scheduled_for, record.scheduled_until, False)
    event, revision = _count((begun, *history))
    if event is None:
        return None
    begins_at, ends_at, is_cancelled = event
    return PlannedEvent(
        begins_at=begins_at,
        ends_at=ends_at,
        is_cancelled=is_cancelled,
        revision=revision,
        text="" if effective.is_tombstone else _find_text(plan, is_cancelled=is_cancelled),
        changed_at=find_last_change(plan.updates, None)[0],
    )


def create_plan(record: Record) -> Plan:
    """Return the plan of *record* as its header makes it, before any update."""
    return Plan(
        components=record.components,
        title=record.title or "",
        begins_at=record.scheduled_for,
        ends_at=record.scheduled_until,
        is_backfilled=record.backfilled,
    )


def _moves(update: Update) -> bool:
    """Return whether *update* alone may change begin, end or standing."""
    return bool(
        update.scheduled_for
        or update.scheduled_until
        or update.cancelled
        or update.status is MaintenanceStatus.SCHEDULED
        or update.retracts == WHOLE
    )


def _find_turns(known: Sequence[Update]) -> list[int]:
    """Return which of *known* may change what earlier ones come to, by their places.

    Most records have none, and one fold tells all. Only words about words that move something
    count, so their number, not that of all updates, is how often a record is folded.
    """
    movers = {update.id for update in known if _moves(update)}
    links = [update for update in known if update.amends or update.retracts]
    named: set[str] = set()
    if any({each.id, each.amends, each.retracts} & movers for each in links):
        named = {name for each in links for name in (each.id, each.amends, each.retracts) if name}
    moved_at = {update.at for update in known if update.id in movers}
    return [
        place
        for place, update in enumerate(known)
        if place
        and (
            update.amends in named
            or update.retracts in named
            or update.id in named
            or (update.at in moved_at and known[place - 1].at == update.at)
        )
    ]


def _replay(
    record: Record, known: Sequence[Update], turns: Sequence[int], as_of: datetime, *, replay: bool
) -> Iterator[Planned]:
    """Yield what was in force after each of *known*, as published by then.

    From one turn to the next a single fold of all up to there tells it for each.
    """
    for start, end in zip((0, *turns), (*turns, len(known)), strict=True):
        effective = find_effective(known[:end], as_of, replay=replay)
        plan = create_plan(record)
        plan.take_all(effective.entries, as_of)
        for begins_at, ends_at, is_cancelled in plan.history[start - end :]:
            yield begins_at, ends_at, is_cancelled or effective.is_tombstone


def _count(history: Iterable[Planned]) -> tuple[tuple[datetime, datetime | None, bool] | None, int]:
    """Return the event that *history* ends in and how often it changed."""
    event: tuple[datetime, datetime | None, bool] | None = None
    revision = 0
    for begins_at, ends_at, is_cancelled in history:
        if begins_at is not None:
            is_span = ends_at is not None and ends_at > begins_at
            now = (begins_at, ends_at if is_span else None, is_cancelled)
        elif event is not None:
            now = (event[0], event[1], True)
        else:
            continue
        revision += event is not None and now != event
        event = now
    return event, revision


def _find_text(plan: Plan, *, is_cancelled: bool) -> str:
    """Return the newest words that stand; of work called off only those that speak of that.

    Unlike a page, an event also keeps words from before the work began: it is read beforehand,
    and tells afterwards what was planned.
    """
    newest = next(
        (each for each in reversed(plan.updates) if _is_told(each, is_cancelled=is_cancelled)), None
    )
    text = newest.text.strip() if newest else ""
    if len(text) <= TEXT_LENGTH:
        return text
    return text[: TEXT_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def _is_told(update: UpdateView, *, is_cancelled: bool) -> bool:
    is_standing = not update.is_withdrawn and not update.is_ahead
    return is_standing and bool(update.text) and update.is_called_off is is_cancelled
