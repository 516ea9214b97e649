"""P5, when the other responder's command is killed: no half a file, and the next command works."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.adapters.clones import git, isolate, make_clone, tree
from tests.cli.shared import ID, make_shared_site, surroundings, type_in
from tests.proof.repository import IS_FULL

_KILLED_AT_STEP = """\
import os, signal, subprocess, sys

steps, left = 0, int(sys.argv[1])


def counted(real):
    def step(*arguments, **options):
        global steps
        steps += 1
        if steps > left:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)

    return step


from generator.adapters import builds, clone, desks, git_calls, git_publish, record_files
from generator.cli.main import group

for name in ("link", "mkdir", "write", "fsync", "rename", "replace", "unlink"):
    setattr(os, name, counted(getattr(os, name)))
subprocess.Popen = counted(subprocess.Popen)
try:
    group.main(args=sys.argv[2:], prog_name="allclear")
finally:
    print(steps, file=sys.stderr)
"""
"""Runs a command and kills it before a certain step, each a change of the disk or a call of git."""

SCENES: dict[str, tuple[str, ...]] = {
    "an update while others push": (
        "update", ID, "--component", "score-recording=down", "--push",
    ),
    "a number that is taken": (
        "new", "mail is late", "--component", "email", "--alert", "none sent", "--push",
    ),
    "a resolution": ("resolve", ID, "--push"),
}  # fmt: skip


class Scene(NamedTuple):
    """A bare repository and a clone of it that has not got the newest."""

    remote: Path
    ann: Path


def set_the_scene(tmp_path: Path, name: str) -> Scene:
    remote = make_shared_site(tmp_path)
    bob = make_clone(remote, "bob")
    if name != "a number that is taken":
        assert type_in(bob, "new", "scores fail", "--push", now="14:20").status == 0
    if name == "a resolution":
        down = ("--component", "score-recording=down", "--push")
        assert type_in(bob, "update", *down, now="14:22").status == 0
    ann = make_clone(remote, "ann")
    if name == "a number that is taken":
        assert type_in(bob, "new", "scores fail", "--push", now="14:20").status == 0
    else:
        assert type_in(bob, "log", "errors at 45%", "--push", now="14:25").status == 0
    return Scene(remote, ann)


def copy(scene: Scene, target: Path) -> Scene:
    target.mkdir()
    for each in scene:
        shutil.copytree(each, target / each.name)
    copied = Scene(target / scene.remote.name, target / scene.ann.name)
    git(copied.ann, "remote", "set-url", "origin", str(copied.remote))
    return copied


def run(scene: Scene, words: tuple[str, ...], at: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _KILLED_AT_STEP, str(at), *words, "--now", "2025-01-15T14:36Z"],
        cwd=scene.ann, env=surroundings(), check=False, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.mark.parametrize("name", SCENES)
def test_a_command_killed_at_any_step_leaves_whole_files_and_a_clone_that_works(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch, tmp_path)
    words = SCENES[name]
    scene = set_the_scene(tmp_path, name)
    before = {**tree(scene.ann)}
    dry = type_in(scene.ann, *words[:-1], "--dry-run", "--format", "json").json
    whole = {text.encode() for text in dry["files"].values()}
    line = "".join(f"{each}\n" for each in dry["log"]).encode()

    done = run(copy(scene, tmp_path / "to-its-end"), words, 10_000)
    assert done.returncode == 0, done.stderr
    steps = int(done.stderr.split()[-1])
    assert steps > 20
    points = range(steps) if IS_FULL else range(steps // 8, steps, steps // 4)
    stuck: dict[int, str] = {}
    for at in points:
        killed = copy(scene, tmp_path / f"killed-{at}")

        assert run(killed, words, at).returncode == -signal.SIGKILL

        after = tree(killed.ann)
        found = {
            path: content
            for path, content in after.items()
            if path.startswith("incidents/") and not path.endswith(".tmp")
        }
        theirs = {*git(killed.remote, "ls-tree", "-r", "--name-only", "main").splitlines()}
        for path, content in found.items():
            if content != "folder" and path not in theirs and path not in before:
                assert content in whole or content == line, (at, path, content)

        next_one = type_in(killed.ann, "new", "another trouble", "--push", now="14:40")

        heads = {git(each, "rev-parse", "main") for each in killed}
        checked = type_in(killed.ann, "check", now="14:41").status
        # What visitors read and the killed command had committed goes out with the next one.
        is_out = next_one.last.startswith(("SHARED", "PUSHED"))
        if (is_out, len(heads), checked) != (True, 1, 0):
            stuck[at] = next((each for each in next_one.out.splitlines() if each[:4] == "why:"), "")
        shutil.rmtree(tmp_path / f"killed-{at}")
    assert stuck == {}
