"""FX1 at its moments: what visitors see, whole views (design §3, requirements §1.4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from generator.core.fold import project
from generator.core.intervals import OPEN_END
from generator.core.views import (
    ChangeView,
    EffectView,
    IncidentView,
    MilestoneView,
    PostmortemView,
    UpdateView,
)
from generator.core.vocabulary import BannerScope, ComponentState, Impact, Indicator, RecordKind
from tests.core import fx1
from tests.core.builders import (
    DAY,
    DOWN,
    FINE,
    INVESTIGATING,
    MONITORING,
    RESOLVED,
    SLOW,
    at,
    minutes,
    publish,
    window,
)

SCORES = "score-recording"


def _effect(old, new) -> tuple[EffectView, ...]:
    return (EffectView(component=SCORES, old=old, new=new),)


FIRST = UpdateView(
    id="20250115T143600Z",
    at=at("14:36"),
    shown_at=at("14:36"),
    status=INVESTIGATING,
    title=fx1.TITLE,
    text=fx1.FIRST_TEXT,
    effects=_effect(FINE, DOWN),
    promise_due_at=at("15:06"),
)
SECOND = UpdateView(
    id="20250115T145200Z",
    at=at("14:52"),
    shown_at=at("14:52"),
    status=MONITORING,
    title=fx1.TITLE,
    text=fx1.SECOND_TEXT,
    effects=_effect(DOWN, SLOW),
    promise_due_at=at("15:22"),
)
LAST = UpdateView(
    id="20250115T151000Z",
    at=at("15:10"),
    shown_at=at("15:10"),
    status=RESOLVED,
    title=fx1.TITLE,
    text=fx1.LAST_TEXT,
    effects=_effect(SLOW, FINE),
)
AT_14_36 = IncidentView(
    id=fx1.ID,
    kind=RecordKind.INCIDENT,
    date=DAY,
    title=fx1.TITLE,
    status=INVESTIGATING,
    state=DOWN,
    peak=DOWN,
    impact=Impact.CRITICAL,
    banner=BannerScope.ALL,
    is_open=True,
    components=(SCORES,),
    mentioned=(SCORES,),
    states=((SCORES, DOWN),),
    updates=(FIRST,),
    windows=(window(SCORES, DOWN, "14:36", "14:50")._replace(end=OPEN_END),),
    started_at=at("14:36"),
    promise_due_at=at("15:06"),
    last_changed_at=at("14:36"),
    valid_from=at("14:36"),
    valid_until=at("14:52"),
    next_change_at=at("15:06"),
)
AT_14_53 = replace(
    AT_14_36,
    status=MONITORING,
    state=SLOW,
    banner=BannerScope.AFFECTED,
    states=((SCORES, SLOW),),
    updates=(SECOND, FIRST),
    advice=fx1.ADVICE,
    windows=(
        window(SCORES, DOWN, "14:36", "14:52"),
        window(SCORES, SLOW, "14:52", "15:10")._replace(end=OPEN_END),
    ),
    promise_due_at=at("15:22"),
    last_changed_at=at("14:52"),
    valid_from=at("14:52"),
    valid_until=at("15:10"),
    next_change_at=at("15:22"),
)
AT_15_12 = replace(
    AT_14_53,
    status=RESOLVED,
    state=FINE,
    banner=BannerScope.NONE,
    is_open=False,
    states=(),
    updates=(LAST, SECOND, FIRST),
    windows=fx1.WINDOWS,
    durations=((DOWN, minutes(28)), (SLOW, minutes(16))),
    started_at=at("14:22"),
    ended_at=at("15:06"),
    resolved_at=at("15:10"),
    promise_due_at=None,
    last_changed_at=at("15:10"),
    valid_from=at("15:10"),
    valid_until=at("17 14:00"),
    next_change_at=None,
)
ON_18_JANUARY = replace(
    AT_15_12,
    postmortem=PostmortemView(
        edition=fx1.EDITION,
        earlier=(),
        changes=(
            ChangeView(
                id="pool-dashboard",
                text="See how many database lines are free.",
                state="planned",
                due="2025-01",
                done=None,
            ),
        ),
        timeline=(
            MilestoneView(
                at=at("14:36"), kind="first_update", status=INVESTIGATING, effects=FIRST.effects
            ),
            MilestoneView(
                at=at("14:52"),
                kind="update",
                status=MONITORING,
                effects=SECOND.effects,
                gap=minutes(16),
            ),
            MilestoneView(
                at=at("15:10"),
                kind="ended",
                status=RESOLVED,
                effects=LAST.effects,
                gap=minutes(18),
            ),
            MilestoneView(
                at=at("17 14:00"),
                kind="published",
                gap=at("17 14:00") - at("15:10"),
            ),
        ),
        changed_at=at("17 14:00"),
    ),
    last_changed_at=at("17 14:00"),
    valid_from=at("17 14:00"),
    # The day in actions.yml is known to a later build only; the due month the clock knows.
    valid_until=at("21 05:00"),
    next_change_at=at("2025-02-01 05:00"),
)


def _show(as_of: str, record=fx1.RECORD) -> IncidentView | None:
    return project(record, fx1.CONFIG, at(as_of), replay=True)


def test_nothing_is_public_before_the_first_update() -> None:
    assert _show("14:35") is None
    assert _show("14:39", fx1.UNPOSTED) is None


def test_14_36_the_first_update() -> None:
    assert _show("14:36") == AT_14_36


def test_14_40_nothing_has_changed_and_nothing_of_what_comes_is_known() -> None:
    assert _show("14:40") == AT_14_36


def test_14_53_the_fix_is_watched_and_advice_is_pinned() -> None:
    assert _show("14:53") == AT_14_53


def test_15_12_resolved_and_the_impact_windows_tell_how_long_it_was_felt() -> None:
    assert _show("15:12") == AT_15_12


def test_18_january_with_the_report_published_and_no_later_day_known() -> None:
    assert _show("18 00:00") == ON_18_JANUARY


def test_18_january_with_the_report_still_a_draft() -> None:
    assert _show("18 00:00", fx1.DRAFT) == replace(AT_15_12, valid_until=None)


def test_the_change_is_done_on_its_day_in_the_sites_zone() -> None:
    before, after = _show("21 04:59"), _show("21 05:00")
    assert before is not None
    assert after is not None
    assert before.postmortem is not None
    assert after.postmortem is not None
    assert [(each.state, each.done) for each in before.postmortem.changes] == [("planned", None)]
    assert [(each.state, each.done) for each in after.postmortem.changes] == [
        ("done", date(2025, 1, 21))
    ]
    assert (after.valid_until, after.next_change_at) == (None, None)


def test_without_now_every_entry_counts_at_once() -> None:
    view = project(fx1.RECORD, fx1.CONFIG, at("14:40"), replay=False)

    assert view is not None
    assert (view.status, view.is_open, [update.id for update in view.updates]) == (
        RESOLVED,
        False,
        [LAST.id, SECOND.id, FIRST.id],
    )
    # What lies ahead has no length yet, so nothing is over before its time.
    assert (view.windows, view.ended_at, view.durations) == (
        (window(SCORES, DOWN, "14:22", "14:50")._replace(end=OPEN_END),),
        None,
        (),
    )


def test_the_page_at_each_moment() -> None:
    seen = {}
    for moment in ("14:35", "14:36", "14:40", "14:53", "15:12", "18 00:00"):
        site = publish([fx1.RECORD], moment, fx1.CONFIG)
        seen[moment] = (
            site.state.state,
            site.state.indicator,
            site.state.has_open_incident,
            site.state.working,
            site.state.lead,
            site.next_change,
            site.next_change_at,
        )
    midnight = at("16 05:00")
    assert seen == {
        "14:35": (FINE, Indicator.NONE, False, 2, None, "day", midnight),
        "14:36": (DOWN, Indicator.MAJOR, True, 1, fx1.ID, fx1.ID, at("15:06")),
        "14:40": (DOWN, Indicator.MAJOR, True, 1, fx1.ID, fx1.ID, at("15:06")),
        "14:53": (SLOW, Indicator.MINOR, True, 1, fx1.ID, fx1.ID, at("15:22")),
        "15:12": (FINE, Indicator.NONE, False, 2, None, "day", midnight),
        "18 00:00": (FINE, Indicator.NONE, False, 2, None, "day", at("18 05:00")),
    }


def test_todays_mark_shows_the_trouble_in_its_first_second() -> None:
    site = publish([fx1.RECORD], "14:36", fx1.CONFIG)
    part = site.components[1]

    assert (part.state, part.incidents) == (DOWN, (fx1.ID,))
    assert (part.days[-1].day, part.days[-1].state, part.days[-1].incidents) == (
        DAY,
        DOWN,
        (fx1.ID,),
    )


def test_R104_uptime_counts_the_windows_not_the_paperwork() -> None:
    site = publish([fx1.RECORD], "18 00:00", fx1.CONFIG)
    games, scores = site.components

    assert scores.uptime.durations == ((DOWN, minutes(28)), (SLOW, minutes(16)))
    assert scores.uptime.lost == minutes(28)
    assert scores.uptime.counted == at("18 00:00") - at("2024-10-20 04:00")
    assert (games.uptime.lost, games.uptime.share) == (timedelta(), 1.0)
    marked = [(mark.day, mark.state) for mark in scores.days if mark.durations]
    assert marked == [(DAY, DOWN)]


def test_R15_the_banner_stands_from_the_first_public_update_until_the_end() -> None:
    def shown(as_of: str) -> list[tuple[BannerScope, ComponentState]]:
        site = publish([fx1.RECORD], as_of, fx1.CONFIG)
        return [(view.banner, dict(view.states)[SCORES]) for view in site.open]

    assert shown("14:35") == []
    assert shown("14:36") == shown("14:51") == [(BannerScope.ALL, DOWN)]
    assert shown("14:52") == shown("15:09") == [(BannerScope.AFFECTED, SLOW)]
    assert shown("15:10") == []


def test_R70_a_fix_that_is_watched_leaves_it_open_and_the_part_degraded() -> None:
    watched, over = (publish([fx1.RECORD], when, fx1.CONFIG) for when in ("14:53", "15:12"))

    assert [(view.status, dict(view.states)[SCORES]) for view in watched.open] == [
        (MONITORING, SLOW)
    ]
    assert ([each.id for each in watched.recent], [each.id for each in over.recent]) == (
        [],
        [fx1.ID],
    )
    assert over.open == ()
