"""Rules that incidents and planned maintenance share: titles, order, times, what names what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from generator.core.facts import Promise, Update
from generator.core.rules import Remark, find_rule_damage
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus
from tests.rules.builders import (
    DOWN,
    FOLDER,
    NOW,
    PUBLIC,
    SLOW,
    WORK,
    at,
    check,
    codes,
    first,
    incident,
    resolved,
    stamp,
    update,
    work,
)

MONITORING = IncidentStatus.MONITORING


def test_a_plain_incident_and_a_plain_work_have_no_remark() -> None:
    assert check(incident(first(), resolved())) == []
    assert check(work()) == []
    assert check(work(update("15:00", path=f"{WORK}/public.yml", text="See you."))) == []


def test_a_record_without_any_title_is_an_error_at_its_first_update() -> None:
    assert check(incident(first(), resolved(), title=None)) == [
        Remark(
            code="INC004",
            path=PUBLIC,
            line=3,
            message="nothing gives this record a title",
            fix="write 'title:' with what is wrong, in visitors' words, in public.yml or in the "
            "first update",
        )
    ]


def test_a_title_in_any_update_is_enough() -> None:
    assert codes(incident(first(), resolved(title="Scores are late"), title=None)) == []


def test_a_title_that_may_only_be_unread_is_not_missed() -> None:
    record = incident(first(), title=None)
    assert codes(record, unread=[PUBLIC]) == []
    assert codes(record, unread=[f"{FOLDER}/updates/20250115T150000Z.yml"]) == []
    assert codes(record, unread=[f"{FOLDER}/postmortem.1.yml"]) == ["INC004"]


def test_a_withdrawn_title_leaves_a_record_without_one() -> None:
    gone = first(title="A secret")
    record = incident(gone, update("14:40", line=7, retracts=gone.id), title=None)
    assert [(each.code, each.line, each.message) for each in check(record)] == [
        ("INC024", 3, "the only title stands in an update that is withdrawn")
    ]


def test_a_withdrawn_record_needs_no_title() -> None:
    assert codes(incident(first(), update("14:40", retracts="incident"), title=None)) == []


def test_an_inline_update_below_a_later_one_is_pointed_out() -> None:
    record = incident(first(line=3), update("14:22", line=7, status=MONITORING))
    assert check(record) == [
        Remark(
            code="INC005",
            path=PUBLIC,
            line=7,
            field=("at",),
            message="update at 2025-01-15 14:22Z is earlier than the one above it, on line 3 "
            "(2025-01-15 14:36Z)",
            fix="put updates in time order, oldest first, or correct this 'at'",
            value="2025-01-15 14:22Z",
        )
    ]


def test_files_have_no_order_of_their_own() -> None:
    later = first(path=f"{FOLDER}/updates/20250115T143600Z.yml", line=1)
    earlier = update("14:22", path=f"{FOLDER}/updates/20250115T142200Z.yml", line=1, text="x")
    assert codes(incident(later, earlier)) == []


@pytest.mark.parametrize(
    ("ahead", "found"), [(timedelta(hours=2), []), (timedelta(hours=2, seconds=1), ["INC006"])]
)
def test_two_hours_ahead_are_allowed(ahead: timedelta, found: list[str]) -> None:
    later = Update(id="x", at=NOW + ahead, path=PUBLIC, line=9, text="Soon.")
    assert codes(incident(first(), later)) == found


def test_an_update_far_ahead_names_both_times() -> None:
    later = Update(id="x", at=NOW + timedelta(days=365), path=PUBLIC, line=9, text="Soon.")
    assert check(incident(first(), later)) == [
        Remark(
            code="INC006",
            path=PUBLIC,
            line=9,
            field=("at",),
            message="update at 2026-07-01 12:00Z lies more than two hours ahead of now, "
            "2025-07-01 12:00Z",
            fix="correct its time; until then it is shown with a mark and adds only what is worse",
            value="2026-07-01 12:00Z",
        )
    ]


def test_nothing_is_ahead_in_a_replay() -> None:
    assert codes(incident(first(), resolved()), now=at("14:00"), replay=True) == []
    assert codes(incident(first(), resolved()), now=at("12:00")) == ["INC006", "INC006"]


def test_correcting_an_update_that_is_not_there_is_an_error_with_a_guess() -> None:
    record = incident(first(), update("14:52", line=8, amends="20250115T143500Z", text="x"))
    assert check(record) == [
        Remark(
            code="INC007",
            path=PUBLIC,
            line=8,
            field=("amends",),
            message="this record has no update '20250115T143500Z'",
            fix="write '20250115T143600Z'",
            value="20250115T143500Z",
        )
    ]


def test_withdrawing_an_update_that_is_not_there_is_an_error() -> None:
    record = incident(first(), update("14:52", line=8, retracts="the-second"))
    assert [(each.code, each.field, each.fix) for each in check(record)] == [
        ("INC007", ("retracts",), "write the id of an update of this record: 20250115T143600Z")
    ]


@pytest.mark.parametrize(
    ("target", "fix"),
    [
        ("20250115T143700Z", "write '20250115T143600Z'"),
        ("20250115T145100Z-k7q2m9x4", "write 'second'"),
        ("20250116T030000Z", "write 'second'"),
        ("20250315T143600Z", "write '20250115T143600Z'"),
        (
            "20250115T144600Z",
            "write the id of an update of this record: 20250115T143600Z, second",
        ),
    ],
    ids=["near one", "near one with an id of its own", "hours off", "month off", "in the middle"],
)
def test_the_update_meant_is_the_nearest_in_time_and_never_a_later_one(
    target: str, fix: str
) -> None:
    record = incident(
        first(),
        update("14:56", line=8, id="second", text="x"),
        update("15:10", line=11, retracts=target),
        update("15:20", line=14, text="x"),
    )
    assert [(each.code, each.fix) for each in check(record)] == [("INC007", fix)]


def test_the_only_update_cannot_name_another() -> None:
    record = incident(first(amends="20250115T140000Z"))
    assert [each.fix for each in check(record)] == [
        "delete the line: no update of this record is earlier"
    ]


@pytest.mark.parametrize("name", ["amends", "retracts"])
def test_an_update_cannot_correct_itself(name: str) -> None:
    own = stamp(at("14:52"))
    record = incident(first(), update("14:52", line=8, text="x", **{name: own}))
    assert [(each.code, each.message) for each in check(record)] == [
        ("INC007", f"this update {name} itself")
    ]


def test_a_withdrawn_correction_of_nothing_does_no_harm() -> None:
    wrong = update("14:52", amends="nothing", text="x")
    assert codes(incident(first(), wrong, update("14:55", retracts=wrong.id))) == []


def test_correcting_a_later_update_is_odd_but_clear() -> None:
    record = incident(
        first(),
        update("14:40", line=6, amends=stamp(at("14:52")), text="A fix is in place."),
        update("14:52", line=9, status=MONITORING),
    )
    assert [(each.code, each.line, each.message) for each in check(record)] == [
        (
            "INC008",
            6,
            "this update of 2025-01-15 14:40Z amends one that was written later, at "
            "2025-01-15 14:52Z",
        )
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"happened_at": at("14:22")}, []),
        ({"happened_at": at("14:36")}, []),
        ({"happened_at": at("14:37")}, ["INC012"]),
        ({"happened_at": at("14:35", 16, 12, 2024)}, ["INC012", "INC013"]),
    ],
)
def test_happened_at_lies_shortly_before_the_time_of_writing(
    change: dict[str, datetime], found: list[str]
) -> None:
    assert sorted(codes(incident(first(**change)))) == found


def test_long_ago_is_fine_for_a_record_written_down_afterwards() -> None:
    late = update("16:00", day=15, status=MONITORING, happened_at=at("09:10", 18, 12, 2024))
    assert codes(incident(late, backfilled=True)) == []


@pytest.mark.parametrize(
    ("when", "found"),
    [
        (datetime(2025, 1, 13, 0, 0, tzinfo=UTC), []),
        (datetime(2025, 1, 12, 23, 59, tzinfo=UTC), ["INC013"]),
        (datetime(2025, 1, 17, 23, 59, tzinfo=UTC), []),
        (datetime(2025, 1, 18, 0, 0, tzinfo=UTC), ["INC013"]),
    ],
)
def test_the_first_update_lies_within_two_days_of_the_day_in_the_id(
    when: datetime, found: list[str]
) -> None:
    record = incident(Update(id="x", at=when, path=PUBLIC, line=3, text="x"))
    assert codes(record) == found
    assert codes(incident(*record.updates, backfilled=True)) == []


def test_an_update_posted_late_may_say_when_it_happened() -> None:
    late = Update(
        id="x", at=at("10:00", 20), happened_at=at("14:22"), path=PUBLIC, line=3, text="x"
    )
    assert codes(incident(late)) == []


def test_a_promise_lies_after_its_update() -> None:
    record = incident(first(next_update=Promise(due_at=at("14:36"))))
    assert check(record) == [
        Remark(
            code="INC018",
            path=PUBLIC,
            line=3,
            field=("next_update",),
            message="the next update is promised for 2025-01-15 14:36Z, not after this one of "
            "2025-01-15 14:36Z",
            fix="write a later time, with its date, or a length of time such as 30m",
            value="2025-01-15 14:36Z",
        )
    ]
    assert codes(incident(first(next_update=Promise(due_at=at("14:37"))))) == []
    assert codes(incident(first(next_update=Promise(due_at=None)))) == []


def test_an_update_without_words_says_nothing() -> None:
    record = incident(first(), update("14:52", line=8))
    assert [(each.code, each.line, each.field) for each in check(record)] == [("INC020", 8, ())]
    assert codes(incident(first(), update("14:52", notify=False))) == ["INC020"]
    assert codes(incident(first(), update("14:52")), unread=[PUBLIC]) == []


@pytest.mark.parametrize(
    "words",
    [
        {"text": "x"},
        {"status": MONITORING},
        {"advice": "x"},
        {"title": "x"},
        {"components": (("games", SLOW),)},
        {"merged_into": "INC-2025-01-15-002"},
        {"retracts": "20250115T143600Z"},
        {"impact_windows": ()},
    ],
    ids=str,
)
def test_any_word_is_something(words: dict[str, object]) -> None:
    assert "INC020" not in codes(incident(first(), update("14:52", **words)))


def test_an_amendment_gives_something_in_place() -> None:
    target = stamp(at("14:36"))
    record = incident(first(), update("14:52", line=8, amends=target))
    assert [(each.code, each.field) for each in check(record)] == [("INC020", ("amends",))]


def test_a_retired_part_is_pointed_out_from_its_last_day_on() -> None:
    record = incident(first(components=(("diary", SLOW),)))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        ("INC023", ("components", "diary"), "'diary' is retired since 2025-01-10")
    ]
    day_before = update("14:36", day=9, components=(("diary", SLOW),))
    assert "INC023" not in codes(incident(day_before, backfilled=True))


def test_two_updates_of_one_second_that_disagree_are_pointed_out_until_a_third_settles_it() -> None:
    one = first(id="20250115T143600Z-a")
    two = first(id="20250115T143600Z-b", line=9, status=MONITORING, components=(("scores", SLOW),))
    assert [(each.line, each.field, each.message) for each in check(incident(one, two))] == [
        (
            9,
            ("components", "scores"),
            "two updates of 2025-01-15 14:36Z give 'scores' different states: 'major_outage' and "
            "'degraded_performance'",
        ),
        (
            9,
            ("status",),
            "two updates of 2025-01-15 14:36Z give different statuses: 'investigating' and "
            "'monitoring'",
        ),
    ]
    third = update("14:37", line=12, status=MONITORING, components=(("scores", DOWN),))
    assert codes(incident(one, two, third)) == []


def test_planned_work_is_held_to_the_same_order_of_times() -> None:
    file = f"{WORK}/public.yml"
    record = work(
        update("15:00", path=file, line=5, text="x", next_update=Promise(due_at=at("14:00"))),
        update("14:00", path=file, line=9, status=MaintenanceStatus.SCHEDULED),
        title=None,
    )
    assert codes(record) == ["INC004", "INC005", "INC018"]


def test_damage_lies_in_the_files_whose_meaning_is_lost() -> None:
    record = incident(
        first(path=f"{FOLDER}/updates/a.yml"),
        update("14:52", path=f"{FOLDER}/updates/b.yml", retracts="gone"),
        update("14:53", path=f"{FOLDER}/updates/b.yml", line=1, happened_at=at("15:00"), text="x"),
        title=None,
    )
    assert codes(record) == ["INC004", "INC007", "INC012"]
    assert [(each.path, each.at, each.holds_state) for each in find_rule_damage(check(record))] == [
        (f"{FOLDER}/updates/a.yml", None, True),
        (f"{FOLDER}/updates/b.yml", None, True),
    ]
    assert find_rule_damage(check(incident(first(), first(line=9)))) == ()


def test_the_first_update_on_planned_work_may_come_long_after_its_announcement() -> None:
    done = update("05:00", day=20, path=f"{WORK}/public.yml", status=MaintenanceStatus.COMPLETED)
    assert codes(work(done)) == []
    early = update("05:00", day=12, path=f"{WORK}/public.yml", text="x")
    assert codes(work(early)) == ["INC013"]


@pytest.mark.parametrize("name", ["amends", "retracts"])
def test_the_announcement_of_the_header_can_be_named(name: str) -> None:
    change = update("16:00", line=12, text="Better.", **{name: "announcement"})
    assert codes(work(change, text="Plan.")) == []
    assert codes(incident(first(), resolved(), change)) == ["INC007"]


def test_an_announcement_that_an_update_makes_has_no_name_of_its_own() -> None:
    plan = update("09:00", line=7, text="Plan.", status=MaintenanceStatus.SCHEDULED)
    change = update("12:00", line=9, text="Better.", amends="announcement")
    assert [(each.code, each.fix) for each in check(work(plan, change))] == [
        ("INC007", f"write the id of an update of this record: {plan.id}")
    ]
