"""Entries of the feeds of site and parts, drawn once and kept while their record is unchanged.

A new update moves a handful of feeds of some forty entries each. Without this every one of those
entries would be read, worded and made safe again (design §8).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from generator.core.views import EntryRef, IncidentView, UpdateView
from generator.pipeline.memory import Kept
from generator.renderers.feed_entries import Entry, create_entry
from generator.renderers.feed_events import create_event
from generator.renderers.frame import Frame

_WHOLE = ""
"""Stands for the record as a whole among the ids of updates, none of which is empty."""


class Drawn:
    """Draws entries, or takes them over from the last build.

    Args:
        views: Incidents by id; asked only for those whose entries have to be drawn.
        frame: Configuration and words, the same as in the last build.
        before: What the last build drew.
        is_unchanged: Whether the record of this id is as the last build knew it.
    """

    def __init__(
        self,
        views: Mapping[str, IncidentView],
        frame: Frame,
        before: Kept,
        is_unchanged: Callable[[str], bool],
    ) -> None:
        self._views = views
        self._frame = frame
        self._known = {key: entry for key, entry in before.items() if is_unchanged(key[0])}
        self._wanted: set[tuple[str, str]] = set()
        self._updates: dict[str, dict[str, UpdateView]] = {}

    def draw(self, selected: Sequence[tuple[EntryRef, datetime]]) -> tuple[Entry, ...]:
        """Return the entries *selected*, newest first, with the dates to print.

        One and the same update may be dated a second later in one feed than in another.
        """
        return tuple(self._draw(ref, at) for ref, at in selected)

    def draw_events(self, selected: Sequence[tuple[EntryRef, datetime]]) -> tuple[Entry, ...]:
        """Return one entry for each incident of *selected*, published when its entry was."""
        return tuple(self._draw_event(ref.incident, at) for ref, at in selected)

    def keep_events(self, selected: Sequence[tuple[EntryRef, datetime]]) -> None:
        """Note the same of the incidents of *selected* as :meth:`keep` does of entries."""
        self._wanted.update((ref.incident, _WHOLE) for ref, _ in selected)

    def keep(self, selected: Sequence[tuple[EntryRef, datetime]]) -> None:
        """Note that the entries *selected* stand in a feed, drawn this time or not."""
        self._wanted.update((ref.incident, ref.update) for ref, _ in selected)

    def for_next_time(self) -> Kept:
        """Return what the next build may take over."""
        return {key: self._known[key] for key in sorted(self._wanted & self._known.keys())}

    def _draw(self, ref: EntryRef, at: datetime) -> Entry:
        key = (ref.incident, ref.update)
        known = self._known.get(key)
        if known is None or known.published_at != at:
            view = self._views[ref.incident]
            updates = self._updates.get(ref.incident)
            if updates is None:
                updates = {update.id: update for update in view.updates}
                self._updates[ref.incident] = updates
            known = self._known[key] = create_entry(view, updates[ref.update], at, self._frame)
        return known

    def _draw_event(self, incident: str, at: datetime) -> Entry:
        key = (incident, _WHOLE)
        known = self._known.get(key)
        if known is None or known.published_at != at:
            known = create_event(self._views[incident], at, self._frame)
            self._known[key] = known
        return known
