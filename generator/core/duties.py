"""The duties ledger: who owed what to whom by when, and was it done (R11 to R30).

Rows come from the duty table of the policy and from the SLA stages, which are duties too. A row
that is decided stays decided: nothing that happens later changes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clocks import Clock, DutyState, read_clocks
from generator.core.course import Course
from generator.core.duty_base import find_base, find_done, is_owed
from generator.core.duty_words import Base, Done, Until
from generator.core.policy import Cadence, DutyRule, Policy
from generator.core.review_facts import ReviewStatus
from generator.core.targets import Target, TargetUnit, due_at
from generator.core.vocabulary import DataLoss

_NOTHING = timedelta(0)
_MOST_ROUNDS = 500
"""Words of one cadence that are counted; more only a machine writes."""
_PAPERWORK = frozenset({Base.RESOLUTION, Base.POSTMORTEM_PROMISED})


class Duty(NamedTuple):
    """One row of the ledger.

    Attributes:
        incident: Id of the incident.
        id: ``assign-ic``, ``public-update-2``, ``acknowledge``; unique within the incident.
        rule: The row of the policy; None for an SLA stage.
        clock: The stage; None for a row of the policy.
        severity: Severity under which it is owed.
        number: Which word of a cadence, from 1; 0 for what is owed once.
        who: Role that owes it.
        base_at: What it is counted from; None where no more than a role is known.
        target: How long it may take; None for words of a cadence after the first.
        due_at: When it is due; None without a target.
        done_at: When it was done, late or not.
        done_by: What discharged it, such as ``ic``; empty while nothing has.
        state: How it stands.
        late: How late it was done or is; 0 when it is not.
        reason: Why it is waived, does not apply or is provisional; else empty.
    """

    incident: str
    id: str
    rule: DutyRule | None
    clock: Clock | None
    severity: int
    number: int
    who: str
    base_at: datetime | None
    target: Target | None
    due_at: datetime | None
    done_at: datetime | None
    done_by: str
    state: DutyState
    late: timedelta
    reason: str

    @property
    def late_minutes(self) -> int:
        """Whole minutes late; 0 when it is not."""
        return int(self.late.total_seconds() // 60)


class Phase(NamedTuple):
    """A stretch under one peak severity (R29, X2): ``[start_at, end_at)``, the last one open."""

    level: int
    start_at: datetime
    end_at: datetime | None


class DutyTable:
    """The duty table of one policy, sorted by severity once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._rows: dict[int, list[tuple[DutyRule, Target | None, Cadence | None]]] = {}
        for level in policy.severities:
            rows = self._rows[level] = []
            for rule in policy.duties:
                cadence = policy.cadences[rule.cadence].get(level) if rule.cadence else None
                target = cadence.first if cadence else rule.within.get(level)
                if target is not None:
                    rows.append((rule, target, cadence))

    def read(self, course: Course, as_of: datetime) -> tuple[Duty, ...]:
        """Return every row of *course* at *as_of*: SLA stages first, then as the policy has them.

        Rows are owed under the peak severity, from when it was declared; what was decided before
        an upgrade stays (R29). A record written down afterwards owes nothing (R103).
        """
        clocks = read_clocks(course, self.policy, as_of)
        duties = [_of_clock(course, clock) for clock in clocks]
        record = course.record
        if course.detected_at is None or record.is_backfilled:
            return tuple(duties) if not record.is_backfilled else _waive(duties, "backfilled")
        if record.outcome:
            return tuple(duties)
        quick = is_quick_close(course, self.policy)
        phases = find_phases(course)
        decided: dict[str, Duty] = {}
        for phase in phases:
            for rule, target, cadence in self._rows.get(phase.level, ()):
                if record.types and record.types[0] in rule.not_for:
                    continue
                base = find_base(course, rule.base, phase, self.policy)
                if base is None or not is_owed(rule, phase.level, self.policy):
                    continue
                assert target is not None  # noqa: S101 - rows without one are not in the table
                if cadence is None:
                    if rule.id in decided:
                        continue
                    duty = _once(course, self.policy, rule, target, phase, base, as_of, quick)
                    if duty is not None:
                        duties.append(duty)
                        if duty.state is not DutyState.PENDING:
                            decided[rule.id] = duty
                else:
                    duties.extend(
                        _rounds(course, self.policy, rule, cadence, phase, base, as_of, quick)
                    )
        return tuple(duties)


def find_phases(course: Course) -> tuple[Phase, ...]:
    """Return the stretches of ever higher peak severity; none while nobody has set one."""
    phases: list[Phase] = []
    for step in course.severities:
        if step.level is None or (phases and step.level >= phases[-1].level):
            continue
        if phases:
            phases[-1] = phases[-1]._replace(end_at=step.at)
        phases.append(Phase(step.level, step.at, None))
    return tuple(phases)


def _of_clock(course: Course, clock: Clock) -> Duty:
    name = clock.stage if clock.cycle == 0 else f"{clock.stage}-{clock.cycle + 1}"
    return Duty(
        course.record.id, name, None, clock, clock.severity, 0, "on_call", clock.base_at,
        clock.target, clock.due_at, clock.done_at, clock.stage if clock.done_at else "",
        clock.state, clock.late, clock.reason,
    )  # fmt: skip


def _waive(duties: list[Duty], reason: str) -> tuple[Duty, ...]:
    return tuple(
        duty
        if duty.done_at is not None
        else duty._replace(state=DutyState.WAIVED, late=_NOTHING, reason=reason)
        for duty in duties
    )


def is_quick_close(course: Course, policy: Policy) -> bool:
    """Return whether the incident was so short that it owes no more than its record (X10)."""
    rule, peak = policy.quick_close, course.peak
    end, begun = course.resolved_at, course.detected_at
    if end is None or begun is None or peak not in rule.severities or len(course.cycles) > 1:
        return False
    record = course.record
    loses = record.data is not None and record.data.loss in (DataLoss.POSSIBLE, DataLoss.CONFIRMED)
    breached = record.security is not None and record.security.breach in ("suspected", "confirmed")
    return (
        end - begun < rule.within
        and not loses
        and not breached
        and "security" not in (record.types)
    )


def _end_of(course: Course, until: Until | None) -> datetime | None:
    """Return the milestone that ends a duty, the last of its kind after a reopening."""
    if until is None or not course.cycles:
        return None
    last = course.cycles[-1]
    if until is Until.ACKNOWLEDGED:
        return course.acknowledged_at or last.mitigated_at or course.ended_at
    if until is Until.MITIGATED:
        return last.mitigated_at or course.ended_at
    return course.closed_at if until is Until.CLOSED else course.ended_at


def _once(
    course: Course,
    policy: Policy,
    rule: DutyRule,
    target: Target,
    phase: Phase,
    base: datetime,
    as_of: datetime,
    is_quick: bool,
) -> Duty | None:
    """Return the row of a duty owed once, or None where a higher severity takes it over."""
    due = due_at(target, base, policy.calendar)
    done_at, done_by = find_done(course, rule, base, as_of)
    end = _end_of(course, rule.until)
    state, late, reason = _judge(rule, due, done_at, end, as_of)
    is_open = state in (DutyState.PENDING, DutyState.NOT_APPLICABLE)
    if (
        phase.end_at is not None
        and (is_open or (done_at or due) >= phase.end_at)
        and (due >= phase.end_at)
    ):
        return None  # not decided when the severity rose: the next phase owes it (R29)
    if is_quick and end is not None and state in (DutyState.PENDING, DutyState.NOT_APPLICABLE):
        state, reason = DutyState.WAIVED, "quick close"
    if is_quick and rule.base in _PAPERWORK and state is not DutyState.MET:
        state, late, reason = DutyState.WAIVED, _NOTHING, "quick close"
    if rule.base in _PAPERWORK and state not in (DutyState.MET, DutyState.MISSED):
        reason = _why_waived(course, rule) or reason
        if reason and state is not DutyState.NOT_APPLICABLE:
            state, late = DutyState.WAIVED, _NOTHING
    return Duty(
        course.record.id, rule.id, rule, None, phase.level, 0, rule.who, base, target, due,
        done_at, done_by, state, late, reason,
    )  # fmt: skip


def _why_waived(course: Course, rule: DutyRule) -> str:
    """Return why nobody needs to meet, or an empty text."""
    if Done.MEETING not in rule.done_by:
        return ""
    record, review = course.record, course.record.review
    if review is not None and review.status is ReviewStatus.WAIVED:
        return f"waived: {review.waived_reason}"
    return f"waived: {record.postmortem.waived}" if record.postmortem.waived else ""


def _judge(
    rule: DutyRule,
    due: datetime,
    done_at: datetime | None,
    end: datetime | None,
    as_of: datetime,
) -> tuple[DutyState, timedelta, str]:
    """Return state, lateness and reason; *end* is the milestone that ends the duty."""
    limit = due + rule.tolerance
    if done_at is not None:
        if done_at <= limit:
            return DutyState.MET, _NOTHING, ""
        if end is not None and end <= due:
            return DutyState.NOT_APPLICABLE, _NOTHING, f"{rule.until} before it was due"
        return DutyState.MISSED, done_at - due, ""
    if end is not None:
        if end <= limit:
            return DutyState.NOT_APPLICABLE, _NOTHING, f"{rule.until} before it was due"
        return DutyState.MISSED, end - due, f"not done when it was {rule.until}"
    if as_of <= limit:
        return DutyState.PENDING, _NOTHING, ""
    if rule.lapses is not None and as_of > due + rule.lapses:
        return DutyState.MISSED, rule.lapses, "not done, and no longer worth doing"
    return DutyState.OVERDUE, as_of - due, ""


def _rounds(
    course: Course,
    policy: Policy,
    rule: DutyRule,
    cadence: Cadence,
    phase: Phase,
    base: datetime,
    as_of: datetime,
    is_quick: bool,
) -> Iterator[Duty]:
    """Yield one row for each word of a cadence, up to the one that is owed next (R71).

    Every word sets the next deadline from its own time. What visitors were promised counts where
    it is earlier (R72). After the end nothing is owed; the last word before it closes the row.
    """
    detected = course.detected_at or base
    end = _end_of(course, rule.until)
    spoken = [at for at in _words_of(course, rule) if phase.end_at is None or at < phase.end_at]
    due = due_at(cadence.first, base, policy.calendar)
    last, number, index = None, 1, 0
    # Words from before the severity was declared count: duties already done count (R29).
    before = [at for at in spoken if at < phase.start_at and at >= detected]
    if before and rule.base is Base.DECLARATION:
        last = before[-1]
        due, index = last + cadence.after(last - detected), len(before)
    while number <= _MOST_ROUNDS:
        done_at = spoken[index] if index < len(spoken) else None
        if done_at is not None and end is not None and done_at > end and due > end:
            if not any(at > end for at in spoken[:index]) and _speaks_after_end(rule):
                yield _round(
                    course, rule, phase, cadence, number, last or base, due, done_at, end, as_of
                )
            return
        if phase.end_at is not None and (done_at is None or done_at > due) and due >= phase.end_at:
            return  # the next phase owes it
        if done_at is None and end is not None and end <= due:
            return  # it was over before anything was due
        row = _round(course, rule, phase, cadence, number, last or base, due, done_at, end, as_of)
        if is_quick and row.state is not DutyState.MET:
            row = row._replace(state=DutyState.WAIVED, late=_NOTHING, reason="quick close")
        yield row
        if done_at is None:
            return
        last, number, index = done_at, number + 1, index + 1
        due = last + cadence.after(last - detected)
        promised = course.public.promise_due_at if course.public else None
        if rule.cadence == "public" and index == len(spoken) and promised is not None:
            due = min(due, max(promised, last))


def _speaks_after_end(rule: DutyRule) -> bool:
    """Return whether the last word may come after the end: that it is over (R71)."""
    return Done.PUBLIC_UPDATE in rule.done_by


def _words_of(course: Course, rule: DutyRule) -> list[datetime]:
    words: list[datetime] = []
    if Done.PUBLIC_UPDATE in rule.done_by and course.public is not None:
        words.extend(update.at for update in course.public.updates)
    if Done.NOTIFIED in rule.done_by:
        words.extend(
            entry.at for entry in course.notices if not _is_apart(entry.audiences, rule.audiences)
        )
    if Done.LOGGED in rule.done_by:
        words.extend(course.logged)
    return sorted(dict.fromkeys(words))


def _is_apart(told: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return not any(each in wanted for each in told)


def _round(
    course: Course,
    rule: DutyRule,
    phase: Phase,
    cadence: Cadence,
    number: int,
    base: datetime,
    due: datetime,
    done_at: datetime | None,
    end: datetime | None,
    as_of: datetime,
) -> Duty:
    state, late, reason = _judge(rule, due, done_at, end, as_of)
    target = cadence.first if number == 1 else None
    if target is None:
        length = due - base
        target = Target(unit=TargetUnit.WALL, amount=length, text="")
    return Duty(
        course.record.id, f"{rule.id}-{number}", rule, None, phase.level, number, rule.who, base,
        target, due, done_at, str(rule.done_by[0]) if done_at else "", state, late, reason,
    )  # fmt: skip
