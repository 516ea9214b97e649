"""Figures as one table for spreadsheets: a row of names, which never change, and a row of values.

A cell is data and never a formula, whatever a record says (R161).
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from generator.core.telemetry.figure_sheets import IncidentSheet, PeriodSheet
from generator.reporting.figures_json import describe_metrics, describe_sla, describe_statistics

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_LINES = re.compile(r"[\r\n\t]+")
_HANDLES = frozenset(
    {"responder", "incident_commander", "communication_coordinator", "additional_responders"}
)


def format_incident_csv(sheet: IncidentSheet) -> str:
    """Return the figures of one incident, then those of its targets, each name once."""
    return _format({**describe_metrics(sheet), **describe_sla(sheet)})


def format_period_csv(sheet: PeriodSheet) -> str:
    """Return the figures of one period; causes as ``deployment=2;code=1``."""
    told = describe_statistics(sheet.reading.statistics)
    told["top_root_causes"] = [
        f"{each['cause']}={each['count']}" for each in told["top_root_causes"]
    ]
    return _format(told)


def _format(values: dict[str, Any]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(values)
    writer.writerow([_cell(name, value) for name, value in values.items()])
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    """Return one cell: empty for what is not known, lists joined by ``;``.

    Handles stand without ``@``, with which spreadsheets begin a formula. Any other text that
    begins like one gets an apostrophe before it; numbers do not.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    each = value if isinstance(value, list) else [value]
    texts = [str(item).removeprefix("@") if name in _HANDLES else str(item) for item in each]
    text = _LINES.sub(" ", ";".join(texts))
    return f"'{text}" if text.startswith(_FORMULA) else text
