"""What is over and how lately: the last days that the home page tells of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from generator.core.digest import local_day
from generator.core.views import Digest
from generator.core.vocabulary import RecordKind

_DAY = timedelta(days=1)


def find_last_trouble(over: Sequence[Digest], zone: str, as_of: datetime) -> date | None:
    """Return the last local day that a problem touched which is *over*."""
    last = None
    for digest in over:
        if digest.kind is RecordKind.MAINTENANCE or digest.is_tombstone or digest.merged_into:
            continue
        if last is None or digest.day > last:
            last = digest.day
        end = _find_end(digest)
        # No zone is more than a day from UTC, and history is long.
        if end is not None and end.date() > last - _DAY:
            last = max(last, local_day(min(end, as_of), zone))
    return last


def _find_end(digest: Digest) -> datetime | None:
    """Return when *digest* ended; what went on elsewhere has no end of its own but its windows'."""
    return digest.ended_at or max((window.end for window in digest.windows), default=None)


def is_recent(digest: Digest, first: date, start: datetime) -> bool:
    """Return whether *digest* touched the days from *first* on, which begins at *start*."""
    end = _find_end(digest)
    return digest.day >= first or (end is not None and end >= start)
