"""When a view changes by the clock alone, and what is known of files that cannot be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from generator.core.effective import AHEAD_LIMIT, Effective
from generator.core.entries import set_apart
from generator.core.facts import ImpactWindow, Record, Update
from generator.core.intervals import OPEN_END
from generator.core.views import UpdateView

BEGINNING = datetime(1, 1, 1, tzinfo=UTC)
FRESH_FOR = timedelta(days=90 + 1)
"""How long an unreadable file makes the whole page unknown: from the midnight that begins the
record's day to the end of the ninetieth day after it (design §5)."""


class Moments:
    """Collects the moments at which a view changes; between two of them it is constant.

    Attributes:
        valid_from: The last such moment up to now.
        valid_until: The next one.
        next_at: The next one of which the clock alone knows. A replay leaves out later facts, so
            what they will change is in ``valid_until`` only: the page must not foretell it.
    """

    def __init__(self, as_of: datetime, *, replay: bool) -> None:
        self._as_of = as_of
        self._replay = replay
        self.valid_from = BEGINNING
        self.valid_until: datetime | None = None
        self.next_at: datetime | None = None

    def add(self, moment: datetime | None) -> None:
        """Note that the clock changes something at *moment*."""
        if moment is None:
            return
        self.add_fact(moment)
        if moment > self._as_of and (self.next_at is None or moment < self.next_at):
            self.next_at = moment

    def add_fact(self, moment: datetime | None) -> None:
        """Note that a fact of which a replay knows nothing before *moment* changes something."""
        if moment is None:
            return
        if moment <= self._as_of:
            if moment > self.valid_from:
                self.valid_from = moment
        elif self.valid_until is None or moment < self.valid_until:
            self.valid_until = moment

    def add_dated(self, moment: datetime | None) -> None:
        """Note a fact that counts from *moment* on: left out by a replay, withheld by a build."""
        if self._replay:
            self.add_fact(moment)
        else:
            self.add(moment)

    def add_updates(
        self, updates: Iterable[Update], effective: Effective, *, is_backfilled: bool
    ) -> None:
        """Note when *updates* come: to a replay at their time, to feeds at their time as well.

        A build that is no replay knows them from the beginning, but first as dated ahead. Feeds
        print whole seconds, a second apart, so a tie may hold an entry back a little longer.
        """
        for update in updates:
            if self._replay:
                self.add_fact(update.at)
            else:
                self.add(update.at - AHEAD_LIMIT)
        if is_backfilled:
            return
        told = [entry for entry in effective.entries if entry.is_public and entry.update.notify]
        printed_at = set_apart(entry.update.at for entry in told)
        for entry, at in zip(told, printed_at, strict=True):
            self.add(max(entry.update.at, at))
            self.add(entry.changed_at)

    def add_windows(self, windows: Iterable[ImpactWindow]) -> None:
        """Note when *windows* begin and end."""
        for window in windows:
            self.add(window.start)
            if window.end < OPEN_END:
                self.add(window.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class DamageState:
    """What an unreadable file of a record means at one moment.

    Attributes:
        at: The newest known time of what is unreadable; None where only the record's day is known.
        changed_at: The same, with the start of that day where no more is known.
        fresh_until: Until when the page as a whole cannot be vouched for; None if no state hangs
            on what is unreadable.
        components: The parts it is known to concern; empty when not known.
    """

    at: datetime | None
    changed_at: datetime
    fresh_until: datetime | None
    components: tuple[str, ...]

    def is_fresh(self, as_of: datetime) -> bool:
        """Return whether the page as a whole cannot be vouched for at *as_of*."""
        return self.fresh_until is not None and as_of < self.fresh_until


def find_damage(
    record: Record, as_of: datetime, moments: Moments, *, replay: bool
) -> DamageState | None:
    """Return what is unreadable in *record* at *as_of*, or None; note in *moments* when that moves.

    Amendments count too: what one was to change is no entry of its own.
    """
    begun = day_start(record)
    damages, damaged = record.damage, [each for each in record.updates if each.is_damaged]
    if replay:
        for damage in damages:
            moments.add_fact(damage.at or begun)
        damages = tuple(each for each in damages if (each.at or begun) <= as_of)
        damaged = [each for each in damaged if each.at <= as_of]
    if not damages and not damaged:
        return None
    times = [each.at for each in damages if each.at] + [each.at for each in damaged]
    holding = [each for each in damages if each.holds_state]
    is_known = not damaged and all(each.components for each in holding)
    fresh_until = begun + FRESH_FOR if holding or damaged else None
    moments.add(fresh_until)
    return DamageState(
        at=max(times, default=None),
        changed_at=max(times, default=begun),
        fresh_until=fresh_until,
        components=tuple(
            dict.fromkeys(name for each in holding for name in each.components if is_known)
        ),
    )


def find_last_change(
    updates: Iterable[UpdateView], damage: DamageState | None, published_at: datetime | None = None
) -> tuple[datetime, bool]:
    """Return when what a page says last changed, and whether no more than its UTC day is known.

    What is dated ahead dates no page.

    Args:
        updates: All of them; at least one where nothing is damaged.
        damage: What is unreadable.
        published_at: When the post-mortem came.
    """
    told = list(updates)
    present = [update for update in told if not update.is_ahead] or told
    times = [(update.at, not update.is_day_only) for update in present]
    times += [(update.changed_at, True) for update in present if update.changed_at]
    times += [(damage.changed_at, damage.at is not None)] if damage else []
    times += [(published_at, True)] if published_at else []
    at, is_exact = max(times)
    return at, not is_exact


def day_start(record: Record) -> datetime:
    """Return midnight UTC of the day in the record's id."""
    return datetime.combine(record.date, time(), tzinfo=UTC)
