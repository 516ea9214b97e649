"""Before visitors' words are shown: what could keep them here, and what others pushed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.adapters.clone import lock
from generator.adapters.git_calls import ask
from generator.adapters.git_catch_up import catch_up
from generator.adapters.git_numbers import find_taken
from generator.adapters.git_obstacles import Target
from generator.adapters.git_state import Standing, tracking, where
from generator.core.refusal import Refusal

FETCH_SECONDS = 5.0
"""Somebody waits at the keyboard; what comes later is caught up with when it is pushed."""


def find_hindrance(root: Path) -> str:
    """Return what would keep a record on this machine, as a sentence without full stop; or nothing.

    No network is asked; whether the remote takes it is seen when it is pushed.
    """
    standing = where(root)
    if standing.operation:
        try:
            with lock(root):  # another command may have been rebasing just then
                standing = where(root)
        except Refusal:
            return ""
    return _hindrance(standing)


def take_over(root: Path, pause: Callable[[float], None]) -> str:
    """Take over what others pushed, where nothing is in the way; return a note about it or nothing.

    A record whose number was taken is not moved here: somebody has just typed it.

    Args:
        root: The repository, or a folder in it.
        pause: Waits for so many seconds, where an editor has the lock of the index.
    """
    standing = where(root)
    remote = standing.remote
    if remote is None or standing.operation or _hindrance(standing):
        return ""
    branch = standing.default_branch or standing.branch or ""
    theirs = tracking(remote, branch)
    said = ask(
        root, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", remote,
        f"+refs/heads/{branch}:{theirs}", seconds=FETCH_SECONDS,
    )  # fmt: skip
    if "couldn't find remote ref" in said.words:
        return ""  # nobody has pushed anything yet
    if not (said.is_fine or "cannot lock ref" in said.words):
        return "the remote did not answer: what others published meanwhile is not shown"
    commit = ask(root, "rev-parse", "--verify", "--quiet", theirs).line
    count = ask(root, "rev-list", "--count", f"HEAD..{commit}").line if commit else ""
    if count in ("", "0"):
        return ""
    not_shown = f"what others published to {remote}/{branch} meanwhile is not shown"
    try:
        with lock(root):
            if taken := find_taken(root, commit):
                names = ", ".join(each.rpartition("/")[2] for each in taken)
                return f"{not_shown}: somebody took {names}; what is here gets a new number"
            obstacle = catch_up(root, commit, Target((), "", remote, branch), {}, pause)
    except Refusal as refusal:
        return f"{not_shown}: {refusal.message}"
    if obstacle:
        return f"{not_shown}: {obstacle.reason.splitlines()[0]}"
    commits = "1 commit" if count == "1" else f"{count} commits"
    return f"{commits} of others taken over from {remote}/{branch} first"


def _hindrance(standing: Standing) -> str:
    if not standing.is_repository:
        is_git = "not a git repository" in standing.complaint
        return "this folder lies in no git repository" if is_git else standing.complaint
    if standing.operation:
        return f"a {standing.operation} is under way in this clone"
    if standing.branch is None:
        return "this clone is on no branch"
    if standing.branch != (standing.default_branch or standing.branch):
        return f"this clone is on branch {standing.branch}"
    if not standing.has_identity:
        return "git does not know your name and address"
    return "" if standing.remote else "this repository has no remote to publish from"
