"""The only maker of :class:`PublicSite`: everything beyond single records, decided once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from generator.core.calendar_days import (
    BAR_DAYS,
    RECENT_DAYS,
    day_span,
    day_start,
    last_days,
)
from generator.core.digest import local_day
from generator.core.facts import Component, SiteConfig
from generator.core.next_change import find_next_change
from generator.core.recent import find_last_trouble, is_recent
from generator.core.rollup import page_status
from generator.core.uptime import History, mark_days, months_of
from generator.core.views import (
    ComponentView,
    Digest,
    IncidentView,
    MonthView,
    PageState,
    PublicSite,
)
from generator.core.vocabulary import (
    ComponentState,
    Indicator,
    MaintenanceStatus,
    RecordKind,
    badness,
    worst,
)

MOST_MONTHS = 24
"""Months a component's page lists."""


def wanted(
    digests: Sequence[Digest],
    config: SiteConfig,  # noqa: ARG001 - every step of publishing takes the same three
    as_of: datetime,  # noqa: ARG001 - as above
) -> frozenset[str]:
    """Return the ids whose full view the home page needs: open, planned, or unreadable."""
    return frozenset(digest.id for digest in digests if digest.is_open or digest.damage_is_fresh)


def create_site(
    digests: Sequence[Digest],
    views: Mapping[str, IncidentView],
    config: SiteConfig,
    as_of: datetime,
    *,
    inputs_hash: str,
) -> PublicSite:
    """Return everything the pages beyond single records show at *as_of*.

    Args:
        digests: One per visible record, in any order; each id once.
        views: Full views; asked only for the ids of :func:`wanted`.
        config: The site.
        as_of: The moment.
        inputs_hash: Hash of the public inputs, for ``generation.json``.
    """
    known = sorted(digests, key=_newest_first)
    full = {name: views[name] for name in sorted(wanted(known, config, as_of))}
    opened = [view for view in full.values() if view.is_open]
    incidents = [view for view in opened if view.kind is RecordKind.INCIDENT]
    work = [view for view in opened if view.kind is RecordKind.MAINTENANCE]
    incidents.sort(key=lambda view: view.started_at or view.last_changed_at, reverse=True)
    incidents.sort(key=lambda view: -badness(view.state))
    damaged = [view for view in full.values() if view.damage_is_fresh]
    damaged.sort(key=lambda view: (view.damaged_at or view.last_changed_at, view.id), reverse=True)
    components = _components(known, damaged, config, as_of)
    next_at, next_what = find_next_change(known, as_of, config.zone)
    last_update = max(
        (
            (digest.last_update_at, not digest.is_update_day_only)
            for digest in known
            if digest.last_update_at
        ),
        default=None,
    )
    recent_days = last_days(as_of, config.zone, RECENT_DAYS)
    recent_start = day_start(recent_days[0], config.zone)
    over = [digest for digest in known if not digest.is_open]
    past = [digest for digest in known if digest.day <= recent_days[-1]]
    return PublicSite(
        config=config,
        as_of=as_of,
        entry_count=sum(len(digest.entries) for digest in known),
        inputs_hash=inputs_hash,
        next_change_at=next_at,
        next_change=next_what,
        state=_page_state(components, incidents, damaged),
        open=tuple(incidents),
        damaged=tuple(damaged),
        active=tuple(
            sorted(
                (view for view in work if view.status is not MaintenanceStatus.SCHEDULED),
                key=lambda view: (view.started_at or as_of, view.id),
            )
        ),
        upcoming=tuple(
            sorted(
                (view for view in work if view.status is MaintenanceStatus.SCHEDULED),
                key=lambda view: (view.scheduled_for or as_of, view.id),
            )
        ),
        past_maintenance=tuple(digest for digest in over if digest.kind is RecordKind.MAINTENANCE),
        recent=tuple(
            digest
            for digest in past
            if not digest.is_open and is_recent(digest, recent_days[0], recent_start)
        ),
        recent_days=recent_days,
        months=_months(past),
        postmortems=tuple(
            sorted(
                (digest for digest in known if digest.has_postmortem),
                key=lambda digest: (digest.postmortem_at or as_of, digest.id),
                reverse=True,
            )
        ),
        groups=config.groups,
        components=components,
        last_update_at=last_update[0] if last_update else None,
        is_update_day_only=last_update is not None and not last_update[1],
        last_trouble_day=find_last_trouble(over, config.zone, as_of),
        digests={digest.id: digest for digest in known},
    )


def _newest_first(digest: Digest) -> tuple[int, float, str]:
    at = digest.started_at or digest.scheduled_for or digest.last_changed_at
    return (-digest.day.toordinal(), -at.timestamp(), digest.id)


def _months(known: Sequence[Digest]) -> tuple[MonthView, ...]:
    by_month: dict[tuple[int, int], list[Digest]] = {}
    for digest in known:
        by_month.setdefault((digest.day.year, digest.day.month), []).append(digest)
    return tuple(
        MonthView(month=f"{year:04}-{month:02}", digests=tuple(by_month[year, month]))
        for year, month in sorted(by_month, reverse=True)
    )


def _components(
    known: Sequence[Digest], damaged: Sequence[IncidentView], config: SiteConfig, as_of: datetime
) -> tuple[ComponentView, ...]:
    days = last_days(as_of, config.zone, BAR_DAYS)
    earliest = min((digest.day for digest in known), default=days[0])
    horizon = _horizon(days[-1])
    start = day_start(horizon, config.zone)
    windows: dict[str, list[tuple[datetime, datetime, ComponentState, str]]] = {}
    now: dict[str, list[ComponentState]] = {}
    for digest in known:
        for window in digest.windows:
            if window.end > start:
                windows.setdefault(window.component, []).append(
                    (window.start, window.end, window.state, digest.id)
                )
        for component, state in digest.states:
            now.setdefault(component, []).append(state)
    unknown = _unknown_days(damaged, config.zone, days[-1])
    unrecorded = [day_span(day, config.zone) for day in sorted(unknown)]
    order = {digest.id: place for place, digest in enumerate(known)}
    return tuple(
        _component(
            component,
            History(windows.get(component.id, ()), as_of, unrecorded),
            worst(now.get(component.id, ())),
            days,
            max(component.since or min(days[0], earliest), horizon),
            unknown,
            as_of,
            config.zone,
            order,
            is_certain=not damaged,
        )
        for component in config.components
    )


def _horizon(today: date) -> date:
    """Return the first day of which any page of a component tells."""
    number = today.year * 12 + today.month - MOST_MONTHS
    return date(number // 12, number % 12 + 1, 1)


def _component(
    component: Component,
    history: History,
    state: ComponentState,
    days: Sequence[date],
    first: date,
    unknown: frozenset[date],
    as_of: datetime,
    zone: str,
    order: Mapping[str, int],
    *,
    is_certain: bool,
) -> ComponentView:
    since, retired = component.since, component.retired
    bar_start = day_start(max(days[0], since) if since else days[0], zone)
    until = min(as_of, day_start(retired, zone)) if retired else as_of
    records = history.records(bar_start, as_of + timedelta(seconds=1))
    return ComponentView(
        component=component,
        state=state,
        is_certain=is_certain,
        days=mark_days(
            history, days, zone=zone, since=since, retired=retired, unknown=unknown, now=state
        ),
        uptime=history.uptime(bar_start, until),
        months=months_of(
            history,
            first=first,
            until=until,
            zone=zone,
            most=MOST_MONTHS,
            is_over=retired is not None and retired <= days[-1],
        ),
        incidents=tuple(sorted(records, key=order.__getitem__)),
        is_retired=retired is not None and retired <= days[-1],
    )


def _unknown_days(damaged: Sequence[IncidentView], zone: str, today: date) -> frozenset[date]:
    """Return the days that unreadable records may concern: those of their ids, and today.

    Nothing but a date is known of an id, so it stands for the one day it names.
    """
    days: set[date] = set()
    for view in damaged:
        days.update((min(view.date, today), today))
        if view.damaged_at:
            days.add(min(local_day(view.damaged_at, zone), today))
    return frozenset(days)


def _page_state(
    components: Sequence[ComponentView],
    incidents: Sequence[IncidentView],
    damaged: Sequence[IncidentView],
) -> PageState:
    offered = [view for view in components if not view.is_retired]
    states = [view.state for view in offered]
    indicator, description = page_status(states)
    if damaged and indicator not in {Indicator.MAJOR, Indicator.CRITICAL}:
        indicator, description = Indicator.MAJOR, "Partial System Outage"
    broken = sorted(
        (
            (view.component.id, view.state)
            for view in offered
            if badness(view.state) > badness(ComponentState.UNDER_MAINTENANCE)
        ),
        key=lambda item: -badness(item[1]),
    )
    return PageState(
        is_known=not damaged,
        state=worst(states),
        has_open_incident=bool(incidents),
        indicator=indicator,
        description=description,
        broken=tuple(broken),
        in_maintenance=tuple(
            view.component.id for view in offered if view.state is ComponentState.UNDER_MAINTENANCE
        ),
        working=sum(1 for state in states if state is ComponentState.OPERATIONAL),
        total=len(offered),
        lead=incidents[0].id if incidents else None,
    )
