"""Facts: the internal post-mortem of one incident, ``review.yml``, parsed once (R110).

The timeline is not among them: it is the log, read from there and never copied (R111). No module
of the public build imports this one (P1). Handles stand without ``@``; ``None`` and empty values
mean "not said". Where a fact has an ``index``, it is its place in the file's list, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from generator.core.review_words import ActionKind, ActionStatus, Horizon, ReviewStatus

__all__ = [
    "ActionItem",
    "ActionKind",
    "ActionStatus",
    "Horizon",
    "Meeting",
    "Overview",
    "Recommendation",
    "Review",
    "ReviewImpact",
    "ReviewStatus",
    "WentPoorly",
    "Why",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """When the post-mortem is talked through (R105).

    Attributes:
        at: Its begin, aware UTC.
        length: How long it takes.
        facilitator: Who leads it.
        is_held: Whether it took place; None when nobody said.
        is_zone_inferred: ``at`` was written without a zone and is read in the organisation's (X22).
    """

    at: datetime | None = None
    length: timedelta | None = None
    facilitator: str = ""
    attendees: tuple[str, ...] = ()
    is_held: bool | None = None
    is_zone_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The six lines at the top of a post-mortem, in its author's words (S:912-918).

    What the record itself says of these is computed; this is what was written.
    """

    detection: str = ""
    duration: timedelta | None = None
    severity: int | None = None
    affected_users: str = ""
    affected_systems: tuple[str, ...] = ()
    resolution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One of the five whys and the ids of actions that answer it (R112)."""

    index: int = 0
    question: str = ""
    answer: str = ""
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewImpact:
    """Whom and what it touched (S:943-957): pairs of a name and a text, as written.

    Attributes:
        users: By group of people: students, teachers, subscribers, others.
        business: Of ``revenue``, ``reputation``, ``trust``.
        data: Of ``loss``, ``corruption``, ``recovery``.
    """

    users: tuple[tuple[str, str], ...] = ()
    business: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WentPoorly:
    """What went poorly, and the ids of actions about it or the reason why there are none (R113)."""

    index: int = 0
    text: str = ""
    actions: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """One thing that is to be done so that it does not happen again (R114).

    Attributes:
        id: ``A1``; unique within the incident.
        owner: Who does it.
        due: By which day.
        done: On which day it was done.
        ticket: Web address in the issue tracker.
        evaluation: Whether it helped, in words.
        public: Id of the change in the public post-mortem that it fulfils.
        dropped: Why it will not be done.
    """

    index: int = 0
    id: str = ""
    text: str = ""
    owner: str = ""
    due: date | None = None
    horizon: Horizon | None = None
    kind: ActionKind | None = None
    status: ActionStatus | None = None
    done: date | None = None
    ticket: str = ""
    evaluation: str = ""
    public: str = ""
    dropped: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        if self.done is not None or self.dropped:
            return False
        return self.status not in (ActionStatus.DONE, ActionStatus.DROPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Something advised; in time it becomes an action or is declined (R122).

    Attributes:
        actions: Ids of the actions it became.
        declined: Why it is not followed.
    """

    index: int = 0
    text: str = ""
    actions: tuple[str, ...] = ()
    declined: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether it became an action or was declined."""
        return bool(self.actions or self.declined)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The internal post-mortem of one incident.

    Attributes:
        path: The file, relative to the root.
        status: How far it is; a file that does not say is a draft.
        waived_reason: Why there will be none.
        date: The day it is of.
        severity: The severity it was written under, 1 to 4.
        executive_summary: Two or three sentences for those who lead.
    """

    path: str
    status: ReviewStatus = ReviewStatus.DRAFT
    waived_reason: str = ""
    date: date | None = None
    authors: tuple[str, ...] = ()
    approved_by: str = ""
    severity: int | None = None
    meeting: Meeting | None = None
    executive_summary: str = ""
    overview: Overview = Overview()
    primary_cause: str = ""
    contributing_factors: tuple[str, ...] = ()
    whys: tuple[Why, ...] = ()
    impact: ReviewImpact = ReviewImpact()
    immediate_mitigation: str = ""
    permanent_fix: str = ""
    verification: str = ""
    went_well: tuple[str, ...] = ()
    went_poorly: tuple[WentPoorly, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    lessons: tuple[str, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    acknowledgments: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether nothing more is to be written: final, or waived."""
        return self.status in (ReviewStatus.FINAL, ReviewStatus.WAIVED)
