"""Mistyped commands about planned work: what each says, and that the tree stays as it was."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from tests.cli.nights import Night
from tests.cli.work_seen import ID, announce, error, notes

BEGINS, ENDS = "2025-03-08 22:00 America/New_York", "2025-03-09 04:00 America/New_York"
BEFORE, DURING = "2025-03-09T02:00:00Z", "2025-03-09T07:30:00Z"
OVER = "2025-03-09T08:00:00Z"
EARLY = "2025-03-01T15:00:00Z"
M = "maintenance"
NONE_OPEN = (
    "no planned work is open",
    'announce it: allclear maintenance announce "New database" …',
)
NONE_LEFT = (NONE_OPEN[0], f"name one, such as {ID}, or {NONE_OPEN[1]}")
GONE = (
    f"{ID} was called off",
    f"announce it again: allclear update {ID} --status scheduled",
)
DONE = (f"{ID} is over since 2025-03-09 05:00Z", f"see it: allclear history {ID}")

HISTORY: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "empty": (),
    "announced": (),
    "started": (("2025-03-09T03:01:00Z", (M, "start")),),
    "finished": (("2025-03-09T05:00:00Z", (M, "finish")),),
    "called off": ((BEFORE, (M, "cancel")),),
    "withdrawn": ((BEFORE, ("retract", ID, "incident")),),
    "twice": ((EARLY, (M, "announce", "Old database", "--component", "search", "--from", BEGINS,
                       "--until", ENDS)),),
    "incident": ((BEFORE, ("new", "Errors", "--component", "search")),),
}  # fmt: skip
"""What is typed behind the announcement, if there is one."""


@cache
def after(history: str) -> Night:
    """Return a repository with *history*; refusals leave it as it is, so all share it."""
    night = Night(Path(tempfile.mkdtemp(prefix="work-")))
    if history != "empty":
        announce(night, BEGINS, ENDS)
    for now, words in HISTORY[history]:
        assert night.type(*words, now=now).status == 0
    return night


@pytest.mark.parametrize(
    ("history", "now", "words", "said"),
    [
        ("empty", EARLY, (M, "start"), NONE_OPEN),
        ("empty", EARLY, (M, "start", "001"), NONE_OPEN),
        ("empty", EARLY, (M, "finish"), NONE_OPEN),
        ("empty", EARLY, (M, "cancel"), NONE_OPEN),
        ("empty", EARLY, (M, "extend", "--until", "+1h"), NONE_OPEN),
        ("announced", BEFORE, (M, "extend"),
         ("nothing says until when", "write --until +1h, or a time with its zone")),
        ("announced", BEFORE, (M, "start", "003"),
         ("no record is '003'", f"write an id or its end; the newest is '{ID}'")),
        ("announced", BEFORE, (M, "finish"),
         (f"{ID} begins at 2025-03-09 03:00Z and has not been started",
          f"call it off: allclear maintenance cancel {ID}; or start it first")),
        ("announced", BEFORE, (M, "extend", "--until", ENDS),
         (f"{ID} is planned until 2025-03-09 08:00Z already",
          f"write another end: allclear maintenance extend {ID} --until +1h")),
        ("announced", BEFORE, (M, "extend", "--from", "2025-03-09 05:00 America/New_York"),
         ("the work would end at 2025-03-09 08:00Z, not after its beginning at 2025-03-09 09:00Z",
          "write a later --until, with its date")),
        ("announced", DURING, (M, "extend", "--until", "2025-03-09 01:30 America/New_York"),
         ("2025-03-09 06:30Z is past",
          f"if the work is done: allclear maintenance finish {ID}; else a later --until")),
        ("announced", DURING, (M, "extend", "--until", "05:00"),
         ("'05:00' says no date",
          "write the date too, such as '2025-03-09 05:00 America/New_York'")),
        ("announced", DURING, (M, "extend", "--until", "03:00"),
         ("'03:00' says no date",
          "write the date too, such as '2025-03-10 03:00 America/New_York'")),
        ("announced", DURING, (M, "extend", "--until", "-1h"),
         ("'-1h' is not a date with a time", "write it as '2025-03-09 22:00 America/New_York'")),
        ("announced", OVER, (M, "finish", "001"),
         (f"{ID} is over since 2025-03-09 08:00Z", f"see it: allclear history {ID}")),
        ("announced", OVER, (M, "extend", "001", "--until", "+1h"),
         (f"{ID} is over since 2025-03-09 08:00Z", f"see it: allclear history {ID}")),
        ("announced", DURING, ("resolve", ID),
         (f"{ID} is planned work, not an incident", f"end it: allclear maintenance finish {ID}")),
        ("announced", DURING, ("reopen", ID),
         (f"{ID} is planned work, not an incident",
          f"announce it again: allclear update {ID} --status scheduled")),
        ("announced", DURING, ("close", ID),
         (f"{ID} is planned work, not an incident",
          f"see where it stands: allclear history {ID}; end it: allclear maintenance finish {ID}")),
        ("announced", DURING, ("update", ID, "--status", "fixed"),
         ("'fixed' is not a maintenance status",
          "write planned, started, checking or finished; "
          "'fixed' is an incident status")),
        ("announced", DURING, ("update", ID),
         ("this update would say nothing", f'say something: allclear update {ID} "…"')),
        ("started", DURING, (M, "start"),
         (f"{ID} is in progress already", f"end it: allclear maintenance finish {ID}")),
        ("started", DURING, (M, "extend", "--from", "2025-03-09 23:00 America/New_York", "--until",
                             "2025-03-10 03:00 America/New_York"),
         (f"{ID} has begun, so it cannot begin at 2025-03-10 03:00Z",
          f"move only its end: --until; or call it off: allclear maintenance cancel {ID}")),
        ("finished", DURING, (M, "extend", "--until", "+1h"), NONE_LEFT),
        ("finished", DURING, (M, "extend", "001", "--until", "+1h"), DONE),
        ("finished", DURING, (M, "start", ID), DONE),
        ("finished", DURING, (M, "finish", "001"), DONE),
        ("finished", DURING, (M, "cancel", "001"), DONE),
        ("called off", DURING, (M, "extend", "001", "--until", "+1h"), GONE),
        ("called off", DURING, (M, "start", "001"), GONE),
        ("called off", DURING, (M, "finish", "001"), GONE),
        ("called off", DURING, (M, "cancel", "001"), GONE),
        ("withdrawn", DURING, (M, "start", "001"),
         (f"{ID} was withdrawn", "announce it anew: allclear maintenance announce")),
        ("twice", DURING, (M, "start"),
         ("2 pieces of planned work are open",
          "name one, its last digits are enough: MNT-2025-03-01-001 New database; "
          "MNT-2025-03-01-002 Old database")),
        ("incident", DURING, (M, "cancel", "INC-2025-03-09-001"),
         ("INC-2025-03-09-001 is an incident, not planned work",
          "name planned work, MNT-…; what is planned: allclear status")),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_a_way_out(
    history: str, now: str, words: tuple[str, ...], said: tuple[str, str]
) -> None:
    night = after(history)
    files = night.files()

    assert error(night.type(*words, now=now)) == said
    assert night.files() == files


@pytest.mark.parametrize(
    ("begins", "ends", "said"),
    [
        (ENDS, BEGINS,
         ("the work would end at 2025-03-09 03:00Z, not after its beginning at 2025-03-09 08:00Z",
          "write a later --until, with its date")),
        ("2025-03-09 02:30 America/New_York", "2025-03-09 03:15 America/New_York",
         ("the work would end at 2025-03-09 07:15Z, not after its beginning at 2025-03-09 07:30Z",
          "write a later --until, with its date")),
        (BEGINS, "0m",
         ("the work would end at 2025-03-09 03:00Z, not after its beginning at 2025-03-09 03:00Z",
          "write a later --until, with its date")),
        ("2025-02-01 22:00", "+4h",
         ("the work would be over since 2025-02-02 02:00Z",
          "write a --until that is still to come")),
        ("22:00", "+4h",
         ("'22:00' says no date",
          "write the date too, such as '2025-03-01 22:00 America/New_York'")),
        ("22:00 Europe/London", "+4h",
         ("'22:00 Europe/London' says no date",
          "write the date too, such as '2025-03-01 22:00 Europe/London'")),
        (BEGINS, "04:00 America/New_York",
         ("'04:00 America/New_York' says no date",
          "write the date too, such as '2025-03-09 04:00 America/New_York'")),
        (BEGINS, "23:30",
         ("'23:30' says no date",
          "write the date too, such as '2025-03-08 23:30 America/New_York'")),
        ("2025-03-08", "+4h",
         ("'2025-03-08' is not a date with a time",
          "write the clock time too, such as '2025-03-08 14:23'")),
        ("2025-02-30 22:00", "+4h",
         ("'2025-02-30 22:00' is not a date with a time",
          "write a day of the calendar; there is no 2025-02-30")),
        ("2025-03-08 10pm", "+4h",
         ("'2025-03-08 10pm' is not a date with a time", "write '2025-03-08 22:00'")),
        ("2025-03-08 22:00 America/Newyork", "+4h",
         ("'2025-03-08 22:00 America/Newyork' is not a date with a time",
          "write it in UTC, or with the zone's name: '2025-03-08 22:00 America/New_York'")),
        (BEGINS, "soon",
         ("'soon' is not a date with a time", "write it as '2025-03-09 22:00 America/New_York'")),
        (BEGINS, "-1h",
         ("'-1h' is not a date with a time", "write it as '2025-03-09 22:00 America/New_York'")),
    ],
)  # fmt: skip
def test_a_window_that_is_none_is_refused(begins: str, ends: str, said: tuple[str, str]) -> None:
    night = after("empty")

    assert error(announce(night, begins, ends)) == said
    assert night.files() == {}


def test_a_refused_window_says_how_its_times_were_read() -> None:
    begins, ends = "2025-03-09 02:30 America/New_York", "2025-03-09 03:15 America/New_York"

    assert notes(announce(after("empty"), begins, ends)) == [
        f"{begins} read as 2025-03-09 07:30Z (the clocks skip this time that night: it is 03:30 "
        "by the new time)",
        f"{ends} read as 2025-03-09 07:15Z",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("New database",),
         ("nothing says which part the work touches", "name it: --component score-recording")),
        (("New database", "--component", "paymints"),
         ("there is no component 'paymints'", "write 'payments'")),
        (("New database", "--component", "payments=down"),
         ("there is no component 'payments=down'", "write 'payments'")),
        (("--component", "payments"),
         ("there is no title",
          'write it behind the command: '
          'allclear maintenance announce "New database" --component …')),
        (("x" * 201, "--component", "payments"),
         ("the title has 201 characters, more than 200",
          "say it in one short line; the rest belongs into the text")),
    ],
)  # fmt: skip
def test_an_announcement_without_title_or_part_is_refused(
    words: tuple[str, ...], said: tuple[str, str]
) -> None:
    night = after("empty")
    window = ("--from", BEGINS, "--until", ENDS)

    assert error(night.type("maintenance", "announce", *words, *window, now=EARLY)) == said
    assert night.files() == {}


@pytest.mark.parametrize(
    ("ends", "read"),
    [
        ("+4h", "+4h read as 2025-03-09 07:00Z"),
        ("4h", "+4h read as 2025-03-09 07:00Z"),
        ("240m", "+240m read as 2025-03-09 07:00Z"),
        ("4 hours", "+4 hours read as 2025-03-09 07:00Z"),
        ("2025-03-09 03:00 America/New_York",
         "2025-03-09 03:00 America/New_York read as 2025-03-09 07:00Z"),
        ("2025-03-09 07:00",
         "2025-03-09 07:00 read as 2025-03-09 07:00Z (UTC; 2025-03-09 03:00 in America/New_York)"),
        ("2025-03-09T03:00-04:00", "2025-03-09T03:00-04:00 read as 2025-03-09 07:00Z"),
    ],
)  # fmt: skip
def test_an_end_is_a_time_or_a_length(tmp_path: Path, ends: str, read: str) -> None:
    night = Night(tmp_path)

    assert notes(announce(night, BEGINS, ends, "--dry-run")) == [
        f"{BEGINS} read as 2025-03-09 03:00Z",
        read,
        "from 2025-03-09 03:00Z to 2025-03-09 07:00Z",
    ]
    assert night.files() == {}


@pytest.mark.parametrize(
    ("ends", "read"),
    [
        ("+1h", "+1h read as 2025-03-09 09:00Z"),
        ("1h", "+1h read as 2025-03-09 09:00Z"),
        ("2025-03-09 05:00 America/New_York",
         "2025-03-09 05:00 America/New_York read as 2025-03-09 09:00Z"),
    ],
)  # fmt: skip
def test_a_new_end_counts_from_the_old_one(ends: str, read: str) -> None:
    night = after("announced")

    assert notes(night.type(M, "extend", "--until", ends, "--dry-run", now=DURING)) == [
        f"{ID}: the only open planned work",
        read,
        "until now 2025-03-09 03:00Z to 2025-03-09 08:00Z, from now 2025-03-09 03:00Z to "
        "2025-03-09 09:00Z",
    ]
