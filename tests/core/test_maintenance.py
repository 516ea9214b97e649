"""Planned work: moved by its window until a person says where it stands (design §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.core.fold import project
from generator.core.intervals import OPEN_END
from generator.core.views import EffectView, IncidentView, PlannedEvent, UpdateView
from generator.core.vocabulary import BannerScope, Impact, MaintenanceStatus, RecordKind
from tests.core.builders import (
    DAY,
    DOWN,
    FINE,
    INC,
    INVESTIGATING,
    MNT,
    SLOW,
    WORK,
    at,
    config,
    incident,
    minutes,
    publish,
    said,
    show,
    window,
    work,
)

SCHEDULED, IN_PROGRESS, VERIFYING, COMPLETED = MaintenanceStatus
SEARCH = (("search", WORK),)
BEGUN = said("22:05", IN_PROGRESS, text="We have begun.")
CHECKING = said("16 01:00", VERIFYING, text="We are checking.")
DONE = said("16 01:30", COMPLETED, text="It is done.")


def _lines(view: IncidentView) -> list[tuple[str, str, bool]]:
    """Return id, status and whether only the clock said so, oldest first."""
    return [(each.id, str(each.status), each.is_synthetic) for each in reversed(view.updates)]


def _stands(record, moment: str, *, replay: bool = True) -> tuple[str, bool, bool]:
    view = show(record, moment, replay=replay)
    return str(view.status), view.state is WORK, view.is_awaiting_confirmation


# --- by the clock -------------------------------------------------------------------------------


def test_announced_work_as_a_whole_view() -> None:
    record = work(text="Search is closed for four hours.")

    assert show(record, "12:00") == IncidentView(
        id=MNT,
        kind=RecordKind.MAINTENANCE,
        date=DAY,
        title="A new index",
        status=SCHEDULED,
        state=FINE,
        peak=FINE,
        impact=Impact.NONE,
        banner=BannerScope.NONE,
        is_open=True,
        components=("search",),
        mentioned=("search",),
        updates=(
            UpdateView(
                id="announcement",
                at=at("00:00"),
                shown_at=at("00:00"),
                status=SCHEDULED,
                title="A new index",
                text="Search is closed for four hours.",
                is_day_only=True,
                planned=(at("22:00"), at("16 02:00")),
            ),
        ),
        scheduled_for=at("22:00"),
        scheduled_until=at("16 02:00"),
        event=PlannedEvent(
            begins_at=at("22:00"),
            ends_at=at("16 02:00"),
            is_cancelled=False,
            revision=0,
            text="Search is closed for four hours.",
            changed_at=at("00:00"),
        ),
        last_changed_at=at("00:00"),
        is_change_day_only=True,
        valid_from=at("00:00"),
        valid_until=at("22:00"),
        next_change_at=at("22:00"),
    )


def test_the_window_alone_begins_and_completes_it() -> None:
    record = work()

    assert [_stands(record, moment) for moment in ("21:59", "22:00", "16 01:59", "16 02:00")] == [
        ("scheduled", False, False),
        ("in_progress", True, False),
        ("in_progress", True, False),
        ("completed", False, False),
    ]
    running, over = show(record, "23:00"), show(record, "16 03:00")
    assert (running.windows, running.durations, running.ended_at, running.banner) == (
        (window("search", WORK, "22:00", "22:00")._replace(end=OPEN_END),),
        (),
        None,
        BannerScope.AFFECTED,
    )
    assert (over.windows, over.durations, over.is_open) == (
        (window("search", WORK, "22:00", "16 02:00"),),
        ((WORK, minutes(240)),),
        False,
    )
    assert (over.started_at, over.ended_at, over.resolved_at) == (
        at("22:00"),
        at("16 02:00"),
        at("16 02:00"),
    )
    assert (running.valid_until, over.valid_until) == (at("16 02:00"), None)


def test_where_only_the_clock_moved_it_the_lines_say_so_and_are_no_entries() -> None:
    view = show(work(), "16 03:00")

    assert _lines(view) == [
        ("announcement", "scheduled", False),
        ("clock-in_progress", "in_progress", True),
        ("clock-completed", "completed", True),
    ]
    assert [(each.at, each.is_entry) for each in reversed(view.updates)] == [
        (at("00:00"), True),
        (at("22:00"), False),
        (at("16 02:00"), False),
    ]
    assert [each.effects for each in view.updates[:2]] == [
        (EffectView(component="search", old=WORK, new=FINE),),
        (EffectView(component="search", old=FINE, new=WORK),),
    ]
    assert view.last_changed_at == at("16 02:00")


def test_each_update_keeps_the_window_that_it_announced_or_moved_to() -> None:
    later = said("20:00", scheduled_until=at("16 04:00"))
    record = work(
        said("10:00", text="Search is closed."),
        later,
        said("20:30", text="We bring spare disks."),
        said("21:00", scheduled_for=at("23:00"), id="slip"),
        said("21:30", retracts="slip"),
        said("21:40", amends=later.id, scheduled_until=at("16 05:00")),
        said("23:00", IN_PROGRESS),
        said("23:30", cancelled=True, scheduled_until=at("16 06:00")),
    )
    view = show(record, "23:59")

    assert [
        (f"{each.at:%H:%M}", each.planned, each.is_move)
        for each in reversed(view.updates)
        if each.planned or each.is_move
    ] == [
        ("10:00", (at("22:00"), at("16 02:00")), False),
        ("20:00", (at("22:00"), at("16 05:00")), True),
    ]
    bare = work(
        said("10:00", SCHEDULED),
        said("11:00", scheduled_for=at("22:00")),
        said("12:00", scheduled_until=at("23:00")),
        scheduled_for=None,
        scheduled_until=None,
    )
    assert [(each.planned, each.is_move) for each in reversed(show(bare, "13:00").updates)] == [
        (None, False),
        ((at("22:00"), None), False),
        ((at("22:00"), at("23:00")), True),
    ]
    gone = replace(record, updates=(*record.updates, said("23:40", retracts="incident")))
    assert [each for each in show(gone, "23:59").updates if each.planned or each.is_move] == []


def test_without_an_end_it_runs_until_a_person_ends_it() -> None:
    record = work(scheduled_until=None)

    assert _stands(record, "20 00:00") == ("in_progress", True, False)
    assert _stands(replace(record, updates=(DONE,)), "20 00:00") == ("completed", False, False)


def test_without_a_begin_it_stays_announced() -> None:
    assert _stands(work(scheduled_for=None), "20 00:00") == ("scheduled", False, False)


# --- by people ----------------------------------------------------------------------------------


def test_every_state_a_person_posts() -> None:
    record = work(BEGUN, CHECKING, DONE)

    assert [_stands(record, moment) for moment in ("22:05", "16 01:00", "16 01:30")] == [
        ("in_progress", True, False),
        ("verifying", True, False),
        ("completed", False, False),
    ]
    view = show(record, "16 03:00")
    assert (view.windows, view.ended_at) == (
        (window("search", WORK, "22:00", "16 01:30"),),
        at("16 01:30"),
    )
    assert _lines(view) == [
        ("announcement", "scheduled", False),
        ("clock-in_progress", "in_progress", True),
        ("20250115T220500Z", "in_progress", False),
        ("20250116T010000Z", "verifying", False),
        ("20250116T013000Z", "completed", False),
    ]
    assert view.valid_until is None


def test_what_a_person_began_only_a_persons_word_completes() -> None:
    record = work(BEGUN)

    assert [_stands(record, moment) for moment in ("16 01:59", "16 02:00", "20 00:00")] == [
        ("in_progress", True, False),
        ("in_progress", True, True),
        ("in_progress", True, True),
    ]
    before, after = show(record, "16 01:00"), show(record, "16 02:00")
    assert (before.next_change_at, after.next_change_at) == (at("16 02:00"), None)
    assert after.windows == (window("search", WORK, "22:00", "22:00")._replace(end=OPEN_END),)


def test_work_begun_early_runs_from_the_persons_word() -> None:
    view = show(work(said("21:40", IN_PROGRESS)), "22:30")

    assert (view.started_at, _lines(view)) == (
        at("21:40"),
        [
            ("announcement", "scheduled", False),
            ("20250115T214000Z", "in_progress", False),
        ],
    )
    assert view.updates[0].effects == (EffectView(component="search", old=FINE, new=WORK),)


def test_work_completed_early_is_over_before_its_window() -> None:
    record = work(said("21:00", IN_PROGRESS), said("21:30", COMPLETED))

    assert _stands(record, "23:00") == ("completed", False, False)
    view = show(record, "23:00")
    assert (view.windows, view.next_change_at) == (
        (window("search", WORK, "21:00", "21:30"),),
        None,
    )


def test_a_word_after_the_clock_completed_it_says_that_it_never_ended() -> None:
    record = work(said("16 02:10", IN_PROGRESS, text="It takes longer."))

    assert _stands(record, "16 02:05") == ("completed", False, False)
    assert _stands(record, "16 02:10") == ("in_progress", True, True)
    assert show(record, "16 02:10").started_at == at("22:00")
    assert [line[0] for line in _lines(show(record, "16 02:10"))] == [
        "announcement",
        "clock-in_progress",
        "20250116T021000Z",
    ]


@pytest.mark.parametrize("late", [{"status": COMPLETED, "text": "All well."}, {"cancelled": True}])
def test_an_end_posted_after_the_clock_completed_it_stretches_nothing(late) -> None:
    view = show(work(replace(said("18 04:30"), **late)), "18 05:00")

    assert (view.status, view.windows, view.durations) == (
        COMPLETED,
        (window("search", WORK, "22:00", "16 02:00"),),
        ((WORK, minutes(240)),),
    )


def test_a_late_word_that_it_is_done_leaves_the_end_to_the_clock() -> None:
    view = show(work(said("18 04:30", COMPLETED, text="All well.")), "18 05:00")

    assert (view.ended_at, _lines(view)) == (
        at("16 02:00"),
        [
            ("announcement", "scheduled", False),
            ("clock-in_progress", "in_progress", True),
            ("clock-completed", "completed", True),
            ("20250118T043000Z", "completed", False),
        ],
    )


def test_a_late_word_that_it_was_done_earlier_ends_it_earlier() -> None:
    early = said("18 04:30", COMPLETED, happened_at=at("16 01:00"))

    assert show(work(early), "18 05:00").ended_at == at("16 01:00")


def test_completed_twice_ended_the_first_time() -> None:
    view = show(work(BEGUN, DONE, said("16 05:00", COMPLETED)), "16 06:00")

    assert view.ended_at == at("16 01:30")


def test_work_that_goes_on_after_all_leaves_the_pause_uncounted() -> None:
    record = work(BEGUN, DONE, said("16 03:00", IN_PROGRESS), said("16 03:30", COMPLETED))
    view = show(record, "16 04:00")

    assert view.windows == (
        window("search", WORK, "22:00", "16 01:30"),
        window("search", WORK, "16 03:00", "16 03:30"),
    )


def test_a_note_carries_over_where_the_work_stands() -> None:
    record = work(said("21:00", text="Soon."), said("23:00", text="Going well."), text="Plan.")

    assert [line[1] for line in _lines(show(record, "23:30"))] == [
        "scheduled",
        "scheduled",
        "in_progress",
        "in_progress",
    ]


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("over", [{"status": COMPLETED}, {"cancelled": True}])
def test_of_two_words_of_one_second_the_one_that_it_goes_on_holds(ids, over) -> None:
    end = replace(said("23:00", id=ids[0]), **over)
    record = work(end, said("23:00", VERIFYING, id=ids[1]))

    assert _stands(record, "23:30") == ("verifying", True, False)
    assert not show(record, "23:30").is_cancelled


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_an_end_beside_trouble_of_the_same_second_is_none(ids) -> None:
    record = work(said("23:00", COMPLETED, id=ids[0]), said("23:00", id=ids[1], search=DOWN))

    assert show(record, "23:30").states == (("search", DOWN),)


def test_a_begin_dated_ahead_begins_no_work_that_was_called_off() -> None:
    record = work(said("20:00", cancelled=True), said("20 00:00", IN_PROGRESS))

    assert show(record, "23:00", replay=False).is_cancelled
    assert not show(record, "23:00", replay=False).is_open


def test_better_news_dated_ahead_waits() -> None:
    record = work(said("22:30", search=DOWN), said("20 00:00", search=FINE))

    assert show(record, "23:00", replay=False).states == (("search", DOWN),)


# --- moved, postponed, called off ---------------------------------------------------------------


def test_an_update_may_move_the_window() -> None:
    moved = said("20:00", scheduled_for=at("22 22:00"), scheduled_until=at("23 02:00"))
    record = work(moved)

    assert show(record, "19:00").scheduled_for == at("22:00")
    assert _stands(record, "23:00") == ("scheduled", False, False)
    assert _stands(record, "22 22:00") == ("in_progress", True, False)
    assert _stands(record, "23 02:00") == ("completed", False, False)
    assert show(record, "19:00").next_change_at == at("22:00")
    assert show(record, "20:00").next_change_at == at("22 22:00")


def test_an_update_may_only_move_the_end() -> None:
    record = work(said("16 01:50", scheduled_until=at("16 04:00")))

    assert _stands(record, "16 03:00") == ("in_progress", True, False)
    assert show(record, "16 05:00").windows == (window("search", WORK, "22:00", "16 04:00"),)


def test_work_put_off_after_it_began_waits_for_its_new_window() -> None:
    record = work(
        BEGUN,
        said("22:30", SCHEDULED, scheduled_for=at("22 22:00"), scheduled_until=at("23 02:00")),
    )

    assert _stands(record, "23:00") == ("scheduled", False, False)
    assert _stands(record, "22 23:00") == ("in_progress", True, False)
    assert show(record, "23 03:00").windows == (
        window("search", WORK, "22:05", "22:30"),
        window("search", WORK, "22 22:00", "23 02:00"),
    )


def test_work_called_off_never_begins() -> None:
    view = show(work(said("20:00", cancelled=True, text="Not today.")), "23:00")

    assert (view.is_cancelled, view.status, view.is_open, view.windows, view.ended_at) == (
        True,
        COMPLETED,
        False,
        (),
        None,
    )
    assert (view.updates[0].text, view.next_change_at) == ("Not today.", None)
    assert [each.is_called_off for each in view.updates] == [True, False]


def test_work_called_off_while_it_ran_was_under_way_until_then() -> None:
    view = show(work(BEGUN, said("23:00", cancelled=True)), "16 12:00")

    assert (view.windows, view.durations, view.state) == (
        (window("search", WORK, "22:00", "23:00"),),
        ((WORK, minutes(60)),),
        FINE,
    )


def test_what_is_posted_after_work_was_called_off_changes_no_earlier_entry() -> None:
    off, sorry = said("23:00", cancelled=True), said("23:10", text="Sorry.")
    view = show(work(BEGUN, off, sorry, text="Plan."), "23:30")

    assert [(each.id, each.is_called_off) for each in reversed(view.updates)] == [
        ("announcement", False),
        ("clock-in_progress", False),
        (BEGUN.id, False),
        (off.id, True),
        (sorry.id, True),
    ]


def test_announcing_it_anew_brings_called_off_work_back() -> None:
    off = said("20:00", cancelled=True)
    moved = {"scheduled_for": at("22 22:00"), "scheduled_until": at("23 02:00")}
    record = work(off, said("21:00", SCHEDULED, **moved), text="Plan.")

    assert [_stands(record, moment)[0] for moment in ("20:30", "21:00", "22 23:00")] == [
        "completed",
        "scheduled",
        "in_progress",
    ]
    over = show(record, "23 03:00")
    assert (over.is_cancelled, over.ended_at, over.windows) == (
        False,
        at("23 02:00"),
        (window("search", WORK, "22 22:00", "23 02:00"),),
    )
    assert [(each.id, each.is_called_off) for each in reversed(over.updates)] == [
        ("announcement", False),
        ("20250115T200000Z", True),
        ("20250115T210000Z", False),
        ("clock-in_progress", False),
        ("clock-completed", False),
    ]


def test_work_announced_anew_within_its_window_is_on_again_from_then() -> None:
    record = work(said("23:00", cancelled=True), said("16 00:30", SCHEDULED))

    assert _stands(record, "16 00:00") == ("completed", False, False)
    assert _stands(record, "16 00:30") == ("in_progress", True, False)
    assert show(record, "16 03:00").windows == (
        window("search", WORK, "22:00", "23:00"),
        window("search", WORK, "16 00:30", "16 02:00"),
    )


def test_work_announced_anew_after_its_window_has_none_until_somebody_says_one() -> None:
    record = work(said("20:00", cancelled=True), said("17 09:00", SCHEDULED))
    later = said("18 09:00", scheduled_for=at("20 22:00"), scheduled_until=at("21 02:00"))

    view = show(record, "19 12:00")
    assert (view.status, view.is_open, view.scheduled_for, view.windows) == (
        SCHEDULED,
        True,
        None,
        (),
    )
    view = show(replace(record, updates=(*record.updates, later)), "22 12:00")
    assert view.windows == (window("search", WORK, "20 22:00", "21 02:00"),)


def test_only_a_withdrawal_or_a_new_announcement_brings_called_off_work_back() -> None:
    off = said("20:00", cancelled=True)

    assert show(work(off, said("22:05", IN_PROGRESS)), "23:00").is_cancelled
    assert _stands(work(off, said("21:00", retracts=off.id)), "23:00") == (
        "in_progress",
        True,
        False,
    )


# --- what else people say -----------------------------------------------------------------------


def test_trouble_named_during_the_work_shows_until_a_person_ends_it() -> None:
    record = work(
        said("23:00", text="Search broke.", search=DOWN, scores=SLOW),
        said("16 03:00", COMPLETED),
    )
    view = show(record, "23:30")

    assert (view.states, view.state, view.banner) == (
        (("search", DOWN), ("scores", SLOW)),
        DOWN,
        BannerScope.ALL,
    )
    assert view.updates[0].effects == (
        EffectView(component="search", old=WORK, new=DOWN),
        EffectView(component="scores", old=FINE, new=SLOW),
    )
    # The clock must not end what a person said is broken.
    assert show(record, "16 02:30").state is DOWN
    assert show(record, "16 02:30").is_awaiting_confirmation
    over = show(record, "16 04:00")
    assert (over.state, over.windows, over.components) == (
        FINE,
        (
            window("search", WORK, "22:00", "23:00"),
            window("scores", SLOW, "23:00", "16 03:00"),
            window("search", DOWN, "23:00", "16 03:00"),
        ),
        ("search", "scores"),
    )


def test_trouble_that_is_over_leaves_the_work_running() -> None:
    record = work(said("23:00", search=DOWN), said("23:30", search=FINE))

    assert show(record, "23:45").states == SEARCH
    assert _stands(record, "16 02:00") == ("completed", False, False)


def test_work_promises_a_next_update_only_where_it_says_so() -> None:
    record = work(said("22:05", IN_PROGRESS, next_update="23:00"), said("22:50", text="Note."))

    assert show(work(), "22:30").promise_due_at is None
    assert show(record, "22:30").promise_due_at == at("23:00")
    assert show(record, "22:55").promise_due_at is None


def test_titles_and_advice_follow_the_last_word() -> None:
    record = work(said("12:00", title="A newer index", advice="Come later."))
    view = show(record, "13:00")

    assert (view.title, view.former_titles, view.advice) == (
        "A newer index",
        ("A new index",),
        "Come later.",
    )


def test_withdrawn_as_a_whole_only_id_times_and_notice_remain() -> None:
    record = work(
        said("12:00", text="Secret", advice="Secret", title="Secret"),
        said("13:00", retracts="incident", text="Announced by mistake."),
        title="Secret",
        text="Secret",
    )
    view = show(record, "23:00")

    assert "Secret" not in repr(view)
    assert (view.is_tombstone, view.is_open, view.windows, view.state) == (True, False, (), FINE)
    assert (view.status, view.valid_until) == (SCHEDULED, None)
    assert [(each.id, each.text) for each in view.updates] == [
        ("20250115T130000Z", "Announced by mistake."),
        ("20250115T120000Z", ""),
        ("announcement", ""),
    ]


# --- the announcement ---------------------------------------------------------------------------


def _ids(record, moment: str) -> list[str]:
    return [each.id for each in reversed(show(record, moment).updates) if each.is_entry]


def test_an_update_of_the_day_in_the_id_is_the_announcement() -> None:
    assert _ids(work(said("09:00", SCHEDULED)), "12:00") == ["20250115T090000Z"]
    assert _ids(work(said("09:00", text="We plan.")), "12:00") == ["20250115T090000Z"]


def test_words_of_the_header_stay_whatever_updates_say() -> None:
    record = work(said("09:00", SCHEDULED, text="Remember."), text="Plan.")

    assert [each.text for each in show(record, "12:00").updates] == ["Remember.", "Plan."]
    assert _ids(record, "08:00") == ["announcement"]
    assert _ids(record, "12:00") == ["announcement", "20250115T090000Z"]


def test_what_was_once_published_stays_when_later_updates_come() -> None:
    later = said("16 09:00", SCHEDULED, text="Remember.")
    record = work(later, scheduled_for=at("20 22:00"), scheduled_until=at("21 02:00"), text="Plan.")

    assert _ids(record, "15 12:00") == ["announcement"]
    assert _ids(record, "16 12:00") == ["announcement", "20250116T090000Z"]


@pytest.mark.parametrize("update", [said("22:05", IN_PROGRESS), said("20:00", cancelled=True)])
def test_an_update_that_announces_nothing_leaves_the_header_its_word(update) -> None:
    assert _ids(work(update), "23:00") == ["announcement", update.id]


def test_the_announcement_can_be_amended_and_withdrawn_like_any_update() -> None:
    amended = show(
        work(said("09:00", amends="announcement", text="Better."), text="Plan."), "12:00"
    )
    withdrawn = show(work(said("09:00", retracts="announcement"), text="Secret"), "12:00")

    assert [(each.id, each.text, each.changed_at) for each in amended.updates] == [
        ("announcement", "Better.", at("09:00"))
    ]
    assert "Secret" not in repr(withdrawn)
    assert withdrawn.is_open


def test_a_header_without_a_word_announces_nothing() -> None:
    record = work(title=None, scheduled_for=None, scheduled_until=None)

    assert project(record, config(), at("12:00"), replay=True) is None


def test_a_replay_knows_nothing_before_the_day_in_the_id() -> None:
    record = work(date=date(2025, 1, 16), id="MNT-2025-01-16-001")

    assert project(record, config(), at("23:59"), replay=True) is None
    assert project(record, config(), at("12:00"), replay=False) is not None


# --- dated ahead --------------------------------------------------------------------------------

FAR = "20 00:00"


def test_an_end_or_a_move_dated_ahead_waits() -> None:
    for update in (
        said(FAR, COMPLETED),
        said(FAR, cancelled=True),
        said(FAR, scheduled_for=at("30 22:00"), scheduled_until=at("31 02:00")),
        said(FAR, SCHEDULED),
    ):
        assert _stands(work(update), "23:00", replay=False) == ("in_progress", True, False)


def test_a_begin_or_trouble_dated_ahead_counts_at_once() -> None:
    assert _stands(work(said(FAR, IN_PROGRESS)), "12:00", replay=False)[:2] == (
        "in_progress",
        True,
    )
    earlier = said(FAR, scheduled_for=at("11:00"), scheduled_until=at("13:00"))
    assert _stands(work(earlier), "12:00", replay=False)[1]
    assert show(work(earlier), "10:00", replay=False).next_change_at == at("11:00")
    assert show(work(said(FAR, search=DOWN)), "12:00", replay=False).state is DOWN


def test_an_end_dated_a_little_ahead_counts_before_the_window_begins() -> None:
    record = work(said("22:30", cancelled=True))

    assert [line[0] for line in _lines(show(record, "22:00", replay=False))] == [
        "announcement",
        "20250115T223000Z",
    ]
    assert [line[0] for line in _lines(show(record, "22:30", replay=False))] == [
        "announcement",
        "clock-in_progress",
        "20250115T223000Z",
    ]


# --- on the page --------------------------------------------------------------------------------


def test_the_page_lists_work_where_it_belongs() -> None:
    def placed(record, moment: str) -> tuple[list[str], list[str], list[str]]:
        site = publish([record], moment)
        return (
            [each.id for each in site.upcoming],
            [each.id for each in site.active],
            [each.id for each in site.past_maintenance],
        )

    assert placed(work(), "21:00") == ([MNT], [], [])
    assert placed(work(), "23:00") == ([], [MNT], [])
    assert placed(work(BEGUN), "20 00:00") == ([], [MNT], [])
    assert placed(work(), "16 03:00") == ([], [], [MNT])
    assert placed(work(said("20:00", cancelled=True)), "21:00") == ([], [], [MNT])


def test_trouble_during_planned_work_counts_as_trouble() -> None:
    outage = incident(said("23:00", INVESTIGATING, search=DOWN), said("23:30", INVESTIGATING))
    site = publish([work(), outage], "23:45")
    search = site.components[1]

    assert (search.state, search.uptime.lost) == (DOWN, minutes(45))
    assert search.days[-1].durations == ((DOWN, minutes(45)), (WORK, minutes(60)))
    assert set(search.days[-1].incidents) == {INC, MNT}
    assert (site.state.broken, site.state.in_maintenance) == ((("search", DOWN),), ())


@pytest.mark.parametrize(
    ("backfilled", "statuses"),
    [
        (False, ["completed", "in_progress", "in_progress", "scheduled"]),
        (True, ["completed", "in_progress", "scheduled"]),
    ],
)
def test_no_clock_began_what_was_written_down_afterwards(
    backfilled: bool, statuses: list[str]
) -> None:
    record = work(
        said("22:00:10", MaintenanceStatus.IN_PROGRESS),
        said("16 01:00", MaintenanceStatus.COMPLETED),
        backfilled=backfilled,
    )
    view = show(record, "16 03:00")
    assert [str(update.status) for update in view.updates] == statuses


def test_the_clock_began_what_only_its_end_was_written_down_of() -> None:
    view = show(work(said("16 01:00", MaintenanceStatus.COMPLETED), backfilled=True), "16 03:00")
    assert [str(update.status) for update in view.updates] == [
        "completed", "in_progress", "scheduled",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("begun", "backfilled", "old"),
    [("21:58", False, FINE), ("22:00", False, FINE), ("22:05", False, WORK), ("22:05", True, FINE)],
)
def test_whoever_begins_the_work_moves_its_parts(begun: str, backfilled: bool, old: object) -> None:
    """At the planned minute too: there the clock has not moved them before."""
    record = work(said(begun, MaintenanceStatus.IN_PROGRESS), backfilled=backfilled)
    (update,) = (each for each in show(record, "23:00").updates if each.id != "clock-in_progress"
                 and each.status is MaintenanceStatus.IN_PROGRESS)  # fmt: skip
    assert update.effects == (
        (EffectView(component="search", old=FINE, new=WORK),) if old is FINE else ()
    )
