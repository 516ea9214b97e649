"""Rules over review.yml: what a final post-mortem needs, and actions that fit (R112 to R122)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from generator.core.internal_facts import InternalRecord
from generator.core.review_facts import (
    ActionStatus,
    Horizon,
    Meeting,
    Recommendation,
    Review,
    ReviewStatus,
    WentPoorly,
    Why,
)
from generator.core.rules_base import Trail
from generator.core.rules_internal import check_internal
from generator.core.rules_review import check_review
from tests.reviews.builders import FINAL, PATH, action, at, reviewed

NOW = at("12:00", 20)


def said(record: InternalRecord, now: datetime = NOW) -> list[tuple[str, Trail, str]]:
    return [(each.code, each.field, each.message) for each in check_review(record, now)]


def codes(record: InternalRecord, now: datetime = NOW) -> list[str]:
    return [each.code for each in check_review(record, now)]


def test_a_complete_final_post_mortem_has_no_remark() -> None:
    assert said(reviewed()) == []


def test_check_holds_a_record_to_them() -> None:
    found = check_internal(reviewed(approved_by=""), None, NOW)
    assert [(each.code, each.path) for each in found] == [("RVW002", PATH)]


def test_without_a_review_there_is_nothing_to_say() -> None:
    assert said(replace(reviewed(), review=None)) == []


def test_a_draft_may_have_anything_missing() -> None:
    record = reviewed(review=Review(path=PATH), actions=(action(owner="", due=None),))
    assert said(record) == []


def test_R113_a_final_post_mortem_has_an_approver() -> None:
    assert said(reviewed(approved_by="")) == [
        ("RVW002", ("status",), "the post-mortem is final, and nobody has approved it")
    ]


def test_R113_a_waived_post_mortem_says_why() -> None:
    waived = Review(path=PATH, status=ReviewStatus.WAIVED)
    assert said(reviewed(review=waived)) == [
        ("RVW003", ("status",), "the post-mortem is waived, and nobody says why")
    ]
    assert said(reviewed(review=waived, waived_reason="As last week.")) == []


@pytest.mark.parametrize(
    ("changes", "missing"),
    [({"owner": ""}, "no owner"), ({"due": None}, "no due")],
    ids=["owner", "due"],
)
def test_R113_every_action_of_a_final_post_mortem_has_owner_and_day(
    changes: dict[str, object], missing: str
) -> None:
    record = reviewed(actions=(action(), action("A2", index=1, **changes)))
    assert said(record) == [
        ("RVW004", ("actions", 1, "id"), f"the post-mortem is final, and A2 has {missing}")
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"done": date(2025, 1, 19)},
        {"dropped": "Not worth it."},
        {"status": ActionStatus.DONE},
        {"status": ActionStatus.DROPPED},
    ],
    ids=["done", "dropped", "said to be done", "said to be dropped"],
)
def test_an_action_that_is_over_needs_no_owner(changes: dict[str, object]) -> None:
    assert said(reviewed(actions=(action(owner="", due=None, **changes),))) == []


def test_R113_a_section_that_is_missing_is_named() -> None:
    assert said(reviewed(lessons=(), verification="")) == [
        (
            "RVW012",
            ("status",),
            "the post-mortem is final, and these sections are missing: verification, lessons",
        )
    ]


def test_R113_what_went_poorly_has_an_action_or_a_reason() -> None:
    poorly = (
        WentPoorly(index=0, text="Staging.", actions=("A1",)),
        WentPoorly(index=1, text="The hour.", reason="Nobody can choose it."),
        WentPoorly(index=2, text="The runbook."),
    )
    assert said(reviewed(went_poorly=poorly)) == [
        (
            "RVW007",
            ("went_poorly", 2, "text"),
            "something went poorly, and nothing is done about it",
        )
    ]


def test_R112_a_final_post_mortem_asks_why_at_least_once() -> None:
    assert said(reviewed(whys=())) == [
        ("RVW005", ("status",), "the post-mortem is final, and nobody asked why")
    ]


def test_R112_more_than_seven_whys_are_too_many_in_a_draft_too() -> None:
    why = Why(question="Why?", answer="So.", actions=("A1",))
    draft = ReviewStatus.DRAFT
    assert said(reviewed(status=draft, whys=(why,) * 7)) == []
    assert said(reviewed(status=draft, whys=(why,) * 8)) == [
        ("RVW005", ("five_whys",), "8 whys, more than 7")
    ]


def test_R112_the_last_why_is_tied_to_an_action() -> None:
    whys = (
        Why(index=0, question="Why?", answer="So.", actions=("A1",)),
        Why(index=1, question="Why so?", answer="No test."),
    )
    assert said(reviewed(whys=whys)) == [
        ("RVW006", ("five_whys", 1, "answer"), "no action answers the last why")
    ]
    assert said(reviewed(whys=whys, status=ReviewStatus.IN_REVIEW)) == []


def test_two_actions_of_one_id_are_an_error() -> None:
    record = reviewed(actions=(action(), action(index=1)))
    assert said(record) == [("RVW008", ("actions", 1, "id"), "two actions are called A1")]


def test_an_action_that_is_named_has_to_be_there() -> None:
    record = reviewed(
        whys=(Why(question="Why?", answer="So.", actions=("A1", "A9")),),
        recommendations=(Recommendation(text="More.", actions=("A8",)),),
    )
    assert said(record) == [
        ("RVW009", ("five_whys", 0, "actions", "A9"), "no action is called A9"),
        ("RVW009", ("recommendations", 0, "actions", "A8"), "no action is called A8"),
    ]


@pytest.mark.parametrize(
    ("horizon", "last"),
    [
        (Horizon.IMMEDIATE, date(2025, 1, 24)),
        (Horizon.SHORT, date(2025, 2, 17)),
        (Horizon.LONG, date(2025, 4, 19)),
    ],
)
def test_R115_a_horizon_counts_from_the_meeting_with_a_day_of_grace(
    horizon: Horizon, last: date
) -> None:
    fits = reviewed(actions=(action(horizon=horizon, due=last),))
    late = reviewed(actions=(action(horizon=horizon, due=date.fromordinal(last.toordinal() + 1)),))
    assert codes(fits) == []
    assert codes(late) == ["RVW010"]


def test_R115_immediate_and_due_in_twenty_days_is_a_warning() -> None:
    (remark,) = check_review(reviewed(actions=(action(due=date(2025, 2, 5)),)), NOW)
    assert (remark.code, remark.message, remark.fix) == (
        "RVW010",
        "'immediate' is at most 7 days, and A1 is due after 20",
        "write 'horizon: short', or bring 'due' forward",
    )


def test_R115_without_a_meeting_it_counts_from_the_last_resolution() -> None:
    due = (action(due=date(2025, 1, 24)),)
    again = ("14:23 DETECTED", "15:06 RESOLVED", "16:00 REOPENED", "2025-01-16 09:00 RESOLVED")
    assert codes(reviewed(meeting=None, actions=due)) == ["RVW010"]
    assert codes(reviewed(*again, meeting=Meeting(), actions=due)) == []
    assert codes(reviewed("14:23 DETECTED", meeting=None, actions=due)) == []


@pytest.mark.parametrize(("month", "day", "listed"), [(2, 15, []), (2, 16, ["RVW011"])])
def test_R122_a_recommendation_of_16_january_is_listed_on_16_february(
    month: int, day: int, listed: list[str]
) -> None:
    record = reviewed(
        recommendations=(
            Recommendation(index=0, text="More data.", actions=("A1",)),
            Recommendation(index=1, text="More people.", declined="No money."),
            Recommendation(index=2, text="More time."),
        )
    )
    assert codes(record, at("00:00").replace(month=month, day=day)) == listed


def test_what_could_not_be_read_is_not_missing() -> None:
    record = replace(reviewed(approved_by="", whys=()), unread=frozenset({PATH}))
    assert said(record) == []


@pytest.mark.parametrize(
    ("status", "is_complete"),
    [("draft", False), ("in_review", False), ("final", True), ("waived", True)],
)
def test_a_final_or_waived_post_mortem_asks_for_nothing_more(
    status: str, is_complete: bool
) -> None:
    assert replace(FINAL, status=ReviewStatus(status)).is_complete is is_complete
