from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from generator.core.findings import Finding, Severity
from generator.reporting.github import format_github
from generator.reporting.json_lines import format_json
from generator.reporting.text import format_summary, format_text

PATH = "incidents/2026/INC-2026-03-04-001/public.yml"


def finding(**changes: object) -> Finding:
    values: dict[str, object] = {
        "path": PATH,
        "line": 5,
        "column": 9,
        "code": "INC012",
        "severity": Severity.ERROR,
        "message": "update at 09:10Z is earlier than the one above it (09:25Z)",
        "fix": "put updates in time order, oldest first, or correct this 'at'",
        "value": "2026-03-04T09:10:00Z",
        "source_line": "  - at: 2026-03-04T09:10:00Z",
        "width": 20,
        "note": "compared with line 3",
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def test_a_finding_reads_as_the_style_guide_prints_it() -> None:
    assert format_text([finding()]) == (
        f"{PATH}:5:9: error[INC012]: update at 09:10Z is earlier than the one above it (09:25Z)\n"
        "  |\n"
        "5 |   - at: 2026-03-04T09:10:00Z\n"
        "  |         ^^^^^^^^^^^^^^^^^^^^\n"
        "  = note: compared with line 3\n"
        "  = fix: put updates in time order, oldest first, or correct this 'at'\n"
    )


def test_findings_come_sorted_by_path_line_column_code() -> None:
    text = format_text(
        [
            finding(line=10, source_line="", note=""),
            finding(line=10, column=2, source_line="", note=""),
            finding(path="a.yml", source_line="", note="", severity=Severity.WARNING),
            finding(line=10, column=2, code="INC002", source_line="", note=""),
        ]
    )
    assert [line for line in text.split("\n") if "[" in line] == [
        "a.yml:5:9: warning[INC012]: " + finding().message,
        f"{PATH}:10:2: error[INC002]: " + finding().message,
        f"{PATH}:10:2: error[INC012]: " + finding().message,
        f"{PATH}:10:9: error[INC012]: " + finding().message,
    ]


def test_a_finding_without_a_source_line_has_no_excerpt() -> None:
    assert format_text([finding(source_line="", note="", line=12)]) == (
        f"{PATH}:12:9: error[INC012]: update at 09:10Z is earlier than the one above it (09:25Z)\n"
        "   = fix: put updates in time order, oldest first, or correct this 'at'\n"
    )


def test_the_mark_stands_under_wide_letters_and_keeps_within_the_line() -> None:
    text = format_text([finding(source_line="title: 分数 e\u0301x", column=8, width=2)])
    assert "5 | title: 分数 e\u0301x\n  |        ^^^^\n" in text
    text = format_text([finding(source_line="a: b", column=4, width=500)])
    assert "5 | a: b\n  |    ^\n" in text
    text = format_text([finding(source_line="\ta: b", column=2, width=1)])
    assert "5 |  a: b\n  |  ^\n" in text


def test_a_long_line_is_shown_around_its_mark() -> None:
    text = format_text([finding(source_line="x" * 400 + "WRONG" + "y" * 400, column=401, width=5)])
    shown, mark = text.split("\n")[2:4]
    assert len(shown) == len("5 | ") + 122
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "WRONG"


def test_no_record_commands_the_terminal() -> None:
    text = format_text([finding(source_line="a: \x1b[2J\u202e", message="bad \x1b[31m\nvalue")])
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "bad \ufffd[31m\ufffdvalue" in text


def test_colours_paint_severity_and_mark_only_when_asked() -> None:
    first, *_, mark, _, _, _ = format_text([finding()], colour=True).split("\n")
    assert first.startswith(f"\x1b[1m{PATH}:5:9\x1b[0m: \x1b[1;31merror[INC012]\x1b[0m: update")
    assert mark == "  | \x1b[1;31m        ^^^^^^^^^^^^^^^^^^^^\x1b[0m"


def test_the_summary_counts() -> None:
    warning = finding(severity=Severity.WARNING)
    assert format_summary([], records=0) == "checked 0 records: 0 errors, 0 warnings"
    assert (
        format_summary([finding(), warning, warning], records=1)
        == "checked 1 record: 1 error, 2 warnings"
    )


def test_json_is_an_array_of_objects_with_fixed_keys() -> None:
    assert format_json([]) == "[]\n"
    assert format_json([finding(), finding(line=2)]).count("\n") == 2
    assert json.loads(format_json([finding()])) == [
        {
            "path": PATH,
            "line": 5,
            "column": 9,
            "severity": "error",
            "code": "INC012",
            "message": "update at 09:10Z is earlier than the one above it (09:25Z)",
            "value": "2026-03-04T09:10:00Z",
            "fix": "put updates in time order, oldest first, or correct this 'at'",
        }
    ]


def test_github_annotations_are_escaped_and_never_print_source_lines() -> None:
    text = format_github(
        [finding(path="a,b:c.yml", message="100% wrong\n::error::x", severity=Severity.WARNING)]
    )
    assert text == (
        "::warning file=a%2Cb%3Ac.yml,line=5,col=9,title=warning[INC012]"
        "::100%25 wrong\ufffd::error::x%0Afix: put updates in time order, oldest first, "
        "or correct this 'at'\n"
    )
    assert "2026-03-04T09:10" not in text


@given(st.text(), st.text(), st.integers(1, 2000), st.integers(1, 2000))
def test_every_format_survives_every_text(source: str, value: str, column: int, width: int) -> None:
    one = finding(source_line=source, message=value, value=value, column=column, width=width)
    format_text([one], colour=True)
    assert json.loads(format_json([one]))[0]["value"] == value
    assert format_github([one]).count("\n") == 1
