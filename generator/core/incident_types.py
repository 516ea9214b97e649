"""The six kinds of incident of the statistics (S:1274); an incident's leading one stands first."""

from __future__ import annotations

from enum import StrEnum


class IncidentType(StrEnum):
    """What kind of incident it is."""

    OUTAGE = "outage"
    DATA_INTEGRITY = "data_integrity"
    PERFORMANCE_DEGRADATION = "performance_degradation"
    SECURITY = "security"
    THIRD_PARTY = "third_party"
    DEPLOYMENT_FAILURE = "deployment_failure"
