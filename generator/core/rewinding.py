"""What responders had written by a moment of the past, beside the log (design §3 ``--now``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from generator.core.internal_facts import (
    Affected,
    DataFacts,
    InternalRecord,
    Mitigation,
    PostmortemPlan,
)
from generator.core.review_facts import ActionStatus, Review


def rewind(internal: InternalRecord, as_of: datetime) -> InternalRecord:
    """Return *internal*, whose log ends at *as_of*, with nothing that was only known later.

    Args:
        internal: Its log holds no line after *as_of*.
        as_of: The moment, aware UTC.
    """
    mitigations = tuple(_rewind_mitigations(internal, as_of))
    if _is_over(internal):
        return replace(
            internal,
            mitigations=mitigations,
            data=_rewind_data(internal.data, as_of),
            review=_rewind_review(internal.review, as_of),
        )
    return replace(
        internal,
        mitigations=mitigations,
        affected=Affected(),
        data=None,
        resolution=None,
        root_cause=None,
        resolution_override="",
        outcome="",
        credits=None,
        postmortem=PostmortemPlan(),
        review=None,
    )


def _rewind_mitigations(internal: InternalRecord, as_of: datetime) -> Iterator[Mitigation]:
    """Yield the options spoken of so far; one without any time may be of any time."""
    for each in internal.mitigations:
        times = (each.proposed_at, each.approved_at, each.started_at, each.finished_at)
        known = [at for at in times if at is not None]
        if known and min(known) > as_of:
            continue
        proposed, approved, started, finished = (_so_far(at, as_of) for at in times)
        is_approval_ahead = each.approved_at is not None and approved is None
        # A result without a time is known at the end, and so is one of what has not ended yet.
        is_over = _is_over(internal) if each.finished_at is None else finished is not None
        yield replace(
            each,
            proposed_at=proposed,
            approved_by="" if is_approval_ahead else each.approved_by,
            approved_at=approved,
            started_at=started,
            finished_at=finished,
            result=each.result if is_over else "",
        )


def _rewind_data(data: DataFacts | None, as_of: datetime) -> DataFacts | None:
    return None if data is None else replace(data, notified_at=_so_far(data.notified_at, as_of))


def _rewind_review(review: Review | None, as_of: datetime) -> Review | None:
    """Return the post-mortem from its own day on; it is dated by the day it was talked through."""
    today = as_of.date()
    if review is None or (review.date is not None and review.date > today):
        return None
    meeting = review.meeting
    if meeting is not None and meeting.at is not None and meeting.at > as_of:
        meeting = replace(meeting, is_held=None)
    actions = tuple(
        replace(each, done=None, status=None if each.status is ActionStatus.DONE else each.status)
        if each.done is not None and each.done > today
        else each
        for each in review.actions
    )
    return replace(review, meeting=meeting, actions=actions)


def _is_over(internal: InternalRecord) -> bool:
    """Return whether the log says so, or the record was written when it had long been so."""
    return internal.is_resolved or internal.is_backfilled


def _so_far(at: datetime | None, as_of: datetime) -> datetime | None:
    return None if at is None or at > as_of else at
