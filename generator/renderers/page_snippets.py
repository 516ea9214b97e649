"""What to paste into pages of one's own: badge, banner, strip, addresses for programs."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlsplit

from generator.renderers.page_base import Context, PageBase, safe

_MARKDOWN = re.compile(r"([\\`*_\[\]<>])")


def row(
    name: str,
    text: str,
    *,
    mono: str = "",
    links: list[Context] | None = None,
    blocks: list[Context] | None = None,
    codes: list[list[str]] | None = None,
) -> Context:
    """Return one row of a page of plain words.

    Args:
        name: Its heading.
        text: Markdown.
        mono: One line to copy.
        links: Where it leads.
        blocks: Pieces to copy: ``text``, and ``name``, a line above it, or empty.
        codes: Addresses that stand in place of the heading, each in pieces between which a line
            may end.
    """
    return {
        "name": name,
        "html": safe(text),
        "mono": mono,
        "links": links or [],
        "blocks": blocks or [],
        "codes": codes or [],
    }


def list_snippets(base: PageBase) -> list[Context]:
    """Return a row for each way to show the state elsewhere; the pieces are data, not markup.

    What they hold of the site is escaped for the language they are written in; the template
    escapes the whole for the page that shows it.
    """
    words, config = base.words, base.config
    url = config.url.rstrip("/")
    parts = urlsplit(url)
    site_name = words("page.status_of", name=config.name)
    offered = [each.id for each in config.components if each.retired is None]
    values = {
        "url": escape(url),
        "name": escape(site_name),
        "part": offered[0] if offered else "",
        "origin": f"{parts.scheme}://{parts.netloc}",
    }

    def piece(key: str, above: str = "", **more: str) -> Context:
        text = words(f"subscribe.{key}", **{**values, **more})
        return {"name": words(f"subscribe.{above}") if above else "", "text": text}

    markdown = _MARKDOWN.sub(r"\\\1", site_name)
    badge = [
        piece("badge_html"),
        piece("badge_markdown", name=markdown, url=url),
        piece("badge_part", "badge_part_text", url=url),
    ]
    address = quote(f"{url}/badge.json", safe="")
    banner = [
        piece("banner_html"),
        piece("banner_policy", "banner_policy_text"),
        piece("banner_json", "banner_json_text", url=url),
    ]
    return [
        _own(base, "badge", badge),
        _own(base, "badge_maker", [piece("badge_maker_line", address=address)]),
        _own(base, "banner", banner),
        _own(base, "strip", [piece("strip_html")]),
        _own(base, "api", [piece("api_address", url=url)]),
    ]


def _own(base: PageBase, key: str, blocks: list[Context]) -> Context:
    name, text = base.words(f"subscribe.{key}"), base.words(f"subscribe.{key}_text")
    return row(name, text, blocks=blocks)
