"""What the API says of each kind of record, as a client sees it (interop §1.2, design §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from generator.core.api_ids import create_api_id
from generator.core.facts import Damage, Group, Record, SiteConfig
from tests.api.trees import read_api
from tests.core import fx1
from tests.core.builders import (
    DOWN,
    FINE,
    INC,
    INVESTIGATING,
    MNT,
    MONITORING,
    RESOLVED,
    SLOW,
    at,
    config,
    incident,
    said,
    work,
)

MERGED = "INC-2025-01-15-002"
WITHDRAWN = "This update was withdrawn."


def events(record: Record, moment: str, *, site: SiteConfig | None = None) -> Any:
    """Return all of the one record's event in the list of everything."""
    tree = read_api([record], site or config(), at(moment))
    found = [
        *tree["incidents"]["incidents"],
        *tree["scheduled-maintenances"]["scheduled_maintenances"],
    ]
    assert len(found) == 1
    return found[0]


def told(event: Any) -> list[tuple[str, str, str]]:
    """Return status, time and moves of each update, newest first."""
    return [
        (
            update["status"],
            update["created_at"][11:16],
            " ".join(
                f"{each['name']}:{each['old_status']}>{each['new_status']}"
                for each in update["affected_components"] or ()
            ),
        )
        for update in event["incident_updates"]
    ]


def test_fx1_while_it_lasts_is_told_as_statuspage_would() -> None:
    tree = read_api([fx1.RECORD], fx1.CONFIG, at("14:53"))
    (event,) = tree["summary"]["incidents"]
    part = create_api_id("component", "score-recording")
    assert {key: value for key, value in event.items() if key != "components"} == {
        "id": create_api_id("incident", fx1.ID),
        "name": fx1.TITLE,
        "status": "monitoring",
        "created_at": "2025-01-15T09:36:00.000-05:00",
        "updated_at": "2025-01-15T09:52:00.000-05:00",
        "monitoring_at": "2025-01-15T09:52:00.000-05:00",
        "resolved_at": None,
        "impact": "critical",
        "shortlink": f"https://status.musiclearningcommunity.com/incidents/{fx1.ID}/",
        "started_at": "2025-01-15T09:36:00.000-05:00",
        "page_id": tree["summary"]["page"]["id"],
        "incident_updates": [
            {
                "id": create_api_id("update", f"{fx1.ID}/20250115T145200Z"),
                "status": "monitoring",
                "body": fx1.SECOND_TEXT.strip(),
                "incident_id": create_api_id("incident", fx1.ID),
                "created_at": "2025-01-15T09:52:00.000-05:00",
                "updated_at": "2025-01-15T09:52:00.000-05:00",
                "display_at": "2025-01-15T09:52:00.000-05:00",
                "affected_components": [
                    {
                        "code": part,
                        "name": "Score recording",
                        "old_status": "major_outage",
                        "new_status": "degraded_performance",
                    }
                ],
                "deliver_notifications": True,
                "custom_tweet": None,
                "tweet_id": None,
            },
            {
                "id": create_api_id("update", f"{fx1.ID}/20250115T143600Z"),
                "status": "investigating",
                "body": fx1.FIRST_TEXT.strip(),
                "incident_id": create_api_id("incident", fx1.ID),
                "created_at": "2025-01-15T09:36:00.000-05:00",
                "updated_at": "2025-01-15T09:36:00.000-05:00",
                "display_at": "2025-01-15T09:36:00.000-05:00",
                "affected_components": [
                    {
                        "code": part,
                        "name": "Score recording",
                        "old_status": "operational",
                        "new_status": "major_outage",
                    }
                ],
                "deliver_notifications": True,
                "custom_tweet": None,
                "tweet_id": None,
            },
        ],
        "reminder_intervals": None,
    }
    assert [each["status"] for each in event["components"]] == ["degraded_performance"]
    assert tree["status"]["status"] == {
        "indicator": "minor",
        "description": "Partially Degraded Service",
    }


def test_fx1_after_its_report_ends_in_a_post_mortem_without_a_time_to_show() -> None:
    event = events(fx1.RECORD, "18 00:00", site=fx1.CONFIG)
    newest = event["incident_updates"][0]
    assert (event["status"], event["resolved_at"][11:16]) == ("postmortem", "10:10")
    assert newest == {
        "id": create_api_id("postmortem", fx1.ID),
        "status": "postmortem",
        "body": newest["body"],
        "incident_id": event["id"],
        "created_at": "2025-01-17T09:00:00.000-05:00",
        "updated_at": "2025-01-17T09:00:00.000-05:00",
        "display_at": None,
        "affected_components": None,
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }
    assert newest["body"].startswith(fx1.EDITION.summary.strip())
    assert newest["body"].endswith(
        f"https://status.musiclearningcommunity.com/postmortems/{fx1.ID}/"
    )
    assert [each[0] for each in told(event)] == [
        "postmortem", "resolved", "monitoring", "investigating",
    ]  # fmt: skip


def test_a_site_without_incidents_is_well_since_a_day_of_the_past() -> None:
    tree = read_api([], replace(config(), zone="UTC"), at("14:00"))
    assert tree["summary"]["incidents"] == tree["incidents"]["incidents"] == []
    assert tree["status"]["status"]["indicator"] == "none"
    assert tree["summary"]["page"]["updated_at"] == "2025-01-01T00:00:00.000Z"


def test_a_page_in_utc_writes_z_and_any_other_its_offset() -> None:
    record = incident(said("14:36", INVESTIGATING, scores=DOWN))
    times = {
        zone: events(record, "15:00", site=replace(config(), zone=zone))["created_at"]
        for zone in ("UTC", "Etc/UTC", "Europe/London", "America/New_York", "Asia/Kolkata")
    }
    assert times == {
        "UTC": "2025-01-15T14:36:00.000Z",
        "Etc/UTC": "2025-01-15T14:36:00.000Z",
        "Europe/London": "2025-01-15T14:36:00.000+00:00",
        "America/New_York": "2025-01-15T09:36:00.000-05:00",
        "Asia/Kolkata": "2025-01-15T20:06:00.000+05:30",
    }


def test_parts_are_told_with_every_update_from_the_first_that_names_them() -> None:
    record = incident(
        said("14:36", INVESTIGATING),
        said("14:40", scores=DOWN),
        said("14:50", MONITORING),
        said("15:00", RESOLVED),
    )
    event = events(record, "16:00", site=replace(config(), zone="UTC"))
    assert told(event) == [
        ("resolved", "15:00", "Scores:major_outage>operational"),
        ("monitoring", "14:50", "Scores:major_outage>major_outage"),
        ("investigating", "14:40", "Scores:operational>major_outage"),
        ("investigating", "14:36", ""),
    ]
    assert event["incident_updates"][-1]["affected_components"] is None


def test_parts_are_called_by_group_and_name_where_there_are_groups() -> None:
    site = replace(
        config(),
        groups=(Group(id="all", name="Learning"), Group(id="more", name="More")),
        zone="UTC",
    )
    event = events(incident(said("14:36", INVESTIGATING, scores=DOWN)), "15:00", site=site)
    assert told(event) == [("investigating", "14:36", "Learning - Scores:operational>major_outage")]


def test_what_is_backdated_shows_earlier_and_is_created_when_it_was_written() -> None:
    record = incident(
        said("14:36", INVESTIGATING, scores=DOWN, happened_at=at("14:22")),
        said("15:10", RESOLVED, happened_at=at("15:06")),
    )
    event = events(record, "16:00", site=replace(config(), zone="UTC"))
    assert [
        (each["created_at"][11:16], each["display_at"][11:16]) for each in event["incident_updates"]
    ] == [("15:10", "15:06"), ("14:36", "14:22")]
    assert (event["created_at"][11:16], event["started_at"][11:16]) == ("14:36", "14:22")
    assert event["resolved_at"][11:16] == "15:06"


def test_an_amended_update_moves_its_updated_at_alone() -> None:
    first = said("14:36", INVESTIGATING, scores=DOWN, text="Sores are lost.")
    amendment = said("14:50", text="Scores are lost.", amends=first.id)
    event = events(incident(first, amendment), "15:00", site=replace(config(), zone="UTC"))
    (update,) = event["incident_updates"]
    assert (update["body"], update["created_at"][11:16], update["updated_at"][11:16]) == (
        "Scores are lost.", "14:36", "14:50",
    )  # fmt: skip
    assert event["updated_at"][11:16] == "14:50"


def test_a_withdrawn_update_keeps_its_id_and_loses_its_words() -> None:
    first = said("14:36", INVESTIGATING, scores=SLOW, text="Slow.")
    wrong = said("14:40", scores=DOWN, text="A secret.")
    back = said("14:45", retracts=wrong.id)
    event = events(incident(first, wrong, back), "15:00", site=replace(config(), zone="UTC"))
    assert [each["id"] for each in event["incident_updates"]] == [
        create_api_id("update", f"{INC}/{each.id}") for each in (back, wrong, first)
    ]
    assert event["incident_updates"][1]["body"] == WITHDRAWN
    assert event["incident_updates"][1]["updated_at"][11:16] == "14:45"
    assert [each["status"] for each in event["components"]] == ["degraded_performance"]
    assert "secret" not in str(event)


def test_a_withdrawn_incident_is_over_and_says_nothing_any_more() -> None:
    record = incident(
        said("14:36", INVESTIGATING, scores=DOWN, text="A secret."),
        said("14:45", retracts="incident"),
        title="A secret",
    )
    tree = read_api([record], config(), at("15:00"))
    (event,) = tree["incidents/resolved"]["incidents"]
    assert tree["incidents/unresolved"]["incidents"] == []
    assert (event["status"], event["impact"], event["components"]) == ("resolved", "none", [])
    assert event["incident_updates"][1]["body"] == WITHDRAWN
    assert "secret" not in str(tree)


def test_a_merged_incident_is_over_and_its_last_word_says_where_it_goes_on() -> None:
    record = incident(
        said("14:36", INVESTIGATING, scores=DOWN),
        said("14:45", merged_into="INC-2025-01-15-002"),
    )
    event = events(record, "15:00", site=replace(config(), zone="UTC"))
    assert event["status"] == "resolved"
    assert event["resolved_at"][11:16] == "14:45"


def test_planned_work_that_the_clock_moves_has_updates_nobody_wrote() -> None:
    site = replace(config(), zone="UTC")
    before = events(work(), "15 20:00", site=site)
    begun = events(work(), "15 23:00", site=site)
    over = events(work(), "16 03:00", site=site)
    moved = "Search:operational>under_maintenance"
    assert told(before) == [("scheduled", "00:00", "Search:operational>operational")]
    assert told(begun) == [("in_progress", "22:00", moved), *told(before)]
    assert told(over) == [
        ("completed", "02:00", "Search:under_maintenance>operational"),
        *told(begun),
    ]
    assert over["incident_updates"][0]["id"] == create_api_id("update", f"{MNT}/clock-completed")
    assert (over["scheduled_for"], over["scheduled_until"], over["impact"]) == (
        "2025-01-15T22:00:00.000Z", "2025-01-16T02:00:00.000Z", "maintenance",
    )  # fmt: skip
    assert over["resolved_at"] == "2025-01-16T02:00:00.000Z"
    assert begun["components"][0]["status"] == "under_maintenance"


def test_cancelled_work_is_completed_when_it_was_called_off() -> None:
    record = work(said("20:00", cancelled=True, text="Not tonight."))
    tree = read_api([record], replace(config(), zone="UTC"), at("21:00"))
    (event,) = tree["scheduled-maintenances"]["scheduled_maintenances"]
    assert tree["summary"]["scheduled_maintenances"] == []
    assert told(event)[0] == ("completed", "20:00", "Search:operational>operational")
    assert event["resolved_at"] == "2025-01-15T20:00:00.000Z"


@pytest.mark.parametrize(
    ("days", "status", "lists"), [(1, "investigating", "unresolved"), (100, "resolved", "resolved")]
)
def test_an_unreadable_record_is_told_of_and_open_while_it_is_news(
    days: int, status: str, lists: str
) -> None:
    record = replace(incident(), title=None, damage=(Damage(path="x", at=at("14:36")),))
    tree = read_api([record], config(), at("14:36") + timedelta(days=days))
    (event,) = tree[f"incidents/{lists}"]["incidents"]
    assert event["status"] == status
    assert event["name"] == "A notice we cannot show yet"
    assert [each["status"] for each in event["incident_updates"]] == [status]
    indicator = tree["status"]["status"]["indicator"]
    assert indicator == ("major" if status == "investigating" else "none")


def test_what_ended_without_a_readable_word_ended_when_it_was_last_known() -> None:
    record = replace(incident(), damage=(Damage(path="x", at=at("14:36")),))
    event = events(record, "2025-06-15 12:00", site=replace(config(), zone="UTC"))
    assert (event["status"], event["resolved_at"]) == ("resolved", "2025-01-15T14:36:00.000Z")


@pytest.mark.parametrize("slip", [{"retracts": "incident"}, {"merged_into": MERGED}])
@pytest.mark.parametrize(("days", "status"), [(1, "investigating"), (100, "resolved")])
def test_a_slip_that_puts_an_incident_away_leaves_it_open_while_it_is_news(
    slip: dict[str, str], days: int, status: str
) -> None:
    record = incident(said("14:36", INVESTIGATING, scores=DOWN, is_damaged=True, **slip))
    event = events(record, "2025-01-15 14:40" if days == 1 else "2025-04-25 14:40")
    assert event["status"] == status
    assert (event["resolved_at"] is None) is (days == 1)


def test_planned_work_never_ends_before_it_begins() -> None:
    record = work(scheduled_for=at("22:00"), scheduled_until=at("21:00"))
    event = events(record, "15:00", site=replace(config(), zone="UTC"))
    assert event["scheduled_for"] == event["scheduled_until"] == "2025-01-15T22:00:00.000Z"


def test_what_is_dated_far_ahead_is_not_reached_yet() -> None:
    record = incident(said("14:36", INVESTIGATING), said("23:00", MONITORING))
    tree = read_api([record], config(), at("15:00"), replay=False)
    (event,) = tree["summary"]["incidents"]
    assert (event["status"], event["monitoring_at"]) == ("investigating", None)


def test_an_announcement_without_any_words_is_no_empty_message() -> None:
    undated = {"scheduled_for": None, "scheduled_until": None}
    bodies = [
        events(record, "15:00")["incident_updates"][0]["body"]
        for record in (work(), work(components=()), work(components=(), **undated))
    ]
    assert bodies == [
        "We have planned work. It concerns: Search.",
        "Planned for Wed, Jan 15, 10:00\xa0PM to 2:00\xa0AM UTC.",
        "Announced",
    ]


def test_an_imported_record_keeps_its_ids() -> None:
    first = said("14:36", RESOLVED, scores=FINE, api_id="gv96mtfg46fj")
    record = incident(first, api_id="69sb0f8lydp4", backfilled=True)
    event = events(record, "15:00")
    assert event["id"] == "69sb0f8lydp4"
    assert event["incident_updates"][0]["id"] == "gv96mtfg46fj"
    assert event["incident_updates"][0]["deliver_notifications"] is True


def test_nobody_was_told_of_what_was_written_down_long_afterwards() -> None:
    event = events(incident(said("14:36", RESOLVED), backfilled=True), "15:00")
    assert event["incident_updates"][0]["deliver_notifications"] is False


def test_lists_are_cut_at_fifty_and_nothing_open_is_ever_cut() -> None:
    records = [
        incident(
            said("14:36", INVESTIGATING, scores=DOWN),
            id=f"INC-2025-01-15-{number:03}",
        )
        for number in range(1, 71)
    ]
    tree = read_api(records, config(), at("15:00"))
    assert len(tree["incidents"]["incidents"]) == 50
    assert len(tree["incidents/unresolved"]["incidents"]) == 70
    assert len(tree["summary"]["incidents"]) == 70
