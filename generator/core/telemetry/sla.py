"""Whether an incident kept its targets, with the names of the document (R147, S:1315-1335).

Verdicts are those of :mod:`generator.core.clockwork.clocks`; here they get the document's names.
No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from generator.core.clockwork.clocks import BREACHED, Clock, DutyState, overall, read_clocks
from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.stage_deadlines import STAGES
from generator.core.clockwork.targets import TargetUnit, minutes_of
from generator.core.telemetry.figures import minutes
from generator.core.telemetry.metrics import is_backfilled

BACKFILLED = "written down afterwards"
_OF_THE_DESK = (TargetUnit.BUSINESS_HOURS, TargetUnit.BUSINESS_DAYS)


class SLACompliance(NamedTuple):
    """Targets, actual lengths and verdicts; names and order are those of the document.

    Attributes:
        severity: The highest one ever set (X2); a stage goes by the one in force when it ended.
        acknowledgment_sla: Minutes; None for no target, and for the next business day, which has
            no length (R5).
        actual_acknowledgment_time: Minutes, counted as the target is: of a target in business time
            those in which the desk was open. None while the stage goes on.
        acknowledgment_sla_met: None while that is open, and where there is no target (X28).
        overall_sla_met: False as soon as one stage is too late (R149, R150).
    """

    incident_id: str
    severity: int | None
    acknowledgment_sla: Fraction | None
    actual_acknowledgment_time: Fraction | None
    acknowledgment_sla_met: bool | None
    mitigation_sla: Fraction | None
    actual_mitigation_time: Fraction | None
    mitigation_sla_met: bool | None
    resolution_sla: Fraction | None
    actual_resolution_time: Fraction | None
    resolution_sla_met: bool | None
    overall_sla_met: bool | None


class StageReading(NamedTuple):
    """One clock with its lengths in minutes.

    Attributes:
        state: As the clock has it; ``not_applicable`` where nothing is judged.
        unit: ``wall`` or ``business``: what both lengths are counted in.
        open_time: Minutes in which the desk was open, where the target looks at its hours, as that
            for the next business day does too; None elsewhere and while the stage goes on.
    """

    clock: Clock
    state: DutyState
    reason: str
    target: Fraction | None
    actual: Fraction | None
    unit: str
    open_time: Fraction | None = None


class SLAReading(NamedTuple):
    """The verdict on one incident, and every clock behind it, cycles after a reopening too."""

    compliance: SLACompliance
    overall: DutyState
    stages: tuple[StageReading, ...]


def read_sla(
    course: Course, policy: Policy, as_of: datetime, clocks: tuple[Clock, ...] | None = None
) -> SLAReading:
    """Return how *course* kept its targets at *as_of*.

    Of a reopened incident each stage stands for its first late cycle, else for the longest one, so
    that target, actual length and verdict belong together. A record written down afterwards is not
    judged (R103): its lengths stand, its verdicts are None.

    Args:
        course: What happened when.
        policy: Its targets.
        as_of: The moment.
        clocks: From :func:`~generator.core.clockwork.clocks.read_clocks`, where known already.

    Source: R147 to R150, X2, X28.
    """
    read = read_clocks(course, policy, as_of) if clocks is None else clocks
    verdict = find_verdict(course, read)
    is_judged = not is_backfilled(course)
    stages = tuple([_read_stage(each, policy, is_judged=is_judged) for each in read])
    acknowledge, mitigate, resolve = [_choose(stages, name) for name in STAGES]
    compliance = SLACompliance(
        course.record.id, course.peak, *acknowledge, *mitigate, *resolve, _flag(verdict)
    )
    return SLAReading(compliance, verdict, stages)


def _choose(
    stages: tuple[StageReading, ...], name: str
) -> tuple[Fraction | None, Fraction | None, bool | None]:
    """Return target, actual length and verdict of one stage, of the cycle that stands for it.

    That is the first late one, else the last one while it goes on, else the longest, the last of
    equals. All are None where nothing was detected, so that no clock runs.
    """
    own = [each for each in stages if each.clock.stage == name]
    late = [each for each in own if each.state in BREACHED]
    open_ = [each for each in own[-1:] if each.clock.done_at is None]
    longest = sorted(own, key=lambda each: -1 if each.actual is None else each.actual)
    for each in (*late[:1], *open_, *longest[-1:]):
        return each.target, each.actual, _flag(each.state)
    return None, None, None


def find_verdict(course: Course, clocks: tuple[Clock, ...]) -> DutyState:
    """Return the verdict on the whole; of what was written down afterwards there is none."""
    return DutyState.NOT_APPLICABLE if is_backfilled(course) else overall(clocks)


def _flag(state: DutyState) -> bool | None:
    """Return *state* as the document's boolean; None where there is no verdict (X28)."""
    if state in BREACHED:
        return False
    return True if state is DutyState.MET else None


def _read_stage(clock: Clock, policy: Policy, *, is_judged: bool) -> StageReading:
    target = clock.target
    is_of_desk = target is not None and target.unit in _OF_THE_DESK
    length: timedelta | None = clock.actual
    open_time: timedelta | None = None
    is_timed = target is not None and target.unit is not TargetUnit.WALL
    if length is not None and is_timed and clock.done_at is not None:
        open_time = policy.calendar.elapsed(clock.base_at, clock.done_at)
    if is_of_desk:
        length = open_time
    worth = None if target is None else minutes_of(target, policy.calendar)
    return StageReading(
        clock=clock,
        state=clock.state if is_judged else DutyState.NOT_APPLICABLE,
        reason=clock.reason if is_judged else BACKFILLED,
        # Targets are whole seconds, and as many of them as make a minute divide it.
        target=None if worth is None else Fraction(round(worth * 60), 60),
        actual=None if length is None else minutes(length),
        unit="business" if is_of_desk else "wall",
        open_time=None if open_time is None else minutes(open_time),
    )
