"""Facts: what responders wrote down for themselves, parsed once. Visitors never read any of it.

No module of the public build imports this one (P1). All times are aware UTC; ``None`` and empty
texts mean "not said".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.vocabulary import DataLoss, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """How we came to know: one word of the table, and the alert or report itself."""

    how: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Who is affected; a number that is not known is None, never 0 (X29).

    Attributes:
        users: How many people.
        approx: How sure that number is: ``exact``, ``about``, ``at_least``, ``at_most``.
        percent: Share of all people, 0 to 100.
        user_reports: How many wrote to us.
        groups: Which groups of people.
    """

    users: int | None = None
    approx: str = ""
    percent: int | None = None
    user_reports: int | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFacts:
    """What is known about lost data (X12)."""

    loss: DataLoss | None = None
    affected: str = ""
    is_recoverable: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    """One option that was weighed (T2); ``index`` is its place in the list, from 0."""

    index: int
    option: str = ""
    action: str = ""
    risk: str = ""
    expected: str = ""
    back_out: str = ""
    proposed_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What ended it; ``other`` are the words for the method ``other`` (X30)."""

    method: str = ""
    other: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCause:
    """Why it happened: a category for the statistics (X26), and technical words."""

    category: str = ""
    technical: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalRecord:
    """Everything internal in one folder under ``incidents/``.

    Attributes:
        path: The folder, relative to the root.
        severity: Severity at first, 1 to 4; None for ``unset`` or not said. ``SEV`` lines of
            the log win from their time on.
        roles: Role and its first holders, handles without ``@``; ``IC``, ``COMMS`` and
            ``RESPONDER`` lines win from their time on.
        log: Entries of ``log:`` and of ``log/*.log`` by time.
        unread: Files of which something could not be read.
    """

    id: str
    kind: RecordKind
    date: date
    path: str
    title: str = ""
    severity: int | None = None
    types: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    related_deployment: str = ""
    detection: Detection = Detection()
    roles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    affected: Affected = Affected()
    data: DataFacts | None = None
    mitigations: tuple[Mitigation, ...] = ()
    resolution: Resolution | None = None
    root_cause: RootCause | None = None
    is_backfilled: bool = False
    log: tuple[LogEntry, ...] = ()
    unread: frozenset[str] = frozenset()

    def find_first(self, verb: Verb) -> LogEntry | None:
        """Return the earliest entry with *verb*, if there is one."""
        return next((entry for entry in self.log if entry.verb is verb), None)

    @property
    def is_resolved(self) -> bool:
        """Whether the log says that it is over, and not that it came back."""
        last = None
        for entry in self.log:
            if entry.verb in (Verb.RESOLVED, Verb.CLOSED, Verb.REOPENED):
                last = entry.verb
        return last in (Verb.RESOLVED, Verb.CLOSED)
