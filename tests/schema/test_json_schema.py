"""Schemas for editors: right about every record, and never stricter than the reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.core.schema import Field, FileKind, Kind, Type
from generator.core.schema_files import FILES, find_file_kind
from generator.readers.decode import Names, decode
from generator.readers.source import Source
from generator.readers.yaml_nodes import create_text
from generator.reporting.json_schema import create_schema, file_name, read_example
from generator.reporting.reference import list_fields
from tests.schema.editor import load

ROOT = Path(__file__).parents[2]
NAMES = Names(components=frozenset({"score-recording"}), vendors=frozenset({"braintree"}))
RECORDS = [
    (kind, path) for kind in FILES for path in sorted(ROOT.glob(kind.pattern)) if path.is_file()
]


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(create_schema(find_file_kind(name)))


def errors(name: str, text: str, *, older: bool = False) -> list[str]:
    """Return where the editor would underline *text*, as ``updates.0.at``."""
    found = validator(name).iter_errors(load(text, older=older))
    return sorted(".".join(map(str, each.absolute_path)) for each in found)


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_a_schema_is_valid_and_fits_its_own_example(kind: FileKind) -> None:
    schema = create_schema(kind)

    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == file_name(kind) == f"{kind.name}.schema.json"
    assert errors(kind.name, kind.example) == errors(kind.name, kind.example, older=True) == []


@pytest.mark.parametrize(
    ("kind", "path"), RECORDS, ids=[str(path.relative_to(ROOT)) for _, path in RECORDS]
)
@pytest.mark.parametrize("older", [False, True], ids=["YAML 1.2", "YAML 1.1"])
def test_every_file_of_this_repository_fits(kind: FileKind, path: Path, older: bool) -> None:
    assert errors(kind.name, path.read_text("utf-8"), older=older) == []


def test_this_repository_has_files_of_every_kind() -> None:
    assert {kind.name for kind, _ in RECORDS} == {kind.name for kind in FILES}


FIELDS = {f"{kind.name}: {way}": field for kind in FILES for way, field in list_fields(kind.type)}


@pytest.mark.parametrize("way", FIELDS)
def test_every_example_of_a_field_fits_its_schema_and_the_reader(way: str) -> None:
    field = FIELDS[way]
    if not field.example:
        return
    schema = _schema_of(field.type)
    written = load(field.example)

    assert list(Draft202012Validator(schema).iter_errors(read_example(field))) == []
    assert list(Draft202012Validator(schema).iter_errors(written)) == []
    if field.type.kind is not Kind.LIST:
        assert _is_accepted(str(read_example(field)).replace("True", "true"), field.type) or (
            read_example(field) is False
        )


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("incident", "titel: Scores are not saved\n", [""]),
        ("incident", "updates:\n  - status: resolved\n", ["updates.0"]),
        ("incident", "updates: none yet\n", ["updates"]),
        ("incident", "updates:\n  - at: 2:36pm\n", ["updates.0.at"]),
        ("incident", "updates:\n  - {at: 14:36, status: fixed}\n", ["updates.0.status"]),
        ("incident", "updates:\n  - {at: 14:36, notify: no}\n", ["updates.0.notify"]),
        ("incident", "updates:\n  - {at: 14:36, next_update: soon}\n", ["updates.0.next_update"]),
        ("incident", "title:\n", ["title"]),
        ("incident", "title: [a, b]\n", ["title"]),
        ("incident", f"title: {'a' * 201}\n", ["title"]),
        ("incident", "title: |\n  two\n  lines\n", ["title"]),
        ("incident", "vendor_url: example.com\n", ["vendor_url"]),
        (
            "incident",
            "updates:\n  - at: 14:36\n    components:\n      score-recording: down\n",
            ["updates.0.components.score-recording"],
        ),
        ("maintenance", "scheduled_for: tomorrow\n", ["scheduled_for"]),
        ("actions", "pool-dashboard:\n  done: 21.1.2025\n", ["pool-dashboard.done"]),
        ("actions", "Pool dashboard:\n  done: 2025-01-21\n", [""]),
        ("postmortem", "published_at: 2025-01-17 14:00Z\ntitle: T\n", [""]),
        (
            "site",
            "format: one\nname: N\nurl: https://e.org\nzone: UTC\ngroups: []\n",
            ["format", "groups"],
        ),
        ("internal", "severity: 5\n", ["severity"]),
    ],
)
def test_a_mistake_is_underlined_while_it_is_typed(name: str, text: str, where: list[str]) -> None:
    assert errors(name, text) == where


def test_components_and_vendors_of_the_site_are_offered_and_others_stay_allowed() -> None:
    schema = create_schema(
        find_file_kind("incident"), components=("score-recording", "email"), vendors=("braintree",)
    )
    update = schema["properties"]["updates"]["items"]["properties"]
    check = Draft202012Validator(schema)

    assert list(update["components"]["properties"]) == ["score-recording", "email"]
    assert schema["properties"]["vendor"]["anyOf"][0] == {"enum": ["braintree"]}
    assert check.is_valid(load("vendor: paypal\n"))
    assert check.is_valid(load("updates:\n  - at: 14:36\n    components: {new: operational}\n"))


def test_a_field_tells_an_editor_what_it_is_for() -> None:
    at = create_schema(find_file_kind("incident"))["properties"]["updates"]["items"]["properties"]

    assert at["notify"] == {
        "description": "false keeps this update out of feeds.",
        "enum": [True, False, "true", "false"],
        "$comment": "design §3 State",
        "examples": [False],
    }


def _find_scalar(type_: Type) -> Type:
    """Return *type_*, or what lists and maps of it hold in the end."""
    return type_ if type_.of is None else _find_scalar(type_.of)


SCALARS: dict[str, Type] = {
    repr(type_): type_
    for type_ in (_find_scalar(field.type) for field in FIELDS.values())
    if type_.kind is not Kind.RECORD
}
_WORDS = """
0 1 7 12 500 007 1.10 2.50 12e5 0x10 0o17 1_000 true false True no off null ~ NULL 30m 26h 1h30m
1w2d 90s 14:36 9:05 14:36Z 14:36:07 2025-01-15 2025-01 2025-02-30 none incident A 3 @bob bob
https://example.com mailto:a@example.com a@example.com score-recording braintree .5 +1 -1 1234
INC-2025-01-15-001 America/New_York UTC #1f4fbf logo.svg kctbh9vrtdwd final all alert low unset
2025-01-15T14:36:07.5+0100 14:36-05:00 20250115T143600Z incidents/12 /a/b/ //a
"""
_PLAUSIBLE = st.sampled_from(_WORDS.split()) | st.sampled_from(
    ["2025-01-15 14:36", "2025-01-15 14:36 America/New_York", "1h 30m", "14:36 UTC", "two\nlines"]
)
_TIMES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "2025-01-15 ", "2025-01-15T", "2025-01-15t", "2025-01-15\u00a0 "]),
    st.sampled_from(["14:36", "9:05", "00:00", "23:59"]),
    st.sampled_from(["", ":07", ":60", ":07.5", ":07,123456789"]),
    st.sampled_from(
        ["", "Z", "z", " UTC", "utc", "+01:00", "-0500", " \u221203:30", " Europe/Berlin", " UTC"]
    ),
)
_LENGTHS = st.lists(st.sampled_from(["1w", "2d", "3h ", "04m", "5 ", "90s"]), max_size=5)


@st.composite
def typed_values(draw: st.DrawFn) -> tuple[Type, str]:
    type_ = draw(st.sampled_from(list(SCALARS.values())))
    return type_, draw(
        _PLAUSIBLE
        | _TIMES
        | _LENGTHS.map("".join)
        | st.text("0123456789:-+ TZm.,eE", max_size=24)
        | st.text(max_size=12)
    )


@settings(max_examples=1500)
@given(typed_values())
@example((Type(kind=Kind.LINE, most=200), "404"))
@example((Type(kind=Kind.ADDRESS), "404"))
@example((Type(kind=Kind.ADDRESS), "//incidents/12/"))
def test_what_the_reader_takes_the_schema_takes(drawn: tuple[Type, str]) -> None:
    type_, text = drawn
    if not _is_accepted(text, type_):
        return
    check = Draft202012Validator(_schema_of(type_))

    for older in (False, True):
        value = _as_editor(text, older=older)
        if value is not None:  # nothing written, or the word null: `check` takes it as text
            assert check.is_valid(value), (type_, text, value)


def _as_editor(text: str, *, older: bool) -> Any:
    """Return what an editor makes of *text*, in quotes where it is no plain value."""
    plain = f"- {text}\n"
    try:
        found = load(plain, older=older)
    except Exception:
        return text
    is_one = isinstance(found, list) and len(found) == 1 and not isinstance(found[0], list | dict)
    return found[0] if is_one else text


def _is_accepted(text: str, type_: Type) -> bool:
    source = Source("public.yml")
    decode(create_text(text, 1, 1, max(len(text), 1), '"'), type_, source, NAMES)
    return not source.findings


def _schema_of(type_: Type) -> dict[str, Any]:
    kind = FileKind(
        name="one",
        pattern="one.yml",
        title="One field",
        help="One field.",
        type=Type(
            kind=Kind.RECORD, fields=(Field(name="one", type=type_, help="One.", source="here"),)
        ),
        audience=FILES[0].audience,
        example="",
    )
    found: dict[str, Any] = create_schema(kind)["properties"]["one"]
    return found
