"""What ``/subscribe/`` offers to paste: whole, right for its own language, and only text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from generator.core.facts import SiteConfig
from generator.renderers.markup import printable
from generator.renderers.pages import Pages
from tests.core.builders import config
from tests.embeds.making import frame_of
from tests.pages.reading import elements, tree
from tests.payloads import PAYLOADS


def page(site: SiteConfig) -> str:
    (found,) = [
        each for each in Pages(frame_of(site)).plain(site) if each.path == "subscribe/index.html"
    ]
    return found.content.decode()


def pieces(site: SiteConfig) -> list[str]:
    return ["".join(each.itertext()) for each in elements(page(site), "pre")]


def test_the_pieces_are_exactly_these() -> None:
    assert pieces(config()) == [
        '<a href="https://status.school.example/">\n'
        '<img src="https://status.school.example/badge.svg"\n'
        'alt="Example School Status"></a>',
        "[![Example School Status](https://status.school.example/badge.svg)]"
        "(https://status.school.example/)",
        "https://status.school.example/components/scores/badge.svg",
        "https://img.shields.io/endpoint?url=https%3A%2F%2Fstatus.school.example%2Fbadge.json",
        "<script async\n"
        'src="https://status.school.example/banner.js"\n'
        'data-components="scores"></script>',
        "script-src https://status.school.example;\nconnect-src https://status.school.example;",
        "https://status.school.example/banner.json",
        '<iframe src="https://status.school.example/embed/"\n'
        'title="Example School Status"\n'
        'width="100%" height="72"\n'
        'style="border: 0"></iframe>',
        "https://status.school.example/api/v2/summary.json",
    ]


def test_a_site_below_a_prefix_has_its_origin_in_the_policy_only() -> None:
    found = pieces(config(url="https://example.github.io/status/"))

    assert (
        found[5] == "script-src https://example.github.io;\nconnect-src https://example.github.io;"
    )
    assert found[6] == "https://example.github.io/status/banner.json"


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_hostile_names_are_text_on_the_page_and_in_what_is_pasted() -> None:
    for payload in PAYLOADS:
        if printable(payload) != payload:
            continue  # no file may hold it
        site = replace(config(), name=payload)
        html = page(site)
        assert [each.tag for each in tree(html).iter() if str(each.tag).endswith("}iframe")] == []
        parser = _Attributes()
        parser.feed(pieces(site)[0])
        assert [(tag, sorted(attributes)) for tag, attributes in parser.found] == [
            ("a", ["href"]),
            ("img", ["alt", "src"]),
        ]
