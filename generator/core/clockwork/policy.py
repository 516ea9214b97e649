"""The policy as facts: every number, name and rule of the clocks, read from ``policy.yml``.

The values that ship with the program are those of the source document
(``generator/defaults/policy.yml``); a repository's own file is laid over them field by field.
No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.clockwork.duty_words import Base, Done, Until
from generator.core.clockwork.policy_tables import (
    AudienceRule,
    ChannelRule,
    Checklist,
    CreditRule,
    FigureRules,
    Link,
    OptionRule,
    Organisation,
    Permission,
    PostmortemRule,
    Rooms,
    TypeRule,
)
from generator.core.clockwork.targets import Target
from generator.core.log_verbs import AUDIENCES

SEVERITIES = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRule:
    """One severity (R1 to R7).

    Attributes:
        level: 1 to 4.
        acknowledge: Target from detection; None for no target, which is not 0 (R5).
        mitigate: Target from acknowledgement.
        resolve: Target from mitigation.
        public_state: What the page calls it (R15, R22); empty where it does not.
        roles: Roles that somebody holds in such an incident (R41).
    """

    level: int
    name: str
    definition: str
    examples: tuple[str, ...]
    acknowledge: Target | None
    mitigate: Target | None
    resolve: Target | None
    public_state: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSwitches:
    """Readings of the document where it leaves a choice.

    Attributes:
        on_upgrade: ``strict`` measures a stage from its own start, ``restart`` from the moment a
            higher severity was declared (X2).
        severity_while_unset: Targets used until somebody sets a severity (X23).
        mitigation_from: ``acknowledgement`` chains on what happened, ``detection`` on what was
            promised: acknowledgement target plus mitigation target (X24).
        duties_from: ``declaration`` counts duties from the moment the severity was declared,
            ``detection`` all of them from detection (X9).
    """

    on_upgrade: str
    severity_while_unset: int
    mitigation_from: str
    duties_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Numbers of the document (R10). Lengths as timedelta, shares in percent.

    Attributes:
        many_users_from: ``at_least`` or ``more_than`` ``many_users_percent`` (X32).
    """

    many_users_percent: float
    many_users_from: str
    few_users_percent: float
    p95_api_ms: int
    p95_page_ms: int
    p95_alarm_ms: int
    error_rate_percent: float
    stable_for: timedelta
    unresolved_for: timedelta
    auto_rollback_error_rate_percent: float

    def is_many(self, percent: float) -> bool:
        """Return whether *percent* of all users are many (X32: 50 counts, 49.9 does not)."""
        if self.many_users_from == "more_than":
            return percent > self.many_users_percent
        return percent >= self.many_users_percent


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickClose:
    """When a short incident owes nothing more than its record (R59, X10)."""

    within: timedelta
    severities: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveRule:
    """Who resolves, and how long it must have been stable (R86, X16, X42).

    Attributes:
        by: Severity to the roles that may declare it resolved.
        baseline_for: Severity to the time at baseline wanted before; missing: none.
        is_enforced: Too early is an error of a closed record, else a warning.
    """

    by: Mapping[int, tuple[str, ...]]
    baseline_for: Mapping[int, timedelta]
    is_enforced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """How often an audience hears something (R71, X6).

    Attributes:
        first: From the duty's base to the first word.
        steps: ``(until, every)``: after a word spoken before ``until`` (from detection) the next is
            due ``every`` later; the last ``until`` is None.
    """

    first: Target
    steps: tuple[tuple[timedelta | None, timedelta], ...]

    def after(self, since_detection: timedelta) -> timedelta:
        """Return the time to the next word after one spoken *since_detection*."""
        for until, every in self.steps:
            if until is None or since_detection < until:
                return every
        return self.steps[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRule:
    """One row of the duty table (R11 to R30, merged, X39).

    Attributes:
        id: Its key, such as ``assign-ic``.
        who: Role that owes it.
        base: What it is counted from.
        within: Severity to the target; severities not named owe nothing.
        cadence: Name of a cadence in place of ``within``; empty for none.
        tolerance: How much later than due still counts as in time: what is due at once cannot be
            done at once.
        done_by: What discharges it, whichever comes first.
        audiences: Of ``NOTIFIED`` lines that do.
        channels: How, the usual one first.
        until: The milestone that ends it.
        lapses: How long after its due time it is still worth doing; None for ever. Then it is
            missed for good and nobody is reminded any more.
        remind: How long before it is due a reminder belongs (X8); None for none.
        not_for: Types of incidents that do not owe it (X35).
        source: Lines of the document and numbers of requirements.
    """

    id: str
    title: str
    who: str
    base: Base
    within: Mapping[int, Target]
    cadence: str = ""
    tolerance: timedelta = timedelta(0)
    done_by: tuple[Done, ...]
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    until: Until | None = None
    lapses: timedelta | None = None
    remind: timedelta | None = None
    not_for: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderRule:
    """Something to think of, without a verdict (R61)."""

    id: str
    title: str
    base: Base
    after: timedelta
    severities: frozenset[int]
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Everything the clocks, duties, messages, checks and figures go by.

    Attributes:
        cadences: Name to severity to cadence: ``public``, ``stakeholders``, ``team``.
        next_update: Severity to the time to the next word in T1 (X6); missing: none promised.
        alerts: Alert to the severity it starts with (R54).
        escalation: What is to be done when the severity rises to 1 or 2, with places such as
            ``{room}`` to be filled (R60).
        score_components: Components whose lost data are always Severity 1 (R8).
        database_write: Roles that approve a write to the database (R68), and its tag in the log.
        recipients: Severity to channel to those written to (R18, R24, R25).
        public_text: When public words need an approver: ``beyond_template``, ``always`` or
            ``never``; and the roles that approve (X34).
        open_questions: Answers to R169 to R172 as printed, by key.
        fallbacks: Dotted names of fields of the own file that could not be read, so that the value
            that ships counts.
    """

    organisation: Organisation
    severities: Mapping[int, SeverityRule]
    clocks: ClockSwitches
    calendar: BusinessCalendar
    thresholds: Thresholds
    quick_close: QuickClose
    resolve: ResolveRule
    cadences: Mapping[str, Mapping[int, Cadence]]
    next_update: Mapping[int, timedelta]
    duties: tuple[DutyRule, ...]
    reminders: tuple[ReminderRule, ...]
    types: Mapping[str, TypeRule]
    alerts: Mapping[str, int]
    escalation: tuple[str, ...]
    core_components: frozenset[str]
    score_components: frozenset[str]
    options: Mapping[str, OptionRule]
    database_write: tuple[tuple[str, ...], str]
    checklists: Mapping[str, Checklist]
    audiences: Mapping[str, AudienceRule]
    channels: Mapping[str, ChannelRule]
    rooms: Rooms
    recipients: Mapping[int, Mapping[str, tuple[str, ...]]]
    public_text: tuple[str, tuple[str, ...]]
    permissions: Mapping[str, Permission]
    postmortem: PostmortemRule
    published_ahead: timedelta
    drills_every: timedelta
    credits: tuple[CreditRule, ...]
    figures: FigureRules
    links: Mapping[str, Link]
    open_questions: Mapping[str, str]
    fallbacks: tuple[str, ...] = ()

    def list_audiences(self) -> frozenset[str]:
        """Return whom a ``NOTIFIED`` line may name: those everybody has, and the policy's own."""
        owed = (each for rule in self.duties for each in rule.audiences)
        meant = (each for rule in self.audiences.values() for each in rule.means)
        return frozenset((*AUDIENCES, *self.audiences, *owed, *meant))
