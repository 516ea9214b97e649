"""Writing what a command adds: each file whole or not at all, all of them or none (design §3).

Nothing that exists is edited or replaced; only the log of this clone grows at its end.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

from generator.adapters.clone import lock, random_suffix
from generator.core.act import Act
from generator.core.refusal import Refusal

_UNFINISHED = re.compile(r"\.allclear-[0-9a-z]{8}\.tmp")
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a disk says that knows no hard links, such as a shared folder of a virtual machine."""


def add(root: Path, act: Act, *, clone: str) -> tuple[str, ...]:
    """Write all that *act* adds and return the paths, relative to *root*: the log comes last.

    A command that is killed leaves whole files or none; one that fails leaves nothing, not even a
    folder it made.

    Args:
        root: Root of the records.
        act: What to add; the texts are written as UTF-8.
        clone: Id of this clone; names the log file.

    Raises:
        Refusal: When a file exists already, a symbolic link is in the way, or another command
            holds the lock.
        OSError: When the disk is full, read-only, and the like.
        ValueError: For a path outside *root* or a line with a line end; the program is broken.
    """
    paths = [file.path for file in act.files]
    with lock(root), ExitStack() as undo:
        for file in act.files:
            _add_file(root, file.path, file.text.encode(), undo)
        if act.lines:
            paths.append(f"{act.folder}/log/{clone}.log")
            _add_lines(root, paths[-1], act.lines, undo)
        undo.pop_all()
    return tuple(paths)


def _add_file(root: Path, path: str, content: bytes, undo: ExitStack) -> None:
    folder = _make_folders(root, path, undo)
    target = os.path.join(root, path)
    temporary = f"{folder}/.allclear-{random_suffix()}.tmp"
    try:
        found = _write_new(temporary, content)
        undo.callback(_remove, target, found)
        _put(temporary, target)
    except FileExistsError as error:
        raise Refusal(
            f"{path} exists already",
            "run the command again: it will take the next free name",
        ) from error
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
    _settle(folder)


def _add_lines(root: Path, path: str, lines: tuple[str, ...], undo: ExitStack) -> None:
    if any("\n" in line or "\r" in line for line in lines):
        raise ValueError("a log line holds a line end")
    content = "".join(f"{line}\n" for line in lines).encode()
    _make_folders(root, path, undo)
    target = os.path.join(root, path)
    try:
        kind = os.lstat(target).st_mode
    except FileNotFoundError:
        _add_file(root, path, content, undo)
        return
    if not stat.S_ISREG(kind):
        raise _in_the_way(path, kind)
    descriptor = os.open(target, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            content = b"\n" + content
        try:
            # One write: a reader, or a kill, sees all lines or none.
            if os.write(descriptor, content) != len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), target)
            os.fsync(descriptor)
        except BaseException:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)


def _make_folders(root: Path, path: str, undo: ExitStack) -> str:
    """Make the folders on the way to *path*, following no link, and return the last one."""
    *names, last = path.split("/")
    if not all(name.strip(".") for name in (*names, last)):
        raise ValueError(f"no path below the root: {path}")
    folder = str(root)
    for number, name in enumerate(names, 1):
        folder = f"{folder}/{name}"
        try:
            kind = os.lstat(folder).st_mode
        except FileNotFoundError:
            undo.callback(_remove_folder, folder)
            os.mkdir(folder)
            continue
        if not stat.S_ISDIR(kind):
            raise _in_the_way("/".join(names[:number]), kind)
    _sweep(folder)
    return folder


def _in_the_way(path: str, kind: int) -> Refusal:
    if stat.S_ISLNK(kind):
        return Refusal(
            f"{path} is a symbolic link, which is not followed",
            "put the folder or file itself there",
        )
    return Refusal(
        f"{path} is not what it should be: a folder of records, or a log file",
        "move it out of the way",
    )


def _write_new(path: str, content: bytes) -> os.stat_result:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o644)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _put(temporary: str, target: str) -> None:
    """Give the finished file its name.

    Raises:
        FileExistsError: When the name is taken.
    """
    try:
        os.link(temporary, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):  # no other command writes meanwhile: we have the lock
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), target) from error
        os.rename(temporary, target)


def _settle(folder: str) -> None:
    """Have the disk remember the names in *folder*; not every disk can, and none needs to."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sweep(folder: str) -> None:
    """Remove what a killed command left unfinished in *folder*; readers never see such names."""
    for name in os.listdir(folder):
        if _UNFINISHED.fullmatch(name):
            with suppress(OSError):
                os.unlink(f"{folder}/{name}")


def _remove(target: str, ours: os.stat_result) -> None:
    """Remove *target* if it is the file we wrote and not one that was there before."""
    with suppress(FileNotFoundError):
        if os.path.samestat(os.lstat(target), ours):
            os.unlink(target)


def _remove_folder(folder: str) -> None:
    with suppress(OSError):
        os.rmdir(folder)
