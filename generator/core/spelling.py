"""Guess which known word somebody meant; for "did you mean" in findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches

from generator.core.times import parse_stamp

_LONGEST = 80
_ONE_DAY = timedelta(days=1)


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


def suggest_update(word: str, known: Mapping[str, datetime]) -> str | None:
    """Return the id of the update that the id *word* means, or None when nobody can tell.

    An id is a time, and digits that look alike may be far apart: the nearest in time within a
    day is meant. Of two equally near neither is offered, because withdrawing the wrong update
    is worse than looking for the right one. Ids that are no times, and other days, are compared
    by their letters.

    Args:
        word: The id somebody wrote.
        known: Time of each update that may be meant, by id.
    """
    at = parse_stamp(word.partition("-")[0])
    if at is not None:
        distances = {each: abs(known[each] - at) for each in known}
        least = min(distances.values(), default=_ONE_DAY)
        if least < _ONE_DAY:
            nearest = [each for each, distance in distances.items() if distance == least]
            return nearest[0] if len(nearest) == 1 else None
    return suggest(word, known)


def _plain(word: str) -> str:
    return "-".join(word.lower().replace("_", " ").replace("-", " ").split())
