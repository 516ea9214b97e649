"""The pages about codes: complete, readable, and safe to print."""

from __future__ import annotations

import re

import pytest

from generator.core.codes import CODES, FAMILIES
from generator.core.codes_entry import Code, Link, error
from generator.core.findings import Severity
from generator.reporting.codes_pages import create_code_pages, create_index, create_page

PAGES = create_code_pages()


def make(**changes: object) -> Code:
    values: dict[str, object] = {
        "code": "ABC001",
        "title": "A title",
        "severity": Severity.ERROR,
        "what": "It is wrong. It stays wrong.",
        "why": "It matters.",
        "bad": {"a.yml": "bad: 1\n"},
        "good": {"a.yml": "good: 1\n"},
    }
    return Code(**{**values, **changes})  # type: ignore[arg-type]


def test_a_page_says_what_why_and_how() -> None:
    assert create_page(make()) == (
        "# ABC001: A title\n"
        "\n"
        "Severity: error.\n"
        "\n"
        "It is wrong.\n"
        "It stays wrong.\n"
        "\n"
        "## Why it matters\n"
        "\n"
        "It matters.\n"
        "\n"
        "## Wrong\n"
        "\n"
        "`a.yml`\n"
        "\n"
        "```yaml\n"
        "bad: 1\n"
        "```\n"
        "\n"
        "## Right\n"
        "\n"
        "`a.yml`\n"
        "\n"
        "```yaml\n"
        "good: 1\n"
        "```\n"
        "\n"
        "[All codes](index.md)\n"
    )


def wrong(page: str) -> str:
    return page.partition("## Wrong\n\n")[2].partition("\n\n## Right")[0]


def test_what_cannot_be_seen_is_shown_by_its_number() -> None:
    page = create_page(make(bad={"a.yml": "\ta\u202eb\x1b[0m", "b.yml": b"caf\xe9"}))

    assert wrong(page) == (
        "`a.yml`\n\n```yaml\n⟨U+0009⟩a⟨U+202E⟩b⟨U+001B⟩[0m\n```\n\n"
        "What stands in ⟨ ⟩ is one character or byte with that number.\n\n"
        "`b.yml`\n\n```yaml\ncaf⟨byte E9⟩\n```\n\n"
        "What stands in ⟨ ⟩ is one character or byte with that number."
    )


def test_links_long_files_and_many_files_are_told_in_few_words() -> None:
    files = {f"{number}.txt": "x\n" for number in range(7)}

    assert wrong(create_page(make(bad={"a.yml": Link("b.yml")}))) == (
        "`a.yml` is a symbolic link to `b.yml`."
    )
    assert wrong(create_page(make(bad=files))).endswith("```\n\nAnd 4 more files like these.")
    assert wrong(create_page(make(bad={"a.txt": "x\n" * 1030}))).endswith(
        "x\n```\n\nAnd 1,006 more lines."
    )
    assert "x" * 159 + "…\n" in wrong(create_page(make(bad={"a.txt": "x" * 400})))


def test_a_fence_is_longer_than_any_inside() -> None:
    page = create_page(make(bad={"a.txt": "```\n````\n"}))

    assert wrong(page) == "`a.txt`\n\n`````text\n```\n````\n`````"


def test_a_silent_code_says_that_its_findings_show_nothing() -> None:
    page = create_page(error("ABC002", "T", "What.", "Why.", {}, {}, silent=True))

    assert "The finding shows neither the value nor its line, because both may be read." in page


def test_there_is_a_page_for_each_code_and_the_list_leads_to_all() -> None:
    assert set(PAGES) == {"index.md", *(f"{code}.md" for code in CODES)}
    assert re.findall(r"\]\((\w+)\.md\)", PAGES["index.md"]) == list(CODES)


def test_the_list_names_every_family_with_its_codes() -> None:
    index = create_index([make(code="YML001", title="Too large")])

    assert re.findall(r"^## (\w+): ", index, re.MULTILINE) == list(FAMILIES)
    assert "| [YML001](YML001.md) | error | Too large |" in index


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds_nothing_a_terminal_obeys(name: str) -> None:
    assert [char for char in PAGES[name] if not char.isprintable() and char != "\n"] == []
