"""One public build: list, read what changed, project, render, remember (design §1, §6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.core.findings import Finding, has_errors
from generator.core.former_addresses import Claim, find_owners
from generator.core.merges import DeadEnd, find_dead_ends
from generator.core.publication import create_site
from generator.core.rules_addresses import check_claims
from generator.core.views import PublicSite
from generator.pipeline.inputs import Inputs, read_inputs
from generator.pipeline.listing import Listing
from generator.pipeline.lists import Lists, Views
from generator.pipeline.memory import Made, Memory
from generator.pipeline.memory import load as load_memory
from generator.pipeline.refusals import NO_SITE, NO_THEME, NOTHING_READABLE, RefusedError
from generator.pipeline.shards import Progress, Workshop, crew
from generator.pipeline.stage import Stage, refuse
from generator.readers.places import place
from generator.readers.public import Folder, list_folders
from generator.renderers.pages import Pages
from generator.renderers.theme_findings import ThemeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is known before anything is written.

    Attributes:
        refusal: Why nothing may be deployed, or empty (exit status 3; the last good site stays).
    """

    root: Path
    inputs: Inputs | None
    findings: tuple[Finding, ...]
    refusal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A staged site and the figures of its making; counts, never times.

    Attributes:
        records_read: Folders opened because they were new, changed or due.
        lists_made: Names of the pages of many records that were rendered.
        files: Files of the site.
        files_written: Files whose bytes had to be written.
    """

    site: PublicSite
    findings: tuple[Finding, ...]
    memory: Memory
    records_read: int
    lists_made: tuple[str, ...]
    files: int
    files_written: int


def plan_build(root: Path) -> Plan:
    """Read what lies beside the records below *root*; open no record yet."""
    refusal = ""
    try:
        inputs, findings = read_inputs(root)
    except ThemeError as error:
        inputs, findings, refusal = None, (error.finding,), NO_THEME
    if inputs is None and not refusal:
        refusal = NO_SITE
    return Plan(root=root, inputs=inputs, findings=findings, refusal=refusal)


def make_site(
    plan: Plan,
    stage: Stage,
    remembered: bytes,
    *,
    as_of: datetime,
    replay: bool,
    jobs: int = 1,
    listing: Listing | None = None,
    progress: Progress | None = None,
) -> Built:
    """Make the whole site of *plan* into *stage*.

    Args:
        plan: From :func:`plan_build`, without a refusal.
        stage: Where the files go; nobody reads it yet.
        remembered: What the last build left, or ``b""``.
        as_of: The moment the pages speak of.
        replay: Leave out entries later than *as_of* (design §3, ``--now``).
        jobs: Processes to use at most; more than one forks, so the caller runs no threads.
        listing: The records, if somebody has begun to list them.
        progress: Called now and then with records done and to do.

    Raises:
        RefusedError: When there are records and none of them can be read, or a file of the
            repository's own theme is to blame.
        OutputError: When what was staged is not what was made; nothing is live then.
        OSError: When the disk refuses.
    """
    try:
        return _make_site(plan, stage, remembered, as_of, replay, jobs, listing, progress)
    except ThemeError as error:
        raise RefusedError(NO_THEME, (*plan.findings, error.finding)) from error


def _make_site(
    plan: Plan,
    stage: Stage,
    remembered: bytes,
    as_of: datetime,
    replay: bool,
    jobs: int,
    listing: Listing | None,
    progress: Progress | None,
) -> Built:
    inputs = plan.inputs
    assert inputs is not None  # noqa: S101 - callers stop at a refusal
    key = f"{inputs.program_key} {inputs.content_key} {'replay' if replay else 'all'}"
    memory = load_memory(remembered, key)
    pages = Pages(inputs.frame)
    pages.prepare()  # somebody else may still be listing
    folders, folder_findings = listing() if listing else list_folders(plan.root)
    known_findings = (*plan.findings, *folder_findings)
    by_id = {folder.id: folder for folder in folders}
    workshop = Workshop(plan.root, inputs, pages, stage, as_of, replay)
    records, fresh = _take_over(folders, memory.records, stage, as_of)
    with crew(workshop, jobs, len(fresh)) as workers:
        for made in workers.make_all(fresh, progress):
            records[made.id] = made
        dead_ends = _find_dead_ends(records)
        for id_ in [made.id for made in records.values() if made.is_merged]:
            made, dead_end = records[id_], dead_ends.get(id_)
            if not (made.holds_with(dead_end) and stage.keep(made.outputs)):
                records[id_] = workshop.make_merged(by_id[id_], dead_end)
        records = dict(sorted(records.items()))
        wrong = workers.start_check([(path, stage.manifest[path]) for path in stage.written])
        checked = len(stage.written)
        digests = [made.digest for made in records.values() if made.digest is not None]
        if digests and not any(digest.entries for digest in digests):
            findings = _all_findings(known_findings, records.values())
            if has_errors(findings) and all(digest.is_damaged for digest in digests):
                raise RefusedError(NOTHING_READABLE, findings)
        views = Views(workshop, by_id, dead_ends)
        site = create_site(
            digests, views, inputs.config, as_of, inputs_hash=_inputs_hash(inputs, records.values())
        )
        owners, claims = find_owners(digests)
        known_findings = (*known_findings, *_report_claims(plan.root, claims, by_id))
        lists = Lists(workshop, workers, records, memory, owners)
        lists.make_all(site, views, jobs)
        rest = [(path, stage.manifest[path]) for path in stage.written[checked:]]
        bad_files = [*wrong(), *workers.start_check(rest)()]
    if bad_files:
        refuse(bad_files)
    return Built(
        site=site,
        findings=_all_findings(known_findings, records.values()),
        memory=Memory(key, records, lists.remembered, lists.entries, lists.events),
        records_read=len(fresh),
        lists_made=tuple(lists.made),
        files=len(stage.manifest),
        files_written=len(stage.written),
    )


def _take_over(
    folders: Iterable[Folder],
    remembered: Mapping[str, Made],
    stage: Stage,
    as_of: datetime,
) -> tuple[dict[str, Made], Sequence[Folder]]:
    """Keep what is still true of unchanged folders; return it and the folders to read.

    Files of merged incidents are left for later: whether they hold, other records decide.
    """
    records: dict[str, Made] = {}
    fresh: list[Folder] = []
    for folder in folders:
        if not folder.files:
            continue  # nothing public in it; it may not even be mentioned
        made = remembered.get(folder.id)
        if (
            made is None
            or not made.holds(folder.files, as_of)
            or not (made.is_merged or stage.keep(made.outputs))
        ):
            fresh.append(folder)
            continue
        records[folder.id] = made
    return records, fresh


def _find_dead_ends(records: Mapping[str, Made]) -> Mapping[str, DeadEnd]:
    """Return why nothing goes on where merged incidents lead, by id; none for most sites."""
    digests = [made.digest for made in records.values() if made.digest is not None]
    return find_dead_ends(
        {digest.id: digest.merged_into for digest in digests if digest.merged_into is not None},
        known=records.keys(),
        visible={digest.id for digest in digests},
        withdrawn={digest.id for digest in digests if digest.is_tombstone},
    )


def _report_claims(
    root: Path, claims: Sequence[Claim], folders: Mapping[str, Folder]
) -> tuple[Finding, ...]:
    """Return what is wrong with former addresses: only all records together can tell."""
    paths = {claim.record: folders[claim.record].path for claim in claims}
    return place(root, check_claims(claims, paths))


def _inputs_hash(inputs: Inputs, records: Iterable[Made]) -> str:
    stamp = hashlib.blake2b(inputs.content_key.encode(), digest_size=16)
    for made in records:
        stamp.update(f"{made.id} {made.inputs}\n".encode())
    return stamp.hexdigest()


def _all_findings(known: Iterable[Finding], records: Iterable[Made]) -> tuple[Finding, ...]:
    found = [*known]
    for made in records:
        found.extend(made.findings)
    return tuple(sorted(found))
