"""A step of *publish*, once the site is live: tell the WebSub hub that its feeds changed.

A site without ``websub_hub`` in its ``site.yml`` has nobody to tell. Readers that poll are served
all the same, so whatever the hub answers, this step never fails a run.
"""

from __future__ import annotations

import http.client
import json
import os
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.ci import github  # noqa: E402

TIMEOUT_SECONDS = 10
FEEDS = ("history.rss", "history.atom", "feed.json")
"""The feeds of the site and of each part; the site has `EVENTS` as well."""
EVENTS = "history-incidents.atom"


def find_feeds(site: Path) -> tuple[str, tuple[str, ...]]:
    """Return the hub that the feeds of the built *site* name, and the feeds' addresses.

    Feeds of single incidents are left out: there are thousands, and what they tell stands in
    these too.

    Returns:
        An empty hub and no feeds where no hub is named.
    """
    path = site / "feed.json"
    head = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    hubs = [hub["url"] for hub in head.get("hubs", ())]
    if not hubs:
        return "", ()
    base = head["feed_url"].removesuffix("feed.json")
    parts = sorted(path.parent.name for path in site.glob("components/*/feed.json"))
    paths = [*FEEDS, EVENTS, *(f"components/{part}/{name}" for part in parts for name in FEEDS)]
    return hubs[0], tuple(f"{base}{path}" for path in paths)


def ping_request(hub: str, feeds: Sequence[str]) -> urllib.request.Request:
    """Return the request that tells *hub* of news in *feeds*, all at once.

    Raises:
        ValueError: If *hub* is no address of the web.

    Source:
        PubSubHubbub 0.3 §7.1; WebSub leaves this to hub and publisher, and hubs in use read it.
    """
    if urllib.parse.urlsplit(hub).scheme not in {"http", "https"}:
        raise ValueError(f"{hub} is no address of the web")
    fields = [("hub.mode", "publish"), *(("hub.url", feed) for feed in feeds)]
    return urllib.request.Request(  # noqa: S310 - its scheme was looked at
        hub, data=urllib.parse.urlencode(fields).encode(), method="POST"
    )


def send(request: urllib.request.Request) -> int:
    """Send *request* and return the status of the answer.

    Raises:
        OSError: If the hub does not answer in time or refuses.
    """
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - as above
        status: int = answer.status
    return status


def ping(
    hub: str, feeds: Sequence[str], deliver: Callable[[urllib.request.Request], int] = send
) -> tuple[str, str]:
    """Tell *hub* of news in *feeds*; return level and text of what happened."""
    if not hub:
        return "notice", "site.yml names no WebSub hub, so none was told."
    try:
        status = deliver(ping_request(hub, feeds))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return "warning", (
            f"The hub {hub} was not told of the news: {error}\n"
            "Readers that poll see them all the same; the next deployment tells it again."
        )
    return "notice", f"The hub {hub} was told of news in {len(feeds)} feeds and answered {status}."


def main() -> int:
    """Tell the hub if there is one, say how it went, and return 0."""
    github.annotate(*ping(os.environ.get("HUB", ""), os.environ.get("FEEDS", "").split()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
