"""Whatever is recorded, the tree keeps the shapes that real clients rely on (interop §1)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given

from generator.core.facts import Group, Record, SiteConfig
from generator.core.rollup import page_status
from tests.api import shapes
from tests.api.trees import read_api
from tests.core.strategies import books
from tests.pages.records import AS_OF, DOWN
from tests.pages.school import config
from tests.pages.test_hostile import TEXTS, hostile

RECORDED = Path(__file__).parents[3] / "shared" / "data" / "statuspage-v2"

Book = tuple[tuple[Record, ...], SiteConfig, datetime]


@given(books())
def test_any_records_give_a_tree_of_the_recorded_shapes(book: Book) -> None:
    records, site, as_of = book
    shapes.check_tree(read_api(records, site, as_of, replay=False))


@given(books())
def test_groups_are_told_where_there_are_several(book: Book) -> None:
    records, site, as_of = book
    groups = (*site.groups, Group(id="more", name="More", api_id="041n21grl68d"))
    first, *others = site.components
    tree = read_api(
        records,
        replace(site, groups=groups, components=(replace(first, group="more"), *others)),
        as_of,
        replay=False,
    )
    shapes.check_tree(tree)
    offered = [each for each in tree["components"]["components"] if not each["group"]]
    assert all(each["group_id"] is not None for each in offered)


@given(books(whole=True))
def test_the_roll_up_follows_from_the_components_told(book: Book) -> None:
    records, site, as_of = book
    tree = read_api(records, site, as_of, replay=False)
    states = [each["status"] for each in tree["components"]["components"] if not each["group"]]
    indicator, description = page_status(states)
    assert tree["status"]["status"] == {
        "indicator": str(indicator),
        "description": description,
    }


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_text_is_a_tag_to_anybody(text: str) -> None:
    tree = read_api(hostile(text), config(name=text), AS_OF)
    shapes.check_tree(tree)
    (incident,) = tree["incidents/unresolved"]["incidents"]
    assert incident["impact"] == "critical"
    assert incident["incident_updates"][0]["affected_components"][0]["new_status"] == str(DOWN)


@pytest.mark.skipif(not RECORDED.exists(), reason="needs the recorded pages")
def test_real_pages_have_the_shapes_we_ask_of_ours() -> None:
    seen = 0
    for path in sorted(RECORDED.rglob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        shapes.check_page(file["page"])
        if "status" in file:
            shapes.check_status(file["status"])
        if "components" in file:
            shapes.check_components(file["components"])
        for event in (*file.get("incidents", ()), *file.get("scheduled_maintenances", ())):
            shapes.check_event(event)
            seen += 1
    assert seen > 70


@pytest.mark.skipif(not RECORDED.exists(), reason="needs the recorded pages")
def test_the_roll_up_of_every_recorded_summary_is_ours() -> None:
    seen = set()
    for path in sorted(RECORDED.rglob("*.json")):
        file = json.loads(path.read_text(encoding="utf-8"))
        if "components" in file and "status" in file:
            states = [each["status"] for each in file["components"] if not each["group"]]
            indicator, description = page_status(states)
            assert file["status"] == {"indicator": str(indicator), "description": description}
            seen.add(str(indicator))
    assert seen == {"none", "maintenance", "minor", "major"}
