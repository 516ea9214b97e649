"""What Severity 2 to 4 owe, upgrades, and incidents over before they began (R19 to R29, R59)."""

from __future__ import annotations

import pytest

from generator.core.internal_facts import DataFacts, Security
from generator.core.vocabulary import DataLoss
from tests.clocks.stories import duties, duty, ledger, overdue, owed, policy_of, story

NIGHT = ("02:10 DETECTED report generation fails", "02:10 SEV 2", "02:20 ACK @engineer")
ID = "INC-2025-02-03-001"
TWO = story(*NIGHT, id_=ID)


def at(time: str) -> str:
    return f"2025-02-03 {time}"


def test_R20_severity_2_has_a_commander_within_30_min() -> None:
    assert ledger(TWO, at("02:25"))["assign-ic"] == ("pending", "03 02:40", "", 0)


def test_R41_only_severity_1_owes_somebody_who_speaks() -> None:
    assert "assign-comms" not in ledger(TWO, at("02:25"))


def test_R21_X39_product_hears_within_1_h_and_executives_within_2_h() -> None:
    rows = ledger(TWO, at("02:25"))
    assert rows["tell-product"] == ("pending", "03 03:10", "", 0)
    assert rows["tell-executives"] == ("pending", "03 04:10", "", 0)
    assert "tell-ceo" not in rows


def test_R23_X40_visitors_hear_within_30_min_and_then_every_4_h() -> None:
    assert ledger(TWO, at("02:25"))["public-update-1"] == ("pending", "03 02:40", "", 0)
    told = story(*NIGHT, id_=ID, posts=("2025-02-03 02:35 investigating",))
    rows = ledger(told, at("02:36"))
    assert rows["public-update-1"] == ("met", "03 02:40", "03 02:35", 0)
    assert rows["public-update-2"] == ("pending", "03 06:35", "", 0)


def test_R24_X7_X8_affected_subscribers_get_a_mail_after_4_h_with_a_reminder_at_3_h() -> None:
    found = duty(TWO, at("05:10"), "affected-subscriber-email")
    assert (str(found.state), f"{found.due_at:%H:%M}") == ("pending", "06:10")
    assert found.rule is not None
    assert found.rule.remind is not None
    assert found.due_at is not None
    assert f"{found.due_at - found.rule.remind:%H:%M}" == "05:10"
    over = story(*NIGHT, "05:00 RESOLVED", id_=ID)
    assert "affected-subscriber-email" not in owed(ledger(over, at("07:00")))


def test_R25_severity_3_owes_a_word_a_day_and_nothing_outside() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 3", "14:20 ACK")
    rows = owed(ledger(told, "14:05"))
    assert sorted(rows) == [
        "acknowledge", "mitigate", "resolve", "team-update-1",
    ]  # fmt: skip
    assert rows["team-update-1"] == ("pending", "16 14:00", "", 0)


def test_R41_severity_3_needs_no_commander_but_for_what_asks_for_one() -> None:
    """S:129 has no immediate escalation; a rollback asks for a commander all the same (S:322)."""
    told = story("14:00 DETECTED", "14:00 SEV 3", "14:20 ACK", "14:40 PROPOSED A roll back")
    rows = owed(ledger(told, "15:00"))
    assert [each for each in rows if each in ("cause-unknown", "not-resolved")] == []
    assert rows["rollback-needs-ic"] == ("overdue", "15 14:50", "", 10)


def test_R26_severity_4_owes_nothing_but_an_acknowledgement() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 4")
    assert owed(ledger(told, "2025-02-15 14:05")).keys() == {"acknowledge"}


def test_R27_each_incident_has_a_room_of_its_own() -> None:
    rooms = policy_of().rooms
    assert rooms.of_incident("INC-2025-01-15-001") == "#incident-2025-01-15-001"
    assert (rooms.first, rooms.severity[1], rooms.severity[2]) == (
        "#incidents", "#incidents-critical", "#incidents-major",
    )  # fmt: skip


def test_R29_duties_of_an_upgrade_start_at_the_upgrade() -> None:
    told = story("14:23 DETECTED", "14:23 SEV 3", "14:24 ACK", "14:32 SEV 1")
    assert ledger(told, "14:33")["assign-ic"] == ("pending", "15 14:42", "", 0)


def test_R29_what_counts_from_detection_starts_at_the_upgrade_as_well() -> None:
    told = story("10:00 DETECTED", "10:00 SEV 2", "10:05 ACK", "10:10 IC @bob", "13:00 SEV 1")
    rows = ledger(told, "13:01")
    assert rows["subscriber-email"] == ("pending", "15 14:00", "", 0)
    assert rows["involve-cto"] == ("pending", "15 15:00", "", 0)


def test_R29_duties_already_done_count() -> None:
    told = story(
        "10:00 DETECTED", "10:00 SEV 2", "10:05 ACK", "10:10 IC @bob",
        "10:15 NOTIFIED executives via email", "10:20 SEV 1", "10:22 NOTIFIED ceo via phone",
    )  # fmt: skip
    rows = ledger(told, "10:25")
    assert rows["assign-ic"] == ("met", "15 10:30", "15 10:10", 0)
    assert rows["tell-executives"] == ("met", "15 12:00", "15 10:15", 0)
    assert rows["tell-ceo"] == ("met", "15 10:50", "15 10:22", 0)


def test_R29_visitors_hear_by_the_faster_cadence_from_the_upgrade_on() -> None:
    told = story(
        "10:00 DETECTED", "10:00 SEV 2", "10:05 ACK", "12:00 SEV 1",
        posts=("10:20 investigating",),
    )  # fmt: skip
    assert ledger(told, "11:59")["public-update-2"] == ("pending", "15 14:20", "", 0)
    assert ledger(told, "12:01")["public-update-2"] == ("pending", "15 12:15", "", 0)
    assert list(ledger(told, "12:01")).count("public-update-1") == 1


def test_R29_a_word_that_was_in_time_before_an_upgrade_stays_so() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 2", "14:30 SEV 1", posts=("14:25 investigating",)
    )  # fmt: skip
    met = ("met", "15 14:30", "15 14:25", 0)
    assert ledger(told, "14:25")["public-update-1"] == met
    rows = [each.id for each in duties(told, "14:30")]
    assert len(rows) == len(set(rows))
    assert ledger(told, "14:30")["public-update-1"] == met
    assert ledger(told, "14:30")["public-update-2"] == ("pending", "15 14:55", "", 0)


def test_R29_what_was_missed_before_an_upgrade_stays_missed() -> None:
    told = story("10:00 DETECTED", "10:00 SEV 2", "10:40 SEV 1", "10:45 IC @bob")
    assert ledger(told, "10:35")["assign-ic"] == ("overdue", "15 10:30", "", 5)
    assert ledger(told, "10:46")["assign-ic"] == ("missed", "15 10:30", "15 10:45", 15)


QUICK = ("14:00 DETECTED", "14:00 SEV 2", "14:03 ACK", "14:12 RESOLVED")


def test_R59_a_quick_close_owes_nothing_beyond_its_record() -> None:
    rows = ledger(story(*QUICK), "14:20")
    assert owed(rows) == {
        "acknowledge": ("met", "15 14:15", "15 14:03", 0),
        "mitigate": ("met", "15 16:03", "15 14:12", 0),
        "resolve": ("met", "16 14:12", "15 14:12", 0),
        "page-on-call": ("met", "15 14:00", "15 14:03", 0),
        "tell-engineering": ("met", "15 14:30", "15 14:03", 0),
    }
    assert overdue(story(*QUICK), "2025-02-15 14:00") == {}


@pytest.mark.parametrize(
    "facts",
    [
        {"data": DataFacts(loss=DataLoss.CONFIRMED)},
        {"data": DataFacts(loss=DataLoss.POSSIBLE)},
        {"security": Security(breach="suspected")},
        {"types": ("security",)},
    ],
    ids=["data lost", "data perhaps lost", "breach", "security"],
)
def test_X10_data_loss_and_security_keep_their_post_mortem(facts: dict[str, object]) -> None:
    rows = owed(ledger(story(*QUICK, **facts), "14:20", whole=True))
    assert rows["postmortem-meeting"] == ("pending", "22 14:12", "", 0)


def test_X10_twelve_minutes_of_severity_1_keep_status_entry_and_post_mortem() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 1", "14:03 ACK", "14:12 RESOLVED")
    rows = owed(ledger(told, "14:13"))
    assert rows["public-update-1"] == ("pending", "15 14:15", "", 0)
    assert rows["postmortem-meeting"] == ("pending", "17 14:12", "", 0)
    assert rows["resolution-email"] == ("pending", "15 18:12", "", 0)
    assert overdue(told, "14:16") == {"public-update-1": 1}
    after = told._replace(posts=story(posts=("14:14 resolved",)).posts)
    assert ledger(after, "14:20")["public-update-1"] == ("met", "15 14:15", "15 14:14", 0)


def test_R59_fifteen_minutes_are_not_quick_any_more() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 2", "14:03 ACK", "14:15 RESOLVED")
    assert ledger(told, "14:20")["postmortem-meeting"] == ("pending", "22 14:15", "", 0)


def test_R105_severity_2_meets_within_a_week_and_severity_3_may() -> None:
    two = story("14:23 DETECTED", "14:23 SEV 2", "15:06 RESOLVED")
    assert ledger(two, "15:12")["postmortem-meeting"] == ("pending", "22 15:06", "", 0)
    three = story("14:23 DETECTED", "14:23 SEV 3", "15:06 RESOLVED")
    assert "postmortem-meeting" not in ledger(three, "15:12")
    own = "postmortem:\n  required:\n    2: optional\n"
    assert "postmortem-meeting" not in ledger(two, "15:12", own)


def test_X7_the_mail_to_those_affected_can_be_switched_off() -> None:
    own = "duties:\n  affected-subscriber-email:\n    enabled: false\n"
    rows = ledger(TWO, at("02:25"))
    assert rows.keys() - ledger(TWO, at("02:25"), own).keys() == {"affected-subscriber-email"}


def test_X44_what_waits_for_a_release_owes_no_daily_word() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 3", "14:20 ACK", "2025-01-16 13:00 NOTIFIED engineering via x",
        deferred_to="v2.6", deferred_reason="a misprint",
    )  # fmt: skip
    rows = ledger(told, "2025-01-20 12:00")
    assert [rows[f"team-update-{number}"][0] for number in (1, 2, 3)] == ["met", "met", "waived"]
    assert duty(told, "2025-01-20 12:00", "team-update-3").reason == "deferred to v2.6: a misprint"
