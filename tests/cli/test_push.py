"""``allclear push``: what stayed on one machine goes to everybody, and nothing else does."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.clones import files_on, git, isolate, make_clone, status, write
from tests.cli.forge import Place, serving
from tests.cli.nights import Typed
from tests.cli.shared import FOLDER, ID, make_shared_site, push, type_in
from tests.cli.test_last_lines import DOWN, ONCE, declare

SHARED = "SHARED: pushed for the others; visitors read nothing new"
LIVE_LATER = ["to do: see when it is live: allclear status", "PUSHED, not live yet"]
OTHER = f"{ID[:-1]}2"


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path)
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[Place]:
    with serving(tmp_path / "pages") as place:
        yield place


def named(text: str) -> str:
    return re.sub(r"-[0-9a-z]{8}\.yml", "-….yml", re.sub(r"/[0-9a-z]{8}\.log", "/….log", text))


def lines_of(typed: Typed) -> list[str]:
    return [named(line) for line in typed.out.splitlines()]


def leave(root: Path, remote: Path) -> None:
    """Let an update stay in the clone *root* because *remote* is away, and come back."""
    away = remote.with_name("away.git")
    shutil.move(remote, away)
    typed = type_in(root, "update", *DOWN, "--push")
    shutil.move(away, remote)
    assert "to do: when the network is back: allclear push" in typed.out.splitlines()
    assert typed.last == "NOT PUBLIC: only on this machine"


def test_what_was_committed_while_the_network_was_away_is_pushed(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    leave(root, remote)

    typed = push(root)

    assert (typed.status, lines_of(typed)) == (0, [f"pushed updates of {ID}", *LIVE_LATER])
    assert typed.err == "pushing …\n"
    assert git(root, "rev-parse", "HEAD") == git(remote, "rev-parse", "main")


def test_what_is_in_no_commit_is_committed_first_and_only_what_commands_made(
    tmp_path: Path,
) -> None:
    root, remote = declare(tmp_path)
    assert type_in(root, "log", "errors at 45%").status == 0
    assert type_in(root, "update", *DOWN).status == 0
    write(root, {
        "notes.txt": "changed\n",
        f"{FOLDER}/updates/by-hand.yml": "status: identified\n",
        f"{FOLDER}/log/ben.log": "14:40 ROLE ben\n",
        f"{FOLDER}/review.yml": "format: 1\n",
        f"incidents/2025/{OTHER}/internal.yml": "title: half written\n",
    })  # fmt: skip

    typed = push(root)

    update = f"{FOLDER}/updates/20250115T143600Z-….yml"
    assert (typed.status, lines_of(typed)) == (0, [
        f"committed {FOLDER}/log/….log",
        f"committed {update}",
        f"pushed log and updates of {ID}",
        *LIVE_LATER,
    ])  # fmt: skip
    assert typed.err == "committing and pushing …\n"
    assert git(root, "log", "-1", "--format=%s") == (
        f"records: log and updates of {ID} that had stayed on one machine"
    )
    assert [named(each) for each in files_on(remote)] == [
        f"{FOLDER}/internal.yml", f"{FOLDER}/log/….log", update,
    ]  # fmt: skip
    assert status(root) == [
        " M notes.txt",
        f"?? {FOLDER}/log/ben.log",
        f"?? {FOLDER}/review.yml",
        f"?? {FOLDER}/updates/by-hand.yml",
        f"?? incidents/2025/{OTHER}/internal.yml",
    ]


def test_the_header_of_a_new_record_goes_along(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    root = make_clone(remote, "ann")
    assert type_in(root, "new", "mail is late").status == 0

    typed = push(root)

    assert (typed.status, lines_of(typed)) == (0, [
        f"committed {FOLDER}/internal.yml",
        f"committed {FOLDER}/log/….log",
        f"pushed internal.yml and log of {ID}",
        SHARED,
    ])  # fmt: skip
    assert status(root) == []


def test_a_record_of_a_status_page_alone_goes_along(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    root = make_clone(remote, "ann")
    git(root, "rm", "-qr", "site_src/internal")
    git(root, "commit", "-qm", "a status page alone")
    git(root, "push", "-q")
    assert type_in(root, "new", "Mail is late").status == 0

    typed = push(root)

    assert (typed.status, lines_of(typed)) == (0, [
        f"committed {FOLDER}/public.yml",
        f"pushed public.yml of {ID}",
        *LIVE_LATER,
    ])  # fmt: skip


@pytest.mark.parametrize("is_away", [False, True], ids=["with a network", "without"])
def test_where_nothing_stayed_here_it_says_so(tmp_path: Path, is_away: bool) -> None:
    root, remote = declare(tmp_path)
    if is_away:
        shutil.rmtree(remote)

    typed = push(root)

    assert typed == Typed(0, "nothing to push: origin/main has all of it\n", "")


def test_a_number_that_was_taken_during_an_outage_is_healed(tmp_path: Path) -> None:
    remote = make_shared_site(tmp_path)
    ann, bob = make_clone(remote, "ann"), make_clone(remote, "bob")
    away = remote.with_name("away.git")
    shutil.move(remote, away)
    assert type_in(bob, "new", "mail is late", "--push", now="14:22").status == 1
    assert type_in(bob, "update", "--component", "email=slow", "--push", now="14:23").status == 1
    assert type_in(bob, "log", "queue is long", now="14:24").status == 0
    shutil.move(away, remote)
    assert type_in(ann, "new", "scores fail", "--push", now="14:25").status == 0

    typed = push(bob)

    folder = f"incidents/2025/{OTHER}"
    assert (typed.status, lines_of(typed)) == (0, [
        f"committed {folder}/log/….log",
        f"pushed internal.yml, log and updates of {OTHER}",
        *LIVE_LATER,
    ])  # fmt: skip
    assert typed.err == (
        "committing and pushing …\n"
        f"note: somebody took {ID} meanwhile: what was written here as {ID} is {OTHER} now\n"
    )
    assert [named(each) for each in files_on(remote)] == [
        f"{FOLDER}/internal.yml",
        f"{FOLDER}/log/….log",
        f"{folder}/internal.yml",
        f"{folder}/log/….log",
        f"{folder}/updates/20250115T142300Z-….yml",
    ]
    assert files_on(remote)[f"{FOLDER}/internal.yml"] == "title: scores fail"
    assert status(bob) == []


def test_it_waits_for_the_hosts_where_visitors_read_something_new(
    tmp_path: Path, pages: Place
) -> None:
    root, remote = declare(tmp_path, {"pages": pages.url})
    pages.deploy(remote)
    leave(root, remote)
    late = push(root, "--wait", patience=ONCE)
    assert (late.status, late.last) == (
        1, "PUSHED, not live yet: on 0 of 1 host; pages shows an older state",
    )  # fmt: skip
    assert type_in(root, "amend", "last", "Scores are not saved.", now="14:50").status == 0
    pages.first = lambda: pages.deploy(remote)

    typed = push(root, "--wait", patience=ONCE)

    assert (typed.status, typed.last[:5], typed.last[13:]) == (0, "LIVE ", " on 1 of 1 host")
    assert typed.err.splitlines() == [
        "committing and pushing …",
        "pushed; waiting for 1 host",
        "pages is live",
    ]


def test_nobody_waits_for_hosts_when_visitors_read_nothing_new(
    tmp_path: Path, pages: Place
) -> None:
    root, _ = declare(tmp_path, {"pages": pages.url})
    assert type_in(root, "log", "errors at 45%").status == 0

    typed = push(root, "--wait")

    assert (typed.status, typed.last, pages.asked) == (0, SHARED, 0)


def test_on_another_branch_it_says_how_to_get_back(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    git(root, "switch", "-qc", "fix-theme")
    assert type_in(root, "update", *DOWN, "--push").status == 1

    typed = push(root)

    assert (typed.status, lines_of(typed)) == (1, [
        "why: this clone is on branch fix-theme, and visitors see main; the files are written and "
        "not committed",
        "to do: paste: git switch main && allclear push",
        "NOT PUBLIC: only on this machine",
    ])  # fmt: skip
    git(root, "switch", "-q", "main")
    assert lines_of(push(root))[1:] == [f"pushed updates of {ID}", *LIVE_LATER]
    assert git(root, "rev-parse", "HEAD") == git(remote, "rev-parse", "main")


def test_what_only_responders_read_and_cannot_be_pushed_is_not_shared(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    assert type_in(root, "log", "errors at 45%").status == 0
    shutil.rmtree(remote)

    typed = push(root)

    assert (typed.status, lines_of(typed)[-2:]) == (1, [
        "to do: when the network is back: allclear push",
        "NOT SHARED: only on this machine",
    ])  # fmt: skip


def test_a_program_gets_one_document(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    assert type_in(root, "log", "errors at 45%").status == 0

    told, again = push(root, "--format", "json").json, push(root, "--format", "json").json

    assert {key: told[key] for key in ("state", "message", "why", "fix", "commit")} == {
        "state": "SHARED",
        "message": SHARED,
        "why": "",
        "fix": "",
        "commit": git(remote, "rev-parse", "main"),
    }
    assert [named(each) for each in told["written"]] == [f"{FOLDER}/log/….log"]
    assert (again["state"], again["message"]) == (
        "NOTHING", "nothing to push: origin/main has all of it",
    )  # fmt: skip


def test_a_log_line_that_takes_an_update_along_says_so(tmp_path: Path) -> None:
    root, remote = declare(tmp_path)
    leave(root, remote)

    typed = type_in(root, "log", "errors at 45%", "--push", now="14:40")

    assert (typed.status, lines_of(typed)[-2:]) == (0, LIVE_LATER)
    assert typed.err.splitlines()[-1] == f"note: also pushed: updates of {ID} that had stayed here"


def test_a_log_line_that_takes_an_update_along_waits_for_the_hosts(
    tmp_path: Path, pages: Place
) -> None:
    root, remote = declare(tmp_path, {"pages": pages.url})
    pages.deploy(remote)
    leave(root, remote)
    pages.first = lambda: pages.deploy(remote)

    typed = type_in(root, "log", "errors at 45%", "--wait", now="14:40", patience=ONCE)

    assert (typed.status, typed.last[:5]) == (0, "LIVE ")


def test_status_says_whether_hosts_show_what_was_pushed(tmp_path: Path, pages: Place) -> None:
    root, remote = declare(tmp_path, {"pages": pages.url})
    pages.deploy(remote)
    assert type_in(root, "update", *DOWN, "--push").last == "PUSHED, not live yet"
    told = [type_in(root, "status").out]
    pages.deploy(remote)
    told.append(type_in(root, "status").out)
    assert type_in(root, "amend", "last", "Scores are not saved.", "--push", now="14:50").last == (
        "PUSHED, not live yet"
    )
    told.append(type_in(root, "status").out)
    pages.deploy(remote)
    told.append(type_in(root, "status").out)

    less = "    pages does not show the newest that was pushed from here yet\n"
    all_ = "    pages shows all that was pushed from here\n"
    assert [(less in each, all_ in each) for each in told] == [(True, False), (False, True)] * 2
