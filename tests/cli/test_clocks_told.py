"""``duties`` and ``explain`` at moments of the repository's own first incident."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
from click.testing import CliRunner, Result

from generator.cli.main import group
from generator.reporting.output_schemas import OUTPUTS, create_output_schema
from tests.cli.nights import ROOT, Night

ID = "INC-2025-01-15-001"
LOG = f"incidents/2025/{ID}/internal.yml"


def run(*words: str, now: str = "14:51") -> Result:
    options = ("--root", str(ROOT), "--now", f"2025-01-15T{now}Z")
    return CliRunner().invoke(group, [*words, *options])


def read(*words: str, now: str = "14:51") -> Any:
    content = json.loads(run(*words, "--format", "json", now=now).stdout)
    kind = next(each for each in OUTPUTS if each.name == f"{words[0]}.output")
    jsonschema.validate(content, create_output_schema(kind))
    return content


def test_R2_one_clock_is_explained_from_the_log_to_the_verdict() -> None:
    result = run("explain", "001", "mitigate")

    assert (result.exit_code, result.stdout) == (0, f"""\
{ID}  severity 1  Score recording API errors after v2.5.3
as of 2025-01-15 14:51 UTC (Wed 2025-01-15 9:51 AM Eastern)

mitigate: Mitigate
  verdict  met, 4 min to spare
  base     acknowledged 14:24 UTC (9:24 AM Eastern), {LOG}:23
  rule     Severity 1, within 30 min of acknowledgement
  policy   severities.1.mitigate; S:52; R2
  severity Severity 1, set at 14:32 UTC (9:32 AM Eastern), {LOG}:27; the first one set counts from \
detection (X23)
  sum      14:24 + 30 min = 14:54 UTC (9:24 AM + 30 min = 9:54 AM Eastern)
  done     mitigated 14:50 UTC (9:50 AM Eastern), {LOG}:37
  note     promised from detection, by the targets alone: 14:58 UTC (9:58 AM Eastern) (X24)
           mitigated is when a responder says that people can work again (X17)
""")  # fmt: skip


def test_all_clocks_come_with_an_overview_what_is_open_first() -> None:
    lines = run("explain").stdout.splitlines()

    assert lines[3:9] == [
        "  public-update-2        due 15:06 UTC  due in 15 min",
        "  subscriber-email       due 15:23 UTC  due in 32 min",
        "  stakeholder-update-2   due 15:50 UTC  due in 59 min",
        "  involve-cto            due 16:23 UTC  due in 1 h 32 min",
        "  resolve                due 18:50 UTC  due in 3 h 59 min",
        "  acknowledge            due 14:28 UTC  met, 4 min to spare",
    ]


def test_a_clock_that_there_is_not_is_refused_with_the_nearest() -> None:
    result = run("explain", "001", "mitigte")

    assert (result.exit_code, result.stderr) == (
        2,
        "error: no clock or duty of this incident is 'mitigte'\nfix: write mitigate\n",
    )


def test_programs_read_the_chain_too() -> None:
    (clock,) = read("explain", "001", "assign-ic")["clocks"]

    assert clock["base"] == {
        "what": "Severity 1 declared",
        "at": "2025-01-15T14:32:00Z",
        "place": f"{LOG}:27",
    }
    assert (clock["due"], clock["verdict"]) == ("2025-01-15T14:42:00Z", "met, 7 min to spare")


def test_the_rows_of_duties_have_these_keys_and_no_other() -> None:
    content = read("duties")

    assert list(content) == ["as_of", "duties"]
    assert content["duties"][1] == {
        "incident": ID,
        "duty": "mitigate",
        "who": "@engineer",
        "due": "2025-01-15T14:54:00Z",
        "done": "2025-01-15T14:50:00Z",
        "state": "met",
        "late_minutes": 0,
        "rule": "Mitigate (Severity 1, within 30 min of acknowledgement)",
        "source": "S:52; R2",
    }
    assert {row["duty"]: row["due"] for row in content["duties"] if row["state"] == "pending"} == {
        "resolve": "2025-01-15T18:50:00Z",
        "public-update-2": "2025-01-15T15:06:00Z",
        "stakeholder-update-2": "2025-01-15T15:50:00Z",
        "subscriber-email": "2025-01-15T15:23:00Z",
        "involve-cto": "2025-01-15T16:23:00Z",
    }


def test_X23_while_unset_the_severity_is_thought_of() -> None:
    assert (
        run("duties", now="14:25").stdout
        == f"""\
2025-01-15 14:25Z

Due: 2
  {ID}  mitigate  @engineer  due 16:24Z (in 1 h 59 min)
    Mitigate (Severity 2, assumed, within 2 h of acknowledgement; S:84)
  {ID}  resolve  @engineer  due 2025-01-16 16:24Z, provisional: the stage before has not ended yet
    Resolve (Severity 2, assumed, within 24 h of mitigation; S:85)

Decided: 1 met; --all shows them

Think of:
  {ID}  declare a severity; until then 2 is assumed (X23)

Why, with the sum:
  allclear explain {ID} mitigate
"""
    )


def test_R72_a_promise_by_the_rhythm_is_stamped_and_late_words_are_overdue(tmp_path: Path) -> None:
    night = Night(tmp_path / "night")
    night.type("new", "mail is late", "--severity", "2", "--component", "email", now="14:23")
    ack = night.type("ack", now="14:24")
    told = night.type("update", now="14:40")
    late = night.type("duties", "--state", "overdue", "--format", "json", now="18:41")

    assert "clocks: acknowledged after 1 min, target 15 min (met); " in ack.out
    assert "note: next update promised within 4h, the rhythm of Severity 2 (R71)\n" in told.err
    (update,) = (text for path, text in night.files().items() if "/updates/" in path)
    assert "next_update: 4h\n" in update
    rows = {row["duty"]: (row["due"], row["late_minutes"]) for row in late.json["duties"]}
    assert (late.status, rows["public-update-2"]) == (0, ("2025-01-15T18:40:00Z", 1))


def test_R12_a_missing_commander_is_asked_for_next(tmp_path: Path) -> None:
    night = Night(tmp_path / "night")
    night.type("new", "down", "--severity", "1", "--component", "email", now="14:23")
    night.type("ack", now="14:24")
    told = night.type("status", "--no-hosts", now="14:34")

    assert 'allclear log 001 "IC @name"' in told.out
    assert "overdue by 1 min, due 14:33Z: Assign an Incident Commander, Severity 1" in told.out


def test_a_status_page_alone_has_no_clocks(tmp_path: Path) -> None:
    night = Night(tmp_path / "night", is_status_page_only=True)
    night.type("new", "Mail is late", "--component", "email", now="14:23")
    told = night.type("update", "--component", "email=slow", now="14:36")

    assert told.status == 0
    assert "clocks:" not in told.out
