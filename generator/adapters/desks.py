"""The desk on a real disk: read, with what the last command remembered (design §8)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from generator.adapters import clock
from generator.adapters.disk import Disk
from generator.adapters.kept import keep, read_kept
from generator.pipeline.desk import Desk, read_desk

MEMORY = Path(".allclear") / "internal" / "desk"
"""Apart from what public builds keep: it holds internal facts."""


def load_desk(root: Path, now: datetime, *, replay: bool, disk: Disk | None = None) -> Desk:
    """Return what there is to know of every record below *root* at *now*.

    Args:
        root: The repository.
        now: The moment, aware UTC.
        replay: Leave out what is later than *now* (``--now``); nothing is remembered then.
        disk: The disk to write to; tests pass one that fails.

    Returns:
        The desk. Never raises for what files hold, nor when the disk keeps nothing.
    """
    path = root / MEMORY
    before_ns = clock.surely_past_ns()
    reading = read_desk(
        root,
        now,
        replay=replay,
        remembered=b"" if replay else read_kept(path),
        before_ns=before_ns,
    )
    if reading.remembered is not None:
        keep(path, reading.remembered, disk or Disk())
    return reading.desk
