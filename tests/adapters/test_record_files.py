"""What a command adds is there as a whole or not at all, and never in another's place."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.adapters.clone import clone_id, lock, random_suffix
from generator.adapters.record_files import add
from generator.core.act import Act, NewFile
from generator.core.refusal import Refusal
from tests.adapters.clones import git, isolate, new_line, new_record, status, tree, write

RECORD = "INC-2025-01-15-001"
FOLDER = f"incidents/2025/{RECORD}"
CLONE = "k7q2m9x4"
LOG = f"{FOLDER}/log/{CLONE}.log"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    isolate(monkeypatch, tmp_path)
    root = tmp_path / "clone"
    git(tmp_path, "init", "-q", "-b", "main", str(root))
    return root


def three_files() -> Act:
    return Act(
        record=RECORD,
        folder=FOLDER,
        files=tuple(
            NewFile(path=f"{FOLDER}/{name}", text=f"title: {name}\n")
            for name in ("internal.yml", "public.yml", "updates/20250115T143600Z-aaaaaaaa.yml")
        ),
        lines=("14:23 DETECTED x",),
    )


def test_an_act_is_written_in_its_order_and_the_log_comes_last(root: Path) -> None:
    paths = add(root, three_files(), clone=CLONE)

    assert paths == (
        f"{FOLDER}/internal.yml",
        f"{FOLDER}/public.yml",
        f"{FOLDER}/updates/20250115T143600Z-aaaaaaaa.yml",
        LOG,
    )
    assert {name: text for name, text in tree(root).items() if text != "folder"} == {
        f"{FOLDER}/internal.yml": b"title: internal.yml\n",
        f"{FOLDER}/public.yml": b"title: public.yml\n",
        f"{FOLDER}/updates/20250115T143600Z-aaaaaaaa.yml": (
            b"title: updates/20250115T143600Z-aaaaaaaa.yml\n"
        ),
        LOG: b"14:23 DETECTED x\n",
    }


def test_lines_are_put_behind_what_the_log_has(root: Path) -> None:
    add(root, new_line(RECORD, "14:23 DETECTED x"), clone=CLONE)

    paths = add(root, new_line(RECORD, "14:24 ACK @ann"), clone=CLONE)

    assert paths == (LOG,)
    assert (root / LOG).read_text() == "14:23 DETECTED x\n14:24 ACK @ann\n"


def test_a_log_that_somebody_left_without_a_line_end_gets_one_first(root: Path) -> None:
    write(root, {LOG: "14:23 DETECTED x"})

    add(root, new_line(RECORD, "14:24 ACK @ann"), clone=CLONE)

    assert (root / LOG).read_text() == "14:23 DETECTED x\n14:24 ACK @ann\n"


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_file_that_exists_is_refused_and_the_tree_is_as_it_was(root: Path, taken: int) -> None:
    path = three_files().files[taken].path
    write(root, {path: "somebody's\n", LOG: "12:00 a line\n"})
    before, told = tree(root), status(root)

    with pytest.raises(Refusal) as caught:
        add(root, three_files(), clone=CLONE)

    assert caught.value.message == f"{path} exists already"
    assert caught.value.fix == "run the command again: it will take the next free name"
    assert (tree(root), status(root)) == (before, told)


@pytest.mark.parametrize(
    "link", ["incidents", "incidents/2025", FOLDER, f"{FOLDER}/updates", f"{FOLDER}/log", LOG]
)
def test_a_symbolic_link_on_the_way_is_refused(root: Path, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    if link == LOG:
        elsewhere.write_text("private\n", encoding="utf-8")
    else:
        elsewhere.mkdir()
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(elsewhere)
    before = tree(tmp_path)

    with pytest.raises(Refusal) as caught:
        add(root, three_files(), clone=CLONE)

    assert caught.value.message == f"{link} is a symbolic link, which is not followed"
    assert caught.value.fix == "put the folder or file itself there"
    assert tree(tmp_path) == before


def test_a_file_where_a_folder_belongs_is_refused(root: Path) -> None:
    write(root, {"incidents/2025": "a file\n"})

    with pytest.raises(Refusal) as caught:
        add(root, three_files(), clone=CLONE)

    assert caught.value.message == (
        "incidents/2025 is not what it should be: a folder of records, or a log file"
    )
    assert caught.value.fix == "move it out of the way"


@pytest.mark.parametrize("path", ["../x.yml", "incidents/../../x.yml", "/etc/x.yml", "a//b.yml"])
def test_a_path_outside_the_root_is_a_mistake_of_the_program(root: Path, path: str) -> None:
    act = Act(record=RECORD, folder=FOLDER, files=(NewFile(path=path, text=""),))

    with pytest.raises(ValueError, match="no path below the root"):
        add(root, act, clone=CLONE)

    assert tree(root) == {}


def test_a_line_end_within_a_line_is_a_mistake_of_the_program(root: Path) -> None:
    with pytest.raises(ValueError, match="a log line holds a line end"):
        add(root, new_line(RECORD, "14:23 a\n14:24 RESOLVED"), clone=CLONE)

    assert tree(root) == {}


@pytest.mark.parametrize("fails_at", range(1, 12))
def test_a_full_disk_at_any_step_leaves_the_tree_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Every step writes a file, syncs one or gives one its name; eleven in all."""
    write(root, {"incidents/2025/other/public.yml": "title: x\n", LOG: "12:00 a line"})
    before, told = tree(root), status(root)
    steps: list[str] = []
    for name in ("write", "fsync", "link"):
        real = getattr(os, name)

        def step(
            *arguments: object, real: object = real, name: str = name, **more: object
        ) -> object:
            steps.append(name)
            if len(steps) == fails_at:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*arguments, **more)  # type: ignore[operator]

        monkeypatch.setattr(f"generator.adapters.record_files.os.{name}", step)
    monkeypatch.setattr("generator.adapters.record_files._settle", lambda _: None)

    with pytest.raises(OSError, match="No space left"):
        add(root, three_files(), clone=CLONE)

    monkeypatch.undo()
    assert steps[-1] == (["write", "fsync", "link"] * 3 + ["write", "fsync"])[fails_at - 1]
    assert (tree(root), status(root)) == (before, told)


def test_half_a_line_is_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, {LOG: "12:00 a line\n"})
    before, real = tree(root), os.write
    monkeypatch.setattr(
        "generator.adapters.record_files.os.write", lambda to, text: real(to, text[:5])
    )

    with pytest.raises(OSError, match="No space left"):
        add(root, new_line(RECORD, "14:24 ACK @ann"), clone=CLONE)

    assert tree(root) == before


def test_a_disk_without_hard_links_is_written_as_well(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr("generator.adapters.record_files.os.link", refuse)

    add(root, new_record(RECORD, "x"), clone=CLONE)

    with pytest.raises(Refusal, match="internal.yml exists already"):
        add(root, new_record(RECORD, "y"), clone=CLONE)
    assert (root / FOLDER / "internal.yml").read_text() == "title: x\n"


KILLED = """
import os, sys
from pathlib import Path
sys.path.insert(0, {here!r})
from generator.adapters import record_files
from tests.adapters.test_record_files import CLONE, three_files
count = 0
def dying(real):
    def step(*arguments, **more):
        global count
        count += 1
        if count == {at}:
            os.kill(os.getpid(), 9)
        return real(*arguments, **more)
    return step
for name in ("write", "fsync", "link", "unlink", "mkdir"):
    setattr(os, name, dying(getattr(os, name)))
record_files.add(Path({root!r}), three_files(), clone=CLONE)
"""


@pytest.mark.parametrize("at", range(1, 19))
def test_a_command_that_is_killed_leaves_whole_files_and_the_next_one_tidies_up(
    root: Path, at: int
) -> None:
    """Before each of its eighteen steps on the disk."""
    write(root, {LOG: "12:00 a line\n"})
    here = Path(__file__).parents[2]
    program = KILLED.format(here=str(here), at=at, root=str(root))

    done = subprocess.run([sys.executable, "-c", program], cwd=here, check=False)

    assert done.returncode == -signal.SIGKILL
    whole = {file.path: file.text.encode() for file in three_files().files}
    found = {name: text for name, text in tree(root).items() if text != "folder"}
    for name, text in found.items():
        if name == LOG:
            assert text in (b"12:00 a line\n", b"12:00 a line\n14:23 DETECTED x\n")
        elif not re.fullmatch(r"\.allclear-[0-9a-z]{8}\.tmp", name.rpartition("/")[2]):
            assert text == whole[name]
    for path in found.keys() & whole.keys():
        (root / path).unlink()
    (root / LOG).write_text("12:00 a line\n")
    add(root, three_files(), clone=CLONE)
    assert {name: text for name, text in tree(root).items() if text != "folder"} == {
        **whole,
        LOG: b"12:00 a line\n14:23 DETECTED x\n",
    }


def test_many_threads_lose_no_line_and_break_none(root: Path) -> None:
    def write_ten(who: int) -> None:
        for number in range(10):
            add(root, new_line(RECORD, f"14:23 {who} {number}"), clone=CLONE)

    threads = [threading.Thread(target=write_ten, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    lines = (root / LOG).read_text().splitlines()
    assert sorted(lines) == sorted(f"14:23 {who} {n}" for who in range(4) for n in range(10))


def test_a_second_command_waits_and_then_says_why_it_did_not_run(root: Path) -> None:
    pauses: list[float] = []
    with lock(root), lock(root):  # the same command may take it again
        caught: list[Refusal] = []

        def other() -> None:
            try:
                with lock(root, pause=pauses.append):
                    pass
            except Refusal as refusal:
                caught.append(refusal)

        thread = threading.Thread(target=other)
        thread.start()
        thread.join()

    assert [(each.message, each.fix) for each in caught] == [
        (
            "another command is writing in this clone and has not finished",
            "wait for it, or end it, and run this command again",
        )
    ]
    assert pauses == [0.1] * 100
    with lock(root, pause=pauses.append):
        assert len(pauses) == 100


def test_a_clone_keeps_its_id_out_of_sight_of_git(root: Path) -> None:
    first = clone_id(root)

    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{8}", first)
    assert clone_id(root) == first
    assert status(root) == []
    assert tree(root) == {}


def test_a_copy_of_a_clone_is_another_clone(root: Path, tmp_path: Path) -> None:
    first = clone_id(root)
    shutil.copytree(root, tmp_path / "copy")

    second = clone_id(tmp_path / "copy")

    assert second != first
    assert (clone_id(root), clone_id(tmp_path / "copy")) == (first, second)


def test_a_copy_at_the_same_path_is_another_clone(root: Path, tmp_path: Path) -> None:
    first = clone_id(root)
    shutil.copytree(root, tmp_path / "copy")
    root.rename(tmp_path / "original")
    (tmp_path / "copy").rename(root)

    assert clone_id(root) != first


def test_two_work_trees_of_one_repository_write_two_logs(root: Path, tmp_path: Path) -> None:
    git(root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x", "--allow-empty")
    git(root, "worktree", "add", "-q", str(tmp_path / "second"))

    assert clone_id(root) != clone_id(tmp_path / "second")


def test_without_git_the_id_lies_in_a_folder_that_git_would_pass_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch, tmp_path)
    first = clone_id(tmp_path)

    assert clone_id(tmp_path) == first
    assert sorted(tree(tmp_path)) == [
        ".allclear", ".allclear/.gitignore", ".allclear/clone", ".allclear/lock",
    ]  # fmt: skip
    assert tree(tmp_path)[".allclear/.gitignore"] == b"*\n"


def test_an_id_that_makes_no_sense_is_made_anew(root: Path) -> None:
    clone_id(root)
    (root / ".git/allclear-clone").write_text("../../x\n", encoding="utf-8")

    assert re.fullmatch("[0-9a-hjkmnp-tv-z]{8}", clone_id(root))


def test_suffixes_hardly_ever_repeat() -> None:
    assert len({random_suffix() for _ in range(2000)}) == 2000
