"""The head of a page of Hugo: YAML between ``---`` or TOML between ``+++``, all values text.

Source: Hugo, "Front matter"; the 407 pages that interop §6 counted use YAML.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.core.findings import Finding
from generator.core.shown import clean, show
from generator.importers.files import report
from generator.importers.html_text import without_odd

_DEEPEST = 12
_TOML_KEY = re.compile(r"[ \t]*([\w-]+|\"[^\"]*\"|'[^']*')[ \t]*=")
_FENCES = {"---": "YAML", "+++": "TOML"}
_CLOSE = "write the fields between two lines '---', or leave the file out"


@dataclass(slots=True)
class Value:
    """A value and its place: a text, a list, or a map; one of the three is in use.

    Attributes:
        line: In the file, from 1.
        column: There, from 1.
        is_map: Whether ``pairs`` is what counts.
    """

    line: int
    column: int
    text: str = ""
    items: list[Value] = field(default_factory=list)
    pairs: dict[str, Value] = field(default_factory=dict)
    is_map: bool = False

    def get(self, *names: str) -> Value:
        """Return the value under *names*, one inside the other; an empty one if there is none."""
        value = self
        for name in names:
            value = value.pairs.get(name) or Value(self.line, self.column)
        return value

    @property
    def is_true(self) -> bool:
        """Whether it is one of the words for yes."""
        return self.text.strip().lower() in ("true", "yes", "on", "1")

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts of a list, each once; a single text counts as a list of one."""
        found = (each.text.strip() for each in self.items or [self])
        return tuple(dict.fromkeys(each for each in found if each))


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart; ``body_line`` is where its body begins, from 1."""

    fields: Value
    body: str
    body_line: int


def read_page(text: str, path: str) -> Page | Finding:
    """Return the page that *text* is, or what makes it unreadable.

    Args:
        text: The file, any text.
        path: For findings.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    fence = lines[0].rstrip()
    if fence not in _FENCES:
        return report(
            path, "IMP010", "the file does not begin with '---' or '+++'", _CLOSE, text=text
        )
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == fence), None)
    if end is None:
        return report(
            path,
            "IMP010",
            f"the fields that begin with '{fence}' never end",
            f"write a line '{fence}' after the last field",
            text=text,
        )
    head = "\n".join(lines[1:end])
    read = read_yaml if fence == "---" else read_toml
    fields = read(head, path, first_line=2)
    if isinstance(fields, Finding):
        return fields
    return Page(fields, without_odd("\n".join(lines[end + 1 :])), end + 2)


def read_toml(text: str, path: str, *, first_line: int = 1) -> Value | Finding:
    """Return the map that *text* is in TOML, or what is wrong; lines are those of top fields."""
    try:
        found = tomllib.loads(text)
    except RecursionError:
        return _report_depth(path, 1, 1, text, first_line)
    except ValueError as error:  # also a number of more digits than Python converts
        match = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(match[1]), int(match[2])) if match else (text.count("\n") + 1, 1)
        message = clean(str(error)).partition(" (at ")[0]
        return _report_syntax(path, message, line, column, text, first_line, "TOML")
    places = {
        match[1].strip("\"'"): number
        for number, line in enumerate(text.split("\n"), first_line)
        if (match := _TOML_KEY.match(line)) is not None
    }
    root = Value(first_line, 1)
    for name, value in found.items():
        root.pairs[name] = _from_toml(value, places.get(name, first_line))
    return root


def _from_toml(value: Any, line: int) -> Value:
    if isinstance(value, Mapping):
        pairs = {key: _from_toml(each, line) for key, each in value.items()}
        return Value(line, 1, pairs=pairs, is_map=True)
    if isinstance(value, list):
        return Value(line, 1, items=[_from_toml(each, line) for each in value])
    if isinstance(value, bool):
        return Value(line, 1, "true" if value else "false")
    return Value(line, 1, without_odd(str(value)))


def read_yaml(text: str, path: str, *, first_line: int = 1) -> Value | Finding:
    """Return the map that *text* is in YAML, or what is wrong.

    Every value is text, so that ``no`` and ``2018-04-25`` stay what they look like. What could
    make a small file huge or mean more than it says is refused: anchors, aliases, tags.
    """
    from yaml import YAMLError  # late: only this format needs it

    try:
        return _build(text, path, first_line)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
        problem = clean(getattr(error, "problem", None) or str(error).partition("\n")[0])
        return _report_syntax(path, problem, line, column, text, first_line, "YAML")


def _events(text: str) -> Iterator[Any]:
    from yaml._yaml import CParser

    # One by one, never composed: composing deep nesting ends the process.
    get: Any = CParser(text).get_event
    while (event := get()) is not None:
        yield event


def _build(text: str, path: str, first_line: int) -> Value | Finding:
    from yaml import events

    root: Value | None = None
    stack: list[Value] = []
    keys: list[str | None] = []  # of each open map the key that waits for its value
    for event in _events(text):
        kind = type(event)
        if kind in (events.SequenceEndEvent, events.MappingEndEvent):
            stack.pop()
            keys.pop()
            continue
        if not issubclass(kind, events.NodeEvent):
            continue
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        mark = _name_of_mark(event, is_alias=kind is events.AliasEvent)
        if mark:
            return report(
                path,
                "IMP011",
                f"{mark} of YAML stands here",
                "write the value out, in quotes if it is text",
                line=line + first_line - 1,
                column=column,
                text="\n" * (first_line - 1) + text,
            )
        is_text = kind is events.ScalarEvent
        value = Value(line + first_line - 1, column, without_odd(event.value) if is_text else "")
        value.is_map = kind is events.MappingStartEvent
        problem = ""
        if not stack:
            problem = "a second document begins here" if root is not None else ""
            root = value
        elif (key := keys[-1]) is not None:
            stack[-1].pairs[key] = value
            keys[-1] = None
        elif not stack[-1].is_map:
            stack[-1].items.append(value)
        elif not is_text:
            problem = "a list or a map stands in the place of a name"
        elif value.text in stack[-1].pairs:
            problem = f"{show(value.text)} stands twice"
        else:
            keys[-1] = value.text
            continue
        if problem:
            return _report_syntax(path, problem, line, column, text, first_line, "YAML")
        if not is_text:
            if len(stack) >= _DEEPEST:
                return _report_depth(path, line, column, text, first_line)
            stack.append(value)
            keys.append(None)
    return root or Value(first_line, 1)


def _name_of_mark(event: Any, *, is_alias: bool) -> str:
    """Return what *event* carries besides its value, or nothing."""
    if is_alias:
        return "an alias"
    if event.anchor is not None:
        return "an anchor"
    return "" if event.tag is None else "a tag"


def _report_depth(path: str, line: int, column: int, text: str, first_line: int) -> Finding:
    return report(
        path,
        "IMP005",
        f"lists are nested deeper than {_DEEPEST}",
        "put text with brackets in quotes",
        line=line + first_line - 1,
        column=column,
        text="\n" * (first_line - 1) + text,
    )


def _report_syntax(
    path: str, problem: str, line: int, column: int, text: str, first_line: int, language: str
) -> Finding:
    return report(
        path,
        "IMP004",
        f"the fields are no {language}: {problem}",
        "correct that line as the tool itself would need it",
        line=line + first_line - 1,
        column=column,
        text="\n" * (first_line - 1) + text,
    )
