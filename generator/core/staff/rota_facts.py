"""Facts: who is on call when, as ``people.yml`` says it. Visitors never read any of it.

Two layers share all time between them (X20): ``primary`` has the business hours, ``after_hours``
has whatever they leave over, so that between two layers no gap can exist; ``backup`` is asked
when the one on call does not answer. All days are local to the rota's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

PRIMARY, AFTER_HOURS, BACKUP = "primary", "after_hours", "backup"
LAYERS = (PRIMARY, AFTER_HOURS, BACKUP)
"""In the order in which people read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHours:
    """Business hours that a rota has for itself; holidays and zone are elsewhere (R44).

    Attributes:
        opens: Local clock at which they begin.
        closes: Local clock at which they end; later than ``opens``, not itself among them.
        days: Days of the week, Monday is 0; at least one.
    """

    opens: time
    closes: time
    days: frozenset[int] = frozenset(range(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Somebody has a layer from the handover of one day to that of the day after another.

    Attributes:
        index: Its place in the list, from 0.
        who: A handle without ``@``.
        first: First day.
        last: Last day; the night after it still belongs to the shift.
    """

    index: int
    who: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """Some people take turns, each for as many days; the list begins anew after the last.

    Attributes:
        index: Its place in the list, from 0.
        people: Handles without ``@``, in the order of their turns; at least one.
        starts: First day of the first turn.
        days: Length of a turn in days, at least 1.
        last: Last day; None until a later rotation takes over.
    """

    index: int
    people: tuple[str, ...]
    starts: date
    days: int = 7
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Who has one layer: a shift where there is one, else the rotation begun last."""

    name: str
    shifts: tuple[Shift, ...] = ()
    rotations: tuple[Rotation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Somebody stands in from one instant to another, whatever the layers say.

    Attributes:
        index: Its place in the list, from 0.
        who: Who is on call instead.
        instead_of: For whom, in any layer; empty for whoever is called first.
        start: Aware UTC.
        end: Aware UTC, later than ``start``; not itself part of it.
    """

    index: int
    who: str
    start: datetime
    end: datetime
    instead_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The whole rota.

    Attributes:
        zone: Its own IANA zone; empty for that of the business hours.
        hours: Its own business hours; None for those of the policy's calendar.
        handover: Local clock at which a shift begins and ends; None for the opening hour.
        layers: In the order of :data:`LAYERS`; a layer nobody wrote is not there.
        swaps: In the order written; of two at once the later counts.
    """

    zone: str = ""
    hours: OwnHours | None = None
    handover: time | None = None
    layers: tuple[Layer, ...] = ()
    swaps: tuple[Swap, ...] = ()

    def find_layer(self, name: str) -> Layer | None:
        """Return the layer called *name*, if somebody wrote it."""
        return next((layer for layer in self.layers if layer.name == name), None)
