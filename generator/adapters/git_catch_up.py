"""Putting what others pushed under what this clone has, so that a push can follow."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from generator.adapters import git_obstacles
from generator.adapters.git_calls import Done, ask
from generator.adapters.git_commit import COMMIT_HOOKS, head, hooks_present, locked_by
from generator.adapters.git_index import spare_index
from generator.adapters.git_numbers import MoveFailed, renumber_taken
from generator.adapters.git_obstacles import Obstacle, Target
from generator.adapters.git_state import changes, from_root

_LOCKED_TRIES = 50
_LOCKED_PAUSE = 0.2
_LISTED = re.compile(r"^\t(.+)$", re.MULTILINE)
_HOOKS = ("pre-merge-commit", *COMMIT_HOOKS)


def catch_up(
    root: Path,
    theirs: str,
    target: Target,
    renumbered: dict[str, str],
    pause: Callable[[float], None],
) -> Obstacle | None:
    """Rebase what only this clone has onto *theirs*, or merge *theirs*; abort what does not work.

    A rebase keeps history straight but wants a clean tree, so a merge it is when somebody has
    uncommitted changes, a record had to be renumbered, or there is a merge in between already.

    Args:
        root: The repository, or a folder in it.
        theirs: The remote's branch as fetched.
        target: For the commands to paste.
        renumbered: Gets the ids that had to change, old to new; earlier changes are followed.
        pause: Waits for so many seconds, where an editor has the lock of the index.

    Returns:
        What stands in the way, with the tree as it was but for a renumbered record; or None.
    """
    # The one commit all steps below look at, even if another command fetches meanwhile.
    theirs = ask(root, "rev-parse", "--verify", "--quiet", f"{theirs}^{{commit}}").line
    if not theirs:
        return None  # the remote has no such branch yet
    if unsettled := _conflicts(root):
        return git_obstacles.unsettled(unsettled)
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
        return _merge(root, theirs, target, pause)
    return _rebase(root, theirs, target, pause)


def _rebase(
    root: Path, theirs: str, target: Target, pause: Callable[[float], None]
) -> Obstacle | None:
    done = ask(root, "rebase", "--quiet", "--no-autostash", "--no-autosquash", theirs)
    if done.is_fine:
        return None
    ask(root, "rebase", "--abort")  # fine when it had not begun
    # A merge looks only at where both ended: it may succeed where a commit on the way does not,
    # such as the first one of a record that was renumbered, or where a hook lets nobody rebase.
    return _merge(root, theirs, target, pause)


def _merge(
    root: Path, theirs: str, target: Target, pause: Callable[[float], None]
) -> Obstacle | None:
    """Merge *theirs*; what others have staged stays staged, which git alone would refuse."""
    staged = {*ask(root, "diff", "--cached", "--name-only", "--no-renames", "-z", "HEAD").names}
    if not staged:
        return _merge_into(root, theirs, target, None)
    base = ask(root, "merge-base", "HEAD", theirs).line
    incoming = {*ask(root, "diff", "--name-only", "--no-renames", "-z", base, theirs).names}
    if overlap := staged & incoming:
        prefix = ask(root, "rev-parse", "--show-prefix").line
        return git_obstacles.in_the_way(tuple(from_root(sorted(overlap), prefix)))
    before = head(root)
    with spare_index(root) as index:
        obstacle = _merge_into(root, theirs, target, index)
    if obstacle is None:
        obstacle = _tell_index(root, before, pause)
    ask(root, "update-index", "-q", "--refresh")
    return obstacle


def _tell_index(root: Path, before: str, pause: Callable[[float], None]) -> Obstacle | None:
    """Let the real index know the files that a merge brought; what is staged stays in it."""
    learn = ("read-tree", "-i", "-m", before, "HEAD")
    done = ask(root, *learn)
    for _ in range(_LOCKED_TRIES):
        if not locked_by(done.words):
            break
        pause(_LOCKED_PAUSE)
        done = ask(root, *learn)
    if done.is_fine:
        return None
    return git_obstacles.git_refused("update its index", done.words, f"git {' '.join(learn)}")


def _merge_into(root: Path, theirs: str, target: Target, index: str | None) -> Obstacle | None:
    done = ask(
        root, "-c", "merge.directoryRenames=false", "merge", "--quiet", "--no-edit",
        "--no-autostash", "--ff", "-m", f"records: Merge {target.remote}/{target.branch}", theirs,
        index=index,
    )  # fmt: skip
    if done.is_fine:
        return None
    conflicts = _conflicts(root, index)
    ask(root, "merge", "--abort", index=index)  # fine when it had not begun
    return _why_not(root, done, conflicts, target)


def _conflicts(root: Path, index: str | None = None) -> tuple[str, ...]:
    names = ask(
        root, "diff", "--name-only", "--relative", "--diff-filter=U", "-z", index=index
    ).names
    return tuple(sorted({*names}))


def _why_not(root: Path, done: Done, conflicts: tuple[str, ...], target: Target) -> Obstacle:
    if conflicts:
        return git_obstacles.conflict(conflicts, target)
    if lock := locked_by(done.words):
        return git_obstacles.index_locked(lock)
    if "would be overwritten" in done.words:
        prefix = ask(root, "rev-parse", "--show-prefix").line
        return git_obstacles.in_the_way(tuple(from_root(_LISTED.findall(done.words), prefix)))
    if hooks := hooks_present(root, _HOOKS):
        return git_obstacles.hook_refused(" or ".join(hooks), done.words)
    what = f"take over {target.remote}/{target.branch}"
    return git_obstacles.git_refused(what, done.words)
