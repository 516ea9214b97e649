"""What hands type at three in the morning, and what they are told.

The cases are in :mod:`tests.records.tired_hands`; here is what holds for each and for all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.core.codes_entry import MAINTENANCE
from generator.core.findings import Finding
from generator.reporting.text import format_text
from tests.records.repositories import read_repository, write_repository
from tests.records.tired_hands import CASES, FOLDER, Typed, file, maintenance, site, update

BY_NAME = {case.name: case for case in CASES}


def say(finding: Finding) -> tuple[str, str]:
    """Return place, severity, code and message, and the fix."""
    path = finding.path
    for folder in (FOLDER, MAINTENANCE.removesuffix("public.yml"), "site_src/public/"):
        path = path.removeprefix(folder)
    place = f"{path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity}[{finding.code}]: {finding.message}", finding.fix


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len(BY_NAME) == len(CASES) == 168


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_tired_hands_are_told_what_is_wrong_and_what_to_type(case: Typed, tmp_path: Path) -> None:
    found = case.find(tmp_path)

    assert [text for finding in found for text in say(finding)] == case.said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_word_of_a_finding_stays_on_one_line_and_says_no_full_stop(
    case: Typed, tmp_path: Path
) -> None:
    for finding in case.find(tmp_path):
        for text in (finding.message, finding.fix):
            assert text
            assert text == text.strip()
            assert text.isprintable()
            assert not text.endswith(".")


_OFFER = re.compile(
    r"write '(?P<value>[^']*)'(?:, and .*|; .*)?"
    r"|(?:put it|put the text) in quotes: (?P<rest>.*)"
    r"|write \"[^\"]*\""
)
"""A fix that says what to type: the value marked, the rest of the line, a value in quotes."""


def offers() -> list[str]:
    return [case.name for case in CASES if any(_OFFER.fullmatch(fix) for fix in case.said[1::2])]


@pytest.mark.parametrize("name", offers())
def test_who_types_what_the_fix_offers_is_rid_of_the_finding(name: str, tmp_path: Path) -> None:
    case = BY_NAME[name]
    before = case.find(tmp_path / "before")
    finding = next(each for each in before if _OFFER.fullmatch(each.fix))

    after = Typed(name, {**case.files, **_mend(case, finding)}).find(tmp_path / "after")

    assert (finding.code, finding.line) not in [(each.code, each.line) for each in after]


def _mend(case: Typed, finding: Finding) -> Mapping[str, str]:
    """Return the file of *finding* with the words it offers in the place it marks."""
    match = _OFFER.fullmatch(finding.fix)
    assert match is not None
    content = case.files[finding.path]
    assert isinstance(content, str)
    lines = content.split("\n")
    line = lines[finding.line - 1]
    start, end = finding.column - 1, finding.column - 1 + finding.width
    offered = match["value"]
    if match["rest"]:
        offered = match["rest"]
        field = re.match(r"[\w-]+: ", offered)
        start, end = line.index(field[0]) if field else start, len(line)
    elif finding.code == "YML017":  # the quotes belong to the offer, and all of the text goes
        offered = finding.fix.removeprefix("write ")
        start, end = line.index(finding.message[-1]), len(line)
    lines[finding.line - 1] = line[:start] + offered + line[end:]
    return {finding.path: "\n".join(lines)}


def test_a_finding_is_printed_with_its_line_and_a_mark(tmp_path: Path) -> None:
    found = BY_NAME["letters swapped"].find(tmp_path / "one")

    assert format_text(found) == (
        "incidents/2025/INC-2025-01-15-001/public.yml:1:1: error[REC001]: unknown field 'titel'\n"
        "  |\n"
        "1 | titel: Scores are not saved\n"
        "  | ^^^^^\n"
        "  = fix: write 'title'\n"
    )


@pytest.mark.parametrize("name", ["spaces of a web page", "only spaces of a web page"])
def test_an_invisible_character_is_its_own_value(name: str, tmp_path: Path) -> None:
    assert [each.value for each in BY_NAME[name].find(tmp_path)] == ["U+00A0"]


def test_all_mistakes_of_all_files_are_found_in_one_reading(tmp_path: Path) -> None:
    files = {
        **update("status: fixed\nnotify: no\ncomponents:\n  scores: down"),
        **maintenance("scheduled_for: Saturday 22:00\nscheduled_untill: 2025-02-02 02:00Z"),
        **file("updates/20250115T145200Z-k7q2m9x4.yml", "titel: Scores\nstatus: Monitoring\n"),
        **file("actions.yml", "pool-dashboard:\n  done: yes\n"),
        **site("id: music-games", "id: Music games"),
    }

    found = read_repository(write_repository(tmp_path, files))

    assert [(each.path.rpartition("/")[2], each.line, each.code) for each in found] == [
        ("actions.yml", 2, "REC010"),
        ("public.yml", 4, "REC007"),
        ("public.yml", 5, "REC011"),
        ("public.yml", 7, "REC021"),
        ("public.yml", 7, "REC007"),
        ("20250115T145200Z-k7q2m9x4.yml", 1, "REC001"),
        ("20250115T145200Z-k7q2m9x4.yml", 2, "REC007"),
        ("public.yml", 3, "REC008"),
        ("public.yml", 4, "REC001"),
        ("site.yml", 15, "REC014"),
    ]
