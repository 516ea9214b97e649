"""How long an incident was felt: to its resolution, to its mitigation, or by its impact windows.

The document does not say which of them its sums mean (X25, X46); the policy chooses, and reports
show the others beside it. No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.policy_tables import CreditRule
from generator.core.intervals import OPEN_END
from generator.core.telemetry.figures import between
from generator.core.vocabulary import ComponentState

_HEALTHY = (ComponentState.OPERATIONAL, ComponentState.UNDER_MAINTENANCE)


class Felt(NamedTuple):
    """One length of an incident, measured in each way; None where it is not known yet.

    Attributes:
        to_resolved: From detection to the final resolution.
        to_mitigated: From detection to mitigation; of a reopened incident the stretches together.
        impact_windows: Time covered by the impact windows visitors were told of, parts laid over
            each other; as ``to_mitigated`` where they were told of none.
    """

    to_resolved: timedelta | None
    to_mitigated: timedelta | None
    impact_windows: timedelta | None

    def by(self, way: str) -> timedelta | None:
        """Return the length measured in *way*, a word of the policy.

        Raises:
            AttributeError: There is no such way.
        """
        length: timedelta | None = getattr(self, way)
        return length


def measure_impact(course: Course) -> Felt:
    """Return how long anybody felt *course*: windows of every state worse than working (X25)."""
    return _measure(course, is_down=False)


def measure_downtime(course: Course) -> Felt:
    """Return how long something was down: windows in the state ``major_outage`` (X46).

    Where visitors were told of other states only, nothing was down, and that is a length of 0.
    """
    return _measure(course, is_down=True)


def _measure(course: Course, *, is_down: bool) -> Felt:
    to_mitigated = _to_mitigated(course)
    windows = course.public.windows if course.public else ()
    felt = to_mitigated
    if windows:
        felt = _covered(
            [
                (each.start, each.end)
                for each in windows
                if (
                    each.state is ComponentState.MAJOR_OUTAGE
                    if is_down
                    else each.state not in _HEALTHY
                )
            ]
        )
    return Felt(between(course.detected_at, course.resolved_at), to_mitigated, felt)


def _to_mitigated(course: Course) -> timedelta | None:
    total = timedelta()
    for cycle in course.cycles:
        length = between(cycle.begun_at, cycle.mitigated_at or cycle.resolved_at)
        if length is None:
            return None
        total += length
    return total if course.cycles else None


def _covered(spans: list[tuple[datetime, datetime]]) -> timedelta | None:
    """Return the time that *spans* cover, overlaps once; None where one has not ended."""
    total, reached = timedelta(), None
    for start, end in sorted(spans):
        if end >= OPEN_END:
            return None
        begin = start if reached is None else max(start, reached)
        if end > begin:
            total += end - begin
            reached = end
    return total


class CreditOffer(NamedTuple):
    """What the policy offers for one incident (R178); who may approve is another rule (R166).

    Attributes:
        rule: The row that holds, the largest share of several; None: nothing is offered.
        length: The downtime it was judged by; None where it is not known yet.
        reason: Why nothing is offered, or why it is not known; else empty.
    """

    rule: CreditRule | None
    length: timedelta | None
    reason: str = ""


def find_credit(course: Course, policy: Policy) -> CreditOffer:
    """Return the credit that *policy* offers for *course*, by peak severity and downtime.

    A downtime of exactly ``min_minutes`` is enough. Source: S:1259; R178.
    """
    length = measure_downtime(course).by(policy.figures.downtime)
    if not policy.credits:
        return CreditOffer(None, length, "the policy offers none")
    if course.record.outcome:
        return CreditOffer(None, length, f"outcome: {course.record.outcome.replace('_', ' ')}")
    rows = [rule for rule in policy.credits if rule.severity == course.peak]
    if course.peak is None:
        return CreditOffer(None, length, "no severity is set yet")
    if not rows:
        return CreditOffer(None, length, f"the policy offers none for severity {course.peak}")
    if length is None:
        return CreditOffer(None, None, "its downtime is not known yet")
    held = [rule for rule in rows if length >= rule.after]
    if not held:
        return CreditOffer(None, length, "its downtime was shorter than the policy asks")
    return CreditOffer(max(held, key=lambda rule: rule.percent), length)
