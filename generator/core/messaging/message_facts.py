"""What messages say about one incident at one moment, taken from facts alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.core.clockwork.course import Course, internal_status
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.clockwork.duty_base import is_security
from generator.core.clockwork.policy import Cadence
from generator.core.facts import Component
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.messaging.message import Letterhead
from generator.core.messaging.message_times import Times
from generator.core.vocabulary import DataLoss, IncidentStatus

_REVIEWS = ("/review.yml", "/actions.yml")
_OUTSIDE = frozenset({"affected-users", "schools", "subscribers", "users"})
_PHASES = ("investigating", "mitigated", "resolved", "closed")
_PUBLIC_PHASE = {
    IncidentStatus.INVESTIGATING: "investigating",
    IncidentStatus.IDENTIFIED: "investigating",
    IncidentStatus.MONITORING: "mitigated",
    IncidentStatus.RESOLVED: "resolved",
}


def one_line(text: str) -> str:
    """Return *text* on one line and else as typed: a line of a message stays one."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def title_case(name: str) -> str:
    """Return *name* with each word beginning with a capital: ``Score Recording`` (R79)."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def is_unread(record: InternalRecord) -> bool:
    """Return whether something in the header or the log could not be read.

    What messages state then may be wrong, and that it goes on may be, too.
    """
    return any(not each.endswith(_REVIEWS) for each in record.unread)


def _read_status(course: Course) -> str:
    """Return the internal status; where lines of it may be lost, the public one if it is ahead."""
    status = internal_status(course)
    if course.public is None or not is_unread(course.record) or status not in _PHASES:
        return status
    said = next((_PUBLIC_PHASE[each] for each in _PUBLIC_PHASE if each == course.public.status), "")
    return max(status, said or status, key=_PHASES.index)


class Facts:
    """One incident at *as_of*, as messages speak of it.

    Attributes:
        level: The severity whose rules count: the highest ever set, else the assumed one (X2, X23).
        severity: The one whose words count: the one in force, else as ``level``.
        is_assumed: Nobody has set a severity.
        phase: ``investigating``, ``mitigated`` or ``resolved`` (X1).
        status: The internal status, which also knows ``closed``. Where the internal file cannot
            be read in full, what visitors read counts if it is further on.
        components: Ids of the parts concerned, the leading one first (X31).
        start: When it began, else when it was noticed (X45).
        duties: The ledger at *as_of*.
    """

    def __init__(self, course: Course, head: Letterhead, as_of: datetime) -> None:
        self.course, self.head, self.as_of = course, head, as_of
        self.record, self.public, self.policy = course.record, course.public, head.policy
        self.is_assumed = course.peak is None
        self.level = course.peak or self.policy.clocks.severity_while_unset
        self.severity = course.severity or self.level
        self.status = _read_status(course)
        self.phase = self.status if self.status in ("investigating", "mitigated") else "resolved"
        shown = self.public.components if self.public else ()
        self.components = self.record.components or shown
        self.start = course.started_at or course.detected_at
        self.times = Times(self.policy.organisation.zone, head.words, head.habits, as_of)
        self.is_security = is_security(course)
        self.duties: tuple[Duty, ...] = DutyTable(self.policy).read(course, as_of)

    @property
    def component(self) -> str:
        """The id of the leading part; empty where none is named."""
        return self.components[0] if self.components else ""

    @property
    def loss(self) -> DataLoss | None:
        """What is known about lost data; None while nobody said (X12)."""
        return self.record.data.loss if self.record.data else None

    @property
    def spans(self) -> tuple[tuple[datetime, datetime | None], ...]:
        """From when to when people could not work, oldest first; the end None while it goes on.

        After a reopening there is another one: in between it worked (R98).
        """
        found = []
        for number, cycle in enumerate(self.course.cycles):
            is_last = number == len(self.course.cycles) - 1
            begun = cycle.begun_at if number or self.start is None else self.start
            end = cycle.mitigated_at or cycle.resolved_at
            found.append((begun, end or (self.course.ended_at if is_last else None)))
        return tuple(found)

    @property
    def mitigated_at(self) -> datetime | None:
        """When people could work again, after the last reopening if there was one."""
        return self.course.cycles[-1].mitigated_at if self.course.cycles else None

    @property
    def since(self) -> datetime | None:
        """When it began, or came back."""
        return self.course.cycles[-1].begun_at if len(self.course.cycles) > 1 else self.start

    @property
    def was_told_outside(self) -> bool:
        """Whether anybody outside has heard of it, so that they wait to hear that it is over."""
        told = {each for entry in self.course.notices for each in entry.audiences}
        rules = self.policy.audiences
        meant = {each for name in told if name in rules for each in rules[name].means}
        return self.public is not None or not _OUTSIDE.isdisjoint(told | meant)

    @property
    def duration(self) -> timedelta | None:
        """From detection to resolution, or up to now (X21)."""
        begun = self.course.detected_at
        return None if begun is None else (self.course.ended_at or self.as_of) - begun

    @property
    def incident_room(self) -> str:
        """The room of this incident (R27)."""
        return self.policy.rooms.of_incident(self.record.id)

    def rooms(self) -> tuple[str, ...]:
        """Return the rooms in which a new state is told, in their order (X37).

        That of the severity in force is meant: after a downgrade it concerns other people.
        """
        rooms = self.policy.rooms
        of_severity = rooms.severity.get(self.severity, rooms.first)
        return tuple(dict.fromkeys((rooms.first, of_severity, self.incident_room)))

    def recipients(self, channel: str) -> tuple[str, ...]:
        """Return who is written to through *channel* under this severity (R18, R24, R25)."""
        return self.policy.recipients.get(self.level, {}).get(channel, ())

    def entries(self, *verbs: Verb) -> tuple[LogEntry, ...]:
        """Return the entries with one of *verbs*, oldest first."""
        return tuple(each for each in self.record.log if each.verb in verbs)

    def site_component(self, id_: str) -> Component | None:
        """Return what ``site.yml`` says of the part *id_*."""
        return self.head.config.component(id_) if self.head.config else None

    def name_of(self, id_: str) -> str:
        """Return the name of a part as ``site.yml`` has it; its id where there is none."""
        found = self.site_component(id_)
        return one_line(found.name) if found else id_

    def headline_of(self, id_: str) -> str:
        """Return the name of a part in title case, for headlines and subjects (R79)."""
        return title_case(self.name_of(id_)) if self.site_component(id_) else id_

    def next_public(self) -> timedelta | None:
        """Return the time to the next public word after one spoken now (R71, R72)."""
        return self._next("public")

    def next_letter(self) -> timedelta | None:
        """Return the time to the next e-mail after one sent now (X6)."""
        return self._next("stakeholders")

    def _next(self, name: str) -> timedelta | None:
        cadence: Cadence | None = self.policy.cadences[name].get(self.level)
        begun = self.course.detected_at
        if cadence is None or begun is None or self.phase == "resolved":
            return None
        return cadence.after(self.as_of - begun)

    def person(self, handle: str) -> str:
        """Return a person's name with the handle, or the handle alone."""
        found = self.head.people.find(handle) if self.head.people else None
        return f"{one_line(found.name)} (@{handle})" if found and found.name else f"@{handle}"
