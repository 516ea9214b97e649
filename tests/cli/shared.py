"""A site whose records are shared through a bare repository, and commands typed in clones of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from click.testing import CliRunner

from generator.cli.main import group
from generator.cli.patience import Patience
from tests.adapters.clones import git, make_remote, status, tree
from tests.cli.nights import ROOT, Typed

ID = "INC-2025-01-15-001"
FOLDER = f"incidents/2025/{ID}"
HOSTS = "site_src/hosts.yml"


def make_shared_site(tmp_path: Path, hosts: dict[str, str] | None = None) -> Path:
    """Return a bare repository with a site and no records; *hosts* are names to addresses."""
    base = ROOT / "site_src"
    files = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((base / "public").rglob("*"))
        if path.is_file()
    }
    listed = "".join(f"  - name: {name}\n    url: {url}\n" for name, url in (hosts or {}).items())
    files[HOSTS] = f"format: 1\nhosts:\n{listed}" if listed else "format: 1\nhosts: []\n"
    files["site_src/internal/README.md"] = "Responders only.\n"
    files["notes.txt"] = "notes\n"
    return make_remote(tmp_path, files)


def surroundings(**others: str) -> dict[str, str]:
    """Return the environment of a child: this source, no colours, nobody's proxies."""
    kept = {key: value for key, value in os.environ.items() if "proxy" not in key.lower()}
    return {
        **kept,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TERM": "dumb",
        "NO_COLOR": "1",
        **others,
    }


def command_line(*words: str) -> list[str]:
    """Return what starts the program in a process of its own."""
    return [sys.executable, "-m", "generator", *words]


def type_in(root: Path, *words: str, now: str = "14:36", patience: Patience | None = None) -> Typed:
    """Run a command in the clone *root* at *now* on 15 January 2025; there is no terminal."""
    number = 2 if words[0] == "maintenance" else 1
    moment = now if "T" in now else f"2025-01-15T{now}Z"
    arguments = [*words[:number], "--root", str(root), "--now", moment, *words[number:]]
    result = CliRunner().invoke(group, arguments, obj=patience)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Typed(result.exit_code, result.stdout, result.stderr)


def push(root: Path, *words: str, patience: Patience | None = None) -> Typed:
    """Run ``allclear push`` in the clone *root*; there is no terminal."""
    result = CliRunner().invoke(group, ["push", "--root", str(root), *words], obj=patience)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Typed(result.exit_code, result.stdout, result.stderr)


class Standing(NamedTuple):
    """Everything that a command which did nothing leaves as it was."""

    files: dict[str, bytes | str]
    status: list[str]
    index: str
    head: str
    remote: str


def stand(root: Path, remote: Path) -> Standing:
    """Return where the clone *root* and its *remote* stand; not what is only remembered there."""
    files = {name: what for name, what in tree(root).items() if not name.startswith(".allclear")}
    return Standing(
        files,
        status(root),
        git(root, "ls-files", "--stage"),
        git(root, "log", "--format=%H %s"),
        git(remote, "log", "--format=%H %s", "main"),
    )
