"""Deadlines of the SLA stages: which severity counts, from when, what was promised (X2, X24)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.course import Course
from generator.core.policy import Policy, SeverityRule
from generator.core.targets import Target, TargetUnit, due_at

_STAGES = ("acknowledge", "mitigate", "resolve")


class Stage(NamedTuple):
    """One stage before it is judged.

    Attributes:
        start_at: The milestone before, or its deadline while it has not come.
        is_known: The milestone before has come.
        begun_at: The milestone before as somebody wrote it; None where it is only implied.
        base_at: What the deadline counts from.
        end_at: When the cycle ended without this milestone; None while it may still come.
        end: What that end was, for people.
    """

    name: str
    cycle: int
    start_at: datetime
    is_known: bool
    begun_at: datetime | None
    base_at: datetime
    done_at: datetime | None
    is_implied: bool
    end_at: datetime | None
    end: str


class Deadline(NamedTuple):
    """Severity, whether it is assumed, what the deadline counts from, and the deadline."""

    severity: int
    is_assumed: bool
    base_at: datetime
    due_at: datetime | None


def find_deadline(course: Course, policy: Policy, stage: Stage) -> Deadline:
    """Return the deadline under the highest severity up to the end of the stage (X2, X23).

    A deadline that had passed when the severity rose is not moved away: what is breached stays
    breached, whether or not stages restart at an upgrade.
    """
    found: Deadline | None = None
    end = stage.done_at or stage.end_at
    for step in course.severities:
        if step.level is None or (found is not None and step.level >= found.severity):
            continue
        if found is not None and end is not None and step.at > end:
            continue
        base = stage.base_at
        is_later = found is not None or step.at > (course.detected_at or step.at)
        if policy.clocks.on_upgrade == "restart" and is_later and (end is None or step.at <= end):
            base = max(base, step.at)
        due = find_due(policy, step.level, stage.name, base)
        if (
            found is not None
            and found.due_at is not None
            and found.due_at < step.at
            and (due is None or due > found.due_at)
        ):
            continue
        found = Deadline(step.level, False, base, due)
    if found is not None:
        return found
    severity, base = policy.clocks.severity_while_unset, stage.base_at
    return Deadline(severity, True, base, find_due(policy, severity, stage.name, base))


def find_due(policy: Policy, severity: int, stage: str, base: datetime) -> datetime | None:
    """Return the deadline of *stage* under *severity*; None without a target."""
    target: Target | None = getattr(policy.severities[severity], stage)
    return None if target is None else due_at(target, base, policy.calendar)


def is_met_by_all(course: Course, policy: Policy, stage: Stage, done_at: datetime) -> bool:
    """Return whether the stage is met whatever severity is set later."""
    chained = stage.name != "mitigate" or policy.clocks.mitigation_from != "detection"
    for level in policy.severities:
        base = stage.base_at
        if not chained and course.detected_at is not None and stage.cycle == 0:
            base = find_due(policy, level, "acknowledge", course.detected_at) or base
        due = find_due(policy, level, stage.name, base)
        if due is not None and done_at > due:
            return False
    return True


def find_promise(course: Course, policy: Policy, rule: SeverityRule, stage: str) -> datetime | None:
    """Return the deadline from detection by targets alone; exact for wall time (X24)."""
    at = course.detected_at
    for each in _STAGES:
        target: Target | None = getattr(rule, each)
        if at is None or target is None:
            return None
        at = (
            at + target.amount
            if target.unit is TargetUnit.WALL
            else due_at(target, at, policy.calendar)
        )
        if each == stage:
            break
    return at
