"""A mistake in a repository's own theme has a place and a fix; the live site stays."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli.main import group
from generator.renderers.theme_findings import ThemeError, create_finding
from tests.proof.repository import copy_repository

NOW = ("--now", "2025-04-10T15:20Z")
FIX = "  = fix: correct the line; without this file the program's own is used\n"
REFUSED = "refused: a file of theme/public cannot be used, so there is no site to build\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_repository(tmp_path / "repository")


def run(root: Path, command: str) -> Result:
    jobs = ("--jobs", "1") if command == "build" else ()
    return CliRunner().invoke(group, [command, "--root", str(root), *NOW, *jobs])


def put(root: Path, name: str, content: str | bytes) -> None:
    path = root / "theme" / "public" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def excerpt(line: int, text: str) -> str:
    return f"  |\n{line} | {text}\n  | {'^' * len(text)}\n"


MISTAKES = {
    "name nobody knows": (
        "home.html", "{{ nope.x }}\n", 1, "'nope' is undefined",
    ),
    "name nobody knows in a page of one record": (
        "incident.html", "\n{{ p.nope.x }}\n", 2, "'dict object' has no attribute 'nope'",
    ),
    "sum of a number and a text": (
        "home.html", "{{ 1 + 'a' }}\n", 1,
        "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    ),
    "words that do not exist": (
        "home.html", "{{ w('no.such') }}\n", 1,
        "the words 'no.such' do not exist or need a value",
    ),
    "no template": (
        "home.html", "\n{% if %}\n", 2,
        "Expected an expression, got 'end of statement block'",
    ),
    "filter nobody knows": (
        "parts.html", "{{ 1|loud }}\n", 1, "No filter named 'loud'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_build_names_file_and_line_and_leaves_the_live_site(root: Path, name: str) -> None:
    assert run(root, "build").exit_code == 0
    home = root / "site" / "public" / "index.html"
    before = home.read_bytes()
    file, content, line, what = MISTAKES[name]
    put(root, file, content)

    result = run(root, "build")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        f"theme/public/{file}:{line}:1: error[THM001]: {what}\n"
        f"{excerpt(line, content.strip())}{FIX}\n{REFUSED}"
    )
    assert home.read_bytes() == before


def test_parts_that_lack_what_our_pages_ask_for_are_to_blame(root: Path) -> None:
    put(root, "parts.html", "{% macro symbols(x) %}{% endmacro %}\n")
    lacking = run(root, "build")
    put(root, "parts.html", "{% macro symbols() %}{% endmacro %}\n")
    refusing = run(root, "build")

    assert [(each.exit_code, each.stderr.partition("\n")[0]) for each in (lacking, refusing)] == [
        (
            3,
            "theme/public/parts.html:1:1: error[THM001]: "
            "AttributeError: 'TemplateModule' object has no attribute 'nav'",
        ),
        (
            3,
            "theme/public/parts.html:1:1: error[THM001]: "
            "TypeError: macro 'symbols' takes not more than 0 argument(s)",
        ),
    ]


def test_what_is_no_utf_8_is_named(root: Path) -> None:
    put(root, "style.css", b"p {}\n/* caf\xe9 */\n")

    for command in ("build", "check"):
        result = run(root, command)
        assert result.exit_code == 3
        assert "theme/public/style.css:2:1: error[THM001]: byte 0xE9 is no UTF-8\n" in result.output


def test_check_finds_every_file_that_is_no_template(root: Path) -> None:
    put(root, "home.html", "{% if %}\n")
    put(root, "incident.html", "{{ w('no.such') }}\n")
    put(root, "list.html", "{{ nope.x }}\n")

    result = run(root, "check")

    assert result.exit_code == 3
    _, own, about_theme = result.stdout.partition("theme/public/home.html:")
    assert own + about_theme == (
        "theme/public/home.html:1:1: error[THM001]: "
        "Expected an expression, got 'end of statement block'\n"
        f"{excerpt(1, '{% if %}')}{FIX}\n"
        "theme/public/incident.html:1:1: error[THM001]: "
        "the words 'no.such' do not exist or need a value\n"
        f"{excerpt(1, chr(123) * 2 + ' w(' + repr('no.such') + ') ' + chr(125) * 2)}{FIX}"
    )
    assert result.stderr.endswith(REFUSED)


def test_a_mistake_of_ours_is_not_blamed_on_the_theme(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(root, "prose.html", '{% extends "base.html" %}\n')

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("generator.renderers.pages.render_home", fail)

    assert isinstance(run(root, "build").exception, ZeroDivisionError)


def test_the_error_reaches_us_from_another_process() -> None:
    error = ThemeError(create_finding("home.html", 1, "'nope' is undefined"))

    assert pickle.loads(pickle.dumps(error)).finding == error.finding
