"""Sentences of messages are data: shipped, overridden key by key, and held to what is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.words import fill
from generator.pipeline.check import check_repository
from generator.readers.messages import MESSAGES_FILE, read_message_words
from generator.readers.site import read_site
from tests.messages.house import ROOT, at, build, look
from tests.records.repositories import write_repository

PARTS = ("score-recording", "sign-in")


def read(tmp_path: Path, text: str) -> tuple[dict[str, str], list[tuple[str, int, str, str]]]:
    path = tmp_path / MESSAGES_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    words, findings = read_message_words(tmp_path, PARTS)
    return dict(words), [(each.code, each.line, each.message, each.fix) for each in findings]


def test_without_a_file_the_sentences_that_ship_count(tmp_path: Path) -> None:
    words, findings = read_message_words(tmp_path)

    assert findings == ()
    assert words["t4.thanks"] == "Thank you for your patience."


def test_own_sentences_are_laid_over_key_by_key(tmp_path: Path) -> None:
    words, findings = read(
        tmp_path, "t4:\n  thanks: Thanks.\n  text.score-recording: Scores are saved again.\n"
    )

    assert findings == []
    assert words["t4.thanks"] == "Thanks."
    assert words["t4.text.score-recording"] == "Scores are saved again."
    assert words["t4.text.default"] == read_message_words(tmp_path / "none")[0]["t4.text.default"]


@pytest.mark.parametrize(
    ("text", "finding", "key"),
    [
        (
            "t4:\n  thank: x\n",
            ("MSG001", 2, "no message uses the sentence 't4.thank'", "write 't4.thanks'"),
            "t4.thank",
        ),
        (
            "t14:\n  body: Look at {brief}, {x}\n",
            ("MSG002", 2, "nothing fills in {x} here", "use only these placeholders: {brief}"),
            "t14.body",
        ),
        (
            "t14:\n  body: [x]\n",
            (
                "MSG003",
                2,
                "no text stands after 't14.body'",
                "write the text, or delete the line: the shipped one is used then",
            ),
            "t14.body",
        ),
        (
            "t14:\n  body: We look.\n",
            (
                "MSG004",
                2,
                "{brief} is missing, so readers would not see it",
                "put {brief} where it belongs",
            ),
            "t14.body",
        ),
        (
            "t4:\n  text:\n    score-saving: x\n",
            (
                "MSG005",
                3,
                "'score-saving' is no component of site.yml",
                "write 'score-recording'",
            ),
            "t4.text.score-saving",
        ),
    ],
)
def test_what_cannot_be_used_is_a_finding_and_the_shipped_sentence_counts(
    text: str, finding: tuple[str, int, str, str], key: str, tmp_path: Path
) -> None:
    words, findings = read(tmp_path, text)

    assert findings == [finding]
    assert words.get(key) == read_message_words(tmp_path / "none")[0].get(key)


def test_a_file_that_cannot_be_read_stops_no_message(tmp_path: Path) -> None:
    words, findings = read(tmp_path, "t4: [\n")

    assert [code for code, *_ in findings] == ["YML015"]
    assert words == read_message_words(tmp_path / "none")[0]


def test_check_looks_at_the_sentences(tmp_path: Path) -> None:
    root = write_repository(tmp_path, {MESSAGES_FILE: "t4:\n  thank: x\n"})

    found = check_repository(root, now=at("15:12"), strict=False).findings

    assert [(each.code, each.path) for each in found] == [("MSG001", MESSAGES_FILE)]


def test_a_whole_body_can_be_written_anew(tmp_path: Path) -> None:
    own = 't14:\n  body: "We look into this: {brief}"\n'
    root = build(tmp_path, {MESSAGES_FILE: own})

    assert look(root, "14:25").body("T14") == (
        "We look into this: Score recording API errors after v2.5.3"
    )


def test_the_sentences_of_this_repository_fit() -> None:
    config = read_site(ROOT)[0]
    assert config is not None

    assert read_message_words(ROOT, [each.id for each in config.components])[1] == ()


def test_what_is_filled_in_is_never_looked_at_again() -> None:
    assert fill("{a} and {b}", {"a": "{b}", "b": "{a}"}) == "{b} and {a}"
    assert fill("{A} {} { a }", {}) == "{A} {} { a }"
