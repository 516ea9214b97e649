"""The list of records, made by a helper process while this one gets ready (design §8).

Looking at ten thousand folders takes as long as loading the renderers and the memory of the
last build, and neither needs the other.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.core.findings import Finding
from generator.pipeline import beside
from generator.readers.folders import Folder, list_folders

Listing = Callable[[], tuple[tuple[Folder, ...], tuple[Finding, ...]]]
"""Waits for the folders of all records, sorted by id, and what is odd about folders."""


def begin_listing(root: Path, jobs: int) -> Listing:
    """Begin to list the records below *root*, in another process if *jobs* allow."""
    # Plain tuples: pickle knows them by heart.
    wait = beside.begin(lambda: _flatten(*list_folders(root)), jobs)

    def listed() -> tuple[tuple[Folder, ...], tuple[Finding, ...]]:
        folders, findings = wait() or list_folders(root)
        return tuple(map(Folder._make, folders)), findings

    return listed


def _flatten(
    folders: tuple[Folder, ...], findings: tuple[Finding, ...]
) -> tuple[tuple[tuple[object, ...], ...], tuple[Finding, ...]]:
    return tuple(map(tuple, folders)), findings
