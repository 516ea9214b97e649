"""Planned work typed across both clock changes, and what visitors read of it at each moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.nights import Night
from tests.cli.work_seen import ANNOUNCED, ID, NAME, TITLE, Seen, announce, notes, seen

FINE, CLOSED = "operational", "under_maintenance"
HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
ANNOUNCEMENT = f"We have planned work. It concerns: {NAME}."
BEGUN, GOING_ON = "The planned work has begun.", "The planned work is in progress."
FINISHED = "The planned work is finished."
HEADING = "Paying is closed for planned work."
CALM = "Everything is working."
NOBODY = "The planned end, {}, has passed; we have not yet confirmed that the work is finished."
ADVICE = "You do not need to do anything. The work is planned to end by {}."


class Change(NamedTuple):
    """One night in which clocks change, and a window that spans the change.

    Attributes:
        begins: As typed; ``ends`` too.
        start: What it means; ``end`` too.
        span: The window on its page.
        longer: The window there when it was made an hour longer.
        end_clock: Its end in a sentence; ``later`` an hour later.
        hours: How long it is.
    """

    zone: str
    begins: str
    ends: str
    start: str
    end: str
    span: str
    longer: str
    end_clock: str
    later: str
    hours: int

    def at(self, after: timedelta = timedelta()) -> str:
        """Return the moment *after* its beginning."""
        return _stamp(datetime.fromisoformat(self.start) + after)

    def over(self, after: timedelta = timedelta()) -> str:
        """Return the moment *after* its planned end."""
        return _stamp(datetime.fromisoformat(self.end) + after)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


NEW_YORK_SPRING = Change(
    "America/New_York",
    "2025-03-08 22:00 America/New_York",
    "2025-03-09 04:00 America/New_York",
    "2025-03-09T03:00:00Z",
    "2025-03-09T08:00:00Z",
    "Sat, Mar 8, 10:00 PM to 4:00 AM Eastern (03:00 to 08:00 UTC, Mar 9)",
    "Sat, Mar 8, 10:00 PM to 5:00 AM Eastern (03:00 to 09:00 UTC, Mar 9)",
    "4:00 AM Eastern (08:00 UTC)",
    "5:00 AM Eastern (09:00 UTC)",
    5,
)
NEW_YORK_AUTUMN = Change(
    "America/New_York",
    "2025-11-01 22:00 America/New_York",
    "2025-11-02 04:00 America/New_York",
    "2025-11-02T02:00:00Z",
    "2025-11-02T09:00:00Z",
    "Sat, Nov 1, 10:00 PM to 4:00 AM Eastern (02:00 to 09:00 UTC, Nov 2)",
    "Sat, Nov 1, 10:00 PM to 5:00 AM Eastern (02:00 to 10:00 UTC, Nov 2)",
    "4:00 AM Eastern (09:00 UTC)",
    "5:00 AM Eastern (10:00 UTC)",
    7,
)
LONDON_SPRING = Change(
    "Europe/London",
    "2025-03-29 23:00 Europe/London",
    "2025-03-30 04:00 Europe/London",
    "2025-03-29T23:00:00Z",
    "2025-03-30T03:00:00Z",
    "Sat, Mar 29, 11:00 PM to 4:00 AM UK (23:00 UTC to 03:00 UTC, Mar 30)",
    "Sat, Mar 29, 11:00 PM to 5:00 AM UK (23:00 UTC to 04:00 UTC, Mar 30)",
    "4:00 AM UK (03:00 UTC)",
    "5:00 AM UK (04:00 UTC)",
    4,
)
LONDON_AUTUMN = Change(
    "Europe/London",
    "2025-10-25 23:00 Europe/London",
    "2025-10-26 04:00 Europe/London",
    "2025-10-25T22:00:00Z",
    "2025-10-26T04:00:00Z",
    "Sat, Oct 25, 11:00 PM to 4:00 AM UK (22:00 UTC to 04:00 UTC, Oct 26)",
    "Sat, Oct 25, 11:00 PM to 5:00 AM UK (22:00 UTC to 05:00 UTC, Oct 26)",
    "4:00 AM UK (04:00 UTC)",
    "5:00 AM UK (05:00 UTC)",
    6,
)
CHANGES = (NEW_YORK_SPRING, NEW_YORK_AUTUMN, LONDON_SPRING, LONDON_AUTUMN)
at_each_change = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.begins)


def night_in(root: Path, zone: str) -> Night:
    """Return a repository whose site lives in *zone*."""
    night = Night(root)
    site = root / "site_src" / "public" / "site.yml"
    site.write_text(site.read_text().replace("zone: America/New_York", f"zone: {zone}"))
    return night


def typed(root: Path, change: Change, *commands: tuple[str, tuple[str, ...]]) -> Night:
    """Announce the window of *change*, then type each command at its moment."""
    night = night_in(root, change.zone)
    assert announce(night, change.begins, change.ends).status == 0
    for now, words in commands:
        result = night.type(*words, now=now)
        assert result.status == 0, result
    return night


def states(night: Night, *moments: str) -> list[tuple[str, str]]:
    found = [seen(night.root, moment) for moment in moments]
    return [(each.state, each.status) for each in found]


def log_of(shown: Seen) -> list[str]:
    """Return the words of each update on its own page, newest first, without times and states."""
    start = shown.page.index("What we wrote") + 1
    lines = shown.page[start : shown.page.index("About this notice")]
    return [line for line in lines if line.endswith(".")]


# --- nobody touches it ---------------------------------------------------------------------------


@at_each_change
def test_the_clock_alone_opens_and_ends_it(tmp_path: Path, change: Change) -> None:
    night = typed(tmp_path, change)

    assert states(
        night,
        ANNOUNCED,
        change.at(-SECOND),
        change.at(),
        change.at(MINUTE),
        change.over(-SECOND),
        change.over(),
        change.over(12 * HOUR),
    ) == [
        (FINE, "scheduled"),
        (FINE, "scheduled"),
        (CLOSED, "in_progress"),
        (CLOSED, "in_progress"),
        (CLOSED, "in_progress"),
        (FINE, "completed"),
        (FINE, "completed"),
    ]
    before, during, after = (
        seen(night.root, change.at(-SECOND)),
        seen(night.root, change.at(change.hours * HOUR - MINUTE)),
        seen(night.root, change.over(MINUTE)),
    )
    assert (before.next, during.next) == (change.at(), change.over())
    assert [each.page[:3] for each in (before, during, after)] == [
        ("Announced", TITLE, change.span),
        ("In progress", TITLE, change.span),
        ("Completed", TITLE, change.span),
    ]
    assert [log_of(each) for each in (before, during, after)] == [
        [ANNOUNCEMENT],
        [BEGUN, ANNOUNCEMENT],
        [FINISHED, BEGUN, ANNOUNCEMENT],
    ]
    told = ("[Announced] New database", ANNOUNCED, f"{ANNOUNCEMENT} Planned for {change.span}.")
    assert (before.feed, during.feed, after.feed) == ((told,), (told,), (told,))


@at_each_change
def test_home_speaks_in_the_right_tense(tmp_path: Path, change: Change) -> None:
    night = typed(tmp_path, change)
    before, during, after = (
        seen(night.root, change.at(-SECOND)),
        seen(night.root, change.at(MINUTE)),
        seen(night.root, change.over()),
    )

    day, clocks = change.span.split(" (")[0].rsplit(", ", 1)
    assert before.head[1] == CALM
    assert before.planned[:3] == (
        f"{day} {clocks} {change.span.split(' (')[1].rstrip(')')}",
        TITLE,
        f"{NAME} · Announced",
    )
    assert during.head[1:5] == (
        HEADING,
        "The other 11 parts are working.",
        "What you can do now",
        ADVICE.format(change.end_clock),
    )
    assert during.planned[0] == "None announced."
    assert after.head[1] == CALM
    assert after.planned[:5] == (
        "None announced.",
        "The last 14 days",
        day.split(", ")[1],
        TITLE,
        f"{NAME} · Planned work for {change.hours} h",
    )
    assert during.listed[2:5] == ("One is in progress.", "In progress", before.planned[0])
    assert after.listed[-5:-3] == (f"{day.split(', ')[1]}, 2025", TITLE)
    assert during.part[:3] == ("Maintenance", HEADING, f"Our updates: {TITLE}")


@pytest.mark.parametrize(
    ("zone", "begins", "note", "start", "span"),
    [
        ("America/New_York", "2025-03-09 02:30 America/New_York",
         "2025-03-09 02:30 America/New_York read as 2025-03-09 07:30Z (the clocks skip this time "
         "that night: it is 03:30 by the new time)",
         "2025-03-09T07:30:00Z", "Sun, Mar 9, 3:30 to 5:30 AM Eastern (07:30 to 09:30 UTC)"),
        ("America/New_York", "2025-11-02 01:30 America/New_York",
         "2025-11-02 01:30 America/New_York read as 2025-11-02 05:30Z (this time comes twice that "
         "night: read as the first, the second is 2025-11-02 06:30Z)",
         "2025-11-02T05:30:00Z", "Sun, Nov 2, 1:30 to 2:30 AM Eastern (05:30 to 07:30 UTC)"),
        ("America/New_York", "2025-11-02 01:30-05:00",
         "2025-11-02 01:30-05:00 read as 2025-11-02 06:30Z",
         "2025-11-02T06:30:00Z", "Sun, Nov 2, 1:30 to 3:30 AM Eastern (06:30 to 08:30 UTC)"),
        ("Europe/London", "2025-03-30 01:30 Europe/London",
         "2025-03-30 01:30 Europe/London read as 2025-03-30 01:30Z (the clocks skip this time "
         "that night: it is 02:30 by the new time)",
         "2025-03-30T01:30:00Z", "Sun, Mar 30, 2:30 to 4:30 AM UK (01:30 to 03:30 UTC)"),
        ("Europe/London", "2025-10-26 01:30 Europe/London",
         "2025-10-26 01:30 Europe/London read as 2025-10-26 00:30Z (this time comes twice that "
         "night: read as the first, the second is 2025-10-26 01:30Z)",
         "2025-10-26T00:30:00Z", "Sun, Oct 26, 1:30 to 2:30 AM UK (00:30 to 02:30 UTC)"),
    ],
)  # fmt: skip
def test_a_beginning_in_the_skipped_or_repeated_hour(
    tmp_path: Path, zone: str, begins: str, note: str, start: str, span: str
) -> None:
    night = night_in(tmp_path, zone)
    said = announce(night, begins, "+2h")
    at = datetime.fromisoformat(start)
    end = f"{at + 2 * HOUR:%Y-%m-%d %H:%MZ}"

    assert notes(said) == [
        note,
        f"+2h read as {end}",
        f"from {at:%Y-%m-%d %H:%MZ} to {end}",
    ]
    assert states(night, _stamp(at - SECOND), start, _stamp(at + 2 * HOUR)) == [
        (FINE, "scheduled"),
        (CLOSED, "in_progress"),
        (FINE, "completed"),
    ]
    assert seen(night.root, start).page[2] == span


# --- as planned, longer, moved -------------------------------------------------------------------


@at_each_change
def test_started_and_finished_as_planned(tmp_path: Path, change: Change) -> None:
    began, ended = change.at(MINUTE), change.over(-10 * MINUTE)
    night = typed(
        tmp_path,
        change,
        (began, ("maintenance", "start")),
        (ended, ("maintenance", "finish", "All went well.")),
    )

    assert states(night, change.at(), began, change.over(-11 * MINUTE), ended, change.over()) == [
        (CLOSED, "in_progress"),
        (CLOSED, "in_progress"),
        (CLOSED, "in_progress"),
        (FINE, "completed"),
        (FINE, "completed"),
    ]
    after = seen(night.root, change.over())
    assert log_of(after) == ["All went well.", GOING_ON, BEGUN, ANNOUNCEMENT]
    assert after.feed == (
        ("[Completed] New database", ended, "All went well."),
        ("[In progress] New database", began, GOING_ON),
        ("[Announced] New database", ANNOUNCED, f"{ANNOUNCEMENT} Planned for {change.span}."),
    )
    assert f"{NAME} · Planned work for {change.hours - 1} h 50 min" in after.planned


@at_each_change
@pytest.mark.parametrize("is_started", [True, False])
def test_extended_while_running(tmp_path: Path, change: Change, *, is_started: bool) -> None:
    moved = change.over(-30 * MINUTE)
    start = ((change.at(MINUTE), ("maintenance", "start")),) if is_started else ()
    night = typed(tmp_path, change, *start, (moved, ("maintenance", "extend", "--until", "+1h")))
    status = (CLOSED, "in_progress")
    last = status if is_started else (FINE, "completed")

    assert states(
        night,
        change.over(-31 * MINUTE),
        moved,
        change.over(),
        change.over(HOUR - SECOND),
        change.over(HOUR),
    ) == [status, status, status, status, last]
    before, after = seen(night.root, change.over(-31 * MINUTE)), seen(night.root, moved)
    old_end = change.over()
    assert (before.next, after.next) == (old_end, change.over(HOUR))
    assert (before.page[2], after.page[2]) == (change.span, change.longer)
    assert (before.head[4], after.head[4]) == (
        ADVICE.format(change.end_clock),
        ADVICE.format(change.later),
    )
    told = f"New time of the planned work: {change.longer}."
    assert log_of(after)[0] == told
    assert after.feed[0] == ("[In progress] New database", moved, told)
    clocks = change.longer.split(" (")[0].rsplit(", ", 1)[1]
    assert [line for line in after.listed if clocks in line] == [
        change.longer.replace(f", {clocks} (", f" {clocks} ").rstrip(")")
    ]
    assert clocks in " ".join(after.head)
    assert change.span not in " ".join((*after.head, *after.page[:4], *after.listed))
    assert after.part[:3] == ("Maintenance", HEADING, f"Our updates: {TITLE}")


def test_an_extension_in_words_says_the_new_time_too(tmp_path: Path) -> None:
    change = NEW_YORK_SPRING
    moved = change.over(-30 * MINUTE)
    night = typed(
        tmp_path,
        change,
        (moved, ("maintenance", "extend", "--until", "+1h", "Copying takes longer than we hoped.")),
    )

    assert seen(night.root, moved).feed[0] == (
        "[In progress] New database",
        moved,
        f"Copying takes longer than we hoped. New time of the planned work: {change.longer}.",
    )


def test_moved_before_it_begins(tmp_path: Path) -> None:
    moved = "2025-03-05T12:00:00Z"
    night = typed(
        tmp_path,
        NEW_YORK_SPRING,
        (moved, ("maintenance", "extend", "--from", "2025-03-09 23:00 America/New_York",
                 "--until", "2025-03-10 03:00 America/New_York")),
    )  # fmt: skip
    span = "Sun, Mar 9, 11:00 PM to 3:00 AM Eastern (03:00 to 07:00 UTC, Mar 10)"

    assert states(
        night,
        NEW_YORK_SPRING.at(),
        NEW_YORK_SPRING.over(),
        "2025-03-10T02:59:59Z",
        "2025-03-10T03:00:00Z",
        "2025-03-10T07:00:00Z",
    ) == [
        (FINE, "scheduled"),
        (FINE, "scheduled"),
        (FINE, "scheduled"),
        (CLOSED, "in_progress"),
        (FINE, "completed"),
    ]
    shown = seen(night.root, moved)
    assert shown.page[:3] == ("Announced", TITLE, span)
    assert shown.planned[:3] == (
        "Sun, Mar 9 11:00 PM to 3:00 AM Eastern 03:00 to 07:00 UTC, Mar 10",
        TITLE,
        f"{NAME} · Announced",
    )
    assert shown.head[4:6] == (
        "Next planned work",
        "Sun, Mar 9 11:00 PM Eastern · 03:00 UTC, Mar 10",
    )
    assert shown.listed[4] == shown.planned[0]
    assert shown.feed == (
        ("[Announced] New database", moved, f"New time of the planned work: {span}."),
        ("[Announced] New database", ANNOUNCED,
         f"{ANNOUNCEMENT} Planned for {NEW_YORK_SPRING.span}."),
    )  # fmt: skip


def test_put_off_after_the_clock_began_it(tmp_path: Path) -> None:
    moved = NEW_YORK_SPRING.at(40 * MINUTE)
    night = typed(
        tmp_path,
        NEW_YORK_SPRING,
        (moved, ("maintenance", "extend", "--from", "2025-03-09 23:00 America/New_York",
                 "--until", "2025-03-10 03:00 America/New_York")),
    )  # fmt: skip

    assert states(night, NEW_YORK_SPRING.at(MINUTE), moved, "2025-03-10T03:00:00Z") == [
        (CLOSED, "in_progress"),
        (FINE, "scheduled"),
        (CLOSED, "in_progress"),
    ]
    assert seen(night.root, moved).head[1] == CALM


# --- late, never, early --------------------------------------------------------------------------


@at_each_change
def test_started_late(tmp_path: Path, change: Change) -> None:
    began, ended = change.at(HOUR), change.over(30 * MINUTE)
    night = typed(
        tmp_path, change, (began, ("maintenance", "start")), (ended, ("maintenance", "finish"))
    )
    running = (CLOSED, "in_progress")

    assert states(night, change.at(), began, change.over(), change.over(29 * MINUTE), ended) == [
        running,
        running,
        running,
        running,
        (FINE, "completed"),
    ]
    after = seen(night.root, ended)
    assert log_of(after) == [FINISHED, GOING_ON, BEGUN, ANNOUNCEMENT]
    assert [entry[:2] for entry in after.feed] == [
        ("[Completed] New database", ended),
        ("[In progress] New database", began),
        ("[Announced] New database", ANNOUNCED),
    ]
    assert f"{NAME} · Planned work for {change.hours} h 30 min" in after.planned


@at_each_change
def test_started_and_never_finished(tmp_path: Path, change: Change) -> None:
    night = typed(tmp_path, change, (change.at(MINUTE), ("maintenance", "start")))
    running = (CLOSED, "in_progress")

    assert states(night, change.over(-SECOND), change.over(), change.over(48 * HOUR)) == [
        running,
        running,
        running,
    ]
    before, now = seen(night.root, change.over(-SECOND)), seen(night.root, change.over())
    said = NOBODY.format(change.end_clock)
    assert before.next == change.over()
    assert said not in (*before.head, *before.page, *before.listed)
    assert (now.head[4], now.page[3]) == (said, said)
    assert said in now.listed
    later = seen(night.root, change.over(48 * HOUR))
    day = datetime.fromisoformat(change.end)
    dated = f"{day:%B} {day.day}, 2025, {change.end_clock}"
    assert (later.head[4], later.page[3]) == (NOBODY.format(dated), said)


def test_an_end_days_ahead_is_told_with_its_day(tmp_path: Path) -> None:
    night = Night(tmp_path)
    announce(night, "2025-03-03 07:00 America/New_York", "2025-03-09 04:00 America/New_York")

    assert [
        seen(night.root, moment).head[4]
        for moment in ("2025-03-03T12:00:00Z", "2025-03-08T07:59:59Z", "2025-03-08T08:00:01Z")
    ] == [
        ADVICE.format("March 9, 2025, 4:00 AM Eastern (08:00 UTC)"),
        ADVICE.format("March 9, 2025, 4:00 AM Eastern (08:00 UTC)"),
        ADVICE.format("4:00 AM Eastern (08:00 UTC)"),
    ]


@at_each_change
def test_started_and_finished_early(tmp_path: Path, change: Change) -> None:
    began, ended = change.at(-HOUR), change.at(HOUR)
    night = typed(
        tmp_path, change, (began, ("maintenance", "start")), (ended, ("maintenance", "finish"))
    )

    assert states(night, change.at(-HOUR - SECOND), began, change.at(), ended, change.over()) == [
        (FINE, "scheduled"),
        (CLOSED, "in_progress"),
        (CLOSED, "in_progress"),
        (FINE, "completed"),
        (FINE, "completed"),
    ]
    after = seen(night.root, ended)
    assert log_of(after) == [FINISHED, BEGUN, ANNOUNCEMENT]
    assert f"{NAME} · Planned work for 2 h" in after.planned
    assert change.over() not in (after.next or "")


# --- called off, withdrawn, too late to announce -------------------------------------------------


@at_each_change
def test_called_off_before_it_begins(tmp_path: Path, change: Change) -> None:
    called = change.at(-48 * HOUR)
    night = typed(tmp_path, change, (called, ("maintenance", "cancel")))

    assert states(night, change.at(-49 * HOUR), called, change.at(), change.over()) == [
        (FINE, "scheduled"),
        (FINE, "called off"),
        (FINE, "called off"),
        (FINE, "called off"),
    ]
    shown = seen(night.root, change.at(MINUTE))
    text = "This work will not take place as planned."
    assert shown.page[:2] == ("Called off", TITLE)
    assert log_of(shown) == [text, ANNOUNCEMENT]
    assert shown.feed[0] == ("[Called off] New database", called, text)
    assert (shown.head[1], shown.planned[0]) == (CALM, "None announced.")
    assert f"{NAME} · Called off" in shown.planned


@pytest.mark.parametrize("is_started", [True, False])
def test_called_off_while_running(tmp_path: Path, *, is_started: bool) -> None:
    change = NEW_YORK_SPRING
    called = change.at(2 * HOUR)
    start = ((change.at(MINUTE), ("maintenance", "start")),) if is_started else ()
    night = typed(tmp_path, change, *start, (called, ("maintenance", "cancel")))

    assert states(night, change.at(HOUR), called, change.over()) == [
        (CLOSED, "in_progress"),
        (FINE, "called off"),
        (FINE, "called off"),
    ]
    shown = seen(night.root, called)
    text = "The planned work was stopped before it was finished."
    assert log_of(shown)[0] == text
    assert shown.feed[0] == ("[Called off] New database", called, text)
    assert "Planned work for 2 h" in shown.part


def test_called_off_and_announced_again(tmp_path: Path) -> None:
    change = NEW_YORK_SPRING
    again = change.at(-HOUR)
    night = typed(
        tmp_path,
        change,
        (change.at(-2 * HOUR), ("maintenance", "cancel")),
        (again, ("update", ID, "--status", "scheduled")),
        (change.at(MINUTE), ("maintenance", "start")),
        (change.over(-MINUTE), ("maintenance", "finish")),
    )

    assert states(night, change.at(-90 * MINUTE), again, change.at(), change.over()) == [
        (FINE, "called off"),
        (FINE, "scheduled"),
        (CLOSED, "in_progress"),
        (FINE, "completed"),
    ]
    assert seen(night.root, again).feed[0] == (
        "[Announced] New database",
        again,
        f"{ANNOUNCEMENT} Planned for {change.span}.",
    )


def test_announced_when_it_had_begun(tmp_path: Path) -> None:
    night = Night(tmp_path)
    said = announce(night, "-1h", "+4h", now="2025-03-09T07:30:00Z")
    id_ = "MNT-2025-03-09-001"

    assert notes(said) == [
        "-1h read as 2025-03-09 06:30Z (already past)",
        "+4h read as 2025-03-09 10:30Z",
        "from 2025-03-09 06:30Z to 2025-03-09 10:30Z",
        "the work is in progress as soon as visitors read of it",
    ]
    now, after = (
        seen(night.root, moment, id_=id_)
        for moment in ("2025-03-09T07:30:00Z", "2025-03-09T10:30:00Z")
    )
    span = "Sun, Mar 9, 1:30 to 6:30 AM Eastern (06:30 to 10:30 UTC)"
    assert (now.state, now.status, after.state, after.status) == (
        CLOSED,
        "in_progress",
        FINE,
        "completed",
    )
    assert (now.head[1], now.page[:3]) == (HEADING, ("In progress", TITLE, span))
    assert now.feed == (
        ("[Announced] New database", "2025-03-09T07:30:00Z",
         f"{ANNOUNCEMENT} Planned for {span}."),
    )  # fmt: skip


def test_announced_as_it_begins(tmp_path: Path) -> None:
    night = Night(tmp_path)
    said = announce(night, "now", "4h", now="2025-03-09T06:30:00Z")

    assert notes(said) == [
        "'now' read as 2025-03-09 06:30Z",
        "+4h read as 2025-03-09 10:30Z",
        "from 2025-03-09 06:30Z to 2025-03-09 10:30Z",
        "the work is in progress as soon as visitors read of it",
    ]


@pytest.mark.parametrize("when", ["before", "running"])
def test_withdrawn_as_a_whole(tmp_path: Path, when: str) -> None:
    change = NEW_YORK_SPRING
    gone = change.at(-48 * HOUR) if when == "before" else change.at(HOUR)
    night = typed(tmp_path, change, (gone, ("retract", ID, "incident", "Wrong site.")))

    assert states(night, gone, change.at(2 * HOUR), change.over()) == [(FINE, "withdrawn")] * 3
    shown = seen(night.root, change.at(2 * HOUR))
    assert shown.head[1] == CALM
    assert shown.planned[0] == "None announced."
    assert change.span not in " ".join((*shown.head, *shown.planned, *shown.page, *shown.listed))
    assert TITLE not in " ".join((*shown.head, *shown.planned, *shown.page, *shown.part))
    assert [(title, at) for title, at, _ in shown.feed] == [
        (f"[Withdrawn] Notice {ID}", gone),
        (f"[Withdrawn] Notice {ID}", ANNOUNCED),
    ]
    assert "Planned" not in " ".join(text for _, _, text in shown.feed)


def test_a_withdrawn_move_gives_the_old_time_back(tmp_path: Path) -> None:
    change = NEW_YORK_SPRING
    night = typed(
        tmp_path,
        change,
        (change.at(-48 * HOUR), ("maintenance", "extend", "--until", "+1h")),
        (change.at(-47 * HOUR), ("retract", ID, "last")),
    )

    assert [seen(night.root, change.at(hours * HOUR)).page[2] for hours in (-48, -47)] == [
        change.longer,
        change.span,
    ]


def test_words_meanwhile_are_corrected_without_moving_it(tmp_path: Path) -> None:
    change = NEW_YORK_SPRING
    said = change.at(HOUR)
    night = typed(
        tmp_path,
        change,
        (change.at(MINUTE), ("maintenance", "start")),
        (said, ("update", ID, "Half of it is done.")),
        (change.at(HOUR + MINUTE), ("amend", ID, "last", "Nearly half of it is done.")),
        (change.at(2 * HOUR), ("update", ID, "--status", "verifying")),
        (change.at(3 * HOUR), ("maintenance", "finish")),
    )

    assert states(night, said, change.at(2 * HOUR), change.at(3 * HOUR)) == [
        (CLOSED, "in_progress"),
        (CLOSED, "verifying"),
        (FINE, "completed"),
    ]
    after = seen(night.root, change.at(3 * HOUR))
    assert [(title, text) for title, _, text in after.feed] == [
        ("[Completed] New database", FINISHED),
        ("[Checking] New database",
         "The work is done. We are checking that everything is as it should be."),
        ("[In progress] New database", "Nearly half of it is done."),
        ("[In progress] New database", GOING_ON),
        ("[Announced] New database", f"{ANNOUNCEMENT} Planned for {change.span}."),
    ]  # fmt: skip


# --- machines whose clocks differ ----------------------------------------------------------------

FAST, SLOW = HOUR, timedelta(minutes=-40)


@pytest.mark.parametrize("skews", [(FAST, SLOW), (SLOW, FAST), (FAST, FAST), (SLOW, SLOW)])
@pytest.mark.parametrize("last", ["finish", "cancel"])
def test_the_last_word_wins_whatever_the_clocks_of_two_machines_say(
    tmp_path: Path, skews: tuple[timedelta, timedelta], last: str
) -> None:
    change = NEW_YORK_SPRING
    first, second = skews
    night = night_in(tmp_path, change.zone)
    announce(night, change.begins, change.ends)
    began = night.type("maintenance", "start", ID, now=change.at(70 * MINUTE + first))
    # On the slow machine the beginning lies ahead; without --now every entry counts, so does it.
    words = _without_replay(night, "maintenance", last, ID, now=change.at(90 * MINUTE + second))

    assert (began.status, words) == (0, 0)
    status = "completed" if last == "finish" else "called off"
    for true in (change.at(91 * MINUTE), change.at(4 * HOUR), change.over(2 * HOUR)):
        shown = seen(night.root, true, replay=False)
        assert (shown.state, shown.status) == (FINE, status), true


def _without_replay(night: Night, *words: str, now: str) -> int:
    """Type *words* on a machine whose clock says *now*."""
    from click.testing import CliRunner

    from generator.adapters import clock
    from generator.cli.main import group

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: datetime.fromisoformat(now))
        result = CliRunner().invoke(group, [*words, "--root", str(night.root)])
    assert result.exit_code == 0, result.stderr
    return result.exit_code


# --- more than one -------------------------------------------------------------------------------


def both(root: Path, *windows: tuple[str, str, str, str]) -> Night:
    """Announce pieces of work: title, part, beginning and end."""
    night = Night(root)
    for title, part, begins, ends in windows:
        words = ("maintenance", "announce", title, "--component", part)
        assert night.type(*words, "--from", begins, "--until", ends, now=ANNOUNCED).status == 0
    return night


@pytest.mark.parametrize("part", ["payments", "search"])
def test_the_end_told_is_that_of_the_part_in_the_heading(tmp_path: Path, part: str) -> None:
    night = both(
        tmp_path,
        ("Short", part, "2025-03-09 02:00Z", "2025-03-09 05:00Z"),
        ("Long", "payments", "2025-03-09 03:00Z", "2025-03-09 08:00Z"),
    )
    shown = seen(night.root, "2025-03-09T03:30:00Z")

    assert shown.head[1] == HEADING
    assert ADVICE.format("4:00 AM Eastern (08:00 UTC)") in shown.head
    assert shown.head[shown.head.index("Planned end") + 1] == (
        "4:00 AM Eastern March 9, 2025 · 08:00 UTC"
    )


def test_nobody_is_told_to_wait_for_what_went_wrong_at_work(tmp_path: Path) -> None:
    change = NEW_YORK_SPRING
    broken = change.at(HOUR)
    night = typed(
        tmp_path,
        change,
        (change.at(MINUTE), ("maintenance", "start")),
        (broken, ("update", ID, "--component", "search=down", "Search is down too.")),
    )
    shown = seen(night.root, broken)

    assert shown.head[1:3] == (
        "Search is not working.",
        f"{HEADING} Planned until 4:00 AM.",
    )
    assert "You do not need to do anything." not in " ".join(shown.head)


def test_history_tells_a_withdrawn_announcement_on_the_day_it_was_withdrawn(tmp_path: Path) -> None:
    gone = NEW_YORK_SPRING.at(-48 * HOUR)
    night = typed(tmp_path, NEW_YORK_SPRING, (gone, ("retract", ID, "incident", "Wrong site.")))

    for moment in (gone, NEW_YORK_SPRING.at()):
        shown = seen(night.root, moment)
        assert shown.planned[1:5] == (
            "The last 14 days", "Mar 6", "A withdrawn notice", "Withdrawn",
        )  # fmt: skip
