"""Running git so that it never asks, never opens an editor and never hangs for ever."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

NETWORK_SECONDS = 30.0
"""How long git may take to talk to a remote, in seconds."""
NO_GIT = 127
"""Exit status that stands for a git that is not installed."""
LATE = 124
"""Exit status that stands for a git that took too long and was ended."""

_MOST_WORDS = 12
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # empty: neither core.askPass nor a window of SSH_ASKPASS
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "never",
    "GIT_EDITOR": "true",
    "GIT_SEQUENCE_EDITOR": "true",
    "GIT_MERGE_AUTOEDIT": "no",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",  # what git says is read here
}
_OF_ANOTHER_CALL = {
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
}  # fmt: skip
"""What git tells a hook about its repository; a command started by a hook works on its own root."""

_SETTINGS = ("gc.auto=0", "maintenance.auto=false", "core.quotePath=false")
"""Nothing is tidied up at 3 a.m., and paths are shown as they are."""


class Done(NamedTuple):
    """What came of a call.

    Attributes:
        code: Exit status; `NO_GIT` and `LATE` are ours.
        out: Standard output.
        words: Standard error without control characters and empty lines, at most twelve lines.
    """

    code: int
    out: bytes
    words: str

    @property
    def is_fine(self) -> bool:
        """Whether git did what it was asked."""
        return self.code == 0

    @property
    def line(self) -> str:
        """Standard output as one text without the line end."""
        return self.out.decode(errors="replace").rstrip("\n")

    @property
    def names(self) -> tuple[str, ...]:
        """Standard output of ``-z`` as texts."""
        return tuple(os.fsdecode(each) for each in self.out.split(b"\0") if each)


def ask(
    root: Path,
    *arguments: str,
    given: str | bytes = b"",
    seconds: float | None = None,
    index: str | None = None,
) -> Done:
    """Run git in *root*; never through a shell.

    A key that interrupts this program does not reach git: what changes only this machine runs to
    its end, what talks to a remote is ended.

    Args:
        root: The repository, or a folder in it; paths are relative to it.
        arguments: Of git.
        given: Its standard input.
        seconds: After this long it is ended; None for what stays on this machine.
        index: Path of another index than the repository's.
    """
    settings = [word for each in _SETTINGS for word in ("-c", each)]
    surroundings = {key: os.environ[key] for key in os.environ if key not in _OF_ANOTHER_CALL}
    if index is not None:
        surroundings["GIT_INDEX_FILE"] = index
    try:
        process = subprocess.Popen(  # noqa: S603 - a fixed program, arguments never through a shell
            ["git", *settings, "-C", str(root), *arguments],  # noqa: S607 - as the user finds it
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=surroundings | _QUIET,
            start_new_session=True,
        )
    except FileNotFoundError:
        return Done(NO_GIT, b"", "git is not installed")
    text = given.encode(errors="surrogateescape") if isinstance(given, str) else given
    try:
        out, said = process.communicate(text, timeout=seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        return Done(LATE, b"", f"no answer within {seconds:g} s")
    except BaseException:
        if seconds is None:
            process.communicate()
        else:
            _end(process)
        raise
    return Done(process.returncode, out, plain(said))


def literal(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return *paths* as pathspecs in which no character has a meaning.

    Not by ``--literal-pathspecs``, which git would hand on to the hooks it runs.
    """
    return tuple(f":(literal){path}" for path in paths)


def plain(said: bytes) -> str:
    """Return what git, a hook or a remote said, fit to be shown on a terminal."""
    text = _CONTROL.sub("", said.decode(errors="replace").replace("\r", "\n"))
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    return "\n".join(lines[-_MOST_WORDS:])


def _end(process: subprocess.Popen[bytes]) -> None:
    """End *process* and all it started: a child of git may hold the pipes open."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
