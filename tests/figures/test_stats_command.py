"""``allclear stats``: its text, its JSON and CSV with their schemas, and that it stays inside."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import group
from generator.core.telemetry.figure_sheets import create_incident_sheet
from generator.pipeline import book as book_module
from generator.reporting.figures_csv import format_incident_csv
from tests.figures.builders import LATER, fx1, shipped
from tests.figures.test_metrics import NAMES as METRICS
from tests.figures.test_sla import NAMES as SLA
from tests.figures.test_statistics import NAMES as STATISTICS
from tests.proof.repository import build, copy_repository
from tests.records.repositories import write_repository
from tests.schema.outputs import assert_described, find_mistakes

FOLDER = "incidents/2025/INC-2025-01-15-001"
NIGHT = """\
title: score API errors
types: [deployment_failure]
components: [score-recording]
related_deployment: v2.5.3
roles:
  on_call: "@engineer"
affected:
  users:
    count: 500
    approx: at_least
  user_reports: 50
resolution:
  method: rollback
root_cause:
  category: deployment
log: |
  14:22 STARTED
  14:23 DETECTED error rate 45%
  14:24 ACK @engineer
  14:32 SEV 1 500+ users
  14:50 MITIGATED
  15:06 RESOLVED
"""
LATE = """\
title: mail is slow
severity: 2
log: |
  10:00 DETECTED
  10:20 ACK @ann
"""
FILES = {
    f"{FOLDER}/internal.yml": NIGHT,
    "incidents/2025/INC-2025-01-27-001/internal.yml": LATE,
    "incidents/2024/INC-2024-12-03-001/internal.yml": LATE,
    "incidents/2024/INC-2024-05-03-001/internal.yml": LATE,
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_repository(tmp_path, FILES)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["stats", "--root", str(root), *words])


def ask(root: Path, *words: str) -> Any:
    result = run(root, *words, "--now", "2025-02-01T00:00Z", "--format", "json")
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_R161_the_schema_of_metrics_fits_the_documents_own_incident(root: Path) -> None:
    told = ask(root, "--incident", "2025-01-15-001")

    assert list(told) == ["metrics", "sla"]
    assert (tuple(told["metrics"]), tuple(told["sla"])) == (METRICS, SLA)
    assert_described("metrics", told)
    lengths = [name for name in METRICS if name.startswith("time_to")]
    assert [told["metrics"][name] for name in lengths] == [1, 26, 16]
    assert told["sla"]["overall_sla_met"] is True


def test_R161_explained_it_has_a_third_part(root: Path) -> None:
    told = ask(root, "--incident", "2025-01-15-001", "--explain")

    assert list(told) == ["metrics", "sla", "beside"]
    assert_described("metrics", told)
    assert (told["beside"]["time_to_detect"], told["beside"]["detection_to_resolution"]) == (1, 43)


def test_R161_the_figures_of_a_period_have_exactly_the_names_of_the_document(root: Path) -> None:
    told = ask(root, "--period", "2025-01")

    assert tuple(told) == STATISTICS
    assert_described("stats.output", told)
    assert (told["total_incidents"], told["month_over_month_change"]) == (2, 100.0)


def test_R161_explained_they_stand_under_statistics(root: Path) -> None:
    told = ask(root, "--period", "2025-Q1", "--explain")

    assert list(told) == ["statistics", "beside"]
    assert_described("stats.output", told)
    assert told["statistics"] == ask(root, "--period", "2025-Q1")
    assert told["beside"]["is_over"] is False


@pytest.mark.parametrize(
    ("name", "part", "key", "value"),
    [
        ("metrics", "metrics", "time_to_resolve", -1),
        ("metrics", "metrics", "severity", 5),
        ("metrics", "metrics", "responder", "engineer"),
        ("metrics", "sla", "overall_sla_met", "met"),
        ("stats.output", "statistics", "period", "2025-13"),
        ("stats.output", "statistics", "sla_compliance_rate", 101),
        ("stats.output", "beside", "unknown_users", -1),
    ],
)
def test_R161_what_is_wrong_does_not_fit(
    root: Path, name: str, part: str, key: str, value: object
) -> None:
    words = ("--incident", "2025-01-15-001") if name == "metrics" else ("--period", "2025-01")
    told = ask(root, *words, "--explain")

    told[part][key] = value

    assert find_mistakes(name, told) != []


def test_R161_a_table_has_one_row_of_names_and_one_of_values(root: Path) -> None:
    result = run(root, "--incident", "2025-01-15-001", "--format", "csv")

    names, values = csv.reader(io.StringIO(result.stdout))
    assert tuple(names) == (*METRICS, *SLA[2:])
    row = dict(zip(names, values, strict=True))
    assert (row["responder"], row["time_to_mitigate"], row["affected_users_percentage"]) == (
        "engineer",
        "26",
        "",
    )
    assert (row["post_mortem_completed"], row["overall_sla_met"]) == ("false", "true")


def test_R161_the_table_of_a_period(root: Path) -> None:
    result = run(root, "--period", "2025-01", "--now", "2025-02-01T00:00Z", "--format", "csv")

    assert result.stdout == (
        f"{','.join(STATISTICS)}\n"
        "2025-01,2,1,1,0,0,10.5,26.0,16.0,50.0,358.33,27.0,deployment=1,100.0\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_R161_no_cell_is_a_formula_whatever_a_record_says(start: str) -> None:
    course = fx1(related_deployment=f"{start}HYPERLINK(1)", related_incidents=(f"{start}a", "b"))

    table = format_incident_csv(create_incident_sheet(course, shipped(), LATER))

    (row,) = csv.DictReader(io.StringIO(table))
    assert row["related_deployment"] == f"'{start}HYPERLINK(1)"
    assert row["related_incidents"] == f"'{start}a;b"
    assert row["additional_responders"] == "engineer1;engineer2"
    assert not any(value.startswith(tuple("=+-@")) for value in row.values())


def test_X21_text_shows_both_readings_of_the_time_to_resolve(root: Path) -> None:
    told = run(root, "--incident", "2025-01-15-001").stdout

    assert "  Mitigation to resolution (MTTR as specified)  16 min\n" in told
    assert "  Detection to resolution                       43 min\n" in told


def test_X24_text_shows_the_chained_deadline_and_the_promised_one(root: Path) -> None:
    assert (
        "Mitigate: met, target 30 min of severity 1, took 26 min, due 2025-01-15 14:54Z "
        "(from detection by 2025-01-15 14:58Z)\n"
    ) in run(root, "--incident", "2025-01-15-001").stdout


def test_R148_text_shows_the_second_that_was_too_much(tmp_path: Path) -> None:
    files = {f"{FOLDER}/internal.yml": NIGHT.replace("14:24 ACK", "14:28:01 ACK")}

    told = run(write_repository(tmp_path, files), "--incident", "001").stdout

    assert "Acknowledge: missed, target 5 min of severity 1, took 5 min 1 s" in told


def test_R178_text_says_what_credit_the_policy_offers(root: Path) -> None:
    policy = root / "site_src/internal/policy.yml"
    policy.parent.mkdir(parents=True, exist_ok=True)
    policy.write_text(
        "format: 1\ncredits:\n  policy:\n    - severity: 1\n      min_minutes: 20\n"
        "      percent: 10\n",
        encoding="utf-8",
    )

    told = run(root, "--incident", "2025-01-15-001").stdout

    assert "  Credit by the policy                          10% of a month\n" in told


def test_a_month_that_goes_on_says_so(root: Path) -> None:
    told = run(root, "--now", "2025-01-28T00:00Z").stdout

    assert told.startswith(
        "2025-01: January 2025, UTC\n"
        "It is not over: these are the figures up to 2025-01-28 00:00Z.\n"
    )


def test_a_month_that_has_not_begun_says_so(root: Path) -> None:
    told = run(root, "--period", "2026-01", "--now", "2025-01-28T00:00Z").stdout

    assert "It has not begun at 2025-01-28 00:00Z.\n" in told


def test_incidents_without_anything_internal_are_named(root: Path) -> None:
    for day in ("2025-01-20", "2024-12-20"):
        public = root / f"incidents/{day[:4]}/INC-{day}-001/public.yml"
        public.parent.mkdir(parents=True)
        public.write_text("title: Scores\nupdates: []\n", encoding="utf-8")

    told = run(root, "--period", "2025-01").stdout

    assert (
        "1 incident has nothing internal written down and is in no figure: INC-2025-01-20-001\n"
    ) in told
    assert "+100.0% from 1; 1 incident more there without anything internal\n" in told


def test_what_cannot_be_read_is_named(root: Path) -> None:
    path = root / "incidents/2025/INC-2025-01-27-001/internal.yml"
    path.write_text("title: [\n", encoding="utf-8")

    assert (
        "Not read in full, so figures may be wrong: INC-2025-01-27-001\n"
        in run(root, "--period", "2025-01").stdout
    )
    assert f"{FOLDER[:-14]}2025-01-27-001" in run(root, "--incident", "2025-01-27-001").stdout


def test_mistakes_of_the_policy_are_named(root: Path) -> None:
    policy = root / "site_src/internal/policy.yml"
    policy.parent.mkdir(parents=True, exist_ok=True)
    policy.write_text("format: 1\nfigures:\n  few: many\n", encoding="utf-8")

    result = run(root, "--period", "2025-01")

    assert result.exit_code == 0
    assert result.stderr == (
        "warning: policy.yml has mistakes, so shipped values count: "
        "allclear check site_src/internal/policy.yml\n"
    )


def test_only_records_of_the_period_and_the_one_before_are_opened(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    read = book_module.read_internal

    def note(root_: Path, folder: Any, names: Any) -> Any:
        opened.append(folder.id)
        return read(root_, folder, names)

    monkeypatch.setattr(book_module, "read_internal", note)

    run(root, "--period", "2025-01")

    assert sorted(opened) == ["INC-2024-12-03-001", "INC-2025-01-15-001", "INC-2025-01-27-001"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--period", "January"), "'January' is no month and no quarter; write 2025-01"),
        (("--period", "2025-01", "--incident", "001"), "two questions; ask one"),
        (("--explain",), "--explain is for --format json"),
        (("--incident", "999"), "no record is '999'"),
    ],
)
def test_a_wrong_question_is_told_what_to_ask(
    root: Path, words: tuple[str, ...], said: str
) -> None:
    result = run(root, *words)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_an_incident_with_nothing_internal_was_not_measured(root: Path) -> None:
    public = root / "incidents/2025/INC-2025-01-20-001/public.yml"
    public.parent.mkdir(parents=True)
    public.write_text("title: Scores\nupdates: []\n", encoding="utf-8")

    result = run(root, "--incident", "2025-01-20-001")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "error: nothing internal is written down of INC-2025-01-20-001, so nothing was measured\n"
        "fix: write what happened into incidents/2025/INC-2025-01-20-001/internal.yml\n"
    )


def test_a_moment_is_replayed(root: Path) -> None:
    told = run(root, "--incident", "2025-01-15-001", "--now", "2025-01-15T14:40Z").stdout

    assert "  Mitigated                                     not known\n" in told
    assert "SLA: pending\n" in told


def test_R159_a_public_build_holds_no_figure(tmp_path: Path) -> None:
    _, files = build(copy_repository(tmp_path))

    words = [name.encode() for name in (*METRICS, *SLA, *STATISTICS) if "_" in name]
    ours = {"incident_id", "resolved_at"}  # names of Statuspage's API too
    found = {
        word.decode() for word in words for content in files.values() if word in content
    }  # fmt: skip
    assert found - ours == set()


def test_R5_text_counts_business_time_where_the_target_does(tmp_path: Path) -> None:
    night = NIGHT.replace("14:24 ACK", "2025-01-16 14:24 ACK")
    night = night.replace("14:32 SEV 1", "14:23 SEV 4")
    files = {f"{FOLDER}/internal.yml": night}

    told = run(write_repository(tmp_path, files), "--incident", "001").stdout

    (line,) = [each for each in told.splitlines() if "Acknowledge:" in each]
    assert "met, target end of the next business day of severity 4" in line
    assert "took 8 h 1 min of business time, due 2025-01-16 22:00Z" in line
