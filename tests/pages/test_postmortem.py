"""The public post-mortem: thirteen parts, as a text browser reads them; whole values."""

from __future__ import annotations

from dataclasses import replace

from generator.core.facts import Edition
from generator.core.vocabulary import ComponentState
from tests.pages.reading import elements, main_text, meta, words_of
from tests.pages.records import (
    AS_OF,
    DOWN,
    LOOKING,
    OVER,
    at,
    games,
    incident,
    scores,
    scores_edition,
    sign_in,
    update,
)
from tests.pages.site import build


def page(record, as_of=AS_OF) -> str:
    return build((record,), as_of)[f"postmortems/{record.id}/index.html"].decode()


def test_all_parts_are_there_in_order_with_what_can_be_computed() -> None:
    assert main_text(page(scores())) == [
        "Final report",
        "Scores could not be saved on January 15",
        "Wednesday, January 15, 2025",
        "In short",
        "Began",
        "January 15, 2025, 9:22 AM Eastern (14:22 UTC)",
        "Ended",
        "January 15, 2025, 10:06 AM Eastern (15:06 UTC)",
        "How long",
        "Down for 28 min, having trouble for 16 min",
        "Part",
        "Score recording",
        "Who",
        "Students, teachers",
        "Not affected",
        "Playing games, signing in and payments worked throughout.",
        "Your data",
        "Some data was lost.",
        "This report",
        "Final report, edition 1",
        "Published",
        "January 17, 2025, 9:00 AM Eastern (14:00 UTC)",
        "Last edited",
        "January 21, 2025: a change was marked as done.",
        "Summary",
        "For 28 minutes on a school morning, games could be played but the scores at the end were "
        "not saved. A change we had released kept our database too busy; going back to the "
        "version before it ended the problem. We apologize to the students whose finished games "
        "did not count.",
        "What you need to do",
        "If a score from that morning is missing, play the game again.",
        "Who felt it, and how",
        "Students",
        "Could not finish games and save scores. About 200 did not count.",
        "Teachers",
        "Saw no new scores in progress reports during that time.",
        "What happened",
        "To show one page, a new feature asked the database many small questions where one large "
        "question would have done.",
        "When a student finished a game, the score waited for a free line, found none and was "
        "given up.",
        "Minute by minute",
        "9:22 AM Jan 15 · 14:22 UTC Saving scores is not working.",
        "9:36 AM 14:36 UTC First public update: Investigating. 14 min after it began",
        "9:50 AM 14:50 UTC Scores are saved late. 28 min after it began",
        "9:52 AM 14:52 UTC Public update: Monitoring. 30 min after it began",
        "10:06 AM 15:06 UTC Scores are being saved. 44 min after it began",
        "10:10 AM 15:10 UTC Public update: Resolved. 48 min after it began",
        "9:00 AM Jan 17 · 14:00 UTC This report is published. 47 h 38 min after it began",
        "Why it happened",
        "The feature's way of asking the database grew with the number of visitors.",
        "Our test copy holds little data, so the feature was fast there.",
        "How we fixed it, and how we know",
        "We went back to the version before it. Failed saves fell from 45 in 100 to below 1 in "
        "100 and stayed there for fifteen minutes.",
        "What we are changing",
        "See how many database lines are free, at any time.",
        "Done Jan 21, 2025",
        "Try every release under the load of a school day.",
        "Late, was due February 2025",
        "Give each release to a few people first.",
        "Planned, June 2025",
        "Let two people look at each release.",
        "Dropped: The new check makes it needless.",
        "A test copy as full as the real one.",
        "Planned",
        "What went well",
        "Monitoring noticed within a minute.",
        "Going back took five minutes.",
        "Your data",
        "Lost",
        "Some data was lost.",
        "Recoverable",
        "It cannot be brought back.",
        "What exactly",
        "About 200 games were not saved. Nothing else was lost or seen by others.",
        "Contact and edits",
        "Questions: support@school.example.",
        "Written by",
        "The Example School Team",
        "Edition 1",
        "Published January 17, 2025, 9:00 AM Eastern (14:00 UTC)",
        "Last edited",
        "January 21, 2025: a change was marked as done.",
        "Permanent address",
        "https://status.school.example/postmortems/INC-2025-01-15-001/",
        "The updates we posted then Follow this notice As JSON",
    ]


def test_a_preliminary_edition_is_called_so_and_promises_no_more_than_it_knows() -> None:
    lines = main_text(page(sign_in(), at("2025-02-07 12:00")))

    assert lines[0] == "Preliminary report"
    assert "Preliminary report, edition 1" in lines
    assert lines[lines.index("Your data") + 1] == "We are checking whether anything was lost."
    assert "Recoverable" not in lines


def test_a_later_edition_takes_its_place_and_names_the_earlier() -> None:
    lines = main_text(page(sign_in()))

    assert lines[:2] == ["Final report", "Nobody could sign in for an hour on February 5"]
    start = lines.index("Edition 1")
    assert lines[start : start + 4] == [
        "Edition 1",
        "Published February 6, 2025, 10:00 AM Eastern (15:00 UTC)",
        "Edition 2",
        "Published February 14, 2025, 10:00 AM Eastern (15:00 UTC)",
    ]


def test_several_parts_are_told_one_by_one() -> None:
    lines = main_text(page(sign_in()))
    start = lines.index("Who felt it, and how")

    assert lines[start + 1 : start + 5] == [
        "Sign-in",
        "Down for 54 min, having trouble for 38 min",
        "Teacher dashboard",
        "Partly down for 1 h 10 min",
    ]


def test_parts_without_content_are_left_out() -> None:
    bare = replace(scores(), editions=(Edition(number=1, published_at=at("2025-01-17 14:00")),))
    html = page(bare)

    assert [words_of(each) for each in elements(html, "h2")] == [
        "In short",
        "What you need to do",
        "Who felt it, and how",
        "Minute by minute",
        "Contact and edits",
    ]
    assert "Nothing." in main_text(html)


def test_a_report_on_something_still_open_tells_nothing_from_after_it() -> None:
    edition = replace(scores_edition(), published_at=at("2025-04-10 14:50"))
    html = page(replace(games(), editions=(edition,)))
    lines = main_text(html)
    start = lines.index("Minute by minute")

    assert lines[start + 1 : start + 4] == [
        "10:38 AM Apr 10 · 14:38 UTC Games do not start.",
        "10:38 AM 14:38 UTC First public update: Investigating.",
        "10:50 AM 14:50 UTC This report is published. 12 min after it began",
    ]
    assert "Ended" not in lines


def test_the_first_public_update_stands_when_it_was_written_not_when_it_began() -> None:
    def told(*parts: tuple[str, ComponentState]) -> list[str]:
        record = incident(
            "2025-01-15-001",
            "Search finds nothing",
            update("2025-01-15 14:36", status=LOOKING, components=parts,
                   happened_at=at("2025-01-15 14:22")),
            update("2025-01-15 15:00", status=OVER),
            editions=(scores_edition(),),
        )  # fmt: skip
        lines = main_text(page(record))
        start = lines.index("Minute by minute")
        return lines[start + 1 : lines.index("Why it happened")]

    noticed, first, over, end, published = told(("search", DOWN))
    assert [noticed, first, over, end] == [
        "9:22 AM Jan 15 · 14:22 UTC Search is not working.",
        "9:36 AM 14:36 UTC First public update: Investigating. 14 min after it began",
        "10:00 AM 15:00 UTC Search finds games and songs. 38 min after it began",
        "10:00 AM 15:00 UTC Public update: Resolved. 38 min after it began",
    ]
    assert told() == [
        "9:36 AM Jan 15 · 14:36 UTC First public update: Investigating. 14 min after it began",
        end,
        published,
    ]


def test_every_change_can_be_linked_to() -> None:
    html = page(scores())

    assert [each.get("id") for each in elements(html, "li") if each.get("id")] == [
        "change-pool",
        "change-load",
        "change-few",
        "change-twice",
        "change-copy",
    ]


def test_a_shared_link_says_what_kind_of_report_it_is() -> None:
    found = meta(page(scores()))

    assert found["og:title"] == (
        "Final report: Scores could not be saved on January 15 · Example School"
    )
    assert found["og:description"].startswith("For 28 minutes on a school morning, games could")
