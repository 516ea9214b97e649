"""From decoded fields to the facts of one record; what may never look greener is decided here.

Design §3 "State is derived", §5 fail policy: an unreadable component state is a major outage, an
unreadable status is not over, and whatever else a state may hang on makes the record damaged.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from generator.core.facts import (
    ActionState,
    Damage,
    Edition,
    Effects,
    ImpactWindow,
    Promise,
    Record,
    Status,
    Update,
)
from generator.core.maintenance import find_announced
from generator.core.times import format_instant, update_stamp
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.readers.decode import BAD, Fields, Timed
from generator.readers.instants import find_dated, find_instant
from generator.readers.source import Source, Spot, show

_STATES = {str(state): state for state in ComponentState}
_STATUSES: dict[RecordKind, dict[str, Status]] = {
    RecordKind.INCIDENT: {str(status): status for status in IncidentStatus},
    RecordKind.MAINTENANCE: {str(status): status for status in MaintenanceStatus},
}
_NOT_OVER: dict[RecordKind, Status] = {
    RecordKind.INCIDENT: IncidentStatus.INVESTIGATING,
    RecordKind.MAINTENANCE: MaintenanceStatus.IN_PROGRESS,
}
_HARMLESS = frozenset(
    {
        "title", "text", "advice", "next_update", "notify", "happened_at", "impact", "banner",
        "status", "at", "vendor", "vendor_url", "api_id", "backfilled", "merged_into", "cancelled",
        "former_addresses",
    }
)  # fmt: skip
"""Fields whose loss turns no state better: unsaid, they leave things as they were, or a worse
value stands in for them."""


class RecordBuilder:
    """Collects one record's facts file by file; :meth:`create` puts them together."""

    def __init__(self, record_id: str, kind: RecordKind, day: date, path: str) -> None:
        self._id = record_id
        self._kind = kind
        self._day = day
        self._path = path
        self._header: Fields | None = None
        self._header_source = Source(f"{path}/public.yml")
        self._inline: list[Update] = []
        self.damage: list[Damage] = []

    def take_header(self, fields: Fields, source: Source) -> None:
        """Take the fields of ``public.yml``."""
        self._header, self._header_source = fields, source
        updates = fields.get("updates", ())
        if _is_harmed(fields) or "updates" in fields.bad:
            self._lose()
        anchor: datetime | None = None
        seen: dict[str, int] = {}
        for item in updates:
            timed = None if item is BAD else item.get("at")
            if timed is None:
                known = () if item is BAD else item.get("components", ())
                self._lose(tuple(key for key, _ in known if key is not BAD))
                continue
            anchor = find_instant(timed, anchor, self._day, source)
            self._inline.append(self._create_inline(anchor, item, source, seen))

    def _create_inline(
        self, at: datetime, fields: Fields, source: Source, seen: dict[str, int]
    ) -> Update:
        own = fields.get("id")
        name = own or update_stamp(at)
        if name in seen:
            seen[name] += 1
            place = fields.nodes["id" if own else "at"]
            if own:
                source.report(
                    "INC003",
                    place,
                    f"two updates have the id {show(own)}",
                    "give each an id of its own; published ids stay as they are",
                    value=own,
                )
            else:
                source.report(
                    "INC002",
                    place,
                    f"a second update at {format_instant(at)}",
                    "add 'id: …' to the later one, so that its address never changes",
                )
            name = f"{name}-{seen[name]}"
        else:
            seen[name] = 1
        return self._create_update(name, at, fields, source)

    def create_file_update(self, stem: str, at: datetime, fields: Fields, source: Source) -> Update:
        """Return the update of one file under ``updates/``; its name says when (design §3)."""
        timed: Timed | None = fields.get("at")
        if timed is not None:
            said = find_instant(timed, at, self._day, source)
            if said.replace(microsecond=0) != at:
                source.report(
                    "INC001",
                    timed.node,
                    f"'at' says {format_instant(said)}, the file's name {format_instant(at)}",
                    "delete the line: the name counts; 'happened_at' says that it was earlier",
                    value=timed.node.text,
                )
            else:
                at = said  # to the millisecond
        return self._create_update(stem, at, fields, source)

    def _create_update(self, name: str, at: datetime, fields: Fields, source: Source) -> Update:
        get, bad = fields.values.get, fields.bad
        is_damaged = bool(bad or fields.unknown) and _is_harmed(fields)
        effects, effects_are_whole = _effects(get("components", ()))
        windows, windows_are_whole = self._windows(get("impact_windows"), at, source)
        starts = find_dated(get("scheduled_for"), at.date(), source)
        ends = find_dated(get("scheduled_until"), at.date(), source)
        is_moved_wrongly = ("scheduled_for" in fields.values and starts is None) or (
            "scheduled_until" in fields.values and ends is None
        )
        status = get("status")
        happened: Timed | None = get("happened_at")
        return Update(
            id=name,
            at=at,
            path=source.path,
            line=fields.node.line,
            happened_at=find_instant(happened, at, self._day, source) if happened else None,
            status=_NOT_OVER[self._kind]
            if "status" in bad
            else None
            if status is None
            else _STATUSES[self._kind][status],
            title=get("title"),
            text=get("text"),
            advice=get("advice"),
            components=effects,
            next_update=self._promise(fields, at, source),
            impact=_stand_in(Impact, get("impact"), Impact.CRITICAL, is_bad="impact" in bad),
            banner=_stand_in(BannerScope, get("banner"), BannerScope.ALL, is_bad="banner" in bad),
            impact_windows=windows,
            scheduled_for=starts,
            scheduled_until=ends,
            cancelled=get("cancelled", False),
            amends=get("amends"),
            retracts=get("retracts"),
            merged_into=get("merged_into"),
            notify=get("notify", True),
            api_id=get("api_id"),
            is_damaged=is_damaged
            or is_moved_wrongly
            or not (effects_are_whole and windows_are_whole),
        )

    def _promise(self, fields: Fields, at: datetime, source: Source) -> Promise | None:
        if "next_update" not in fields.values:
            return None
        value: Timed | timedelta | None = fields.values["next_update"]
        if value is None:
            return Promise(due_at=None)
        if isinstance(value, timedelta):
            return Promise(due_at=at + value, length=value)
        return Promise(due_at=find_instant(value, at, self._day, source))

    def _windows(
        self, items: Iterable[Any] | None, anchor: datetime | None, source: Source
    ) -> tuple[tuple[ImpactWindow, ...] | None, bool]:
        """Return the windows and whether every one could be read; none of them when not."""
        if items is None:
            return None, True
        found = []
        for item in items:
            needed = () if item is BAD else ("component", "from", "to")
            if item is BAD or any(name not in item.values for name in needed):
                return None, False
            start = find_instant(item.get("from"), anchor, self._day, source)
            end = find_instant(item.get("to"), start, self._day, source)
            state = _STATES.get(item.get("state"), ComponentState.MAJOR_OUTAGE)
            found.append(
                ImpactWindow(component=item.get("component"), state=state, start=start, end=end)
            )
        return tuple(found), True

    def create(
        self,
        updates: Iterable[Update],
        editions: tuple[Edition, ...],
        actions: tuple[ActionState, ...],
        damage: tuple[Damage, ...],
    ) -> Record:
        """Return the whole record.

        Args:
            updates: Those of files.
            editions: By number.
            actions: States of promised changes.
            damage: What could not be read, beyond what this builder found itself.
        """
        # Files first: of two with one id, the inline one can still be given another.
        every = sorted((*updates, *self._inline), key=_order)
        every = self._with_unique_ids(every)
        header, source = self._header, self._header_source
        get = header.values.get if header else _no_value
        bad = header.bad if header else frozenset[str]()
        first = every[0].at if every else None
        windows, are_whole = self._windows(get("impact_windows"), first, source)
        starts = find_dated(get("scheduled_for"), self._day, source)
        ends = find_dated(get("scheduled_until"), self._day, source)
        components = tuple(each for each in get("components", ()) if each is not BAD)
        is_lost = (get("scheduled_for") and starts is None) or (
            get("scheduled_until") and ends is None
        )
        if is_lost or not are_whole or len(components) < len(get("components", ())):
            self._lose()
        record = Record(
            id=self._id,
            kind=self._kind,
            date=self._day,
            path=self._path,
            title=get("title"),
            impact=_stand_in(Impact, get("impact"), Impact.CRITICAL, is_bad="impact" in bad),
            banner=_stand_in(BannerScope, get("banner"), BannerScope.ALL, is_bad="banner" in bad),
            impact_windows=windows,
            components=tuple(dict.fromkeys(components)),
            scheduled_for=starts,
            scheduled_until=ends,
            vendor=get("vendor"),
            vendor_url=get("vendor_url"),
            backfilled=get("backfilled", False),
            api_id=get("api_id"),
            former_addresses=tuple(
                dict.fromkeys(each for each in get("former_addresses", ()) if each is not BAD)
            ),
            text=get("text", ""),
            updates=tuple(every),
            editions=editions,
            actions=actions,
            damage=(*damage, *self.damage),
        )
        return replace(record, updates=_mark_lost_targets(record))

    def _with_unique_ids(self, updates: list[Update]) -> list[Update]:
        """Return *updates* with ``-2`` behind an inline id that a file has too."""
        seen: set[str] = set()
        found = []
        for update in updates:
            name, number = update.id, 1
            while name in seen:
                number += 1
                name = f"{update.id}-{number}"
            seen.add(name)
            if name == update.id:
                found.append(update)
                continue
            self._header_source.report(
                "INC003",
                Spot(update.line if update.path == self._header_source.path else 1),
                f"two updates have the id {show(update.id)}, here and in a file of their own",
                "give this one 'id: …'; published ids stay as they are",
                value=update.id,
            )
            found.append(replace(update, id=name))
        return found

    def _lose(self, components: tuple[str, ...] = ()) -> None:
        self.damage.append(Damage(path=f"{self._path}/public.yml", components=components))


def _no_value(_name: str, default: Any = None) -> Any:
    return default


def _is_harmed(fields: Fields) -> bool:
    """Return whether something that a state may hang on could not be read."""
    return any(name not in _HARMLESS for name in fields.bad) or any(
        meant is None or meant not in _HARMLESS or meant == "status" for _, meant in fields.unknown
    )


def _effects(pairs: Iterable[tuple[Any, Any]]) -> tuple[Effects, bool]:
    """Return the effects and whether every component is known; an unreadable state is the worst."""
    effects = []
    are_known = True
    for component, state in pairs:
        if component is BAD:
            are_known = False
            continue
        known = ComponentState.MAJOR_OUTAGE if state is BAD else _STATES[state]
        effects.append((component, known))
    return tuple(effects), are_known


def _stand_in(words: Any, value: str | None, worst: Any, *, is_bad: bool) -> Any:
    """Return the word *value*, or the *worst* where it cannot be read."""
    if is_bad:
        return worst
    return None if value is None else words(value)


def _order(update: Update) -> tuple[datetime, str]:
    return update.at, update.id


def _mark_lost_targets(record: Record) -> tuple[Update, ...]:
    """Return the updates with those marked damaged that change an update nobody can find.

    What they meant to change or withdraw may have been what looks well now.
    """
    ids = {update.id for update in find_announced(record)}
    found = []
    for update in record.updates:
        targets = {update.amends, update.retracts} - {None, "incident"}
        is_lost = bool(targets) and (update.id in targets or not targets <= ids)
        found.append(replace(update, is_damaged=True) if is_lost else update)
    return tuple(found)
