"""Where the script writes the visitor's own time: behind what is there, never on a line alone."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from tests.pages.reading import local_name, pages, tree, words_of
from tests.pages.records import busy, unreadable
from tests.pages.school import frame, shipped_words
from tests.pages.site import build

SEPARATOR = "·"
BLOCKS = {"q", "tm"}
"""Classes whose elements may be lines of their own, as ``small`` may be."""


def places(html: str) -> list[tuple[Element, list[Element]]]:
    """Return each element the script fills with an addition, with what leads down to it."""
    found: list[tuple[Element, list[Element]]] = []

    def walk(element: Element, above: list[Element]) -> None:
        if element.get("data-z") or element.get("data-age"):
            found.append((element, above))
        for child in element:
            walk(child, [*above, element])

    walk(tree(html), [])
    return found


def before(element: Element, parent: Element) -> str:
    """Return the text inside *parent* that stands before *element*."""
    text = parent.text or ""
    for child in parent:
        if child is element:
            break
        text += words_of(child) + (child.tail or "")
    return text


@pytest.mark.parametrize("zone", ["America/New_York", "UTC"])
def test_what_the_script_adds_stands_behind_words_on_their_line(zone: str) -> None:
    files = build((*busy(), unreadable()), frame=frame(zone=zone))
    seen = 0
    for path, html in pages(files).items():
        for element, above in places(html):
            seen += 1
            assert local_name(element) == "span", path
            assert element.get("class") is None, path
            assert before(element, above[-1]).strip(), path
            assert not before(element, above[-1]).endswith(" "), path

    assert seen > 100


def test_no_line_may_break_before_the_separator() -> None:
    assert [
        key
        for key, text in shipped_words().items()
        if key.startswith("join.") and f" {SEPARATOR}" in text
    ] == []
    assert shipped_words()["join.dot"] == "{a}\N{NO-BREAK SPACE}· {b}"
