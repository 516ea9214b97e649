"""Whom a page is for, and that how to reach people never gets out (R19, R138)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import group
from generator.core.clockwork.course import create_course
from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.duty_holders import find_holder
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.staff.people import People
from generator.core.vocabulary import RecordKind
from generator.readers.people import read_people
from tests.checks.builders import shipped
from tests.people.builders import HOURS, rota
from tests.proof.repository import build

ROOT = Path(__file__).parents[2]
ID = "INC-2025-01-15-001"
NOW = "--now 2025-01-15T14:51Z"


def paged(clock: str, day: date, severity: int = 2) -> str:
    """Return whom the page of an incident noticed at *clock* UTC is for."""
    policy = replace(shipped(), calendar=HOURS)
    lines = (RawLine(text=f"{clock} DETECTED errors", line=1),)
    record = InternalRecord(
        id=f"INC-{day}-001",
        kind=RecordKind.INCIDENT,
        date=day,
        path=f"incidents/2025/INC-{day}-001",
        severity=severity,
        log=read_log([LogSource(path="internal.yml", lines=lines)], day).entries,
    )
    course = create_course(record, None)
    as_of = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
    (page,) = [duty for duty in DutyTable(policy).read(course, as_of) if duty.id == "page-on-call"]
    return find_holder(page, course, People(rota=rota()), policy)


def test_R19_a_severity_2_at_night_pages_the_secondary_on_call() -> None:
    assert paged("02:10", date(2025, 2, 3)) == "@secondary (secondary on call)"


def test_R19_in_business_hours_the_first_on_call_is_paged() -> None:
    assert paged("14:23", date(2025, 1, 15)) == "@engineer (on call)"


def contacts() -> list[str]:
    people = read_people(ROOT).people
    assert people is not None
    return [each for one in people.people.values() for each in (one.phone, one.email) if each]


def test_R138_no_phone_and_no_address_of_anybody_is_in_the_public_site() -> None:
    known = [each.encode() for each in contacts()]
    assert len(known) > 20  # there is something to leak

    _, files = build(ROOT)

    assert [path for path, content in files.items() if any(each in content for each in known)] == []


@pytest.mark.parametrize(
    "line",
    [
        f"status --no-hosts {NOW}",
        f"duties {NOW}",
        f"explain {ID} {NOW}",
        f"messages {ID} {NOW}",
        f"check {NOW}",
        f"history {ID}",
        f"stats --incident {ID} {NOW}",
        "oncall --at 2025-01-15T14:51Z",
        "permissions",
    ],
    ids=lambda line: line.split()[0],
)
def test_R138_what_commands_tell_programs_reaches_nobody(line: str) -> None:
    result = CliRunner().invoke(group, [*line.split(), "--root", str(ROOT), "--format", "json"])

    assert json.loads(result.stdout) is not None
    assert result.exit_code == 0
    assert [each for each in contacts() if each in result.stdout] == []


def test_X38_the_head_of_customer_success_is_the_second_step_of_the_business_path() -> None:
    people = read_people(ROOT).people
    assert people is not None

    (step,) = [each for each in people.escalation if each.role == "customer_success"]
    assert (step.path, step.level, step.who) == ("business", 2, "customer-success")
