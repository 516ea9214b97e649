"""Components and groups of Statuspage, from every list and record that names them."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.foreign import ForeignComponent, ForeignGroup
from generator.core.vocabulary import ComponentState
from generator.importers.json_items import Item

STATES = {str(state): state for state in ComponentState}


class _Seen(NamedTuple):
    """A component as one file shows it: the item, and how new and how good the file is."""

    item: Item
    is_listed: bool
    saved_at: datetime


class Parts:
    """Collects what files say of components; of several words the newest counts.

    The newest list of components says which there are and in what order. One that only older
    records list is gone from the page; Statuspage lists no deleted one, so a record as new as the
    list tells of one that the list was cut short of.
    """

    def __init__(self) -> None:
        self._list: tuple[datetime, list[str]] | None = None
        self._seen: dict[str, _Seen] = {}
        self._labels: dict[str, str] = {}

    def take_list(self, items: list[Item], saved_at: datetime) -> None:
        """Take the components of a page as they were at *saved_at*."""
        ids = [id_ for item in items if (id_ := self._take(item, saved_at, is_listed=True))]
        if self._list is None or saved_at >= self._list[0]:
            self._list = (saved_at, ids)

    def take_named(self, item: Item, saved_at: datetime) -> str | None:
        """Take a component that a record lists, and return its id."""
        return self._take(item, saved_at, is_listed=False)

    def take_label(self, id_: str, label: str) -> None:
        """Take what an update calls a component; the newest such name comes first."""
        self._labels.setdefault(id_, label)

    def _take(self, item: Item, saved_at: datetime, *, is_listed: bool) -> str | None:
        id_ = item.id()
        if id_ is None:
            return None
        known = self._seen.get(id_)
        new = _Seen(item, is_listed, saved_at)
        if known is None or new[1:] >= known[1:]:
            self._seen[id_] = new
        return id_

    def create(self) -> tuple[tuple[ForeignGroup, ...], tuple[ForeignComponent, ...]]:
        """Return groups and components in the order of the page, those that are gone last."""
        listed = dict.fromkeys(self._list[1] if self._list else ())
        groups: dict[str, ForeignGroup] = {}
        for id_, seen in self._in_order(listed):
            if seen.item.values.get("group") is True:
                name = seen.item.line("name", needed=True)
                groups[id_] = ForeignGroup(key=id_, name=name, api_id=id_)
        components = [
            self._create(id_, seen.item, groups, is_gone=self._is_gone(id_, seen))
            for id_, seen in self._in_order(listed)
            if id_ not in groups
        ]
        known = {component.key for component in components} | set(groups)
        components += [
            ForeignComponent(key=id_, name=_without_group(label, groups), api_id=id_, is_gone=True)
            for id_, label in sorted(self._labels.items())
            if id_ not in known
        ]
        components.sort(key=lambda each: each.is_gone)
        return tuple(groups.values()), tuple(components)

    def _is_gone(self, id_: str, seen: _Seen) -> bool:
        if self._list is None or id_ in self._list[1]:
            return False
        return seen.saved_at < self._list[0]

    def _in_order(self, listed: dict[str, None]) -> list[tuple[str, _Seen]]:
        others = sorted(self._seen.keys() - listed.keys())
        return [(id_, self._seen[id_]) for id_ in (*listed, *others)]

    def _create(
        self, id_: str, item: Item, groups: dict[str, ForeignGroup], *, is_gone: bool
    ) -> ForeignComponent:
        group = item.id("group_id", needed=False)
        return ForeignComponent(
            key=id_,
            name=item.line("name", needed=True),
            group=group if group in groups else None,
            description=item.line("description"),
            since=item.day("start_date"),
            state=None if is_gone else item.word("status", STATES),
            api_id=id_,
            is_gone=is_gone,
        )


def _without_group(label: str, groups: dict[str, ForeignGroup]) -> str:
    """Return *label* without the group's name that Statuspage puts before it."""
    for group in groups.values():
        name = label.removeprefix(f"{group.name} - ")
        if name and name != label:
            return name
    return label
