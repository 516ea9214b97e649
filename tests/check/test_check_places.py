"""From a remark's file, line and trail to line, column and the marked words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.findings import Finding, Severity
from generator.core.rules_base import Remark
from generator.readers.places import place

PUBLIC = "incidents/2025/INC-2025-01-15-001/public.yml"
TEXT = """\
# The night of the scores.
title: Students cannot save scores
updates:
  - at: 14:36
    status: investigating
    components:
      score-recording: major_outage
  - status: resolved
    at: 15:10
    amends: 20250115T143600Z
impact_windows:
  - component: score-recording
    from: 14:22
    to: 14:10
"""


def _write(root: Path, text: str | bytes, path: str = PUBLIC) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(text.encode() if isinstance(text, str) else text)


def _remark(line: int, *field: str | int, value: str = "", path: str = PUBLIC) -> Remark:
    said = {"message": "wrong", "fix": "mend it", "value": value}
    return Remark(code="INC007", path=path, line=line, field=field, **said)


def _mark(finding: Finding) -> tuple[int, int, str]:
    start = finding.column - 1
    return finding.line, finding.column, finding.source_line[start : start + finding.width]


@pytest.mark.parametrize(
    ("remark", "mark"),
    [
        (_remark(8, "amends"), (10, 13, "20250115T143600Z")),
        (_remark(8, "at"), (9, 9, "15:10")),
        (_remark(4, "at"), (4, 9, "14:36")),
        (_remark(4, "components", "score-recording"), (7, 24, "major_outage")),
        (
            _remark(4, "components", "score-recording", value="score-recording"),
            (7, 7, "score-recording"),
        ),
        (_remark(4, "components"), (6, 5, "components")),
        (_remark(4, "next_update"), (4, 5, "at")),
        (_remark(4), (4, 5, "at")),
        (_remark(1, "impact_windows", 0, "to"), (14, 9, "14:10")),
        (_remark(1, "impact_windows", 0), (12, 5, "component")),
        (_remark(1, "impact_windows", 7), (11, 1, "impact_windows")),
        (_remark(1, "impact_windows"), (11, 1, "impact_windows")),
        (_remark(1, "title"), (2, 8, "Students cannot save scores")),
        (_remark(1, "title", 0), (2, 8, "Students cannot save scores")),
        (_remark(1, "vendor_url"), (2, 1, "title")),
        (_remark(1), (2, 1, "title")),
        (_remark(7), (7, 7, "score-recording: major_outage")),
        (_remark(99), (99, 1, "")),
    ],
    ids=lambda value: str(getattr(value, "field", "")),
)
def test_a_remark_finds_its_place(
    tmp_path: Path, remark: Remark, mark: tuple[int, int, str]
) -> None:
    _write(tmp_path, TEXT)
    (finding,) = place(tmp_path, [remark])
    assert _mark(finding) == mark


def test_a_finding_has_everything_the_remark_says(tmp_path: Path) -> None:
    _write(tmp_path, TEXT)
    assert place(tmp_path, [_remark(8, "amends", value="20250115T143600Z")]) == (
        Finding(
            path=PUBLIC,
            line=10,
            column=13,
            code="INC007",
            severity=Severity.ERROR,
            message="wrong",
            fix="mend it",
            value="20250115T143600Z",
            source_line="    amends: 20250115T143600Z",
            width=16,
        ),
    )


def test_an_item_of_a_list_is_found_by_its_text(tmp_path: Path) -> None:
    _write(tmp_path, "title: x\ncomponents: [scores, games]\n")
    (finding,) = place(tmp_path, [_remark(1, "components", "games", value="games")])
    assert _mark(finding) == (2, 22, "games")


def test_in_flow_style_the_longer_way_on_a_shared_line_is_meant(tmp_path: Path) -> None:
    _write(tmp_path, "{title: x, updates: [{at: 14:36, amends: y}]}\n")
    found = place(tmp_path, [_remark(1, "amends"), _remark(1, "title"), _remark(1)])
    assert [_mark(each) for each in found] == [(1, 42, "y"), (1, 9, "x"), (1, 1, "{")]


def test_a_line_of_a_log_is_its_words(tmp_path: Path) -> None:
    log = "incidents/2025/INC-2025-01-15-001/log/k7q2m9x4.log"
    _write(tmp_path, b"\xef\xbb\xbf14:22 STARTED\r\n  14:23 DETECTED errors  \r\n", log)
    (finding,) = place(tmp_path, [_remark(2, path=log)])
    assert _mark(finding) == (2, 3, "14:23 DETECTED errors")


@pytest.mark.parametrize(
    "content", [b"", b"a: [", b"\xff\xfe", b"- one\n", b"just words\n", b"a: 1\0"], ids=repr
)
def test_a_file_that_holds_no_fields_keeps_its_findings(tmp_path: Path, content: bytes) -> None:
    _write(tmp_path, content)
    (finding,) = place(tmp_path, [_remark(1, "amends")])
    assert (finding.path, finding.line, finding.column, finding.code) == (PUBLIC, 1, 1, "INC007")


def test_a_file_that_is_gone_or_no_file_keeps_its_findings(tmp_path: Path) -> None:
    (tmp_path / "folder.yml").mkdir()
    os.mkfifo(tmp_path / "pipe.yml")
    _write(tmp_path, "secret: of somebody else\n", "other.yml")
    (tmp_path / "link.yml").symlink_to("other.yml")
    names = ["gone.yml", "folder.yml", "pipe.yml", "link.yml", "no\0name.yml"]
    found = place(tmp_path, [_remark(3, "at", path=name) for name in names])
    assert [(each.path, each.line, each.column, each.source_line) for each in found] == [
        (name, 3, 1, "") for name in names
    ]


def test_each_file_is_read_once_and_findings_stay_together(tmp_path: Path) -> None:
    _write(tmp_path, TEXT)
    other = PUBLIC.replace("-001/", "-002/")
    _write(tmp_path, TEXT, other)
    found = place(tmp_path, [_remark(4), _remark(4, path=other), _remark(8, "at")])
    assert [(each.path, each.line) for each in found] == [(PUBLIC, 4), (PUBLIC, 9), (other, 4)]


@given(
    st.binary(max_size=200) | st.sampled_from([TEXT.encode()]),
    st.integers(-2, 40),
    st.lists(st.sampled_from(["updates", "at", "components", "impact_windows", 0, 1, -1, ""])),
)
def test_no_file_and_no_trail_raises(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, line: int, trail: list[str | int]
) -> None:
    root = tmp_path_factory.getbasetemp()
    _write(root, content)
    (finding,) = place(root, [_remark(line, *trail)])
    assert finding.width >= 1
