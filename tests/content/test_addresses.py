"""Every file of a whole site is promised in the address book, and every promise is kept."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest

from generator.renderers.address_book import FOR_HOSTS, PARTS, SECTIONS, Address, find_rows
from generator.renderers.public_schemas import SCHEMAS
from tests.content.samples import LATER, MEETING, built

ROWS = [row for _, rows in SECTIONS for row in rows]
EARLIER = {"incidents/kctbh9vrtdwd/index.html", "issues/2018-04-25-east/index.html", "old.html"}


def site() -> dict[str, bytes]:
    return built(LATER, replay=False)[1]


def test_every_file_has_one_row() -> None:
    wrong = {
        file: [row.path for row in find_rows(file)]
        for file in (*site(), *EARLIER)
        if file not in FOR_HOSTS and len(find_rows(file)) != 1
    }
    assert wrong == {}


@pytest.mark.parametrize("row", ROWS, ids=[row.path for row in ROWS])
def test_every_row_has_a_file(row: Address) -> None:
    assert any(row in find_rows(file) for file in (*site(), *EARLIER))


def test_former_addresses_are_no_row_of_ours() -> None:
    for file in EARLIER:
        assert [row.key for row in find_rows(file)] == ["old"]


def test_the_page_names_every_address() -> None:
    page = site()["addresses/index.html"].decode()
    text = re.sub("<wbr>", "", page).replace("&lt;", "<").replace("&gt;", ">")
    for row in ROWS:
        path = row.path
        for name in PARTS:
            path = path.replace(name, f"<{name[1:-1]}>")
        assert f">{path}<" in text, path


@pytest.mark.parametrize("name", SCHEMAS)
def test_our_own_json_is_what_its_schema_says(name: str) -> None:
    for files in (site(), built(MEETING, replay=True)[1]):
        schema = json.loads(files[f"schema/{name}.schema.json"])
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        seen = [path for path in files if path.rpartition("/")[2] == f"{name}.json"]
        assert seen
        for path in seen:
            validator.validate(json.loads(files[path]))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("banner", {"show": True, "banners": []}),
        ("banner", {"show": False, "banners": [{}]}),
        ("badge", {"schemaVersion": 2, "label": "", "message": "x", "color": "red"}),
        ("badge", {"schemaVersion": 1, "label": "", "message": "", "color": "red"}),
        ("generation", {"generation": [1], "inputs": "", "as_of": "now"}),
    ],
)
def test_a_schema_refuses_what_is_wrong(name: str, value: object) -> None:
    schema = json.loads(site()[f"schema/{name}.schema.json"])
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(value))
