"""Facts: who we are, what each may be asked, how to reach them. Visitors never read any of it.

No module of the public build imports this one (P1). Contacts are data of private persons: they
stand in ``people.yml`` and on pages for responders, nowhere else (R138).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.core.spelling import suggest
from generator.core.staff.rota_facts import Rota


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person.

    Attributes:
        handle: Without ``@``.
        name: As colleagues say it.
        title: What they do, in a few words.
        roles: Words of :data:`generator.core.schema_people.ROLES`: what they may be or hold.
        is_senior: Senior engineer or tech lead: may command a Severity 1 (R42).
        trained: Role and the day of the training, None where no day is written (R175).
        forge: Logins at the forge, by which commits are known (R165).
        email: For responders only, like what follows; empty when not written.
        phone: As dialled.
        slack: Name or channel in the chat.
        until: Last day with us; None while they stay.
    """

    handle: str
    name: str = ""
    title: str = ""
    roles: frozenset[str] = frozenset()
    is_senior: bool = False
    trained: Mapping[str, date | None] = field(default_factory=dict)
    forge: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    slack: str = ""
    until: date | None = None

    def has_left(self, day: date) -> bool:
        """Return whether they are no longer with us on *day*."""
        return self.until is not None and self.until < day


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationStep:
    """One step of an escalation path (R136, R137).

    Attributes:
        path: ``technical`` or ``business``.
        index: Its place in the list, from 0.
        level: 1 is asked first.
        role: One of the same words.
        who: The handle of its holder; empty where the rota or the incident says who it is.
    """

    path: str
    index: int
    level: int
    role: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everything ``people.yml`` says.

    Attributes:
        people: By handle, in the order written.
        teams: Name of a team and the handles in it.
        rota: Who is on call; None when nobody wrote it.
        escalation: Steps of both paths, in the order written.
        is_unread: The list of people could not be read whole: who seems missing may be there.
    """

    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rota: Rota | None = None
    escalation: tuple[EscalationStep, ...] = ()
    is_unread: bool = False

    def find(self, handle: str) -> Person | None:
        """Return who *handle* is, with or without ``@``, or None."""
        return self.people.get(handle.removeprefix("@"))

    def knows(self, handle: str) -> bool:
        """Return whether *handle* is a person or a team."""
        return self.find(handle) is not None or handle.removeprefix("@") in self.teams

    def suggest(self, handle: str) -> str | None:
        """Return the person or team most like *handle*, without ``@``, or None."""
        return suggest(handle.removeprefix("@"), (*self.people, *self.teams))

    def holders(self, role: str, day: date) -> tuple[Person, ...]:
        """Return who may hold *role* on *day*, in the order written."""
        return tuple(
            each for each in self.people.values() if role in each.roles and not each.has_left(day)
        )
