"""The permalink of an incident or of planned work, as a text browser reads it; whole values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.facts import ImpactWindow, Record
from tests.pages.reading import elements, foot_text, main_text, meta, pages, words_of
from tests.pages.records import (
    AS_OF,
    DOWN,
    LOOKING,
    OVER,
    QUIET,
    SLOW,
    at,
    backfilled,
    cancelled_work,
    cards,
    checked_work,
    clock_work,
    finished_work,
    games,
    incident,
    late_evening,
    merged,
    night_work,
    old_unreadable,
    renamed,
    scores,
    sign_in,
    unconfirmed_work,
    unreadable,
    update,
    withdrawn,
    withdrawn_update,
)
from tests.pages.site import build


def page(record: Record, as_of=AS_OF, others: tuple[Record, ...] = ()) -> str:
    return build((record, *others), as_of)[f"incidents/{record.id}/index.html"].decode()


def text(record: Record, as_of=AS_OF) -> list[str]:
    return main_text(page(record, as_of))


def test_the_fixture_tells_the_whole_morning() -> None:
    assert text(scores()) == [
        "Resolved",
        "Students cannot complete games and save scores",
        "Resolved on January 15, 2025, after 44 min.",
        "What you can do now",
        "Games finished between 14:22 and 14:50 UTC may need to be played again.",
        "How long",
        "Began",
        "9:22 AM Eastern January 15, 2025 · 14:22 UTC",
        "Ended",
        "10:06 AM Eastern 15:06 UTC",
        "Down",
        "28 min Score recording",
        "Having trouble",
        "16 min Score recording",
        "How it went",
        "What we learned",
        "What happened, why, and what we are changing",
        "Published on January 17, 2025",
        "What we wrote",
        "10:10 AM Eastern Jan 15 · 15:10 UTC",
        "Resolved",
        "Score recording: working",
        "Score recording is working normally.",
        "Cause: a change we had released kept the database too busy to store scores. "
        "Fix: we went back to the version before it.",
        "9:52 AM Eastern Jan 15 · 14:52 UTC",
        "Monitoring",
        "Score recording: having trouble",
        "A fix is in place and scores are saving again. We are watching closely.",
        "9:36 AM Eastern Jan 15 · 14:36 UTC",
        "Investigating",
        "Score recording: down",
        "We are currently investigating an issue where students are unable to complete games and "
        "save scores. Our engineering team is actively working on a resolution. We apologize for "
        "the disruption to your learning.",
        "About this notice",
        "INC-2025-01-15-001 Score recording Follow this notice As JSON",
    ]
    assert foot_text(page(scores()))[0] == (
        "This page last changed January 17, 2025, 9:00 AM Eastern (14:00 UTC)"
    )


def test_four_minutes_in_it_says_what_is_known_and_when_more_comes() -> None:
    assert text(scores(), at("2025-01-15 14:40"))[:11] == [
        "Investigating",
        "Students cannot complete games and save scores",
        "Open since January 15, 2025, 9:36 AM Eastern (14:36 UTC).",
        "Our updates",
        "Next update by",
        "10:06 AM Eastern 15:06 UTC",
        "Last update",
        "9:36 AM Eastern 14:36 UTC",
        "Began",
        "9:36 AM Eastern 14:36 UTC",
        "What we wrote",
    ]


def test_an_update_dated_far_ahead_is_not_the_last_one() -> None:
    ahead = replace(games(), updates=(*games().updates[:2], update("2025-05-12 10:00", text="x")))
    html = build((ahead,), replay=False)[f"incidents/{ahead.id}/index.html"].decode()
    lines = main_text(html)

    assert lines[lines.index("Last update") + 1] == "11:02 AM Eastern 15:02 UTC"


def test_of_updates_that_all_lie_ahead_none_is_the_last_one() -> None:
    ahead = incident(
        "2025-04-10-009", "Early", update("2025-05-12 10:00", components=(("search", DOWN),))
    )
    html = build((ahead,), replay=False)[f"incidents/{ahead.id}/index.html"].decode()

    assert "Last update" not in main_text(html)


def test_states_without_words_read_as_if_a_person_wrote_them() -> None:
    lines = text(cards())

    assert lines[:4] == [
        "Investigating",
        "Some card payments fail",
        "Open since April 10, 2025, 9:40 AM Eastern (13:40 UTC).",
        "Caused by a company we depend on: Card Company",
    ]
    assert lines[-6:] == [
        "Investigating",
        "Subscriptions and payments: partly down",
        "Gift codes: having trouble",
        "Paying by card fails for some people. Gift codes take longer than usual. "
        "The cause lies with Card Company, a company we depend on. Please try again in an hour.",
        "About this notice",
        "INC-2025-04-10-003 Subscriptions and payments Gift codes Follow this notice As JSON "
        "Card Company\N{RIGHT SINGLE QUOTATION MARK}s own status page",
    ]


def test_an_update_that_tells_of_an_earlier_time_says_when_it_was_written() -> None:
    record = incident(
        "2025-01-15-001",
        "Search finds nothing",
        update("2025-01-15 14:36", status=LOOKING, happened_at=at("2025-01-15 14:22")),
        update("2025-01-16 05:10", status=OVER, text="Over.", happened_at=at("2025-01-16 04:50")),
        update("2025-01-16 05:20", text="Thank you.", happened_at=at("2025-01-16 05:20")),
    )
    lines = text(record)

    assert lines[lines.index("What we wrote") + 1 : lines.index("About this notice")] == [
        "12:20 AM Eastern Jan 16 · 05:20 UTC",
        "Resolved",
        "Thank you.",
        "11:50 PM Eastern Jan 15 · 04:50 UTC, Jan 16",
        "Resolved",
        "Over.",
        "Written on January 16, 2025, 12:10 AM Eastern (05:10 UTC).",
        "9:22 AM Eastern Jan 15 · 14:22 UTC",
        "Investigating",
        "We are looking into a problem. We are sorry for the disruption.",
        "Written at 9:36 AM Eastern (14:36 UTC).",
    ]


def test_an_amended_update_says_so_and_a_former_title_stays() -> None:
    lines = text(renamed())

    assert lines[1] == "Some e-mails do not arrive"
    place = lines.index("Some of our e-mails are held back.")
    assert lines[place + 1] == "Corrected March 6, 2025, 1:50 PM Eastern (18:50 UTC)."
    assert lines[-1] == "Earlier title: E-mail is slow"
    assert "Some of our e-mails are lost." not in lines


def test_a_withdrawn_update_keeps_its_place_and_its_time_and_loses_its_words() -> None:
    lines = text(withdrawn_update())
    start = lines.index("4:15 AM Eastern Feb 12 · 09:15 UTC")

    assert lines[start : start + 6] == [
        "4:15 AM Eastern Feb 12 · 09:15 UTC",
        "Correction",
        "An earlier update was withdrawn.",
        "4:10 AM Eastern Feb 12 · 09:10 UTC",
        "Withdrawn",
        "This update was withdrawn February 12, 2025, 4:15 AM Eastern (09:15 UTC).",
    ]


def test_a_withdrawn_incident_leaves_a_tombstone() -> None:
    assert text(withdrawn()) == [
        "Withdrawn",
        "A withdrawn notice",
        "We published a notice here and took it back. Nothing was wrong, or it was said in the "
        "wrong place.",
        "What we wrote",
        "7:20 AM Eastern Feb 19 · 12:20 UTC",
        "Withdrawn",
        "This notice was withdrawn.",
        "7:00 AM Eastern Feb 19 · 12:00 UTC",
        "Withdrawn",
        "This update was withdrawn February 19, 2025, 7:20 AM Eastern (12:20 UTC).",
        "About this notice",
        "INC-2025-02-19-001 Follow this notice As JSON",
    ]


def test_withdrawn_words_are_on_no_page() -> None:
    for path, html in pages(build((withdrawn(), withdrawn_update()))).items():
        assert "PLANTED" not in html, path
        assert "swordfish" not in html, path


def test_a_merged_incident_leads_on_and_calls_nothing_working() -> None:
    html = page(merged(), others=(games(),))
    lines = main_text(html)

    assert lines[:3] == [
        "Continued elsewhere",
        "The music stops",
        "This is part of another incident.",
    ]
    assert "Music games: working" not in lines
    assert html.count('href="../INC-2025-04-10-002/"') == 2


def test_a_record_written_down_afterwards_says_so() -> None:
    assert text(backfilled())[-1] == "Written down afterwards."


def test_days_of_both_zones_are_told_where_they_differ() -> None:
    lines = text(late_evening())

    assert "10:30 PM Eastern Apr 7 · 02:30 UTC, Apr 8" in lines
    assert "9:10 PM Eastern April 7, 2025 · 01:10 UTC, Apr 8" in lines


def test_what_cannot_be_read_is_said_above_what_can() -> None:
    lines = text(unreadable(names=("website",), is_open=True))
    start = lines.index("What we wrote")

    assert lines[:2] == ["Not known", "The website opens slowly"]
    assert lines[start : start + 4] == [
        "What we wrote",
        "11:10 AM Eastern Apr 10 · 15:10 UTC",
        "Not readable",
        "This notice was changed and could not be read. It appears here as soon as it can be. "
        "Until then we do not call anything working that may not be.",
    ]


def test_an_old_record_that_cannot_be_read_is_a_notice_of_its_own() -> None:
    assert text(old_unreadable()) == [
        "Not known",
        "A notice we cannot show yet",
        "What we wrote",
        "Oct 2",
        "Not readable",
        "A part of this notice was changed and could not be read. It appears here as soon as it "
        "can be.",
        "About this notice",
        "INC-2024-10-02-001 Follow this notice As JSON",
    ]


def test_of_what_only_the_day_is_known_no_clock_is_told() -> None:
    announced, lost = page(night_work()), page(old_unreadable())
    lines = main_text(announced)

    assert lines[lines.index("Last update") + 1] == "April 9, 2025"
    assert lines[lines.index("What we wrote") + 1] == "Apr 9"
    assert foot_text(announced)[0] == "This page last changed April 9, 2025"
    assert foot_text(lost)[0] == "This page last changed October 2, 2024"
    for html in (announced, lost):
        assert {"2025-04-09", "2024-10-02"} & {
            each.get("datetime") for each in elements(html, "time")
        }
        assert "T00:00:00Z" not in html


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            night_work(),
            ["Announced", "Sat, Apr 12, 10:00 PM to 2:00 AM Eastern (02:00 to 06:00 UTC, Apr 13)"],
        ),
        (
            clock_work(),
            ["In progress", "Thu, Apr 10, 11:00 AM to 1:00 PM Eastern (15:00 to 17:00 UTC)"],
        ),
        (
            checked_work(),
            ["Checking", "Thu, Apr 10, 10:00 AM to noon Eastern (14:00 to 16:00 UTC)"],
        ),
        (
            unconfirmed_work(),
            [
                "In progress",
                "Thu, Apr 10, 9:00 to 11:00 AM Eastern (13:00 to 15:00 UTC)",
                "The planned end, 11:00 AM Eastern (15:00 UTC), has passed; we have not yet "
                "confirmed that the work is finished.",
            ],
        ),
        (
            finished_work(),
            ["Completed", "Sun, Feb 2, 2:00 to 3:00 AM Eastern (07:00 to 08:00 UTC)"],
        ),
        (
            cancelled_work(),
            ["Called off", "Sun, Apr 20, midnight to 2:00 AM Eastern (04:00 to 06:00 UTC)"],
        ),
    ],
    ids=lambda value: value.title if isinstance(value, Record) else "",
)
def test_planned_work_says_in_every_state_when_it_is(record: Record, expected: list[str]) -> None:
    lines = text(record)

    assert [lines[0], *lines[2 : 1 + len(expected)]] == expected


def test_each_notice_of_work_called_off_says_so_whatever_is_posted_later() -> None:
    work = cancelled_work()
    sorry = update("2025-04-09 21:00", text="Sorry.")
    lines = text(replace(work, updates=(*work.updates, sorry)))

    assert lines[lines.index("What we wrote") + 1 :][:9] == [
        "5:00 PM Eastern Apr 9 · 21:00 UTC",
        "Called off",
        "Sorry.",
        "4:00 PM Eastern Apr 9 · 20:00 UTC",
        "Called off",
        "Our tests found something. Not now.",
        "10:00 AM Eastern Mar 3 · 15:00 UTC",
        "Announced",
        "Payments are closed at night.",
    ]


def test_work_that_only_the_clock_moved_tells_its_steps() -> None:
    lines = text(finished_work(), QUIET)

    assert lines[lines.index("What we wrote") + 1 :][:9] == [
        "3:00 AM Eastern Feb 2 · 08:00 UTC",
        "Completed",
        "Score recording: working",
        "The planned work is finished.",
        "2:00 AM Eastern Feb 2 · 07:00 UTC",
        "In progress",
        "Score recording: closed for planned work",
        "The planned work has begun.",
        "Jan 27",
    ]


def test_under_each_state_stand_only_the_parts_that_were_in_it_with_their_own_time() -> None:
    lines = text(sign_in())

    assert lines[lines.index("How long") :][
        : lines.index("How it went") - lines.index("How long")
    ] == [
        "How long",
        "Began",
        "10:48 AM Eastern February 5, 2025 · 15:48 UTC",
        "Ended",
        "12:20 PM Eastern 17:20 UTC",
        "Down",
        "54 min Sign-in",
        "Partly down",
        "1 h 10 min Teacher dashboard",
        "Having trouble",
        "38 min Sign-in",
    ]


def test_parts_that_were_in_one_state_for_different_times_each_have_their_own() -> None:
    record = incident(
        "2025-03-02-002",
        "Search and reports are slow",
        update("2025-03-02 15:00", status=LOOKING, components=(("search", SLOW),)),
        update("2025-03-02 15:20", components=(("reports", SLOW),)),
        update("2025-03-02 16:00", status=OVER),
    )
    lines = text(record)

    assert lines[lines.index("Having trouble") + 1] == "1 h Search 1 h, Reports 40 min"


def test_parts_that_were_in_one_state_together_share_its_time() -> None:
    record = incident(
        "2025-03-02-003",
        "Search and reports are slow",
        update(
            "2025-03-02 15:00", status=LOOKING, components=(("search", SLOW), ("reports", SLOW))
        ),
        update("2025-03-02 16:00", status=OVER),
    )
    lines = text(record)

    assert lines[lines.index("Having trouble") + 1] == "1 h Search, Reports"


def test_how_it_went_is_drawn_with_its_lengths_and_times() -> None:
    (drawing,) = [each for each in elements(page(scores()), "svg") if each.get("role") == "img"]

    assert words_of(drawing).replace("\N{NO-BREAK SPACE}", " ") == (
        "Down for 28 min, having trouble for 16 min"
        "Down, 28 min Trouble, 16 min 9:22 AM 9:50 AM 10:06 AM"
    )
    assert [(each.get("class"), each.get("x"), each.get("width")) for each in drawing.iter()
            if each.tag.endswith("rect")] == [
        ("mo", "0.00%", "63.64%"),
        ("dp", "63.64%", "36.36%"),
    ]  # fmt: skip


def test_where_a_block_is_too_short_for_its_label_all_is_told_below() -> None:
    long = replace(
        scores(),
        impact_windows=(
            ImpactWindow(
                component="scores", state=DOWN, start=at("2025-01-15 14:22"),
                end=at("2025-01-15 14:24"),
            ),
            ImpactWindow(
                component="scores", state=SLOW, start=at("2025-01-15 14:24"),
                end=at("2025-01-15 15:06"),
            ),
        ),
    )  # fmt: skip

    (caption,) = elements(page(long), "figcaption")

    assert words_of(caption).replace("\N{NO-BREAK SPACE}", " ") == (
        "Down for 2 min, having trouble for 42 min"
    )
    assert "<figcaption" not in page(scores())


def test_what_went_over_midnight_names_its_days() -> None:
    night = incident(
        "2025-03-02-001",
        "Search fails at night",
        update("2025-03-02 04:30", status=LOOKING, components=(("search", DOWN),)),
        update("2025-03-02 05:30", status=OVER),
    )

    assert "Mar 1, 11:30" in page(night).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (scores(), "Resolved: Students cannot complete games and save scores · Example School"),
        (games(), "Identified: Games do not start · Example School"),
        (withdrawn(), "Withdrawn: A withdrawn notice · Example School"),
        (night_work(), "Announced: Moving our database to newer machines · Example School"),
    ],
    ids=lambda value: value.title if isinstance(value, Record) else "",
)
def test_a_shared_link_says_the_state(record: Record, title: str) -> None:
    html = page(record)

    assert [words_of(each) for each in elements(html, "title") if each.tag.startswith(
        "{http://www.w3.org/1999/xhtml}")] == [title]  # fmt: skip
    assert meta(html)["og:title"] == title


def test_a_shared_link_describes_state_title_and_time() -> None:
    assert meta(page(games()))["og:description"].replace("\N{NO-BREAK SPACE}", " ") == (
        "Identified: Games do not start. Open since April 10, 2025, 10:38 AM Eastern (14:38 UTC)."
    )
