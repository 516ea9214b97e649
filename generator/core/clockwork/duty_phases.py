"""Under which severity duties are owed, and when nearly none are."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.vocabulary import DataLoss


class Phase(NamedTuple):
    """A stretch under one peak severity (R29, X2): ``[start_at, end_at)``, the last one open."""

    level: int
    start_at: datetime
    end_at: datetime | None


def find_phases(course: Course) -> tuple[Phase, ...]:
    """Return the stretches of ever higher peak severity; none while nobody has set one."""
    phases: list[Phase] = []
    for step in course.severities:
        if step.level is None or (phases and step.level >= phases[-1].level):
            continue
        if phases:
            phases[-1] = phases[-1]._replace(end_at=step.at)
        phases.append(Phase(step.level, step.at, None))
    return tuple(phases)


def is_quick_close(course: Course, policy: Policy) -> bool:
    """Return whether the incident was so short that it owes no more than its record (X10)."""
    end = course.resolved_at
    return end is not None and len(course.cycles) == 1 and was_quick(course, policy, end)


def was_quick(course: Course, policy: Policy, end: datetime) -> bool:
    """Return whether an end at *end* is quick, be it that the incident came back later."""
    rule, begun = policy.quick_close, course.detected_at
    levels = [each.level for each in course.severities if each.level and each.at <= end]
    if begun is None or min(levels, default=None) not in rule.severities:
        return False
    record = course.record
    loses = record.data is not None and record.data.loss in (DataLoss.POSSIBLE, DataLoss.CONFIRMED)
    breached = record.security is not None and record.security.breach in ("suspected", "confirmed")
    return (
        end - begun < rule.within and not loses and not breached and "security" not in record.types
    )
