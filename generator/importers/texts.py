"""Texts of other tools, made fit for records: no control characters, one kind of line end."""

from __future__ import annotations

import re
from typing import NamedTuple

from generator.core.odd_characters import ODD

_TAB = "    "
"""What our own reader makes of a tab."""
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_TAG = re.compile(
    r"</?(?:a|abbr|article|b|blockquote|br|center|code|dd|del|div|dl|dt|em|figure|font|h[1-6]|hr|i"
    r"|iframe|img|ins|li|ol|p|pre|s|script|section|small|span|strong|style|sub|sup|table|tbody|td"
    r"|th|thead|tr|u|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


class Cleaned(NamedTuple):
    """A text and how many characters records may not hold were removed from it."""

    text: str
    removed: int


def clean_text(text: str) -> Cleaned:
    """Return *text* as a record keeps it: white space around it goes, all other stays."""
    if not text.isprintable():
        text = _LINE_ENDS.sub("\n", text).replace("\t", _TAB)
        text, removed = ODD.subn("", text)
    else:
        removed = 0
    return Cleaned(text.strip("\n").rstrip().lstrip("\n"), removed)


def clean_line(text: str) -> Cleaned:
    """Return *text* on one line, white space folded."""
    cleaned = clean_text(text)
    return Cleaned(" ".join(cleaned.text.split()), cleaned.removed)


def has_tags(text: str) -> bool:
    """Return whether *text* holds a tag of HTML; ``<product`` and ``a < b`` are none."""
    return "<" in text and _TAG.search(text) is not None
