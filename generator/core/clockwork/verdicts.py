"""How a clock or a duty stands, in words: ``met, 4 min to spare`` (R148, R149).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.lengths import say_length
from generator.core.clockwork.wall_clock import WallClock


def say_verdict(duty: Duty, as_of: datetime, wall: WallClock) -> str:
    """Return how *duty* stands at *as_of*, in words."""
    match duty.state:
        case DutyState.MET:
            return f"met{_spare(duty)}"
        case DutyState.MISSED:
            by = f"missed by {say_length(duty.late)}"
            return f"{by}: {duty.reason}" if duty.reason else by
        case DutyState.OVERDUE:
            since = wall.both(duty.due_at) if duty.due_at else ""
            return f"overdue by {say_length(duty.late)}, since {since}"
        case DutyState.PENDING:
            left = (duty.due_at or as_of) - as_of
            return f"due in {say_length(left)}" if left > timedelta() else "due now"
        case DutyState.PROVISIONAL:
            return f"provisional: {duty.reason}"
        case DutyState.WAIVED:
            return f"waived: {duty.reason.removeprefix('waived: ')}"
        case DutyState.NOT_APPLICABLE:
            if duty.reason == "no target":
                return "best effort: no target, which counts neither as met nor as missed (R5)"
            return f"does not apply: {duty.reason}"


def _spare(duty: Duty) -> str:
    """Return how much time was left, or how late is still in time."""
    if duty.due_at is None or duty.done_at is None:
        return ""
    left = duty.due_at - duty.done_at
    if left < timedelta():
        return f", {say_length(-left)} after it was due, which is still in time"
    if not left:
        return ", at the last moment"
    return f", {say_length(left)} to spare"
