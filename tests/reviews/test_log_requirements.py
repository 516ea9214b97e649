"""Lines of the log: who decided, what proves it, what came first (R63, R98, R100)."""

from __future__ import annotations

import pytest

from generator.core.codes import CODES
from generator.core.log_entries import LogEntry
from generator.core.log_evidence import find_evidence
from generator.core.log_lines import LogReading, LogSource, RawLine, read_log
from generator.core.rules_internal import check_internal
from tests.reviews.builders import DAY, at, reviewed

DETECTED = "14:23 DETECTED error rate 45%"
GRAPH = "https://graphs.example.org/d/7?from=14%3A22&to=@now"


def read(*lines: str) -> LogReading:
    raw = tuple(RawLine(text=text, line=n) for n, text in enumerate(lines, 1))
    return read_log([LogSource(path="the log", lines=raw)], DAY)


def entry(*lines: str) -> LogEntry:
    return read(*lines).entries[0]


def test_R63_a_decision_without_a_name_is_a_warning() -> None:
    (finding,) = read("14:40 DECISION rollback to v2.5.2").findings
    assert (finding.code, finding.severity, finding.message) == (
        "LOG006",
        "warning",
        "a decision names nobody",
    )
    assert read("14:40 DECISION rollback to v2.5.2 @incident-commander").findings == ()


def test_R63_a_name_in_the_address_of_the_evidence_decided_nothing() -> None:
    line = "14:40 DECISION roll back evidence: https://chat.example.org/@bob/42"
    assert [each.code for each in read(line).findings] == ["LOG006"]
    assert entry(line.replace("back", "back @engineer")).who == "engineer"


def test_R100_a_line_may_end_with_where_its_evidence_lies() -> None:
    found = entry(f"14:48 DATA error rate 2% evidence: {GRAPH}")
    assert (found.text, found.evidence) == (f"error rate 2% evidence: {GRAPH}", (GRAPH,))


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("error rate 2%", ()),
        (f"evidence: {GRAPH}", (GRAPH,)),
        (f"rate 2%. Evidence: {GRAPH}.", (GRAPH,)),
        ("x evidence: https://a.example/1, https://b.example", ("https://a.example/1", "https://b.example")),
        ("x evidence: https://a.example https://b.example", ("https://a.example", "https://b.example")),
        (f"x evidence: {GRAPH}\nand more\nevidence: https://a.example:8080/x", (GRAPH, "https://a.example:8080/x")),
        (f"x evidence: {GRAPH} and so on", ()),
        ("x evidence: see the graph", ()),
        ("x evidence: javascript:alert(1)", ()),
        ("x evidence: https://user:secret@a.example/", ()),
        ("x evidence: https:///a", ()),
        ("no-evidence: https://a.example", ()),
        ('x evidence: https://a.example/"><script>', ()),
    ],
)  # fmt: skip
def test_evidence_is_web_addresses_at_the_end(text: str, evidence: tuple[str, ...]) -> None:
    assert find_evidence(text) == evidence


def test_evidence_of_a_continued_line_is_found() -> None:
    found = entry(DETECTED, f"    evidence: {GRAPH}")
    assert (found.text, found.evidence) == (f"error rate 45%\nevidence: {GRAPH}", (GRAPH,))


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (("14:25 STARTED", DETECTED), ("DETECTED", "STARTED")),
        ((DETECTED, "14:20 ACK @engineer"), ("ACK", "DETECTED")),
        ((DETECTED, "14:20 MITIGATED"), ("MITIGATED", "DETECTED")),
        ((DETECTED, "14:50 MITIGATED", "14:45 RESOLVED"), ("RESOLVED", "MITIGATED")),
        ((DETECTED, "15:06 RESOLVED", "15:00 CLOSED"), ("CLOSED", "RESOLVED")),
    ],
    ids=["started", "acknowledged", "mitigated", "resolved", "closed"],
)
def test_R98_a_milestone_before_its_forerunner_is_an_error_that_names_both(
    lines: tuple[str, ...], named: tuple[str, str]
) -> None:
    (remark,) = check_internal(reviewed(*lines), None, at("12:00", 20))
    later, earlier = named
    assert (remark.code, CODES[remark.code].severity) == ("INT002", "error")
    assert remark.message.startswith(f"{later} at ")
    assert f" is earlier than {earlier} at " in remark.message
