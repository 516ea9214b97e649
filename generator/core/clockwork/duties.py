"""The duties ledger: who owed what to whom by when, and was it done (R11 to R30).

Rows come from the duty table of the policy and from the SLA stages, which are duties too. A row
that is decided stays decided: nothing that happens later changes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.clocks import BREACHED, DECIDED, Clock, DutyState, read_clocks
from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_base import (
    find_base,
    find_done,
    find_end,
    find_pauses,
    is_owed,
    is_postmortem_promised,
)
from generator.core.clockwork.duty_phases import Phase, find_phases, is_quick_close
from generator.core.clockwork.duty_rounds import find_rounds
from generator.core.clockwork.duty_verdict import (
    find_debtor,
    find_waiver,
    is_deferred,
    judge,
    say_deferral,
)
from generator.core.clockwork.duty_words import Base
from generator.core.clockwork.policy import Cadence, DutyRule, Policy
from generator.core.clockwork.targets import Target, TargetUnit, due_at

_NOTHING = timedelta(0)
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
        who: Role that owes it; the Incident Commander speaks until somebody else does (X36).
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


class _End(NamedTuple):
    """One end of an incident, for what is owed afterwards.

    Attributes:
        number: 0 for the first, 1 for the one after the first reopening, and so on.
        at: When it was; None for what does not wait for an end.
        reopened_at: When it came back; None where it did not.
    """

    number: int = 0
    at: datetime | None = None
    reopened_at: datetime | None = None


class _Ledger(NamedTuple):
    """What every row of one course needs."""

    course: Course
    policy: Policy
    as_of: datetime
    phases: tuple[Phase, ...]
    is_quick: bool


class DutyTable:
    """The duty table of one policy; which rows a severity owes is found once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._owed: dict[frozenset[int], tuple[DutyRule, ...]] = {}

    def read(self, course: Course, as_of: datetime) -> tuple[Duty, ...]:
        """Return every row of *course* at *as_of*: SLA stages first, then as the policy has them.

        Rows are owed under the peak severity, from when it was declared; what was decided before
        an upgrade stays (R29). A record written down afterwards owes nothing (R103).
        """
        clocks = read_clocks(course, self.policy, as_of)
        duties = [_of_clock(course, clock) for clock in clocks]
        record = course.record
        if course.is_backfilled:
            return _waive(duties, "backfilled: written down afterwards")
        if course.detected_at is None or record.outcome:
            return tuple(duties)
        is_quick = is_quick_close(course, self.policy)
        phases = find_phases(course)
        ledger = _Ledger(course, self.policy, as_of, phases, is_quick)
        for rule in self._rows_under(frozenset(phase.level for phase in phases)):
            if record.types and record.types[0] in rule.not_for:
                continue
            if rule.cadence:
                duties.extend(_again(ledger, rule, self.policy.cadences[rule.cadence]))
                continue
            for end in _ends_for(course, rule, self.policy):
                duty = _once(ledger, rule, end)
                if duty is not None:
                    duties.append(duty)
        return tuple(duties)

    def _rows_under(self, levels: frozenset[int]) -> tuple[DutyRule, ...]:
        """Return the rows that any severity of *levels* owes, as the policy has them."""
        if levels not in self._owed:
            cadences = self.policy.cadences
            self._owed[levels] = tuple(
                rule
                for rule in self.policy.duties
                if not levels.isdisjoint(cadences[rule.cadence] if rule.cadence else rule.within)
            )
        return self._owed[levels]


def _ends_for(course: Course, rule: DutyRule, policy: Policy) -> Iterator[_End]:
    """Yield what *rule* is owed after: each end of the incident, or nothing in particular."""
    if rule.base not in _PAPERWORK:
        yield _End()
        return
    if rule.base is Base.POSTMORTEM_PROMISED and not is_postmortem_promised(course, policy):
        return
    for number, cycle in enumerate(course.cycles):
        following = course.cycles[number + 1].begun_at if number + 1 < len(course.cycles) else None
        if cycle.resolved_at is not None:
            yield _End(number, cycle.resolved_at, following)


def _of_clock(course: Course, clock: Clock) -> Duty:
    name = clock.stage if clock.cycle == 0 else f"{clock.stage}-{clock.cycle + 1}"
    return Duty(
        course.record.id, name, None, clock, clock.severity, 0, "on_call", clock.base_at,
        clock.target, clock.due_at, clock.done_at, clock.stage if clock.done_at else "",
        clock.state, clock.late, clock.reason,
    )  # fmt: skip


def _waive(duties: list[Duty], reason: str) -> tuple[Duty, ...]:
    """Return *duties* judged by nobody: what is known of them are their times alone."""
    return tuple(
        duty
        if duty.target is None
        else duty._replace(state=DutyState.WAIVED, late=_NOTHING, reason=reason)
        for duty in duties
    )


def _once(ledger: _Ledger, rule: DutyRule, end: _End) -> Duty | None:
    """Return the row of a duty owed once, under the severity that decided it; None: not owed."""
    for phase in ledger.phases:
        target = rule.within.get(phase.level)
        if target is None or not is_owed(rule, phase.level, ledger.policy):
            continue
        base = end.at or find_base(ledger.course, rule.base, phase, ledger.policy)
        if base is None:
            continue
        duty = _once_under(ledger, rule, end, phase, target, base)
        if duty is not None:
            return duty
    return None


def _once_under(
    ledger: _Ledger, rule: DutyRule, end: _End, phase: Phase, target: Target, base: datetime
) -> Duty | None:
    """Return the row under the severity of *phase*, or None where the next one owes it (R29)."""
    course = ledger.course
    base, due = _deadline(ledger, rule, phase, target, base)
    done_at, done_by = find_done(course, rule, end.number, end.at or base, ledger.as_of)
    until_at = find_end(course, rule.until)
    if end.reopened_at is not None:
        # It came back: what was done until then counts for this end, the rest for the next one.
        if done_at is not None and done_at >= end.reopened_at:
            done_at, done_by = None, ""
        if done_at is None and due >= end.reopened_at:
            return None
        until_at = end.reopened_at
    if (
        phase.end_at is not None
        and due >= phase.end_at
        and (done_at is None or done_at >= phase.end_at)
    ):
        return None
    state, late, reason = judge(rule, due, done_at, until_at, ledger.as_of)
    if reason and end.reopened_at is not None:
        reason = "not done when it was reopened"
    waived = find_waiver(course, rule) if state not in DECIDED else ""
    if ledger.is_quick and state is not DutyState.MET:
        # What was breached before the end stays so; what is owed after it never was.
        waived = "quick close" if rule.base in _PAPERWORK or state not in BREACHED else ""
    if waived:
        state, late, reason = DutyState.WAIVED, _NOTHING, waived
    row_id = f"{rule.id}-{end.number + 1}" if end.number else rule.id
    return Duty(
        course.record.id, row_id, rule, None, phase.level, 0,
        find_debtor(course, rule, ledger.policy), base, target, due, done_at, done_by, state, late,
        reason,
    )  # fmt: skip


def _deadline(
    ledger: _Ledger, rule: DutyRule, phase: Phase, target: Target, base: datetime
) -> tuple[datetime, datetime]:
    """Return base and deadline; what fell due before anybody owed it counts from when they did.

    Nobody owed it before the severity rose (R29), nor between an end and the reopening. That a
    first severity was late is no excuse: it says how severe it was all the time (X9, X23).
    """
    calendar = ledger.policy.calendar
    due = due_at(target, base, calendar)
    is_rise = phase is not ledger.phases[0] and ledger.policy.clocks.duties_from == "declaration"
    if is_rise and due < phase.start_at:
        base, due = phase.start_at, due_at(target, phase.start_at, calendar)
    for ended, begun in find_pauses(ledger.course, rule.until):
        if ended <= due < begun:
            base, due = begun, due_at(target, begun, calendar)
    return base, due


def _again(ledger: _Ledger, rule: DutyRule, cadences: Mapping[int, Cadence]) -> Iterator[Duty]:
    """Yield a row for each word of a cadence."""
    course, policy = ledger.course, ledger.policy
    rounds = find_rounds(
        course, policy, rule, ledger.phases, cadences, is_first_kept=_is_first_kept(ledger)
    )
    for each in rounds:
        done_at = each.word.at if each.word else None
        state, late, reason = judge(rule, each.due_at, done_at, each.end_at, ledger.as_of)
        if ledger.is_quick and state not in (DutyState.MET, *BREACHED):
            state, reason = DutyState.WAIVED, "quick close"
        if is_deferred(course, rule) and each.word is None and each.end_at is None:
            state, late, reason = DutyState.WAIVED, _NOTHING, say_deferral(course)
        target = Target(unit=TargetUnit.WALL, amount=each.due_at - each.base_at, text="")
        first = cadences[each.level].first
        if each.number == 1 and due_at(first, each.base_at, policy.calendar) == each.due_at:
            target = first
        yield Duty(
            course.record.id, f"{rule.id}-{each.number}", rule, None, each.level, each.number,
            find_debtor(course, rule, policy), each.base_at, target, each.due_at, done_at,
            each.word.way.value if each.word else "", state, late, reason,
        )  # fmt: skip


def _is_first_kept(ledger: _Ledger) -> bool:
    """Return whether an incident over within minutes is still to be put on the page (X10)."""
    course = ledger.course
    end, begun = course.resolved_at, course.detected_at
    is_short = (
        end is not None and begun is not None and end - begun < ledger.policy.quick_close.within
    )
    return is_short and not ledger.is_quick
