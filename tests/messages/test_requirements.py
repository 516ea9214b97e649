"""What the requirements ask of messages, each by its number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.clockwork.course import SeverityStep
from generator.core.facts import Component
from generator.core.internal_facts import (
    Affected,
    DataFacts,
    Mitigation,
    PostmortemPlan,
    Security,
    VendorLink,
)
from generator.core.messaging.message import TEMPLATES
from generator.core.messaging.message_facts import Facts
from generator.core.messaging.message_short import SMS_PLAIN, SMS_WIDE, measure_sms, write_chat
from generator.core.review_facts import ReviewStatus
from generator.core.vocabulary import ComponentState, DataLoss
from tests.messages.house import Case, at, fx1

MOMENTS = ("14:25", "14:33", "14:39", "14:51", "15:12", "2025-01-18T00:00")


def with_loss(case: Case, loss: DataLoss | None) -> Case:
    return case.record(data=None if loss is None else DataFacts(loss=loss))


def severity(case: Case, level: int) -> Case:
    steps = tuple(step._replace(level=level) for step in case.course.severities)
    return case._replace(course=case.course._replace(severities=steps))


# What makes sense when: FX1 at its six moments (1.4), and what is due first.


def test_R13_R76_and_1_4_what_is_due_first_stands_first_at_each_of_the_six_moments() -> None:
    told = {
        now: [f"{each.template}/{each.channel}" for each in fx1(now).useful()] for now in MOMENTS
    }

    assert told == {
        "14:25": ["T14/slack", "T1/slack"],
        "14:33": [
            "T3/status-page",  # first public update due 14:38
            "summary/email",  # executives 15:02
            "T6/email",  # 15:23
            "summary/slack",  # product 15:32
            "T7/email",
            "T14/slack",
            "T1/slack",
            "T3/in-app",
            "T3/slack",
            "T3/sms",
            "T10/document",
        ],
        "14:39": [
            "summary/email",  # executives 15:02
            "T3/status-page",  # posted 14:36, the next 15:06
            "T6/email",
            "summary/slack",
            "T7/email",
            "T2/slack",
            "T3/in-app",
            "T3/slack",
            "T3/sms",
            "T10/document",
        ],
        "14:51": [
            "T4/status-page",  # next public update 15:06
            "T6/email",
            "summary/email",  # next word to stakeholders 15:50
            "T4/in-app",
            "T4/slack",
            "T4/sms",
            "summary/slack",
            "T7/email",
            "T10/document",
        ],
        "15:12": [
            "T6/email",  # resolution mail 19:06
            "T9/email",  # debrief, a day
            "T5/status-page",
            "T5/in-app",
            "T5/slack",
            "T5/sms",
            "summary/email",
            "summary/slack",
            "T7/email",
            "T8/slack",
            "T10/document",
            "T11/document",
        ],
        "2025-01-18T00:00": ["T10/document", "T11/document", "share/slack"],
    }


@pytest.mark.parametrize("now", MOMENTS)
def test_every_template_can_be_written_at_every_moment(now: str) -> None:
    for template, rule in TEMPLATES.items():
        for channel in rule.channels:
            message = fx1(now).write(template, channel)
            assert message.body
            assert all(each in message.body for each in message.missing)
            assert "{" not in f"{message.subject}{message.body}{message.note}"


# T1


def test_R56_the_next_update_is_half_an_hour_after_the_acknowledgement() -> None:
    assert "Next Update: 2025-01-15 14:54 UTC" in fx1("14:33").body("T1")


def test_R56_X6_the_next_update_follows_the_severity_and_a_passed_one_is_never_printed() -> None:
    case = fx1("14:33")
    told = {level: severity(case, level).body("T1").splitlines()[-1] for level in (1, 2, 3, 4)}

    assert told == {
        1: "Next Update: 2025-01-15 14:54 UTC",
        2: "Next Update: 2025-01-15 18:24 UTC",
        3: "Next Update: 2025-01-16 14:24 UTC",
        4: "Next Update: none promised",
    }
    assert fx1("14:54").body("T1").endswith("Next Update: 2025-01-15 14:54 UTC")
    assert case._replace(as_of=at("14:55")).body("T1").endswith("Next Update: 2025-01-15 15:24 UTC")


def test_X23_while_no_severity_is_set_the_assumed_one_counts_and_is_called_so() -> None:
    body = fx1("14:25").body("T1")

    assert "Severity: not set yet, assumed 2\n" in body
    # While nobody knows better, the most urgent rhythm: the document's own half hour (S:418).
    assert body.endswith("Next Update: 2025-01-15 14:54 UTC")
    assert "No severity is set, so nothing is public yet; Severity 2 is assumed (X23)." in (
        fx1("14:25").write("T3").notes
    )


# T2


def test_R66_a_proposal_says_who_approved_it_and_when() -> None:
    assert (
        fx1("14:51")
        .body("T2")
        .endswith("Approval: Approved by @incident-commander, 2025-01-15 14:40 UTC")
    )


def test_R65_R66_options_that_need_more_or_no_approval_say_so() -> None:
    case = fx1("14:39")

    def ask(letter: str) -> str:
        option = Mitigation(index=0, option=letter, action="x", proposed_at=at("14:38"))
        return case.record(mitigations=(option,)).body("T2").splitlines()[-1]

    assert ask("A") == "Approval: Awaiting Incident Commander approval"
    assert ask("B") == (
        "Approval: Awaiting Incident Commander approval and a senior engineer's review"
    )
    assert ask("D") == "Approval: None needed"


# Status page


def test_R72_the_promised_time_follows_the_cadence_an_hour_in() -> None:
    late = fx1("14:33")._replace(as_of=at("15:40"))

    assert "We will provide an update within 1 hour (by 16:40 UTC, 11:40 AM Eastern)." in (
        late.body("T3")
    )


def test_R73_another_part_has_its_own_sentence() -> None:
    body = fx1("14:33").record(components=("sign-in",)).body("T3")

    assert body.startswith("🔴 MAJOR OUTAGE - Sign-in Unavailable\n")
    assert "Signing in is not working. Our engineering team is looking for the cause.\n" in body


def test_R22_R73_severity_2_is_a_degradation() -> None:
    assert (
        severity(fx1("14:33"), 2)
        .body("T3")
        .startswith("🟡 SERVICE DEGRADATION - Score Recording Degraded\n")
    )


def test_R74_every_public_text_says_when_it_was_updated() -> None:
    case = fx1("14:51")._replace(as_of=at("14:52"))
    for template in ("T3", "T4", "T5"):
        assert "\nLast Updated: 2025-01-15 14:52 UTC (9:52 AM Eastern)\n" in case.body(template)


def test_R75_X11_a_post_mortem_is_promised_only_where_one_is_planned() -> None:
    case = fx1("15:12")
    promise = (
        "We will be publishing a detailed post-mortem by 17 Jan 2025 15:06 UTC (10:06 AM Eastern)."
        "\n"
    )

    # The page said so at 15:10, and the record does.
    assert promise in case.body("T5")
    case = case.record(postmortem=PostmortemPlan())
    assert promise not in case.body("T5")
    assert promise in case.record(postmortem=PostmortemPlan(public="planned")).body("T5")
    planned = replace(case.head.policy.postmortem, is_public_planned=True)
    house = case.policy(postmortem=planned)
    assert promise in house.body("T5")
    assert promise not in house.record(postmortem=PostmortemPlan(public="not_planned")).body("T5")


def test_R90_the_published_post_mortem_is_linked_and_no_longer_promised() -> None:
    body = fx1("2025-01-18T00:00").record(postmortem=PostmortemPlan(public="planned")).body("T5")

    url = "https://status.musiclearningcommunity.com/postmortems/INC-2025-01-15-001/"
    assert f"What happened and what we change: {url}\n" in body
    assert "We will be publishing" not in body


def test_R75_causes_that_nobody_put_plainly_are_named_and_never_invented() -> None:
    message = fx1("15:12").record(root_cause=None, resolution=None).write("T5")

    assert "Root Cause: [missing: root_cause.plain in internal.yml]\n" in message.body
    assert "Resolution: [missing: resolution.plain in internal.yml]\n" in message.body
    assert message.missing == (
        "root_cause.plain in internal.yml",
        "resolution.plain in internal.yml",
    )


def test_R183_R184_every_mark_stands_beside_the_state_in_words() -> None:
    heads = [
        fx1(now).body(name).split(" - ")[0]
        for now, name in (("14:33", "T3"), ("14:51", "T4"), ("15:12", "T5"))
    ]

    assert heads == ["🔴 MAJOR OUTAGE", "🟡 MONITORING", "🟢 RESOLVED"]


# Subscribers


@pytest.mark.parametrize("loss", [DataLoss.NONE, DataLoss.POSSIBLE, DataLoss.CONFIRMED])
def test_R78_X12_the_sentence_about_lost_data_follows_what_is_known(loss: DataLoss) -> None:
    body = with_loss(fx1("15:12"), loss).body("T6")

    assert ("will need to be replayed" in body) is (loss is DataLoss.CONFIRMED)
    assert ("We are checking" in body) is (loss is DataLoss.POSSIBLE)


def test_R78_X12_that_nobody_said_whether_data_are_lost_is_named() -> None:
    message = with_loss(fx1("15:12"), None).write("T6")

    assert "data.loss in internal.yml" in message.missing
    assert "will need to be replayed" not in message.body


def test_R79_subjects_are_exact() -> None:
    subjects = {now: fx1(now).write("T6").subject for now in ("14:51", "15:12")}

    assert subjects == {
        "14:51": "[MLC] Service Disruption - Score Recording [In Progress]",
        "15:12": "[MLC] Service Disruption - Score Recording [Resolved]",
    }


@pytest.mark.parametrize(
    ("loss", "answer"),
    [
        (DataLoss.NONE, "No, your account data and historical scores are safe."),
        (
            DataLoss.POSSIBLE,
            "Your account data and historical scores are safe. We are checking whether games "
            "completed during the outage were recorded.",
        ),
        (
            DataLoss.CONFIRMED,
            "Your account data and historical scores are safe. Games completed during the outage "
            "were not recorded; you may need to replay them.",
        ),
        (None, "[missing: data.loss in internal.yml] Until it is known, say: we are checking."),
    ],
)
def test_R81_X12_will_i_lose_my_progress(loss: DataLoss | None, answer: str) -> None:
    body = with_loss(fx1("15:12"), loss).body("T7")

    assert f"Q: Will I lose my progress?\nA: {answer}\n" in body


def test_R77_R89_X7_mails_to_subscribers_say_when_they_are_due() -> None:
    going_on, over = fx1("14:51").write("T6"), fx1("15:12").write("T6")

    assert (going_on.due_at, over.due_at) == (at("15:23"), at("19:06"))
    assert "Due 2025-01-15 19:06 UTC: E-mail all subscribers that it is over." in over.notes
    # Apology, what happened, the fix, what is changed, support (S:700-706).
    for said in (
        "apologize",
        "What happened:",
        "What we did:",
        "What we are changing:",
        "support@",
    ):
        assert said in over.body
    late = fx1("14:51")._replace(as_of=at("15:24")).write("T6")
    assert (
        "Overdue since 2025-01-15 15:23 UTC: E-mail all subscribers that it goes on." in late.notes
    )


def test_R85_times_are_told_in_utc_and_in_the_zone_of_readers() -> None:
    assert "14:23-15:06 UTC (9:23-10:06 AM Eastern)" in fx1("15:12").body("T6")


def test_R87_X14_lengths_are_computed() -> None:
    assert "\nDuration: 0 hours 43 minutes\n" in fx1("15:12").body("T8")
    case = fx1("15:12")
    cycles = (case.course.cycles[0]._replace(resolved_at=at("16:24")),)
    longer = case._replace(course=case.course._replace(cycles=cycles), as_of=at("16:30"))
    assert "\nDuration: 2 hours 1 minute\n" in longer.body("T8")


@pytest.mark.parametrize(
    ("affected", "said"),
    [
        (Affected(users=500, approx="at_least"), "500+ users"),
        (Affected(users=500), "500 users"),
        (Affected(users=500, approx="about"), "about 500 users"),
        (Affected(users=500, approx="at_most"), "up to 500 users"),
        (Affected(percent=12.5), "12.5% of all users"),
        (Affected(), "[missing: affected.users in internal.yml]"),
    ],
)
def test_R141_X29_how_many_users_is_said_as_sure_as_it_is(affected: Affected, said: str) -> None:
    body = fx1("14:39").record(affected=affected).body("T13")

    assert f"a production incident affecting {said}.\n" in body


def test_R141_X45_without_a_beginning_the_start_is_the_detection() -> None:
    case = fx1("14:39")
    assert "Start Time: 2025-01-15 14:22 UTC" in case.body("T13")
    case = case._replace(course=case.course._replace(started_at=None))
    assert "Start Time: 2025-01-15 14:23 UTC" in case.body("T13")


def test_R142_the_page_of_the_vendors_own_trouble_goes_before_its_status_page() -> None:
    link = VendorLink(id="neon", role="confirmed", incident_url="https://neonstatus.com/i/42")

    body = fx1("14:39").record(vendor=link).body("T15")

    assert "Neon says what it knows at https://neonstatus.com/i/42." in body


# Channels


def test_R18_severity_1_has_one_message_for_each_of_its_five_channels() -> None:
    for now in ("14:33", "14:51", "15:12"):
        state = {"14:33": "T3", "14:51": "T4", "15:12": "T5"}[now]
        told = {
            each.channel: each.recipients
            for each in fx1(now).useful()
            if each.template in (state, "T6")
        }
        assert told == {
            "status-page": ("visitors",),
            "email": ("subscribers",),
            "in-app": ("users",),
            "slack": ("#incidents", "#incidents-critical", "#incident-2025-01-15-001"),
            "sms": ("on-call", "executives"),
        }


def test_R18_an_sms_fits_into_one_and_its_length_is_counted() -> None:
    told = [
        fx1(now).write(name, "sms")
        for now, name in (("14:33", "T3"), ("14:51", "T4"), ("15:12", "T5"))
    ]

    assert [each.body for each in told] == [
        "[MLC] SEV 1 Score Recording: investigating since 14:22 UTC. IC none yet. "
        "status.musiclearningcommunity.com",
        "[MLC] SEV 1 Score Recording: mitigated 14:50 UTC, watching. IC @incident-commander. "
        "status.musiclearningcommunity.com",
        "[MLC] SEV 1 Score Recording: resolved 15:06 UTC after 43 min. "
        "status.musiclearningcommunity.com",
    ]
    # Each bracket costs two.
    assert [each.length for each in told] == [len(each.body) + 2 for each in told]
    assert {each.limit for each in told} == {160}
    assert not any(each.is_too_long for each in told)


def test_R18_a_long_name_gives_way_and_the_address_stays() -> None:
    case = fx1("14:33").record(components=("a" * 300,))

    message = case.write("T3", "sms")

    assert message.length <= 160
    assert message.body.endswith("... status.musiclearningcommunity.com") or message.body.endswith(
        "status.musiclearningcommunity.com"
    )


def test_R18_letters_outside_the_alphabet_of_phones_leave_less_room() -> None:
    assert measure_sms("abc") == (3, SMS_PLAIN)
    assert measure_sms("[a]") == (5, SMS_PLAIN)
    assert measure_sms("скоро") == (5, SMS_WIDE)
    assert measure_sms("🔴") == (2, SMS_WIDE)


def test_R27_X37_rooms_are_told_in_their_order() -> None:
    case = fx1("14:33")

    assert case.write("T14").recipients == ("#incidents",)
    assert case.write("T3", "slack").recipients == (
        "#incidents",
        "#incidents-critical",
        "#incident-2025-01-15-001",
    )
    assert severity(case, 2).write("T3", "slack").recipients[1] == "#incidents-major"
    assert case.body("T3", "slack") == (
        "🔴 INC-2025-01-15-001 - Severity 1: Score Recording Unavailable. Status: Investigating. "
        "Responder: @engineer. Incident Commander: none yet. Next public update: 15:03 UTC (10:03 "
        "AM Eastern)."
    )


def test_R84_a_channel_that_is_itself_broken_is_pointed_out_with_others() -> None:
    case = fx1("14:33")
    warning = "email is the affected system, use SMS or the banner"

    assert warning not in case.write("T6").notes
    assert warning in case.record(components=("email",)).write("T6").notes
    assert warning in case.record(components=("score-recording", "email")).write("T7").notes
    seen = fx1("14:51").public(states=(("email", ComponentState.MAJOR_OUTAGE),))
    assert warning in seen.write("T6").notes
    assert warning not in seen.write("T4").notes


def test_R25_severity_3_is_told_in_a_room_and_not_on_the_status_page() -> None:
    names = severity(fx1("14:33"), 3).names()

    assert "T3/slack" in names
    assert not {"T3/status-page", "T3/sms", "T6/email", "T7/email", "T10/document"} & set(names)


def test_R26_severity_4_tells_nobody() -> None:
    names = severity(fx1("14:33"), 4).names()
    assert {name for name in names if name[:3] in ("T3/", "T6/", "T7/", "sum")} == set()


def test_R95_the_report_is_there_for_severities_1_and_2_alone() -> None:
    case = fx1("14:51")
    has = {level: "T10/document" in severity(case, level).names() for level in (1, 2, 3, 4)}
    assert has == {1: True, 2: True, 3: False, 4: False}


def test_R105_the_meeting_is_due_where_none_is_scheduled_and_waived_where_none_is_owed() -> None:
    case = fx1("15:12")

    assert "due by 2025-01-17 15:06 UTC" in case.body("T8")
    assert "due by 2025-01-22 15:06 UTC" in severity(case, 2).body("T8")
    assert "Post-Mortem Scheduled: none required" in severity(case, 4).body("T8")


def test_R118_a_finished_post_mortem_is_shared_in_the_room_of_engineering() -> None:
    case = fx1("2025-01-18T00:00")
    message = case.write("share")

    assert message.recipients == ("#engineering",)
    assert message.body.startswith(
        "Post-mortem of INC-2025-01-15-001 (Score Recording, Severity 1, 0 hours 43 minutes): "
        "Score recording API errors after v2.5.3\n\nRelease v2.5.3 exhausted"
    )
    assert message.body.endswith("\n\n9 of 9 actions are still open.")
    assert case.course.record.review is not None
    draft = replace(case.course.record.review, status=ReviewStatus.DRAFT)
    assert "share/slack" not in case.record(review=draft).names()


def test_R182_the_words_of_the_house_come_from_the_policy_and_what_lacks_is_named() -> None:
    case = fx1("15:12")
    bare = replace(
        case.head.policy.organisation, prefix="", support_email="", billing_email="", status_url=""
    )
    case = case.policy(organisation=bare)

    assert case.write("T6").subject == "Service Disruption - Score Recording [Resolved]"
    assert "organisation.support_email in policy.yml" in case.write("T6").missing
    assert case.write("T7").missing == (
        "organisation.status_url in policy.yml",
        "organisation.billing_email in policy.yml",
    )


def test_X13_nothing_says_resolved_while_it_is_only_mitigated() -> None:
    case = fx1("14:51")
    for template, channel in (
        ("T4", ""),
        ("T4", "in-app"),
        ("T4", "slack"),
        ("T4", "sms"),
        ("T6", ""),
    ):
        assert "resolved" not in case.body(template, channel).lower()


def test_X31_all_parts_are_listed_and_the_first_one_leads() -> None:
    case = fx1("14:33").record(components=("score-recording", "sign-in"))

    assert "Affected System: Score Recording, Sign-in\n" in case.body("T1")
    assert case.write("T6").subject.startswith("[MLC] Service Disruption - Score Recording [")


def test_X34_free_words_need_an_approver_and_a_mail_to_all_always() -> None:
    case = fx1("14:33")
    template = "As it stands it is approved; changed words need CTO or CEO (X34)."
    mail = "Needs the approval of CTO or CEO before it is sent (X34)."

    assert template in case.write("T3").notes
    assert mail in case.write("T6").notes
    assert mail in case.policy(public_text=("always", ("cto", "ceo"))).write("T3").notes
    assert "Needs no approval (X34)." in case.policy(public_text=("never", ())).write("T6").notes
    assert case.write("T1").notes[:1] != (template,)


def test_X35_nothing_of_a_security_incident_is_offered_for_the_public() -> None:
    case = fx1("14:33").record(security=Security(breach="suspected"))

    assert [name for name in case.names() if name[:3] in ("T3/", "T6/", "T15")] == []
    assert any("nothing about it is public" in note for note in case.write("T3").notes)
    assert set(case.names()) <= {"T2/slack", "T10/document"}


def test_R103_a_record_written_afterwards_sends_nothing() -> None:
    case = fx1("15:12").record(is_backfilled=True)
    assert set(case.names()) <= {"T10/document", "T11/document", "share/slack"}


def test_a_reopened_incident_speaks_as_one_that_goes_on() -> None:
    case = fx1("15:12")
    cycles = (
        *case.course.cycles,
        case.course.cycles[0]._replace(begun_at=at("15:30"), mitigated_at=None, resolved_at=None),
    )
    case = case._replace(course=case.course._replace(cycles=cycles), as_of=at("15:40"))

    message = case.write("T6")

    assert message.subject.endswith("[In Progress]")
    assert (
        "Since 15:30 UTC (10:30 AM Eastern) we are again experiencing a technical issue that "
        "prevents students from completing games and saving scores. It first appeared at 14:22 UTC "
        "(9:22 AM Eastern) and had been fixed at 14:50 UTC (9:50 AM Eastern).\n"
    ) in message.body
    assert "investigating since 15:30 UTC" in case.body("T3", "sms")
    ended = (*cycles[:1], cycles[1]._replace(mitigated_at=at("16:00"), resolved_at=at("16:10")))
    over = case._replace(course=case.course._replace(cycles=ended), as_of=at("16:15"))
    assert (
        "We experienced a technical issue between 2025-01-15 14:22 UTC (9:22 AM Eastern) and "
        "2025-01-15 14:50 UTC (9:50 AM Eastern) and between 2025-01-15 15:30 UTC (10:30 AM "
        "Eastern) and 2025-01-15 16:00 UTC (11:00 AM Eastern) that prevented students"
    ) in over.body("T6")
    assert case.write("T3").body.startswith("🔴 MAJOR OUTAGE")


@pytest.mark.parametrize(
    ("role", "letters"), [("suspected", 1), ("confirmed", 1), ("ruled_out", 0), (None, 0)]
)
def test_R140_the_letter_to_a_vendor_stands_ready_once_one_is_suspected(
    role: str | None, letters: int
) -> None:
    link = None if role is None else VendorLink(id="neon", role=role)
    names = fx1("14:33").record(vendor=link).names()
    assert names.count("T13/email") == letters


@pytest.mark.parametrize(
    ("now", "due", "said"),
    [
        # R3: severity 2, mitigated 2025-02-03 03:50Z, to be resolved a day later.
        (
            "2025-02-03T03:50",
            "2025-02-04T03:50",
            "2025-02-04 03:50 UTC (February 3, 10:50 PM Eastern)",
        ),
        # R4: severity 3, mitigated Wednesday 22 January 11:00 local, three business days.
        (
            "2025-01-22T16:00",
            "2025-01-27T16:00",
            "2025-01-27 16:00 UTC (11:00 AM Eastern)",
        ),
    ],
)
def test_R3_R4_R85_a_deadline_of_another_day_names_it(now: str, due: str, said: str) -> None:
    case = fx1("14:51")._replace(as_of=at(now))
    facts = Facts(case.course, case.head, case.as_of)
    facts.duties = tuple(
        row._replace(due_at=at(due)) if row.id == "resolve" else row for row in facts.duties
    )

    assert write_chat(facts, "mitigated").body.endswith(f"Resolve by: {said}.")


def test_R85_the_next_public_update_after_midnight_names_its_day() -> None:
    late = fx1("14:33")._replace(as_of=at("23:40"))

    assert "(by 2025-01-16 00:40 UTC, January 15, 7:40 PM Eastern)" in late.body("T3")
    assert late.body("T3", "slack").endswith(
        "Next public update: 2025-01-16 00:40 UTC (January 15, 7:40 PM Eastern)."
    )


def started(case: Case, begun: str, ended: str, now: str) -> str:
    """Return what T6 of *case* says of an incident between *begun* and *ended* (empty: open)."""
    end = at(ended) if ended else None
    cycle = case.course.cycles[0]._replace(begun_at=at(begun), mitigated_at=end, resolved_at=end)
    course = case.course._replace(started_at=at(begun), detected_at=at(begun), cycles=(cycle,))
    return case._replace(course=course, as_of=at(now)).body("T6").split("\n\n")[1]


def test_R85_days_of_a_mail_are_those_of_the_zone_named_first() -> None:
    issue = "a technical issue"
    hit, hits = (
        f"that {each} students from completing games and saving scores."
        for each in ("prevented", "prevents")
    )
    case = fx1("15:12")

    assert started(case, "2025-02-03T02:10", "2025-02-03T03:50", "2025-02-04T12:00") == (
        f"We experienced {issue} on February 3, 2025 between 02:10 UTC (February 2, 9:10 PM "
        f"Eastern) and 03:50 UTC (February 2, 10:50 PM Eastern) {hit}"
    )
    assert started(case, "2025-02-02T23:40", "2025-02-03T00:30", "2025-02-03T00:40") == (
        f"We experienced {issue} between 2025-02-02 23:40 UTC (6:40 PM Eastern) and 2025-02-03 "
        f"00:30 UTC (February 2, 7:30 PM Eastern) {hit}"
    )
    assert started(case, "2025-02-03T02:10", "2025-02-03T02:50", "2025-02-03T03:00") == (
        f"We experienced {issue} today between 02:10 UTC (9:10 PM Eastern) and 02:50 UTC (9:50 PM "
        f"Eastern) {hit}"
    )
    assert started(fx1("14:39"), "2025-02-02T23:40", "", "2025-02-03T00:40") == (
        f"Since February 2, 2025, 23:40 UTC (6:40 PM Eastern), we are experiencing {issue} {hits}"
    )


def test_R18_an_sms_of_the_next_day_names_the_day() -> None:
    case = fx1("14:51")._replace(as_of=at("2025-01-16T01:00"))
    assert "mitigated 2025-01-15 14:50 UTC, watching." in case.body("T4", "sms")


def test_X2_R27_after_a_downgrade_words_and_rooms_are_those_of_the_severity_in_force() -> None:
    case = fx1("14:33")
    steps = (*case.course.severities, SeverityStep(at("14:33"), 3))
    case = case._replace(course=case.course._replace(severities=steps))
    message = case.write("T3", "slack")

    assert message.body.startswith("🟡 INC-2025-01-15-001 - Severity 3: Score Recording Issue. ")
    assert message.recipients == ("#incidents", "#incident-2025-01-15-001")
    assert "[MLC] SEV 3 Score Recording" in case.body("T3", "sms")


def test_R59_the_end_of_what_was_never_public_is_not_told_outside() -> None:
    case = fx1("15:12")
    quiet = case._replace(course=case.course._replace(public=None))

    assert [name for name in quiet.names() if name[:3] in ("T5/", "T6/")] == []
    assert "T8/slack" in quiet.names()
    mailed = replace(quiet.course.notices[0], audiences=("subscribers",))
    told = quiet._replace(course=quiet.course._replace(notices=(mailed,)))
    assert {"T5/status-page", "T6/email"} <= set(told.names())


def test_R79_capitals_of_headlines_stay_out_of_sentences() -> None:
    case = fx1("14:33").record(components=("subscriptions",))
    assert case.head.config is not None
    part = Component(id="subscriptions", name="Subscriptions and payments", group="x")
    config = replace(case.head.config, components=(part,))
    case = case._replace(head=replace(case.head, config=config))

    assert case.write("T6").subject.endswith("Subscriptions And Payments [In Progress]")
    assert " that affects Subscriptions and payments.\n" in case.body("T6")
    assert case.body("T7").startswith(
        "Q: What is wrong with this part of the service: Subscriptions and payments?\n"
        "A: We're experiencing a technical issue with Subscriptions and payments. "
    )
    assert case.body("T5", "in-app").startswith("Working again: Subscriptions and payments. ")


def test_R35_no_time_to_try_again_is_promised_that_nobody_agreed_to() -> None:
    link = VendorLink(id="neon", role="confirmed")
    body = fx1("14:39").record(vendor=link).body("T15")

    assert "which we depend on. Please try again later.\n" in body


def test_R141_a_vendor_without_a_way_to_reach_it_is_named_as_missing() -> None:
    message = fx1("14:39").record(vendor=VendorLink(id="braintree")).write("T13")

    assert message.recipients == ()
    assert "support_url or support_line of braintree in vendors.yml" in message.missing


def test_R189_of_two_states_the_later_counts_where_the_log_cannot_be_read() -> None:
    case = fx1("14:39")
    seen = fx1("15:12").course.public
    path = f"{case.course.record.path}/internal.yml"
    course = case.course._replace(public=seen)
    case = case._replace(course=course).record(unread=frozenset({path}))

    assert Facts(case.course, case.head, case.as_of).phase == "resolved"
    review = case.record(unread=frozenset({path.replace("internal", "review")}))
    assert Facts(review.course, review.head, review.as_of).phase == "investigating"
