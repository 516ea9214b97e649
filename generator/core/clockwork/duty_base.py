"""What a duty is counted from, what discharged it, and whether it is owed at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_phases import Phase
from generator.core.clockwork.duty_words import Base, Done, Until
from generator.core.clockwork.policy import DutyRule, Policy
from generator.core.log_verbs import Verb
from generator.core.vocabulary import DataLoss, IncidentStatus

AFTERWARDS = frozenset({Base.RESOLUTION, Base.MITIGATION, Base.POSTMORTEM_PROMISED})
"""What is owed when something is over; done before, it would be another thing."""
_PLANNED = frozenset({Done.MEETING, Done.POSTMORTEM_PUBLISHED})
_CAUSE_FOUND = frozenset(
    {IncidentStatus.IDENTIFIED, IncidentStatus.MONITORING, IncidentStatus.RESOLVED}
)
_BREACHES = ("suspected", "confirmed")


def find_base(course: Course, base: Base, phase: Phase, policy: Policy) -> datetime | None:
    """Return the moment a duty is counted from; None where it has not come (X9).

    What hangs on a fact of the header without a time, such as the share of users, counts from
    when the severity of the phase was declared: that is when somebody weighed it.
    """
    detected = course.detected_at
    if base is Base.DETECTION:
        return detected
    if base is Base.DECLARATION:
        return detected if policy.clocks.duties_from == "detection" else phase.start_at
    if base is Base.ACKNOWLEDGEMENT:
        return course.acknowledged_at
    if base is Base.MITIGATION:
        return course.mitigated_at
    if base is Base.RESOLUTION:
        return course.resolved_at
    if base is Base.IC:
        return _since(course, "ic")
    if base is Base.ROLLBACK_PROPOSED:
        return _rollback_at(course)
    if base is Base.MANY_USERS_KNOWN:
        percent = course.record.affected.percent
        is_many = percent is not None and policy.thresholds.is_many(percent)
        return phase.start_at if is_many else None
    if base is Base.DATA_LOSS_KNOWN:
        data = course.record.data
        loses = data is not None and data.loss in (DataLoss.POSSIBLE, DataLoss.CONFIRMED)
        return phase.start_at if loses else None
    if base is Base.SECURITY_SUSPECTED:
        return phase.start_at if is_security(course) else None
    return course.resolved_at if is_postmortem_promised(course, policy) else None


def is_security(course: Course) -> bool:
    """Return whether somebody may have got at what is not theirs."""
    record = course.record
    breach = record.security.breach if record.security else ""
    return "security" in record.types or breach in _BREACHES


def is_postmortem_promised(course: Course, policy: Policy) -> bool:
    """Return whether visitors are promised a post-mortem: the record says so, else the policy."""
    said = course.record.postmortem.public
    return policy.postmortem.is_public_planned if not said else said == "planned"


def is_owed(rule: DutyRule, level: int, policy: Policy) -> bool:
    """Return whether *rule* is owed at all under severity *level*: not every one has a meeting."""
    if Done.MEETING in rule.done_by:
        return policy.postmortem.required.get(level) == "meeting"
    return True


def find_end(course: Course, until: Until | None) -> datetime | None:
    """Return the milestone that ends a duty, the last of its kind after a reopening.

    Where visitors read that it is over and the log says nothing of it yet, nobody owes them or
    anybody else a word either, until the page says that it is back.
    """
    if until is None or not course.cycles:
        return None
    last = course.cycles[-1]
    over = course.ended_at or _told_over_at(course, last.begun_at)
    if until is Until.ACKNOWLEDGED:
        return course.acknowledged_at or last.mitigated_at or over
    if until is Until.MITIGATED:
        return last.mitigated_at or over
    return course.closed_at if until is Until.CLOSED else over


def find_pauses(course: Course, until: Until | None) -> tuple[tuple[datetime, datetime], ...]:
    """Return from when to when a duty that *until* ends had ended, before the incident came back.

    What fell due in between was owed by nobody, and is owed anew from the reopening on.
    """
    if until not in (Until.MITIGATED, Until.RESOLVED):
        return ()
    pauses = []
    for cycle, following in pairwise(course.cycles):
        mitigated = cycle.mitigated_at if until is Until.MITIGATED else None
        ended = mitigated or cycle.resolved_at or cycle.closed_at
        if ended is not None:
            pauses.append((ended, following.begun_at))
    return tuple(sorted([*pauses, *_told_pauses(course)]))


def _told_pauses(course: Course) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when to when visitors read that it was over, until page or log took it back."""
    told = course.public.updates if course.public is not None else ()
    said = [(each.at, each.status is IncidentStatus.RESOLVED) for each in told]
    said += [(cycle.begun_at, False) for cycle in course.cycles[1:]]
    ended = None
    for at, is_over in sorted(said):
        if is_over:
            ended = ended or at
        elif ended is not None:
            yield ended, at
            ended = None


def _told_over_at(course: Course, since: datetime) -> datetime | None:
    """Return when visitors were told that it is over, if nothing has been said to them after.

    What they read before *since*, when the log says that it began again, is of the time before.
    """
    ended = None
    for told in course.public.updates if course.public is not None else ():
        if told.status is not IncidentStatus.RESOLVED:
            ended = None
        elif told.at >= since:
            ended = ended or told.at
    return ended


def find_done(
    course: Course, rule: DutyRule, cycle: int, base: datetime, as_of: datetime
) -> tuple[datetime | None, str]:
    """Return when *rule* was first discharged, and by what; None and empty while it is not.

    What was done before the duty began counts (R29); what is owed after the end, such as the
    e-mail that it is over, only counts from then on. A meeting still to come is none yet.

    Args:
        course: The incident.
        rule: The row of the duty table.
        cycle: Which end it belongs to, from 0; a meeting after the second end is not one after
            the first.
        base: What the duty counts from.
        as_of: The moment, aware UTC.
    """
    since = base if rule.base in AFTERWARDS else None
    found: list[tuple[datetime, str]] = []
    for way in rule.done_by:
        at = _done_at(course, rule, way, since)
        if at is None or (way in _PLANNED and (at > as_of or (cycle and at < base))):
            continue
        found.append((at, way.value))
    return min(found) if found else (None, "")


def _done_at(course: Course, rule: DutyRule, way: Done, since: datetime | None) -> datetime | None:
    if way is Done.NOTIFIED:
        return next(
            (
                entry.at
                for entry in course.notices
                if (since is None or entry.at >= since)
                and any(each in rule.audiences for each in entry.audiences)
            ),
            None,
        )
    if way is Done.IC:
        return _since(course, "ic")
    if way is Done.COMMS:
        return _since(course, "comms")
    if way is Done.ACKNOWLEDGED:
        return course.acknowledged_at
    if way is Done.MITIGATED:
        return course.mitigated_at
    if way is Done.RESOLVED:
        return course.resolved_at
    if way is Done.CLOSED:
        return course.closed_at
    if way is Done.MEETING:
        return _meeting_at(course)
    public = course.public
    if way is Done.PUBLIC_UPDATE:
        times = [update.at for update in public.updates] if public else []
        return next((at for at in times if since is None or at >= since), None)
    if way is Done.CAUSE_KNOWN:
        return _cause_known_at(course)
    if way is Done.POSTMORTEM_PUBLISHED:
        return public.postmortem_at if public else None
    begun = since or course.declared_at
    return next((at for at in course.logged if begun is None or at > begun), None)


def _since(course: Course, role: str) -> datetime | None:
    return next((each.since for each in course.roles if each.role == role), None)


def _cause_known_at(course: Course) -> datetime | None:
    """Return when somebody first wrote what a search came to, or told visitors of a cause."""
    times = [entry.at for entry in course.record.log if entry.verb is Verb.RESULT]
    told = course.public.updates if course.public is not None else ()
    times += [each.at for each in told if each.status in _CAUSE_FOUND]
    return min(times, default=None)


def _meeting_at(course: Course) -> datetime | None:
    """Return when the meeting was held: as scheduled, unless somebody says that it was not."""
    review = course.record.review
    if review is None or review.meeting is None or review.meeting.is_held is False:
        return None
    return review.meeting.at


def _rollback_at(course: Course) -> datetime | None:
    """Return when going back or an emergency release was first proposed or begun."""
    times = [
        entry.at
        for entry in course.options
        if entry.option in ("A", "B") and entry.verb in (Verb.PROPOSED, Verb.APPROVED, Verb.BEGUN)
    ]
    for each in course.record.mitigations:
        if each.option in ("A", "B"):
            times += [at for at in (each.proposed_at, each.approved_at, each.started_at) if at]
    return min(times, default=None)
