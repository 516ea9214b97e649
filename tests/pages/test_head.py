"""What a page says to browsers, feed readers and chats before it says anything to people."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from urllib.parse import unquote

import pytest

from generator.core.facts import Look, Record
from generator.core.vocabulary import ComponentState
from tests.pages.reading import elements, meta, pages, words_of
from tests.pages.records import (
    busy,
    calm,
    cards,
    clock_work,
    games,
    late_evening,
    slow_reports,
    unreadable,
)
from tests.pages.school import FAVICON, LOGO, frame
from tests.pages.site import build

FILES = build(busy())
HTML = pages(FILES)


def links(html: str, rel: str) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in elements(html, "link") if each.get("rel") == rel]


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_policy_of_every_page_pins_its_own_style_and_script_and_nothing_else() -> None:
    for path, html in HTML.items():
        (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
        assert meta(html)["Content-Security-Policy"] == (
            f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}; "
            "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
        ), path


def test_no_page_carries_inline_styles_handlers_or_foreign_resources() -> None:
    for path, html in HTML.items():
        for name in ("style", "script", "img", "source", "iframe", "object", "embed", "video"):
            for each in elements(html, name):
                source = each.get("src") or each.get("srcset") or "data:"
                assert source.startswith("data:"), path
        body = re.sub(r"<pre>.*?</pre>", "", html.partition("<body>")[2], flags=re.DOTALL)
        assert re.findall(r"\s(?:style|on[a-z]+)=", body) == [], path


def test_every_page_names_its_address_and_its_language() -> None:
    for path, html in HTML.items():
        (root,) = elements(html, "html")
        assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
        place = path.removesuffix("index.html")
        address = f"https://status.school.example/{place}"
        assert meta(html)["og:url"] == address
        assert links(html, "canonical") == (
            [] if path == "404.html" else [{"rel": "canonical", "href": address}]
        )


def test_every_title_and_description_is_its_own() -> None:
    titles = [words_of(elements(html, "title")[0]) for html in HTML.values()]
    assert len(set(titles)) == len(titles)
    for path, html in HTML.items():
        found = meta(html)
        assert found["og:title"], path
        assert 0 < len(found["description"]) <= 240, path


def test_feed_readers_find_the_feeds_of_the_page_first_and_then_the_sites() -> None:
    site = [
        ("application/rss+xml", "Example School Status (RSS)", "history.rss"),
        ("application/atom+xml", "Example School Status (Atom)", "history.atom"),
        ("application/feed+json", "Example School Status (JSON Feed)", "feed.json"),
    ]

    def found(path: str) -> list[tuple[str, str, str]]:
        return [
            (each["type"], each["title"], each["href"]) for each in links(HTML[path], "alternate")
        ]

    assert found("index.html") == [(kind, title, f"./{href}") for kind, title, href in site]
    up = [(kind, title, f"../../{href}") for kind, title, href in site]
    assert found("components/scores/index.html") == [
        ("application/rss+xml", "Score recording (RSS)", "history.rss"),
        ("application/atom+xml", "Score recording (Atom)", "history.atom"),
        ("application/feed+json", "Score recording (JSON Feed)", "feed.json"),
        ("text/calendar", "Calendar of planned work", "maintenance.ics"),
        *up,
    ]
    assert found("incidents/INC-2025-04-10-002/index.html")[0] == (
        "application/rss+xml",
        "Games do not start (RSS)",
        "history.rss",
    )
    assert found("postmortems/INC-2025-01-15-001/index.html") == up
    assert found("maintenance/index.html")[0] == (
        "text/calendar",
        "Calendar of planned work",
        "../maintenance.ics",
    )
    assert found("404.html")[0][2] == "https://status.school.example/history.rss"


@pytest.mark.parametrize(
    ("records", "colours"),
    [
        ((late_evening(),), ["#e6f3ea", "#10261a"]),
        ((games(),), ["#c0151b", "#8c1115"]),
        ((cards(),), ["#ff9f62", "#682c04"]),
        ((slow_reports(),), ["#ffd25e", "#4a3700"]),
        ((clock_work(),), ["#e6edfc", "#14203f"]),
        ((unreadable(),), ["#3a444b", "#2b343a"]),
    ],
)
def test_the_edge_of_a_phone_takes_the_colour_of_the_state(
    records: tuple[Record, ...], colours: list[str]
) -> None:
    html = build(records)["index.html"].decode()
    found = [each for each in elements(html, "meta") if each.get("name") == "theme-color"]

    assert [each.get("content") for each in found] == colours
    assert [each.get("media") for each in found] == [
        "(prefers-color-scheme: light)",
        "(prefers-color-scheme: dark)",
    ]


def test_the_tab_shows_the_state_where_there_is_one_and_the_own_icon_elsewhere() -> None:
    def icon(path: str) -> str:
        return unquote(links(HTML[path], "icon")[0]["href"])

    assert icon("index.html").startswith("data:image/svg+xml,<svg ")
    assert "#c0151b" in icon("index.html")
    assert icon("about/index.html") == f"data:image/svg+xml,{FAVICON}"


def test_a_logo_of_one_colour_takes_the_ink_of_every_field() -> None:
    html = HTML["about/index.html"]
    (mask,) = re.findall(r'mask-image:url\("(data:[^"]*)"\)', html)

    assert unquote(mask) == f"data:image/svg+xml,{LOGO}"
    assert "@supports (mask:none){.logo{background:currentColor;" in html
    assert '<span class="logo"></span>' in html


def test_a_logo_of_several_colours_keeps_them() -> None:
    html = build((), frame=frame(look=Look(logo=FAVICON)))["index.html"].decode()
    (address,) = re.findall(r'[.]logo[{]background-image:url\("(data:[^"]*)"\)', html)

    assert unquote(address) == f"data:image/svg+xml,{FAVICON}"


def test_without_a_logo_and_an_accent_the_style_is_as_shipped() -> None:
    bare = frame(look=Look())
    html = build((), frame=bare)["index.html"].decode()

    assert f"<style>{bare.theme.style}</style>" in html
    assert 'class="logo"' not in html


@pytest.mark.parametrize(
    ("accent", "rule"),
    [
        ("#4a72d9", ":root{--accent:#4a72d9}"),
        ("#ffe066", "@media screen and (prefers-color-scheme:dark){:root{--accent:#ffe066}}"),
        ("#26439a", "@media not all and (prefers-color-scheme:dark){:root{--accent:#26439a}}"),
    ],
)
def test_an_accent_is_used_only_where_it_can_be_seen(accent: str, rule: str) -> None:
    html = build((), frame=frame(look=Look(accent=accent)))["index.html"].decode()
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)

    assert rule in style
    assert style.count("--accent:") == 1


def test_the_page_one_is_on_is_marked_in_both_navigations() -> None:
    for path, expected in {
        "index.html": ["./", "./"],
        "history/index.html": ["../history/", "../history/"],
        "subscribe/index.html": ["../subscribe/", "../subscribe/"],
        "about/index.html": ["../about/"],
        "components/scores/index.html": [],
    }.items():
        found = [each for each in elements(HTML[path], "a") if each.get("aria-current") == "page"]
        assert [each.get("href") for each in found] == expected, path


def test_landmarks_have_names_and_headings_go_down_step_by_step() -> None:
    for path, html in pages(build((*calm(), games(), unreadable()))).items():
        names = [each.get("aria-label") for each in elements(html, "nav")]
        assert names == ["Pages", "More pages"], path
        levels = [int(name[1]) for name in re.findall(r"<(h[1-6])[ >]", html)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in pairwise(levels)), path


def test_every_drawing_is_either_silent_or_has_words() -> None:
    for path, html in HTML.items():
        for each in elements(html, "svg"):
            titles = [child for child in each if child.tag.endswith("title")]
            if each.get("role") == "img":
                assert [bool(child.text) for child in titles] == [True], path
            else:
                is_sprite = any(child.tag.endswith("symbol") for child in each)
                assert each.get("aria-hidden") == "true" or is_sprite, path


def test_a_state_is_told_by_word_shape_and_colour() -> None:
    html = build((games(), cards(), slow_reports(), clock_work()))["index.html"].decode()
    rows = {
        state: re.search(rf'<li class="p bad c-{tone}"><svg[^>]*><use href="#g-{tone}"/></svg>.*?'
                         rf'<span class="v">{word}</span>', html)
        for state, tone, word in (
            (ComponentState.MAJOR_OUTAGE, "down", "Down"),
            (ComponentState.PARTIAL_OUTAGE, "partly", "Partly down"),
            (ComponentState.DEGRADED_PERFORMANCE, "trouble", "Having trouble"),
            (ComponentState.UNDER_MAINTENANCE, "plan", "Maintenance"),
        )
    }  # fmt: skip

    assert [state for state, row in rows.items() if row is None] == []
    assert 'class="p"><svg class="g c-ok" aria-hidden="true"><use href="#g-check"/>' in html
