"""Rules over planned maintenance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.core.rules import Remark, find_rule_damage
from generator.core.vocabulary import MaintenanceStatus
from tests.rules.builders import WORK, at, check, codes, update, work

FILE = f"{WORK}/public.yml"
LATER = f"{WORK}/updates/20250116T120000Z-k7q2m9x4.yml"
CANCELLED = update("12:00", day=16, path=FILE, line=9, cancelled=True)
COMPLETED = update("05:00", day=20, path=FILE, line=9, status=MaintenanceStatus.COMPLETED)


@pytest.mark.parametrize(
    ("changes", "missing", "example"),
    [
        ({"scheduled_for": None}, "'scheduled_for'", "scheduled_for: 2025-02-01 22:00"),
        ({"scheduled_until": None}, "'scheduled_until'", "scheduled_until: 2025-02-02 02:00"),
        (
            {"scheduled_for": None, "scheduled_until": None},
            "'scheduled_for' and no 'scheduled_until'",
            "scheduled_for: 2025-02-01 22:00",
        ),
    ],
)
def test_work_says_when_it_begins_and_when_it_is_over(
    changes: dict[str, None], missing: str, example: str
) -> None:
    record = work(**changes)
    assert check(record) == [
        Remark(
            code="MNT001",
            path=FILE,
            message=f"the work has no {missing}",
            fix=f"say when it begins and when it is over, such as '{example} America/New_York'",
        )
    ]
    assert [each.path for each in find_rule_damage(check(record))] == [FILE]
    assert codes(work(CANCELLED, **changes)) == []
    assert codes(work(COMPLETED, **changes)) == []
    assert check(record, unread=[FILE]) == []


def test_an_update_may_bring_what_was_missing() -> None:
    update_ = update("12:00", day=16, path=LATER, line=1, scheduled_until=at("05:00", 20))
    assert check(work(update_, scheduled_until=None)) == []


@pytest.mark.parametrize("end", ["02:00", "01:00"])
def test_work_ends_after_it_begins(end: str) -> None:
    record = work(scheduled_until=at(end, 20))
    assert check(record) == [
        Remark(
            code="MNT002",
            path=FILE,
            field=("scheduled_until",),
            message=f"the work ends at 2025-01-20 {end}Z, not after it begins at 2025-01-20 02:00Z",
            fix="correct the two times; write the date of both",
            value=f"2025-01-20 {end}Z",
        )
    ]
    assert [each.path for each in find_rule_damage(check(record))] == [FILE]


def test_a_move_is_pointed_out_where_it_was_made() -> None:
    moved = update("12:00", day=16, path=LATER, line=2, scheduled_for=at("02:00", 27))
    assert [(each.code, each.path, each.line, each.field) for each in check(work(moved))] == [
        ("MNT002", LATER, 2, ("scheduled_for",))
    ]


def test_only_the_last_word_on_the_window_counts() -> None:
    wrong = update("12:00", day=16, path=LATER, line=1, scheduled_for=at("02:00", 27))
    right = update("13:00", day=16, path=FILE, line=9, scheduled_until=at("04:00", 27))
    assert check(work(wrong, right)) == []


def test_work_touches_something() -> None:
    assert check(work(components=())) == [
        Remark(
            code="MNT003",
            path=FILE,
            field=("components",),
            message="the work touches no part",
            fix="list under 'components:' what cannot be used meanwhile",
        )
    ]
    assert codes(work(COMPLETED, components=())) == ["MNT003"]
    assert codes(work(CANCELLED, components=())) == []
    assert codes(work(components=()), unread=[FILE]) == []


@pytest.mark.parametrize(
    ("length", "found"),
    [(timedelta(days=7), []), (timedelta(days=7, minutes=1), ["MNT004"])],
)
def test_a_week_is_long_enough(length: timedelta, found: list[str]) -> None:
    assert codes(work(scheduled_until=at("02:00", 20) + length)) == found


def test_a_retired_part_is_pointed_out() -> None:
    assert [
        (each.code, each.field, each.message)
        for each in check(work(components=("scores", "diary")))
    ] == [
        (
            "MNT005",
            ("components", "diary"),
            "'diary' is retired since 2025-01-10, before the work begins",
        )
    ]


def test_work_is_announced_before_it_begins() -> None:
    early = {"scheduled_for": at("23:59", 14), "scheduled_until": at("04:00", 15)}
    assert [(each.code, each.field) for each in check(work(**early))] == [
        ("MNT006", ("scheduled_for",))
    ]
    assert codes(work(**early, backfilled=True)) == []
    assert codes(work(scheduled_for=at("00:00", 15), scheduled_until=at("04:00", 15))) == []


def test_work_that_was_called_off_does_not_go_on() -> None:
    again = update("02:05", day=20, path=FILE, line=12, status=MaintenanceStatus.IN_PROGRESS)
    assert check(work(CANCELLED, again)) == [
        Remark(
            code="MNT007",
            path=FILE,
            line=12,
            field=("status",),
            message="the work was called off, so 'in_progress' does not count",
            fix="announce the work anew with 'status: scheduled', or retract the update that "
            "called it off",
            value="in_progress",
        )
    ]
    anew = update("03:00", day=19, path=FILE, line=11, status=MaintenanceStatus.SCHEDULED)
    assert codes(work(CANCELLED, anew, again)) == []
    back = update("02:00", day=20, path=FILE, line=11, retracts=CANCELLED.id)
    assert codes(work(CANCELLED, back, again)) == []


def test_a_new_window_alone_does_not_announce_called_off_work_anew() -> None:
    when = {"scheduled_for": at("02:00", 27), "scheduled_until": at("04:00", 27)}
    moved = update("12:00", day=17, path=FILE, line=12, **when)
    assert check(work(CANCELLED, moved)) == [
        Remark(
            code="MNT007",
            path=FILE,
            line=12,
            field=("scheduled_for",),
            message="the work is called off, so its new 'scheduled_for' does not count",
            fix="announce the work anew with 'status: scheduled' in an update after the one that "
            "called it off, or delete the line",
        )
    ]
    assert codes(work(CANCELLED, replace(moved, status=MaintenanceStatus.SCHEDULED))) == []


def test_work_announced_anew_after_its_window_needs_another() -> None:
    anew = update("12:00", day=21, path=FILE, line=12, status=MaintenanceStatus.SCHEDULED)
    assert [(each.code, each.line, each.message) for each in check(work(CANCELLED, anew))] == [
        ("MNT001", 12, "the work has no 'scheduled_for' and no 'scheduled_until'")
    ]


def test_withdrawn_work_needs_nothing() -> None:
    gone = update("12:00", day=16, path=FILE, line=9, retracts="incident")
    assert codes(work(gone, scheduled_for=None, components=(), title=None)) == []


def test_work_needs_a_title() -> None:
    assert [(each.code, each.path) for each in check(work(title=None))] == [("INC004", FILE)]


def test_a_folder_without_public_words_is_no_work() -> None:
    nothing = {"title": None, "components": (), "scheduled_for": None, "scheduled_until": None}
    assert codes(work(**nothing)) == []
    assert codes(work(**nothing, text="We are moving.")) == ["INC004", "MNT003", "MNT001"]
