"""What a writing command is going to add, decided before anything is written (design §3 Writing).

Commands only ever add: new files, and lines to the log of this clone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that does not exist yet; ``path`` is relative to the root, with ``/``."""

    path: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """All that one command adds.

    Attributes:
        record: Id of the record it concerns.
        folder: The record's folder, relative to the root.
        files: New files, in the order in which they are written.
        lines: Lines for ``<folder>/log/<clone>.log``, each complete with its time, without line
            end.
        is_public: Whether visitors will read something new.
        title: What visitors will call it from now on; empty where that stays as it is.
        subject: First line of the commit: ``records: …``.
        notes: How words and times were read, and what was inferred; shown before anything else.
        next_commands: What to paste next, the likeliest first; ``{}`` stands for the record's id
            until a command says how short it may be.
        to_do: What the policy asks people to do now, in its order; ``{}`` as above.
    """

    record: str
    folder: str
    files: tuple[NewFile, ...] = ()
    lines: tuple[str, ...] = ()
    is_public: bool = False
    title: str = ""
    subject: str = ""
    notes: tuple[str, ...] = ()
    next_commands: tuple[str, ...] = ()
    to_do: tuple[str, ...] = ()
