"""Whatever ``policy.yml`` holds: findings with place and fix, a whole policy, clocks for FX1."""

from __future__ import annotations

import os
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.clockwork.clocks import read_clocks
from generator.core.clockwork.policy import Policy
from generator.core.findings import Finding
from generator.readers.decode import Names
from generator.readers.policy import DEFAULTS, POLICY_FILE, PolicyReading, read_policy
from tests.clocks.stories import PRINTED, clock_time, policy_of, reading_of, repository

SHIPPED = policy_of()
DUE = ["14:28", "14:54", "18:50"]
"""Deadlines of FX1 by the policy that ships (R2)."""


def deadlines(policy: Policy) -> list[str]:
    """Return the deadlines of FX1 under *policy*."""
    clocks = read_clocks(PRINTED.whole(), policy, clock_time("15:12"))
    return [f"{clock.due_at:%H:%M}" if clock.due_at else "" for clock in clocks]


def places(reading: PolicyReading) -> list[tuple[str, int, int]]:
    """Return code, line and column of each finding, every one of which has a fix."""
    assert all(finding.path == POLICY_FILE and finding.fix for finding in reading.findings)
    return [
        (finding.code, finding.line, finding.column)
        for finding in sorted(reading.findings, key=lambda each: (each.line, each.column))
    ]


def is_shipped(policy: Policy) -> bool:
    """Return whether *policy* is the shipped one but for the list of what could not be read."""
    return replace(policy, fallbacks=()) == SHIPPED


ONE_FIELD = [
    ("severities:\n  1:\n    mitigate: 0m\n", "POL003", 3),
    ("severities:\n  1:\n    acknowledge: -5m\n", "", 3),
    ("severities:\n  1:\n    resolve: soon\n", "", 3),
    ("severities:\n  1:\n    acknowledge: 0 business hours\n", "", 3),
    ("severities:\n  5:\n    acknowledge: 5m\n", "", 2),
    ("severities: 5\n", "", 1),
    ("severities: []\n", "", 1),
    ("calendar:\n  zone: Mars/Olympus\n", "", 2),
    ('calendar:\n  opens: "17:00"\n  closes: "09:00"\n', "POL004", 3),
    ("calendar:\n  holidays: soon\n", "", 2),
    ("calendar:\n  days: []\n", "", 2),
    ("calendar:\n  days: [funday]\n", "", 2),
    ("calendar:\n  holidays: [2025-02-30]\n", "", 2),
    ("thresholds:\n  many_users_percent: 150\n", "", 2),
    ("clocks:\n  on_upgrade: perhaps\n", "", 2),
    ("clocks:\n  severity_while_unset: 7\n", "", 2),
    ("quick_close:\n  within: -15m\n", "", 2),
    ("cadence:\n  public:\n    1:\n      steps: []\n", "", 4),
    ("cadence: hourly\n", "", 1),
    ("duties: none\n", "", 1),
    ("duties:\n  assign-ic:\n    within: never\n", "", 3),
    ("duties:\n  assign-ic:\n    within: {1: gestern}\n", "", 3),
    ("duties:\n  assign-ic:\n    from: the beginning\n", "", 3),
    ("duties:\n  assign-ic:\n    enabled: perhaps\n", "", 3),
    ("permissions: 12\n", "", 1),
    ("resolve:\n  by: {1: [everybody]}\n", "", 2),
    ("recipients:\n  1: everybody\n", "", 2),
    ("postmortem:\n  agenda: []\n", "", 2),
    ("postmortem:\n  length: long\n", "", 2),
    ("credits:\n  policy: [5]\n", "", 2),
    ("links:\n  gdpr: [a, b]\n", "", 2),
    ("rooms:\n  severity: 1\n", "", 2),
    ("database_write:\n  tag: 'Not A Slug'\n", "", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), ONE_FIELD)
def test_a_field_that_cannot_be_used_counts_as_shipped(text: str, code: str, line: int) -> None:
    reading = reading_of(text)
    found = places(reading)
    assert found, "nothing was reported"
    assert found[0][1] == line or line in {each[1] for each in found}
    assert not code or code in {each[0] for each in found}
    assert is_shipped(reading.policy)
    assert deadlines(reading.policy) == DUE


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\n\n",
        b"# nothing yet\n",
        b"\x00\x01\x02\xff\xfe binary",
        b"\xff\xfe\x00p",
        b"<<<<<<< HEAD\nformat: 1\n=======\nformat: 1\n>>>>>>> other\n",
        b"format: 1\n" + b"# " + b"x" * 300_000 + b"\n",
        b"severities: {1: {acknowledge: 5m}\n",
        b"format: 1\nformat: 1\n",
        b"- a\n- list\n",
        b"just words\n",
        b"format: 99\nseverities: {1: {acknowledge: 1m}}\n",
        b"\tformat: 1\n",
        b"a: &x 1\nb: *x\n",
        b"[" * 2000,
    ],
    ids=[
        "empty", "blank", "comment", "binary", "utf-16", "conflict", "300 KB", "open brace",
        "two keys", "list", "scalar", "newer", "tab", "alias", "deep",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_leaves_the_shipped_policy(text: bytes) -> None:
    reading = reading_of(text)
    if text.strip() and not text.startswith(b"#"):
        assert places(reading)
    assert is_shipped(reading.policy)
    assert deadlines(reading.policy) == DUE


def test_without_a_file_the_shipped_policy_counts_in_silence(tmp_path: Path) -> None:
    reading = read_policy(tmp_path, None, Names())
    assert (reading.findings, reading.is_own) == ((), False)
    assert reading.policy == SHIPPED


def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / POLICY_FILE).mkdir(parents=True)
    reading = read_policy(tmp_path, None, Names())
    assert [finding.path for finding in reading.findings] == [POLICY_FILE]
    assert is_shipped(reading.policy)


def test_a_file_in_place_of_the_folder_is_no_policy(tmp_path: Path) -> None:
    folder = (tmp_path / POLICY_FILE).parent
    folder.parent.mkdir(parents=True)
    folder.write_text("not a folder\n", encoding="utf-8")
    assert is_shipped(read_policy(tmp_path, None, Names()).policy)


def test_a_link_that_leads_nowhere_is_reported(tmp_path: Path) -> None:
    path = tmp_path / POLICY_FILE
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "nowhere.yml")
    reading = read_policy(tmp_path, None, Names())
    assert len(reading.findings) == 1
    assert is_shipped(reading.policy)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_opened_is_reported() -> None:
    with repository("format: 1\n") as root:
        (root / POLICY_FILE).chmod(0)
        reading = read_policy(root, None, Names())
    assert len(reading.findings) == 1
    assert is_shipped(reading.policy)


def test_a_policy_without_permissions_keeps_the_twelve_that_ship() -> None:
    policy = policy_of("permissions: {}\n")
    assert policy.permissions == SHIPPED.permissions
    assert len(policy.permissions) == 12


def test_a_shipped_duty_that_contradicts_itself_counts_as_shipped() -> None:
    reading = reading_of("duties:\n  assign-ic:\n    cadence: public\n")
    finding = _only(reading, "POL006")
    assert (finding.line, finding.value) == (3, "assign-ic")
    assert finding.fix.endswith("until then it counts as shipped")
    assert is_shipped(reading.policy)
    assert reading.policy.fallbacks == ("duties.assign-ic",)


def test_an_own_value_counts_beside_one_that_cannot_be_read() -> None:
    reading = reading_of(
        "severities:\n  1:\n    acknowledge: 4m\n    mitigate: soon\n  2:\n    resolve: 20h\n"
    )
    assert deadlines(reading.policy) == ["14:27", "14:54", "18:50"]
    one, two = reading.policy.severities[1], reading.policy.severities[2]
    assert (one.mitigate, one.resolve) == (
        SHIPPED.severities[1].mitigate,
        SHIPPED.severities[1].resolve,
    )
    assert two.resolve is not None
    assert two.resolve.text == "20h"
    assert reading.policy.fallbacks == ("severities.1.mitigate",)


def _only(reading: PolicyReading, code: str) -> Finding:
    (finding,) = [each for each in reading.findings if each.code == code]
    return finding


def test_a_graver_severity_with_more_time_is_pointed_at_and_kept() -> None:
    reading = reading_of("severities:\n  1:\n    acknowledge: 30m\n")
    finding = _only(reading, "POL007")
    assert (finding.line, finding.column) == (3, 18)
    assert deadlines(reading.policy)[0] == "14:53"


def test_a_holiday_on_a_weekend_is_pointed_at() -> None:
    reading = reading_of("calendar:\n  holidays: [2025-01-18, 2025-01-20, 2025-01-20]\n")
    found = [(f.code, f.column, f.value) for f in reading.findings]
    assert found == [("POL008", 14, "2025-01-18"), ("POL008", 38, "2025-01-20")]


@pytest.mark.parametrize(
    "steps",
    [
        "[{until: 60m, every: 30m}, {until: 30m, every: 60m}, {every: 60m}]",
        "[{until: 60m, every: 30m}, {until: 60m, every: 60m}, {every: 60m}]",
        "[{every: 30m}, {every: 60m}]",
        "[{until: 60m, every: 30m}]",
        "[{until: 60m}, {every: 0m}]",
        "[{until: 60m, every: soon}, {every: 60m}]",
        "[5, {every: 60m}]",
    ],
)
def test_a_cadence_that_makes_no_sense_counts_as_shipped(steps: str) -> None:
    reading = reading_of(f"cadence:\n  public:\n    1:\n      steps: {steps}\n")
    assert {line for _, line, _ in places(reading)} <= {2, 3, 4}
    assert reading.policy.cadences["public"][1] == SHIPPED.cadences["public"][1]


def test_a_duty_without_a_deadline_is_left_out_and_the_others_stay() -> None:
    reading = reading_of(
        "duties:\n  tell-board:\n    title: Tell the board\n"
        "    done_by: [notified]\n    audiences: [board]\n"
    )
    assert _only(reading, "POL006").line == 3
    assert reading.policy.duties == SHIPPED.duties


def test_a_duty_of_ones_own_is_owed_with_the_others() -> None:
    policy = policy_of(
        "duties:\n  tell-board:\n    title: Tell the board\n    within: {1: 2h}\n"
        "    done_by: [notified]\n    audiences: [board]\n"
    )
    assert policy.duties[:-1] == SHIPPED.duties
    assert (policy.duties[-1].id, policy.duties[-1].title) == ("tell-board", "Tell the board")


def test_a_shipped_duty_that_lost_its_deadlines_counts_as_shipped() -> None:
    reading = reading_of("duties:\n  assign-ic:\n    done_by: [hope]\n")
    assert reading.findings
    assert [rule.id for rule in reading.policy.duties] == [rule.id for rule in SHIPPED.duties]
    assert is_shipped(reading.policy)


_WORDS = (
    "0m", "-5m", "none", "soon", "5", "[]", "{}", "true", "''", "999999999h", "9:05", "@bob",
    "&x", "*x", "!t x", "|", "'", '"', "{", "2025-13-40", "1 business hour", "null", "\u00e9",
)  # fmt: skip


def _mutate(lines: list[str], chance: random.Random) -> str:
    """Return *lines* with one to four of them deleted, doubled, moved, cut or filled anew."""
    lines = list(lines)
    for _ in range(chance.randint(1, 4)):
        if len(lines) < 2:
            break
        at = chance.randrange(len(lines))
        match chance.randrange(7):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, lines[at])
            case 2:
                key, _, _ = lines[at].partition(":")
                lines[at] = f"{key}: {chance.choice(_WORDS)}"
            case 3:
                lines[at] = lines[at][: chance.randrange(len(lines[at]) + 1)]
            case 4:
                lines[at] = f"{' ' * chance.randrange(5)}{lines[at].lstrip()}"
            case 5:
                lines.insert(at, lines.pop(chance.randrange(len(lines))))
            case _:
                lines = lines[: max(at, 1)]
    return "\n".join(lines) + "\n"


def test_three_hundred_broken_policies_are_findings_and_a_whole_policy() -> None:
    chance = random.Random(20250115)
    sections = re.split(r"\n(?=[a-z])", DEFAULTS.read_text(encoding="utf-8"))
    with repository("") as root:
        path = root / POLICY_FILE
        for _ in range(300):
            # As policies are: some sections, each of them laid over the shipped one.
            lines = "\n".join(chance.sample(sections, 5)).splitlines()
            path.write_text(_mutate(lines, chance), encoding="utf-8")
            reading = read_policy(root, None, Names())
            assert all(finding.line >= 1 and finding.fix for finding in reading.findings)
            assert_whole(reading.policy)


def assert_whole(policy: Policy) -> None:
    """Assert that nothing the clocks need is missing from *policy*."""
    assert list(policy.severities) == [1, 2, 3, 4]
    assert policy.clocks.severity_while_unset in policy.severities
    assert all(isinstance(each.name, str) for each in policy.severities.values())
    assert {rule.cadence for rule in policy.duties} - {""} <= policy.cadences.keys()
    assert all(c.steps for levels in policy.cadences.values() for c in levels.values())
    assert all(rule.done_by for rule in policy.duties)
    assert len(deadlines(policy)) == 3
    assert policy.thresholds.is_many(100)
    assert policy.quick_close.within is not None
    assert policy.rooms.of_incident("INC-2025-01-15-001")


def test_a_duty_switched_off_under_a_wrong_name_is_pointed_out() -> None:
    reading = reading_of("duties:\n  tell-exekutives: {enabled: false}\n")
    (found,) = reading.findings
    assert (found.code, found.line, found.fix) == ("POL013", 2, "did you mean 'tell-executives'?")
    (near,) = reading_of("duties:\n  tell-bord: {enabled: false}\n").findings
    assert near.fix == "did you mean 'tell-ceo'?"
    (far,) = reading_of("duties:\n  assign-photographers: {enabled: false}\n").findings
    assert far.fix == "use one of assign-ic, assign-comms"
    assert reading_of("duties:\n  tell-ceo: {enabled: false}\n").findings == ()


def test_R49_handing_over_after_two_different_times_is_pointed_out() -> None:
    (found,) = reading_of("thresholds:\n  unresolved_for: 45m\nduties:\n  not-resolved:\n"
                          "    within: {1: 45m, 2: 45m}\n").findings  # fmt: skip
    assert (found.code, found.line, found.message) == (
        "POL014", 2,
        "'cause-unknown' is due within 30 min, and 'thresholds.unresolved_for' is 45 min",
    )  # fmt: skip
    both = "  cause-unknown: {within: {1: 45m, 2: 45m}}\n  not-resolved: {enabled: false}\n"
    assert reading_of(f"thresholds:\n  unresolved_for: 45m\nduties:\n{both}").findings == ()
