"""What git knows of a change: its commits, who signed them, and its files before and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from generator.adapters.git import GitError
from generator.adapters.git_calls import NO_GIT, ask
from generator.core.staff.authored import Commit, FileChange

_MARK, _FIELD = "\x01", "\x02"
_FORMAT = (
    f"{_MARK}%H{_FIELD}%ct{_FIELD}%G?{_FIELD}%GS{_FIELD}%ae{_FIELD}%an{_FIELD}"
    "%(trailers:key=Override,valueonly,separator=%x20)"
)
"""What git vouches for stands before what the author typed: a name may hold the mark between."""
_MOST_BYTES = 1 << 20  # a record's file has a quarter of that at most

Blobs = dict[str, bytes]


class Overridden(NamedTuple):
    """One commit that says ``Override: <reason>``, to be told in the post-mortem (R164)."""

    commit: str
    author: str
    committed_at: datetime
    reason: str


def list_commits(root: Path, base: str) -> tuple[Commit, ...]:
    """Return the commits between *base* and HEAD that change files below *root*, oldest first.

    Of a merge only what it changed against every parent counts: the rest is told by its parents.

    Raises:
        GitError: When git is missing, *base* is unknown, or the history is cut off.
    """
    _require(root, base)
    rows = list(_parse(_log(root, f"{base}..HEAD")))
    wanted = {blob for _, files in rows for _, before, after in files for blob in (before, after)}
    blobs = _read_blobs(root, sorted(wanted - {""}))
    return tuple(
        commit._replace(
            files=tuple(
                FileChange(path, blobs.get(before), blobs.get(after))
                for path, before, after in files
            )
        )
        for commit, files in rows
        if files
    )


def list_overridden(root: Path, below: str) -> tuple[Overridden, ...]:
    """Return the commits with an ``Override:`` trailer that touched *below*, oldest first.

    Args:
        root: The repository, or a folder in it.
        below: A record's folder, relative to *root*: its post-mortem lists them.

    Returns:
        Empty also where git cannot tell.
    """
    done = ask(root, "log", "-z", "--reverse", f"--format={_FORMAT}", "HEAD", "--", below)
    found = [_read_commit(each) for each in done.names] if done.is_fine else []
    return tuple(
        Overridden(each.id, each.author, each.committed_at, each.override)
        for each in found
        if each.override
    )


def _require(root: Path, base: str) -> None:
    done = ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if done.code == NO_GIT:
        raise GitError("git is not installed", "install git")
    if not done.is_fine and not ask(root, "rev-parse", "--git-dir").is_fine:
        raise GitError(
            f"{root} lies in no git repository, so there is no change to look at",
            "clone the repository; the matrix alone needs none: allclear permissions",
        )
    if not done.is_fine:
        raise GitError(
            f"git knows no commit '{base}' here",
            "name a commit to compare with, such as --base origin/main; fetch it first",
        )


def _log(root: Path, span: str) -> list[str]:
    done = ask(
        root, "log", "-z", "--reverse", "--topo-order", "-c", "--raw", "--no-abbrev",
        "--no-renames", "--relative", f"--format={_FORMAT}", span,
    )  # fmt: skip
    if not done.is_fine:
        raise GitError(done.words or "git log failed")
    return list(done.names)


_Row = tuple[str, str, str]  # path, and the blobs before and after


def _parse(parts: Sequence[str]) -> Iterator[tuple[Commit, list[_Row]]]:
    """Yield each commit with its files; ``-z`` ends commits, states and paths alike."""
    commit: Commit | None = None
    files: list[_Row] = []
    waiting = iter(parts)
    for part in waiting:
        text = part.lstrip("\n")
        if text.startswith(_MARK):
            if commit is not None:
                yield commit, files
            commit, files = _read_commit(text), []
        elif text.startswith(":"):
            path = next(waiting, "")
            before, after = _read_states(text)
            files.append((path, before, after))
    if commit is not None:
        yield commit, files


def _read_states(text: str) -> tuple[str, str]:
    """Return the blobs of one raw line; of a merge, of its first parent and the result.

    ``:100644 100644 <before> <after> M``; a merge has as many colons as parents.
    """
    parents = len(text) - len(text.lstrip(":"))
    words = text.split(" ")
    blobs = words[parents + 1 : 2 * parents + 2]
    known = ["" if set(blob) <= {"0"} else blob for blob in blobs]
    return (known[0], known[-1]) if known else ("", "")


def _read_commit(text: str) -> Commit:
    fields = text.strip("\n").removeprefix(_MARK).split(_FIELD, 6)
    id_, seconds, signature, signer, address, name, override = (*fields, *[""] * 7)[:7]
    return Commit(
        id=id_,
        author=f"{name} <{address}>",
        address=address,
        committed_at=datetime.fromtimestamp(int(seconds or 0), tz=UTC),
        signature=signature,
        signer=signer,
        override=" ".join(override.split()),
        files=(),
    )


def _read_blobs(root: Path, blobs: Sequence[str]) -> Blobs:
    """Return the content of *blobs* in one call; what is too large for a record stays empty."""
    if not blobs:
        return {}
    out = ask(root, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in blobs)).out
    found: Blobs = {}
    start = 0
    while start < len(out):
        end = out.find(b"\n", start)
        words = out[start:end].decode(errors="replace").split(" ")
        if len(words) != 3:
            start = end + 1  # 'missing': a clone without old files
            continue
        size = int(words[2])
        found[words[0]] = out[end + 1 : end + 1 + size] if size <= _MOST_BYTES else b""
        start = end + 1 + size + 1
    return found
