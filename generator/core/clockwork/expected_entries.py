"""Entries that the timeline of an incident should have when it is over, and those it lacks (R101).

The document's own printed timeline lacks two of them, as nobody in it tells the executives or takes
the role of the Communication Coordinator.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.log_verbs import Verb

_TOLD_VISITORS = re.compile(r"(?:updated|posted (?:on|to)) (?:the )?status page", re.IGNORECASE)
_SCHEDULED = re.compile(
    r"\b(?:post[- ]?mortem|post[- ]incident review|review)\b.*\bscheduled\b", re.IGNORECASE
)
_EXECUTIVES = "tell-executives"  # the row of the duty table that says who owes it


class Expected(NamedTuple):
    """One entry that is expected.

    Attributes:
        name: As a list names it: ``mitigation``.
        is_there: Whether the timeline has it.
        line: How such a line begins, to be typed.
        source: Lines of the document and numbers of requirements.
    """

    name: str
    is_there: bool
    line: str
    source: str


def list_expected(course: Course, policy: Policy) -> tuple[Expected, ...]:
    """Return every entry that *course* should have under its peak severity, in the usual order.

    Below the severities that have an Incident Commander it is no more than when it was mitigated
    and resolved. While nobody has set a severity, that is expected as well.
    """
    peak = course.peak
    rule = policy.severities.get(peak) if peak is not None else None
    roles = rule.roles if rule is not None else ()
    is_large = "ic" in roles
    seen = frozenset(entry.verb for entry in course.record.log)
    found: list[Expected] = []

    def expect(name: str, is_there: bool, line: str, source: str, is_due: bool = True) -> None:
        if is_due:
            found.append(Expected(name, is_there, line, source))

    is_public = peak in policy.cadences.get("public", {}) and "security" not in course.record.types
    expect("first public update", _has_public_update(course), "allclear update", "R71", is_public)
    expect("severity set", peak is not None, "SEV 1 @name reason", "S:442; R9")
    expect("Incident Commander assigned", _has_held(course, "ic"), "IC @name", "R12", is_large)
    expect(
        "Communication Coordinator assigned",
        _has_held(course, "comms"),
        "COMMS @name",
        "S:359; R41",
        "comms" in roles,
    )
    expect("decision", _has_decision(course, seen), "DECISION what @name", "R63", is_large)
    expect("executives notified", _told_executives(course), "NOTIFIED executives via email @name",
           "S:66; R13", _owes_executives(course, policy))  # fmt: skip
    expect("mitigation", Verb.MITIGATED in seen, "MITIGATED how", "R69, X17")
    is_verified = Verb.VERIFIED in seen or any(
        (entry.check or "").startswith("C4.") for entry in course.record.log
    )
    expect("verification", is_verified, "VERIFIED how", "S:541-547; R69", is_large)
    expect("resolution", Verb.RESOLVED in seen, "RESOLVED @name", "R86")
    expect(
        "post-mortem scheduled",
        _has_schedule(course),
        "Post-incident review scheduled for …",
        "S:855-859; R105",
        policy.postmortem.required.get(peak or 0) == "meeting",
    )
    return tuple(found)


def missing_entries(course: Course, policy: Policy) -> tuple[Expected, ...]:
    """Return what the timeline of *course* lacks, in the usual order."""
    return tuple(each for each in list_expected(course, policy) if not each.is_there)


def _has_public_update(course: Course) -> bool:
    if course.public is not None and course.public.updates:
        return True
    return any(
        "status-page" in entry.channels or _TOLD_VISITORS.search(entry.text)
        for entry in course.record.log
    )


def _has_held(course: Course, role: str) -> bool:
    return any(each.role == role for each in course.roles)


def _has_decision(course: Course, seen: frozenset[Verb | None]) -> bool:
    is_approved = any(each.approved_by or each.approved_at for each in course.record.mitigations)
    return is_approved or bool({Verb.DECISION, Verb.APPROVED} & seen)


def _told_executives(course: Course) -> bool:
    return any("executives" in entry.audiences for entry in course.notices)


def _owes_executives(course: Course, policy: Policy) -> bool:
    return any(rule.id == _EXECUTIVES and course.peak in rule.within for rule in policy.duties)


def _has_schedule(course: Course) -> bool:
    record = course.record
    review = record.review
    if record.postmortem.waived or (review is not None and review.meeting is not None):
        return True
    if review is not None and review.is_complete:
        return True
    return any(_SCHEDULED.search(entry.text) for entry in record.log)
