"""``people.yml`` as people write it: what comes out, what is wrong and where, what still works."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from generator.core.schema_people import PEOPLE_FILE
from generator.core.staff.on_call import create_report
from generator.core.staff.people import EscalationStep, Person
from generator.core.staff.rota import who_is_on_call
from generator.core.staff.rota_facts import Layer, OwnHours, Rota, Rotation, Shift, Swap
from generator.pipeline.check import check_repository
from generator.pipeline.on_call import check_people_file
from generator.readers.decode import Names
from generator.readers.people import last_drill, read_people
from generator.readers.policy import read_policy
from tests.people.builders import HOURS, moment
from tests.records.repositories import write_repository

NOW = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
PEOPLE = "format: 1\npeople:\n  engineer: {}\n  anna:\n    name: Anna\n"
FULL = """\
format: 1
people:
  "@engineer":
    name: Engineer One
    title: Backend engineer
    roles: [on_call, ic]
    senior: true
    trained: {ic: 2025-01-10}
    forge: engineer-one
    email: engineer@example.com
    phone: +1 202-555-0101
    slack: "@one"
    until: 2025-12-31
  anna: {}
teams:
  sysadmins: ["@engineer", anna]
rota:
  zone: Europe/Berlin
  hours: {opens: 08:00, closes: 16:30, days: [mon, sat]}
  handover: 7:30
  primary:
    rotations:
      - people: [engineer, "@anna"]
        starts: 2025-01-13
        length: 2w
        until: 2025-06-30
    shifts:
      - who: anna
        from: 2025-01-15
        until: 2025-01-16
  swaps:
    - who: anna
      instead_of: engineer
      from: 2025-01-15 18:00 Europe/Berlin
      until: 2025-01-15 23:00Z
escalation:
  technical:
    - level: 1
      role: on_call
  business:
    - level: 3
      role: ceo
      who: anna
"""


def find(root: Path, text: str) -> list[tuple[str, str, str]]:
    """Return what ``check`` finds in a people.yml of *text*: code, place, message."""
    write_repository(root, {PEOPLE_FILE: text})
    found = check_repository(root, now=NOW, strict=False).findings
    return [
        (each.code, f"{each.line}:{each.column}", each.message)
        for each in found
        if each.path == PEOPLE_FILE
    ]


def test_everything_written_comes_out(tmp_path: Path) -> None:
    reading = read_people(write_repository(tmp_path, {PEOPLE_FILE: FULL}))

    assert reading.findings == ()
    assert reading.people is not None
    assert reading.people.people == {
        "engineer": Person(
            handle="engineer",
            name="Engineer One",
            title="Backend engineer",
            roles=frozenset({"on_call", "ic"}),
            is_senior=True,
            trained={"ic": date(2025, 1, 10)},
            forge=("engineer-one",),
            email="engineer@example.com",
            phone="+1 202-555-0101",
            slack="@one",
            until=date(2025, 12, 31),
        ),
        "anna": Person(handle="anna"),
    }
    assert reading.people.teams == {"sysadmins": ("engineer", "anna")}
    assert reading.people.rota == Rota(
        zone="Europe/Berlin",
        hours=OwnHours(opens=time(8), closes=time(16, 30), days=frozenset({0, 5})),
        handover=time(7, 30),
        layers=(
            Layer(
                name="primary",
                shifts=(
                    Shift(index=0, who="anna", first=date(2025, 1, 15), last=date(2025, 1, 16)),
                ),
                rotations=(
                    Rotation(
                        index=0,
                        people=("engineer", "anna"),
                        starts=date(2025, 1, 13),
                        days=14,
                        last=date(2025, 6, 30),
                    ),
                ),
            ),
        ),
        swaps=(
            Swap(
                index=0,
                who="anna",
                instead_of="engineer",
                start=moment("2025-01-15 17:00"),
                end=moment("2025-01-15 23:00"),
            ),
        ),
    )
    assert reading.people.escalation == (
        EscalationStep(path="technical", index=0, level=1, role="on_call"),
        EscalationStep(path="business", index=0, level=3, role="ceo", who="anna"),
    )
    assert not reading.people.is_unread


def test_without_the_file_nobody_is_spoken_of(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {})

    assert read_people(root) == (None, ())
    assert check_repository(root, now=NOW, strict=False).findings == ()


def test_a_handle_is_found_with_or_without_its_sign_and_guessed_when_mistyped(
    tmp_path: Path,
) -> None:
    people = read_people(write_repository(tmp_path, {PEOPLE_FILE: FULL})).people
    assert people is not None

    assert people.find("@anna") == people.find("anna") == Person(handle="anna")
    assert people.find("@bob") is None
    assert people.suggest("@enginer") == "engineer"
    assert people.suggest("sysadmin") == "sysadmins"
    assert people.knows("@sysadmins")
    assert [each.handle for each in people.holders("ic", date(2025, 12, 31))] == ["engineer"]
    assert people.holders("ic", date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            "  primary:\n    shifts:\n      - {who: bob, from: 2025-04-10, until: 2025-04-11}\n",
            [("PPL003", "9:15", "'@bob' is nobody under 'people'")],
        ),
        (
            "  primary:\n    shifts:\n      - {who: ana, from: 2025-04-11, until: 2025-04-10}\n",
            [
                ("PPL003", "9:15", "'@ana' is nobody under 'people'"),
                ("PPL004", "9:45", "it ends on 2025-04-10 and begins on 2025-04-11, so it never "
                 "counts"),
            ],
        ),
        (
            "  zone: Mars/Olympus\n",
            [("REC023", "7:9", "'Mars/Olympus' is no time zone")],
        ),
        (
            "  hours: {opens: 17:00, closes: 9:00}\n",
            [("PPL005", "7:33", "'9:00' is not later than '17:00', so there are no business "
              "hours")],
        ),
        (
            "  handover: 2025-01-15 09:00\n",
            [("PPL005", "7:13", "'2025-01-15 09:00' is more than a clock")],
        ),
        (
            "  swaps:\n    - {who: anna, from: 18:00, until: 2025-04-10 20:00Z}\n",
            [("REC008", "8:25", "'18:00' says no date")],
        ),
        (
            "  primary:\n    rotations:\n      - {people: [anna], starts: 2025-04-01, length: 90m}"
            "\n",
            [("PPL006", "9:54", "'90m' is no whole number of days")],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_in_its_place(
    lines: str, found: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    told = find(tmp_path, f"{PEOPLE}rota:\n{lines}")

    assert [each for each in told if each[0] != "PPL008"] == found


@pytest.mark.parametrize(
    "damage",
    [
        "      - {who: bob, from: 2025-04-10}\n",
        "      - just words\n",
        "      - {who: anna, from: 2025-04-09, until: 2025-04-01}\n",
    ],
)
def test_beside_a_shift_that_cannot_be_read_the_others_hold(damage: str, tmp_path: Path) -> None:
    text = (
        f"{PEOPLE}rota:\n  primary:\n    shifts:\n{damage}"
        "      - {who: anna, from: 2025-04-10, until: 2025-04-10}\n"
    )
    people = read_people(write_repository(tmp_path, {PEOPLE_FILE: text})).people

    assert people is not None
    assert people.rota is not None
    assert who_is_on_call(people.rota, HOURS, NOW).target == "anna"


def test_R45_the_first_gap_of_two_weeks_is_told_in_utc_and_as_the_clock_on_the_wall(
    tmp_path: Path,
) -> None:
    rota = (
        "rota:\n  primary:\n    rotations:\n      - {people: [anna], starts: 2025-01-13}\n"
        "  after_hours:\n    shifts:\n      - {who: anna, from: 2025-04-01, until: 2025-04-22}\n"
    )

    assert find(tmp_path, PEOPLE + rota) == [
        (
            "PPL008",
            "10:3",
            "nobody has after_hours from 2025-04-23 21:00Z (Wed 17:00 in America/New_York) to "
            "2025-04-24 13:00Z (Thu 09:00 in America/New_York)",
        )
    ]


def test_R46_who_has_left_and_two_at_once_are_found_before_their_days_come(
    tmp_path: Path,
) -> None:
    text = (
        f"{PEOPLE}    until: 2025-04-20\nrota:\n"
        "  primary:\n    shifts:\n"
        "      - {who: anna, from: 2025-04-01, until: 2025-06-30}\n"
        "      - {who: engineer, from: 2025-06-30, until: 2025-07-06}\n"
        "  after_hours:\n    rotations:\n      - {people: [engineer], starts: 2025-01-13}\n"
    )

    assert find(tmp_path, text) == [
        ("PPL009", "10:15", "'@anna' is on call on 2025-04-21 and was with us until 2025-04-20"),
        (
            "PPL007",
            "11:9",
            "primary has two people on 2025-06-30: '@anna', who counts, and '@engineer'",
        ),
    ]


def test_a_file_that_is_no_yaml_makes_nobody_unknown(tmp_path: Path) -> None:
    root = write_repository(
        tmp_path,
        {
            PEOPLE_FILE: "people: [\n",
            "incidents/2025/INC-2025-01-15-001/internal.yml": (
                "title: Odd\nlog: |\n  14:23 DETECTED\n  14:24 ACK @bob\n"
            ),
        },
    )

    found = check_repository(root, now=NOW, strict=False).findings

    assert {each.path for each in found if each.code[:3] != "DUT"} == {PEOPLE_FILE}


def test_R177_the_last_drill_is_the_newest_day_that_has_come(tmp_path: Path) -> None:
    drills = tmp_path / "site_src/internal/drills"
    for name in ("2025-01-10-database-lost", "2025-03-14-sign-in", "2025-09-01-planned"):
        (drills / name).mkdir(parents=True)
    (drills / "2025-03-20.md").write_text("What we learned.", encoding="utf-8")
    (drills / "2025-13-40-no-day").mkdir()
    (drills / "notes").mkdir()

    assert last_drill(tmp_path, date(2025, 4, 10)) == date(2025, 3, 20)
    assert last_drill(tmp_path, date(2025, 1, 9)) is None
    assert last_drill(tmp_path / "nowhere", date(2025, 4, 10)) is None


JUNK = ("[", "{}", "[]", "~", "2025-02-30", "a: b", "x" * 600, "*a", "0", "'")


def test_no_line_lost_or_spoiled_stops_the_rest(tmp_path: Path) -> None:
    lines = FULL.splitlines()
    write_repository(tmp_path, {})
    policy = read_policy(tmp_path, None, Names()).policy
    for number, line in enumerate(lines):
        key, colon, _ = line.partition(":")
        spoiled = [[], *([f"{key}: {junk}"] for junk in JUNK if colon)]
        for there in spoiled:
            text = "\n".join((*lines[:number], *there, *lines[number + 1 :]))
            (tmp_path / PEOPLE_FILE).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / PEOPLE_FILE).write_text(text, encoding="utf-8")

            people, found = check_people_file(tmp_path, policy, NOW)

            assert people is not None
            assert all(each.path == PEOPLE_FILE and each.fix for each in found)
            create_report(
                people, HOURS, NOW, ahead=timedelta(days=14), drill_every=timedelta(days=92)
            )
