"""Public post-mortems: editions, the state of promised changes, the timeline (§5.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.core.facts import ActionState
from generator.core.postmortem import due_limit
from generator.core.views import ChangeView, MilestoneView
from tests.core.builders import (
    DOWN,
    INVESTIGATING,
    MONITORING,
    RESOLVED,
    at,
    change,
    config,
    edition,
    incident,
    minutes,
    publish,
    said,
    show,
)

FIRST = said("14:36", INVESTIGATING, scores=DOWN)
WATCHED = said("14:52", MONITORING, happened_at=at("14:50"))
LAST = said("15:10", RESOLVED)
PROMISED = edition("17 14:00", changes=(change("a", "2025-01"), change("b", "2025-01-20")))


def _record(*editions, actions: tuple[ActionState, ...] = (), updates=(FIRST, WATCHED, LAST)):
    return incident(*updates, editions=editions, actions=actions)


def _report(record, moment: str, *, replay: bool = True, zone: str = "UTC"):
    found = show(record, moment, config(zone=zone), replay=replay).postmortem
    assert found is not None
    return found


def _changes(report) -> dict[str, tuple[str, date | None]]:
    return {each.id: (each.state, each.done) for each in report.changes}


def test_the_newest_published_edition_stands_and_the_earlier_are_listed() -> None:
    one = edition("17 14:00", edition="preliminary", title="One")
    two = edition("24 14:00", 2, title="Two")
    three = edition("2025-02-24 14:00", 3, title="Three")
    record = _record(three, one, two)

    found = [_report(record, moment) for moment in ("17 14:00", "24 14:00", "2025-02-24 14:00")]
    assert [(each.edition.title, each.earlier) for each in found] == [
        ("One", ()),
        ("Two", (one,)),
        ("Three", (one, two)),
    ]
    assert [each.changed_at for each in found] == [
        at("17 14:00"),
        at("24 14:00"),
        at("2025-02-24 14:00"),
    ]
    assert show(record, "17 13:59").postmortem is None


def test_a_withdrawn_incident_has_no_report() -> None:
    record = _record(PROMISED, updates=(FIRST, LAST, said("18 00:00", retracts="incident")))
    site = publish([record], "19 00:00")

    assert show(record, "19 00:00").postmortem is None
    assert site.postmortems == ()


def test_every_state_of_a_promised_change() -> None:
    report = edition(
        "17 14:00",
        changes=(
            change("done", "2025-01"),
            change("late", "2025-01"),
            change("planned", "2025-03"),
            change("open"),
            change("dropped", "2025-01"),
            change("both", "2025-01"),
        ),
    )
    actions = (
        ActionState(id="done", done=date(2025, 1, 21)),
        ActionState(id="dropped", dropped="Not needed any more."),
        ActionState(id="both", done=date(2025, 1, 22), dropped="x"),
        ActionState(id="nobody promised this", done=date(2025, 1, 22)),
    )

    assert _report(_record(report, actions=actions), "2025-02-10 00:00").changes == (
        _view("done", "done", "2025-01", date(2025, 1, 21)),
        _view("late", "late", "2025-01"),
        _view("planned", "planned", "2025-03"),
        _view("open", "planned", None),
        _view("dropped", "dropped", "2025-01", note="Not needed any more."),
        _view("both", "done", "2025-01", date(2025, 1, 22), note="x"),
    )


def _view(name: str, state: str, due: str | None, done: date | None = None, note: str = ""):
    return ChangeView(
        id=name, text=f"We will do {name}.", state=state, due=due, done=done, note=note
    )


def test_a_change_is_late_after_its_month_or_day_has_ended_in_the_sites_zone() -> None:
    record = _record(PROMISED)
    moments = ("21 04:59", "21 05:00", "2025-02-01 04:59", "2025-02-01 05:00")

    assert [
        tuple(
            state for state, _ in _changes(_report(record, each, zone="America/New_York")).values()
        )
        for each in moments
    ] == [
        ("planned", "planned"),
        ("planned", "late"),
        ("planned", "late"),
        ("late", "late"),
    ]


@pytest.mark.parametrize("replay", [True, False])
def test_nothing_is_done_before_its_day(replay: bool) -> None:
    record = _record(PROMISED, actions=(ActionState(id="a", done=date(2025, 1, 21)),))

    assert _changes(_report(record, "20 12:00", replay=replay))["a"] == ("planned", None)
    assert _changes(_report(record, "21 00:00", replay=replay))["a"] == ("done", date(2025, 1, 21))


def test_the_day_on_which_something_is_done_is_one_of_the_sites_zone() -> None:
    record = _record(PROMISED, actions=(ActionState(id="a", done=date(2025, 1, 21)),))

    for moment, state in (("21 04:59", "planned"), ("21 05:00", "done")):
        report = _report(record, moment, replay=False, zone="America/New_York")
        assert _changes(report)["a"][0] == state


def test_the_first_day_of_the_calendar_is_over_everywhere() -> None:
    record = _record(PROMISED, actions=(ActionState(id="a", done=date.min),))

    assert _changes(_report(record, "18 12:00", zone="Asia/Tokyo"))["a"] == ("done", date.min)


def test_what_claims_a_day_to_come_is_late_until_then() -> None:
    record = _record(PROMISED, actions=(ActionState(id="b", done=date(2025, 1, 25)),))
    view = show(record, "22 12:00", replay=False)

    assert _changes(_report(record, "22 12:00", replay=False))["b"] == ("late", None)
    assert (view.valid_until, view.next_change_at) == (at("25 00:00"), at("25 00:00"))


def test_a_replay_does_not_know_that_a_late_change_will_be_done() -> None:
    record = _record(PROMISED, actions=(ActionState(id="b", done=date(2025, 1, 25)),))

    assert _changes(_report(record, "22 12:00"))["b"] == ("late", None)
    view = show(record, "22 12:00")
    assert (view.valid_until, view.next_change_at) == (at("25 00:00"), at("2025-02-01 00:00"))


@pytest.mark.parametrize(
    ("due", "zone", "limit"),
    [
        ("2025-01", "UTC", "2025-02-01 00:00"),
        ("2025-12", "UTC", "2026-01-01 00:00"),
        ("2024-02-28", "UTC", "2024-02-29 00:00"),
        ("2024-02-29", "UTC", "2024-03-01 00:00"),
        ("2024-02", "Asia/Tokyo", "2024-02-29 15:00"),
        ("2025-03-08", "America/New_York", "2025-03-09 05:00"),
        ("2025-03-09", "America/New_York", "2025-03-10 04:00"),
    ],
)
def test_due_means_by_the_end_of_it(due: str, zone: str, limit: str) -> None:
    assert due_limit(due, zone) == at(limit)


@pytest.mark.parametrize("due", [None, "9999-12", "9999-12-31", "0001-01", "0000-05"])
def test_what_lies_beyond_the_calendar_is_never_due(due: str | None) -> None:
    assert due_limit(due, "Asia/Tokyo") is None


def test_the_timeline_tells_public_entries_with_their_distance_and_ends_at_publication() -> None:
    wrong = said("14:40", text="Wrong.", scores=DOWN)
    late = said("18 00:00", text="A word after the report.")
    record = _record(
        PROMISED, updates=(FIRST, wrong, said("14:45", retracts=wrong.id), WATCHED, LAST, late)
    )

    assert [replace(line, effects=()) for line in _report(record, "19 00:00").timeline] == [
        MilestoneView(at=at("14:36"), kind="first_update", status=INVESTIGATING),
        MilestoneView(at=at("14:45"), kind="update", status=INVESTIGATING, gap=minutes(9)),
        MilestoneView(at=at("14:52"), kind="update", status=MONITORING, gap=minutes(7)),
        MilestoneView(at=at("15:10"), kind="ended", status=RESOLVED, gap=minutes(18)),
        MilestoneView(at=at("17 14:00"), kind="published", gap=at("17 14:00") - at("15:10")),
    ]


def test_a_public_update_stands_in_the_timeline_when_it_was_written() -> None:
    first = said("14:36", INVESTIGATING, scores=DOWN, happened_at=at("14:22"))
    last = said("15:00", RESOLVED, happened_at=at("14:30"))
    report = _report(_record(PROMISED, updates=(first, last)), "19 00:00")

    assert [(line.at, line.kind, line.gap) for line in report.timeline] == [
        (at("14:36"), "first_update", None),
        (at("15:00"), "ended", minutes(24)),
        (at("17 14:00"), "published", at("17 14:00") - at("15:00")),
    ]


def test_the_reports_are_listed_newest_first() -> None:
    one = _record(edition("17 14:00", title="One"))
    two = replace(_record(edition("20 14:00", title="Two")), id="INC-2025-01-15-002")
    site = publish([one, two, incident(FIRST, LAST, id="INC-2025-01-15-003")], "21 00:00")

    assert [digest.postmortem_title for digest in site.postmortems] == ["Two", "One"]
