"""What a clock or a duty is counted from and what discharged it, with the line that says so.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.clocks import Clock, DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.duty_words import Base, Done
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.rule_words import is_first_word
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb


class Fact(NamedTuple):
    """Something that happened.

    Attributes:
        what: What, in few words: ``acknowledged``.
        at: When, aware UTC.
        place: Where it is written, ``path:line``; a file where no line says it, else empty.
    """

    what: str
    at: datetime
    place: str = ""


_BASE_FACTS = {
    Base.DETECTION: ("detected", (Verb.DETECTED,)),
    Base.ACKNOWLEDGEMENT: ("acknowledged", (Verb.ACK,)),
    Base.MITIGATION: ("mitigated", (Verb.MITIGATED,)),
    Base.RESOLUTION: ("resolved", (Verb.RESOLVED,)),
    Base.POSTMORTEM_PROMISED: ("resolved, with a post-mortem promised", (Verb.RESOLVED,)),
    Base.IC: ("Incident Commander assigned", (Verb.IC,)),
    Base.ROLLBACK_PROPOSED: (
        "rollback or emergency release proposed",
        (Verb.PROPOSED, Verb.APPROVED, Verb.BEGUN),
    ),
    Base.MANY_USERS_KNOWN: ("most users affected, weighed with the severity", (Verb.SEV,)),
    Base.DATA_LOSS_KNOWN: ("data may be lost, weighed with the severity", (Verb.SEV,)),
    Base.SECURITY_SUSPECTED: ("security suspected, weighed with the severity", (Verb.SEV,)),
}
_DONE_FACTS: dict[str, tuple[str, tuple[Verb, ...]]] = {
    Done.ACKNOWLEDGED: ("acknowledged", (Verb.ACK,)),
    Done.MITIGATED: ("mitigated", (Verb.MITIGATED,)),
    Done.RESOLVED: ("resolved", (Verb.RESOLVED,)),
    Done.CLOSED: ("closed", (Verb.CLOSED,)),
    Done.IC: ("Incident Commander assigned", (Verb.IC,)),
    Done.COMMS: ("Communication Coordinator assigned", (Verb.COMMS,)),
    Done.NOTIFIED: ("told", (Verb.NOTIFIED,)),
    "acknowledge": ("acknowledged", (Verb.ACK,)),
    "mitigate": ("mitigated", (Verb.MITIGATED,)),
    "resolve": ("resolved", (Verb.RESOLVED,)),
}


def find_base_fact(duty: Duty, course: Course, policy: Policy) -> Fact | None:
    """Return what *duty* is counted from, or None where nothing starts it."""
    at = duty.base_at
    if at is None:
        return None
    if duty.clock is not None:
        return _stage_fact(duty.clock, at, course)
    assert duty.rule is not None  # noqa: S101 - a row is a stage or a rule of the policy
    if duty.number and not is_first_word(duty, policy):
        return _word_fact(duty, at, course)
    base = duty.rule.base
    if base is Base.DECLARATION and policy.clocks.duties_from == "detection":
        base = Base.DETECTION
    if base is Base.DECLARATION:
        return Fact(f"Severity {duty.severity} declared", at, place_of(course, at, Verb.SEV))
    what, verbs = _BASE_FACTS[base]
    return Fact(_assumed(what, course, base), at, place_of(course, at, *verbs))


def find_done_fact(duty: Duty, course: Course) -> Fact | None:
    """Return what discharged *duty*, or None."""
    at = duty.done_at
    if at is None:
        return None
    if duty.done_by in _DONE_FACTS:
        what, verbs = _DONE_FACTS[duty.done_by]
        wanted = duty.rule.audiences if duty.rule else ()
        entry = _find(course, at, verbs)
        told = [each for each in (entry.audiences if entry else ()) if each in wanted]
        return Fact(f"{what} {', '.join(told)}" if told else what, at, _place(entry))
    if duty.done_by == Done.PUBLIC_UPDATE:
        return Fact("public update", at, course.record.path)
    if duty.done_by == Done.CAUSE_KNOWN:
        entry = _find(course, at, (Verb.RESULT,))
        return Fact("cause known", at, _place(entry) or course.record.path)
    if duty.done_by == Done.MEETING:
        return Fact("post-mortem meeting", at, f"{course.record.path}/review.yml")
    if duty.done_by == Done.POSTMORTEM_PUBLISHED:
        return Fact("post-mortem published", at, course.record.path)
    return Fact("written down", at, place_of(course, at))


def place_of(course: Course, at: datetime, *verbs: Verb) -> str:
    """Return the line of the log at *at*, one with *verbs* first; the header where there is none.

    Empty where neither is known.
    """
    entry = _find(course, at, verbs)
    if entry is not None:
        return _place(entry)
    is_header = verbs == (Verb.SEV,) and course.record.severity is not None
    is_header = is_header or (Verb.PROPOSED in verbs and bool(course.record.mitigations))
    return f"{course.record.path}/internal.yml" if is_header else ""


def _find(course: Course, at: datetime, verbs: tuple[Verb, ...]) -> LogEntry | None:
    found = [entry for entry in course.record.log if entry.at == at]
    return next((entry for entry in found if not verbs or entry.verb in verbs), None)


def _place(entry: LogEntry | None) -> str:
    return f"{entry.path}:{entry.line}" if entry else ""


def _stage_fact(clock: Clock, at: datetime, course: Course) -> Fact:
    if clock.state is DutyState.PROVISIONAL and not _find(course, at, ()):
        return Fact("the deadline of the stage before, which has not ended yet", at)
    if clock.cycle and (found := _find(course, at, (Verb.REOPENED,))):
        return Fact("reopened", at, _place(found))
    names = {
        "acknowledge": Base.DETECTION,
        "mitigate": Base.ACKNOWLEDGEMENT,
        "resolve": Base.MITIGATION,
    }
    base = names[clock.stage]
    what, verbs = _BASE_FACTS[base]
    if base is Base.DETECTION and at == course.detected_at:
        return Fact(_assumed(what, course, base), at, _detection_place(course, at))
    found = _find(course, at, verbs)
    if found is not None:
        return Fact(what, at, _place(found))
    if declared := _find(course, at, (Verb.SEV,)):
        return Fact(f"Severity {clock.severity} declared", at, _place(declared))
    if clock.stage == "mitigate":
        return Fact("the moment by which it was to be acknowledged", at)
    later = _find(course, at, (Verb.MITIGATED, Verb.RESOLVED))
    return Fact(f"{what}, which nobody logged of itself", at, _place(later))


def _assumed(what: str, course: Course, base: Base) -> str:
    if base is Base.DETECTION and course.is_detection_assumed:
        return "the first line of the log, as none says DETECTED"
    return what


def _detection_place(course: Course, at: datetime) -> str:
    return place_of(course, at, Verb.DETECTED) or place_of(course, at)


def _word_fact(duty: Duty, at: datetime, course: Course) -> Fact:
    """Return the word of a cadence before this one."""
    assert duty.rule is not None  # noqa: S101 - only rules have cadences
    if Done.PUBLIC_UPDATE in duty.rule.done_by:
        return Fact("the public update before", at, course.record.path)
    return Fact("the word before", at, place_of(course, at, Verb.NOTIFIED) or place_of(course, at))
