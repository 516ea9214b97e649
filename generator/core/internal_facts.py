"""Facts: what responders wrote down for themselves, parsed once. Visitors never read any of it.

No module of the public build imports this one (P1). All times are aware UTC; ``None`` and empty
texts mean "not said".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from generator.core.incident_types import IncidentType
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.review_facts import Review
from generator.core.vocabulary import DataLoss, RecordKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """How we came to know: one word of the table, and the alert or report itself.

    Attributes:
        alert: Key of the alert in the policy's table of first severities (R54).
    """

    how: str = ""
    detail: str = ""
    alert: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affected:
    """Who is affected; a number that is not known is None, never 0 (X29).

    Attributes:
        users: How many people.
        approx: How sure that number is: ``exact``, ``about``, ``at_least``, ``at_most``.
        percent: Share of all people, 0 to 100, to two decimals.
        user_reports: How many wrote to us.
        groups: Which groups of people.
    """

    users: int | None = None
    approx: str = ""
    percent: float | None = None
    user_reports: int | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFacts:
    """What is known about lost data (X12) and what was done about it (R92).

    Attributes:
        recovered: How much of what came back.
        notified_at: When the people whose data it were had been told.
    """

    loss: DataLoss | None = None
    affected: str = ""
    is_recoverable: bool | None = None
    recovered: str = ""
    notified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Whether people got at data that are not theirs: ``none``, ``suspected``, ``confirmed`` (R8).

    Empty when the field is there and says nothing readable.
    """

    breach: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorLink:
    """A company whose service may be the cause (R140, R142).

    Attributes:
        id: Its id in ``site.yml`` or in the policy.
        role: ``suspected``, ``confirmed`` or ``ruled_out``.
        incident_url: Its own page about its trouble.
    """

    id: str = ""
    role: str = ""
    incident_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits:
    """Money given back over the incident as a whole, in whole dollars (R166, X19)."""

    amount: int | None = None
    approved_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessEntry:
    """Who reached into production, for what, and where that is on record (R167)."""

    who: str = ""
    what: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemPlan:
    """What was decided about post-mortems before one is written.

    Attributes:
        public: ``planned`` or ``not_planned``; only a planned one is promised to visitors (X11).
        waived: Why there will be no internal one (R113).
    """

    public: str = ""
    waived: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation:
    """One option that was weighed (T2); ``index`` is its place in the list, from 0.

    Attributes:
        author: Who wrote the change.
        reviewed_by: The senior who read it, another than the author (R67, option B).
    """

    index: int
    option: str = ""
    action: str = ""
    risk: str = ""
    expected: str = ""
    back_out: str = ""
    author: str = ""
    reviewed_by: str = ""
    proposed_at: datetime | None = None
    approved_by: str = ""
    approved_at: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    result: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What ended it; ``other`` are the words for the method ``other`` (X30).

    Attributes:
        plain: What was done, in plain words for visitors and e-mails (T5, T6).
    """

    method: str = ""
    other: str = ""
    summary: str = ""
    plain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCause:
    """Why it happened: a category for the statistics (X26), technical words, and plain ones.

    Attributes:
        plain: The cause in plain words for visitors and e-mails (T5, T6).
    """

    category: str = ""
    technical: str = ""
    plain: str = ""


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
        types: Kinds of incident, the leading one first (X31).
        workaround: What people can do meanwhile (T10).
        tracker: Web address in the issue tracker (R26).
        deferred_to: The release it waits for, which stops the clock (X44).
        deferred_reason: Why it may wait.
        resolution_override: Why it counts as resolved though the criteria are not met (X16, R86).
        outcome: ``duplicate`` or ``false_alarm``; empty for an incident like any other (X1).
        related_incidents: Ids of other records (R144).
        tags: Words to find it by (R118).
        review: The internal post-mortem; None while there is no file.
        unread: Files of which something could not be read.
        lost: Header and logs of which nothing could be read: no clock is told without them.
    """

    id: str
    kind: RecordKind
    date: date
    path: str
    title: str = ""
    severity: int | None = None
    types: tuple[IncidentType, ...] = ()
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
    workaround: str = ""
    tracker: str = ""
    deferred_to: str = ""
    deferred_reason: str = ""
    resolution_override: str = ""
    outcome: str = ""
    security: Security | None = None
    vendor: VendorLink | None = None
    credits: Credits | None = None
    access: tuple[AccessEntry, ...] = ()
    related_incidents: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    postmortem: PostmortemPlan = PostmortemPlan()
    review: Review | None = None
    log: tuple[LogEntry, ...] = ()
    unread: frozenset[str] = frozenset()
    lost: tuple[str, ...] = ()

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
