"""From records to the finished files of a site, without a reader and without a disk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from generator.core.digest import summarise
from generator.core.entries import select
from generator.core.facts import Record
from generator.core.fold import project
from generator.core.former_addresses import find_owners
from generator.core.publication import create_site
from generator.pipeline.drawn import Drawn
from generator.renderers import feeds
from generator.renderers.artifact import Artifact
from generator.renderers.calendar import create_calendars
from generator.renderers.frame import Frame
from generator.renderers.pages import Pages
from generator.renderers.site_files import small_files
from tests.pages.records import AS_OF
from tests.pages.school import frame as school

HASH = "0" * 32


def build(
    records: Iterable[Record],
    as_of: datetime = AS_OF,
    frame: Frame | None = None,
    *,
    replay: bool = True,
) -> dict[str, bytes]:
    """Return every file of the site of *records* as it is at *as_of*."""
    frame = frame or school()
    config = frame.config
    known = (project(record, config, as_of, replay=replay) for record in records)
    views = {view.id: view for view in known if view is not None}
    digests = [summarise(view, config) for view in views.values()]
    site = create_site(digests, views, config, as_of, inputs_hash=HASH)
    pages = Pages(frame)
    made: list[Artifact] = [
        *pages.home(site),
        *pages.history(site),
        *pages.maintenance(site),
        *pages.postmortems(site),
        *pages.plain(config),
        *small_files(site, frame),
    ]
    for view in views.values():
        made += pages.incident(view)
        made += feeds.incident(view, frame)
    months = tuple(month.month for month in site.months)
    for month in site.months:
        made += pages.month(months, month)
    entries = [entry for digest in digests for entry in digest.entries if entry.is_in_feeds]
    drawn = Drawn(views, frame, {}, lambda _: False)
    made += create_calendars(digests, (view.component for view in site.components), frame)
    made += feeds.site(drawn.draw(select(entries, as_of)), frame)
    for file, owner in find_owners(digests)[0].items():
        made += pages.moved(file, owner)
    for component in site.components:
        made += pages.component(component, site.digests)
        own = [entry for entry in entries if component.component.id in entry.components]
        made += feeds.component(component.component, drawn.draw(select(own, as_of)), frame)
    return {artifact.path: artifact.content for artifact in made}
