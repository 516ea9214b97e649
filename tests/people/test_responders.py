"""Who is named in a record: known, allowed, senior enough, trained."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from generator.core.schema_people import PEOPLE_FILE
from generator.pipeline.check import check_repository
from tests.records.repositories import write_repository

NOW = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
INTERNAL = "incidents/2025/INC-2025-01-15-001/internal.yml"
PEOPLE = """\
format: 1
people:
  bo: {roles: [on_call, ic], trained: {ic: 2025-01-10}}
  lead: {roles: [ic], senior: true, trained: {ic: 2025-01-10}}
  late: {roles: [ic], senior: true, trained: {ic: 2025-02-01}}
  anna: {roles: [comms]}
teams:
  platform: [bo]
"""


def find(root: Path, *log: str, header: str = "", people: str = PEOPLE) -> list[tuple[str, int]]:
    """Return code and line of what is found in the record about people."""
    lines = "".join(f"  {line}\n" for line in ("14:23 DETECTED", *log))
    write_repository(root, {PEOPLE_FILE: people, INTERNAL: f"title: Odd\n{header}log: |\n{lines}"})
    found = check_repository(root, now=NOW, strict=False).findings
    return [(each.code, each.line) for each in found if each.code.startswith("PPL02")]


def test_R43_a_handle_of_nobody_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    find(tmp_path, "14:24 ACK @bob", "14:30 RESPONDER @bob", "14:31 RESPONDER @platform")
    found = check_repository(tmp_path, now=NOW, strict=False).findings

    assert [
        (each.severity, each.code, each.line, each.message, each.fix, each.value)
        for each in found
        if each.code[:3] != "DUT"
    ] == [
        (
            "error",
            "PPL020",
            4,
            "'@bob' is nobody in site_src/internal/people.yml",
            "write '@bo', or add 'bob' there",
            "bob",
        )
    ]


def test_R43_fields_of_the_header_are_held_to_it_too(tmp_path: Path) -> None:
    header = (
        'roles:\n  on_call: "@nobody-one"\n  support: ["@bo", "@nobody-two"]\n'
        "mitigations:\n  - option: A\n    proposed: 14:38\n"
        '    approved: {by: "@nobody-three", at: 14:40}\n'
    )

    assert find(tmp_path, header=header) == [("PPL020", 3), ("PPL020", 4), ("PPL020", 8)]


def test_R42_for_severity_2_whoever_is_on_call_may_command(tmp_path: Path) -> None:
    assert find(tmp_path, "14:24 ACK @bo", "14:32 SEV 2", "14:35 IC @bo") == []


def test_R42_for_severity_1_a_senior_does_who_is_not_on_call(tmp_path: Path) -> None:
    assert find(tmp_path, "14:24 ACK @bo", "14:32 SEV 1", "14:35 IC @lead") == []


def test_R42_for_severity_1_neither_a_junior_nor_the_one_on_call(tmp_path: Path) -> None:
    assert find(tmp_path, "14:24 ACK @bo", "14:32 SEV 1", "14:35 IC @bo") == [
        ("PPL021", 6),
        ("PPL022", 6),
    ]


def test_R42_a_severity_raised_later_asks_the_same(tmp_path: Path) -> None:
    assert find(tmp_path, "14:32 SEV 2", "14:35 IC @bo", "14:50 SEV 1") == [("PPL021", 5)]


def test_R42_who_handed_over_before_it_got_worse_is_not_asked(tmp_path: Path) -> None:
    log = ("14:32 SEV 2", "14:35 IC @bo", "14:49 IC @lead", "14:50 SEV 1")

    assert find(tmp_path, *log) == []


def test_R175_training_counts_from_its_day(tmp_path: Path) -> None:
    assert find(tmp_path, "14:35 IC @late") == [("PPL023", 4)]


def test_R43_a_role_is_for_those_who_have_it(tmp_path: Path) -> None:
    assert find(
        tmp_path, "14:35 COMMS @anna", "14:45 COMMS @lead", header="roles: {ic: anna}\n"
    ) == [
        ("PPL023", 2),
        ("PPL024", 2),
        ("PPL024", 6),
    ]


def test_nobody_is_unknown_while_people_cannot_be_read_whole(tmp_path: Path) -> None:
    assert find(tmp_path, "14:24 ACK @bob", people=PEOPLE.replace("  anna:", "  an na:")) == []
