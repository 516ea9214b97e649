"""T1 to T15 of the document, whole texts, filled from its own incident (S:408-1197)."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.core.internal_facts import Affected, VendorLink
from tests.messages.house import at, fx1

MENTIONED = "Score recording API errors after v2.5.3"


def test_T14_the_first_line_goes_to_the_first_room() -> None:
    message = fx1("14:25").write("T14")

    assert message.body == f"Investigating {MENTIONED}"
    assert message.recipients == ("#incidents",)


def test_T1_the_acknowledgement_names_all_six_facts() -> None:
    message = fx1("14:33").write("T1")

    assert message.body == (
        "🚨 INCIDENT ACKNOWLEDGED\n"
        "Incident ID: INC-2025-01-15-001\n"
        "Severity: 1\n"
        "Affected System: Score Recording\n"
        "Responder: @engineer\n"
        "Status: Investigating\n"
        "Next Update: 2025-01-15 14:54 UTC"
    )
    assert message.missing == ()


def test_T2_a_proposal_waits_for_its_approval() -> None:
    message = fx1("14:39").write("T2")

    assert message.body == (
        "🔧 MITIGATION PROPOSED\n"
        "Incident ID: INC-2025-01-15-001\n"
        "Proposed Action: Rollback to v2.5.2\n"
        "Risk Level: Low\n"
        "Expected Impact: Restore score recording\n"
        "Rollback Plan: [missing: back_out of mitigation A in internal.yml]\n"
        "Approval: Awaiting Incident Commander approval"
    )
    assert message.missing == ("back_out of mitigation A in internal.yml",)


def test_T3_investigating_has_the_words_of_the_document() -> None:
    assert fx1("14:33").body("T3") == (
        "🔴 MAJOR OUTAGE - Score Recording Unavailable\n"
        "\n"
        "Status: Investigating\n"
        "Last Updated: 2025-01-15 14:33 UTC (9:33 AM Eastern)\n"
        "\n"
        "We are currently investigating an issue where students are unable to complete games and "
        "save scores. Our engineering team is actively working on a resolution.\n"
        "\n"
        "We will provide an update within 30 minutes (by 15:03 UTC, 10:03 AM Eastern).\n"
        "\n"
        "We apologize for the disruption to your learning."
    )


def test_T4_mitigated_claims_no_more_than_a_fix_that_is_watched() -> None:
    assert fx1("14:51").body("T4") == (
        "🟡 MONITORING - Score Recording Restored\n"
        "\n"
        "Status: Monitoring\n"
        "Last Updated: 2025-01-15 14:51 UTC (9:51 AM Eastern)\n"
        "\n"
        "A fix is in place and scores are saving again. We are watching it.\n"
        "\n"
        "We will provide an update within 30 minutes (by 15:21 UTC, 10:21 AM Eastern).\n"
        "\n"
        "Thank you for your patience."
    )


def test_T5_resolved_says_cause_and_fix_in_plain_words() -> None:
    assert fx1("15:12").body("T5") == (
        "🟢 RESOLVED - Score Recording Fully Operational\n"
        "\n"
        "Status: Resolved\n"
        "Last Updated: 2025-01-15 15:12 UTC (10:12 AM Eastern)\n"
        "\n"
        "The score recording issue has been fully resolved. All games are functioning normally "
        "and scores are being recorded accurately.\n"
        "\n"
        "Root Cause: A change we had released kept the database too busy to save scores.\n"
        "Resolution: We went back to the version before it.\n"
        "\n"
        "We will be publishing a detailed post-mortem by 17 Jan 2025 15:06 UTC (10:06 AM Eastern)."
        "\n"
        "\n"
        "We apologize for the disruption and thank you for your patience."
    )


def test_T6_the_mail_that_it_is_over() -> None:
    message = fx1("15:12").write("T6")

    assert message.subject == "[MLC] Service Disruption - Score Recording [Resolved]"
    assert message.recipients == ("subscribers",)
    assert message.body == (
        "Dear Music Learning Community Member,\n"
        "\n"
        "We experienced a technical issue today between 14:22 UTC (9:22 AM Eastern) and 14:50 UTC "
        "(9:50 AM Eastern) that prevented students from completing games and saving scores.\n"
        "\n"
        "The issue has been resolved and all systems are operating normally. Any games played "
        "during the outage will need to be replayed to record scores.\n"
        "\n"
        "What happened: A change we had released kept the database too busy to save scores.\n"
        "\n"
        "What we did: We went back to the version before it.\n"
        "\n"
        "What we are changing: [missing: actions in review.yml]\n"
        "\n"
        "We sincerely apologize for any disruption to your teaching and learning. If you have any "
        "questions or concerns, please contact support@musiclearningcommunity.com.\n"
        "\n"
        "Sincerely,\n"
        "The MLC Team\n"
        "\n"
        "Technical Details:\n"
        "Detected and resolved: 14:23-15:06 UTC (9:23-10:06 AM Eastern)\n"
        "Duration: 0 hours 43 minutes"
    )
    assert message.missing == ("actions in review.yml",)


def test_T6_the_mail_while_it_goes_on() -> None:
    message = fx1("14:39").write("T6")

    assert message.subject == "[MLC] Service Disruption - Score Recording [In Progress]"
    assert message.body == (
        "Dear Music Learning Community Member,\n"
        "\n"
        "Since 14:22 UTC (9:22 AM Eastern) today we are experiencing a technical issue that "
        "prevents students from completing games and saving scores.\n"
        "\n"
        "Our engineering team is actively working on a resolution. We will send another update "
        "within 1 hour (by 15:39 UTC, 10:39 AM Eastern).\n"
        "\n"
        "We sincerely apologize for any disruption to your teaching and learning. If you have any "
        "questions or concerns, please contact support@musiclearningcommunity.com.\n"
        "\n"
        "Sincerely,\n"
        "The MLC Team"
    )
    assert message.missing == ()


def test_T6_a_mail_of_another_day_does_not_say_today() -> None:
    body = fx1("2025-01-16T15:00").body("T6")

    assert "We experienced a technical issue on January 15, 2025 between 14:22 UTC" in body
    assert "today" not in body


def test_T7_four_questions_have_four_answers() -> None:
    message = fx1("15:12").write("T7")

    assert message.recipients == ("customer-success",)
    assert message.body == (
        "Q: Why can't I save my scores?\n"
        "A: There was a technical issue with score recording. It is resolved. Please see "
        "status.musiclearningcommunity.com for what happened.\n"
        "\n"
        "Q: Will I lose my progress?\n"
        "A: Your account data and historical scores are safe. Games completed during the outage "
        "were not recorded; you may need to replay them.\n"
        "\n"
        "Q: When will this be fixed?\n"
        "A: It was resolved at 15:06 UTC (10:06 AM Eastern).\n"
        "\n"
        "Q: Can I get a refund for this downtime?\n"
        "A: Please contact billing@musiclearningcommunity.com if you'd like to discuss your "
        "subscription.\n"
        "\n"
        "Please send people to the status page for updates, watch the number of tickets, and tell "
        "the responders of any new kind of report: #incidents"
    )


def test_T8_the_resolution_is_summed_up_and_its_status_computed() -> None:
    message = fx1("15:12").write("T8")

    assert message.body == (
        "✅ INCIDENT RESOLVED\n"
        "Incident ID: INC-2025-01-15-001\n"
        "Severity: 1\n"
        "Duration: 0 hours 43 minutes\n"
        "Affected Users: 500+\n"
        "Root Cause: A new feature created an N+1 query that exhausted the database connection "
        "pool.\n"
        "Resolution: Rolled back release v2.5.3 to v2.5.2\n"
        "Preventive Measures: [missing: actions in review.yml]\n"
        "Post-Mortem Scheduled: [missing: meeting.at in review.yml], due by 2025-01-17 15:06 UTC\n"
        "Status: Resolved"
    )
    closed = fx1("15:12")
    closed = closed._replace(course=closed.course._replace(closed_at=at("15:11")))
    assert closed.body("T8").endswith("\nStatus: Closed")


def test_T9_R91_the_debrief_has_decisions_actions_thanks_and_the_meeting() -> None:
    message = fx1("2025-01-16T08:00").write("T9")

    assert message.subject == "[MLC] Debrief - Score Recording [Resolved]"
    assert message.recipients == ("engineering", "product")
    assert message.body == (
        f"INC-2025-01-15-001, Severity 1: {MENTIONED}\n"
        "\n"
        "Detected and resolved: 2025-01-15 14:23-15:06 UTC (9:23-10:06 AM Eastern), 0 hours 43 "
        "minutes\n"
        "\n"
        "Key decisions:\n"
        "- 14:40 Rollback to v2.5.2 @incident-commander\n"
        "\n"
        "Actions taken:\n"
        "- 14:41 Rollback initiated\n"
        "- 14:46 Rollback completed, monitoring for recovery\n"
        "\n"
        "Thank you to Engineer One (@engineer), @engineer1, @engineer2, @engineer3, "
        "@incident-commander and @pm-anna.\n"
        "\n"
        "Post-mortem meeting: 2025-01-16 15:00 UTC (10:00 AM Eastern)\n"
        "\n"
        "@incident-commander"
    )
    assert message.missing == ()


def headings(text: str, level: str = "##") -> list[str]:
    return re.findall(rf"^{level} (.+)$", text, re.MULTILINE)


def test_T10_the_report_has_all_ten_headings_from_the_first_moment() -> None:
    ten = [
        "Metadata",
        "Summary",
        "User Impact",
        "Timeline",
        "Root Cause",
        "Contributing Factors",
        "Resolution",
        "Preventive Measures",
        "Lessons Learned",
        "Related Links",
    ]
    for now in ("14:25", "14:51", "15:12", "2025-01-18T00:00"):
        assert headings(fx1(now).body("T10")) == ten
    early = fx1("14:25").body("T10")
    assert "## Root Cause\nTo do: root_cause.technical in internal.yml\n" in early
    assert "- **Resolved**: To do: RESOLVED line in the log\n" in early


def test_T10_metadata_timeline_and_measures_come_from_the_record() -> None:
    body = fx1("2025-01-18T00:00").body("T10")

    assert body.startswith(
        "# Incident Report: INC-2025-01-15-001\n"
        "\n"
        "## Metadata\n"
        "- **Incident ID**: INC-2025-01-15-001\n"
        "- **Severity**: 1\n"
        "- **Status**: Resolved\n"
        "- **Detected**: 2025-01-15 14:23 UTC\n"
        "- **Acknowledged**: 2025-01-15 14:24 UTC\n"
        "- **Mitigated**: 2025-01-15 14:50 UTC\n"
        "- **Resolved**: 2025-01-15 15:06 UTC\n"
        "- **Duration**: 0 hours 43 minutes\n"
        "- **Affected Users**: 500+\n"
        "- **On-Call Engineer**: @engineer\n"
        "- **Incident Commander**: @incident-commander\n"
        "- **Communication Coordinator**: @pm-anna\n"
    )
    assert "- `14:40` - DECISION Rollback to v2.5.2 @incident-commander\n" in body
    assert "- `15:05` - VERIFIED Error rate at baseline (\\<1%) for 15 minutes\n" in body
    assert (
        "- [ ] Add a dashboard for the database connection pool - Assigned: @db-engineer - Due: "
        "2025-01-22\n"
    ) in body


def test_T11_every_section_of_the_document_is_there() -> None:
    sections = {
        "##": [
            "Executive Summary",
            "Incident Overview",
            "Timeline",
            "Root Cause Analysis",
            "Impact Assessment",
            "Resolution and Recovery",
            "What Went Well 👍",
            "What Went Poorly 👎",
            "Action Items",
            "Lessons Learned",
            "Recommendations",
        ],
        "###": [
            "Primary Root Cause",
            "Contributing Factors",
            "Why This Happened (5 Whys)",
            "User Impact",
            "Business Impact",
            "Data Impact",
            "Immediate Mitigation",
            "Permanent Fix",
            "Verification",
            "Immediate (This Week)",
            "Short-Term (This Month)",
            "Long-Term (This Quarter)",
        ],
    }
    for now in ("15:12", "2025-01-18T00:00"):
        body = fx1(now).body("T11")
        assert {level: headings(body, level) for level in sections} == sections
        assert body.count("\n**Acknowledgments**: ") == 1
    whole = fx1("2025-01-18T00:00").write("T11")
    assert whole.missing == ()
    assert "To do" not in whole.body
    assert "1. **Why did scores fail to save?** Because the database" in whole.body
    assert "- **Duration**: 0 hours 43 minutes\n" in whole.body


def test_T11_nothing_written_yet_is_to_do_with_its_field() -> None:
    message = fx1("15:12").write("T11")

    assert "### Permanent Fix\nTo do: permanent_fix in review.yml\n" in message.body
    assert "five_whys in review.yml" in message.missing
    assert len(message.missing) == 16


def test_T13_the_vendor_reads_users_start_attempts_and_whom_to_call() -> None:
    case = fx1("14:47").record(
        affected=Affected(users=500, approx="at_least"), vendor=VendorLink(id="neon")
    )
    message = case.write("T13")

    assert message.subject == f"[URGENT] Production Incident - {MENTIONED}"
    assert message.recipients == ("https://neon.example/support",)
    assert message.body == (
        "Support Team,\n"
        "\n"
        "We are experiencing a production incident affecting 500+ users.\n"
        "\n"
        "Incident Details:\n"
        "- Impact: Students cannot complete games and save scores\n"
        "- Start Time: 2025-01-15 14:22 UTC\n"
        "- Suspected Cause: Recent deployment (v2.5.3) may have introduced bug\n"
        "- Error Messages: Monitoring alert: Score recording API error rate spike to 45%\n"
        "- Affected Services: Score Recording\n"
        "\n"
        "We have attempted the following troubleshooting:\n"
        "- Rollback initiated\n"
        "- Rollback completed, monitoring for recovery\n"
        "\n"
        "Please prioritize this issue and provide immediate assistance.\n"
        "\n"
        "Contact: Engineer One, engineer@example.com, +1 555 0100\n"
        "Account ID: acct-0042"
    )
    assert message.missing == ()


def test_T13_without_a_vendor_what_is_missing_is_named() -> None:
    case = fx1("14:39")
    case = case._replace(head=replace(case.head, people=None, vendors=None))

    assert set(case.write("T13").missing) == {
        "affected.users in internal.yml",
        "ACTION line in the log",
        "name of @engineer in people.yml",
        "email of @engineer in people.yml",
        "phone of @engineer in people.yml",
        "vendor.id in internal.yml",
    }


def test_T15_the_notice_says_that_it_is_a_third_party_and_where_to_look() -> None:
    case = fx1("14:39").record(
        components=("payments",), vendor=VendorLink(id="braintree", role="confirmed")
    )

    assert case.body("T15") == (
        "Payment processing is temporarily unavailable. The trouble is at Braintree, which "
        "handles card payments for us. Please try again in 1 hour.\n"
        "\n"
        "Braintree says what it knows at https://status.braintreepayments.com.\n"
        "\n"
        "We will provide an update within 30 minutes (by 15:09 UTC, 10:09 AM Eastern)."
    )
    assert "T15/status-page" in case.names()
