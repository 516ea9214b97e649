"""``allclear check``: every mistake of every file in one run, sorted, counted and placed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.cli.main import group
from generator.core.codes_entry import NEW_REPOSITORY, SITE
from generator.core.findings import Severity
from generator.pipeline.check import CheckResult, check_repository

NOW = datetime(2025, 1, 15, 15, 0, tzinfo=UTC)
ONE = "incidents/2025/INC-2025-01-15-001"
TWO = "incidents/2025/INC-2025-01-15-002"
WORK = "incidents/2025/MNT-2025-01-15-001"
OPEN = """\
title: Students cannot save scores
updates:
  - at: 14:36
    status: investigating
    components:
      score-recording: major_outage
"""
CLOSED = f"{OPEN}  - at: 14:50\n    status: resolved\n"
ODD = "    next_update: 14:00\n"
"""A promise in the past: one warning, INC018, wherever it is put."""
PLANNED = """\
title: Replacing the score database
components: [score-recording]
scheduled_for: 2025-01-16 02:00Z
scheduled_until: 2025-01-16 04:00Z
"""
COMPLETED = f"{PLANNED}updates:\n  - at: 14:36\n    status: completed\n"
CANARY = "korrigan"
READS_INTERNAL = {
    "generator.core.internal_facts",
    "generator.core.rules_internal",
    "generator.core.rules_internal_base",
    "generator.core.rules_mitigations",
    "generator.pipeline.check",
    "generator.readers.internal",
    "generator.readers.log_files",
}


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, content in {**NEW_REPOSITORY, **files}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert isinstance(content, str | bytes)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def check(root: Path, files: Mapping[str, str | bytes], *, strict: bool = False) -> CheckResult:
    return check_repository(write(root, files), now=NOW, strict=strict)


def rows(result: CheckResult) -> list[tuple[str, int, str, str]]:
    return [(each.path, each.line, each.code, str(each.severity)) for each in result.findings]


def test_a_clean_repository_is_counted_and_quiet(tmp_path: Path) -> None:
    files = {
        f"{ONE}/public.yml": OPEN,
        f"{ONE}/internal.yml": "log: |\n  14:23 DETECTED errors\n  14:50 MITIGATED\n",
        f"{ONE}/log/a1.log": "14:24 ACK @engineer\n",
        f"{TWO}/internal.yml": "title: nobody outside knows of it\n",
        f"{WORK}/public.yml": PLANNED,
    }
    assert check(tmp_path, files, strict=True) == CheckResult(findings=(), records=3, files=5)


def test_an_empty_repository_is_fine(tmp_path: Path) -> None:
    assert check(tmp_path, {}) == CheckResult(findings=(), records=0, files=0)


def test_all_mistakes_of_all_files_come_in_one_run_sorted(tmp_path: Path) -> None:
    files = {
        f"{TWO}/public.yml": f"{OPEN}{ODD}",
        f"{ONE}/public.yml": "title: 'Students\n",
        f"{ONE}/internal.yml": "titel: x\nlog: |\n  14:23 DETECTED errors\n  14:20 MITIGATED\n",
        f"{ONE}/screenshot.png": b"\x89PNG",
        f"{WORK}/public.yml": PLANNED.replace("02:00Z", "05:00Z"),
        "site_src/public/words/interface.yml": "nothing.like.it: x\n",
        "incidents/2025/scores/internal.yml": "title: x\n",
    }
    result = check(tmp_path, files)
    assert [(path, code, severity) for path, _, code, severity in rows(result)] == [
        (f"{ONE}/internal.yml", "REC001", "error"),
        (f"{ONE}/internal.yml", "INT002", "error"),
        (f"{ONE}/public.yml", "YML014", "error"),
        (f"{ONE}/screenshot.png", "FIL003", "warning"),
        (f"{TWO}/public.yml", "INC018", "warning"),
        (f"{WORK}/public.yml", "MNT002", "error"),
        ("incidents/2025/scores", "FIL001", "error"),
        ("site_src/public/words/interface.yml", "WRD001", "warning"),
    ]
    assert (result.records, result.files, result.exit_status) == (4, 5, 1)


def test_warnings_alone_are_fine(tmp_path: Path) -> None:
    result = check(tmp_path, {f"{ONE}/public.yml": f"{OPEN}{ODD}"})
    assert (rows(result), result.exit_status) == (
        [(f"{ONE}/public.yml", 7, "INC018", "warning")],
        0,
    )


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({f"{ONE}/public.yml": f"{OPEN}{ODD}"}, "warning"),
        ({f"{ONE}/public.yml": f"{CLOSED}{ODD}"}, "error"),
        (
            {f"{ONE}/public.yml": f"{CLOSED}{ODD}  - at: 14:55\n    status: investigating\n"},
            "warning",
        ),
        ({f"{ONE}/public.yml": f"{OPEN}{ODD}  - at: 14:40\n    retracts: incident\n"}, "error"),
        (
            {f"{WORK}/public.yml": f"{PLANNED}updates:\n  - at: 14:36\n    text: x\n{ODD}"},
            "warning",
        ),
        ({f"{WORK}/public.yml": f"{COMPLETED}{ODD}"}, "error"),
    ],
    ids=["open", "resolved", "reopened", "withdrawn", "planned", "completed"],
)
def test_strict_spares_what_is_not_over(
    tmp_path: Path, files: dict[str, str], severity: str
) -> None:
    assert [each[2:] for each in rows(check(tmp_path, files, strict=True))] == [
        ("INC018", severity)
    ]


def test_strict_takes_internal_files_with_their_record(tmp_path: Path) -> None:
    odd = "types: [deployment_failure]\nlog: |\n  14:23 DETECTED errors\n"
    over = f"{odd}  14:50 RESOLVED\n"
    for files, severity in (
        ({f"{ONE}/internal.yml": odd}, "warning"),
        ({f"{ONE}/internal.yml": over}, "error"),
        ({f"{ONE}/internal.yml": odd, f"{ONE}/public.yml": CLOSED}, "error"),
        ({f"{ONE}/internal.yml": over, f"{ONE}/public.yml": OPEN}, "warning"),
    ):
        root = tmp_path / str(len(list(tmp_path.iterdir())))
        found = rows(check(root, files, strict=True))
        assert [each[2:] for each in found if each[2][:3] != "DUT"] == [("INT013", severity)]


def test_strict_leaves_warnings_about_no_record_alone(tmp_path: Path) -> None:
    files = {
        f"{ONE}/public.yml": CLOSED,
        "site_src/public/words/interface.yml": "nothing.like.it: x\n",
    }
    assert [each[2:] for each in rows(check(tmp_path, files, strict=True))] == [
        ("WRD001", "warning")
    ]


def test_strict_spares_a_record_that_cannot_be_read(tmp_path: Path) -> None:
    files = {f"{ONE}/public.yml": CLOSED, f"{ONE}/updates/20250115T143700Z-a.yml": "a: [\n",
             f"{ONE}/notes.md": "x"}  # fmt: skip
    found = rows(check(tmp_path, files, strict=True))
    assert [each[2:] for each in found] == [("FIL003", "warning"), ("YML015", "error")]


def test_no_word_of_an_internal_file_reaches_a_finding_about_a_public_one(tmp_path: Path) -> None:
    files = {
        f"{ONE}/public.yml": f"{OPEN}{ODD}    amends: {CANARY[:4]}\n",
        f"{ONE}/postmortem.1.yml": "published_at: 2025-01-15 14:00Z\ntitle: x\nsummary: x\n"
        "data:\n  lost: none\n",
        f"{ONE}/internal.yml": f"title: {CANARY}\n{CANARY}: {CANARY}\n"
        f"data:\n  loss: confirmed\n  affected: {CANARY}\n"
        f"log: |\n  {CANARY}\n  14:23 DETECTED {CANARY}\n  14:20 MITIGATED {CANARY}\n",
        f"{ONE}/log/{CANARY}.log": f"{CANARY}\n",
    }
    findings = check(tmp_path, files).findings
    public = [each for each in findings if CANARY not in each.path and "internal" not in each.path]
    assert {each.code for each in public} == {"INC018", "INC007", "PMT010"}
    assert CANARY not in repr(public)
    assert CANARY in repr(findings)


def test_without_a_readable_site_the_rest_is_checked_and_the_build_would_be_refused(
    tmp_path: Path,
) -> None:
    files = {SITE: "format: [\n", f"{ONE}/public.yml": f"{OPEN}{ODD}"}
    result = check(tmp_path, files)
    assert [each[2:] for each in rows(result)] == [("INC018", "warning"), ("YML015", "error")]
    assert result.refusal == "site_src/public/site.yml cannot be read, so there is no site to build"
    assert result.exit_status == 3


def test_where_no_record_can_be_read_the_build_would_be_refused(tmp_path: Path) -> None:
    result = check(tmp_path, {f"{ONE}/public.yml": "a: [\n"})
    assert result.refusal == "not one record can be read, so a new site would lose them all"
    assert result.exit_status == 3
    result = check(tmp_path, {f"{TWO}/public.yml": OPEN})
    assert (result.refusal, result.exit_status) == ("", 1)


def test_a_circle_of_merges_is_found_across_records(tmp_path: Path) -> None:
    def merged(number: int) -> str:
        return f"{OPEN}  - at: 14:50\n    merged_into: INC-2025-01-15-{number:03}\n"

    files = {f"{ONE}/public.yml": merged(2), f"{TWO}/public.yml": merged(1)}
    assert rows(check(tmp_path, files)) == [
        (f"{ONE}/public.yml", 8, "INC011", "error"),
        (f"{TWO}/public.yml", 8, "INC011", "error"),
    ]


def test_a_merge_into_a_record_without_public_words_leads_nowhere(tmp_path: Path) -> None:
    merged = f"{OPEN}  - at: 14:50\n    merged_into: INC-2025-01-15-002\n"
    files = {f"{ONE}/public.yml": merged, f"{TWO}/internal.yml": "title: x\n"}
    assert [each[2] for each in rows(check(tmp_path, files))] == ["INC011"]


def test_the_present_is_what_it_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, {f"{ONE}/public.yml": OPEN})
    early = datetime(2025, 1, 15, 12, 30, tzinfo=UTC)
    assert [each[2] for each in rows(check_repository(root, now=early, strict=False))] == ["INC006"]


def test_folders_without_a_record_count_for_nothing(tmp_path: Path) -> None:
    result = check(tmp_path, {f"{ONE}/notes.md": "x", "incidents/2025/notes/notes.md": "x"})
    assert [each[2] for each in rows(result)] == ["FIL003", "FIL003"]
    assert (result.records, result.files) == (0, 0)


def test_a_folder_of_no_id_is_said_once(tmp_path: Path) -> None:
    files = {"incidents/2025/scores/internal.yml": "log: |\n  2024-01-15 14:23 DETECTED x\n"}
    result = check(tmp_path, files)
    assert [(each.code, each.value) for each in result.findings] == [("FIL001", "scores")]
    files["incidents/2025/scores/public.yml"] = OPEN
    found = [each[2] for each in rows(check(tmp_path, files))]
    assert found.count("FIL001") == 1
    assert "INT001" not in found


def test_findings_can_be_limited_to_paths(tmp_path: Path) -> None:
    files = {f"{ONE}/public.yml": f"{OPEN}{ODD}", f"{TWO}/public.yml": "a: [\n"}
    result = check(tmp_path, files)
    assert [each[0] for each in rows(result.within([f"{ONE}/"]))] == [f"{ONE}/public.yml"]
    assert result.within([ONE]).exit_status == 0
    assert result.within([f"{TWO}/public.yml"]).exit_status == 1
    assert result.within(["incidents/2025/INC-2025-01-15-0"]).findings == ()
    assert result.within(["."]) == result


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        group, ["check", "--root", str(root), "--now", "2025-01-15T15:00Z", *arguments]
    )


def test_the_command_prints_findings_and_counts(tmp_path: Path) -> None:
    result = run(write(tmp_path, {f"{ONE}/public.yml": f"{OPEN}{ODD}"}))
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        f"{ONE}/public.yml:7:18: warning[INC018]: the next update is promised for "
        "2025-01-15 14:00Z, not after this one of 2025-01-15 14:36Z\n"
        "  |\n"
        "7 |     next_update: 14:00\n"
        "  |                  ^^^^^\n"
        "  = fix: write a later time, with its date, or a length of time such as 30m\n",
        "checked 1 record: 0 errors, 1 warning\n",
    )


def test_the_command_speaks_json_and_to_pull_requests(tmp_path: Path) -> None:
    root = write(tmp_path, {f"{ONE}/public.yml": f"{OPEN}{ODD}"})
    (row,) = json.loads(run(root, "--format", "json").stdout)
    assert list(row) == [
        "path", "line", "column", "severity", "code", "message", "value", "fix",
    ]  # fmt: skip
    assert run(root, "--format", "github").stdout.startswith(
        f"::warning file={ONE}/public.yml,line=7,col=18,title=warning[INC018]::the next update"
    )


def test_clean_records_print_nothing_but_the_count(tmp_path: Path) -> None:
    result = run(write(tmp_path, {f"{ONE}/public.yml": OPEN}), "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "",
        "checked 1 record: 0 errors, 0 warnings\n",
    )


@pytest.mark.parametrize(
    ("files", "arguments", "status"),
    [
        ({f"{ONE}/public.yml": f"{CLOSED}{ODD}"}, [], 0),
        ({f"{ONE}/public.yml": f"{CLOSED}{ODD}"}, ["--strict"], 1),
        ({f"{ONE}/public.yml": f"{OPEN}    titel: x\n"}, [], 1),
        ({}, ["--format", "xml"], 2),
        ({}, ["--now", "soon"], 2),
        ({}, ["nowhere"], 2),
        ({}, ["/"], 2),
        ({SITE: "a: [\n"}, [], 3),
    ],
)
def test_the_exit_status_says_how_it_went(
    tmp_path: Path, files: dict[str, str], arguments: list[str], status: int
) -> None:
    assert run(write(tmp_path, files), *arguments).exit_code == status


def test_a_refusal_says_why(tmp_path: Path) -> None:
    assert run(write(tmp_path, {SITE: "a: [\n"})).stderr == (
        "checked 0 records: 1 error, 0 warnings\n"
        "refused: site_src/public/site.yml cannot be read, so there is no site to build\n"
    )


def test_paths_are_taken_from_here_or_from_the_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {f"{ONE}/public.yml": f"{OPEN}{ODD}", f"{TWO}/public.yml": f"{OPEN}{ODD}"}
    root = write(tmp_path / "repository", files)
    monkeypatch.chdir(root / "incidents")
    for path in (ONE, f"2025/{Path(ONE).name}", str(root / ONE), f"{ONE}/public.yml"):
        result = run(root, "--format", "json", path)
        assert [row["path"] for row in json.loads(result.stdout)] == [f"{ONE}/public.yml"], path
    result = run(root, "elsewhere")
    assert "'elsewhere' does not exist" in result.stderr
    result = run(root, str(tmp_path))
    assert "does not lie below" in result.stderr


def test_every_finding_has_all_its_parts(tmp_path: Path) -> None:
    files = {
        f"{ONE}/public.yml": "titel: x\nupdates:\n  - at: 25:00\n    status: down\n",
        f"{ONE}/internal.yml": "log: |\n  DETECTED\n",
    }
    for finding in check(tmp_path, files).findings:
        assert finding.line >= 1
        assert finding.column >= 1
        assert finding.severity in Severity
        assert finding.message
        assert not finding.message.endswith(".")
        assert finding.fix


_LINES = st.lists(
    st.sampled_from(
        [
            "title: x", "updates:", "  - at: 14:36", "  - at: 2125-01-15 14:36Z", "    at: 14:22",
            "    id: a", "    status: resolved", "    status: in_progress", "    text: |",
            "    amends: a", "    retracts: 20250115T143600Z", "    retracts: incident",
            "    merged_into: INC-2025-01-15-001", "    happened_at: 23:59",
            "    next_update: 14:00",
            "    components:", "      score-recording: major_outage", "    cancelled: true",
            "    impact_windows: []", "impact_windows:", "  - component: score-recording",
            "    state: major_outage", "    from: 14:36", "    to: 14:22", "scheduled_for: 14:00",
            "scheduled_until: 2025-01-15 13:00Z", "components: [score-recording]", "log: |",
            "  14:23 DETECTED", "  14:20 MITIGATED", "mitigations:", "  - option: A",
            "    started: 14:00", "    approved: {at: 15:00}", "published_at: 2025-01-15 14:00Z",
            "changes:", "  - id: a", "a:", "  done: 2025-01-15", "  dropped: x", "\t", "- ", "'",
        ]
    ),
    max_size=14,
).map("\n".join)  # fmt: skip
_FILES = ["public.yml", "internal.yml", "postmortem.1.yml", "postmortem.3.yml", "actions.yml"]


@given(st.dictionaries(st.sampled_from(_FILES), _LINES), st.sampled_from([ONE, WORK]))
def test_no_arrangement_of_lines_raises(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, str], folder: str
) -> None:
    root = tmp_path_factory.mktemp("any")
    result = check(root, {f"{folder}/{name}": text for name, text in files.items()}, strict=True)
    for finding in result.findings:
        assert finding.line >= 1
        assert finding.column >= 1
        assert "\n" not in finding.message


def test_no_public_build_imports_what_reads_internal_files(tmp_path: Path) -> None:
    root = write(tmp_path, {f"{ONE}/public.yml": OPEN, f"{ONE}/internal.yml": "titel: [\n"})
    program = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from generator.adapters.builds import build_public\n"
        "import generator.cli.build, generator.cli.preview, generator.cli.serve\n"
        f"root = Path({str(root)!r})\n"
        "result = build_public(root, root / 'site', now=datetime(2025, 1, 15, 15, tzinfo=UTC))\n"
        "assert result.built is not None and result.findings == (), result\n"
        f"print(sorted(set(sys.modules) & {READS_INTERNAL!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("[]\n", "")
