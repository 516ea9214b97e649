"""Committing a command's files and bringing them to everybody, however many push at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from generator.adapters import git_obstacles
from generator.adapters.clone import lock
from generator.adapters.git_calls import LATE, NETWORK_SECONDS, Done, ask
from generator.adapters.git_catch_up import catch_up
from generator.adapters.git_commit import Outcome, commit, hooks_present
from generator.adapters.git_obstacles import Obstacle, Target
from generator.adapters.git_state import Standing, remote_head, tracking, where
from generator.core.refusal import Refusal

ATTEMPTS = 12
"""How often a push is tried before a person has to look."""

_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0
_LOCKED_TRIES = 5
"""Editors take the lock of the index for moments only."""

_BEHIND = (
    "fetch first", "non-fast-forward", "stale info", "cannot lock ref", "failed to lock",
    "failed to update ref", "incorrect old value", "reference already exists",
)  # fmt: skip
"""How a remote words that somebody else was first, even in the same instant."""
_NO_ACCESS = (
    "authentication failed", "could not read username", "could not read password",
    "permission denied", "access denied", "error: 401", "error: 403", "host key verification",
    "terminal prompts disabled", "permission to", "not authorized",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How far a record got.

    Attributes:
        is_committed: Whether the files are in a commit of this clone.
        is_pushed: Whether the remote's default branch has them.
        commit: Hash of the branch, what was pushed included; empty where nothing is committed.
        kind: A word for programs for why not further; empty if all that was asked is done.
        reason: The same in words.
        fix: What to do then, in the imperative, with commands to paste.
        renumbered: Ids that were taken meanwhile, to the new ids of our records.
        attempts: How often a push was tried.
        pushed: Files that differ in what the remote got, relative to the root; commits of earlier
            commands count.
    """

    is_committed: bool = False
    is_pushed: bool = False
    commit: str = ""
    kind: str = ""
    reason: str = ""
    fix: str = ""
    renumbered: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    attempts: int = 0
    pushed: tuple[str, ...] = ()


def publish(
    root: Path,
    paths: tuple[str, ...],
    subject: str,
    *,
    push: bool,
    pause: Callable[[float], None],
    roll: Callable[[], float],
    attempts: int = ATTEMPTS,
) -> Published:
    """Commit *paths* and, when *push* says so, bring all that is committed to the remote.

    On another branch than the remote's default one, on none, or in the middle of a rebase nothing
    is committed: visitors would never see it. Whatever happens, the files stay written and what
    others have staged or changed stays as it is.

    Args:
        root: The repository, or a folder in it.
        paths: Own files relative to *root*; none when only what is committed is to be pushed.
        subject: Message of the commit.
        push: Whether to go beyond this machine.
        pause: Waits for so many seconds.
        roll: Returns a number from 0 up to 1, for the jitter.
        attempts: Ceiling of pushes.
    """
    try:
        with lock(root):  # or a rebase of another command would be taken for somebody's own
            standing = where(root)
    except Refusal as refusal:
        return _stopped(Published(), git_obstacles.busy(refusal.message))
    target = Target(paths, subject, standing.remote or "origin", standing.default_branch or "main")
    obstacle, target = _before_commit(root, standing, target, push=push)
    if obstacle:
        return _stopped(Published(), obstacle)
    outcome = _commit_patiently(root, target, pause)
    if outcome.obstacle:
        return _stopped(Published(), outcome.obstacle)
    done = Published(is_committed=True, commit=outcome.commit)
    if not push:
        return done
    if standing.remote is None:
        several = bool(ask(root, "remote").line)
        return _stopped(done, git_obstacles.no_remote(several, target))
    return _push_patiently(root, replace(target, paths=()), done, pause, roll, attempts)


def _stopped(so_far: Published, obstacle: Obstacle) -> Published:
    return replace(so_far, kind=obstacle.kind, reason=obstacle.reason, fix=obstacle.fix)


def _before_commit(
    root: Path, standing: Standing, target: Target, *, push: bool
) -> tuple[Obstacle | None, Target]:
    """Return why nothing may be committed here, and the target with the branch to push to."""
    if not standing.is_repository:
        return git_obstacles.no_repository(standing.complaint, target), target
    if standing.operation:
        return git_obstacles.under_way(standing.operation), target
    kept = remote_head(root, standing.remote) if standing.remote else None
    if push and standing.remote and (kept is None or kept != standing.branch):
        # What this clone remembers may be missing, or older than a renamed branch.
        kept = _ask_remote_head(root, standing.remote) or kept
    branch = kept or standing.default_branch or standing.branch or target.branch
    target = replace(target, branch=branch)
    if standing.branch is None:
        return git_obstacles.detached(standing.commit, target), target
    if standing.branch != branch:
        return git_obstacles.other_branch(standing.branch, target), target
    if not standing.has_identity:
        return git_obstacles.no_identity(), target
    return None, target


def _ask_remote_head(root: Path, remote: str) -> str | None:
    found = ask(root, "ls-remote", "--symref", remote, "HEAD", seconds=NETWORK_SECONDS).line
    reference = found.partition("\t")[0]
    return reference.removeprefix("ref: refs/heads/") if reference.startswith("ref: ") else None


def _commit_patiently(root: Path, target: Target, pause: Callable[[float], None]) -> Outcome:
    outcome = Outcome()
    for number in range(_LOCKED_TRIES):
        if number:
            pause(_FIRST_PAUSE)
        try:
            with lock(root):
                outcome = commit(root, target.paths, target.subject)
        except Refusal as refusal:
            return Outcome(obstacle=git_obstacles.busy(refusal.message))
        if outcome.obstacle is None or outcome.obstacle.kind != "index_locked":
            break
    return outcome


def _push_patiently(
    root: Path,
    target: Target,
    done: Published,
    pause: Callable[[float], None],
    roll: Callable[[], float],
    attempts: int,
) -> Published:
    renumbered: dict[str, str] = {}
    obstacle: Obstacle | None = None
    tried = 0
    # By its name: HEAD is elsewhere while another command of this clone rebases.
    branch = f"refs/heads/{target.branch}"
    there = ""
    while obstacle is None and tried < attempts:
        tried += 1
        there = _remembered(root, target)  # a push that gets through changes it
        said = ask(
            root, "push", "--porcelain", "--no-follow-tags", target.remote,
            f"{branch}:{branch}", seconds=NETWORK_SECONDS,
        )  # fmt: skip
        if said.is_fine:
            break
        obstacle = _why_not_pushed(root, said, target)
        if obstacle is None and tried == attempts:
            obstacle = git_obstacles.ceiling(attempts, target)
        if obstacle is None:
            # Before fetching, so that nobody waits between catching up and pushing again.
            pause(roll() * min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (tried - 1)))
            obstacle = _fetch_and_catch_up(root, target, renumbered, pause)
    done = replace(
        done,
        commit=ask(root, "rev-parse", branch).line,
        is_pushed=obstacle is None,
        renumbered=MappingProxyType(renumbered),
        attempts=tried,
    )
    if obstacle:
        return _stopped(done, obstacle)
    return replace(done, pushed=_differing(root, there, branch))


def _remembered(root: Path, target: Target) -> str:
    """Return the hash of the remote's branch as this clone knows it, or nothing."""
    theirs = tracking(target.remote, target.branch)
    return ask(root, "rev-parse", "--verify", "--quiet", theirs).line


def _differing(root: Path, there: str, branch: str) -> tuple[str, ...]:
    """Return the files below the root that *branch* has otherwise than the commit *there*."""
    if not there:
        return ask(root, "ls-tree", "-r", "--name-only", "-z", branch).names
    return ask(
        root, "diff", "--name-only", "--no-renames", "--relative", "-z", there, branch
    ).names  # fmt: skip


def _fetch_and_catch_up(
    root: Path, target: Target, renumbered: dict[str, str], pause: Callable[[float], None]
) -> Obstacle | None:
    theirs = tracking(target.remote, target.branch)
    said = ask(
        root, "fetch", "--quiet", "--no-tags", "--no-recurse-submodules", target.remote,
        f"+refs/heads/{target.branch}:{theirs}", seconds=NETWORK_SECONDS,
    )  # fmt: skip
    if not (said.is_fine or "cannot lock ref" in said.words):  # another command fetched the same
        return _no_answer(said, target)
    try:
        with lock(root):
            return catch_up(root, theirs, target, renumbered, pause)
    except Refusal as refusal:
        return git_obstacles.busy(refusal.message)


def _why_not_pushed(root: Path, said: Done, target: Target) -> Obstacle | None:
    """Return what stopped the push, or None when others were only faster."""
    lines = said.out.decode(errors="replace").splitlines()
    verdict = next((line.split("\t")[-1] for line in lines if line.startswith("!\t")), "")
    if verdict:
        if any(each in verdict for each in _BEHIND):
            return None
        words = [verdict.removeprefix("[remote rejected] ").strip("()")]
        spoken = (line.removeprefix("remote: ") for line in said.words.splitlines()
                  if line.startswith("remote: "))  # fmt: skip
        return git_obstacles.push_refused("\n".join((*words, *spoken)), target)
    if said.code == 1 and hooks_present(root, ("pre-push",)):
        words = [line for line in said.words.splitlines() if "failed to push some refs" not in line]
        return git_obstacles.hook_refused("pre-push", "\n".join(words))
    return None if "cannot lock ref" in said.words else _no_answer(said, target)


def _no_answer(said: Done, target: Target) -> Obstacle:
    if said.code == LATE:
        return git_obstacles.late(NETWORK_SECONDS, target)
    if any(each in said.words.lower() for each in _NO_ACCESS):
        return git_obstacles.no_access(said.words, target)
    return git_obstacles.unreachable(said.words, target)
