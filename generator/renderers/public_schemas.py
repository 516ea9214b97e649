"""JSON Schemas of the JSON that is ours alone; feeds, shields and the API have schemas elsewhere.

The files name no address of the schemas' own host: they are found below ``schema/`` of every site.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from generator.core.vocabulary import BannerScope, ComponentState
from generator.renderers.artifact import Artifact

if TYPE_CHECKING:
    from generator.core.facts import SiteConfig

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_TEXT = {"type": "string", "minLength": 1}
UNKNOWN = "unknown"
"""State of a banner while a record cannot be read; worse than any other."""

GENERATION: Mapping[str, Any] = {
    "title": "Which state of the record a site shows",
    "type": "object",
    "required": ["generation", "inputs", "as_of", "next_change_at", "next_change"],
    "properties": {
        "generation": {
            "description": "Number of public entries ever written, and as_of: of two copies of a "
            "site the one with the larger pair is the later one.",
            "type": "array",
            "prefixItems": [{"type": "integer", "minimum": 0}, _TIME],
            "minItems": 2,
            "items": False,
        },
        "inputs": {"description": "Hash of the public inputs.", "type": "string"},
        "as_of": {"description": "The moment the pages speak of.", **_TIME},
        "next_change_at": {
            "description": "When the site changes by the clock alone.",
            "anyOf": [_TIME, {"type": "null"}],
        },
        "next_change": {"description": "What changes then.", "type": "string"},
    },
}
_BANNER: Mapping[str, Any] = {
    "show": {"const": True},
    "scope": {
        "description": "Whose users see it: everybody, or those who use one of components.",
        "enum": [str(scope) for scope in BannerScope if scope is not BannerScope.NONE],
    },
    "state": {
        "description": "Worst state now; operational where an incident is open all the same.",
        "enum": [*(str(state) for state in ComponentState), UNKNOWN],
    },
    "text": {"description": "What people notice, as plain text.", **_TEXT, "maxLength": 200},
    "advice": {
        "description": "What they can do now, as plain text.",
        "anyOf": [_TEXT, {"type": "null"}],
    },
    "since": {"description": "Since when.", **_TIME},
    "link": {"description": "The page about it.", "type": "string", "format": "uri"},
    "components": {
        "description": "Ids of the parts it concerns.",
        "type": "array",
        "items": _TEXT,
        "uniqueItems": True,
    },
}
_ONE_BANNER: Mapping[str, Any] = {
    "type": "object",
    "required": list(_BANNER),
    "properties": dict(_BANNER),
}
BANNER: Mapping[str, Any] = {
    "title": "What a product should tell its users now",
    "description": "Beside banners stand the fields of the first of them, for simple readers.",
    "oneOf": [
        {
            "type": "object",
            "required": [*_BANNER, "banners"],
            "properties": {
                **_BANNER,
                "banners": {
                    "description": "One for each incident or planned work, the worst first.",
                    "type": "array",
                    "items": _ONE_BANNER,
                    "minItems": 1,
                },
            },
        },
        {
            "type": "object",
            "required": ["show", "banners"],
            "properties": {"show": {"const": False}, "banners": {"maxItems": 0}},
        },
    ],
}
BADGE: Mapping[str, Any] = {
    "title": "The state of the page or of a part, for shields.io",
    "type": "object",
    "required": ["schemaVersion", "label", "message", "color"],
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": _TEXT,
        "color": _TEXT,
        "isError": {"type": "boolean"},
        "cacheSeconds": {"type": "integer", "minimum": 0},
    },
}
SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "badge": BADGE,
    "banner": BANNER,
    "generation": GENERATION,
}
"""By the name of the file they describe. Fields may be added to the files, so none are refused."""


def create_schemas(config: SiteConfig) -> list[Artifact]:
    """Return ``schema/<name>.schema.json`` for each of `SCHEMAS`."""
    base = config.url.rstrip("/")
    return [
        Artifact(path, _dump({"$schema": _DIALECT, "$id": f"{base}/{path}", **schema}))
        for path, schema in (
            (f"schema/{name}.schema.json", schema) for name, schema in SCHEMAS.items()
        )
    ]


def _dump(schema: Mapping[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()
