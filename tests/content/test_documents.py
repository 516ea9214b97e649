"""What the documents tell people to type exists, and what they link to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.cli.main import COMMANDS
from generator.core.times import parse_time
from tests.content.samples import MEETING, ROOT

DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "site_src" / "internal").rglob("*.md")),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_SENTENCE_ENDS = re.compile(r"(?<![0-9])[.?] (?=[A-Z])")
_LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_link_within_the_repository_leads_somewhere(path: Path) -> None:
    targets = [link for link in _LINK.findall(path.read_text("utf-8")) if "://" not in link]
    assert [link for link in targets if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("script", ["scripts/demo.py", "scripts/test.py"])
def test_the_two_commands_of_the_readme_exist(script: str) -> None:
    assert f"\npython3 {script}\n" in README
    assert (ROOT / script).is_file()


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_every_command_named_in_a_block_or_table_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    typed = re.findall(r"^allclear ([a-z]+)|`allclear ([a-z]+)", text, re.MULTILINE)
    assert {first or second for first, second in typed} <= set(COMMANDS)


def test_every_moment_of_the_tour_can_be_read() -> None:
    moments = re.findall(r"--now (\S+?)[`\n]", README)
    assert len(set(moments)) == 5
    assert [text for text in moments if (found := parse_time(text)) is None or not found.day] == []


def test_the_readme_names_the_sample_moment() -> None:
    assert f"{MEETING:%Y-%m-%d %H:%M} UTC" in README


def test_the_readme_says_the_two_file_sentence_in_the_words_of_the_design() -> None:
    sentence = (
        "it is two files at most: `public.yml` is everything visitors read, `internal.yml` "
        "everything they never read."
    )
    assert sentence in README


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_documents_break_lines_between_sentences(path: Path) -> None:
    prose = [
        line
        for line in re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL).splitlines()
        if line and not line.startswith(("|", "-", "#", "1", "2", "3", "4", "5", "6", "!"))
    ]
    assert [line for line in prose if _SENTENCE_ENDS.search(line)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "site_src" / "internal" / "decisions").glob("0*.md")), ids=name
)
def test_a_decision_has_all_parts_of_its_form(path: Path) -> None:
    headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), re.MULTILINE)
    assert headings == [
        "Context", "Drivers", "Options", "Decision", "Consequences", "Confirmation",
    ]  # fmt: skip


def test_the_changelog_speaks_to_its_three_readers() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == [
        "Site visitors", "API users", "Record writers",
    ]  # fmt: skip
