"""Sessions through a real pseudo-terminal: what is shown, asked, written, committed and pushed."""

from __future__ import annotations

import os
import re
import select
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.adapters.clones import git, install_hook, isolate, make_clone, status
from tests.cli.forge import Place, serving
from tests.cli.shared import FOLDER, ID, make_shared_site, stand, type_in
from tests.cli.terminals import CTRL_C, CTRL_D, Session

QUESTION = "Publish this? (y yes, e edit the words, Enter no): "
UPDATE = ("update", "--now", "2025-01-15T14:36Z")
RESOLVE = ("resolve", "--now", "2025-01-15T15:10Z", "--at", "15:06", "--note", "rolled back")
SENTENCE = (
    "We are currently investigating an issue where students are unable to complete games and save "
    "scores. Our engineering team is actively working on a resolution. We apologize for the "
    "disruption to your learning."
)
OVER = (
    "The trouble with score recording is over: scores are being saved correctly. We apologize for "
    "the disruption to your learning, and thank you for your patience."
)
SHOWN_FOR_UPDATE = f"""\
note: {ID}: the only open incident
note: affected, as the incident was declared: score-recording
note: severity 1: score-recording is told as major_outage
note: title for visitors: Saving scores is not working
note: next update promised within 30m, the site's default

At the top of the page:
  | Major outage
  | Saving scores is not working.
  | The other 12 parts are working.
  | Our updates
  | Next update by
  | 10:06 AM Eastern 15:06 UTC
  | Last update
  | 9:36 AM Eastern 14:36 UTC
  | This page is as of
  | 9:36 AM Eastern January 15, 2025 · 14:36 UTC

On the page of {ID}:
  | 9:36 AM Eastern Jan 15 · 14:36 UTC
  | Investigating
  | Score recording: down
  | {SENTENCE}

In feeds:
  | [Investigating] Saving scores is not working
  | {SENTENCE}

{QUESTION}"""
SHOWN_FOR_RESOLVE = f"""\
note: {ID}: the only open incident
note: 15:06 read as 2025-01-15 15:06Z (UTC)
note: score-recording major_outage 2025-01-15 14:23Z to 2025-01-15 15:06Z

At the top of the page:
  | All 13 parts
  | Everything is working.
  | Games can be played. Scores are being saved.
  | At a glance
  | Without an incident
  | 0 days since January 15
  | Next planned work
  | None announced
  | This page is as of
  | 10:10 AM Eastern January 15, 2025 · 15:10 UTC

On the page of {ID}:
  | 10:06 AM Eastern Jan 15 · 15:06 UTC
  | Resolved
  | Score recording: working
  | {OVER}
  | Written at 10:10 AM Eastern (15:10 UTC).

In feeds:
  | [Resolved] Saving scores is not working
  | {OVER}

{QUESTION}"""


class Desk(NamedTuple):
    """A clone with one incident declared, and what it was cloned from."""

    root: Path
    remote: Path


def sit_down(tmp_path: Path, hosts: dict[str, str] | None = None) -> Desk:
    remote = make_shared_site(tmp_path, hosts)
    root = make_clone(remote, "ann")
    done = type_in(root, "new", "score API errors", "--component", "score-recording",
                   "--severity", "1", "--push", now="14:23")  # fmt: skip
    assert done.last == "SHARED: pushed for the others; visitors read nothing new"
    return Desk(root, remote)


def make_public(desk: Desk) -> Desk:
    assert type_in(desk.root, "update", "--push").status == 0
    return desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    isolate(monkeypatch, tmp_path)
    return sit_down(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with a public incident, for sessions that are to change nothing."""
    folder = tmp_path_factory.mktemp("untouched")
    with pytest.MonkeyPatch.context() as patch:
        isolate(patch, folder)
        desk = make_public(sit_down(folder))
        (desk.root / "notes.txt").write_text("somebody's work\n")
        (desk.root / "staged.txt").write_text("staged\n")
        git(desk.root, "add", "staged.txt")
        yield desk


@pytest.fixture
def waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Desk, Place]]:
    """A desk whose one host is served here and shows what was pushed so far."""
    isolate(monkeypatch, tmp_path)
    with serving(tmp_path / "pages") as pages:
        desk = sit_down(tmp_path, {"pages": pages.url})
        pages.deploy(desk.remote)
        yield desk, pages


def pushed_by(desk: Desk) -> list[str]:
    """Return the files of the last commit on the remote, what is random in their names left out."""
    names = git(desk.remote, "show", "--name-only", "--format=", "main").splitlines()
    return [named(each.removeprefix(f"{FOLDER}/")) for each in names]


def named(text: str) -> str:
    return re.sub(r"-[0-9a-z]{8}\.yml", "-….yml", re.sub(r"/[0-9a-z]{8}\.log", "/….log", text))


def last_update(desk: Desk) -> str:
    *_, newest = sorted((desk.root / FOLDER / "updates").iterdir())
    return newest.read_text()


# Yes.


def test_an_update_is_shown_asked_about_written_and_pushed(desk: Desk) -> None:
    with Session(desk.root, *UPDATE) as session:
        assert session.until(QUESTION) == SHOWN_FOR_UPDATE
        session.type("y\n")
        status_, lines = session.end()

    assert (status_, [named(line) for line in lines]) == (0, [
        "y",
        "committing and pushing …",
        f"wrote {FOLDER}/updates/20250115T143600Z-….yml",
        "next: allclear update 001 --status monitoring",
        "next: allclear resolve 001",
        "why: site_src/hosts.yml names no host to ask",
        "to do: look at your status page; commands ask the hosts that are named there",
        "PUSHED, not live yet",
    ])  # fmt: skip
    assert last_update(desk) == (
        "title: Saving scores is not working\nstatus: investigating\n"
        "components:\n  score-recording: major_outage\nnext_update: 30m\n"
    )
    assert pushed_by(desk) == ["updates/20250115T143600Z-….yml"]
    assert git(desk.root, "log", "-1", "--format=%s%n%an") == (
        f"records: update {ID}: Saving scores is not working\nann"
    )
    assert git(desk.root, "rev-parse", "HEAD") == git(desk.remote, "rev-parse", "main")
    assert status(desk.root) == []


def test_resolving_writes_line_update_and_windows_in_one_commit(desk: Desk) -> None:
    make_public(desk)

    with Session(desk.root, *RESOLVE) as session:
        assert session.until(QUESTION) == SHOWN_FOR_RESOLVE
        session.type("y\n")
        status_, lines = session.end()

    assert (status_, [named(line) for line in lines]) == (0, [
        "y",
        "committing and pushing …",
        f"wrote {FOLDER}/updates/20250115T151000Z-….yml",
        f"wrote {FOLDER}/log/….log",
        "  2025-01-15 15:06Z RESOLVED rolled back",
        "next: allclear close 001",
        "next: allclear history 001",
        "why: site_src/hosts.yml names no host to ask",
        "to do: look at your status page; commands ask the hosts that are named there",
        "PUSHED, not live yet",
    ])  # fmt: skip
    assert pushed_by(desk) == ["log/….log", "updates/20250115T151000Z-….yml"]
    assert last_update(desk) == (
        "status: resolved\nhappened_at: 2025-01-15 15:06Z\nimpact_windows:\n"
        "  - component: score-recording\n    state: major_outage\n"
        "    from: 2025-01-15 14:23Z\n    to: 2025-01-15 15:06Z\n"
    )
    assert status(desk.root) == []


def test_what_stays_among_responders_is_pushed_without_a_question(desk: Desk) -> None:
    with Session(desk.root, "log", "--now", "2025-01-15T14:30Z", "errors", "at", "45%") as session:
        status_, lines = session.end()

    assert (status_, [named(line) for line in lines]) == (0, [
        f"note: {ID}: the only open incident",
        "committing and pushing …",
        f"wrote {FOLDER}/log/….log",
        "  2025-01-15 14:30Z errors at 45%",
        'next: allclear log 001 "…"',
        "next: allclear update 001 --status monitoring",
        "SHARED: pushed for the others; visitors read nothing new",
    ])  # fmt: skip
    assert pushed_by(desk) == ["log/….log"]


def test_a_session_ends_live_when_the_host_shows_it(waiting: tuple[Desk, Place]) -> None:
    desk, pages = waiting
    pages.first = lambda: pages.deploy(desk.remote)

    with Session(desk.root, *UPDATE) as session:
        session.until(QUESTION)
        session.type("y\n")
        status_, lines = session.end()

    assert (status_, lines[1:4], lines[-1][:5], lines[-1][13:]) == (
        0,
        [
            "committing and pushing …",
            "pushed; waiting for 1 host; Ctrl-C stops waiting, it stays pushed",
            "pages is live",
        ],
        "LIVE ",
        " on 1 of 1 host",
    )
    assert re.fullmatch(r"LIVE \d\d:\d\d:\d\d on 1 of 1 host", lines[-1])
    assert pages.asked == 1


# No.

REFUSALS = {
    "no": "n\n",
    "a word": "No, wait\n",
    "Enter alone": "\n",
    "Ctrl-C": CTRL_C,
    "Ctrl-D": CTRL_D,
}


@pytest.mark.parametrize("keys", REFUSALS)
@pytest.mark.parametrize("words", [("update", "--status", "monitoring"), ("resolve",)], ids=str)
def test_without_a_yes_nothing_changes(untouched: Desk, words: tuple[str, ...], keys: str) -> None:
    before = stand(*untouched)

    with Session(untouched.root, *words, "--now", "2025-01-15T15:00Z") as session:
        session.until(QUESTION)
        session.press(REFUSALS[keys])
        status_, lines = session.end()

    is_stopped = keys.startswith("Ctrl")
    last = "Stopped: nothing was written." if is_stopped else "Nothing was written."
    assert (status_, lines[-1]) == (130 if is_stopped else 0, last)
    assert stand(*untouched) == before


def test_another_answer_is_asked_for_again(untouched: Desk) -> None:
    with Session(untouched.root, "resolve", "--now", "2025-01-15T15:00Z") as session:
        session.until(QUESTION)
        session.type("maybe\n")
        assert session.until(QUESTION) == f"maybe\n'maybe' is none of y, e, n\n{QUESTION}"
        session.type("\n")
        assert session.end()[0] == 0


def test_a_dry_run_asks_nothing_and_changes_nothing(untouched: Desk) -> None:
    before = stand(*untouched)

    with Session(untouched.root, "resolve", "--dry-run", "--now", "2025-01-15T15:00Z") as session:
        status_, lines = session.end()

    assert (status_, lines[-1]) == (0, "DRY RUN: nothing was written")
    assert QUESTION not in session.seen
    assert stand(*untouched) == before


def test_json_asks_nothing_at_a_terminal_either_and_writes_files_only(desk: Desk) -> None:
    head = git(desk.root, "rev-parse", "HEAD")

    with Session(desk.root, *UPDATE, "--format", "json") as session:
        status_, lines = session.end()

    assert (status_, lines[0], lines[-1]) == (0, "{", "}")
    assert [named(line) for line in status(desk.root)] == [
        f"?? {FOLDER}/updates/20250115T143600Z-….yml"
    ]
    assert git(desk.root, "rev-parse", "HEAD") == head


# The editor.


def editor(tmp_path: Path, *lines: str) -> str:
    script = tmp_path / "editor"
    script.write_text("\n".join(("#!/bin/sh", *lines, "")))
    script.chmod(0o755)
    return str(script)


def test_words_can_be_edited_and_are_shown_again(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "given"
    program = editor(
        tmp_path, f'cp "$1" {kept}', "echo 'Students cannot save scores. We are sorry.' > \"$1\""
    )

    with Session(desk.root, *UPDATE, EDITOR=program, VISUAL="") as session:
        session.until(QUESTION)
        session.type("e\n")
        assert "  | Students cannot save scores. We are sorry.\n" in session.until(QUESTION)
        session.type("y\n")
        status_, lines = session.end()

    assert (status_, lines[-1]) == (0, "PUSHED, not live yet")
    assert last_update(desk).endswith("text: Students cannot save scores. We are sorry.\n")
    assert pushed_by(desk) == ["updates/20250115T143600Z-….yml"]
    assert kept.read_text() == (
        "\n\n# What visitors will read. Lines that begin with '# ' are left out.\n"
        "# Save and close to go on; leave it empty to use the words of the template.\n"
        "# 9:36 AM Eastern Jan 15 · 14:36 UTC\n# Investigating\n# Score recording: down\n"
        f"# {SENTENCE}\n"
    )


@pytest.mark.parametrize("keys", ["\n", CTRL_C], ids=["Enter alone", "Ctrl-C"])
def test_edited_words_that_are_not_published_are_written_nowhere(
    untouched: Desk, tmp_path: Path, keys: str
) -> None:
    before = stand(*untouched)
    program = editor(tmp_path, "echo 'Scores are back.' > \"$1\"")

    with Session(
        untouched.root, "resolve", "--now", "2025-01-15T15:00Z", EDITOR=program, VISUAL=""
    ) as session:
        session.until(QUESTION)
        session.type("e\n")
        session.until(QUESTION)
        session.press(keys)
        session.end()

    assert stand(*untouched) == before


@pytest.mark.parametrize("program", ["exit 7", None], ids=["fails", "is not there"])
def test_an_editor_that_fails_changes_nothing(
    untouched: Desk, tmp_path: Path, program: str | None
) -> None:
    before = stand(*untouched)
    path = editor(tmp_path, program) if program else str(tmp_path / "nowhere")

    with Session(
        untouched.root, "resolve", "--now", "2025-01-15T15:00Z", EDITOR=path, VISUAL=""
    ) as session:
        session.until(QUESTION)
        session.type("e\n")
        status_, lines = session.end()

    assert (status_, lines[-2].partition(path)[0], lines[-1]) == (
        2,
        "error: the editor failed: ",
        "fix: set EDITOR to another one, or write the text behind the command; nothing was written",
    )
    assert stand(*untouched) == before


# Ctrl-C after the yes.


def test_whoever_stops_waiting_for_hosts_is_told_that_it_is_pushed(
    waiting: tuple[Desk, Place],
) -> None:
    desk, pages = waiting
    pages.gate.clear()

    with Session(desk.root, *UPDATE) as session:
        session.until(QUESTION)
        session.type("y\n")
        session.until("waiting for 1 host; Ctrl-C stops waiting, it stays pushed\n")
        assert pages.was_asked.wait(60)
        session.press(CTRL_C)
        status_, lines = session.end()

    assert (status_, lines[-2:]) == (130, [
        "to do: see when it is live: allclear status",
        "PUSHED, not live yet: nobody waited for the hosts",
    ])  # fmt: skip
    assert pushed_by(desk) == ["updates/20250115T143600Z-….yml"]
    assert status(desk.root) == []


def test_whoever_stops_the_push_is_told_that_the_files_are_written(
    desk: Desk, tmp_path: Path
) -> None:
    reached, never = tmp_path / "reached", tmp_path / "never"
    os.mkfifo(reached)
    os.mkfifo(never)
    install_hook(desk.remote, "pre-receive", f"echo here > {reached}; cat {never}")
    before = stand(*desk)
    listening = os.open(reached, os.O_RDWR)

    with Session(desk.root, *UPDATE) as session:
        session.until(QUESTION)
        session.type("y\n")
        session.until("committing and pushing …\n")
        assert select.select([listening], [], [], 60)[0]
        session.press(CTRL_C)
        status_, lines = session.end()
    os.close(listening)

    (path,) = files_of_commit(desk.root)
    assert (status_, lines[-3:]) == (130, [
        "why: stopped before it was with everybody; the files are written",
        "to do: see how far it got: allclear status; then: allclear push",
        "NOT PUBLIC: only on this machine",
    ])  # fmt: skip
    assert stand(*desk).remote == before.remote
    assert (desk.root / path).is_file()
    assert status(desk.root) == []


def files_of_commit(root: Path) -> list[str]:
    return git(root, "show", "--name-only", "--format=").splitlines()
