"""Duties, clocks and their explanations for programs; all times are UTC with a Z."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from generator.core.clockwork.duty_rows import DutyRow
from generator.core.clockwork.explained_facts import Fact
from generator.core.clockwork.explaining import Chain
from generator.reporting.duty_json import iso, row_json


def format_duties_json(rows: Iterable[DutyRow], as_of: datetime) -> str:
    """Return *rows* as JSON with a line end; the keys are a promise."""
    content = {"as_of": iso(as_of), "duties": [row_json(row) for row in rows]}
    return f"{json.dumps(content, indent=2)}\n"


def format_explained_json(incident: str, chains: Sequence[Chain], as_of: datetime) -> str:
    """Return *chains* of one incident as JSON with a line end; keys are a promise."""
    content = {
        "as_of": iso(as_of),
        "incident": incident,
        "clocks": [_chain(chain) for chain in chains],
    }
    return f"{json.dumps(content, indent=2, ensure_ascii=False)}\n"


def _chain(chain: Chain) -> dict[str, Any]:
    duty = chain.duty
    return {
        "duty": duty.id,
        "title": chain.title,
        "state": str(duty.state),
        "verdict": chain.verdict,
        "due": iso(duty.due_at),
        "base": _fact(chain.base),
        "done": _fact(chain.done),
        "rule": f"{chain.title} ({chain.terms})",
        "field": chain.field,
        "source": chain.source,
        "severity": duty.severity,
        "severity_why": chain.severity,
        "sum": list(chain.sums),
        "notes": list(chain.notes),
    }


def _fact(fact: Fact | None) -> dict[str, Any] | None:
    if fact is None:
        return None
    return {"what": fact.what, "at": iso(fact.at), "place": fact.place or None}
