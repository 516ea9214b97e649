"""``allclear oncall`` for programs: one JSON object, all times UTC with a Z, no contacts."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from generator.core.staff.on_call import OnCallReport
from generator.core.staff.rota import Span


def format_on_call_json(report: OnCallReport) -> str:
    """Return *report* as JSON with a line end; keys are a promise, more may come."""
    now = report.now
    content = {
        "at": _iso(report.at),
        "until": _iso(report.until),
        "zone": report.zone,
        "is_business_hours": None if now is None else now.is_business_hours,
        "on_call": None if now is None else now.target or None,
        "layer": None if now is None else now.target_layer or None,
        "layers": {
            "primary": None if now is None else now.primary or None,
            "after_hours": None if now is None else now.after_hours or None,
            "backup": None if now is None else now.backup or None,
        },
        "turns": [_turn(span, report) for span in report.spans],
        "gaps": [
            {"layer": gap.layer, "start": _iso(gap.start), "end": _iso(gap.end)}
            for gap in report.gaps
        ],
        "training": [
            {"handle": each.handle, "is_trained": each.is_trained, "day": _day(each.day)}
            for each in report.training
        ],
        "drill": {
            "last": _day(report.last_drill),
            "due": _day(report.drill_due),
            "is_overdue": report.is_drill_overdue,
        },
        "month": report.month,
        "load": [
            {"handle": row.handle, "incidents": row.incidents, "minutes": row.minutes}
            for row in report.load
        ],
        "has_errors": report.has_errors,
    }
    return f"{json.dumps(content, indent=2)}\n"


def _turn(span: Span, report: OnCallReport) -> dict[str, Any]:
    person = report.find(span.who)
    return {
        "handle": span.who or None,
        "name": person.name or None if person else None,
        "layer": span.layer,
        "start": _iso(span.start),
        "end": _iso(span.end),
    }


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
