"""Tables of the policy that ships, counted in the document: severities, types, checklists."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.policy import Policy
from generator.readers.policy import POLICY_FILE, read_policy
from generator.readers.public import Context
from tests.checks.builders import LATER, course, shipped
from tests.records.repositories import write_repository

DETECTED = "14:23 DETECTED errors"


def own(root: Path, text: str) -> Policy:
    """Return the policy of a repository whose own file says *text*."""
    reading = read_policy(write_repository(root, {POLICY_FILE: text}), None, Context())
    assert reading.findings == ()
    return reading.policy


# Severities.


def test_R7_each_severity_has_the_examples_of_the_document() -> None:
    severities = shipped().severities

    assert [len(severities[level].examples) for level in (1, 2, 3, 4)] == [6, 7, 7, 5]
    hints = {  # S:55-153, one word of each example in its order
        1: ("Score", "Login", "Payments", "corrupted", "unavailable", "breach"),
        2: ("Assignments", "games", "reports", "E-mail", "p95", "Webhooks", "accessible"),
        3: ("game", "display", "Search", "15 minutes", "5xx", "Profiles", "Leaderboards"),
        4: ("visual", "help", "hardly", "browsers", "Typing"),
    }
    for level, words in hints.items():
        examples = severities[level].examples
        assert [word for word, text in zip(words, examples, strict=True) if word not in text] == []


# Types (S:166-292).


@pytest.mark.parametrize(
    ("kind", "causes", "typical"),
    [
        pytest.param("outage", 6, (1, 2), id="R31"),
        pytest.param("data_integrity", 5, (1, 2), id="R32"),
        pytest.param("performance_degradation", 6, (2, 3), id="R33"),
        pytest.param("security", 6, (1, 2), id="R34"),
        pytest.param("third_party", 5, (1, 2, 3), id="R35"),
        pytest.param("deployment_failure", 5, (1, 2), id="R36"),
    ],
)
def test_R31_R32_R33_R34_R35_R36_causes_and_typical_severities_are_those_of_the_document(
    kind: str, causes: int, typical: tuple[int, ...]
) -> None:
    rule = shipped().types[kind]

    assert (len(rule.causes), rule.typical) == (causes, typical)
    assert sorted(rule.options) == ["A", "B", "C", "D", "E"]
    assert rule.priority != ""


def test_R31_an_outage_is_restored_first_and_investigated_second() -> None:
    rule = shipped().types["outage"]

    assert rule.priority == "Restore first, investigate second."
    words = ("hosting", "database", "CDN", "attack", "release", "TLS")  # S:170-176
    assert [word for word, text in zip(words, rule.causes, strict=True) if word not in text] == []


def test_R32_damaged_data_turn_on_their_checklist_and_lost_scores_are_severity_1() -> None:
    rule = shipped().types["data_integrity"]

    assert rule.checklists == ("C6",)
    assert rule.special[0] == "Any loss of scores is Severity 1."
    assert len(rule.special) == 3  # scores, billing, accounts


def test_R33_four_figures_are_looked_at_when_it_is_slow() -> None:
    metrics = shipped().types["performance_degradation"].metrics

    words = ("p50, p95, p99", "database", "caches", "endpoint")  # S:218-222
    assert [word for word, text in zip(words, metrics, strict=True) if word not in text] == []


def test_R34_evidence_is_kept_and_nothing_public_is_owed() -> None:
    policy = shipped()
    rule = policy.types["security"]
    log = (DETECTED, "14:24 ACK @engineer", "14:25 SEV 1 @engineer")
    owed = {
        kind: {duty.rule.id for duty in read(policy, log, kind) if duty.rule is not None}
        for kind in ("outage", "security")
    }

    assert rule.special[0].startswith("Do not delete logs")
    assert rule.checklists == ("C7",)
    assert owed["outage"] - owed["security"] == {
        "public-update", "subscriber-email", "resolution-email",
    }  # fmt: skip


def read(policy: Policy, log: tuple[str, ...], kind: str = "outage") -> tuple:  # type: ignore[type-arg]
    return DutyTable(policy).read(course(*log, "16:00 RESOLVED", types=[kind]), LATER)


def test_R36_after_a_failed_release_going_back_is_the_first_option() -> None:
    policy = shipped()

    assert policy.types["deployment_failure"].options[0] == "A"
    assert policy.options["A"].name == "Roll back"
    assert "release" in policy.types["deployment_failure"].priority


# Checklists.

BOXES = {"C1": 4, "C2": 5, "C3": 8, "C4": 6, "C5": 7, "C6": 6, "C7": 26}


def test_C1_C2_C3_C4_C5_C6_C7_have_as_many_boxes_as_the_document() -> None:
    assert {key: len(each.boxes) for key, each in shipped().checklists.items()} == BOXES


def test_C7_contains_preserves_assesses_and_escalates_before_anything_else() -> None:
    boxes = list(shipped().checklists["C7"].boxes)
    first = {0: "disable", 4: "keep", 8: "accessed", 12: "leadership"}  # contain 4, preserve 4,
    later = {15: "access_logs", 19: "patch", 23: "restore"}  # assess 4, escalate 3; 4, 4 and 3

    assert {at: boxes[at] for at in (*first, *later)} == first | later
    assert len(boxes) == 4 + 4 + 4 + 3 + 4 + 4 + 3


def test_R55_whoever_acknowledges_has_four_things_to_do() -> None:
    words = ("Acknowledge", "record", "first message", "Begin")  # S:405-409
    boxes = shipped().checklists["C1"].boxes.values()
    assert [word for word, text in zip(words, boxes, strict=True) if word not in text] == []


def test_R57_five_questions_weigh_how_bad_it_is() -> None:
    boxes = shipped().checklists["C2"].boxes
    assert [text[-1] for text in boxes.values()] == ["?"] * 5
    assert list(boxes) == ["users", "function", "data_loss", "workaround", "business"]


def test_R62_eight_steps_find_the_cause() -> None:
    boxes = shipped().checklists["C3"].boxes
    assert list(boxes) == [
        "dashboards", "logs", "deployments", "vendors", "database", "abuse", "cdn", "queues",
    ]  # fmt: skip
    assert "24 hours" in boxes["deployments"]


def test_R69_six_checks_have_their_limits_in_the_policy() -> None:
    policy, limits = shipped(), shipped().thresholds

    assert list(policy.checklists["C4"].boxes) == [
        "error_rate", "response_times", "manual", "reports", "stable", "no_alerts",
    ]  # fmt: skip
    assert (limits.error_rate_percent, limits.p95_api_ms, limits.p95_page_ms) == (1, 500, 2000)
    assert limits.stable_for.total_seconds() == 15 * 60


# Questions that the document leaves open, as fields of the policy.


def test_R169_the_pager_is_a_name_and_a_pattern_of_links(tmp_path: Path) -> None:
    text = (
        "integrations:\n  pager:\n    name: Opsgenie\n"
        "    url_template: https://pager.example.com/{id}\n"
    )
    answers = own(tmp_path, text).open_questions

    assert (shipped().open_questions["pager"], shipped().open_questions["pager_url"]) == ("", "")
    assert (answers["pager"], answers["pager_url"]) == (
        "Opsgenie",
        "https://pager.example.com/{id}",
    )


def test_R171_how_being_on_call_is_paid_is_a_setting(tmp_path: Path) -> None:
    assert shipped().open_questions["compensation"] == "none"
    for word in ("none", "stipend", "per_incident", "time_off"):
        policy = own(tmp_path / word, f"oncall:\n  compensation: {word}\n")
        assert policy.open_questions["compensation"] == word


def test_R172_the_rate_for_going_back_is_a_setting_that_nothing_acts_on(tmp_path: Path) -> None:
    policy = own(tmp_path, "thresholds:\n  auto_rollback_error_rate_percent: 20\n")

    assert shipped().thresholds.auto_rollback_error_rate_percent == 10
    assert policy.open_questions["auto_rollback"] == "above 20% errors, shown and not automated"


def test_R173_which_severity_has_which_post_mortem_is_a_setting(tmp_path: Path) -> None:
    def meetings(policy: Policy) -> list[int]:
        return [
            level
            for level in (1, 2, 3, 4)
            if any(duty.id == "postmortem-meeting" for duty in at_level(policy, level))
        ]

    assert shipped().postmortem.required == {1: "meeting", 2: "meeting", 3: "optional", 4: "none"}
    assert meetings(shipped()) == [1, 2]
    policy = own(tmp_path, "postmortem:\n  required:\n    2: async\n    3: batch\n")
    assert policy.postmortem.required == {1: "meeting", 2: "async", 3: "batch", 4: "none"}
    assert meetings(policy) == [1]


def at_level(policy: Policy, level: int) -> tuple:  # type: ignore[type-arg]
    return read(policy, (DETECTED, f"14:25 SEV {level} @engineer"))


def test_R174_who_may_write_to_all_subscribers_is_a_setting(tmp_path: Path) -> None:
    policy = own(tmp_path, "permissions:\n  send_subscriber_email:\n    roles: [sysadmin]\n")

    assert shipped().permissions["send_subscriber_email"].roles == ("comms", "sysadmin")
    assert policy.permissions["send_subscriber_email"].roles == ("sysadmin",)
    assert policy.permissions["update_status_page"].roles == ("ic", "comms", "sysadmin")
