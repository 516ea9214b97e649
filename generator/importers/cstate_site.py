"""What cState's ``config.yml`` says: name, address, categories and systems.

Source: cState's example site, ``params.systems`` and ``params.categories``.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.core.api_ids import create_api_id
from generator.core.findings import Finding
from generator.core.foreign import ForeignComponent, ForeignFile, ForeignGroup, Lost
from generator.core.shown import show
from generator.core.times import find_zone
from generator.importers.files import read_text
from generator.importers.front_matter import Value, read_toml, read_yaml
from generator.importers.html_text import to_line, to_text
from generator.importers.texts import read_address

NAMES = ("config.yml", "config.yaml", "config.toml", "hugo.yml", "hugo.yaml", "hugo.toml")


class Site(NamedTuple):
    """What a site's settings hold; empty where they do not say or are not there."""

    name: str = ""
    url: str = ""
    zone: str = ""
    groups: tuple[ForeignGroup, ...] = ()
    components: tuple[ForeignComponent, ...] = ()
    lost: tuple[Lost, ...] = ()


def read_site(file: ForeignFile) -> Site | Finding:
    """Return what the settings in *file* say, or why they cannot be read."""
    text = read_text(file)
    if isinstance(text, Finding):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    read = read_toml if file.path.endswith(".toml") else read_yaml
    settings = read(text, file.path)
    if isinstance(settings, Finding):
        return settings
    lost: list[Lost] = []
    zone = settings.get("timeZone").text.strip()
    if zone and find_zone(zone) is None:
        line = settings.get("timeZone").line
        message = f"timeZone {show(zone)} is no zone that is known here"
        lost.append(Lost(path=file.path, subject="page", message=message, line=line))
        zone = ""
    groups, components = _read_systems(settings.get("params"), file.path, lost)
    return Site(
        name=to_line(settings.get("title").text),
        url=_read_url(settings, file.path, lost),
        zone=zone,
        groups=groups,
        components=components,
        lost=tuple(lost),
    )


def _read_url(settings: Value, path: str, lost: list[Lost]) -> str:
    given = settings.get("baseURL" if settings.get("baseURL").text else "baseurl")
    url = read_address(given.text)
    if given.text.strip(" /") and not url:
        message = f"baseURL {show(given.text)} is no web address"
        lost.append(Lost(path=path, subject="page", message=message, line=given.line))
    return url


def _read_systems(
    params: Value, path: str, lost: list[Lost]
) -> tuple[tuple[ForeignGroup, ...], tuple[ForeignComponent, ...]]:
    groups = {name: create_group(name) for name in map(_name_of, params.get("categories").items)}
    components: dict[str, ForeignComponent] = {}
    for system in params.get("systems").items:
        name = _name_of(system)
        if not name or name in components:
            message = f"a system called {show(name)} stands twice" if name else "a system no name"
            lost.append(Lost(path=path, subject="page", message=message, line=system.line))
            continue
        category = to_line(system.get("category").text)
        if category:
            groups.setdefault(category, create_group(category))
        components[name] = ForeignComponent(
            key=name,
            name=name,
            group=groups[category].key if category else None,
            description=to_text(system.get("description").text),
            api_id=create_api_id("component", f"cstate/{name}"),
        )
    # A heading over nothing is no group here.
    used = {each.group for each in components.values()}
    return (
        tuple(each for each in groups.values() if each.key in used),
        tuple(components.values()),
    )


def create_group(name: str) -> ForeignGroup:
    """Return the group called *name*; its key is apart from those of systems."""
    return ForeignGroup(
        key=f"category/{name}", name=name, api_id=create_api_id("group", f"cstate/{name}")
    )


def create_gone(name: str, *, is_gone: bool) -> ForeignComponent:
    """Return the part that only issues name."""
    return ForeignComponent(
        key=name,
        name=name,
        api_id=create_api_id("component", f"cstate/{name}"),
        is_gone=is_gone,
    )


def _name_of(value: Value) -> str:
    """Return the name of a system or category: a map with ``name``, or a text alone."""
    return to_line(value.get("name").text or value.text)
