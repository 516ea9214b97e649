"""Targets, actual lengths and verdicts under the names of the document (S:1315-1335)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from generator.core.telemetry.figure_sheets import create_incident_sheet
from generator.core.telemetry.sla import SLACompliance, read_sla
from generator.reporting.figures_json import describe_beside_incident, describe_sla
from tests.figures.builders import LATER, at, fx1, incident, second, shipped, third, told

NAMES = (
    "incident_id", "severity",
    "acknowledgment_sla", "actual_acknowledgment_time", "acknowledgment_sla_met",
    "mitigation_sla", "actual_mitigation_time", "mitigation_sla_met",
    "resolution_sla", "actual_resolution_time", "resolution_sla_met",
    "overall_sla_met",
)  # fmt: skip
"""S:1316-1334, in the order of the document."""


def judge(*log: str, now: datetime = LATER, **header: object) -> tuple[object, ...]:
    """Return the twelve values without id and severity."""
    return read_sla(incident(*log, **header), shipped(), now).compliance[2:]  # type: ignore[arg-type]


def test_R147_names_and_order_are_those_of_the_document() -> None:
    assert SLACompliance._fields == NAMES


def test_R147_the_documents_own_incident_kept_all_three() -> None:
    told_ = describe_sla(create_incident_sheet(fx1(), shipped(), LATER))

    assert tuple(told_.values()) == (
        "INC-2025-01-15-001", 1, 5, 1, True, 30, 26, True, 240, 16, True, True,
    )  # fmt: skip
    assert tuple(told_) == NAMES


def test_R148_an_equal_length_is_met_and_a_second_more_is_not() -> None:
    kept = judge("10:00 DETECTED", "10:05 ACK @ann", severity=1)
    late = judge("10:00 DETECTED", "10:05:01 ACK @ann", severity=1)

    assert kept[:3] == (5, 5, True)
    assert (late[0], late[2], late[-1]) == (5, False, False)


def test_R148_numbers_of_programs_are_exact_so_that_they_come_to_the_same_verdict() -> None:
    course = incident("10:00 DETECTED", "10:05:01 ACK @ann", severity=1)

    told_ = describe_sla(create_incident_sheet(course, shipped(), LATER))

    assert told_["actual_acknowledgment_time"] == 301 / 60
    assert told_["actual_acknowledgment_time"] > told_["acknowledgment_sla"]


def test_R149_what_nobody_acknowledged_is_missed_at_once() -> None:
    open_ = {"now": at("14:28"), "severity": 1}

    assert judge("14:23 DETECTED", **open_)[:3] == (5, None, None)  # type: ignore[arg-type]
    late = judge("14:23 DETECTED", now=at("14:29"), severity=1)
    assert (late[:3], late[-1]) == ((5, None, False), False)


def test_R150_the_whole_waits_while_a_stage_is_open() -> None:
    log = ("14:23 DETECTED", "14:24 ACK @ann")

    assert judge(*log, now=at("14:30"), severity=1)[-1] is None
    assert judge(*log, "14:50 MITIGATED", "15:06 RESOLVED", severity=1)[-1] is True


def test_R150_a_stage_without_a_target_is_asked_nothing() -> None:
    log = ("15:00 DETECTED", "16:00 ACK @ann", "17:00 MITIGATED", "18:00 RESOLVED")

    assert judge(*log, severity=4) == (
        None, 60, True, None, 60, None, None, 60, None, True,
    )  # fmt: skip


def test_R154_the_second_kept_its_targets_and_the_third_did_not() -> None:
    assert read_sla(second(), shipped(), LATER).compliance.overall_sla_met is True
    compliance = read_sla(third(), shipped(), LATER).compliance
    assert compliance[2:5] == (15, 20, False)
    assert compliance.overall_sla_met is False


def test_R4_a_target_of_business_time_is_compared_with_open_time() -> None:
    # From Friday half an hour before closing to Monday 20 minutes after opening.
    log = ("16:30 DETECTED", "2025-01-20 09:20Z ACK @ann")
    course = incident(*log, day="2025-01-17", severity=3)

    reading = read_sla(course, shipped(), LATER)

    assert reading.compliance[2:5] == (60, 50, True)
    assert reading.stages[0].unit == "business"


def test_X2_a_stage_keeps_the_verdict_of_the_severity_it_ended_under() -> None:
    compliance = judge("10:00 DETECTED", "10:12 ACK @ann", "10:20 SEV 1 worse", severity=2)

    assert compliance[:3] == (15, 12, True)


def test_X24_both_deadlines_stand_beside_the_chained_and_the_promised_one() -> None:
    beside = describe_beside_incident(create_incident_sheet(fx1(), shipped(), LATER))

    mitigate = beside["stages"][1]
    assert (mitigate["due_at"], mitigate["promised_at"]) == (
        "2025-01-15T14:54:00Z",
        "2025-01-15T14:58:00Z",
    )


def test_X24_while_nobody_has_acknowledged_later_deadlines_are_provisional() -> None:
    course = incident("14:23 DETECTED", severity=1)

    stages = read_sla(course, shipped(), at("14:25")).stages

    assert [str(each.state) for each in stages] == ["pending", "provisional", "provisional"]


def test_R98_of_a_reopened_incident_the_late_cycle_counts() -> None:
    compliance = judge(
        "10:00 DETECTED", "10:01 ACK @ann", "10:20 MITIGATED", "10:30 RESOLVED",
        "11:00 REOPENED", "11:45 MITIGATED", "12:00 RESOLVED",
        severity=1,
    )  # fmt: skip

    assert compliance == (5, 1, True, 30, 45, False, 240, 15, True, False)


@pytest.mark.parametrize("side", ["internal", "public"])
def test_R103_what_was_written_down_afterwards_is_not_judged(side: str) -> None:
    course = (
        fx1(is_backfilled=True) if side == "internal" else fx1(told()._replace(is_backfilled=True))
    )

    compliance = read_sla(course, shipped(), LATER).compliance

    assert compliance[2:] == (5, 1, None, 30, 26, None, 240, 16, None, None)


def test_X44_what_waits_for_a_release_is_no_longer_counted() -> None:
    course = incident(
        "10:00 DETECTED", "10:05 ACK @ann", "11:00 MITIGATED", severity=2, deferred_to="v2.6"
    )

    reading = read_sla(course, shipped(), LATER)

    assert [str(each.state) for each in reading.stages] == ["met", "met", "waived"]
    assert reading.compliance.overall_sla_met is True


def test_without_detection_no_clock_runs() -> None:
    assert judge() == (None,) * 10


def test_the_policy_that_counts_is_the_one_given() -> None:
    policy = shipped()
    strict = replace(policy, severities={**policy.severities, 1: policy.severities[2]})

    assert read_sla(fx1(), strict, LATER).compliance.acknowledgment_sla == 15


def test_R98_of_a_reopened_incident_that_kept_all_the_longest_cycle_counts() -> None:
    compliance = judge(
        "10:00 DETECTED", "10:01 ACK @ann", "10:20 MITIGATED", "10:50 RESOLVED",
        "13:00 REOPENED", "13:10 MITIGATED", "13:10 RESOLVED",
        severity=1,
    )  # fmt: skip

    assert compliance == (5, 1, True, 30, 19, True, 240, 30, True, True)
