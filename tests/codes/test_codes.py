"""Every code is documented, used, and its two examples do what their page says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import generator
from generator.core.codes import CODES, FAMILIES
from generator.core.codes_entry import NEW_REPOSITORY, Code, Example
from generator.core.findings import Finding
from generator.pipeline.check import check_repository
from generator.pipeline.importing import FORMATS, plan_import
from tests.records.repositories import write_repository

GENERATOR = Path(generator.__file__).parent
NOW = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
_MENTION = re.compile(r"\"([A-Z]{3}[0-9]{3})\"")


@cache
def sources() -> dict[str, str]:
    """Return the text of every module but the registry itself."""
    return {
        str(path.relative_to(GENERATOR)): path.read_text("utf-8")
        for path in sorted(GENERATOR.rglob("*.py"))
        if not path.name.startswith("codes")
    }


def check(root: Path, example: Example) -> list[Finding]:
    """Return what ``check`` finds, and ``import`` where the example is for a format of its own."""
    files = write_repository(root, example)
    found = list(check_repository(files, now=NOW, strict=False).findings)
    for name in sorted({path.partition("/")[0] for path in example} & FORMATS.keys()):
        plan = plan_import(files, FORMATS[name], files / name, wanted={}, zone="UTC", now=NOW)
        found += plan.findings
    return found


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_the_bad_example_yields_the_code(code: Code, tmp_path: Path) -> None:
    found = check(tmp_path, code.bad)

    mine = [finding for finding in found if finding.code == code.code]
    assert mine, [(each.code, each.message) for each in found]
    assert {finding.severity for finding in mine} == {code.severity}


@pytest.mark.parametrize(
    "code",
    [each for each in CODES.values() if not each.is_silent and each.code[:3] != "FIL"],
    ids=lambda code: code.code,
)
def test_what_the_message_quotes_first_is_the_value_for_programs(
    code: Code, tmp_path: Path
) -> None:
    quoting = [each for each in check(tmp_path, code.bad) if each.message.startswith("'")]

    assert [each.message for each in quoting if each.code == code.code and not each.value] == []


def test_of_a_text_that_is_too_long_the_beginning_is_the_value(tmp_path: Path) -> None:
    found = check(tmp_path, CODES["REC015"].bad)

    assert [(each.code, each.value) for each in found if each.code == "REC015"] == [
        ("REC015", found[0].source_line.partition(": ")[2][:60])
    ]


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_the_good_example_does_not(code: Code, tmp_path: Path) -> None:
    found = check(tmp_path, code.good)

    assert [each for each in found if each.code == code.code] == []


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_the_good_example_is_no_error_of_another_kind(code: Code, tmp_path: Path) -> None:
    found = check(tmp_path, code.good)

    assert [(each.code, each.message) for each in found if each.severity == "error"] == []


def test_a_new_repository_is_free_of_findings(tmp_path: Path) -> None:
    assert check(tmp_path, NEW_REPOSITORY) == []


def test_what_is_reported_is_registered_and_what_is_registered_is_reported() -> None:
    mentioned = {code for text in sources().values() for code in _MENTION.findall(text)}

    assert mentioned == set(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=CODES)
def test_a_page_has_sentences_and_a_short_title(code: Code) -> None:
    for text in (code.what, code.why):
        assert text.endswith(".")
        assert text == " ".join(text.split())
    assert code.title == code.title.strip().rstrip(".")
    assert len(code.title) <= 60
    assert code.bad != code.good


def test_codes_are_in_order_and_belong_to_a_family() -> None:
    families = list(FAMILIES)

    assert list(CODES) == sorted(CODES, key=lambda code: (families.index(code[:3]), code[3:]))
    assert {code[:3] for code in CODES} == set(families)


def test_no_number_is_given_twice() -> None:
    from generator.core import codes

    assert len(CODES) == len(codes._ALL)
