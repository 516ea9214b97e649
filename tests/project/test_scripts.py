"""The commands of the README and of the Makefile, without running what they run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.build import build_command
from generator.cli.options import Moment
from generator.cli.serve import serve_command
from scripts import browser, demo, environment, lock, made, test

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = Path("/venv/bin/python")


def typed(text: str) -> list[list[str]]:
    """Return every line of a shell block in *text* as words, less the comment behind it."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("  #")[0].split() for block in blocks for line in block.splitlines()]
    return [words for words in lines if words]


# What the README prints.


def test_every_script_the_readme_names_understands_its_options() -> None:
    commands = [words[1:] for words in typed(README) if words[0] == "python3"]
    assert [words[0] for words in commands] == [
        "scripts/demo.py", "scripts/demo.py", "scripts/test.py",
    ]  # fmt: skip
    for script, *options in commands:
        if script == "scripts/demo.py":
            demo.read_options(options)
        else:
            assert test.read_options(options)[1] == []


@pytest.mark.parametrize(
    "script", ["demo.py", "test.py", "lock.py", "made.py", "interop.py", "coverage.py"]
)
def test_every_script_explains_itself_without_setting_anything_up(
    script: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-I", ROOT / "scripts" / script, "--help"],
        check=False, cwd=tmp_path, env={"PATH": ""}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("usage: ")


def test_every_file_and_module_the_makefile_names_exists() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    files = re.findall(r"\b(?:scripts|tests|requirements)/[\w./-]+", text)
    modules = [f"bench/{name}.py" for name in re.findall(r"-m bench\.(\w+)", text)]
    assert len(files) >= 5
    assert [name for name in files + modules if not (ROOT / name.rstrip(".")).exists()] == []


def test_the_makefile_has_a_short_name_for_each_long_command() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^(\w+):", text, re.MULTILINE))
    assert targets == {
        "test", "proof", "interop", "bench", "lint", "golden", "lock", "made", "coverage",
    }  # fmt: skip


# The demonstration.


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], ["serve", "--port", "8000", "--root", str(ROOT), "--now", demo.MOMENT]),
        (["--today"], ["serve", "--port", "8000", "--root", str(ROOT)]),
        (["--no-serve"], ["build", "--root", str(ROOT), "--now", demo.MOMENT]),
        (["--no-serve", "--today"], ["build", "--root", str(ROOT)]),
        (["--port", "0"], ["serve", "--port", "0", "--root", str(ROOT), "--now", demo.MOMENT]),
    ],
)
def test_the_demonstration_runs_a_command_that_exists(
    given: list[str], expected: list[str]
) -> None:
    command = demo.command_for(demo.read_options(given))
    assert command == expected
    known = build_command if command[0] == "build" else serve_command
    context = known.make_context(command[0], command[1:])
    assert context.params["root"] == ROOT


def test_the_demonstration_prints_its_moment_and_how_to_see_today() -> None:
    assert demo.introduction(demo.read_options([])) == (
        "These are the sample records as of 2025-04-10 15:20 UTC, the moment at which all of them "
        "meet.\nTo see the page as it is today: python3 scripts/demo.py --today"
    )
    assert "2025-04-10 15:20 UTC" in README
    assert f"{Moment().convert(demo.MOMENT, None, None):%Y-%m-%d %H:%M}" == "2025-04-10 15:20"


# The tests.


def test_everything_runs_where_there_is_a_browser() -> None:
    assert test.pytest_arguments(quick=False, has_browser=True, others=[], processors=1) == []


def test_tests_that_need_a_browser_are_left_out_where_there_is_none() -> None:
    found = test.pytest_arguments(quick=False, has_browser=False, others=["-x"], processors=8)
    assert found == ["-m", "not browser", "-x"]


def test_a_quick_run_leaves_out_browser_and_proofs() -> None:
    found = test.pytest_arguments(quick=True, has_browser=True, others=[], processors=1)
    assert found == ["-m", "not browser", "--ignore=tests/proof"]


def test_a_whole_run_shares_the_work_between_at_most_four_processors() -> None:
    found = [
        test.pytest_arguments(quick=False, has_browser=True, others=[], processors=count)
        for count in (1, 2, 64)
    ]
    assert found == [
        [],
        ["-n", "2", "--dist", "worksteal"],
        ["-n", "4", "--dist", "worksteal"],
    ]


def test_a_full_run_lints_checks_types_and_tests() -> None:
    assert test.steps(PYTHON, ["-x"], only_pytest=False) == {
        "ruff check": ["/venv/bin/ruff", "check", "."],
        "ruff format": ["/venv/bin/ruff", "format", "--check", "."],
        "mypy": ["/venv/bin/python", "-m", "mypy"],
        "pytest": ["/venv/bin/python", "-m", "pytest", "-x"],
    }


def test_a_step_that_fails_does_not_hide_the_next(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    exit_with = [sys.executable, "-c", "import sys; sys.exit(int(sys.argv[1]))"]
    commands = {"one": [*exit_with, "1"], "two": [*exit_with, "0"], "three": [*exit_with, "2"]}
    assert test.run_steps(commands, tmp_path) == ["one", "three"]
    assert capfd.readouterr().err == "--- one\n--- two\n--- three\n"


@pytest.mark.parametrize(("in_ci", "verdict"), [(True, "The run fails."), (False, "NOT run.")])
def test_a_missing_browser_is_said_loudly(in_ci: bool, verdict: str) -> None:
    text = test.without_browser(in_ci=in_ci)
    assert "NO BROWSER" in text
    assert verdict in text
    assert "fix: install Chromium, or name one: ALLCLEAR_CHROMIUM=" in text


@pytest.mark.parametrize(("ci", "expected"), [("1", 1), ("", 0)])
def test_a_missing_browser_fails_the_run_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch, ci: str, expected: int
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(test, "make_ready", lambda _: PYTHON)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    monkeypatch.setattr(browser, "find_browser", lambda _: None)
    monkeypatch.setattr(browser, "install_browser", lambda _, in_ci: None)  # noqa: ARG005
    monkeypatch.setattr(test, "run_steps", lambda commands, _: ran.append(commands["pytest"]) or [])
    assert test.main([]) == expected
    assert ran == ([] if ci else [["/venv/bin/python", "-m", "pytest", "-m", "not browser"]])


def test_the_tree_for_the_wheel_holds_no_program(tmp_path: Path) -> None:
    tree = test.tree_without_program(tmp_path)
    assert (tree / "pyproject.toml").is_file()
    assert (tree / "incidents/2025/INC-2025-01-15-001/public.yml").is_file()
    assert not (tree / "generator").exists()
    assert not (tree / "theme").exists()


# The browser.


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_that_somebody_named_is_believed(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    named = program(tmp_path, "mine")
    found = browser.find_browser(
        Path(sys.executable), {"ALLCLEAR_CHROMIUM": str(named), "PATH": str(tmp_path)}
    )
    assert found == str(named)


def test_a_named_browser_that_does_not_exist_is_none(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    named = {"ALLCLEAR_CHROMIUM": str(tmp_path / "gone"), "PATH": str(tmp_path)}
    assert browser.find_browser(Path(sys.executable), named) is None


def test_a_browser_on_the_path_is_found(tmp_path: Path) -> None:
    chrome = program(tmp_path, "google-chrome")
    assert browser.find_browser(Path(sys.executable), {"PATH": str(tmp_path)}) == str(chrome)


@pytest.mark.parametrize(
    ("in_ci", "is_root", "has_apt", "expected"),
    [
        (True, True, True, [["apt-get", "install"], ["playwright", "--with-deps"]]),
        (True, False, True, [["playwright"]]),
        (False, True, True, [["playwright"]]),
        (True, True, False, [["playwright"]]),
    ],
)
def test_the_systems_packages_are_touched_only_in_ci_by_root(
    in_ci: bool, is_root: bool, has_apt: bool, expected: list[list[str]]
) -> None:
    ways = browser.ways_to_install(PYTHON, in_ci=in_ci, is_root=is_root, has_apt=has_apt)
    seen = [[word for word in ("apt-get", "playwright", "install", "--with-deps") if word in way]
            for way in ways]  # fmt: skip
    assert [
        [word for word in way if word in wanted] for way, wanted in zip(seen, expected, strict=True)
    ] == expected
    assert ("apt-get" in ways[0]) is (in_ci and is_root and has_apt)
    assert all(("--with-deps" in way) <= (in_ci and is_root) for way in ways)


# The environment.


def test_a_new_list_a_new_python_or_a_new_place_ask_for_a_new_environment() -> None:
    stamps = {
        environment.stamp_of(b"one", Path("/a")),
        environment.stamp_of(b"two", Path("/a")),
        environment.stamp_of(b"one", Path("/b")),
    }
    assert len(stamps) == 3
    version = ".".join(map(str, sys.version_info[:3]))
    assert all(stamp.startswith(f"{version} ") for stamp in stamps)


def ready(place: Path, *names: str) -> Path:
    """Make *place* look like an environment with these lists installed."""
    (place / "bin").mkdir(parents=True)
    program(place / "bin", "python")
    for name in names:
        text = environment.stamp_of(environment.lock_path(name).read_bytes(), place)
        (place / f"{name}.stamp").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("installed", "enough_for"),
    [
        ((), []),
        (("core",), ["core"]),
        (("test",), ["test"]),
        (("dev",), ["core", "test", "dev"]),
    ],
)
def test_the_larger_list_will_do_for_the_smaller(
    tmp_path: Path, installed: tuple[str, ...], enough_for: list[str]
) -> None:
    place = ready(tmp_path / "venv", *installed)
    assert [n for n in ("core", "test", "dev") if environment.is_ready(n, place)] == enough_for


def test_an_environment_that_is_ready_is_not_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ready(tmp_path / "venv", "core")
    monkeypatch.setattr(environment, "_run", lambda *_: pytest.fail("it was made again"))
    assert environment.make_ready("core", place) == place / "bin" / "python"
    assert capsys.readouterr().err == ""


def test_an_environment_from_an_older_list_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = ready(tmp_path / "venv")
    (place / "core.stamp").write_text("3.11.0 old\n", encoding="utf-8")
    (place / "left-over").touch()
    ran: list[list[str]] = []

    def run(command: list[str], _: str) -> None:
        ran.append(command)
        (place / "bin").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(environment, "_run", run)
    environment.make_ready("core", place, checkout=False)

    assert not (place / "left-over").exists()
    assert [command[1:3] for command in ran] == [["-m", "venv"], ["-m", "pip"], ["-m", "pip"]]
    assert all("--require-hashes" in command for command in ran[1:])
    assert not any(part.startswith(("http", "--index", "--extra-index")) for c in ran for part in c)
    assert environment.stamp_of(environment.lock_path("core").read_bytes(), place) == (
        place / "core.stamp"
    ).read_text(encoding="utf-8")


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    with pytest.raises(environment.SetUpError) as caught:
        environment.make_ready("core", tmp_path)
    assert str(caught.value) == (
        "AllClear needs Python 3.11 or newer, and this is 3.9.\n"
        "fix: run the same command with a newer Python, such as python3.12"
    )


@pytest.mark.parametrize("name", ["demo.py", "test.py", "environment.py", "browser.py"])
def test_an_older_python_gets_far_enough_to_be_told(name: str) -> None:
    """The two commands are compiled by whatever ``python3`` is."""
    import ast

    text = (ROOT / "scripts" / name).read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 8))
    assert "from __future__ import annotations" in text


def test_the_set_up_puts_the_command_into_the_environment(tmp_path: Path) -> None:
    place = tmp_path / "a folder's name"
    packages = place / "lib" / "python{}.{}".format(*sys.version_info) / "site-packages"
    packages.mkdir(parents=True)
    (place / "bin").mkdir()
    python = program(place / "bin", "python")
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    elsewhere = tmp_path / "generator"
    elsewhere.mkdir()
    (elsewhere / "__main__.py").write_text("raise SystemExit('the wrong one')", encoding="utf-8")

    environment.link_checkout(place)

    assert (packages / "allclear-checkout.pth").read_text(encoding="utf-8") == f"{ROOT}\n"
    done = subprocess.run(
        [place / "bin" / "allclear", "--version"],
        check=False, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("allclear ")


def test_what_pip_cannot_install_is_said_with_a_fix() -> None:
    with pytest.raises(environment.SetUpError) as caught:
        environment._run([sys.executable, "-c", "raise SystemExit(3)"], "fix: do this")
    assert str(caught.value) == "'python -c raise SystemExit(3)' ended with status 3.\nfix: do this"


# What is locked and what is made.

PROJECT = {
    "project": {
        "dependencies": ["b", "a>=1"],
        "optional-dependencies": {"internal": ["mkdocs"]},
    },
    "dependency-groups": {
        "build": ["setuptools"],
        "test": ["pytest"],
        "dev": [{"include-group": "test"}, "allclear[internal]", "ruff"],
        "clients": ["khal"],
    },
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("build", ("setuptools",)),
        ("core", ("a>=1", "b")),
        ("internal", ("a>=1", "b", "mkdocs")),
        ("test", ("a>=1", "b", "pytest")),
        ("dev", ("a>=1", "b", "mkdocs", "pytest", "ruff")),
        ("clients", ("khal",)),
    ],
)
def test_each_list_holds_what_the_project_asks_for(name: str, expected: tuple[str, ...]) -> None:
    assert lock.wanted(PROJECT, name) == expected


def test_a_locked_list_says_how_it_was_made_and_nothing_of_this_machine() -> None:
    compiled = (
        "#\n# pip-compile --output-file=/tmp/x\n#\nclick==8.5.1 \\\n    --hash=sha256:8b\n"
        "\n# The following packages are considered to be unsafe\n"
    )
    assert lock.tidy(compiled) == f"{lock.HEADER}click==8.5.1 \\\n    --hash=sha256:8b\n"


def test_a_sparse_checkout_is_written_where_its_name_stands() -> None:
    before = (
        "      - uses: checkout\n        with:\n"
        "          sparse-checkout: | # steps (made)\n            /old/\n            /older/\n"
        "      - run: x\n"
    )
    after = made.with_checkouts(before)
    assert after == before.replace("/old/\n            /older/", "/scripts/")
    assert made.with_checkouts(after) == after


def test_a_sparse_checkout_of_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        made.with_checkouts("  sparse-checkout: | # nothing\n")
