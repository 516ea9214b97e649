"""What a build does to a disk, behind one seam so that a test can make any step fail."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


class Disk:
    """Writes for real. Every method may raise ``OSError``; none leaves half a decision behind."""

    def write(self, path: str, content: bytes) -> None:
        """Write *content* to *path*, replacing what was there; its folder must exist."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(descriptor, view) :]
        finally:
            os.close(descriptor)

    def hide_from_git(self, folder: str) -> None:
        """Let git pass over *folder*, unless it has rules already; no reason to fail."""
        path = os.path.join(folder, ".gitignore")
        if not os.path.lexists(path):
            with suppress(OSError):
                self.write(path, b"*\n")

    def read(self, path: str) -> bytes:
        """Return the bytes of the file *path*."""
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            size = os.fstat(descriptor).st_size
            content = os.read(descriptor, size + 1)
            while len(content) < size and (more := os.read(descriptor, size + 1 - len(content))):
                content += more
        finally:
            os.close(descriptor)
        return content

    def make_folder(self, path: str) -> None:
        """Make the folder *path* and its parents; fine when it exists."""
        try:
            os.mkdir(path, 0o755)  # mostly only the last part is missing
        except FileExistsError:
            if not os.path.isdir(path):
                raise
        except FileNotFoundError:
            os.makedirs(path, mode=0o755, exist_ok=True)

    def copy(self, source: str, target: str) -> None:
        """Copy the bytes of *source* to *target*; no link, so one cannot change the other."""
        shutil.copyfile(source, target, follow_symlinks=False)

    def rename(self, source: str, target: str) -> None:
        """Put *source* in the place of *target* in one step (``rename(2)``)."""
        os.replace(source, target)

    def link(self, target: str, path: str) -> None:
        """Make *path* a symbolic link to *target*."""
        os.symlink(target, path)

    def remove(self, path: str) -> None:
        """Remove the file or link *path*; fine when it is gone."""
        Path(path).unlink(missing_ok=True)

    def remove_tree(self, path: str) -> None:
        """Remove the folder *path* with all it holds; fine when it is gone."""
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)

    def remove_folder_if_empty(self, path: str) -> bool:
        """Remove the folder *path* when it is empty and say whether it went."""
        try:
            os.rmdir(path)
        except OSError:
            return False
        return True
