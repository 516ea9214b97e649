"""What a run keeps below ``.allclear/`` for the next one; losing it costs time and nothing else."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from generator.adapters.disk import Disk


def read_kept(path: Path) -> bytes:
    """Return what was kept at *path*; nothing where nothing can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def keep(path: Path, content: bytes, disk: Disk) -> None:
    """Keep *content* at *path*, two folders below what git is to pass over.

    A run that cannot remember is still a run: a disk that refuses is no reason to fail.
    """
    new = f"{path}.{os.getpid()}.new"
    try:
        disk.make_folder(str(path.parent))
        disk.hide_from_git(str(path.parents[1]))
        disk.write(new, content)
        disk.rename(new, str(path))
    except OSError:
        with suppress(OSError):
            disk.remove(new)
