"""What changes next by the clock alone, and when: the machine that rebuilds asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from generator.core.calendar_days import day_start
from generator.core.digest import local_day
from generator.core.views import Digest


def find_next_change(digests: Iterable[Digest], as_of: datetime, zone: str) -> tuple[datetime, str]:
    """Return the next moment at which the site changes without a new fact, and what changes.

    There always is one: at local midnight the bars move on by a day.

    Returns:
        The moment, and the id of the record it concerns or ``"day"``.
    """
    tomorrow = local_day(as_of, zone) + timedelta(days=1)
    best, what = day_start(tomorrow, zone), "day"
    for digest in digests:
        if digest.next_change_at is not None and digest.next_change_at < best:
            best, what = digest.next_change_at, digest.id
    return best, what
