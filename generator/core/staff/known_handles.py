"""Handles in the log that ``people.yml`` does not know: a note, never a hindrance (R43)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.clockwork.standing import ROLE_NAMES
from generator.core.log_entries import LogEntry
from generator.core.staff.people import People


def note_unknown(entries: Iterable[LogEntry], people: People | None) -> Iterator[str]:
    """Yield a note for each handle that nobody has, with the nearest one that somebody has.

    Nothing is said where there is no ``people.yml``, or it could not be read whole: nobody can
    tell then. A handle that is the name of a role, as in ``@sysadmin``, is taken at its word.
    """
    if people is None or people.is_unread:
        return
    handles = dict.fromkeys(entry.who for entry in entries if entry.who)
    for handle in handles:
        if handle in ROLE_NAMES or people.knows(handle):
            continue
        near = people.suggest(handle)
        meant = f"; is @{near} meant" if near else ""
        yield f"people.yml knows nobody called @{handle}{meant} (R43)"
