"""The page of one part, as a text browser reads it; whole values."""

from __future__ import annotations

from tests.pages.reading import elements, foot_text, main_text, meta
from tests.pages.records import (
    AS_OF,
    busy,
    cards,
    finished_work,
    games,
    merged,
    scores,
    unreadable,
)
from tests.pages.site import build


def page(id_: str, *records: object, as_of=AS_OF) -> str:
    return build(records, as_of)[f"components/{id_}/index.html"].decode()  # type: ignore[arg-type]


def test_a_part_that_works_tells_its_ninety_days_and_its_months() -> None:
    html = page("scores", scores(), finished_work())

    assert main_text(html) == [
        "Working",
        "Scores are being saved.",
        "Score recording, one of 12 parts",
        "What score recording is for.",
        "At a glance",
        "Uptime, 90 days",
        "99.97% rounded down",
        "Down",
        "28 min",
        "Having trouble",
        "16 min not counted",
        "Maintenance",
        "1 h not counted",
        "90 days, day by day",
        "Feb 2, 2025",
        "Planned work for 1 h",
        "New disks for scores",
        "Jan 15, 2025",
        "Down for 28 min, having trouble for 16 min",
        "Students cannot complete games and save scores",
        "Month by month",
        "Month",
        "Uptime",
        "April 2025",
        "100% No problems",
        "March 2025",
        "100% No problems",
        "February 2025",
        "100% Planned work for 1 h",
        "January 2025",
        "99.93% Down for 28 min, having trouble for 16 min",
        "December 2024",
        "100% No problems",
        "November 2024",
        "100% No problems",
        "October 2024",
        "100% No problems",
        "September 2024",
        "100% No problems",
        "Time down is lost; time partly down counts 30 %. Trouble and planned work are shown but "
        "not counted. How we count",
        "What we reported",
        "Feb 2, 2025",
        "New disks for scores",
        "Score recording · Planned work for 1 h",
        "Jan 15, 2025",
        "Students cannot complete games and save scores",
        "Score recording · Down for 28 min, having trouble for 16 min",
        "Score recording is working normally.",
        "What happened, why, and what we are changing",
        "Follow this part",
        "RSS Atom JSON Feed Calendar of planned work Get updates",
    ]
    assert foot_text(html)[0] == (
        "This page last changed February 2, 2025, 3:00 AM Eastern (08:00 UTC)"
    )


def test_a_part_that_is_down_leads_to_what_is_being_said_about_it() -> None:
    html = page("games", games(), merged())

    assert main_text(html)[:4] == [
        "Down",
        "Games do not start.",
        "Our updates: Games do not start",
        "Music games, one of 12 parts",
    ]
    assert (
        '<a href="../../incidents/INC-2025-04-10-002/">Our updates: Games do not start</a>' in html
    )


def test_a_part_that_always_worked_says_so() -> None:
    lines = main_text(page("search"))

    assert lines[lines.index("90 days, day by day") + 1] == "No problems in 90 days"
    assert lines[lines.index("What we reported") + 1] == "Nothing in the last 90 days."


def test_a_young_part_says_since_when() -> None:
    lines = main_text(page("gift-codes"))

    assert lines[lines.index("90 days, day by day") + 1] == "No problems since February 3"
    assert lines[lines.index("February 2025") - 2] == "March 2025"
    assert "January 2025" not in lines


def test_a_retired_part_keeps_its_page_and_claims_no_state() -> None:
    lines = main_text(page("diary"))

    assert lines[:3] == [
        "Retired",
        "Practice diary",
        "Practice diary was retired on March 1, 2025.",
    ]
    assert lines[lines.index("90 days, day by day") + 1] == "No problems until March 1, 2025"


def test_a_part_is_not_called_working_while_a_notice_cannot_be_read() -> None:
    html = page("search", unreadable())

    assert main_text(html)[:3] == [
        "No trouble reported",
        "Search",
        "One of our notices could not be read, so a problem may be missing from this page.",
    ]
    assert "Search finds games and songs." not in html


def test_a_shared_link_says_part_and_state() -> None:
    assert meta(page("payments", cards()))["og:title"] == (
        "Subscriptions and payments: Paying by card fails for some people. · Example School"
    )


def test_the_months_are_a_table_with_heads() -> None:
    html = page("scores", *busy())
    heads = [(each.get("scope"), each.text) for each in elements(html, "th")]

    assert heads[:3] == [("col", "Month"), ("col", "Uptime"), ("row", "April 2025")]
