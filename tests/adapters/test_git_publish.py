"""A record reaches everybody, or the reason why not is told and nothing of anybody is touched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.adapters import git_publish
from generator.adapters.clone import clone_id
from generator.adapters.git_commit import commit
from generator.adapters.git_publish import Published, publish
from generator.adapters.git_state import where
from generator.adapters.record_files import add
from generator.core.act import Act
from tests.adapters.clones import (
    Recorder,
    files_on,
    folder_of,
    git,
    identify,
    install_hook,
    isolate,
    make_clone,
    make_remote,
    new_line,
    new_record,
    new_update,
    status,
    tree,
    write,
)
from tests.cli.shared import surroundings

ONE, TWO, THREE = (f"INC-2025-01-15-00{number}" for number in (1, 2, 3))
HEADER = f"{folder_of(ONE)}/internal.yml"
SUBJECT = f"records: {ONE} detected"


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    isolate(monkeypatch, tmp_path)


def bring(root: Path, act: Act, *, push: bool = True, pause: Recorder | None = None) -> Published:
    """Write *act* and publish it, as a command does."""
    paths = add(root, act, clone=clone_id(root))
    return send(root, paths, act.subject, push=push, pause=pause)


def send(
    root: Path,
    paths: tuple[str, ...],
    subject: str = SUBJECT,
    *,
    push: bool = True,
    pause: Recorder | None = None,
) -> Published:
    return publish(
        root, paths, subject, push=push, pause=pause or Recorder(), roll=lambda: 0.5, attempts=12
    )


def write_one(root: Path) -> tuple[tuple[str, ...], str]:
    """Write the record ONE and return its paths and the commands that commit it by hand."""
    paths = add(root, new_record(ONE, "scores"), clone=clone_id(root))
    files = " ".join(paths)
    return paths, f"git add --force -- {files} && git commit -m '{SUBJECT}' -- {files}"


def pushed(root: Path, *paths: str, attempts: int = 1) -> Published:
    return Published(
        is_committed=True, is_pushed=True, commit=head(root), attempts=attempts, pushed=paths
    )


PUSHING = "allclear push"
PULLING = "git pull --no-rebase --no-edit origin main"


def head(root: Path) -> str:
    return git(root, "rev-parse", "HEAD")


def test_a_record_is_committed_and_pushed(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")

    done = bring(ann, new_record(ONE, "scores"))

    log = f"{folder_of(ONE)}/log/{clone_id(ann)}.log"
    assert done == pushed(ann, HEADER, log)
    assert git(remote, "log", "--format=%an %s", "main") == f"ann {SUBJECT}\nfirst first"
    assert files_on(remote) == {
        HEADER: "title: scores",
        log: "2025-01-15 14:23:00Z DETECTED scores",
    }
    assert status(ann) == []


def test_a_commit_alone_stays_here(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")

    done = bring(ann, new_record(ONE, "scores"), push=False)

    assert done == Published(is_committed=True, commit=head(ann))
    assert git(ann, "rev-list", "--count", "origin/main..HEAD") == "1"


def test_what_others_have_staged_changed_and_left_is_neither_committed_nor_touched(
    tmp_path: Path,
) -> None:
    remote = make_remote(tmp_path, {"a": "1\n", "b": "1\n", "c": "1\n"})
    ann = make_clone(remote, "ann")
    write(ann, {"a": "staged\n", "b": "changed\n", "new": "left\n", "both": "x\n"})
    git(ann, "rm", "-q", "--cached", "c")
    git(ann, "add", "a", "both")
    write(ann, {"a": "staged and changed\n"})
    told, others = status(ann), {n: t for n, t in tree(ann).items() if "incidents" not in n}

    done = bring(ann, new_record(ONE, "scores"))

    assert (done.is_pushed, done.reason) == (True, "")
    assert status(ann) == told
    assert {n: t for n, t in tree(ann).items() if "incidents" not in n} == others
    assert git(ann, "show", "--name-only", "--format=", "HEAD").split("\n") == [
        HEADER,
        f"{folder_of(ONE)}/log/{clone_id(ann)}.log",
    ]


def test_a_log_that_git_was_told_to_ignore_is_committed_all_the_same(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {".gitignore": "*.log\n"})

    bring(make_clone(remote, "ann"), new_record(ONE, "scores"))

    assert len(files_on(remote)) == 2


def test_a_name_that_means_something_to_git_is_only_a_name(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")
    write(ann, {"incidents/*.yml": "ours\n", "incidents/x.yml": "another's\n"})

    done = send(ann, ("incidents/*.yml",), "#1 -x $(x)")

    assert done.is_pushed
    assert files_on(remote) == {"incidents/*.yml": "ours"}
    assert git(remote, "log", "-1", "--format=%s", "main") == "#1 -x $(x)"
    assert status(ann) == ["?? incidents/x.yml"]


def test_records_in_a_folder_of_a_larger_repository_are_pushed_too(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {"status/README": "x\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben / "status", new_record(ONE, "bens"))

    done = bring(ann / "status", new_record(ONE, "anns"))

    assert (done.is_pushed, dict(done.renumbered)) == (True, {ONE: TWO})
    names = git(remote, "ls-tree", "-r", "--name-only", "main").split("\n")
    assert [name for name in names if name.endswith(".yml")] == [
        f"status/{HEADER}",
        f"status/{folder_of(TWO)}/internal.yml",
    ]


def test_what_is_committed_already_is_only_pushed(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    paths, _ = write_one(ann)
    send(ann, paths, push=False)

    done = send(ann, paths)

    assert done == pushed(ann, *paths)
    assert send(ann, ()) == pushed(ann)


# Others were first.


def test_behind_with_a_clean_tree_the_commit_is_rebased(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    pause = Recorder()

    done = bring(ann, new_record(TWO, "anns"), pause=pause)

    folder = folder_of(TWO)
    own = (f"{folder}/internal.yml", f"{folder}/log/{clone_id(ann)}.log")
    assert done == pushed(ann, *own, attempts=2)
    assert pause.seconds == [0.1]
    assert git(remote, "log", "--format=%an", "main").split("\n") == ["ann", "ben", "first"]


@pytest.mark.parametrize("is_staged", [False, True])
def test_behind_with_changes_of_others_the_two_are_merged_around_them(
    tmp_path: Path, is_staged: bool
) -> None:
    remote = make_remote(tmp_path, {"theme.css": "1\n", "other.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    write(ann, {"theme.css": "half done\n", "note": "x\n", "fresh.css": "x\n"})
    if is_staged:
        git(ann, "add", "theme.css", "fresh.css")
        git(ann, "rm", "-q", "other.css")
    told = status(ann)

    done = bring(ann, new_record(TWO, "anns"))

    assert (done.is_pushed, done.reason, done.attempts) == (True, "", 2)
    assert status(ann) == told
    assert (ann / "theme.css").read_text() == "half done\n"
    assert len(files_on(remote)) == 4
    assert git(remote, "show", "main:theme.css") == "1"
    assert (ann / HEADER).read_text() == "title: bens\n"


@pytest.mark.parametrize("form", ["changed", "staged", "untracked"])
def test_changes_of_others_in_the_way_stop_the_push_and_stay_as_they_are(
    tmp_path: Path, form: str
) -> None:
    remote = make_remote(tmp_path, {"theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    path = "new.css" if form == "untracked" else "theme.css"
    write(ben, {path: "bens\n"})
    git(ben, "add", path)
    git(ben, "commit", "-qm", "theme")
    git(ben, "push", "-q", "origin", "main")
    write(ann, {path: "half done\n", "note": "x\n"})
    if form == "staged":
        git(ann, "add", path)
    told = status(ann)

    done = bring(ann, new_record(ONE, "anns"))

    assert done == Published(
        is_committed=True,
        commit=head(ann),
        kind="in_the_way",
        reason=f"uncommitted changes lie where others pushed some too: {path}",
        fix=(
            "put them aside and take them back: "
            f"git stash push --include-untracked && {PUSHING} && git stash pop"
        ),
        attempts=1,
    )
    assert status(ann) == told
    assert (ann / path).read_text() == "half done\n"
    assert git(ann, "log", "-1", "--format=%s") == SUBJECT


def test_what_is_in_the_way_is_named_as_seen_from_the_root(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {"status/README": "1\n", "theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    write(ben, {"status/README": "bens\n", "theme.css": "bens\n"})
    git(ben, "commit", "-qam", "both")
    git(ben, "push", "-q", "origin", "main")
    write(ann, {"status/README": "half done\n", "theme.css": "half done\n"})

    done = bring(ann / "status", new_record(ONE, "anns"))
    git(ann, "add", "--all")
    again = send(ann / "status", ())

    assert [done.reason, again.reason] == [
        "uncommitted changes lie where others pushed some too: README, ../theme.css"
    ] * 2


def test_an_editor_that_has_the_index_meanwhile_is_waited_for(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {"theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    write(ann, {"theme.css": "staged\n"})
    git(ann, "add", "theme.css")
    told, lock = status(ann), ann / ".git/index.lock"
    install_hook(ann, "post-merge", f"touch {lock}")
    pause = Recorder(lambda: lock.unlink(missing_ok=True))

    done = bring(ann, new_record(TWO, "anns"), pause=pause)

    assert (done.is_pushed, pause.seconds) == (True, [0.1, 0.2])
    assert status(ann) == told


@pytest.mark.parametrize("is_dirty", [False, True])
def test_a_true_conflict_is_undone_and_told(tmp_path: Path, is_dirty: bool) -> None:
    remote = make_remote(tmp_path, {"words": "1\n", "theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    for root in (ann, ben):
        write(root, {"words": f"{root.name}\n"})
        git(root, "commit", "-qam", "words")
    git(ben, "push", "-q", "origin", "main")
    if is_dirty:
        write(ann, {"theme.css": "half done\n"})
    told = status(ann)

    done = bring(ann, new_record(ONE, "anns"))

    assert done == Published(
        is_committed=True,
        commit=head(ann),
        kind="conflict",
        reason="commits here and on origin/main change the same lines: words",
        fix=(
            f"paste: {PULLING}, settle them in an editor, then paste: "
            f"git add -- words && git commit --no-edit && {PUSHING}"
        ),
        attempts=1,
    )
    assert status(ann) == told
    assert where(ann).operation == ""
    assert git(ann, "log", "-2", "--format=%s") == f"{SUBJECT}\nwords"


def test_after_twelve_lost_races_a_person_is_asked_to_look(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")

    def be_faster() -> None:
        git(ben, "commit", "-q", "--allow-empty", "-m", "faster")
        git(ben, "push", "-q", "origin", "main")

    # Between catching up and pushing again: a hook of the clone runs just then.
    pause = Recorder()
    be_faster()
    install_hook(
        ann,
        "pre-push",
        f"unset GIT_DIR; cd {ben} && git commit -q --allow-empty -m faster && "
        "git push -q origin main",
    )

    done = bring(ann, new_record(ONE, "scores"), pause=pause)

    assert done == Published(
        is_committed=True,
        commit=head(ann),
        kind="ceiling",
        reason="others pushed to main first, 12 times in a row",
        fix=f"try again in a minute: {PUSHING}",
        attempts=12,
    )
    assert pause.seconds == [0.1, 0.2, 0.4, 0.8, 1.6, 2.5, 2.5, 2.5, 2.5, 2.5, 2.5]
    assert status(ann) == []


# Numbers.


def test_of_two_records_with_one_number_the_later_one_moves_on(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    bring(ben, new_record(TWO, "bens second"))

    done = bring(ann, new_record(ONE, "anns"))

    own = (f"{folder_of(THREE)}/internal.yml", f"{folder_of(THREE)}/log/{clone_id(ann)}.log")
    assert done == replace(pushed(ann, *own, attempts=2), renumbered={ONE: THREE})
    logs = {root: f"log/{clone_id(root)}.log" for root in (ann, ben)}
    line = "2025-01-15 14:23:00Z DETECTED"
    assert files_on(remote) == {
        HEADER: "title: bens",
        f"{folder_of(ONE)}/{logs[ben]}": f"{line} bens",
        f"{folder_of(TWO)}/internal.yml": "title: bens second",
        f"{folder_of(TWO)}/{logs[ben]}": f"{line} bens second",
        f"{folder_of(THREE)}/internal.yml": "title: anns",
        f"{folder_of(THREE)}/{logs[ann]}": f"{line} anns",
    }
    assert files_on(ann, "HEAD") == files_on(remote)
    assert status(ann) == []
    git(ben, "pull", "-q")
    assert {n: t for n, t in tree(ben).items() if n.startswith("incidents")} == {
        n: t for n, t in tree(ann).items() if n.startswith("incidents")
    }


def test_everything_of_the_record_moves_with_it_and_nothing_else_does(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {"theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    bring(ann, new_record(ONE, "anns"), push=False)
    bring(ann, new_update(ONE, "20250115T143600Z-aaaaaaaa"), push=False)
    write(ann, {HEADER: "title: anns, corrected\n", f"{folder_of(ONE)}/review.yml": "draft\n"})
    write(ann, {"theme.css": "half done\n"})
    git(ann, "add", "theme.css", f"{folder_of(ONE)}/review.yml")

    done = bring(ann, new_update(ONE, "20250115T144000Z-bbbbbbbb"))

    assert (done.is_pushed, dict(done.renumbered), done.reason) == (True, {ONE: TWO}, "")
    new = folder_of(TWO)
    log = f"{new}/log/{clone_id(ann)}.log"
    assert [name for name in files_on(remote) if "002" in name] == [
        f"{new}/internal.yml",
        log,
        f"{new}/updates/20250115T143600Z-aaaaaaaa.yml",
        f"{new}/updates/20250115T144000Z-bbbbbbbb.yml",
    ]
    assert files_on(remote)[f"{new}/internal.yml"] == "title: anns"
    assert (ann / new / "internal.yml").read_text() == "title: anns, corrected\n"
    assert status(ann) == [f" M {new}/internal.yml", f"A  {new}/review.yml", "M  theme.css"]
    assert (ann / HEADER).read_text() == "title: bens\n"


def test_a_number_is_free_only_if_nothing_here_or_there_has_it(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    bring(ann, new_record(ONE, "anns"), push=False)
    write(ann, {f"{folder_of(TWO)}/internal.yml": "title: not committed\n"})
    write(ann, {"incidents/2025/MNT-2025-01-15-007/public.yml": "title: another count\n"})
    write(ann, {"incidents/2025/INC-2025-01-16-008/internal.yml": "title: another day\n"})

    done = send(ann, ())

    assert (done.is_pushed, dict(done.renumbered)) == (True, {ONE: THREE})


def test_a_number_that_is_lost_twice_is_told_as_one_change(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    bring(ben, new_record(TWO, "bens second"), push=False)
    # Ben pushes his second just when Ann, renumbered, pushes hers.
    install_hook(
        ann,
        "pre-push",
        f"unset GIT_DIR; test -e {ann}/incidents/2025/{TWO} && "
        f"git -C {ben} push -q origin main; true",
    )

    done = bring(ann, new_record(ONE, "anns"))

    assert (done.is_pushed, dict(done.renumbered)) == (True, {ONE: THREE})
    headers = {n: t for n, t in files_on(remote).items() if n.endswith("internal.yml")}
    assert list(headers.values()) == ["title: bens", "title: bens second", "title: anns"]


def test_a_record_that_travelled_some_other_way_keeps_its_number(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ann, new_record(ONE, "anns"), push=False)
    git(ben, "commit", "-q", "--allow-empty", "-m", "before")
    git(ben, "pull", "-q", "--no-rebase", "--no-edit", str(ann), "main")
    git(ben, "commit", "-q", "--amend", "--no-edit")
    git(ben, "rebase", "-q", "--force-rebase", "origin/main")
    git(ben, "push", "-q", "origin", "main")

    done = send(ann, ())

    assert (done.is_pushed, dict(done.renumbered)) == (True, {})


def test_a_header_added_to_a_record_everybody_has_does_not_move_it(tmp_path: Path) -> None:
    remote = make_remote(tmp_path, {HEADER: "title: x\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_line(ONE, "14:24 ACK @ben"))
    write(ann, {f"{folder_of(ONE)}/public.yml": "title: x\n"})

    done = send(ann, (f"{folder_of(ONE)}/public.yml",))

    assert (done.is_pushed, dict(done.renumbered)) == (True, {})
    assert len(files_on(remote)) == 3


def test_a_record_that_moved_and_could_not_be_merged_is_merged_the_next_time(
    tmp_path: Path,
) -> None:
    remote = make_remote(tmp_path, {"theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    write(ben, {"theme.css": "bens\n"})
    git(ben, "commit", "-qam", "theme")
    git(ben, "push", "-q", "origin", "main")
    write(ann, {"theme.css": "half done\n"})

    stopped_at = bring(ann, new_record(ONE, "anns"))
    git(ann, "restore", "theme.css")
    done = send(ann, ())

    assert (stopped_at.kind, dict(stopped_at.renumbered)) == ("in_the_way", {ONE: TWO})
    assert (done.is_pushed, done.reason, dict(done.renumbered)) == (True, "", {})
    assert len(files_on(remote)) == 4


KILLED = """
import os, subprocess
from pathlib import Path
from generator.adapters import git_publish
real, count = subprocess.Popen, 0
def start(*arguments, **more):
    global count
    count += 1
    if count == {at}:
        os.kill(os.getpid(), 9)
    return real(*arguments, **more)
subprocess.Popen = start
git_publish.publish(
    Path({root!r}), {paths!r}, {subject!r}, push=True, pause=lambda _: None, roll=lambda: 0.0
)
"""


@pytest.mark.parametrize("at", [8, 14, 18, 24, 28, 31, 34, 35, 38, 42])
def test_killed_on_its_way_nothing_is_lost_and_the_next_command_goes_on(
    tmp_path: Path, at: int
) -> None:
    """Before one of its calls of git, while a taken number is being changed."""
    remote = make_remote(tmp_path, {"theme.css": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    bring(ben, new_record(ONE, "bens"))
    paths, _ = write_one(ann)
    program = KILLED.format(at=at, root=str(ann), paths=paths, subject=SUBJECT)
    here = Path(__file__).parents[2]

    killed = subprocess.run([sys.executable, "-c", program], cwd=here, check=False)
    text = [name for name, text in tree(ann).items() if text == b"title: scores\n"]
    done = send(ann, paths if git(ann, "log", "-1", "--format=%s") == "first" else ())

    assert killed.returncode == -signal.SIGKILL
    assert len(text) == 1
    assert (done.is_pushed, done.reason) == (True, "")
    headers = {name: text for name, text in files_on(remote).items() if "internal" in name}
    assert headers == {HEADER: "title: bens", f"{folder_of(TWO)}/internal.yml": "title: scores"}
    assert status(ann) == []


# Where nothing can be committed.


def stopped(kind: str, reason: str, fix: str) -> Published:
    return Published(kind=kind, reason=reason, fix=fix)


def test_without_a_repository_the_files_stay_written(tmp_path: Path) -> None:
    root = tmp_path / "plain"
    root.mkdir()
    paths, by_hand = write_one(root)

    assert send(root, paths) == stopped(
        "no_repository",
        "this folder lies in no git repository, so nobody else can have the record",
        "work in a clone of the repository that is published, or make this folder one: "
        f"git init && {by_hand}",
    )
    assert (root / HEADER).read_text() == "title: scores\n"


def test_without_git_the_files_stay_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    paths, _ = write_one(tmp_path)

    assert send(tmp_path, paths) == stopped(
        "no_git", "git is not installed", f"install git, then: {PUSHING}"
    )


def on_another_branch(root: Path) -> tuple[str, str, str]:
    git(root, "switch", "-qc", "fix-theme")
    return (
        "other_branch",
        "this clone is on branch fix-theme, and visitors see main; the files are written and "
        "not committed",
        "paste: git switch main && " + PUSHING,
    )


def on_no_branch(root: Path) -> tuple[str, str, str]:
    git(root, "switch", "-q", "--detach")
    return (
        "detached",
        f"this clone is on no branch (HEAD is detached at {head(root)[:7]}); the files are "
        "written and not committed",
        "paste: git switch main && " + PUSHING,
    )


def two_versions(root: Path) -> None:
    git(root, "switch", "-qc", "side")
    write(root, {"README": "side\n"})
    git(root, "commit", "-qam", "side")
    git(root, "switch", "-q", "main")
    write(root, {"README": "main\n"})
    git(root, "commit", "-qam", "main")


def in_the_middle_of(*command: str, called: str = "") -> Callable[[Path], tuple[str, str, str]]:
    name = called or command[0]

    def stage(root: Path) -> tuple[str, str, str]:
        two_versions(root)
        with pytest.raises(Exception, match="non-zero exit status 1"):
            git(root, *command)
        return (
            "under_way",
            f"a {name} is under way in this clone; the files are written and not committed",
            f"finish it: git {name} --continue (or git {name} --abort), then paste: " + PUSHING,
        )

    return stage


def in_the_middle_of_a_search(root: Path) -> tuple[str, str, str]:
    git(root, "bisect", "start")
    return (
        "under_way",
        "a bisect is under way in this clone; the files are written and not committed",
        "finish it: git bisect reset, then paste: " + PUSHING,
    )


def without_a_name(root: Path) -> tuple[str, str, str]:
    git(root, "config", "--unset", "user.name")
    git(root, "config", "--unset", "user.email")
    git(root, "config", "user.useConfigOnly", "true")
    return (
        "no_identity",
        "git does not know your name and address; the files are written and not committed",
        "paste, with your own: git config user.name 'Your Name' && "
        "git config user.email you@example.org && " + PUSHING,
    )


def with_a_hook(root: Path) -> tuple[str, str, str]:
    install_hook(root, "pre-commit", "echo 'no ticket in \033[31mthe\033[0m message' >&2; exit 1")
    return (
        "hook_refused",
        "the hook pre-commit refused: no ticket in the message",
        "do what it asks, then paste: " + PUSHING,
    )


def with_a_silent_hook(root: Path) -> tuple[str, str, str]:
    install_hook(root, "commit-msg", "exit 1")
    return (
        "hook_refused",
        "the hook commit-msg refused without a word",
        "do what it asks, then paste: " + PUSHING,
    )


def with_a_locked_index(root: Path) -> tuple[str, str, str]:
    lock = root / ".git/index.lock"
    lock.touch()
    return (
        "index_locked",
        f"another git is at work in this clone ({lock} exists)",
        "wait until it has finished and paste: " + PUSHING + "; "
        f"if no git is running, first: rm {lock}",
    )


def with_a_key_that_is_missing(root: Path) -> tuple[str, str, str]:
    git(root, "config", "commit.gpgsign", "true")
    git(root, "config", "gpg.program", "/nonexistent/gpg")
    return (
        "git_refused",
        "git did not commit: fatal: cannot run /nonexistent/gpg: No such file or directory\n"
        "error: gpg failed to sign the data\nfatal: failed to write commit object",
        "do what git says, then paste: " + PUSHING,
    )


REFUSALS = {
    "other_branch": on_another_branch,
    "detached": on_no_branch,
    "rebase": in_the_middle_of("rebase", "side"),
    "merge": in_the_middle_of("merge", "side"),
    "cherry-pick": in_the_middle_of("cherry-pick", "side"),
    "revert": in_the_middle_of("revert", "--no-edit", "side"),
    "bisect": in_the_middle_of_a_search,
    "no_identity": without_a_name,
    "hook": with_a_hook,
    "silent hook": with_a_silent_hook,
    "index_locked": with_a_locked_index,
    "signing": with_a_key_that_is_missing,
}


@pytest.mark.parametrize("name", REFUSALS)
def test_where_nothing_can_be_committed_everything_stays_as_it_was(
    tmp_path: Path, name: str
) -> None:
    ann = make_clone(make_remote(tmp_path, {"README": "1\n", "a": "1\n", "b": "1\n"}), "ann")
    kind, reason, fix = REFUSALS[name](ann)
    lock = ann / ".git/index.lock"
    write(ann, {"b": "changed\n", "left": "x\n"})
    if not lock.exists():
        write(ann, {"a": "staged\n"})
        git(ann, "add", "a")
    paths, _ = write_one(ann)
    told, files, commit_before = status(ann), tree(ann), head(ann)
    index = git(ann, "ls-files", "--stage")

    done = send(ann, paths)

    assert done == stopped(kind, reason, fix)
    assert (status(ann), tree(ann), head(ann)) == (told, files, commit_before)
    assert git(ann, "ls-files", "--stage") == index


def leave_a_conflict_of_a_stash(root: Path) -> None:
    write(root, {"README": "stashed\n"})
    git(root, "stash")
    write(root, {"README": "committed\n"})
    git(root, "commit", "-qam", "x")
    with pytest.raises(Exception, match="non-zero exit status 1"):
        git(root, "stash", "pop")


def test_a_conflict_of_a_stash_stays_for_whoever_has_to_settle_it(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    leave_a_conflict_of_a_stash(ann)
    told, text = status(ann), (ann / "README").read_bytes()

    done = bring(ann, new_record(ONE, "scores"))

    assert (done.is_pushed, done.reason) == (True, "")
    assert (status(ann), (ann / "README").read_bytes()) == (told, text)
    assert told == ["UU README"]


def test_behind_with_such_a_conflict_it_must_be_settled_first(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    leave_a_conflict_of_a_stash(ann)
    bring(ben, new_record(ONE, "bens"))

    done = bring(ann, new_record(ONE, "anns"))

    assert done == not_pushed(
        ann,
        "unsettled",
        "a conflict of an earlier git stash pop or the like waits to be settled: README",
        f"settle it in an editor, then paste: git restore --staged -- README && {PUSHING}",
    )
    assert status(ann) == ["UU README"]


def test_the_lock_of_an_editor_is_waited_for(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    lock = ann / ".git/index.lock"
    lock.touch()
    pause = Recorder(lock.unlink)

    done = bring(ann, new_record(ONE, "scores"), pause=pause)

    assert done.is_pushed
    assert pause.seconds == [0.2]


def test_a_refused_commit_gives_a_staged_log_its_entry_back(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    install_hook(ann, "pre-commit", "exit 1")
    paths, _ = write_one(ann)
    write(ann, {paths[0]: "staged by hand\n"})
    git(ann, "add", paths[0])
    write(ann, {paths[0]: "and changed\n"})
    index = git(ann, "ls-files", "--stage")

    outcome = commit(ann, paths, SUBJECT)

    assert outcome.obstacle is not None
    assert git(ann, "ls-files", "--stage") == index


# Committed, and not further.


def not_pushed(root: Path, kind: str, reason: str, fix: str, attempts: int = 1) -> Published:
    return Published(
        is_committed=True, commit=head(root), kind=kind, reason=reason, fix=fix, attempts=attempts
    )


def test_without_a_remote_it_is_committed(tmp_path: Path) -> None:
    root = tmp_path / "alone"
    git(tmp_path, "init", "-q", "-b", "trunk", str(root))
    identify(root, "ann")

    done = bring(root, new_record(ONE, "scores"))

    assert done == not_pushed(
        root,
        "no_remote",
        "this repository has no remote, so the record is on this machine only",
        "add the repository that is published, with its address for URL: "
        "git remote add origin URL && git push --set-upstream origin trunk",
        attempts=0,
    )
    assert status(root) == []


def test_with_several_remotes_and_no_origin_one_must_be_named(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    git(ann, "remote", "rename", "origin", "one")
    git(ann, "branch", "--unset-upstream")
    git(ann, "remote", "add", "two", "x")

    done = bring(ann, new_record(ONE, "scores"))

    assert done == not_pushed(
        ann,
        "no_remote",
        "this repository has several remotes and none is named origin",
        "name the one that is published, with its name for REMOTE: "
        "git push --set-upstream REMOTE main",
        attempts=0,
    )


def test_a_protected_branch_says_so_itself(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    install_hook(remote, "pre-receive", "echo 'main is protected: open a pull request' >&2; exit 1")
    ann = make_clone(remote, "ann")

    done = bring(ann, new_record(ONE, "scores"))

    assert done == not_pushed(
        ann,
        "push_refused",
        "origin refused the push to main: pre-receive hook declined\n"
        "main is protected: open a pull request",
        "push to a branch of its own and have it merged: "
        "git push origin HEAD:refs/heads/records-waiting",
    )


def test_a_hook_before_the_push_says_so_itself(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    install_hook(ann, "pre-push", "echo 'not on a Friday' >&2; exit 1")

    done = bring(ann, new_record(ONE, "scores"))

    assert done == not_pushed(
        ann,
        "hook_refused",
        "the hook pre-push refused: not on a Friday",
        f"do what it asks, then paste: {PUSHING}",
    )


def test_a_remote_that_is_gone_cannot_be_reached(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")
    shutil.move(remote, tmp_path / "elsewhere")

    done = bring(ann, new_record(ONE, "scores"))

    assert done == not_pushed(
        ann,
        "unreachable",
        f"origin cannot be reached: fatal: '{remote}' does not appear to be a git repository\n"
        "fatal: Could not read from remote repository.\n"
        "Please make sure you have the correct access rights\nand the repository exists.",
        f"when the network is back: {PUSHING}",
    )


def by_ssh(root: Path, script: str) -> None:
    """Let *script* (sh) stand for ssh."""
    program = root.parent / "ssh"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    git(root, "config", "core.sshCommand", str(program))
    git(root, "remote", "set-url", "origin", "ssh://example.org/records.git")


def test_a_remote_that_knows_us_not_asks_nothing(tmp_path: Path) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    by_ssh(ann, "echo 'git@example.org: Permission denied (publickey).' >&2; exit 255")

    done = bring(ann, new_record(ONE, "scores"))

    assert done == not_pushed(
        ann,
        "no_access",
        "origin did not let this machine in: git@example.org: Permission denied (publickey).\n"
        "fatal: Could not read from remote repository.\n"
        "Please make sure you have the correct access rights\nand the repository exists.",
        f"sign in with an SSH key or a stored token, then paste: {PUSHING}",
    )


def test_a_remote_that_does_not_answer_is_given_up_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = make_clone(make_remote(tmp_path), "ann")
    fifo = tmp_path / "never"
    os.mkfifo(fifo)
    by_ssh(ann, f"cat {fifo}")
    monkeypatch.setattr(git_publish, "NETWORK_SECONDS", 0.2)

    done = bring(ann, new_record(ONE, "scores"))

    assert done == not_pushed(
        ann,
        "late",
        "origin did not answer within 0.2 s",
        f"try again in a minute: {PUSHING}",
    )


# What is pasted works.


def paste(root: Path, done: Published) -> int:
    """Paste the commands at the end of the fix as a person would; return how they ended."""
    commands = done.fix[done.fix.rindex(": git ") + 2 :]
    assert commands.count("allclear push") == 1
    ours = f'allclear() {{ "{sys.executable}" -m generator "$@"; }}'
    return subprocess.run(
        f"{ours}\n{commands}", shell=True, cwd=root, check=False, capture_output=True,
        env=surroundings(),
    ).returncode  # fmt: skip


@pytest.mark.parametrize("name", ["other_branch", "detached", "no_identity"])
def test_the_commands_of_a_refusal_bring_the_record_to_everybody(tmp_path: Path, name: str) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")
    REFUSALS[name](ann)
    write(ann, {"README": "half done\n"})
    git(ann, "add", "README")

    ended = paste(ann, bring(ann, new_record(ONE, "it's $HOME")))

    assert ended == 0
    assert files_on(remote)[HEADER] == "title: it's $HOME"
    assert status(ann) == ["M  README"]


@pytest.mark.parametrize("form", ["changed", "staged", "unsettled"])
def test_the_commands_of_a_push_that_stopped_bring_the_record_to_everybody(
    tmp_path: Path, form: str
) -> None:
    remote = make_remote(tmp_path, {"README": "1\n", "other": "1\n"})
    ann, ben = make_clone(remote, "ann"), make_clone(remote, "ben")
    write(ben, {"README" if form != "unsettled" else "new": "bens\n"})
    git(ben, "add", "--all")
    git(ben, "commit", "-qm", "bens")
    git(ben, "push", "-q", "origin", "main")
    if form == "unsettled":
        leave_a_conflict_of_a_stash(ann)
    write(ann, {"README": "half done\n", "other": "half done\n"})
    if form == "staged":
        git(ann, "add", "README", "other")

    done = bring(ann, new_record(ONE, "anns"))
    paste(ann, done)

    assert done.kind == ("unsettled" if form == "unsettled" else "in_the_way")
    assert files_on(remote)[HEADER] == "title: anns"
    assert (ann / "other").read_text() == "half done\n"
    assert "half done" in (ann / "README").read_text()


# The remote's default branch.


def test_a_remote_nobody_asked_yet_is_asked_for_its_default_branch(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    git(remote, "branch", "-m", "main", "trunk")
    ann = make_clone(remote, "ann")
    git(ann, "remote", "set-head", "origin", "--delete")

    done = bring(ann, new_record(ONE, "scores"))

    assert done.is_pushed
    assert len(files_on(remote, "trunk")) == 2


def test_a_default_branch_that_was_renamed_is_found_again(tmp_path: Path) -> None:
    remote = make_remote(tmp_path)
    ann = make_clone(remote, "ann")
    git(remote, "branch", "-m", "main", "trunk")
    git(ann, "branch", "-m", "main", "trunk")

    done = bring(ann, new_record(ONE, "scores"))

    assert done.is_pushed
    assert git(remote, "branch", "--format=%(refname:short)") == "trunk"


def test_the_first_commit_goes_to_an_empty_remote(tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    ann = make_clone(remote, "ann")

    done = bring(ann, new_record(ONE, "scores"))

    assert done.is_pushed
    assert len(files_on(remote)) == 2
