"""The log's lines, of ``log/*.log`` and of the block in ``internal.yml``, losing none (design §3).

A log is written during an incident and append-only. So nothing here rejects a file: what cannot
be shown is replaced, with a finding, and every other line is read as it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from generator.core.log_entries import LogSource, RawLine
from generator.core.schema import text
from generator.readers.decode import Fields
from generator.readers.decode_scalars import read_text
from generator.readers.source import Source, Spot
from generator.readers.yaml_events import MAX_BYTES
from generator.readers.yaml_nodes import TEXT, Node, create_text

_TEXT = text(MAX_BYTES)
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp", "Cn"})
_MERGE_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def read_log_lines(data: bytes, source: Source) -> LogSource:
    """Return the lines of the log file *data*; *source* takes its text and the findings.

    Args:
        data: At most one byte more than :data:`~generator.readers.yaml_events.MAX_BYTES`.
        source: Names the file.
    """
    if len(data) > MAX_BYTES:
        source.report(
            "YML001",
            Spot(),
            f"the file has more than {MAX_BYTES:,} bytes; what follows is not read",
            "move lines that are no part of the incident elsewhere",
        )
        data = data[:MAX_BYTES]
        data = data[: data.rfind(b"\n") + 1] or data
    source.text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    _check_encoding(data, source)
    lines = source.text.split("\n")
    return LogSource(
        path=source.path,
        lines=tuple(_read_line(line, number, source) for number, line in enumerate(lines, 1)),
    )


def _check_encoding(data: bytes, source: Source) -> None:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace").replace("\r\n", "\n")
        start = before.rfind("\n") + 1
        source.report(
            "YML002",
            Spot(before.count("\n") + 1, len(before) - start + 1),
            f"byte 0x{data[error.start]:02X} is no UTF-8",
            "save the file as UTF-8; it looks like Windows-1252 or Latin-1",
        )


def _read_line(line: str, number: int, source: Source) -> RawLine:
    shown = line if line.isprintable() else _replace_odd(line, number, source)
    if line.startswith(_MERGE_MARKS):
        source.report(
            "YML011",
            Spot(number, 1, len(line)),
            "git left this line when two changes met",
            "keep the lines of both sides and delete the marks",
        )
    elif not line.isascii() and "\ufffd" not in line:
        # The reader of texts knows what garbled letters look like (R183).
        start = len(line) - len(line.lstrip())
        read_text(create_text(line.strip(), number, start + 1, len(line.strip())), _TEXT, source)
    return RawLine(text=shown, line=number, source=shown)


def _replace_odd(line: str, number: int, source: Source) -> str:
    """Return *line* with spaces for tabs and U+FFFD for what steers terminals or turns text."""
    line = line.replace("\t", " ")
    odd = [(index, char) for index, char in enumerate(line) if _is_odd(char)]
    if not odd:
        return line
    index, char = odd[0]
    place: Any = Spot(number, index + 1)
    point = f"U+{ord(char):04X}"
    if char in _TURNING:
        source.report(
            "YML004",
            place,
            f"invisible character {point} in the log turns the direction of writing",
            "delete it; it can make text read otherwise than it is",
            value=point,
        )
    else:
        source.report(
            "YML003", place, f"control character {point} in the log", "delete it", value=point
        )
    return "".join("\ufffd" if _is_odd(char) else char for char in line)


def _is_odd(char: str) -> bool:
    return not char.isprintable() and (
        unicodedata.category(char) in _CONTROL or char in _TURNING or char == "\ufeff"
    )


def read_block_lines(fields: Fields, source: Source) -> tuple[RawLine, ...]:
    """Return the lines of the ``log:`` block of *fields* as they stand in the file."""
    node = fields.nodes.get("log")
    if node is None or node.kind is not TEXT or node.is_empty or node.is_refused:
        return ()
    if node.style == "|":
        texts = node.text.rstrip("\n").split("\n")
        return tuple(_raw(text, number, source) for number, text in enumerate(texts, node.line + 1))
    numbers = [each for each in _lines_of(node, fields.node, source) if source.line(each).strip()]
    if len(numbers) < 2 and node.style != ">":
        return tuple(
            RawLine(text=text, line=node.line, column=node.column, source=source.line(node.line))
            for text in node.text.split("\n")
        )
    source.report(
        "INT016",
        node,
        "the log does not stand in a block, so YAML joins its lines",
        "write 'log: |' and each entry on a line of its own below it",
    )
    marks = '"' if node.style == '"' else "'" if node.style == "'" else ""
    lines = []
    for number in numbers:
        text = source.line(number)
        if number == node.line:
            text = text[node.column - 1 :]
        lines.append(_raw(text.strip().strip(marks or None), number, source))
    return tuple(lines)


def _raw(text: str, number: int, source: Source) -> RawLine:
    line = source.line(number)
    column = line.find(text.strip()) + 1 if text.strip() else 1
    return RawLine(text=text, line=number, column=max(column, 1), source=line)


def _lines_of(node: Node, parent: Node, source: Source) -> Iterator[int]:
    """Yield the numbers of the lines a scalar covers: up to the next field of *parent*."""
    later = [key.line for key, _ in parent.pairs if key.line > node.line]
    end = min(later, default=source.text.count("\n") + 2)
    yield from range(node.line + (node.style == ">"), end)
