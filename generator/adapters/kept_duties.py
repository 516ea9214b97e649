"""What is owed, on a real disk, with what the last ``status`` kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from generator.adapters.disk import Disk
from generator.adapters.kept import keep, read_kept
from generator.core.brief import Brief
from generator.pipeline.open_duties import OpenDuties, read_open_duties

MEMORY = Path(".allclear") / "internal" / "duties"
"""Beside what the desk keeps: it holds internal facts."""


def load_open_duties(
    root: Path, now: datetime, briefs: Sequence[Brief], *, replay: bool, disk: Disk | None = None
) -> OpenDuties:
    """Return what is owed of the incidents *briefs* at *now*; nothing in it is left to keep.

    Args:
        root: The repository.
        now: The moment, aware UTC.
        briefs: Of incidents that are open, or resolved and not closed.
        replay: Leave out what is later than *now* (``--now``); nothing is remembered then.
        disk: The disk to write to; tests pass one that fails.
    """
    path = root / MEMORY
    found = read_open_duties(
        root, now, briefs, replay=replay, remembered=b"" if replay else read_kept(path)
    )
    if found.remembered is not None:
        keep(path, found.remembered, disk or Disk())
    return found._replace(remembered=None)
