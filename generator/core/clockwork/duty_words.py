"""Words of the duty table: what a duty is counted from, what discharges it, what ends it."""

from __future__ import annotations

from enum import StrEnum


class Base(StrEnum):
    """The moment a duty is counted from; a base that has not come yet starts no clock."""

    DETECTION = "detection"
    DECLARATION = "declaration"
    ACKNOWLEDGEMENT = "acknowledgement"
    MITIGATION = "mitigation"
    RESOLUTION = "resolution"
    IC = "ic"
    ROLLBACK_PROPOSED = "rollback_proposed"
    MANY_USERS_KNOWN = "many_users_known"
    DATA_LOSS_KNOWN = "data_loss_known"
    SECURITY_SUSPECTED = "security_suspected"
    POSTMORTEM_PROMISED = "postmortem_promised"


class Done(StrEnum):
    """What discharges a duty."""

    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    CLOSED = "closed"
    IC = "ic"
    COMMS = "comms"
    NOTIFIED = "notified"
    """A ``NOTIFIED`` line to one of the duty's audiences."""
    LOGGED = "logged"
    """Any line of the log: whoever follows the room of the incident reads it."""
    PUBLIC_UPDATE = "public_update"
    CAUSE_KNOWN = "cause_known"
    """A ``RESULT`` line, or visitors read of a cause found: ``identified`` or later (S:438)."""
    MEETING = "meeting"
    POSTMORTEM_PUBLISHED = "postmortem_published"


class Until(StrEnum):
    """The milestone that ends a duty: what is not done then is owed no more."""

    ACKNOWLEDGED = "acknowledged"
    MITIGATED = "mitigated"
    RESOLVED = "resolved"
    CLOSED = "closed"
