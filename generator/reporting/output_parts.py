"""Pieces of the schemas of what commands print: times, texts, ids, objects, one finding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.findings import Severity
from generator.core.vocabulary import ComponentState

Json = Mapping[str, Any]

TIME: Json = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$"}
"""A moment in UTC, to the second: ``2025-01-15T14:40:00Z``."""
FILLED: Json = {"type": "string", "minLength": 1}
"""Also a path, in which anything may stand, line ends too."""
LINE: Json = {"type": "string", "minLength": 1, "pattern": "^[^\n]*$"}
TEXT: Json = {"type": "string"}
TRUTH: Json = {"type": "boolean"}
COUNT: Json = {"type": "integer", "minimum": 0}
PLACE: Json = {"type": "integer", "minimum": 1}
_RECORD = "(INC|MNT)-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{3,6}"
RECORD_ID: Json = {"type": "string", "pattern": f"^{_RECORD}$"}
OWN_RECORD: Json = {"type": "string", "pattern": f"^({_RECORD})?$"}
"""The id of a record, or empty."""
STATE: Json = {"enum": [str(state) for state in ComponentState]}
"""State of a part, the worst last."""


def describe(help_: str, schema: Json) -> Json:
    """Return *schema* with what its value means."""
    return {"description": help_, **schema}


def or_null(help_: str, schema: Json) -> Json:
    """Return the schema of a value that may be null; *help_* says when it is."""
    return {"description": help_, "anyOf": [schema, {"type": "null"}]}


def list_of(help_: str, items: Json, *, least: int = 0) -> Json:
    """Return the schema of a list of at least *least* values."""
    return {"description": help_, "type": "array", "items": items, "minItems": least}


def map_of(help_: str, values: Json, keys: Json = FILLED) -> Json:
    """Return the schema of an object whose keys are data, such as ids."""
    return {
        "description": help_,
        "type": "object",
        "propertyNames": keys,
        "additionalProperties": values,
    }


def object_of(keys: Mapping[str, Json]) -> Json:
    """Return the schema of an object that always has all of *keys*; more may come."""
    return {"type": "object", "required": list(keys), "properties": dict(keys)}


FINDING = object_of(
    {
        "path": describe("The file, relative to the root, with /.", TEXT),
        "line": describe("Its line, counted from 1.", PLACE),
        "column": describe("Its column in characters, counted from 1.", PLACE),
        "severity": describe(
            "An error changes the exit status, a warning does not.",
            {"enum": [str(severity) for severity in Severity]},
        ),
        "code": describe(
            "Permanent; the handbook has a page for each.",
            {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"},
        ),
        "message": describe("What is wrong, as one line.", LINE),
        "value": describe(
            "The value seen; empty where there is none, and where it must not be repeated, "
            "such as a leak.",
            TEXT,
        ),
        "fix": describe("What to do, as one line.", LINE),
    }
)
"""One thing wrong in one place, as `json_lines.describe` writes it."""
REFUSAL = object_of(
    {
        "error": describe("Why nothing was done.", FILLED),
        "fix": describe("What to do about it.", FILLED),
    }
)
"""What a command prints that did nothing, as `cli/refusing.py` writes it."""


def unless_refused(schema: Json) -> Json:
    """Return the schema of one document that is *schema*, or of a `REFUSAL`."""
    return {"if": {"required": ["error"]}, "then": REFUSAL, "else": schema}
