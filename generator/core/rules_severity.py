"""Rules over the severity: lost scores, the matrix, alerts, kinds of incident (R8, R26, R54, R58).

Only ``check`` calls them; no public build imports this module (P1).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.clockwork.decision import (
    CAUSE_UNKNOWN,
    DATA_LOSS,
    evaluate,
    loses_scores,
    suggest_severity,
)
from generator.core.clockwork.matter import Matter
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark
from generator.core.rules_internal_base import about_entry
from generator.core.spelling import suggest


def check_severity(matter: Matter) -> Iterator[Remark]:
    """Yield what is odd about the severity of one incident."""
    record = matter.course.record
    if record.outcome:
        return  # a duplicate or a false alarm is as severe as what it turned out to be
    if matter.course.peak is None:
        yield from _check_unset(matter)
    else:
        yield from _check_scores(matter)
        yield from _check_matrix(matter)
        yield from _check_type(matter)
        yield from _check_tracker(matter)
    yield from _check_cause(matter)
    yield from _check_alert(matter)


def _check_unset(matter: Matter) -> Iterator[Remark]:
    found = suggest_severity(matter.course, matter.policy, matter.as_of)
    if found is None or not found.is_sure or not matter.course.record.log:
        return
    first = matter.course.record.find_first(Verb.DETECTED) or matter.course.record.log[0]
    yield about_entry(
        first,
        "DUT003",
        f"nobody has set a severity, and {found.why}: Severity {found.level} ({found.source})",
        f"write 'SEV {found.level} @name reason' into the log, or 'allclear severity "
        f"{found.level}'",
    )


def _check_scores(matter: Matter) -> Iterator[Remark]:
    parts = loses_scores(matter.course, matter.policy)
    if not parts or matter.course.peak == 1:
        return
    data = matter.course.record.data
    assert data is not None  # noqa: S101 - nothing is lost without it
    yield matter.about(
        "DUT002",
        ("data", "loss"),
        f"Any score data loss is Severity 1 (S:198); this was never more than Severity "
        f"{matter.course.peak}, and data of {parts[0]} are or may be lost",
        "write 'SEV 1' into the log, or correct 'data.loss'",
        str(data.loss),
    )


def _check_matrix(matter: Matter) -> Iterator[Remark]:
    """Yield rows that ask for Severity 1 where it was never set (R58)."""
    if matter.course.peak == 1:
        return
    fields = {"many-users": ("affected", "users", "percent"), "breach": ("security", "breach")}
    for row in evaluate(matter.course, matter.policy, matter.as_of):
        if not row.asks_for_worst:
            continue
        if row.id == DATA_LOSS and loses_scores(matter.course, matter.policy):
            continue  # an error of its own
        yield matter.about(
            "DUT004",
            fields.get(row.id, ("data", "loss")),
            f"{row.action}: {row.why} ({row.condition}; {row.source})",
            "write 'SEV 1' into the log, or correct the fact",
        )


def _check_cause(matter: Matter) -> Iterator[Remark]:
    """Yield the row about an unknown cause while that can still be helped (R58)."""
    course = matter.course
    if course.ended_at is not None or course.mitigated_at is not None or not matter.is_recent:
        return
    if course.record.is_backfilled or course.severity is not None:
        return  # a severity that asks for a commander has a duty, with its deadline (S:129)
    for row in evaluate(course, matter.policy, matter.as_of):
        if row.id == CAUSE_UNKNOWN and row.fires and course.record.log:
            yield about_entry(
                course.record.find_first(Verb.DETECTED) or course.record.log[0],
                "DUT004",
                f"{row.action}: {row.why} ({row.condition}; {row.source})",
                "write 'IC @name' into the log",
            )


def _check_type(matter: Matter) -> Iterator[Remark]:
    record, peak = matter.course.record, matter.course.peak
    rule = matter.policy.types.get(record.types[0]) if record.types else None
    if rule is None or not rule.typical or peak in rule.typical:
        return
    usual = " or ".join(str(level) for level in rule.typical)
    yield matter.about(
        "DUT005",
        ("types", 0),
        f"Severity {peak} is unusual for '{rule.id}': typical {usual} (R37)",
        "look again at both; if they are right, leave them as they are",
        str(record.types[0]),
    )


def _check_tracker(matter: Matter) -> Iterator[Remark]:
    record = matter.course.record
    if matter.course.severity != 4 or record.tracker or record.unread or record.is_backfilled:
        return
    yield matter.about(
        "DUT006",
        ("severity",),
        "a Severity 4 lives in the issue tracker and notifies nobody, and 'tracker:' is missing "
        "(S:155-163; R26)",
        "add 'tracker:' with the web address of the issue",
    )


def _check_alert(matter: Matter) -> Iterator[Remark]:
    record, alerts = matter.course.record, matter.policy.alerts
    alert = record.detection.alert
    if not alert or not alerts:
        return
    place = ("detection", "alert")
    if alert not in alerts:
        meant = suggest(alert, alerts)
        yield matter.about(
            "DUT008",
            place,
            f"the policy knows no alert '{alert}', so it suggests no severity",
            f"write '{meant}', or add it to 'alerts:' in policy.yml"
            if meant
            else "add it to 'alerts:' in policy.yml",
            alert,
        )
        return
    first = next((step.level for step in matter.course.severities if step.level), None)
    if first is not None and first != alerts[alert]:
        yield matter.about(
            "DUT007",
            place,
            f"the alert '{alert}' starts with Severity {alerts[alert]}, and the first one set was "
            f"{first} (S:401; R54)",
            "leave it if somebody weighed it; else correct it, or 'alerts:' in policy.yml",
            alert,
        )
