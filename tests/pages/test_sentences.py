"""What visitors read where nobody wrote any words (T3, T4, T5, T15 with X12 and X13)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.core.facts import Record, Update
from generator.core.fold import project
from generator.core.vocabulary import ComponentState
from generator.renderers.dates import Dates
from generator.renderers.sentences import percent, spent, update_text
from tests.pages.records import (
    ANNOUNCED,
    CHECKING,
    DONE,
    DOWN,
    FINE,
    KNOWN,
    LOOKING,
    OVER,
    PARTLY,
    QUIET,
    SLOW,
    UNDERWAY,
    WATCHING,
    incident,
    update,
    work,
)
from tests.pages.school import config, frame, shipped_words

FRAME = frame({**shipped_words(), "updates.investigating.games": "Games: {what}"})


def texts(record: Record) -> list[str]:
    """Return the words of each update, oldest first."""
    view = project(record, config(), QUIET, replay=True)
    assert view is not None
    return [" ".join(update_text(view, each, FRAME).split()) for each in reversed(view.updates)]


def trouble(*updates: Update, **said: object) -> Record:
    return incident("2025-03-01-001", "Trouble", *updates, **said)


def test_each_step_of_an_incident_speaks_of_the_part_as_it_was_then() -> None:
    record = trouble(
        update("2025-03-01 10:00", status=LOOKING, components=(("homework", DOWN),)),
        update("2025-03-01 10:10", status=KNOWN),
        update("2025-03-01 10:20", status=KNOWN, components=(("homework", SLOW),)),
        update("2025-03-01 10:30", status=WATCHING),
        update("2025-03-01 10:40", status=OVER),
    )

    assert texts(record) == [
        "Homework does not open. We are looking for the cause. We are sorry for the disruption.",
        "Homework does not open. We have found the cause and are working on it. "
        "We are sorry for the disruption.",
        "Homework opens slowly. We have found the cause and are working on it. "
        "We are sorry for the disruption.",
        "A fix is in place. We are watching whether it holds. Thank you for your patience.",
        "Homework can be handed in. The problem is over. We are sorry for the disruption, "
        "and thank you for your patience.",
    ]


def test_several_parts_are_told_one_by_one() -> None:
    record = trouble(
        update(
            "2025-03-01 10:00", status=LOOKING, components=(("games", DOWN), ("scores", PARTLY))
        ),
        update("2025-03-01 10:40", status=OVER),
    )

    assert texts(record) == [
        "Games do not start. Saving scores fails for some people. "
        "We are looking for the cause. We are sorry for the disruption.",
        "Games can be played. Scores are being saved. The problem is over. "
        "We are sorry for the disruption, and thank you for your patience.",
    ]


def test_a_part_with_words_of_its_own_uses_them() -> None:
    record = trouble(update("2025-03-01 10:00", status=LOOKING, components=(("games", DOWN),)))

    assert texts(record) == ["Games: Games do not start."]


def test_a_part_that_recovered_is_not_called_broken_again() -> None:
    record = trouble(
        update(
            "2025-03-01 10:00", status=LOOKING, components=(("homework", DOWN), ("scores", DOWN))
        ),
        update("2025-03-01 10:10", status=KNOWN, components=(("homework", FINE),)),
        update("2025-03-01 10:20", status=KNOWN),
    )

    assert texts(record)[1:] == [
        "Homework can be handed in. We have found the cause and are working on it. "
        "We are sorry for the disruption.",
        "Saving scores is not working. We have found the cause and are working on it. "
        "We are sorry for the disruption.",
    ]


@pytest.mark.parametrize("status", [LOOKING, KNOWN])
def test_another_companys_trouble_is_said_to_be_theirs(status: object) -> None:
    record = trouble(
        update("2025-03-01 10:00", status=status, components=(("search", DOWN),)), vendor="cards"
    )

    assert texts(record) == [
        "Search is not working. The cause lies with Card Company, a company we depend on. "
        "Please try again in an hour."
    ]


def test_an_update_that_names_no_part_still_says_something() -> None:
    record = trouble(
        update("2025-03-01 10:00"),
        update("2025-03-01 10:10", status=KNOWN),
        update("2025-03-01 10:20", status=WATCHING),
        update("2025-03-01 10:30", status=OVER),
    )

    assert texts(record) == [
        "We are looking into a problem. We are sorry for the disruption.",
        "We have found the cause and are working on it.",
        "A fix is in place. We are watching whether it holds.",
        "The problem is over. We are sorry for the disruption.",
    ]


def test_work_called_off_keeps_its_words_whatever_is_posted_later() -> None:
    record = work(
        "2025-03-01-001",
        "Work",
        "2025-03-02 10:00",
        "2025-03-02 12:00",
        update("2025-03-01 10:00", status=ANNOUNCED, text="We plan."),
        update("2025-03-02 11:00", cancelled=True),
        update("2025-03-02 11:30", text="Sorry."),
        components=("search",),
    )

    assert texts(record) == [
        "We plan.",
        "The planned work has begun.",
        "The planned work was stopped before it was finished.",
        "Sorry.",
    ]


def test_planned_work_speaks_in_every_state() -> None:
    record = work(
        "2025-03-01-001",
        "Work",
        "2025-03-02 10:00",
        "2025-03-02 11:00",
        update("2025-03-01 10:00", status=ANNOUNCED),
        update("2025-03-02 10:00", status=UNDERWAY),
        update("2025-03-02 10:30", status=CHECKING),
        update("2025-03-02 11:00", status=DONE),
        components=("search", "email"),
    )

    assert texts(record) == [
        "We have planned work. It concerns: Search, E-mail.",
        "The planned work has begun.",
        "The work is done. We are checking that everything is as it should be.",
        "The planned work is finished.",
    ]


def test_only_resolved_says_that_something_is_over() -> None:
    table = shipped_words()
    over = [key for key, text in table.items() if key.startswith(("updates.", "no_part.")) and
            "is over" in text and "resolved" not in key]  # fmt: skip

    assert over == []


def test_lost_time_is_told_worst_first() -> None:
    durations = ((DOWN, timedelta(minutes=28)), (SLOW, timedelta(minutes=80)))
    dates = _dates()

    assert spent(durations, FRAME, dates).replace("\N{NO-BREAK SPACE}", " ") == (
        "Down for 28 min, having trouble for 1 h 20 min"
    )
    assert spent(durations, FRAME, dates, is_sentence=False).startswith("down for")
    assert spent((), FRAME, dates) == ""


def _dates() -> Dates:

    return Dates(FRAME.words, "America/New_York")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100%"), (0.99999, "99.99%"), (0.9997, "99.97%"), (0.5, "50.00%"),
        (0.07, "7.00%"), (0.0, "0.00%"), (None, "\N{EN DASH}"),
    ],
)  # fmt: skip
def test_uptime_is_rounded_down_and_never_flatters(share: float | None, text: str) -> None:
    assert percent(share, FRAME) == text


def test_every_state_has_a_general_sentence_for_parts_without_their_own() -> None:
    table = shipped_words()

    assert [table[f"sentence.{state}"] for state in ComponentState] == [
        "{name} is working.",
        "{name} is closed for planned work.",
        "{name} is having trouble.",
        "{name} fails for some people.",
        "{name} is not working.",
    ]
