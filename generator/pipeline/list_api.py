"""The Statuspage API: its files are made each time, its events only when their record changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.core.api_lists import select_for_api
from generator.core.views import IncidentView, PublicSite
from generator.renderers.api_files import Event, create_api, create_event
from generator.renderers.artifact import Artifact
from generator.renderers.frame import Frame

Events = dict[str, Event]
"""Events of the API by our id."""


def make_api(
    site: PublicSite,
    views: Mapping[str, IncidentView],
    frame: Frame,
    before: Mapping[str, Event],
    is_unchanged: Callable[[str], bool],
) -> tuple[list[Artifact], Events]:
    """Return every file below ``api/v2/``, and the events in them for the next build.

    Args:
        site: What the page shows.
        views: Incidents by id; asked only for those whose event has to be made.
        frame: Configuration and words, the same as in the last build.
        before: Events of the last build.
        is_unchanged: Whether the record of this id is as the last build knew it.
    """
    lists = select_for_api(site.digests.values())
    events = {}
    for id_ in lists.all_ids:
        known = before.get(id_) if is_unchanged(id_) else None
        events[id_] = known or create_event(views[id_], frame)
    return create_api(site, lists, events, frame), events
