"""Strict reading of one YAML file: bytes to a tree of text with places, or findings.

libyaml alone judges syntax. Before it sees the bytes only their size, their encoding and
control characters can reject them; what it rejects is then explained from knowledge of what
tired hands type (:mod:`generator.readers.yaml_explain`). Events are taken one by one and never
composed by the C code, so deep nesting ends in a finding after twelve levels and cannot reach
the C stack (``[`` 50,000 times kills a process that composes).

Files written in the plain way of the commands and the examples are read by
:mod:`generator.readers.yaml_plain`, three times as fast and without libyaml; it gives up at
the first line that is anything else. A test holds the two together.

Source: design §3 "Reading", reliability §1D.
"""

from __future__ import annotations

import re
from typing import Any

from generator.core.findings import Finding
from generator.core.odd_characters import ODD, TURNING
from generator.readers.source import Source, Spot, show
from generator.readers.yaml_explain import ODD_SPACE, explain, report_odd_space
from generator.readers.yaml_nodes import (
    MAP,
    TEXT,
    Node,
    create_list,
    create_map,
    create_text,
)
from generator.readers.yaml_plain import read_plain

MAX_BYTES = 256 * 1024
"""Largest file."""
MAX_DEPTH = 12
"""Deepest nesting of lists and maps, the outermost counted."""
TAB = "    "
"""What a tab in a value becomes."""

_ALLOWED_BYTES = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_NAMES = {
    "\x00": "NUL",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x1b": "ESC, the start of a colour code",
    "\x7f": "DEL",
    "\x85": "NEL, a line end of old systems",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
    "\ufeff": "byte order mark",
}
_LOST = re.compile(r"[ \t]+(#.*?)[ \t]*")


def read(data: bytes, path: str) -> tuple[Node | None, list[Finding]]:
    """Read the YAML file at *path*.

    Args:
        data: Its bytes, any bytes.
        path: Its path relative to the root, for findings.

    Returns:
        The tree, or None when the file as a whole cannot be used, and all findings. Never
        raises on any bytes.
    """
    source = Source(path)
    return read_source(data, source), source.findings


def read_source(data: bytes, source: Source) -> Node | None:
    """Read *data* into a tree; give *source* its text and the findings."""
    clean = _admit(data, source)
    if clean is None:
        return None
    if clean.isspace() or not clean:
        source.report(
            "YML028",
            Spot(),
            "the file is empty",
            "write its fields, or delete the file",
        )
        return None
    return read_plain(source.text) or _Events(clean, source).build()


def _admit(data: bytes, source: Source) -> bytes | None:
    """Return *data* without byte order mark and carriage returns, or None when it is refused."""
    if len(data) > MAX_BYTES:
        source.report(
            "YML001",
            Spot(),
            f"the file has more than {MAX_BYTES:,} bytes",  # no more was read
            "shorten it; long logs belong into several records or behind a link",
        )
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        source.report(
            "YML002",
            Spot(),
            "the file is in UTF-16, not UTF-8",
            "save it as UTF-8",
        )
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    odd = data.translate(None, _ALLOWED_BYTES)
    try:
        source.text = data.decode()
        unusual = odd.decode() if odd else ""
    except UnicodeDecodeError as error:
        source.text = data.decode("utf-8", "replace")
        before = data[: error.start].decode("utf-8", "replace")
        source.report(
            "YML002",
            _spot_at(before, len(before)),
            f"byte 0x{data[error.start]:02X} is no UTF-8",
            "save the file as UTF-8; it looks like Windows-1252 or Latin-1",
        )
        return None
    if unusual and ODD.search(unusual):
        for match in ODD.finditer(source.text):
            _report_odd(match[0], _spot_at(source.text, match.start()), source, "in the file")
            break
        return None
    return data


def _spot_at(text: str, index: int) -> Spot:
    start = text.rfind("\n", 0, index) + 1
    return Spot(text.count("\n", 0, index) + 1, index - start + 1)


def _report_odd(char: str, place: Spot | Node, source: Source, where: str) -> None:
    point = f"U+{ord(char):04X}"
    if TURNING.match(char):
        source.report(
            "YML004",
            place,
            f"invisible character {point} {where} turns the direction of writing",
            "delete it; it can make text read otherwise than it is",
            value=point,
        )
        return
    name = f" ({_NAMES[char]})" if char in _NAMES else ""
    source.report(
        "YML003",
        place,
        f"control character {point}{name} {where}",
        "delete it",
        value=point,
    )


class _Open:
    """A list or map being read: its node, its waiting key, its keys so far."""

    __slots__ = ("key", "keys", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key: Node | None = None
        self.keys: dict[str, int] = {}


class _Events:
    """Builds the tree of one file from libyaml's events."""

    def __init__(self, data: bytes, source: Source) -> None:
        self._data = data
        self._source = source
        self._root: Node | None = None
        self._stack: list[_Open] = []
        self._has_tabs = "\t" in source.text
        self._has_comments = "#" in source.text
        self._has_escapes = "\\" in source.text

    def build(self) -> Node | None:
        """Return the tree, or None after a finding that concerns the whole file."""
        # Imported here: a build of plain files never needs it.
        from yaml import YAMLError
        from yaml._yaml import CParser
        from yaml.events import (
            AliasEvent,
            DocumentStartEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
        )

        get: Any = CParser(self._data).get_event
        documents = 0
        try:
            while (event := get()) is not None:
                kind = type(event)
                if kind is ScalarEvent:
                    self._put(self._scalar(event))
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    if not self._open(event, is_map=kind is MappingStartEvent):
                        return None
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    self._stack.pop()
                elif kind is AliasEvent:
                    self._put(self._alias(event))
                elif kind is DocumentStartEvent:
                    documents += 1
                    if not self._start_document(event, documents):
                        return None
        except YAMLError as error:
            explain(error, self._data, self._source)
            return None
        if self._root is None:
            self._source.report(
                "YML028",
                Spot(),
                "the file holds only comments",
                "write its fields, or delete the file",
            )
        return self._root

    def _start_document(self, event: Any, documents: int) -> bool:
        mark = event.start_mark
        spot = Spot(mark.line + 1, mark.column + 1, 3)
        if documents > 1:
            self._source.report(
                "YML025",
                spot,
                "a second document begins here",
                "keep one document per file: delete the line '---', or move the rest to a file",
            )
            return False
        if event.version is not None or event.tags:
            self._source.report(
                "YML030",
                Spot(),
                "a directive line beginning with '%'",
                "delete the line; files here need no directives",
            )
            return False
        return True

    def _scalar(self, event: Any) -> Node:
        mark, end = event.start_mark, event.end_mark
        text: str = event.value
        style: str = event.style or ""
        line, column = mark.line, mark.column
        source = self._source
        width = (end.column if end.line == line else len(source.line(line + 1))) - column
        node = create_text(text, line + 1, column + 1, width or 1, style)
        if not text and not style:
            self._place_empty(node)
        if self._has_tabs and "\t" in text:
            node.text = text = text.replace("\t", TAB)
        if self._has_escapes and style == '"':
            self._check_escapes(node)
        if self._has_comments and not style:
            rest = source.line(end.line + 1)[end.column :]
            if "#" in rest and (lost := _LOST.fullmatch(rest)):
                node.lost = lost[1]
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, node)
        return node

    def _place_empty(self, node: Node) -> None:
        """Put a value that is not there where its key is, or in the list."""
        key = self._stack[-1].key if self._stack else None
        if key is not None:
            node.line, node.column, node.width = key.line, key.column, key.width
        else:
            node.width = 1

    def _check_escapes(self, node: Node) -> None:
        odd = ODD.search(node.text)
        if odd is None:
            if "\t" in node.text:
                node.text = node.text.replace("\t", TAB)
            return
        _report_odd(odd[0], node, self._source, "written as an escape")
        node.text = ODD.sub("\ufffd", node.text)
        node.is_refused = True

    def _alias(self, event: Any) -> Node:
        mark = event.start_mark
        node = create_text("", mark.line + 1, mark.column + 1, len(event.anchor) + 1, "*")
        node.is_refused = True
        self._source.report(
            "YML021",
            node,
            f"'*{event.anchor}' is a YAML alias, not text",
            f'put the text in quotes: "*{event.anchor}", or write the value out',
            value=f"*{event.anchor}",
        )
        return node

    def _refuse_marks(self, event: Any, node: Node) -> None:
        if event.anchor is not None:
            self._source.report(
                "YML020",
                node,
                f"'&{event.anchor}' is a YAML anchor and would vanish from the text",
                f"put the text in quotes if it begins with '&{event.anchor}'; else delete that",
                value=f"&{event.anchor}",
            )
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._source.report(
                "YML022",
                node,
                f"{show(tag)} is a YAML tag and would vanish from the text",
                "put the text in quotes if it begins with '!'; else delete the tag",
                value=tag,
            )
        if node.kind is TEXT:
            node.is_refused = True

    def _open(self, event: Any, *, is_map: bool) -> bool:
        mark = event.start_mark
        create = create_map if is_map else create_list
        node = create(mark.line + 1, mark.column + 1)
        if len(self._stack) >= MAX_DEPTH:
            self._source.report(
                "YML005",
                node,
                f"lists and maps are nested deeper than {MAX_DEPTH}",
                "put text with brackets in quotes, or write it in a block after '|'",
            )
            return False
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event, node)
        self._put(node)
        self._stack.append(_Open(node))
        return True

    def _put(self, node: Node) -> None:
        """Add *node* where the tree is open: as root, item, key or value."""
        if not self._stack:
            self._root = node
            return
        top = self._stack[-1]
        container = top.node
        if container.kind is not MAP:
            container.items.append(node)
            return
        if top.key is None:
            if not top.keys:
                container.width = node.width if _is_same_place(container, node) else 1
            top.key = node
            self._check_key(node, top)
            return
        if not top.key.is_refused:
            container.pairs.append((top.key, node))
        top.key = None

    def _check_key(self, node: Node, top: _Open) -> None:
        source = self._source
        if node.kind is not TEXT:
            source.report(
                "YML027",
                node,
                "a list or map stands where a field's name belongs",
                "write 'name: value'; put text that begins with '[', '{' or '?' in quotes",
            )
        elif node.is_refused:
            return
        elif not node.style and ODD_SPACE.match(node.text):
            report_odd_space(node, source)
        elif node.text == "<<" and not node.style:
            source.report(
                "YML023",
                node,
                "'<<' is a YAML merge key",
                "write the fields out",
                value="<<",
            )
        elif node.text in top.keys:
            source.report(
                "YML024",
                node,
                f"{show(node.text)} stands twice in the same place, first in line "
                f"{top.keys[node.text]}",
                "keep one of the two",
                value=node.text,
                note=f"compared with line {top.keys[node.text]}",
            )
        else:
            top.keys[node.text] = node.line
            return
        node.is_refused = True
        if node.kind is not TEXT:
            top.keys.setdefault("", node.line)


def _is_same_place(one: Node, other: Node) -> bool:
    return one.line == other.line and one.column == other.column
