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

TITLE = "Saving scores is not working"
CHOICES = "(y yes, e edit the words, Enter no): "
QUESTION = f'Publish on {ID} "{TITLE}"? {CHOICES}'

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
note: next update promised within 30m, the rhythm of Severity 1 (R71)

On the page of {ID}:
  | 9:36 AM Eastern Jan 15 · 14:36 UTC
  | Investigating
  | Score recording: down
  | {SENTENCE}

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

{QUESTION}"""
SHOWN_FOR_RESOLVE = f"""\
note: {ID}: the only open incident
note: 15:06 read as 2025-01-15 15:06Z (UTC)
note: score-recording: down 14:23 to 15:06 (43 min)

On the page of {ID}:
  | 10:06 AM Eastern Jan 15 · 15:06 UTC
  | Resolved
  | Score recording: working
  | {OVER}
  | Written at 10:10 AM Eastern (15:10 UTC).

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
        "clocks: tell visitors on the status page (met); acknowledge overdue by 8 min; "
        "1 more overdue; keep the engineers informed in the room of the incident by 14:38Z "
        "(in 2 min)",
        'next: allclear update 001 "what is new"',
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
        "clocks: acknowledged (missed by 38 min); mitigated (met); resolved (met); 3 more decided; "
        "E-mail all subscribers that it is over by 19:06Z (in 3 h 56 min)",
        "next: allclear close 001",
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
        "clocks: keep the engineers informed in the room of the incident (met); acknowledge "
        "overdue by 2 min; assign an Incident Commander by 14:33Z (in 3 min)",
        "next: allclear update 001",
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
        "\n\n# --- everything below this line is left out ---\n"
        "# What visitors will read stands above that line.\n"
        "# Save and close to go on; leave it empty to use the words of the template.\n"
        "# Say what people notice, then what we do, then what they can do. No names of tools.\n"
        "#\n# As it stands now:\n"
        "# 9:36 AM Eastern Jan 15 · 14:36 UTC\n# Investigating\n# Score recording: down\n"
        f"# {SENTENCE}\n"
    )


def test_the_editor_names_the_words_people_stumble_over_and_keeps_lines_of_ones_own(
    desk: Desk, tmp_path: Path
) -> None:
    kept = tmp_path / "given"
    program = editor(
        tmp_path,
        f'cp "$1" {kept}',
        """printf '# Scores\\n\\nScores cannot be saved. We are sorry.\\n' > "$1.new\"""",
        """sed -n '/^# ---/,$p' "$1" >> "$1.new"; mv "$1.new" "$1\"""",
    )

    with Session(desk.root, *UPDATE, "The API is down!", EDITOR=program, VISUAL="") as session:
        session.until(QUESTION)
        session.type("e\n")
        session.until(QUESTION)
        session.type("y\n")
        status_, _ = session.end()

    assert status_ == 0
    assert last_update(desk).endswith(
        "text: |\n  # Scores\n\n  Scores cannot be saved. We are sorry.\n"
    )
    assert [line for line in kept.read_text().splitlines() if line.startswith("# words: ")] == [
        "# words: nothing says what people notice; begin with it, such as 'Games can be played.'",
        "# words: nothing says that we are sorry; apologise, and name what people lose by it",
        "# words: words of our trade: 'API'; say what people notice; for 'API' perhaps "
        "'a part of the service'",
        "# words: an exclamation mark: 'down!'; end the sentence with a full stop",
    ]


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
def test_after_an_editor_that_fails_the_question_stands(
    untouched: Desk, tmp_path: Path, program: str | None
) -> None:
    before = stand(*untouched)
    path = editor(tmp_path, program) if program else str(tmp_path / "nowhere")

    with Session(
        untouched.root, "resolve", "--now", "2025-01-15T15:00Z", EDITOR=path, VISUAL=""
    ) as session:
        session.until(QUESTION)
        session.type("e\n")
        told = session.until(QUESTION).splitlines()
        session.type("\n")
        status_, lines = session.end()

    assert (told[-3].partition(path)[0], told[-2], status_, lines[-1]) == (
        "error: the editor failed: ",
        "fix: set EDITOR to another one, or write the text behind the command; nothing was written",
        0,
        "Nothing was written.",
    )
    assert stand(*untouched) == before


# What stands in the way, and what others published meanwhile.


def test_what_would_keep_it_here_is_said_above_the_question(desk: Desk) -> None:
    git(desk.root, "switch", "-qc", "fix-theme")

    with Session(desk.root, *UPDATE) as session:
        shown = session.until(QUESTION).splitlines()
        session.type("y\n")
        status_, lines = session.end()

    assert shown[-2] == ("note: this clone is on branch fix-theme: it would stay on this machine")
    assert (status_, [named(line) for line in lines]) == (1, [
        "y",
        f"wrote {FOLDER}/updates/20250115T143600Z-….yml",
        "clocks: tell visitors on the status page (met); acknowledge overdue by 8 min; "
        "1 more overdue; keep the engineers informed in the room of the incident by 14:38Z "
        "(in 2 min)",
        'next: allclear update 001 "what is new"',
        "why: this clone is on branch fix-theme, and visitors see main; the files are written and "
        "not committed",
        "to do: paste: git switch main && allclear push",
        "NOT PUBLIC: only on this machine",
    ])  # fmt: skip


def test_what_others_published_is_taken_over_before_it_is_shown(desk: Desk) -> None:
    bob = make_clone(desk.remote, "bob")
    assert type_in(bob, "new", "mail is late", "--component", "email", "--push").status == 0
    assert type_in(bob, "update", "002", "--component", "email=slow", "--push").status == 0

    with Session(desk.root, *UPDATE, "001") as session:
        shown = session.until(QUESTION)
        session.type("\n")
        assert session.end()[0] == 0

    assert shown.splitlines()[0] == "note: 2 commits of others taken over from origin/main first"
    assert "  | The other 11 parts are working.\n" in shown
    assert git(desk.root, "rev-parse", "HEAD") == git(desk.remote, "rev-parse", "main")


def test_a_remote_that_does_not_answer_is_noted_and_holds_nobody_up(desk: Desk) -> None:
    desk.remote.rename(desk.remote.with_name("away.git"))

    with Session(desk.root, *UPDATE) as session:
        shown = session.until(QUESTION)
        session.type("\n")
        assert session.end()[0] == 0

    note = "the remote did not answer: what others published meanwhile is not shown"
    assert shown == f"note: {note}\n{SHOWN_FOR_UPDATE}"


def test_a_number_that_was_taken_is_not_moved_under_somebodys_fingers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch, tmp_path)
    remote = make_shared_site(tmp_path)
    ann, bob = make_clone(remote, "ann"), make_clone(remote, "bob")
    assert type_in(bob, "new", "scores", "--component", "email", "--push").status == 0
    assert type_in(ann, "new", "mail", "--component", "email", "--commit", now="14:20").status == 0
    head = git(ann, "rev-parse", "HEAD")

    with Session(ann, *UPDATE, "001", "--component", "email=slow") as session:
        shown = session.until(CHOICES).splitlines()
        session.type("\n")
        assert session.end()[0] == 0

    assert shown[0] == (
        "note: what others published to origin/main meanwhile is not shown: "
        f"somebody took {ID}; what is here gets a new number"
    )
    assert git(ann, "rev-parse", "HEAD") == head


def test_a_moment_ahead_of_the_clock_is_noted(desk: Desk) -> None:
    with Session(desk.root, "update", "--now", "2999-01-15T14:36Z") as session:
        shown = session.until(QUESTION).splitlines()
        session.type("\n")
        assert session.end()[0] == 0

    note = "note: --now is ahead of the clock: visitors will read it as written then"
    assert shown.count(note) == 1


def test_an_amended_title_is_shown_as_the_heading(desk: Desk) -> None:
    make_public(desk)

    words = ("amend", "last", "--title", "Scores are late", "--now", "2025-01-15T14:50Z")
    with Session(desk.root, *words) as session:
        shown = session.until(CHOICES)
        session.type("\n")
        assert session.end()[0] == 0

    assert f"The heading of the page of {ID}:\n  | Scores are late\n\nOn the page of" in shown
    assert shown.endswith(f'Publish on {ID} "Scores are late"? {CHOICES}')


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
