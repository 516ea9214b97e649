"""Readers of the values that only policies have: targets and clock times of a day."""

from __future__ import annotations

import re
from datetime import time
from typing import Any

from generator.core.schema import Type
from generator.readers.decode_scalars import NOTHING
from generator.readers.source import Source, show
from generator.readers.yaml_nodes import Node

_CLOCK = re.compile(r"([0-9]{1,2}):([0-5][0-9])")


def read_target(node: Node, _type: Type, source: Source) -> Any:
    """Return a :class:`~generator.core.clockwork.targets.Target`; None for no target (R5)."""
    from generator.core.clockwork.targets import parse_target  # late: no public file has a target

    if node.text == "none":
        return None
    target = parse_target(node.text)
    if target is not None:
        return target
    source.report(
        "REC028",
        node,
        f"{show(node.text)} is no target",
        "write '5m', '8 business hours', '3 business days', 'end of next business day' or 'none'",
        value=node.text,
    )
    return NOTHING


def read_clock(node: Node, _type: Type, source: Source) -> Any:
    """Return a :class:`datetime.time`; ``24:00`` is midnight at the end of the day, as 00:00."""
    match = _CLOCK.fullmatch(node.text)
    if match is not None:
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 or (hour == 24 and minute == 0):
            return time(hour % 24, minute)
    source.report(
        "REC008",
        node,
        f"{show(node.text)} is no clock time of a day",
        "write it as '09:00'",
        value=node.text,
    )
    return NOTHING
