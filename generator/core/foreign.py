"""What another status tool recorded, in words of our own, before it becomes records here.

An importer turns foreign bytes into a :class:`ForeignPage` and knows nothing of records; what
becomes of it is decided in :mod:`generator.pipeline`. So a further format is one module with one
function, ``read(files: Sequence[ForeignFile], zone: str)``, which returns the page, or None, and
every finding; with an error among them nothing is imported. It never raises for what files hold.
All times are aware UTC, to the millisecond. Texts are plain: no HTML, no control characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from generator.core.facts import Effects, Status
from generator.core.vocabulary import ComponentState, Impact, RecordKind


class ForeignFile(NamedTuple):
    """One file of another tool.

    Attributes:
        path: As the person named it, with ``/``; findings tell it, nothing opens it again.
        content: Its bytes.
    """

    path: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """One thing that could not be carried over as it was.

    Attributes:
        path: The foreign file, as it was named.
        subject: What it belongs to: ``incident 69sb0f8lydp4``.
        message: What, and what stands in its place; one line, no full stop.
        line: Its line in the file, or 1 where lines say nothing.
    """

    path: str
    subject: str
    message: str
    line: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignGroup:
    """A heading over components.

    Attributes:
        key: What the source calls it by; unique among groups and components.
    """

    key: str
    name: str
    api_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignComponent:
    """One part of the service as the source knew it.

    Attributes:
        key: What updates call it by: an id, or a name where the source has no ids.
        group: Key of its group, or None.
        state: The state it was in when the source was written, or None where it does not say.
        is_gone: No longer on the source's page; only old incidents name it.
    """

    key: str
    name: str
    group: str | None = None
    description: str = ""
    since: date | None = None
    state: ComponentState | None = None
    api_id: str | None = None
    is_gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignUpdate:
    """One update.

    Attributes:
        api_id: Its id at the source, or one derived from what never changes there.
        at: When it was published.
        shown_at: When the source says it happened, where that differs.
        status: None for a note that says nothing of the status.
        components: Key and state of each part it moved, those it left as they were too.
        notify: Whether the source told its subscribers.
        scheduled_for: Begin of planned work as this update announced it, if it did.
        scheduled_until: Its end, likewise.
    """

    api_id: str
    at: datetime
    text: str
    shown_at: datetime | None = None
    status: Status | None = None
    components: Effects = ()
    notify: bool = True
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPostmortem:
    """A post-mortem the source published; one text."""

    api_id: str
    published_at: datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignRecord:
    """One incident or one piece of planned work.

    Attributes:
        api_id: Twelve characters; importing the same record again finds it by this.
        place: The file it came from.
        line: Its line there, or 1.
        updates: Oldest first, at least one.
        components: Keys of the parts it concerns, also where no update names them.
        former_addresses: Paths at which the source's site showed it, without a slash in front.
        is_open: Not over when the source was written.
    """

    kind: RecordKind
    api_id: str
    title: str
    place: str
    updates: tuple[ForeignUpdate, ...]
    line: int = 1
    impact: Impact | None = None
    components: tuple[str, ...] = ()
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    postmortem: ForeignPostmortem | None = None
    former_addresses: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPage:
    """Everything an importer found.

    Attributes:
        name: Of the organisation, or empty where the source does not say.
        url: Of the source's page, without a slash at its end, or empty.
        zone: IANA zone of the page, or empty.
        records: In any order; each ``api_id`` once.
        lost: What no value here can hold.
    """

    name: str = ""
    url: str = ""
    zone: str = ""
    api_id: str | None = None
    groups: tuple[ForeignGroup, ...] = ()
    components: tuple[ForeignComponent, ...] = ()
    records: tuple[ForeignRecord, ...] = ()
    lost: tuple[Lost, ...] = ()
