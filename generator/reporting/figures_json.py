"""Figures for programs: the documents of S:1270-1370 with exactly its names, and what is beside.

Minutes of one incident are exact, so that whoever compares them with a target comes to the same
verdict (R148). Figures of a period are rounded, means, hours and minutes to two digits after the
point, shares to one, halves to the even digit.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from generator.core.telemetry.figure_rules import (
    FigureRule,
    rule_of_credits,
    rules_of_incident,
    rules_of_period,
)
from generator.core.telemetry.figure_sheets import IncidentSheet, PeriodSheet
from generator.core.telemetry.figures import Spread, minutes, round_half_even
from generator.core.telemetry.sla import StageReading
from generator.core.telemetry.statistics import IncidentStatistics, Sum

Json = dict[str, Any]
DIGITS = 2
"""Digits after the point of means, hours and minutes of a period."""
DIGITS_OF_SHARES = 1
"""Digits after the point of percentages of a period."""
_SHARES = ("sla_compliance_rate", "month_over_month_change")


def format_incident_json(sheet: IncidentSheet, *, is_explained: bool) -> str:
    """Return ``metrics`` and ``sla`` of one incident, and ``beside`` where it is explained."""
    told = {"metrics": describe_metrics(sheet), "sla": describe_sla(sheet)}
    if is_explained:
        told["beside"] = describe_beside_incident(sheet)
    return _format(told)


def format_period_json(sheet: PeriodSheet, *, is_explained: bool) -> str:
    """Return the figures of one period; explained, as ``statistics`` with ``beside``."""
    told = describe_statistics(sheet.reading.statistics)
    if is_explained:
        told = {"statistics": told, "beside": describe_beside_period(sheet)}
    return _format(told)


def _format(told: Json) -> str:
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def describe_metrics(sheet: IncidentSheet) -> Json:
    """Return ``IncidentMetrics`` by its keys, in their order (R144)."""
    return _plain_all(sheet.metrics._asdict())


def describe_sla(sheet: IncidentSheet) -> Json:
    """Return ``SLACompliance`` by its keys, in their order (R147)."""
    return _plain_all(sheet.sla.compliance._asdict())


def describe_statistics(statistics: IncidentStatistics) -> Json:
    """Return ``IncidentStatistics`` by its keys, in their order (R151 to R158)."""
    told = statistics._asdict()
    told["top_root_causes"] = [
        {"cause": cause, "count": count} for cause, count in statistics.top_root_causes
    ]
    for name, value in told.items():
        if isinstance(value, Fraction):
            digits = DIGITS_OF_SHARES if name in _SHARES else DIGITS
            told[name] = round_half_even(value, digits)
    return told


def describe_beside_incident(sheet: IncidentSheet) -> Json:
    """Return what stands beside the figures of one incident."""
    told = _plain_all(sheet.beside._asdict())
    credit = sheet.credit
    rules = [
        *rules_of_incident(sheet.policy.clocks),
        rule_of_credits(sheet.policy.figures.downtime),
    ]
    return {
        "as_of": _plain(sheet.as_of),
        **told,
        "overall": str(sheet.sla.overall),
        "stages": [_describe_stage(each) for each in sheet.sla.stages],
        "credit": {
            "percent": _plain(credit.rule.percent) if credit.rule else None,
            "downtime": _plain(credit.length),
            "reason": credit.reason,
        },
        "unread": list(sheet.unread),
        "rules": _describe_rules(rules),
    }


def _describe_stage(stage: StageReading) -> Json:
    clock = stage.clock
    return {
        "stage": clock.stage,
        "cycle": clock.cycle + 1,
        "state": str(stage.state),
        "reason": stage.reason,
        "severity": clock.severity,
        "is_severity_assumed": clock.is_assumed,
        "unit": stage.unit,
        "target": _plain(stage.target),
        "actual": _plain(stage.actual),
        "start_at": _plain(clock.base_at),
        "due_at": _plain(clock.due_at),
        "promised_at": _plain(clock.promised_at),
        "done_at": _plain(clock.done_at),
        "is_implied": clock.is_implied,
    }


def describe_beside_period(sheet: PeriodSheet) -> Json:
    """Return what has to stand beside the figures of a period to read them rightly."""
    reading, figures = sheet.reading, sheet.policy.figures
    period = reading.period
    return {
        "as_of": _plain(sheet.as_of),
        "from": _plain(period.start_at),
        "until": _plain(period.end_at),
        "is_over": sheet.is_over,
        "severity_unset": reading.unset,
        "mtta": _describe_spread(reading.acknowledge, figures.few),
        "mttm": _describe_spread(reading.mitigate, figures.few),
        "mttr": _describe_spread(reading.resolve, figures.few),
        "detection_to_resolution": _describe_spread(reading.in_all, figures.few),
        "sla": {
            "met": reading.met,
            "missed": reading.missed,
            "undecided": reading.undecided,
            "not_judged": reading.not_judged,
        },
        "user_impact_hours": _describe_sums(reading.impact, figures.user_impact),
        "unknown_users": reading.unknown_users,
        "downtime_minutes": _describe_sums(reading.downtime, figures.downtime),
        "unknown_causes": reading.unknown_causes,
        "backfilled": reading.backfilled,
        "left_out": dict(reading.left_out),
        "without_log": list(sheet.without_log),
        "unread": list(sheet.unread),
        "previous": {
            "period": period.previous.name,
            "total": reading.previous_total,
            "without_log": sheet.without_log_before,
        },
        "rules": _describe_rules(rules_of_period(figures)),
    }


def _describe_spread(spread: Spread, few: int) -> Json:
    return {
        "n": spread.n,
        **{
            name: None if value is None else round_half_even(value, DIGITS)
            for name, value in (
                ("mean", spread.mean),
                ("median", spread.median),
                ("min", spread.least),
                ("max", spread.most),
            )
        },
        "is_too_few": spread.n < few,
    }


def _describe_sums(sums: Mapping[str, Sum], chosen: str) -> Json:
    return {
        "rule": chosen,
        "unfinished": sums[chosen].unfinished,
        "by_rule": {way: round_half_even(each.value, DIGITS) for way, each in sums.items()},
    }


def _describe_rules(rules: Iterable[FigureRule]) -> list[Json]:
    return [{"rule": each.sentence, "source": each.source} for each in rules]


def _plain_all(values: Mapping[str, Any]) -> Json:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """Return *value* as JSON knows it: times as UTC texts, lengths as minutes, exactly."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, timedelta):
        value = minutes(value)
    if isinstance(value, Fraction | float):
        return int(value) if value == int(value) else float(value)
    return list(value) if isinstance(value, tuple) else value
