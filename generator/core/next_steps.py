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

SILENT = (3, 4)
"""Severities of which visitors are told nothing (S:137, S:163, R25, R26)."""

SET_SEVERITY = "severity {} 1"
"""While nobody has set one, clocks only assume it (X23)."""


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
        is_security: Of the type ``security``, or a breach is suspected: nothing announces it (X35).
        is_acknowledged: Somebody has it.
        is_worked_on: An option was carried out, and nobody has said yet what that brought.
        is_mitigated: The log says that people can work again.
    """

    status: Status | None = None
    parts: tuple[str, ...] = ()
    severity: int | None = None
    is_over_in_log: bool = False
    is_closed: bool = False
    has_log: bool = True
    offered: tuple[str, ...] = ()
    is_security: bool = False
    is_acknowledged: bool = False
    is_worked_on: bool = False
    is_mitigated: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether nobody is to be led to telling visitors."""
        is_unheard = self.status is None and self.severity in SILENT and self.has_log
        return self.is_security or is_unheard

    @property
    def lacks_severity(self) -> bool:
        """Whether somebody has it and nobody has said yet how bad it is."""
        is_known = self.severity is not None or self.is_over_in_log or self.is_closed
        return self.has_log and self.is_acknowledged and not is_known


def find_next_step(known: Known) -> str:
    """Return the command to paste, without ``allclear``; ``{}`` stands for the id."""
    if known.is_closed:
        return "history {}"
    if known.is_worked_on and known.has_log and not known.is_over_in_log:
        return "mitigate {}"  # the one line that stops the clock (X17)
    if known.status is None:
        if known.is_over_in_log:
            return "close {}"
        return _among_responders(known) if known.is_silent else _first_update(known)
    if known.status == IncidentStatus.RESOLVED:
        if not known.has_log:
            return "history {}"
        return "close {}" if known.is_over_in_log else "resolve {}"
    if known.is_over_in_log or known.status == IncidentStatus.MONITORING:
        return "resolve {}"
    if known.is_silent:
        return _among_responders(known)
    if known.is_mitigated:
        return 'update {} --status monitoring "what is known now"'
    return 'update {} "what is new"'


def _among_responders(known: Known) -> str:
    """Return what comes next of what visitors are not told of."""
    if not known.is_acknowledged:
        return "ack {}"
    if not known.is_mitigated:
        return 'log {} "what you see"' if known.is_security else "mitigate {}"
    return "resolve {} --log-only"


def _first_update(known: Known) -> str:
    """Return the update that makes it public: complete, with a part of the site and its state."""
    if known.parts and known.severity and known.has_log:
        return "update {}"
    part = next(iter((*known.parts, *known.offered)), "PART")
    state = BY_SEVERITY.get(known.severity or 0, ComponentState.MAJOR_OUTAGE)
    return f"update {{}} --component {part}={PLAIN_STATES[state]}"
