"""Calendars of others keep our planned work, and a change replaces what they had."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.interop import sites
from tests.interop.clients import ask_node, ask_python, clients_python, run
from tests.interop.sites import AHEAD, DONE, HOST, RUNNING

PARSERS = {"icalendar", "vobject", "ics", "ical.js", "node-ical"}
Event = tuple[object, ...]
"""UID, title, begin, end, status and sequence."""


def moment(text: str) -> datetime:
    """Return *text* as a moment in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def event(record: str, title: str, begins: str, ends: str, *rest: object) -> Event:
    """Return an event as every parser must read it; *rest* is its status and its sequence."""
    status, sequence = rest or ("CONFIRMED", 0)
    return (f"{record}@{HOST}", title, moment(begins), moment(ends), status, sequence)


PAST = event(DONE, sites.DONE_TITLE, "2025-03-15T02:00Z", "2025-03-15T04:00Z")
STRINGS = event(RUNNING, sites.RUNNING_TITLE, "2025-04-10T15:00Z", "2025-04-10T17:00Z")
LOCKS = event(AHEAD, sites.AHEAD_TITLE, "2025-04-13T05:00Z", "2025-04-13T07:00Z")


def read(path: Path) -> dict[str, list[Event]]:
    """Return the events of the calendar at *path* as each parser reads them, sorted."""
    readings = ask_python("read_calendar", path) | ask_node("read_calendar", path)
    return {
        name: [
            (uid, title, moment(begins), moment(ends), *rest)
            for uid, title, begins, ends, *rest in events
        ]
        for name, events in readings.items()
    }


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        ("maintenance.ics", [PAST, LOCKS, STRINGS]),
        ("components/games/maintenance.ics", [STRINGS]),
        ("components/payments/maintenance.ics", [PAST, LOCKS]),
        ("components/scores/maintenance.ics", []),
    ],
)
def test_five_parsers_read_the_same_events(
    calendar: str, expected: list[Event], tmp_path: Path
) -> None:
    path = tmp_path / "read.ics"
    path.write_bytes(sites.in_state(tmp_path / "site", "maintenance")[calendar])
    assert read(path) == {name: sorted(expected) for name in PARSERS}


# Work that is announced, moved and called off, as a calendar sees it that was subscribed to.

CHANGED = """\
title: New locks
components: [sign-in]
scheduled_for: 2025-04-13 05:00Z
scheduled_until: 2025-04-13 07:00Z
updates:
  - at: 2025-04-08 12:00Z
    status: scheduled
    text: Nobody can sign in for two hours.
  - at: 2025-04-09 12:00Z
    scheduled_for: 2025-04-20 06:00Z
    scheduled_until: 2025-04-20 08:30Z
    text: We are moving this by a week.
  - at: 2025-04-10 12:00Z
    cancelled: true
    text: We are not doing this.
"""
LIVES = {
    "2025-04-08T13:00Z": event(AHEAD, "New locks", "2025-04-13T05:00Z", "2025-04-13T07:00Z"),
    "2025-04-09T13:00Z": event(
        AHEAD, "New locks", "2025-04-20T06:00Z", "2025-04-20T08:30Z", "CONFIRMED", 1
    ),
    "2025-04-10T13:00Z": event(
        AHEAD, "New locks", "2025-04-20T06:00Z", "2025-04-20T08:30Z", "CANCELLED", 2
    ),
}
"""The one event after each update, by the moment of the build."""


def calendars(folder: Path) -> dict[str, Path]:
    """Build the site after each update and return its calendars by the moment."""
    root = sites.write(folder / "site", {f"{AHEAD}/public.yml": CHANGED})
    paths = {}
    for number, at in enumerate(LIVES):
        paths[at] = folder / f"{number}.ics"
        paths[at].write_bytes(sites.build(root, moment(at))["maintenance.ics"])
    return paths


def test_every_parser_sees_what_was_moved_and_what_was_called_off(tmp_path: Path) -> None:
    found = {at: read(path) for at, path in calendars(tmp_path).items()}
    assert found == {at: {name: [each] for name in PARSERS} for at, each in LIVES.items()}


KHAL = """\
[calendars]
[[planned]]
path = {folder}/planned
type = calendar

[locale]
local_timezone = UTC
default_timezone = UTC
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
timeformat = %H:%M
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {folder}/khal.db
"""


class Khal:
    """The calendar of somebody who imports our file now and then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "planned").mkdir(parents=True)
        (folder / "khal.conf").write_text(KHAL.format(folder=folder), encoding="utf-8")

    def _say(self, *words: str) -> str:
        khal = str(Path(clients_python()).parent / "khal")
        return run([khal, "-c", "khal.conf", *words], cwd=self._folder)

    def keep(self, path: Path) -> None:
        """Import the calendar at *path*."""
        self._say("import", "--batch", str(path))

    def shown(self) -> list[str]:
        """Return a line for each event of the spring."""
        line = "{cancelled}{start} - {end} {title}"
        return self._say(
            "list", "--day-format", "", "--format", line, "2025-03-01", "80d"
        ).splitlines()


def test_khal_shows_what_is_planned(tmp_path: Path) -> None:
    path = tmp_path / "maintenance.ics"
    path.write_bytes(sites.in_state(tmp_path / "site", "maintenance")["maintenance.ics"])
    khal = Khal(tmp_path / "khal")
    khal.keep(path)
    assert khal.shown() == [
        f"2025-03-15 02:00 - 2025-03-15 04:00 {sites.DONE_TITLE}",
        f"2025-04-10 15:00 - 2025-04-10 17:00 {sites.RUNNING_TITLE}",
        f"2025-04-13 05:00 - 2025-04-13 07:00 {sites.AHEAD_TITLE}",
    ]


def test_khal_replaces_what_was_moved_and_strikes_what_was_called_off(tmp_path: Path) -> None:
    khal = Khal(tmp_path / "khal")
    shown = {}
    for at, path in calendars(tmp_path).items():
        khal.keep(path)
        shown[at] = khal.shown()
    assert shown == {
        "2025-04-08T13:00Z": ["2025-04-13 05:00 - 2025-04-13 07:00 New locks"],
        "2025-04-09T13:00Z": ["2025-04-20 06:00 - 2025-04-20 08:30 New locks"],
        "2025-04-10T13:00Z": ["CANCELLED 2025-04-20 06:00 - 2025-04-20 08:30 New locks"],
    }
