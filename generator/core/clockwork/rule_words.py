"""The rule behind a clock or a duty: in one sentence, as a field of the policy, by its source.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import timedelta

from generator.core.clockwork.duties import Duty
from generator.core.clockwork.duty_words import Base
from generator.core.clockwork.policy import Cadence, Policy
from generator.core.clockwork.targets import Target, TargetUnit, describe, due_at

STAGE_WORDS = {"acknowledge": "Acknowledge", "mitigate": "Mitigate", "resolve": "Resolve"}
_STAGE_BASES = {
    "acknowledge": "detection",
    "mitigate": "acknowledgement",
    "resolve": "mitigation",
}
_STAGE_SOURCES = {
    (1, "acknowledge"): "S:51; R2",
    (1, "mitigate"): "S:52; R2",
    (1, "resolve"): "S:53; R2",
    (2, "acknowledge"): "S:83; R3, X3",
    (2, "mitigate"): "S:84; R3, X3",
    (2, "resolve"): "S:85; R3, X3",
    (3, "acknowledge"): "S:114; R4, X4",
    (3, "mitigate"): "S:115; R4, X4",
    (3, "resolve"): "S:116; R4, X4, X5",
    (4, "acknowledge"): "S:145; R5, X41",
    (4, "mitigate"): "S:145-146; R5",
    (4, "resolve"): "S:146; R5",
}
"""Lines of the document that give the SLA, by severity and stage."""
BASE_WORDS = {
    Base.DETECTION: "detection",
    Base.DECLARATION: "the declaration",
    Base.ACKNOWLEDGEMENT: "acknowledgement",
    Base.MITIGATION: "mitigation",
    Base.RESOLUTION: "resolution",
    Base.IC: "the assignment of the Incident Commander",
    Base.ROLLBACK_PROPOSED: "the proposal of a rollback or an emergency release",
    Base.MANY_USERS_KNOWN: "when it was known that most users are affected",
    Base.DATA_LOSS_KNOWN: "when it was known that data may be lost",
    Base.SECURITY_SUSPECTED: "the suspicion",
    Base.POSTMORTEM_PROMISED: "the resolution with which it was promised",
}


def duty_title(duty: Duty) -> str:
    """Return what is to be done, in a few words."""
    if duty.rule is not None:
        return duty.rule.title
    stage = STAGE_WORDS[duty.clock.stage] if duty.clock else duty.id
    return f"{stage} once more" if duty.clock and duty.clock.cycle else stage


def short_title(duty: Duty) -> str:
    """Return what is to be done as it stands in the middle of a sentence.

    ``Cause not known: hand over to an Incident Commander`` is what is done, without the reason.
    """
    title = duty_title(duty)
    reason, colon, what = title.partition(": ")
    said = what if colon else reason
    is_word = len(said) > 1 and said[1:2].islower()
    return f"{said[:1].lower()}{said[1:]}" if is_word else said


def rule_terms(duty: Duty, policy: Policy) -> str:
    """Return for whom and how soon: ``Severity 1, within 30 min of acknowledgement``."""
    is_assumed = duty.clock is not None and duty.clock.is_assumed
    level = f"Severity {duty.severity}{', assumed' if is_assumed else ''}"
    return f"{level}, {_terms(duty, policy)}"


def _terms(duty: Duty, policy: Policy) -> str:
    if duty.target is None:
        return "best effort, no target"
    if duty.clock is not None:
        return how_soon(duty.target, stage_base(duty, policy))
    assert duty.rule is not None  # noqa: S101 - a row is a stage or a rule of the policy
    base = BASE_WORDS[duty.rule.base]
    if duty.rule.base is Base.DECLARATION and policy.clocks.duties_from == "detection":
        base = BASE_WORDS[Base.DETECTION]
    if not duty.number:
        return how_soon(duty.target, base)
    if is_first_word(duty, policy):
        return f"first {how_soon(duty.target, base)}"
    return _step_words(duty, policy.cadences[duty.rule.cadence][duty.severity])


def stage_base(duty: Duty, policy: Policy) -> str:
    """Return what an SLA stage is measured from, in words (X2, X24)."""
    clock = duty.clock
    assert clock is not None  # noqa: S101 - callers have seen that it is a stage
    if clock.cycle and clock.stage == "mitigate":
        return "the reopening"
    if clock.stage == "mitigate" and policy.clocks.mitigation_from == "detection":
        return "the moment by which it was to be acknowledged"
    later = ", or of a later upgrade" if policy.clocks.on_upgrade == "restart" else ""
    return f"{_STAGE_BASES[clock.stage]}{later}"


def how_soon(target: Target, base: str) -> str:
    """Return ``within 30 min of detection``, or what other targets are called."""
    words = describe(target)
    match target.unit:
        case TargetUnit.END_OF_NEXT_BUSINESS_DAY:
            return f"by the {words} after {base}"
        case TargetUnit.START_OF_NEXT_BUSINESS_DAY:
            return f"at the {words} after {base}"
        case TargetUnit.WALL if not target.amount:
            return f"immediately from {base}"
        case _:
            return f"within {words} of {base}"


def is_first_word(duty: Duty, policy: Policy) -> bool:
    """Return whether a word of a cadence is counted from the duty's base, not from a word."""
    if duty.number != 1 or duty.target is None or duty.base_at is None:
        return False
    return duty.due_at == due_at(duty.target, duty.base_at, policy.calendar)


def step_of(duty: Duty, cadence: Cadence) -> tuple[timedelta | None, timedelta | None] | None:
    """Return ``(from, until)`` since detection of the step that gave the deadline (R71).

    None where no step gives it, because visitors were promised to hear more sooner (R72).
    """
    if duty.due_at is None or duty.base_at is None:
        return None
    begun: timedelta | None = None
    for until, every in cadence.steps:
        if every == duty.due_at - duty.base_at:
            return begun, until
        begun = until
    return None


def _step_words(duty: Duty, cadence: Cadence) -> str:
    step = step_of(duty, cadence)
    if step is None or duty.due_at is None or duty.base_at is None:
        return "the next by the time visitors were promised"
    length = minutes_words(duty.due_at - duty.base_at)
    begun, until = step
    if until is not None:
        return f"the next within {length} during the first {minutes_words(until)}"
    if begun is not None:
        return f"the next within {length} after the first {minutes_words(begun)}"
    return f"the next within {length}"


def minutes_words(length: timedelta) -> str:
    """Return a length of wall time as policies and targets say it: ``30 min``, ``4 h``."""
    return describe(Target(unit=TargetUnit.WALL, amount=length, text=""))


def rule_source(duty: Duty, policy: Policy) -> str:
    """Return lines of the document and numbers of requirements behind *duty*."""
    if duty.rule is not None:
        return duty.rule.source
    clock = duty.clock
    assert clock is not None  # noqa: S101 - a row is a stage or a rule of the policy
    found = [_STAGE_SOURCES[duty.severity, clock.stage]]
    if clock.is_assumed:
        found.append("X23")
    if policy.clocks.on_upgrade == "restart":
        found.append("X2")
    if clock.stage == "mitigate" and policy.clocks.mitigation_from == "detection":
        found.append("X24")
    return ", ".join(found)


def rule_field(duty: Duty, policy: Policy) -> str:
    """Return the field of ``policy.yml`` that decides, in dots: ``severities.1.mitigate``."""
    if duty.clock is not None:
        return f"severities.{duty.severity}.{duty.clock.stage}"
    assert duty.rule is not None  # noqa: S101 - a row is a stage or a rule of the policy
    if not duty.number:
        return f"duties.{duty.rule.id}.within.{duty.severity}"
    part = "first" if is_first_word(duty, policy) else "steps"
    return f"cadence.{duty.rule.cadence}.{duty.severity}.{part}"
