"""The text of record files as commands write them; :mod:`generator.readers` reads the same back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from generator.core.odd_characters import ODD
from generator.core.refusal import Refusal

Value: TypeAlias = "str | Mapping[str, Value] | Sequence[Value]"
"""What a field may hold; everything in a record file is text."""

_WIDEST = 10**6  # a line of the file is a line of the text: nothing is folded


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key and writes text of several lines as a block."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - readers refuse aliases
        return True


def _write_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


def dump(fields: Mapping[str, Value]) -> str:
    """Return *fields* as the text of a record file, in their order; empty ones are left out.

    Texts must be clean (:func:`clean_line`, :func:`clean_text`).
    """
    told: dict[str, Any] = {name: value for name, value in fields.items() if value}
    return yaml.dump(
        told, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDEST, indent=2
    )


def clean_line(text: str, what: str) -> str:
    """Return *text* on one line, white space folded.

    Args:
        text: What somebody typed or pasted.
        what: What it is, for the refusal: ``the title``.

    Raises:
        Refusal: If it holds a control character or one that turns the direction of writing.
    """
    return " ".join(_check(text, what).split())


def clean_text(text: str, what: str) -> str:
    """Return *text* with clean line ends: paragraphs stay, white space at their ends goes.

    A text of several lines ends in a line end; one line stays one. Raises like
    :func:`clean_line`.
    """
    lines = [line.rstrip() for line in _check(text, what).split("\n")]
    body = "\n".join(lines).strip("\n").lstrip()
    while "\n\n\n" in body:
        body = body.replace("\n\n\n", "\n\n")
    return f"{body}\n" if "\n" in body else body


def _check(text: str, what: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\ufeff", "")
    found = ODD.search(plain)
    if found is not None:
        name = unicodedata.name(found[0], "a control character")
        raise Refusal(
            f"{what} holds U+{ord(found[0]):04X} ({name}), which records may not hold",
            "type the words again instead of pasting them",
        )
    return plain
