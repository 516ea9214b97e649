"""The history of records, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.core.history import HistoryEntry, HistoryKind
from generator.reporting.text import show_plain

NOT_COMMITTED = "not committed"
UNKNOWN = "author unknown: this folder lies in no git repository"


def format_history(entries: Iterable[HistoryEntry], *, has_git: bool) -> str:
    """Return *entries* as text, in the order given, an empty line between them.

    Args:
        entries: What was written.
        has_git: Whether an entry without an origin is known not to be committed.
    """
    blocks = []
    for entry in entries:
        head = f"{_time(entry)}  {entry.record}  {entry.kind} {entry.id}"
        lines = [_describe_origin(entry, has_git), *entry.marks, *entry.lines]
        blocks.append("\n".join((show_plain(head), *(f"  {show_plain(each)}" for each in lines))))
    return "".join(f"{block}\n" for block in "\n\n".join(blocks).split("\n")) if blocks else ""


def format_history_json(entries: Iterable[HistoryEntry]) -> str:
    """Return *entries* as a JSON array, one object on each line, in the order given.

    Keys: ``at``, ``record``, ``kind`` (update, log, file, edit), ``id``, ``path``, ``line``,
    ``author``, ``committed_at``, ``commit`` (null where not committed or unknown), ``marks``
    and ``text``.
    """
    rows = [
        json.dumps(
            {
                "at": _time(entry),
                "record": entry.record,
                "kind": entry.kind.value,
                "id": entry.id,
                "path": entry.path,
                "line": entry.line,
                "author": entry.origin.author if entry.origin else None,
                "committed_at": (
                    f"{entry.origin.committed_at:%Y-%m-%dT%H:%M:%SZ}" if entry.origin else None
                ),
                "commit": entry.origin.commit if entry.origin else None,
                "marks": list(entry.marks),
                "text": "\n".join(entry.lines),
            }
        )
        for entry in entries
    ]
    return "[" + ",\n ".join(rows) + "]\n"


def _time(entry: HistoryEntry) -> str:
    return f"{entry.at:%Y-%m-%dT%H:%M:%SZ}"


def _describe_origin(entry: HistoryEntry, has_git: bool) -> str:
    origin = entry.origin
    if origin is None:
        return NOT_COMMITTED if has_git else UNKNOWN
    at = f"{origin.committed_at:%Y-%m-%d %H:%M:%SZ}"
    if entry.kind is HistoryKind.EDIT:
        return f"edited by {origin.author} at {at}: git show {origin.commit[:10]} -- {entry.path}"
    verb = "added by" if entry.kind is HistoryKind.FILE else "by"
    return f"{verb} {origin.author}, committed {at}"
