"""The figures of one incident, with the names of the document (R144, S:1270-1310).

What is not known is None and never 0. No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.review_facts import ReviewStatus
from generator.core.telemetry.figures import between


class IncidentMetrics(NamedTuple):
    """Figures of one incident; names and order are those of the document and never change.

    Attributes:
        severity: The highest one ever set (X2).
        incident_type: The leading one (X31).
        affected_system: Id of the first part, ``_`` for ``-``: ``score_recording``.
        mitigated_at: When people could work again for the first time, as a responder stated it
            (X17).
        resolved_at: The last resolution; None while it goes on, after a reopening too.
        time_to_acknowledge: From detection.
        time_to_mitigate: From acknowledgement.
        time_to_resolve: From mitigation, as the document has it (X21).
        total_duration: From detection to resolution.
        responder: Handle with ``@``, as are all others.
        resolution_method: One of the document's five, or ``other`` (X30).
        action_items_count: Items of the internal post-mortem, done and dropped ones too; 0 where
            there is none (R117).
    """

    incident_id: str
    severity: int | None
    incident_type: str | None
    affected_system: str | None
    detected_at: datetime | None
    acknowledged_at: datetime | None
    mitigated_at: datetime | None
    resolved_at: datetime | None
    time_to_acknowledge: timedelta | None
    time_to_mitigate: timedelta | None
    time_to_resolve: timedelta | None
    total_duration: timedelta | None
    affected_users_count: int | None
    affected_users_percentage: float | None
    user_reports_count: int | None
    responder: str | None
    incident_commander: str | None
    communication_coordinator: str | None
    additional_responders: tuple[str, ...]
    resolution_method: str | None
    post_mortem_completed: bool
    action_items_count: int
    related_deployment: str | None
    related_incidents: tuple[str, ...]


def measure_incident(course: Course) -> IncidentMetrics:
    """Return the figures of *course*.

    Where all four moments are known, and in order, the three stages are the whole: reopened or
    not, the last one ends with the last resolution.

    Source: R144, R145, R117, X17, X21, X29.
    """
    record, review = course.record, course.record.review
    mitigated, resolved = course.mitigated_at, course.resolved_at
    public = course.public
    parts = record.components or (public.components if public else ())
    return IncidentMetrics(
        incident_id=record.id,
        severity=course.peak,
        incident_type=record.types[0].value if record.types else None,
        affected_system=parts[0].replace("-", "_") if parts else None,
        detected_at=course.detected_at,
        acknowledged_at=course.acknowledged_at,
        mitigated_at=mitigated,
        resolved_at=resolved,
        time_to_acknowledge=between(course.detected_at, course.acknowledged_at),
        time_to_mitigate=between(course.acknowledged_at, mitigated),
        time_to_resolve=between(mitigated, resolved),
        total_duration=between(course.detected_at, resolved),
        affected_users_count=record.affected.users,
        affected_users_percentage=record.affected.percent,
        user_reports_count=record.affected.user_reports,
        responder=_at(course.holder("on_call")),
        incident_commander=_at(course.holder("ic")),
        communication_coordinator=_at(course.holder("comms")),
        additional_responders=tuple(f"@{who}" for who in course.holders("support")),
        resolution_method=(record.resolution.method or None) if record.resolution else None,
        post_mortem_completed=review is not None and review.status is ReviewStatus.FINAL,
        action_items_count=len(review.actions) if review else 0,
        related_deployment=record.related_deployment or None,
        related_incidents=record.related_incidents,
    )


def _at(handle: str | None) -> str | None:
    return f"@{handle}" if handle else None


class Beside(NamedTuple):
    """What the document's names leave out and a reader should know.

    Attributes:
        time_to_detect: From the start of the trouble; None where nobody said when it began, which
            is not "noticed at once" (X45).
        detection_to_resolution: What most people call the time to resolve (X21).
        affected_users_approx: How sure the number of users is; empty where nobody said (X29).
        reopenings: How often it came back.
        resolution_other: The words for the method ``other`` (X30).
        is_detection_assumed: No line says ``DETECTED``; the first line of the log counts.
        is_backfilled: Written down long afterwards, so its SLA is not judged (R103).
    """

    started_at: datetime | None
    verified_at: datetime | None
    closed_at: datetime | None
    time_to_detect: timedelta | None
    detection_to_resolution: timedelta | None
    incident_types: tuple[str, ...]
    affected_users_approx: str
    reopenings: int
    resolution_other: str
    is_detection_assumed: bool
    is_backfilled: bool


def look_beside(course: Course) -> Beside:
    """Return what stands beside the figures of *course*."""
    record = course.record
    return Beside(
        started_at=course.started_at,
        verified_at=course.verified_at,
        closed_at=course.closed_at,
        time_to_detect=between(course.started_at, course.detected_at),
        detection_to_resolution=between(course.detected_at, course.resolved_at),
        incident_types=tuple([each.value for each in record.types]),
        affected_users_approx=record.affected.approx,
        reopenings=max(len(course.cycles) - 1, 0),
        resolution_other=record.resolution.other if record.resolution else "",
        is_detection_assumed=course.is_detection_assumed,
        is_backfilled=is_backfilled(course),
    )


def is_backfilled(course: Course) -> bool:
    """Return whether either side of the record was written down afterwards (R103)."""
    return course.record.is_backfilled or bool(course.public and course.public.is_backfilled)
