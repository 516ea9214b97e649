"""The public post-mortem: what a person approved, plus all that can be computed (§5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from generator.core.calendar_days import day_start, month_after, month_start
from generator.core.facts import ActionState, PublicChange, Record
from generator.core.moments import BEGINNING, Moments
from generator.core.views import ChangeView, MilestoneView, PostmortemView, UpdateView
from generator.core.vocabulary import IncidentStatus


def create_postmortem(
    record: Record,
    updates: Sequence[UpdateView],
    as_of: datetime,
    zone: str,
    moments: Moments,
) -> PostmortemView | None:
    """Return the newest edition published by *as_of* with what is computed, or None.

    The timeline ends where the edition was published: a first edition tells no later events.
    Only the state of the changes goes on.

    Args:
        record: The facts.
        updates: What visitors read, oldest first.
        as_of: The moment; later editions are withheld.
        zone: The site's zone, whose days count for changes.
        moments: Takes when the report changes.
    """
    editions = sorted(record.editions, key=lambda edition: edition.number)
    for edition in editions:
        moments.add_dated(edition.published_at)
    for action in record.actions:
        if action.done is not None:
            # A day to come is a finding until then, whether or not a report shows it.
            moments.add_fact(_begin(action.done, zone))
    published = [edition for edition in editions if edition.published_at <= as_of]
    if not published:
        return None
    edition = published[-1]
    actions = {action.id: action for action in record.actions}
    return PostmortemView(
        edition=edition,
        earlier=tuple(published[:-1]),
        changes=tuple(
            _create_change(change, actions.get(change.id), as_of, zone, moments)
            for change in edition.changes
        ),
        timeline=_timeline(updates, edition.published_at),
        changed_at=edition.published_at,
    )


def due_limit(due: str | None, zone: str) -> datetime | None:
    """Return the moment from which a change due *due* is late: after that day or month.

    Args:
        due: ``YYYY-MM`` or ``YYYY-MM-DD`` (checked by the reader), or None.
        zone: The site's zone, whose midnight counts.

    Returns:
        The moment, or None when nothing is due or the calendar ends before.
    """
    if due is None or not MINYEAR < int(due[:4]) < MAXYEAR:
        return None
    if len(due) == len("2025-01"):
        return month_start(month_after(due), zone)
    return day_start(date.fromisoformat(due) + timedelta(days=1), zone)


def _begin(day: date, zone: str) -> datetime:
    """Return when *day* begins in *zone*; in the calendar's first year, before all else."""
    return day_start(day, zone) if day.year > MINYEAR else BEGINNING


def _create_change(
    change: PublicChange,
    action: ActionState | None,
    as_of: datetime,
    zone: str,
    moments: Moments,
) -> ChangeView:
    done = action.done if action else None
    if done is not None:
        # Nothing is done on a day that has not begun, whatever was typed.
        known_from = _begin(done, zone)
        moments.add_dated(known_from)
        done = done if known_from <= as_of else None
    limit = due_limit(change.due, zone)
    if done is not None:
        state = "done"
    elif action is not None and action.dropped:
        state = "dropped"
    else:
        moments.add(limit)
        state = "late" if limit is not None and as_of >= limit else "planned"
    return ChangeView(
        id=change.id,
        text=change.text,
        state=state,
        due=change.due,
        done=done,
        note=action.dropped if action else "",
    )


def _timeline(updates: Sequence[UpdateView], until: datetime) -> tuple[MilestoneView, ...]:
    """Return when the public was told: of an update the time of writing, never of what it tells."""
    lines: list[MilestoneView] = []
    before: datetime | None = None
    for update in updates:
        if update.is_withdrawn or update.at > until:
            continue
        if not lines:
            kind = "first_update"
        elif update.status is IncidentStatus.RESOLVED:
            kind = "ended"
        else:
            kind = "update"
        lines.append(
            MilestoneView(
                at=update.at,
                kind=kind,
                status=update.status,
                effects=update.effects,
                gap=update.at - before if before else None,
            )
        )
        before = update.at
    lines.append(MilestoneView(at=until, kind="published", gap=until - before if before else None))
    return tuple(lines)
