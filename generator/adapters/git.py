"""What this program asks of git: which commit is public, and its public files."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path


class GitError(Exception):
    """git is missing, or said no; the text is what it said.

    Attributes:
        fix: What to do, in the imperative; empty where only git's own words help.
    """

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.fix = fix


def run(root: Path, *arguments: str) -> bytes:
    """Run git in *root* and return its output.

    Raises:
        GitError: With what git wrote to standard error.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, arguments never through a shell
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is found as the user finds it
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed", "install git") from error
    if done.returncode:
        raise GitError(done.stderr.decode(errors="replace").strip())
    return done.stdout


def commit_visitors_see(root: Path) -> str:
    """Return the commit the published site is built from, as far as this clone knows.

    The upstream of this branch, else the remote's default branch, else HEAD.

    Raises:
        GitError: Outside a repository, or in one without a commit.
    """
    try:
        run(root, "rev-parse", "--git-dir")
    except GitError as error:
        if error.fix:
            raise
        raise GitError(
            "this folder lies in no git repository",
            "run it in a clone of the repository that is published",
        ) from error
    for name in ("@{upstream}", "refs/remotes/origin/HEAD", "HEAD"):
        if commit := _find(root, f"{name}^{{commit}}"):
            return commit
    raise GitError(
        "this repository has no commit yet, so nothing is published",
        "commit your files first: git add --all, then git commit",
    )


def _find(root: Path, revision: str) -> str:
    """Return the hash of *revision*, or nothing when there is none; git is not asked why."""
    try:
        return run(root, "rev-parse", "--verify", "--quiet", revision).decode().strip()
    except GitError:
        return ""


def export(root: Path, commit: str, paths: tuple[str, ...], target: Path) -> None:
    """Write the files below *paths* as of *commit* into *target*; missing paths are left out.

    Args:
        root: The repository, or a folder in it; *paths* are relative to it.
        commit: Any revision git understands.
        paths: Git pathspecs; ``:(exclude)…`` ones keep files out.
        target: An empty folder.

    Raises:
        GitError: When *commit* is unknown.
    """
    top = Path(run(root, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    prefix = run(root, "rev-parse", "--show-prefix").decode().strip()
    if not _find(top, f"{commit}^{{commit}}"):
        raise GitError(
            f"git knows no commit '{commit}' here", "name a commit to compare with: --base COMMIT"
        )
    tree = _find(top, f"{commit}:{prefix}")
    if not tree:
        return  # the folder is newer than the commit
    present = tuple(
        path
        for path in paths
        if path.startswith(":") or run(top, "ls-tree", "--name-only", tree, path)
    )
    if all(path.startswith(":") for path in present):
        return
    archive = run(top, "archive", "--format=tar", tree, "--", *present)
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            _write_file(files, member, target)


def _write_file(files: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """Write one file of an archive below *target*; what is no plain file is left out."""
    content = files.extractfile(member) if member.isfile() else None
    path = target / member.name
    if content is None or not path.resolve().is_relative_to(target.resolve()):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read())
