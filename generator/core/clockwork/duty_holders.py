"""Who owes a duty: whoever holds the role in this incident, or whom the rota names (R19, R40).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.policy import Policy
from generator.core.staff.people import People
from generator.core.staff.rota import who_is_on_call
from generator.core.staff.rota_facts import AFTER_HOURS, BACKUP

ROLE_WORDS = {
    "on_call": "engineer on call",
    "ic": "Incident Commander",
    "comms": "Communication Coordinator",
    "support": "support team",
    "sysadmin": "SysAdmin",
    "cto": "CTO",
    "ceo": "CEO",
}
PAGE = "page-on-call"
_LAYER_WORDS = {AFTER_HOURS: "secondary on call", BACKUP: "backup on call"}


def find_holder(duty: Duty, course: Course, people: People | None, policy: Policy) -> str:
    """Return who owes *duty*: a handle with ``@``, or the words of the role.

    A page goes to whoever the rota names for the moment of detection: after hours that is the
    secondary (R19); so does what nobody has taken on yet. That a Communication Coordinator's is
    somebody else's while there is none is found with the duty (X36, X8).
    """
    paged = _paged(course, people, policy) if duty.who == "on_call" else ""
    if duty.id == PAGE and paged:
        return paged
    holder = course.holder(duty.who)
    if holder:
        return f"@{holder}"
    if paged:
        return paged
    if people is not None and course.detected_at is not None and duty.who not in _IN_INCIDENT:
        named = people.holders(duty.who, course.detected_at.date())
        if named:
            return ", ".join(f"@{each.handle}" for each in named)
    return ROLE_WORDS.get(duty.who, duty.who.replace("_", " "))


_IN_INCIDENT = ("on_call", "ic", "comms", "support")
"""Roles that somebody takes in an incident: who only might hold one owes nothing yet."""


def _paged(course: Course, people: People | None, policy: Policy) -> str:
    if people is None or people.rota is None or course.detected_at is None:
        return ""
    hours = policy.calendar
    now = who_is_on_call(people.rota, hours, course.detected_at)
    if not now.target:
        return ""
    return f"@{now.target} ({_LAYER_WORDS.get(now.target_layer, 'on call')})"
