"""What commands write, readers read: every text comes back as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.odd_characters import ODD
from generator.core.refusal import Refusal
from generator.core.schema_internal import INTERNAL
from generator.core.schema_public import INCIDENT_UPDATE
from generator.readers.decode import Names, decode
from generator.readers.source import Source
from generator.readers.yaml_events import read_source
from generator.writers.record_yaml import clean_line, clean_text, dump

TEXTS = st.text(
    st.characters().filter(lambda char: char == "\t" or not ODD.search(char)), max_size=300
)
PARAGRAPHS = st.lists(TEXTS, min_size=1, max_size=5).map("\n".join)
NAMES = Names(components=frozenset({"score-recording"}))


def read(text: str, kind: object = INCIDENT_UPDATE) -> tuple[object, list[str]]:
    source = Source("updates/20250115T143600Z-aaaaaaaa.yml")
    node = read_source(text.encode(), source)
    assert node is not None, [each.message for each in source.findings]
    fields = decode(node, kind, source, NAMES)  # type: ignore[arg-type]
    # Whether a text looks garbled is for check to say; it comes back all the same.
    findings = [each for each in source.findings if each.code != "REC020"]
    return fields, [f"{each.code} {each.message}" for each in findings]


@given(PARAGRAPHS)
def test_a_text_comes_back_as_it_was_typed(typed: str) -> None:
    text = clean_text(typed, "the text")
    if not text.strip():
        assert dump({"text": text.strip()}) == "{}\n"
        return

    fields, findings = read(dump({"status": "investigating", "text": text}))

    assert fields.get("text").rstrip("\n") == text.rstrip("\n")  # type: ignore[attr-defined]
    assert findings == []


@given(TEXTS)
def test_a_title_comes_back_on_one_line(typed: str) -> None:
    title = clean_line(typed, "the title")[:200].strip()
    if not title:
        return

    fields, findings = read(dump({"title": title}), INTERNAL)

    assert (fields.get("title"), findings) == (title, [])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("no", "title: 'no'\n"),
        ("14:23", "title: '14:23'\n"),
        ("score API errors", "title: score API errors\n"),
        ("a: b # c", "title: 'a: b # c'\n"),
        ("@here", "title: '@here'\n"),
        ("{{ 7*7 }}", "title: '{{ 7*7 }}'\n"),
        ("-rf /", "title: -rf /\n"),
        ("é 🎵", "title: é 🎵\n"),
    ],
)
def test_what_yaml_would_take_for_something_else_stands_in_quotes(value: str, written: str) -> None:
    assert dump({"title": value}) == written


def test_the_least_update_is_as_short_as_one_written_by_hand() -> None:
    assert dump(
        {
            "title": "Students cannot save scores",
            "status": "investigating",
            "components": {"score-recording": "major_outage"},
            "advice": "",
            "text": clean_text("First.\r\n\r\n\r\nSecond.  \n", "the text"),
            "impact_windows": [{"component": "score-recording", "from": "2025-01-15 14:22Z"}],
        }
    ) == (
        "title: Students cannot save scores\n"
        "status: investigating\n"
        "components:\n"
        "  score-recording: major_outage\n"
        "text: |\n"
        "  First.\n"
        "\n"
        "  Second.\n"
        "impact_windows:\n"
        "  - component: score-recording\n"
        "    from: 2025-01-15 14:22Z\n"
    )


@pytest.mark.parametrize(
    ("text", "character"),
    [
        ("a\x1b[31mb", "U+001B (a control character)"),
        ("a\u202eb", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("a\u2028b", "U+2028 (LINE SEPARATOR)"),
        ("a\ud800b", "U+D800 (a control character)"),
    ],
)
def test_what_a_record_may_not_hold_is_refused(text: str, character: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean_text(text, "the text")

    assert (refused.value.message, refused.value.fix) == (
        f"the text holds {character}, which records may not hold",
        "type the words again instead of pasting them",
    )
