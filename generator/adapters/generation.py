"""What a ``generation.json`` from somewhere says: read with care, for anybody may have sent it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from generator.core.hosts import Answer, Host

NOT_ONE = "is not a generation.json"
_MOST_ENTRIES = 10**12
_INPUTS = re.compile(r"[0-9A-Za-z_-]{1,128}")


def read_generation(host: Host, data: bytes) -> Answer:
    """Return what *host* said in *data*; never raises.

    Without a count and a hash of the inputs it is no ``generation.json``. A date that cannot be
    read is None, which proves nothing to be live.
    """
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        values = None
    generation = values.get("generation") if isinstance(values, dict) else None
    inputs = values.get("inputs") if isinstance(values, dict) else None
    count = generation[0] if isinstance(generation, list) and generation else None
    is_count = type(count) is int and 0 <= count <= _MOST_ENTRIES
    if not is_count or not isinstance(inputs, str) or not _INPUTS.fullmatch(inputs):
        return Answer(host=host, error=NOT_ONE)
    assert isinstance(generation, list)  # noqa: S101 - else there were no count
    as_of = _read_moment(generation[1]) if len(generation) > 1 else None
    return Answer(host=host, count=count, as_of=as_of, inputs=inputs)


def _read_moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
        return None if moment.tzinfo is None else moment.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
