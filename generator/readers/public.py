"""One record's public files, read into a :class:`~generator.core.facts.Record`.

Nothing internal is ever opened here. What cannot be read becomes a finding and, where states may
depend on it, a :class:`~generator.core.facts.Damage`: the page then says that it does not know,
and never looks better than the truth (fail policy, design §5; P2, P3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.core.audience import edition_number
from generator.core.facts import ActionState, Damage, Edition, Record, SiteConfig, Update
from generator.core.findings import Finding, Severity
from generator.core.schema import Type
from generator.core.schema_postmortem import ACTIONS, POSTMORTEM
from generator.core.schema_public import (
    INCIDENT,
    INCIDENT_UPDATE,
    MAINTENANCE,
    MAINTENANCE_UPDATE,
)
from generator.core.vocabulary import RecordKind
from generator.readers.decode import BAD, Fields, Names, decode
from generator.readers.files import read_file, report_no_file
from generator.readers.folders import (
    NOT_A_FILE,
    UNSEEN,
    Folder,
    is_unnamed,
    list_folders,
    read_stamp,
)
from generator.readers.names import is_public_name, stem_time
from generator.readers.postmortem_facts import create_actions, create_edition
from generator.readers.record_facts import RecordBuilder
from generator.readers.source import Source, Spot, show
from generator.readers.yaml_events import read_source

__all__ = ["Context", "Folder", "Reading", "context_for", "list_folders", "read_record"]

_TYPES: dict[tuple[RecordKind, str], Type] = {
    (RecordKind.INCIDENT, "public"): INCIDENT,
    (RecordKind.INCIDENT, "update"): INCIDENT_UPDATE,
    (RecordKind.MAINTENANCE, "public"): MAINTENANCE,
    (RecordKind.MAINTENANCE, "update"): MAINTENANCE_UPDATE,
}

Context = Names
"""What records may refer to."""


def context_for(config: SiteConfig) -> Context:
    """Return what records of the site *config* may refer to."""
    return Names(
        components=frozenset(component.id for component in config.components),
        vendors=frozenset(vendor.id for vendor in config.vendors),
        zone=config.zone,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one folder.

    Attributes:
        inputs: Hash of names and contents of its public files, wherever the repository lies.
    """

    record: Record
    findings: tuple[Finding, ...]
    inputs: str


def read_record(
    root: Path, folder: Folder, context: Context, given: Mapping[str, bytes] | None = None
) -> Reading:
    """Read the public files of *folder*. Never raises for what they hold or how they lie.

    Args:
        root: The repository.
        folder: The record's folder.
        context: What it may refer to.
        given: Files that are not on the disk yet, by their name in *folder*.
    """
    return _FolderReader(root, folder, context, given or {}).read()


class _FolderReader:
    """Reads one folder; files in the order of their names, which does not matter."""

    def __init__(
        self, root: Path, folder: Folder, names: Names, given: Mapping[str, bytes]
    ) -> None:
        self._given = given
        self._base = f"{root}/{folder.path}"
        self._folder = folder
        self._names = names
        self._sources: list[Source] = []
        self._damage: list[Damage] = []
        self._stamp = blake2b(digest_size=16)

    def read(self) -> Reading:
        folder = self._folder
        builder = RecordBuilder(folder.id, folder.kind, folder.date, folder.path)
        editions: list[Edition] = []
        actions: tuple[ActionState, ...] = ()
        updates: list[Update] = []
        for name, size, _ in map(read_stamp, folder.files):
            path = f"{folder.path}/{name}" if name else folder.path
            source = Source(path)
            self._sources.append(source)
            if is_unnamed(folder):
                self._lose(path, self._earliest())
            elif size == UNSEEN:
                self._lose(path, None)
            elif not is_public_name(name):
                self._report_misnamed(name, source)
                self._lose(path, None)
            elif size == NOT_A_FILE:
                report_no_file(source)
                self._lose(path, self._time_of(name))
            elif name == "public.yml":
                self._read_header(name, source, builder)
            elif name == "actions.yml":
                pairs = self._decode(name, source, ACTIONS)
                actions = () if pairs is BAD else create_actions(pairs)
            elif name.startswith("updates/"):
                updates.extend(self._read_update(name, source, builder))
            else:
                number = edition_number(name) or 0
                fields = self._decode(name, source, POSTMORTEM)
                edition = None if fields is BAD else create_edition(number, fields, source)
                if edition is None:
                    self._damage.append(Damage(path=path, holds_state=False))
                else:
                    editions.append(edition)
        record = builder.create(
            updates, tuple(sorted(editions, key=_number)), actions, tuple(self._damage)
        )
        findings = tuple(each for source in self._sources for each in source.findings)
        return Reading(record, findings, self._stamp.hexdigest())

    def _read_header(self, name: str, source: Source, builder: RecordBuilder) -> None:
        fields = self._decode(name, source, _TYPES[self._folder.kind, "public"])
        if fields is BAD or source.findings:
            self._damage_if_broken(fields, source, None)
        if fields is not BAD:
            builder.take_header(fields, source)

    def _read_update(self, name: str, source: Source, builder: RecordBuilder) -> list[Update]:
        at = self._time_of(name)
        fields = self._decode(name, source, _TYPES[self._folder.kind, "update"])
        if fields is BAD or source.findings:
            self._damage_if_broken(fields, source, at)
        if fields is BAD or at is None:
            return []
        return [builder.create_file_update(name[8:-4], at, fields, source)]

    def _damage_if_broken(self, fields: Fields | Any, source: Source, at: datetime | None) -> None:
        """Note damage when part of the file never reached the decoder.

        So it is after any error that libyaml or the checks before it found, and after any error
        at all in a file without a last line end: it was cut off there, and nobody knows of what.
        """
        errors = [each for each in source.findings if each.severity is Severity.ERROR]
        is_cut_off = bool(errors) and not source.text.endswith("\n")
        if fields is BAD or is_cut_off or any(each.code.startswith("YML") for each in errors):
            self._damage.append(Damage(path=source.path, at=at))

    def _decode(self, name: str, source: Source, type_: Type) -> Any:
        """Return what the file holds, or BAD; content and name go into the hash of inputs."""
        data = self._given.get(name) or read_file(f"{self._base}/{name}", source)
        if data is None:
            return BAD
        self._stamp.update(f"{name} {len(data)} ".encode(errors="surrogatepass"))
        self._stamp.update(data)
        node = read_source(data, source)
        return BAD if node is None else decode(node, type_, source, self._names)

    def _report_misnamed(self, name: str, source: Source) -> None:
        if name.startswith("updates/") and name.endswith(".yml"):
            source.report(
                "FIL008",
                Spot(),
                f"{show(name[8:])} is no name of an update, so visitors do not see it",
                "name it by its UTC time, such as 20250115T143600Z-k7q2m9x4.yml",
                value=name,
            )
            return
        source.report(
            "FIL002",
            Spot(),
            f"{show(name)} is not read; files for visitors are public.yml, updates/*.yml, "
            "postmortem.1.yml and actions.yml",
            "rename it, or delete it if it is not meant for visitors",
            value=name,
        )

    def _lose(self, path: str, at: datetime | None) -> None:
        self._damage.append(Damage(path=path, at=at))

    def _earliest(self) -> datetime | None:
        """Return since when an unnamed folder may hold an outage, if not since its own date.

        Where only the year is known its date is the last of it, which a replay has not reached.
        """
        day = self._folder.date
        is_year_alone = (day.month, day.day) == (12, 31)
        return datetime(day.year, 1, 1, tzinfo=UTC) if is_year_alone else None

    def _time_of(self, name: str) -> datetime | None:
        return stem_time(name[8:]) if name.startswith("updates/") else None


def _number(edition: Edition) -> int:
    return edition.number
