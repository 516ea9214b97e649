"""The decision matrix: which of its five rows fire for an incident, and why (R58, S:431-439).

And the severity that the rules suggest, so that an unset one is never blank (R8, R54). What is not
known fires nothing: a share of users that nobody counted is not 0 and not 100 (X29).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.vocabulary import DataLoss

MANY_USERS, DATA_LOSS, BREACH, CAUSE_UNKNOWN, QUICK = (
    "many-users", "data-loss", "breach", "cause-unknown", "quick",
)  # fmt: skip
LOST = frozenset({DataLoss.POSSIBLE, DataLoss.CONFIRMED})
BREACHED = frozenset({"suspected", "confirmed"})

_ESCALATE = "escalate to Severity 1"


class Row(NamedTuple):
    """One row of the matrix.

    Attributes:
        id: ``many-users``, ``data-loss``, ``breach``, ``cause-unknown`` or ``quick``.
        condition: In words, with the numbers of the policy (R10).
        action: What to do when it fires.
        fires: Whether it does.
        why: The fact behind the verdict, with its number.
        source: Lines of the document and numbers of requirements.
    """

    id: str
    condition: str
    action: str
    fires: bool
    why: str
    source: str

    @property
    def asks_for_worst(self) -> bool:
        """Whether it fires and asks for Severity 1."""
        return self.fires and self.action == _ESCALATE


class Suggestion(NamedTuple):
    """A severity that a rule suggests.

    Attributes:
        level: 1 to 4.
        is_sure: A rule says so; else it is only the usual severity of the kind of incident.
    """

    level: int
    why: str
    source: str
    is_sure: bool = True


def evaluate(course: Course, policy: Policy, as_of: datetime) -> tuple[Row, ...]:
    """Return the five rows for *course* at *as_of*, in the order of the document."""
    rows = (
        _many_users(course, policy),
        _data_loss(course),
        _breach(course),
        _cause_unknown(course, policy, as_of),
    )
    return (*rows, _quick(course, policy, has_other=any(row.fires for row in rows)))


def loses_scores(course: Course, policy: Policy) -> tuple[str, ...]:
    """Return the score components whose data are or may be lost (R8); empty for none."""
    data = course.record.data
    if data is None or data.loss not in LOST:
        return ()
    return tuple(part for part in find_components(course) if part in policy.score_components)


def find_components(course: Course) -> tuple[str, ...]:
    """Return every component that the header or visitors' page names, each once."""
    public = course.public.components if course.public else ()
    return tuple(dict.fromkeys((*course.record.components, *public)))


def suggest_severity(course: Course, policy: Policy, as_of: datetime) -> Suggestion | None:
    """Return the severity that fits what is known, the strictest rule first; None without a clue.

    Source: R8, R37, R54, R58.
    """
    if scores := loses_scores(course, policy):
        return Suggestion(1, f"data of {scores[0]} are or may be lost", "S:198; R8")
    row = next((row for row in evaluate(course, policy, as_of) if row.asks_for_worst), None)
    if row is not None:
        return Suggestion(1, row.why, row.source)
    alert = course.record.detection.alert
    if alert in policy.alerts:
        return Suggestion(policy.alerts[alert], f"the alert {alert} starts with it", "S:401; R54")
    rule = policy.types.get(course.record.types[0]) if course.record.types else None
    if rule is None or not rule.typical:
        return None
    is_core = any(part in policy.core_components for part in find_components(course))
    level = min(rule.typical) if is_core else max(rule.typical)
    return Suggestion(level, f"it is usual for '{rule.name}'", "S:166-292; R37", is_sure=False)


def _many_users(course: Course, policy: Policy) -> Row:
    limits = policy.thresholds
    sign = ">" if limits.many_users_from == "more_than" else "≥"
    percent = course.record.affected.percent
    core = [part for part in find_components(course) if part in policy.core_components]
    if percent is None:
        fires, why = False, "the share of users is not known"
    elif not limits.is_many(percent):
        fires, why = False, f"{percent:g}% of users are affected"
    elif not core:
        fires, why = False, f"{percent:g}% of users are affected, and no core component"
    else:
        fires, why = True, f"{percent:g}% of users are affected, and {core[0]} is a core component"
    return Row(
        MANY_USERS,
        f"{sign}{limits.many_users_percent:g}% of users affected, and core functionality",
        _ESCALATE,
        fires,
        why,
        "S:435; R58, X32",
    )


def _data_loss(course: Course) -> Row:
    data = course.record.data
    fires = data is not None and data.loss in LOST
    said = "nothing is said" if data is None or data.loss is None else f"'{data.loss}'"
    why = f"'data.loss' is {data.loss}" if fires and data is not None else f"data.loss: {said}"
    return Row(DATA_LOSS, "Data loss detected", _ESCALATE, fires, why, "S:436; R58")


def _breach(course: Course) -> Row:
    security = course.record.security
    breach = security.breach if security else ""
    fires = breach in BREACHED
    why = f"'security.breach' is {breach}" if breach else "nothing is said about a breach"
    return Row(BREACH, "Security breach suspected", _ESCALATE, fires, why, "S:437; R8, R58, X10")


def _cause_unknown(course: Course, policy: Policy, as_of: datetime) -> Row:
    limit = policy.thresholds.unresolved_for
    minutes = int(limit.total_seconds() // 60)
    fires, why = False, "nobody has detected anything yet"
    if course.detected_at is not None:
        due = course.detected_at + limit
        over = min((at for at in (course.mitigated_at, course.ended_at) if at), default=None)
        commander = next((each.since for each in course.roles if each.role == "ic"), None)
        cause = course.record.root_cause
        is_known = cause is not None and (
            cause.category not in ("", "unknown") or bool(cause.technical)
        )
        if as_of < due:
            why = f"{minutes} min are over at {due:%H:%M} UTC"
        elif over is not None and over <= due:
            why = "it was under control before"
        elif commander is not None:
            why = f"an Incident Commander has it since {commander:%H:%M} UTC"
        elif over is None and is_known:
            why = "the cause is known"
        else:
            fires, why = True, f"{minutes} min were over at {due:%H:%M} UTC, and nobody commands"
    return Row(
        CAUSE_UNKNOWN,
        f"Cause not identified in {minutes} min",
        "assign an Incident Commander",
        fires,
        why,
        "S:438; R48, R58",
    )


def _quick(course: Course, policy: Policy, *, has_other: bool) -> Row:
    limit = policy.quick_close.within
    minutes = int(limit.total_seconds() // 60)
    end, begun = course.resolved_at, course.detected_at
    if end is None or begun is None:
        fires, why = False, "it is not resolved"
    else:
        took = int((end - begun).total_seconds() // 60)
        fires, why = end - begun < limit, f"it was resolved after {took} min"
        if fires and has_other:
            fires, why = False, f"{why}, but another row fires"
    return Row(
        QUICK,
        f"Resolved in less than {minutes} min",
        "document and close, no escalation needed",
        fires,
        why,
        "S:439; R58, R59, X10",
    )
