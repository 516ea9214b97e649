"""Small records for the tests of the core: everything said, nothing read from disk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from generator.core.digest import summarise
from generator.core.facts import (
    Component,
    Edition,
    Group,
    ImpactWindow,
    Promise,
    PublicChange,
    Record,
    SiteConfig,
    Update,
)
from generator.core.fold import project
from generator.core.publication import create_site
from generator.core.times import update_stamp
from generator.core.views import IncidentView, PublicSite
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind

FINE, WORK, SLOW, PARTLY, DOWN = ComponentState
INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED = IncidentStatus
DAY = date(2025, 1, 15)
INC = "INC-2025-01-15-001"
MNT = "MNT-2025-01-15-001"


def at(text: str) -> datetime:
    """Return ``14:36`` on 15 January 2025, or ``18 14:36`` on the 18th, or ``2025-02-01 14:36``."""
    day, _, clock = text.rpartition(" ")
    if not day:
        day = "15"
    if len(day) <= 2:
        day = f"2025-01-{int(day):02}"
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)


def said(when: str, status: object = None, /, **fields: object) -> Update:
    """Return an update at *when*; parts are given as ``scores=DOWN``, ``_`` standing for ``-``."""
    moment = at(when)
    effects = tuple(
        (name.replace("_", "-"), fields.pop(name))
        for name in list(fields)
        if isinstance(fields[name], ComponentState)
    )
    values: dict[str, object] = {"id": update_stamp(moment), "components": effects}
    if isinstance(fields.get("next_update"), str):
        fields["next_update"] = Promise(due_at=at(str(fields["next_update"])))
    return Update(at=moment, status=status, **values | fields)


def incident(*updates: Update, **fields: object) -> Record:
    values: dict[str, object] = {"id": INC, "title": "Scores are lost", "date": DAY}
    return _record(RecordKind.INCIDENT, updates, values | fields)


def work(*updates: Update, **fields: object) -> Record:
    """Return planned work on search, from 22:00 to 02:00, announced in its header."""
    values: dict[str, object] = {
        "id": MNT,
        "title": "A new index",
        "date": DAY,
        "components": ("search",),
        "scheduled_for": at("22:00"),
        "scheduled_until": at("16 02:00"),
    }
    return _record(RecordKind.MAINTENANCE, updates, values | fields)


def _record(kind: RecordKind, updates: Iterable[Update], values: dict[str, object]) -> Record:
    path = f"incidents/{values['date']:%Y}/{values['id']}"
    ordered = tuple(sorted(updates, key=lambda update: (update.at, update.id)))
    return Record(kind=kind, path=path, updates=ordered, **values)


def window(component: str, state: ComponentState, start: str, end: str) -> ImpactWindow:
    return ImpactWindow(component=component, state=state, start=at(start), end=at(end))


def edition(published: str, number: int = 1, **fields: object) -> Edition:
    return Edition(number=number, published_at=at(published), **fields)


def change(name: str, due: str | None = None) -> PublicChange:
    return PublicChange(id=name, text=f"We will do {name}.", due=due)


def component(name: str, **fields: object) -> Component:
    values: dict[str, object] = {"id": name, "name": name.capitalize(), "group": "all"}
    return Component(**values | fields)


def config(*components: Component, **fields: object) -> SiteConfig:
    values: dict[str, object] = {
        "name": "Example School",
        "url": "https://status.school.example",
        "zone": "UTC",
        "groups": (Group(id="all", name="All"),),
        "components": components
        or (component("scores"), component("search"), component("sign-in")),
    }
    return SiteConfig(**values | fields)


def show(
    record: Record, as_of: str | datetime, site: SiteConfig | None = None, *, replay: bool = True
) -> IncidentView:
    """Return what visitors see of *record*; it is an error when that is nothing."""
    moment = at(as_of) if isinstance(as_of, str) else as_of
    view = project(record, site or config(), moment, replay=replay)
    assert view is not None, "nothing of it is public yet"
    return view


def publish(
    records: Iterable[Record],
    as_of: str | datetime,
    site: SiteConfig | None = None,
    *,
    replay: bool = True,
) -> PublicSite:
    """Return the site that *records* make."""
    site = site or config()
    moment = at(as_of) if isinstance(as_of, str) else as_of
    projected = [project(record, site, moment, replay=replay) for record in records]
    views = {view.id: view for view in projected if view is not None}
    digests = [summarise(view, site) for view in views.values()]
    return create_site(digests, views, site, moment, inputs_hash="")


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
