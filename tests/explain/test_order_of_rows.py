"""What is read first (R30)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from generator.core.clockwork.duty_rows import DutyRow, find_overdue

NOW = datetime(2025, 1, 15, 15, tzinfo=UTC)


def row(duty: str, severity: int, late: int, *, is_open: bool = True) -> DutyRow:
    return DutyRow(
        incident="INC-2025-01-15-001", duty=duty, title=duty, terms="", who="", due_at=NOW,
        done_at=None, state="overdue", late=timedelta(minutes=late), source="", severity=severity,
        is_open=is_open,
    )  # fmt: skip


def test_R30_what_goes_on_comes_first_then_the_worst_then_the_latest() -> None:
    rows = (
        row("debrief", 1, 900, is_open=False),
        row("team-update-1", 3, 20),
        row("assign-ic", 1, 5),
        row("tell-ceo", 1, 8),
    )
    assert [each.duty for each in find_overdue(rows)] == [
        "tell-ceo", "assign-ic", "team-update-1", "debrief",
    ]  # fmt: skip
