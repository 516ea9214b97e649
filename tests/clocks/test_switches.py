"""The other reading of each switch whose stated one is held elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.checks.test_ending import ACK, DETECTED, IC, SEV_1, codes, shipped
from tests.clocks.stories import PRINTED, clock_time, ledger, overdue, policy_of, story


def test_X6_one_audience_may_hear_more_often_and_the_others_do_not() -> None:
    own = "cadence:\n  stakeholders:\n    1: {first: 20m, steps: [{every: 20m}]}\n"
    shipped_rows, own_rows = ledger(PRINTED, "14:40"), ledger(PRINTED, "14:40", own)

    assert shipped_rows["stakeholder-update-1"][1] == "15 15:32"
    assert own_rows["stakeholder-update-1"][1] == "15 14:52"
    assert own_rows["public-update-1"] == shipped_rows["public-update-1"]
    assert policy_of(own).next_update == policy_of().next_update


def test_X8_the_reminder_may_come_earlier_or_not_at_all() -> None:
    early = policy_of("duties:\n  affected-subscriber-email: {remind: 2h}\n")
    rules = {rule.id: rule for rule in early.duties}
    assert rules["affected-subscriber-email"].remind == timedelta(hours=2)

    none = policy_of("permissions:\n  send_subscriber_email: {roles: [sysadmin]}\n")
    assert none.permissions["send_subscriber_email"].roles == ("sysadmin",)


def test_X10_a_policy_may_let_severity_1_close_quickly_too() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 1", "14:03 ACK", "14:12 RESOLVED")
    own = "quick_close:\n  severities: [1, 2, 3, 4]\n"

    assert ledger(told, "14:13")["postmortem-meeting"][0] == "pending"
    assert ledger(told, "14:13", own)["postmortem-meeting"][0] == "waived"


def test_X7_and_X9_the_table_may_be_read_from_detection_and_without_a_mail() -> None:
    own = "clocks:\n  duties_from: detection\nduties:\n  tell-ceo: {enabled: false}\n"
    rows = ledger(PRINTED, "14:50", own)

    assert rows["assign-ic"] == ("missed", "15 14:33", "15 14:35", 2)
    assert "tell-ceo" not in rows
    assert overdue(PRINTED, "14:54", own)["tell-executives"] == 1


def test_X42_a_policy_may_let_the_engineer_on_call_resolve_severity_1() -> None:
    log = (DETECTED, ACK, SEV_1, IC, "14:50 MITIGATED", "16:50 RESOLVED @engineer")
    rule = replace(shipped().resolve, by={**shipped().resolve.by, 1: ("on_call",)})

    assert codes(*log) == ["DUT016"]
    assert codes(*log, policy=replace(shipped(), resolve=rule)) == []


def test_X23_the_severity_assumed_is_a_field() -> None:
    told = story("14:23 DETECTED", "14:24 ACK")
    row = ledger(told, "14:25", "clocks:\n  severity_while_unset: 1\n")["mitigate"]

    assert row == ("pending", "15 14:54", "", 0)
    assert clock_time("14:54") - clock_time("14:24") == timedelta(minutes=30)
