"""Small records for the tests of rules, and remarks as short rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

from generator.core.facts import (
    Component,
    Edition,
    ImpactWindow,
    PublicChange,
    Record,
    SiteConfig,
    Update,
)
from generator.core.rules import Remark, check_record
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind

DAY = date(2025, 1, 15)
NOW = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)
FOLDER = "incidents/2025/INC-2025-01-15-001"
WORK = "incidents/2025/MNT-2025-01-15-001"
PUBLIC = f"{FOLDER}/public.yml"
DOWN, SLOW = ComponentState.MAJOR_OUTAGE, ComponentState.DEGRADED_PERFORMANCE
PARTLY, FINE = ComponentState.PARTIAL_OUTAGE, ComponentState.OPERATIONAL
CONFIG = SiteConfig(
    name="Example School",
    url="https://status.school.example",
    zone="America/New_York",
    groups=(),
    components=(
        Component(id="scores", name="Scores", group="learning"),
        Component(id="games", name="Games", group="learning"),
        Component(id="diary", name="Diary", group="learning", retired=date(2025, 1, 10)),
    ),
)


def at(clock: str, day: int = 15, month: int = 1, year: int = 2025) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def stamp(when: datetime) -> str:
    return f"{when:%Y%m%dT%H%M%SZ}"


def update(clock: str, *, line: int = 0, day: int = 15, **changes: object) -> Update:
    """Return an update in ``public.yml``, below those of earlier times unless *line* is given."""
    when = at(clock, day)
    line = line or 1440 * day + 60 * when.hour + when.minute
    values: dict[str, object] = {"id": stamp(when), "at": when, "path": PUBLIC, "line": line}
    return Update(**values | changes)  # type: ignore[arg-type]


def first(**changes: object) -> Update:
    values: dict[str, object] = {
        "line": 3,
        "status": IncidentStatus.INVESTIGATING,
        "components": (("scores", DOWN),),
    }
    return update("14:36", **values | changes)  # type: ignore[arg-type]


def resolved(clock: str = "15:10", **changes: object) -> Update:
    return update(clock, line=9, status=IncidentStatus.RESOLVED, **changes)  # type: ignore[arg-type]


def window(
    start: str, end: str, component: str = "scores", state: ComponentState = DOWN
) -> ImpactWindow:
    return ImpactWindow(component=component, state=state, start=at(start), end=at(end))


def incident(*updates: Update, **changes: object) -> Record:
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "kind": RecordKind.INCIDENT,
        "date": DAY,
        "path": FOLDER,
        "title": "Students cannot save scores",
        "updates": tuple(sorted(updates, key=lambda each: (each.at, each.id))),
    }
    return Record(**values | changes)  # type: ignore[arg-type]


def work(*updates: Update, **changes: object) -> Record:
    values: dict[str, object] = {
        "id": "MNT-2025-01-15-001",
        "kind": RecordKind.MAINTENANCE,
        "date": DAY,
        "path": WORK,
        "title": "Replacing the database",
        "components": ("scores",),
        "scheduled_for": at("02:00", 20),
        "scheduled_until": at("04:00", 20),
        "updates": tuple(sorted(updates, key=lambda each: (each.at, each.id))),
    }
    return Record(**values | changes)  # type: ignore[arg-type]


def edition(number: int = 1, **changes: object) -> Edition:
    values: dict[str, object] = {
        "number": number,
        "published_at": at("14:00", 16 + number),
        "edition": "preliminary",
        "title": "Scores could not be saved",
        "summary": "We are sorry.",
        "path": f"{FOLDER}/postmortem.{number}.yml",
    }
    return Edition(**values | changes)  # type: ignore[arg-type]


def change(name: str, due: str | None = "2025-02") -> PublicChange:
    return PublicChange(id=name, text=f"We change {name}.", due=due)


def check(
    record: Record,
    *,
    now: datetime = NOW,
    replay: bool = False,
    unread: Collection[str] = (),
) -> list[Remark]:
    return list(check_record(record, CONFIG, now, replay=replay, unread=unread))


def codes(record: Record, **more: object) -> list[str]:
    return [remark.code for remark in check(record, **more)]  # type: ignore[arg-type]
