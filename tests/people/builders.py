"""A small rota, and moments as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.staff.rota_facts import (
    AFTER_HOURS,
    BACKUP,
    PRIMARY,
    Layer,
    Rota,
    Rotation,
    Shift,
    Swap,
)

HOURS = BusinessCalendar(
    zone="America/New_York", opens=time(9), closes=time(17), days=frozenset(range(5))
)
"""9 to 17 on weekdays, in New York (S:308)."""


def moment(text: str) -> datetime:
    """Return ``2025-01-15 14:23`` as an instant of UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def shift(who: str, first: str, last: str, index: int = 0) -> Shift:
    return Shift(
        index=index, who=who, first=date.fromisoformat(first), last=date.fromisoformat(last)
    )


def rotation(*people: str, starts: str = "2025-01-13", days: int = 7, index: int = 0) -> Rotation:
    return Rotation(index=index, people=people, starts=date.fromisoformat(starts), days=days)


def swap(who: str, start: str, end: str, instead_of: str = "", index: int = 0) -> Swap:
    return Swap(index=index, who=who, start=moment(start), end=moment(end), instead_of=instead_of)


def rota(**more: object) -> Rota:
    """Return the document's rota: one person in business hours, one at all other times."""
    values: dict[str, object] = {
        "layers": (
            Layer(name=PRIMARY, rotations=(rotation("engineer"),)),
            Layer(name=AFTER_HOURS, rotations=(rotation("secondary"),)),
            Layer(name=BACKUP, rotations=(rotation("lead"),)),
        )
    }
    return Rota(**values | more)  # type: ignore[arg-type]
