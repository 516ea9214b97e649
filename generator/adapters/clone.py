"""What belongs to this one clone and is never committed: its id, and the lock of its commands."""

from __future__ import annotations

import errno
import fcntl
import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.adapters.disk import Disk
from generator.adapters.git_calls import ask
from generator.core.refusal import Refusal

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base 32 as Crockford writes it: no letter is taken for a digit."""
_CLONE = re.compile(rf"[{_DIGITS}]{{8}}")
_STEP = 0.1
_MOST_STEPS = 100
"""A second command waits ten seconds in all."""

_held = threading.local()


def random_suffix() -> str:
    """Return eight random base-32 digits, lower case: 40 bits."""
    return "".join(secrets.choice(_DIGITS) for _ in range(8))


def clone_id(root: Path) -> str:
    """Return the id of this clone, made on first use: what its log files are called.

    It is kept with the place it was made for. A copy of a clone is another place and gets another
    id, or two machines would append to one file; a clone that only moved gets one too, which does
    no harm.

    Raises:
        OSError: When it cannot be kept.
        Refusal: When another command holds the lock for too long.
    """
    folder, prefix = _keep(root)
    path = f"{folder}/{prefix}clone"
    # The inode tells a copy at the same path, on another machine, from the original.
    place = f"{os.path.realpath(root)}\n{os.stat(folder).st_ino}"
    if found := _read_id(path, place):
        return found
    with lock(root):
        if found := _read_id(path, place):
            return found
        made = random_suffix()
        temporary = f"{path}.{made}.tmp"
        Disk().write(temporary, f"{made}\n{place}\n".encode(errors="surrogateescape"))
        os.replace(temporary, path)
        return made


@contextmanager
def lock(root: Path, *, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Let one command at a time write in this clone; a thread that has the lock may take it again.

    Args:
        root: The repository, or a folder in it.
        pause: Waits for so many seconds.

    Raises:
        OSError: When the lock file cannot be made.
        Refusal: When another command held the lock for ten seconds.
    """
    folder, prefix = _keep(root)
    path = os.path.realpath(f"{folder}/{prefix}lock")
    held: set[str] = _held.__dict__.setdefault("paths", set())
    if path in held:
        yield
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _wait_for(descriptor, pause)
        held.add(path)
        try:
            yield
        finally:
            held.discard(path)
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, pause: Callable[[float], None]) -> None:
    for _ in range(_MOST_STEPS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            pause(_STEP)
        else:
            return
    raise Refusal(
        "another command is writing in this clone and has not finished",
        "wait for it, or end it, and run this command again",
    )


def _keep(root: Path) -> tuple[str, str]:
    """Return the folder for what is never committed, and how names in it begin."""
    found = ask(root, "rev-parse", "--absolute-git-dir")
    if found.is_fine:
        return found.line, "allclear-"
    folder = os.path.join(root, ".allclear")
    Disk().make_folder(folder)
    Disk().hide_from_git(folder)
    return folder, ""


def _read_id(path: str, place: str) -> str:
    """Return the id kept at *path*, or nothing when it is none or was made elsewhere."""
    try:
        text = Disk().read(path).decode(errors="surrogateescape")
    except FileNotFoundError:
        return ""
    found, _, kept = text.partition("\n")
    return found if kept == f"{place}\n" and _CLONE.fullmatch(found) else ""
