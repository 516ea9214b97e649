"""The index of git, entry by entry: so that what somebody has staged survives what we do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from generator.adapters.clone import random_suffix
from generator.adapters.git_calls import Done, ask


class Entry(NamedTuple):
    """One file of an index; ``path`` is relative to the top of the repository."""

    mode: str
    blob: str
    stage: str
    path: str


@contextmanager
def spare_index(root: Path) -> Iterator[str]:
    """Give the path of an index that is as HEAD is, whatever is staged in the real one.

    It begins as a copy, because git would have to read every file again for an empty one.
    """
    folder = ask(root, "rev-parse", "--absolute-git-dir").line
    path = f"{folder}/allclear-{random_suffix()}.index"
    try:
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{folder}/index", path)
        ask(root, "read-tree", "--reset", "HEAD", index=path)
        ask(root, "update-index", "-q", "--refresh", index=path)
        yield path
    finally:
        for name in (path, f"{path}.lock"):
            with suppress(FileNotFoundError):
                os.unlink(name)


def entries_below(root: Path, folder: str, *, index: str | None = None) -> list[Entry]:
    """Return the entries below *folder*, relative to *root*; of the real index unless another."""
    lines = ask(
        root, "ls-files", "--stage", "-z", "--full-name", "--", f":(literal){folder}/", index=index
    ).names
    found = []
    for line in lines:
        what, path = line.split("\t", 1)
        mode, blob, stage = what.split(" ")
        found.append(Entry(mode, blob, stage, path))
    return found


def rename_entries(
    root: Path, entries: list[Entry], old: str, new: str, *, index: str | None = None
) -> tuple[list[Entry], Done]:
    """Give *entries* below the folder *old* their place below *new*; the files are not touched.

    Args:
        root: The repository, or a folder in it.
        entries: As :func:`entries_below` gives them.
        old: Relative to the top of the repository.
        new: Likewise.
        index: Path of another index than the real one.

    Returns:
        The entries as they are now, and what git said; nothing has changed when it is not fine.
    """
    renamed = [each._replace(path=new + each.path.removeprefix(old)) for each in entries]
    gone = [Entry("0", "0" * len(each.blob), "0", each.path) for each in entries]
    lines = "".join(
        f"{each.mode} {each.blob} {each.stage}\t{each.path}\0" for each in (*gone, *renamed)
    )
    return renamed, ask(root, "update-index", "-z", "--index-info", given=lines, index=index)
