"""The tree that reading YAML yields: text, lists and maps with their places, nothing else."""

from __future__ import annotations

from typing import Final

TEXT: Final = "text"
LIST: Final = "list"
MAP: Final = "map"


class Node:
    """One value of a file.

    Every scalar is text; what a text means is the schema's affair. Not a dataclass, because
    half a million of them are made in a large build: what is rarely said is said once, on the
    class.

    Attributes:
        kind: ``TEXT``, ``LIST`` or ``MAP``.
        text: The text of a scalar; empty for lists and maps.
        items: Items of a list.
        pairs: Keys and values of a map, in the order written; keys are unique scalars.
        line: First line, from 1.
        column: First column, from 1, in characters.
        width: Length on its first line; of a map, length of its first key.
        style: How a scalar was written: ``""`` plain, ``"'"``, ``'"'``, ``"|"`` or ``">"``.
        lost: What stands behind a plain scalar as a comment: text that would silently be lost.
        is_refused: A finding about it exists already; it has no value to use.
    """

    text: str = ""
    style: str = ""
    lost: str = ""
    is_refused: bool = False
    items: list[Node]
    pairs: list[tuple[Node, Node]]

    def __init__(self, kind: str, line: int, column: int, width: int) -> None:
        self.kind = kind
        self.line = line
        self.column = column
        self.width = width

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written: ``title:`` and not ``title: ""``."""
        return self.kind is TEXT and not self.text and not self.style

    def __eq__(self, other: object) -> bool:
        """Compare everything, words and places, so that a test can hold two readings together."""
        if not isinstance(other, Node):
            return NotImplemented
        return self._all() == other._all()

    __hash__ = None  # type: ignore[assignment] # compared by content, never a key

    def _all(self) -> tuple[object, ...]:
        content = {MAP: "pairs", LIST: "items"}.get(self.kind, "text")
        place = (self.line, self.column, self.width)
        return (self.kind, *place, self.style, self.lost, self.is_refused, getattr(self, content))

    def __repr__(self) -> str:
        """Return kind, place and content, for failing tests."""
        return f"Node{self._all()!r}"

    def plain(self) -> object:
        """Return the tree as text, lists and dicts, without places."""
        if self.kind is LIST:
            return [item.plain() for item in self.items]
        if self.kind is MAP:
            return {key.text: value.plain() for key, value in self.pairs}
        return self.text


def create_text(text: str, line: int, column: int, width: int, style: str = "") -> Node:
    """Return a scalar node."""
    node = Node(TEXT, line, column, width)
    node.text = text
    if style:
        node.style = style
    return node


def create_list(line: int, column: int) -> Node:
    """Return an empty list node."""
    node = Node(LIST, line, column, 1)
    node.items = []
    return node


def create_map(line: int, column: int) -> Node:
    """Return an empty map node."""
    node = Node(MAP, line, column, 1)
    node.pairs = []
    return node
