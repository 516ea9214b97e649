"""What an act does to the clocks, in one line (design §5): what is decided now, what is due next.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.clockwork.clocks import Clock, DutyState
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.duty_rows import OPEN_STATES
from generator.core.clockwork.lengths import say_length
from generator.core.clockwork.rule_words import short_title
from generator.core.clockwork.targets import TargetUnit, describe

_MOST_TOLD = 3
_PAST = {"acknowledge": "acknowledged", "mitigate": "mitigated", "resolve": "resolved"}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_MOVED = ("assign-ic", "public-update")
"""Duties whose new deadlines a change of the severity names, beside the stages."""


def say_effects(
    before: Sequence[Duty], after: Sequence[Duty], as_of: datetime, calendar: BusinessCalendar
) -> str:
    """Return what changed between *before* and *after* and what comes next; empty: no clock.

    ``acknowledged after 1 min, target 5 min (met); mitigate by 14:54Z (in 28 min)``. Where the
    severity changed every stage is named, and when somebody has to command and visitors hear.
    """
    if not after:
        return ""
    was = {duty.id: duty for duty in before}
    changed = [
        duty
        for duty in after
        if duty.state in (DutyState.MET, DutyState.MISSED)
        and duty.done_at is not None
        and not _is_same(was.get(duty.id), duty)
    ]
    # The stages first, which the list has in front; a duty that the same line met is shorter.
    decided = list(dict.fromkeys(_decided(duty, calendar) for duty in changed))
    parts = decided[:_MOST_TOLD]
    if len(decided) > _MOST_TOLD:
        parts.append(f"{len(decided) - _MOST_TOLD} more decided")
    overdue = [duty for duty in after if duty.state is DutyState.OVERDUE]
    overdue.sort(key=lambda duty: (duty.severity, -duty.late))
    parts += [f"{_call(duty)} overdue by {say_length(duty.late)}" for duty in overdue[:1]]
    if len(overdue) > 1:
        parts.append(f"{len(overdue) - 1} more overdue")
    # What is due at once and still in time is nothing to come.
    pending = [
        duty
        for duty in after
        if duty.state is DutyState.PENDING and (duty.due_at or _LONG_AGO) > as_of
    ]
    following = min(pending, key=lambda duty: duty.due_at or _LONG_AGO, default=None)
    named = list(_moved(was, after, as_of)) if _has_severity_changed(was, after) else []
    if following is not None and following not in named:
        named.insert(0, following)
    parts += [_ahead(duty, as_of) for duty in named]
    if not parts and not any(duty.state in OPEN_STATES for duty in after):
        parts.append("none runs any more")
    return "; ".join(parts)


def _is_same(before: Duty | None, after: Duty) -> bool:
    if before is None:
        return False
    return (before.state, before.done_at) == (after.state, after.done_at)


def _has_severity_changed(was: Mapping[str, Duty], after: Sequence[Duty]) -> bool:
    """Return whether a stage is held to another severity than before, or to one that was set."""
    return any(
        _held_to(was[duty.id]) != _held_to(duty)
        for duty in after
        if duty.clock is not None and duty.id in was
    )


def _held_to(duty: Duty) -> tuple[int, bool]:
    return duty.severity, duty.clock is not None and duty.clock.is_assumed


def _moved(was: Mapping[str, Duty], after: Sequence[Duty], as_of: datetime) -> Iterator[Duty]:
    """Yield stages and the duties of :data:`_MOVED` whose deadline moved or began, by time."""
    found = [
        duty
        for duty in after
        if duty.state in (DutyState.PENDING, DutyState.PROVISIONAL)
        and duty.due_at is not None
        and duty.due_at > as_of
        and (duty.clock is not None or (duty.rule is not None and duty.rule.id in _MOVED))
        and (duty.id not in was or was[duty.id].due_at != duty.due_at)
    ]
    yield from sorted(found, key=lambda duty: duty.due_at or _LONG_AGO)


def _ahead(duty: Duty, as_of: datetime) -> str:
    assert duty.due_at is not None  # noqa: S101 - only what has a deadline is ahead
    left = say_length(max(duty.due_at - as_of, timedelta()))
    provisional = ", provisional" if duty.state is DutyState.PROVISIONAL else ""
    by = f"{_call(duty)} by {_clock(duty.due_at, as_of)}"
    return f"{by} (in {left}{provisional}{_assumed(duty)})"


def _assumed(duty: Duty) -> str:
    """Return that nobody has set the severity by which it is due (X23)."""
    is_assumed = duty.clock is not None and duty.clock.is_assumed
    return f", assumed Severity {duty.severity}" if is_assumed else ""


def _call(duty: Duty) -> str:
    """Return what is to be done as it stands in the middle of a sentence."""
    return duty.clock.stage if duty.clock else short_title(duty)


def _decided(duty: Duty, calendar: BusinessCalendar) -> str:
    clock = duty.clock
    verdict = f"({_verdict(duty)}{_assumed(duty)})"
    if clock is not None and clock.actual is not None and clock.target is not None:
        return f"{_stage(clock, calendar)} {verdict}"
    return f"{_PAST[clock.stage] if clock is not None else short_title(duty)} {verdict}"


def _stage(clock: Clock, calendar: BusinessCalendar) -> str:
    assert clock.target is not None  # noqa: S101 - callers have seen that it has one
    return f"{_PAST[clock.stage]} after {_took(clock, calendar)}, target {describe(clock.target)}"


def _took(clock: Clock, calendar: BusinessCalendar) -> str:
    """Return how long a stage took, in what its target is counted in (R4)."""
    assert clock.actual is not None and clock.target is not None  # noqa: S101, PT018
    if clock.target.unit is TargetUnit.WALL or clock.begun_at is None or clock.done_at is None:
        return say_length(clock.actual)
    used = calendar.elapsed(clock.begun_at, clock.done_at)
    if used < timedelta(hours=1):
        minutes = used // timedelta(minutes=1)
        return f"{minutes} business minute{'' if minutes == 1 else 's'}"
    hours, rest = divmod(used, timedelta(hours=1))
    more = f" {rest // timedelta(minutes=1):02} min" if rest >= timedelta(minutes=1) else ""
    return f"{hours} business hour{'' if hours == 1 else 's'}{more}"


def _verdict(duty: Duty) -> str:
    if duty.state is DutyState.MET:
        return "met"
    return f"missed by {say_length(duty.late)}" if duty.late else "missed"


def _clock(at: datetime, as_of: datetime) -> str:
    at = at.astimezone(UTC)
    is_today = at.date() == as_of.astimezone(UTC).date()
    return f"{at:%H:%MZ}" if is_today else f"{at:%Y-%m-%d %H:%MZ}"
