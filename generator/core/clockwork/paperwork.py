"""What is still missing before an incident is closed: closed means that the paperwork is done.

Resolved speaks of the service, closed of the paperwork (R88, X1): report complete, mails sent,
post-mortem final or waived, data reconciled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.duty_words import Base, Done
from generator.core.clockwork.policy import Policy
from generator.core.internal_facts import DataFacts
from generator.core.vocabulary import DataLoss, IncidentStatus

UNTOLD = "word to those whose data were lost"
"""What R92 makes an error of its own."""
_REPORTED = (1, 2)  # R95: a formal report for every Severity 1 and 2
_SETTLED = frozenset({DutyState.WAIVED, DutyState.NOT_APPLICABLE})
_SHARE = re.compile(r"(\d+)\s+of\s+(?:about\s+)?(\d+)", re.IGNORECASE)
_ALL = re.compile(r"\s*all\b(?!\s+but)", re.IGNORECASE)


def missing_paperwork(course: Course, policy: Policy, duties: Iterable[Duty]) -> tuple[str, ...]:
    """Return what has to be done before *course* is closed, in plain words; empty when all is.

    Args:
        course: An incident.
        policy: Says who owes a post-mortem.
        duties: Its ledger; mails are duties after the resolution.
    """
    if course.record.outcome:
        return ()  # a duplicate or a false alarm has none of its own
    missing = (
        *_missing_public(course),
        *_missing_report(course),
        *_missing_mails(duties),
        *_missing_postmortem(course, policy),
        *_missing_data(course),
    )
    return tuple(dict.fromkeys(missing))


def is_recovered(data: DataFacts) -> bool:
    """Return whether everything came back, as far as the words of ``data.recovered`` say."""
    if _ALL.match(data.recovered):
        return True
    share = _SHARE.search(data.recovered)
    return share is not None and int(share[1]) >= int(share[2])


def owes_word_about_data(course: Course) -> bool:
    """Return whether people lost data and nobody has told them (R92)."""
    data = course.record.data
    if data is None or data.loss not in (DataLoss.POSSIBLE, DataLoss.CONFIRMED):
        return False
    return data.notified_at is None and not is_recovered(data)


def _missing_public(course: Course) -> Iterator[str]:
    public = course.public
    if public is None or not public.updates or public.merged_into is not None:
        return
    if public.status is not IncidentStatus.RESOLVED:
        yield "the public update that it is over"


def _missing_report(course: Course) -> Iterator[str]:
    record = course.record
    if course.peak not in _REPORTED:
        return
    if not record.types:
        yield "the kind of incident ('types')"
    if record.affected.users is None and record.affected.percent is None:
        yield "who was affected ('affected')"
    if record.resolution is None or not (record.resolution.method or record.resolution.summary):
        yield "what ended it ('resolution')"
    if record.root_cause is None or not (record.root_cause.category or record.root_cause.technical):
        yield "the root cause ('root_cause')"


def _missing_mails(duties: Iterable[Duty]) -> Iterator[str]:
    for duty in duties:
        rule = duty.rule
        if rule is None or duty.done_at is not None or duty.state in _SETTLED:
            continue
        if rule.base is Base.RESOLUTION and Done.NOTIFIED in rule.done_by:
            yield f"'{rule.title}'"
        elif Done.POSTMORTEM_PUBLISHED in rule.done_by:
            yield "the public post-mortem that was promised"


def _missing_postmortem(course: Course, policy: Policy) -> Iterator[str]:
    kind = policy.postmortem.required.get(course.peak or 0, "none")
    if kind not in ("meeting", "async") or course.record.postmortem.waived:
        return
    review = course.record.review
    if review is None:
        yield "the post-mortem ('review.yml'), final or waived"
    elif not review.is_complete:
        yield f"the post-mortem is '{review.status}', not final or waived"


def _missing_data(course: Course) -> Iterator[str]:
    data = course.record.data
    if data is None or data.loss is None:
        if "data_integrity" in course.record.types:
            yield "what became of the data ('data')"
        return
    if data.loss is DataLoss.NONE:
        return
    if data.loss is DataLoss.POSSIBLE:
        yield "whether data were lost ('data.loss' is possible)"
    elif not is_recovered(data):
        if data.is_recoverable is None:
            yield "whether the data can be recovered ('data.recoverable')"
        elif data.is_recoverable:
            yield "the recovery of the data ('data.recovered')"
    if owes_word_about_data(course):
        yield UNTOLD
