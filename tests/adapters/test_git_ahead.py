"""Before words are shown: what would keep them here, and what others pushed is taken over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.adapters import git_ahead
from generator.adapters.clone import clone_id
from generator.adapters.git_ahead import find_hindrance, take_over
from generator.adapters.git_commit import commit
from generator.adapters.record_files import add
from tests.adapters.clones import (
    Recorder,
    git,
    isolate,
    make_clone,
    make_remote,
    new_record,
    status,
    write,
)

ONE, TWO = (f"INC-2025-01-15-00{number}" for number in (1, 2))
NOT_SHOWN = "what others published to origin/main meanwhile is not shown"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def two(tmp_path: Path) -> tuple[Path, Path]:
    """Return a clone, and another one that has pushed a change of ``words`` and a new record."""
    remote = make_remote(tmp_path, {"words": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    write(ben, {"words": "bens\n"})
    git(ben, "commit", "-qam", "words")
    declare(ben, ONE)
    git(ben, "push", "-q")
    return ann, ben


def declare(root: Path, record: str) -> None:
    paths = add(root, new_record(record, root.name), clone=clone_id(root))
    assert commit(root, paths, f"records: {record}").commit


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD")


def test_what_others_pushed_is_taken_over_and_own_commits_stay_on_top(tmp_path: Path) -> None:
    ann, ben = two(tmp_path)
    assert take_over(ann, Recorder()) == "2 commits of others taken over from origin/main first"
    assert head(ann) == head(ben)
    assert take_over(ann, Recorder()) == ""
    declare(ann, TWO)
    git(ben, "commit", "-q", "--allow-empty", "-m", "more")
    git(ben, "push", "-q")

    assert take_over(ann, Recorder()) == "1 commit of others taken over from origin/main first"
    assert git(ann, "log", "-2", "--format=%s") == f"records: {TWO}\nmore"


def test_changes_that_lie_in_the_way_stay_and_are_named(tmp_path: Path) -> None:
    ann, _ = two(tmp_path)
    write(ann, {"words": "half done\n"})
    before = head(ann)

    assert take_over(ann, Recorder()) == (
        f"{NOT_SHOWN}: uncommitted changes lie where others pushed some too: words"
    )
    assert (head(ann), status(ann)) == (before, [" M words"])


def test_a_record_whose_number_was_taken_is_not_moved(tmp_path: Path) -> None:
    ann, _ = two(tmp_path)
    declare(ann, ONE)
    before = head(ann)

    assert take_over(ann, Recorder()) == (
        f"{NOT_SHOWN}: somebody took {ONE}; what is here gets a new number"
    )
    assert head(ann) == before


def test_a_remote_that_hangs_is_waited_for_no_longer_than_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, _ = two(tmp_path)
    os.mkfifo(tmp_path / "never")
    script = tmp_path / "ssh"
    script.write_text(f"#!/bin/sh\ncat {tmp_path / 'never'}\n", encoding="utf-8")
    script.chmod(0o755)
    git(ann, "config", "core.sshCommand", str(script))
    git(ann, "remote", "set-url", "origin", "ssh://example.org/records.git")
    monkeypatch.setattr(git_ahead, "FETCH_SECONDS", 0.2)

    assert take_over(ann, Recorder()) == (
        "the remote did not answer: what others published meanwhile is not shown"
    )


def test_nothing_is_asked_where_it_could_not_be_published(tmp_path: Path) -> None:
    ann, _ = two(tmp_path)
    git(ann, "switch", "-qc", "side")

    assert take_over(ann, Recorder()) == ""
    assert take_over(tmp_path, Recorder()) == ""


def test_a_remote_without_a_branch_yet_has_nothing_to_take_over(tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))

    assert take_over(make_clone(remote, "ann"), Recorder()) == ""


def test_each_hindrance_has_its_sentence(tmp_path: Path) -> None:
    ann, ben = two(tmp_path)
    found = [find_hindrance(tmp_path), find_hindrance(ann)]
    git(ann, "switch", "-qc", "side")
    found.append(find_hindrance(ann))
    git(ann, "switch", "-q", "--detach")
    found.append(find_hindrance(ann))
    git(ann, "switch", "-q", "main")
    git(ann, "bisect", "start")
    found.append(find_hindrance(ann))
    git(ann, "bisect", "reset")
    git(ann, "config", "--remove-section", "user")
    git(ann, "config", "user.useConfigOnly", "true")
    found.append(find_hindrance(ann))
    git(ben, "remote", "remove", "origin")
    found.append(find_hindrance(ben))

    assert found == [
        "this folder lies in no git repository",
        "",
        "this clone is on branch side",
        "this clone is on no branch",
        "a bisect is under way in this clone",
        "git does not know your name and address",
        "this repository has no remote to publish from",
    ]
