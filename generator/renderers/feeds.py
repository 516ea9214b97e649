"""The feeds: RSS, Atom and JSON Feed of the site, of each component, of each incident.

One entry per update, so that a reader tells its owner when something is fixed, and an edited
typo tells nobody anything (interop §2.2, measured). One Atom feed beside them has one entry per
incident. Nothing here knows the time: a feed's bytes change only when what it says changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.renderers.artifact import Artifact
from generator.renderers.feed_entries import (
    Channel,
    Entry,
    create_component_channel,
    create_entry,
    create_incident_channel,
    create_site_channel,
    select_own,
)
from generator.renderers.feed_events import create_events_channel
from generator.renderers.feed_json import create_json_feed
from generator.renderers.feed_xml import create_atom, create_rss

if TYPE_CHECKING:
    from generator.core.facts import Component
    from generator.core.views import IncidentView
    from generator.renderers.frame import Frame


def incident(view: IncidentView, frame: Frame) -> list[Artifact]:
    """Return the three feeds of one incident or maintenance, all of its updates in them.

    A backfilled record has feeds too, valid and empty: its page links to them.
    """
    entries = tuple(create_entry(view, update, at, frame) for update, at in select_own(view))
    return _create(create_incident_channel(view, frame), entries, frame)


def site(entries: tuple[Entry, ...], frame: Frame, newest_archive: str = "") -> list[Artifact]:
    """Return ``history.rss``, ``history.atom`` and ``feed.json`` of the whole site.

    Args:
        entries: Those that :func:`generator.core.entries.select` chose, newest first.
        frame: Configuration and words.
        newest_archive: Month that holds the newest of all others, ``YYYY-MM``, or empty.
    """
    return _create(create_site_channel(frame, newest_archive), entries, frame)


def events(entries: tuple[Entry, ...], frame: Frame) -> list[Artifact]:
    """Return ``history-incidents.atom``: one entry for each incident or planned work.

    Args:
        entries: Of :func:`generator.renderers.feed_events.create_event`, newest first.
        frame: Configuration and words.
    """
    channel, file = create_events_channel(frame), "history-incidents.atom"
    content = create_atom(channel, entries, frame.config, frame.words.language, file)
    return [Artifact(f"{channel.folder}{file}", content)]


def component(component: Component, entries: tuple[Entry, ...], frame: Frame) -> list[Artifact]:
    """Return the three feeds of *component* below ``components/<id>/``; else as :func:`site`."""
    return _create(create_component_channel(component.id, component.name, frame), entries, frame)


def _create(channel: Channel, entries: tuple[Entry, ...], frame: Frame) -> list[Artifact]:
    config, language = frame.config, frame.words.language
    return [
        Artifact(f"{channel.folder}{name}", create(channel, entries, config, language))
        for name, create in (
            ("history.rss", create_rss),
            ("history.atom", create_atom),
            ("feed.json", create_json_feed),
        )
    ]
