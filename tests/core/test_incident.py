"""The life of one incident: status, states, titles, advice, promise, impact, banner (design §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.core.facts import Promise, Vendor
from generator.core.intervals import OPEN_END
from generator.core.views import EffectView
from generator.core.vocabulary import BannerScope, Impact
from tests.core.builders import (
    DOWN,
    FINE,
    IDENTIFIED,
    INVESTIGATING,
    MONITORING,
    PARTLY,
    RESOLVED,
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
)

FIRST = said("14:36", INVESTIGATING, text="We look.", scores=DOWN)
SECOND = said("14:52", MONITORING, text="We watch.", scores=SLOW)
LAST = said("15:10", RESOLVED, text="It works.")
NONE = Promise(due_at=None)


def _open_window(component: str, state, start: str):
    return window(component, state, start, start)._replace(end=OPEN_END)


# --- status -------------------------------------------------------------------------------------


def test_an_incident_that_never_says_its_status_is_open() -> None:
    view = show(incident(said("14:36", text="Something is wrong.")), "14:40")

    assert (view.status, view.is_open, view.state) == (INVESTIGATING, True, FINE)


def test_an_update_without_a_status_carries_it_over() -> None:
    view = show(incident(FIRST, SECOND, said("15:00", text="Still watching.")), "15:01")

    assert [update.status for update in view.updates] == [MONITORING, MONITORING, INVESTIGATING]


def test_words_after_the_end_leave_it_ended() -> None:
    view = show(incident(FIRST, LAST, said("16:00", text="Thank you.")), "16:01")

    assert (view.status, view.is_open, view.resolved_at) == (RESOLVED, False, at("15:10"))


def test_trouble_after_the_end_opens_it_again_even_without_a_status() -> None:
    view = show(incident(FIRST, LAST, said("16:00", search=PARTLY)), "16:01")

    assert (view.status, view.is_open, view.state, view.resolved_at) == (
        INVESTIGATING,
        True,
        PARTLY,
        None,
    )
    assert view.states == (("scores", FINE), ("search", PARTLY))


def test_it_can_be_opened_again_and_ended_again() -> None:
    record = incident(
        FIRST, LAST, said("16:00", INVESTIGATING, scores=PARTLY), said("16:30", RESOLVED)
    )
    again, over = show(record, "16:10"), show(record, "16:31")

    assert (again.is_open, again.resolved_at, again.ended_at) == (True, None, None)
    assert again.windows == (
        window("scores", DOWN, "14:36", "15:10"),
        _open_window("scores", PARTLY, "16:00"),
    )
    assert (over.is_open, over.started_at, over.ended_at, over.resolved_at) == (
        False,
        at("14:36"),
        at("16:30"),
        at("16:30"),
    )
    assert over.durations == ((DOWN, minutes(34)), (PARTLY, minutes(30)))


def test_saying_twice_that_it_is_over_ends_it_the_first_time() -> None:
    view = show(incident(FIRST, LAST, said("15:40", RESOLVED)), "16:00")

    assert (view.resolved_at, view.ended_at) == (at("15:10"), at("15:10"))


# --- states -------------------------------------------------------------------------------------


def test_each_part_keeps_its_last_state_until_the_end() -> None:
    record = incident(
        said("14:36", INVESTIGATING, scores=DOWN, search=SLOW), said("14:50", scores=FINE)
    )
    view = show(record, "14:51")

    assert (view.states, view.state, view.peak) == (
        (("scores", FINE), ("search", SLOW)),
        SLOW,
        DOWN,
    )
    assert view.updates[0].effects == (EffectView(component="scores", old=DOWN, new=FINE),)
    assert view.windows == (
        window("scores", DOWN, "14:36", "14:50"),
        _open_window("search", SLOW, "14:36"),
    )


def test_ending_ends_only_what_this_incident_said() -> None:
    other = incident(said("14:00", INVESTIGATING, scores=SLOW), id="INC-2025-01-15-002")
    site = publish([incident(FIRST, LAST), other], "15:30")

    assert [(view.component.id, view.state) for view in site.components] == [
        ("scores", SLOW),
        ("search", FINE),
        ("sign-in", FINE),
    ]


def test_the_worst_of_all_last_words_counts_and_work_is_better_than_trouble() -> None:
    records = [
        incident(said("14:00", scores=SLOW), id="INC-2025-01-15-002"),
        incident(said("14:10", scores=DOWN), id="INC-2025-01-15-003"),
        incident(said("14:20", scores=WORK, search=WORK), id="INC-2025-01-15-004"),
    ]
    site = publish(records, "15:00")

    assert [view.state for view in site.components] == [DOWN, WORK, FINE]


def test_the_update_that_ends_says_once_what_it_did_to_each_part() -> None:
    record = incident(said("14:36", scores=DOWN, search=SLOW), said("15:10", RESOLVED, scores=SLOW))

    assert show(record, "15:11").updates[0].effects == (
        EffectView(component="scores", old=DOWN, new=FINE),
        EffectView(component="search", old=SLOW, new=FINE),
    )


def test_what_happened_earlier_is_shown_earlier_and_counts_from_then() -> None:
    record = incident(
        said("14:36", scores=DOWN, happened_at=at("14:22")),
        said("15:10", RESOLVED, happened_at=at("15:06")),
    )
    view = show(record, "16:00")

    assert [(update.at, update.shown_at) for update in view.updates] == [
        (at("15:10"), at("15:06")),
        (at("14:36"), at("14:22")),
    ]
    assert (view.started_at, view.ended_at, view.durations) == (
        at("14:22"),
        at("15:06"),
        ((DOWN, minutes(44)),),
    )


def test_nothing_happens_later_than_it_was_written() -> None:
    view = show(incident(said("14:36", scores=DOWN, happened_at=at("18:00"))), "14:40")

    assert (view.started_at, view.updates[0].shown_at) == (at("14:36"), at("14:36"))


def test_time_never_runs_backwards_for_a_part() -> None:
    record = incident(
        said("14:36", scores=DOWN),
        said("14:50", scores=SLOW, happened_at=at("14:00")),
        said("15:10", RESOLVED),
    )

    assert show(record, "16:00").windows == (window("scores", SLOW, "14:36", "15:10"),)


# --- two words of one second --------------------------------------------------------------------


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_of_two_words_of_one_second_the_worse_holds(ids: tuple[str, str]) -> None:
    one = said("14:52", RESOLVED, id=ids[0], scores=FINE)
    other = said("14:52", MONITORING, id=ids[1], scores=SLOW)
    view = show(incident(FIRST, one, other), "14:53")

    assert (view.status, view.state, view.is_open) == (MONITORING, SLOW, True)


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_an_end_beside_trouble_of_the_same_second_is_none(ids: tuple[str, str]) -> None:
    one = said("14:52", RESOLVED, id=ids[0])
    other = said("14:52", id=ids[1], search=PARTLY)
    view = show(incident(FIRST, one, other), "14:53")

    assert (view.status, view.states) == (INVESTIGATING, (("scores", DOWN), ("search", PARTLY)))


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_a_silent_word_of_the_same_second_keeps_no_end_away(ids: tuple[str, str]) -> None:
    one = said("15:10", RESOLVED, id=ids[0])
    other = said("15:10", id=ids[1], text="Thank you.")

    assert show(incident(FIRST, one, other), "15:11").status is RESOLVED


def test_a_withdrawn_word_of_the_same_second_counts_for_nothing() -> None:
    one, other = said("15:10", RESOLVED, id="a"), said("15:10", id="b", search=DOWN)
    view = show(incident(FIRST, one, other, said("15:20", retracts="b")), "15:21")

    assert (view.status, view.is_open) == (RESOLVED, False)


def test_a_later_word_settles_it() -> None:
    record = incident(
        FIRST, said("14:52", RESOLVED, id="a"), said("14:52", MONITORING, id="b"), LAST
    )

    assert show(record, "15:11").status is RESOLVED


# --- titles -------------------------------------------------------------------------------------


def test_a_title_in_an_update_renames_from_then_on() -> None:
    record = incident(FIRST, said("14:40", title="Games fail"), said("14:50", title="All fails"))
    view = show(record, "15:00")

    assert (view.title, view.former_titles) == ("All fails", ("Scores are lost", "Games fail"))
    assert [update.title for update in view.updates] == [
        "All fails",
        "Games fail",
        "Scores are lost",
    ]


def test_a_title_never_shown_is_no_former_title() -> None:
    view = show(incident(said("14:36", title="Games fail")), "14:40")

    assert (view.title, view.former_titles) == ("Games fail", ())


def test_a_title_that_comes_back_is_no_former_title() -> None:
    record = incident(FIRST, said("14:40", title="B"), said("14:50", title="Scores are lost"))

    assert show(record, "15:00").former_titles == ("B",)


def test_the_first_update_alone_can_carry_the_title() -> None:
    assert show(incident(said("14:36", title="T"), title=None), "14:40").title == "T"
    assert show(incident(said("14:36"), title=None), "14:40").title == ""


# --- advice -------------------------------------------------------------------------------------


def test_advice_stays_pinned_until_another_replaces_it() -> None:
    record = incident(
        said("14:36", advice="Wait."), said("14:40"), said("14:50", advice="Try again."), LAST
    )

    assert [show(record, moment).advice for moment in ("14:41", "14:51", "15:11")] == [
        "Wait.",
        "Try again.",
        "Try again.",
    ]


@pytest.mark.parametrize("nothing", ["", " ", "none"])
def test_advice_can_be_taken_back(nothing: str) -> None:
    record = incident(said("14:36", advice="Wait."), said("14:40", advice=nothing))

    assert show(record, "14:41").advice == ""


# --- the promise --------------------------------------------------------------------------------


def test_without_a_word_the_sites_own_promise_counts_from_each_update() -> None:
    record = incident(FIRST, SECOND)

    assert show(record, "14:40").promise_due_at == at("15:06")
    assert show(record, "15:00").promise_due_at == at("15:22")
    hourly = config(default_promise=timedelta(hours=1))
    assert show(record, "15:00", hourly).promise_due_at == at("15:52")


def test_an_update_can_promise_a_time_or_nothing() -> None:
    record = incident(replace(FIRST, next_update=Promise(due_at=at("16:00"))))
    assert show(record, "14:40").promise_due_at == at("16:00")
    assert show(incident(replace(FIRST, next_update=NONE)), "14:40").promise_due_at is None


def test_a_promise_does_not_outlive_the_next_update() -> None:
    site = config(default_promise=None)
    record = incident(said("14:36", next_update="15:06"), said("14:50"))

    assert show(record, "14:40", site).promise_due_at == at("15:06")
    assert show(record, "14:51", site).promise_due_at is None


def test_a_promise_is_overdue_from_its_very_moment() -> None:
    record = incident(FIRST)

    assert [
        show(record, moment).is_promise_overdue for moment in ("14:36", "15:05", "15:06", "15:07")
    ] == [False, False, True, True]


def test_what_is_over_promises_nothing() -> None:
    view = show(incident(FIRST, LAST), "15:11")

    assert (view.promise_due_at, view.is_promise_overdue) == (None, False)


# --- impact and banner --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "impact"),
    [(FINE, "none"), (WORK, "none"), (SLOW, "minor"), (PARTLY, "major"), (DOWN, "critical")],
)
def test_impact_is_the_worst_state_reached(state, impact: str) -> None:
    record = incident(said("14:36", scores=state), said("14:50", scores=FINE), LAST)

    assert show(record, "14:37").impact == Impact(impact)
    assert show(record, "15:11").impact == Impact(impact)


def test_impact_can_be_set_and_the_newest_word_wins() -> None:
    record = incident(FIRST, said("14:50", impact=Impact.MINOR), impact=Impact.MAJOR)

    assert show(record, "14:40").impact is Impact.MAJOR
    assert show(record, "14:51").impact is Impact.MINOR


@pytest.mark.parametrize(
    ("state", "banner"), [(DOWN, "all"), (PARTLY, "affected"), (SLOW, "affected")]
)
def test_the_banner_is_for_all_while_something_is_down(state, banner: str) -> None:
    record = incident(said("14:36", scores=state), LAST)

    assert show(record, "14:37").banner == BannerScope(banner)
    assert show(record, "15:11").banner is BannerScope.NONE


def test_the_banner_can_be_set_and_the_newest_word_wins() -> None:
    record = incident(FIRST, said("14:50", banner=BannerScope.NONE), banner=BannerScope.AFFECTED)

    assert show(record, "14:40").banner is BannerScope.AFFECTED
    assert show(record, "14:51").banner is BannerScope.NONE


# --- impact windows -----------------------------------------------------------------------------

STATED = (window("scores", PARTLY, "14:22", "14:50"),)


def test_stated_windows_replace_what_updates_imply_once_it_is_over() -> None:
    record = incident(FIRST, LAST, impact_windows=STATED)
    before, after = show(record, "15:00"), show(record, "15:11")

    assert before.windows == (_open_window("scores", DOWN, "14:36"),)
    assert (after.windows, after.durations) == (STATED, ((PARTLY, minutes(28)),))
    assert (after.started_at, after.ended_at) == (at("14:22"), at("14:50"))
    assert (before.peak, before.impact) == (DOWN, Impact.CRITICAL)
    assert (after.peak, after.impact) == (PARTLY, Impact.MAJOR)


def test_the_newest_set_of_windows_wins() -> None:
    resolving = (window("scores", DOWN, "14:22", "15:00"),)
    corrected = (window("scores", SLOW, "14:22", "15:06"),)
    record = incident(
        FIRST,
        replace(LAST, impact_windows=resolving),
        said("16:00", impact_windows=corrected),
        impact_windows=STATED,
    )

    assert show(record, "15:11").windows == resolving
    assert show(record, "16:01").windows == corrected


def test_a_set_given_before_it_opened_again_says_nothing_of_what_came_then() -> None:
    record = incident(
        FIRST,
        replace(LAST, impact_windows=STATED),
        said("16:00", INVESTIGATING, scores=SLOW),
        said("16:30", RESOLVED),
    )

    assert show(record, "16:31").windows == (*STATED, window("scores", SLOW, "16:00", "16:30"))


def test_no_windows_at_all_means_that_nobody_felt_it() -> None:
    view = show(incident(FIRST, replace(LAST, impact_windows=())), "15:11")

    assert (view.windows, view.durations, view.peak, view.impact) == ((), (), FINE, Impact.NONE)
    assert (view.started_at, view.ended_at) == (at("14:36"), at("15:10"))


def test_stated_windows_lie_over_each_other_only_as_the_worst() -> None:
    stated = (
        window("scores", SLOW, "14:00", "15:00"),
        window("scores", DOWN, "14:20", "14:30"),
        window("search", SLOW, "14:50", "15:06"),
    )
    view = show(incident(FIRST, LAST, impact_windows=stated), "15:11")

    assert view.windows == (
        window("scores", SLOW, "14:00", "14:20"),
        window("scores", DOWN, "14:20", "14:30"),
        window("scores", SLOW, "14:30", "15:00"),
        window("search", SLOW, "14:50", "15:06"),
    )
    assert view.durations == ((DOWN, minutes(10)), (SLOW, minutes(56)))


def test_no_window_tells_of_a_time_that_has_not_come() -> None:
    stated = (
        window("scores", DOWN, "14:22", "15:30"),
        window("scores", SLOW, "15:30", "15:40"),
    )
    record = incident(FIRST, LAST, impact_windows=stated)
    early, late = show(record, "15:11"), show(record, "15:35")

    assert (early.windows, early.ended_at, early.durations) == (
        (_open_window("scores", DOWN, "14:22"),),
        None,
        (),
    )
    assert (early.valid_until, early.next_change_at) == (at("15:30"), at("15:30"))
    assert (late.valid_from, late.valid_until) == (at("15:30"), at("15:40"))
    assert show(record, "15:40").durations == ((DOWN, minutes(68)), (SLOW, minutes(10)))


# --- withdrawn, merged, backfilled, third party -------------------------------------------------


def test_a_withdrawn_update_leaves_its_id_and_time_and_undoes_its_states() -> None:
    record = incident(
        FIRST,
        said("14:40", IDENTIFIED, title="Secret", text="Secret", advice="Secret",
             search=DOWN, impact=Impact.MINOR, banner=BannerScope.NONE),
        said("14:45", text="The update of 14:40 was wrong.", retracts="20250115T144000Z"),
    )  # fmt: skip
    view = show(record, "14:46")
    wrong = view.updates[1]

    assert (view.status, view.title, view.former_titles, view.advice, view.states) == (
        INVESTIGATING,
        "Scores are lost",
        (),
        "",
        (("scores", DOWN),),
    )
    assert (view.impact, view.banner, view.components) == (
        Impact.CRITICAL,
        BannerScope.ALL,
        ("scores",),
    )
    assert (wrong.id, wrong.at, wrong.is_withdrawn, wrong.text, wrong.title, wrong.effects) == (
        "20250115T144000Z",
        at("14:40"),
        True,
        "",
        "Scores are lost",
        (),
    )
    assert wrong.changed_at == at("14:45")
    assert view.updates[0].retracts == "20250115T144000Z"
    assert "Secret" not in repr(view)
    # Who was told of search must be told of the withdrawal too.
    assert view.mentioned == ("scores", "search")


def test_withdrawing_the_end_opens_it_again() -> None:
    record = incident(FIRST, LAST, said("15:20", retracts="20250115T151000Z"))
    view = show(record, "15:21")

    assert (view.status, view.is_open, view.state, view.resolved_at) == (
        INVESTIGATING,
        True,
        DOWN,
        None,
    )


def test_of_a_record_withdrawn_as_a_whole_only_ids_times_and_the_notice_remain() -> None:
    record = incident(
        replace(FIRST, title="Secret", text="Secret", advice="Secret", impact=Impact.MAJOR),
        said("14:40", text="Published by mistake.", retracts="incident"),
        title="Secret",
        impact_windows=STATED,
        vendor="neon",
        vendor_url="https://secret.example",
    )
    site = config(vendors=(Vendor(id="neon", name="Secret"),))
    view = show(record, "14:41", site)

    assert "Secret" not in repr(view)
    assert "secret.example" not in repr(view)
    assert (view.is_tombstone, view.is_open, view.state, view.peak, view.impact) == (
        True,
        False,
        FINE,
        FINE,
        Impact.NONE,
    )
    assert (view.windows, view.states, view.banner, view.components, view.mentioned) == (
        (),
        (),
        BannerScope.NONE,
        (),
        ("scores",),
    )
    assert [(each.id, each.text, each.is_withdrawn) for each in view.updates] == [
        ("20250115T144000Z", "Published by mistake.", False),
        ("20250115T143600Z", "", True),
    ]
    assert view.started_at == at("14:36")


def test_a_merged_incident_holds_nothing_from_then_on_and_keeps_its_page() -> None:
    record = incident(
        FIRST,
        said("14:50", text="See there.", merged_into="INC-2025-01-15-002"),
        said("15:10", text="A late word.", search=SLOW),
    )
    view = show(record, "15:20")

    assert (view.is_open, view.state, view.states, view.merged_into) == (
        False,
        FINE,
        (),
        "INC-2025-01-15-002",
    )
    assert view.windows == (window("scores", DOWN, "14:36", "14:50"),)
    assert (view.title, view.durations) == ("Scores are lost", ((DOWN, minutes(14)),))
    assert view.updates[1].merged_into == "INC-2025-01-15-002"
    assert (view.promise_due_at, view.banner) == (None, BannerScope.NONE)


def test_withdrawing_the_merge_brings_the_incident_back() -> None:
    record = incident(
        FIRST,
        said("14:50", merged_into="INC-2025-01-15-002"),
        said("15:00", retracts="20250115T145000Z"),
    )
    view = show(record, "15:01")

    assert (view.is_open, view.merged_into, view.state) == (True, None, DOWN)


def test_what_is_written_down_afterwards_starts_no_clock() -> None:
    record = incident(
        said("2025-02-26 16:00", IDENTIFIED, scores=SLOW, happened_at=at("09:10")),
        backfilled=True,
    )
    view = show(record, "2025-02-26 16:00")

    assert (view.is_backfilled, view.promise_due_at, view.started_at) == (True, None, at("09:10"))


def test_a_third_party_is_named_as_the_site_knows_it() -> None:
    neon = Vendor(id="neon", name="Neon", status_url="https://neonstatus.com")
    record = incident(FIRST, vendor="neon", vendor_url="https://neonstatus.com/1")
    view = show(record, "14:40", config(vendors=(neon,)))

    assert (view.vendor, view.vendor_url) == (neon, "https://neonstatus.com/1")
    assert show(record, "14:40").vendor is None


def test_an_update_can_stay_out_of_feeds() -> None:
    view = show(incident(FIRST, said("14:40", notify=False, text="Typo.")), "14:41")

    assert [update.notify for update in view.updates] == [False, True]


def test_an_amendment_without_a_target_is_shown_adds_only_worse_and_is_no_entry() -> None:
    record = incident(FIRST, said("14:40", RESOLVED, amends="zzz", text="Kept.", scores=FINE))
    view = show(record, "14:41")

    assert (view.status, view.state) == (INVESTIGATING, DOWN)
    assert [(each.text, each.is_entry, each.notify) for each in view.updates] == [
        ("Kept.", False, False),
        ("We look.", True, True),
    ]


# --- dated ahead of a build that is no replay ---------------------------------------------------

FAR = "2025-01-20 00:00"


def _now(*updates, **fields):
    return show(incident(*updates, **fields), "15:00", replay=False)


def test_up_to_two_hours_ahead_counts_and_is_not_flagged() -> None:
    view = _now(FIRST, said("17:00", RESOLVED))

    assert (view.is_open, view.updates[0].is_ahead) == (False, False)
    assert (view.valid_from, view.valid_until) == (at("15:00"), at("17:00"))


def test_further_ahead_is_shown_flagged_and_ends_nothing() -> None:
    view = _now(FIRST, said(FAR, RESOLVED, text="Early.", scores=FINE, advice="x", title="y"))

    assert (view.status, view.state, view.is_open, view.advice, view.title) == (
        INVESTIGATING,
        DOWN,
        True,
        "",
        "Scores are lost",
    )
    assert [(each.text, each.is_ahead) for each in view.updates] == [
        ("Early.", True),
        ("We look.", False),
    ]
    assert view.promise_due_at == at("15:06")
    assert view.last_changed_at == at("14:36")
    assert view.next_change_at == at("15:06")


def test_further_ahead_what_is_worse_counts_at_once() -> None:
    view = _now(SECOND, said(FAR, INVESTIGATING, scores=DOWN, search=SLOW))

    assert (view.status, view.states) == (INVESTIGATING, (("scores", DOWN), ("search", SLOW)))


def test_trouble_dated_ahead_opens_an_incident_that_is_over() -> None:
    view = _now(FIRST, said("14:40", RESOLVED), said(FAR, scores=PARTLY))

    assert (view.is_open, view.state) == (True, PARTLY)


def test_a_merge_dated_ahead_waits() -> None:
    assert _now(FIRST, said(FAR, merged_into="INC-2025-01-15-002")).is_open


def test_a_record_known_only_from_ahead_still_has_its_title_and_state() -> None:
    view = _now(said(FAR, scores=DOWN, title="Scores fail"), title=None)

    assert (view.title, view.state, view.is_open) == ("Scores fail", DOWN, True)


def test_a_title_withdrawn_from_ahead_is_no_title() -> None:
    first = said("14:36", title="Secret", text="Secret", scores=DOWN)
    view = _now(first, said(FAR, retracts=first.id), title=None)

    assert "Secret" not in repr(view)
    assert view.state is DOWN
