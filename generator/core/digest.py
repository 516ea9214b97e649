"""What lists, bars and figures need of one record, small enough to keep ten thousand of."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from generator.core.facts import SiteConfig
from generator.core.views import Digest, EntryRef, IncidentView, UpdateView
from generator.core.withdrawn import WHOLE

SUMMARY_LENGTH = 240
"""Longest summary, in characters."""


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """Return the zone called *name*; readers have checked that it exists."""
    return ZoneInfo(name)


def local_day(at: datetime, zone: str) -> date:
    """Return the day on which *at* fell in *zone*."""
    return at.astimezone(zone_of(zone)).date()


def summarise(view: IncidentView, config: SiteConfig) -> Digest:
    """Return the digest of *view*."""
    entries = tuple(
        EntryRef(
            incident=view.id,
            update=update.id,
            at=update.at,
            components=view.mentioned or view.components,
            is_in_feeds=update.notify and not view.is_backfilled,
        )
        for update in view.updates
        if update.is_entry and not update.is_synthetic
    )
    postmortem = view.postmortem
    last_update = find_last_update(view)
    return Digest(
        id=view.id,
        kind=view.kind,
        day=_find_day(view, config.zone),
        title=view.title,
        status=view.status,
        peak=view.peak,
        impact=view.impact,
        state=view.state,
        is_open=view.is_open,
        components=view.components,
        states=view.states,
        windows=view.windows,
        durations=view.durations,
        entries=entries,
        summary=_summary(view.updates),
        started_at=view.started_at,
        ended_at=view.ended_at,
        scheduled_for=view.scheduled_for,
        scheduled_until=view.scheduled_until,
        is_cancelled=view.is_cancelled,
        is_tombstone=view.is_tombstone,
        merged_into=view.merged_into,
        is_backfilled=view.is_backfilled,
        has_postmortem=postmortem is not None,
        postmortem_title=postmortem.edition.title if postmortem else "",
        postmortem_at=postmortem.edition.published_at if postmortem else None,
        is_damaged=view.is_damaged,
        damaged_at=view.damaged_at,
        damage_is_fresh=view.damage_is_fresh,
        damaged_components=view.damaged_components,
        last_update_at=last_update[0] if last_update else None,
        last_changed_at=view.last_changed_at,
        valid_from=view.valid_from,
        valid_until=view.valid_until,
        next_change_at=view.next_change_at,
        is_update_day_only=last_update is not None and last_update[1],
        is_change_day_only=view.is_change_day_only,
        created_at=view.updates[-1].at if view.updates else None,
        api_id=view.api_id,
        former_addresses=view.former_addresses,
        event=view.event,
    )


def find_last_update(view: IncidentView) -> tuple[datetime, bool] | None:
    """Return when somebody last wrote, and whether no more than its UTC day is known.

    What only the clock made and what is dated ahead was written by nobody yet.
    """
    told = [
        (update.at, not update.is_day_only)
        for update in view.updates
        if not update.is_synthetic and not update.is_ahead
    ]
    if not told:
        return None
    at, is_exact = max(told)
    return at, not is_exact


def _find_day(view: IncidentView, zone: str) -> date:
    """Return the local day under which history lists *view*."""
    planned = view.scheduled_for
    if view.started_at is not None:
        return local_day(view.started_at, zone)
    if planned is None:
        return view.date
    called_off = list(takewhile(lambda update: update.is_called_off, view.updates))
    if called_off:
        return local_day(min(planned, called_off[-1].shown_at), zone)
    withdrawn = [update.at for update in view.updates if update.retracts == WHOLE]
    if withdrawn:
        return local_day(min(planned, *withdrawn), zone)
    return local_day(planned, zone)


def _summary(updates: tuple[UpdateView, ...]) -> str:
    """Return the first paragraph of the newest update that stands, cut at a word's end.

    Empty where nobody wrote any: older words tell of a state that has passed. A withdrawal
    without words stands for nothing but what it leaves.
    """
    standing = (
        update
        for update in updates
        if not update.is_ahead
        and not update.is_withdrawn
        and (update.text or update.retracts is None)
    )
    newest = next(standing, None)
    text = " ".join(newest.text.split("\n\n", 1)[0].split()) if newest else ""
    if len(text) <= SUMMARY_LENGTH:
        return text
    return text[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"
