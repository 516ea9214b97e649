"""``site.yml`` and the pictures beside it, read into a :class:`SiteConfig` (design §2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from generator.core.colours import GROUNDS, LEAST_CONTRAST, contrast
from generator.core.facts import Component, Group, Look, Mirror, SiteConfig, Vendor
from generator.core.findings import Finding
from generator.core.schema_site import FORMAT
from generator.core.schema_site import SITE as _TYPE
from generator.core.vocabulary import ComponentState
from generator.readers.decode import BAD, Fields, Names, decode
from generator.readers.files import read_file
from generator.readers.source import Source, Spot, show
from generator.readers.yaml_events import read_source

SITE = "site_src/public/site.yml"
MAX_SVG = 16 * 1024
"""Largest picture, in bytes: it is inlined in every page."""

_NEEDED = ("format", "name", "url", "zone", "groups")
_ACTIVE_SVG = re.compile(
    r"<\s*(?:script|foreignObject|iframe|image|use|a|style|animate|set|!DOCTYPE|!ENTITY|\?xml-)"
    r"|\son[a-z]+\s*=|\b(?:href|src|style)\s*=|url\(|javascript:|data:|&(?!amp;|lt;|gt;|quot;|#)",
    re.IGNORECASE,
)


def read_site(root: Path) -> tuple[SiteConfig | None, tuple[Finding, ...]]:
    """Read the site below *root*.

    Returns:
        The site, or None when there is nothing to build from (exit status 3), and all findings.
    """
    source = Source(SITE)
    config = _read(root, source)
    return config, tuple(source.findings)


def _read(root: Path, source: Source) -> SiteConfig | None:
    path = root / SITE
    if _is_missing(path):
        least = ", ".join(f"{field.name}: {field.example}" for field in _TYPE.required)
        source.report(
            "SIT001",
            Spot(),
            "the file that says whose site this is does not exist",
            f"write it, such as {{{least}}}; 'allclear schema --handbook' writes a page on every "
            "field",
        )
        return None
    data = read_file(str(path), source)
    return None if data is None else _parse(data, root, source)


def parse_site(data: bytes, root: Path) -> tuple[SiteConfig | None, tuple[Finding, ...]]:
    """Return what *data*, the text of a site that is not on the disk yet, says; and all findings.

    Args:
        data: The text.
        root: The repository; pictures lie there.
    """
    source = Source(SITE)
    return _parse(data, root, source), tuple(source.findings)


def _parse(data: bytes, root: Path, source: Source) -> SiteConfig | None:
    node = read_source(data, source)
    fields: Any = BAD if node is None else decode(node, _TYPE, source, Names())
    if fields is BAD:
        return None
    if fields.get("format", FORMAT) > FORMAT:
        source.report(
            "SIT002",
            fields.nodes["format"],
            f"format {fields.get('format')} is newer than this program, which knows {FORMAT}",
            "update the program",
            value=str(fields.get("format")),
        )
        return None
    if any(name not in fields.values for name in _NEEDED):
        return None
    return _create(root, fields, source)


def _is_missing(path: Path) -> bool:
    """Return whether nothing is there; what may not be looked at is not missing."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _create(root: Path, fields: Fields, source: Source) -> SiteConfig | None:
    groups, components = _components(fields, source)
    if not components:
        return None
    url = _site_url(fields, source)
    get = fields.get
    support, security, look = (get(name) for name in ("support", "security", "look"))
    expires = security.get("expires") if security else None
    return SiteConfig(
        name=get("name"),
        url=url,
        zone=get("zone"),
        groups=tuple(groups),
        components=tuple(components),
        vendors=tuple(
            Vendor(id=key, name=item.get("name", key), status_url=item.get("status_url"))
            for key, item in get("vendors", ())
            if key is not BAD and item is not BAD
        ),
        mirrors=tuple(
            Mirror(url=each.rstrip("/")) for each in get("mirrors", ()) if each is not BAD
        ),
        support_email=support.get("email", "") if support else "",
        support_url=support.get("url", "") if support else "",
        email_list_url=get("email_list", ""),
        security_contact=security.get("contact", "") if security else "",
        security_expires=datetime.combine(expires, time(), tzinfo=UTC) if expires else None,
        author=get("author", ""),
        default_promise=get("default_next_update", timedelta(minutes=30)),
        feed_year=get("feed_year", 2025),
        api_id=get("api_id"),
        websub_hub=get("websub_hub", ""),
        stale_after=get("stale_after", timedelta(hours=26)),
        look=_look(root, look, source) if look else Look(),
    )


def _site_url(fields: Fields, source: Source) -> str:
    url: str = fields.get("url")
    parts = urlsplit(url)
    if url.endswith("/") or parts.query or parts.fragment:
        plain = f"{parts.scheme}://{parts.netloc}{parts.path}".rstrip("/")
        source.report(
            "SIT006",
            fields.nodes["url"],
            f"{show(url)} ends in more than the site's address",
            f"write '{plain}'",
            value=url,
        )
        return plain
    return url


def _components(fields: Fields, source: Source) -> tuple[list[Group], list[Component]]:
    groups: list[Group] = []
    components: list[Component] = []
    seen: set[str] = set()
    for item in fields.get("groups", ()):
        if item is BAD or "id" not in item.values:
            continue
        group = item.get("id")
        if _is_new(f"group {group}", item, seen, source):
            groups.append(Group(id=group, name=item.get("name", group), api_id=item.get("api_id")))
        for part in item.get("components", ()):
            if part is BAD or "id" not in part.values:
                continue
            name = part.get("id")
            if _is_new(f"component {name}", part, seen, source):
                components.append(_component(part, group))
    return groups, components


def _component(part: Fields, group: str) -> Component:
    name = part.get("id")
    return Component(
        id=name,
        name=part.get("name", name),
        group=group,
        description=part.get("description", ""),
        sentences=_sentences(part.get("sentences", ())),
        since=part.get("since"),
        retired=part.get("retired"),
        api_id=part.get("api_id"),
    )


def _sentences(pairs: Iterable[tuple[Any, Any]]) -> tuple[tuple[ComponentState, str], ...]:
    return tuple(
        (ComponentState(state), text)
        for state, text in pairs
        if state is not BAD and text is not BAD
    )


def _is_new(name: str, item: Fields, seen: set[str], source: Source) -> bool:
    if name not in seen:
        seen.add(name)
        return True
    source.report(
        "SIT003",
        item.nodes["id"],
        f"the {name} stands twice",
        "give each an id of its own; ids of parts that were public once stay as they are",
        value=name.split()[1],
    )
    return False


def _look(root: Path, fields: Fields, source: Source) -> Look:
    accent = fields.get("accent", "")
    if accent:
        weakest = min(contrast(accent, ground) for ground in GROUNDS)
        if weakest < LEAST_CONTRAST:
            source.report(
                "SIT005",
                fields.nodes["accent"],
                f"{accent} has a contrast of {weakest:.1f} to the page, less than 3 to 1",
                "choose one that can be told from white and from near black, such as '#4a72d9'",
                value=accent,
            )
    return Look(
        accent=accent,
        logo=_picture(root, fields, "logo", source),
        favicon=_picture(root, fields, "favicon", source),
    )


def _picture(root: Path, fields: Fields, name: str, source: Source) -> str:
    file = fields.get(name)
    if file is None:
        return ""
    path = (root / SITE).with_name(file)
    problem = ""
    try:
        data = b"" if path.is_symlink() else path.read_bytes()
    except OSError as error:
        data, problem = b"", f"cannot be opened: {error.strerror}"
    if not problem:
        problem = _picture_problem(data)
    if problem:
        source.report(
            "SIT004",
            fields.nodes[name],
            f"{show(file)} {problem}",
            "put a small SVG there that draws with shapes only: no scripts, links or styles",
            value=file,
        )
        return ""
    return data.decode().strip()


def _picture_problem(data: bytes) -> str:
    if len(data) > MAX_SVG:
        return f"has {len(data):,} bytes, more than {MAX_SVG:,}"
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return "is no UTF-8"
    match = _ACTIVE_SVG.search(text)
    if match:
        return f"holds {show(match[0].strip())}, which a page may not take over"
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entity can be declared: see above
    except ElementTree.ParseError as error:
        return f"is no SVG: {error}"
    if root.tag != "{http://www.w3.org/2000/svg}svg":
        return 'is no SVG: its outermost element is not <svg xmlns="http://www.w3.org/2000/svg">'
    return ""
