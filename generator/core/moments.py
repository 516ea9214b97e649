"""When a view changes by the clock alone, and what is known of files that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from generator.core.effective import AHEAD_LIMIT
from generator.core.facts import Record

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
FRESH_FOR = timedelta(days=90)
"""How long after a record's date an unreadable file of it makes the whole page unknown."""


class Moments:
    """Collects the moments at which a view changes; between two of them it is constant."""

    def __init__(self, record: Record, as_of: datetime, *, replay: bool) -> None:
        self._as_of = as_of
        self.valid_from = BEGINNING
        self.valid_until: datetime | None = None
        for update in record.updates:
            self.add(update.at)
            if not replay:
                self.add(update.at - AHEAD_LIMIT)
        for edition in record.editions:
            self.add(edition.published_at)
        if record.damage or any(update.is_damaged for update in record.updates):
            self.add(day_start(record) + FRESH_FOR)
            for damage in record.damage:
                self.add(damage.at or day_start(record))

    def add(self, moment: datetime | None) -> None:
        """Note that something changes at *moment*."""
        if moment is None:
            return
        if moment <= self._as_of:
            self.valid_from = max(self.valid_from, moment)
        elif self.valid_until is None or moment < self.valid_until:
            self.valid_until = moment


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageState:
    """What an unreadable file of a record means at one moment."""

    at: datetime
    is_fresh: bool
    components: tuple[str, ...]


def find_damage(record: Record, as_of: datetime, *, replay: bool) -> DamageState | None:
    """Return what is unreadable in *record* at *as_of*, or None."""
    begun = day_start(record)
    times = [
        damage.at or begun
        for damage in record.damage
        if not replay or (damage.at or begun) <= as_of
    ]
    # Amendments too: what one was to change is no entry of its own.
    damaged = [
        update.at
        for update in record.updates
        if update.is_damaged and (not replay or update.at <= as_of)
    ]
    times += damaged
    if not times:
        return None
    holds_state = bool(damaged) or any(damage.holds_state for damage in record.damage)
    known: tuple[str, ...] = ()
    if record.damage and all(damage.components for damage in record.damage):
        known = tuple(dict.fromkeys(name for damage in record.damage for name in damage.components))
    is_fresh = holds_state and as_of < begun + FRESH_FOR
    return DamageState(at=max(times), is_fresh=is_fresh, components=known)


def day_start(record: Record) -> datetime:
    """Return midnight UTC of the day in the record's id."""
    return datetime.combine(record.date, time(), tzinfo=UTC)
