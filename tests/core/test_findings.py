"""A finding: equal by place, code and message; sorted as people read files."""

from __future__ import annotations

from dataclasses import replace

from generator.core.findings import Finding, Severity

FINDING = Finding(
    path="incidents/a.yml",
    line=3,
    column=5,
    code="INC005",
    severity=Severity.ERROR,
    message="out of order",
    fix="put it in order",
)


def test_findings_sort_by_path_line_column_and_code() -> None:
    ordered = [
        replace(FINDING, path="incidents/a.yml", line=2, column=9, code="YML001"),
        replace(FINDING, column=1),
        FINDING,
        replace(FINDING, code="INC006"),
        replace(FINDING, line=11),
        replace(FINDING, path="incidents/b.yml", line=1),
    ]

    mixed = ordered[1::2] + ordered[::2]
    assert sorted(mixed) == ordered


def test_what_only_explains_it_makes_no_second_finding() -> None:
    assert replace(FINDING, fix="x", value="v", source_line="s", width=4, note="n") == FINDING
    assert replace(FINDING, message="else") != FINDING
    assert replace(FINDING, column=6) != FINDING
