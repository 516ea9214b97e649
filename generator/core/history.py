"""Who wrote what and when: every word of a record as it was written, nothing folded away.

The fold says what holds; this says what happened. Withdrawn words stand here in full, so nothing
made of it is ever public. Source: design §3 "Writing", requirements on accountability.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from generator.core.facts import Promise, Record, Update
from generator.core.internal_facts import InternalRecord
from generator.core.withdrawn import WHOLE


class HistoryKind(StrEnum):
    """What happened."""

    UPDATE = "update"
    """A public update was written, an amendment or a withdrawal too."""
    LOG = "log"
    """A line of the log was written."""
    FILE = "file"
    """A file that is no single entry was added: a header, a post-mortem."""
    EDIT = "edit"
    """A file that was there already was changed by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who put something into git, and when.

    Attributes:
        author: Name of the commit's author.
        committed_at: When it was committed, aware UTC.
        commit: Its hash.
    """

    author: str
    committed_at: datetime
    commit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One thing that was written.

    Attributes:
        at: When, as the record says; of files and edits, when they were committed.
        record: Id of the record.
        kind: What it is.
        id: Id of the update; of all else the place: ``log/k7q2.log:3``.
        path: The file, relative to the root.
        line: Its first line there.
        lines: What was written, as it was written.
        marks: What became of it: ``amended by 20250115T145900Z-k7q2m9x4``.
        origin: Who committed it; None when nobody has, or git cannot tell.
        is_alone: Whether it has the file for itself, so that who added the file wrote it.
    """

    at: datetime
    record: str
    kind: HistoryKind
    id: str
    path: str
    line: int = 1
    lines: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    origin: Origin | None = None
    is_alone: bool = False


def list_updates(record: Record) -> Iterator[HistoryEntry]:
    """Yield every public update of *record* as written, oldest first; unreadable ones too."""
    for update in record.updates:
        yield HistoryEntry(
            at=update.at,
            record=record.id,
            kind=HistoryKind.UPDATE,
            id=update.id,
            path=update.path,
            line=update.line,
            lines=tuple(_describe(update)),
            marks=tuple(_find_marks(update, record.updates)),
            is_alone=_is_alone(update.path),
        )
    read = {update.path for update in record.updates}
    for damage in record.damage:
        if damage.at is not None and damage.path not in read:
            stem = damage.path.rpartition("/")[2].removesuffix(".yml")
            yield HistoryEntry(
                at=damage.at,
                record=record.id,
                kind=HistoryKind.UPDATE,
                id=stem,
                path=damage.path,
                marks=("cannot be read: allclear check says why",),
                is_alone=True,
            )


def list_log(record: InternalRecord, texts: Mapping[str, list[str]]) -> Iterator[HistoryEntry]:
    """Yield every line of the log, oldest first.

    Args:
        record: As read.
        texts: Lines of each file by its path, for the words as they were written.
    """
    for entry in record.log:
        lines = texts.get(entry.path, [])
        written = lines[entry.line - 1].strip() if entry.line <= len(lines) else ""
        more = entry.text.split("\n")[1:]
        yield HistoryEntry(
            at=entry.at,
            record=record.id,
            kind=HistoryKind.LOG,
            id=f"{entry.path.removeprefix(record.path + '/')}:{entry.line}",
            path=entry.path,
            line=entry.line,
            lines=(written or entry.text.split("\n")[0], *more),
        )


def _is_alone(path: str) -> bool:
    return "/updates/" in path


def _describe(update: Update) -> Iterator[str]:
    """Yield what *update* says, facts first, then its words."""
    facts = [str(update.status)] if update.status else []
    facts += [f"{name}={state}" for name, state in update.components]
    facts += [f"impact {update.impact}"] if update.impact else []
    facts += [f"banner {update.banner}"] if update.banner else []
    facts += [f"from {update.scheduled_for:%Y-%m-%d %H:%MZ}"] if update.scheduled_for else []
    facts += [f"until {update.scheduled_until:%Y-%m-%d %H:%MZ}"] if update.scheduled_until else []
    facts += ["cancelled"] if update.cancelled else []
    facts += [_promise(update.next_update)] if update.next_update else []
    facts += [f"happened at {update.happened_at:%Y-%m-%d %H:%MZ}"] if update.happened_at else []
    facts += [f"merged into {update.merged_into}"] if update.merged_into else []
    facts += [f"amends {update.amends}"] if update.amends else []
    facts += [f"retracts {update.retracts}"] if update.retracts else []
    facts += [] if update.notify else ["not in feeds"]
    facts += ["only partly readable"] if update.is_damaged else []
    if facts:
        yield " · ".join(facts)
    if update.title:
        yield f"title: {update.title}"
    yield from (update.text or "").rstrip().splitlines()
    if update.advice:
        yield from f"advice: {update.advice}".rstrip().splitlines()
    for window in update.impact_windows or ():
        yield (
            f"{window.component} {window.state} "
            f"{window.start:%Y-%m-%d %H:%MZ} to {window.end:%Y-%m-%d %H:%MZ}"
        )


def _promise(promise: Promise) -> str:
    if promise.due_at is None and promise.length is None:
        return "no next update promised"
    if promise.length is not None:
        return f"next update in {promise.length // timedelta(minutes=1)} min"
    return f"next update at {promise.due_at:%Y-%m-%d %H:%MZ}"


def _find_marks(update: Update, updates: Iterable[Update]) -> Iterator[str]:
    for other in updates:
        if other.id == update.id:
            continue
        if other.amends == update.id:
            yield f"amended by {other.id}"
        if other.retracts == update.id:
            yield f"withdrawn by {other.id}"
        if other.retracts == WHOLE and other.at >= update.at:
            yield f"withdrawn with the whole record by {other.id}"
