"""Rules over ``review.yml``: what a final post-mortem needs, and actions that fit (R112 to R122).

Only ``check`` calls them; no public build imports this module (P1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from generator.core.internal_facts import InternalRecord
from generator.core.log_verbs import Verb
from generator.core.review_facts import Horizon, Review, ReviewStatus
from generator.core.rules_base import Remark, Trail

MOST_WHYS = 7
"""Five is the habit; beyond seven the questions have left the incident (R112)."""
HORIZON_DAYS = {Horizon.IMMEDIATE: 7, Horizon.SHORT: 31, Horizon.LONG: 92}
"""Days from the meeting to the end of a week, of the longest month, of the longest quarter."""
GRACE_DAYS = 1
"""Both ends are days, and the meeting may lie on another one in UTC than where it is held."""
SETTLED_AFTER_DAYS = 30
"""A recommendation is an action or declined by then (R122)."""

_SECTIONS = (
    "executive_summary",
    "primary_cause",
    "contributing_factors",
    "impact",
    "immediate_mitigation",
    "permanent_fix",
    "verification",
    "went_well",
    "went_poorly",
    "actions",
    "lessons",
    "recommendations",
)
"""Sections of R110 that no other rule asks for; a short incident may thank nobody."""


def check_review(record: InternalRecord, as_of: datetime) -> Iterator[Remark]:
    """Yield everything odd about the post-mortem of one record, if it has one.

    Args:
        record: The internal facts of one folder.
        as_of: The moment, aware UTC.
    """
    review = record.review
    if review is None:
        return
    yield from _check_ids(review)
    yield from _check_horizons(review, _begun_on(record, review))
    if len(review.whys) > MOST_WHYS:
        yield _about(
            review,
            "RVW005",
            ("five_whys",),
            f"{len(review.whys)} whys, more than {MOST_WHYS}",
            "stop at the first cause that you can do something about",
        )
    if review.path in record.unread:
        return  # what is missing may be what could not be read
    yield from _check_waived(review)
    if review.status is ReviewStatus.FINAL:
        yield from _check_final(review)
    yield from _check_recommendations(review, _begun_on(record, review), as_of)


def _check_ids(review: Review) -> Iterator[Remark]:
    known: set[str] = set()
    for each in review.actions:
        if each.id and each.id in known:
            yield _about(
                review,
                "RVW008",
                ("actions", each.index, "id"),
                f"two actions are called {each.id}",
                "give each its own id",
                each.id,
            )
        known.add(each.id)
    lists: list[tuple[str, int, tuple[str, ...]]] = [
        *(("five_whys", each.index, each.actions) for each in review.whys),
        *(("went_poorly", each.index, each.actions) for each in review.went_poorly),
        *(("recommendations", each.index, each.actions) for each in review.recommendations),
    ]
    for name, index, actions in lists:
        for action in actions:
            if action not in known:
                yield _about(
                    review,
                    "RVW009",
                    (name, index, "actions", action),
                    f"no action is called {action}",
                    f"write one of {', '.join(sorted(known))}"
                    if known
                    else "add it below 'actions:'",
                    action,
                )


def _check_horizons(review: Review, begun_on: date | None) -> Iterator[Remark]:
    for each in review.actions:
        if each.horizon is None or each.due is None or begun_on is None:
            continue
        days = (each.due - begun_on).days
        most = HORIZON_DAYS[each.horizon]
        if days > most + GRACE_DAYS:
            fitting = [word for word, limit in HORIZON_DAYS.items() if days <= limit + GRACE_DAYS]
            wider = f"write 'horizon: {fitting[0]}'" if fitting else "make smaller actions of it"
            yield _about(
                review,
                "RVW010",
                ("actions", each.index, "horizon"),
                f"'{each.horizon}' is at most {most} days, and {each.id} is due after {days}",
                f"{wider}, or bring 'due' forward",
                each.horizon,
            )


def _check_waived(review: Review) -> Iterator[Remark]:
    if review.status is ReviewStatus.WAIVED and not review.waived_reason:
        yield _about(
            review,
            "RVW003",
            ("status",),
            "the post-mortem is waived, and nobody says why",
            "add 'waived_reason: …'",
            review.status,
        )


def _check_final(review: Review) -> Iterator[Remark]:
    if not review.approved_by:
        yield _about(
            review,
            "RVW002",
            ("status",),
            "the post-mortem is final, and nobody has approved it",
            "add 'approved_by: \"@name\"', or write 'status: in_review'",
            review.status,
        )
    for each in review.actions:
        missing = [name for name in ("owner", "due") if not getattr(each, name)]
        if missing and each.is_open:
            yield _about(
                review,
                "RVW004",
                ("actions", each.index, "id"),
                f"the post-mortem is final, and {each.id or 'an action'} has no "
                f"{' and no '.join(missing)}",
                "; ".join(f"add '{name}: …'" for name in missing),
                each.id,
            )
    yield from _check_final_whys(review)
    for poorly in review.went_poorly:
        if not poorly.actions and not poorly.reason:
            yield _about(
                review,
                "RVW007",
                ("went_poorly", poorly.index, "text"),
                "something went poorly, and nothing is done about it",
                "add 'actions:' with the ids of actions, or 'reason:' with why there are none",
            )
    empty = type(review)(path=review.path)
    missing = [name for name in _SECTIONS if getattr(review, name) == getattr(empty, name)]
    if missing:
        yield _about(
            review,
            "RVW012",
            ("status",),
            f"the post-mortem is final, and these sections are missing: {', '.join(missing)}",
            "write them, or 'status: in_review' until they are written",
            review.status,
        )


def _check_final_whys(review: Review) -> Iterator[Remark]:
    if not review.whys:
        yield _about(
            review,
            "RVW005",
            ("status",),
            "the post-mortem is final, and nobody asked why",
            "add 'five_whys:' with 'question' and 'answer', at least once",
            review.status,
        )
    elif not review.whys[-1].actions:
        yield _about(
            review,
            "RVW006",
            ("five_whys", review.whys[-1].index, "answer"),
            "no action answers the last why",
            "add 'actions:' with the id of at least one",
        )


def _check_recommendations(
    review: Review, begun_on: date | None, as_of: datetime
) -> Iterator[Remark]:
    since = review.date or begun_on
    if since is None or review.status is ReviewStatus.WAIVED:
        return
    if as_of.date() - since <= timedelta(days=SETTLED_AFTER_DAYS):
        return
    for each in review.recommendations:
        if not each.is_settled:
            yield _about(
                review,
                "RVW011",
                ("recommendations", each.index, "text"),
                f"this recommendation of {since} became no action within {SETTLED_AFTER_DAYS} days",
                "add 'actions:' with the ids of actions, or 'declined:' with the reason",
            )


def _begun_on(record: InternalRecord, review: Review) -> date | None:
    """Return the day from which horizons count: of the meeting, else of the resolution (R115)."""
    if review.meeting is not None and review.meeting.at is not None:
        return review.meeting.at.date()
    resolved = [entry.at for entry in record.log if entry.verb is Verb.RESOLVED]
    return resolved[-1].date() if resolved else None


def _about(
    review: Review, code: str, field: Trail, message: str, fix: str, value: str = ""
) -> Remark:
    return Remark(code=code, path=review.path, field=field, message=message, fix=fix, value=value)
