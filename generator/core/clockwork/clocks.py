"""The three SLA stages of an incident: acknowledge, mitigate, resolve (R2 to R6, R145 to R150).

A clock knows its base, its target and what happened;
:mod:`generator.core.clockwork.explaining` puts the chain into words. Nothing
here knows the present moment but as an argument.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from generator.core.clockwork.course import Course, Cycle
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.stage_deadlines import (
    STAGES,
    Promises,
    Stage,
    find_deadline,
    find_promise,
    is_met_by_all,
)
from generator.core.clockwork.targets import Target

_NOTHING = timedelta(0)
_IN_ONE = {"resolve": "mitigated and resolved in one"}


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
        reason: Why it is waived or does not apply, or is provisional, or has no length of its own;
            else empty.
        begun_at: The milestone it begins with, from which it is measured (R145) whatever the
            deadline is counted from; None where that one is not known.
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
    begun_at: datetime | None = None

    @property
    def actual(self) -> timedelta | None:
        """How long the stage took; None while it goes on, or where a milestone is missing."""
        if self.done_at is None or self.is_implied or self.begun_at is None:
            return None
        return self.done_at - self.begun_at


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
    promises: Promises = {}
    for index, cycle in enumerate(course.cycles):
        end_at, end = _end_of(course, index)
        start, is_known, begun = cycle.begun_at, True, True
        from_promise: datetime | None = None
        for name, milestone, is_implied in _stages_of(course, cycle, index):
            # Out of order: check points at it, and no length is negative.
            done_at = milestone if milestone is None else max(milestone, start)
            stage = Stage(
                name, index, start, is_known or from_promise is not None,
                start if begun else None, from_promise or start, done_at, is_implied, end_at, end,
            )  # fmt: skip
            clock = _read(course, policy, as_of, stage, promises)
            if not begun and done_at is not None and not is_implied and not clock.reason:
                clock = clock._replace(reason=_IN_ONE.get(name, ""))
            clocks.append(clock)
            from_promise = None
            if name == "acknowledge" and policy.clocks.mitigation_from == "detection":
                from_promise = clock.due_at
            if done_at is not None:
                start, is_known, begun = done_at, True, not is_implied
            else:
                start, is_known, begun = clock.due_at or start, False, False
    return tuple(clocks)


def _stages_of(
    course: Course, cycle: Cycle, index: int
) -> tuple[tuple[str, datetime | None, bool], ...]:
    """Return each stage with its milestone and whether a later one stands in for it.

    A milestone written after the one that follows it changes nothing: by then the stage was over.
    """
    resolved = cycle.resolved_at
    mitigated, is_mitigation_implied = _first_of(cycle.mitigated_at, resolved)
    later = ("mitigate", mitigated, is_mitigation_implied), ("resolve", resolved, False)
    if index:
        return later
    return ("acknowledge", *_first_of(course.acknowledged_at, mitigated)), *later


def _first_of(own: datetime | None, following: datetime | None) -> tuple[datetime | None, bool]:
    """Return the milestone that ended a stage, and whether it is not its own."""
    if own is None or (following is not None and following < own):
        return following, True
    return own, False


def _end_of(course: Course, index: int) -> tuple[datetime | None, str]:
    """Return when cycle *index* ended without its milestones, and how."""
    if index + 1 < len(course.cycles):
        return course.cycles[index + 1].begun_at, "reopened"
    if course.resolved_at is None and course.ended_at is not None:
        return course.ended_at, "closed without being resolved"
    return None, ""


def _read(
    course: Course, policy: Policy, as_of: datetime, stage: Stage, promises: Promises
) -> Clock:
    severity, is_assumed, base, due = find_deadline(course, policy, stage)
    rule = policy.severities[severity]
    target: Target | None = getattr(rule, stage.name)
    if due is None or target is None:
        return Clock(
            stage.name, stage.cycle, severity, is_assumed, None, base, None, None, stage.done_at,
            stage.is_implied, DutyState.NOT_APPLICABLE, _NOTHING, "no target", stage.begun_at,
        )  # fmt: skip
    state, late, reason = _judge(course, policy, stage, severity, is_assumed, due, as_of)
    if course.record.outcome and state not in DECIDED:
        reason = f"outcome: {course.record.outcome.replace('_', ' ')}"
        state, late = DutyState.NOT_APPLICABLE, _NOTHING
    promised = None
    if stage.cycle == 0:
        if stage.name == STAGES[0] and base == course.detected_at:
            promises[severity, stage.name] = due  # from detection both are one sum
        promised = find_promise(course, rule, stage.name, policy, promises)
    return Clock(
        stage.name, stage.cycle, severity, is_assumed, target, base, due, promised, stage.done_at,
        stage.is_implied, state, late, reason, stage.begun_at,
    )  # fmt: skip


def _judge(
    course: Course,
    policy: Policy,
    stage: Stage,
    severity: int,
    is_assumed: bool,
    due: datetime,
    as_of: datetime,
) -> tuple[DutyState, timedelta, str]:
    record, done_at = course.record, stage.done_at
    if done_at is not None and done_at <= due:
        if is_assumed and not is_met_by_all(course, policy, stage, done_at):
            return DutyState.PROVISIONAL, _NOTHING, "no severity is set yet"
        return DutyState.MET, _NOTHING, ""
    if done_at is None and stage.name == "resolve" and record.deferred_to:
        why = f": {record.deferred_reason}" if record.deferred_reason else ""
        return DutyState.WAIVED, _NOTHING, f"deferred to {record.deferred_to}{why}"
    end = done_at or stage.end_at
    if done_at is None and end is not None and (is_assumed or not stage.is_known or end <= due):
        return DutyState.NOT_APPLICABLE, _NOTHING, stage.end
    if done_at is None and not stage.is_known:
        return DutyState.PROVISIONAL, _NOTHING, "the stage before has not ended yet"
    late = (end or as_of) - due
    if late <= _NOTHING:
        return DutyState.PENDING, _NOTHING, ""
    if is_assumed:
        # Nothing is decided under a severity that nobody set; how it would stand is said.
        verdict = "overdue" if end is None else "missed"
        reason = f"no severity is set yet; under Severity {severity} it would be {verdict}"
        return DutyState.PROVISIONAL, _NOTHING, reason
    if end is None:
        return DutyState.OVERDUE, late, ""
    return (
        DutyState.MISSED,
        late,
        "" if done_at is not None else f"not done when it was {stage.end}",
    )


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
