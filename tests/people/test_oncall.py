"""``allclear oncall``: at night, for programs, as a calendar; and the load of a month."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from icalendar import Calendar

from generator.cli.main import group
from generator.core.schema_people import PEOPLE_FILE
from generator.core.staff.on_call_load import LoadRow, find_work, load
from generator.readers.folders import list_folders
from generator.readers.internal import read_internal
from generator.readers.public import Context
from tests.people.builders import moment
from tests.records.repositories import write_repository
from tests.schema.outputs import assert_described

ROOT = Path(__file__).parents[2]
PEOPLE = """\
format: 1
people:
  engineer:
    name: Engineer One
    roles: [on_call, ic]
    email: engineer-one@example.com
    phone: +1 202-555-0101
    slack: "@one"
  night:
    roles: [on_call, ic]
    phone: +1 202-555-0102
    trained: {ic: 2025-01-10}
rota:
  primary:
    rotations:
      - {people: [engineer], starts: 2025-01-06}
  after_hours:
    shifts:
      - {who: night, from: 2025-01-06, until: 2025-01-31}
escalation:
  technical:
    - {level: 1, role: on_call}
    - {level: 2, role: ic, who: night}
"""
RECORD = "incidents/2025/INC-2025-01-15-001/internal.yml"
FX1 = """\
title: Score recording API errors
roles:
  on_call: "@engineer"
log: |
  14:22 STARTED
  14:23 DETECTED Error rate 45%
  14:35 IC @night
  15:06 RESOLVED
"""


def ask(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(group, ["oncall", "--root", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def make(root: Path, people: str = PEOPLE) -> Path:
    return write_repository(root, {PEOPLE_FILE: people, RECORD: FX1})


def test_at_night_the_first_lines_say_who_answers_and_how_to_reach_them(tmp_path: Path) -> None:
    result = ask(make(tmp_path), "--at", "2025-01-15T14:23Z")

    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
2025-01-15 14:23Z (Wed 09:23 in America/New_York)

On call: @engineer (Engineer One), primary
  phone +1 202-555-0101, e-mail engineer-one@example.com, chat @one
  until 2025-01-15 22:00Z (Wed 17:00)
Then:
  from 2025-01-15 22:00Z (Wed 17:00)  @night, after_hours
  from 2025-01-16 14:00Z (Thu 09:00)  @engineer (Engineer One), primary
  from 2025-01-16 22:00Z (Thu 17:00)  @night, after_hours
  from 2025-01-17 14:00Z (Fri 09:00)  @engineer (Engineer One), primary

Covered: the next 14 days

Escalation, technical:
  1 on_call: whoever has it
  2 ic: @night, phone +1 202-555-0102

Trained to command: 1 of 2 who may
  @engineer not yet
  @night on 2025-01-10
Last drill: none so far; one is due

Load in 2025-01: nothing so far
"""
    )


def test_R45_a_gap_ahead_is_told_and_the_exit_status_is_1(tmp_path: Path) -> None:
    root = make(tmp_path)
    (root / "site_src/internal/drills/2024-09-10-lost").mkdir(parents=True)

    result = ask(root, "--at", "2025-01-22T15:00Z")

    assert result.exit_code == 1
    assert (
        """
Not covered: 3 gaps in 14 days
  after_hours from 2025-02-01 14:00Z (Sat 09:00) to 2025-02-03 14:00Z (Mon 09:00)
  after_hours from 2025-02-03 22:00Z (Mon 17:00) to 2025-02-04 14:00Z (Tue 09:00)
  after_hours from 2025-02-04 22:00Z (Tue 17:00) to 2025-02-05 14:00Z (Wed 09:00)
    fix: add shifts or a rotation to 'rota' in site_src/internal/people.yml
"""
        in result.stdout
    )
    assert "Last drill: 2024-09-10; overdue since 2024-12-11\n" in result.stdout
    assert (
        """
Load in 2025-01:
  @engineer: 1 incident, 43 min
  @night: 1 incident, 31 min
"""
        in result.stdout
    )


def test_where_nobody_is_on_call_that_is_the_answer(tmp_path: Path) -> None:
    result = ask(make(tmp_path), "--at", "2025-02-02T15:00Z", "--days", "1")

    assert (result.exit_code, "On call: NOBODY\n" in result.stdout) == (1, True)
    assert "Then:\n  from 2025-02-03 14:00Z (Mon 09:00)  @engineer" in result.stdout


def test_programs_read_the_same_without_contacts(tmp_path: Path) -> None:
    result = ask(make(tmp_path), "--at", "2025-01-22T15:00Z", "--format", "json", "--days", "1")
    told = json.loads(result.stdout)

    assert_described("oncall.output", told)
    assert (told["on_call"], told["layer"], told["gaps"]) == ("engineer", "primary", [])
    assert told["turns"] == [
        {
            "handle": "engineer",
            "name": "Engineer One",
            "layer": "primary",
            "start": "2025-01-22T14:00:00Z",
            "end": "2025-01-22T22:00:00Z",
        },
        {
            "handle": "night",
            "name": None,
            "layer": "after_hours",
            "start": "2025-01-22T22:00:00Z",
            "end": "2025-01-23T14:00:00Z",
        },
        {
            "handle": "engineer",
            "name": "Engineer One",
            "layer": "primary",
            "start": "2025-01-23T14:00:00Z",
            "end": "2025-01-23T22:00:00Z",
        },
    ]
    assert told["load"] == [
        {"handle": "engineer", "incidents": 1, "minutes": 43},
        {"handle": "night", "incidents": 1, "minutes": 31},
    ]
    assert not any(each in result.stdout for each in ("555", "example.com", "@one"))


def test_json_of_a_gap_of_no_rota_and_of_nobody_fits_its_schema(tmp_path: Path) -> None:
    words = ("--at", "2025-02-02T15:00Z", "--format", "json")
    told: list[dict[str, Any]] = []
    for name, people in (("gap", PEOPLE), ("none", PEOPLE[: PEOPLE.index("rota:")])):
        result = ask(make(tmp_path / name, people), *words)
        told.append(json.loads(result.stdout))
        assert_described("oncall.output", told[-1])
    nobody = ask(write_repository(tmp_path / "nobody", {}), *words)
    assert_described("oncall.output", json.loads(nobody.stdout))

    assert [(each["on_call"], each["is_business_hours"]) for each in told] == [
        (None, False),
        (None, None),
    ]
    assert nobody.exit_code == 0
    assert json.loads(nobody.stdout)["error"] == f"there is no {PEOPLE_FILE}"


def read_calendar(root: Path, at: str) -> tuple[bytes, list[tuple[datetime, datetime, str, str]]]:
    result = ask(root, "--at", at, "--format", "ics")
    events = [
        (each["DTSTART"].dt, each["DTEND"].dt, str(each["SUMMARY"]), str(each["UID"]))
        for each in Calendar.from_ical(result.stdout_bytes).walk("VEVENT")
    ]
    return result.stdout_bytes, events


def test_R51_the_calendar_covers_every_day_of_the_next_fourteen_without_contacts(
    tmp_path: Path,
) -> None:
    content, events = read_calendar(make(tmp_path), "2025-01-15T14:23Z")

    at = moment("2025-01-15 14:23")
    for day in (at + timedelta(days=each) for each in range(14)):
        assert [who for start, end, who, _ in events if start <= day < end] != []
    assert all(before[1] == after[0] for before, after in pairwise(events))
    assert events[0] == (
        moment("2025-01-15 14:00"),
        moment("2025-01-15 22:00"),
        "On call: @engineer (Engineer One), primary",
        "oncall-primary-20250115T140000Z@status.example.com",
    )
    assert not any(each in content for each in (b"555", b"example.com,", b"@one", b"mailto"))
    assert b"engineer-one@" not in content


def test_R51_an_event_is_the_same_on_whichever_day_it_is_asked_for(tmp_path: Path) -> None:
    root = make(tmp_path)
    first, later = (set(read_calendar(root, at)[1]) for at in ("2025-01-10T12:00Z",
                                                               "2025-01-18T20:00Z"))  # fmt: skip

    ends = moment("2025-01-18 20:00")
    assert {each for each in first if each[1] > ends} <= later
    assert (
        read_calendar(root, "2025-01-18T20:00Z")[0] == read_calendar(root, "2025-01-18T20:00Z")[0]
    )


def test_without_people_it_says_so_and_only_a_calendar_is_refused(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {})
    text, calendar = ask(root), ask(root, "--format", "ics")

    assert (text.exit_code, calendar.exit_code, calendar.stdout) == (0, 3, "")
    assert text.stdout == calendar.stderr
    assert text.stdout.startswith(f"Nobody is known to be on call: there is no {PEOPLE_FILE}\nfix:")


def test_a_file_with_a_mistake_is_told_of_and_the_rest_is_answered(tmp_path: Path) -> None:
    result = ask(make(tmp_path, PEOPLE + "teams:\n  x: [bob]\n"), "--at", "2025-01-15T14:23Z")

    assert result.exit_code == 1
    assert "On call: @engineer (Engineer One), primary\n" in result.stdout
    assert result.stdout.endswith(f"  fix: allclear check {PEOPLE_FILE}\n")


def test_R50_in_january_the_engineer_had_one_incident_of_43_minutes() -> None:
    folders = {folder.id: folder for folder in list_folders(ROOT)[0]}
    reading = read_internal(ROOT, folders["INC-2025-01-15-001"], Context())
    assert reading is not None

    rows = load(find_work(reading.record, moment("2025-02-01 00:00")), "America/New_York")

    assert rows[0] == LoadRow("2025-01", "engineer", 1, 43)
    assert {row.handle: row.minutes for row in rows} == {
        "engineer": 43,
        "engineer1": 43,
        "engineer2": 43,
        "engineer3": 43,
        "incident-commander": 31,
        "pm-anna": 21,
    }


def test_the_time_between_resolved_and_reopened_is_nobody_s_load(tmp_path: Path) -> None:
    text = FX1 + "  16:00 REOPENED\n  16:10 RESOLVED\n  17:00 REOPENED\n"
    root = write_repository(tmp_path, {RECORD: text})
    reading = read_internal(root, list_folders(root)[0][0], Context())
    assert reading is not None

    works = tuple(find_work(reading.record, moment("2025-01-15 17:05")))

    assert {row.handle: (row.incidents, row.minutes) for row in load(works, "UTC")} == {
        "engineer": (1, 43 + 10 + 5),
        "night": (1, 31 + 10 + 5),
    }


def test_the_sample_rota_is_known_for_years() -> None:
    for day in (date(2024, 12, 1), date(2026, 3, 1), date(2027, 12, 1)):
        result = ask(ROOT, "--at", f"{day}T14:00Z", "--days", "31", "--format", "json")

        assert (result.exit_code, json.loads(result.stdout)["gaps"]) == (0, [])
