"""What a command printed, held against its schema: as published, and with no key unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator

from generator.reporting.output_schemas import OUTPUTS, create_output_schema

SCHEMAS = {kind.name: create_output_schema(kind) for kind in OUTPUTS}


def find_mistakes(name: str, value: Any) -> list[str]:
    """Return what is wrong with *value* by the schema *name*, each with its place."""
    return _validate(SCHEMAS[name], value)


def find_strangers(name: str, value: Any) -> list[str]:
    """Return what is wrong with *value* where no key may be there that has no description."""
    return _validate(_close(SCHEMAS[name]), value)


def assert_described(name: str, value: Any) -> None:
    """Assert that the schema *name* knows every key of *value* and refuses none."""
    assert (find_mistakes(name, value), find_strangers(name, value)) == ([], [])


def _validate(schema: Mapping[str, Any], value: Any) -> list[str]:
    found = Draft202012Validator(schema).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


def _close(schema: Any) -> Any:
    """Return *schema* with every object closed whose keys are named."""
    if isinstance(schema, list):
        return [_close(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _close(each) for key, each in schema.items()}
    is_object = schema.get("type") == "object" and "properties" in schema
    return {**closed, "additionalProperties": False} if is_object else closed
