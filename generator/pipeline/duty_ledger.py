"""The duties of some incidents as rows to print; ``status`` loads no more than this.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from generator.core.clockwork.ledger import Ledger, create_ledger
from generator.pipeline.book import only, read_book, recent


def read_ledger(
    root: Path, now: datetime, *, replay: bool, id_: str | None, opened: Sequence[str] = ()
) -> Ledger:
    """Return the ledger of the incident *id_*, else of recent ones and of those *opened*."""
    wanted = recent(now, opened) if id_ is None else only([id_])
    book = read_book(root, now, replay=replay, wanted=wanted)
    return create_ledger(book.courses, book.policy, book.people, now)


def read_open(root: Path, now: datetime, opened: Sequence[str], *, replay: bool) -> Ledger:
    """Return the ledger of the incidents *opened*, opening no other record."""
    book = read_book(root, now, replay=replay, wanted=only(opened))
    return create_ledger(book.courses, book.policy, book.people, now)
