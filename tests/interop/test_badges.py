"""Our badge says and measures what the badge of the best-known maker does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.interop import sites
from tests.interop.clients import ask_node

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {
    "schemaVersion": int, "label": str, "message": str, "color": str, "labelColor": str,
    "isError": bool, "namedLogo": str, "logoSvg": str, "logoColor": str, "logoWidth": int,
    "style": str, "cacheSeconds": int,
}  # fmt: skip
"""What shields.io reads of a badge's JSON (interop §5)."""
NAMED = {"brightgreen", "green", "yellowgreen", "yellow", "orange", "red", "blue", "lightgrey"}
GLYPH = 14
"""Pixels of our sign for people who see no colour, and of the gap beside it."""

every_badge = pytest.mark.parametrize("badge", ["badge", "components/scores/badge"])
in_every_state = pytest.mark.parametrize("state", sites.STATES)


def endpoint(files: dict[str, bytes], badge: str) -> dict[str, Any]:
    """Return what *badge* tells makers of badges."""
    found = json.loads(files[f"{badge}.json"])
    assert isinstance(found, dict)
    return found


def texts(element: ElementTree.Element, scale: float = 1) -> Iterator[tuple[str, float]]:
    """Yield each text that is seen and the pixels it takes; shadows are hidden from who listens.

    A maker may draw tenfold and shrink.
    """
    if element.get("aria-hidden") == "true":
        return
    scale *= 0.1 if element.get("transform") == "scale(.1)" else 1
    if element.tag == f"{SVG}text":
        yield element.text or "", float(element.get("textLength", "nan")) * scale
    for each in element:
        yield from texts(each, scale)


def width_of(picture: ElementTree.Element) -> float:
    """Return the width of a badge in pixels."""
    return float(picture.get("width", "nan"))


@every_badge
@in_every_state
def test_a_badge_reads_and_measures_like_that_of_badge_maker(
    state: str, badge: str, tmp_path: Path
) -> None:
    files = sites.in_state(tmp_path, state)
    said = endpoint(files, badge)
    ours = ElementTree.fromstring(files[f"{badge}.svg"])
    theirs = ElementTree.fromstring(
        ask_node("badge_maker", said["label"], said["message"], said["color"])
    )

    whole = f"{said['label']}: {said['message']}"
    for picture in (ours, theirs):
        assert (picture.get("role"), picture.get("aria-label")) == ("img", whole)
        assert picture.findtext(f"{SVG}title") == whole
        assert [text for text, _ in texts(picture)] == [said["label"], said["message"]]
        assert picture.get("height") == "20"
    assert [length for _, length in texts(ours)] == pytest.approx(
        [length for _, length in texts(theirs)], rel=0.15
    )
    assert width_of(ours) - GLYPH == pytest.approx(width_of(theirs), rel=0.15)


@every_badge
@in_every_state
def test_what_makers_of_badges_ask_for_is_what_they_know(
    state: str, badge: str, tmp_path: Path
) -> None:
    said = endpoint(sites.in_state(tmp_path, state), badge)
    assert {key: type(value) for key, value in said.items()} == {key: KNOWN[key] for key in said}
    assert said.keys() >= {"schemaVersion", "label", "message", "color"}
    assert said["schemaVersion"] == 1
    assert said["message"]
    assert said["color"] in NAMED


@in_every_state
def test_a_browser_draws_both_without_a_word(state: str, tmp_path: Path, serve, watch) -> None:
    files = sites.in_state(tmp_path, state)
    said = endpoint(files, "badge")
    theirs = ask_node("badge_maker", said["label"], said["message"], said["color"])
    images = '<img src="/ours.svg" alt=""><img src="/theirs.svg" alt="">'
    page, watched = watch()
    host = serve(
        {
            "favicon.ico": b"",  # asked for beside a picture that is a page of its own
            "index.html": f'<!doctype html><link rel="icon" href="data:,">{images}'.encode(),
            "ours.svg": files["badge.svg"],
            "theirs.svg": theirs.encode(),
        }
    )

    page.goto(host.url, wait_until="load")
    sizes = page.evaluate("[...document.images].map((e) => [e.naturalWidth, e.naturalHeight])")
    drawn = [ElementTree.fromstring(each) for each in (files["badge.svg"], theirs)]
    assert sizes == [[width_of(each), 20] for each in drawn]
    for name in ("ours", "theirs"):
        page.goto(f"{host.url}/{name}.svg")
        assert page.title() == f"{said['label']}: {said['message']}"
    assert watched.said == []
