"""JSON of other tools: parsed or explained, with the place of each thing that has an id."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NoReturn

from generator.core.findings import Finding
from generator.core.foreign import ForeignFile
from generator.core.shown import show
from generator.importers.files import read_text, report

MOST_DEPTH = 64
"""Deepest nesting that is read; what is recorded has at most six."""

_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{]|[\]}]', re.DOTALL)
_IDS = re.compile(r'"id"\s*:\s*"([^"\\]{1,80})"')


@dataclass(frozen=True)
class Document:
    """One parsed file.

    Attributes:
        path: As it was named.
        text: As read.
        data: What it holds.
    """

    path: str
    text: str = field(repr=False)
    data: Any = field(repr=False)

    @cached_property
    def _ids(self) -> dict[str, int]:
        """Where each id stands first; made when there is something to say, and once."""
        found: dict[str, int] = {}
        for match in _IDS.finditer(self.text):
            found.setdefault(match[1], match.start())
        return found

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def find(self, id_: str) -> tuple[int, int]:
        """Return line and column, from 1, at which the thing called *id_* has its id."""
        at = self._ids.get(id_, 0)
        line = bisect_right(self._lines, at)
        return line, at - self._lines[line - 1] + 1


def parse(file: ForeignFile) -> Document | Finding:
    """Return what *file* holds, or the finding that tells why it cannot be read."""
    text = read_text(file)
    if isinstance(text, Finding):
        return text
    try:
        too_deep = _find_depth(text)
        if too_deep is not None:
            return _report_depth(file.path, text, too_deep)
        return Document(
            file.path,
            text,
            json.loads(text, parse_constant=_refuse, object_pairs_hook=_create_object),
        )
    except json.JSONDecodeError as error:
        is_cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        return report(
            file.path,
            "IMP004",
            "the file ends in the middle" if is_cut and text.strip() else _explain(error, text),
            "save it again, whole; 'curl -fsSO' reports a download that broke off",
            line=error.lineno,
            column=error.colno,
            text=text,
        )
    except RecursionError:
        return _report_depth(file.path, text, 0)
    except ValueError as error:  # a number of thousands of digits, NaN, a key that stands twice
        return report(
            file.path,
            "IMP004",
            f"this is no JSON: {str(error).partition(';')[0]}",
            "save it again, as it was served",
        )


def _explain(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "the file is empty"
    start = text.lstrip().lower()
    if start.startswith(("<?xml", "<rss", "<feed")):
        return "this is XML, not JSON; feeds are read by 'allclear import feed'"
    if start.startswith("<"):
        return "this is a web page, not JSON"
    return f"this is no JSON: {error.msg[0].lower()}{error.msg[1:]}"


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _create_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of *pairs*; of a key that stands twice one value would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{show(twice)} stands twice in one object")
    return found


def _find_depth(text: str) -> int | None:
    """Return where *text* gets deeper than is read, or None."""
    depth = 0
    for match in _BRACKETS.finditer(text):
        first = text[match.start()]
        if first in "[{":
            depth += 1
            if depth > MOST_DEPTH:
                return match.start()
        elif first != '"':
            depth -= 1
    return None


def _report_depth(path: str, text: str, at: int) -> Finding:
    return report(
        path,
        "IMP005",
        f"lists and objects are nested deeper than {MOST_DEPTH}",
        "leave the file out: it is not what it seems",
        line=text.count("\n", 0, at) + 1,
        column=at - text.rfind("\n", 0, at),
    )
