"""Who is on call at any instant, and where nobody is (R44, R46; S:295-325).

The zone's days begin at the handover: whoever has a day has it until the next handover, so the
night and Monday's small hours belong to the day on which they began, once and to one person.
Within a day the business hours go to ``primary`` and all the rest, holidays too, to
``after_hours``: computed as what is left over, so that no gap lies between the two (X20).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.digest import local_day, zone_of
from generator.core.staff.rota_facts import (
    AFTER_HOURS,
    BACKUP,
    LAYERS,
    PRIMARY,
    Layer,
    Rota,
    Shift,
)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Who has what at one instant; handles without ``@``, empty where nobody has it.

    Attributes:
        at: The instant, aware UTC.
        is_business_hours: Whether ``primary`` is called, else ``after_hours``.
        primary: Who has the business hours of this day.
        after_hours: Who has the rest of it.
        backup: Who is asked when nobody answers.
        target: Who is called; the backup where nobody has the layer.
        target_layer: The layer ``target`` has; empty where nobody is on call at all.
    """

    at: datetime
    is_business_hours: bool
    primary: str = ""
    after_hours: str = ""
    backup: str = ""
    target: str = ""
    target_layer: str = ""


class Span(NamedTuple):
    """One person has one layer over ``[start, end)``, aware UTC; ``who`` is empty in a gap."""

    start: datetime
    end: datetime
    layer: str
    who: str


class Gap(NamedTuple):
    """Nobody has the layer that would be called over ``[start, end)``, aware UTC."""

    layer: str
    start: datetime
    end: datetime


class Double(NamedTuple):
    """Two people have one layer on the same days; the first of ``earlier`` and ``later`` counts."""

    layer: str
    earlier: Shift
    later: Shift


class Turn(NamedTuple):
    """Who has a layer on one day, and the way to where the layer says so."""

    who: str
    trail: tuple[str | int, ...]


def settle_hours(rota: Rota, hours: BusinessCalendar) -> BusinessCalendar:
    """Return the business hours that hold for *rota*: its own, else *hours*, in its own zone.

    Holidays are always those of *hours*: they are the policy's alone.
    """
    own = rota.hours or hours
    return replace(
        hours, zone=rota.zone or hours.zone, opens=own.opens, closes=own.closes, days=own.days
    )


def who_is_on_call(rota: Rota, hours: BusinessCalendar, at: datetime) -> OnCall:
    """Return who is on call at *at*.

    Args:
        rota: Who has which layer.
        hours: The policy's business hours and holidays.
        at: Any aware instant.

    Source: R44 ("2025-01-15 14:23Z (09:23 NY)? -> primary; at 02:10Z -> secondary").
    """
    return _Rota(rota, hours).look(at.astimezone(UTC))


def find_spans(
    rota: Rota, hours: BusinessCalendar, start: datetime, end: datetime
) -> tuple[Span, ...]:
    """Return who is called over ``[start, end)``, cut wherever the person or the layer changes.

    Args:
        rota: Who has which layer.
        hours: The policy's business hours and holidays.
        start: Aware.
        end: Aware; nothing comes where it is not later than *start*.

    Returns:
        Spans without a hole between them, oldest first. A gap has an empty ``who`` and the layer
        that would be called.
    """
    board = _Rota(rota, hours)
    found: list[Span] = []
    for begins, ends in pairwise(board.turns(start.astimezone(UTC), end.astimezone(UTC))):
        now = board.look(begins)
        layer = now.target_layer or _called(now)
        if found and (found[-1].layer, found[-1].who) == (layer, now.target):
            found[-1] = found[-1]._replace(end=ends)
        else:
            found.append(Span(begins, ends, layer, now.target))
    return tuple(found)


def find_gaps(
    rota: Rota, hours: BusinessCalendar, start: datetime, end: datetime
) -> tuple[Gap, ...]:
    """Return where nobody has the layer that is called, within ``[start, end)``, oldest first.

    A backup closes no gap: who is asked second is not on call. Nor has the backup gaps of its
    own, as a rota need not have one.

    Source: R45, R46.
    """
    board = _Rota(rota, hours)
    found: list[Gap] = []
    for begins, ends in pairwise(board.turns(start.astimezone(UTC), end.astimezone(UTC))):
        now = board.look(begins)
        layer = _called(now)
        if now.primary if layer == PRIMARY else now.after_hours:
            continue
        if found and (found[-1].layer, found[-1].end) == (layer, begins):
            found[-1] = found[-1]._replace(end=ends)
        else:
            found.append(Gap(layer, begins, ends))
    return tuple(found)


def find_doubles(rota: Rota) -> Iterator[Double]:
    """Yield shifts of one layer that share days and name two people (R46)."""
    for layer in rota.layers:
        longest: Shift | None = None
        valid = (shift for shift in layer.shifts if shift.first <= shift.last)
        for shift in sorted(valid, key=lambda each: (each.first, each.index)):
            if longest is not None and shift.first <= longest.last and shift.who != longest.who:
                yield Double(layer.name, *sorted((longest, shift), key=lambda each: each.index))
            if longest is None or shift.last > longest.last:
                longest = shift


def is_business_day(day: date, hours: BusinessCalendar) -> bool:
    """Return whether people are at work on *day*, local to the hours' zone."""
    return day.weekday() in hours.days and day not in hours.holidays


def _called(now: OnCall) -> str:
    return PRIMARY if now.is_business_hours else AFTER_HOURS


class _Rota:
    """A rota with the business hours that hold for it."""

    def __init__(self, rota: Rota, hours: BusinessCalendar) -> None:
        self._rota = rota
        self._hours = settle_hours(rota, hours)
        self._zone = zone_of(self._hours.zone)
        self._handover = rota.handover or self._hours.opens
        self._layers = [(name, rota.find_layer(name)) for name in LAYERS]
        self._holders: dict[date, dict[str, str]] = {}

    def look(self, at: datetime) -> OnCall:
        """Return who is on call at *at*, UTC."""
        base = self._find_holders(self._duty_day(at))
        is_business = self._hours.is_open(at)
        called = PRIMARY if is_business else AFTER_HOURS
        holders = dict(base)
        for swap in self._rota.swaps:
            if not swap.start <= at < swap.end:
                continue
            for name in LAYERS:
                is_meant = base[name] == swap.instead_of if swap.instead_of else name == called
                if is_meant:
                    holders[name] = swap.who
        layer = called if holders[called] else BACKUP if holders[BACKUP] else ""
        return OnCall(
            at=at,
            is_business_hours=is_business,
            primary=holders[PRIMARY],
            after_hours=holders[AFTER_HOURS],
            backup=holders[BACKUP],
            target=holders[layer] if layer else "",
            target_layer=layer,
        )

    def turns(self, start: datetime, end: datetime) -> list[datetime]:
        """Return *start*, *end* and every instant between them at which something may change."""
        if start >= end:
            return []
        found = {start, end}
        day = local_day(start, self._hours.zone)
        last = local_day(end, self._hours.zone)
        while day <= last:
            found.add(self._instant(day, self._handover))
            day += _DAY
        for span in self._hours.spans(start, end):
            found.update(span)
        for swap in self._rota.swaps:
            found |= {swap.start, swap.end}
        return sorted(each for each in found if start <= each <= end)

    def _find_holders(self, day: date) -> dict[str, str]:
        """Return who has each layer on *day*, looked up once however often the day changes."""
        if day not in self._holders:
            turns = [(name, layer and find_turn(layer, day)) for name, layer in self._layers]
            self._holders[day] = {name: turn.who if turn else "" for name, turn in turns}
        return self._holders[day]

    def _duty_day(self, at: datetime) -> date:
        day = local_day(at, self._hours.zone)
        return day if at >= self._instant(day, self._handover) else day - _DAY

    def _instant(self, day: date, clock: time) -> datetime:
        """Return the instant of a local clock: skipped ones an hour later, of two the first."""
        return datetime.combine(day, clock, tzinfo=self._zone).astimezone(UTC)


def find_turn(layer: Layer, day: date) -> Turn | None:
    """Return who has *layer* on *day*: the first shift written, else the rotation begun last."""
    for shift in layer.shifts:
        if shift.first <= day <= shift.last:
            return Turn(shift.who, ("shifts", shift.index, "who"))
    running = [
        each
        for each in layer.rotations
        if each.starts <= day and (each.last is None or day <= each.last)
    ]
    if not running:
        return None
    newest = max(running, key=lambda each: (each.starts, each.index))
    turn = (day - newest.starts).days // newest.days % len(newest.people)
    return Turn(newest.people[turn], ("rotations", newest.index, "people", turn))
