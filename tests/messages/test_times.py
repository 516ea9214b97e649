"""Times as messages write them: UTC first, then the readers' zone in their habit (R85)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from generator.core.messaging.message_times import Times
from generator.readers.messages import read_message_words
from generator.readers.words import read_words
from tests.messages.house import at

NOWHERE = Path("/nowhere")
WORDS = (read_message_words(NOWHERE)[0], read_words(None)[0])


def times(zone: str = "America/New_York") -> Times:
    return Times(zone, *WORDS)


def test_R85_a_span_stands_in_both_zones() -> None:
    assert times().range(at("14:23"), at("15:06")) == "14:23-15:06 UTC (9:23-10:06 AM Eastern)"


def test_R85_a_span_over_noon_names_both_halves_of_the_day() -> None:
    assert times().range(at("16:40"), at("17:20")) == (
        "16:40-17:20 UTC (11:40 AM-12:20 PM Eastern)"
    )
    assert times().range(at("16:40"), at("17:00")) == "16:40-17:00 UTC (11:40 AM-noon Eastern)"


def test_R85_a_span_over_midnight_names_its_days() -> None:
    assert times().range(at("23:50"), at("2025-01-16T00:10")) == (
        "2025-01-15 23:50 - 2025-01-16 00:10 UTC (January 15, 2025, 6:50-7:10 PM Eastern)"
    )
    assert times().range(at("2025-01-16T04:50"), at("2025-01-16T05:10")) == (
        "04:50-05:10 UTC (January 15, 2025, 11:50 PM - January 16, 2025, 12:10 AM Eastern)"
    )


def test_R85_summer_time_is_that_of_the_day() -> None:
    assert times().at(at("2025-07-01T14:22")) == "14:22 UTC (10:22 AM Eastern)"


def test_R85_readers_in_utc_read_a_time_once() -> None:
    assert times("UTC").at(at("14:22")) == "14:22 UTC"
    assert times("Etc/UTC").range(at("14:23"), at("15:06")) == "14:23-15:06 UTC"


def test_R85_a_zone_without_a_name_is_called_by_its_city() -> None:
    assert times("Asia/Tokyo").at(at("14:22")) == "14:22 UTC (11:22 PM Tokyo)"


def test_R56_stamps_are_as_the_document_has_them() -> None:
    assert times().stamp(at("14:54")) == "2025-01-15 14:54 UTC"
    assert times().day_moment(at("2025-01-17T15:06")) == (
        "17 Jan 2025 15:06 UTC (10:06 AM Eastern)"
    )


def test_R85_a_time_of_another_day_names_it_in_the_zone_it_is_given_in() -> None:
    def said(now: str, then: str) -> str:
        return Times("America/New_York", *WORDS, at(now)).at(at(then))

    assert said("14:00", "15:06") == "15:06 UTC (10:06 AM Eastern)"
    # One day in both zones is named once; where they differ, each has its own.
    assert said("14:00", "2025-01-16T15:06") == "2025-01-16 15:06 UTC (10:06 AM Eastern)"
    assert said("14:00", "2025-01-16T03:00") == (
        "2025-01-16 03:00 UTC (January 15, 10:00 PM Eastern)"
    )
    # Only readers have another day by then, or only UTC.
    assert said("2025-01-16T03:00", "2025-01-16T06:00") == (
        "06:00 UTC (January 16, 1:00 AM Eastern)"
    )
    assert said("23:40", "2025-01-16T00:40") == (
        "2025-01-16 00:40 UTC (January 15, 7:40 PM Eastern)"
    )
    assert times().updated(at("2025-02-03T02:10")) == (
        "2025-02-03 02:10 UTC (February 2, 9:10 PM Eastern)"
    )


def test_R87_lengths_are_hours_and_minutes() -> None:
    told = [times().duration(timedelta(minutes=each)) for each in (0, 1, 43, 60, 121, 1500)]
    assert told == [
        "0 hours 0 minutes",
        "0 hours 1 minute",
        "0 hours 43 minutes",
        "1 hour 0 minutes",
        "2 hours 1 minute",
        "25 hours 0 minutes",
    ]
    assert times().length(timedelta(minutes=30)) == "30 minutes"
    assert times().length(timedelta(minutes=60)) == "1 hour"
    assert times().length(timedelta(minutes=90)) == "1 hour 30 minutes"
