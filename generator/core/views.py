"""Views: what visitors may see, decided. Renderers lay these out and decide nothing.

Only :mod:`generator.core.fold`, :mod:`generator.core.calendar_days` and
:mod:`generator.core.publication` make them. No field here is internal, so no renderer can
leak one (P1, R193). All times are aware UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from generator.core.facts import Component, Edition, Group, ImpactWindow, SiteConfig, Status, Vendor
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    Indicator,
    RecordKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """One component as one update left it; ``old`` equals ``new`` when nothing changed."""

    component: str
    old: ComponentState
    new: ComponentState


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """One public update as visitors read it.

    Attributes:
        id: Permanent id; the anchor on the page is ``update-<id>``.
        at: When it was published; dates it in feeds.
        shown_at: ``happened_at`` or ``at``; printed beside it on pages.
        status: The status it announced (carried over where it said none).
        title: The incident's title as of this update.
        text: Visitors' words; empty when it gave states only (the words files then speak).
        is_withdrawn: Retracted: the text is gone, id and time remain.
        retracts: Id of the update this one withdraws, ``"incident"``, or None.
        changed_at: When it was last amended or withdrawn, if ever.
        notify: False keeps it out of feeds.
        is_called_off: The planned work stands called off from it on, or still does.
        is_synthetic: Only the clock moved a maintenance (pages show it, feeds do not).
        is_entry: Whether ``entries.txt`` counts it; not what the clock made, nor an amendment that
            stands alone because what it amends is not there.
        merged_into: The incident that takes over, if this update says so.
        is_ahead: Dated further ahead than two hours; flagged.
        is_day_only: Of its time no more is known than the UTC day of ``at``.
        planned: Begin and end of the planned work as it announced or moved them; None where it
            said nothing of them.
        is_move: What it says of them took the place of what was announced before.
        api_id: Its id where it was imported from, if it was.
        promise_due_at: When the next update is due that it promises; None where it does not.
    """

    id: str
    at: datetime
    shown_at: datetime
    status: Status
    title: str
    text: str
    effects: tuple[EffectView, ...] = ()
    is_withdrawn: bool = False
    retracts: str | None = None
    merged_into: str | None = None
    changed_at: datetime | None = None
    notify: bool = True
    is_called_off: bool = False
    is_synthetic: bool = False
    is_ahead: bool = False
    is_entry: bool = True
    is_day_only: bool = False
    planned: tuple[datetime, datetime | None] | None = None
    is_move: bool = False
    api_id: str | None = None
    promise_due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One public change of a post-mortem with its state: done, late, planned or dropped."""

    id: str
    text: str
    state: str
    due: str | None
    done: date | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneView:
    """One line of a post-mortem's timeline; ``gap`` since the line before, computed.

    ``kind`` is one of ``first_update``, ``update``, ``ended``, ``published``.
    """

    at: datetime
    kind: str
    status: Status | None = None
    effects: tuple[EffectView, ...] = ()
    gap: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostmortemView:
    """The public post-mortem: the newest published edition plus what is computed."""

    edition: Edition
    earlier: tuple[Edition, ...]
    changes: tuple[ChangeView, ...]
    timeline: tuple[MilestoneView, ...]
    changed_at: datetime


class PlannedEvent(NamedTuple):
    """Planned work as a calendar keeps it; the window told last stays, called off or not.

    Attributes:
        begins_at: Planned begin.
        ends_at: Planned end, later than the begin; None where none was told.
        is_cancelled: Called off or withdrawn.
        revision: How often begin, end or ``is_cancelled`` changed since they were first told.
        text: The newest words that stand, as Markdown; empty where nobody wrote any.
        changed_at: When any of this last changed; the clock alone changes nothing.
    """

    begins_at: datetime
    ends_at: datetime | None
    is_cancelled: bool
    revision: int
    text: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """One incident or maintenance as visitors see it at ``as_of``.

    Constant over ``[valid_from, valid_until)``: nothing about it changes in between without a
    new fact. ``valid_until`` None means for ever.

    Attributes:
        title: The title now in force.
        former_titles: Earlier titles, oldest first.
        state: Worst state it contributes now; operational once over.
        peak: Worst state ever reached.
        impact: As set, or from ``peak``.
        banner: As set, or from the state now.
        is_open: Not yet resolved or completed, not cancelled, not withdrawn, not merged.
        components: Ids ever touched, in order of first mention.
        mentioned: Ids named in any update, withdrawn ones too: who was told must hear more.
        states: Component id and the state it contributes now (open only).
        updates: Newest first, withdrawn ones included as such.
        windows: Impact windows in time order; what ends after ``as_of`` is still open, its end
            is ``OPEN_END``.
        durations: Time in each state other than operational, worst first; union over components.
        promise_due_at: When the next update is due; None when none was promised or it is over.
        is_promise_overdue: ``as_of`` is past ``promise_due_at``.
        is_awaiting_confirmation: A person said in progress, the window is over, nobody said done.
        is_tombstone: The whole incident was withdrawn; only id, times and the notice remain.
        is_damaged: A public file of it could not be read.
        damaged_at: The best known time of the unreadable file; None where only ``date`` is known.
        damage_is_fresh: Not more than 90 days old: the page as a whole cannot be vouched for.
        damaged_components: Parts the unreadable file is known to concern; empty: not known.
        last_changed_at: The last change of its own content; dates its page.
        is_change_day_only: Of ``last_changed_at`` no more is known than its UTC day.
        event: What calendars keep of planned work; None where no begin was ever planned.
        next_change_at: When the clock alone changes it next; unlike ``valid_until`` it tells of no
            fact that a replay leaves out.
    """

    id: str
    kind: RecordKind
    date: date
    title: str
    former_titles: tuple[str, ...] = ()
    status: Status
    state: ComponentState
    peak: ComponentState
    impact: Impact
    banner: BannerScope
    is_open: bool
    components: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    states: tuple[tuple[str, ComponentState], ...] = ()
    updates: tuple[UpdateView, ...] = ()
    advice: str = ""
    windows: tuple[ImpactWindow, ...] = ()
    durations: tuple[tuple[ComponentState, timedelta], ...] = ()
    started_at: datetime | None = None
    ended_at: datetime | None = None
    resolved_at: datetime | None = None
    promise_due_at: datetime | None = None
    is_promise_overdue: bool = False
    scheduled_for: datetime | None = None
    scheduled_until: datetime | None = None
    is_cancelled: bool = False
    is_awaiting_confirmation: bool = False
    is_tombstone: bool = False
    merged_into: str | None = None
    is_backfilled: bool = False
    vendor: Vendor | None = None
    vendor_url: str | None = None
    postmortem: PostmortemView | None = None
    is_damaged: bool = False
    damaged_at: datetime | None = None
    damage_is_fresh: bool = False
    damaged_components: tuple[str, ...] = ()
    last_changed_at: datetime
    is_change_day_only: bool = False
    valid_from: datetime
    valid_until: datetime | None = None
    next_change_at: datetime | None = None
    api_id: str | None = None
    former_addresses: tuple[str, ...] = ()
    event: PlannedEvent | None = None


class EntryRef(NamedTuple):
    """One public entry (an update), for feeds and ``entries.txt``; no text.

    ``components`` are the parts whose feeds tell it, so also those of withdrawn updates.
    ``is_in_feeds`` is False for ``notify: false`` and backfilled records (R103).
    """

    incident: str
    update: str
    at: datetime
    components: tuple[str, ...]
    is_in_feeds: bool


class Digest(NamedTuple):
    """What lists, bars and figures need of one incident; small, kept from build to build.

    A tuple, because ten thousand of them travel between processes and builds.

    ``summary`` is the text of the last update, at most 240 characters; empty where nobody wrote
    any.
    ``day`` is the local day (site zone) under which history lists it: when people felt it, when
    work is or was planned, when work was called off if that came first, else the record's date.
    ``is_update_day_only`` and ``is_change_day_only``: of the last update, or of the last change, no
    more is known than the UTC day.
    ``event`` is what calendars keep of planned work.
    ``created_at`` is when the first update was published, withdrawn ones too; None where none can
    be read.
    """

    id: str
    kind: RecordKind
    day: date
    title: str
    status: Status
    peak: ComponentState
    impact: Impact
    state: ComponentState
    is_open: bool
    components: tuple[str, ...]
    states: tuple[tuple[str, ComponentState], ...]
    windows: tuple[ImpactWindow, ...]
    durations: tuple[tuple[ComponentState, timedelta], ...]
    entries: tuple[EntryRef, ...]
    summary: str
    started_at: datetime | None
    ended_at: datetime | None
    scheduled_for: datetime | None
    scheduled_until: datetime | None
    is_cancelled: bool
    is_tombstone: bool
    merged_into: str | None
    is_backfilled: bool
    has_postmortem: bool
    postmortem_title: str
    postmortem_at: datetime | None
    is_damaged: bool
    damaged_at: datetime | None
    damage_is_fresh: bool
    damaged_components: tuple[str, ...]
    last_update_at: datetime | None
    last_changed_at: datetime
    valid_from: datetime
    valid_until: datetime | None
    next_change_at: datetime | None = None
    is_update_day_only: bool = False
    is_change_day_only: bool = False
    created_at: datetime | None = None
    api_id: str | None = None
    former_addresses: tuple[str, ...] = ()
    event: PlannedEvent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """One day of one component: its worst state, time in each state, and why.

    Attributes:
        state: Worst state of the day, the present one included; operational for a good day.
        is_recorded: False while the component was not offered, or when a record of that day is
            unreadable.
        durations: Time in each state other than operational, worst first.
        incidents: Ids of the incidents and maintenance that marked the day.
    """

    day: date
    state: ComponentState
    is_recorded: bool
    durations: tuple[tuple[ComponentState, timedelta], ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uptime:
    """Uptime over a span: ``share`` between 0 and 1, or None where nothing was counted.

    ``counted`` is the span less planned maintenance and unrecorded time;
    ``lost`` is the weighted downtime in it. Formula on ``/about/``.
    """

    share: float | None
    counted: timedelta
    lost: timedelta
    durations: tuple[tuple[ComponentState, timedelta], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthUptime:
    """Uptime of one component in one local month, ``month`` as ``YYYY-MM``."""

    month: str
    uptime: Uptime


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView:
    """One component now, its 90 days and its months (newest month first).

    Attributes:
        state: Worst readable state now.
        is_certain: False while something unreadable may concern it: never a green check then.
        incidents: Ids of its incidents of the shown span, newest first.
    """

    component: Component
    state: ComponentState
    is_certain: bool
    days: tuple[DayMark, ...]
    uptime: Uptime
    months: tuple[MonthUptime, ...]
    incidents: tuple[str, ...]
    is_retired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """One month of history, ``month`` as ``YYYY-MM``; digests newest first."""

    month: str
    digests: tuple[Digest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """The two-second answer.

    Attributes:
        is_known: False while a fresh record cannot be read; then nothing is called working.
        state: The worst component state now.
        has_open_incident: Whether any incident is open, whatever its components say.
        indicator: The API's roll-up (interop §1.4), at least major while not known.
        description: The API's string for it.
        broken: Components not operational and not under maintenance, worst first.
        in_maintenance: Components under maintenance.
        working: How many components are operational.
        lead: The incident whose sentence, advice and promise the banner shows, if any.
    """

    is_known: bool
    state: ComponentState
    has_open_incident: bool
    indicator: Indicator
    description: str
    broken: tuple[tuple[str, ComponentState], ...]
    in_maintenance: tuple[str, ...]
    working: int
    total: int
    lead: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicSite:
    """Everything the pages beyond single incidents show, decided at ``as_of``.

    Attributes:
        entry_count: Number of public entries ever written; first half of ``generation``.
        inputs_hash: Hash of the public inputs.
        next_change_at: When the site changes by the clock alone, and why (``next_change``).
        open: Open incidents, worst first, newest first among equals.
        damaged: Records with fresh damage, newest first.
        active: Maintenance in progress, verifying or awaiting confirmation.
        upcoming: Scheduled maintenance, soonest first.
        recent: Digests that are over and touched the last 14 local days, today included, newest
            first.
        months: All months with records up to today, newest first; planned work joins on its day.
        postmortems: Digests with a published post-mortem, newest first.
        last_update_at: Newest public update of all.
        is_update_day_only: Of ``last_update_at`` no more is known than its UTC day.
        last_trouble_day: Last local day of any incident that is over, if any.
        digests: By id, every record visible now.
    """

    config: SiteConfig
    as_of: datetime
    entry_count: int
    inputs_hash: str
    next_change_at: datetime | None
    next_change: str
    state: PageState
    open: tuple[IncidentView, ...]
    damaged: tuple[IncidentView, ...]
    active: tuple[IncidentView, ...]
    upcoming: tuple[IncidentView, ...]
    past_maintenance: tuple[Digest, ...]
    recent: tuple[Digest, ...]
    recent_days: tuple[date, ...]
    months: tuple[MonthView, ...]
    postmortems: tuple[Digest, ...]
    groups: tuple[Group, ...]
    components: tuple[ComponentView, ...]
    last_update_at: datetime | None
    last_trouble_day: date | None
    digests: dict[str, Digest]
    is_update_day_only: bool = False
