"""``allclear check``: every mistake in every file, public and internal, in one run (design §5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.core.audience import INTERNAL_FILES, PUBLIC_FILES
from generator.core.facts import Record, SiteConfig
from generator.core.findings import Finding, Severity
from generator.core.fold import project
from generator.core.former_addresses import Addressed, find_owners
from generator.core.merges import check_dead_end, find_dead_ends, find_merge
from generator.core.rules import hold
from generator.core.rules_addresses import check_claims
from generator.core.rules_base import Holding
from generator.core.rules_vendors import check_vendors
from generator.core.spelling import suggest
from generator.core.views import IncidentView
from generator.pipeline.matters import Matters
from generator.pipeline.on_call import check_people_file
from generator.pipeline.refusals import NO_SITE, NO_THEME, NOTHING_READABLE
from generator.pipeline.siteless import NEEDS_SITE, UNKNOWN_SITE
from generator.pipeline.themes import check_theme
from generator.readers.folders import read_stamp, report_no_id
from generator.readers.hosts import read_hosts
from generator.readers.internal import InternalReading, read_internal
from generator.readers.messages import read_message_words
from generator.readers.places import hold_to_rules, place
from generator.readers.policy import read_policy
from generator.readers.public import Context, Folder, context_for, list_folders, read_record
from generator.readers.site import read_site
from generator.readers.source import Source, Spot, show
from generator.readers.vendors import read_vendors
from generator.readers.words import read_words

DUTIES = "DUT"
"""Family of the codes that speak of what the policy asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What was found.

    Attributes:
        findings: All findings, sorted.
        records: Records that were read.
        files: Files of records that were opened.
        refusal: Why a build would be refused; empty when it would not.
    """

    findings: tuple[Finding, ...]
    records: int
    files: int
    refusal: str = ""

    @property
    def exit_status(self) -> int:
        """0 fine, warnings included; 1 errors found; 3 nothing could be deployed (design §5)."""
        if self.refusal:
            return 3
        return int(any(finding.severity is Severity.ERROR for finding in self.findings))

    def within(self, paths: Collection[str]) -> CheckResult:
        """Return the result with only the findings at or below *paths*, relative to the root."""
        wanted = [path.rstrip("/") for path in paths]
        if "." in wanted:
            return self
        kept = (
            finding
            for finding in self.findings
            if any(finding.path == path or finding.path.startswith(f"{path}/") for path in wanted)
        )
        return replace(self, findings=tuple(kept))


def check_repository(root: Path, *, now: datetime, strict: bool) -> CheckResult:
    """Check every file below *root* that the program reads.

    Args:
        root: The repository. Without any internal file nothing is said about them.
        now: The present moment, aware UTC; entries far ahead of it are pointed out.
        strict: Make warnings about closed records errors, never those about live ones.

    Returns:
        All findings. Never raises for what the files hold.
    """
    config, site_findings = read_site(root)
    context = Context() if config is None else context_for(config)
    words, words_findings = read_words(root, None if config is None else context.components)
    folders, folder_findings = list_folders(root)
    policy = read_policy(root, config, context)
    people, people_findings = check_people_file(root, policy.policy, now)
    matters = Matters(config or UNKNOWN_SITE, policy.policy, people, now)
    checker = _Checker(root, config or UNKNOWN_SITE, context, folders, now, matters)
    for folder in folders:
        checker.check(folder)
    checker.check_merges()
    checker.check_addresses()
    theme_findings = [] if config is None else list(check_theme(root, config, words))
    about_site = [
        *site_findings,
        *words_findings,
        *theme_findings,
        *read_hosts(root)[1],
        *policy.findings,
        *read_message_words(root, None if config is None else context.components)[1],
        *people_findings,
        *_check_vendors_file(root, config, context),
    ]
    found = [*about_site, *folder_findings, *checker.findings]
    refusal = ""
    if config is None:
        found = [each for each in found if each.code not in NEEDS_SITE]
        refusal = NO_SITE
    elif theme_findings:
        refusal = NO_THEME
    elif checker.is_nothing_readable:
        refusal = NOTHING_READABLE
    if strict:
        found = [_harden(each, checker.over, matters.closed) for each in found]
    return CheckResult(
        findings=tuple(sorted(found)),
        records=checker.records,
        files=checker.files,
        refusal=refusal,
    )


class _Checker:
    """Checks record by record and keeps what only all of them together can tell."""

    def __init__(
        self,
        root: Path,
        config: SiteConfig,
        context: Context,
        folders: Iterable[Folder],
        now: datetime,
        matters: Matters,
    ) -> None:
        self._root = root
        self._config = config
        self._context = context
        self._now = now
        self._matters = matters
        self._known = frozenset(folder.id for folder in folders if folder.files)
        self._merged: dict[str, Holding] = {}
        self._visible: set[str] = set()
        self._withdrawn: set[str] = set()
        self._addressed: list[Addressed] = []
        self._paths: dict[str, str] = {}
        self._damaged = 0
        self._told = 0
        self.findings: list[Finding] = []
        self.over: set[str] = set()
        self.records = 0
        self.files = 0

    @property
    def is_nothing_readable(self) -> bool:
        """Whether there are public records and visitors could read none of them."""
        return self._damaged > 0 and self._told == 0

    def check(self, folder: Folder) -> None:
        """Check everything in *folder*."""
        internal = None
        if folder.is_seen:
            internal = read_internal(
                self._root, folder, self._context, audiences=self._matters.audiences
            )
        record, view = self._check_public(folder) if folder.files else (None, None)
        self.findings.extend(_find_strangers(folder))
        if internal is not None:
            self._check_internal(folder, internal, record, view)
        if folder.files or internal is not None:
            self.records += 1
            self.files += sum(size >= 0 for _, size, _ in map(read_stamp, folder.files))
            self.files += internal.files if internal else 0
        if record is None and internal is not None and internal.record.is_resolved:
            self.over.add(folder.path)

    def _check_public(self, folder: Folder) -> tuple[Record, IncidentView | None]:
        reading = read_record(self._root, folder, self._context)
        record, findings = hold_to_rules(
            self._root, reading.record, reading.findings, self._config, self._now
        )
        self.findings.extend(findings)
        view = project(record, self._config, self._now, replay=False)
        if view is not None:
            self._visible.add(record.id)
            if view.api_id is not None or view.former_addresses:
                self._addressed.append(view)
                self._paths[record.id] = folder.path
            if view.is_tombstone:
                self._withdrawn.add(record.id)
            if view.merged_into is not None:
                unread = {each.path for each in findings if each.severity is Severity.ERROR}
                self._merged[record.id] = hold(record, self._now, unread)
            self._damaged += view.is_damaged
            self._told += bool(view.updates) or not view.is_damaged
            if not view.is_open and not view.is_damaged:
                self.over.add(folder.path)
        return record, view

    def _check_internal(
        self,
        folder: Folder,
        internal: InternalReading,
        record: Record | None,
        view: IncidentView | None,
    ) -> None:
        self.findings.extend(internal.findings)
        if folder.path.endswith(f"/{folder.id}"):
            remarks = self._matters.judge(internal.record, record, view)
            self.findings.extend(place(self._root, remarks))
        elif not folder.files:
            # The public readers pass over internal names unseen, and over this folder with them.
            report_no_id(folder.path, self.findings)

    def check_addresses(self) -> None:
        """Check that no two records were shown at one address."""
        claims = find_owners(self._addressed)[1]
        self.findings.extend(place(self._root, check_claims(claims, self._paths)))

    def check_merges(self) -> None:
        """Check what only all records together can tell."""
        targets = {id_: find_merge(holding) for id_, holding in self._merged.items()}
        dead_ends = find_dead_ends(
            {id_: str(merge.merged_into) for id_, merge in targets.items() if merge},
            known=self._known,
            visible=self._visible,
            withdrawn=self._withdrawn,
        )
        for id_, dead_end in dead_ends.items():
            remarks = check_dead_end(self._merged[id_], dead_end)
            self.findings.extend(place(self._root, remarks))


def _check_vendors_file(
    root: Path, config: SiteConfig | None, context: Context
) -> tuple[Finding, ...]:
    """Return what is wrong with ``vendors.yml``; nothing where there is none."""
    reading = read_vendors(root, context)
    if reading.vendors is None:
        return reading.findings
    return (*reading.findings, *place(root, check_vendors(reading.vendors, config)))


def _find_strangers(folder: Folder) -> Iterator[Finding]:
    """Yield a finding for each name in *folder* that no part of the program knows."""
    names = [name.partition("/")[0] for name in (*PUBLIC_FILES, *INTERNAL_FILES) if "*" not in name]
    for name in folder.strangers:
        source = Source(f"{folder.path}/{name}")
        meant = suggest(name, names)
        source.report(
            "FIL003",
            Spot(),
            f"no part of the program reads {show(name)}",
            f"call it {meant}" if meant else "move it out of the record's folder, or delete it",
            value=name,
        )
        yield from source.findings


def _harden(finding: Finding, over: Collection[str], closed: Collection[str]) -> Finding:
    """Return *finding* as an error if it is a warning about a record that is over.

    What the policy asks is owed until the paperwork is done, so that *closed* counts there (R30).
    """
    folder = "/".join(finding.path.split("/")[:3])
    ended = closed if finding.code.startswith(DUTIES) else over
    if finding.severity is Severity.WARNING and folder in ended:
        return replace(finding, severity=Severity.ERROR)
    return finding
