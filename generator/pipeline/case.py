"""One record as the person at the keyboard finds it: both sides of it, at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.core.facts import Record, SiteConfig, Update
from generator.core.findings import Finding
from generator.core.fold import project
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.record_id import parse_record_id
from generator.core.refusal import Refusal
from generator.core.views import IncidentView
from generator.core.vocabulary import RecordKind
from generator.readers.folders import find_folder
from generator.readers.internal import read_internal
from generator.readers.public import context_for, read_record


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One record, opened.

    Attributes:
        folder: Relative to the root.
        view: What visitors see of it; None while nothing of it is public.
        updates: Its public updates so far, in order; later than *now* left out in a replay.
        internal: None where it has no internal file.
        log: Entries so far, in order.
        now: The moment; what ``--now`` says, or the clock.
    """

    id: str
    kind: RecordKind
    folder: str
    record: Record
    view: IncidentView | None
    updates: tuple[Update, ...]
    internal: InternalRecord | None
    log: tuple[LogEntry, ...]
    findings: tuple[Finding, ...]
    config: SiteConfig
    now: datetime

    @property
    def is_public(self) -> bool:
        """Whether visitors have read anything of it."""
        return bool(self.updates)

    @property
    def severity(self) -> int | None:
        """The severity in force: the last ``SEV`` line, else the header's."""
        said = [entry for entry in self.log if entry.verb is Verb.SEV]
        if said:
            return said[-1].severity
        return self.internal.severity if self.internal else None

    @property
    def components(self) -> tuple[str, ...]:
        """Components known to be affected: those responders named, else those visitors read."""
        if self.internal and self.internal.components:
            return self.internal.components
        return self.view.components if self.view else self.record.components

    def find_last(self, *verbs: Verb) -> LogEntry | None:
        """Return the latest entry of the log with one of *verbs*, if there is one."""
        return next((entry for entry in reversed(self.log) if entry.verb in verbs), None)

    @property
    def is_resolved_in_log(self) -> bool:
        """Whether the log says that it is over, and not that it came back."""
        last = self.find_last(Verb.RESOLVED, Verb.CLOSED, Verb.REOPENED)
        return last is not None and last.verb is not Verb.REOPENED


def open_case(root: Path, id_: str, config: SiteConfig, now: datetime, *, replay: bool) -> Case:
    """Read both sides of the record *id_*; what cannot be read of it stops nobody from adding.

    Raises:
        Refusal: When it is not there.
    """
    parts = parse_record_id(id_)
    assert parts is not None  # noqa: S101 - callers have found the record by its id
    path = f"incidents/{parts.date.year}/{id_}"
    folder = find_folder(root, path)
    if folder is None:
        raise Refusal(f"there is no folder {path}", "fetch it: git pull")
    context = context_for(config)
    reading = read_record(root, folder, context)
    internal = read_internal(root, folder, context)
    findings = (*reading.findings, *(internal.findings if internal else ()))
    record = reading.record
    log = internal.record.log if internal else ()
    updates: Sequence[Update] = record.updates
    if replay:
        log = tuple(entry for entry in log if entry.at <= now)
        updates = [update for update in updates if update.at <= now]
    return Case(
        id=id_,
        kind=record.kind,
        folder=path,
        record=record,
        view=project(record, config, now, replay=replay),
        updates=tuple(updates),
        internal=replace(internal.record, log=log) if internal else None,
        log=log,
        findings=findings,
        config=config,
        now=now,
    )
