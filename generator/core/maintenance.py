"""Planned work: its window moves it, unless a person has said where it stands (design §3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from generator.core.effective import Effective, Entry
from generator.core.facts import ImpactWindow, Record, SiteConfig
from generator.core.intervals import OPEN_END, flatten, flatten_windows, time_in_states
from generator.core.moments import DamageState, Moments, day_start
from generator.core.times import update_stamp
from generator.core.views import EffectView, IncidentView, UpdateView
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    MaintenanceStatus,
)

_UNDERWAY = (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING)
ANNOUNCEMENT = "announcement"
"""Id of the announcement that ``public.yml`` makes without an update."""


@dataclass(slots=True)
class _Plan:
    """The words in force after the entries taken so far."""

    title: str
    begins_at: datetime | None
    ends_at: datetime | None
    former_titles: list[str] = field(default_factory=list)
    said: MaintenanceStatus | None = None
    said_at: datetime | None = None
    begun_at: datetime | None = None
    advice: str = ""
    is_cancelled: bool = False
    cancelled_at: datetime | None = None
    updates: list[UpdateView] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Take the next entry, in order of ``(at, id)``."""
        update = entry.update
        shown_at = update.happened_at or update.at
        if not entry.is_withdrawn:
            if update.title is not None and update.title != self.title:
                if self.title:
                    self.former_titles.append(self.title)
                self.title = update.title
            if not entry.is_ahead:
                self.begins_at = update.scheduled_for or self.begins_at
                self.ends_at = update.scheduled_until or self.ends_at
                if update.advice is not None:
                    self.advice = "" if update.advice.strip() in {"", "none"} else update.advice
                if update.cancelled:
                    self.is_cancelled, self.cancelled_at = True, shown_at
                if isinstance(update.status, MaintenanceStatus):
                    self._say(update.status, shown_at)
        status = self.said or MaintenanceStatus.SCHEDULED
        self.updates.append(
            UpdateView(
                id=update.id,
                at=update.at,
                shown_at=shown_at,
                status=MaintenanceStatus.COMPLETED if self.is_cancelled else status,
                title=self.title,
                text="" if entry.is_withdrawn else update.text or "",
                is_withdrawn=entry.is_withdrawn,
                retracts=update.retracts,
                changed_at=entry.changed_at,
                notify=update.notify,
                is_ahead=entry.is_ahead,
            )
        )

    def _say(self, status: MaintenanceStatus, at: datetime) -> None:
        self.said, self.said_at = status, at
        if status in _UNDERWAY and self.begun_at is None:
            self.begun_at = at
        if status is MaintenanceStatus.SCHEDULED:
            self.begun_at = None

    def status_at(self, as_of: datetime) -> MaintenanceStatus:
        """Return where the work stands: a person's word first, else the clock's."""
        if self.is_cancelled or self.said is MaintenanceStatus.COMPLETED:
            return MaintenanceStatus.COMPLETED
        if self.said in _UNDERWAY:
            return self.said  # type: ignore[return-value] # narrowed by the tuple above
        if self.begins_at is None or as_of < self.begins_at:
            return MaintenanceStatus.SCHEDULED
        if self.ends_at is None or as_of < self.ends_at:
            return MaintenanceStatus.IN_PROGRESS
        return MaintenanceStatus.COMPLETED


def project_maintenance(
    record: Record,
    config: SiteConfig,
    as_of: datetime,
    effective: Effective,
    damage: DamageState | None,
    *,
    replay: bool,
) -> IncidentView | None:
    """Return planned maintenance as visitors see it at *as_of*, or None when not announced yet."""
    plan = _Plan(record.title or "", record.scheduled_for, record.scheduled_until)
    announced_at = day_start(record)
    if not effective.entries:
        is_announced = record.title is not None or record.scheduled_for is not None
        if not is_announced or (replay and announced_at > as_of):
            if damage is None:
                return None
        else:
            plan.updates.append(_announcement(record, announced_at))
    for entry in effective.entries:
        plan.take(entry)
    moments = Moments(record, as_of, replay=replay)
    if not effective.entries:
        moments.add(announced_at)
    moments.add(plan.begins_at)
    moments.add(plan.ends_at)
    is_by_clock = plan.said not in (*_UNDERWAY, MaintenanceStatus.COMPLETED)
    status = plan.status_at(as_of)
    is_open = status is not MaintenanceStatus.COMPLETED and not effective.is_tombstone
    ended_at = None
    if status is MaintenanceStatus.COMPLETED and not plan.is_cancelled:
        ended_at = plan.ends_at if is_by_clock else plan.said_at
    began_at = plan.begun_at or plan.begins_at
    is_underway = is_open and status is not MaintenanceStatus.SCHEDULED
    if is_by_clock and not plan.is_cancelled and not effective.is_tombstone:
        _add_clock_moves(plan, record, as_of)
    windows: tuple[ImpactWindow, ...] = ()
    if began_at and (is_underway or ended_at) and not effective.is_tombstone:
        windows = flatten_windows(
            ImpactWindow(
                component=component,
                state=ComponentState.UNDER_MAINTENANCE,
                start=began_at,
                end=max(ended_at, began_at) if ended_at else OPEN_END,
            )
            for component in record.components
        )
    spans = flatten((window.start, window.end, window.state) for window in windows)
    state = ComponentState.UNDER_MAINTENANCE if is_underway else ComponentState.OPERATIONAL
    changes = [entry.changed_at for entry in effective.entries if entry.changed_at]
    is_gone = effective.is_tombstone
    updates = [_without_words(update) for update in plan.updates] if is_gone else plan.updates
    return IncidentView(
        id=record.id,
        kind=record.kind,
        date=record.date,
        title="" if is_gone else plan.title,
        former_titles=() if is_gone else tuple(plan.former_titles),
        status=status,
        state=state,
        peak=ComponentState.UNDER_MAINTENANCE if windows else ComponentState.OPERATIONAL,
        impact=Impact.NONE,
        banner=BannerScope.AFFECTED if is_underway else BannerScope.NONE,
        is_open=is_open,
        components=record.components,
        states=tuple((component, state) for component in record.components) if is_underway else (),
        updates=tuple(reversed(updates)),
        advice="" if is_gone else plan.advice,
        windows=windows,
        durations=time_in_states(spans) if ended_at else (),
        started_at=began_at if windows else None,
        ended_at=ended_at,
        resolved_at=ended_at,
        scheduled_for=plan.begins_at,
        scheduled_until=plan.ends_at,
        is_cancelled=plan.is_cancelled,
        is_awaiting_confirmation=is_underway
        and not is_by_clock
        and plan.ends_at is not None
        and as_of >= plan.ends_at,
        is_tombstone=is_gone,
        is_backfilled=record.backfilled,
        is_damaged=damage is not None,
        damaged_at=damage.at if damage else None,
        damage_is_fresh=damage.is_fresh if damage else False,
        damaged_components=damage.components if damage else (),
        last_changed_at=max(
            [*(update.at for update in updates), *changes] + ([damage.at] if damage else [])
        ),
        valid_from=moments.valid_from,
        valid_until=moments.valid_until,
        api_id=record.api_id,
    )


def _announcement(record: Record, at: datetime) -> UpdateView:
    return UpdateView(
        id=ANNOUNCEMENT,
        at=at,
        shown_at=at,
        status=MaintenanceStatus.SCHEDULED,
        title=record.title or "",
        text=record.text,
    )


def _add_clock_moves(plan: _Plan, record: Record, as_of: datetime) -> None:
    """Show where only the clock moved the work; such lines are no entries of feeds."""
    old, new = ComponentState.OPERATIONAL, ComponentState.UNDER_MAINTENANCE
    for at, status in (
        (plan.begins_at, MaintenanceStatus.IN_PROGRESS),
        (plan.ends_at, MaintenanceStatus.COMPLETED),
    ):
        if at is None or at > as_of:
            return
        plan.updates.append(
            UpdateView(
                id=f"{update_stamp(at)}-{status}",
                at=at,
                shown_at=at,
                status=status,
                title=plan.title,
                text="",
                effects=tuple(
                    EffectView(component=component, old=old, new=new)
                    for component in record.components
                ),
                is_synthetic=True,
            )
        )
        old, new = new, old
    plan.updates.sort(key=lambda update: update.at)


def _without_words(update: UpdateView) -> UpdateView:
    if update.retracts == "incident":
        return update
    return UpdateView(
        id=update.id,
        at=update.at,
        shown_at=update.shown_at,
        status=update.status,
        title="",
        text="",
        is_withdrawn=True,
        retracts=update.retracts,
        changed_at=update.changed_at,
        notify=update.notify,
        is_synthetic=update.is_synthetic,
    )
