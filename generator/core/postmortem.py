"""The public post-mortem: what a person approved, plus all that can be computed (§5.2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from generator.core.facts import ActionState, PublicChange, Record
from generator.core.moments import Moments
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
    """
    published = [edition for edition in record.editions if edition.published_at <= as_of]
    if not published:
        return None
    edition = published[-1]
    for change in edition.changes:
        moments.add(due_limit(change.due, zone))
    return PostmortemView(
        edition=edition,
        earlier=tuple(published[:-1]),
        changes=tuple(_change(change, record.actions, as_of, zone) for change in edition.changes),
        timeline=_timeline(updates, edition.published_at),
        changed_at=edition.published_at,
    )


@lru_cache(maxsize=512)
def due_limit(due: str | None, zone: str) -> datetime | None:
    """Return the moment from which a change due *due* is late: after that day or month.

    Args:
        due: ``YYYY-MM`` or ``YYYY-MM-DD`` (checked by the reader), or None.
        zone: The site's zone, whose midnight counts.
    """
    if due is None:
        return None
    if len(due) == len("2025-01"):
        year, month = int(due[:4]), int(due[5:])
        after = date(year + month // 12, month % 12 + 1, 1)
    else:
        after = date.fromisoformat(due) + timedelta(days=1)
    return datetime.combine(after, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def _change(
    change: PublicChange, actions: Sequence[ActionState], as_of: datetime, zone: str
) -> ChangeView:
    action = next((each for each in actions if each.id == change.id), None)
    limit = due_limit(change.due, zone)
    if action is not None and action.done is not None:
        state = "done"
    elif action is not None and action.dropped:
        state = "dropped"
    elif limit is not None and as_of >= limit:
        state = "late"
    else:
        state = "planned"
    return ChangeView(
        id=change.id,
        text=change.text,
        state=state,
        due=change.due,
        done=action.done if action else None,
        note=action.dropped if action else "",
    )


def _timeline(updates: Sequence[UpdateView], until: datetime) -> tuple[MilestoneView, ...]:
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
                at=update.shown_at,
                kind=kind,
                status=update.status,
                effects=update.effects,
                gap=max(update.shown_at - before, timedelta()) if before else None,
            )
        )
        before = update.shown_at
    lines.append(MilestoneView(at=until, kind="published", gap=until - before if before else None))
    return tuple(lines)
