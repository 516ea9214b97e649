"""Hostile and odd texts in every place an author can write come out inert on every page (P6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import cycle
from urllib.parse import urlsplit

import pytest

from generator.core.facts import ActionState, Edition, PublicChange, Record, Vendor
from generator.renderers.frame import Frame
from generator.renderers.markup import printable
from tests.pages.reading import local_name, pages, tree
from tests.pages.records import DOWN, LOOKING, at, games, night_work, scores, scores_edition, update
from tests.pages.school import config, frame
from tests.pages.site import build
from tests.payloads import PAYLOADS

# What the reader of records refuses never reaches a page; longer texts than a line may be, too.
TEXTS = [text for text in PAYLOADS if printable(text) == text]
ALLOWED = {
    "html", "head", "meta", "title", "link", "style", "script", "body", "svg", "symbol", "path",
    "circle", "rect", "line", "g", "text", "use", "a", "p", "div", "span", "header", "nav", "ul",
    "ol", "li", "h1", "h2", "h3", "main", "section", "article", "footer", "dl", "dt", "dd", "time",
    "small", "b", "i", "figure", "figcaption", "table", "thead", "tbody", "tr", "th", "td", "img",
    "picture", "source", "blockquote", "br", "code", "em", "hr", "pre", "strong", "wbr",
}  # fmt: skip
BATCH = 16
# "webcal" opens our own calendar; no record can write such a link.
SCHEMES = {"", "https", "http", "mailto", "data", "webcal"}


def hostile(text: str, n: int = 1) -> tuple[Record, ...]:
    """Return records that say *text* wherever a record can say something; *n* numbers them."""
    said = update(
        "2025-04-10 14:38",
        status=LOOKING,
        components=(("games", DOWN),),
        text=text,
        advice=text,
    )
    edition = replace(
        scores_edition(),
        title=text,
        affected=(text,),
        not_affected=text,
        data_text=text,
        summary=text,
        what_to_do=text,
        impact=((text, text),),
        what_happened=text,
        why=(text,),
        fix=text,
        went_well=(text,),
        contact=text,
        changes=(PublicChange(id="a", text=text), PublicChange(id="b", text=text)),
    )
    actions = (ActionState(id="a", dropped=text), ActionState(id="b", done=date(2025, 2, 1)))
    return (
        replace(games(), id=f"INC-2025-04-10-{n:03}", title=text, updates=(said,), vendor="cards"),
        replace(
            scores(),
            id=f"INC-2025-01-15-{n:03}",
            title=text,
            editions=(edition,),
            actions=actions,
        ),
        replace(night_work(), id=f"MNT-2025-04-09-{n:03}", title=text, text=text),
    )


def named(texts: Sequence[str]) -> Frame:
    """Return a site whose name, parts, groups and vendor are called *texts*, in turn."""
    turn = cycle(texts)
    parts = tuple(
        replace(
            part,
            name=next(turn),
            description=next(turn),
            sentences=tuple((state, next(turn)) for state, _ in part.sentences),
        )
        for part in config().components
    )
    groups = tuple(replace(group, name=next(turn)) for group in config().groups)
    vendor = Vendor(id="cards", name=next(turn), status_url="https://status.cards.example")
    return frame(
        name=next(turn), author=next(turn), components=parts, groups=groups, vendors=(vendor,)
    )


def assert_inert(path: str, html: str) -> None:
    scripts = 0
    for element in tree(html).iter():
        name = local_name(element)
        assert not name or name in ALLOWED, (path, name)
        scripts += name == "script"
        for attribute, value in element.attrib.items():
            short = attribute.rpartition("}")[2]
            assert not short.startswith("on"), (path, short)
            assert short not in {"style", "srcdoc", "formaction", "ping"}, (path, short)
            if short in {"href", "src", "srcset", "action"}:
                assert urlsplit(value).scheme.lower() in SCHEMES, (path, value)
                if value.startswith("data:"):
                    assert value.startswith("data:image/svg+xml,"), (path, value)
    assert scripts == 1, path


@pytest.mark.parametrize("start", range(0, len(TEXTS), BATCH))
def test_texts_of_records_and_names_of_the_site_stay_texts(start: int) -> None:
    batch = TEXTS[start : start + BATCH]
    records = [each for n, text in enumerate(batch) for each in hostile(text, n + 1)]
    html = pages(build(records, frame=named(batch)))

    assert len(html) > 4 * len(batch)
    for path, page in html.items():
        assert_inert(path, page)


def test_what_was_typed_is_what_is_read() -> None:
    typed = "<b>Scores & \"games\"</b> {{7*7}} {title} 'x' </title>"
    html = pages(build(hostile(typed)))

    for path in (
        "index.html",
        "incidents/INC-2025-04-10-001/index.html",
        "postmortems/INC-2025-01-15-001/index.html",
        "history/2025-04/index.html",
        "maintenance/index.html",
    ):
        found = ["".join(each.itertext()) for each in tree(html[path]).iter()]
        assert any(typed in each for each in found), path


def test_an_edition_of_nothing_but_hostile_lines_keeps_its_parts() -> None:
    lines = tuple(TEXTS[:40])
    edition = Edition(number=1, published_at=at("2025-01-17 14:00"), why=lines, went_well=lines)
    html = pages(build((replace(scores(), editions=(edition,)),)))
    page = html["postmortems/INC-2025-01-15-001/index.html"]

    assert_inert("postmortem", page)
    items = [
        each
        for each in tree(page).iter()
        if local_name(each) == "ol" and each.get("class") == "body"
    ]
    assert len([child for child in items[0] if local_name(child) == "li"]) == len(lines)
