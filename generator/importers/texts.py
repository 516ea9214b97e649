"""Texts of other tools, made fit for records: no control characters, one kind of line end."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.core.odd_characters import ODD

_TAB = "    "
"""What our own reader makes of a tab."""
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")


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


def read_address(text: str) -> str:
    """Return the web address that *text* is, as ``site.yml`` may hold it, or nothing."""
    address = text.strip().rstrip("/")
    is_plain = address.isascii() and address.isprintable() and len(address) <= 2000
    if not is_plain or any(each in address for each in ' \\<>"'):
        return ""
    try:
        parts = urlsplit(address)
        is_fine = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a bracket alone, a port that is none
        return ""
    is_web = is_fine and parts.scheme in ("http", "https") and "@" not in parts.netloc
    return address if is_web else ""
