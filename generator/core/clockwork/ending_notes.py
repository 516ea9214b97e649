"""What ``check`` will say of lines that end an incident; a note, which stops nobody (R88, X42).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.matter import severity_at
from generator.core.clockwork.paperwork import missing_paperwork
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.standing import has_role, name_roles
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.staff.people import People


def note_ending(
    course: Course,
    entries: Iterable[LogEntry],
    policy: Policy,
    people: People | None,
    as_of: datetime,
) -> Iterator[str]:
    """Yield what is odd about *entries*, lines that are going to be added to *course*.

    Args:
        course: Of the incident so far.
        entries: What is added.
        policy: Who resolves, and what paperwork is owed.
        people: Who is what; None where nobody can tell.
        as_of: The moment, aware UTC.
    """
    for entry in entries:
        if entry.verb is Verb.RESOLVED and entry.who and not course.record.outcome:
            yield from _note_resolver(course, entry, policy, people)
        if entry.verb is Verb.CLOSED and course.resolved_at is not None:  # else it was merged
            duties = DutyTable(policy).read(course, as_of)
            if missing := missing_paperwork(course, policy, duties):
                listed = "; ".join(missing)
                yield f"check will say: closed while paperwork is missing: {listed} (R88)"


def _note_resolver(
    course: Course, entry: LogEntry, policy: Policy, people: People | None
) -> Iterator[str]:
    level = severity_at(course, entry.at)
    roles = policy.resolve.by.get(level or 0)
    if roles and has_role(course, people, entry.who or "", roles, entry.at) is False:
        yield (
            f"check will say: '@{entry.who}' declares a Severity {level} resolved, which "
            f"{name_roles(roles)} may (S:676; X42)"
        )
