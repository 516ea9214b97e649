"""From what is known of one record to its brief; both sides come in, none is opened here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from generator.core.brief import Brief
from generator.core.digest import find_last_update
from generator.core.internal_facts import InternalRecord
from generator.core.log_standing import Standing, is_security, read_standing
from generator.core.log_verbs import Verb
from generator.core.rewinding import rewind
from generator.core.views import IncidentView
from generator.core.vocabulary import RecordKind


def known_at(internal: InternalRecord, as_of: datetime) -> InternalRecord | None:
    """Return *internal* as far as it was known at *as_of*, or None before that (``--now``).

    A record comes into being with its ``DETECTED`` line, else with its first line, else with the
    day in its id. What the header says without a time, and what is only known afterwards, is left
    out until the log says that it is over (design §3).
    """
    detected = internal.find_first(Verb.DETECTED)
    if detected is not None:
        begun_at = detected.at
    elif internal.log:
        begun_at = internal.log[0].at
    else:
        begun_at = datetime.combine(internal.date, time(), UTC)
    if begun_at > as_of:
        return None
    log = tuple(entry for entry in internal.log if entry.at <= as_of)
    return rewind(replace(internal, log=log), as_of)


def create_brief(
    id_: str,
    kind: RecordKind,
    path: str,
    *,
    view: IncidentView | None,
    internal: InternalRecord | None,
    public_title: str = "",
    is_declared: bool = False,
) -> Brief:
    """Return the brief of one record.

    Args:
        id_: Its id.
        kind: Incident or maintenance.
        path: Its folder, relative to the root.
        view: What visitors see of it; None when nothing is public.
        internal: What responders wrote down; None when they have not.
        public_title: The title of the public header, for a draft that nobody can read yet.
        is_declared: There is a header and no update yet: declared where nothing internal is kept.
    """
    told = view if view is not None and view.updates else None
    last_update = find_last_update(view) if view is not None else None
    standing = read_standing(internal.log) if internal is not None else Standing()
    title = view.title if view is not None else ""
    parts = view.components if view is not None else ()
    started_at, detected_at = (
        _time_of(internal, verb) if internal is not None else None
        for verb in (Verb.STARTED, Verb.DETECTED)
    )
    return Brief(
        id=id_,
        kind=kind,
        path=path,
        title=(internal.title if internal is not None else "") or title or public_title,
        public_title=title,
        severity=_severity(internal) if internal is not None else None,
        is_open=told.is_open if told is not None else _is_going_on(internal, is_declared),
        is_public=view is not None,
        status=told.status if told is not None else None,
        states=view.states if view is not None else (),
        components=(internal.components if internal is not None else ()) or parts,
        promise_due_at=view.promise_due_at if view is not None else None,
        last_update_at=last_update[0] if last_update is not None else None,
        started_at=started_at or (view.started_at if view is not None else None),
        detected_at=detected_at,
        scheduled_for=view.scheduled_for if view is not None else None,
        scheduled_until=view.scheduled_until if view is not None else None,
        is_awaiting_confirmation=view is not None and view.is_awaiting_confirmation,
        is_doubted=view is not None and view.damage_is_fresh,
        merged_into=view.merged_into if view is not None else None,
        is_withdrawn=view is not None and view.is_tombstone,
        is_security=internal is not None and is_security(internal),
        is_acknowledged=standing.is_acknowledged,
        is_worked_on=standing.is_worked_on,
        is_mitigated=standing.is_mitigated,
        resolved_at=standing.resolved_at if _owes_afterwards(internal, view) else None,
        is_closed=standing.is_closed,
    )


def _owes_afterwards(internal: InternalRecord | None, view: IncidentView | None) -> bool:
    """Return whether an incident that is over is one with duties of its own."""
    if internal is None or internal.outcome or internal.is_backfilled:
        return False
    return view is None or not (view.is_backfilled or view.is_tombstone or view.merged_into)


def _is_going_on(internal: InternalRecord | None, is_declared: bool) -> bool:
    if internal is None:
        return is_declared
    return not (internal.is_resolved or internal.is_backfilled or internal.outcome)


def _time_of(internal: InternalRecord, verb: Verb) -> datetime | None:
    entry = internal.find_first(verb)
    return None if entry is None else entry.at


def _severity(internal: InternalRecord) -> int | None:
    severity = internal.severity
    for entry in internal.log:
        if entry.verb is Verb.SEV:
            severity = entry.severity
    return severity
