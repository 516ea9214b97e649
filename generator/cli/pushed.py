"""What a push took along, in words: of which record what, and whether visitors read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePosixPath

from generator.core.audience import RECORDS, Audience, audience_of


def find_public(paths: Iterable[str], own: Collection[str] = ()) -> tuple[str, ...]:
    """Return those of *paths* that visitors read, without the *own* ones of a command."""
    return tuple(path for path in paths if path not in own and audience_of(path) is Audience.PUBLIC)


def renumber(paths: Iterable[str], renumbered: Mapping[str, str]) -> tuple[str, ...]:
    """Return *paths* with the new numbers of records whose old ones were taken."""
    return tuple("/".join(renumbered.get(part, part) for part in path.split("/")) for path in paths)


def describe(paths: Iterable[str]) -> tuple[str, ...]:
    """Return *paths* in words: ``updates and log of INC-…-007`` for each record, then the others.

    Args:
        paths: Relative to the root.
    """
    found: dict[str, dict[str, None]] = {}
    others = []
    for path in sorted(paths):
        parts = PurePosixPath(path).parts
        if parts[0] == RECORDS and len(parts) > 3:
            found.setdefault(parts[2], {})[parts[3]] = None
        else:
            others.append(path)
    told = [f"{_join(list(names))} of {record}" for record, names in found.items()]
    if len(others) > 3:
        others = [*others[:3], f"{len(others) - 3} other files"]
    return (*told, *others)


def _join(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
