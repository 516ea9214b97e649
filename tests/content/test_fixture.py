"""The first record: the worked example of the incident response plan, at its five moments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import yaml

from generator.core.vocabulary import ComponentState, DataLoss, IncidentStatus
from tests.content.samples import ROOT, view

FOLDER = ROOT / "incidents" / "2025" / "INC-2025-01-15-001"
OPERATIONAL, TROUBLE = ComponentState.OPERATIONAL, ComponentState.DEGRADED_PERFORMANCE
DOWN = ComponentState.MAJOR_OUTAGE


def _at(day: int, hour: int, minute: int) -> datetime:
    return datetime(2025, 1, day, hour, minute, tzinfo=UTC)


def test_the_five_moments_read_as_that_morning_went() -> None:
    moments = [_at(15, 14, 36), _at(15, 14, 40), _at(15, 14, 53), _at(15, 15, 12), _at(18, 0, 0)]
    shown = [view(FOLDER.name, moment) for moment in moments]
    assert [
        (each.status, each.state, each.promise_due_at, len(each.updates), each.postmortem is None)
        for each in shown
    ] == [
        (IncidentStatus.INVESTIGATING, DOWN, _at(15, 15, 6), 1, True),
        (IncidentStatus.INVESTIGATING, DOWN, _at(15, 15, 6), 1, True),
        (IncidentStatus.MONITORING, TROUBLE, _at(15, 15, 22), 2, True),
        (IncidentStatus.RESOLVED, OPERATIONAL, None, 3, True),
        (IncidentStatus.RESOLVED, OPERATIONAL, None, 3, False),
    ]


def test_people_felt_it_for_forty_four_minutes() -> None:
    shown = view(FOLDER.name)
    assert (shown.started_at, shown.ended_at) == (_at(15, 14, 22), _at(15, 15, 6))
    assert shown.durations == ((DOWN, timedelta(minutes=28)), (TROUBLE, timedelta(minutes=16)))


def test_the_public_account_has_all_its_parts() -> None:
    report = view(FOLDER.name).postmortem
    assert report is not None
    edition = report.edition
    assert (edition.published_at, edition.edition, edition.data_lost, edition.data_recoverable) == (
        _at(17, 14, 0),
        "final",
        DataLoss.CONFIRMED,
        False,
    )
    parts = (
        edition.title, edition.affected, edition.not_affected, edition.data_text, edition.summary,
        edition.what_to_do, edition.impact, edition.what_happened, edition.why, edition.fix,
        edition.changes, edition.went_well, edition.contact,
    )  # fmt: skip
    assert all(parts)
    assert [change.id for change in edition.changes if change.due is None] == []


def test_the_account_was_published_in_the_time_its_last_update_named() -> None:
    last = view(FOLDER.name).updates[0].text
    assert "by 15:06 UTC on January 17" in last
    report = view(FOLDER.name).postmortem
    assert report is not None
    assert report.edition.published_at <= _at(17, 15, 6)


def test_the_review_has_every_section_and_each_action_stands_in_the_public_account() -> None:
    review = yaml.load((FOLDER / "review.yml").read_text("utf-8"), yaml.BaseLoader)
    assert set(review) == {
        "status", "date", "authors", "approved_by", "severity", "meeting", "executive_summary",
        "overview", "primary_cause", "contributing_factors", "five_whys", "impact",
        "immediate_mitigation", "permanent_fix", "verification", "went_well", "went_poorly",
        "actions", "lessons", "recommendations", "acknowledgments",
    }  # fmt: skip
    assert review["meeting"]["at"] == "2025-01-16 10:00 America/New_York"
    assert len(review["five_whys"]) == 5
    actions = {each["id"] for each in review["actions"]}
    assert actions == {f"A{number}" for number in range(1, 10)}
    named = [name for each in review["went_poorly"] for name in each["actions"]]
    assert set(named) <= actions
    report = view(FOLDER.name).postmortem
    assert report is not None
    assert {each["public"] for each in review["actions"]} == {
        change.id for change in report.edition.changes
    }
