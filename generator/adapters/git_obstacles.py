"""Why a record is not with everybody yet, and the exact commands that go on from there."""

from __future__ import annotations

from dataclasses import dataclass
from shlex import quote

PUSH = "allclear push"
"""Gets everything out later: it commits what commands left here, catches up and pushes."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way; nothing is lost and the files stay written.

    Attributes:
        kind: A word for programs, such as ``no_remote``.
        reason: What is wrong, with what git, a hook or the remote said; no full stop.
        fix: What to do, in the imperative; commands to paste where they are the way out.
    """

    kind: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be committed and pushed where, for the commands to paste.

    Attributes:
        paths: Own files, relative to the root.
        subject: First line of the commit.
        remote: Name of the remote.
        branch: Its default branch.
    """

    paths: tuple[str, ...] = ()
    subject: str = ""
    remote: str = "origin"
    branch: str = "main"

    @property
    def committing(self) -> str:
        """Commands that commit the files and nothing else."""
        files = " ".join(map(quote, self.paths))
        return (
            f"git add --force -- {files} && git commit -m {quote(self.subject)} -- {files}"
            if files
            else ""
        )

    @property
    def pulling(self) -> str:
        """Command that takes over what others pushed; a merge, which can do more than a rebase."""
        return f"git pull --no-rebase --no-edit {quote(self.remote)} {quote(self.branch)}"


def _chain(*commands: str) -> str:
    return " && ".join(filter(None, commands))


def no_repository(complaint: str, target: Target) -> Obstacle:
    """Git does not work in this folder."""
    if complaint == "git is not installed":
        return Obstacle("no_git", complaint, f"install git, then: {PUSH}")
    if "not a git repository" in complaint:
        return Obstacle(
            "no_repository",
            "this folder lies in no git repository, so nobody else can have the record",
            "work in a clone of the repository that is published, or make this folder one: "
            + _chain("git init", target.committing),
        )
    return Obstacle(
        "no_repository",
        f"git does not work in this folder: {complaint}",
        f"do what git says, then: {PUSH}",
    )


def no_remote(remotes: bool, target: Target) -> Obstacle:
    """There is nowhere to push to; *remotes* tells whether there are several, none of them ours."""
    if remotes:
        return Obstacle(
            "no_remote",
            "this repository has several remotes and none is named origin",
            "name the one that is published, with its name for REMOTE: "
            f"git push --set-upstream REMOTE {quote(target.branch)}",
        )
    return Obstacle(
        "no_remote",
        "this repository has no remote, so the record is on this machine only",
        "add the repository that is published, with its address for URL: "
        f"git remote add origin URL && git push --set-upstream origin {quote(target.branch)}",
    )


def other_branch(branch: str, target: Target) -> Obstacle:
    """Visitors see another branch."""
    return Obstacle(
        "other_branch",
        f"this clone is on branch {branch}, and visitors see {target.branch}; the files are "
        "written and not committed",
        f"paste: {_chain(f'git switch {quote(target.branch)}', PUSH)}",
    )


def detached(commit: str, target: Target) -> Obstacle:
    """A commit would be on no branch."""
    return Obstacle(
        "detached",
        f"this clone is on no branch (HEAD is detached at {commit[:7]}); the files are written "
        "and not committed",
        f"paste: {_chain(f'git switch {quote(target.branch)}', PUSH)}",
    )


def under_way(operation: str) -> Obstacle:
    """A rebase, merge or the like waits for somebody to finish it."""
    way_out = (
        "git bisect reset"
        if operation == "bisect"
        else f"git {operation} --continue (or git {operation} --abort)"
    )
    return Obstacle(
        "under_way",
        f"a {operation} is under way in this clone; the files are written and not committed",
        f"finish it: {way_out}, then paste: {PUSH}",
    )


def no_identity() -> Obstacle:
    """Git knows nobody to name as author."""
    return Obstacle(
        "no_identity",
        "git does not know your name and address; the files are written and not committed",
        "paste, with your own: git config user.name 'Your Name' && "
        f"git config user.email you@example.org && {PUSH}",
    )


def index_locked(path: str) -> Obstacle:
    """Another git is at work, or died at it."""
    return Obstacle(
        "index_locked",
        f"another git is at work in this clone ({path} exists)",
        f"wait until it has finished and paste: {PUSH}; "
        f"if no git is running, first: rm {quote(path)}",
    )


def busy(reason: str) -> Obstacle:
    """Another command of ours holds the lock."""
    return Obstacle("busy", reason, f"wait for it, then paste: {PUSH}")


def hook_refused(hook: str, said: str) -> Obstacle:
    """A hook of this clone said no."""
    words = f": {said}" if said else " without a word"
    return Obstacle(
        "hook_refused", f"the hook {hook} refused{words}", f"do what it asks, then paste: {PUSH}"
    )


def git_refused(what: str, said: str, command: str = PUSH) -> Obstacle:
    """Git did not do *what* for a reason of its own; *command* goes on when that is settled."""
    return Obstacle(
        "git_refused", f"git did not {what}: {said}", f"do what git says, then paste: {command}"
    )


def push_refused(said: str, target: Target) -> Obstacle:
    """The remote takes no push to this branch: protected, or a hook over there."""
    branch = "records-waiting"
    return Obstacle(
        "push_refused",
        f"{target.remote} refused the push to {target.branch}: {said}",
        "push to a branch of its own and have it merged: "
        f"git push {quote(target.remote)} HEAD:refs/heads/{branch}",
    )


def no_access(said: str, target: Target) -> Obstacle:
    """The remote does not know us, or not as somebody who may push."""
    return Obstacle(
        "no_access",
        f"{target.remote} did not let this machine in: {said}",
        f"sign in with an SSH key or a stored token, then paste: {PUSH}",
    )


def unreachable(said: str, target: Target) -> Obstacle:
    """The remote does not answer."""
    return Obstacle(
        "unreachable",
        f"{target.remote} cannot be reached: {said}",
        f"when the network is back: {PUSH}",
    )


def late(seconds: float, target: Target) -> Obstacle:
    """The remote took too long."""
    return Obstacle(
        "late",
        f"{target.remote} did not answer within {seconds:g} s",
        f"try again in a minute: {PUSH}",
    )


def in_the_way(paths: tuple[str, ...]) -> Obstacle:
    """Uncommitted changes of others lie where a pushed change has to go."""
    return Obstacle(
        "in_the_way",
        f"uncommitted changes lie where others pushed some too: {', '.join(paths)}",
        "put them aside and take them back: "
        + _chain("git stash push --include-untracked", PUSH, "git stash pop"),
    )


def unsettled(paths: tuple[str, ...]) -> Obstacle:
    """The index holds a conflict though nothing is under way; git merges nothing then."""
    files = " ".join(map(quote, paths))
    return Obstacle(
        "unsettled",
        "a conflict of an earlier git stash pop or the like waits to be settled: "
        + ", ".join(paths),
        "settle it in an editor, then paste: " + _chain(f"git restore --staged -- {files}", PUSH),
    )


def conflict(paths: tuple[str, ...], target: Target) -> Obstacle:
    """Commits here and there changed the same lines."""
    return Obstacle(
        "conflict",
        f"commits here and on {target.remote}/{target.branch} change the same lines: "
        + ", ".join(paths),
        f"paste: {target.pulling}, settle them in an editor, then paste: "
        + _chain(f"git add -- {' '.join(map(quote, paths))}", "git commit --no-edit", PUSH),
    )


def ceiling(attempts: int, target: Target) -> Obstacle:
    """Others were faster each time."""
    return Obstacle(
        "ceiling",
        f"others pushed to {target.branch} first, {attempts} times in a row",
        f"try again in a minute: {PUSH}",
    )
