"""How one row of the ledger stands, who owes it, and why it may be waived."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_words import Done
from generator.core.clockwork.policy import DutyRule
from generator.core.review_facts import ReviewStatus

_NOTHING = timedelta(0)


def judge(
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
        if end is not None and end <= limit:
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


def find_waiver(course: Course, rule: DutyRule) -> str:
    """Return why nobody needs to meet, or an empty text."""
    if Done.MEETING not in rule.done_by:
        return ""
    record, review = course.record, course.record.review
    if review is not None and review.status is ReviewStatus.WAIVED:
        return f"waived: {review.waived_reason}"
    return f"waived: {record.postmortem.waived}" if record.postmortem.waived else ""


def find_debtor(course: Course, rule: DutyRule) -> str:
    """Return who owes *rule*: the Incident Commander speaks until somebody else does (X36).

    No commander may mail subscribers (S:1388), so that stays with whoever speaks (X8).
    """
    is_stand_in = rule.who == "comms" and "subscribers" not in rule.audiences
    return "ic" if is_stand_in and course.holder("comms") is None else rule.who
