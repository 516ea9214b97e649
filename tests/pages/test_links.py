"""Every address on every page leads somewhere, at a root and below a prefix."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.pages.reading import internal_links, meta, pages, tree
from tests.pages.records import busy, old_unreadable, unreadable
from tests.pages.site import build

RECORDS = (*busy(), unreadable(names=("website",), is_open=True), old_unreadable())


@pytest.mark.parametrize("prefix", ["/", "/repository/"])
def test_every_link_and_anchor_within_the_site_resolves(prefix: str) -> None:
    files = build(RECORDS)
    html = pages(files)
    ids = {path: {each.get("id") for each in tree(text).iter()} for path, text in html.items()}

    found = [
        (path, target, anchor)
        for path, text in html.items()
        for target, anchor in internal_links(path, text, prefix)
    ]
    dead = [
        (path, target, anchor)
        for path, target, anchor in found
        if target not in files or (anchor and anchor not in ids[target])
    ]

    assert dead == []
    assert len(found) > 1000


def test_no_id_stands_twice_on_a_page() -> None:
    for path, text in pages(build(RECORDS)).items():
        ids = Counter(each.get("id") for each in tree(text).iter() if each.get("id"))
        assert [name for name, count in ids.items() if count > 1] == [], path


def test_every_page_can_be_reached_from_home() -> None:
    html = pages(build(RECORDS))
    seen, ahead = set(), ["index.html"]
    while ahead:
        path = ahead.pop()
        if path in seen or path not in html:
            continue
        seen.add(path)
        ahead += [target for target, _ in internal_links(path, html[path], "/")]

    assert set(html) - seen == {"404.html"}


def test_the_page_for_wrong_addresses_leads_to_whole_ones_and_is_not_indexed() -> None:
    html = pages(build(RECORDS))["404.html"]
    links = [each.get("href") for each in tree(html).iter() if each.get("href")]

    whole = ("https://", "mailto:", "#", "data:")
    assert [each for each in links if not str(each).startswith(whole)] == []
    assert meta(html)["robots"] == "noindex"
    assert "data-root" not in html


def test_each_bar_leads_to_its_days_and_each_day_to_its_incidents() -> None:
    html = pages(build(RECORDS))
    home, part = html["index.html"], html["components/scores/index.html"]

    assert 'href="components/scores/#days"' in home
    assert 'href="components/scores/#day-2025-01-15"' in home
    days = [each for each in tree(part).iter() if str(each.get("id")).startswith("day-")]
    assert [
        (
            each.get("id"),
            [a.get("href") for a in each.iter("{http://www.w3.org/1999/xhtml}a")],
        )
        for each in days
    ] == [
        ("day-2025-02-02", ["../../incidents/MNT-2025-01-27-001/"]),
        ("day-2025-01-15", ["../../incidents/INC-2025-01-15-001/"]),
    ]
