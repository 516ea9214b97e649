"""The alert that gives the first severity, and what is to be done when it rises (R54, R60)."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from generator.cli.complete import complete_alert
from generator.core.alerts import Alarm, read_alert
from generator.readers.folders import list_folders
from generator.readers.internal import read_internal
from generator.readers.public import Context
from tests.cli.nights import Night, Typed

ALERTS = {"score-api-5xx": 1, "api-p95": 2}
POLICY = "format: 1\nalerts:\n  score-api-5xx: 1\n  api-p95: 2\n"
PEOPLE = """\
format: 1
people:
  engineer: {roles: [on_call, ic]}
  lead: {roles: [ic], senior: true}
  second: {roles: [ic], senior: true}
"""


@pytest.fixture
def night(tmp_path: Path) -> Night:
    it = Night(tmp_path)
    for name, text in (("policy", POLICY), ("people", PEOPLE)):
        (tmp_path / f"site_src/internal/{name}.yml").write_text(text, encoding="utf-8")
    return it


def header(night: Night, number: int = 1) -> str:
    return night.files()[f"incidents/2025/INC-2025-01-15-{number:03}/internal.yml"]


# The alert.


def test_R54_the_alert_gives_the_first_severity(night: Night) -> None:
    typed = night.type("new", "score API errors", "--alert", "score-api-5xx", now="14:24")

    assert header(night) == (
        "title: score API errors\nseverity: '1'\ndetection:\n  how: alert\n  alert: score-api-5xx\n"
    )
    assert "note: the alert score-api-5xx starts with Severity 1 (S:401; R54)\n" in typed.err


def test_R54_a_severity_that_is_said_wins(night: Night) -> None:
    words = ("--alert", "api-p95 over 1000 ms", "--severity", "3")
    typed = night.type("new", "slow", *words, now="14:24")

    assert "severity: '3'\n" in header(night)
    assert "  alert: api-p95\n  detail: api-p95 over 1000 ms\n" in header(night)
    assert "starts with Severity 2 (S:401; R54); Severity 3 as said\n" in typed.err


def test_R54_an_alert_that_nobody_knows_stops_nobody(night: Night) -> None:
    typed = night.type("new", "score API errors", "--alert", "score-api-5x", now="14:24")

    assert typed.status == 0
    assert "  alert: score-api-5x\n" in header(night)
    assert "severity" not in header(night)
    assert (
        "note: the policy knows no alert 'score-api-5x', so no severity follows from it "
        "(S:401; R54); did you mean score-api-5xx, which starts with Severity 1?\n"
    ) in typed.err


@pytest.mark.parametrize(
    ("text", "alarm"),
    [
        ("error rate 45%", Alarm()),
        ("", Alarm()),
        ("Score-API-5xx", Alarm("score-api-5xx", 1, "the alert score-api-5xx starts with "
                                "Severity 1 (S:401; R54)")),
    ],
)  # fmt: skip
def test_R54_words_alone_are_no_alert(text: str, alarm: Alarm) -> None:
    assert read_alert(text, ALERTS, None) == alarm
    assert read_alert("nagios", {}, 3) == Alarm(severity=3)


def test_R54_pressing_tab_offers_the_alerts(night: Night) -> None:
    ctx = click.Context(click.Command("new"))
    ctx.params["root"] = night.root
    option = click.Option(["--alert"])

    assert [(each.value, each.help) for each in complete_alert(ctx, option, "sc")] == [
        ("score-api-5xx", "Severity 1")
    ]
    ctx.params["root"] = night.root / "nowhere"
    assert complete_alert(ctx, option, "sc") == []


# A rise.


def to_do(typed: Typed) -> list[str]:
    steps = [line for line in typed.out.splitlines() if line.startswith("to do: ")]
    return [line.removeprefix("to do: ") for line in steps if "allclear push" not in line]


def test_R60_a_rise_to_severity_1_names_four_steps_with_their_values(night: Night) -> None:
    night.type("new", "score errors", "--component", "score-recording", now="14:24")
    typed = night.type("severity", "1", "500+ users", now="14:32")

    assert to_do(typed) == [
        "Severity 1 is in the record: done",
        "page the Incident Commander: @lead or @second",
        "tell #incidents-critical and #incident-2025-01-15-001: Severity 1 now",
        "begin the status page, or go on there: allclear update 001",
    ]
    assert "note: a rise to Severity 1 has 4 steps (S:441-445; R60)\n" in typed.err


def test_R60_whoever_commands_is_the_one_to_page(night: Night) -> None:
    night.type("new", "score errors", now="14:24")
    night.type("log", "IC @second", now="14:30")
    typed = night.type("severity", "2", now="14:32")

    assert to_do(typed)[1:3] == [
        "page the Incident Commander: @second",
        "tell #incidents-major and #incident-2025-01-15-001: Severity 2 now",
    ]


def test_R60_only_a_rise_to_1_or_2_has_steps(night: Night) -> None:
    night.type("new", "score errors", "--severity", "2", now="14:24")
    for level in ("3", "4", "3", "unset"):
        assert to_do(night.type("severity", level, now="14:32")) == []
    assert len(to_do(night.type("severity", "2", now="14:33"))) == 4
    assert to_do(night.type("severity", "2", now="14:34")) == []


def test_R60_X35_visitors_are_not_told_of_a_security_incident(night: Night) -> None:
    night.type("new", "odd sign-ins", now="14:24")
    path = night.root / "incidents/2025/INC-2025-01-15-001/internal.yml"
    path.write_text(path.read_text() + "types: [security]\n", encoding="utf-8")

    assert [step.split()[0] for step in to_do(night.type("severity", "1", now="14:32"))] == [
        "Severity", "page", "tell",
    ]  # fmt: skip


def test_R60_the_steps_are_the_policys(night: Night) -> None:
    policy = night.root / "site_src/internal/policy.yml"
    policy.write_text('format: 1\nescalation: ["ring the bell for {id}"]\n', encoding="utf-8")
    night.type("new", "score errors", now="14:24")
    typed = night.type("severity", "1", "--format", "json", now="14:32")

    assert typed.json["to_do"] == ["ring the bell for INC-2025-01-15-001"]


# How it came to light, and its number.

WAYS = ("alert", "scan", "vendor", "user_report", "support", "engineer", "other")
"""Alert and health check, test on schedule, vendor; users, tickets, colleagues (S:384-400)."""


@pytest.mark.parametrize("how", WAYS)
def test_R52_every_way_of_noticing_is_written_and_read(night: Night, how: str) -> None:
    night.type("new", "errors", "--how", how, "--alert", "Score API error rate 45%", now="14:24")

    reading = read_internal(night.root, list_folders(night.root)[0][0], Context())
    assert reading is not None
    assert (reading.findings, reading.record.detection.how, reading.record.detection.detail) == (
        (), how, "Score API error rate 45%",
    )  # fmt: skip


def test_R53_new_takes_the_next_free_number_of_the_day(night: Night) -> None:
    records = [
        night.type("new", "errors", "--format", "json", now=now).json["record"]
        for now in ("14:24", "14:25", "2025-01-16T00:01Z")
    ]
    assert records == ["INC-2025-01-15-001", "INC-2025-01-15-002", "INC-2025-01-16-001"]
