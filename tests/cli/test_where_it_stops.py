"""Each way in which a record does not reach everybody: its own words, and nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adapters.clones import git, install_hook, isolate, make_clone, write
from tests.cli.shared import FOLDER, ID, make_shared_site, stand, type_in

SUBJECT = f"records: update {ID}: Saving scores is not working"
LAST = "NOT PUBLIC: only on this machine"
PUSH = "allclear push"
COMMITTED, WRITTEN = "committed", "written"

Told = tuple[str, str]
Stage = Callable[[Path, Path], Told]


@pytest.fixture(autouse=True)
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path)


def on_another_branch(root: Path, _: Path) -> Told:
    git(root, "switch", "-qc", "fix-theme")
    return (
        "this clone is on branch fix-theme, and visitors see main; the files are written and not "
        "committed",
        f"paste: git switch main && {PUSH}",
    )


def on_no_branch(root: Path, _: Path) -> Told:
    git(root, "switch", "-q", "--detach")
    return (
        f"this clone is on no branch (HEAD is detached at {git(root, 'rev-parse', 'HEAD')[:7]}); "
        "the files are written and not committed",
        f"paste: git switch main && {PUSH}",
    )


def in_the_middle_of_a_rebase(root: Path, _: Path) -> Told:
    git(root, "switch", "-qc", "side")
    write(root, {"site_src/internal/README.md": "side\n"})
    git(root, "commit", "-qam", "side")
    git(root, "switch", "-q", "main")
    write(root, {"site_src/internal/README.md": "main\n"})
    git(root, "commit", "-qam", "main")
    with pytest.raises(Exception, match="non-zero exit status 1"):
        git(root, "rebase", "side")
    return (
        "a rebase is under way in this clone; the files are written and not committed",
        f"finish it: git rebase --continue (or git rebase --abort), then paste: {PUSH}",
    )


def without_a_name(root: Path, _: Path) -> Told:
    git(root, "config", "--remove-section", "user")
    git(root, "config", "user.useConfigOnly", "true")
    return (
        "git does not know your name and address; the files are written and not committed",
        "paste, with your own: git config user.name 'Your Name' && "
        f"git config user.email you@example.org && {PUSH}",
    )


def with_a_hook(root: Path, _: Path) -> Told:
    install_hook(root, "pre-commit", "echo 'no ticket' >&2; echo 'ask ann' >&2; exit 1")
    return (
        "the hook pre-commit refused: no ticket\n     ask ann",
        f"do what it asks, then paste: {PUSH}",
    )


def with_a_locked_index(root: Path, _: Path) -> Told:
    lock = root / ".git/index.lock"
    lock.touch()
    return (
        f"another git is at work in this clone ({lock} exists)",
        f"wait until it has finished and paste: {PUSH}; if no git is running, first: rm {lock}",
    )


def without_a_remote(root: Path, _: Path) -> Told:
    git(root, "remote", "remove", "origin")
    return (
        "this repository has no remote, so the record is on this machine only",
        "add the repository that is published, with its address for URL: "
        "git remote add origin URL && git push --set-upstream origin main",
    )


def at_a_protected_branch(_: Path, remote: Path) -> Told:
    install_hook(remote, "pre-receive", "echo 'main is protected' >&2; exit 1")
    return (
        "origin refused the push to main: pre-receive hook declined\n     main is protected",
        "push to a branch of its own and have it merged: "
        "git push origin HEAD:refs/heads/records-waiting",
    )


def with_the_remote_gone(_: Path, remote: Path) -> Told:
    shutil.rmtree(remote)
    return (
        f"origin cannot be reached: fatal: '{remote}' does not appear to be a git repository\n"
        "     fatal: Could not read from remote repository.\n"
        "     Please make sure you have the correct access rights\n"
        "     and the repository exists.",
        f"when the network is back: {PUSH}",
    )


def with_a_hook_before_the_push(root: Path, _: Path) -> Told:
    install_hook(root, "pre-push", "echo 'tests fail' >&2; exit 1")
    return (
        "the hook pre-push refused: tests fail",
        f"do what it asks, then paste: {PUSH}",
    )


STAGES: dict[str, tuple[Stage, str]] = {
    "wrong branch": (on_another_branch, WRITTEN),
    "detached head": (on_no_branch, WRITTEN),
    "rebase under way": (in_the_middle_of_a_rebase, WRITTEN),
    "no identity": (without_a_name, WRITTEN),
    "hook refuses": (with_a_hook, WRITTEN),
    "index locked": (with_a_locked_index, WRITTEN),
    "no remote": (without_a_remote, COMMITTED),
    "protected branch": (at_a_protected_branch, COMMITTED),
    "remote gone": (with_the_remote_gone, COMMITTED),
    "hook before the push": (with_a_hook_before_the_push, COMMITTED),
}


def declare(tmp_path: Path) -> tuple[Path, Path]:
    remote = make_shared_site(tmp_path)
    root = make_clone(remote, "ann")
    done = type_in(root, "new", "score API errors", "--component", "score-recording", "--push",
                   now="14:23")  # fmt: skip
    assert done.status == 0
    return root, remote


@pytest.mark.parametrize("name", STAGES)
def test_what_stops_it_is_said_and_nothing_else_changes(tmp_path: Path, name: str) -> None:
    make, reached = STAGES[name]
    root, remote = declare(tmp_path)
    lock = root / ".git/index.lock"
    why, fix = make(root, remote)
    write(root, {"notes.txt": "changed\n", "left.txt": "left\n", "staged.txt": "staged\n"})
    if not lock.exists():
        git(root, "add", "staged.txt")
        write(root, {"staged.txt": "staged and changed\n"})
    there = remote if remote.exists() else root
    before = stand(root, there)

    typed = type_in(root, "update", "--component", "score-recording=down", "--push")

    after = stand(root, there)
    (path,) = after.files.keys() - before.files.keys() - {f"{FOLDER}/updates"}
    expected = f"why: {why}\nto do: {fix}\n{LAST}\n"
    assert typed.out.endswith(f'next: allclear update 001 "what is new"\n{expected}')
    assert (typed.status, typed.last) == (1, LAST)
    assert {**before.files, **{p: after.files[p] for p in (path, f"{FOLDER}/updates")}} == (
        after.files
    )
    if reached == WRITTEN:
        assert after.status == sorted([*before.status, f"?? {path}"], key=lambda line: (
            line.startswith("??"), line[3:]))  # fmt: skip
        assert (after.index, after.head) == (before.index, before.head)
    else:
        assert after.status == before.status
        assert [line for line in after.index.splitlines() if path not in line] == (
            before.index.splitlines()
        )
        newest, _, older = after.head.partition("\n")
        assert (newest[41:], older) == (SUBJECT, before.head)
    if there is remote:
        assert after.remote == before.remote


@pytest.mark.parametrize("name", [name for name in STAGES if name != "remote gone"])
def test_a_program_reads_the_same(tmp_path: Path, name: str) -> None:
    root, remote = declare(tmp_path)
    why, _ = STAGES[name][0](root, remote)

    told = type_in(root, "update", "--component", "score-recording=down", "--push", "--format",
                   "json").json  # fmt: skip

    assert (told["state"], told["message"], told["why"]) == (
        "NOT PUBLIC",
        LAST,
        why.replace("\n     ", "\n"),
    )
    assert told["fix"]


def test_without_a_repository_files_are_written(tmp_path: Path) -> None:
    root, _ = declare(tmp_path)
    shutil.rmtree(root / ".git")

    typed = type_in(root, "update", "--component", "score-recording=down", "--push")

    (update,) = (root / FOLDER / "updates").iterdir()
    path = update.relative_to(root)
    others = [line for line in typed.out.splitlines() if line.startswith(("why", "to do", "NOT"))]
    assert (typed.status, others) == (1, [
        "why: this folder lies in no git repository, so nobody else can have the record",
        "to do: work in a clone of the repository that is published, or make this folder one: "
        f"git init && git add --force -- {path} && git commit -m '{SUBJECT}' -- {path}",
        LAST,
    ])  # fmt: skip


def test_changes_of_others_neither_stop_it_nor_go_with_it(tmp_path: Path) -> None:
    """Somebody else pushed meanwhile, so the command has to catch up around them, too."""
    root, remote = declare(tmp_path)
    bob = make_clone(remote, "bob")
    assert type_in(bob, "log", "errors at 45%", "--push", now="14:30").status == 0
    write(root, {"notes.txt": "changed\n", "left.txt": "left\n", "staged.txt": "staged\n"})
    git(root, "add", "staged.txt")
    write(root, {"staged.txt": "staged and changed\n"})
    before = stand(root, remote)

    typed = type_in(root, "update", "--component", "score-recording=down", "--push")

    after = stand(root, remote)
    assert (typed.status, typed.last) == (0, "PUSHED, not live yet")
    assert after.status == before.status == [" M notes.txt", "AM staged.txt", "?? left.txt"]
    assert before.files.items() <= after.files.items()
    assert after.head == after.remote
    assert git(remote, "show", "main:notes.txt") == "notes"
