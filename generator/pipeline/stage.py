"""What a build needs of the place it writes to; adapters provide it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NoReturn, Protocol

from generator.pipeline.manifest import Entry, Manifest

Written = tuple[str, Entry, bool]
"""Path, entry, and whether its bytes had to be written this time."""


class OutputError(Exception):
    """The output cannot be used, or what was staged is not what was meant."""


def refuse(wrong_files: Iterable[str]) -> NoReturn:
    """Raise the error for staged files that are not what was made."""
    names = sorted(wrong_files)
    raise OutputError(
        f"{len(names)} staged files are not as made, first {names[0]}; "
        "the site that is live was not touched"
    )


class Stage(Protocol):
    """The next generation of a site while it is being made; nobody reads it yet."""

    manifest: Manifest
    written: list[str]

    def put(self, path: str, content: bytes) -> Entry:
        """Make *content* the file *path*; each path once."""

    def read(self, path: str) -> bytes:
        """Return the bytes of *path*, which this stage holds already, whoever put it there."""

    def keep(self, outputs: Collection[tuple[str, Entry]]) -> bool:
        """Take *outputs* over if earlier generations hold each with exactly its entry, or none."""

    def adopt(self, outputs: Iterable[Written]) -> None:
        """Note files that another process put into this stage."""

    def wrong_files(self, files: Iterable[tuple[str, Entry]]) -> list[str]:
        """Return the paths among *files* whose bytes, read back, differ from their entry."""


def put_noted(stage: Stage, path: str, content: bytes) -> Written:
    """Make *content* the file *path* of *stage*; return what another process has to adopt."""
    before = len(stage.written)
    entry = stage.put(path, content)
    return path, entry, len(stage.written) > before
