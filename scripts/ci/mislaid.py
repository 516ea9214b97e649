"""Part of the build in *publish*: mislaid records are seen there too, by name alone.

The machine that publishes checks out what the list calls public, so a record under a wrong name
is not there at all, and an outage in it would leave the page green. An empty file stands in for
each such name: the build reports it as on any other machine and opens none. Names of internal
files are passed over unseen.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from generator.core.audience import RECORDS, audience_of


def find_mislaid(root: Path) -> Iterator[str]:
    """Yield each committed path below ``incidents/`` that is neither public nor internal.

    Raises:
        CalledProcessError: If *root* is no checkout.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", RECORDS],
        check=True, cwd=root, capture_output=True, text=True, errors="surrogateescape",
    )  # fmt: skip
    for path in filter(None, listed.stdout.split("\0")):
        if audience_of(path) is None:
            yield path


def stand_in(root: Path) -> int:
    """Put an empty file in the place of every mislaid one that is not here; return how many."""
    made = 0
    for path in find_mislaid(root):
        target = root / path
        if not target.exists() and not target.is_symlink():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.touch(exist_ok=False)
            made += 1
    return made
