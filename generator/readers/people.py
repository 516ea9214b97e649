"""``people.yml``: who we are and who is on call when; and the days of drills beside it.

Only ``check``, commands of responders and what is built for them call this; no public build
imports it (P1). Whatever the file holds, everything readable comes out and nothing is raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generator.core.audience import INTERNAL_FOLDERS
from generator.core.findings import Finding
from generator.core.schema_people import FORMAT, PEOPLE, PEOPLE_FILE, WEEKDAYS
from generator.core.staff.people import EscalationStep, People, Person
from generator.core.staff.rota_facts import (
    LAYERS,
    Layer,
    OwnHours,
    Rota,
    Rotation,
    Shift,
    Swap,
)
from generator.core.times import parse_date
from generator.readers.beside import read_beside
from generator.readers.decode import BAD, Fields, Names, Timed
from generator.readers.instants import find_dated
from generator.readers.source import Source, show

DRILLS = f"{INTERNAL_FOLDERS[0]}/drills"

_DRILL = re.compile(r"(?:[A-Z]{3}-)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[-._].*)?")
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_PATHS = ("technical", "business")
_SOME_DAY = date(2025, 1, 15)  # in the fix where a swap says no date


class PeopleReading(NamedTuple):
    """What came of the file.

    Attributes:
        people: None where there is no such file.
        findings: What is wrong with it.
    """

    people: People | None
    findings: tuple[Finding, ...]


def read_people(root: Path) -> PeopleReading:
    """Read who we are below *root*. Never raises for what the file holds.

    A file that cannot be read at all is :class:`People` without anybody, ``is_unread``: nobody
    may conclude from it that somebody does not exist.
    """
    source = Source(PEOPLE_FILE)
    fields = read_beside(root, PEOPLE, source, Names())
    if fields is None:
        return PeopleReading(None, ())
    people = People(is_unread=True) if fields is BAD else _create(fields, source)
    return PeopleReading(people, tuple(source.findings))


def last_drill(root: Path, today: date) -> date | None:
    """Return the day of the last drill up to *today*, or None when there was none (R177).

    Drills are files or folders in ``site_src/internal/drills/`` whose name begins with their day:
    ``2025-03-14-database-lost``. Names alone are read.
    """
    try:
        names = [each.name for each in (root / DRILLS).iterdir()]
    except OSError:
        return None
    matches = (_DRILL.fullmatch(name) for name in names)
    days = (parse_date(match[1]) for match in matches if match)
    return max((day for day in days if day is not None and day <= today), default=None)


def _create(fields: Fields, source: Source) -> People:
    if fields.get("format", FORMAT) > FORMAT:
        source.report(
            "PPL001",
            fields.nodes["format"],
            f"format {fields.get('format')} is newer than this program, which knows {FORMAT}",
            "update the program",
            value=str(fields.get("format")),
        )
        return People(is_unread=True)
    people, is_unread = _people(fields, source)
    rota, escalation = fields.get("rota"), fields.get("escalation")
    steps: list[EscalationStep] = []
    if escalation is not None:
        for path in _PATHS:
            steps += _steps(path, escalation.get(path, ()))
    return People(
        people=MappingProxyType(people),
        teams=MappingProxyType(
            {
                name: _good(handles)
                for name, handles in fields.get("teams", ())
                if name is not BAD and handles is not BAD
            }
        ),
        rota=None if rota is None else _rota(rota, source),
        escalation=tuple(steps),
        is_unread=is_unread,
    )


def _people(fields: Fields, source: Source) -> tuple[dict[str, Person], bool]:
    found: dict[str, Person] = {}
    is_unread = "people" not in fields.values
    pairs = fields.get("people", ())
    keys = [key for key, _ in fields.nodes["people"].pairs] if pairs else []
    for key, (handle, item) in zip(keys, pairs, strict=True):
        if handle is BAD:
            is_unread = True
        elif handle in found:
            source.report(
                "PPL002",
                key,
                f"{show(key.text)} stands twice",
                "keep one of the two; with or without '@' it is the same person",
                value=key.text,
            )
        else:
            # Somebody whose fields cannot be read exists all the same.
            found[handle] = Person(handle=handle) if item is BAD else _person(handle, item)
    return found, is_unread


def _person(handle: str, item: Fields) -> Person:
    get = item.get
    trained = {
        role: None if day is BAD else day for role, day in get("trained", ()) if role is not BAD
    }
    return Person(
        handle=handle,
        name=get("name", ""),
        title=get("title", ""),
        roles=frozenset(_good(get("roles", ()))),
        is_senior=get("senior", False),
        trained=MappingProxyType(trained),
        forge=_good(get("forge", ())),
        email=get("email", ""),
        phone=get("phone", ""),
        slack=get("slack", ""),
        until=get("until"),
    )


def _steps(path: str, items: Iterable[Any]) -> list[EscalationStep]:
    return [
        EscalationStep(
            path=path,
            index=index,
            level=item.get("level"),
            role=item.get("role", ""),
            who=item.get("who", ""),
        )
        for index, item in enumerate(items)
        if item is not BAD and "level" in item.values
    ]


def _rota(fields: Fields, source: Source) -> Rota:
    layers = ((name, fields.get(name)) for name in LAYERS)
    return Rota(
        zone=fields.get("zone", ""),
        hours=_hours(fields.get("hours"), source),
        handover=_clock(fields.get("handover"), source),
        layers=tuple(_layer(name, layer, source) for name, layer in layers if layer is not None),
        swaps=_swaps(fields.get("swaps", ()), source),
    )


def _hours(fields: Fields | None, source: Source) -> OwnHours | None:
    if fields is None:
        return None
    opens, closes = (_clock(fields.get(name), source) for name in ("opens", "closes"))
    if opens is None or closes is None:
        return None
    if opens >= closes:
        source.report(
            "PPL005",
            fields.nodes["closes"],
            f"{show(fields.nodes['closes'].text)} is not later than "
            f"{show(fields.nodes['opens'].text)}, so there are no business hours",
            "write the clock at which they end, on the same day",
            value=fields.nodes["closes"].text,
        )
        return None
    days = frozenset(WEEKDAYS.index(day) for day in _good(fields.get("days", ())))
    return OwnHours(opens=opens, closes=closes, **({"days": days} if days else {}))


def _clock(timed: Timed | None, source: Source) -> time | None:
    """Return a local clock time, or None after a finding where more than a clock is written."""
    if timed is None:
        return None
    parsed = timed.parsed
    if parsed.is_date_inferred and parsed.is_zone_inferred:
        return time(parsed.hour, parsed.minute, parsed.second)
    source.report(
        "PPL005",
        timed.node,
        f"{show(timed.node.text)} is more than a clock",
        f"write '{parsed.hour:02}:{parsed.minute:02}': it holds on every day, in the rota's zone",
        value=timed.node.text,
    )
    return None


def _layer(name: str, fields: Fields, source: Source) -> Layer:
    shifts = tuple(
        Shift(index=index, who=item.get("who"), first=item.get("from"), last=item.get("until"))
        for index, item in enumerate(fields.get("shifts", ()))
        if item is not BAD and {"who", "from", "until"} <= item.values.keys()
    )
    rotations = []
    for index, item in enumerate(fields.get("rotations", ())):
        if item is BAD or not {"people", "starts"} <= item.values.keys():
            continue
        people, days = _good(item.get("people")), _days(item, source)
        if people and len(people) == len(item.get("people")) and days:
            rotations.append(
                Rotation(
                    index=index,
                    people=people,
                    starts=item.get("starts"),
                    days=days,
                    last=item.get("until"),
                )
            )
    return Layer(name=name, shifts=shifts, rotations=tuple(rotations))


def _days(item: Fields, source: Source) -> int:
    """Return the length of a turn in days, or 0 after a finding."""
    if "length" in item.bad:
        return 0
    length: timedelta = item.get("length", _WEEK)
    if length >= _DAY and not length % _DAY:
        return length // _DAY
    node = item.nodes["length"]
    source.report(
        "PPL006",
        node,
        f"{show(node.text)} is no whole number of days",
        "write it as '7d'; what changes within a day is a layer, not a turn",
        value=node.text,
    )
    return 0


def _swaps(items: Iterable[Any], source: Source) -> tuple[Swap, ...]:
    found = []
    for index, item in enumerate(items):
        if item is BAD or "who" not in item.values or "instead_of" in item.bad:
            continue
        start, end = (find_dated(item.get(name), _SOME_DAY, source) for name in ("from", "until"))
        if start is not None and end is not None:
            found.append(
                Swap(
                    index=index,
                    who=item.get("who"),
                    start=start,
                    end=end,
                    instead_of=item.get("instead_of", ""),
                )
            )
    return tuple(found)


def _good(values: Iterable[Any]) -> tuple[Any, ...]:
    """Return *values* without those that could not be read."""
    return tuple(value for value in values if value is not BAD)
