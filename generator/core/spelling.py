"""Guess which known word somebody meant; for "did you mean" in findings."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 80


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the word of *known* most like *word*, or None when none is much like it.

    Case, spaces and underscores do not count, so ``Score Recording`` finds ``score-recording``;
    the first four letters are enough where they are one word's alone.
    Ties go to the first in alphabetical order.
    """
    if len(word) > _LONGEST:
        return None
    by_plain = {_plain(each): each for each in sorted(known, reverse=True)}
    plain = _plain(word)
    if plain in by_plain:
        return by_plain[plain]
    close = get_close_matches(plain, sorted(by_plain), n=1, cutoff=0.7)
    if close:
        return by_plain[close[0]]
    begun = [each for each in sorted(by_plain) if len(plain) > 2 and each[:4] == plain[:4]]
    return by_plain[begun[0]] if len(begun) == 1 else None


def _plain(word: str) -> str:
    return "-".join(word.lower().replace("_", " ").replace("-", " ").split())
