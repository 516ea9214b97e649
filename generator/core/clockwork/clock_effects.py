"""What an act does to the clocks, in one line (design §5): what is decided now, what is due next.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from generator.core.clockwork.clocks import Clock, DutyState
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.duty_rows import OPEN_STATES
from generator.core.clockwork.lengths import say_length
from generator.core.clockwork.targets import describe

_MOST_TOLD = 3
_PAST = {"acknowledge": "acknowledged", "mitigate": "mitigated", "resolve": "resolved"}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def say_effects(before: Sequence[Duty], after: Sequence[Duty], as_of: datetime) -> str:
    """Return what changed between *before* and *after* and what comes next; empty: no clock.

    ``acknowledged after 1 min, target 5 min (met); mitigate by 14:54Z (in 28 min)``.
    """
    if not after:
        return ""
    was = {duty.id: (duty.state, duty.done_at) for duty in before}
    changed = [
        duty
        for duty in after
        if duty.state in (DutyState.MET, DutyState.MISSED)
        and duty.done_at is not None
        and was.get(duty.id) != (duty.state, duty.done_at)
    ]
    # The stages first, which the list has in front; a duty that the same line met is shorter.
    parts = [_decided(duty) for duty in changed[:_MOST_TOLD]]
    if len(changed) > _MOST_TOLD:
        parts.append(f"{len(changed) - _MOST_TOLD} more decided")
    overdue = [duty for duty in after if duty.state is DutyState.OVERDUE]
    overdue.sort(key=lambda duty: (duty.severity, -duty.late))
    parts += [f"{duty.id} overdue by {say_length(duty.late)}" for duty in overdue[:1]]
    if len(overdue) > 1:
        parts.append(f"{len(overdue) - 1} more overdue")
    # What is due at once and still in time is nothing to come.
    pending = [
        duty
        for duty in after
        if duty.state is DutyState.PENDING and (duty.due_at or _LONG_AGO) > as_of
    ]
    following = min(pending, key=lambda duty: duty.due_at or _LONG_AGO, default=None)
    if following is not None and following.due_at is not None:
        left = say_length(max(following.due_at - as_of, timedelta()))
        parts.append(f"{_call(following)} by {_clock(following.due_at, as_of)} (in {left})")
    if not parts and not any(duty.state in OPEN_STATES for duty in after):
        parts.append("none runs any more")
    return "; ".join(parts)


def _call(duty: Duty) -> str:
    """Return what is to be done as it stands in the middle of a sentence."""
    return duty.clock.stage if duty.clock else duty.id


def _decided(duty: Duty) -> str:
    clock = duty.clock
    if clock is not None and clock.actual is not None and clock.target is not None:
        return f"{_stage(clock)} ({_verdict(duty)})"
    if clock is not None:
        return f"{_PAST[clock.stage]} ({_verdict(duty)})"
    return f"{duty.id} {_verdict(duty)}"


def _stage(clock: Clock) -> str:
    assert clock.actual is not None and clock.target is not None  # noqa: S101, PT018
    target = describe(clock.target)
    return f"{_PAST[clock.stage]} after {say_length(clock.actual)}, target {target}"


def _verdict(duty: Duty) -> str:
    if duty.state is DutyState.MET:
        return "met"
    return f"missed by {say_length(duty.late)}" if duty.late else "missed"


def _clock(at: datetime, as_of: datetime) -> str:
    at = at.astimezone(UTC)
    is_today = at.date() == as_of.astimezone(UTC).date()
    return f"{at:%H:%MZ}" if is_today else f"{at:%Y-%m-%d %H:%MZ}"
