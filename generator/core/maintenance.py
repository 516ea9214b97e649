"""Planned work: its window moves it, unless a person has said where it stands (design §3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from generator.core.effective import Effective
from generator.core.facts import Record, Update
from generator.core.intervals import OPEN_END, flatten, flatten_windows, seen_at, time_in_states
from generator.core.moments import DamageState, Moments, day_start, find_last_change
from generator.core.plan import Plan
from generator.core.planned_event import create_plan, find_event
from generator.core.views import EffectView, IncidentView, UpdateView
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    MaintenanceStatus,
    RecordKind,
    worst,
)
from generator.core.withdrawn import strip

ANNOUNCEMENT = "announcement"
"""Id of the announcement that ``public.yml`` makes without an update."""


def find_announced(record: Record) -> tuple[Update, ...]:
    """Return the record's updates with the announcement that its header makes, if it is of work.

    The header announces the work, at the beginning of the day in the id: in its own words, or
    without any unless an update of that day announces it. An update of a later day never takes
    its place: what was once published stays (P4).
    """
    if record.kind is not RecordKind.MAINTENANCE:
        return record.updates
    if record.title is None and record.scheduled_for is None and not record.text:
        return record.updates
    if not record.text and any(_announces(update, record) for update in record.updates):
        return record.updates
    announcement = Update(
        id=ANNOUNCEMENT,
        at=day_start(record),
        is_day_only=True,
        path=f"{record.path}/public.yml",
        status=MaintenanceStatus.SCHEDULED,
        text=record.text or None,
    )
    return (announcement, *record.updates)


def _announces(update: Update, record: Record) -> bool:
    """Return whether *update* is the announcement that a header without words leaves to it."""
    if update.at.date() > record.date or update.amends or update.retracts or update.cancelled:
        return False
    is_move = update.scheduled_for is not None or update.scheduled_until is not None
    is_note = update.status is None and bool(update.text) and not is_move
    return is_note or update.status is MaintenanceStatus.SCHEDULED


def project_maintenance(
    record: Record,
    updates: Sequence[Update],
    as_of: datetime,
    effective: Effective,
    damage: DamageState | None,
    moments: Moments,
    *,
    replay: bool,
) -> IncidentView:
    """Return planned maintenance as visitors see it at *as_of*.

    Args:
        record: The facts.
        updates: Its updates, the announcement included.
        as_of: The moment.
        effective: What holds of them.
        damage: What of it is unreadable.
        moments: Takes when the view changes.
        replay: Whether what is later than *as_of* is left out.
    """
    plan = create_plan(record)
    plan.take_all(effective.entries, as_of)
    event = find_event(record, updates, effective, plan, as_of, replay=replay)
    is_gone = effective.is_tombstone
    status = plan.said if is_gone else plan.status_at(as_of)
    is_over = status is MaintenanceStatus.COMPLETED
    is_open = bool(plan.updates) and not is_over and not is_gone
    told = plan.updates
    if is_gone:
        told = [strip(update) for update in told]
    else:
        told = sorted((*told, *_find_clock_moves(plan, as_of)), key=_moment)
        _add_moments(plan, effective, as_of, moments)
    planned = () if is_gone else flatten_windows(plan.windows(as_of))
    moments.add_windows(planned)
    windows = seen_at(planned, as_of)
    spans = flatten((window.start, window.end, window.state) for window in windows)
    is_settled = not is_open and bool(spans) and spans[-1][1] < OPEN_END
    states = plan.states_at(as_of) if is_open else {}
    state = worst(states.values())
    ended_at = None
    if is_over and not is_gone and not plan.is_cancelled:
        moves = {moved: at for at, moved in plan.clock_moves(as_of)}
        ended_at = plan.over_at if plan.is_held else moves.get(MaintenanceStatus.COMPLETED)
    due_at = plan.promise.due_at if plan.promise and is_open else None
    moments.add(due_at)
    last_changed_at, is_change_day_only = find_last_change(told, damage)
    components = tuple(dict.fromkeys((*record.components, *plan.trouble.order)))
    is_underway = is_open and status is not MaintenanceStatus.SCHEDULED
    return IncidentView(
        id=record.id,
        kind=record.kind,
        date=record.date,
        title="" if is_gone else plan.title,
        former_titles=() if is_gone else _former_titles(plan),
        status=status,
        state=state,
        peak=worst(window.state for window in planned),
        impact=Impact.NONE,
        banner=_find_banner(state),
        is_open=is_open,
        components=components,
        mentioned=components,
        states=tuple(states.items()) if state is not ComponentState.OPERATIONAL else (),
        updates=tuple(reversed(told)),
        advice="" if is_gone else plan.advice,
        windows=windows,
        durations=time_in_states(spans) if is_settled else (),
        started_at=min((window.start for window in windows), default=None),
        ended_at=ended_at,
        resolved_at=ended_at,
        promise_due_at=due_at,
        is_promise_overdue=due_at is not None and as_of >= due_at,
        scheduled_for=plan.begins_at,
        scheduled_until=plan.ends_at,
        event=event,
        is_cancelled=plan.is_cancelled,
        is_awaiting_confirmation=is_underway and plan.ends_at is not None and as_of >= plan.ends_at,
        is_tombstone=is_gone,
        is_backfilled=record.backfilled,
        is_damaged=damage is not None,
        damaged_at=damage.at if damage else None,
        damage_is_fresh=damage.is_fresh(as_of) if damage else False,
        damaged_components=damage.components if damage else (),
        last_changed_at=last_changed_at,
        is_change_day_only=is_change_day_only,
        valid_from=moments.valid_from,
        valid_until=moments.valid_until,
        next_change_at=moments.next_at,
        api_id=record.api_id,
        former_addresses=record.former_addresses,
    )


def _find_clock_moves(plan: Plan, as_of: datetime) -> list[UpdateView]:
    """Return a line for each move that only the clock made; such lines are no entries of feeds."""
    lines = []
    old, new = ComponentState.OPERATIONAL, ComponentState.UNDER_MAINTENANCE
    for at, status in plan.clock_moves(as_of):
        lines.append(
            UpdateView(
                id=f"clock-{status}",
                at=at,
                shown_at=at,
                status=status,
                title=plan.title,
                text="",
                effects=tuple(
                    EffectView(component=component, old=old, new=new)
                    for component in plan.components
                ),
                is_synthetic=True,
                is_entry=False,
            )
        )
        old, new = new, old
    return lines


def _moment(update: UpdateView) -> datetime:
    return update.at


def _add_moments(plan: Plan, effective: Effective, as_of: datetime, moments: Moments) -> None:
    """Note when the window moves the work, or leaves it unconfirmed."""
    for entry in effective.entries:
        if entry.is_cautious:
            moments.add(entry.update.scheduled_for)
            moments.add(entry.update.scheduled_until)
    begins_at, ends_at = plan.clock_begins_at, plan.ends_at
    if plan.begins_by_clock(as_of):
        moments.add(begins_at)
    elif begins_at is not None and plan.held_since is not None and begins_at < plan.held_since:
        moments.add(plan.held_since)
    is_running = begins_at is not None and (ends_at is None or begins_at < ends_at)
    if plan.said is not MaintenanceStatus.COMPLETED and (plan.is_held or is_running):
        moments.add(ends_at)


def _former_titles(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title in plan.former_titles if title != plan.title))


def _find_banner(state: ComponentState) -> BannerScope:
    if state is ComponentState.OPERATIONAL:
        return BannerScope.NONE
    return BannerScope.ALL if state is ComponentState.MAJOR_OUTAGE else BannerScope.AFFECTED
