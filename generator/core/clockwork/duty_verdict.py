"""How one row of the ledger stands, who owes it, and why it may be waived."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_words import Done
from generator.core.clockwork.policy import DutyRule, Policy
from generator.core.review_facts import ReviewStatus

_MAIL = "send_subscriber_email"
_MAILED = frozenset({"subscribers", "all-subscribers"})
_DAILY = "team"
"""The cadence among responders; what others are told goes on (S:131)."""
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
    if end is not None and end <= limit and (done_at is None or done_at > end):
        # What is done after the end was not owed any more, be it in time.
        return DutyState.NOT_APPLICABLE, _NOTHING, f"{rule.until} before it was due"
    if done_at is not None:
        if done_at <= limit:
            return DutyState.MET, _NOTHING, ""
        return DutyState.MISSED, done_at - due, ""
    if end is not None:
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


def is_deferred(course: Course, rule: DutyRule) -> bool:
    """Return whether nobody owes a daily word, as the incident waits for a release (X44)."""
    return bool(course.record.deferred_to) and rule.cadence == _DAILY


def say_deferral(course: Course) -> str:
    """Return what an incident waits for, and why it may."""
    record = course.record
    why = f": {record.deferred_reason}" if record.deferred_reason else ""
    return f"deferred to {record.deferred_to}{why}"


def find_debtor(course: Course, rule: DutyRule, policy: Policy) -> str:
    """Return who owes *rule*: the Incident Commander speaks until somebody else does (X36).

    Mail to subscribers is owed by whom the policy lets send it: a Communication Coordinator who is
    there, else the SysAdmin, as no commander may (S:1388, X8).
    """
    if rule.who != "comms":
        return rule.who
    if not is_told_to_subscribers(rule.audiences, policy):
        return "ic" if course.holder("comms") is None else rule.who
    allowed = find_senders(policy)
    others = [role for role in allowed if role != "comms"]
    is_theirs = "comms" in allowed and course.holder("comms") is not None
    return rule.who if is_theirs or not others else others[0]


def is_told_to_subscribers(audiences: Iterable[str], policy: Policy) -> bool:
    """Return whether all subscribers are among *audiences*, by one name or another."""
    named = set(audiences)
    for audience in tuple(named):
        rule = policy.audiences.get(audience)
        named.update(rule.means if rule else ())
    return not _MAILED.isdisjoint(named)


def find_senders(policy: Policy) -> tuple[str, ...]:
    """Return the roles that may mail subscribers (S:1388)."""
    permission = policy.permissions.get(_MAIL)
    return permission.roles if permission is not None else ()
