"""Facts: what people wrote down for visitors, parsed once and true ever after.

Nothing here is derived. Readers make these values, the fold reads them.
All times are aware UTC. ``None`` means "not said".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    DataLoss,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)

Status = IncidentStatus | MaintenanceStatus
Effects = tuple[tuple[str, ComponentState], ...]
"""Component id and the state an update gives it, in the order written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """When the next public update was promised.

    Attributes:
        due_at: The moment; None for "no promise".
        length: The same as a length of time, where it was written as one.
    """

    due_at: datetime | None
    length: timedelta | None = None

    def counted_from(self, at: datetime) -> Promise:
        """Return the promise as one that was made at *at*; a clock time stays where it is."""
        return self if self.length is None else replace(self, due_at=at + self.length)


class ImpactWindow(NamedTuple):
    """One component in one state over ``[start, end)`` UTC (R104); replaces what updates imply."""

    component: str
    state: ComponentState
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One public update as written; every field but ``id`` and ``at`` may be unsaid.

    An update with ``amends`` replaces only the fields it gives, at the target's own time.
    ``retracts`` names an update id, or ``"incident"``.

    Attributes:
        id: The file's stem, or ``id:``, or ``20250115T143600Z`` (``-2`` for a second one).
        at: When it was written; dates it in feeds and orders the fold.
        happened_at: Backdates the display only.
        path: The file it came from, relative to the root.
        line: Its first line there.
        is_damaged: Part of it could not be read; never let the page get greener for it.
    """

    id: str
    at: datetime
    path: str = ""
    line: int = 1
    happened_at: datetime | None = None
    status: Status | None = None
    title: str | None = None
    text: str | None = None
    advice: str | None = None
    components: Effects = ()
    next_update: Promise | None = None
    impact: Impact | None = None
    banner: BannerScope | None = None
    impact_windows: tuple[ImpactWindow, ...] | None = None
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    cancelled: bool = False
    amends: str | None = None
    retracts: str | None = None
    merged_into: str | None = None
    notify: bool = True
    is_damaged: bool = False
    is_day_only: bool = False
    api_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A public file, or part of one, that could not be read.

    Attributes:
        path: The file, relative to the root.
        at: Its time when the name tells it (update files), else None.
        components: The parts it is known to concern; empty when not known.
        holds_state: Whether states may hang on it; a post-mortem holds none, so its loss leaves
            the rest of the page as sure as it was.
    """

    path: str
    at: datetime | None = None
    components: tuple[str, ...] = ()
    holds_state: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicChange:
    """One change promised in a post-mortem; ``due`` is ``YYYY-MM`` or ``YYYY-MM-DD``."""

    id: str
    text: str
    due: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One approved, immutable edition of the public post-mortem (``postmortem.<n>.yml``)."""

    number: int
    published_at: datetime
    edition: str = "final"
    title: str = ""
    affected: tuple[str, ...] = ()
    not_affected: str = ""
    data_lost: DataLoss | None = None
    data_recoverable: bool | None = None
    data_text: str = ""
    summary: str = ""
    what_to_do: str = ""
    impact: tuple[tuple[str, str], ...] = ()
    what_happened: str = ""
    why: tuple[str, ...] = ()
    fix: str = ""
    changes: tuple[PublicChange, ...] = ()
    went_well: tuple[str, ...] = ()
    contact: str = ""
    fingerprint: str = ""
    api_id: str | None = None
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionState:
    """State of one public change (``actions.yml``); ``done`` is the day it was done."""

    id: str
    done: date | None = None
    dropped: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything public in one folder under ``incidents/``.

    ``updates`` are sorted by ``(at, id)``; inline and file updates are mixed already.
    For maintenance ``components`` are the parts it touches; incidents name them per update.
    ``text`` is a maintenance's announcement: the first line of its log.
    """

    id: str
    kind: RecordKind
    date: date
    path: str
    title: str | None = None
    impact: Impact | None = None
    banner: BannerScope | None = None
    impact_windows: tuple[ImpactWindow, ...] | None = None
    components: tuple[str, ...] = ()
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    vendor: str | None = None
    vendor_url: str | None = None
    backfilled: bool = False
    api_id: str | None = None
    former_addresses: tuple[str, ...] = ()
    text: str = ""
    updates: tuple[Update, ...] = ()
    editions: tuple[Edition, ...] = ()
    actions: tuple[ActionState, ...] = ()
    damage: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One part of the service as ``site.yml`` describes it.

    Attributes:
        sentences: Visitors' sentence per state, e.g. major_outage "Saving scores is not working."
        since: First day it is counted; earlier days have no record.
        retired: Day from which it is no longer offered; it keeps its page and its history.
    """

    id: str
    name: str
    group: str
    description: str = ""
    sentences: tuple[tuple[ComponentState, str], ...] = ()
    since: date | None = None
    retired: date | None = None
    api_id: str | None = None

    def sentence(self, state: ComponentState) -> str | None:
        """Return the component's own sentence for *state*, if it has one."""
        for known, text in self.sentences:
            if known == state:
                return text
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading over components, in display order."""

    id: str
    name: str
    api_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """A company the service depends on, as visitors may know it."""

    id: str
    name: str
    status_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirror:
    """A second copy of the status site."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Logo, favicon and accent; files lie beside ``site.yml`` and are inlined.

    Attributes:
        accent: ``#rrggbb``, used for links' underline and focus; checked for contrast.
        logo: SVG source text, or empty.
        favicon: SVG source text, or empty (then the state's glyph is the icon).
    """

    accent: str = ""
    logo: str = ""
    favicon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """``site.yml``: who we are and what we offer. Read once, passed explicitly."""

    name: str
    url: str
    zone: str
    groups: tuple[Group, ...]
    components: tuple[Component, ...]
    vendors: tuple[Vendor, ...] = ()
    mirrors: tuple[Mirror, ...] = ()
    support_email: str = ""
    support_url: str = ""
    email_list_url: str = ""
    security_contact: str = ""
    security_expires: datetime | None = None
    author: str = ""
    default_promise: timedelta | None = timedelta(minutes=30)
    feed_year: int = 2025
    api_id: str | None = None
    websub_hub: str = ""
    stale_after: timedelta = timedelta(hours=26)
    look: Look = Look()

    def component(self, component_id: str) -> Component | None:
        """Return the component called *component_id*, if there is one."""
        for component in self.components:
            if component.id == component_id:
                return component
        return None
