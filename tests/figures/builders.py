"""Incidents for the figures: a log, a header, and the policy that ships."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from generator.core.clockwork.course import Course, PublicSide, create_course
from generator.core.clockwork.policy import Policy
from generator.core.facts import ImpactWindow
from generator.core.incident_types import IncidentType
from generator.core.internal_facts import Affected, InternalRecord, Resolution, RootCause
from generator.core.log_lines import LogSource, RawLine, read_log
from generator.core.review_facts import ActionItem, Review, ReviewStatus
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind
from generator.readers.policy import read_policy
from generator.readers.public import Context

NOWHERE = Path("/nowhere/at/all")
LATER = datetime(2025, 6, 1, tzinfo=UTC)
FX1_LOG = (
    "14:22 STARTED",
    "14:23 DETECTED Monitoring alert: error rate 45%",
    "14:24 ACK @engineer began investigation",
    "14:32 SEV 1 500+ users affected",
    "14:35 IC @incident-commander assumed command",
    "14:45 COMMS @pm-anna",
    "14:50 MITIGATED Score recording works",
    "15:05 VERIFIED Error rate at baseline",
    "15:06 RESOLVED @incident-commander",
)
"""The document's own incident (S:800-835)."""


@cache
def shipped() -> Policy:
    """Return the policy that ships with the program: the values of the document."""
    return read_policy(NOWHERE, None, Context()).policy


def at(clock: str, day: str = "2025-01-15") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


def incident(
    *log: str, day: str = "2025-01-15", number: int = 1, public: PublicSide | None = None,
    **header: object,
) -> Course:  # fmt: skip
    """Return the course of an incident with *log* on *day*, a date."""
    id_ = f"INC-{day}-{number:03}"
    path = f"incidents/{day[:4]}/{id_}"
    lines = tuple(RawLine(text=text, line=n) for n, text in enumerate(log, 1))
    when = date.fromisoformat(day)
    record = InternalRecord(
        id=id_,
        kind=RecordKind.INCIDENT,
        date=when,
        path=path,
        log=read_log([LogSource(path=f"{path}/internal.yml", lines=lines)], when).entries,
        **header,  # type: ignore[arg-type]
    )
    return create_course(record, public)


def fx1(public: PublicSide | None = None, **changes: object) -> Course:
    """Return FX1: the document's incident with what its report says of it."""
    header: dict[str, object] = {
        "types": (IncidentType.DEPLOYMENT_FAILURE, IncidentType.DATA_INTEGRITY),
        "components": ("score-recording",),
        "related_deployment": "v2.5.3",
        "roles": (("on_call", ("engineer",)), ("support", ("engineer1", "engineer2"))),
        "affected": Affected(users=500, approx="at_least", user_reports=50),
        "resolution": Resolution(method="rollback"),
        "root_cause": RootCause(category="deployment"),
        "review": Review(
            path="incidents/2025/INC-2025-01-15-001/review.yml",
            status=ReviewStatus.FINAL,
            actions=tuple(ActionItem(index=n, id=f"A{n + 1}") for n in range(9)),
        ),
    }
    return incident(*FX1_LOG, public=public, **header | changes)


def told(*windows: tuple[str, str, str], **changes: object) -> PublicSide:
    """Return a public side with *windows*: state, from, to on 15 January 2025."""
    side = PublicSide(
        "Scores",
        IncidentStatus.RESOLVED,
        windows=tuple(
            ImpactWindow("score-recording", ComponentState(state), at(start), at(end))
            for state, start, end in windows
        ),
    )
    return side._replace(**changes)  # type: ignore[arg-type]


def second() -> Course:
    """Return B of the FX-set: Severity 2, 10, 90 and 80 minutes, 120 users."""
    return incident(
        "02:10 DETECTED", "02:20 ACK @ann", "03:50 MITIGATED", "05:10 RESOLVED",
        day="2025-01-20", severity=2, affected=Affected(users=120),
        root_cause=RootCause(category="deployment"),
    )  # fmt: skip


def third() -> Course:
    """Return C of the FX-set: Severity 2, acknowledged after 20 minutes, 40 users."""
    return incident(
        "10:00 DETECTED", "10:20 ACK @ann", "12:00 MITIGATED", "12:30 RESOLVED",
        day="2025-01-27", severity=2, affected=Affected(users=40),
    )  # fmt: skip


def december(count: int = 4) -> list[Course]:
    """Return the incidents of the month before."""
    return [
        incident("10:00 DETECTED", day="2024-12-03", number=number, severity=4)
        for number in range(1, count + 1)
    ]


def fx_set() -> list[Course]:
    """Return the FX-set of the requirements: three in January, four in December."""
    return [fx1(), second(), third(), *december()]
