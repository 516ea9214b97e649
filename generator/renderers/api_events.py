"""Incidents and planned work of the Statuspage API v2 (interop §1.2).

An event holds its components as they are *now*, so it is made in two steps: everything else, kept
from build to build while its record is unchanged, and the components, put in at the end.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from generator.core.api_ids import create_api_id
from generator.core.api_lists import has_ended
from generator.core.vocabulary import (
    ComponentState,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.renderers.api_page import (
    component_id,
    full_name,
    page_id,
    write_line,
    write_time,
)
from generator.renderers.markup import disarm, printable
from generator.renderers.sentences import planned_time, status_word, title_of, update_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.core.facts import Edition, Status
    from generator.core.views import IncidentView, PostmortemView, UpdateView
    from generator.renderers.api_types import (
        ApiAffected,
        ApiEvent,
        ApiIncident,
        ApiMaintenance,
        ApiUpdate,
    )
    from generator.renderers.frame import Frame

POSTMORTEM = "postmortem"
_WATCHING = (IncidentStatus.MONITORING, MaintenanceStatus.VERIFYING)
_ENDED = (IncidentStatus.RESOLVED, MaintenanceStatus.COMPLETED)
_FINE = ComponentState.OPERATIONAL


def event_id(view: IncidentView) -> str:
    """Return the API id of an incident or maintenance."""
    return view.api_id or create_api_id("incident", view.id)


def named_components(view: IncidentView, frame: Frame) -> list[str]:
    """Return our ids of the components of *view* that ``site.yml`` knows, in its order."""
    named = set(view.components)
    return [each.id for each in frame.config.components if each.id in named]


def create_incident(view: IncidentView, frame: Frame) -> ApiIncident:
    """Return an incident without its components."""
    return {**_create_event(view, frame, str(view.impact)), "reminder_intervals": None}


def create_maintenance(view: IncidentView, frame: Frame) -> ApiMaintenance:
    """Return planned work without its components; what has no end ends when it begins."""
    zone = frame.config.zone
    begins_at = view.scheduled_for or _first_at(view)
    return {
        **_create_event(view, frame, "maintenance"),
        "scheduled_for": write_time(begins_at, zone),
        "scheduled_until": write_time(max(view.scheduled_until or begins_at, begins_at), zone),
    }


def _create_event(view: IncidentView, frame: Frame, impact: str) -> ApiEvent:
    zone = frame.config.zone
    updates = _create_updates(view, frame)
    return {
        "id": event_id(view),
        "name": write_line(title_of(view, frame)),
        "status": updates[0]["status"],
        "created_at": write_time(_first_at(view), zone),
        "updated_at": write_time(_updated_at(view), zone),
        "monitoring_at": _monitoring_at(view, zone),
        "resolved_at": _resolved_at(view, zone),
        "impact": impact,
        "shortlink": _link(view, frame),
        "started_at": _started_at(view, zone),
        "page_id": page_id(frame.config),
        "incident_updates": updates,
        "components": [],
    }


def status_of(view: IncidentView) -> Status:
    """Return where *view* stands in words the API has: what is withdrawn or merged is over."""
    is_over = has_ended(
        is_open=view.is_open,
        status=view.status,
        is_put_away=view.is_tombstone or view.merged_into is not None,
        has_updates=bool(view.updates),
        damage_is_fresh=view.damage_is_fresh,
    )
    if not is_over:
        return view.status
    is_work = view.kind is RecordKind.MAINTENANCE
    return MaintenanceStatus.COMPLETED if is_work else IncidentStatus.RESOLVED


def _create_updates(view: IncidentView, frame: Frame) -> list[ApiUpdate]:
    """Return the updates, newest first; never none, and the first tells the event's status."""
    found = [
        (update.at, _create_update(view, update, affected, frame))
        for update, affected in _each_with_components(view, frame)
    ]
    if not found:
        found.append((_first_at(view), _create_notice(view, frame)))
    found[-1][1]["status"] = str(status_of(view))
    if view.postmortem is not None and not view.is_open:
        told = _create_postmortem(view, view.postmortem, frame)
        found.append((_first_edition(view.postmortem).published_at, told))
        found.sort(key=lambda pair: pair[0])  # what came after it stays the last word
    return [told for _, told in reversed(found)]


def _create_update(
    view: IncidentView, update: UpdateView, affected: list[ApiAffected] | None, frame: Frame
) -> ApiUpdate:
    zone = frame.config.zone
    name = f"{view.id}/{update.id}"
    return {
        "id": update.api_id or create_api_id("update", name),
        "status": str(update.status),
        "body": _body(view, update, frame),
        "incident_id": event_id(view),
        "created_at": write_time(update.at, zone),
        "updated_at": write_time(max(update.at, update.changed_at or update.at), zone),
        "display_at": write_time(update.shown_at, zone),
        "affected_components": affected,
        "deliver_notifications": update.notify and _was_told(view, update.api_id),
        "custom_tweet": None,
        "tweet_id": None,
    }


def _body(view: IncidentView, update: UpdateView, frame: Frame) -> str:
    if update.is_withdrawn or (view.is_tombstone and update.retracts is None):
        return frame.words("feed.withdrawn_text")
    text = _write_text(update_text(view, update, frame))
    if text.strip() or update.api_id is not None:
        return text
    return _write_text(_stand_in(update, frame))


def _stand_in(update: UpdateView, frame: Frame) -> str:
    """Return what an update without any words says: bots would send an empty message else."""
    if update.planned is not None:
        return frame.words("work.planned_for", time=planned_time(update, frame))
    return status_word(update.status, frame, is_cancelled=update.is_called_off)


def _write_text(text: str) -> str:
    return disarm(printable(text).strip("\n"))


def _create_notice(view: IncidentView, frame: Frame) -> ApiUpdate:
    """Return the one update of a record of which nothing can be read."""
    at = write_time(_first_at(view), frame.config.zone)
    key = "unreadable_text" if view.damage_is_fresh else "unreadable_old_text"
    return {
        "id": create_api_id("update", f"{view.id}/unreadable"),
        "status": str(status_of(view)),
        "body": frame.words(f"incident.{key}"),
        "incident_id": event_id(view),
        "created_at": at,
        "updated_at": at,
        "display_at": at,
        "affected_components": None,
        "deliver_notifications": False,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _create_postmortem(view: IncidentView, postmortem: PostmortemView, frame: Frame) -> ApiUpdate:
    """Return the post-mortem as an update; where it is ours its page is named at the end."""
    zone, edition = frame.config.zone, postmortem.edition
    first = _first_edition(postmortem)
    parts = [edition.summary.strip(), edition.what_happened.strip()]
    if edition.api_id is None:
        url = f"{frame.config.url.rstrip('/')}/postmortems/{view.id}/"
        parts.append(frame.words("feed.postmortem_page", url=url))
    return {
        "id": first.api_id or create_api_id("postmortem", view.id),
        "status": POSTMORTEM,
        "body": _write_text("\n\n".join(part for part in parts if part)),
        "incident_id": event_id(view),
        "created_at": write_time(first.published_at, zone),
        "updated_at": write_time(max(first.published_at, postmortem.changed_at), zone),
        "display_at": None,
        "affected_components": None,
        "deliver_notifications": _was_told(view, first.api_id),
        "custom_tweet": None,
        "tweet_id": None,
    }


def _was_told(view: IncidentView, api_id: str | None) -> bool:
    """Return whether anybody was told: nobody was of what we wrote down long afterwards."""
    return not view.is_backfilled or api_id is not None


def _first_edition(postmortem: PostmortemView) -> Edition:
    editions = (postmortem.edition, *postmortem.earlier)
    return min(editions, key=lambda each: (each.published_at, each.number))


def _each_with_components(
    view: IncidentView, frame: Frame
) -> Iterator[tuple[UpdateView, list[ApiAffected] | None]]:
    """Yield each update, oldest first, with every component named until then, moved or not.

    Source:
        interop §1.2: non-null also where old equals new, null while none was ever attached.
    """
    states: dict[str, ComponentState] = {}
    if view.kind is RecordKind.MAINTENANCE:
        states = dict.fromkeys(view.components, _FINE)
    for update in reversed(view.updates):
        before = dict(states)
        for effect in update.effects:
            before.setdefault(effect.component, effect.old)
            states[effect.component] = effect.new
        yield update, _affected(before, states, frame) if states else None


def _affected(
    before: dict[str, ComponentState], after: dict[str, ComponentState], frame: Frame
) -> list[ApiAffected]:
    return [
        {
            "code": component_id(component),
            "name": full_name(component, frame.config),
            "old_status": str(before[component.id]),
            "new_status": str(after[component.id]),
        }
        for component in frame.config.components
        if component.id in after
    ]


def _first_at(view: IncidentView) -> datetime:
    if view.updates:
        return view.updates[-1].at
    day = datetime.combine(view.date, time(), tzinfo=UTC)
    return view.damaged_at or day


def _started_at(view: IncidentView, zone: str) -> str:
    first = view.updates[-1].shown_at if view.updates else _first_at(view)
    return write_time(first, zone)


def _updated_at(view: IncidentView) -> datetime:
    return max(view.last_changed_at, _first_at(view))


def _monitoring_at(view: IncidentView, zone: str) -> str | None:
    """Return when monitoring, or verifying, was first reached; not withdrawn, not far ahead."""
    for update in reversed(view.updates):
        if update.status in _WATCHING and not update.is_withdrawn and not update.is_ahead:
            return write_time(update.shown_at, zone)
    return None


def _resolved_at(view: IncidentView, zone: str) -> str | None:
    if status_of(view) not in _ENDED:
        return None
    last = view.updates[0].shown_at if view.updates else _first_at(view)
    return write_time(view.resolved_at or last, zone)


def _link(view: IncidentView, frame: Frame) -> str:
    return f"{frame.config.url.rstrip('/')}/incidents/{view.id}/"
