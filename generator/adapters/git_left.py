"""What writing commands left here in no commit: their own files, and nobody else's."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from generator.adapters.clone import clone_id
from generator.adapters.git_calls import ask
from generator.adapters.git_state import changes
from generator.core.audience import RECORDS

_FILE = re.compile(rf"({RECORDS}/[0-9]{{4}}/[^/]+)/(.+)")
_UPDATE = re.compile(r"updates/[0-9]{8}T[0-9]{6}Z-[0-9a-hjkmnp-tv-z]{8}\.yml")
_HEADERS = ("internal.yml", "public.yml")


def find_left(root: Path) -> tuple[str, ...]:
    """Return the files below ``incidents/`` that commands of this clone made and nobody committed.

    They are new updates, this clone's own logs, and the header of such a record while it is in no
    commit. What a person writes by hand is not among them. Ignored files are: many a person has
    git ignore every ``*.log``.

    Args:
        root: The repository, or a folder in it; the paths are relative to it.

    Returns:
        Paths, sorted.
    """
    own_log = f"log/{clone_id(root)}.log"
    known = {*ask(root, "ls-tree", "-r", "--name-only", "-z", "HEAD", "--", f"{RECORDS}/").names}
    others = ask(root, "ls-files", "--others", "-z", "--", RECORDS).names
    found = _by_folder(root, {*others, *(each.path for each in changes(root))})
    left = []
    for folder, names in found.items():
        new = {name for name in names if f"{folder}/{name}" not in known}
        ours = {name for name in new if _UPDATE.fullmatch(name)} | ({own_log} & names)
        if ours or _is_declared_for_visitors(root, folder, new):
            left += [f"{folder}/{name}" for name in (*ours, *(new & {*_HEADERS}))]
    return tuple(sorted(left))


def _by_folder(root: Path, paths: Iterable[str]) -> dict[str, set[str]]:
    """Return the names of files per folder of a record; what is gone or a link is left out."""
    found: dict[str, set[str]] = {}
    for match in map(_FILE.fullmatch, paths):
        path = match and root / match[0]
        if match and path and path.is_file() and not path.is_symlink():
            found.setdefault(match[1], set()).add(match[2])
    return found


def _is_declared_for_visitors(root: Path, folder: str, new: set[str]) -> bool:
    """Return whether all there is of a record is what ``new`` makes for a status page alone."""
    is_page_only = not os.path.lexists(root / "site_src" / "internal")
    return is_page_only and new == {"public.yml"} and os.listdir(root / folder) == ["public.yml"]
