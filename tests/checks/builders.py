"""Incidents of a few lines held to the policy that ships, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from generator.core.clockwork.course import Course, PublicSide, create_course
from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.matter import Matter
from generator.core.clockwork.policy import Policy
from generator.core.facts import Record, SiteConfig, Vendor
from generator.core.incident_types import IncidentType
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.rules_policy import check_policy_of
from generator.core.staff.people import People, Person
from generator.core.vocabulary import RecordKind
from generator.readers.policy import read_policy
from generator.readers.public import Context

DAY = date(2025, 1, 15)
FOLDER = "incidents/2025/INC-2025-01-15-001"
INTERNAL = f"{FOLDER}/internal.yml"
LATER = datetime(2025, 7, 1, 12, tzinfo=UTC)
"""So late that nobody is reminded of anything any more."""

CONFIG = SiteConfig(
    name="School",
    url="https://status.example.com",
    zone="America/New_York",
    groups=(),
    components=(),
    vendors=(Vendor(id="neon", name="Neon", status_url="https://neonstatus.example.net"),),
)
PEOPLE = People(
    people={
        each.handle: each
        for each in (
            Person(handle="engineer", roles=frozenset({"on_call"})),
            Person(handle="incident-commander", roles=frozenset({"ic"}), is_senior=True),
            Person(handle="admin", roles=frozenset({"sysadmin"})),
            Person(handle="boss", roles=frozenset({"ceo"})),
        )
    }
)

PRINTED = (
    "14:23 DETECTED Monitoring alert: Score recording API error rate spike to 45%",
    "14:24 ACK @engineer acknowledged alert, began investigation",
    "14:26 Checked logs: database connection timeout errors",
    "14:28 Checked Neon status page: No reported issues",
    "14:30 Verified other API endpoints responding normally",
    "14:32 SEV 1 Escalated: 500+ users affected, core functionality down",
    "14:33 Paged @incident-commander",
    "14:35 IC @incident-commander joined, assumed command",
    '14:36 Updated status page: "Investigating score recording issue"',
    "14:38 HYPOTHESIS Recent deployment (v2.5.3) may have introduced bug",
    "14:40 DECISION Rollback to v2.5.2 @incident-commander",
    "14:41 ACTION Rollback initiated",
    "14:46 ACTION Rollback completed, monitoring for recovery",
    "14:48 DATA Error rate dropped to 2%",
    "14:50 MITIGATED Manual testing: Score recording working correctly",
    '14:52 Updated status page: "Issue mitigated, monitoring stability"',
    "15:05 VERIFIED Error rate at baseline (<1%) for 15 minutes",
    "15:06 RESOLVED Declared incident resolved @incident-commander",
    '15:10 Updated status page: "Resolved"',
    "15:30 Post-incident review scheduled for 2025-01-16 10:00 America/New_York",
)
"""The twenty lines of the document's own timeline (S:800-835), with their verbs."""
COMPLETED = (
    "14:22 STARTED",
    *PRINTED,
    "14:45 COMMS @pm-anna",
    "14:50 NOTIFIED executives, ceo, product, customer-success via email @pm-anna",
)
"""The same as the repository's first record has it."""


@cache
def shipped() -> Policy:
    """Return the policy that ships, with the two tables that every school fills itself."""
    policy = read_policy(Path("/nonexistent"), None, Context()).policy
    return replace(
        policy,
        score_components=frozenset({"score-recording"}),
        core_components=frozenset({"score-recording", "sign-in"}),
        alerts={"score-api-5xx": 1, "api-p95": 2},
    )


def at(text: str) -> datetime:
    """Return ``14:23`` of the day, or ``17 14:23`` of another one of January, UTC."""
    day, _, clock = text.rpartition(" ")
    hour, minute = map(int, clock.split(":"))
    return datetime(2025, 1, int(day or 15), hour, minute, tzinfo=UTC)


def incident(*log: str, types: Iterable[str] = (), **facts: object) -> InternalRecord:
    """Return an incident with *log*, by default only detected, and *facts* of its header."""
    lines = tuple(RawLine(text=text, line=n) for n, text in enumerate(log or PRINTED[:1], 1))
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "kind": RecordKind.INCIDENT,
        "date": DAY,
        "path": FOLDER,
        "types": tuple(IncidentType(each) for each in types),
        "log": read_log([LogSource(path=INTERNAL, lines=lines)], DAY).entries,
    }
    return InternalRecord(**values | facts)  # type: ignore[arg-type]


def course(*log: str, public: PublicSide | None = None, **facts: object) -> Course:
    return create_course(incident(*log, **facts), public)  # type: ignore[arg-type]


def matter(
    *log: str,
    now: datetime = LATER,
    policy: Policy | None = None,
    people: People | None = PEOPLE,
    told: Record | None = None,
    public: PublicSide | None = None,
    **facts: object,
) -> Matter:
    """Return an incident and what it is held against; *told* is what visitors read."""
    course_ = course(*log, public=public, **facts)
    rules = policy or shipped()
    duties = DutyTable(rules).read(course_, now)
    return Matter(course_, told, CONFIG, rules, people, duties, now)


def said(*log: str, **more: object) -> list[tuple[str, str]]:
    """Return code and message of everything the policy says of an incident."""
    found = check_policy_of(matter(*log, **more))  # type: ignore[arg-type]
    return [(each.code, each.message) for each in found]


def codes(*log: str, **more: object) -> list[str]:
    return [code for code, _ in said(*log, **more)]
