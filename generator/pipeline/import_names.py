"""Ids and names for parts and groups that come from elsewhere."""

from __future__ import annotations

import re
import unicodedata


def take_slug(name: str, otherwise: str, taken: set[str]) -> str:
    """Return an id made of *name* that is not *taken* yet, and take it."""
    base = found = to_slug(name) or otherwise
    number = 1
    while found in taken:
        number += 1
        found = f"{base[:58]}-{number}"
    taken.add(found)
    return found


def to_slug(name: str) -> str:
    """Return *name* in small letters, digits and hyphens, at most 64; empty where none is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")


def cut(text: str, most: int) -> str:
    """Return *text*, cut where it is longer than *most* characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
