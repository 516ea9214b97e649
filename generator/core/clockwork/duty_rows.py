"""One row of the duties ledger as commands print it, and the order in which rows are read.

Small on purpose: ``status`` loads it though nothing is open, so nothing of the policy is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

OPEN_STATES = ("overdue", "pending", "provisional")
"""States of what somebody still has to do, or may have to."""


class DutyRow(NamedTuple):
    """Who owes what by when, and whether it is done.

    Attributes:
        incident: Id of the incident.
        duty: Its key: ``mitigate``, ``assign-ic``, ``public-update-2``.
        title: What is to be done.
        terms: For whom, how soon and from what, in plain words.
        who: Handles with ``@``, else the role's words.
        due_at: Aware UTC; None without a target.
        done_at: When it was done, late or not.
        state: A word of :class:`generator.core.clockwork.clocks.DutyState`.
        late: How late; 0 when it is not.
        source: Lines of the document, numbers of requirements.
        severity: Under which it is owed, 1 the worst.
        warning: What stands in the way of doing it as usual (R84); empty: nothing.
        is_open: Whether its incident is not over yet.
        limit_at: Until when a pending row is in time: its due time, and its tolerance.
        reason: Why it is waived, does not apply or is provisional; else empty.
    """

    incident: str
    duty: str
    title: str
    terms: str
    who: str
    due_at: datetime | None
    done_at: datetime | None
    state: str
    late: timedelta
    source: str
    severity: int
    warning: str = ""
    is_open: bool = True
    limit_at: datetime | None = None
    reason: str = ""

    @property
    def rule(self) -> str:
        """The rule in one sentence: ``Mitigate (Severity 1, within 30 min of …)``."""
        return f"{self.title} ({self.terms})"

    @property
    def late_minutes(self) -> int:
        """Whole minutes late; 0 when it is not."""
        return int(self.late.total_seconds() // 60)

    def seen_at(self, now: datetime) -> DutyRow:
        """Return the row of an open incident as it stands at *now*, where no fact has come since.

        The clock alone makes a pending row overdue, and an overdue one later.
        """
        if self.due_at is None or self.limit_at is None or now <= self.limit_at:
            return self
        if self.state not in ("pending", "overdue"):
            return self
        return self._replace(state="overdue", late=now - self.due_at)


def find_overdue(rows: Iterable[DutyRow]) -> tuple[DutyRow, ...]:
    """Return what is overdue, worst first: by severity, then by how late it is (R30).

    What goes on comes before the paperwork of what is over.
    """
    found = [row for row in rows if row.state == "overdue"]
    found.sort(key=lambda row: (not row.is_open, row.severity, -row.late, row.incident, row.duty))
    return tuple(found)


def find_due(rows: Iterable[DutyRow]) -> tuple[DutyRow, ...]:
    """Return what is still to come, what is due first at the top; provisional rows among them."""
    found = [
        (row.due_at, row.severity, row.incident, row.duty, row)
        for row in rows
        if row.state in ("pending", "provisional") and row.due_at is not None
    ]
    return tuple(each[-1] for each in sorted(found, key=lambda each: each[:-1]))


def find_late_if(rows: Iterable[DutyRow], now: datetime) -> tuple[DutyRow, ...]:
    """Return provisional rows whose time has passed: late, if what they hang on stays (X23)."""
    return tuple(
        row
        for row in find_due(rows)
        if row.state == "provisional" and row.due_at is not None and row.due_at < now
    )
