"""The header of internal.yml: what clocks, messages and figures ask for."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.internal_facts import (
    AccessEntry,
    Affected,
    Credits,
    DataFacts,
    Detection,
    InternalRecord,
    Mitigation,
    PostmortemPlan,
    Resolution,
    RootCause,
    Security,
    VendorLink,
)
from generator.core.schema import Kind, Type
from generator.core.vocabulary import RecordKind
from generator.readers.decode import BAD, Names, decode
from generator.readers.folders import Folder
from generator.readers.internal import InternalReading, read_internal
from generator.readers.source import Source
from generator.readers.yaml_nodes import create_text

FOLDER = "incidents/2025/INC-2025-01-15-001"


def read(root: Path, text: str) -> InternalReading:
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    (root / FOLDER / "internal.yml").write_text(text, encoding="utf-8")
    folder = Folder("INC-2025-01-15-001", RecordKind.INCIDENT, date(2025, 1, 15), FOLDER, ())
    reading = read_internal(root, folder, Names())
    assert reading is not None
    return reading


def test_every_further_field_is_read(tmp_path: Path) -> None:
    text = """\
detection: {alert: score-api-5xx}
affected:
  users: {percent: 49.9}
workaround: Play later.
tracker: https://example.org/1
deferred_to: v2.6
deferred_reason: It is seen by few.
resolution_override: The vendor confirmed it.
outcome: false_alarm
data: {recovered: 0 of 200 sessions, notified_at: 2025-01-16 15:00}
mitigations:
  - {option: B, author: "@engineer1", reviewed_by: engineering-lead}
resolution: {method: vendor_fix, plain: We went back to the version before.}
root_cause: {plain: A change asked the database too often.}
security: {breach: suspected}
vendor: {id: neon, role: confirmed, incident_url: https://status.example.net/1}
credits: {amount: 450, approved_by: "@sysadmin"}
access:
  - {who: "@engineer", what: Read the pool's settings, link: https://audit.example.org/1}
related_incidents: [INC-2024-12-18-001]
tags: [database, release]
postmortem: {public: planned, waived: As last week.}
"""
    reading = read(tmp_path, text)
    assert reading.findings == ()
    assert reading.record == InternalRecord(
        id="INC-2025-01-15-001",
        kind=RecordKind.INCIDENT,
        date=date(2025, 1, 15),
        path=FOLDER,
        detection=Detection(alert="score-api-5xx"),
        affected=Affected(percent=49.9),
        workaround="Play later.",
        tracker="https://example.org/1",
        deferred_to="v2.6",
        deferred_reason="It is seen by few.",
        resolution_override="The vendor confirmed it.",
        outcome="false_alarm",
        data=DataFacts(
            recovered="0 of 200 sessions",
            notified_at=datetime(2025, 1, 16, 15, 0, tzinfo=UTC),
        ),
        mitigations=(
            Mitigation(index=0, option="B", author="engineer1", reviewed_by="engineering-lead"),
        ),
        resolution=Resolution(method="vendor_fix", plain="We went back to the version before."),
        root_cause=RootCause(plain="A change asked the database too often."),
        security=Security(breach="suspected"),
        vendor=VendorLink(id="neon", role="confirmed", incident_url="https://status.example.net/1"),
        credits=Credits(amount=450, approved_by="sysadmin"),
        access=(
            AccessEntry(
                who="engineer",
                what="Read the pool's settings",
                link="https://audit.example.org/1",
            ),
        ),
        related_incidents=("INC-2024-12-18-001",),
        tags=("database", "release"),
        postmortem=PostmortemPlan(public="planned", waived="As last week."),
    )


@pytest.mark.parametrize("method", ["infrastructure", "third_party", "prayer"])
def test_R146_an_unknown_method_is_told_the_list(tmp_path: Path, method: str) -> None:
    reading = read(tmp_path, f"resolution:\n  method: {method}\n")
    (finding,) = reading.findings
    assert (finding.code, finding.message) == (
        "REC007",
        f"'{method}' is not a method: rollback, hotfix, config_change, vendor_fix, "
        "infrastructure_scaling, other",
    )
    assert reading.record.resolution == Resolution()


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("outages", "write 'outage'"),
        ("deployment", "write 'deployment_failure'"),
        ("Third party", "write 'third_party'"),
        (
            "weather",
            "write one of outage, data_integrity, performance_degradation, security, "
            "third_party, deployment_failure",
        ),
    ],
)
def test_kinds_of_incident_are_the_six_of_the_document(
    tmp_path: Path, typed: str, fix: str
) -> None:
    reading = read(tmp_path, f"types: [{typed}, outage]\n")
    assert [(each.code, each.fix) for each in reading.findings] == [("REC007", fix)]
    assert reading.record.types == ("outage",)


def percent(text: str) -> tuple[object, list[str]]:
    source = Source("internal.yml")
    value = decode(create_text(text, 1, 1, 9, '"'), Type(kind=Kind.PERCENT), source, Names())
    return value, [each.fix for each in source.findings]


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0.0), ("49.9", 49.9), ("12.25", 12.25), ("100", 100.0)]
)
def test_R58_a_share_may_have_decimals(text: str, value: float) -> None:
    assert percent(text) == (value, [])


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("49,9 %", "write '49.9'"),
        ("100.01", "write a number from 0 to 100, such as '49.9'"),
        ("49.999", "write a number from 0 to 100, such as '49.9'"),
        ("-1", "write a number from 0 to 100, such as '49.9'"),
        ("half", "write a number from 0 to 100, such as '49.9'"),
    ],
)
def test_what_is_no_share_says_what_to_write(text: str, fix: str) -> None:
    assert percent(text) == (BAD, [fix])


@given(st.decimals(0, 100, places=2))
def test_every_share_of_two_decimals_is_read_as_it_stands(share: object) -> None:
    assert percent(str(share)) == (float(str(share)), [])


def test_R167_access_to_production_is_written_down_with_its_place_in_the_audit_log(
    tmp_path: Path,
) -> None:
    reading = read(
        tmp_path,
        "access:\n"
        '  - {who: "@engineer", what: Read the scores, link: https://audit.example.org/4711}\n'
        "  - {who: sysadmin, what: Restarted the pool}\n",
    )
    assert (reading.findings, reading.record.access) == (
        (),
        (
            AccessEntry(
                who="engineer", what="Read the scores", link="https://audit.example.org/4711"
            ),
            AccessEntry(who="sysadmin", what="Restarted the pool"),
        ),
    )


def test_R38_the_leading_kind_stands_first_and_others_follow(tmp_path: Path) -> None:
    reading = read(tmp_path, "types: [deployment_failure, data_integrity]\n")
    assert reading.record.types == ("deployment_failure", "data_integrity")
