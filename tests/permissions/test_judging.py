"""A change and its author: what they may, who they are, what lets it through (R163 to R166)."""

from __future__ import annotations

import pytest

from generator.core.staff.authored import FileChange
from tests.permissions.builders import (
    FOLDER,
    HEADER,
    LOG,
    UPDATE,
    added,
    changed,
    commit,
    judged,
    kinds,
    may,
)

UPDATING = added(UPDATE, "status: investigating\n")
INTERNAL = f"{FOLDER}/internal.yml"
EVERYBODY = ["engineer", "ic", "lead", "anna", "admin", "helper"]


def line(text: str) -> FileChange:
    """Return a log that had a line before and gets *text*."""
    return changed(LOG, "14:30 looked around\n", f"14:30 looked around\n{text}\n")


def header(more: str, log: str = "") -> FileChange:
    return changed(INTERNAL, HEADER, HEADER.replace("log: |", f"{more}log: |") + log)


def test_R163_an_engineer_on_call_may_not_update_the_status_page() -> None:
    (found,) = judged(commit("engineer", UPDATING)).findings

    assert found.message == (
        "Update status page: Incident Commander, Communication Coordinator or SysAdmin (S:1387); "
        "'@engineer' is On-Call Engineer"
    )
    assert (found.severity, found.path, found.line, found.value) == (
        "error",
        UPDATE,
        1,
        "c0ffeec0ffee",
    )


@pytest.mark.parametrize("path", [UPDATE, f"{FOLDER}/public.yml", f"{FOLDER}/postmortem.1.yml"])
def test_R163_what_visitors_read_is_for_three_roles(path: str) -> None:
    change = added(path, "title: Odd\n")
    allowed = [who for who in ("engineer", "ic", "anna", "admin", "boss") if may(who, change)]
    assert allowed == ["ic", "anna", "admin"]


def test_R163_deleting_an_update_is_a_change_too() -> None:
    assert kinds(commit("engineer", FileChange(UPDATE, b"status: x\n", None))) == [
        ("not-allowed", "error")
    ]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("14:41 ACK", ["engineer", "ic", "lead", "admin"]),
        ("14:41 MITIGATED rolled back", ["engineer", "ic", "lead", "admin"]),
        ("14:41 RESOLVED", ["engineer", "ic", "lead", "admin"]),
        ("14:41 SEV 2 less", ["engineer", "ic", "lead", "admin"]),
        ("14:41 APPROVED A", ["ic", "lead", "admin"]),
        ("14:41 APPROVED B", ["ic", "lead", "admin"]),
        ("14:41 APPROVED C", ["ic", "lead", "admin"]),
        ("14:41 APPROVED E", ["ic", "lead", "admin"]),
        ("14:41 NOTIFIED subscribers via email", ["anna", "admin"]),
        ("14:41 NOTIFIED all-subscribers via email", ["anna", "admin"]),
        (
            "14:41 NOTIFIED executives via email",
            EVERYBODY,
        ),
        ("14:41 APPROVED D", EVERYBODY),
        ("14:41 looked again", EVERYBODY),
        ("14:41 PROPOSED A roll back", EVERYBODY),
    ],
)
def test_R163_each_line_of_the_log_asks_for_its_row(text: str, allowed: list[str]) -> None:
    assert [who for who in EVERYBODY if may(who, line(text))] == allowed


def test_R163_a_role_held_in_the_incident_counts_from_when_it_is_held() -> None:
    assert may("lead", line("14:35 APPROVED A"))
    assert not may("lead", line("14:34 APPROVED A"))


def test_R163_acknowledging_gives_nobody_the_right_to_acknowledge() -> None:
    record = HEADER + "  14:25 ACK @helper\n"
    change = changed(INTERNAL, HEADER, record)
    assert kinds(commit("helper", change)) == [("not-allowed", "error")]


def test_R163_lines_that_stood_there_before_ask_nothing() -> None:
    before = "14:30 looked around\n14:50 MITIGATED\n"
    assert may("helper", changed(LOG, before, f"{before}15:00 still fine\n"))


def test_R163_taking_a_milestone_away_asks_what_writing_it_does() -> None:
    before = "14:30 looked around\n14:50 MITIGATED\n"
    assert not may("helper", changed(LOG, before, "14:30 looked around\n"))
    assert may("engineer", changed(LOG, before, "14:30 looked around\n"))


def test_R163_the_line_of_the_finding_is_that_of_the_log() -> None:
    (found,) = judged(commit("engineer", line("14:41 APPROVED A"))).findings
    assert (found.path, found.line) == (LOG, 2)


@pytest.mark.parametrize(
    ("more", "allowed"),
    [
        ("severity: 2\n", ["engineer", "ic", "lead", "admin"]),
        (
            'mitigations:\n  - option: A\n    approved: {by: "@ic", at: 14:40}\n',
            ["ic", "lead", "admin"],
        ),
        ("components: [score-recording]\n", ["engineer", "ic", "lead", "admin", "boss", "helper"]),
        ('credits: {amount: 450, approved_by: "@admin"}\n', ["admin"]),
        ('credits: {amount: 600, approved_by: "@boss"}\n', ["boss"]),
    ],
)
def test_R163_R166_fields_of_the_header_ask_for_their_row(more: str, allowed: list[str]) -> None:
    everybody = ("engineer", "ic", "lead", "admin", "boss", "helper")
    assert [who for who in everybody if may(who, header(more))] == allowed


def test_R163_declaring_is_for_everybody() -> None:
    new = added(INTERNAL, "title: Odd\nseverity: 1\nlog: |\n  14:23 DETECTED errors\n")
    assert may("helper", new)


@pytest.mark.parametrize(
    "path",
    [
        "site_src/internal/policy.yml",
        "site_src/internal/people.yml",
        "site_src/public/allow.yml",
    ],
)
def test_R163_the_rules_are_the_sysadmins(path: str) -> None:
    change = added(path, "format: 1\n")
    assert [who for who in ("engineer", "ic", "anna", "admin") if may(who, change)] == ["admin"]


def test_R163_what_the_matrix_does_not_speak_of_is_free() -> None:
    assert may("helper", added("README.md", "x"))
    assert may("helper", added("site_src/internal/handbook/index.md", "x"))


def test_R164_an_override_lets_it_through_and_is_listed() -> None:
    verdict = judged(commit("engineer", UPDATING, override="nobody else awake"))

    assert [(each.code, each.severity) for each in verdict.findings] == [("override", "warning")]
    assert verdict.findings[0].message.endswith("let through by override: nobody else awake")
    assert [(each.author, each.incident, each.reason) for each in verdict.overrides] == [
        ("engineer", "INC-2025-01-15-001", "nobody else awake")
    ]


def test_R164_an_override_that_nobody_needed_is_not_listed() -> None:
    assert judged(commit("anna", UPDATING, override="in a hurry")).overrides == ()


@pytest.mark.parametrize("signature", ["N", "B", "U", "X", "Y", "R", "E"])
def test_R165_without_a_good_signature_the_author_is_unverified(signature: str) -> None:
    forged = commit("anna", UPDATING, signature=signature)
    assert kinds(forged) == [("unverified-author", "warning")]
    assert kinds(forged, strict=True) == [("unverified-author", "error")]


def test_R165_a_forged_address_does_not_hide_who_signed() -> None:
    forged = commit("anna", UPDATING, signer="engineer-gh")
    assert kinds(forged) == [("not-allowed", "error")]


@pytest.mark.parametrize(
    "signer", ["engineer-gh", "engineer", "engineer@example.com", "E. <engineer@example.com>"]
)
def test_R165_a_key_is_known_by_login_handle_or_address(signer: str) -> None:
    (found,) = judged(commit("somebody", UPDATING, signer=signer)).findings
    assert "'@engineer' is On-Call Engineer" in found.message


def test_R165_the_forges_login_counts_more_than_what_a_commit_claims() -> None:
    forged = commit("anna", UPDATING, signature="N")
    assert kinds(forged, login="engineer-gh") == [
        ("unverified-author", "warning"),
        ("not-allowed", "error"),
    ]
    assert kinds(forged, login="Anna-GH") == []


def test_R165_somebody_whom_nobody_knows_is_said_to_be() -> None:
    unknown = commit("stranger", UPDATING, signature="N")
    assert kinds(unknown) == [("unknown-author", "warning")]
    assert kinds(unknown, strict=True) == [("unknown-author", "error")]
    assert kinds(commit("anna", UPDATING, signature="N"), login="bot") == [
        ("unknown-author", "warning")
    ]


def test_R165_who_changes_nothing_of_the_matrix_need_not_sign() -> None:
    assert kinds(commit("stranger", added("README.md", "x"), signature="N"), strict=True) == []


def test_a_file_that_cannot_be_read_raises_nothing() -> None:
    for data in (b"\xff\xfe", b"log: [", b"- a\n- b\n", b"", b"log: |\n  99:99 SEV 9\n"):
        change = FileChange(INTERNAL, HEADER.encode(), data)
        assert judged(commit("admin", change, FileChange(LOG, data, b""))).findings == ()


def test_X18_who_has_the_tools_for_a_rollback_has_not_the_right_to_approve_it() -> None:
    """S:313-318 give the engineer on call the tools; S:1385 and S:1387 keep the decisions."""
    for change in (line("14:41 APPROVED A"), UPDATING):
        assert [who for who in ("engineer", "ic", "admin") if may(who, change)] == ["ic", "admin"]
    assert may("engineer", line("14:41 BEGUN A rolling back"))
    override = commit("engineer", line("14:41 APPROVED A"), override="nobody else answered")
    assert kinds(override) == [("override", "warning")]
