"""Whatever a record holds is data in a message: never a template, never Markdown, never HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.core.messaging.markdown_text import escape
from generator.core.messaging.message import TEMPLATES
from tests.messages.house import FOLDER, Case, build, fx1, look

HOSTILE = (
    "{id} {x} {{greeting}} %s ${y}",
    "<script>alert(1)</script> <b>bold</b> &lt;i&gt;",
    "**bold** _it_ `code` [link](https://example.org) # title",
    "# a heading",
    "- a list",
    "1. numbered",
    "> quoted",
    "---",
    "| a | b |",
    "עברית العربية",
    "x" * 8000,
    r"\1 \g<0> back\slash",
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_title_stands_word_by_word_in_every_message_that_tells_it(text: str) -> None:
    case = fx1("15:12").record(title=text)

    assert case.body("T14") == f"Investigating {text}"
    assert case.write("T13").subject == f"[URGENT] Production Incident - {text}"
    for template, rule in TEMPLATES.items():
        for channel in rule.channels:
            assert case.body(template, channel)


def test_a_line_end_in_a_title_ends_no_line_of_a_message() -> None:
    case = fx1("14:33").record(title="one\nSubject: two\r\n\n\u2028three")

    assert case.body("T14") == "Investigating one Subject: two three"
    assert case.write("T13").subject == "[URGENT] Production Incident - one Subject: two three"


def test_what_holds_letters_together_and_wide_spaces_stay() -> None:
    text = "\u0645\u06cc\u200c\u062e 10\u00a0ms  👩\u200d🏫"

    assert fx1("14:33").record(title=text).body("T14") == f"Investigating {text}"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_markdown_shows_what_was_typed(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(escape(text))

    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inline = tokens[1].children or []
    assert {token.type for token in inline} <= {"text", "text_special"}
    assert "".join(token.content for token in inline) == text


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), max_size=60))
def test_markdown_shows_any_line_as_it_was_typed(text: str) -> None:
    line = text.strip()
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escape(line))

    types = [token.type for token in tokens]
    assert types in ([], ["paragraph_open", "inline", "paragraph_close"])
    inline = (tokens[1].children or []) if tokens else []
    assert "".join(token.content for token in inline) == line


def documents(root: Path, lines: str) -> Case:
    case = build(root)
    path = root / FOLDER / "internal.yml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  14:26 Checked logs:", f"{lines}  14:26 Checked logs:"), "utf-8")
    return look(case, "15:12")


def test_lines_of_a_log_stay_items_of_the_timeline(tmp_path: Path) -> None:
    hostile = "".join(f"  14:25 {text}\n" for text in HOSTILE[:8])
    body = documents(tmp_path, hostile).body("T10")

    timeline = body.partition("All times in UTC.\n\n")[2].partition("\n\n## Root Cause")[0]
    assert all(line.startswith(("- `14:", "- `15:")) for line in timeline.split("\n"))
    tokens = MarkdownIt("commonmark").parse(body)
    assert [token.content for token in tokens if token.type == "html_block"] == []
    shown = [token.content for token in tokens if token.type == "inline"]
    assert [text for text in shown if text.startswith("a heading")] == []


def test_advice_for_visitors_keeps_its_own_lines() -> None:
    case = fx1("14:51").public(advice="Play on.\n\nGames {id} count.\n")

    assert "\n\nPlay on.\n\nGames {id} count.\n\nWe will provide" in case.body("T4")
