"""What Severity 1 owes to whom by when (R11 to R18, R41, R48, R49, R71 to R77, R89, R91, R105)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.core.clockwork.duties import DutyTable
from generator.core.internal_facts import Affected
from generator.core.review_facts import Meeting, Review, ReviewStatus
from tests.clocks.stories import (
    LONG,
    PRINTED,
    clock_time,
    day_time,
    duties,
    duty,
    ledger,
    overdue,
    owed,
    policy_of,
    row_of,
    story,
)

ALONE = story("14:23 DETECTED", "14:24 ACK @engineer", "14:32 SEV 1")
"""Nobody has done anything but acknowledge."""


def test_R11_the_engineer_on_call_is_paged_at_once_and_acknowledging_shows_it() -> None:
    assert ledger(PRINTED, "15:12")["page-on-call"] == ("met", "15 14:23", "15 14:24", 0)


def test_R12_X9_an_incident_commander_is_due_10_min_after_the_declaration() -> None:
    found = duty(PRINTED, "15:12", "assign-ic")
    assert row_of(found) == ("met", "15 14:42", "15 14:35", 0)
    assert found.due_at is not None
    assert found.done_at is not None
    assert found.due_at - found.done_at == timedelta(minutes=7)


def test_R13_R14_R137_executives_and_ceo_are_missed_in_the_printed_timeline() -> None:
    assert ledger(ALONE, "14:40")["tell-executives"] == ("pending", "15 15:02", "", 0)
    assert ledger(ALONE, "14:40")["tell-ceo"] == ("pending", "15 15:02", "", 0)
    rows = ledger(PRINTED, "15:30")
    assert rows["tell-executives"] == ("missed", "15 15:02", "", 4)
    assert rows["tell-ceo"] == ("missed", "15 15:02", "", 4)


def test_R13_a_notice_to_them_discharges_it() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", "14:50 NOTIFIED executives, ceo via email @anna")
    rows = ledger(told, "14:51")
    assert rows["tell-executives"] == ("met", "15 15:02", "15 14:50", 0)
    assert rows["tell-ceo"] == ("met", "15 15:02", "15 14:50", 0)


def test_R17_stakeholders_hear_every_hour_until_it_is_over() -> None:
    lines = ("14:23 DETECTED", "14:32 SEV 1", "14:50 NOTIFIED stakeholders via email @anna")
    assert ledger(story(*lines), "15:12")["stakeholder-update-2"] == ("pending", "15 15:50", "", 0)
    assert ledger(story(*lines), "15:51")["stakeholder-update-2"] == ("overdue", "15 15:50", "", 1)
    over = owed(ledger(story(*lines, "15:06 RESOLVED"), "16:30"))
    assert [id_ for id_ in over if id_.startswith("stakeholder")] == ["stakeholder-update-1"]


def test_R41_nobody_speaks_in_the_printed_timeline_which_is_4_min_late_at_the_end() -> None:
    assert ledger(PRINTED, "14:45")["assign-comms"] == ("pending", "15 15:02", "", 0)
    found = duty(PRINTED, "2025-01-16 09:00", "assign-comms")
    assert row_of(found) == ("missed", "15 15:02", "", 4)
    assert found.reason == "not done when it was resolved"


def test_R48_R49_the_triggers_of_escalation_are_rows_of_their_own() -> None:
    rows = ledger(ALONE, "14:54")
    assert rows["cause-unknown"] == ("overdue", "15 14:53", "", 1)
    assert rows["not-resolved"] == ("overdue", "15 14:53", "", 1)
    rows = ledger(PRINTED, "15:12")
    assert rows["cause-unknown"] == ("met", "15 14:53", "15 14:35", 0)
    assert rows["not-resolved"] == ("met", "15 14:53", "15 14:35", 0)


def test_R48_a_rollback_needs_a_commander_10_min_after_it_was_proposed() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", "14:38 PROPOSED A roll back")
    assert "rollback-needs-ic" not in ledger(told, "14:37")
    assert ledger(told, "14:40")["rollback-needs-ic"] == ("pending", "15 14:48", "", 0)


def test_R71_visitors_hear_within_15_min_then_every_30_then_every_60() -> None:
    rows = ledger(PRINTED, "15:12")
    public = {id_: row for id_, row in rows.items() if id_.startswith("public")}
    assert public == {
        "public-update-1": ("met", "15 14:38", "15 14:36", 0),
        "public-update-2": ("met", "15 15:06", "15 14:52", 0),
        "public-update-3": ("met", "15 15:22", "15 15:10", 0),
    }
    assert ledger(LONG, "16:10")["public-update-5"] == ("pending", "15 17:05", "", 0)


def test_R71_the_page_is_not_done_before_it_says_that_it_is_over() -> None:
    assert ledger(PRINTED, "15:08")["public-update-3"] == ("pending", "15 15:22", "", 0)
    silent = PRINTED._replace(posts=PRINTED.posts[:2])
    assert ledger(silent, "15:30")["public-update-3"] == ("overdue", "15 15:22", "", 8)


def test_R72_one_minute_after_the_promise_the_row_is_one_minute_late() -> None:
    told = LONG._replace(posts=LONG.posts[:1])
    assert ledger(told, "15:06")["public-update-2"] == ("pending", "15 15:06", "", 0)
    assert ledger(told, "15:07")["public-update-2"] == ("overdue", "15 15:06", "", 1)


def test_R72_an_earlier_promise_counts_and_a_late_word_never_heals_it() -> None:
    first, second, *_ = LONG.posts
    posts = (first._replace(promise_due_at=clock_time("14:46")), second)
    told = LONG._replace(posts=posts)
    assert ledger(told, "14:47")["public-update-2"] == ("overdue", "15 14:46", "", 1)
    assert ledger(told, "14:53")["public-update-2"] == ("missed", "15 14:46", "15 14:52", 6)


def test_R76_four_groups_inside_are_told() -> None:
    rows = ledger(ALONE, "14:33")
    assert {id_: rows[id_][0] for id_ in rows if id_.startswith("tell-")} == {
        "tell-executives": "pending",
        "tell-ceo": "pending",
        "tell-product": "pending",
        "tell-customer-success": "pending",
        "tell-engineering": "pending",
    }
    rules = {rule.id: rule for rule in policy_of().duties}
    assert rules["tell-engineering"].channels == ("#incidents",)
    assert rules["tell-product"].channels == ("#product", "email")


def test_R77_X7_all_subscribers_get_a_mail_when_it_lasts_an_hour() -> None:
    assert ledger(LONG, "15:00")["subscriber-email"] == ("pending", "15 15:23", "", 0)
    assert ledger(LONG, "15:24")["subscriber-email"] == ("overdue", "15 15:23", "", 1)
    assert "subscriber-email" not in owed(ledger(PRINTED, "15:30"))


@pytest.mark.parametrize("id_", ["subscriber-email", "resolution-email"])
def test_X7_each_mail_can_be_switched_off(id_: str) -> None:
    own = f"duties:\n  {id_}:\n    enabled: false\n"
    moments = {"subscriber-email": (LONG, "15:00"), "resolution-email": (PRINTED, "15:12")}
    told, moment = moments[id_]
    assert ledger(told, moment).keys() - ledger(told, moment, own).keys() == {id_}


def test_R89_a_mail_that_it_is_over_is_due_4_h_after_the_resolution() -> None:
    assert ledger(PRINTED, "15:12")["resolution-email"] == ("pending", "15 19:06", "", 0)
    assert ledger(PRINTED, "19:07")["resolution-email"] == ("overdue", "15 19:06", "", 1)
    before = story(
        "14:23 DETECTED", "14:32 SEV 1", "15:00 NOTIFIED subscribers via email", "15:06 RESOLVED"
    )
    assert ledger(before, "15:12")["resolution-email"] == ("pending", "15 19:06", "", 0)


def test_R91_a_debrief_goes_to_engineering_and_product() -> None:
    assert ledger(PRINTED, "15:12")["debrief"] == ("pending", "16 15:06", "", 0)


def test_R105_X22_the_meeting_is_due_48_h_after_the_resolution() -> None:
    assert ledger(PRINTED, "15:12")["postmortem-meeting"] == ("pending", "17 15:06", "", 0)
    review = Review(path="review.yml", meeting=Meeting(at=clock_time("2025-01-16 15:00")))
    planned = PRINTED._replace(
        record=story("14:23 DETECTED", "14:32 SEV 1", "15:06 RESOLVED", review=review).record
    )
    meeting = "postmortem-meeting"
    assert ledger(planned, "15:12")[meeting] == ("pending", "17 15:06", "", 0)
    assert ledger(planned, "2025-01-16 16:00")[meeting] == ("met", "17 15:06", "16 15:00", 0)


def test_R113_a_post_mortem_that_is_waived_needs_no_meeting() -> None:
    review = Review(path="review.yml", status=ReviewStatus.WAIVED, waived_reason="same cause")
    told = story("14:23 DETECTED", "14:32 SEV 1", "15:06 RESOLVED", review=review)
    found = duty(told, "15:12", "postmortem-meeting")
    assert (str(found.state), found.reason) == ("waived", "waived: same cause")


def test_R136_the_cto_is_owed_after_two_hours_which_were_not_reached() -> None:
    assert ledger(ALONE, "14:40")["involve-cto"] == ("pending", "15 16:23", "", 0)
    assert "involve-cto" not in owed(ledger(PRINTED, "17:00"))


def test_X11_only_a_promised_post_mortem_has_a_clock() -> None:
    own = "postmortem:\n  public: planned\n"
    assert "publish-postmortem" not in ledger(PRINTED, "15:12")
    assert ledger(PRINTED, "15:12", own)["publish-postmortem"] == ("pending", "17 15:06", "", 0)
    published = PRINTED._replace(postmortem_at=clock_time("2025-01-17 14:00"))
    row = ledger(published, "2025-01-18 12:00", own)["publish-postmortem"]
    assert row == ("met", "17 15:06", "17 14:00", 0)


def test_X9_duties_may_count_from_detection() -> None:
    own = "clocks:\n  duties_from: detection\n"
    rows = ledger(PRINTED, "15:12", own)
    assert rows["assign-ic"] == ("missed", "15 14:33", "15 14:35", 2)
    assert ledger(ALONE, "14:33", own)["tell-executives"] == ("pending", "15 14:53", "", 0)


def test_X36_the_commander_speaks_until_somebody_else_does() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", "14:35 IC @bob", "14:45 COMMS @anna")
    assert duty(told, "14:40", "public-update-1").who == "ic"
    assert duty(told, "14:46", "public-update-1").who == "comms"
    # The matrix lets no commander mail subscribers (S:1388, X8).
    assert duty(told, "14:40", "subscriber-email").who == "sysadmin"
    assert duty(told, "14:46", "subscriber-email").who == "comms"


def test_X8_who_mails_subscribers_is_whom_the_policy_lets() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", "14:35 IC @bob", "14:45 COMMS @anna")
    own = "permissions:\n  send_subscriber_email:\n    roles: [sysadmin]\n"
    assert duty(told, "14:46", "subscriber-email", own).who == "sysadmin"
    two = story("14:23 DETECTED", "14:23 SEV 2", "14:35 IC @bob")
    assert duty(two, "14:40", "affected-subscriber-email").who == "sysadmin"
    assert duty(two, "14:40", "public-update-1").who == "ic"


def test_X35_a_security_incident_announces_nothing_by_itself() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", "15:06 RESOLVED", types=("security",))
    rows = ledger(told, "15:12", whole=True)
    public = ("public-update-1", "subscriber-email", "resolution-email")
    assert not [id_ for id_ in public if id_ in rows]
    assert ledger(told, "14:33", whole=True)["security-needs-ic"][1] == "15 14:42"


def test_X32_half_of_all_users_are_many_unless_the_policy_says_more_than() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", affected=Affected(percent=50.0))
    row = ledger(told, "14:33", whole=True)["many-users-need-ic"]
    assert row == ("pending", "15 14:42", "", 0)
    own = "thresholds:\n  many_users_from: more_than\n"
    assert "many-users-need-ic" not in ledger(told, "14:33", own, whole=True)
    fewer = story("14:23 DETECTED", "14:32 SEV 1", affected=Affected(percent=49.9))
    assert "many-users-need-ic" not in ledger(fewer, "14:33", whole=True)


def test_X39_every_row_names_the_lines_it_comes_from() -> None:
    assert [rule.id for rule in policy_of().duties if "S:" not in rule.source] == []


def test_X6_each_audience_has_a_cadence_of_its_own() -> None:
    policy = policy_of()
    every = {
        name: {level: cadence.steps[0][1] for level, cadence in levels.items()}
        for name, levels in policy.cadences.items()
    }
    hour, day = timedelta(hours=1), timedelta(days=1)
    assert every == {
        "public": {1: hour / 2, 2: 4 * hour},
        "stakeholders": {1: hour},
        "team": {3: day},
    }
    assert policy.next_update == {1: hour / 2, 2: 4 * hour, 3: day}


def test_nothing_is_owed_by_the_table_before_a_severity_is_set() -> None:
    told = story("14:23 DETECTED", "14:24 ACK")
    assert list(ledger(told, "14:31")) == ["acknowledge", "mitigate", "resolve"]
    assert overdue(told, "15:30") == {}


def test_every_row_of_one_incident_has_an_id_of_its_own() -> None:
    for told in (PRINTED, LONG, ALONE):
        ids = [each.id for each in duties(told, "17:30")]
        assert len(ids) == len(set(ids))


def test_a_table_is_sorted_once_and_read_often() -> None:
    table = DutyTable(policy_of())
    first = table.read(PRINTED.whole(), clock_time("15:12"))
    assert table.read(PRINTED.whole(), clock_time("15:12")) == first
    assert day_time(first[0].due_at) == "15 14:28"


@pytest.mark.parametrize(
    ("line", "posts"),
    [
        ("14:40 RESULT confirmed in the query log", ()),
        ("14:40 looked at it", ("14:40 identified",)),
    ],
)
def test_R48_a_cause_that_is_known_needs_no_commander_for_it(
    line: str, posts: tuple[str, ...]
) -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", line, posts=("14:30 investigating", *posts))
    rows = ledger(told, "15:00")
    assert rows["cause-unknown"] == ("met", "15 14:53", "15 14:40", 0)
    assert duty(told, "15:00", "cause-unknown").done_by == "cause_known"
    assert rows["not-resolved"] == ("overdue", "15 14:53", "", 7)


def test_R77_a_mail_sent_after_the_end_is_not_the_one_that_it_goes_on() -> None:
    told = story(
        "14:23 DETECTED", "14:32 SEV 1", "15:06 RESOLVED",
        "15:10 NOTIFIED subscribers via email", "15:12 IC @late",
    )  # fmt: skip
    rows = ledger(told, "15:15")
    assert rows["subscriber-email"] == ("not_applicable", "15 15:23", "15 15:10", 0)
    assert rows["resolution-email"] == ("met", "15 19:06", "15 15:10", 0)


def test_R34_R127_of_a_security_incident_ceo_and_counsel_hear_at_once() -> None:
    told = story(
        "14:23 DETECTED", "14:23 SEV 3", "14:40 NOTIFIED legal via phone", types=("security",)
    )
    rows = ledger(told, "14:41", whole=True)
    assert rows["tell-ceo-security"] == ("overdue", "15 14:23", "", 18)
    assert rows["tell-legal"] == ("missed", "15 14:23", "15 14:40", 17)
    other = ledger(story("14:23 DETECTED", "14:23 SEV 3"), "14:41")
    assert not [id_ for id_ in ("tell-ceo-security", "tell-legal") if id_ in other]
