"""The repository's own records are clean, plainly samples, and meet at one moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
)
from generator.pipeline.check import check_repository
from tests.content.samples import LATER, MEETING, ROOT, built, config, records, view

FIXTURE = "INC-2025-01-15-001"
SAMPLE_FILES = sorted(
    path for path in (ROOT / "incidents").rglob("*.yml") if path.parts[-2] != FIXTURE
)
DOWN, PARTLY = ComponentState.MAJOR_OUTAGE, ComponentState.PARTIAL_OUTAGE
TROUBLE, PLANNED = ComponentState.DEGRADED_PERFORMANCE, ComponentState.UNDER_MAINTENANCE


@pytest.mark.parametrize("now", [MEETING, LATER], ids=["sample moment", "long after"])
def test_every_record_of_this_repository_is_as_it_should_be_but_for_one(now: datetime) -> None:
    """The document's own incident was resolved after 16 minutes, which its rule forbids (R86)."""
    found = check_repository(ROOT, now=now, strict=True)

    assert [(each.path.split("/")[2], each.code) for each in found.findings] == [
        (FIXTURE, "DUT014")
    ]
    assert found.exit_status == 0


def test_a_build_of_this_repository_finds_nothing() -> None:
    made, _ = built(MEETING, replay=True)
    assert made.findings == ()


@pytest.mark.parametrize("path", SAMPLE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_sample_says_in_its_first_line_that_it_is_one(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("# Sample data: ")


def test_the_page_at_the_sample_moment_shows_every_state_that_can_be_shown() -> None:
    site = built(MEETING, replay=True)[0].site
    assert {
        "open": [(each.id, each.state) for each in site.open],
        "active": [(each.id, each.is_awaiting_confirmation) for each in site.active],
        "upcoming": [each.id for each in site.upcoming],
        "broken": site.state.broken,
        "in_maintenance": set(site.state.in_maintenance),
        "working": (site.state.working, site.state.total),
        "is_known": site.state.is_known,
    } == {
        "open": [("INC-2025-04-10-002", DOWN), ("INC-2025-04-10-001", TROUBLE)],
        "active": [("MNT-2025-04-03-001", True), ("MNT-2025-04-07-001", False)],
        "upcoming": ["MNT-2025-04-08-001", "MNT-2025-04-09-001"],
        "broken": (("music-games", DOWN), ("reports", TROUBLE)),
        "in_maintenance": {"gift-codes", "search"},
        "working": (8, 12),
        "is_known": True,
    }


def test_the_last_two_weeks_before_the_sample_moment_are_not_empty() -> None:
    recent = [digest.id for digest in built(MEETING, replay=True)[0].site.recent]
    assert recent == ["INC-2025-04-08-001", "INC-2025-04-03-001"]


def test_long_after_the_page_is_calm() -> None:
    site = built(LATER, replay=False)[0].site
    assert (site.open, site.active, site.upcoming, site.damaged) == ((), (), (), ())
    assert (site.state.is_known, site.state.state, site.state.working, site.state.total) == (
        True,
        ComponentState.OPERATIONAL,
        12,
        12,
    )


def test_nothing_is_written_after_the_sample_moment_but_how_that_day_went_on() -> None:
    late = {
        (record.id, update.at.date().isoformat())
        for record in records().values()
        for update in record.updates
        if update.at > MEETING
    }
    assert late == {
        ("INC-2025-04-10-001", "2025-04-10"),
        ("INC-2025-04-10-002", "2025-04-10"),
        ("MNT-2025-04-03-001", "2025-04-10"),
    }


def test_every_record_lies_within_ninety_days_of_the_fixture_but_the_late_one() -> None:
    first = records()[FIXTURE].date
    outside = [
        record.id
        for record in records().values()
        if not timedelta(0) <= record.date - first <= timedelta(days=90)
    ]
    assert outside == ["INC-2024-12-18-001"]


def test_one_incident_is_renamed() -> None:
    shown = view("INC-2025-01-22-001")
    assert (shown.title, shown.former_titles) == (
        "The public website opens slowly",
        ("Some pages open slowly",),
    )


def test_one_update_stays_out_of_feeds_and_one_is_shown_earlier_than_written() -> None:
    updates = view("INC-2025-01-22-001").updates
    assert [update.id for update in updates if not update.notify] == ["20250122T135200Z"]
    assert [(each.at, each.shown_at) for each in updates if each.at != each.shown_at] == [
        (
            datetime(2025, 1, 22, 13, 20, tzinfo=UTC),
            datetime(2025, 1, 22, 13, 5, tzinfo=UTC),
        )
    ]


def test_one_update_is_withdrawn_and_its_words_are_on_no_page() -> None:
    shown = view("INC-2025-01-28-001")
    assert [update.id for update in shown.updates if update.is_withdrawn] == ["20250128T192000Z"]
    _, files = built(MEETING, replay=True)
    secret = b"Assignments handed in since Monday were lost"
    assert [path for path, content in files.items() if secret in content] == []


def test_one_incident_is_withdrawn_as_a_whole() -> None:
    assert [each for each in records() if view(each, LATER).is_tombstone] == ["INC-2025-02-19-001"]


def test_one_incident_is_merged_into_another() -> None:
    assert view("INC-2025-02-05-002").merged_into == "INC-2025-02-05-001"


def test_one_incident_was_written_down_long_afterwards() -> None:
    shown = view("INC-2024-12-18-001")
    assert (shown.is_backfilled, shown.started_at) == (
        True,
        datetime(2024, 12, 18, 9, 10, tzinfo=UTC),
    )


def test_three_incidents_are_trouble_of_companies_the_service_depends_on() -> None:
    vendors = {each: view(each, LATER).vendor for each in records()}
    assert {each: vendor.id for each, vendor in vendors.items() if vendor} == {
        "INC-2024-12-18-001": "email-provider",
        "INC-2025-02-12-001": "braintree",
        "INC-2025-04-08-001": "email-provider",
    }


def test_one_incident_holds_three_parts_in_three_states_at_once() -> None:
    at = datetime(2025, 3, 6, 18, 10, tzinfo=UTC)
    assert view("INC-2025-03-06-001", at).states == (
        ("reports", DOWN),
        ("teacher-dashboard", PARTLY),
        ("assignments", TROUBLE),
    )


def test_updates_lie_inline_in_files_of_their_own_and_mixed() -> None:
    def forms(record_id: str) -> set[str]:
        return {
            "file" if "/updates/" in update.path else "inline"
            for update in records()[record_id].updates
        }

    assert forms("INC-2025-01-22-001") == {"inline"}
    assert forms("INC-2025-02-05-001") == {"file"}
    assert forms("INC-2025-03-06-001") == {"inline", "file"}


def test_states_without_text_are_there_for_every_kind_of_words() -> None:
    silent = {
        (update.status, record.vendor is not None)
        for record in records().values()
        for update in record.updates
        if not update.text and update.status
    }
    assert silent == {
        (IncidentStatus.INVESTIGATING, False),
        (IncidentStatus.MONITORING, False),
        (IncidentStatus.RESOLVED, False),
        (IncidentStatus.IDENTIFIED, True),
    }


def test_one_incident_is_reopened_and_one_of_its_texts_amended() -> None:
    statuses = [update.status for update in reversed(view("INC-2025-03-12-001").updates)]
    assert statuses == [
        IncidentStatus.INVESTIGATING,
        IncidentStatus.MONITORING,
        IncidentStatus.RESOLVED,
        IncidentStatus.INVESTIGATING,
        IncidentStatus.IDENTIFIED,
        IncidentStatus.RESOLVED,
    ]
    amended = [each for each in view("INC-2025-03-12-001").updates if each.changed_at]
    assert [(each.id, "64 codes" in each.text) for each in amended] == [("20250312T180000Z", True)]


def test_one_notice_touches_no_part_and_is_shown_to_everyone() -> None:
    shown = view("INC-2025-03-25-001", datetime(2025, 3, 25, 13, 0, tzinfo=UTC))
    assert (shown.components, shown.impact, shown.banner, shown.promise_due_at) == (
        (),
        Impact.MINOR,
        BannerScope.ALL,
        None,
    )
    assert shown.advice


def test_planned_work_is_there_in_every_state() -> None:
    shown = {each: view(each) for each in records() if each.startswith("MNT-")}
    assert {
        each: (str(found.status), found.is_cancelled, found.is_awaiting_confirmation)
        for each, found in shown.items()
    } == {
        "MNT-2025-01-27-001": ("completed", False, False),
        "MNT-2025-02-17-001": ("completed", False, False),
        "MNT-2025-03-03-001": ("completed", True, False),
        "MNT-2025-03-10-001": ("completed", False, False),
        "MNT-2025-04-03-001": ("in_progress", False, True),
        "MNT-2025-04-07-001": ("in_progress", False, False),
        "MNT-2025-04-08-001": ("scheduled", False, False),
        "MNT-2025-04-09-001": ("scheduled", False, False),
    }


def test_the_clock_completes_one_work_and_a_person_another() -> None:
    def last(record_id: str) -> tuple[MaintenanceStatus, bool]:
        newest = view(record_id).updates[0]
        assert isinstance(newest.status, MaintenanceStatus)
        return newest.status, newest.is_synthetic

    assert last("MNT-2025-01-27-001") == (MaintenanceStatus.COMPLETED, True)
    assert last("MNT-2025-02-17-001") == (MaintenanceStatus.COMPLETED, False)


def test_one_work_was_moved_by_a_week() -> None:
    assert view("MNT-2025-03-10-001").scheduled_for == datetime(2025, 3, 23, 2, 0, tzinfo=UTC)


def test_a_part_that_is_retired_keeps_its_history() -> None:
    component = config().component("practice-diary")
    assert component is not None
    assert component.retired is not None
    assert "practice-diary" in view("INC-2025-01-28-001").components
    assert (
        b"Practice diary" in built(LATER, replay=False)[1]["components/practice-diary/index.html"]
    )


def test_the_second_account_of_one_incident_takes_the_place_of_the_first() -> None:
    def edition(day: int) -> tuple[int, str]:
        found = view("INC-2025-02-05-001", datetime(2025, 2, day, 12, 0, tzinfo=UTC)).postmortem
        assert found is not None
        return found.edition.number, found.edition.edition

    assert (edition(8), edition(15)) == ((1, "preliminary"), (2, "final"))


def test_promised_changes_are_there_in_every_state() -> None:
    states = {
        change.state
        for each in (FIXTURE, "INC-2025-02-05-001")
        if (report := view(each).postmortem)
        for change in report.changes
    }
    assert states == {"done", "late", "planned", "dropped"}
