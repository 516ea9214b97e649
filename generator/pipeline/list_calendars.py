"""The calendars of planned work, made again only when some planned work changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.renderers.calendar import create_calendars

if TYPE_CHECKING:
    from generator.core.views import PublicSite
    from generator.pipeline.lists import Lists
    from generator.renderers.frame import Frame


def make_calendars(lists: Lists, site: PublicSite, frame: Frame) -> None:
    """Make ``maintenance.ics`` of the site and of each part into the stage of *lists*.

    All at once, because each event is drawn once and stands in several of them.
    """
    planned = [digest for digest in site.digests.values() if digest.event is not None]
    components = [view.component for view in site.components]
    lists.make(
        "calendars",
        lists.key_of("", (digest.id for digest in planned)),
        partial(create_calendars, planned, components, frame),
    )
