"""The ``site.yml`` that an import writes where there is none, parts in the order of the page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from generator.core.foreign import ForeignComponent, ForeignPage, Lost
from generator.core.refusal import Refusal
from generator.core.schema import LINE_LIMIT, LIST_LIMIT
from generator.core.shown import show
from generator.writers.imported import SiteGroup, SitePart, write_site

NO_URL = "https://status.example.com"
_NAME_LIMIT = 80
_SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


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


def create_site(
    page: ForeignPage, told: Mapping[str, str], needed: Mapping[str, date], place: str
) -> tuple[str, dict[str, str], list[Lost]]:
    """Return the text of ``site.yml``, our id of each part by its key, and what was lost.

    Args:
        page: What was found.
        told: Our id by key, as the person said; empty for "leave it out".
        needed: Last day on which a record concerns each part, by key.
        place: The source, for notes.

    Raises:
        Refusal: When an id that was said is none.
    """
    lost = list(_find_cut(page, place))
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
    return text, ids, lost


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
            ids[part.key] = name_part(part, group_id, taken)
        made.setdefault(ids[part.key], create_part(part, ids[part.key], needed))
    return list(made.values())


def create_part(part: ForeignComponent, id_: str, needed: Mapping[str, date]) -> SitePart:
    """Return *part* as ours; one that is gone is retired after the last record that needs it."""
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


def name_part(part: ForeignComponent, group_id: str, taken: set[str]) -> str:
    """Return an id for *part* that is not *taken* yet, its group's before it if need be."""
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
