"""The sheet a message is written on.

What is not known is named with the field to fill, and never invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.core.messaging.message_facts import Facts, one_line
from generator.core.vocabulary import ComponentState
from generator.core.words import fill

_ONLY_NAME = re.compile(r"\{[a-z_]+\}(?: \{[a-z_]+\})*")


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
        """Return the leading part for headlines and subjects, each word with a capital (R79)."""
        facts = self.facts
        return facts.headline_of(facts.component) if facts.component else self._no_component()

    def part(self) -> str:
        """Return the leading part for sentences, by the name that ``site.yml`` has for it."""
        facts = self.facts
        return facts.name_of(facts.component) if facts.component else self._no_component()

    def systems(self) -> str:
        """Return all parts concerned."""
        facts = self.facts
        names = ", ".join(facts.headline_of(each) for each in facts.components)
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
        if facts.severity > 1 and facts.component not in states:
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
