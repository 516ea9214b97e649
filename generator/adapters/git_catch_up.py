"""Putting what others pushed under what this clone has, so that a push can follow."""

from __future__ import annotations

import re
from pathlib import Path

from generator.adapters import git_obstacles
from generator.adapters.git_calls import Done, ask
from generator.adapters.git_commit import COMMIT_HOOKS, hooks_present, locked_by
from generator.adapters.git_numbers import MoveFailed, renumber_taken
from generator.adapters.git_obstacles import Obstacle, Target
from generator.adapters.git_state import changes

_LISTED = re.compile(r"^\t(.+)$", re.MULTILINE)
_HOOKS = ("pre-merge-commit", *COMMIT_HOOKS)


def catch_up(
    root: Path, theirs: str, target: Target, renumbered: dict[str, str]
) -> Obstacle | None:
    """Rebase what only this clone has onto *theirs*, or merge *theirs*; abort what does not work.

    A rebase keeps history straight but wants a clean tree, so a merge it is when somebody has
    uncommitted changes, a record had to be renumbered, or there is a merge in between already.

    Args:
        root: The repository, or a folder in it.
        theirs: The remote's branch as fetched.
        target: For the commands to paste.
        renumbered: Gets the ids that had to change, old to new; earlier changes are followed.

    Returns:
        What stands in the way, with the tree as it was but for a renumbered record; or None.
    """
    if not ask(root, "rev-parse", "--verify", "--quiet", f"{theirs}^{{commit}}").is_fine:
        return None  # the remote has no such branch yet
    try:
        moved = renumber_taken(root, theirs)
    except MoveFailed as error:
        return _why_not(root, Done(1, b"", str(error)), (), target)
    for old, new in moved.items():
        first = next((key for key, value in renumbered.items() if value == old), old)
        renumbered[first] = new
    if ask(root, "merge-base", "--is-ancestor", theirs, "HEAD").is_fine:
        return None
    is_dirty = any(each.is_tracked for each in changes(root))
    has_merges = ask(root, "rev-list", "--merges", "--max-count=1", f"{theirs}..HEAD").line
    if moved or is_dirty or has_merges:
        return _merge(root, theirs, target)
    return _rebase(root, theirs, target)


def _rebase(root: Path, theirs: str, target: Target) -> Obstacle | None:
    done = ask(root, "rebase", "--quiet", "--no-autostash", "--no-autosquash", theirs)
    if done.is_fine:
        return None
    conflicts = _conflicts(root)
    ask(root, "rebase", "--abort")
    if conflicts or "would be overwritten" in done.words:
        return _why_not(root, done, conflicts, target)
    return _merge(root, theirs, target)  # such as where a hook lets nobody rebase


def _merge(root: Path, theirs: str, target: Target) -> Obstacle | None:
    done = ask(
        root, "-c", "merge.directoryRenames=false", "merge", "--quiet", "--no-edit",
        "--no-autostash", "--ff", "-m", f"records: Merge {target.remote}/{target.branch}", theirs,
    )  # fmt: skip
    if done.is_fine:
        return None
    conflicts = _conflicts(root)
    ask(root, "merge", "--abort")  # fine when it had not begun
    return _why_not(root, done, conflicts, target)


def _conflicts(root: Path) -> tuple[str, ...]:
    names = ask(root, "diff", "--name-only", "--relative", "--diff-filter=U", "-z").names
    return tuple(sorted({*names}))


def _why_not(root: Path, done: Done, conflicts: tuple[str, ...], target: Target) -> Obstacle:
    if conflicts:
        return git_obstacles.conflict(conflicts, target)
    if lock := locked_by(done.words):
        return git_obstacles.index_locked(lock, target)
    if "would be overwritten" in done.words:
        return git_obstacles.in_the_way(tuple(_LISTED.findall(done.words)), target)
    if hooks := hooks_present(root, _HOOKS):
        return git_obstacles.hook_refused(" or ".join(hooks), done.words, target.all)
    what = f"take over {target.remote}/{target.branch}"
    return git_obstacles.git_refused(what, done.words, target.all)
