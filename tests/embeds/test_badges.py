"""Badges: small, valid, inert, and never greener than the page they stand for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.colours import contrast
from generator.core.facts import Damage, Record, SiteConfig
from generator.core.vocabulary import ComponentState
from generator.renderers.badges import GROUNDS, draw_badge, width_of
from generator.renderers.glyphs import GLYPHS
from tests.core.builders import (
    DOWN,
    FINE,
    SLOW,
    at,
    component,
    config,
    incident,
    publish,
    said,
    work,
)
from tests.embeds.making import NOON, badge_files, in_state
from tests.payloads import PAYLOADS

SVG = "{http://www.w3.org/2000/svg}"
UNREADABLE = incident(damage=(Damage(path="public.yml", at=at("14:50")),))
ALLOWED = {
    "svg": {"width", "height", "role", "aria-label"},
    "title": set(),
    "g": {"transform", "font-family", "font-size"},
    "path": {"fill", "fill-rule", "d", "stroke", "stroke-width"},
    "circle": {"fill", "stroke", "stroke-width", "stroke-dasharray", "cx", "cy", "r"},
    "text": {"x", "y", "fill", "fill-opacity", "textLength", "lengthAdjust", "aria-hidden"},
}


def made_badges(*records: Record, site: SiteConfig | None = None) -> dict[str, str]:
    return badge_files(publish(records, NOON, site))


def assert_inert(svg: str) -> ElementTree.Element:
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        name = element.tag.removeprefix(SVG)
        assert set(element.attrib) <= ALLOWED[name], name
    return root


def label_of(root: ElementTree.Element) -> str:
    label = root.get("aria-label")
    assert label == root.findtext(f"{SVG}title")
    return str(label)


def said_by(files: dict[str, str], folder: str = "") -> tuple[str, str, bool]:
    """Return message, colour and whether it counts as an error; picture and JSON agree."""
    values = json.loads(files[f"{folder}badge.json"])
    root = assert_inert(files[f"{folder}badge.svg"])
    assert label_of(root) == f"{values['label']}: {values['message']}"
    return values["message"], values["color"], values.get("isError", False)


def test_a_badge_is_exactly_this() -> None:
    files = made_badges()

    assert files["badge.svg"] == (
        '<svg xmlns="http://www.w3.org/2000/svg" width="116" height="20" role="img"'
        ' aria-label="status: working"><title>status: working</title>'
        '<path fill="#3a444b" d="M3 0H46V20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"/>'
        '<path fill="#0b7443" d="M46 0H113a3 3 0 0 1 3 3V17a3 3 0 0 1-3 3H46z"/>'
        '<g transform="translate(52 5) scale(0.5)"><path fill="#fff" fill-rule="evenodd"'
        ' d="M10 0a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM5.8 9.2L4.4 10.6l4 4 7.3-8.2-1.5-1.3-5.9'
        ' 6.6z"/></g><g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">'
        '<text x="6" y="15" fill="#000" fill-opacity=".3" textLength="34" aria-hidden="true">'
        'status</text><text x="6" y="14" fill="#fff" textLength="34">status</text>'
        '<text x="66" y="15" fill="#000" fill-opacity=".3" textLength="44" aria-hidden="true">'
        'working</text><text x="66" y="14" fill="#fff" textLength="44">working</text></g></svg>\n'
    )
    assert files["badge.json"] == (
        '{"schemaVersion": 1, "label": "status", "message": "working", "color": "brightgreen",'
        ' "cacheSeconds": 60}\n'
    )


def test_there_is_a_pair_for_the_site_and_for_each_part() -> None:
    assert list(made_badges()) == [
        f"{folder}badge.{kind}"
        for folder in ("", "components/scores/", "components/search/", "components/sign-in/")
        for kind in ("svg", "json")
    ]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (ComponentState.OPERATIONAL, ("incident open", "yellow", True)),
        (ComponentState.DEGRADED_PERFORMANCE, ("having trouble", "yellow", True)),
        (ComponentState.PARTIAL_OUTAGE, ("partly down", "orange", True)),
        (ComponentState.MAJOR_OUTAGE, ("down", "red", True)),
    ],
)
def test_the_site_says_the_worst_of_its_parts(
    state: ComponentState, expected: tuple[str, str, bool]
) -> None:
    files = badge_files(in_state(state))

    assert said_by(files) == expected
    assert said_by(files, "components/search/") == ("working", "brightgreen", False)
    if state is not FINE:
        assert said_by(files, "components/scores/") == expected


def test_planned_work_is_no_error() -> None:
    files = made_badges(work(said("12:00"), scheduled_for=at("14:00")))

    assert said_by(files) == ("maintenance", "blue", False)
    assert said_by(files, "components/search/") == ("maintenance", "blue", False)


def test_while_a_record_cannot_be_read_nothing_is_green() -> None:
    files = made_badges(UNREADABLE)

    assert said_by(files) == ("not known", "lightgrey", True)
    for part in ("scores", "search", "sign-in"):
        assert said_by(files, f"components/{part}/") == ("no trouble reported", "lightgrey", True)


def test_a_part_that_the_unreadable_record_names_is_not_known() -> None:
    named = Damage(path="public.yml", at=at("14:50"), components=("search",))
    files = made_badges(incident(damage=(named,)))

    assert said_by(files, "components/search/") == ("not known", "lightgrey", True)
    assert said_by(files, "components/scores/") == ("no trouble reported", "lightgrey", True)


def test_a_retired_part_keeps_its_badge_and_says_so() -> None:
    gone = component("diary", retired=date(2025, 1, 1))
    files = made_badges(site=config(component("scores"), gone))

    assert said_by(files, "components/diary/") == ("retired", "lightgrey", False)
    assert said_by(files) == ("working", "brightgreen", False)


@given(st.lists(st.tuples(st.sampled_from(["scores", "search"]), st.sampled_from(ComponentState))))
def test_a_badge_is_green_only_where_all_is_well(states: list[tuple[str, ComponentState]]) -> None:
    told = [each for each in states if each[1] is not ComponentState.UNDER_MAINTENANCE]
    site = publish([incident(said("14:40", components=tuple(told)))] if told else [], "15:00")
    files = badge_files(site)

    assert (said_by(files)[1] == "brightgreen") == (not told)
    for view in site.components:
        folder = f"components/{view.component.id}/"
        assert (said_by(files, folder)[1] == "brightgreen") == (view.state is FINE)


@pytest.mark.parametrize("glyph", GROUNDS)
def test_every_word_can_be_read_on_its_ground(glyph: str) -> None:
    ground, ink = (value if len(value) == 7 else "#ffffff" for value in GROUNDS[glyph])

    assert contrast(ground, ink) >= 4.5
    assert glyph in GLYPHS


def test_hostile_and_long_names_stay_text_and_the_badge_small() -> None:
    for payload in PAYLOADS:
        site = config(replace(component("scores"), name=payload))
        files = badge_files(in_state(DOWN, site))
        root = assert_inert(files["components/scores/badge.svg"])
        values = json.loads(files["components/scores/badge.json"])

        assert list(values) == [
            "schemaVersion", "label", "message", "color", "cacheSeconds", "isError",
        ]  # fmt: skip
        assert values["message"] == "down"
        assert 0 < len(values["label"]) <= 32
        assert len(files["components/scores/badge.svg"].encode()) <= 2048
        assert label_of(root).endswith(": down")


@given(st.text(max_size=60), st.sampled_from(sorted(GROUNDS)))
def test_any_name_makes_a_badge_that_parses(name: str, glyph: str) -> None:
    site = config(replace(component("scores"), name=name))
    svg = badge_files(in_state(SLOW, site))["components/scores/badge.svg"]
    root = assert_inert(svg)
    texts = [each for each in root.iter(f"{SVG}text") if each.get("aria-hidden") is None]

    assert len(svg.encode()) <= 2048
    end = max(int(str(each.get("x"))) + int(str(each.get("textLength"))) for each in texts)
    assert int(str(root.get("width"))) == end + 6
    assert re.search(r'fill="[^"]+"', draw_badge("status", "x", glyph))


@pytest.mark.parametrize(
    ("text", "pixels"),
    [("status", 34), ("Score recording", 87), ("", 1), ("日本", 22), ("e\u0301", 7), ("\u200d", 1)],
)
def test_the_width_of_a_text_is_that_of_the_usual_font(text: str, pixels: int) -> None:
    assert width_of(text) == pixels


def test_letters_that_are_joined_are_not_torn_apart() -> None:
    latin = draw_badge("status", "working", "ok")
    arabic = draw_badge("\u0627\u0644\u062d\u0627\u0644\u0629", "working", "ok")

    assert "lengthAdjust" not in latin
    assert arabic.count('lengthAdjust="spacingAndGlyphs"') == 2


def test_equal_sites_make_equal_bytes() -> None:
    one, other = badge_files(in_state(DOWN)), badge_files(replace(in_state(DOWN), inputs_hash="x"))

    assert one == other
