"""Approvals: mitigations, writes to the database, credits (R66 to R68, R166, X19)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.codes import CODES
from generator.core.internal_facts import Credits, Mitigation
from generator.core.rules_internal import check_internal
from tests.checks.builders import LATER, PRINTED, at, codes, incident, said, shipped

DETECTED, ACK = PRINTED[0], PRINTED[1]
IC = "14:35 IC @incident-commander"
WRITE = "14:41 ACTION #db-write delete the duplicates @engineer"


def rolled_back(**changes: object) -> Mitigation:
    values: dict[str, object] = {
        "index": 0,
        "option": "A",
        "proposed_at": at("14:38"),
        "approved_by": "incident-commander",
        "approved_at": at("14:40"),
        "started_at": at("14:41"),
    }
    return Mitigation(**values | changes)  # type: ignore[arg-type]


def in_time(*mitigations: Mitigation, needing: str = "ABCE") -> list[tuple[str, str]]:
    record = incident(DETECTED, mitigations=mitigations)
    found = check_internal(record, None, LATER, needing=frozenset(needing))
    return [(each.code, each.message) for each in found]


def test_R66_proposed_approved_and_begun_in_order_is_fine() -> None:
    assert in_time(rolled_back()) == []
    assert codes(DETECTED, IC, mitigations=(rolled_back(),)) == []


def test_R67_an_approval_after_the_start_is_an_error() -> None:
    assert in_time(rolled_back(approved_at=at("14:45"))) == [
        ("INT007", "option A was approved 4 min after it was begun")
    ]
    assert CODES["INT007"].severity == "error"


def test_R67_the_policy_says_which_options_need_an_approval() -> None:
    alone = rolled_back(option="D", approved_by="", approved_at=None)
    assert in_time(alone) == []
    assert [code for code, _ in in_time(alone, needing="ABCDE")] == ["INT009"]
    late = rolled_back(approved_at=at("14:45"))
    assert in_time(late, needing="BCE") == []


@pytest.mark.parametrize("letter", ["A", "B", "C", "E"])
def test_R67_approving_is_for_commanders_and_sysadmins(letter: str) -> None:
    line = f"14:40 APPROVED {letter} "
    assert codes(DETECTED, ACK, IC, f"{line}@engineer") == ["DUT010"]
    assert codes(DETECTED, ACK, IC, f"{line}@incident-commander") == []
    assert codes(DETECTED, ACK, IC, f"{line}@admin") == []


def test_R67_only_who_commands_at_that_moment_is_the_commander() -> None:
    early = "14:34 APPROVED A @incident-commander"
    late = "14:50 APPROVED A @incident-commander"
    assert codes(DETECTED, early, IC) == ["DUT010"]
    assert codes(DETECTED, IC, "14:45 IC @admin", late) == ["DUT010"]


def test_R67_the_header_is_held_to_it_too() -> None:
    assert said(DETECTED, ACK, IC, mitigations=(rolled_back(approved_by="engineer"),)) == [
        (
            "DUT010",
            "'@engineer' approved option A (Roll back), which the Incident Commander or a SysAdmin "
            "may: S:492-496; R65, R67",
        )
    ]


def test_R67_a_vendor_may_be_called_by_anybody() -> None:
    assert codes(DETECTED, ACK, "14:40 APPROVED D @engineer") == []


def test_R67_without_people_yml_nobody_is_accused() -> None:
    assert codes(DETECTED, "14:40 APPROVED A @somebody", people=None) == []


@pytest.mark.parametrize(
    ("reader", "found"),
    [
        ("", ["DUT011"]),
        ("author", ["DUT011"]),
        ("engineer", ["DUT011"]),
        ("incident-commander", []),
        ("somebody-else", []),
    ],
)
def test_R67_a_hotfix_needs_a_senior_reader_who_did_not_write_it(
    reader: str, found: list[str]
) -> None:
    fix = rolled_back(option="B", author="author", reviewed_by=reader)
    assert codes(DETECTED, IC, mitigations=(fix,)) == found


def test_R67_a_hotfix_that_was_not_begun_waits_for_its_reader() -> None:
    fix = rolled_back(option="B", started_at=None)
    assert codes(DETECTED, IC, mitigations=(fix,)) == []


def test_R68_a_write_without_approval_is_an_error_at_close() -> None:
    assert codes(DETECTED, WRITE) == ["DUT012"]
    assert codes(DETECTED, WRITE, "15:06 RESOLVED", "15:30 CLOSED") == ["DUT013"]
    assert [CODES[code].severity for code in ("DUT012", "DUT013")] == ["warning", "error"]


@pytest.mark.parametrize(
    "approval",
    [
        "14:40 DECISION #db-write delete them @incident-commander",
        "14:40 APPROVED C @incident-commander #db-write",
        "14:40 APPROVED C @admin #db-write",
    ],
)
def test_R68_an_approval_before_it_is_enough(approval: str) -> None:
    assert codes(DETECTED, IC, approval, WRITE) == []


@pytest.mark.parametrize(
    "line",
    [
        "14:42 DECISION #db-write delete them @incident-commander",
        "14:40 DECISION #db-write delete them @engineer",
        "14:40 DECISION delete them @incident-commander",
    ],
)
def test_R68_no_approval_is_one_too_late_by_another_or_of_something_else(line: str) -> None:
    assert "DUT012" in codes(DETECTED, ACK, IC, line, WRITE)


def test_R68_a_sysadmin_writes_by_right() -> None:
    assert codes(DETECTED, "14:41 ACTION #db-write delete the duplicates @admin") == []


def test_R68_other_tags_are_no_writes() -> None:
    assert codes(DETECTED, "14:41 ACTION #db-writes-off @engineer", "14:42 ACTION db-write") == []


@pytest.mark.parametrize(
    ("amount", "who", "found"),
    [
        (600, "admin", ["DUT022"]),
        (600, "boss", []),
        (500, "admin", []),
        (500, "boss", []),
        (501, "admin", ["DUT022"]),
        (20, "engineer", ["DUT022"]),
        (20, "", ["DUT022"]),
        (0, "", []),
    ],
)
def test_R166_X19_more_than_500_dollars_is_for_the_ceo(
    amount: int, who: str, found: list[str]
) -> None:
    assert codes(DETECTED, credits=Credits(amount=amount, approved_by=who)) == found


def test_R166_the_message_names_who_may() -> None:
    assert said(DETECTED, credits=Credits(amount=600, approved_by="admin")) == [
        (
            "DUT022",
            "credits of $600 need the CEO, and '@admin' approved them; up to $500 a SysAdmin may "
            "(S:1393; R166, X19)",
        )
    ]
    assert CODES["DUT022"].severity == "error"


def test_R166_a_handle_that_is_a_role_counts_without_people_yml() -> None:
    given = Credits(amount=600, approved_by="sysadmin")
    assert codes(DETECTED, credits=given, people=None) == ["DUT022"]
    assert codes(DETECTED, credits=replace(given, approved_by="ceo"), people=None) == []


def test_R166_the_limit_is_the_policys() -> None:
    policy = shipped()
    refunds = replace(policy.permissions["refunds"], limit=1000)
    policy = replace(policy, permissions={**policy.permissions, "refunds": refunds})
    given = Credits(amount=600, approved_by="admin")
    assert codes(DETECTED, credits=given, policy=policy) == []
