"""Small records for the tests of feeds: everything said, nothing read from disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml

from generator.core.facts import Component, SiteConfig
from generator.core.views import EntryRef, IncidentView, UpdateView
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.core.words import Words
from generator.pipeline.drawn import Drawn
from generator.renderers.feed_entries import Entry

AT = datetime(2025, 1, 15, 14, 36, tzinfo=UTC)
STATUSES = {
    f"status.{status}": status.replace("_", " ").capitalize()
    for status in (*IncidentStatus, *MaintenanceStatus, "withdrawn")
} | {"status.cancelled": "Called off", "status.merged": "Continued elsewhere"}
WORDS = Path(__file__).parents[2] / "site_src/public/words"


@dataclass(frozen=True, slots=True)
class Frame:
    """The two parts of the renderers' frame that feeds and small files look at."""

    config: SiteConfig
    words: Words


@cache
def shipped_words() -> Mapping[str, str]:
    """Return the words as shipped, with plain words for each status."""
    table: dict[str, str] = {}
    for path in sorted(WORDS.glob("*.yml")):
        _flatten("", yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader), table)
    return table | STATUSES


def _flatten(prefix: str, value: object, table: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _flatten(f"{prefix}.{key}" if prefix else key, inner, table)
    else:
        table[prefix] = str(value)


def config(**changes: object) -> SiteConfig:
    values: dict[str, object] = {
        "name": "Example School",
        "url": "https://status.school.example",
        "zone": "America/New_York",
        "groups": (),
        "components": (component(),),
        "author": "The Example Team",
        "support_email": "support@school.example",
    }
    return SiteConfig(**values | changes)


def component(**changes: object) -> Component:
    values: dict[str, object] = {"id": "scores", "name": "Score recording", "group": "learning"}
    return Component(**values | changes)


def frame(**changes: object) -> Frame:
    return Frame(config(**changes), Words(shipped_words()))


def update(minutes: int = 0, **changes: object) -> UpdateView:
    at = AT + timedelta(minutes=minutes)
    values: dict[str, object] = {
        "id": f"{at:%Y%m%dT%H%M%SZ}",
        "at": at,
        "shown_at": at,
        "status": IncidentStatus.INVESTIGATING,
        "title": "Students cannot save scores",
        "text": f"Minute {minutes}: we are looking into it.",
    }
    return UpdateView(**values | changes)


def incident(*updates: UpdateView, **changes: object) -> IncidentView:
    """Return an incident with *updates* (any order), newest first as views keep them."""
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "kind": RecordKind.INCIDENT,
        "date": AT.date(),
        "title": "Students cannot save scores",
        "status": IncidentStatus.INVESTIGATING,
        "state": ComponentState.MAJOR_OUTAGE,
        "peak": ComponentState.MAJOR_OUTAGE,
        "impact": Impact.CRITICAL,
        "banner": BannerScope.ALL,
        "is_open": True,
        "components": ("scores",),
        "updates": tuple(sorted(updates, key=lambda u: (u.at, u.id), reverse=True)),
        "last_changed_at": max((u.at for u in updates), default=AT),
        "valid_from": AT,
    }
    return IncidentView(**values | changes)


def night() -> IncidentView:
    """Return an incident of four updates."""
    return incident(
        update(0),
        update(16, status=IncidentStatus.IDENTIFIED),
        update(30, status=IncidentStatus.MONITORING),
        update(34, status=IncidentStatus.RESOLVED, text="Scores are **saved** again."),
    )


def chosen(*views: IncidentView) -> tuple[tuple[EntryRef, datetime], ...]:
    """Return all entries of *views* newest first, each dated as it is."""
    found = [
        (
            EntryRef(
                incident=view.id,
                update=shown.id,
                at=shown.at,
                components=view.components,
                is_in_feeds=True,
            ),
            shown.at,
        )
        for view in views
        for shown in view.updates
    ]
    return tuple(sorted(found, key=lambda pair: (pair[1], pair[0].update), reverse=True))


def drawn(
    selected: tuple[tuple[EntryRef, datetime], ...], view: IncidentView, here: Frame
) -> tuple[Entry, ...]:
    """Return the entries *selected*, all of *view*, drawn for the first time."""
    return Drawn({view.id: view}, here, {}, lambda _: False).draw(selected)
