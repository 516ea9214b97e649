"""What git knows of who wrote a file, and who wrote a line of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from generator.adapters.git import GitError, run
from generator.core.history import Origin

_NOBODY = "0" * 40
_MARK = "\x01"


@dataclass(frozen=True, slots=True)
class Touch:
    """One commit that added a file or changed it."""

    origin: Origin
    is_addition: bool


def list_touches(root: Path, below: str) -> Mapping[str, tuple[Touch, ...]] | None:
    """Return the commits that added or changed each file, oldest first, in one call of git.

    Args:
        root: The repository, or a folder in it.
        below: A folder relative to *root*.

    Returns:
        By path relative to *root*; a file that is in no commit is not there. None where git
        cannot tell: it is not installed, this is no repository, or it has no commit yet.
    """
    try:
        output = run(
            root, "-c", "core.quotePath=false", "log", "--relative", "--no-renames",
            "--name-status", "--diff-filter=AM", f"--format={_MARK}%H{_MARK}%ct{_MARK}%aN",
            "--", below,
        )  # fmt: skip
    except GitError:
        return None
    found: dict[str, list[Touch]] = {}
    origin = None
    for line in output.decode(errors="replace").split("\n"):
        if line.startswith(_MARK):
            _, commit, seconds, author = line.split(_MARK, 3)
            origin = Origin(author=author, committed_at=_moment(seconds), commit=commit)
        elif line and origin is not None:
            kind, _, path = line.partition("\t")
            found.setdefault(path, []).append(Touch(origin, is_addition=kind == "A"))
    return {path: tuple(reversed(touches)) for path, touches in found.items()}


def find_writers(root: Path, path: str) -> tuple[Origin | None, ...]:
    """Return who wrote each line of the file at *path*; None for lines that are in no commit.

    Empty where git cannot tell, and for a file git does not know.
    """
    try:
        output = run(root, "blame", "--line-porcelain", "--", path)
    except GitError:
        return ()
    writers: list[Origin | None] = []
    commit, facts = "", dict[str, str]()
    for line in output.decode(errors="replace").split("\n"):
        if line.startswith("\t"):  # the line itself comes last
            known = commit != _NOBODY
            writers.append(_create_origin(commit, facts) if known else None)
            commit, facts = "", {}
        elif not commit:
            commit = line.partition(" ")[0].lstrip("^")
        else:
            name, _, value = line.partition(" ")
            facts[name] = value
    return tuple(writers)


def _create_origin(commit: str, facts: Mapping[str, str]) -> Origin:
    return Origin(
        author=facts.get("author", ""),
        committed_at=_moment(facts.get("committer-time", "0")),
        commit=commit,
    )


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), tz=UTC)
