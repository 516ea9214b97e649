"""``allclear preview``: what visitors would read that they do not read now (R192)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import group
from tests.proof.repository import copy_repository

NOW = ("--now", "2025-04-10T15:20Z")
GIT = ("git", "-c", "user.name=Sample", "-c", "user.email=sample@example.org")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_repository(tmp_path / "repository")
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "records")):
        subprocess.run([*GIT, *words], cwd=root, check=True, capture_output=True)
    return root


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(
        group, ["preview", "--root", str(root), "--base", "HEAD", *NOW, *words]
    )


def add_update(root: Path) -> None:
    updates = root / "incidents/2025/INC-2025-04-10-002/updates"
    (updates / "20250410T151800Z-k7q2m9x4.yml").write_text(
        "status: monitoring\ncomponents:\n  music-games: degraded_performance\n"
        "text: Games start again, slowly.\n",
        encoding="utf-8",
    )


def test_nothing_new_is_said_in_a_sentence(root: Path) -> None:
    result = run(root)

    assert (result.exit_code, result.stdout) == (0, "Visitors would read what they read now.\n")


def test_a_new_update_is_shown_as_visitors_would_read_it(root: Path) -> None:
    add_update(root)

    result = run(root)

    assert result.exit_code == 0
    assert result.stdout.startswith("/ (changed)\n")
    assert "  + Games start again, slowly." in result.stdout
    assert "\n/incidents/INC-2025-04-10-002/ (changed)\n" in result.stdout


def test_the_end_of_an_id_limits_it_to_one_incident(root: Path) -> None:
    add_update(root)

    result = run(root, "inc-2025-04-10-002")
    assert run(root, "10-002").output == result.output

    assert result.stdout.startswith("/incidents/INC-2025-04-10-002/ (changed)\n")
    assert "/components/" not in result.stdout


def test_a_commit_nobody_knows_is_wrong_use(root: Path) -> None:
    result = run(root, "--base", "nowhere")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "error: git knows no commit 'nowhere' here\n"
        "fix: name a commit to compare with: --base COMMIT\n",
    )


def test_before_the_first_commit_it_says_to_commit(tmp_path: Path) -> None:
    root = copy_repository(tmp_path / "repository")
    subprocess.run([*GIT, "init", "-q", "-b", "main"], cwd=root, check=True)

    result = CliRunner().invoke(group, ["preview", "--root", str(root)])

    assert (result.exit_code, result.stderr) == (
        2,
        "error: this repository has no commit yet, so nothing is published\n"
        "fix: commit your files first: git add --all, then git commit\n",
    )


@pytest.mark.parametrize("unknown", ["999999", "zzz"])
def test_an_end_that_no_id_has_is_wrong_use(root: Path, unknown: str) -> None:
    result = run(root, unknown)

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        f"error: no record's id is or ends in '{unknown}'\n"
        "fix: name a record, such as INC-2025-04-10-002\n",
    )


def test_a_mistyped_id_is_answered_with_the_nearest(root: Path) -> None:
    result = run(root, "INC-2025-04-01-002")

    assert (result.exit_code, result.stderr) == (
        2,
        "error: no record's id is or ends in 'INC-2025-04-01-002'\nfix: write INC-2025-04-10-002\n",
    )


def test_an_end_that_several_ids_have_lists_them(root: Path) -> None:
    result = run(root, "08-001")

    assert (result.exit_code, result.stdout, result.stderr) == (
        2,
        "",
        "error: 2 records have an id that ends in '08-001'\n"
        "fix: write one of MNT-2025-04-08-001, INC-2025-04-08-001\n",
    )


def test_findings_come_with_it(root: Path) -> None:
    path = root / "incidents/2025/INC-2025-04-10-002/updates/20250410T151800Z-k7q2m9x4.yml"
    path.write_text("status: monitorng\n", encoding="utf-8")

    result = run(root)

    assert result.exit_code == 1
    assert "error[REC007]: 'monitorng' is not an incident status" in result.stderr
