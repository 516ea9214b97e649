"""The words of one incident in force after each of its entries: the fold itself (design §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from generator.core.effective import Entry
from generator.core.facts import ImpactWindow, Promise, Update
from generator.core.intervals import clip_windows, flatten_windows
from generator.core.ties import Tie, each_with_tie, names_trouble
from generator.core.track import Track
from generator.core.views import EffectView, UpdateView
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    worst,
)

_PROGRESS = {status: rank for rank, status in enumerate(IncidentStatus)}
_RESOLVED = IncidentStatus.RESOLVED


@dataclass(slots=True, kw_only=True)
class IncidentFold:
    """Takes entries in order of ``(at, id)`` and knows what holds after each.

    Attributes:
        default_promise: When the next update comes if an update does not say, from its own time.
        title: The title in force.
        former_titles: Those before it, oldest first.
        status: The last word on the status; investigating until something is said.
        track: The states of components.
        advice: What is pinned.
        promise: The promise in force; None when there is none at all.
        impact: As set by an update.
        banner: As set by an update.
        stated: The newest set of impact windows an update gave, with the time it was given.
        merged_into: The incident that goes on.
        resolved_at: When it was resolved, while it is.
        mentioned: Components of all updates, withdrawn ones too, in order of first mention.
        updates: What visitors read, oldest first.
    """

    default_promise: timedelta | None
    title: str = ""
    former_titles: list[str] = field(default_factory=list)
    status: IncidentStatus = IncidentStatus.INVESTIGATING
    track: Track = field(default_factory=Track)
    advice: str = ""
    promise: Promise | None = None
    impact: Impact | None = None
    banner: BannerScope | None = None
    stated: tuple[tuple[ImpactWindow, ...], datetime] | None = None
    merged_into: str | None = None
    resolved_at: datetime | None = None
    mentioned: dict[str, None] = field(default_factory=dict)
    updates: list[UpdateView] = field(default_factory=list)

    def take_all(self, entries: Iterable[Entry]) -> None:
        """Take all *entries*, oldest first."""
        for entry, tie in each_with_tie(entries, tuple(IncidentStatus)):
            self._take(entry, tie)

    def _take(self, entry: Entry, tie: Tie | None) -> None:
        update = entry.update
        # "Happened" only ever backdates what is shown (design §3).
        shown_at = min(update.happened_at or update.at, update.at)
        self.mentioned.update((component, None) for component, _ in update.components)
        effects: tuple[EffectView, ...] = ()
        if entry.is_cautious and not entry.is_undone:
            if not self.title and not entry.is_withdrawn:
                self.title = update.title or ""
            effects = self._worsen(update, shown_at)
        elif not entry.is_undone:
            effects = self._apply(update, shown_at, tie)
        self.updates.append(
            UpdateView(
                id=update.id,
                at=update.at,
                shown_at=shown_at,
                status=self.status,
                title=self.title,
                text="" if entry.is_withdrawn else update.text or "",
                effects=effects,
                is_withdrawn=entry.is_withdrawn,
                retracts=update.retracts,
                merged_into=None if entry.is_withdrawn else update.merged_into,
                changed_at=entry.changed_at,
                notify=update.notify and entry.is_public,
                is_ahead=entry.is_ahead,
                is_entry=entry.is_public,
                api_id=update.api_id,
                promise_due_at=self._promised_at(),
            )
        )

    def _promised_at(self) -> datetime | None:
        """Return when the next update is due; after the last one there is none."""
        if self.promise is None or self.status is _RESOLVED:
            return None
        return self.promise.due_at

    def _apply(self, update: Update, shown_at: datetime, tie: Tie | None) -> tuple[EffectView, ...]:
        if update.title is not None:
            self._rename(update.title)
        status = update.status
        if tie is not None and status is not tie.status:
            status = None  # another update of this second says that it is not so far
        wanted = tie.worsen(update.components) if tie else update.components
        self._move(status, wanted, shown_at)
        if self.status is _RESOLVED:
            wanted = tuple((component, ComponentState.OPERATIONAL) for component, _ in wanted)
        effects = [self.track.set(component, state, shown_at) for component, state in wanted]
        if self.status is _RESOLVED or update.merged_into is not None:
            effects.extend(self.track.end_all(shown_at))
        if update.advice is not None:
            self.advice = "" if update.advice.strip() in {"", "none"} else update.advice
        if update.next_update is not None:
            self.promise = update.next_update
        elif self.default_promise is not None:
            self.promise = Promise(due_at=update.at + self.default_promise)
        else:
            self.promise = None
        self.impact = update.impact or self.impact
        self.banner = update.banner or self.banner
        if update.impact_windows is not None:
            self.stated = update.impact_windows, shown_at
        self.merged_into = update.merged_into or self.merged_into
        return tuple(effects)

    def _worsen(self, update: Update, shown_at: datetime) -> tuple[EffectView, ...]:
        """Take only what is worse of an update that may not hold."""
        status = update.status
        if not isinstance(status, IncidentStatus) or _PROGRESS[status] > _PROGRESS[self.status]:
            status = None
        states = self.track.states
        wanted = tuple(
            (component, worst([state, states.get(component, ComponentState.OPERATIONAL)]))
            for component, state in update.components
        )
        self._move(status, wanted, shown_at)
        return tuple(self.track.set(component, state, shown_at) for component, state in wanted)

    def _rename(self, title: str) -> None:
        if title == self.title:
            return
        if self.title and self.updates:
            self.former_titles.append(self.title)
        self.title = title

    def _move(
        self, status: object, wanted: Iterable[tuple[str, ComponentState]], shown_at: datetime
    ) -> None:
        """Move on to *status*; trouble without a word on the status opens it again."""
        if isinstance(status, IncidentStatus):
            self.status = status
        elif self.status is _RESOLVED and names_trouble(wanted):
            self.status = IncidentStatus.INVESTIGATING
        if self.status is not _RESOLVED:
            self.resolved_at = None
        elif self.resolved_at is None:
            self.resolved_at = shown_at

    def windows(self, header: tuple[ImpactWindow, ...] | None) -> tuple[ImpactWindow, ...]:
        """Return the impact windows: once resolved the stated ones, else what updates imply (R104).

        Args:
            header: Those of ``public.yml``; an update's own set is the newer one.
        """
        implied = self.track.windows()
        if self.status is _RESOLVED and self.stated is not None:
            stated, stated_at = self.stated
            # A set given before the incident was opened again says nothing of what came then.
            return flatten_windows((*stated, *clip_windows(implied, stated_at)))
        if self.status is _RESOLVED and header is not None:
            return flatten_windows(header)
        return flatten_windows(implied)
