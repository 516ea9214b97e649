"""The words of one planned maintenance in force after each of its entries (design §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from generator.core.effective import Entry
from generator.core.facts import ImpactWindow, Promise, Status, Update
from generator.core.intervals import OPEN_END
from generator.core.ties import Tie, each_with_tie
from generator.core.track import Track
from generator.core.views import EffectView, UpdateView
from generator.core.vocabulary import ComponentState, MaintenanceStatus, badness, worst

_WORST_FIRST = (
    MaintenanceStatus.IN_PROGRESS,
    MaintenanceStatus.VERIFYING,
    MaintenanceStatus.SCHEDULED,
    MaintenanceStatus.COMPLETED,
)
_UNDERWAY = (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING)
_WORK = ComponentState.UNDER_MAINTENANCE
_FINE = ComponentState.OPERATIONAL


Planned = tuple[datetime | None, datetime | None, bool]
"""Planned begin and end in force, and whether the work is called off."""


@dataclass(slots=True, kw_only=True)
class Plan:
    """Takes entries in order of ``(at, id)`` and knows where the work stands after each.

    The window moves the work, until a person says that it is under way, done or called off;
    a word that it is scheduled gives it back to the window, also once it was called off. What the
    window has completed, no later word completes again.

    Attributes:
        components: The parts it touches.
        begins_at: Planned begin now in force.
        ends_at: Planned end now in force.
        held_since: Since when a person's word holds it, and the window does not.
        back_at: When work that had been called off was announced anew, if it was.
        runs: When people said that the work runs.
        trouble: What people said is worse than planned work; only their word ends it.
        is_backfilled: Written down afterwards: where a person says when it began, no clock did.
        was_begun: A person said that it is under way, however long ago.
        history: What was planned after each entry.
    """

    components: tuple[str, ...]
    title: str
    begins_at: datetime | None
    ends_at: datetime | None
    former_titles: list[str] = field(default_factory=list)
    said: MaintenanceStatus = MaintenanceStatus.SCHEDULED
    held_since: datetime | None = None
    over_at: datetime | None = None
    back_at: datetime | None = None
    is_cancelled: bool = False
    is_backfilled: bool = False
    was_begun: bool = False
    runs: Track = field(default_factory=Track)
    trouble: Track = field(default_factory=Track)
    advice: str = ""
    promise: Promise | None = None
    updates: list[UpdateView] = field(default_factory=list)
    history: list[Planned] = field(default_factory=list)

    def take_all(self, entries: Iterable[Entry], as_of: datetime) -> None:
        """Take all *entries*, oldest first.

        Args:
            entries: In order of time.
            as_of: Tells whether what may not hold would be worse now.
        """
        for entry, tie in each_with_tie(entries, _WORST_FIRST):
            self._take(entry, tie, as_of)

    def _take(self, entry: Entry, tie: Tie | None, as_of: datetime) -> None:
        update = entry.update
        shown_at = min(update.happened_at or update.at, update.at)
        effects: tuple[EffectView, ...] = ()
        announced = (self.begins_at, self.ends_at)
        if not entry.is_undone and not entry.is_cautious:
            effects = self._apply(update, shown_at, tie)
        elif not entry.is_undone:
            self._worsen(entry, shown_at, as_of)
        self.history.append((self.begins_at, self.ends_at, self.is_cancelled))
        status: Status = self.status_at(update.at)
        if update.status is not None and not entry.is_withdrawn:
            status = update.status
        if self.is_cancelled:
            status = MaintenanceStatus.COMPLETED
        is_other = (self.begins_at, self.ends_at) != announced
        is_move = is_other and announced[0] is not None
        is_scheduled = update.status is MaintenanceStatus.SCHEDULED
        is_told = is_other or is_scheduled or not self.updates
        if self.begins_at is None or entry.is_undone or entry.is_cautious or self.is_cancelled:
            is_told = False
        self.updates.append(
            UpdateView(
                id=update.id,
                at=update.at,
                shown_at=shown_at,
                status=status,
                title=self.title,
                text="" if entry.is_withdrawn else update.text or "",
                effects=effects,
                is_withdrawn=entry.is_withdrawn,
                retracts=update.retracts,
                changed_at=entry.changed_at,
                notify=update.notify and entry.is_public,
                is_called_off=self.is_cancelled,
                is_ahead=entry.is_ahead,
                is_day_only=update.is_day_only and update.happened_at is None,
                is_entry=entry.is_public,
                api_id=update.api_id,
                planned=(self.begins_at, self.ends_at) if is_told and self.begins_at else None,
                is_move=is_told and is_move,
            )
        )

    def _apply(self, update: Update, shown_at: datetime, tie: Tie | None) -> tuple[EffectView, ...]:
        before = self._states_before(update, shown_at)
        if update.title is not None and update.title != self.title:
            if self.title and self.updates:
                self.former_titles.append(self.title)
            self.title = update.title
        self._move(update, shown_at, tie)
        if update.advice is not None:
            self.advice = "" if update.advice.strip() in {"", "none"} else update.advice
        self.promise = update.next_update
        after = self.states_at(update.at)
        named = {component for component, _ in update.components}
        return tuple(
            EffectView(component=component, old=before.get(component, _FINE), new=state)
            for component, state in after.items()
            if component in named or state is not before.get(component, _FINE)
        )

    def _states_before(self, update: Update, shown_at: datetime) -> dict[str, ComponentState]:
        """Return the states that *update* found.

        Where its own word begins the work, no clock has: not at the same moment, and never in
        what was written down afterwards.
        """
        begins_at = self.clock_begins_at
        if self.is_held or update.status not in _UNDERWAY or begins_at is None:
            return self.states_at(update.at)
        if begins_at < shown_at and not self.is_backfilled:
            return self.states_at(update.at)
        return dict.fromkeys(self.components, _FINE) | dict(self.trouble.states)

    def _move(self, update: Update, shown_at: datetime, tie: Tie | None) -> None:
        self.begins_at = update.scheduled_for or self.begins_at
        self.ends_at = update.scheduled_until or self.ends_at
        for component, state in tie.worsen(update.components) if tie else update.components:
            is_worse = badness(state) > badness(_WORK)
            self.trouble.set(component, state if is_worse else _FINE, shown_at)
        status = MaintenanceStatus.COMPLETED if update.cancelled else update.status
        if not isinstance(status, MaintenanceStatus):
            return
        if self.is_cancelled and status is not MaintenanceStatus.SCHEDULED:
            return
        if tie is not None and status is not tie.status:
            return
        ended_at = self._find_clock_end(shown_at)
        if status is MaintenanceStatus.COMPLETED and ended_at is not None:
            if not update.cancelled:
                return
            shown_at = ended_at
        if update.cancelled:
            self._keep_run(shown_at)
        elif self.is_cancelled:
            self._announce_anew(shown_at)
        self._say(status, shown_at)
        self.is_cancelled = update.cancelled

    def _keep_run(self, at: datetime) -> None:
        """Note how long the window alone had the work under way when it is called off at *at*."""
        begun_at = self.clock_begins_at
        if not self.is_held and begun_at is not None and begun_at < at:
            for component in self.components:
                self.runs.set(component, _WORK, begun_at)

    def _announce_anew(self, at: datetime) -> None:
        """Take back that the work is called off; a window that is over at *at* is none."""
        self.back_at = at
        if self.ends_at is not None and self.ends_at <= at:
            self.begins_at = self.ends_at = None

    def _say(self, status: MaintenanceStatus, at: datetime) -> None:
        is_over = status is MaintenanceStatus.COMPLETED
        if not is_over:
            self.over_at = None
        elif self.said is not status:
            self.over_at = at
        self.said = status
        if status is MaintenanceStatus.SCHEDULED:
            self.held_since = None
        elif self.held_since is None:
            self.held_since = at
        self.was_begun |= status in _UNDERWAY
        state = _WORK if status in _UNDERWAY else _FINE
        for component in self.components:
            self.runs.set(component, state, at)
        if is_over:
            self.trouble.end_all(at)

    def _worsen(self, entry: Entry, shown_at: datetime, as_of: datetime) -> None:
        """Take only what is worse now of an update that may not hold."""
        update = entry.update
        if not self.title and not entry.is_withdrawn:
            self.title = update.title or ""
        for component, state in update.components:
            known = worst([_WORK, self.trouble.states.get(component, _FINE)])
            if badness(state) > badness(known):
                self.trouble.set(component, state, shown_at)
        status = update.status
        if isinstance(status, MaintenanceStatus) and status in _UNDERWAY:
            if self.said not in _UNDERWAY and not self.is_cancelled:
                self._say(status, shown_at)
            return
        if self.is_held or self.status_at(as_of) in _UNDERWAY:
            return
        begins_at = update.scheduled_for or self.begins_at
        ends_at = update.scheduled_until or self.ends_at
        is_running = begins_at is not None and begins_at <= as_of
        if is_running and (ends_at is None or as_of < ends_at):
            self.begins_at, self.ends_at = begins_at, ends_at

    @property
    def is_held(self) -> bool:
        """Whether a person's word moves the work, not its window."""
        return self.held_since is not None

    def status_at(self, as_of: datetime) -> MaintenanceStatus:
        """Return where the work stands: a person's word first, else the clock's."""
        if self.is_held:
            return self.said
        if self.begins_at is None or as_of < self.begins_at:
            return MaintenanceStatus.SCHEDULED
        has_trouble = any(badness(state) for state in self.trouble.states.values())
        if self.ends_at is None or as_of < self.ends_at or has_trouble:
            return MaintenanceStatus.IN_PROGRESS
        return MaintenanceStatus.COMPLETED

    def states_at(self, as_of: datetime) -> dict[str, ComponentState]:
        """Return the state it gives each part, in the order of its parts."""
        states = dict.fromkeys(self.components, _FINE)
        if self.status_at(as_of) in _UNDERWAY:
            states = dict.fromkeys(self.components, _WORK)
        for component, state in self.trouble.states.items():
            states[component] = worst([state, states.get(component, _FINE)])
        return states

    @property
    def clock_begins_at(self) -> datetime | None:
        """When the window begins it; not before it was announced anew."""
        if self.begins_at is None or self.back_at is None:
            return self.begins_at
        return max(self.begins_at, self.back_at)

    def begins_by_clock(self, as_of: datetime) -> bool:
        """Return whether its window begins it, sooner or later, because no word came before.

        An end that counts already, though it is dated a little ahead, has come before.
        """
        begins_at = self.clock_begins_at
        if begins_at is None or self.held_since is None:
            return begins_at is not None
        if self.is_backfilled and self.was_begun:
            return False
        is_over = self.said is MaintenanceStatus.COMPLETED and self.held_since > as_of
        return begins_at < self.held_since and not is_over

    def clock_moves(self, as_of: datetime) -> Iterator[tuple[datetime, MaintenanceStatus]]:
        """Yield when the window alone moved the work by *as_of*, and to where."""
        begins_at = self.clock_begins_at
        if begins_at is None or begins_at > as_of:
            return
        if self.begins_by_clock(as_of):
            yield begins_at, MaintenanceStatus.IN_PROGRESS
        ended_at = self._find_clock_end(as_of)
        if ended_at is not None:
            yield ended_at, MaintenanceStatus.COMPLETED

    def _find_clock_end(self, as_of: datetime) -> datetime | None:
        """Return when the window alone had completed the work by *as_of*; None if it had not."""
        begins_at = self.clock_begins_at
        if self.is_held or begins_at is None or self.ends_at is None:
            return None
        is_over = self.status_at(as_of) is MaintenanceStatus.COMPLETED
        return max(self.ends_at, begins_at) if is_over else None

    def windows(self, as_of: datetime) -> Iterator[ImpactWindow]:
        """Yield when its parts were not as they should be; may lie over each other."""
        yield from self.runs.windows()
        yield from self.trouble.windows()
        moves = {status: at for at, status in self.clock_moves(as_of)}
        start = moves.get(MaintenanceStatus.IN_PROGRESS)
        if start is None:
            return
        end = self.held_since or moves.get(MaintenanceStatus.COMPLETED) or OPEN_END
        for component in self.components:
            yield ImpactWindow(component=component, state=_WORK, start=start, end=end)
