"""Months that the site's Atom feed no longer holds, each a document of its own (RFC 5005).

Every entry of them stands already in the Atom feed of its incident, drawn and made safe. So a
month is put together from those bytes: ten thousand records need not be worded a second time.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from generator.renderers.artifact import Artifact
from generator.renderers.dates import Dates
from generator.renderers.feed_dates import rfc3339_offset
from generator.renderers.feed_entries import (
    ARCHIVES,
    Channel,
    create_entry_id,
    create_site_channel,
    create_tag,
    link_archives,
)
from generator.renderers.feed_xml import join_atom
from generator.renderers.markup import printable

if TYPE_CHECKING:
    from generator.core.facts import SiteConfig
    from generator.renderers.frame import Frame

_BEGIN, _END = "<entry><id>", "</entry>"
_PUBLISHED, _UPDATED = "<published>", "<updated>"


def cut_entries(atom: bytes) -> dict[str, str]:
    """Return the entries of the Atom feed *atom*, as they stand there, by their escaped ids.

    Texts are escaped in it, so that nothing but an entry's own tags reads like them.
    """
    _, *parts = atom.decode().split(_BEGIN)
    return {part.partition("<")[0]: f"{_BEGIN}{part.partition(_END)[0]}{_END}" for part in parts}


def find_entry(entries: dict[str, str], incident: str, update: str, config: SiteConfig) -> str:
    """Return the entry of *update* among those that :func:`cut_entries` returned.

    Raises:
        KeyError: If there is none.
    """
    return entries[escape(create_entry_id(incident, update, config), quote=False)]


def date_entry(entry: str, published_at: datetime) -> str:
    """Return *entry* as published at *published_at*.

    A tie with another incident's update may date it later than its own feed does. Its last change
    stays, unless that would be before its publication.
    """
    head, _, rest = entry.rpartition(_PUBLISHED)
    before, _, after = head.partition(_UPDATED)
    published = rfc3339_offset(published_at)
    size = len(published)
    # All dates have one length and one zone: as texts they compare as they do as times.
    updated = max(after[:size], published)
    return f"{before}{_UPDATED}{updated}{after[size:]}{_PUBLISHED}{published}{rest[size:]}"


def create_archive(
    month: str, entries: Iterable[str], frame: Frame, *, older: str, newer: str
) -> Artifact:
    """Return ``archive/<month>.atom``.

    Args:
        month: ``YYYY-MM``.
        entries: Its entries, newest first, as :func:`date_entry` returns them; at least one.
        frame: Configuration and words.
        older: The month before it that has entries, or empty.
        newer: The complete month after it that has entries, or empty.
    """
    config = frame.config
    file = f"{month}.atom"
    written = list(entries)
    content = join_atom(
        _create_channel(month, frame, older, newer),
        written,
        max(map(_read_updated, written)),
        config,
        frame.words.language,
        file,
    )
    return Artifact(f"{ARCHIVES}{file}", content)


def _create_channel(month: str, frame: Frame, older: str, newer: str) -> Channel:
    config, words = frame.config, frame.words
    name = printable(config.name)
    base = config.url.rstrip("/")
    told = Dates(words, config.zone).month(month)
    return Channel(
        id=f"{create_tag(config.url, config.feed_year)}archive/{month}",
        folder=ARCHIVES,
        url=f"{base}/history/",
        title=words("feed.archive_title", name=name, month=told),
        subtitle=words("feed.archive_subtitle", name=name, month=told),
        empty_at=create_site_channel(frame).empty_at,
        documents=(
            ("current", f"{base}/history.atom"),
            *link_archives(config, prev=older, following=newer),
        ),
        is_archive=True,
    )


def _read_updated(entry: str) -> str:
    return entry.partition(_UPDATED)[2].partition("<")[0]
