"""One incident as statistics see it, weighed once for however many periods (R151 to R158).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.clocks import Clock, DutyState, read_clocks
from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.telemetry.downtime import Felt, measure_downtime, measure_impact
from generator.core.telemetry.figures import between
from generator.core.telemetry.metrics import is_backfilled
from generator.core.telemetry.sla import find_verdict


class Case(NamedTuple):
    """What statistics know of one incident.

    Attributes:
        detected_at: Its UTC month is the period it counts in, however long it went on (X27).
        severity: The highest one ever set; None while unset.
        verdict: ``met``, ``missed``, or anything else for undecided.
        impact: How long anybody felt it.
        downtime: How long something was down.
        cause: ``root_cause.category``, or empty (X26).
    """

    id: str
    detected_at: datetime
    severity: int | None
    to_acknowledge: timedelta | None
    to_mitigate: timedelta | None
    to_resolve: timedelta | None
    in_all: timedelta | None
    verdict: DutyState
    users: int | None
    impact: Felt
    downtime: Felt
    cause: str
    is_backfilled: bool


class LeftOut(NamedTuple):
    """A record that counts in no figure, and why; ``at`` is when it was noticed, if that is known.

    Attributes:
        reason: ``duplicate``, ``false_alarm``, ``merged`` or ``no_detection``.
    """

    id: str
    at: datetime | None
    reason: str


def weigh(
    course: Course, policy: Policy, as_of: datetime, clocks: tuple[Clock, ...] | None = None
) -> Case | LeftOut:
    """Return what statistics know of *course*; *clocks* where somebody has read them already.

    One trouble counts once: a duplicate and what was merged into another record are left out, and
    so is a false alarm. Planned work and drills are no incidents and never get here.
    """
    record = course.record
    reason = record.outcome or ("merged" if course.public and course.public.merged_into else "")
    detected = course.detected_at
    if reason or detected is None:
        return LeftOut(record.id, detected, reason or "no_detection")
    mitigated, resolved = course.mitigated_at, course.resolved_at
    return Case(
        id=record.id,
        detected_at=detected,
        severity=course.peak,
        to_acknowledge=between(detected, course.acknowledged_at),
        to_mitigate=between(course.acknowledged_at, mitigated),
        to_resolve=between(mitigated, resolved),
        in_all=between(detected, resolved),
        verdict=find_verdict(
            course, read_clocks(course, policy, as_of) if clocks is None else clocks
        ),
        users=record.affected.users,
        impact=measure_impact(course),
        downtime=measure_downtime(course),
        cause=record.root_cause.category if record.root_cause else "",
        is_backfilled=is_backfilled(course),
    )
