"""A message ready to be pasted, and what all messages of one house share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from generator.core.clockwork.policy import Policy
from generator.core.facts import SiteConfig
from generator.core.staff.people import People
from generator.core.staff.vendors import Vendors
from generator.core.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What every message needs beside the incident.

    Attributes:
        config: The site; None where ``site.yml`` cannot be read.
        people: None without ``people.yml``.
        vendors: None without ``vendors.yml``.
        words: The sentences, key to text with ``{placeholders}``.
        habits: The words of public pages, for names of zones and the twelve hours (R85).
    """

    policy: Policy
    config: SiteConfig | None
    people: People | None
    vendors: Vendors | None
    words: Mapping[str, str]
    habits: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, filled from facts.

    Attributes:
        template: Its name in the document: ``T6``; ``summary`` and ``share`` have none there.
        title: What it is, in a few words.
        channel: A channel of the policy, or ``document`` for what is filed and not sent.
        recipients: Audiences or rooms, the first one first (X37).
        subject: Of e-mails; else empty.
        body: The text exactly as it is pasted, without a line end at its end.
        missing: Fields that nobody has filled in, each with its file: ``root_cause.plain in
            internal.yml``. The body names each where it belongs, but for whom it goes to; nothing
            is invented.
        length: Characters of the body; of an SMS as the network counts them.
        limit: Most characters that the channel takes; None for no limit.
        due_at: When the duty it discharges is due; None without one.
        is_open: Whether that duty is still to be done.
        notes: For whoever sends it: approval, a broken channel, what is due.
        source: Where its text and its rules come from.
    """

    template: str
    title: str
    channel: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    missing: tuple[str, ...]
    length: int
    limit: int | None
    due_at: datetime | None = None
    is_open: bool = False
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def note(self) -> str:
        """All remarks in one text, a line each."""
        return "\n".join(self.notes)

    @property
    def is_too_long(self) -> bool:
        """Whether the channel cannot take it in one piece (R18)."""
        return self.limit is not None and self.length > self.limit


class Draft(NamedTuple):
    """A message as it is written, before its limit, its duty and its remarks are known."""

    title: str
    recipients: tuple[str, ...]
    subject: str
    body: str
    missing: tuple[str, ...]


class TemplateRule(NamedTuple):
    """What is fixed about one template.

    Attributes:
        channels: Those it is written for, the usual one first.
        duties: Ids of duties of the policy it discharges.
        is_public: Whether people outside read it, but in rooms and by SMS.
        source: Lines of the document and numbers.
    """

    channels: tuple[str, ...]
    duties: tuple[str, ...]
    is_public: bool
    source: str


_PHASE = ("status-page", "in-app", "slack", "sms")
TEMPLATES: Mapping[str, TemplateRule] = MappingProxyType(
    {
        "T1": TemplateRule(("slack",), ("tell-engineering",), False, "S:412-419; R56, X6"),
        "T2": TemplateRule(("slack",), (), False, "S:529-537; R66"),
        "T3": TemplateRule(_PHASE, ("public-update",), True, "S:565-576; R18, R71-R74"),
        "T4": TemplateRule(_PHASE, ("public-update",), True, "S:579-588; R18, R73, X13"),
        "T5": TemplateRule(_PHASE, ("public-update",), True, "S:591-604; R18, R75, R90, X11"),
        "T6": TemplateRule(
            ("email",),
            ("resolution-email", "subscriber-email", "affected-subscriber-email"),
            True,
            "S:621-639, S:700-706; R78, R79, R85, R89, X7, X12",
        ),
        "T7": TemplateRule(("email",), ("tell-customer-success",), False, "S:652-663; R81, X12"),
        "T8": TemplateRule(("slack",), (), False, "S:680-690; R87, X1"),
        "T9": TemplateRule(("email",), ("debrief",), False, "S:707-712; R91"),
        "T10": TemplateRule(("document",), (), False, "S:741-797; R95, R96"),
        "T11": TemplateRule(("document",), (), False, "S:900-1020; R110, R111"),
        "T13": TemplateRule(("email",), (), False, "S:1176-1197; R141"),
        "T14": TemplateRule(("slack",), ("tell-engineering",), False, "S:408; R55, X37"),
        "T15": TemplateRule(("status-page",), ("public-update",), True, "S:271; R35, R142"),
        "summary": TemplateRule(
            ("email", "slack"),
            ("tell-executives", "tell-ceo", "tell-product", "stakeholder-update"),
            False,
            "S:609-612; R13, R76, X6",
        ),
        "share": TemplateRule(("slack",), (), False, "S:1024-1026; R118"),
    }
)
"""Every template there is; T12, the notice of a breach, is no message of these (R132)."""


def find_template(text: str) -> str | None:
    """Return the template that *text* names in any case, or None."""
    return {each.lower(): each for each in TEMPLATES}.get(text.strip().lower())
