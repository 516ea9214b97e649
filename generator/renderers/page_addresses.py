"""``/addresses/``: every public address with its promise, for people who write programs."""

from __future__ import annotations

import re
from itertools import groupby

from generator.renderers.address_book import PARTS, SECTIONS
from generator.renderers.artifact import Artifact
from generator.renderers.page_base import Context, PageBase
from generator.renderers.page_snippets import row


def render_addresses(base: PageBase) -> Artifact:
    """Return the page; neighbours with the same promise share a row."""
    words = base.words
    rules = row(words("addresses.rules"), words("addresses.rules_text"))
    sections: list[Context] = [{"name": "", "rows": [rules]}]
    for name, addresses in SECTIONS:
        rows = [
            row("", words(f"addresses.{key}"), codes=[_write(base, each.path) for each in same])
            for key, same in groupby(addresses, key=lambda each: each.key)
        ]
        sections.append({"name": words(f"addresses.section_{name}"), "rows": rows})
    return base.page(
        "prose.html",
        "addresses/",
        title=words("addresses.title"),
        label=words("page.addresses"),
        glyph="page",
        lead=[words("addresses.lead")],
        sections=sections,
    )


def _write(base: PageBase, path: str) -> list[str]:
    """Return *path* as visitors read it, step by step."""
    for name in PARTS:
        path = path.replace(name, base.words(f"addresses.in_{name[1:-1]}"))
    return re.findall("[^/]*/|[^/]+", path)
