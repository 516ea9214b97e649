"""P8: equal public inputs and moment, equal bytes, whatever surrounds the build."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from generator.readers import folders
from tests.proof.repository import FOR_PROGRAMS, MEETING, ROOT, build, copy_repository, count

MOMENT = f"{MEETING:%Y-%m-%dT%H:%MZ}"


def tree_hash(folder: Path) -> str:
    stamp = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            stamp.update(f"{name} {path.stat().st_mode:o} ".encode())
            stamp.update(path.read_bytes())
    return stamp.hexdigest()


def make(root: Path, out: Path, *, umask: int = 0o022, jobs: int = 1, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--root", str(root), "--out", str(out),
         "--now", MOMENT, "--jobs", str(jobs)],
        cwd=ROOT,
        env={**os.environ, **environment},
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return tree_hash(out / "public")


def test_nothing_around_the_build_changes_a_byte(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    elsewhere = tmp_path / "a b" / "ünï"
    elsewhere.parent.mkdir()
    shutil.copytree(root, elsewhere)
    hashes = {
        "plain": make(root, tmp_path / "1"),
        "hash seed": make(root, tmp_path / "2", PYTHONHASHSEED="1"),
        "another hash seed": make(root, tmp_path / "3", PYTHONHASHSEED="4711"),
        "zone": make(root, tmp_path / "4", TZ="Pacific/Kiritimati"),
        "locale": make(root, tmp_path / "5", LC_ALL="tr_TR.UTF-8", LANG="tr_TR.UTF-8"),
        "C locale": make(root, tmp_path / "6", LC_ALL="C", PYTHONUTF8="0"),
        "umask": make(root, tmp_path / "7", umask=0o077),
        "path": make(elsewhere, tmp_path / "8"),
        "two processes": make(root, tmp_path / "9", jobs=2),
        "memory": make(root, tmp_path / "1"),
        "memory again": make(root, tmp_path / "1"),
    }
    assert set(hashes.values()) == {hashes["plain"]}, hashes
    assert all((tmp_path / "1" / "public" / name).is_file() for name in FOR_PROGRAMS)


def test_the_order_in_which_files_are_found_changes_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_repository(tmp_path / "repository")
    expected = build(root)[1]
    rng = Random(8)
    real = os.scandir

    class _Shuffled:
        def __init__(self, path: str) -> None:
            with real(path) as entries:
                self.entries = list(entries)
            rng.shuffle(self.entries)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            """Nothing is left open."""

    monkeypatch.setattr(folders.os, "scandir", _Shuffled)
    for _ in range(count(40)):
        assert build(root)[1] == expected


def test_small_changes_end_where_whole_builds_do(tmp_path: Path) -> None:
    """Change after change in one folder with its memory, against a build from nothing each time."""
    from generator.adapters.builds import build_public

    root, out = copy_repository(tmp_path / "repository"), tmp_path / "site"
    rng = Random(88)
    build_public(root, out, now=MEETING)
    updates = sorted(root.glob("incidents/*/*/updates/*.yml"))
    kept = {path: path.read_bytes() for path in updates}
    for number in range(count(100)):
        path = rng.choice(updates)
        if path.exists() and rng.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(kept[path] + f"advice: Try {number}.\n".encode())
        result = build_public(root, out, now=MEETING)
        assert result.built is not None
        shown = {
            file.relative_to(out / "public").as_posix(): file.read_bytes()
            for file in (out / "public").rglob("*")
            if file.is_file()
        }
        assert shown == build(root)[1]
