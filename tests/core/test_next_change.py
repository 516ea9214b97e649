"""What changes next by the clock alone: the machine that rebuilds asks for it (design §4)."""

from __future__ import annotations

import pytest

from generator.core.vocabulary import MaintenanceStatus
from tests.core.builders import (
    DOWN,
    RESOLVED,
    at,
    change,
    config,
    edition,
    incident,
    publish,
    said,
    work,
)

OPEN = incident(said("14:36", scores=DOWN))
OVER = said("15:10", RESOLVED)


def _next(records, moment: str, zone: str = "UTC", *, replay: bool = True):
    site = publish(records, moment, config(zone=zone), replay=replay)
    return site.next_change_at, site.next_change


@pytest.mark.parametrize(
    ("zone", "moment", "midnight"),
    [
        ("UTC", "12:00", "16 00:00"),
        ("UTC", "16 00:00", "17 00:00"),
        ("America/New_York", "04:59", "05:00"),
        ("America/New_York", "2025-03-09 12:00", "2025-03-10 04:00"),
        ("America/New_York", "2025-11-02 12:00", "2025-11-03 05:00"),
        ("Asia/Tokyo", "2024-02-28 15:00", "2024-02-29 15:00"),
        ("Pacific/Kiritimati", "2024-12-31 10:00", "2025-01-01 10:00"),
    ],
)
def test_at_the_latest_a_new_day_begins(zone: str, moment: str, midnight: str) -> None:
    assert _next([], moment, zone) == (at(midnight), "day")


def test_a_promise_runs_out() -> None:
    assert _next([OPEN], "14:40") == (at("15:06"), OPEN.id)
    assert _next([OPEN], "15:06") == (at("16 00:00"), "day")


def test_work_begins_and_ends() -> None:
    record = work()

    assert _next([record], "21:00") == (at("22:00"), record.id)
    assert _next([record], "16 00:30") == (at("16 02:00"), record.id)
    assert _next([record], "16 02:00") == (at("17 00:00"), "day")


def test_work_that_people_hold_only_runs_over() -> None:
    record = work(said("21:30", MaintenanceStatus.IN_PROGRESS))

    assert _next([record], "21:45") == (at("16 00:00"), "day")
    assert _next([record], "16 01:00") == (at("16 02:00"), record.id)


def test_a_report_comes_out_and_a_promised_change_gets_late() -> None:
    record = incident(
        said("14:36", scores=DOWN),
        OVER,
        editions=(edition("17 14:00", changes=(change("a", "2025-01-18"),)),),
    )

    assert _next([record], "17 09:00", replay=False) == (at("17 14:00"), record.id)
    assert _next([record], "18 12:00", "Europe/Berlin") == (at("18 23:00"), "day")


def test_what_is_dated_ahead_comes_when_its_time_has_come() -> None:
    record = incident(said("14:36", scores=DOWN, next_update="23:00"), said("15:30", text="Later."))

    assert _next([record], "15:00", replay=False) == (at("15:30"), record.id)
    # A replay knows nothing of what will be written.
    assert _next([record], "15:00") == (at("23:00"), record.id)


def test_the_soonest_of_all_records_counts() -> None:
    assert _next([OPEN, work(scheduled_for=at("15:00"))], "14:40") == (
        at("15:00"),
        "MNT-2025-01-15-001",
    )
