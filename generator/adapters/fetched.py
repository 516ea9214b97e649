"""When this clone last heard from its remote, as git leaves it behind: one look, no git."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple


class Fetched(NamedTuple):
    """The last fetch.

    Attributes:
        at: When it ended.
        is_fine: Whether the remote answered.
    """

    at: datetime
    is_fine: bool


def find_fetched(root: Path) -> Fetched | None:
    """Return the last fetch of the clone at *root*, or None where there was none; never raises."""
    try:
        found = os.stat(_git_folder(root) / "FETCH_HEAD")
    except OSError:
        return None
    # A fetch empties the file before it asks the remote.
    return Fetched(datetime.fromtimestamp(int(found.st_mtime), UTC), found.st_size > 0)


def _git_folder(root: Path) -> Path:
    """Return the folder where git keeps what belongs to this work tree alone.

    Raises:
        OSError: When *root* lies in no repository.
    """
    for folder in (root.resolve(), *root.resolve().parents):
        git = folder / ".git"
        if git.is_dir():
            return git
        if git.is_file():  # a further work tree, or a submodule
            return folder / git.read_text(errors="surrogateescape").removeprefix("gitdir: ").strip()
    raise FileNotFoundError(root)
