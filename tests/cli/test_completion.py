"""Pressing Tab: what is offered, in the shells people use, and that nothing ever breaks a line."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator.cli import complete
from generator.cli.completion import SHELLS
from generator.cli.main import COMMANDS, group
from generator.core.codes_entry import PUBLIC, SITE, UPDATES
from tests.records.repositories import write_repository

ROOT = Path(__file__).parents[2]
FIRST = "INC-2025-01-15-001"
SECOND = "INC-2025-01-15-002"
WORK = "MNT-2025-02-01-001"
STATES = (
    "major_outage",
    "partial_outage",
    "degraded_performance",
    "under_maintenance",
    "operational",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_repository(
        tmp_path,
        {
            PUBLIC: "title: One\nupdates:\n  - at: 14:36\n    text: Scores are not saved.\n",
            f"{UPDATES}/20250115T145200Z-b3n8v2wd.yml": "status: monitoring\n",
            PUBLIC.replace(FIRST, SECOND): "title: Two\nupdates:\n  - at: 14:40\n"
            "    status: resolved\n    text: It is over.\n",
            PUBLIC.replace(FIRST, WORK): "title: Work\n",
        },
    )


def environment(root: Path, **more: str) -> dict[str, str]:
    """Return an environment in which ``allclear`` is this program."""
    script = root / "bin" / "allclear"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), **more}


def ask(root: Path, shell: str, line: str, **more: str) -> tuple[int, str, str]:
    """Return exit status and output of the program as the script of *shell* calls it."""
    words = line.split(" ")
    done = subprocess.run(
        ["allclear"],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
        env=environment(
            root,
            COMP_WORDS=line,
            COMP_CWORD=words[-1] if shell == "fish" else str(len(words) - 1),
            _ALLCLEAR_COMPLETE=f"{shell}_complete",
            **more,
        ),
    )
    return done.returncode, done.stdout, done.stderr


def test_open_records_are_offered_before_the_newest_others(root: Path) -> None:
    assert ask(root, "bash", "allclear history ") == (
        0,
        f"plain,{WORK}\nplain,{FIRST}\nplain,{SECOND}\n",
        "",
    )


def test_the_end_of_an_id_is_enough(root: Path) -> None:
    assert ask(root, "zsh", "allclear history 002") == (0, f"plain\n{SECOND}\n_\n", "")


def test_commands_come_with_their_line_and_none_is_loaded(root: Path) -> None:
    status, output, errors = ask(root, "fish", "allclear ", PYTHONPROFILEIMPORTTIME="1")

    assert status == 0
    assert output == "".join(f"plain,{name}\t{COMMANDS[name][1]}\n" for name in sorted(COMMANDS))
    loaded = {line.rpartition("|")[2].strip() for line in errors.splitlines()}
    assert "generator.cli.main" in loaded
    assert {name for name in loaded if name.startswith(("generator.renderers", "jinja2"))} == set()


def test_options_of_the_program_itself_are_offered(root: Path) -> None:
    assert ask(root, "bash", "allclear --v") == (0, "plain,--version\n", "")


@pytest.mark.parametrize("line", ["allclear biuld ", "allclear history --root /nowhere ", "x '"])
def test_a_line_with_a_mistake_gets_no_offer_and_no_complaint(root: Path, line: str) -> None:
    status, _, errors = ask(root, "bash", line)

    assert (status, errors) == (0, "")


@pytest.mark.parametrize("folder", ["nothing", "broken"])
def test_a_folder_without_readable_records_gets_no_offer(tmp_path: Path, folder: str) -> None:
    root = tmp_path / folder
    root.mkdir()
    if folder == "broken":
        (root / "incidents").write_text("no folder", encoding="utf-8")

    assert ask(root, "bash", "allclear history ") == (0, "\n", "")


# The commands that write come with their own tests; this one has all that can be offered.


@click.command("offer")
@click.argument("record", required=False, shell_complete=complete.complete_record)
@click.option("--component", shell_complete=complete.complete_component)
@click.option("--effect", shell_complete=complete.complete_effect)
@click.option("--status", shell_complete=complete.complete_status)
@click.option("--update", shell_complete=complete.complete_update)
@click.option("--root")
def offer() -> None:
    """Offer everything."""


def offered(
    monkeypatch: pytest.MonkeyPatch, root: Path, words: list[str], typed: str, shell: str = "zsh"
) -> list[str]:
    monkeypatch.chdir(root)
    engine = SHELLS[shell](offer, {}, "offer", "_OFFER_COMPLETE")
    return [item.value for item in engine.get_completions(words, typed)]


@pytest.mark.parametrize(
    ("words", "typed", "values"),
    [
        (["--component"], "", ["score-recording", "music-games"]),
        (["--component"], "mus", ["music-games"]),
        (["--component"], "Games", ["music-games"]),
        (["--effect"], "", ["score-recording=", "music-games="]),
        (["--effect"], "sc", [f"score-recording={state}" for state in STATES]),
        (["--effect"], "score-recording=", [f"score-recording={state}" for state in STATES]),
        (["--effect"], "score-recording=p", ["score-recording=partial_outage",
                                             "score-recording=partial", "score-recording=partly"]),
        (["--effect"], "score-recording=do", ["score-recording=down"]),
        (["--status"], "", ["investigating", "identified", "monitoring", "resolved"]),
        (["--status"], "fi", ["fine", "fixed", "finished"]),
        ([WORK, "--status"], "", ["scheduled", "in_progress", "verifying", "completed"]),
        ([FIRST, "--update"], "", ["last", "20250115T145200Z-b3n8v2wd", "20250115T143600Z"]),
        (["15-001", "--update"], "2025", []),
        (["001", "--update"], "20", []),
        ([FIRST, "--update"], "la", ["last"]),
        (["--update"], "", ["last"]),
        ([], "inc", [FIRST, SECOND]),
    ],
)  # fmt: skip
def test_what_is_offered(
    monkeypatch: pytest.MonkeyPatch, root: Path, words: list[str], typed: str, values: list[str]
) -> None:
    assert offered(monkeypatch, root, words, typed) == values


def test_only_the_newest_twenty_ids_are_offered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for number in range(30):
        (tmp_path / f"incidents/2024/INC-2024-05-01-{number:03}").mkdir(parents=True)
    (tmp_path / "incidents/2025/INC-2025-05-01-001").mkdir(parents=True)
    (tmp_path / "incidents/2025/notes").mkdir()

    assert offered(monkeypatch, tmp_path, [], "") == [
        "INC-2025-05-01-001",
        *(f"INC-2024-05-01-{number:03}" for number in range(29, 10, -1)),
    ]


def test_an_unreadable_site_offers_no_part(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    (root / SITE).write_text("format: [", encoding="utf-8")

    assert offered(monkeypatch, root, ["--component"], "") == []


@pytest.mark.parametrize(
    ("words", "args", "typed", "shown"),
    [
        (["--effect", "score-recording", "=", "ma"], ["--effect"], "score-recording=ma",
         "major_outage"),
        (["--effect", "score-recording", "="], ["--effect"], "score-recording=", "major_outage"),
        (["--effect", "sc"], ["--effect"], "sc", "score-recording=major_outage"),
        (["--at", "14", ":", "23", ""], ["--at", "14:23"], "", "score-recording=major_outage"),
    ],
)  # fmt: skip
def test_bash_breaks_words_at_signs_and_gets_back_only_the_end(
    monkeypatch: pytest.MonkeyPatch, words: list[str], args: list[str], typed: str, shown: str
) -> None:
    line = ["offer", *words]
    monkeypatch.setenv("COMP_WORDS", "\n".join(line))
    monkeypatch.setenv("COMP_CWORD", str(len(line) - 1))
    engine = SHELLS["bash"](offer, {}, "offer", "_OFFER_COMPLETE")

    assert engine.get_completion_args() == (args, typed)
    item = click.shell_completion.CompletionItem("score-recording=major_outage")
    assert engine.format_completion(item) == f"plain,{shown}"


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_itself_completes_with_the_script(root: Path) -> None:
    script = (
        'eval "$(allclear completion bash)"\n'
        "COMP_WORDS=(allclear history 002) COMP_CWORD=2\n"
        "_allclear_completion allclear\n"
        'echo "${COMPREPLY[*]}"\n'
        "complete -p allclear\n"
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        cwd=root, env=environment(root), check=True, capture_output=True, text=True,
    )  # fmt: skip

    assert (done.stdout, done.stderr) == (
        f"{SECOND}\ncomplete -o nosort -F _allclear_completion allclear\n",
        "",
    )


def _zsh(script: str) -> list[str]:
    return ["zsh", "-f", "-n", "-c", script]


def _fish(script: str) -> list[str]:
    return ["fish", "--no-execute", "-c", script]


@pytest.mark.parametrize(("shell", "check"), [("zsh", _zsh), ("fish", _fish)])
def test_the_script_of_other_shells_is_valid(shell: str, check: Callable[[str], list[str]]) -> None:
    result = CliRunner().invoke(group, ["completion", shell])

    assert (result.exit_code, result.stderr) == (0, "")
    assert f"_ALLCLEAR_COMPLETE={shell}_complete" in result.stdout
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    subprocess.run(check(result.stdout), check=True)
