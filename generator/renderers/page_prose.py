"""Pages of plain words: how to follow, about this page, nothing here."""

from __future__ import annotations

from generator.core.uptime import WEIGHTS
from generator.core.vocabulary import ComponentState
from generator.renderers.artifact import Artifact
from generator.renderers.calendar import FILE
from generator.renderers.page_base import Context, PageBase
from generator.renderers.page_snippets import list_snippets, row

_ABOUT = ("writers", "states", "uptime", "corrections", "standing")


def render_subscribe(base: PageBase) -> Artifact:
    """Return ``/subscribe/``."""
    words, config = base.words, base.config
    url = config.url.rstrip("/")
    everyone: list[Context] = [_way(base, "page")]
    if config.email_list_url:
        link: Context = {"href": config.email_list_url, "text": words("subscribe.by_email_link")}
        everyone.insert(0, _way(base, "by_email", links=[link]))
    everyone.append(_calendar(base, f"{url}/{FILE}"))
    parts: list[Context] = [
        {"href": f"../components/{each.id}/history.rss", "text": each.name}
        for each in config.components
        if each.retired is None
    ]
    programs: list[Context] = [
        {"href": "../generation.json", "text": words("subscribe.programs_file")},
        {"href": "../addresses/", "text": words("addresses.link")},
    ]
    teams = [
        _way(base, "chat", mono=words("subscribe.chat_line", url=f"{url}/history.rss")),
        _way(base, "reader", links=base.feed_links("../")),
        _way(base, "part", links=parts),
        _way(base, "programs", links=programs),
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
            {"name": words("subscribe.own"), "rows": list_snippets(base)},
        ],
    )


def _calendar(base: PageBase, address: str) -> Context:
    """Return how to follow the calendar at *address*: to paste, and to open where that works."""
    opened = f"webcal://{address.partition('://')[2]}"
    link: Context = {"href": opened, "text": base.words("subscribe.calendar_link")}
    return _way(base, "calendar", mono=address, links=[link])


def _way(
    base: PageBase, key: str, *, mono: str = "", links: list[Context] | None = None
) -> Context:
    text = base.words(f"subscribe.{key}_text")
    return row(base.words(f"subscribe.{key}"), text, mono=mono, links=links)


def render_about(base: PageBase) -> Artifact:
    """Return ``/about/`` with the formula the program counts with."""
    words = base.words
    values = {
        "down": WEIGHTS[ComponentState.MAJOR_OUTAGE],
        "partly": WEIGHTS[ComponentState.PARTIAL_OUTAGE],
        "trouble": WEIGHTS[ComponentState.DEGRADED_PERFORMANCE],
        "zone": base.dates.zone_name,
    }
    rows = [row(words(f"about.{key}"), words(f"about.{key}_text", **values)) for key in _ABOUT]
    return base.page(
        "prose.html",
        "about/",
        title=words("about.title"),
        label=words("page.about"),
        glyph="page",
        lead=[words("about.lead")],
        sections=[{"name": "", "rows": rows}],
    )


def render_missing(base: PageBase) -> Artifact:
    """Return ``/404.html``; hosts show it at any depth, so its links are absolute."""
    words = base.words
    link: Context = {"href": f"{base.config.url.rstrip('/')}/", "text": words("missing.link")}
    line = row(words("missing.name"), words("missing.text"), links=[link])
    return base.page(
        "prose.html",
        "404.html",
        title=words("missing.title"),
        label=words("missing.label"),
        glyph="page",
        sections=[{"name": "", "rows": [line]}],
    )
