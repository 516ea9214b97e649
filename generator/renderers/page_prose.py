"""Pages of plain words: how to follow, about this page, nothing here."""

from __future__ import annotations

from generator.core.uptime import WEIGHTS
from generator.core.vocabulary import ComponentState
from generator.renderers.artifact import Artifact
from generator.renderers.page_base import Context, PageBase, safe


def render_subscribe(base: PageBase) -> Artifact:
    """Return ``/subscribe/``."""
    words, config = base.words, base.config
    url = config.url.rstrip("/")
    everyone: list[Context] = [_row(base, "page")]
    if config.email_list_url:
        link = {"href": config.email_list_url, "text": words("subscribe.email_link")}
        everyone.insert(0, _row(base, "email", links=[link]))
    feeds = [
        {"href": "../history.rss", "text": "RSS"},
        {"href": "../history.atom", "text": "Atom"},
        {"href": "../feed.json", "text": "JSON Feed"},
    ]
    parts = [
        {"href": f"../components/{each.id}/history.rss", "text": each.name}
        for each in config.components
        if each.retired is None
    ]
    teams = [
        _row(base, "chat", mono=words("subscribe.chat_line", url=f"{url}/history.rss")),
        _row(base, "reader", links=feeds),
        _row(base, "part", links=parts),
        _row(base, "programs", links=[{"href": "../generation.json", "text": "generation.json"}]),
    ]
    return base.page(
        "prose.html",
        "subscribe/",
        title=words("subscribe.title"),
        label=words("page.subscribe"),
        glyph="bell",
        lead=[words("subscribe.lead")],
        sections=[
            {"name": words("subscribe.everyone"), "rows": everyone},
            {"name": words("subscribe.teams"), "rows": teams},
        ],
    )


def _row(
    base: PageBase, key: str, *, mono: str = "", links: list[dict[str, str]] | None = None
) -> Context:
    return {
        "name": base.words(f"subscribe.{key}"),
        "html": safe(base.words(f"subscribe.{key}_text")),
        "mono": mono,
        "links": links or [],
    }


def render_about(base: PageBase) -> Artifact:
    """Return ``/about/`` with the formula the program counts with."""
    words = base.words
    body = words(
        "about.body",
        down=WEIGHTS[ComponentState.MAJOR_OUTAGE],
        partly=WEIGHTS[ComponentState.PARTIAL_OUTAGE],
        trouble=WEIGHTS[ComponentState.DEGRADED_PERFORMANCE],
        zone=base.dates.zone_name,
    )
    row = {"name": "", "html": safe(body), "mono": "", "links": []}
    return base.page(
        "prose.html",
        "about/",
        title=words("about.title"),
        label=words("page.about"),
        glyph="page",
        lead=[words("about.lead")],
        sections=[{"name": "", "rows": [row]}],
    )


def render_missing(base: PageBase) -> Artifact:
    """Return ``/404.html``; hosts show it at any depth, so its links are absolute."""
    words = base.words
    root = base.config.url.rstrip("/") + "/"
    row = {
        "name": "",
        "html": safe(words("missing.text")),
        "mono": "",
        "links": [{"href": root, "text": words("missing.link")}],
    }
    return base.page(
        "prose.html",
        "404.html",
        title=words("missing.title"),
        label="404",
        glyph="page",
        sections=[{"name": "", "rows": [row]}],
        root=root,
    )
