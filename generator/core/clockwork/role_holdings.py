"""Who held which role when, from the header and the log (R40)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb

ROLE_VERBS = {Verb.IC: "ic", Verb.COMMS: "comms", Verb.RESPONDER: "support"}
"""The role that each verb is about."""
_ROLE_NAMES = {"responders": "support"}
_ALONE = frozenset({"ic", "comms"})


class Holding(NamedTuple):
    """Somebody in a role from ``since`` on; ``until`` None while they hold it (R40)."""

    role: str
    who: str
    since: datetime
    until: datetime | None = None


def find_first_holders(record: InternalRecord, detected_at: datetime) -> list[Holding]:
    """Return who held what from detection on, as the header says."""
    return [
        Holding(_ROLE_NAMES.get(role, role), who, detected_at)
        for role, holders in record.roles
        for who in holders
    ]


def take_role(roles: list[Holding], role: str, entry: LogEntry) -> None:
    """Let somebody take *role*, once; of commanders and speakers there is one at a time."""
    now = [each for each in roles if each.role == role and each.until is None]
    if any(each.who == entry.who for each in now):
        return
    if role in _ALONE:
        for index, each in enumerate(roles):
            if each in now:
                roles[index] = each._replace(until=entry.at)
    if entry.who is not None:
        roles.append(Holding(role, entry.who, entry.at))
