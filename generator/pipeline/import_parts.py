"""Which part of ours each part of another status tool is, or the site that they make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.foreign import ForeignComponent, ForeignPage, ForeignRecord, Lost
from generator.core.refusal import Refusal
from generator.core.schema import LINE_LIMIT, LIST_LIMIT
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.importers.files import report
from generator.writers.imported import SiteGroup, SitePart, write_part, write_scalar, write_site

SITE = "site_src/public/site.yml"
NO_URL = "https://status.example.com"
_NAME_LIMIT = 80
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


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
        lost += _find_cut(page, place)
        return _create_site(page, told, place, lost)
    return _match(page, config, told, lost)


def _find_cut(page: ForeignPage, place: str) -> Iterator[Lost]:
    """Yield a note for each text of a part that its field in ``site.yml`` cannot hold."""
    for part in page.components:
        for what, text, most in (
            ("name", part.name, _NAME_LIMIT),
            ("description", part.description, LINE_LIMIT),
        ):
            if len(text) > most:
                yield Lost(
                    path=place,
                    subject=f"component {part.key}",
                    message=f"its {what} has {len(text)} characters and is cut after {most}",
                )


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
    new = [_create_part(part, _name_part(part, "", taken), needed) for part in unknown]
    return PartPlan(
        ids=ids,
        missing=tuple(map(write_part, new)),
        findings=tuple(_report_unknown(part) for part in new),
        lost=tuple(lost),
    )


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


def _create_site(
    page: ForeignPage, told: Mapping[str, str], place: str, lost: list[Lost]
) -> PartPlan:
    """Return the plan with a new ``site.yml``, parts in the order of the page."""
    needed = _find_needed(page.records)
    taken = set[str]()
    for id_ in told.values():
        if id_ and _SLUG.fullmatch(id_) is None:
            raise Refusal(f"--map: {show(id_)} is no id", "use small letters, digits and hyphens")
    ids = {key: id_ for key, id_ in told.items() if id_}
    taken |= set(ids.values())
    name = page.name or "Status"
    if not page.name:
        lost.append(_about_page(place, "no file says whose page it is; 'Status' stands there"))
    if not page.url:
        lost.append(_about_page(place, f"no file says its address; {NO_URL} stands there"))
    group_ids = set[str]()
    groups: list[SiteGroup] = []
    current = [part for part in page.components if not part.is_gone and told.get(part.key) != ""]
    for group in page.groups:
        own = [part for part in current if part.group == group.key]
        if not own:
            lost.append(
                Lost(path=place, subject=f"group {group.key}",
                     message=f"{show(group.name)} has no parts and is left out")
            )  # fmt: skip
            continue
        group_id = _slug(group.name, "group", group_ids)
        parts = _create_parts(own, group_id, taken, ids, needed)
        groups += _chunk(group_id, _cut(group.name, _NAME_LIMIT), group.api_id, parts)
    rest = [part for part in current if part.group is None]
    if rest:
        group_id = _slug(name, "parts", group_ids)
        parts = _create_parts(rest, group_id, taken, ids, needed)
        groups += _chunk(group_id, _cut(name, _NAME_LIMIT), None, parts)
    gone = [
        part
        for part in page.components
        if part.is_gone and part.key in needed and told.get(part.key) != ""
    ]
    if gone:
        group_id = _slug("No longer offered", "gone", group_ids)
        parts = _create_parts(gone, group_id, taken, ids, needed)
        groups += _chunk(group_id, "No longer offered", None, parts)
    if not groups:
        # A site has one part at least.
        parts = [
            SitePart(id=_slug(name, "service", taken), name=_cut(name, _NAME_LIMIT), api_id=None)
        ]
        groups = [SiteGroup(id="services", name="Services", api_id=None, parts=tuple(parts))]
        lost.append(
            _about_page(place, f"no file names a part; {show(name)} stands as the only one")
        )
    text = write_site(_cut(name, 120), page.url or NO_URL, page.zone or "UTC", page.api_id, groups)
    return PartPlan(ids=ids, site=text, lost=tuple(lost))


def _about_page(place: str, message: str) -> Lost:
    return Lost(path=place, subject="page", message=message)


def _create_parts(
    parts: Iterable[ForeignComponent],
    group_id: str,
    taken: set[str],
    ids: dict[str, str],
    needed: Mapping[str, date],
) -> list[SitePart]:
    """Return *parts* as ours, and note their ids; two that --map made one stand once."""
    made: dict[str, SitePart] = {}
    for part in parts:
        if part.key not in ids:
            ids[part.key] = _name_part(part, group_id, taken)
        made.setdefault(ids[part.key], _create_part(part, ids[part.key], needed))
    return list(made.values())


def _create_part(part: ForeignComponent, id_: str, needed: Mapping[str, date]) -> SitePart:
    retired = None
    if part.is_gone and part.key in needed:
        retired = needed[part.key] + timedelta(days=1)
    return SitePart(
        id=id_,
        name=_cut(part.name, _NAME_LIMIT),
        api_id=part.api_id,
        description=_cut(part.description, LINE_LIMIT),
        since=part.since,
        retired=retired,
    )


def _name_part(part: ForeignComponent, group_id: str, taken: set[str]) -> str:
    plain = _to_slug(part.name) or "part"
    name = plain if plain not in taken or not group_id else _to_slug(f"{group_id}-{plain}")
    return _slug(name, "part", taken)


def _slug(name: str, otherwise: str, taken: set[str]) -> str:
    """Return an id made of *name* that is not *taken* yet, and take it."""
    base = found = _to_slug(name) or otherwise
    number = 1
    while found in taken:
        number += 1
        found = f"{base[:58]}-{number}"
    taken.add(found)
    return found


def _to_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:64].strip("-")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _chunk(
    id_: str, name: str, api_id: str | None, parts: Sequence[SitePart]
) -> Iterable[SiteGroup]:
    """Yield the group, as several where it has more parts than a list may have."""
    for start in range(0, len(parts), LIST_LIMIT):
        number = start // LIST_LIMIT + 1
        more = "" if number == 1 else f"-{number}"
        yield SiteGroup(
            id=f"{id_[: 64 - len(more)]}{more}",
            name=name if number == 1 else f"{name[:70]} ({number})",
            api_id=api_id if number == 1 else None,
            parts=tuple(parts[start : start + LIST_LIMIT]),
        )
