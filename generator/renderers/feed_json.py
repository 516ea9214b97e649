"""JSON Feed 1.1, whose values are the same as those of the XML feeds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.renderers.feed_dates import rfc3339
from generator.renderers.markup import printable

if TYPE_CHECKING:
    from generator.core.facts import SiteConfig
    from generator.renderers.feed_entries import Channel, Entry

VERSION = "https://jsonfeed.org/version/1.1"


def create_json_feed(
    channel: Channel, entries: tuple[Entry, ...], config: SiteConfig, lang: str
) -> bytes:
    """Return a JSON Feed of *entries*, newest first, as one line of UTF-8.

    ``date_modified`` stands only where an update was edited or withdrawn.

    Source:
        jsonfeed.org/version/1.1.
    """
    feed: dict[str, object] = {
        "version": VERSION,
        "title": channel.title,
        "home_page_url": channel.url,
        "feed_url": f"{config.url.rstrip('/')}/{channel.folder}feed.json",
        "description": channel.subtitle,
        "authors": [{"name": printable(config.author or config.name)}],
        "language": lang,
    }
    if config.websub_hub:
        feed["hubs"] = [{"type": "WebSub", "url": config.websub_hub}]
    feed["items"] = [_item(entry) for entry in entries]
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _item(entry: Entry) -> dict[str, str]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "date_published": rfc3339(entry.published_at),
    }
    if entry.updated_at > entry.published_at:
        item["date_modified"] = rfc3339(entry.updated_at)
    return item
