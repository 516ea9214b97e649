"""Deadlines of the SLA stages: which severity counts, from when, what was promised (X2, X24)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy, SeverityRule
from generator.core.clockwork.targets import Target, due_at

STAGES = ("acknowledge", "mitigate", "resolve")
Promises = dict[tuple[int, str], datetime | None]
"""Promised deadlines of one incident by severity and stage: sums of business time are dear."""


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
        if due is None or done_at > due:
            return False  # without a target it would be neither met nor missed
    return True


def find_promise(
    course: Course, rule: SeverityRule, stage: str, policy: Policy, known: Promises
) -> datetime | None:
    """Return the deadline from detection by targets alone (X24); *known* keeps what was summed."""
    key = rule.level, stage
    if key not in known:
        index = STAGES.index(stage)
        start = course.detected_at
        if index:
            start = find_promise(course, rule, STAGES[index - 1], policy, known)
        known[key] = None if start is None else find_due(policy, rule.level, stage, start)
    return known[key]
