"""``allclear build``: its exit statuses, and what it says with each."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import group
from tests.proof.repository import copy_repository

NOW = ("--now", "2025-04-10T15:20Z", "--jobs", "1")
RECORD = "incidents/2025/INC-2025-04-10-001/public.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_repository(tmp_path / "repository")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["build", "--root", str(root), *NOW, *words])


def test_a_good_repository_becomes_a_site(root: Path) -> None:
    result = run(root)

    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith(
        f"{root / 'site' / 'public'}: 230 files as of 2025-04-10 15:20 UTC, 23 records (23 read)"
    )
    assert (root / "site" / "public" / "index.html").is_file()


def test_one_broken_record_is_a_finding_and_the_rest_is_built(root: Path) -> None:
    (root / RECORD).write_text("title: Reports\nupdates: [\n", encoding="utf-8")

    result = run(root)

    assert result.exit_code == 1
    assert result.stderr == (
        f"{RECORD}:2:10: error[YML015]: the bracket [ opened here is never closed properly\n"
        "  |\n"
        "2 | updates: [\n"
        "  |          ^\n"
        "  = fix: add ], with a comma between items; put text with brackets in quotes\n"
        "\n"
    )
    home = (root / "site" / "public" / "index.html").read_text(encoding="utf-8")
    assert "Games do not start" in home
    assert "A notice we cannot show yet" in home


def test_an_error_that_only_a_rule_finds_exits_with_1(root: Path) -> None:
    text = (root / RECORD).read_text(encoding="utf-8")
    (root / RECORD).write_text(f"{text}    retracts: 20240101T000000Z\n", encoding="utf-8")

    result = run(root)

    assert result.exit_code == 1
    assert "error[INC007]" in result.stderr


def test_an_unreadable_site_is_refused_and_the_last_good_one_stays(root: Path) -> None:
    run(root)
    before = (root / "site" / "public" / "index.html").read_bytes()
    (root / "site_src" / "public" / "site.yml").write_text("name: [", encoding="utf-8")

    result = run(root)

    assert result.exit_code == 3
    assert result.stderr.endswith(
        "refused: site_src/public/site.yml cannot be read, so there is no site to build\n"
    )
    assert (root / "site" / "public" / "index.html").read_bytes() == before


def test_nothing_readable_is_refused(root: Path) -> None:
    for path in (root / "incidents").rglob("*.yml"):
        path.write_bytes(b"\x00")

    result = run(root)

    assert result.exit_code == 3
    assert "refused: not one record can be read" in result.stderr


def test_the_internal_site_is_not_there_yet(root: Path) -> None:
    result = run(root, "internal")

    assert result.exit_code == 2
    assert result.stderr == (
        "The internal site cannot be built yet; build the public one: allclear build public\n"
    )


@pytest.mark.parametrize(
    "words", [("--now", "soon"), ("--nwo", "x"), ("nobody",), ("--now", "14:40")]
)
def test_wrong_use_exits_with_2(root: Path, words: tuple[str, ...]) -> None:
    assert run(root, *words).exit_code == 2


def test_a_folder_that_no_build_made_is_left_alone(root: Path) -> None:
    (root / "site" / "public").mkdir(parents=True)

    result = run(root)

    assert result.exit_code == 3
    assert "is not a link made by a build" in result.stderr


def test_git_sees_nothing_of_what_a_build_leaves_behind(root: Path) -> None:
    git = ("git", "-C", str(root))
    subprocess.run([*git, "init", "-q"], check=True)
    before = subprocess.run([*git, "status", "--short"], check=True, capture_output=True).stdout

    assert run(root).exit_code == 0
    assert (root / ".allclear" / ".gitignore").read_bytes() == b"*\n"

    after = subprocess.run([*git, "status", "--short"], check=True, capture_output=True).stdout
    assert after == before
