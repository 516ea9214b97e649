"""One incident under several ids: from the API and the feed, and from a page that was edited.

Whatever comes second adds only what the record does not tell yet.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import group
from tests.importers.saved import (
    FIRST,
    GAMES,
    LAST,
    component,
    incident,
    maintenance,
    page,
    saved,
    update,
)

RECORD = "incidents/2024/INC-2024-09-16-001"
SITE = "site_src/public/site.yml"
Said = tuple[str, str, str]
"""Clock, word and text of an update as a feed tells it."""

BEGAN: Said = ("21:31", "Investigating", "We are looking into it.")
OVER: Said = ("22:08", "Resolved", "It is over.<br><br>Sorry.")
POST = update("p0stm0rtem01", "23:00:00.001", "postmortem", "A lot went wrong.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "root"
    made.mkdir()
    return made


def api(root: Path, *updates: dict[str, Any]) -> None:
    """Import the incident from the API."""
    source = root.parent / "summary.json"
    keys = {"page": page(), "components": [component()], "incidents": [incident(*updates)]}
    source.write_bytes(saved(**keys).content)
    take(root, "statuspage", source)


def feed(root: Path, *said: Said) -> str:
    """Import the same incident from the page's feed; updates newest first."""
    html = "".join(
        f"<p><small>Sep 16, {clock} UTC</small><br><strong>{word}</strong> - {text}</p>"
        for clock, word, text in said
    )
    source = root.parent / "history.rss"
    source.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>'
        "<title>Example School Status</title><link>https://status.example.com</link>"
        "<item><title>Games are slow</title>"
        f"<pubDate>Mon, 16 Sep 2024 {said[0][0]}:00 +0000</pubDate>"
        "<link>https://status.example.com/incidents/inc1dent0001</link>"
        f"<description>{escape(html)}</description></item></channel></rss>\n",
        encoding="utf-8",
    )
    return take(root, "feed", source)


def issue(root: Path, fields: str, body: str) -> str:
    """Import an issue of cState."""
    source = root.parent / "api-down.md"
    source.write_text(
        "---\ntitle: API down\ndate: 2024-09-16 21:31:00\nseverity: down\naffected: [API]\n"
        f"{fields}---\n\n{body}\n",
        encoding="utf-8",
    )
    return take(root, "cstate", source)


def take(root: Path, form: str, source: Path) -> str:
    done = CliRunner().invoke(group, ["import", form, str(source), "--root", str(root)])
    assert (done.exit_code, done.stderr) == (0, "")
    checked = CliRunner().invoke(group, ["check", "--root", str(root)])
    assert checked.output.endswith("checked 1 record: 0 errors, 0 warnings\n"), checked.output
    return done.stdout


def added(root: Path) -> list[str]:
    """Return the text of each file that was added to the record, without ids."""
    return [
        "".join(
            line
            for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
            if not line.startswith("api_id:")
        )
        for path in sorted((root / RECORD).rglob("*"))
        if path.is_file() and path.name not in ("public.yml", "postmortem.1.yml")
    ]


def test_the_feed_adds_nothing_to_what_the_api_told(root: Path) -> None:
    api(root, FIRST, LAST, POST)
    said = feed(root, ("23:00", "Postmortem", "A lot went wrong."), OVER, BEGAN)

    assert "there already: 1 record; added to them: 0 files\n" in said
    assert added(root) == []


def test_the_api_adds_nothing_to_what_the_feed_told_and_says_which_parts_are_missing(
    root: Path,
) -> None:
    feed(root, OVER, BEGAN)
    site = root / SITE
    text = site.read_text(encoding="utf-8").rstrip("\n")
    site.write_text(
        f"{text}\n      - id: playing-games\n        name: Playing games\n"
        f"        api_id: {GAMES}\n",
        encoding="utf-8",
    )
    source = root.parent / "summary.json"
    source.write_bytes(
        saved(page=page(), components=[component()], incidents=[incident(FIRST, LAST)]).content
    )

    said = take(root, "statuspage", source)

    assert "note: incident inc1dent0001: it was imported from a source that names no parts" in said
    assert added(root) == []


def test_what_only_the_newer_feed_tells_is_added_and_the_api_knows_it_again(root: Path) -> None:
    api(root, FIRST)
    feed(root, OVER, BEGAN)
    once = added(root)
    api(root, FIRST, LAST)

    assert once == [
        "at: 2024-09-16T22:08:00.000Z\nstatus: resolved\n"
        "text: |\n  It is over.\n\n  Sorry.\nnotify: false\n"
    ]
    assert added(root) == once


def test_other_words_of_the_same_minute_are_told_and_not_taken_over(root: Path) -> None:
    api(root, FIRST, LAST)

    said = feed(root, OVER, ("21:31", "Investigating", "We look into it."))

    assert (
        "note: incident inc1dent0001: the update of 2024-09-16 21:31Z is there already with other "
        "words; those of this source are not taken over\n"
    ) in said
    assert added(root) == []


def test_words_said_twice_are_two_updates(root: Path) -> None:
    api(root, FIRST)
    feed(root, OVER, ("21:50", "Update", "We are looking into it."), BEGAN)

    assert [text.splitlines()[0] for text in added(root)] == [
        "at: 2024-09-16T21:50:00.000Z",
        "at: 2024-09-16T22:08:00.000Z",
    ]


def test_an_issue_that_was_closed_without_a_word_is_over_and_says_nothing_twice(root: Path) -> None:
    issue(root, "resolved: false\n", "We look.")
    issue(root, "resolved: true\n", "We look.")

    assert added(root) == ["at: 2024-09-16T21:31:00.001Z\nstatus: resolved\nnotify: false\n"]
    assert "nothing is new" in issue(root, "resolved: true\n", "We look.")


def test_words_added_to_an_issue_without_a_time_are_added_alone(root: Path) -> None:
    issue(root, "resolved: false\n", "*Investigating* - We look.")
    issue(root, "resolved: false\n", "*Identified* - Found.\n\n*Investigating* - We look.")

    assert added(root) == [
        "at: 2024-09-16T21:31:00.001Z\nstatus: identified\ntext: Found.\nnotify: false\n"
    ]


def test_what_is_planned_work_here_and_an_incident_there_is_told_and_left_alone(root: Path) -> None:
    work = maintenance(
        update("upd4te000001", "21:31:02.719", "scheduled", "A new database."),
        update("upd4te000002", "22:08:39.333", "completed", "Done."),
        id="inc1dent0001",
        components=[component()],
    )
    source = root.parent / "summary.json"
    keys = {"page": page(), "components": [component()], "scheduled_maintenances": [work]}
    source.write_bytes(saved(**keys).content)
    take(root, "statuspage", source)

    said = feed(root, OVER, BEGAN)

    assert (
        "note: incident inc1dent0001: here it is MNT-2024-09-16-001, and one of the two is planned "
        "work and the other is none; nothing of it is added\n"
    ) in said


def test_nothing_is_added_to_a_record_that_cannot_be_read(root: Path) -> None:
    api(root, FIRST)
    public = root / RECORD / "public.yml"
    public.write_text(f"{public.read_text(encoding='utf-8')}title: [\n", encoding="utf-8")
    source = root.parent / "summary.json"
    keys = {"page": page(), "components": [component()], "incidents": [incident(FIRST, LAST)]}
    source.write_bytes(saved(**keys).content)

    done = CliRunner().invoke(group, ["import", "statuspage", str(source), "--root", str(root)])

    assert done.exit_code == 0
    assert (
        "note: incident inc1dent0001: INC-2024-09-16-001 cannot be read, so nothing is added to "
        "it: mend what 'allclear check' says, and import again\n"
    ) in done.stdout
    assert added(root) == []
