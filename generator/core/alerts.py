"""Which alert of the policy is meant by what somebody typed, and how severe it is at first (R54).

No module of the public build imports this one (P1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from generator.core.shown import show
from generator.core.spelling import suggest

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RULE = "S:401; R54"


class Alarm(NamedTuple):
    """What an alert says.

    Attributes:
        name: Its key for ``detection.alert``; empty where only words were typed.
        severity: The one to begin with; None where nothing gives one.
        note: How it was read, and by which rule; empty for words alone.
    """

    name: str = ""
    severity: int | None = None
    note: str = ""


def read_alert(text: str, alerts: Mapping[str, int], severity: int | None) -> Alarm:
    """Return what *text* says: the name of an alert, or words that may begin with one.

    A single word that no alert is called by is taken for a name all the same, and ``check`` speaks
    of it again (DUT008): at night nothing may stop whoever declares an incident.

    Args:
        text: What was typed, such as ``score-api-5xx`` or ``error rate 45%``.
        alerts: Alert to the severity it starts with.
        severity: What was said besides; it wins.
    """
    words = text.split()
    first = words[0].lower() if words else ""
    if first in alerts:
        return _found(first, alerts[first], severity)
    if not alerts or len(words) != 1 or not _NAME.fullmatch(first):
        return Alarm(severity=severity)
    meant = suggest(first, alerts)
    fix = f"did you mean {meant}, which starts with Severity {alerts[meant]}" if meant else ""
    note = f"the policy knows no alert {show(first)}, so no severity follows from it ({_RULE})"
    return Alarm(first, severity, f"{note}; {fix}?" if fix else note)


def _found(name: str, first: int, severity: int | None) -> Alarm:
    rule = f"the alert {name} starts with Severity {first} ({_RULE})"
    if severity is None or severity == first:
        return Alarm(name, first, rule)
    return Alarm(name, severity, f"{rule}; Severity {severity} as said")
