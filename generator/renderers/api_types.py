"""The objects of the Statuspage API v2, field for field in the recorded order (interop §1.2).

They belong to somebody else: nothing of ours is ever serialised as it is. All fields are always
there; ``NotRequired`` marks the one that a recorded page leaves out. ``ts`` in a comment is a time
in the page's zone to the millisecond: ``2025-01-15T09:36:00.000-05:00``.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class ApiPage(TypedDict):
    """Whose page it is; ``updated_at`` is the last change of its content."""

    id: str
    name: str
    url: str
    time_zone: str
    updated_at: str  # ts


class ApiStatus(TypedDict):
    """The roll-up: ``none``, ``minor``, ``major``, ``critical`` or ``maintenance``."""

    indicator: str
    description: str


class ApiComponent(TypedDict):
    """A component, or a group; only a group has ``components``, the ids of its children."""

    id: str
    name: str
    status: str
    created_at: str  # ts
    updated_at: str  # ts
    position: int
    description: str | None
    showcase: bool
    start_date: str | None  # YYYY-MM-DD
    group_id: str | None
    page_id: str
    group: bool
    only_show_if_degraded: bool
    components: NotRequired[list[str]]


class ApiAffected(TypedDict):
    """A component as one update left it; the name is ``Group - Child`` where it has a group."""

    code: str
    name: str
    old_status: str
    new_status: str


class ApiUpdate(TypedDict):
    """One update; ``display_at`` is null for a post-mortem alone.

    ``affected_components`` is null where the incident had named no component until then.
    """

    id: str
    status: str
    body: str
    incident_id: str
    created_at: str  # ts
    updated_at: str  # ts
    display_at: str | None  # ts
    affected_components: list[ApiAffected] | None
    deliver_notifications: bool
    custom_tweet: None
    tweet_id: None


class ApiEvent(TypedDict):
    """What incidents and planned work share; ``incident_updates`` newest first, never empty."""

    id: str
    name: str
    status: str
    created_at: str  # ts
    updated_at: str  # ts
    monitoring_at: str | None  # ts
    resolved_at: str | None  # ts
    impact: str
    shortlink: str
    started_at: str  # ts
    page_id: str
    incident_updates: list[ApiUpdate]
    components: list[ApiComponent]


class ApiIncident(ApiEvent):
    """An incident."""

    reminder_intervals: None


class ApiMaintenance(ApiEvent):
    """Planned work; its ``impact`` is always ``maintenance``."""

    scheduled_for: str  # ts
    scheduled_until: str  # ts
