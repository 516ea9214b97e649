"""Why a clock or a duty stands as it does: a chain from the line of the log to the verdict.

Base, rule, sum, verdict, each with where it comes from, so that nobody has to believe a deadline.
No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.clocks import Clock, DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.due_sums import explain_sum
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.clockwork.duty_phases import find_phases
from generator.core.clockwork.duty_words import Base, Done
from generator.core.clockwork.explained_facts import Fact, find_base_fact, find_done_fact, place_of
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.rule_words import (
    duty_title,
    is_first_word,
    minutes_words,
    rule_field,
    rule_source,
    rule_terms,
    step_of,
)
from generator.core.clockwork.targets import Target, TargetUnit
from generator.core.clockwork.verdicts import say_verdict
from generator.core.clockwork.wall_clock import WallClock
from generator.core.log_verbs import Verb


class Chain(NamedTuple):
    """One clock or duty, explained.

    Attributes:
        title: What is to be done.
        terms: The rule in plain words: for whom, how soon, from what.
        field: The field of the policy that says so, in dots.
        source: Lines of the document, numbers of requirements.
        base: What it is counted from; None where nothing starts it.
        done: What discharged it; None while nothing has.
        severity: Which severity counts, and why.
        sums: The sum, step by step; empty without a deadline.
        notes: What else bears on it.
        verdict: How it stands, in words.
    """

    duty: Duty
    title: str
    terms: str
    field: str
    source: str
    base: Fact | None
    done: Fact | None
    severity: str
    sums: tuple[str, ...]
    notes: tuple[str, ...]
    verdict: str


def explain(course: Course, policy: Policy, as_of: datetime, wall: WallClock) -> tuple[Chain, ...]:
    """Return the chain of every clock and duty of *course*, in the order of the ledger.

    Args:
        course: What happened.
        policy: The rules.
        as_of: The moment, aware UTC.
        wall: The clock to write moments by.
    """
    return tuple(
        explain_duty(duty, course, policy, as_of, wall)
        for duty in DutyTable(policy).read(course, as_of)
    )


def explain_duty(
    duty: Duty, course: Course, policy: Policy, as_of: datetime, wall: WallClock
) -> Chain:
    """Return the chain of one row."""
    return Chain(
        duty=duty,
        title=duty_title(duty),
        terms=rule_terms(duty, policy),
        field=rule_field(duty, policy),
        source=rule_source(duty, policy),
        base=find_base_fact(duty, course, policy),
        done=find_done_fact(duty, course),
        severity=_say_severity(duty, course, wall),
        sums=_sums(duty, policy, wall),
        notes=tuple(_notes(duty, course, policy, wall)),
        verdict=say_verdict(duty, as_of, wall),
    )


def _sums(duty: Duty, policy: Policy, wall: WallClock) -> tuple[str, ...]:
    if duty.base_at is None or duty.due_at is None or duty.target is None:
        return ()
    target = duty.target
    if duty.number and not is_first_word(duty, policy):
        target = Target(unit=TargetUnit.WALL, amount=duty.due_at - duty.base_at, text="")
    return explain_sum(target, duty.base_at, duty.due_at, policy.calendar, wall)


def _say_severity(duty: Duty, course: Course, wall: WallClock) -> str:
    clock = duty.clock
    if clock is None:
        return _say_phase(duty, course, wall)
    if clock.is_assumed:
        return (
            f"nobody has set one, so Severity {clock.severity} is assumed "
            "(clocks.severity_while_unset, X23)"
        )
    steps = [step for step in course.severities if step.level is not None]
    first = steps[0]
    before = [step for step in steps if clock.done_at is None or step.at <= clock.done_at]
    counted = before or [first]
    if len(counted) == 1:
        at = counted[0].at
        place = _place_of_severity(course, at)
        if at == course.detected_at:
            text = f"Severity {clock.severity}, set from detection{place}"
        else:
            text = (
                f"Severity {clock.severity}, set at {wall.both(at)}{place}; the first one set "
                "counts from detection (X23)"
            )
    else:
        listed = ", ".join(f"{step.level} from {wall.utc(step.at)}" for step in counted)
        until = "ended" if clock.done_at else "has run so far"
        text = (
            f"Severity {clock.severity}, the highest in force until this stage {until} (X2): "
            f"{listed} UTC"
        )
    later = [step for step in steps if step not in counted and (step.level or 9) < clock.severity]
    if later:
        text += (
            f"; Severity {later[-1].level} of {wall.utc(later[-1].at)} UTC came after it ended, "
            "and its verdict stays"
        )
    return text


def _say_phase(duty: Duty, course: Course, wall: WallClock) -> str:
    phase = next((each for each in find_phases(course) if each.level == duty.severity), None)
    if phase is None:
        return f"Severity {duty.severity}"
    place = _place_of_severity(course, phase.start_at)
    later = "" if phase.end_at is None else f" to {wall.utc(phase.end_at)} UTC"
    return (
        f"Severity {duty.severity}, the highest so far, from {wall.both(phase.start_at)}"
        f"{later}{place} (X2)"
    )


def _place_of_severity(course: Course, at: datetime) -> str:
    place = place_of(course, at, Verb.SEV)
    return f", {place}" if place else ""


def _notes(duty: Duty, course: Course, policy: Policy, wall: WallClock) -> Iterator[str]:
    if duty.clock is not None:
        yield from _clock_notes(duty.clock, course, policy, wall)
        return
    rule = duty.rule
    assert rule is not None  # noqa: S101 - a row is a stage or a rule of the policy
    detected = course.detected_at
    if (
        rule.base is Base.DECLARATION
        and duty.base_at is not None
        and detected is not None
        and not duty.number
        and duty.base_at != detected
        and duty.target is not None
        and duty.target.unit is TargetUnit.WALL
    ):
        yield (
            f"counted from the declaration, not from detection, from which it would be due at "
            f"{wall.both(detected + duty.target.amount)} (clocks.duties_from, X9)"
        )
    if duty.number:
        yield from _cadence_notes(duty, course, policy, wall)
    if rule.tolerance:
        yield f"up to {minutes_words(rule.tolerance)} later still counts as in time"
    if rule.until is not None and duty.done_at is None:
        yield f"owed until the incident is {rule.until}"
    if rule.lapses is not None and duty.done_at is None:
        yield f"no longer worth doing {minutes_words(rule.lapses)} after it was due"


def _clock_notes(clock: Clock, course: Course, policy: Policy, wall: WallClock) -> Iterator[str]:
    if clock.promised_at is not None and clock.promised_at != clock.due_at:
        yield f"promised from detection, by the targets alone: {wall.both(clock.promised_at)} (X24)"
    if clock.is_implied and clock.done_at is not None:
        yield "nobody logged the end of this stage; that of a later one stands in for it"
    if clock.cycle:
        yield "the incident was reopened; its stages run once more (R98)"
    if (
        policy.clocks.on_upgrade == "restart"
        and course.cycles
        and any(step.at == clock.base_at for step in course.severities)
        and clock.base_at != course.detected_at
    ):
        yield "measured from the upgrade, not from the start of the stage (clocks.on_upgrade, X2)"
    if clock.stage == "mitigate" and clock.done_at is not None and not clock.is_implied:
        yield "mitigated is when a responder says that people can work again (X17)"


def _cadence_notes(duty: Duty, course: Course, policy: Policy, wall: WallClock) -> Iterator[str]:
    assert duty.rule is not None  # noqa: S101 - only rules have cadences
    cadence = policy.cadences[duty.rule.cadence][duty.severity]
    if not is_first_word(duty, policy) and duty.base_at is not None:
        detected = course.detected_at
        step = step_of(duty, cadence)
        if detected is not None and step is not None and len(cadence.steps) > 1:
            minutes = (duty.base_at - detected).total_seconds() // 60
            yield f"the word before was spoken {int(minutes)} min after detection (R71)"
        elif step is None:
            yield "visitors were promised to hear more sooner than the rhythm asks (R72)"
    promised = course.public.promise_due_at if course.public else None
    if (
        Done.PUBLIC_UPDATE in duty.rule.done_by
        and promised is not None
        and duty.done_at is None
        and duty.state in (DutyState.PENDING, DutyState.OVERDUE)
    ):
        yield f"visitors read that the next update comes by {wall.both(promised)} (R72)"
