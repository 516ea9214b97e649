"""Page, roll-up and components of the Statuspage API v2 (interop §1.2)."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from generator.core.api_ids import create_api_id
from generator.core.digest import zone_of
from generator.core.vocabulary import ComponentState, worst
from generator.renderers.feed_entries import create_tag
from generator.renderers.markup import disarm, printable

if TYPE_CHECKING:
    from generator.core.facts import Component, Group, SiteConfig
    from generator.core.views import ComponentView, PublicSite
    from generator.renderers.api_types import ApiComponent, ApiPage, ApiStatus

_UTC_ZONES = frozenset({"UTC", "Etc/UTC"})


def write_time(at: datetime, zone: str) -> str:
    """Return *at* in *zone* to the millisecond: ``…Z`` on a page in UTC, else ``…±hh:mm``.

    Source:
        interop §1.2: clients parse the fraction with ``%f`` and fail without it.
    """
    if zone in _UTC_ZONES:
        return f"{at.astimezone(UTC).isoformat(timespec='milliseconds')[:-6]}Z"
    return at.astimezone(zone_of(zone)).isoformat(timespec="milliseconds")


def write_line(text: str) -> str:
    """Return *text* on one line, safe in a client that takes it for HTML and in one that does not.

    Source:
        interop §1.2: names and descriptions end up in ``innerHTML``.
    """
    return disarm(" ".join(printable(text).split()))


def page_id(config: SiteConfig) -> str:
    """Return the page's id: where it was imported from, or derived from what feeds call it."""
    return config.api_id or create_api_id("page", create_tag(config.url, config.feed_year))


def component_id(component: Component) -> str:
    """Return the id of *component*: where it was imported from, or derived from its own."""
    return component.api_id or create_api_id("component", component.id)


def group_id(group: Group) -> str:
    """Return the id of *group*, as :func:`component_id`."""
    return group.api_id or create_api_id("group", group.id)


def has_groups(config: SiteConfig) -> bool:
    """Return whether the API tells of groups: one heading over everything is none to clients."""
    return len(config.groups) > 1


def full_name(component: Component, config: SiteConfig) -> str:
    """Return the name of *component* as updates give it: ``Group - Child`` where there are groups.

    Source:
        interop §1.2: so on pages with groups, without on pages that have none.
    """
    name = write_line(component.name)
    if not has_groups(config):
        return name
    group = next((each.name for each in config.groups if each.id == component.group), "")
    return f"{write_line(group)} - {name}" if group else name


def beginning_of(config: SiteConfig) -> datetime:
    """Return the moment that dates what has no date: a fixed day of the past, never the clock."""
    return datetime(config.feed_year, 1, 1, tzinfo=UTC)


def create_page(site: PublicSite) -> ApiPage:
    """Return whose page it is."""
    config = site.config
    updated_at = max(
        (digest.last_changed_at for digest in site.digests.values()), default=beginning_of(config)
    )
    return {
        "id": page_id(config),
        "name": write_line(config.name),
        "url": config.url.rstrip("/"),
        "time_zone": config.zone,
        "updated_at": write_time(updated_at, config.zone),
    }


def create_status(site: PublicSite) -> ApiStatus:
    """Return the roll-up, at least ``major`` while a fresh record cannot be read (design §5)."""
    return {"indicator": str(site.state.indicator), "description": site.state.description}


def create_components(site: PublicSite) -> list[ApiComponent]:
    """Return groups and components that are offered, flat, in order of ``position``.

    A group is as its worst component, and one without any is left out. What is retired is no
    longer on the page, as Statuspage does it.

    Source:
        interop §1.2 (2,352 of 2,352 groups; positions never fall).
    """
    config, page = site.config, page_id(site.config)
    changes = _last_changes(site)
    found: list[ApiComponent] = []
    for group in config.groups:
        views = [
            view
            for view in site.components
            if view.component.group == group.id and not view.is_retired
        ]
        heading: ApiComponent | None = None
        if has_groups(config) and views:
            heading = _create_group(group, views, changes, config, page, len(found) + 1)
            found.append(heading)
        for view in views:
            found.append(
                _create_component(
                    view.component,
                    view.state,
                    changes.get(view.component.id),
                    config,
                    page,
                    position=len(found) + 1,
                    parent=heading["id"] if heading else None,
                )
            )
    return found


def _last_changes(site: PublicSite) -> dict[str, datetime]:
    """Return when anything last changed that names a component, by its id."""
    changes: dict[str, datetime] = {}
    for digest in site.digests.values():
        for component in digest.components:
            known = changes.get(component)
            if known is None or known < digest.last_changed_at:
                changes[component] = digest.last_changed_at
    return changes


def _create_group(
    group: Group,
    views: list[ComponentView],
    changes: dict[str, datetime],
    config: SiteConfig,
    page: str,
    position: int,
) -> ApiComponent:
    created_at = min(_created_at(view.component, config) for view in views)
    known = [changes[view.component.id] for view in views if view.component.id in changes]
    return {
        "id": group_id(group),
        "name": write_line(group.name),
        "status": str(worst(view.state for view in views)),
        "created_at": write_time(created_at, config.zone),
        "updated_at": write_time(max([created_at, *known]), config.zone),
        "position": position,
        "description": None,
        "showcase": False,
        "start_date": None,
        "group_id": None,
        "page_id": page,
        "group": True,
        "only_show_if_degraded": False,
        "components": [component_id(view.component) for view in views],
    }


def _create_component(
    component: Component,
    state: ComponentState,
    changed_at: datetime | None,
    config: SiteConfig,
    page: str,
    *,
    position: int,
    parent: str | None,
) -> ApiComponent:
    created_at = _created_at(component, config)
    return {
        "id": component_id(component),
        "name": write_line(component.name),
        "status": str(state),
        "created_at": write_time(created_at, config.zone),
        "updated_at": write_time(max(created_at, changed_at or created_at), config.zone),
        "position": position,
        "description": write_line(component.description) or None,
        "showcase": True,
        "start_date": component.since.isoformat() if component.since else None,
        "group_id": parent,
        "page_id": page,
        "group": False,
        "only_show_if_degraded": False,
    }


def _created_at(component: Component, config: SiteConfig) -> datetime:
    if component.since is None:
        return beginning_of(config)
    return datetime.combine(component.since, time(), tzinfo=zone_of(config.zone))
