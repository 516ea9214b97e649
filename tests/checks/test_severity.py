"""Severity: lost scores, the matrix, alerts, kinds of incident (R8, R26, R37, R54, R58)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.clockwork.decision import evaluate, suggest_severity
from generator.core.codes import CODES
from generator.core.internal_facts import Affected, DataFacts, Detection, Security
from generator.core.vocabulary import DataLoss
from tests.checks.builders import DAY, PRINTED, at, codes, course, said, shipped

DETECTED = PRINTED[0]
SEV_1, SEV_2, SEV_4 = (f"14:32 SEV {level} @engineer reason" for level in (1, 2, 4))
SCORES = ("score-recording",)
LOST = DataFacts(loss=DataLoss.CONFIRMED)
OVER = "15:06 RESOLVED"


def fired(*log: str, now: str = "16:00", **facts: object) -> list[str]:
    rows = evaluate(course(*log, **facts), shipped(), at(now))
    return [row.id for row in rows if row.fires]


def test_R8_lost_scores_below_severity_1_are_an_error() -> None:
    found = said(DETECTED, severity=3, components=SCORES, data=LOST)

    assert found == [
        (
            "DUT002",
            "Any score data loss is Severity 1 (S:198); this was never more than Severity 3, and "
            "data of score-recording are or may be lost",
        )
    ]
    assert CODES["DUT002"].severity == "error"


@pytest.mark.parametrize("loss", [DataLoss.POSSIBLE, DataLoss.CONFIRMED])
def test_R8_scores_that_may_be_lost_count(loss: DataLoss) -> None:
    data = DataFacts(loss=loss)
    assert codes(DETECTED, severity=2, components=SCORES, data=data) == ["DUT002"]
    assert codes(DETECTED, severity=1, components=SCORES, data=data) == []


def test_R8_a_downgrade_after_severity_1_is_no_mistake() -> None:
    assert codes(DETECTED, SEV_1, "14:55 SEV 2", components=SCORES, data=LOST) == []


def test_R8_an_unset_severity_is_never_blank_where_a_rule_gives_one() -> None:
    found = said(DETECTED, components=SCORES, data=LOST)

    assert found == [
        (
            "DUT003",
            "nobody has set a severity, and data of score-recording are or may be lost: "
            "Severity 1 (S:198; R8)",
        )
    ]


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"components": SCORES, "data": LOST}, 1),
        ({"types": ["security"], "security": Security(breach="suspected")}, 1),
        ({"detection": Detection(alert="api-p95")}, 2),
        ({"types": ["outage"], "components": ("sign-in",)}, 1),
        ({"types": ["outage"]}, 2),
        ({"types": ["performance_degradation"]}, 3),
    ],
)
def test_R8_component_and_symptom_suggest_a_severity(facts: dict[str, object], level: int) -> None:
    found = suggest_severity(course(DETECTED, **facts), shipped(), at("14:30"))

    assert found is not None
    assert found.level == level


def test_R8_without_a_clue_nothing_is_suggested() -> None:
    assert suggest_severity(course(DETECTED), shipped(), at("14:30")) is None


def test_R26_a_severity_4_needs_its_issue() -> None:
    assert codes(DETECTED, SEV_4) == ["DUT006"]
    assert codes(DETECTED, SEV_4, tracker="https://example.org/1") == []


def test_R37_an_unusual_severity_is_a_warning_and_never_an_error() -> None:
    assert said(DETECTED, SEV_4, types=["outage"], tracker="https://example.org/1") == [
        ("DUT005", "Severity 4 is unusual for 'outage': typical 1 or 2 (R37)")
    ]
    assert CODES["DUT005"].severity == "warning"


def test_R37_the_leading_kind_counts() -> None:
    kinds = ["performance_degradation", "outage"]
    assert codes(DETECTED, "14:32 SEV 3 @engineer", types=kinds) == []


def test_R54_the_first_severity_is_held_to_the_alert() -> None:
    alert = Detection(alert="score-api-5xx")
    assert said(DETECTED, SEV_2, detection=alert) == [
        (
            "DUT007",
            "the alert 'score-api-5xx' starts with Severity 1, and the first one set was 2 "
            "(S:401; R54)",
        )
    ]
    assert codes(DETECTED, SEV_1, detection=alert) == []


def test_R54_an_alert_that_nobody_knows_is_mistyped() -> None:
    assert codes(DETECTED, SEV_1, detection=Detection(alert="score-api-4xx")) == ["DUT008"]


@pytest.mark.parametrize(("percent", "rows"), [(50.0, ["many-users"]), (49.9, [])])
def test_R58_half_of_the_users_without_a_core_function(percent: float, rows: list[str]) -> None:
    facts = {"components": ("sign-in",), "affected": Affected(percent=percent)}
    assert fired(DETECTED, "14:35 IC @incident-commander", **facts) == rows


def test_R58_the_row_asks_for_severity_1() -> None:
    affected = Affected(percent=50.0)
    assert said(DETECTED, SEV_2, components=("sign-in",), affected=affected) == [
        (
            "DUT004",
            "escalate to Severity 1: 50% of users are affected, and sign-in is a core component "
            "(≥50% of users affected, and core functionality; S:435; R58, X32)",
        )
    ]
    assert codes(DETECTED, SEV_1, components=("sign-in",), affected=affected) == []


def test_R58_a_share_that_nobody_knows_fires_nothing() -> None:
    affected = Affected(users=500)
    assert fired(DETECTED, "14:35 IC @bo", components=("sign-in",), affected=affected) == []


def test_R10_the_text_has_the_number_of_the_policy() -> None:
    policy = shipped()
    policy = replace(policy, thresholds=replace(policy.thresholds, many_users_percent=40.0))
    row = evaluate(course(DETECTED), policy, at("14:30"))[0]
    assert row.condition == "≥40% of users affected, and core functionality"


def test_R58_X10_a_suspected_breach_is_severity_1_after_five_minutes_too() -> None:
    facts = {"security": Security(breach="suspected")}
    assert fired(DETECTED, "14:28 RESOLVED", **facts) == ["breach"]
    assert codes(DETECTED, SEV_2, "14:28 RESOLVED", **facts) == ["DUT004"]


@pytest.mark.parametrize(
    ("log", "now", "rows"),
    [
        ((), "14:52", []),
        ((), "14:53", ["cause-unknown"]),
        (("14:35 IC @incident-commander",), "14:53", []),
        (("14:50 MITIGATED",), "15:10", []),
    ],
)
def test_R58_a_cause_unknown_at_30_minutes(log: tuple[str, ...], now: str, rows: list[str]) -> None:
    assert fired(DETECTED, *log, now=now) == rows


def test_R58_the_cause_is_asked_for_while_it_is_live_alone() -> None:
    assert codes(DETECTED, now=at("14:53")).count("DUT004") == 1
    assert "DUT004" not in codes(DETECTED, "16:00 MITIGATED", now=at("16:10"))


def test_R59_what_is_over_in_less_than_15_minutes_is_documented_and_closed() -> None:
    assert fired(DETECTED, "14:37 RESOLVED") == ["quick"]
    assert fired(DETECTED, "14:38 RESOLVED") == []
    assert fired(DETECTED, "14:37 RESOLVED", data=LOST) == ["data-loss"]


def test_every_row_tells_why_and_where_it_is_from() -> None:
    rows = evaluate(course(DETECTED), shipped(), at("14:30"))
    assert [row.source.partition(";")[0] for row in rows] == [
        "S:435", "S:436", "S:437", "S:438", "S:439",
    ]  # fmt: skip
    assert all(row.why and row.condition and row.action for row in rows)


def test_a_false_alarm_is_as_severe_as_it_turned_out() -> None:
    assert codes(DETECTED, SEV_4, OVER, outcome="false_alarm", date=DAY) == []
