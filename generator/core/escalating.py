"""What is to be done when the severity rises to 1 or 2: the policy's four steps (R60).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.staff.people import People

RULE = "S:441-445; R60"
ESCALATED = (1, 2)
"""Severities that somebody commands and visitors read of (S:443, S:445)."""

_PUBLIC = "public-update"
_UPDATE = "{update}"


def list_steps(
    course: Course, policy: Policy, people: People | None, level: int, *, update: str
) -> tuple[str, ...]:
    """Return the steps with the values of this incident, in the order of the policy.

    Visitors are not told of a type that owes them no update, such as a security incident, so that
    the step which says *update* is left out there (X35).

    Args:
        course: The incident before its severity rose.
        policy: The steps, and the rooms.
        people: Who may command; None without the file.
        level: The severity from now on.
        update: The command by which visitors are told.
    """
    id_ = course.record.id
    silent = {kind for duty in policy.duties if duty.id == _PUBLIC for kind in duty.not_for}
    is_silent = any(kind in silent for kind in course.record.types)
    values = {
        "{severity}": str(level),
        "{ic}": _name_commanders(course, people, level) or "nobody is named yet",
        "{room}": policy.rooms.severity.get(level, policy.rooms.first),
        "{incident_room}": policy.rooms.of_incident(id_),
        "{id}": id_,
        _UPDATE: update,
    }
    return tuple(
        _fill(step, values) for step in policy.escalation if not (is_silent and _UPDATE in step)
    )


def _fill(step: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        step = step.replace(name, value)
    return step


def _name_commanders(course: Course, people: People | None, level: int) -> str:
    """Return who commands, else who is asked by the escalation path, else who may (R42, R43)."""
    held = [each.who for each in course.roles if each.role == "ic" and each.until is None]
    if held:
        return f"@{held[-1]}"
    if people is None or course.detected_at is None:
        return ""
    asked = [step.who for step in people.escalation if step.role == "ic" and step.who]
    may = [
        each.handle
        for each in people.holders("ic", course.detected_at.date())
        # A Severity 1 is for a senior who is not busy with it already (S:341).
        if level > 1 or (each.is_senior and each.handle != course.holder("on_call"))
    ]
    return " or ".join(f"@{each}" for each in dict.fromkeys(asked or may))
