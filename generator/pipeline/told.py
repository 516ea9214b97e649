"""Entries of feeds by component: the young ones at hand, the old ones only where a feed is short.

Most feeds hold what the last month brought. So of ten thousand records those that have been quiet
for longer are looked at once, and sorted out by component only if some feed needs them (design §8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from generator.core.entries import FEWEST
from generator.core.views import EntryRef

SITE = ""
"""Stands for the feeds of the whole site where a component's id would."""


class Told:
    """Entries of every feed.

    Whoever was told of a record must hear all of it, so its entries name the same components.

    Args:
        groups: Each the entries of one record, newest first and at least one.
        edge: Records without an entry from here on are old.
    """

    def __init__(self, groups: Iterable[Sequence[EntryRef]], edge: datetime) -> None:
        self._young: defaultdict[str, list[EntryRef]] = defaultdict(list)
        self._quiet: list[Sequence[EntryRef]] = []
        self._old: defaultdict[str, list[EntryRef]] | None = None
        for group in groups:
            if group[0].at < edge:
                self._quiet.append(group)
            else:
                _add(group, self._young)

    def find(self, component: str, border: datetime) -> list[EntryRef]:
        """Return entries of *component*, in any order: enough to fill its feed.

        Enough are `FEWEST` incidents told of since *border*; where there are fewer, these are all.
        """
        young = self._young[component]
        if len({entry.incident for entry in young if entry.at >= border}) >= FEWEST:
            return young
        if self._old is None:
            self._old = defaultdict(list)
            for group in self._quiet:
                _add(group, self._old)
        return young + self._old[component]


def _add(group: Sequence[EntryRef], found: defaultdict[str, list[EntryRef]]) -> None:
    for component in (SITE, *group[0].components):
        found[component] += group
