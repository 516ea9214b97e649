"""Reading for the desk: one record, both its sides, into a row; and what lies beside the records.

Imported late: it brings the reader of YAML along, which a desk that remembers does without.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from generator.core.briefing import create_brief, known_at
from generator.core.findings import Finding, Severity
from generator.core.fold import project
from generator.core.internal_facts import InternalRecord
from generator.core.merges import DeadEnd
from generator.core.views import IncidentView
from generator.core.vocabulary import RecordKind
from generator.pipeline.desk_memory import Row, Site
from generator.pipeline.siteless import NEEDS_SITE, UNKNOWN_SITE
from generator.readers.folders import FileStamp, is_unnamed, report_no_id
from generator.readers.internal import read_internal
from generator.readers.places import hold_to_rules
from generator.readers.public import Context, Folder, context_for, read_record
from generator.readers.site import read_site
from generator.readers.words import read_words

_CANNOT_BE_OPENED = "FIL007"


def read_site_and_words(root: Path) -> Site:
    """Read what lies beside the records below *root*."""
    config, site_findings = read_site(root)
    parts = None if config is None else [component.id for component in config.components]
    words, words_findings = read_words(root, parts)
    return Site(config, words, (*site_findings, *words_findings))


class DeskReader:
    """Reads record by record at one moment."""

    def __init__(self, root: Path, site: Site, now: datetime, *, replay: bool) -> None:
        self._root = root
        self._config = site.config or UNKNOWN_SITE
        self._context = context_for(site.config) if site.config else Context()
        self._unknowable = frozenset[str]() if site.config else NEEDS_SITE
        self._now = now
        self._replay = replay

    def read(
        self, folder: Folder, internal_files: tuple[FileStamp, ...], dead_end: DeadEnd | None = None
    ) -> Row:
        """Return what is to be known of *folder*.

        Args:
            folder: From the listing.
            internal_files: Stamps of its internal files.
            dead_end: Why nothing goes on where it was merged to, once that is known.
        """
        findings: list[Finding] = []
        view, title, is_declared = None, "", False
        if folder.files:
            view, title, is_declared = self._read_public(folder, dead_end, findings)
        internal = self._read_internal(folder, findings) if internal_files else None
        errors = [
            each
            for each in findings
            if each.severity is Severity.ERROR and each.code not in self._unknowable
        ]
        is_draft = bool(folder.files) and view is None
        brief = None
        is_draft_now = is_declared or not self._replay
        if view is not None or internal is not None or (folder.files and is_draft_now):
            brief = create_brief(
                folder.id,
                folder.kind,
                folder.path,
                view=view,
                internal=internal,
                public_title=title,
                is_declared=is_declared,
            )
        return Row(
            folder.id,
            (*folder.files, *internal_files),
            brief,
            tuple(_lines(errors)),
            view.valid_from if view is not None else None,
            view.valid_until if view is not None else None,
            is_kept=not is_draft and all(each.code != _CANNOT_BE_OPENED for each in errors),
        )

    def _read_public(
        self, folder: Folder, dead_end: DeadEnd | None, findings: list[Finding]
    ) -> tuple[IncidentView | None, str, bool]:
        """Return what visitors see, the header's title, and whether it is declared and no more."""
        reading = read_record(self._root, folder, self._context)
        record, found = hold_to_rules(
            self._root,
            reading.record,
            reading.findings,
            self._config,
            self._now,
            replay=self._replay,
            dead_end=dead_end,
        )
        findings.extend(found)
        view = project(record, self._config, self._now, replay=self._replay)
        title = record.title or ""
        is_declared = (
            view is None
            and bool(title)
            and not record.updates
            and record.kind is RecordKind.INCIDENT
            and (not self._replay or record.date <= self._now.date())
        )
        return view, title, is_declared

    def _read_internal(self, folder: Folder, findings: list[Finding]) -> InternalRecord | None:
        reading = read_internal(self._root, folder, self._context)
        if reading is None:
            return None
        findings.extend(reading.findings)
        if is_unnamed(folder) and not folder.files:
            # The listing has passed over a folder with internal files only.
            report_no_id(folder.path, findings)
        return known_at(reading.record, self._now) if self._replay else reading.record


def _lines(errors: Iterable[Finding]) -> Iterator[str]:
    """Yield *errors* as the first line that ``check`` prints of each, sorted by place."""
    for each in sorted(errors):
        yield f"{each.path}:{each.line}:{each.column}: error[{each.code}]: {each.message}"
