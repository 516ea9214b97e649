"""What a visitor on a slow line has to wait for (design §8)."""

from __future__ import annotations

import gzip
import re

from tests.pages.reading import elements, pages
from tests.pages.records import busy, calm, cards, games, night_work, slow_reports
from tests.pages.school import config, frame
from tests.pages.site import build

THREE_OPEN = (*calm(), games(), cards(), slow_reports(), night_work())


def packed(html: str) -> int:
    return len(gzip.compress(html.encode(), 9))


def test_home_with_twelve_parts_and_three_open_incidents_is_light() -> None:
    html = build(THREE_OPEN)["index.html"].decode()

    assert sum(1 for part in config().components if part.retired is None) == 12
    assert len(elements(html, "article")) == 3
    assert len(html.encode()) <= 40_000
    assert packed(html) <= 14_000


def test_even_a_crowded_home_stays_within_the_packed_budget() -> None:
    html = build(busy())["index.html"].decode()

    assert len(elements(html, "article")) == 6
    assert packed(html) <= 14_000


def test_no_page_asks_for_anything_else() -> None:
    for path, html in pages(build(busy())).items():
        loaded = [
            each.get("src") or each.get("srcset")
            for name in ("img", "source", "script", "iframe", "video", "audio", "object", "embed")
            for each in elements(html, name)
        ]
        sheets = [each for each in elements(html, "link") if each.get("rel") == "stylesheet"]
        assert [each for each in loaded if each and not each.startswith("data:")] == [], path
        assert sheets == [], path
        assert "@import" not in html, path
        assert re.findall(r'url\((?!"data:)', html) == [], path


def test_every_other_page_is_lighter_than_home() -> None:
    html = pages(build(THREE_OPEN))
    home = packed(html["index.html"])

    assert [path for path, page in html.items() if packed(page) > home] == []


def test_the_script_is_small_and_the_page_is_whole_without_it() -> None:
    html = build(THREE_OPEN)["index.html"].decode()
    script = frame().theme.script

    assert len(script.encode()) <= 3_000
    assert html.count(script) == 1
    assert "<noscript" not in html


def test_a_bar_is_one_small_drawing() -> None:
    html = build(busy())["index.html"].decode()
    bars = re.findall(r'<svg class="bar".*?</svg>', html)

    assert len(bars) == 12
    assert max(len(bar) for bar in bars) <= 450
    assert max(bar.count("<path") for bar in bars) <= 6
