"""The own policy laid over the one that ships, field by field.

What the own file does not say, or says unreadably, the shipped one says; maps are laid over each
other key by key, lists replace lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.readers.decode import BAD, Fields
from generator.readers.yaml_nodes import Node


class Layer:
    """The fields of one record, from both files.

    Attributes:
        trail: Where it stands, in dots: ``severities.1``.
        fallbacks: Dotted names of own fields that could not be read; shared by all layers.
    """

    def __init__(
        self, own: Fields | None, shipped: Fields | None, trail: str, fallbacks: list[str]
    ) -> None:
        self._own = own
        self._shipped = shipped
        self.trail = trail
        self.fallbacks = fallbacks

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of field *name*: the own one, else the shipped one, else *default*."""
        own = self._own
        if own is not None:
            if name in own.values and not _is_unreadable(own.values[name]):
                return own.values[name]
            if name in own.values or name in own.bad:
                self.fallbacks.append(self._dotted(name))
        return default if self._shipped is None else self._shipped.get(name, default)

    def as_shipped(self) -> Layer | None:
        """Return this record as it ships; None where it does not."""
        return None if self._shipped is None else Layer(None, self._shipped, self.trail, [])

    def shipped(self, name: str, default: Any = None) -> Any:
        """Return the value that ships, for where the own one makes no sense."""
        return default if self._shipped is None else self._shipped.get(name, default)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the readable items of the list *name*; the list as a whole is one file's."""
        return tuple(item for item in self.get(name, ()) if item is not BAD)

    def has(self, name: str) -> bool:
        """Return whether either file says *name*."""
        return self.get(name, BAD) is not BAD

    def node(self, name: str) -> Node | None:
        """Return where the own file says *name*; None where it does not."""
        return None if self._own is None else self._own.nodes.get(name)

    def place(self) -> Node | None:
        """Return where the own file has this record; None where it does not."""
        return None if self._own is None else self._own.node

    def record(self, name: str) -> Layer:
        """Return the record *name* from both files."""
        own = None if self._own is None else self._own.values.get(name)
        if self._own is not None and name in self._own.bad:
            self.fallbacks.append(self._dotted(name))
        shipped = None if self._shipped is None else self._shipped.values.get(name)
        return Layer(own, shipped, self._dotted(name), self.fallbacks)

    def values(self, name: str) -> dict[str, Any]:
        """Return the map *name* of single values: keys as shipped, then those the own file adds."""
        own, shipped = self._maps(name)
        return {key: own.get(key, shipped.get(key)) for key in (*shipped, *own)}

    def records(self, name: str) -> Iterator[tuple[str, Layer]]:
        """Yield the map *name* of records: keys as shipped, then those the own file adds."""
        own, shipped = self._maps(name)
        for key in dict.fromkeys((*shipped, *own)):
            trail = f"{self._dotted(name)}.{key}"
            yield key, Layer(own.get(key), shipped.get(key), trail, self.fallbacks)

    def _maps(self, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
        own = self._pairs(self._own, name)
        if self._own is not None and name in self._own.bad:
            self.fallbacks.append(self._dotted(name))
        bad = {key for key, value in own.items() if _is_unreadable(value)}
        self.fallbacks.extend(f"{self._dotted(name)}.{key}" for key in own if key in bad)
        return (
            {key: value for key, value in own.items() if key not in bad},
            self._pairs(self._shipped, name),
        )

    @staticmethod
    def _pairs(fields: Fields | None, name: str) -> dict[str, Any]:
        pairs = () if fields is None else fields.get(name, ())
        return {key: value for key, value in pairs if key is not BAD}

    def _dotted(self, name: str) -> str:
        return f"{self.trail}.{name}" if self.trail else name


def _is_unreadable(value: Any) -> bool:
    """Return whether nothing of *value* could be read: a list with no readable item says nothing.

    An empty list is readable: nobody, or nothing, is meant.
    """
    if isinstance(value, (list, tuple)) and value:
        return all(item is BAD for item in value)
    return value is BAD
