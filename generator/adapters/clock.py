"""The one place that asks what time it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

COARSEST_FILE_TIME_NS = 50_000_000
"""Two writes to a file may carry one time if they are nearer than this (kernel ticks)."""


def now() -> datetime:
    """Return the present moment in UTC to the second, or ``SOURCE_DATE_EPOCH`` where it is set.

    Raises:
        ValueError: If ``SOURCE_DATE_EPOCH`` is not a whole number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    return datetime.now(tz=UTC).replace(microsecond=0)


def running_from(moment: datetime) -> Callable[[], datetime]:
    """Return a clock that shows *moment* now and runs on from there."""
    begun = time.monotonic()
    return lambda: moment + timedelta(seconds=time.monotonic() - begun)


def surely_past_ns() -> int:
    """Return a file time before which a file cannot change again unnoticed."""
    return time.time_ns() - COARSEST_FILE_TIME_NS
