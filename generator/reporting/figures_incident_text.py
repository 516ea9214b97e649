"""Figures of one incident for people, and the rules that made them.

Two readings stand side by side where the document has one and most people mean the other (X21).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from fractions import Fraction

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.targets import describe as describe_target
from generator.core.telemetry.figure_rules import (
    FigureRule,
    rule_of_credits,
    rules_of_incident,
)
from generator.core.telemetry.figure_sheets import IncidentSheet
from generator.core.telemetry.figures import minutes
from generator.core.telemetry.sla import StageReading
from generator.core.times import format_instant
from generator.reporting.text import show_plain

MTTR = "Mitigation to resolution (MTTR as specified)"
IN_ALL = "Detection to resolution"
UNKNOWN = "not known"
_DONE = {"acknowledge": "Acknowledge", "mitigate": "Mitigate", "resolve": "Resolve"}


def format_incident(sheet: IncidentSheet) -> str:
    """Return the figures of one incident as text with a line end."""
    policy = sheet.policy
    rules = (*rules_of_incident(policy.clocks), rule_of_credits(policy.figures.downtime))
    sections = [
        list(_head(sheet)),
        list(_lengths(sheet)),
        list(_targets(sheet)),
        list(_impact(sheet)),
        list(_response(sheet)),
        list(list_rules(rules)),
    ]
    return join(sections)


def join(sections: Iterable[list[str]]) -> str:
    """Return *sections* with an empty line between them; nothing in them commands a terminal."""
    return "\n".join("".join(f"{show_plain(line)}\n" for line in part) for part in sections if part)


def list_rules(rules: Iterable[FigureRule]) -> Iterator[str]:
    """Yield the rules behind figures, each with its source."""
    yield "Rules"
    for rule in rules:
        yield f"  {rule.sentence} [{rule.source}]"


def row(name: str, value: str) -> str:
    """Return one figure with its name, in two columns."""
    return f"  {name:<46}{value}"


def count_of(number: int, noun: str) -> str:
    """Return *number* of *noun*, which takes an s."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _head(sheet: IncidentSheet) -> Iterator[str]:
    metrics, beside = sheet.metrics, sheet.beside
    severity = "severity unset" if metrics.severity is None else f"severity {metrics.severity}"
    what = [severity, *beside.incident_types, *filter(None, [metrics.affected_system])]
    yield f"{metrics.incident_id}: {', '.join(what)}"
    if beside.is_backfilled:
        yield "Written down afterwards: its SLA is not judged (R103)."
    if beside.is_detection_assumed and metrics.detected_at is not None:
        yield "No line of the log says DETECTED; its first line counts as that."
    if beside.reopenings:
        yield f"Reopened {count_of(beside.reopenings, 'time')}."
    for path in sheet.unread:
        yield f"{path} could not be read in full: figures may lack what it says."


def _lengths(sheet: IncidentSheet) -> Iterator[str]:
    metrics, beside = sheet.metrics, sheet.beside
    yield "Times"
    for name, at in (
        ("Started", beside.started_at),
        ("Detected", metrics.detected_at),
        ("Acknowledged", metrics.acknowledged_at),
        ("Mitigated", metrics.mitigated_at),
        ("Verified", beside.verified_at),
        ("Resolved", metrics.resolved_at),
        ("Closed", beside.closed_at),
    ):
        yield row(name, UNKNOWN if at is None else format_instant(at))
    yield "Lengths"
    yield row("Start to detection", _length(beside.time_to_detect))
    yield row("Detection to acknowledgement", _length(metrics.time_to_acknowledge))
    yield row("Acknowledgement to mitigation", _length(metrics.time_to_mitigate))
    yield row(MTTR, _length(metrics.time_to_resolve))
    yield row(IN_ALL, _length(beside.detection_to_resolution))


def _targets(sheet: IncidentSheet) -> Iterator[str]:
    yield f"SLA: {_words(sheet.sla.overall)}"
    for stage in sheet.sla.stages:
        yield f"  {_stage(stage)}"
    if not sheet.sla.stages:
        yield "  no clock runs: nothing was detected"


def _stage(stage: StageReading) -> str:
    clock = stage.clock
    name = _DONE[clock.stage] + (f", time {clock.cycle + 1}" if clock.cycle else "")
    parts = [f"{name}: {_words(stage.state)}"]
    if stage.reason:
        parts[0] += f" ({stage.reason})"
    if clock.target is None:
        return parts[0]
    within = f"target {describe_target(clock.target)} of severity {clock.severity}"
    parts.append(within + (", assumed until one is set" if clock.is_assumed else ""))
    if stage.open_time is not None:
        parts.append(f"took {_length(_span(stage.open_time))} of business time")
    elif stage.actual is not None:
        parts.append(f"took {_length(_span(stage.actual))}")
    if clock.due_at is not None:
        promised = clock.promised_at
        absolute = (
            f" (from detection by {format_instant(promised)})"
            if promised is not None and promised != clock.due_at
            else ""
        )
        parts.append(f"due {format_instant(clock.due_at)}{absolute}")
    if clock.late:
        parts.append(f"{_length(clock.late)} late")
    return ", ".join(parts)


def _impact(sheet: IncidentSheet) -> Iterator[str]:
    metrics, approx = sheet.metrics, sheet.beside.affected_users_approx.replace("_", " ")
    users = UNKNOWN if metrics.affected_users_count is None else str(metrics.affected_users_count)
    if approx and approx != "exact" and metrics.affected_users_count is not None:
        users = f"{approx} {users}"
    percent = metrics.affected_users_percentage
    reports = metrics.user_reports_count
    yield "Impact"
    yield row("Users", users)
    yield row("Share of users", UNKNOWN if percent is None else f"{percent:g}%")
    yield row("Reports of users", UNKNOWN if reports is None else str(reports))
    credit = sheet.credit
    offer = (
        f"none: {credit.reason}" if credit.rule is None else f"{credit.rule.percent:g}% of a month"
    )
    yield row("Credit by the policy", offer)


def _response(sheet: IncidentSheet) -> Iterator[str]:
    metrics = sheet.metrics
    method = metrics.resolution_method or UNKNOWN
    if sheet.beside.resolution_other:
        method += f": {sheet.beside.resolution_other}"
    yield "Response"
    yield row("On call", metrics.responder or UNKNOWN)
    yield row("Incident commander", metrics.incident_commander or "nobody")
    yield row("Communication", metrics.communication_coordinator or "nobody")
    yield row("Support", ", ".join(metrics.additional_responders) or "nobody")
    yield row("Ended by", method)
    yield row("Release", metrics.related_deployment or UNKNOWN)
    yield row("Related", ", ".join(metrics.related_incidents) or "none")
    yield row("Post-mortem", "final" if metrics.post_mortem_completed else "not final")
    yield row("Action items", str(metrics.action_items_count))


def _span(length: Fraction) -> timedelta:
    return timedelta(seconds=round(length * 60))


def _words(state: DutyState) -> str:
    return state.value.replace("_", " ")


def _length(length: timedelta | None) -> str:
    """Return *length* to the second: ``26 min``, ``5 min 1 s``, ``1 h 0 min``."""
    if length is None:
        return UNKNOWN
    total = round(minutes(length) * 60)
    hours, rest = divmod(total, 3600)
    whole, seconds = divmod(rest, 60)
    parts = [f"{hours} h"] if hours else []
    parts.append(f"{whole} min")
    return " ".join(parts + ([f"{seconds} s"] if seconds else []))
