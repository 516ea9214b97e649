"""The figures of one incident: names, formulas and gaps of the document (S:1270-1310)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.core.clockwork.policy_tables import CreditRule
from generator.core.internal_facts import Affected, Resolution
from generator.core.intervals import OPEN_END
from generator.core.review_facts import ActionItem, Review, ReviewStatus
from generator.core.schema_internal import INTERNAL, METHODS
from generator.core.telemetry.downtime import find_credit, measure_downtime, measure_impact
from generator.core.telemetry.figure_sheets import create_incident_sheet
from generator.core.telemetry.metrics import IncidentMetrics, look_beside, measure_incident
from generator.reporting.figures_json import describe_metrics
from tests.figures.builders import LATER, at, fx1, incident, shipped, told

NAMES = (
    "incident_id", "severity", "incident_type", "affected_system", "detected_at",
    "acknowledged_at", "mitigated_at", "resolved_at", "time_to_acknowledge", "time_to_mitigate",
    "time_to_resolve", "total_duration", "affected_users_count", "affected_users_percentage",
    "user_reports_count", "responder", "incident_commander", "communication_coordinator",
    "additional_responders", "resolution_method", "post_mortem_completed", "action_items_count",
    "related_deployment", "related_incidents",
)  # fmt: skip
"""S:1272-1309, in the order of the document."""


def minutes(value: float) -> timedelta:
    return timedelta(minutes=value)


def test_R144_names_and_order_are_those_of_the_document() -> None:
    assert IncidentMetrics._fields == NAMES


def test_R144_the_documents_own_incident_is_measured() -> None:
    told_ = describe_metrics(create_incident_sheet(fx1(), shipped(), LATER))

    assert told_ == {
        "incident_id": "INC-2025-01-15-001",
        "severity": 1,
        "incident_type": "deployment_failure",
        "affected_system": "score_recording",
        "detected_at": "2025-01-15T14:23:00Z",
        "acknowledged_at": "2025-01-15T14:24:00Z",
        "mitigated_at": "2025-01-15T14:50:00Z",
        "resolved_at": "2025-01-15T15:06:00Z",
        "time_to_acknowledge": 1,
        "time_to_mitigate": 26,
        "time_to_resolve": 16,
        "total_duration": 43,
        "affected_users_count": 500,
        "affected_users_percentage": None,
        "user_reports_count": 50,
        "responder": "@engineer",
        "incident_commander": "@incident-commander",
        "communication_coordinator": "@pm-anna",
        "additional_responders": ["@engineer1", "@engineer2"],
        "resolution_method": "rollback",
        "post_mortem_completed": True,
        "action_items_count": 9,
        "related_deployment": "v2.5.3",
        "related_incidents": [],
    }
    assert list(told_) == list(NAMES)


def test_R144_an_incident_of_which_nothing_is_known_has_gaps_and_no_zeros() -> None:
    told_ = describe_metrics(create_incident_sheet(incident(), shipped(), LATER))

    known = {name: value for name, value in told_.items() if value is not None}
    assert known == {
        "incident_id": "INC-2025-01-15-001",
        "additional_responders": [],
        "post_mortem_completed": False,
        "action_items_count": 0,
        "related_incidents": [],
    }


def test_R145_the_four_lengths_of_the_document() -> None:
    metrics = measure_incident(fx1())

    assert (
        metrics.time_to_acknowledge,
        metrics.time_to_mitigate,
        metrics.time_to_resolve,
        metrics.total_duration,
    ) == (minutes(1), minutes(26), minutes(16), minutes(43))


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("ACK", {"time_to_acknowledge", "time_to_mitigate"}),
        ("MITIGATED", {"time_to_mitigate", "time_to_resolve"}),
        ("RESOLVED", {"time_to_resolve", "total_duration"}),
    ],
)
def test_R145_a_missing_moment_leaves_a_gap_and_no_zero(left_out: str, missing: set[str]) -> None:
    log = {
        "DETECTED": "14:23 DETECTED", "ACK": "14:24 ACK @ann", "MITIGATED": "14:50 MITIGATED",
        "RESOLVED": "15:06 RESOLVED",
    }  # fmt: skip
    del log[left_out]

    metrics = measure_incident(incident(*log.values()))._asdict()

    lengths = [name for name in NAMES if name.startswith("time_to") or name == "total_duration"]
    assert {name for name in lengths if metrics[name] is None} == missing


def test_R145_moments_out_of_order_have_no_length_below_nothing() -> None:
    metrics = measure_incident(incident("14:23 DETECTED", "14:20 MITIGATED", "15:06 RESOLVED"))

    assert (metrics.time_to_mitigate, metrics.total_duration) == (None, minutes(43))


def test_R98_a_reopened_incident_ends_with_its_last_resolution() -> None:
    metrics = measure_incident(
        incident(
            "10:00 DETECTED", "10:05 ACK @ann", "10:20 MITIGATED", "10:30 RESOLVED",
            "11:00 REOPENED", "11:10 MITIGATED", "11:30 RESOLVED",
        )
    )  # fmt: skip

    assert (metrics.mitigated_at, metrics.resolved_at) == (at("10:20"), at("11:30"))
    assert (metrics.time_to_resolve, metrics.total_duration) == (minutes(70), minutes(90))


def test_R98_what_was_reopened_and_goes_on_is_not_resolved() -> None:
    metrics = measure_incident(
        incident("10:00 DETECTED", "10:20 MITIGATED", "10:30 RESOLVED", "11:00 REOPENED")
    )

    assert (metrics.resolved_at, metrics.total_duration) == (None, None)


def test_X2_the_highest_severity_ever_set_counts() -> None:
    course = incident("10:00 DETECTED", "10:05 SEV 2", "10:10 SEV 1", "10:30 SEV 3")

    assert measure_incident(course).severity == 1


def test_R38_X31_the_leading_type_counts() -> None:
    course = fx1()

    assert measure_incident(course).incident_type == "deployment_failure"
    assert look_beside(course).incident_types == ("deployment_failure", "data_integrity")


def test_X21_detection_to_resolution_stands_beside() -> None:
    assert measure_incident(fx1()).time_to_resolve == minutes(16)
    assert look_beside(fx1()).detection_to_resolution == minutes(43)


def test_X45_time_to_detect_is_known_only_where_somebody_said_when_it_began() -> None:
    assert look_beside(fx1()).time_to_detect == minutes(1)
    assert look_beside(incident("14:23 DETECTED")).time_to_detect is None


@pytest.mark.parametrize(
    ("status", "is_complete"),
    [
        (ReviewStatus.FINAL, True),
        (ReviewStatus.DRAFT, False),
        (ReviewStatus.WAIVED, False),
    ],
)
def test_R117_a_post_mortem_is_complete_when_it_is_final(
    status: ReviewStatus, is_complete: bool
) -> None:
    review = Review(path="review.yml", status=status, actions=(ActionItem(id="A1"),))

    metrics = measure_incident(fx1(review=review))

    assert (metrics.post_mortem_completed, metrics.action_items_count) == (is_complete, 1)


def test_X46_downtime_is_the_time_of_major_outages_parts_laid_over_each_other() -> None:
    course = fx1(
        told(
            ("major_outage", "14:22", "14:50"),
            ("major_outage", "14:30", "14:52"),
            ("degraded_performance", "14:50", "15:06"),
        )
    )

    assert measure_downtime(course) == (minutes(43), minutes(27), minutes(30))
    assert measure_impact(course) == (minutes(43), minutes(27), minutes(44))


def test_X46_without_windows_downtime_lasts_until_mitigation() -> None:
    assert measure_downtime(fx1()) == (minutes(43), minutes(27), minutes(27))
    assert measure_downtime(fx1(told())) == (minutes(43), minutes(27), minutes(27))


def test_X46_where_visitors_were_told_of_no_major_outage_nothing_was_down() -> None:
    course = fx1(told(("degraded_performance", "14:22", "14:50")))

    assert measure_downtime(course).impact_windows == minutes(0)


def test_a_window_that_is_open_has_no_length_yet() -> None:
    side = told(("major_outage", "14:22", "14:50"))
    course = fx1(side._replace(windows=(side.windows[0]._replace(end=OPEN_END),)))

    assert measure_downtime(course).impact_windows is None


def test_downtime_of_a_reopened_incident_is_that_of_all_stretches() -> None:
    course = incident(
        "10:00 DETECTED", "10:20 MITIGATED", "10:30 RESOLVED", "11:00 REOPENED", "11:10 MITIGATED"
    )

    assert measure_downtime(course) == (None, minutes(30), minutes(30))


def test_R178_the_policy_that_ships_offers_no_credit() -> None:
    assert find_credit(fx1(), shipped()) == (None, minutes(27), "the policy offers none")


CREDITS = (
    CreditRule(severity=1, after=minutes(27), percent=10),
    CreditRule(severity=1, after=minutes(10), percent=5),
    CreditRule(severity=2, after=minutes(240), percent=5),
)


def test_R178_a_downtime_of_exactly_the_policys_length_is_enough() -> None:
    policy = replace(shipped(), credits=CREDITS)

    assert find_credit(fx1(), policy) == (CREDITS[0], minutes(27), "")
    shorter = fx1(told(("major_outage", "14:23", "14:49")))
    assert find_credit(shorter, policy) == (CREDITS[1], minutes(26), "")


def test_R178_why_nothing_is_offered_is_said() -> None:
    policy = replace(shipped(), credits=CREDITS)
    reasons = [
        find_credit(course, policy).reason
        for course in (
            fx1(outcome="false_alarm"),
            incident("10:00 DETECTED"),
            incident("10:00 DETECTED", severity=3),
            incident("10:00 DETECTED", severity=1),
            incident("10:00 DETECTED", "10:05 MITIGATED", severity=1),
        )
    ]

    assert reasons == [
        "outcome: false alarm",
        "no severity is set yet",
        "the policy offers none for severity 3",
        "its downtime is not known yet",
        "its downtime was shorter than the policy asks",
    ]


def test_R82_how_many_wrote_to_us_is_the_newest_number_of_the_record() -> None:
    counts = [
        measure_incident(fx1(affected=Affected(users=500, user_reports=reports)))
        for reports in (12, 50)
    ]
    assert [each.user_reports_count for each in counts] == [12, 50]


def test_R16_everyone_who_joined_is_listed_once_in_the_order_they_came() -> None:
    course = incident(
        "14:23 DETECTED", "14:32 SEV 1 @ann", "14:34 RESPONDER @bea", "14:36 RESPONDER @carl",
        "14:40 RESPONDER @bea", roles=(("support", ("dora",)),),
    )  # fmt: skip
    assert measure_incident(course).additional_responders == ("@dora", "@bea", "@carl")


def test_X30_five_methods_of_the_document_and_another_in_words() -> None:
    assert METHODS == (
        "rollback", "hotfix", "config_change", "vendor_fix", "infrastructure_scaling", "other",
    )  # fmt: skip
    course = fx1(resolution=Resolution(method="other", other="restored from a backup"))
    assert measure_incident(course).resolution_method == "other"


def test_X26_the_kind_of_cause_is_one_of_nine_words() -> None:
    (field,) = [each for each in INTERNAL.fields if each.name == "root_cause"]
    (category,) = [each for each in field.type.fields if each.name == "category"]
    assert category.type.words == (
        "deployment", "config", "capacity", "dependency", "code", "data", "security",
        "human_process", "unknown",
    )  # fmt: skip
