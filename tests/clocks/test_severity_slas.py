"""The three stages: targets, chains, changes of severity (R1 to R9, R145 to R150)."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from generator.core.clockwork.clocks import overall
from tests.clocks.calendars import local
from tests.clocks.stories import (
    NEW_YORK,
    PRINTED,
    Story,
    clock_time,
    clocks,
    day_time,
    stages,
    story,
)

TWO = story(
    "02:10 DETECTED report generation fails",
    "02:10 SEV 2",
    "02:20 ACK @engineer",
    "03:50 MITIGATED",
    "05:10 RESOLVED",
    id_="INC-2025-02-03-001",
)


def new_york(*lines: str, **facts: object) -> Story:
    """Return a story told in the local time of R4: ``2025-01-17 16:30 DETECTED``."""
    moved = [f"{local(line[:16]):%Y-%m-%d %H:%M}{line[16:]}" for line in lines]
    return story(*moved, id_=f"INC-{moved[0][:10]}-001", **facts)


def local_times(told: Story, moment: str, policy: str = NEW_YORK) -> dict[str, str]:
    """Return the deadline of each stage on the clock of New York."""
    return {
        clock.stage: clock.due_at.astimezone(ZoneInfo("America/New_York")).strftime("%a %d %H:%M")
        for clock in clocks(told, moment, policy)
        if clock.due_at is not None
    }


def test_R1_a_target_of_the_written_policy_moves_the_deadline() -> None:
    own = "severities:\n  1:\n    acknowledge: 4m\n"
    assert stages(PRINTED, "14:40")["acknowledge"] == ("met", "15 14:28", "15 14:24")
    assert stages(PRINTED, "14:40", own)["acknowledge"] == ("met", "15 14:27", "15 14:24")


def test_R2_severity_1_keeps_5_min_30_min_and_4_h() -> None:
    assert stages(PRINTED, "15:12") == {
        "acknowledge": ("met", "15 14:28", "15 14:24"),
        "mitigate": ("met", "15 14:54", "15 14:50"),
        "resolve": ("met", "15 18:50", "15 15:06"),
    }


def test_R3_severity_2_keeps_15_min_2_h_and_24_h() -> None:
    assert stages(TWO, "2025-02-03 06:00") == {
        "acknowledge": ("met", "03 02:25", "03 02:20"),
        "mitigate": ("met", "03 04:20", "03 03:50"),
        "resolve": ("met", "04 03:50", "03 05:10"),
    }


def test_R3_X3_severity_2_runs_through_night_and_weekend() -> None:
    told = story("03:00 DETECTED", "03:00 SEV 2", id_="INC-2025-01-18-001")
    acknowledge = stages(told, "2025-01-18 03:05", NEW_YORK)["acknowledge"]
    assert acknowledge == ("pending", "18 03:15", "")


WAITING = (
    "2025-01-17 16:30 DETECTED search is slow",
    "2025-01-17 16:30 SEV 3",
    "2025-01-21 09:10 ACK @engineer",
    "2025-01-22 11:00 MITIGATED",
)


def test_R4_X4_X5_a_sev_3_deadline_waits_over_a_holiday_weekend() -> None:
    assert local_times(new_york(*WAITING), "2025-01-22 17:00") == {
        "acknowledge": "Tue 21 09:30",
        "mitigate": "Wed 22 09:10",
        "resolve": "Mon 27 11:00",
    }
    plain = "calendar:\n  zone: America/New_York\n"
    assert local_times(new_york(*WAITING[:2]), "2025-01-18 17:00", plain)["acknowledge"] == (
        "Mon 20 09:30"
    )


def test_X4_X5_severity_3_may_be_measured_by_the_wall() -> None:
    own = f"{NEW_YORK}severities:\n  3:\n    mitigate: 8h\n    resolve: 72h\n"
    assert local_times(new_york(*WAITING), "2025-01-22 17:00", own) == {
        "acknowledge": "Tue 21 09:30",
        "mitigate": "Tue 21 17:10",
        "resolve": "Sat 25 11:00",
    }


def test_R5_X41_severity_4_is_acknowledged_by_the_end_of_the_next_business_day() -> None:
    told = new_york("2025-01-17 18:00 DETECTED typing error", "2025-01-17 18:00 SEV 4")
    early = "severities:\n  4:\n    acknowledge: start of next business day\n"
    assert local_times(told, "2025-01-18 12:00") == {"acknowledge": "Tue 21 17:00"}
    assert local_times(told, "2025-01-18 12:00", NEW_YORK + early) == {
        "acknowledge": "Tue 21 09:00"
    }


def test_R5_R150_best_effort_is_no_target_neither_zero_nor_met() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 4", "14:10 ACK", "15:00 MITIGATED", "16:00 RESOLVED")
    found = clocks(told, "17:00")
    assert [(c.stage, str(c.state), c.target is None, day_time(c.due_at)) for c in found] == [
        ("acknowledge", "met", False, "16 17:00"),
        ("mitigate", "not_applicable", True, ""),
        ("resolve", "not_applicable", True, ""),
    ]
    assert overall(found) == "met"


def test_R6_business_hours_follow_the_clock_change() -> None:
    told = new_york("2025-03-07 16:30 DETECTED", "2025-03-07 16:30 SEV 3")
    acknowledge = stages(told, "2025-03-08 12:00", NEW_YORK)["acknowledge"]
    assert acknowledge == ("pending", "10 13:30", "")


def test_R9_the_history_of_severities_begins_unset() -> None:
    course = PRINTED.whole()
    assert [(day_time(step.at), step.level) for step in course.severities] == [
        ("15 14:23", None),
        ("15 14:32", 1),
    ]
    assert course.severities[-1].reason == "Escalated: 500+ users affected, core functionality down"
    assert course.peak == 1


def test_R145_R147_the_figures_of_the_document_are_1_26_16_and_43() -> None:
    course = PRINTED.whole()
    found = clocks(course, "15:12")
    assert [clock.actual for clock in found] == [timedelta(minutes=m) for m in (1, 26, 16)]
    assert [clock.target.amount for clock in found if clock.target] == [
        timedelta(minutes=m) for m in (5, 30, 240)
    ]
    assert course.resolved_at is not None
    assert course.detected_at is not None
    assert course.resolved_at - course.detected_at == timedelta(minutes=43)
    assert overall(found) == "met"


def test_R145_a_missing_milestone_has_no_figure() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 2", "14:10 ACK", "15:30 RESOLVED")
    assert [clock.actual for clock in clocks(told, "16:00")] == [timedelta(minutes=10), None, None]


@pytest.mark.parametrize(
    ("acknowledged", "state", "late"), [("14:28:00", "met", 0), ("14:28:01", "missed", 1)]
)
def test_R148_equality_is_met_and_a_second_more_is_not(
    acknowledged: str, state: str, late: int
) -> None:
    told = story("14:23 DETECTED", "14:23 SEV 1", f"{acknowledged} ACK")
    clock = clocks(told, "14:30")[0]
    assert (str(clock.state), clock.late) == (state, timedelta(seconds=late))


def test_R149_a_deadline_that_has_passed_is_breached_at_once() -> None:
    told = story("14:23 DETECTED", "14:23 SEV 1")
    states = {m: [str(c.state) for c in clocks(told, m)] for m in ("14:28", "14:29")}
    assert states == {
        "14:28": ["pending", "provisional", "provisional"],
        "14:29": ["overdue", "provisional", "provisional"],
    }
    assert overall(clocks(told, "14:28")) == "pending"
    assert overall(clocks(told, "14:29")) in ("overdue", "missed")


def test_R150_overall_is_pending_while_none_is_missed_and_one_is_open() -> None:
    assert overall(clocks(PRINTED, "14:51")) == "pending"
    missed = story("14:00 DETECTED", "14:00 SEV 1", "14:09 ACK")
    assert overall(clocks(missed, "14:10")) == "missed"


def test_X2_after_an_upgrade_the_stage_keeps_its_own_start_or_restarts() -> None:
    restart = "clocks:\n  on_upgrade: restart\n"
    assert stages(PRINTED, "14:40")["mitigate"][1] == "15 14:54"
    assert stages(PRINTED, "14:40", restart)["mitigate"][1] == "15 15:02"


@pytest.mark.parametrize(
    ("acknowledged", "verdict"),
    [("10:10", ("met", "15 10:15", "15 10:10")), ("10:20", ("missed", "15 10:15", "15 10:20"))],
)
def test_X2_a_stage_that_ended_keeps_its_verdict_after_an_upgrade(
    acknowledged: str, verdict: tuple[str, str, str]
) -> None:
    told = story(
        "10:00 DETECTED", "10:00 SEV 2", f"{acknowledged} ACK", "10:21 SEV 1 data are being lost"
    )
    found = stages(told, "10:25")
    assert found["acknowledge"] == verdict
    late = clock_time(acknowledged) + timedelta(minutes=30)
    assert found["mitigate"] == ("pending", day_time(late), "")


def test_X2_a_downgrade_never_un_breaches() -> None:
    told = story("10:00 DETECTED", "10:00 SEV 1", "10:07 SEV 3 few users", "10:20 ACK")
    assert stages(told, "10:06")["acknowledge"] == ("overdue", "15 10:05", "")
    assert stages(told, "10:10")["acknowledge"] == ("overdue", "15 10:05", "")
    assert stages(told, "10:30")["acknowledge"] == ("missed", "15 10:05", "15 10:20")


def test_X2_a_severity_set_twice_is_the_same_severity() -> None:
    once = story("10:00 DETECTED", "10:02 SEV 1", "10:04 ACK")
    twice = story("10:00 DETECTED", "10:02 SEV 1", "10:03 SEV 1 again", "10:04 ACK")
    restart = "clocks:\n  on_upgrade: restart\n"
    for policy in ("", restart):
        assert stages(once, "10:30", policy) == stages(twice, "10:30", policy)


def test_X23_an_unset_severity_is_assumed_and_says_so() -> None:
    told = story("14:23 DETECTED", "14:24 ACK")
    first, second, _ = clocks(told, "14:25")
    assert (first.severity, first.is_assumed, str(first.state)) == (2, True, "met")
    assert (day_time(second.due_at), second.is_assumed) == ("15 16:24", True)
    graver = "clocks:\n  severity_while_unset: 1\n"
    first, second, _ = clocks(told, "14:25", graver)
    assert (first.severity, day_time(first.due_at), day_time(second.due_at)) == (
        1, "15 14:28", "15 14:54",
    )  # fmt: skip


def test_X23_nothing_is_missed_under_a_severity_that_nobody_set() -> None:
    told = story("14:23 DETECTED", "14:43 ACK", "14:50 SEV 3 few users")
    assert stages(told, "14:45")["acknowledge"][0] == "provisional"
    assert stages(told, "14:51")["acknowledge"] == ("met", "15 15:23", "15 14:43")


def test_X24_the_chain_counts_and_the_promise_from_detection_stands_beside_it() -> None:
    told = story("14:23 DETECTED", "14:23 SEV 1", "14:24 ACK")
    mitigate = clocks(told, "14:25")[1]
    assert (day_time(mitigate.due_at), day_time(mitigate.promised_at)) == ("15 14:54", "15 14:58")
    promised = "clocks:\n  mitigation_from: detection\n"
    assert stages(told, "14:25", promised)["mitigate"] == ("pending", "15 14:58", "")


def test_X24_while_nobody_acknowledged_later_deadlines_are_provisional() -> None:
    told = story("14:23 DETECTED", "14:23 SEV 1")
    assert stages(told, "14:24") == {
        "acknowledge": ("pending", "15 14:28", ""),
        "mitigate": ("provisional", "15 14:58", ""),
        "resolve": ("provisional", "15 18:58", ""),
    }


def test_X44_waiting_for_a_release_waives_the_resolve_clock_with_its_reason() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 3", "14:10 ACK", "15:00 MITIGATED",
        deferred_to="v2.6", deferred_reason="nobody is stopped by it",
    )  # fmt: skip
    resolve = clocks(told, "2025-02-15 12:00")[2]
    assert str(resolve.state) == "waived"
    assert "v2.6" in resolve.reason
    assert overall(clocks(told, "2025-02-15 12:00")) == "met"


def test_X44_a_mitigation_is_owed_whatever_release_the_fix_waits_for() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 3", "14:10 ACK", deferred_to="v2.6")
    assert [str(clock.state) for clock in clocks(told, "2025-02-15 12:00")] == [
        "met",
        "overdue",
        "waived",
    ]


def test_X17_mitigated_is_what_a_responder_stated_and_verified_stands_apart() -> None:
    course = PRINTED.whole()
    assert (day_time(course.mitigated_at), day_time(course.verified_at)) == ("15 14:50", "15 15:05")


def test_X45_a_start_before_detection_gives_the_time_to_detect() -> None:
    told = story("14:22 STARTED", "14:23 DETECTED").whole()
    assert told.started_at is not None
    assert told.detected_at is not None
    assert told.detected_at - told.started_at == timedelta(minutes=1)
    assert story("14:23 DETECTED").whole().started_at is None


def test_R145_what_was_mitigated_and_resolved_in_one_has_no_length_of_its_own() -> None:
    told = story("14:00 DETECTED", "14:00 SEV 1", "14:01 ACK", "14:20 RESOLVED")
    assert [(c.stage, str(c.state), c.actual, c.reason) for c in clocks(told, "15:00")][1:] == [
        ("mitigate", "met", None, ""),
        ("resolve", "met", None, "mitigated and resolved in one"),
    ]
