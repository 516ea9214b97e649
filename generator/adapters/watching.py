"""Notices that a source file changed; tells one waiting thread, once for a burst of changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

SOURCES = ("incidents", "site_src/public", "theme/public")
"""Folders whose files the public site is made of."""
QUIET_SECONDS = 0.05
"""An editor writes a file in several steps; a burst ends when nothing came for this long."""


class Changes(FileSystemEventHandler):
    """Collects changes until somebody asks."""

    def __init__(self) -> None:
        self._changed = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Remember that something changed; merely opening or reading a file does not count."""
        if event.event_type in {"created", "modified", "moved", "deleted"}:
            self._changed.set()

    def wait(self, seconds: float) -> bool:
        """Wait at most *seconds* for a change, then for its burst to end; say if one came."""
        if not self._changed.wait(seconds):
            return False
        while self._changed.is_set():
            self._changed.clear()
            if not self._changed.wait(QUIET_SECONDS):
                return True
        return True


@contextmanager
def watch(root: Path) -> Iterator[Changes]:
    """Watch the sources below *root* while the block runs."""
    changes = Changes()
    observer = Observer()
    for source in SOURCES:
        if (root / source).is_dir():
            observer.schedule(changes, str(root / source), recursive=True)
    observer.start()
    try:
        yield changes
    finally:
        observer.stop()
        observer.join()
