"""What a command made of something that was typed, and a word about how it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.core.shown import show

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """One value as a command understood it (design §3: "every command prints how it read it").

    Attributes:
        value: What was meant.
        note: How it was read, such as ``'down' read as major_outage``; empty when what was typed
            is the term itself.
    """

    value: T
    note: str


def read_as(text: str, value: T, term: str) -> Read[T]:
    """Return *value*, with a note where the typed *text* is not the *term* for it."""
    return Read(value, "" if text == term else f"{show(text)} read as {term}")
