"""The steps of *check*: findings beside their lines, and what visitors will read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from generator.cli.check import check_command
from generator.cli.preview import preview_command
from scripts.ci import findings, github, summary


def options_of(command: list[str], *, after: int) -> list[str]:
    return [each for each in command[after:] if each.startswith("--")]


def test_findings_are_asked_for_as_annotations() -> None:
    command = findings.command(Path("python"), Path("/r"))
    assert command == [
        "python", "-m", "generator", "check", "--format", "github", "--strict", "--root", "/r",
    ]  # fmt: skip
    known = {name for option in check_command.params for name in option.opts}
    assert set(options_of(command, after=4)) <= known


def test_the_preview_compares_with_the_branch_that_is_merged_into() -> None:
    command = summary.command(Path("python"), Path("/r"))
    assert command == [
        "python", "-m", "generator", "preview", "--base", "HEAD^1", "--root", "/r",
    ]  # fmt: skip
    known = {name for option in preview_command.params for name in option.opts}
    assert set(options_of(command, after=4)) <= known


def test_the_summary_shows_the_preview_as_it_is() -> None:
    assert summary.as_markdown("/ (changed)\n  + Saving scores is not working.\n") == (
        "## What visitors will read\n\n"
        "```text\n/ (changed)\n  + Saving scores is not working.\n```\n"
    )


@pytest.mark.parametrize("text", ["```\n<img src=x>", "`````", "a ```` b"])
def test_no_text_gets_out_of_its_fence(text: str) -> None:
    lines = summary.as_markdown(text).splitlines()
    fence = lines[-1]
    assert set(fence) == {"`"}
    assert lines[2] == f"{fence}text"
    assert not any(line.strip().startswith(fence) for line in lines[3:-1])


def test_a_long_preview_is_cut_and_says_so() -> None:
    text = summary.as_markdown("é" * summary.MAX_BYTES)
    assert len(text.encode()) < 1024 * 1024
    assert text.endswith("… and more; run 'allclear preview' to read all of it.\n```\n")


def test_outputs_are_one_line_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "outputs"
    monkeypatch.setenv("GITHUB_OUTPUT", str(target))
    github.set_output("status", "0")
    github.set_output("next_change_at", "2025-01-15T15:06:00Z\nstatus=9")
    assert target.read_text() == "status=0\nnext_change_at=2025-01-15T15:06:00Z status=9\n"


def test_outside_a_workflow_the_summary_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    github.add_summary("## What\n")
    assert capsys.readouterr().out == "## What\n"


def test_an_annotation_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    github.annotate("error", "100% wrong\r\nfix: this")
    assert capsys.readouterr().out == "::error::100%25 wrong%0D%0Afix: this\n"


@pytest.mark.parametrize(
    ("status", "out", "expected", "shown"),
    [
        (0, "Visitors would read what they read now.\n", 0, "Visitors would read"),
        (1, "/ (changed)\n", 0, "/ (changed)"),
        (3, "", 1, "refused: site.yml"),
        (1, "", 1, "refused: site.yml"),
    ],
)
def test_a_preview_that_breaks_is_no_preview(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    status: int,
    out: str,
    expected: int,
    shown: str,
) -> None:
    """A Python program that breaks ends with 1, as one that found errors does."""
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setattr(summary, "make_ready", lambda _: Path("python"))
    done = subprocess.CompletedProcess([], status, out, "refused: site.yml\n")
    monkeypatch.setattr(summary.subprocess, "run", lambda *_, **__: done)
    assert summary.main() == expected
    assert shown in capsys.readouterr().out
