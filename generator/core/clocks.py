"""The three SLA stages of an incident: acknowledge, mitigate, resolve (R2 to R6, R145 to R150).

A clock knows its base, its target and what happened; :mod:`generator.core.explaining` puts the
chain into words. Nothing here knows the present moment but as an argument.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from generator.core.course import Course, Cycle
from generator.core.policy import Policy, SeverityRule
from generator.core.targets import Target, due_at

_NOTHING = timedelta(0)
STAGES = ("acknowledge", "mitigate", "resolve")


class DutyState(StrEnum):
    """How it stands with a clock or a duty.

    ``provisional``: it hangs on what is not known yet, be it the milestone before or the severity.
    """

    PENDING = "pending"
    OVERDUE = "overdue"
    MET = "met"
    MISSED = "missed"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"
    PROVISIONAL = "provisional"


BREACHED = frozenset({DutyState.OVERDUE, DutyState.MISSED})
DECIDED = frozenset({DutyState.MET, DutyState.MISSED})


class Clock(NamedTuple):
    """One SLA stage of one cycle.

    Attributes:
        stage: ``acknowledge``, ``mitigate`` or ``resolve``.
        cycle: 0 for the first, 1 after the first ``REOPENED``, and so on.
        severity: Severity whose target counts.
        is_assumed: Nobody has set a severity yet (X23).
        target: None for no target, which is neither 0 nor met (R5).
        base_at: Start of the stage; of a provisional one the deadline of the stage before.
        due_at: Deadline; None without a target.
        promised_at: The same from detection by the targets alone: what was promised at first
            (X24); None in later cycles and without a target.
        done_at: The milestone; where it is missing and a later one is not, the later one.
        is_implied: ``done_at`` is that of a later milestone.
        late: How far past the deadline, up to now or to the milestone; 0 when it is not.
        reason: Why it is waived or does not apply, or is provisional; else empty.
    """

    stage: str
    cycle: int
    severity: int
    is_assumed: bool
    target: Target | None
    base_at: datetime
    due_at: datetime | None
    promised_at: datetime | None
    done_at: datetime | None
    is_implied: bool
    state: DutyState
    late: timedelta
    reason: str

    @property
    def actual(self) -> timedelta | None:
        """How long the stage took; None while it goes on, or where a later milestone stands in."""
        return None if self.done_at is None or self.is_implied else self.done_at - self.base_at


def read_clocks(course: Course, policy: Policy, as_of: datetime) -> tuple[Clock, ...]:
    """Return the clocks of *course* at *as_of*, stage by stage; empty before detection.

    The target of a stage is that of the highest severity in force up to its end, measured from its
    own start (X2): what has ended keeps its verdict, and a downgrade takes nothing back. While
    nobody has set a severity, the policy's one is assumed; the first one set counts from detection
    on, because it says how severe it was all the time (X23).
    """
    if course.detected_at is None:
        return ()
    clocks: list[Clock] = []
    promises: dict[tuple[int, str], datetime | None] = {}
    reason = _void_reason(course)
    for index, cycle in enumerate(course.cycles):
        stages = _stages_of(course, cycle, index)
        base, is_known = cycle.begun_at, True
        for stage, done_at, is_implied in stages:
            clock = _read(
                course, policy, as_of, stage, index, base, is_known, done_at, is_implied, promises
            )
            if reason and clock.state not in DECIDED:
                clock = clock._replace(state=DutyState.NOT_APPLICABLE, late=_NOTHING, reason=reason)
            clocks.append(clock)
            if done_at is not None:
                base = done_at
            else:
                base, is_known = clock.due_at or base, False
            if stage == "acknowledge" and policy.clocks.mitigation_from == "detection":
                base, is_known = clock.due_at or base, True
    return tuple(clocks)


def _stages_of(
    course: Course, cycle: Cycle, index: int
) -> tuple[tuple[str, datetime | None, bool], ...]:
    """Return each stage with its milestone and whether a later one stands in for it."""
    resolved = cycle.resolved_at
    mitigated = cycle.mitigated_at or resolved
    later = ("mitigate", mitigated, cycle.mitigated_at is None), ("resolve", resolved, False)
    if index:
        return later
    acknowledged = course.acknowledged_at or mitigated
    return ("acknowledge", acknowledged, course.acknowledged_at is None), *later


def _void_reason(course: Course) -> str:
    record = course.record
    if record.outcome:
        return f"outcome: {record.outcome.replace('_', ' ')}"
    if course.closed_at is not None and course.resolved_at is None:
        return "closed without being resolved"
    return ""


def _read(
    course: Course,
    policy: Policy,
    as_of: datetime,
    stage: str,
    index: int,
    base: datetime,
    is_known: bool,
    done_at: datetime | None,
    is_implied: bool,
    promises: dict[tuple[int, str], datetime | None],
) -> Clock:
    if done_at is not None and done_at < base:
        done_at = base  # out of order: check points at it, and no length is negative
    level, declared_at = _severity_by(course, done_at)
    is_assumed = level is None
    severity = policy.clocks.severity_while_unset if level is None else level
    rule = policy.severities[severity]
    target: Target | None = getattr(rule, stage)
    if (
        policy.clocks.on_upgrade == "restart"
        and declared_at is not None
        and base < declared_at
        and (done_at is None or declared_at <= done_at)
    ):
        base = declared_at
    if target is None:
        return Clock(
            stage, index, severity, is_assumed, None, base, None, None, done_at, is_implied,
            DutyState.NOT_APPLICABLE, _NOTHING, "no target",
        )  # fmt: skip
    promised = _promise(course, policy, rule, stage, promises) if index == 0 else None
    # From detection both are one sum, and sums of business time are dear.
    due = promised if stage == STAGES[0] and base == course.detected_at else None
    due = due or due_at(target, base, policy.calendar)
    state, late, reason = _judge(
        course, policy, stage, base, is_known, is_assumed, done_at, due, as_of
    )
    return Clock(
        stage, index, severity, is_assumed, target, base, due, promised, done_at, is_implied,
        state, late, reason,
    )  # fmt: skip


def _judge(
    course: Course,
    policy: Policy,
    stage: str,
    base: datetime,
    is_known: bool,
    is_assumed: bool,
    done_at: datetime | None,
    due: datetime,
    as_of: datetime,
) -> tuple[DutyState, timedelta, str]:
    if done_at is not None:
        if done_at <= due:
            if is_assumed and not _is_met_by_all(policy, stage, base, done_at):
                return DutyState.PROVISIONAL, _NOTHING, "no severity is set yet"
            return DutyState.MET, _NOTHING, ""
        if is_assumed:
            return DutyState.PROVISIONAL, _NOTHING, "no severity is set yet"
        return DutyState.MISSED, done_at - due, ""
    if stage != "acknowledge" and course.record.deferred_to:
        why = course.record.deferred_reason
        reason = f"deferred to {course.record.deferred_to}" + (f": {why}" if why else "")
        return DutyState.WAIVED, _NOTHING, reason
    if not is_known:
        return DutyState.PROVISIONAL, _NOTHING, "the stage before has not ended yet"
    if as_of <= due:
        return DutyState.PENDING, _NOTHING, ""
    return DutyState.OVERDUE, as_of - due, ""


def _is_met_by_all(policy: Policy, stage: str, base: datetime, done_at: datetime) -> bool:
    """Return whether the stage is met whatever severity is set later."""
    targets: list[Target | None] = [getattr(rule, stage) for rule in policy.severities.values()]
    return all(
        target is None or done_at <= due_at(target, base, policy.calendar) for target in targets
    )


def _severity_by(course: Course, end: datetime | None) -> tuple[int | None, datetime | None]:
    """Return the highest severity up to *end*, and since when; the first one set counts always.

    Returns:
        Level, None while nobody has set one; and when that level was first in force, None where
        it was in force from detection or is the first one set.
    """
    level: int | None = None
    since: datetime | None = None
    for step in course.severities:
        if step.level is None:
            continue
        if level is None:
            level = step.level
            since = step.at if step.at > (course.detected_at or step.at) else None
        elif (end is None or step.at <= end) and step.level < level:
            level, since = step.level, step.at
    return level, since


def _promise(
    course: Course,
    policy: Policy,
    rule: SeverityRule,
    stage: str,
    known: dict[tuple[int, str], datetime | None],
) -> datetime | None:
    """Return the deadline from detection by targets alone (X24); *known* keeps what was summed."""
    key = rule.level, stage
    if key not in known:
        index = STAGES.index(stage)
        start = course.detected_at
        if index:
            start = _promise(course, policy, rule, STAGES[index - 1], known)
        target: Target | None = getattr(rule, stage)
        known[key] = (
            None if start is None or target is None else due_at(target, start, policy.calendar)
        )
    return known[key]


def overall(clocks: tuple[Clock, ...]) -> DutyState:
    """Return the verdict over all stages that have a target (R150, X28).

    ``missed`` at once when one is breached, then ``provisional`` or ``pending`` while one is open;
    waived stages and those without a target count for nothing.
    """
    states = {clock.state for clock in clocks}
    if states & BREACHED:
        return DutyState.MISSED
    if DutyState.PENDING in states or DutyState.PROVISIONAL in states:
        return DutyState.PENDING
    return DutyState.MET if DutyState.MET in states else DutyState.NOT_APPLICABLE
