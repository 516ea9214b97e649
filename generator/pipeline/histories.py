"""Reading what was written in one record, for those inside."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.core.history import HistoryEntry, list_log, list_updates
from generator.readers.folders import Folder
from generator.readers.internal import read_internal
from generator.readers.public import Context, read_record


def read_history(root: Path, folder: Folder, context: Context) -> list[HistoryEntry]:
    """Return every update and every log line in *folder*, oldest first.

    Never raises for what the files hold; what cannot be read is for ``check`` to speak of.
    """
    entries: list[HistoryEntry] = []
    if folder.files:
        entries += list_updates(read_record(root, folder, context).record)
    internal = read_internal(root, folder, context) if folder.is_seen else None
    if internal is not None:
        paths = {entry.path for entry in internal.record.log}
        texts = {path: _read_lines(root / path) for path in paths}
        entries += list_log(internal.record, texts)
    return sorted(entries, key=order)


def order(entry: HistoryEntry) -> tuple[datetime, str, str, int]:
    """Return what entries are sorted by: time, then where they stand."""
    return entry.at, entry.record, entry.path, entry.line


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_bytes().decode("utf-8-sig", "replace").splitlines()
    except OSError:
        return []
