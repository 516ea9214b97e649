"""``allclear check`` with the policy: overdue duties, --strict, places (R30, R43, R42)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.core.findings import Severity
from generator.pipeline.check import CheckResult, check_repository
from tests.checks.builders import COMPLETED, INTERNAL, at
from tests.records.repositories import write_repository

ROOT = Path(__file__).parents[2]
POLICY = "site_src/internal/policy.yml"
LIVE = ("14:23 DETECTED errors", "14:24 ACK @engineer", "14:32 SEV 1 @engineer")


def check(root: Path, *log: str, now: datetime, strict: bool = False, header: str = "",
          policy: str = "") -> CheckResult:  # fmt: skip
    lines = "".join(f"  {line}\n" for line in log)
    files = {INTERNAL: f"title: Odd\n{header}log: |\n{lines}"}
    if policy:
        files[POLICY] = f"format: 1\n{policy}"
    return check_repository(write_repository(root, files), now=now, strict=strict)


def test_R30_a_live_incident_with_3_overdue_duties_is_fine_with_3_warnings(tmp_path: Path) -> None:
    for strict in (False, True):
        result = check(tmp_path, *LIVE, now=at("14:50"), strict=strict)
        assert result.exit_status == 0
        assert [(each.code, each.severity, each.line) for each in result.findings] == [
            ("DUT001", Severity.WARNING, 3),
            ("DUT001", Severity.WARNING, 5),
            ("DUT001", Severity.WARNING, 5),
        ]
    assert sorted(each.message for each in result.findings) == [
        "Assign an Incident Commander: due 2025-01-15 14:42Z, 8 min late "
        "(S:65, S:98; R12, R20, X9; R30)",
        "Keep the engineers informed in the room of the incident: due 2025-01-15 14:47Z, "
        "3 min late (S:408, S:609; R76, X37 (times: our choice); R30)",
        "Tell visitors on the status page: due 2025-01-15 14:38Z, 12 min late "
        "(S:67, S:101, S:557-561; R15, R22, R23, R71, X6, X9, X36, X40; R30)",
    ]


def test_R30_strict_waits_until_the_incident_is_closed(tmp_path: Path) -> None:
    log = [line for line in COMPLETED if "RESOLVED" not in line]
    now = datetime(2025, 1, 18, 12, tzinfo=UTC)
    header = "severity: 1\n"
    for closed, severity in (
        ((), Severity.WARNING),
        (("2025-01-17 18:00 CLOSED",), Severity.ERROR),
    ):
        over = (*log, "16:50 RESOLVED @incident-commander", *closed)
        found = check(tmp_path, *over, now=now, strict=True, header=header).findings
        overdue = [each for each in found if each.code == "DUT001"]
        assert [each.message.partition(":")[0] for each in overdue] == [
            "Hold the post-mortem meeting"
        ]
        assert {each.severity for each in overdue} == {severity}


def test_R30_what_is_history_is_not_nagged_about(tmp_path: Path) -> None:
    result = check(tmp_path, *LIVE, now=datetime(2025, 7, 1, tzinfo=UTC))
    assert result.findings == ()


def test_R8_the_policy_of_the_repository_counts(tmp_path: Path) -> None:
    header = "severity: 3\ncomponents: [score-recording]\ndata:\n  loss: confirmed\n"
    policy = "score_components: [score-recording]\n"
    found = check(tmp_path, *LIVE[:2], now=at("14:30"), header=header, policy=policy).findings

    (lost,) = [each for each in found if each.code == "DUT002"]
    assert (lost.path, lost.line, lost.severity) == (INTERNAL, 5, Severity.ERROR)


def test_R67_an_option_that_the_policy_frees_may_be_begun(tmp_path: Path) -> None:
    log = (*LIVE[:2], "14:30 BEGUN A @engineer")
    policy = "options:\n  A:\n    approval: []\n"
    before = check(tmp_path / "a", *log, now=at("14:31")).findings
    after = check(tmp_path / "b", *log, now=at("14:31"), policy=policy).findings

    assert [each.code for each in before] == ["INT009"]
    assert after == ()


@pytest.mark.parametrize("strict", [False, True])
def test_R86_the_documents_own_incident_is_the_only_warning_of_this_repository(
    strict: bool,
) -> None:
    result = check_repository(ROOT, now=datetime(2026, 1, 1, tzinfo=UTC), strict=strict)

    assert result.exit_status == 0
    assert [(each.path, each.code, each.message[:35]) for each in result.findings] == [
        (INTERNAL, "DUT014", "baseline for 16 min, policy 120 (S:"),
    ]


def test_R83_whom_the_policy_names_a_notice_may_name(tmp_path: Path) -> None:
    log = (*LIVE, "14:40 NOTIFIED board, parents, pupils via email @engineer")
    policy = (
        "duties:\n  tell-board:\n    title: Tell the board\n    from: detection\n"
        "    within: {1: 2h}\n    done_by: [notified]\n    audiences: [board]\n"
        "audiences:\n  parents: {name: Parents, means: [pupils]}\n"
    )
    before = check(tmp_path / "a", *log, now=at("14:41")).findings
    after = check(tmp_path / "b", *log, now=at("14:41"), policy=policy).findings

    assert [each.value for each in before if each.code == "LOG007"] == [
        "board",
        "parents",
        "pupils",
    ]
    assert "LOG007" not in [each.code for each in after]


def test_R30_a_long_delay_is_told_in_days(tmp_path: Path) -> None:
    found = check(tmp_path, *LIVE, now=datetime(2025, 3, 23, 22, 45, tzinfo=UTC)).findings
    (late,) = [each for each in found if "Incident Commander: due" in each.message
               and "Assign" in each.message]  # fmt: skip

    assert late.message.startswith(
        "Assign an Incident Commander: due 2025-01-15 14:42Z, 67 days 8 h late"
    )
