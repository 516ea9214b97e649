"""The list of records, made by a helper process while this one gets ready (design §8).

Looking at ten thousand folders takes as long as loading the renderers and the memory of the
last build, and neither needs the other.
"""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from generator.core.findings import Finding
from generator.readers.folders import Folder, list_folders

Listing = Callable[[], tuple[tuple[Folder, ...], tuple[Finding, ...]]]
"""Waits for the folders of all records, sorted by id, and what is odd about folders."""


def begin_listing(root: Path, jobs: int) -> Listing:
    """Begin to list the records below *root*, in another process if *jobs* allow.

    Forking needs a process without threads; callers that run threads pass ``jobs=1``.
    """
    if jobs < 2:
        return lambda: list_folders(root)
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    helper = context.Process(target=_send, args=(root, theirs), daemon=True)
    helper.start()
    theirs.close()

    def wait() -> tuple[tuple[Folder, ...], tuple[Finding, ...]]:
        with ours:
            try:
                found = pickle.loads(ours.recv_bytes())  # noqa: S301 - from our own child
            except EOFError:  # somebody ended it; the list is needed all the same
                found = list_folders(root)
        helper.join()
        folders, findings = found
        return tuple(map(Folder._make, folders)), findings

    return wait


def _send(root: Path, pipe: Connection) -> None:
    folders, findings = list_folders(root)
    with suppress(BrokenPipeError):  # the build was refused meanwhile
        pipe.send_bytes(pickle.dumps((tuple(map(tuple, folders)), findings), protocol=5))
