"""Records as nobody would write them: every field, odd times, words that contradict each other."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from generator.core.facts import (
    ActionState,
    Component,
    Damage,
    Group,
    ImpactWindow,
    Promise,
    PublicChange,
    Record,
    SiteConfig,
    Update,
)
from generator.core.maintenance import ANNOUNCEMENT, find_announced
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from tests.core.builders import at, edition

ZONES = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Pacific/Auckland",
]
CENTRES = [
    at("2025-01-15 14:30"),
    at("2025-03-09 06:00"),  # spring in New York
    at("2025-11-02 05:30"),  # autumn in New York
    at("2025-03-30 01:00"),  # spring in Berlin
    at("2025-10-26 01:00"),  # autumn in Berlin
    at("2025-04-05 15:00"),  # autumn on Lord Howe Island, by half an hour
    at("2025-10-04 15:30"),  # spring there
    at("2018-11-04 03:00"),  # spring in Sao Paulo, at midnight
    at("2018-02-18 02:00"),  # autumn there
    at("2025-04-05 14:00"),  # autumn in Auckland
    at("2025-09-27 14:00"),  # spring there
    at("2024-02-29 12:00"),
    at("2024-12-31 23:30"),
]
PARTS = ("scores", "search", "sign-in")
IDS = ("a", "b", "c", "d", "e", "f", "g", "h")

minute = timedelta(minutes=1)
states = st.sampled_from(list(ComponentState))
some_parts = st.dictionaries(st.sampled_from(PARTS), states, max_size=2).map(
    lambda found: tuple(sorted(found.items()))
)


def moments(centre: datetime, hours: int = 48) -> st.SearchStrategy[datetime]:
    """Return moments within *hours* of *centre*: whole minutes, close together more often."""
    near = st.integers(-90, 90)
    far = st.integers(-60 * hours, 60 * hours)
    return st.one_of(near, far).map(lambda count: centre + count * minute)


@st.composite
def windows(draw: st.DrawFn, centre: datetime, most: int = 3) -> tuple[ImpactWindow, ...]:
    found = []
    for _ in range(draw(st.integers(0, most))):
        first, last = sorted((draw(moments(centre)), draw(moments(centre))))
        found.append(
            ImpactWindow(
                component=draw(st.sampled_from(PARTS)),
                state=draw(states),
                start=first,
                end=last,
            )
        )
    return tuple(found)


@st.composite
def updates(
    draw: st.DrawFn, name: str, centre: datetime, kind: RecordKind, *, plain: bool = False
) -> Update:
    moment = draw(moments(centre))
    words = IncidentStatus if kind is RecordKind.INCIDENT else MaintenanceStatus
    maybe = st.integers(0, 9).map(lambda number: number == 0)
    values: dict[str, object] = {
        "status": draw(st.none() | st.sampled_from(list(words))),
        "components": draw(some_parts),
        "text": draw(st.sampled_from([None, "Some words."])),
        "happened_at": draw(st.none() | moments(centre)),
    }
    if draw(st.booleans()):
        values["title"] = draw(st.sampled_from(["One", "Two", None]))
        values["advice"] = draw(st.sampled_from(["Wait.", "none", None]))
        values["impact"] = draw(st.none() | st.sampled_from(list(Impact)))
        values["banner"] = draw(st.none() | st.sampled_from(list(BannerScope)))
        values["notify"] = draw(st.booleans())
        due = draw(st.none() | moments(centre))
        values["next_update"] = draw(st.sampled_from([None, Promise(due_at=due)]))
    if plain:
        return Update(id=name, at=moment, **values)
    if draw(maybe):
        values["impact_windows"] = draw(windows(centre))
    if draw(maybe):
        values["amends"] = draw(st.sampled_from([*IDS, "unknown"]))
    if draw(maybe):
        values["retracts"] = draw(st.sampled_from([*IDS, "incident", "unknown"]))
    if draw(maybe):
        values["merged_into"] = "INC-2025-01-14-001"
    if kind is RecordKind.MAINTENANCE:
        if draw(maybe):
            values["cancelled"] = True
        if draw(maybe):
            values["scheduled_for"] = draw(moments(centre))
            values["scheduled_until"] = draw(moments(centre))
    return Update(id=name, at=moment, **values)


@st.composite
def records(
    draw: st.DrawFn,
    kind: RecordKind | None = None,
    *,
    number: int = 1,
    centre: datetime | None = None,
    plain: bool = False,
    whole: bool = False,
) -> Record:
    """Return a record of either kind.

    Args:
        draw: Given by Hypothesis.
        kind: Only this kind.
        number: Last part of the id.
        centre: What its times lie around.
        plain: Without amendments, withdrawals, merges and impact windows.
        whole: Without damage.
    """
    kind = kind or draw(st.sampled_from(list(RecordKind)))
    centre = centre or draw(st.sampled_from(CENTRES))
    count = draw(st.integers(0 if kind is RecordKind.MAINTENANCE else 1, 6))
    found = [draw(updates(name, centre, kind, plain=plain)) for name in IDS[:count]]
    found.sort(key=lambda update: (update.at, update.id))
    values: dict[str, object] = {"title": draw(st.sampled_from(["A title", None]))}
    if kind is RecordKind.MAINTENANCE:
        values["components"] = tuple(draw(st.lists(st.sampled_from(PARTS), unique=True)))
        values["scheduled_for"] = draw(st.none() | moments(centre))
        values["scheduled_until"] = draw(st.none() | moments(centre))
        values["text"] = draw(st.sampled_from(["", "We plan."]))
    elif not plain:
        values["impact_windows"] = draw(st.none() | windows(centre))
        values["impact"] = draw(st.none() | st.sampled_from(list(Impact)))
        values["backfilled"] = draw(st.integers(0, 9)) == 0
        values |= draw(reports(centre))
    if not plain and not whole:
        values["damage"] = draw(damages(centre))
    return Record(
        id=f"{kind}-{centre:%Y-%m-%d}-{number:03}",
        kind=kind,
        date=centre.date(),
        path=f"incidents/{centre:%Y}/{kind}-{number:03}",
        updates=tuple(found),
        **values,
    )


@st.composite
def reports(draw: st.DrawFn, centre: datetime) -> dict[str, object]:
    """Return editions of a post-mortem with the states of their changes, or nothing."""
    if draw(st.integers(0, 3)):
        return {}
    due = st.none() | st.sampled_from([f"{centre:%Y-%m}", f"{centre:%Y-%m-%d}"])
    changes = tuple(PublicChange(id=name, text=name, due=draw(due)) for name in ("x", "y"))
    published = sorted((draw(moments(centre)), draw(moments(centre))))
    editions = tuple(
        edition(f"{when:%Y-%m-%d %H:%M}", number, changes=changes)
        for number, when in enumerate(published, start=1)
    )
    days = st.none() | st.integers(-3, 3).map(lambda days: centre.date() + timedelta(days=days))
    return {"editions": editions, "actions": (ActionState(id="x", done=draw(days)),)}


@st.composite
def damages(draw: st.DrawFn, centre: datetime) -> tuple[Damage, ...]:
    return tuple(
        Damage(
            path=f"lost{number}",
            at=draw(st.none() | moments(centre)),
            components=draw(st.sampled_from([(), ("scores",)])),
            holds_state=draw(st.booleans()),
        )
        for number in range(draw(st.sampled_from([0, 0, 0, 1, 2])))
    )


@st.composite
def sites(draw: st.DrawFn, centre: datetime) -> SiteConfig:
    """Return a site around *centre* in any zone; parts came and went."""
    days = st.none() | st.integers(-120, 3).map(lambda days: centre.date() + timedelta(days=days))
    return SiteConfig(
        name="Example School",
        url="https://status.school.example",
        zone=draw(st.sampled_from(ZONES)),
        groups=(Group(id="all", name="All"),),
        components=tuple(
            Component(id=name, name=name, group="all", since=draw(days), retired=draw(days))
            for name in PARTS
        ),
        default_promise=draw(st.sampled_from([None, timedelta(minutes=30)])),
    )


@st.composite
def books(
    draw: st.DrawFn, *, most: int = 4, whole: bool = False
) -> tuple[tuple[Record, ...], SiteConfig, datetime]:
    """Return some records around one moment, a site, and a moment to look at them."""
    centre = draw(st.sampled_from(CENTRES))
    found = tuple(
        draw(records(number=number, centre=centre, whole=whole))
        for number in range(1, draw(st.integers(1, most)) + 1)
    )
    as_of = draw(moments(centre) | st.integers(0, 100).map(lambda day: centre + timedelta(day)))
    return found, draw(sites(centre)), as_of


def day_of(moment: datetime) -> datetime:
    """Return midnight UTC of the day of *moment*."""
    return datetime.combine(moment.date(), time(), tzinfo=UTC)


def truncate(record: Record, as_of: datetime, today: date) -> Record | None:
    """Return *record* as it was written down by *as_of*; None when its day had not come."""
    if record.kind is RecordKind.MAINTENANCE and record.date > as_of.date():
        return None
    is_later = not _announces_itself(record) and _announces_itself(_cut(record, as_of, today))
    # A header that leaves its words to an update of that day was written with that update.
    return None if is_later else _cut(record, as_of, today)


def _announces_itself(record: Record) -> bool:
    found = find_announced(record)
    return any(update.id == ANNOUNCEMENT for update in found)


def _cut(record: Record, as_of: datetime, today: date) -> Record:
    values = {name: getattr(record, name) for name in Record.__slots__}
    values["updates"] = tuple(each for each in record.updates if each.at <= as_of)
    values["editions"] = tuple(each for each in record.editions if each.published_at <= as_of)
    values["actions"] = tuple(
        each for each in record.actions if each.done is None or each.done <= today
    )
    values["damage"] = tuple(
        each
        for each in record.damage
        if (each.at or datetime.combine(record.date, time(), tzinfo=UTC)) <= as_of
    )
    return Record(**values)
