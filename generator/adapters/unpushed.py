"""What is only on this machine: asked of git at once, without the network, changing nothing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.core.audience import RECORDS
from generator.core.situation import Unpushed

_STATUS = (
    "status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--no-renames",
    "--", RECORDS,
)  # fmt: skip
_COMMITTED = (
    "diff", "--name-only", "-z", "--relative", "--no-renames", "@{upstream}...HEAD", "--", RECORDS,
)  # fmt: skip
_PREFIX = ("rev-parse", "--show-prefix")


def find_unpushed(root: Path) -> Unpushed:
    """Return what of the records below *root* the remote does not have, as far as git knows."""
    return ask_unpushed(root)()


def ask_unpushed(root: Path) -> Callable[[], Unpushed]:
    """Begin to ask git, and return what waits for the answer: records can be read meanwhile."""
    try:
        asked = [_begin(root, *words) for words in (_STATUS, _COMMITTED, _PREFIX)]
    except OSError:
        return lambda: Unpushed(is_repository=False)

    def answer() -> Unpushed:
        status, committed, prefix = map(_end, asked)
        if status is None:
            return Unpushed(is_repository=False)
        return _read_answer(status, committed or "", (prefix or "").rstrip("\n"))

    return answer


def _begin(root: Path, *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a fixed program, arguments never through a shell
        ["git", "-C", str(root), *words],  # noqa: S607 - git is found as the user finds it
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # A look must not stand in the way of somebody's commit.
        env=os.environ | {"GIT_OPTIONAL_LOCKS": "0"},
    )


def _end(process: subprocess.Popen[bytes]) -> str | None:
    """Return what git said, or None when it said no."""
    output, _ = process.communicate()
    return None if process.returncode else output.decode(errors="replace")


def _read_answer(status: str, committed: str, prefix: str) -> Unpushed:
    """Return the answer; *prefix* leads from the repository's top to the root."""
    heads: dict[str, str] = {}
    files = {name for name in committed.split("\0") if name}
    for item in status.split("\0"):
        if item.startswith("# branch."):
            name, _, value = item.removeprefix("# branch.").partition(" ")
            heads[name] = value
        else:
            files.update(name.removeprefix(prefix) for name in _changed(item))
    ahead, _, behind = heads.get("ab", "").partition(" ")
    branch = heads.get("head", "")
    return Unpushed(
        is_repository=True,
        branch="" if branch == "(detached)" else branch,
        # Without "ab" the remote's branch is gone, or was never fetched.
        remote=heads.get("upstream", "") if ahead else "",
        commits=int(ahead or 0),
        files=tuple(sorted(files)),
        behind=-int(behind or 0),
    )


def _changed(item: str) -> Iterator[str]:
    """Yield the path in one line of ``git status --porcelain=v2``."""
    fields_before = {"1": 8, "u": 10, "?": 1}.get(item[:1])
    if fields_before is not None:
        yield item.split(" ", fields_before)[fields_before]
