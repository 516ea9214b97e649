"""The fast pass: plain records read line by line, without libyaml.

It knows one way of writing and no other: block style, spaces for indentation, keys of letters,
digits, ``_``, ``-`` and ``.``; values on one line that are plain and begin with a letter or
digit, or quoted without escapes; blocks after ``|``. That is how commands write and how the
examples look. At the first line it does not know it gives up, and libyaml reads the whole
file: it never judges syntax and never makes a finding. Whatever it accepts, libyaml accepts
with the very same tree, places included (``tests/readers/test_yaml_plain.py``).
"""

from __future__ import annotations

import re

from generator.readers.yaml_nodes import (
    LIST,
    MAP,
    TEXT,
    Node,
    create_list,
    create_map,
    create_text,
)

_DEEPEST = 12
_FIELD = re.compile(r"( *)(- +)?([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}):(?: +(.*))?")
_ITEM = re.compile(r"( *)- +([^ ].*)")
_BLANK_OR_COMMENT = re.compile(r" *(?:#.*)?")
_AMBIGUOUS = re.compile(r": |:$| #| $")
_QUOTED = re.compile(r"\"([^\"\\]*)\"|'([^']*)'")


class _Level:
    """A list or map that may still grow.

    Attributes:
        indent: Spaces before its dashes or keys.
        keys: Keys so far; a second one is a finding, which is not for here to make.
    """

    __slots__ = ("indent", "keys", "node")

    def __init__(self, indent: int, node: Node) -> None:
        self.indent = indent
        self.node = node
        self.keys: set[str] = set()


def read_plain(text: str) -> Node | None:
    r"""Return the tree of *text*, or None when it is not written in the plain way.

    Args:
        text: A file's text without control characters, lines end in ``\n``.
    """
    # A tab may be an error or a space, and a block without a last line end keeps none.
    if "\t" in text or not text.endswith("\n"):
        return None
    return _Lines(text.split("\n")).read()


class _Lines:
    """Builds the tree of one file from its lines."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._levels: list[_Level] = []
        self._waiting: Node | None = None  # a key whose value begins below

    def read(self) -> Node | None:
        """Return the tree, or None at the first line written in another way."""
        lines, levels = self._lines, self._levels
        count = len(lines)
        root = create_map(0, 1)
        field, item = _FIELD.fullmatch, _ITEM.fullmatch
        number = 0
        while number < count:
            line = lines[number]
            number += 1
            match = field(line)
            if match is None:
                if _BLANK_OR_COMMENT.fullmatch(line):
                    continue
                match = item(line)
                if match is None:
                    return None
                container = self._find_list(len(match[1]), number)
                if container is None:
                    return None
                value = match[2]
                column = len(line) - len(value)
                node = self._read_value(value, number, column, len(match[1]))
                if node is None:
                    return None
                container.items.append(node)
                if node.style == "|":
                    number = self._after_block
                continue
            spaces, dash, name, value = match.groups()
            indent = len(spaces)
            if dash is not None:
                container = self._find_list(indent, number)
                if container is None:
                    return None
                indent += len(dash)
                node = create_map(number, indent + 1)
                node.width = len(name)
                container.items.append(node)
                level = _Level(indent, node)
                levels.append(level)
            elif levels:
                found = self._find_map(indent, number, len(name))
                if found is None:
                    return None
                level = found
            elif indent == 0:
                root.line, root.width = number, len(name)
                level = _Level(0, root)
                levels.append(level)
            else:
                return None
            if name in level.keys or len(levels) > _DEEPEST:
                return None
            level.keys.add(name)
            key = create_text(name, number, indent + 1, len(name))
            if not value:
                self._waiting = key
                continue
            column = len(line) - len(value)
            node_or_none = self._read_value(value, number, column, indent)
            if node_or_none is None:
                return None
            level.node.pairs.append((key, node_or_none))
            if node_or_none.style == "|":
                number = self._after_block
        self._settle()
        return root if levels else None

    _after_block = 0

    def _settle(self) -> None:
        """Give a waiting key the value "nothing written"."""
        key = self._waiting
        if key is not None:
            self._levels[-1].node.pairs.append(
                (key, create_text("", key.line, key.column, key.width))
            )
            self._waiting = None

    def _find_list(self, indent: int, number: int) -> Node | None:
        """Return the list whose dashes stand at *indent*, a new one if a key waits for it."""
        levels = self._levels
        key = self._waiting
        if key is not None and indent >= levels[-1].indent:
            node = create_list(number, indent + 1)
            levels[-1].node.pairs.append((key, node))
            levels.append(_Level(indent, node))
            self._waiting = None
            return node if len(levels) <= _DEEPEST else None
        self._settle()
        while levels and levels[-1].indent > indent:
            levels.pop()
        if not levels or levels[-1].indent != indent or levels[-1].node.kind is not LIST:
            return None
        return levels[-1].node

    def _find_map(self, indent: int, number: int, width: int) -> _Level | None:
        """Return the map whose keys stand at *indent*, a new one if a key waits for it."""
        levels = self._levels
        key = self._waiting
        if key is not None:
            if indent > levels[-1].indent:
                node = create_map(number, indent + 1)
                node.width = width
                levels[-1].node.pairs.append((key, node))
                level = _Level(indent, node)
                levels.append(level)
                self._waiting = None
                return level
            self._settle()
        while levels and levels[-1].indent > indent:
            levels.pop()
        if levels and levels[-1].indent == indent and levels[-1].node.kind is LIST:
            levels.pop()
        if not levels or levels[-1].indent != indent or levels[-1].node.kind is not MAP:
            return None
        return levels[-1]

    def _read_value(self, value: str, number: int, column: int, indent: int) -> Node | None:
        """Return the scalar that begins with *value* in line *number*."""
        if value[0].isalnum():
            if _AMBIGUOUS.search(value):
                return None
            node = Node(TEXT, number, column + 1, len(value))
            node.text = value
            return node
        if value in ("|", "|-"):
            return self._read_block(value, number, column, indent)
        quoted = _QUOTED.fullmatch(value)
        if quoted is None:
            return None
        return create_text(value[1:-1], number, column + 1, len(value), value[0])

    def _read_block(self, header: str, number: int, column: int, indent: int) -> Node | None:
        """Return the block after ``|`` in line *number*; what it ends before is remembered."""
        lines = self._lines
        first = lines[number]
        depth = len(first) - len(first.lstrip(" "))
        if depth <= indent or depth == len(first):
            return None
        margin = first[:depth]
        content = []
        end = number
        while True:
            # The text ends with a line end, so the last line is empty: the loop ends there.
            line = lines[end] if end < len(lines) else None
            if line is None:
                break
            if line.startswith(margin):
                content.append(line[depth:])
            elif not line:
                content.append("")
            elif line.isspace():
                return None
            else:
                break
            end += 1
        while not content[-1]:
            content.pop()
        text = "\n".join(content)
        node = create_text(
            text if header == "|-" else text + "\n", number, column + 1, len(header), "|"
        )
        self._after_block = end
        return node
