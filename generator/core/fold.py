"""From what was written about one record to what visitors see of it now (design §3).

:func:`project` is the only way from a :class:`~generator.core.facts.Record` to an
:class:`~generator.core.views.IncidentView`. It knows no clock: the same record and moment
give the same view, in whatever order files were found.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.core.effective import Effective, find_effective
from generator.core.facts import ImpactWindow, Record, SiteConfig
from generator.core.incident import IncidentFold
from generator.core.intervals import OPEN_END, flatten, seen_at, time_in_states
from generator.core.maintenance import find_announced, project_maintenance
from generator.core.moments import DamageState, Moments, find_damage, find_last_change
from generator.core.postmortem import create_postmortem
from generator.core.rollup import impact_of
from generator.core.views import IncidentView, UpdateView
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    RecordKind,
    worst,
)
from generator.core.withdrawn import strip


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
    is_work = record.kind is RecordKind.MAINTENANCE
    updates = find_announced(record)
    effective = find_effective(updates, as_of, replay=replay)
    moments = Moments(as_of, replay=replay)
    moments.add_updates(updates, effective, is_backfilled=record.backfilled)
    damage = find_damage(record, as_of, moments, replay=replay)
    if not effective.entries and damage is None:
        return None
    if is_work:
        return project_maintenance(
            record, updates, as_of, effective, damage, moments, replay=replay
        )
    return _project_incident(record, config, as_of, effective, damage, moments)


def _project_incident(
    record: Record,
    config: SiteConfig,
    as_of: datetime,
    effective: Effective,
    damage: DamageState | None,
    moments: Moments,
) -> IncidentView:
    # A record of the past starts no clock: what it promised is long settled (R103).
    default_promise = None if record.backfilled else config.default_promise
    fold = IncidentFold(default_promise=default_promise, title=record.title or "")
    fold.take_all(effective.entries)
    is_gone = effective.is_tombstone
    is_over = fold.status is IncidentStatus.RESOLVED
    is_open = bool(fold.updates) and not (is_over or is_gone or fold.merged_into)
    if fold.merged_into and fold.updates:
        fold.track.end_all(fold.updates[-1].shown_at)
    updates = [strip(update) for update in fold.updates] if is_gone else fold.updates
    stated = () if is_gone else fold.windows(record.impact_windows)
    is_replaced = is_over and (fold.stated is not None or record.impact_windows is not None)
    peak = fold.track.peak
    if is_gone or is_replaced:
        peak = worst(window.state for window in stated)
    moments.add_windows(stated)
    windows = seen_at(stated, as_of)
    spans = flatten((window.start, window.end, window.state) for window in windows)
    is_settled = not is_open and bool(spans) and spans[-1][1] < OPEN_END
    due_at = fold.promise.due_at if fold.promise and is_open else None
    moments.add(due_at)
    postmortem = None
    if not is_gone:
        postmortem = create_postmortem(record, updates, as_of, config.zone, moments)
    state = worst(fold.track.states.values()) if is_open else ComponentState.OPERATIONAL
    impact = Impact.NONE if is_gone else fold.impact or record.impact or impact_of(peak)
    last_changed_at, is_change_day_only = find_last_change(
        updates, damage, postmortem.changed_at if postmortem else None
    )
    vendor = next((each for each in config.vendors if each.id == record.vendor), None)
    return IncidentView(
        id=record.id,
        kind=record.kind,
        date=record.date,
        title="" if is_gone else fold.title,
        former_titles=() if is_gone else _former_titles(fold),
        status=fold.status,
        state=state,
        peak=peak,
        impact=impact,
        banner=_find_banner(fold.banner or record.banner, state) if is_open else BannerScope.NONE,
        is_open=is_open,
        components=() if is_gone else tuple(fold.track.order),
        mentioned=tuple(fold.mentioned),
        states=tuple(fold.track.states.items()) if is_open else (),
        updates=tuple(reversed(updates)),
        advice="" if is_gone else fold.advice,
        windows=windows,
        durations=time_in_states(spans) if is_settled else (),
        started_at=_find_start(windows, updates),
        ended_at=_find_end(windows, fold) if is_over and not is_gone else None,
        resolved_at=fold.resolved_at,
        promise_due_at=due_at,
        is_promise_overdue=due_at is not None and as_of >= due_at,
        is_tombstone=is_gone,
        merged_into=None if is_gone else fold.merged_into,
        is_backfilled=record.backfilled,
        vendor=None if is_gone else vendor,
        vendor_url=None if is_gone else record.vendor_url,
        postmortem=postmortem,
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


def _former_titles(fold: IncidentFold) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title in fold.former_titles if title != fold.title))


def _find_start(windows: Iterable[ImpactWindow], updates: list[UpdateView]) -> datetime | None:
    first = updates[0].shown_at if updates else None
    return min((window.start for window in windows), default=first)


def _find_end(windows: Iterable[ImpactWindow], fold: IncidentFold) -> datetime | None:
    end = max((window.end for window in windows), default=fold.resolved_at)
    return None if end == OPEN_END else end


def _find_banner(stated: BannerScope | None, state: ComponentState) -> BannerScope:
    if stated is not None:
        return stated
    return BannerScope.ALL if state is ComponentState.MAJOR_OUTAGE else BannerScope.AFFECTED
