"""JSON Schemas for editors, made from the one table of fields (design §3 "Reading").

An editor that knows the schema completes names, shows what a field is for, and underlines a
mistake while it is typed. It reads YAML with types of its own: ``1`` is a number to it, ``true``
a truth, and in the older YAML 1.1 ``14:36`` is 876 minutes. Records are text alone, so each
type here also takes what an editor may have made of its text. The schemas are a help and no
judge: whatever ``check`` accepts they accept, and what they cannot see ``check`` finds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from generator.core.schema import Field, FileKind, Kind, Type

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_SPACE = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_OFFSET = rf"{_SPACE}*(Z|z|UTC|utc|[+\u2212-][0-9]{{2}}:?[0-9]{{2}})"
_ZONE = rf"{_SPACE}+[A-Za-z][A-Za-z0-9_+/-]{{0,63}}"
_TIME = rf"({_DATE}([Tt]|{_SPACE}+))?{_CLOCK}"
_LENGTH = r"(?=[0-9])([0-9]+w *)?([0-9]+d *)?([0-9]+h *)?([0-9]+m *)?([0-9]+s *)?"
_ONE_LINE = r"^\s*\S[^\n]*\s*$"
_CLOCK_AS_NUMBER = {"minimum": 60, "maximum": 86399}
"""What YAML 1.1 makes of ``1:00`` to ``23:59:59``: numbers to the base of sixty."""

Json = dict[str, Any]


def file_name(kind: FileKind) -> str:
    """Return the name of the schema's file, ``incident.schema.json``."""
    return f"{kind.name}.schema.json"


def create_schema(
    kind: FileKind, *, components: Collection[str] = (), vendors: Collection[str] = ()
) -> Json:
    """Return the JSON Schema (2020-12) of one kind of file.

    Args:
        kind: Which.
        components: Ids to offer where a component belongs; others stay allowed, so that a new
            component needs no new schema.
        vendors: The same for vendors.
    """
    names = {Kind.COMPONENT: tuple(components), Kind.VENDOR: tuple(vendors)}
    return {
        "$schema": DIALECT,
        "$id": file_name(kind),
        "title": kind.title,
        "description": kind.help,
        **_Schemas(names).create(kind.type),
    }


def format_schema(schema: Mapping[str, Any]) -> str:
    """Return *schema* as text, indented by two, with a line end."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Schemas:
    """Makes the schema of a type; knows the names to offer."""

    def __init__(self, names: Mapping[Kind, tuple[str, ...]]) -> None:
        self._names = names
        self._makers: dict[Kind, Callable[[Type], Json]] = {
            Kind.RECORD: self._record,
            Kind.LIST: self._list,
            Kind.MAP: self._map,
            Kind.COMPONENT: self._name,
            Kind.VENDOR: self._name,
        }

    def create(self, type_: Type) -> Json:
        return (self._makers.get(type_.kind) or _SCALARS[type_.kind])(type_)

    def _record(self, type_: Type) -> Json:
        schema: Json = {
            "type": "object",
            "properties": {field.name: self._field(field) for field in type_.fields},
            "additionalProperties": False,
        }
        required = [field.name for field in type_.fields if field.required]
        if required:
            schema["required"] = required
        if not type_.lone:
            return schema
        return {"anyOf": [schema, self.create(type_.table[type_.lone].type)]}

    def _field(self, field: Field) -> Json:
        schema = {"description": field.help, **self.create(field.type), "$comment": field.source}
        example = read_example(field)
        return schema if example is None else schema | {"examples": [example]}

    def _list(self, type_: Type) -> Json:
        item = self.create(_of(type_))
        schema: Json = {"type": "array", "items": item}
        if type_.least:
            schema["minItems"] = type_.least
        if type_.most:
            schema["maxItems"] = type_.most
        return {"anyOf": [schema, item]} if type_.is_single_ok else schema

    def _map(self, type_: Type) -> Json:
        keys, values = type_.keys, self.create(_of(type_))
        assert keys is not None  # noqa: S101 - every map says what its keys are
        offered = keys.words or self._names.get(keys.kind, ())
        schema: Json = {
            "type": "object",
            "propertyNames": {"pattern": _KEYS[keys.kind]} if keys.kind in _KEYS else {},
            "properties": dict.fromkeys(offered, values),
            "additionalProperties": False if keys.kind is Kind.WORD else values,
        }
        if type_.least:
            schema["minProperties"] = type_.least
        if type_.most:
            schema["maxProperties"] = type_.most
        return {name: value for name, value in schema.items() if value != {}}

    def _name(self, type_: Type) -> Json:
        offered = self._names[type_.kind]
        return {"anyOf": [{"enum": list(offered)}, _slug(type_)]} if offered else _slug(type_)


_PLAIN = re.compile(r"[^\s\[\]{}:,](?:[^\[\]{}:,]|:(?!\s))*")


def read_example(field: Field) -> Any:
    """Return the example of *field* as an editor would type it, or None where there is none."""
    text = field.example
    if not text:
        return None
    if field.type.kind is Kind.LIST:
        # Lists and maps on one line are JSON once their words are in quotes.
        return json.loads(_PLAIN.sub(lambda word: json.dumps(word[0]), text))
    if field.type.kind is Kind.BOOLEAN:
        return text == "true"
    if field.type.kind is Kind.INTEGER:
        return int(text)
    if field.type.kind is Kind.PERCENT:
        return float(text)
    return text[1:-1] if text[0] == text[-1] == '"' else text


def _of(type_: Type) -> Type:
    assert type_.of is not None  # noqa: S101 - every list and map says what it holds
    return type_.of


def _own_words(most: int, pattern: str = "") -> Json:
    """Return the schema of free text: a title may be ``404``, ``2.50`` or ``true``."""
    schema: Json = {"type": ["string", "number", "boolean"]}
    if pattern:
        schema["pattern"] = pattern
    return schema | {"maxLength": most} if most else schema


def _text(type_: Type) -> Json:
    return _own_words(type_.most)


def _line(type_: Type) -> Json:
    return _own_words(type_.most, _ONE_LINE)


def _id(pattern: str) -> Callable[[Type], Json]:
    """Return the maker for ids; ``1234`` is one, and so are ``12e5`` and ``true``."""

    def make(type_: Type) -> Json:  # noqa: ARG001 - all makers are called alike
        return {"type": ["string", "number", "boolean"], "pattern": f"^{pattern}$"}

    return make


def _string(pattern: str) -> Callable[[Type], Json]:
    def make(type_: Type) -> Json:  # noqa: ARG001 - all makers are called alike
        return {"type": "string", "pattern": f"^{pattern}$"}

    return make


_SLUG = "[a-z0-9][a-z0-9_-]{0,63}"
_SEGMENT = "[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?"
_UPDATE_ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,79}"
_TARGET = (
    f"(none|{_LENGTH}( business)?|[0-9]+ business (minute|hour|day)s?"
    "|(end|start) of (the )?next business day)"
)
_slug = _id(_SLUG)
_KEYS = dict.fromkeys((Kind.SLUG, Kind.COMPONENT, Kind.VENDOR), f"^{_SLUG}$")


def _word(type_: Type) -> Json:
    numbers = [int(each) for each in type_.words if re.fullmatch("[0-9]+", each)]
    return {"enum": [*type_.words, *numbers]}


def _time(type_: Type) -> Json:
    zone = f"|{_ZONE}" if type_.kind is Kind.ZONED_TIME else ""
    pattern = f"^{_TIME}({_OFFSET}{zone})?$"
    return {"type": ["string", "integer"], "pattern": pattern, **_CLOCK_AS_NUMBER}


def _promise(type_: Type) -> Json:
    pattern = f"^({'|'.join(type_.words)}|{_TIME}({_OFFSET})?|{_LENGTH})$"
    return {"type": ["string", "integer"], "pattern": pattern, **_CLOCK_AS_NUMBER}


def _clock(type_: Type) -> Json:  # noqa: ARG001 - all makers are called alike
    pattern = "^([01]?[0-9]|2[0-4]):[0-5][0-9]$"
    return {"type": ["string", "integer"], "pattern": pattern, **_CLOCK_AS_NUMBER}


def _integer(type_: Type) -> Json:
    schema: Json = {
        "type": ["integer", "string"],
        "pattern": "^[0-9]{1,12}$",
        "minimum": type_.least,
    }
    return schema | {"maximum": type_.most} if type_.most else schema


def _percent(type_: Type) -> Json:  # noqa: ARG001 - all makers are called alike
    pattern = r"^[0-9]{1,3}(\.[0-9]{1,2})?$"
    return {"type": ["number", "string"], "pattern": pattern, "minimum": 0, "maximum": 100}


def _boolean(type_: Type) -> Json:  # noqa: ARG001 - all makers are called alike
    return {"enum": [True, False, "true", "false"]}


_SCALARS: dict[Kind, Callable[[Type], Json]] = {
    Kind.TEXT: _text,
    Kind.LINE: _line,
    Kind.SLUG: _slug,
    Kind.WORD: _word,
    Kind.TIME: _time,
    Kind.ZONED_TIME: _time,
    Kind.PROMISE: _promise,
    Kind.DAY: _string(_DATE),
    Kind.MONTH: _string(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"),
    Kind.LENGTH: _string(_LENGTH),
    Kind.LENGTH_OR_NONE: _string(f"(none|{_LENGTH})"),
    Kind.TARGET: _string(_TARGET),
    Kind.CLOCK: _clock,
    Kind.BOOLEAN: _boolean,
    Kind.INTEGER: _integer,
    Kind.PERCENT: _percent,
    Kind.URL: _string(r"https?://\S+"),
    Kind.CONTACT: _string(r"(https?://|mailto:)\S+"),
    Kind.EMAIL: _string(r"[^\s@]+@[^\s@]+"),
    Kind.HANDLE: _id("@?[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
    Kind.UPDATE_ID: _id(_UPDATE_ID),
    Kind.RECORD_ID: _string(r"(INC|MNT)-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{3,6}"),
    Kind.ZONE: _string(r"[A-Za-z][A-Za-z0-9_+/-]{0,63}"),
    Kind.ADDRESS: _id(f"/*{_SEGMENT}(/{_SEGMENT}){{0,4}}/*"),
    Kind.COLOUR: _string("#[0-9A-Fa-f]{6}"),
    Kind.SVG_NAME: _string(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.svg"),
}
