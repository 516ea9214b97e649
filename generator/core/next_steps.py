"""Which command somebody types next, from what is known of an incident: it never announces more."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.facts import Status
from generator.core.plain_words import PLAIN_STATES
from generator.core.vocabulary import ComponentState, IncidentStatus

BY_SEVERITY = {
    1: ComponentState.MAJOR_OUTAGE,
    2: ComponentState.PARTIAL_OUTAGE,
    3: ComponentState.DEGRADED_PERFORMANCE,
    4: ComponentState.DEGRADED_PERFORMANCE,
}
"""The state of a part of which only the severity is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of one incident.

    Attributes:
        status: What visitors read; None while they read nothing.
        parts: Parts known to be affected.
        severity: In force; None for unset.
        is_over_in_log: The log says that it is resolved or closed.
        is_closed: The log says that it is closed.
        has_log: False in a repository that is a status page only.
        offered: Parts of the site, of which one is named where none is known.
    """

    status: Status | None = None
    parts: tuple[str, ...] = ()
    severity: int | None = None
    is_over_in_log: bool = False
    is_closed: bool = False
    has_log: bool = True
    offered: tuple[str, ...] = ()


def find_next_step(known: Known) -> str:
    """Return the command to paste, without ``allclear``; ``{}`` stands for the id."""
    if known.is_closed:
        return "history {}"
    if known.status is None:
        return "close {}" if known.is_over_in_log else _first_update(known)
    if known.status == IncidentStatus.RESOLVED:
        if not known.has_log:
            return "history {}"
        return "close {}" if known.is_over_in_log else "resolve {}"
    if known.is_over_in_log or known.status == IncidentStatus.MONITORING:
        return "resolve {}"
    return 'update {} "what is new"'


def _first_update(known: Known) -> str:
    """Return the update that makes it public: complete, with a part of the site and its state."""
    if known.parts and known.severity and known.has_log:
        return "update {}"
    part = next(iter((*known.parts, *known.offered)), "PART")
    state = BY_SEVERITY.get(known.severity or 0, ComponentState.MAJOR_OUTAGE)
    return f"update {{}} --component {part}={PLAIN_STATES[state]}"
