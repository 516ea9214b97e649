"""When a view changes by the clock alone, and what unreadable files mean meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.core.facts import Damage
from generator.core.fold import project
from generator.core.moments import BEGINNING, Moments
from generator.core.vocabulary import Indicator
from tests.core.builders import (
    DOWN,
    FINE,
    INVESTIGATING,
    RESOLVED,
    at,
    change,
    config,
    edition,
    incident,
    publish,
    said,
    show,
    work,
)

FIRST = said("14:36", INVESTIGATING, text="We look.", scores=DOWN)
LAST = said("15:10", RESOLVED)
LOST = Damage(path="incidents/2025/INC-2025-01-15-001/public.yml")
POSTMORTEM = Damage(path="postmortem.1.yml", holds_state=False)
STALE = "2025-04-16 00:00"  # the ninetieth day after 15 January is over


def _spans(record, moment: str, *, replay: bool) -> tuple[object, object, object]:
    view = show(record, moment, replay=replay)
    return view.valid_from, view.valid_until, view.next_change_at


def test_without_moments_a_view_holds_for_ever() -> None:
    moments = Moments(at("12:00"), replay=False)
    moments.add(None)

    assert (moments.valid_from, moments.valid_until, moments.next_at) == (BEGINNING, None, None)


def test_the_nearest_moments_on_both_sides_count_and_now_is_past() -> None:
    moments = Moments(at("12:00"), replay=False)
    for clock in ("09:00", "12:00", "11:00", "15:00", "13:00", "14:00"):
        moments.add(at(clock))

    assert (moments.valid_from, moments.valid_until, moments.next_at) == (
        at("12:00"),
        at("13:00"),
        at("13:00"),
    )


def test_a_replay_foretells_no_fact_but_knows_when_its_view_ends() -> None:
    record = incident(FIRST, LAST)

    assert _spans(record, "14:40", replay=True) == (at("14:36"), at("15:06"), at("15:06"))
    assert _spans(record, "15:06", replay=True) == (at("15:06"), at("15:10"), None)
    assert _spans(record, "15:10", replay=True) == (at("15:10"), None, None)


def test_an_update_dated_an_hour_ahead_changes_its_view_when_its_time_comes() -> None:
    record = incident(said("13:00", scores=DOWN, next_update="14:00"))

    assert _spans(record, "12:00", replay=False) == (at("11:00"), at("13:00"), at("13:00"))


def test_an_amendment_dated_ahead_changes_its_view_when_it_holds_and_when_feeds_date_it() -> None:
    record = incident(FIRST, LAST, said("20:00", amends=FIRST.id, text="New."))

    assert _spans(record, "17:00", replay=False) == (at("15:10"), at("18:00"), at("18:00"))
    assert _spans(record, "18:00", replay=False) == (at("18:00"), at("20:00"), at("20:00"))
    assert _spans(record, "20:00", replay=False) == (at("20:00"), None, None)


def test_a_report_dated_ahead_is_withheld_until_then() -> None:
    record = incident(FIRST, LAST, editions=(edition("17 14:00"),))

    for replay in (True, False):
        assert show(record, "17 13:59", replay=replay).postmortem is None
        assert show(record, "17 14:00", replay=replay).postmortem is not None
    assert _spans(record, "16 00:00", replay=False)[1:] == (at("17 14:00"), at("17 14:00"))
    assert _spans(record, "16 00:00", replay=True)[1:] == (at("17 14:00"), None)


def test_a_promised_change_is_due_only_while_it_is_not_settled() -> None:
    record = incident(
        FIRST, LAST, editions=(edition("17 14:00", changes=(change("x", "2025-01"),)),)
    )

    assert _spans(record, "18 00:00", replay=False)[2] == at("2025-02-01 00:00")
    assert _spans(record, "2025-02-01 00:00", replay=False)[2] is None


# --- what cannot be read ------------------------------------------------------------------------


def test_a_wholly_unreadable_record_shows_a_notice_and_is_no_open_incident() -> None:
    view = show(incident(title=None, damage=(LOST,)), "15:00")

    assert (view.is_damaged, view.damaged_at, view.damage_is_fresh, view.damaged_components) == (
        True,
        None,
        True,
        (),
    )
    assert (view.last_changed_at, view.is_change_day_only) == (at("00:00"), True)
    assert (view.is_open, view.updates, view.title, view.state) == (False, (), "", FINE)
    assert (view.valid_from, view.valid_until) == (at("00:00"), at(STALE))


def test_a_fresh_unreadable_record_makes_the_page_unknown_and_hides_no_other() -> None:
    other = incident(FIRST, id="INC-2025-01-15-002")
    site = publish([incident(title=None, damage=(LOST,)), other], "15:00")

    assert (site.state.is_known, site.state.indicator) == (False, Indicator.MAJOR)
    assert [view.id for view in site.damaged] == ["INC-2025-01-15-001"]
    assert [view.id for view in site.open] == ["INC-2025-01-15-002"]
    assert [view.is_certain for view in site.components] == [False, False, False]


def test_after_ninety_days_only_the_notice_remains() -> None:
    record = incident(title=None, damage=(LOST,))
    before = publish([record], at(STALE) - timedelta(seconds=1))
    after = publish([record], STALE)

    assert (before.state.is_known, len(before.damaged), before.state.indicator) == (
        False,
        1,
        Indicator.MAJOR,
    )
    assert (after.state.is_known, after.damaged, after.state.indicator) == (
        True,
        (),
        Indicator.NONE,
    )
    assert (after.open, after.state.has_open_incident) == ((), False)
    assert after.digests["INC-2025-01-15-001"].is_damaged
    assert [view.is_certain for view in after.components] == [True, True, True]


def test_an_unreadable_update_leaves_the_others_readable() -> None:
    lost = Damage(path="updates/x.yml", at=at("14:40"), components=("search",))
    view = show(incident(FIRST, damage=(lost,)), "15:00")

    assert (view.state, view.is_open, view.damaged_at, view.damaged_components) == (
        DOWN,
        True,
        at("14:40"),
        ("search",),
    )
    assert view.last_changed_at == at("14:40")


def test_parts_are_known_only_where_all_that_is_lost_is_known() -> None:
    scores = Damage(path="a", at=at("14:40"), components=("scores",))
    search = Damage(path="b", at=at("14:50"), components=("search", "scores"))

    def parts(record) -> tuple[str, ...]:
        return show(record, "15:00").damaged_components

    assert parts(incident(damage=(scores, search))) == ("scores", "search")
    assert parts(incident(damage=(scores, LOST))) == ()
    assert parts(incident(replace(FIRST, is_damaged=True), damage=(scores,))) == ()
    assert parts(incident(damage=(scores, POSTMORTEM))) == ("scores",)


def test_a_replay_knows_of_no_damage_that_comes_later() -> None:
    lost = Damage(path="updates/x.yml", at=at("14:50"), components=("search",))
    early = Damage(path="updates/w.yml", at=at("14:40"), components=("scores",))
    record = incident(FIRST, damage=(early, lost))

    view = show(record, "14:45")
    assert (view.damaged_at, view.damaged_components) == (at("14:40"), ("scores",))
    assert (view.valid_until, view.next_change_at) == (at("14:50"), at("15:06"))
    assert show(record, "14:45", replay=False).damaged_components == ("scores", "search")
    assert project(incident(damage=(lost,)), config(), at("14:45"), replay=True) is None


def test_a_damaged_amendment_counts_though_it_is_no_entry() -> None:
    record = incident(FIRST, said("15:00", amends=FIRST.id, text="x", is_damaged=True))

    assert not show(record, "14:59").is_damaged
    assert (show(record, "15:00").is_damaged, show(record, "15:00").damaged_at) == (
        True,
        at("15:00"),
    )


def test_a_lost_report_leaves_the_page_as_sure_as_it_was() -> None:
    record = incident(FIRST, LAST, damage=(POSTMORTEM,))
    view = show(record, "16:00")

    assert (view.is_damaged, view.damage_is_fresh) == (True, False)
    assert publish([record], "16:00").state.is_known


def test_days_of_an_unreadable_record_are_not_vouched_for() -> None:
    lost = Damage(path="updates/x.yml", at=at("14:40"))
    site = publish([incident(FIRST, LAST, damage=(lost,))], "20 12:00")
    scores, search, _ = site.components

    assert [mark.day.day for mark in search.days if not mark.is_recorded] == [15, 20]
    # Trouble that can be read is known all the same.
    assert [mark.day.day for mark in scores.days if not mark.is_recorded] == [20]


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_the_day_in_an_id_is_that_one_day_in_every_zone(zone: str) -> None:
    site = publish([incident(title=None, damage=(LOST,))], "25 12:00", config(zone=zone))

    unknown = [mark.day.day for mark in site.components[0].days if not mark.is_recorded]
    assert unknown == [15, 25]


def test_time_that_nobody_can_vouch_for_is_not_counted() -> None:
    site = publish([incident(FIRST, LAST, damage=(LOST,))], "20 12:00")
    scores, search, _ = site.components
    whole = at("20 12:00") - at("2024-10-23 00:00")
    unknown = timedelta(days=1, hours=12)

    assert search.uptime.counted == whole - unknown
    assert scores.uptime.counted == whole - unknown + timedelta(minutes=34)
    assert scores.uptime.lost == timedelta(minutes=34)


def test_unreadable_planned_work_is_not_upcoming() -> None:
    record = work(title=None, scheduled_for=None, scheduled_until=None, damage=(LOST,))
    site = publish([record], "15:00")

    assert (site.upcoming, site.active, len(site.damaged)) == ((), (), 1)
