"""How far an incident has come, as its log says: what commands need to tell what is typed next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from generator.core.incident_types import IncidentType
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb


class Standing(NamedTuple):
    """How far it has come; what came back is at its beginning again, but acknowledged.

    Attributes:
        is_acknowledged: Somebody has it.
        is_worked_on: An option was carried out, and nobody has said yet what that brought.
        is_mitigated: People can work again.
        resolved_at: When it was over; None while it goes on.
        is_closed: Its paperwork is done.
    """

    is_acknowledged: bool = False
    is_worked_on: bool = False
    is_mitigated: bool = False
    resolved_at: datetime | None = None
    is_closed: bool = False


def read_standing(log: Iterable[LogEntry]) -> Standing:
    """Return how far an incident has come whose log is *log*, in order of time."""
    now = Standing()
    for entry in log:
        match entry.verb:
            case Verb.ACK:
                now = now._replace(is_acknowledged=True)
            case Verb.DONE if not now.is_mitigated:
                now = now._replace(is_worked_on=True)
            case Verb.MITIGATED:
                now = now._replace(is_worked_on=False, is_mitigated=True)
            case Verb.RESOLVED:
                now = now._replace(
                    is_worked_on=False,
                    is_mitigated=True,
                    resolved_at=now.resolved_at or entry.at,
                )
            case Verb.CLOSED:
                now = now._replace(is_worked_on=False, is_closed=True)
            case Verb.REOPENED:
                now = Standing(is_acknowledged=now.is_acknowledged)
            case _:
                pass
    return now


def is_security(internal: InternalRecord) -> bool:
    """Return whether no duty and no command asks for a public word of it (X35)."""
    if IncidentType.SECURITY in internal.types:
        return True
    return internal.security is not None and internal.security.breach in ("suspected", "confirmed")


def find_steps(internal: InternalRecord | None, option: str) -> set[Verb]:
    """Return the steps that the option with the letter *option* has taken.

    A further proposal begins it anew; what the header says has no order, so that it stays.
    """
    if internal is None:
        return set()
    taken: set[Verb] = set()
    for entry in internal.log:
        if entry.option == option and entry.verb is not None:
            if entry.verb is Verb.PROPOSED:
                taken.clear()
            taken.add(entry.verb)
    for each in internal.mitigations:
        if each.option == option:
            taken |= {Verb.APPROVED} if each.approved_at or each.approved_by else set()
            taken |= {Verb.BEGUN} if each.started_at else set()
            taken |= {Verb.DONE} if each.finished_at else set()
    return taken
