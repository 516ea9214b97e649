"""Which part of ours each part of another status tool is, or the site that they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.foreign import ForeignComponent, ForeignPage, ForeignRecord, Lost
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.importers.files import report
from generator.pipeline.import_site import create_part, create_site, name_part
from generator.writers.imported import SitePart, write_part, write_scalar

SITE = "site_src/public/site.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPlan:
    """What came of the parts.

    Attributes:
        ids: Our id of each part by its key; those left out are not there.
        site: Text of a new ``site.yml``, or empty where there is one.
        missing: Lines to add to ``site.yml``, one text per part.
        findings: One per part that is missing.
        lost: What of them could not be carried over.
    """

    ids: Mapping[str, str]
    site: str = ""
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    lost: tuple[Lost, ...] = ()


def match_parts(
    page: ForeignPage, config: SiteConfig | None, wanted: Mapping[str, str], place: str
) -> PartPlan:
    """Return which part is which.

    Args:
        page: What was found; its records say which parts matter.
        config: The site there is, or None: then one is made.
        wanted: Our id by name or id of theirs, as the person said; empty for "leave it out".
        place: The source, for notes.

    Raises:
        Refusal: When *wanted* names what is not there.
    """
    told = _read_wanted(page, wanted)
    lost = [
        Lost(path=place, subject=f"component {part.key}", message=f"{show(part.name)} is left out")
        for part in page.components
        if told.get(part.key) == ""
    ]
    if config is None:
        text, ids, cut = create_site(page, told, _find_needed(page.records), place)
        return PartPlan(ids=ids, site=text, lost=(*lost, *cut))
    return _match(page, config, told, lost)


def _read_wanted(page: ForeignPage, wanted: Mapping[str, str]) -> dict[str, str]:
    """Return what *wanted* says, by key."""
    found: dict[str, str] = {}
    for name, id_ in wanted.items():
        keys = [part.key for part in page.components if name in (part.key, part.api_id)]
        if not keys:
            folded = name.casefold()
            keys = [part.key for part in page.components if part.name.casefold() == folded]
        if not keys:
            names = [each for part in page.components for each in (part.name, part.key)]
            meant = suggest(name, names)
            raise Refusal(
                f"--map: the source has no part {show(name)}",
                f"write {show(meant)}" if meant else "give the name or the id of a part there",
            )
        if len(keys) > 1:
            raise Refusal(
                f"--map: {len(keys)} parts of the source are called {show(name)}",
                f"give the id of one: {', '.join(keys[:8])}",
            )
        found[keys[0]] = id_
    return found


def _match(
    page: ForeignPage, config: SiteConfig, told: Mapping[str, str], lost: Iterable[Lost]
) -> PartPlan:
    known = {part.id for part in config.components}
    for ours_said in told.values():
        if ours_said and ours_said not in known:
            meant = suggest(ours_said, known)
            raise Refusal(
                f"--map: {SITE} has no part {show(ours_said)}",
                f"write {show(meant)}" if meant else f"give one of {', '.join(sorted(known)[:8])}",
            )
    by_api_id = {part.api_id: part.id for part in config.components if part.api_id}
    ours = _by_name((part.name, part.id) for part in config.components)
    theirs = _by_name((part.name, part.key) for part in page.components)
    ids: dict[str, str] = {}
    unknown: list[ForeignComponent] = []
    needed = _find_needed(page.records)
    for part in page.components:
        name = part.name.casefold()
        id_: str | None
        if part.key in told:
            id_ = told[part.key] or None
        else:
            id_ = by_api_id.get(part.api_id or "")
            if id_ is None and len(ours.get(name, ())) == 1 and len(theirs[name]) == 1:
                id_ = ours[name][0]
            if id_ is None and part.key in needed:
                unknown.append(part)
        if id_ is not None:
            ids[part.key] = id_
    taken = set(known)
    new = [create_part(part, name_part(part, "", taken), needed) for part in unknown]
    return PartPlan(
        ids=ids,
        missing=tuple(map(write_part, new)),
        findings=tuple(_report_unknown(part) for part in new),
        lost=(*lost, *_find_lost_ids(page, config, ids)),
    )


def _find_lost_ids(page: ForeignPage, config: SiteConfig, ids: Mapping[str, str]) -> Iterator[Lost]:
    """Yield a note for each id of theirs that ``site.yml`` does not know, so the API loses it."""
    if page.api_id and config.api_id is None:
        yield _about_id("page", page.api_id, "at the top")
    known = {group.api_id for group in config.groups}
    for group in page.groups:
        if group.api_id and group.api_id not in known:
            yield _about_id(f"group {group.key}", group.api_id, f"to the group {show(group.name)}")
    for part in page.components:
        ours = config.component(ids.get(part.key, ""))
        if ours is not None and part.api_id and ours.api_id is None:
            yield _about_id(f"component {part.key}", part.api_id, f"to the part '{ours.id}'")


def _about_id(subject: str, api_id: str, where: str) -> Lost:
    message = f"its id is kept where {SITE} has 'api_id: {api_id}'; add the line {where}"
    return Lost(path=SITE, subject=subject, message=message)


def _report_unknown(part: SitePart) -> Finding:
    fields = [f"id: {part.id}", f"name: {write_scalar(part.name)}"]
    fields += [f"retired: {part.retired}"] if part.retired else []
    fields += [f"api_id: {part.api_id}"] if part.api_id else []
    return report(
        SITE,
        "IMP009",
        f"no part is {show(part.name)} ({part.api_id or part.id}), which records to be imported "
        "concern",
        f"add '- {{{', '.join(fields)}}}' to the components of a group, or say which part it is: "
        f"--map '{part.api_id or part.name}=…'",
        value=part.name,
    )


def _by_name(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, id_ in pairs:
        found.setdefault(name.casefold(), []).append(id_)
    return found


def _find_needed(records: Sequence[ForeignRecord]) -> dict[str, date]:
    """Return the last day on which a record concerns each part, by key."""
    needed: dict[str, date] = {}
    for record in records:
        ends = [record.updates[-1].at, record.scheduled_for, record.scheduled_until]
        last = max(at for at in ends if at is not None).date()
        for key in record.components:
            needed[key] = max(last, needed.get(key, last))
    return needed
