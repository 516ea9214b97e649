"""Where a clone stands: on which branch, in the middle of what, and what nobody else has yet."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.adapters.git_calls import ask
from generator.core.audience import RECORDS

_OPERATIONS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
)
"""What lies in the git folder while something is under way."""

_FIELDS_BEFORE_PATH = {"1": 8, "2": 9, "u": 10, "?": 1}
"""Per kind of line of ``git status --porcelain=v2``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What this machine knows without asking the network; paths are relative to the root.

    Attributes:
        is_repository: Whether git works here.
        complaint: What git said where it does not.
        branch: Name of the branch; None when HEAD is detached.
        commit: Hash of HEAD; empty before the first commit.
        remote: The upstream's remote, else ``origin``, else the only one, else None.
        default_branch: Of the remote, as kept here; else the upstream's; else None.
        operation: ``rebase``, ``merge``, ``cherry-pick``, ``revert``, ``bisect``, ``am`` or empty.
        has_identity: Whether git knows a name and an address to commit with.
        ahead: Commits that the remote's default branch lacks; None when it was never fetched.
        behind: Commits of it that HEAD lacks, as of the last fetch; None likewise.
        unpushed: Files below ``incidents/`` that are not on the remote: uncommitted, or in commits
            not pushed.
        others: Every other file that is changed and not committed.
    """

    is_repository: bool = False
    complaint: str = ""
    branch: str | None = None
    commit: str = ""
    remote: str | None = None
    default_branch: str | None = None
    operation: str = ""
    has_identity: bool = False
    ahead: int | None = None
    behind: int | None = None
    unpushed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Change(NamedTuple):
    """A file that differs from HEAD; ``path`` is relative to the root."""

    path: str
    is_tracked: bool


def where(root: Path) -> Standing:
    """Return where the clone at *root* stands; no network, nothing is changed."""
    found = ask(root, "rev-parse", "--show-toplevel", "--absolute-git-dir", "--show-prefix")
    if not found.is_fine:
        return Standing(complaint=found.words)
    _, git_folder, prefix = (found.out.decode(errors="surrogateescape") + "\n").split("\n")[:3]
    asked = ask(root, "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all")
    if not asked.is_fine:
        return Standing(complaint=asked.words)
    status = asked.names
    heads = dict(each[2:].split(" ", 1) for each in status if each.startswith("# "))
    branch = None if heads["branch.head"] == "(detached)" else heads["branch.head"]
    commit = "" if heads["branch.oid"] == "(initial)" else heads["branch.oid"]
    remote, upstream = _remote(root, branch)
    default = (remote_head(root, remote) or upstream) if remote else None
    changes = _changes(status, prefix)
    ours = tuple(each.path for each in changes if is_record(each.path))
    counts, unpushed = _not_there_yet(root, commit, remote, default)
    return Standing(
        is_repository=True,
        branch=branch,
        commit=commit,
        remote=remote,
        default_branch=default,
        operation=_operation(git_folder),
        has_identity=all(
            ask(root, "var", f"GIT_{each}_IDENT").is_fine for each in ("COMMITTER", "AUTHOR")
        ),
        ahead=counts[0],
        behind=counts[1],
        unpushed=tuple(sorted({*ours, *unpushed})),
        others=tuple(each.path for each in changes if not is_record(each.path)),
    )


def is_record(path: str) -> bool:
    """Return whether *path*, relative to the root, lies below ``incidents/``."""
    return path.startswith(f"{RECORDS}/")


def changes(root: Path) -> tuple[Change, ...]:
    """Return every file that differs from HEAD, in the work tree or the index."""
    prefix = ask(root, "rev-parse", "--show-prefix").line
    return _changes(
        ask(root, "status", "--porcelain=v2", "-z", "--untracked-files=all").names, prefix
    )


def tracking(remote: str, branch: str) -> str:
    """Return the name under which this clone keeps *branch* of *remote*."""
    return f"refs/remotes/{remote}/{branch}"


def remote_head(root: Path, remote: str) -> str | None:
    """Return the default branch of *remote* as kept since the clone was made, or None."""
    name = ask(root, "symbolic-ref", "--quiet", tracking(remote, "HEAD")).line
    return name.removeprefix(tracking(remote, "")) or None


def _changes(status: tuple[str, ...], prefix: str) -> tuple[Change, ...]:
    found = []
    lines = iter(status)
    for line in lines:
        kind = line[0]
        if kind not in _FIELDS_BEFORE_PATH:
            continue
        paths = [line.split(" ", _FIELDS_BEFORE_PATH[kind])[-1]]
        if kind == "2":
            paths.append(next(lines))  # renamed: where it was
        found += [Change(path, kind != "?") for path in from_root(paths, prefix)]
    return tuple(sorted(found))


def from_root(paths: Iterable[str], prefix: str) -> list[str]:
    """Return *paths*, relative to the top, as seen from the folder *prefix* below it."""
    return [posixpath.relpath(path, prefix) if prefix else path for path in paths]


def _remote(root: Path, branch: str | None) -> tuple[str | None, str | None]:
    """Return the remote to push to, and the branch the upstream is on it."""
    if branch:
        form = "%(upstream:remotename)%00%(upstream:remoteref)"
        names = ask(root, "for-each-ref", f"--format={form}", f"refs/heads/{branch}").line
        remote, _, reference = names.partition("\0")
        if remote and remote != ".":
            return remote, reference.removeprefix("refs/heads/") or None
    remotes = ask(root, "remote").line.split()
    if "origin" in remotes:
        return "origin", None
    return (remotes[0] if len(remotes) == 1 else None), None


def _operation(git_folder: str) -> str:
    return next((name for mark, name in _OPERATIONS if os.path.lexists(f"{git_folder}/{mark}")), "")


def _not_there_yet(
    root: Path, commit: str, remote: str | None, branch: str | None
) -> tuple[tuple[int | None, int | None], tuple[str, ...]]:
    """Return commits ahead and behind, and the records' files in the commits ahead."""
    if not (commit and remote and branch):
        return (None, None), ()
    theirs = tracking(remote, branch)
    counted = ask(root, "rev-list", "--left-right", "--count", f"{theirs}...HEAD", "--")
    if not counted.is_fine:
        return (None, None), ask(root, "ls-tree", "-r", "-z", "--name-only", "HEAD", RECORDS).names
    behind, ahead = map(int, counted.line.split())
    if not ahead:
        return (ahead, behind), ()
    names = ask(
        root, "diff", "--name-only", "--no-renames", "--relative", "-z", f"{theirs}...HEAD",
        "--", RECORDS,
    ).names  # fmt: skip
    return (ahead, behind), names
