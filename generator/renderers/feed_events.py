"""One entry for each incident or planned work, as Statuspage writes its feeds (interop §2.3).

For tools that parse that shape. Most readers show an entry once, so whoever wants to hear of each
update follows the other feeds; this one tells such readers of the first alone.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.renderers.dates import NBSP, Dates
from generator.renderers.feed_entries import (
    Channel,
    Entry,
    create_site_channel,
    create_tag,
    last_change,
    select_own,
    status_of,
    text_of,
    title_of,
)
from generator.renderers.frame import join
from generator.renderers.markup import printable, to_html

if TYPE_CHECKING:
    from datetime import datetime

    from generator.core.views import IncidentView, UpdateView
    from generator.renderers.frame import Frame


def create_events_channel(frame: Frame) -> Channel:
    """Return the channel of the feed with one entry for each incident or planned work."""
    config, words = frame.config, frame.words
    site, name = create_site_channel(frame), printable(frame.config.name)
    return Channel(
        id=f"{create_tag(config.url, config.feed_year)}history-incidents",
        folder=site.folder,
        url=site.url,
        title=words("feed.events_title", name=name),
        subtitle=words("feed.events_subtitle", name=name),
        empty_at=site.empty_at,
    )


def create_event(view: IncidentView, published_at: datetime, frame: Frame) -> Entry:
    """Return the entry of *view* with all its updates, newest first.

    Its id never changes. Silent updates, and those only the clock made, stay out (R103).

    Args:
        view: An incident or planned work that feeds tell of.
        published_at: When the newest of its updates was published, as feeds print it.
        frame: Configuration and words.

    Source:
        The feeds that Statuspage writes: one paragraph for each update.
    """
    config = frame.config
    updates = [update for update, _ in select_own(view)]
    changes = [each for update in updates for each in (update.at, update.changed_at)]
    parts = [_write(view, update, frame) for update in updates]
    base = config.url.rstrip("/")
    if view.postmortem is not None:
        changes.append(view.postmortem.changed_at)
        address = escape(f"{base}/postmortems/{view.id}/")
        told = escape(frame.words("feed.event_postmortem"), quote=False)
        parts.insert(0, f'<p><a href="{address}">{told}</a></p>')
    return Entry(
        id=f"{create_tag(config.url, config.feed_year)}incident/{view.id}",
        url=f"{base}/incidents/{view.id}/",
        title=title_of(view, view.title, frame),
        html="\n".join(parts),
        published_at=published_at,
        updated_at=last_change(changes, view, published_at),
    )


def _write(view: IncidentView, update: UpdateView, frame: Frame) -> str:
    """Return *update* as ``<p><small>…</small><br><strong>Resolved</strong> - text</p>``.

    A text that begins with anything but a paragraph, or that goes on, follows as it is.
    """
    status = escape(status_of(view, update, frame), quote=False)
    head = f"<p><small>{_time_of(update, frame)}</small><br><strong>{status}</strong>"
    html = to_html(text_of(view, update, frame))
    if html.startswith("<p>"):
        return f"{head} - {html.removeprefix('<p>')}"
    return f"{head}</p>\n{html}" if html else f"{head}</p>"


def _time_of(update: UpdateView, frame: Frame) -> str:
    """Return ``Jan 15, 14:36 UTC``, or the mere day where no more is known."""
    dates = Dates(frame.words, frame.config.zone)
    day = update.at.date()
    clock = "" if update.is_day_only else dates.utc(update.at, day)
    text = join(frame.words, "comma", (dates.short_day(day), clock))
    return escape(text.replace(NBSP, " "), quote=False)
