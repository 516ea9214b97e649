"""``allclear import``: from files of another status tool to records, planned before it is written.

Nothing is touched here. Every text is read back with the reader that every build uses, and an
error there is an error of the import; so what is written can be built.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import blake2b
from pathlib import Path

from generator.core.act import NewFile
from generator.core.facts import Record, SiteConfig
from generator.core.findings import Finding, Severity, has_errors
from generator.core.foreign import ForeignPage, ForeignRecord, ForeignUpdate, Lost
from generator.core.import_plan import ImportPlan, NewRecord
from generator.core.times import format_instant, update_stamp
from generator.core.vocabulary import RecordKind
from generator.importers.files import report
from generator.importers.formats import FORMATS, Format
from generator.pipeline.import_fitting import fit_record, tell
from generator.pipeline.import_known import Known, find_known
from generator.pipeline.import_parts import SITE, PartPlan, match_parts
from generator.pipeline.import_source import find_paths, read_source
from generator.pipeline.import_told import find_new, has_postmortem
from generator.readers.folders import Folder, read_stamp, stamp
from generator.readers.places import hold_to_rules
from generator.readers.public import context_for, list_folders, read_record
from generator.readers.site import parse_site, read_site
from generator.writers.imported import (
    MOST_INLINE,
    write_postmortem,
    write_public,
    write_update,
)

__all__ = ["FORMATS", "plan_import"]

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_OTHER_KIND = (
    "here it is {id}, and one of the two is planned work and the other is none; nothing of it is "
    "added"
)
_DAMAGED = (
    "{id} cannot be read, so nothing is added to it: mend what 'allclear check' says, and import "
    "again"
)


def plan_import(
    root: Path,
    format_: Format,
    source: Path,
    *,
    wanted: Mapping[str, str],
    zone: str,
    now: datetime,
) -> ImportPlan:
    """Return what importing *source* would add below *root*.

    Args:
        root: The repository.
        format_: How the source is written.
        source: A file or a folder, as it was named.
        wanted: Our part by name or id of theirs; empty for "leave it out".
        zone: IANA zone of times and pages that say none.
        now: The present moment, aware UTC.

    Raises:
        Refusal: When *wanted* names what is not there. Never for what the files hold.
    """
    files, findings = read_source(source, format_.files)
    if findings:
        return ImportPlan(files=len(files), findings=findings)
    if not files:
        return ImportPlan(findings=(_report_none(source, format_),))
    page, findings = format_.read(files, zone)
    if page is None:
        return ImportPlan(files=len(files), findings=findings)
    config: SiteConfig | None = None
    if (root / SITE).exists() or (root / SITE).is_symlink():
        config, found = read_site(root)
        if config is None:
            return ImportPlan(files=len(files), findings=(*findings, *found))
    parts = match_parts(page, config, wanted, source.as_posix())
    findings = (*findings, *parts.findings)
    if config is None:
        config, found = parse_site(parts.site.encode(), root)
        errors = [each for each in found if each.severity is Severity.ERROR]
        findings = (
            *findings,
            *(_retell(each, "site.yml", source.as_posix(), 1) for each in errors),
        )
    if config is None or has_errors(findings):
        return ImportPlan(
            files=len(files), findings=tuple(sorted(findings)), missing=parts.missing,
            lost=(*page.lost, *parts.lost),
        )  # fmt: skip
    planner = _Planner(root, config, parts, now)
    planner.take(page)
    return ImportPlan(
        site=NewFile(path=SITE, text=parts.site) if parts.site else None,
        records=tuple(planner.records),
        additions=tuple(planner.additions),
        known=planner.known_count,
        parts=len(set(parts.ids.values())),
        files=len(files),
        lost=(*page.lost, *parts.lost, *planner.lost),
        findings=tuple(sorted((*findings, *planner.findings))),
    )


class _Planner:
    """Turns foreign records into files, one after the other, and reads each back."""

    def __init__(self, root: Path, config: SiteConfig, parts: PartPlan, now: datetime) -> None:
        self._root = root
        self._config = config
        self._context = context_for(config)
        self._parts = parts
        self._now = now
        self._known = Known()
        self.records: list[NewRecord] = []
        self.additions: list[NewFile] = []
        self.known_count = 0
        self.lost: list[Lost] = []
        self.findings: list[Finding] = []

    def take(self, page: ForeignPage) -> None:
        """Plan all records of *page*, in the order of their days."""
        folders, _ = list_folders(self._root)
        wanted = {record.api_id for record in page.records}
        self._known = find_known(self._root, folders, wanted)
        for record in sorted(page.records, key=_order):
            fitted, lost = fit_record(record)
            folder = self._known.folders.get(record.api_id)
            if folder is None:
                self.lost += lost
                self._add(fitted)
            else:
                self.known_count += 1
                if folder.kind is not record.kind:
                    self.lost += tell(record, [_OTHER_KIND.format(id=folder.id)])
                    continue
                self._extend(fitted, folder)

    def _add(self, record: ForeignRecord) -> None:
        day = _day_of(record)
        id_ = self._known.take_number(record.kind, day)
        files = [("public.yml", write_public(record, self._parts.ids))]
        # The rest of very many is written as the commands write each.
        files += [self._write_file(update) for update in record.updates[MOST_INLINE:]]
        if record.postmortem is not None:
            files.append(("postmortem.1.yml", write_postmortem(record.postmortem, record.title)))
        path = f"incidents/{day.year}/{id_}"
        stamps = tuple(sorted(stamp(name, len(text), 0) for name, text in files))
        folder = Folder(id_, record.kind, day, path, stamps)
        self._read_back(record, folder, dict(files))
        self.records.append(NewRecord(id=id_, path=path, files=tuple(files)))

    def _write_file(self, update: ForeignUpdate) -> tuple[str, str]:
        """Return name and text of the file of *update*."""
        name = f"updates/{update_stamp(update.at)}-{_suffix(update.api_id)}.yml"
        return name, write_update(update, self._parts.ids)

    def _extend(self, record: ForeignRecord, folder: Folder) -> None:
        """Plan what the source says of a record that is there and was not told here yet."""
        told = self._known.told[record.api_id]
        postmortem = record.postmortem
        if postmortem is not None and postmortem.api_id in told:
            postmortem = None
        files: dict[str, str] = {}
        may_move = record.is_open and record.kind is RecordKind.MAINTENANCE
        is_new = any(each.api_id not in told for each in record.updates)
        if is_new or may_move or postmortem is not None:
            there = read_record(self._root, folder, self._context).record
            if there.damage:
                self.lost += tell(record, [_DAMAGED.format(id=folder.id)])
                return
            new = find_new(record, there, told)
            self.lost += tell(record, new.lost)
            for update in self._move(record, there, new.updates):
                name, text = self._write_file(update)
                files[name] = text
            if postmortem is not None and has_postmortem(postmortem, there):
                postmortem = None
        if postmortem is not None:
            files[f"postmortem.{_next_edition(folder)}.yml"] = write_postmortem(
                postmortem, record.title
            )
        if not files:
            return
        new_stamps = (stamp(name, len(text), 0) for name, text in files.items())
        extended = folder._replace(files=tuple(sorted((*folder.files, *new_stamps))))
        self._read_back(record, extended, files)
        self.additions += [
            NewFile(path=f"{folder.path}/{name}", text=text) for name, text in files.items()
        ]

    def _move(
        self, record: ForeignRecord, there: Record, new: list[ForeignUpdate]
    ) -> Sequence[ForeignUpdate]:
        """Return the *new* updates, the last of them with the window where that has moved.

        A move that no update tells of is not taken over: here one has to say it.
        """
        begins_at, ends_at = there.scheduled_for, there.scheduled_until
        for update in there.updates:
            begins_at = update.scheduled_for or begins_at
            ends_at = update.scheduled_until or ends_at
        begins_there, ends_there = record.scheduled_for, record.scheduled_until
        if (begins_there, ends_there) == (begins_at, ends_at) or not (begins_there and ends_there):
            return new
        if new:
            new[-1] = replace(
                new[-1],
                scheduled_for=record.scheduled_for,
                scheduled_until=record.scheduled_until,
            )
        else:
            message = (
                f"it is planned for {format_instant(begins_there)} to {format_instant(ends_there)} "
                "there, which no update says; move it with 'allclear maintenance extend'"
            )
            self.lost += tell(record, [message])
        return new

    def _read_back(self, record: ForeignRecord, folder: Folder, files: Mapping[str, str]) -> None:
        """Read *files* as every build will; an error there is one of the import."""
        given = {name: text.encode() for name, text in files.items()}
        reading = read_record(self._root, folder, self._context, given)
        _, findings = hold_to_rules(
            self._root, reading.record, reading.findings, self._config, self._now
        )
        names = {f"{folder.path}/{name}" for name in files}
        self.findings += [
            _retell(each, record.api_id, record.place, record.line)
            for each in findings
            if each.severity is Severity.ERROR and each.path in names
        ]


def _report_none(source: Path, format_: Format) -> Finding:
    """Return the finding that a folder holds no file of the format, and which it does hold."""
    others = [f"'allclear import {each.name}'" for each in FORMATS.values()
              if each is not format_ and find_paths(source, each.files)]  # fmt: skip
    hint = f"; what lies there is for {' or '.join(others)}" if others else ""
    return report(
        source.as_posix(),
        "IMP007",
        f"no file in the folder ends in {', '.join(format_.files)}{hint}",
        "name the folder that holds what was saved",
    )


def _order(record: ForeignRecord) -> tuple[date, datetime, str]:
    return _day_of(record), record.updates[0].at, record.api_id


def _day_of(record: ForeignRecord) -> date:
    """Return the UTC day for the id: when it began, or was announced where it is work."""
    first = record.updates[0]
    if record.kind is RecordKind.MAINTENANCE:
        return first.at.date()
    return min(first.at, first.shown_at or first.at).date()


def _suffix(api_id: str) -> str:
    """Return eight base-32 digits that are always the same for one update."""
    number = int.from_bytes(blake2b(api_id.encode(), digest_size=5).digest(), "big")
    return "".join(_DIGITS[number >> shift & 31] for shift in range(35, -1, -5))


def _next_edition(folder: Folder) -> int:
    names = [read_stamp(each)[0] for each in folder.files]
    numbers = [int(name.split(".")[1]) for name in names if name.startswith("postmortem.")
               if name.split(".")[1].isdigit()]  # fmt: skip
    return max(numbers, default=0) + 1


def _retell(finding: Finding, what: str, place: str, line: int) -> Finding:
    """Return a finding about a text that was made as one about what it was made of."""
    return report(
        place,
        "IMP033",
        f"what would be written of {what} cannot be read: {finding.message} ({finding.code})",
        f"in the file to be imported: {finding.fix}",
        line=line,
        value=finding.value,
    )
