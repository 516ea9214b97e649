"""Boxes ticked in the log, notices that discharge, claims that are left to people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.review_facts import Review
from generator.core.rules_checklists import check_boxes
from tests.checks.builders import COMPLETED, FOLDER, at, codes, course, matter, said, shipped

DETECTED = "14:23 DETECTED errors"
REASON = "The release was out."


# Boxes.


@pytest.mark.parametrize("key", ["C1", "C2", "C3", "C4", "C5", "C6", "C7"])
def test_C1_C2_C3_C4_C5_C6_C7_every_box_may_be_ticked(key: str) -> None:
    ticks = [f"14:40 CHECK {key}.{box} looked at" for box in shipped().checklists[key].boxes]
    found = course(DETECTED, *ticks).record.log

    assert [entry.check for entry in found[1:]] == [
        f"{key}.{box}" for box in shipped().checklists[key].boxes
    ]
    assert "DUT023" not in codes(DETECTED, *ticks)


def test_C4_a_box_that_is_mistyped_is_pointed_out_with_the_one_meant() -> None:
    assert said(DETECTED, "14:55 CHECK C4.manual_test two games saved") == [
        (
            "DUT023",
            "no checklist of the policy has the box 'C4.manual_test', so nothing is ticked "
            "(S:541-547; R69)",
        )
    ]


@pytest.mark.parametrize(
    ("box", "fix"),
    [
        ("C4.errorrate", "did you mean 'CHECK C4.error_rate'?"),
        ("C4.deployments", "did you mean 'CHECK C3.deployments'?"),
        ("C9.error_rate", "did you mean 'CHECK C4.error_rate'?"),
        ("C4.xyzzy", "write a box of 'checklists:' in policy.yml, or add it there"),
    ],
)
def test_C3_C4_the_box_meant_is_looked_for_in_its_own_list_first(box: str, fix: str) -> None:
    (remark,) = check_boxes(matter(DETECTED, f"14:55 CHECK {box} done"))

    assert remark.line == 2
    assert remark.fix.removesuffix(" Else add it to 'checklists:' in policy.yml") == fix


# Notices.


def duty(name: str, *log: str) -> Duty:
    it = course(DETECTED, "14:32 SEV 1 @engineer", *log)
    (found,) = [each for each in DutyTable(shipped()).read(it, at("15:10")) if each.id == name]
    return found


def test_R83_a_notice_says_whom_how_and_by_whom_and_discharges_what_was_owed() -> None:
    line = "14:50 NOTIFIED executives via email @comms T8 sent evidence: https://example.org/1"
    told = duty("tell-executives", line)
    (notice,) = course(DETECTED, line).notices

    assert (notice.audiences, notice.channels, notice.who, notice.text, notice.evidence) == (
        ("executives",),
        ("email",),
        "comms",
        "T8 sent evidence: https://example.org/1",
        ("https://example.org/1",),
    )
    assert (told.state, told.done_at, told.due_at) == (DutyState.MET, at("14:50"), at("15:02"))


def test_R83_without_the_line_it_is_owed_and_overdue() -> None:
    told = duty("tell-executives", "14:50 NOTIFIED product via email @comms")

    assert (told.state, told.late) == (DutyState.OVERDUE, timedelta(minutes=8))


def test_X38_customer_success_has_a_summary_for_the_two_worst_severities() -> None:
    (rule,) = [each for each in shipped().duties if each.id == "tell-customer-success"]

    assert sorted(rule.within) == [1, 2]
    assert rule.channels == ("email",)
    assert "X38" in rule.source


# Claims.


def test_X15_how_long_a_diagnosis_took_is_for_people_to_compare() -> None:
    claim = "Took 15 minutes to identify database connection issue."  # S:980, the log says 3
    review = Review(path=f"{FOLDER}/review.yml", executive_summary=claim)

    assert codes(*COMPLETED, review=review, resolution_override=REASON) == []
