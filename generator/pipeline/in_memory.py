"""A stage that keeps its files in memory, for comparing sites that nobody will serve."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from generator.pipeline.manifest import Entry, Manifest, entry_of
from generator.pipeline.stage import Written


class MemoryStage:
    """Holds every file of one site; begins empty, so nothing is ever kept from before."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.manifest: Manifest = {}
        self.written: list[str] = []

    def put(self, path: str, content: bytes) -> Entry:
        """Make *content* the file *path*."""
        self.files[path] = content
        entry = self.manifest[path] = entry_of(content)
        self.written.append(path)
        return entry

    def read(self, path: str) -> bytes:
        """Return the bytes of *path*."""
        return self.files[path]

    def keep(self, outputs: Collection[tuple[str, Entry]]) -> bool:
        """Return whether there is nothing to keep: no generation came before this one."""
        return not outputs

    def adopt(self, outputs: Iterable[Written]) -> None:
        """Refuse: files in another process's memory are out of reach.

        Raises:
            KeyError: If there is any such file.
        """
        for path, _, _ in outputs:
            raise KeyError(path)

    def wrong_files(self, files: Iterable[tuple[str, Entry]]) -> list[str]:
        """Return those of *files* whose bytes differ from their entry."""
        return [path for path, entry in files if entry_of(self.files[path]) != entry]
