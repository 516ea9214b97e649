"""The words of the field, spelled as the outside spells them (design §3, interop §1.3)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class ComponentState(StrEnum):
    """State of one component, in the order in which a worse one wins (interop §1.2)."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"


class IncidentStatus(StrEnum):
    """Public status of an incident."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"


class MaintenanceStatus(StrEnum):
    """Public status of planned maintenance."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"


class Impact(StrEnum):
    """How bad an incident was at its worst."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Indicator(StrEnum):
    """The page's roll-up, as the Statuspage API spells it."""

    NONE = "none"
    MAINTENANCE = "maintenance"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class BannerScope(StrEnum):
    """Who sees the in-app banner."""

    ALL = "all"
    AFFECTED = "affected"
    NONE = "none"


class RecordKind(StrEnum):
    """What a folder under ``incidents/`` records; also the prefix of its id."""

    INCIDENT = "INC"
    MAINTENANCE = "MNT"


class DataLoss(StrEnum):
    """What is known about lost data; ``possible`` reads as "we are checking" (X12)."""

    NONE = "none"
    POSSIBLE = "possible"
    CONFIRMED = "confirmed"


_SEVERITY = {state: rank for rank, state in enumerate(ComponentState)}


def badness(state: ComponentState) -> int:
    """Return how bad *state* is: 0 operational … 4 major outage."""
    return _SEVERITY[state]


def worst(states: Iterable[ComponentState]) -> ComponentState:
    """Return the worst of *states*, operational if there are none."""
    return max(states, key=_SEVERITY.__getitem__, default=ComponentState.OPERATIONAL)
