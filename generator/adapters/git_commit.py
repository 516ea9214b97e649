"""Committing a command's own files, and nothing that somebody else has lying around."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from generator.adapters import git_obstacles
from generator.adapters.git_calls import Done, ask, literal
from generator.adapters.git_obstacles import Obstacle

COMMIT_HOOKS = ("pre-commit", "prepare-commit-msg", "commit-msg")
"""Hooks that can refuse a commit."""

_LOCK = re.compile(r"Unable to create '(.*\.lock)': File exists")
_NOBODY = ("tell me who you are", "empty ident", "no email was given", "no name was given")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a commit: its hash (HEAD's, if there was nothing to add), or the obstacle."""

    commit: str = ""
    obstacle: Obstacle | None = None


def commit(root: Path, paths: tuple[str, ...], subject: str) -> Outcome:
    """Commit *paths* as they lie in the work tree and only them.

    Whatever else is staged stays staged and uncommitted. When it cannot be done, the index is as
    it was; the files stay where they are.

    Args:
        root: The repository, or a folder in it.
        paths: Relative to *root*; they are committed even where an ignore rule covers them.
        subject: Message of the commit.
    """
    if not paths:
        return Outcome(commit=head(root))
    specs = literal(paths)
    before = ask(root, "ls-files", "--stage", "-z", "--full-name", "--", *specs)
    # Forced: many a person has git ignore every *.log.
    done = ask(root, "add", "--force", "--", *specs)
    if done.is_fine:
        if ask(root, "diff", "--cached", "--quiet", "--", *specs).is_fine:
            return Outcome(commit=head(root))
        done = ask(
            root, "commit", "--quiet", "--cleanup=whitespace", "--file=-", "--only", "--", *specs,
            given=subject,
        )  # fmt: skip
        if done.is_fine:
            return Outcome(commit=head(root))
    _take_back(root, specs, before)
    return Outcome(obstacle=_why_not(root, done))


def head(root: Path) -> str:
    """Return the hash of HEAD, or nothing before the first commit."""
    return ask(root, "rev-parse", "--verify", "--quiet", "HEAD").line


def locked_by(words: str) -> str:
    """Return the path of the lock file that git complained of in *words*, or nothing."""
    found = _LOCK.search(words)
    return found[1] if found else ""


def hooks_present(root: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the hooks *names* that git would run."""
    folder = os.path.join(root, ask(root, "rev-parse", "--git-path", "hooks").line)
    return tuple(name for name in names if os.access(f"{folder}/{name}", os.X_OK))


def _take_back(root: Path, specs: tuple[str, ...], before: Done) -> None:
    """Put the entries of our own files in the index back to what *before* lists."""
    names = ask(root, "ls-files", "-z", "--", *specs).out
    ask(root, "update-index", "-z", "--force-remove", "--stdin", given=names)
    ask(root, "update-index", "-z", "--index-info", given=before.out)


def _why_not(root: Path, done: Done) -> Obstacle:
    if lock := locked_by(done.words):
        return git_obstacles.index_locked(lock)
    if any(each in done.words for each in _NOBODY):
        return git_obstacles.no_identity()
    if hooks := hooks_present(root, COMMIT_HOOKS):
        return git_obstacles.hook_refused(" or ".join(hooks), done.words)
    return git_obstacles.git_refused("commit", done.words)
