"""The course of one incident: what happened when, as the clocks need it.

Made once from the facts of both sides; nothing here knows the policy or the present moment.
No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.role_holdings import (
    ROLE_VERBS,
    Holding,
    find_first_holders,
    take_role,
)
from generator.core.facts import ImpactWindow, Status
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.views import IncidentView
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind


class Told(NamedTuple):
    """One public update as the clocks need it.

    Attributes:
        promise_due_at: When it promised the next one; None where it promised none.
    """

    at: datetime
    status: Status
    promise_due_at: datetime | None = None


class PublicSide(NamedTuple):
    """What visitors can see of an incident.

    Attributes:
        updates: Those that stand and people wrote, oldest first.
        promise_due_at: When the next one was promised; None: not, or it is over.
        windows: Impact windows, oldest first.
        postmortem_at: When the public post-mortem came out.
        states: Component and the state it contributes now.
    """

    title: str
    status: Status
    updates: tuple[Told, ...] = ()
    promise_due_at: datetime | None = None
    windows: tuple[ImpactWindow, ...] = ()
    postmortem_at: datetime | None = None
    states: tuple[tuple[str, ComponentState], ...] = ()
    components: tuple[str, ...] = ()
    advice: str = ""
    vendor_url: str = ""
    is_backfilled: bool = False
    merged_into: str | None = None


class SeverityStep(NamedTuple):
    """The severity from ``at`` on; ``level`` None for unset (R9)."""

    at: datetime
    level: int | None
    who: str | None = None
    reason: str = ""


class Cycle(NamedTuple):
    """One stretch from detection or reopening to resolution (R98).

    Attributes:
        begun_at: Detection, or the ``REOPENED`` line.
        closed_at: When it was closed before it came back; None in the last cycle.
    """

    begun_at: datetime
    mitigated_at: datetime | None = None
    resolved_at: datetime | None = None
    closed_at: datetime | None = None


class Course(NamedTuple):
    """What happened when. All times aware UTC; None means that it has not, or nobody said so.

    Attributes:
        detected_at: The ``DETECTED`` line; without one the first line of the log (see below).
        is_detection_assumed: There is no ``DETECTED`` line.
        cycles: At least one where anything was detected; after ``REOPENED`` another.
        severities: Every change, oldest first; the header's severity, or none, holds from
            detection (R9).
        roles: Who held what when, in the order of the log.
        notices: ``NOTIFIED`` lines.
        options: ``PROPOSED``, ``APPROVED``, ``BEGUN`` and ``DONE`` lines.
        logged: Times of all lines of the log, oldest first.
    """

    record: InternalRecord
    public: PublicSide | None
    started_at: datetime | None
    detected_at: datetime | None
    is_detection_assumed: bool
    acknowledged_at: datetime | None
    verified_at: datetime | None
    closed_at: datetime | None
    cycles: tuple[Cycle, ...]
    severities: tuple[SeverityStep, ...]
    roles: tuple[Holding, ...]
    notices: tuple[LogEntry, ...]
    options: tuple[LogEntry, ...]
    logged: tuple[datetime, ...]

    @property
    def mitigated_at(self) -> datetime | None:
        """When people could work again for the first time (X17: as a responder stated it)."""
        return self.cycles[0].mitigated_at if self.cycles else None

    @property
    def resolved_at(self) -> datetime | None:
        """When it was over for good; None while it goes on, reopened ones too."""
        return self.cycles[-1].resolved_at if self.cycles else None

    @property
    def ended_at(self) -> datetime | None:
        """When it was resolved, or closed without that (merged, called off)."""
        return self.resolved_at or self.closed_at or self._merged_at

    @property
    def _merged_at(self) -> datetime | None:
        """When the page last spoke of it, where that says that another incident takes over."""
        public = self.public
        if public is None or public.merged_into is None or not public.updates:
            return None
        return public.updates[-1].at

    @property
    def is_backfilled(self) -> bool:
        """Whether it was written down long afterwards (R103)."""
        return self.record.is_backfilled or (self.public is not None and self.public.is_backfilled)

    @property
    def declared_at(self) -> datetime | None:
        """When a severity was first set."""
        return next((step.at for step in self.severities if step.level is not None), None)

    @property
    def peak(self) -> int | None:
        """The highest severity ever set, 1 being the highest; None while unset (X2)."""
        levels = [step.level for step in self.severities if step.level is not None]
        return min(levels, default=None)

    @property
    def severity(self) -> int | None:
        """The severity in force."""
        return self.severities[-1].level if self.severities else None

    def holder(self, role: str) -> str | None:
        """Return who holds *role* now, or held it last before the end."""
        found = [each for each in self.roles if each.role == role]
        current = [each for each in found if each.until is None]
        return (current or found)[-1].who if found else None

    def holders(self, role: str) -> tuple[str, ...]:
        """Return everybody who ever held *role*, each once, in order."""
        return tuple(dict.fromkeys(each.who for each in self.roles if each.role == role))


def see_public(view: IncidentView | None) -> PublicSide | None:
    """Return the public side of an incident, or None where nothing of it is public."""
    if view is None or view.kind is not RecordKind.INCIDENT or view.is_tombstone:
        return None
    standing = [
        update
        for update in view.updates
        if not update.is_withdrawn and not update.is_synthetic and update.retracts is None
    ]
    standing.reverse()
    return PublicSide(
        title=view.title,
        status=view.status,
        updates=tuple(Told(each.at, each.status, each.promise_due_at) for each in standing),
        promise_due_at=view.promise_due_at,
        windows=view.windows,
        postmortem_at=view.postmortem.edition.published_at if view.postmortem else None,
        states=view.states,
        components=view.components,
        advice=view.advice,
        vendor_url=view.vendor_url or "",
        is_backfilled=view.is_backfilled,
        merged_into=view.merged_into,
    )


def create_course(record: InternalRecord, public: PublicSide | None) -> Course:
    """Return the course of *record*, an incident.

    Without a ``DETECTED`` line the first line of the log counts as detection, so that a live
    incident has its clocks; ``check`` asks for the line (INT005). Milestones out of order stay as
    written; ``check`` points at them (INT002).

    Source: R9, R40, R98, R99, X1, X17, X23.
    """
    started = acknowledged = verified = closed = None
    cycles: list[Cycle] = []
    mitigated = resolved = begun = None
    steps: list[SeverityStep] = []
    notices: list[LogEntry] = []
    options: list[LogEntry] = []
    log = record.log
    first = record.find_first(Verb.DETECTED) or (log[0] if log else None)
    detected = None if first is None else first.at
    roles = [] if detected is None else find_first_holders(record, detected)
    for entry in log:
        verb = entry.verb
        if verb is None:
            continue
        at = entry.at
        if verb is Verb.STARTED:
            started = started or at
        elif verb is Verb.ACK:
            acknowledged = acknowledged or at
            if entry.who:
                take_role(roles, "on_call", entry)
        elif verb is Verb.MITIGATED:
            mitigated = mitigated or at
        elif verb is Verb.VERIFIED:
            verified = at
        elif verb is Verb.RESOLVED:
            resolved = resolved or at
        elif verb is Verb.CLOSED:
            closed = at
        elif verb is Verb.REOPENED:
            cycles.append(Cycle(begun or at, mitigated, resolved, closed))
            begun, mitigated, resolved, closed = at, None, None, None
        elif verb is Verb.SEV:
            steps.append(SeverityStep(at, entry.severity, entry.who, entry.text))
        elif verb in ROLE_VERBS:
            take_role(roles, ROLE_VERBS[verb], entry)
        elif verb is Verb.NOTIFIED:
            notices.append(entry)
        elif entry.option is not None:
            options.append(entry)
    if detected is not None:
        if cycles:
            cycles[0] = cycles[0]._replace(begun_at=detected)
        cycles.append(Cycle(detected if begun is None else begun, mitigated, resolved))
        if not steps or steps[0].at > detected:
            steps.insert(0, SeverityStep(detected, record.severity))
    return Course(
        record=record,
        public=public,
        started_at=started,
        detected_at=detected,
        is_detection_assumed=first is None or first.verb is not Verb.DETECTED,
        acknowledged_at=acknowledged,
        verified_at=verified,
        closed_at=closed,
        cycles=tuple(cycles),
        severities=tuple(steps),
        roles=tuple(roles),
        notices=tuple(notices),
        options=tuple(options),
        logged=tuple([entry.at for entry in log]),
    )


def internal_status(course: Course) -> str:
    """Return the internal status, derived from milestones (X1, R70, R88)."""
    if course.record.outcome:
        return course.record.outcome
    if course.closed_at is not None:
        return "closed"
    if course.resolved_at is not None:
        return "resolved"
    is_mitigated = bool(course.cycles) and course.cycles[-1].mitigated_at is not None
    return "mitigated" if is_mitigated else "investigating"


_SAME = {
    "investigating": (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED),
    "mitigated": (IncidentStatus.MONITORING,),
    "resolved": (IncidentStatus.RESOLVED,),
    "closed": (IncidentStatus.RESOLVED,),
}


def find_status_hint(course: Course) -> str:
    """Return where log and status page tell different things, or an empty text (1.4, X1)."""
    status = internal_status(course)
    if course.public is None or not course.public.updates or status not in _SAME:
        return ""
    if course.public.status in _SAME[status]:
        return ""
    return f"log says {status}, public says {course.public.status}"
