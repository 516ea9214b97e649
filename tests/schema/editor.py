"""What an editor sees of a YAML file: values typed by YAML 1.2, or by the older YAML 1.1."""

from __future__ import annotations

import re
from typing import Any

import yaml

_CORE = (
    (re.compile(r"null|Null|NULL|~|"), lambda _: None),
    (re.compile(r"true|True|TRUE"), lambda _: True),
    (re.compile(r"false|False|FALSE"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)
"""The core schema of YAML 1.2.2, §10.3.2."""


def type_core(text: str) -> Any:
    """Return the value of a plain scalar in YAML 1.2."""
    for pattern, make in _CORE:
        if pattern.fullmatch(text):
            return make(text)
    return text


class _Older(yaml.SafeLoader):
    """YAML 1.1 with dates as text, which is how the language server hands them on."""


_Older.yaml_implicit_resolvers = {
    first: [each for each in resolvers if not each[0].endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Newer(yaml.SafeLoader):
    """YAML 1.2: plain scalars by the core schema."""


_Newer.yaml_implicit_resolvers = {}
_Newer.add_constructor(
    "tag:yaml.org,2002:str",
    lambda _loader, node: node.value if node.style else type_core(node.value),
)


def load(text: str, *, older: bool = False) -> Any:
    """Return the document *text* as an editor types it; in JSON every key is a text."""
    return _with_text_keys(yaml.load(text, _Older if older else _Newer))


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _with_text_keys(each) for key, each in value.items()}
    return [_with_text_keys(each) for each in value] if isinstance(value, list) else value
