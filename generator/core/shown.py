"""What somebody typed, fit to be shown back to them (design §5: "with the value seen")."""

from __future__ import annotations

import re

_LONGEST_VALUE = 60

# The separators of Unicode (category Zs); all but the plain one count as not printable.
_SPACE = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def clean(text: str) -> str:
    """Return *text* with U+FFFD in place of every character that a terminal might obey.

    Letters, marks, digits, punctuation, symbols and spaces stay; one character stays one.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or _SPACE.fullmatch(char) else "\ufffd"
        for char in text.replace("\t", " ")
    )


def show(value: str) -> str:
    """Return *value* in single quotes, on one line and at most 60 characters, for a message."""
    text = clean(" ".join(value.split()) if "\n" in value else value)
    if len(text) > _LONGEST_VALUE:
        text = text[: _LONGEST_VALUE - 1] + "…"
    return f"'{text}'"
