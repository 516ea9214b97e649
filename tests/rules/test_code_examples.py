"""Every code of a rule: its bad example yields it, its good one does not, and nothing hides."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core import (
    codes_dut,
    codes_inc,
    codes_int,
    codes_mnt,
    codes_msg,
    codes_pmt,
    codes_ppl,
    codes_rvw,
)
from generator.core.codes_entry import NEW_REPOSITORY, Code, Example, Link
from generator.core.findings import Finding
from generator.pipeline.check import check_repository
from tests.rules.builders import NOW

CODES = (
    *codes_inc.CODES,
    *codes_mnt.CODES,
    *codes_pmt.CODES,
    *codes_int.CODES,
    *codes_msg.CODES,
    *codes_ppl.CODES,
    *codes_rvw.CODES,
    *codes_dut.CODES,
)


def _check(root: Path, files: Example) -> tuple[Finding, ...]:
    for name, content in {**NEW_REPOSITORY, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not isinstance(content, Link)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return check_repository(root, now=NOW, strict=False).findings


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_bad_example_yields_the_code_and_nothing_worse(code: Code, tmp_path: Path) -> None:
    found = _check(tmp_path, code.bad)

    assert {each.code for each in found} == {code.code}
    assert {each.severity for each in found} == {code.severity}
    assert all(each.path in code.bad and each.source_line.strip() for each in found)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_the_good_example_is_without_any_finding(code: Code, tmp_path: Path) -> None:
    assert _check(tmp_path, code.good) == ()


def test_codes_stand_in_the_order_of_their_numbers() -> None:
    for family in (codes_inc, codes_mnt, codes_pmt, codes_int, codes_ppl, codes_dut):
        names = [code.code for code in family.CODES]
        assert names == sorted(set(names))
