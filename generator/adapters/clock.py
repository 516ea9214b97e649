"""The one place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in UTC to the second, or ``SOURCE_DATE_EPOCH`` where it is set.

    Raises:
        ValueError: If ``SOURCE_DATE_EPOCH`` is not a whole number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        return datetime.fromtimestamp(int(epoch), tz=UTC)
    return datetime.now(tz=UTC).replace(microsecond=0)
