"""From a tree of text to values, by the one table of fields (:mod:`generator.core.schema`).

Every mistake becomes a finding and :data:`BAD` takes the value's place; nothing is raised and
nothing else of the file is lost. What a missing value then means is for the caller to say,
because only it knows what must never look greener.

Source: design §3 "Reading", requirements §2.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from generator.core.plain_words import find_term
from generator.core.schema import Field, Kind, Type
from generator.core.spelling import suggest
from generator.core.times import ParsedTime
from generator.readers import decode_scalars as scalars
from generator.readers.decode_targets import read_clock, read_target
from generator.readers.source import Source, show
from generator.readers.yaml_nodes import LIST, MAP, TEXT, Node

_MOST_NAMED = 8
_CONTAINERS = frozenset({Kind.RECORD, Kind.LIST, Kind.MAP})


class _Bad:
    """The type of :data:`BAD`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "BAD"


BAD: Final = _Bad()
"""In place of a value that could not be read; a finding says why."""


@dataclass(frozen=True, slots=True)
class Names:
    """What values may refer to.

    Attributes:
        zone: The organisation's IANA zone, for times that may be written without one (X22).
    """

    components: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()
    zone: str = "UTC"


class Timed(NamedTuple):
    """A time as written, with its place; its date may have to come from the line before."""

    parsed: ParsedTime
    node: Node


class Fields:
    """The fields of one map.

    Attributes:
        node: The map; the text where one stands for a record.
        values: What could be read, by name.
        nodes: Where each known field's value stands, readable or not.
        bad: Names of fields whose value could not be read.
        unknown: Names that no field has, each with the field probably meant.
    """

    __slots__ = ("bad", "node", "nodes", "unknown", "values")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.values: dict[str, Any] = {}
        self.nodes: dict[str, Node] = {}
        self.bad: set[str] = set()
        self.unknown: list[tuple[str, str | None]] = []

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of field *name*, or *default* where nothing readable is written."""
        return self.values.get(name, default)


def decode(node: Node, type_: Type, source: Source, names: Names) -> Any:
    """Return the value of *node* as *type_*, or :data:`BAD`.

    Args:
        node: From :func:`generator.readers.yaml_events.read_source`.
        type_: What it should be.
        source: Takes the findings.
        names: Components and vendors that exist.

    Returns:
        RECORD: :class:`Fields`. LIST: a list, MAP: a list of pairs, both with BAD in the place
        of what could not be read. TIME, ZONED_TIME: :class:`Timed`. PROMISE: Timed, timedelta
        or None for ``none``. LENGTH: timedelta. DAY: date. BOOLEAN: bool. INTEGER: int.
        PERCENT: float. All else: str.
    """
    return _READERS[type_.kind](node, type_, source, names)


def _read_record(node: Node, type_: Type, source: Source, names: Names) -> Any:
    if node.kind is not MAP:
        if type_.lone and node.kind is TEXT:
            return _read_lone(node, type_, source, names)
        if not node.is_refused:
            source.report(
                "REC006",
                node,
                f"{_describe(node)} stands where fields belong",
                f"write fields, such as '{type_.fields[0].name}: …'",
                value=node.text,
            )
        return BAD
    fields = Fields(node)
    table, values, nodes, readers = type_.table, fields.values, fields.nodes, _READERS
    for key, item in node.pairs:
        name = key.text
        field = table.get(name)
        if field is None:
            _report_unknown(key, type_.fields, fields, source)
            continue
        nodes[name] = item
        if item.kind is TEXT and not item.text and not item.is_refused and _is_missing(item, field):
            fields.bad.add(name)
            _report_missing(key, item, field, source)
            continue
        value = readers[field.type.kind](item, field.type, source, names)
        if value is BAD:
            fields.bad.add(name)
        else:
            values[name] = value
    if len(nodes) < len(type_.fields):
        for field in type_.required:
            if field.name not in nodes:
                source.report(
                    "REC002",
                    node,
                    f"the field '{field.name}' is missing",
                    _offer(field, f"add '{field.name}: …'", ""),
                    value=field.name,
                )
    return fields


def _read_lone(node: Node, type_: Type, source: Source, names: Names) -> Any:
    """Return a text that stands for a record as the one field it fills."""
    value = decode(node, type_.table[type_.lone].type, source, names)
    if value is BAD:
        return BAD
    fields = Fields(node)
    fields.nodes[type_.lone] = node
    fields.values[type_.lone] = value
    return fields


def _report_missing(key: Node, item: Node, field: Field, source: Source) -> None:
    message = f"nothing is written after '{field.name}:'"
    fix = _offer(field, "write a value", "or delete the line")
    if item.lost:
        message += f", because {show(item.lost)} is a comment"
        if field.type.kind not in _CONTAINERS and '"' not in item.lost:
            fix = f'put it in quotes: {field.name}: "{item.lost}"'
    source.report("REC003", item if item.style else key, message, fix, value=item.lost)


def _is_missing(item: Node, field: Field) -> bool:
    """Return whether an empty text is no value: quotes may hold an empty text, but no line."""
    return not item.style or field.type.kind is not Kind.TEXT


def _offer(field: Field, what: str, otherwise: str) -> str:
    example = f", such as '{field.name}: {field.example}'" if field.example else ""
    return f"{what}{example}{', ' if otherwise else ''}{otherwise}"


def _report_unknown(key: Node, known: Sequence[Field], fields: Fields, source: Source) -> None:
    name = key.text
    candidates = [field.name for field in known]
    meant = suggest(name, candidates)
    fields.unknown.append((name, meant))
    some = ", ".join(candidates[:_MOST_NAMED]) + (" …" if len(candidates) > _MOST_NAMED else "")
    fix = f"write '{meant}'" if meant else f"delete it, or use one of {some}"
    source.report("REC001", key, f"unknown field {show(name)}", fix, value=name)


def _read_list(node: Node, type_: Type, source: Source, names: Names) -> Any:
    item_type = type_.of
    assert item_type is not None  # noqa: S101 - every list says what it holds
    if node.kind is TEXT and type_.is_single_ok and not node.is_refused:
        return [decode(node, item_type, source, names)]
    if node.kind is not LIST:
        if not node.is_refused:
            source.report(
                "REC005",
                node,
                f"{_describe(node)} stands where a list belongs",
                "begin a new line with '- ' for each item, or write [one, another]",
                value=node.text,
            )
        return BAD
    read = _READERS[item_type.kind]
    found = []
    for item in node.items:
        if item.is_empty:
            source.report("REC003", item, "an item with nothing in it", "fill it or delete it")
            found.append(BAD)
        else:
            found.append(read(item, item_type, source, names))
    _count(len(found), node, type_, source, "items")
    return found


def _read_map(node: Node, type_: Type, source: Source, names: Names) -> Any:
    assert type_.keys is not None and type_.of is not None  # noqa: S101, PT018 - as above
    if node.kind is not MAP:
        if not node.is_refused:
            source.report(
                "REC006",
                node,
                f"{_describe(node)} stands where 'name: value' lines belong",
                "write one 'name: value' on each line, indented",
                value=node.text,
            )
        return BAD
    read_key, read = _READERS[type_.keys.kind], _READERS[type_.of.kind]
    found = []
    for key, item in node.pairs:
        name = read_key(key, type_.keys, source, names)
        if item.is_empty:
            source.report(
                "REC003",
                key,
                f"nothing is written after '{show(key.text)[1:-1]}:'",
                "write a value, or delete the line",
            )
            found.append((name, BAD))
        else:
            found.append((name, read(item, type_.of, source, names)))
    _count(len(found), node, type_, source, "entries")
    return found


def _count(count: int, node: Node, type_: Type, source: Source, what: str) -> None:
    if type_.most and count > type_.most:
        source.report(
            "REC016",
            node,
            f"{count} {what}, more than {type_.most}",
            "move what is too much elsewhere",
            value=str(count),
        )
    elif count < type_.least:
        source.report(
            "REC016", node, f"{count} {what}, fewer than {type_.least}", "add one", value=str(count)
        )


def _describe(node: Node) -> str:
    if node.kind is LIST:
        return "a list"
    if node.kind is MAP:
        return "a map of fields"
    return show(node.text) if node.text else "nothing"


def _scalar(read: Callable[[Node, Type, Source], Any]) -> Callable[..., Any]:
    """Return *read* behind what all single values share: they are texts, and readable ones."""

    def reader(node: Node, type_: Type, source: Source, _names: Names) -> Any:
        if node.kind is not TEXT:
            source.report(
                "REC004",
                node,
                f"{_describe(node)} stands where one value belongs",
                "write the value on the same line; put text with brackets in quotes",
            )
            return BAD
        if node.is_refused:
            return BAD
        value = read(node, type_, source)
        return BAD if value is scalars.NOTHING else value

    return reader


def _read_word(node: Node, type_: Type, source: Source) -> Any:
    text = node.text
    if text in type_.words:
        return text
    meant = find_term(text, type_.words) or suggest(text, type_.words)
    fix = f"write '{meant}'" if meant else f"write one of {', '.join(type_.words)}"
    source.report("REC007", node, f"{show(text)} is not {type_.called}", fix, value=text)
    return scalars.NOTHING


def _read_time(node: Node, type_: Type, source: Source) -> Any:
    parsed = scalars.read_time(node, type_, source)
    return scalars.NOTHING if parsed is scalars.NOTHING else Timed(parsed, node)


def _read_promise(node: Node, type_: Type, source: Source) -> Any:
    value = scalars.read_promise(node, type_, source)
    return Timed(value, node) if isinstance(value, ParsedTime) else value


def _read_name(code: str, what: str, where: str) -> Callable[..., Any]:
    """Return the reader of a reference to something in ``site.yml``."""

    def reader(node: Node, type_: Type, source: Source, names: Names) -> Any:
        known = names.components if code == "REC021" else names.vendors
        if node.kind is TEXT and node.text in known:
            return node.text
        if node.kind is not TEXT or node.is_refused:
            return _READERS[Kind.SLUG](node, type_, source, names)
        meant = suggest(node.text, known)
        fix = f"write '{meant}'" if meant else f"write the id of a {what}, or add it to {where}"
        source.report(
            code, node, f"{show(node.text)} is no {what} of site.yml", fix, value=node.text
        )
        return BAD

    return reader


_READERS: dict[Kind, Callable[[Node, Type, Source, Names], Any]] = {
    Kind.RECORD: _read_record,
    Kind.LIST: _read_list,
    Kind.MAP: _read_map,
    Kind.WORD: _scalar(_read_word),
    Kind.TIME: _scalar(_read_time),
    Kind.ZONED_TIME: _scalar(_read_time),
    Kind.PROMISE: _scalar(_read_promise),
    Kind.TARGET: _scalar(read_target),
    Kind.CLOCK: _scalar(read_clock),
    Kind.COMPONENT: _read_name("REC021", "component", "groups in site_src/public/site.yml"),
    Kind.VENDOR: _read_name("REC022", "vendor", "vendors in site_src/public/site.yml"),
    **{kind: _scalar(read) for kind, read in scalars.READERS.items()},
}
