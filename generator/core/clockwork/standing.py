"""Who may decide: whether somebody had one of the roles that a rule asks for, at one moment.

``ic``, ``on_call``, ``comms`` and ``support`` are held in an incident, whatever ``people.yml`` says
somebody may hold; ``sysadmin``, ``ceo`` and others are what a person is (R163).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from generator.core.clockwork.course import Course
from generator.core.staff.people import People

IN_INCIDENT = frozenset({"on_call", "ic", "comms", "support"})
"""Roles that somebody holds in one incident and not for good."""

ROLE_NAMES = {
    "on_call": "the engineer on call",
    "ic": "the Incident Commander",
    "comms": "the Communication Coordinator",
    "support": "the support team",
    "sysadmin": "a SysAdmin",
    "ceo": "the CEO",
    "cto": "the CTO",
}
"""Roles as the document calls them, with their article."""


def held_at(course: Course, handle: str, at: datetime) -> frozenset[str]:
    """Return the roles that *handle* held in this incident at *at*, both ends included."""
    return frozenset(
        each.role
        for each in course.roles
        if each.who == handle and each.since <= at and (each.until is None or at <= each.until)
    )


def has_role(
    course: Course, people: People | None, handle: str, roles: Collection[str], at: datetime
) -> bool | None:
    """Return whether *handle* had one of *roles* at *at*; None where nobody can tell.

    Nobody can where there is no ``people.yml``, or it could not be read whole, or it does not know
    them, which is a finding of its own (PPL020). A handle that is itself the name of such a role,
    as in ``@sysadmin``, is taken at its word.
    """
    if held_at(course, handle, at) & frozenset(roles):
        return True
    person = None if people is None else people.find(handle)
    if person is None:
        is_role = handle in ROLE_NAMES and handle not in IN_INCIDENT
        return handle in roles if is_role else None
    return bool(person.roles & (frozenset(roles) - IN_INCIDENT))


def name_roles(roles: Collection[str]) -> str:
    """Return *roles* in words: ``the Incident Commander or a SysAdmin``."""
    names = [ROLE_NAMES.get(role, role) for role in roles]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
