"""What messages say about one incident at one moment, and the sheet a message is written on.

Everything is taken from facts; what is not known is named with the field to fill, never invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from generator.core.course import Course, internal_status
from generator.core.duties import Duty, DutyTable
from generator.core.duty_base import is_security
from generator.core.facts import Component
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.message import Letterhead
from generator.core.message_times import Times
from generator.core.policy import Cadence
from generator.core.shown import clean
from generator.core.vocabulary import ComponentState, DataLoss
from generator.core.words import fill

_ONLY_NAME = re.compile(r"\{[a-z_]+\}(?: \{[a-z_]+\})*")


def one_line(text: str) -> str:
    """Return *text* on one line, whatever was typed: a line of a message stays one."""
    return clean(" ".join(text.split()))


def title_case(name: str) -> str:
    """Return *name* with each word beginning with a capital: ``Score Recording`` (R79)."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


class Facts:
    """One incident at *as_of*, as messages speak of it.

    Attributes:
        level: The severity whose rules count: the highest ever set, else the assumed one (X2, X23).
        is_assumed: Nobody has set a severity.
        phase: ``investigating``, ``mitigated`` or ``resolved`` (X1).
        status: The internal status, which also knows ``closed``.
        components: Ids of the parts concerned, the leading one first (X31).
        start: When it began, else when it was noticed (X45).
        duties: The ledger at *as_of*.
    """

    def __init__(self, course: Course, head: Letterhead, as_of: datetime) -> None:
        self.course, self.head, self.as_of = course, head, as_of
        self.record, self.public, self.policy = course.record, course.public, head.policy
        self.is_assumed = course.peak is None
        self.level = course.peak or self.policy.clocks.severity_while_unset
        self.status = internal_status(course)
        self.phase = self.status if self.status in ("investigating", "mitigated") else "resolved"
        shown = self.public.components if self.public else ()
        self.components = self.record.components or shown
        self.start = course.started_at or course.detected_at
        self.times = Times(self.policy.organisation.zone, head.words, head.habits)
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
    def impact_end(self) -> datetime | None:
        """When people could work again, else when it was over; None while it goes on."""
        if not self.course.cycles:
            return None
        last = self.course.cycles[-1]
        return last.mitigated_at or last.resolved_at or self.course.ended_at

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
        """Return the rooms in which a new state is told, in their order (X37)."""
        rooms = self.policy.rooms
        of_severity = rooms.severity.get(self.level, rooms.first)
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
        """Return the name of a part in title case; its id where ``site.yml`` has none."""
        found = self.site_component(id_)
        return title_case(one_line(found.name)) if found else id_

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


class Sheet:
    """The paper one message is written on: it gathers what is missing while it is filled.

    Attributes:
        missing: Fields nobody has filled in, in the order the message needs them.
    """

    def __init__(self, facts: Facts, *, gap: str = "missing.inline") -> None:
        self.facts = facts
        self.missing: list[str] = []
        self._gap = gap
        self._words = facts.head.words

    def need(self, text: str, field: str) -> str:
        """Return *text* on one line; where there is none, what says that *field* is to be filled.

        Args:
            text: A fact; empty where nobody has said it.
            field: The field with its file: ``root_cause.plain in internal.yml``.
        """
        return one_line(text) if text.strip() else self.lack(field)

    def lack(self, field: str) -> str:
        """Return what stands in place of *field*, and remember it."""
        if field not in self.missing:
            self.missing.append(field)
        return fill(self._words[self._gap], {"field": field})

    def say(self, key: str, /, **values: str) -> str:
        """Return the sentence *key* with its placeholders filled."""
        return fill(self._words[key], values)

    def say_of(self, key: str, id_: str, /, **values: str) -> str:
        """Return the sentence for the part or level *id_*, else the one for all others."""
        own = f"{key}.{id_}"
        return self.say(own if own in self._words else f"{key}.default", **values)

    def lay_out(self, key: str, values: Mapping[str, str]) -> str:
        """Return the whole text *key*; lines and paragraphs left empty are left out.

        Args:
            key: A text of several lines.
            values: For each placeholder its text, which is inserted as it is.
        """
        paragraphs = []
        for paragraph in self._words[key].split("\n\n"):
            lines = []
            for line in paragraph.splitlines():
                filled = fill(line, values)
                if filled.strip() or not _ONLY_NAME.fullmatch(line.strip()):
                    lines.append(filled.strip() if _ONLY_NAME.fullmatch(line.strip()) else filled)
            if lines:
                paragraphs.append("\n".join(lines))
        return "\n\n".join(paragraphs)

    # --- facts that several messages tell -------------------------------------------------

    def component(self) -> str:
        """Return the leading part by its name, each word with a capital."""
        facts = self.facts
        return facts.name_of(facts.component) if facts.component else self._no_component()

    def systems(self) -> str:
        """Return all parts concerned."""
        facts = self.facts
        names = ", ".join(facts.name_of(each) for each in facts.components)
        return names or self._no_component()

    def _no_component(self) -> str:
        return self.lack("components in internal.yml")

    def severity(self) -> str:
        """Return the severity, or that it is assumed (X23)."""
        key = "piece.severity_unset" if self.facts.is_assumed else "piece.severity"
        return self.say(key, level=str(self.facts.course.severity or self.facts.level))

    def users(self) -> str:
        """Return how many people are affected: ``500+`` (X29)."""
        affected = self.facts.record.affected
        if affected.users is not None:
            return self.say(f"users.{affected.approx or 'exact'}", n=f"{affected.users}")
        if affected.percent is not None:
            return self.say("users.percent", n=f"{affected.percent:g}")
        return self.lack("affected.users in internal.yml")

    def status(self) -> str:
        """Return the internal status in words, computed (X1)."""
        return self.say(f"status.{self.facts.status}")

    def duration(self) -> str:
        """Return ``0 hours 43 minutes``, computed (R87, X14)."""
        length = self.facts.duration
        if length is None:
            return self.lack("DETECTED line in the log")
        return self.facts.times.duration(length)

    def holder(self, role: str, field: str) -> str:
        """Return who holds *role* as a handle: ``@engineer``."""
        who = self.facts.course.holder(role)
        return f"@{who}" if who else self.lack(field)

    def brief(self) -> str:
        """Return what is wrong in a few words: what responders call it, else what visitors read."""
        public = self.facts.public
        return self.need(
            self.facts.record.title or (public.title if public else ""), "title in internal.yml"
        )

    def impact(self) -> str:
        """Return what people notice: the public title, else the part's own sentence."""
        facts = self.facts
        text = facts.public.title if facts.public else ""
        if not text and facts.component:
            return self.what()
        return self.need(text, "title in public.yml")

    def what(self) -> str:
        """Return the leading part's own sentence about its state: ``Saving scores …``."""
        facts = self.facts
        found = facts.site_component(facts.component) if facts.component else None
        states = dict(facts.public.states) if facts.public else {}
        state = states.get(facts.component, ComponentState.MAJOR_OUTAGE)
        if facts.level > 1 and facts.component not in states:
            state = ComponentState.PARTIAL_OUTAGE
        text = found.sentence(state) if found else None
        return self.need(
            text or "", f"sentences of {facts.component or 'the component'} in site.yml"
        )

    def working(self) -> str:
        """Return the leading part's own sentence that it works; empty where it has none."""
        found = self.facts.site_component(self.facts.component)
        return one_line((found.sentence(ComponentState.OPERATIONAL) or "") if found else "")

    def prefix(self) -> str:
        """Return ``[MLC] `` before a subject; empty where the policy has none."""
        prefix = one_line(self.facts.policy.organisation.prefix)
        return f"[{prefix}] " if prefix else ""

    def join(self, parts: Iterable[str], key: str = "piece.and") -> str:
        """Return *parts* in one sentence: ``a, b and c``; empty where there are none."""
        *most, last = [*parts] or [""]
        return self.say(key, first=", ".join(most), last=last) if most else last

    def status_url(self) -> str:
        """Return the address of the status page."""
        return self.need(
            self.facts.policy.organisation.status_url, "organisation.status_url in policy.yml"
        )

    def meeting(self) -> str:
        """Return when the post-mortem is talked through, or by when it is due (R105)."""
        facts = self.facts
        review = facts.record.review
        if review is not None and review.meeting is not None and review.meeting.at is not None:
            return facts.times.updated(review.meeting.at)
        if facts.policy.postmortem.required.get(facts.level) in (None, "none", "optional"):
            return self.say("piece.no_postmortem")
        lacking = self.lack("meeting.at in review.yml")
        due = next((each.due_at for each in facts.duties if each.id == "postmortem-meeting"), None)
        if due is None:
            return lacking
        return self.say("piece.due_by", text=lacking, time=facts.times.stamp(due))
