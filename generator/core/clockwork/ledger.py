"""The duties of several incidents as rows to print, with what else is worth thinking of.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.clockwork.duty_base import find_base
from generator.core.clockwork.duty_holders import find_holder
from generator.core.clockwork.duty_phases import find_phases
from generator.core.clockwork.duty_rows import OPEN_STATES, DutyRow
from generator.core.clockwork.duty_verdict import find_senders
from generator.core.clockwork.policy import DutyRule, Policy
from generator.core.clockwork.rule_words import duty_title, rule_source, rule_terms
from generator.core.staff.people import People
from generator.core.vocabulary import badness

_INSTEAD = ("sms", "in-app")
"""Channels that do when another is out of order (R84)."""


class Reminder(NamedTuple):
    """Something to think of, without a verdict (R61, X8).

    Attributes:
        incident: Id of the incident.
        title: What.
        at: By when; None for at once.
        source: Lines of the document, numbers of requirements.
    """

    incident: str
    title: str
    at: datetime | None
    source: str


class Ledger(NamedTuple):
    """Rows in the order of incidents and of the policy, and reminders."""

    rows: tuple[DutyRow, ...]
    reminders: tuple[Reminder, ...]


def create_ledger(
    courses: Iterable[Course], policy: Policy, people: People | None, as_of: datetime
) -> Ledger:
    """Return the rows of *courses* at *as_of*, aware UTC."""
    table = DutyTable(policy)
    rows: list[DutyRow] = []
    reminders: list[Reminder] = []
    for course in courses:
        duties = table.read(course, as_of)
        rows += [create_row(duty, course, policy, people) for duty in duties]
        if is_running(course):
            reminders += _remind(course, duties, policy, as_of)
    return Ledger(tuple(rows), tuple(reminders))


def create_row(duty: Duty, course: Course, policy: Policy, people: People | None) -> DutyRow:
    """Return *duty* as it is printed."""
    is_owed = duty.state in OPEN_STATES
    return DutyRow(
        incident=duty.incident,
        duty=duty.id,
        title=duty_title(duty),
        terms=rule_terms(duty, policy),
        who=find_holder(duty, course, people, policy),
        due_at=duty.due_at,
        done_at=duty.done_at,
        state=str(duty.state),
        late=duty.late,
        source=rule_source(duty, policy),
        severity=duty.severity,
        warning=_warn(duty.rule, course, policy) if is_owed and duty.rule else "",
        is_open=is_running(course),
        limit_at=None
        if duty.due_at is None
        else duty.due_at + (duty.rule.tolerance if duty.rule else timedelta(0)),
        reason=duty.reason,
    )


def is_running(course: Course) -> bool:
    """Return whether the incident goes on, so that somebody may have to do something now."""
    return course.ended_at is None and not course.record.outcome and not course.record.is_backfilled


def _warn(rule: DutyRule, course: Course, policy: Policy) -> str:
    """Return that the usual channel is itself out of order, and which ones to use (R84)."""
    affected = set(course.record.components)
    if course.public is not None:
        affected |= {part for part, state in course.public.states if badness(state)}
    known = policy.channels
    broken = [each for each in known if known[each].component in affected]
    hit = [each for each in rule.channels if each in broken]
    if not hit:
        return ""
    usable = [each for each in (*rule.channels, *_INSTEAD) if each in known and each not in broken]
    names = " or ".join(dict.fromkeys(known[each].name for each in usable))
    instead = f", use {names}" if names else ""
    return f"{hit[0]} is the affected system{instead} (R84)"


def _remind(
    course: Course, duties: tuple[Duty, ...], policy: Policy, as_of: datetime
) -> Iterator[Reminder]:
    id_ = course.record.id
    if course.severity is None and course.detected_at is not None:
        assumed = policy.clocks.severity_while_unset
        title = f"declare a severity; until then {assumed} is assumed"
        yield Reminder(id_, title, None, "X23")
    phases = find_phases(course)
    for rule in policy.reminders:
        if not phases or phases[-1].level not in rule.severities:
            continue
        base = find_base(course, rule.base, phases[-1], policy)
        # What was to be thought of is past thinking of when as long again has gone by.
        if base is not None and as_of < base + 2 * rule.after:
            yield Reminder(id_, rule.title, base + rule.after, rule.source)
    for duty in duties:
        ahead = duty.rule.remind if duty.rule else None
        if duty.state is not DutyState.PENDING or ahead is None or duty.due_at is None:
            continue
        if duty.due_at - ahead <= as_of:
            yield Reminder(id_, _who_may_send(duty, policy), duty.due_at, rule_source(duty, policy))


def _who_may_send(duty: Duty, policy: Policy) -> str:
    title = duty_title(duty)
    is_coordinators = duty.rule is not None and duty.rule.who == "comms"
    if not is_coordinators or duty.who == "comms" or "comms" not in find_senders(policy):
        return title
    return f"{title}: appoint a Communication Coordinator, else the SysAdmin sends it"
