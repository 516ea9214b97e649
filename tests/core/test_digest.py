"""What lists keep of one record: its day, its entries, its summary."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.digest import SUMMARY_LENGTH, local_day, summarise
from generator.core.facts import Damage, Promise
from generator.core.views import Digest, EntryRef
from generator.core.vocabulary import Impact, MaintenanceStatus, RecordKind
from tests.core import fx1
from tests.core.builders import (
    DAY,
    DOWN,
    FINE,
    IDENTIFIED,
    INC,
    INVESTIGATING,
    RESOLVED,
    SLOW,
    at,
    config,
    edition,
    incident,
    minutes,
    said,
    show,
    work,
)

FIRST = said("14:36", INVESTIGATING, text="We look.", scores=DOWN)
LAST = said("15:10", RESOLVED, text="It works.")


def _digest(record, moment: str, *, replay: bool = True, zone: str = "UTC") -> Digest:
    site = config(zone=zone)
    return summarise(show(record, moment, site, replay=replay), site)


def _entry(update: str, moment: str, *, is_in_feeds: bool = True, parts=("scores",)) -> EntryRef:
    return EntryRef(
        incident=INC, update=update, at=at(moment), components=parts, is_in_feeds=is_in_feeds
    )


def test_fx1_on_18_january_as_a_whole_digest() -> None:
    view = show(fx1.RECORD, "18 00:00", fx1.CONFIG)
    parts = ("score-recording",)

    assert summarise(view, fx1.CONFIG) == Digest(
        id=fx1.ID,
        kind=RecordKind.INCIDENT,
        day=DAY,
        title=fx1.TITLE,
        status=RESOLVED,
        peak=DOWN,
        impact=Impact.CRITICAL,
        state=FINE,
        is_open=False,
        components=parts,
        states=(),
        windows=fx1.WINDOWS,
        durations=((DOWN, minutes(28)), (SLOW, minutes(16))),
        entries=(
            _entry("20250115T151000Z", "15:10", parts=parts),
            _entry("20250115T145200Z", "14:52", parts=parts),
            _entry("20250115T143600Z", "14:36", parts=parts),
        ),
        summary="Score recording is working normally.",
        started_at=at("14:22"),
        ended_at=at("15:06"),
        scheduled_for=None,
        scheduled_until=None,
        is_cancelled=False,
        is_tombstone=False,
        merged_into=None,
        is_backfilled=False,
        has_postmortem=True,
        postmortem_title="Scores could not be saved on 15 January",
        postmortem_at=at("17 14:00"),
        is_damaged=False,
        damaged_at=None,
        damage_is_fresh=False,
        damaged_components=(),
        last_update_at=at("15:10"),
        last_changed_at=at("17 14:00"),
        valid_from=at("17 14:00"),
        valid_until=at("21 05:00"),
        next_change_at=at("2025-02-01 05:00"),
        created_at=at("14:36"),
    )


def test_a_digest_says_the_same_as_its_view() -> None:
    view = show(incident(FIRST, LAST), "16:00")
    digest = summarise(view, config())
    shared = set(Digest._fields) & {name for name in dir(view) if not name.startswith("_")}

    assert {name: getattr(digest, name) for name in shared} == {
        name: getattr(view, name) for name in shared
    }


# --- the day ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("zone", "day"), [("UTC", 16), ("America/New_York", 15)])
def test_an_incident_is_listed_under_the_local_day_it_began(zone: str, day: int) -> None:
    assert _digest(incident(said("16 02:00", scores=DOWN)), "16 03:00", zone=zone).day.day == day


def test_what_was_written_down_afterwards_is_listed_when_it_happened() -> None:
    record = incident(
        said("2025-02-26 16:00", IDENTIFIED, scores=SLOW, happened_at=at("2024-12-18 09:10")),
        backfilled=True,
    )

    assert _digest(record, "2025-03-01 00:00").day.isoformat() == "2024-12-18"


def test_planned_work_is_listed_when_it_is_planned_and_then_when_it_ran() -> None:
    planned = work(scheduled_for=at("16 01:00"))
    begun_early = replace(planned, updates=(said("20:00", MaintenanceStatus.IN_PROGRESS),))

    assert _digest(planned, "21:00").day.day == 16
    assert _digest(begun_early, "21:00").day.day == 15


def test_work_called_off_is_listed_when_that_was_said_or_when_it_was_planned() -> None:
    planned = work(
        said("17 09:00", cancelled=True),
        scheduled_for=at("20 22:00"),
        scheduled_until=at("21 02:00"),
    )
    late = work(said("16 09:00", cancelled=True))
    explained = replace(planned, updates=(*planned.updates, said("18 09:00", text="Sorry.")))

    assert _digest(planned, "17 10:00").day.day == 17
    assert _digest(explained, "18 10:00").day.day == 17
    assert _digest(late, "16 10:00").day.day == 15


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_what_cannot_be_read_is_listed_under_the_day_of_its_id(zone: str) -> None:
    record = incident(title=None, damage=(Damage(path="public.yml"),))

    assert _digest(record, "16:00", zone=zone).day == DAY


def test_days_follow_the_zone() -> None:
    assert local_day(at("00:30"), "UTC").day == 15
    assert local_day(at("00:30"), "America/New_York").day == 14
    assert local_day(at("23:30"), "Asia/Tokyo").day == 16


# --- entries ------------------------------------------------------------------------------------


def test_every_public_update_is_an_entry_silent_and_withdrawn_ones_too() -> None:
    record = incident(
        FIRST,
        said("14:40", text="Typo.", notify=False),
        said("14:50", text="Wrong.", search=DOWN),
        said("14:55", retracts="20250115T145000Z"),
        said("15:00", amends=FIRST.id, text="We look closely."),
        LAST,
    )
    parts = ("scores", "search")

    assert _digest(record, "16:00").entries == (
        _entry("20250115T151000Z", "15:10", parts=parts),
        _entry("20250115T145500Z", "14:55", parts=parts),
        _entry("20250115T145000Z", "14:50", parts=parts),
        _entry("20250115T144000Z", "14:40", is_in_feeds=False, parts=parts),
        _entry("20250115T143600Z", "14:36", parts=parts),
    )


def test_readers_of_a_parts_feed_hear_that_the_whole_record_was_withdrawn() -> None:
    record = incident(FIRST, said("14:40", retracts="incident"))

    assert _digest(record, "15:00").entries == (
        _entry("20250115T144000Z", "14:40"),
        _entry("20250115T143600Z", "14:36"),
    )


def test_what_is_written_down_afterwards_is_in_no_feed_and_yet_never_lost() -> None:
    record = incident(FIRST, backfilled=True)

    assert _digest(record, "15:00").entries == (
        _entry("20250115T143600Z", "14:36", is_in_feeds=False),
    )


def test_what_the_clock_made_is_no_entry_and_no_update() -> None:
    digest = _digest(work(), "16 03:00")

    assert [entry.update for entry in digest.entries] == ["announcement"]
    assert (digest.last_update_at, digest.is_update_day_only) == (at("00:00"), True)


def test_an_update_dated_ahead_dates_nothing() -> None:
    record = incident(FIRST, said("2030-01-01 00:00", text="Early."))
    digest = _digest(record, "15:00", replay=False)

    assert (digest.last_update_at, digest.last_changed_at) == (at("14:36"), at("14:36"))
    assert len(digest.entries) == 2


# --- the summary --------------------------------------------------------------------------------


def test_the_summary_is_the_first_paragraph_of_the_newest_update() -> None:
    record = incident(FIRST, said("15:00", text="One\nline.\n\nAnother paragraph."))

    assert _digest(record, "15:01").summary == "One line."


def test_older_words_never_stand_for_an_update_without_any() -> None:
    assert _digest(incident(FIRST, said("15:10", RESOLVED)), "16:00").summary == ""
    assert _digest(incident(FIRST, said("15:00", scores=SLOW)), "16:00").summary == ""
    assert _digest(incident(said("14:36")), "15:00").summary == ""
    assert _digest(work(text="Search is closed."), "21:00").summary == "Search is closed."
    assert _digest(work(text="Search is closed."), "16 03:00").summary == ""


def test_once_the_newest_words_are_withdrawn_those_before_them_stand() -> None:
    record = incident(
        FIRST, said("15:00", text="Wrong."), said("15:05", retracts="20250115T150000Z")
    )
    explained = replace(record.updates[-1], text="That was wrong.")

    assert _digest(record, "16:00").summary == "We look."
    assert (
        _digest(replace(record, updates=(*record.updates[:-1], explained)), "16:00").summary
        == "That was wrong."
    )


def test_words_dated_ahead_are_no_summary_yet() -> None:
    record = incident(FIRST, said("2030-01-01 00:00", text="Early."))

    assert _digest(record, "15:00", replay=False).summary == "We look."


def test_a_long_summary_is_cut_at_a_words_end() -> None:
    summary = _digest(incident(replace(FIRST, text="word " * 100)), "15:00").summary

    assert summary.endswith(" word…")
    assert len(summary) <= SUMMARY_LENGTH
    assert len(_digest(incident(replace(FIRST, text="w" * 999)), "15:00").summary) == SUMMARY_LENGTH


def test_a_summary_never_tells_what_was_withdrawn() -> None:
    record = incident(
        replace(FIRST, text="Secret", next_update=Promise(due_at=None)),
        said("14:40", retracts="20250115T143600Z"),
        editions=(edition("17 14:00", title="T"),),
    )

    assert _digest(record, "15:00").summary == ""
