"""From what was written about one incident to what visitors see of it now (design §3).

:func:`project` is the only way from a :class:`~generator.core.facts.Record` to an
:class:`~generator.core.views.IncidentView`. It knows no clock: the same record and moment
give the same view, in whatever order files were found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from generator.core.effective import Effective, Entry, find_effective
from generator.core.facts import ImpactWindow, Promise, Record, SiteConfig, Update
from generator.core.intervals import OPEN_END, flatten, flatten_windows, time_in_states
from generator.core.maintenance import project_maintenance
from generator.core.moments import Moments, find_damage
from generator.core.postmortem import create_postmortem
from generator.core.rollup import impact_of
from generator.core.track import Track
from generator.core.views import EffectView, IncidentView, UpdateView
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    RecordKind,
    badness,
    worst,
)

_PROGRESS = {status: rank for rank, status in enumerate(IncidentStatus)}


def project(
    record: Record, config: SiteConfig, as_of: datetime, *, replay: bool
) -> IncidentView | None:
    """Return *record* as visitors see it at *as_of*, or None when nothing of it is public yet.

    Args:
        record: The facts of one folder.
        config: The site; gives the default promise and vendors' names.
        as_of: The moment, aware UTC.
        replay: Leave out what is later than *as_of* (``--now``). Otherwise every entry counts,
            and one more than two hours ahead is flagged and adds only what is worse.
    """
    effective = find_effective(record.updates, as_of, replay=replay)
    damage = find_damage(record, as_of, replay=replay)
    if record.kind is RecordKind.MAINTENANCE:
        return project_maintenance(record, config, as_of, effective, damage, replay=replay)
    if not effective.entries and damage is None:
        return None
    fold = _Fold()
    for entry in effective.entries:
        fold.take(entry, record, config)
    if effective.is_tombstone:
        fold.withdraw()
    moments = Moments(record, as_of, replay=replay)
    postmortem = create_postmortem(record, fold.updates, as_of, config.zone, moments)
    is_over = fold.status is IncidentStatus.RESOLVED
    is_open = not (is_over or effective.is_tombstone or fold.merged_into)
    if not is_open:
        fold.end(effective)
    windows = _windows(record, fold, effective, is_over=is_over)
    spans = flatten((window.start, window.end, window.state) for window in windows)
    peak = worst([fold.track.peak, *(window.state for window in windows)])
    state = worst(fold.track.states.values())
    due_at = fold.promise.due_at if fold.promise and is_open else None
    moments.add(due_at)
    changes = [entry.changed_at for entry in effective.entries if entry.changed_at]
    last_changed_at = max(
        [*(update.at for update in fold.updates), *changes]
        + ([damage.at] if damage else [])
        + ([postmortem.changed_at] if postmortem else [])
    )
    is_settled = not is_open and bool(spans) and spans[-1][1] < OPEN_END
    return IncidentView(
        id=record.id,
        kind=record.kind,
        date=record.date,
        title="" if effective.is_tombstone else fold.title,
        former_titles=() if effective.is_tombstone else tuple(fold.former_titles),
        status=fold.status,
        state=state if is_open else ComponentState.OPERATIONAL,
        peak=peak,
        impact=fold.impact or record.impact or impact_of(peak),
        banner=_banner(fold, record, state, is_open=is_open),
        is_open=is_open,
        components=tuple(fold.track.order),
        states=tuple(fold.track.states.items()) if is_open else (),
        updates=tuple(reversed(fold.updates)),
        advice="" if effective.is_tombstone else fold.advice,
        windows=windows,
        durations=time_in_states(spans) if is_settled else (),
        started_at=_started_at(windows, fold),
        ended_at=_ended_at(windows, fold) if is_over else None,
        resolved_at=fold.resolved_at if is_over else None,
        promise_due_at=due_at,
        is_promise_overdue=due_at is not None and as_of >= due_at,
        is_tombstone=effective.is_tombstone,
        merged_into=fold.merged_into,
        is_backfilled=record.backfilled,
        vendor=next((vendor for vendor in config.vendors if vendor.id == record.vendor), None),
        vendor_url=record.vendor_url,
        postmortem=None if effective.is_tombstone else postmortem,
        is_damaged=damage is not None,
        damaged_at=damage.at if damage else None,
        damage_is_fresh=damage.is_fresh if damage else False,
        damaged_components=damage.components if damage else (),
        last_changed_at=last_changed_at,
        valid_from=moments.valid_from,
        valid_until=moments.valid_until,
        api_id=record.api_id,
    )


@dataclass(slots=True)
class _Fold:
    """The words in force after the entries taken so far."""

    title: str = ""
    former_titles: list[str] = field(default_factory=list)
    status: IncidentStatus = IncidentStatus.INVESTIGATING
    track: Track = field(default_factory=Track)
    advice: str = ""
    promise: Promise | None = None
    impact: Impact | None = None
    banner: BannerScope | None = None
    windows: tuple[ImpactWindow, ...] | None = None
    merged_into: str | None = None
    resolved_at: datetime | None = None
    updates: list[UpdateView] = field(default_factory=list)
    _second: datetime | None = None
    _in_second: dict[str, ComponentState] = field(default_factory=dict)
    _has_status: bool = False

    def take(self, entry: Entry, record: Record, config: SiteConfig) -> None:
        """Take the next entry, in order of ``(at, id)``."""
        update = entry.update
        if not self.title:
            self.title = record.title or ""
        shown_at = update.happened_at or update.at
        effects: tuple[EffectView, ...] = ()
        if not entry.is_withdrawn:
            effects = self._apply(entry, shown_at, config)
        self.updates.append(
            UpdateView(
                id=update.id,
                at=update.at,
                shown_at=shown_at,
                status=self.status,
                title=self.title,
                text="" if entry.is_withdrawn else update.text or "",
                effects=effects,
                is_withdrawn=entry.is_withdrawn,
                retracts=update.retracts,
                merged_into=None if entry.is_withdrawn else update.merged_into,
                changed_at=entry.changed_at,
                notify=update.notify,
                is_ahead=entry.is_ahead,
            )
        )

    def _apply(
        self, entry: Entry, shown_at: datetime, config: SiteConfig
    ) -> tuple[EffectView, ...]:
        update = entry.update
        if update.at != self._second:
            self._second, self._in_second = update.at, {}
            is_same_second = False
        else:
            is_same_second = True
        self._rename(update)
        self._move_status(update, shown_at, is_same_second=is_same_second, entry=entry)
        effects = []
        for component, state in update.components:
            wanted = state
            if is_same_second and component in self._in_second:
                wanted = worst([state, self._in_second[component]])
            if entry.is_ahead:
                now = self.track.states.get(component, ComponentState.OPERATIONAL)
                wanted = worst([wanted, now])
            self._in_second[component] = wanted
            effects.append(self.track.set(component, wanted, shown_at))
        if self.status is IncidentStatus.RESOLVED:
            effects.extend(self.track.end_all(shown_at))
        if entry.is_ahead:
            return tuple(effects)
        if update.advice is not None:
            self.advice = "" if update.advice.strip() in {"", "none"} else update.advice
        if update.next_update is not None:
            self.promise = update.next_update
        elif config.default_promise is not None:
            self.promise = Promise(due_at=update.at + config.default_promise)
        else:
            self.promise = None
        self.impact = update.impact or self.impact
        self.banner = update.banner or self.banner
        if update.impact_windows is not None:
            self.windows = update.impact_windows
        if update.merged_into is not None:
            self.merged_into = update.merged_into
        return tuple(effects)

    def _rename(self, update: Update) -> None:
        if update.title is None or update.title == self.title:
            return
        if self.title and self.updates:
            self.former_titles.append(self.title)
        self.title = update.title

    def _move_status(
        self, update: Update, shown_at: datetime, *, is_same_second: bool, entry: Entry
    ) -> None:
        status = update.status
        if not isinstance(status, IncidentStatus):
            return
        if entry.is_ahead and status is IncidentStatus.RESOLVED:
            return
        if is_same_second and self._has_status and _PROGRESS[status] > _PROGRESS[self.status]:
            return
        self.status = status
        self._has_status = True
        if status is IncidentStatus.RESOLVED:
            self.resolved_at = self.resolved_at or shown_at
        else:
            self.resolved_at = None

    def end(self, effective: Effective) -> None:
        """End every contribution: withdrawn and merged incidents hold no state."""
        if self.updates:
            self.track.end_all(self.updates[-1].shown_at)
        if effective.is_tombstone:
            self.track = Track()

    def withdraw(self) -> None:
        """Take the words out of every update: the whole incident is withdrawn."""
        self.updates = [
            update
            if update.retracts == "incident"
            else UpdateView(
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
            )
            for update in self.updates
        ]


def _windows(
    record: Record, fold: _Fold, effective: Effective, *, is_over: bool
) -> tuple[ImpactWindow, ...]:
    if effective.is_tombstone:
        return ()
    stated = fold.windows if fold.windows is not None else record.impact_windows
    if is_over and stated is not None:
        return flatten_windows(stated)
    return flatten_windows(fold.track.windows())


def _started_at(windows: tuple[ImpactWindow, ...], fold: _Fold) -> datetime | None:
    candidates = [window.start for window in windows]
    return min(candidates, default=fold.updates[0].shown_at if fold.updates else None)


def _ended_at(windows: tuple[ImpactWindow, ...], fold: _Fold) -> datetime | None:
    return max((window.end for window in windows), default=fold.resolved_at)


def _banner(fold: _Fold, record: Record, state: ComponentState, *, is_open: bool) -> BannerScope:
    if not is_open:
        return BannerScope.NONE
    stated = fold.banner or record.banner
    if stated is not None:
        return stated
    is_major = badness(state) == badness(ComponentState.MAJOR_OUTAGE)
    return BannerScope.ALL if is_major else BannerScope.AFFECTED
