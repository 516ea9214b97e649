"""A bare repository and clones of it, as several people have them; real git, no user's settings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.core.act import Act, NewFile

DAY = "2025-01-15"


def isolate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let no setting of whoever runs the tests reach git."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{name}_NAME", raising=False)
        monkeypatch.delenv(f"GIT_{name}_EMAIL", raising=False)
    monkeypatch.delenv("EMAIL", raising=False)


def git(root: Path, *arguments: str, given: str = "") -> str:
    """Run git as a person would and return what it printed."""
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        check=True, capture_output=True, text=True, input=given,
    )  # fmt: skip
    return done.stdout.rstrip("\n")


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def make_remote(tmp_path: Path, files: dict[str, str] | None = None) -> Path:
    """Make a bare repository whose branch ``main`` has one commit with *files*."""
    remote = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(remote))
    first = make_clone(remote, "first")
    write(first, files or {"README": "records\n"})
    git(first, "add", "--all")
    git(first, "commit", "-qm", "first")
    git(first, "push", "-q", "origin", "HEAD:main")
    return remote


def make_clone(remote: Path, name: str) -> Path:
    root = remote.parent / name
    git(remote.parent, "clone", "-q", str(remote), str(root))
    identify(root, name)
    return root


def identify(root: Path, name: str) -> None:
    git(root, "config", "user.name", name)
    git(root, "config", "user.email", f"{name}@example.org")


def install_hook(repository: Path, name: str, script: str) -> None:
    """Let *repository*, a clone or a bare one, run *script* (sh) as the hook *name*."""
    folder = repository / ".git" / "hooks"
    folder = folder if folder.parent.is_dir() else repository / "hooks"
    folder.mkdir(exist_ok=True)
    hook = folder / name
    hook.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    hook.chmod(0o755)


def folder_of(record: str) -> str:
    return f"incidents/{record[4:8]}/{record}"


def new_record(record: str, title: str) -> Act:
    """Return what ``new`` adds."""
    folder = folder_of(record)
    return Act(
        record=record,
        folder=folder,
        files=(NewFile(path=f"{folder}/internal.yml", text=f"title: {title}\n"),),
        lines=(f"{DAY} 14:23:00Z DETECTED {title}",),
        subject=f"records: {record} detected",
    )


def new_update(record: str, name: str, text: str = "status: investigating\n") -> Act:
    """Return what ``update`` adds: a file and a line."""
    folder = folder_of(record)
    return Act(
        record=record,
        folder=folder,
        files=(NewFile(path=f"{folder}/updates/{name}.yml", text=text),),
        lines=(f"{DAY} 14:36:00Z update {name}",),
        is_public=True,
        subject=f"records: {record} update",
    )


def new_line(record: str, line: str) -> Act:
    """Return what ``log`` adds."""
    return Act(
        record=record,
        folder=folder_of(record),
        lines=(line,),
        subject=f"records: {record} log",
    )


def tree(root: Path) -> dict[str, bytes | str]:
    """Return every file below *root* but git's own, with its bytes; folders as ``folder``."""
    return {
        path.relative_to(root).as_posix(): (
            f"link to {path.readlink()}"
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else "folder"
        )
        for path in sorted(root.rglob("*"))
        if ".git" not in path.relative_to(root).parts
    }


def files_on(repository: Path, revision: str = "main") -> dict[str, str]:
    """Return the files below ``incidents/`` in *revision* with their text."""
    names = git(repository, "ls-tree", "-r", "--name-only", revision, "incidents/").split("\n")
    return {name: git(repository, "show", f"{revision}:{name}") for name in names if name}


def status(root: Path) -> list[str]:
    return git(root, "status", "--porcelain", "--untracked-files=all").splitlines()


class Recorder:
    """Stands for waiting: keeps how long it was to be, and does something meanwhile."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.seconds: list[float] = []
        self.meanwhile = meanwhile

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.meanwhile()
