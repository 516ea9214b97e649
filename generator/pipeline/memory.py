"""What one build leaves for the next: digests and outputs of records that did not change.

Memory is an aid, never a source: a build without it makes the same bytes (P8). It holds
only what the public build derived from public files.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from generator.core.facts import ImpactWindow
from generator.core.findings import Finding
from generator.core.merges import DeadEnd
from generator.core.views import Digest, EntryRef, PlannedEvent
from generator.pipeline.manifest import Entry
from generator.pipeline.own_values import pack_values, unpack_values
from generator.readers.folders import FileStamp, read_stamp
from generator.renderers.api_files import Event
from generator.renderers.feed_entries import Entry as DrawnEntry

FORMAT = 10
FileStamps = tuple[FileStamp, ...]
"""Name, size and time of change of every public file of a folder."""
Kept = dict[tuple[str, str], DrawnEntry]
"""Entries of feeds by incident and update; of an incident as a whole under no update's id."""
Outputs = tuple[tuple[str, Entry], ...]
"""Path and entry of every file made of one record or one list."""


class Made(NamedTuple):
    """What came of one folder.

    Attributes:
        id: The folder's name.
        files: Its public files as they were when read.
        inputs: Hash of their contents.
        digest: None when nothing of it is public yet.
        outputs: The files made of it.
        findings: What was wrong with it.
    """

    id: str
    files: FileStamps
    inputs: str
    digest: Digest | None
    outputs: Outputs
    findings: tuple[Finding, ...]

    def holds(self, files: FileStamps, as_of: datetime) -> bool:
        """Return whether it still says the truth about *files* at *as_of*."""
        digest = self.digest
        if digest is None or self.files != files:
            return False
        return digest.valid_from <= as_of and (
            digest.valid_until is None or as_of < digest.valid_until
        )

    @property
    def is_merged(self) -> bool:
        """Whether it is an incident that says to go on elsewhere, and so hangs on others."""
        return self.digest is not None and self.digest.merged_into is not None

    def holds_with(self, dead_end: DeadEnd | None) -> bool:
        """Return whether it was made knowing the *dead_end* its merge leads to, or none."""
        told = {each.message for each in self.findings if each.code == "INC011"}
        return bool(self.outputs) and told == ({dead_end.message} if dead_end else set())


Packed = tuple[Any, ...]
"""The fields of a :class:`Made`, its digest and findings as tuples too."""


@dataclass(slots=True)
class Memory:
    """All that is remembered.

    Attributes:
        key: Hash of everything every page depends on: program, theme, words, ``site.yml``, mode.
        records: By folder id.
        lists: By name of a page made of several records: hash of what it was made of, outputs.
        entries: Entries of feeds, as drawn.
        events: Incidents and planned work of the API, as drawn.
    """

    key: str
    records: dict[str, Made] = field(default_factory=dict)
    lists: dict[str, tuple[str, Outputs]] = field(default_factory=dict)
    entries: Kept = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)


def dump(memory: Memory, *, before_ns: int) -> bytes:
    """Return *memory* as bytes for :func:`load`.

    Records with a file changed at *before_ns* or later are left out: a second change within
    one tick of the clock would leave size and time as they are, and go unnoticed.
    """
    rows = [
        pack(made)
        for made in memory.records.values()
        if all(read_stamp(each)[2] < before_ns for each in made.files)
    ]
    entries = [(key, tuple(entry)) for key, entry in memory.entries.items()]
    events = [(name, *event) for name, event in memory.events.items()]
    return pack_values((FORMAT, memory.key, rows, memory.lists, entries, events))


def load(content: bytes, key: str) -> Memory:
    """Return the memory in *content* if it was kept under *key*, else an empty one.

    Content that is damaged, of another format or names any class but our own values is
    treated as absent: the build is then a whole one.
    """
    try:
        saved: Any = unpack_values(content)
        format_, saved_key, rows, lists, entries, events = saved
        if format_ != FORMAT or saved_key != key:
            return Memory(key)
        drawn = {tuple(name): DrawnEntry._make(entry) for name, entry in entries}
        told = {name: Event(*event) for name, *event in events}
        return Memory(key, {row[0]: unpack(row) for row in rows}, dict(lists), drawn, told)
    except Exception:
        return Memory(key)


def pack(made: Made) -> Packed:
    """Return *made* as plain tuples, which travel between processes and builds at little cost."""
    return (
        made.id,
        made.files,
        made.inputs,
        None if made.digest is None else _fold(made.digest),
        made.outputs,
        tuple(map(_fields_of, made.findings)),
    )


def unpack(row: Packed) -> Made:
    """Return what :func:`pack` was given."""
    id_, files, inputs, digest, outputs, findings = row
    return Made(
        id_,
        files,
        inputs,
        None if digest is None else _unfold(digest),
        outputs,
        tuple(Finding(*each) for each in findings),
    )


# As ``_make`` does, without a call of Python's for each of a hundred thousand.
_window = partial(tuple.__new__, ImpactWindow)
_entry = partial(tuple.__new__, EntryRef)
_WINDOWS, _ENTRIES, _EVENT = map(Digest._fields.index, ("windows", "entries", "event"))


def _fold(digest: Digest) -> list[Any]:
    """Return the fields of *digest* as plain values: pickle knows tuples by heart."""
    values: list[Any] = list(digest)
    values[_WINDOWS] = tuple(map(tuple, digest.windows))
    values[_ENTRIES] = tuple(map(tuple, digest.entries))
    if digest.event is not None:
        values[_EVENT] = tuple(digest.event)
    return values


def _unfold(values: list[Any]) -> Digest:
    values[_WINDOWS] = tuple(map(_window, values[_WINDOWS]))
    values[_ENTRIES] = tuple(map(_entry, values[_ENTRIES]))
    if values[_EVENT] is not None:
        values[_EVENT] = PlannedEvent(*values[_EVENT])
    return Digest._make(values)


_fields_of = attrgetter(*(each.name for each in fields(Finding)))
