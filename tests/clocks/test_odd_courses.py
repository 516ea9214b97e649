"""Incidents that do not go by the book: reopened, merged, false, out of order, written later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.core.clockwork.clocks import overall
from generator.core.clockwork.course import find_status_hint, internal_status
from tests.clocks.stories import (
    PRINTED,
    clocks,
    day_time,
    duties,
    ledger,
    overdue,
    owed,
    stages,
    story,
)

SOLVED = (
    "14:23 DETECTED", "14:24 ACK @bob", "14:32 SEV 1", "14:35 IC @eve", "14:50 MITIGATED",
    "15:06 RESOLVED",
)  # fmt: skip


@pytest.mark.parametrize(
    ("moment", "status"),
    [("14:25", "investigating"), ("14:51", "mitigated"), ("15:12", "resolved")],
)
def test_X1_the_status_follows_from_milestones(moment: str, status: str) -> None:
    assert internal_status(PRINTED.at(moment)) == status


def test_X1_closed_and_outcomes_are_states_of_their_own() -> None:
    assert internal_status(story(*SOLVED, "16:00 CLOSED").whole()) == "closed"
    for outcome in ("duplicate", "false_alarm"):
        assert internal_status(story(*SOLVED, outcome=outcome).whole()) == outcome


@pytest.mark.parametrize(
    ("moment", "hint"),
    [
        ("14:37", ""),
        ("14:51", "log says mitigated, public says investigating"),
        ("14:53", ""),
        ("15:07", "log says resolved, public says monitoring"),
        ("15:12", ""),
    ],
)
def test_X1_log_and_page_are_held_against_each_other(moment: str, hint: str) -> None:
    assert find_status_hint(PRINTED.at(moment)) == hint


def test_R40_a_handover_gives_two_rows() -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", "14:35 IC @eve", "16:00 IC @bob").whole()
    assert [(h.role, h.who, day_time(h.since), day_time(h.until)) for h in told.roles] == [
        ("ic", "eve", "15 14:35", "15 16:00"),
        ("ic", "bob", "15 16:00", ""),
    ]
    assert (told.holder("ic"), told.holders("ic")) == ("bob", ("eve", "bob"))


def test_R40_whoever_is_named_twice_holds_the_role_once() -> None:
    told = story(
        "14:23 DETECTED", "14:24 ACK @bob", "14:35 IC @eve", "14:40 IC @eve still here",
        roles=(("on_call", ("bob",)),),
    ).whole()  # fmt: skip
    assert [(h.role, h.who, day_time(h.since), day_time(h.until)) for h in told.roles] == [
        ("on_call", "bob", "15 14:23", ""),
        ("ic", "eve", "15 14:35", ""),
    ]


def test_R98_a_reopened_incident_keeps_its_verdicts_and_starts_new_clocks() -> None:
    told = story(*SOLVED, "15:40 REOPENED errors again", "15:50 MITIGATED")
    found = clocks(told, "15:45")
    assert [(c.stage, c.cycle, str(c.state), day_time(c.due_at)) for c in found] == [
        ("acknowledge", 0, "met", "15 14:28"),
        ("mitigate", 0, "met", "15 14:54"),
        ("resolve", 0, "met", "15 18:50"),
        ("mitigate", 1, "pending", "15 16:10"),
        ("resolve", 1, "provisional", "15 20:10"),
    ]
    assert stages(told, "16:00") == stages(told, "15:45")
    assert internal_status(told.at("15:45")) == "investigating"


def test_R98_what_was_done_after_the_first_end_stays_done_after_a_reopening() -> None:
    told = story(
        *SOLVED, "15:20 NOTIFIED subscribers via email", "15:40 REOPENED", "16:40 RESOLVED"
    )
    met = ("met", "15 19:06", "15 15:20", 0)
    assert ledger(told, "15:30")["resolution-email"] == met
    assert ledger(told, "15:45")["resolution-email"] == met
    rows = ledger(told, "16:45")
    assert rows["resolution-email"] == met
    assert rows["resolution-email-2"] == ("pending", "15 20:40", "", 0)
    assert rows["postmortem-meeting-2"] == ("pending", "17 16:40", "", 0)
    assert "postmortem-meeting" not in rows


def test_a_reopening_of_what_was_never_resolved_ends_the_stage_before() -> None:
    told = story("14:23 DETECTED", "14:23 SEV 1", "14:24 ACK", "14:30 MITIGATED", "14:40 REOPENED")
    found = clocks(told, "20:00")
    assert [(c.stage, c.cycle, str(c.state)) for c in found] == [
        ("acknowledge", 0, "met"),
        ("mitigate", 0, "met"),
        ("resolve", 0, "not_applicable"),
        ("mitigate", 1, "overdue"),
        ("resolve", 1, "provisional"),
    ]


def test_a_merged_incident_owes_nothing_more_and_keeps_what_it_missed() -> None:
    told = story("14:23 DETECTED", "14:23 SEV 1", "14:31 CLOSED merged into INC-2025-01-15-002")
    assert overdue(told, "2025-01-20 12:00") == {}
    found = clocks(told, "15:00")
    assert [(str(c.state), c.late) for c in found] == [
        ("missed", timedelta(minutes=3)),
        ("not_applicable", timedelta(0)),
        ("not_applicable", timedelta(0)),
    ]
    states = {each.state for each in duties(told, "2025-01-20 12:00")}
    assert states <= {"missed", "not_applicable", "met"}


def test_an_incident_merged_on_the_page_alone_owes_nothing_more_either() -> None:
    told = story(
        "14:23 DETECTED", "14:23 SEV 1", "14:24 ACK", posts=("14:26 investigating",),
        merged_into="INC-2025-01-15-002",
    )  # fmt: skip
    assert overdue(told, "2025-01-20 12:00") == {}


def test_R103_a_record_written_later_owes_nothing() -> None:
    told = story(*SOLVED, is_backfilled=True)
    rows = ledger(told, "2025-06-01 12:00", whole=True)
    assert {id_: row[0] for id_, row in rows.items()} == {
        "acknowledge": "waived", "mitigate": "waived", "resolve": "waived",
    }  # fmt: skip
    late = story("14:23 DETECTED", "14:32 SEV 1", "15:03 ACK", is_backfilled=True)
    row = duties(late, "2025-06-01 12:00", whole=True)[0]
    assert (row.id, str(row.state), day_time(row.done_at), row.late_minutes, row.reason) == (
        "acknowledge", "waived", "15 15:03", 0, "backfilled: written down afterwards",
    )  # fmt: skip
    open_ = story("14:23 DETECTED", "14:32 SEV 1", is_backfilled=True)
    assert owed(ledger(open_, "2025-06-01 12:00", whole=True)) == {}


@pytest.mark.parametrize("outcome", ["duplicate", "false_alarm"])
def test_what_was_no_incident_owes_nothing(outcome: str) -> None:
    told = story("14:23 DETECTED", "14:32 SEV 1", outcome=outcome)
    assert owed(ledger(told, "2025-06-01 12:00", whole=True)) == {}
    assert overall(clocks(told, "2025-06-01 12:00", whole=True)) == "not_applicable"


def test_without_a_detection_the_first_line_counts() -> None:
    told = story("14:21 users write", "14:24 ACK", "14:32 SEV 1")
    course = told.whole()
    assert (course.is_detection_assumed, day_time(course.detected_at)) == (True, "15 14:21")
    assert stages(told, "14:40")["acknowledge"] == ("met", "15 14:26", "15 14:24")


def test_an_empty_log_has_no_clock() -> None:
    assert ledger(story(), "14:40") == {}


def test_milestones_out_of_order_give_no_negative_length_and_no_new_verdict() -> None:
    told = story(
        "14:23 DETECTED", "14:23 SEV 1", "14:27 MITIGATED", "14:40 ACK", "14:45 RESOLVED",
        "14:50 MITIGATED",
    )  # fmt: skip
    before = stages(told, "14:28")
    assert before["acknowledge"] == ("met", "15 14:28", "15 14:27")
    after = clocks(told, "15:00")
    assert [str(clock.state) for clock in after] == ["met", "met", "met"]
    assert min(clock.late for clock in after) == timedelta(0)
    assert all(clock.actual is None or clock.actual >= timedelta(0) for clock in after)


def test_a_later_word_never_heals_a_row_that_was_missed() -> None:
    told = story(*SOLVED, "15:20 NOTIFIED executives via email")
    assert ledger(told, "15:10")["tell-executives"] == ("missed", "15 15:02", "", 4)
    assert ledger(told, "15:30")["tell-executives"] == ("missed", "15 15:02", "15 15:20", 18)


def test_R98_visitors_are_owed_no_word_while_they_read_that_it_is_over() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 1",
        posts=("14:10 investigating", "15:30 resolved", "18:00 investigating"),
    )  # fmt: skip
    assert "public-update-3" not in ledger(told, "17:59")
    rows = ledger(told, "18:00")
    assert rows["public-update-3"] == ("met", "15 18:15", "15 18:00", 0)
    assert rows["public-update-4"] == ("pending", "15 19:00", "", 0)


def test_R98_what_fell_due_while_it_was_over_counts_from_the_reopening() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 1",
        posts=("14:10 investigating", "15:30 resolved", "18:00 investigating"),
    )  # fmt: skip
    assert ledger(told, "17:59")["involve-cto"][0] == "not_applicable"
    assert ledger(told, "18:00")["involve-cto"] == ("pending", "15 20:00", "", 0)


@pytest.mark.parametrize("end", ["15:30 RESOLVED", "15:30 CLOSED called off"])
def test_R98_a_pause_begins_with_any_end_of_the_log(end: str) -> None:
    told = story("14:00 DETECTED", "14:00 SEV 1", end, "18:00 REOPENED")
    assert ledger(told, "18:00")["involve-cto"] == ("pending", "15 20:00", "", 0)


@pytest.mark.parametrize("back", ["18:00", "18:00:30"])
def test_R98_the_word_that_it_is_back_counts_though_the_log_says_so_a_moment_later(
    back: str,
) -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 1", "15:30 RESOLVED", f"{back} REOPENED",
        posts=("14:10 investigating", "15:30 resolved", "18:00 investigating"),
    )  # fmt: skip
    rows = ledger(told, "18:01")
    due = back.replace("18:00", "18:15")
    assert rows["public-update-3"] == ("met", f"15 {due}", "15 18:00", 0)
    assert rows["public-update-4"][0] == "pending"


def test_R98_visitors_hear_of_a_reopening_as_soon_as_of_something_new() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 2", "15:30 RESOLVED", "16:00 REOPENED",
        posts=("14:10 investigating", "15:30 resolved"),
    )  # fmt: skip
    assert ledger(told, "16:01")["public-update-3"] == ("pending", "15 16:30", "", 0)


def test_R98_visitors_who_never_read_that_it_was_over_have_waited_for_a_word_all_the_time() -> None:
    told = story(
        "14:00 DETECTED", "14:00 SEV 1", "15:30 RESOLVED", "18:00 REOPENED",
        posts=("14:10 investigating", "15:00 identified", "18:00 investigating"),
    )  # fmt: skip
    assert ledger(told, "17:00")["public-update-3"] == ("overdue", "15 16:00", "", 60)
    assert ledger(told, "18:00")["public-update-3"] == ("missed", "15 16:00", "15 18:00", 120)


def test_X10_R98_a_first_word_that_was_owed_all_the_same_stays_late_after_a_reopening() -> None:
    """Over within a minute, Severity 1 still goes on the page; coming back excuses nothing."""
    told = story("14:00 DETECTED", "14:00 SEV 1", "14:01 RESOLVED", "14:16 REOPENED")

    assert ledger(told, "14:16")["public-update-1"] == ("overdue", "15 14:15", "", 1)
    quick = story("14:00 DETECTED", "14:00 SEV 2", "14:01 RESOLVED", "14:40 REOPENED")
    assert ledger(quick, "14:41")["public-update-1"] == ("pending", "15 15:10", "", 0)


def test_X23_what_has_no_target_under_some_severity_is_not_met_before_one_is_set() -> None:
    """Severity 4 has no target for mitigation: called met too early, the verdict would vanish."""
    told = story("14:00 DETECTED", "14:01 MITIGATED", "14:02 SEV 4")

    assert stages(told, "14:01")["acknowledge"][0] == "met"
    assert stages(told, "14:01")["mitigate"][0] == "provisional"
    assert stages(told, "14:03")["mitigate"][0] == "not_applicable"


def test_R98_reopened_in_the_log_what_the_page_called_over_had_paused() -> None:
    """The page said that it is over, the log never did: REOPENED ends that pause at once."""
    told = story(
        "14:00 DETECTED", "14:01 SEV 1", "14:17 REOPENED",
        posts=("14:00 investigating", "14:05 resolved", "14:18 investigating"),
    )  # fmt: skip

    for moment in ("14:17", "14:20"):
        assert ledger(told, moment)["tell-engineering"] == ("met", "15 14:32", "15 14:17", 0)
