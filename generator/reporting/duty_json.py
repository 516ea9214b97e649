"""One row of the duties ledger for programs, the same wherever it is printed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from generator.core.clockwork.duty_rows import DutyRow


def row_json(row: DutyRow) -> dict[str, Any]:
    """Return one row; its keys are a promise."""
    return {
        "incident": row.incident,
        "duty": row.duty,
        "who": row.who,
        "due": iso(row.due_at),
        "done": iso(row.done_at),
        "state": row.state,
        "late_minutes": row.late_minutes,
        "rule": row.rule,
        "source": row.source,
    }


def iso(at: datetime | None) -> str | None:
    """Return *at* as ``2025-01-15T14:51:00Z``."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
