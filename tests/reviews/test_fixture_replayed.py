"""The repository's own first record as it was known at moments of its night (``--now``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from generator.core.briefing import known_at
from generator.core.internal_facts import Affected, InternalRecord, Mitigation, PostmortemPlan
from generator.core.log_verbs import Verb
from generator.core.review_facts import ReviewStatus
from generator.pipeline.check import check_repository
from generator.readers.folders import find_folder
from generator.readers.internal import read_internal
from generator.readers.public import context_for
from tests.content.samples import ROOT, config
from tests.reviews.builders import FOLDER, at

OPTION = Mitigation(
    index=0,
    option="A",
    action="Rollback to v2.5.2",
    risk="low",
    expected="Restore score recording",
)


@cache
def fixture() -> InternalRecord:
    folder = find_folder(ROOT, FOLDER)
    assert folder is not None
    reading = read_internal(ROOT, folder, context_for(config()))
    assert reading is not None
    assert reading.findings == ()
    return reading.record


def known(clock: str, day: int = 15) -> InternalRecord:
    found = known_at(fixture(), at(clock, day))
    assert found is not None
    return found


def test_nothing_is_known_before_it_was_detected() -> None:
    assert known_at(fixture(), at("14:22")) is None


def test_at_14_51_nobody_knows_yet_how_it_ends() -> None:
    found = known("14:51")
    assert found.log[-1].verb is Verb.NOTIFIED
    assert found == replace(
        fixture(),
        log=found.log,
        affected=Affected(),
        data=None,
        resolution=None,
        root_cause=None,
        credits=None,
        postmortem=PostmortemPlan(),
        review=None,
    )


def test_at_15_12_it_is_over_and_the_post_mortem_is_still_to_come() -> None:
    found = known("15:12")
    assert found == replace(fixture(), log=found.log, review=None)
    assert found.affected == Affected(users=500, approx="at_least", user_reports=50)
    assert fixture().review is not None


def test_what_is_told_of_an_option_grows_with_the_night() -> None:
    assert known("14:37").mitigations == ()
    assert known("14:39").mitigations == (replace(OPTION, proposed_at=at("14:38")),)
    assert known("14:45").mitigations == (
        replace(
            OPTION,
            proposed_at=at("14:38"),
            approved_by="incident-commander",
            approved_at=at("14:40"),
            started_at=at("14:41"),
        ),
    )
    assert known("14:46").mitigations == fixture().mitigations


def test_an_option_without_any_time_is_there_from_the_start_and_its_result_at_the_end() -> None:
    timeless = replace(fixture(), mitigations=(replace(OPTION, result="worked"),))
    early, late = known_at(timeless, at("14:25")), known_at(timeless, at("15:12"))
    assert early is not None
    assert late is not None
    assert early.mitigations == (OPTION,)
    assert late.mitigations == timeless.mitigations


def test_a_record_that_came_back_is_not_over() -> None:
    again = next(entry for entry in fixture().log if entry.verb is Verb.RESOLVED)
    log = (*fixture().log, replace(again, at=at("16:00"), verb=Verb.REOPENED))
    found = known_at(replace(fixture(), log=log), at("16:30"))
    assert found is not None
    assert (found.resolution, found.root_cause, found.data) == (None, None, None)


def test_a_record_of_the_past_is_over() -> None:
    past = replace(fixture(), is_backfilled=True, log=())
    found = known_at(past, at("00:00"))
    assert found is not None
    assert found.resolution == fixture().resolution


def test_the_review_is_there_from_its_day_on_and_held_once_it_has_begun() -> None:
    assert known("23:59").review is None
    before, after = known("14:59", 16).review, known("15:00", 16).review
    assert before is not None
    assert after is not None
    assert before.meeting is not None
    assert after.meeting is not None
    assert (before.meeting.is_held, after.meeting.is_held) == (None, True)


def test_an_action_is_done_on_its_day() -> None:
    early, later = known("12:00", 20).review, known("00:00", 21).review
    assert early is not None
    assert later is not None
    assert [each.id for each in early.actions if not each.is_open] == []
    assert [each.id for each in later.actions if not each.is_open] == ["A1"]


def test_people_whose_data_were_lost_are_told_when_they_are_told() -> None:
    data = fixture().data
    assert data is not None
    told = replace(fixture(), data=replace(data, notified_at=at("12:00", 16)))
    before, after = known_at(told, at("15:12")), known_at(told, at("12:00", 16))
    assert before is not None
    assert after is not None
    assert before.data == data
    assert after.data == told.data


def test_R110_the_fixture_holds_all_that_a_final_post_mortem_needs() -> None:
    review = fixture().review
    assert review is not None
    assert (review.status, review.date, len(review.whys), len(review.actions)) == (
        ReviewStatus.FINAL,
        date(2025, 1, 16),
        5,
        9,
    )
    assert review.whys[-1].actions == ("A2", "A7")
    assert review.overview.duration == timedelta(minutes=43)
    found = check_repository(ROOT, now=at("12:00", 31), strict=True).findings
    assert [each for each in found if each.path == review.path] == []
