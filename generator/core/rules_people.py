"""Rules over ``people.yml`` and the rota: handles that exist, days in order, nobody missing.

Only ``check`` and commands of responders call them; no public build imports this module (P1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.digest import local_day, zone_of
from generator.core.rules_base import Remark, Trail
from generator.core.schema_people import PEOPLE_FILE, WEEKDAYS
from generator.core.staff.people import People
from generator.core.staff.rota import (
    Gap,
    find_doubles,
    find_gaps,
    find_turn,
    is_business_day,
    settle_hours,
)
from generator.core.staff.rota_facts import PRIMARY, Rota
from generator.core.times import format_instant

_DAY = timedelta(days=1)


def check_people(
    people: People, hours: BusinessCalendar, as_of: datetime, *, ahead: timedelta
) -> Iterator[Remark]:
    """Yield everything odd about who we are and who is on call.

    Args:
        people: The facts.
        hours: The policy's business hours and holidays.
        as_of: The moment, aware UTC.
        ahead: How far ahead the rota has to be known (R45).
    """
    if not people.is_unread:
        yield from _check_handles(people)
    rota = people.rota
    if rota is None:
        return
    yield from _check_order(rota)
    yield from _check_doubles(rota)
    yield from _check_left(people, rota, settle_hours(rota, hours), as_of, ahead)
    gaps = find_gaps(rota, hours, as_of, as_of + ahead)
    if gaps:
        yield _about_gap(gaps[0], len(gaps), settle_hours(rota, hours))


def _check_handles(people: People) -> Iterator[Remark]:
    for trail, handle in _mentions(people):
        if people.find(handle) is not None:
            continue
        meant = people.suggest(handle)
        yield _about(
            "PPL003",
            trail,
            f"'@{handle}' is nobody under 'people'",
            f"write '@{meant}'" if meant else f"add '{handle}:' under 'people', or correct it",
            handle,
        )


def _mentions(people: People) -> Iterator[tuple[Trail, str]]:
    for name, handles in people.teams.items():
        for index, handle in enumerate(handles):
            yield ("teams", name, index), handle
    for step in people.escalation:
        if step.who:
            yield ("escalation", step.path, step.index, "who"), step.who
    if people.rota is None:
        return
    for layer in people.rota.layers:
        start: Trail = ("rota", layer.name)
        for rotation in layer.rotations:
            for index, handle in enumerate(rotation.people):
                yield (*start, "rotations", rotation.index, "people", index), handle
        for shift in layer.shifts:
            yield (*start, "shifts", shift.index, "who"), shift.who
    for swap in people.rota.swaps:
        yield ("rota", "swaps", swap.index, "who"), swap.who
        if swap.instead_of:
            yield ("rota", "swaps", swap.index, "instead_of"), swap.instead_of


def _check_order(rota: Rota) -> Iterator[Remark]:
    for layer in rota.layers:
        spans: list[tuple[str, int, date, date | None]] = [
            ("shifts", each.index, each.first, each.last) for each in layer.shifts
        ]
        spans += [("rotations", each.index, each.starts, each.last) for each in layer.rotations]
        for kind, index, first, last in spans:
            if last is not None and last < first:
                yield _about_order(
                    ("rota", layer.name, kind, index, "until"), str(last), str(first)
                )
    for swap in rota.swaps:
        if swap.end <= swap.start:
            yield _about_order(
                ("rota", "swaps", swap.index, "until"),
                format_instant(swap.end),
                format_instant(swap.start),
            )


def _about_order(trail: Trail, last: str, first: str) -> Remark:
    return _about(
        "PPL004",
        trail,
        f"it ends on {last} and begins on {first}, so it never counts",
        "correct one of the two",
        last,
    )


def _check_doubles(rota: Rota) -> Iterator[Remark]:
    for double in find_doubles(rota):
        first = max(double.earlier.first, double.later.first)
        last = min(double.earlier.last, double.later.last)
        days = f"on {first}" if first == last else f"from {first} to {last}"
        yield _about(
            "PPL007",
            ("rota", double.layer, "shifts", double.later.index),
            f"{double.layer} has two people {days}: '@{double.earlier.who}', who counts, and "
            f"'@{double.later.who}'",
            "give each day to one of them",
            double.later.who,
        )


def _check_left(
    people: People, rota: Rota, hours: BusinessCalendar, as_of: datetime, ahead: timedelta
) -> Iterator[Remark]:
    """Yield who has days ahead and is no longer with us, each place of the rota once."""
    first, last = (local_day(at, hours.zone) for at in (as_of, as_of + ahead))
    told: set[Trail] = set()
    for layer in rota.layers:
        for number in range((last - first).days + 1):
            day = first + number * _DAY
            turn = find_turn(layer, day)
            if turn is None or (layer.name == PRIMARY and not is_business_day(day, hours)):
                continue
            trail = ("rota", layer.name, *turn.trail)
            if trail not in told:
                remark = _leaver(people, turn.who, day, trail)
                if remark is not None:
                    told.add(trail)
                    yield remark
    for swap in rota.swaps:
        if swap.end > as_of:
            day = local_day(swap.start, hours.zone)
            remark = _leaver(people, swap.who, day, ("rota", "swaps", swap.index, "who"))
            if remark is not None:
                yield remark


def _leaver(people: People, handle: str, day: date, trail: Trail) -> Remark | None:
    person = people.find(handle)
    if person is None or not person.has_left(day):
        return None
    return _about(
        "PPL009",
        trail,
        f"'@{handle}' is on call on {day} and was with us until {person.until}",
        "give the days to somebody else, or correct 'until' of the person",
        handle,
    )


def _about_gap(gap: Gap, count: int, hours: BusinessCalendar) -> Remark:
    start, end = (_both(at, hours.zone) for at in (gap.start, gap.end))
    more = f"; it is the first of {count} gaps" if count > 1 else ""
    return _about(
        "PPL008",
        ("rota", gap.layer),
        f"nobody has {gap.layer} from {start} to {end}{more}",
        "add a shift or a rotation; a rota is published 14 days ahead",
        gap.layer,
    )


def _both(at: datetime, zone: str) -> str:
    local = at.astimezone(zone_of(zone))
    day = WEEKDAYS[local.weekday()].capitalize()
    return f"{format_instant(at)} ({day} {local:%H:%M} in {zone})"


def _about(code: str, trail: Trail, message: str, fix: str, value: str = "") -> Remark:
    return Remark(code=code, path=PEOPLE_FILE, field=trail, message=message, fix=fix, value=value)
