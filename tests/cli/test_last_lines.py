"""How far a record has got: the last line, what to do next, and the same for programs."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli.main import group
from generator.cli.patience import Patience
from tests.adapters.clones import Recorder, git, isolate, make_clone, status, write
from tests.cli.forge import Place, serving
from tests.cli.nights import Typed
from tests.cli.shared import FOLDER, HOSTS, ID, make_shared_site, push, stand, type_in

ASK_AGAIN = "to do: ask again: allclear status; if it stays so, look at the run of the workflow"
DOWN = ("--component", "score-recording=down")
ONCE = Patience(at_most=timedelta(0), answer=20)
"""Hosts are asked once."""


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def places(tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    with ExitStack() as stack:
        yield (
            stack.enter_context(serving(tmp_path / "pages")),
            stack.enter_context(serving(tmp_path / "mirror")),
        )


def declare(tmp_path: Path, hosts: dict[str, str] | None = None) -> tuple[Path, Path]:
    """Return a clone with an incident that everybody has, and the repository it is pushed to."""
    remote = make_shared_site(tmp_path, hosts)
    root = make_clone(remote, "ann")
    assert type_in(root, "new", "score API errors", "--push", now="14:23").status == 0
    return root, remote


def end_of(typed: Typed) -> list[str]:
    """Return what stands behind the commands to paste next."""
    lines = typed.out.splitlines()
    return lines[max(n for n, line in enumerate(lines) if line.startswith("next: ")) + 1 :]


# LIVE.


def test_live_is_said_when_the_last_host_shows_it(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    pages, mirror = places
    root, remote = declare(tmp_path, {"pages": pages.url, "mirror": mirror.url})
    pages.deploy(remote)
    turns = [(pages,), (), (mirror,)]
    pause = Recorder(lambda: [place.deploy(remote) for place in turns.pop(0)])

    typed = type_in(root, "update", *DOWN, "--wait", patience=Patience(pause=pause, answer=60))

    assert typed.status == 0
    (last,) = end_of(typed)
    assert re.fullmatch(r"LIVE \d\d:\d\d:\d\d on 2 of 2 hosts", last)
    assert typed.err.splitlines()[-6:] == [
        "committing and pushing …",
        "pushed; waiting for 2 hosts",
        "pages is not live yet",
        "mirror answers 404: no generation.json there",
        "pages is live",
        "mirror is live",
    ]
    assert (pause.seconds, pages.asked, mirror.asked) == ([2.0, 3.0, 4.5], 2, 4)


@pytest.mark.parametrize(
    "words",
    [("amend", "last", "Scores are not saved."), ("retract", "last"), ("resolve",)],
    ids=str,
)
def test_what_adds_no_entry_is_waited_for_too(
    tmp_path: Path, places: tuple[Place, Place], words: tuple[str, ...]
) -> None:
    pages, _ = places
    root, remote = declare(tmp_path, {"pages": pages.url})
    assert type_in(root, "update", *DOWN, "--push").status == 0
    pages.deploy(remote)
    pause = Recorder(lambda: pages.deploy(remote))

    typed = type_in(root, *words, "--wait", now="14:50", patience=Patience(pause=pause, answer=60))

    assert typed.last.startswith("LIVE ")
    assert pause.seconds == [2.0]


def test_a_host_that_others_have_brought_further_is_live(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    pages, _ = places
    root, remote = declare(tmp_path, {"pages": pages.url})
    bob = make_clone(remote, "bob")
    pages.deploy(remote)

    def go_on() -> None:
        git(bob, "pull", "-q")
        assert type_in(bob, "update", "--status", "identified", "--push", now="14:40").status == 0
        pages.deploy(remote)

    typed = type_in(
        root, "update", *DOWN, "--wait", patience=Patience(pause=Recorder(go_on), answer=60)
    )

    assert typed.last.startswith("LIVE ")


# PUSHED.


def test_hosts_that_show_it_not_yet_are_named_with_what_is_wrong(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    pages, mirror = places
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{free.getsockname()[1]}"
        hosts = {"pages": pages.url, "mirror": mirror.url, "gone": gone}
        root, remote = declare(tmp_path, hosts)
        mirror.deploy(remote)
        pages.first = lambda: pages.deploy(remote)
        typed = type_in(root, "update", *DOWN, "--wait", patience=ONCE)

    assert (typed.status, end_of(typed)) == (1, [
        ASK_AGAIN,
        "PUSHED, not live yet: on 1 of 3 hosts; mirror shows an older state, gone does not answer",
    ])  # fmt: skip


def test_a_slow_host_holds_nobody_up(tmp_path: Path, places: tuple[Place, Place]) -> None:
    slow, _ = places
    root, _ = declare(tmp_path, {"slow": slow.url})
    slow.gate.clear()

    typed = type_in(
        root, "update", *DOWN, "--wait", patience=Patience(at_most=timedelta(0), answer=0.2)
    )

    assert (typed.status, end_of(typed)) == (1, [
        ASK_AGAIN,
        "PUSHED, not live yet: on 0 of 1 host; slow took longer than 0.2 s",
    ])  # fmt: skip


def test_waiting_ends_though_the_clock_is_held(
    tmp_path: Path, places: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages, _ = places
    root, remote = declare(tmp_path, {"pages": pages.url})
    pages.deploy(remote)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1736951760")

    patience = Patience(pause=Recorder(), at_most=timedelta(microseconds=1), answer=20)
    typed = type_in(root, "update", *DOWN, "--wait", patience=patience)

    assert typed.last == "PUSHED, not live yet: on 0 of 1 host; pages shows an older state"


def test_pushing_alone_asks_no_host(tmp_path: Path, places: tuple[Place, Place]) -> None:
    pages, _ = places
    root, remote = declare(tmp_path, {"pages": pages.url})

    typed = type_in(root, "update", *DOWN, "--push")

    assert (typed.status, end_of(typed), pages.asked) == (
        0,
        ["to do: see when it is live: allclear status", "PUSHED, not live yet"],
        0,
    )
    assert git(root, "rev-parse", "HEAD") == git(remote, "rev-parse", "main")


@pytest.mark.parametrize(
    ("text", "why", "fix"),
    [
        (
            "format: 1\nhosts: []\n",
            f"{HOSTS} names no host to ask",
            "look at your status page; commands ask the hosts that are named there",
        ),
        (
            "format: 1\nhosts: [\n",
            f"{HOSTS} cannot be read",
            "look at your status page; what is wrong with the file: allclear check",
        ),
    ],
    ids=["none", "unreadable"],
)
def test_without_a_host_to_ask_it_is_said(tmp_path: Path, text: str, why: str, fix: str) -> None:
    root, _ = declare(tmp_path)
    write(root, {HOSTS: text})

    typed = type_in(root, "update", *DOWN, "--wait")

    assert (typed.status, end_of(typed)) == (
        0,
        [f"why: {why}", f"to do: {fix}", "PUSHED, not live yet"],
    )


# NOT PUBLIC, and nobody at a terminal.


def test_without_a_terminal_files_are_written_and_git_is_left_alone(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    pages, _ = places
    root, remote = declare(tmp_path, {"pages": pages.url})
    before = stand(root, remote)

    typed = type_in(root, "update", *DOWN)

    after = stand(root, remote)
    (path,) = after.files.keys() - before.files.keys() - {f"{FOLDER}/updates"}
    assert (typed.status, end_of(typed)) == (0, [
        "to do: commit and push it: allclear push",
        "NOT PUBLIC: only on this machine",
    ])  # fmt: skip
    assert after.status == [f"?? {path}"]
    assert (after.index, after.head, after.remote) == (before.index, before.head, before.remote)
    assert pages.asked == 0


def test_what_is_to_do_works_where_git_ignores_logs(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    write(root, {".git/info/exclude": "*.log\n"})
    typed = type_in(root, "log", 'it\'s "odd" $HOME')
    assert "to do: commit and push it: allclear push\n" in typed.out

    assert push(root).last == "SHARED: pushed for the others; visitors read nothing new"

    assert git(remote, "rev-parse", "main") == git(root, "rev-parse", "HEAD")
    assert 'it\'s "odd" $HOME' in git(remote, "show", "main")


def test_a_commit_alone_says_that_it_is_not_pushed(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    pushed = git(remote, "rev-parse", "main")

    typed = type_in(root, "update", *DOWN, "--commit")

    assert (typed.status, end_of(typed)) == (0, [
        "why: committed, not pushed",
        "to do: push it: allclear push",
        "NOT PUBLIC: only on this machine",
    ])  # fmt: skip
    assert (status(root), git(remote, "rev-parse", "main")) == ([], pushed)
    assert git(root, "log", "-1", "--format=%s").startswith("records: update")


@pytest.mark.parametrize("how", [(), ("--commit",)], ids=str)
def test_what_stays_internal_is_not_called_not_public(tmp_path: Path, how: tuple[str, ...]) -> None:
    root, _ = declare(tmp_path)

    assert type_in(root, "log", "x", *how).last == "NOT SHARED: only on this machine"


COMMANDS: tuple[tuple[str, ...], ...] = (
    ("new", "mail is late"),
    ("log", "errors at 45%"),
    ("update", *DOWN),
    ("resolve", "--log-only"),
    ("maintenance", "announce", "New database", "--component", "score-recording",
     "--from", "2025-02-01 22:00Z", "--until", "+4h"),
)  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_dry_run_changes_nothing(tmp_path: Path, words: tuple[str, ...], form: str) -> None:
    root, remote = declare(tmp_path)
    before = stand(root, remote)

    typed = type_in(root, *words, "--dry-run", "--wait", "--format", form)

    assert typed.status == 0
    assert stand(root, remote) == before
    assert (typed.json["state"] if form == "json" else typed.last[:7]) == "DRY RUN"


# A number that somebody else took.


def test_after_a_number_was_taken_everything_names_the_new_one(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    ann, bob = make_clone(remote, "ann"), make_clone(remote, "bob")
    assert type_in(ann, "new", "scores fail", "--push", now="14:23").status == 0

    typed = type_in(bob, "new", "mail is late", "--component", "email", "--push", now="14:24")

    new = f"{ID[:-1]}2"
    lines = [re.sub(r"/[0-9a-z]{8}\.log", "/….log", line) for line in typed.out.splitlines()]
    assert (typed.status, lines) == (0, [
        f"wrote incidents/2025/{new}/internal.yml",
        f"wrote incidents/2025/{new}/log/….log",
        "  2025-01-15 14:24Z DETECTED",
        "clocks: acknowledge by 14:39Z (in 15 min, assumed Severity 2)",
        "next: allclear ack 002",
        "next: allclear update 002 --component email=down",
        "SHARED: pushed for the others; visitors read nothing new",
    ])  # fmt: skip
    told = f"note: somebody took {ID} meanwhile: what was written here as {ID} is {new} now"
    assert typed.err.splitlines()[-1] == told
    assert git(remote, "show", f"main:{FOLDER}/internal.yml") == "title: scores fail"


def test_programs_are_told_the_new_number_too(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    ann, bob = make_clone(remote, "ann"), make_clone(remote, "bob")
    assert type_in(ann, "new", "scores fail", "--push", now="14:23").status == 0

    told = type_in(bob, "new", "mail is late", "--push", "--format", "json", now="14:24").json

    new = f"{ID[:-1]}2"
    assert (told["record"], told["renumbered"], told["next"]) == (
        new,
        {ID: new},
        ["allclear ack 002", "allclear update 002 --component music-games=down"],
    )
    assert list(told["files"]) == [f"incidents/2025/{new}/internal.yml"]
    assert all((bob / path).is_file() for path in told["written"])


def test_an_update_never_leaves_the_header_of_its_record_behind(tmp_path: Path) -> None:
    """Else it would land in the incident of whoever took the number meanwhile."""
    remote = make_shared_site(tmp_path)
    ann, bob = make_clone(remote, "ann"), make_clone(remote, "bob")
    assert type_in(bob, "new", "mail is late", now="14:22").status == 0
    assert type_in(bob, "log", "a word more", now="14:23").status == 0
    assert type_in(ann, "new", "scores fail", "--push", now="14:23").status == 0

    typed = type_in(bob, "update", "--component", "email=slow", "--push", now="14:24")

    assert typed.status == 0
    notes = [line for line in typed.err.splitlines() if line.startswith("note: ")]
    assert [re.sub(r"/[0-9a-z]{8}\.log", "/….log", line) for line in notes[-3:]] == [
        f"note: somebody took {ID} meanwhile: what was written here as {ID} is {ID[:-1]}2 now",
        f"note: {FOLDER[:-1]}2/internal.yml was in no commit yet and goes with it",
        f"note: of {ID[:-1]}2 nobody else has {FOLDER[:-1]}2/log/….log: changes in no commit",
    ]
    names = git(remote, "ls-tree", "-r", "--name-only", "main", "incidents/").splitlines()
    assert [re.sub(r"(-|log/)[0-9a-z]{8}\.", r"\1….", each) for each in names] == [
        f"{FOLDER}/internal.yml",
        f"{FOLDER}/log/….log",
        f"{FOLDER[:-1]}2/internal.yml",
        f"{FOLDER[:-1]}2/updates/20250115T142400Z-….yml",
    ]


# Programs.


def test_a_program_gets_one_document_with_all_there_is(
    tmp_path: Path, places: tuple[Place, Place]
) -> None:
    pages, _ = places
    root, remote = declare(tmp_path, {"pages": pages.url})
    pages.first = lambda: pages.deploy(remote)

    told = type_in(root, "update", *DOWN, "--wait", "--format", "json", patience=ONCE).json

    assert told["message"].startswith("LIVE ")
    assert {key: told[key] for key in ("state", "why", "fix", "commit", "hosts")} == {
        "state": "LIVE",
        "why": "",
        "fix": "",
        "commit": git(remote, "rev-parse", "main"),
        "hosts": [{"name": "pages", "url": pages.url, "error": "", "is_live": True}],
    }


WRONG: dict[str, tuple[tuple[str, ...], str]] = {
    "a part nobody has": (
        ("update", "--component", "scroes=down"),
        "there is no component 'scroes'",
    ),
    "no such record": (("log", "INC-2025-01-01-009", "x"), "INC-2025-01-01-009"),
    "no such option": (("update", "--stauts", "x"), "has no option --stauts"),
    "an option without its value": (("update", "--status"), "nothing stands behind --status"),
    "a choice there is not": (("new", "x", "--how", "magic"), "'magic' is not a value of --how"),
    "a moment without a day": (("log", "x", "--now", "14:40"), "is not a time with a date"),
    "a root that is not there": (("log", "x", "--root", "/nowhere"), "does not exist"),
    "a word that is missing": (("severity",), "nothing says how severe it is"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_refusal_is_one_document_too(tmp_path: Path, name: str) -> None:
    words, said = WRONG[name]
    how = ("--format=json",) if name.startswith("no such") else ("--format", "json")
    root, remote = declare(tmp_path)
    before = stand(root, remote)

    result = CliRunner().invoke(
        group, [words[0], *how, "--root", str(root), "--now", "2025-01-15T14:36Z", *words[1:]]
    )

    told: dict[str, Any] = json.loads(result.stdout)
    assert (result.exit_code, sorted(told)) == (2, ["error", "fix"])
    assert said in told["error"]
    assert told["fix"]
    assert stand(root, remote) == before


def test_a_mistake_in_the_program_is_one_document_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.pipeline import journal

    root, _ = declare(tmp_path)

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(journal, "journal", fail)
    result = CliRunner().invoke(group, ["log", "--root", str(root), "--format", "json", "x"])

    assert isinstance(result.exception, ZeroDivisionError)
    assert json.loads(result.stdout) == {
        "error": "this is a mistake in the program, not in your records",
        "fix": "report it with the lines on standard error",
    }
