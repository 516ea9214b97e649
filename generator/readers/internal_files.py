"""Which internal files a record has, without opening one."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from generator.core.audience import INTERNAL_NAMES
from generator.readers.folders import NOT_A_FILE, UNSEEN, FileStamp, stamp

_NAMES = tuple(sorted(INTERNAL_NAMES))


def list_internal_files(root: Path, path: str) -> tuple[FileStamp, ...]:
    """Return a stamp of each internal file of the folder *path*, sorted by name.

    What stands where a file or the folder of logs belongs is among them, as no file; so is a log's
    folder that cannot be opened, as unseen. Never raises.
    """
    base = f"{root}/{path}"
    files: list[FileStamp] = []
    for name in _NAMES:
        try:
            found = os.lstat(f"{base}/{name}")
        except FileNotFoundError:
            continue
        except OSError:
            files.append(stamp(name, UNSEEN, 0))
            continue
        if name == "log" and stat.S_ISDIR(found.st_mode):
            files.extend(_list_logs(f"{base}/log"))
        else:
            files.append(_stamp(name, found))
    return tuple(files)


def _list_logs(folder: str) -> list[FileStamp]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                _stamp(f"log/{entry.name}", entry.stat(follow_symlinks=False)) for entry in entries
            )
    except OSError:
        return [stamp("log", UNSEEN, 0)]


def _stamp(name: str, found: os.stat_result) -> FileStamp:
    size = found.st_size if stat.S_ISREG(found.st_mode) else NOT_A_FILE
    return stamp(name, size, found.st_mtime_ns)
