"""How clients of others are brought, without bringing any."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environment, interop

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "tests" / "interop"
APT = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "newsboat"]


def program(folder: Path, name: str, script: str = "") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


# The lists.


def test_the_list_for_node_names_exact_versions_hashes_and_no_registry() -> None:
    wanted = json.loads((LISTS / "package.json").read_text(encoding="utf-8"))
    text = (LISTS / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    root = packages.pop("")
    assert root["dependencies"] == wanted["dependencies"]
    assert wanted["private"]
    for name, version in wanted["dependencies"].items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert packages[f"node_modules/{name}"]["version"] == version
    assert [n for n, each in packages.items() if not each["integrity"].startswith("sha512-")] == []
    assert [n for n, each in packages.items() if "resolved" in each] == []


def test_no_client_is_installed_by_a_script_of_its_own() -> None:
    lock = json.loads((LISTS / "package-lock.json").read_text(encoding="utf-8"))
    assert [n for n, each in lock["packages"].items() if each.get("hasInstallScript")] == []


def test_the_clients_have_an_environment_of_their_own(tmp_path: Path) -> None:
    for name in ("dev", "clients"):
        place = tmp_path / name
        (place / "bin").mkdir(parents=True)
        program(place / "bin", "python")
        lock = environment.lock_path(name).read_bytes()
        (place / f"{name}.stamp").write_text(environment.stamp_of(lock, place), encoding="utf-8")
    assert environment.is_ready("clients", tmp_path / "clients")
    assert not environment.is_ready("clients", tmp_path / "dev")
    assert not environment.is_ready("core", tmp_path / "clients")


# The programs.


@pytest.mark.parametrize(
    ("in_ci", "is_root", "has_apt", "has_sudo", "expected"),
    [
        (True, True, True, False, [["apt-get", "update", "-qq"], APT]),
        (True, True, True, True, [["apt-get", "update", "-qq"], APT]),
        (True, False, True, True, [["sudo", "-n", "apt-get", "update", "-qq"],
                                   ["sudo", "-n", *APT]]),
        (True, False, True, False, []),
        (True, True, False, False, []),
        (False, True, True, True, []),
    ],
)  # fmt: skip
def test_the_system_is_touched_in_ci_alone(
    in_ci: bool, is_root: bool, has_apt: bool, has_sudo: bool, expected: list[list[str]]
) -> None:
    found = interop.way_to_install(
        ["newsboat"], in_ci=in_ci, is_root=is_root, has_apt=has_apt, has_sudo=has_sudo
    )
    assert found == expected


def test_programs_that_are_there_are_found(tmp_path: Path) -> None:
    newsboat = program(tmp_path, "newsboat")
    found = interop.find_programs(["newsboat", "xmllint"], {"PATH": str(tmp_path)})
    assert found == {"newsboat": newsboat}


def test_a_program_that_is_missing_fails_the_run_with_a_fix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "xmllint")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(environment.SetUpError) as caught:
        interop.bring_programs(in_ci=False)
    assert str(caught.value) == (
        "'newsboat' is not on this machine, and the site is tried with it.\n"
        "fix: install it (Debian and Ubuntu: apt-get install newsboat)"
    )


@pytest.mark.parametrize(
    ("programs", "message"),
    [
        ({"npm": ""}, "'node' is not on this machine; some clients need it."),
        ({"node": "echo v20.1.0"}, "'npm' is not on this machine; some clients need it."),
        ({"node": "echo v18.20.4", "npm": ""}, "Node.js here is v18.20.4."),
        ({"node": "exit 1", "npm": ""}, "Node.js here is broken."),
    ],
)
def test_a_node_that_is_missing_or_old_fails_the_run_with_a_fix(
    programs: dict[str, str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, script in programs.items():
        program(tmp_path, name, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(environment.SetUpError) as caught:
        interop.bring_node()
    fix = "fix: install Node.js 20 or newer with its npm"
    assert str(caught.value) == f"{message}\n{fix}"


@pytest.mark.parametrize(
    ("said", "number"), [("v20.20.2\n", 20), ("v8.1.0\n", 8), ("20.1.0", 0), ("", 0)]
)
def test_the_version_of_node_is_its_first_number(said: str, number: int) -> None:
    assert interop.node_version(said) == number


# What npm installs.


def lists(folder: Path) -> Path:
    folder.mkdir()
    (folder / "package.json").write_text("{}\n", encoding="utf-8")
    (folder / "package-lock.json").write_text('{"packages": {}}\n', encoding="utf-8")
    return folder


def test_modules_are_installed_once_for_each_list(tmp_path: Path) -> None:
    wanted, place = lists(tmp_path / "lists"), tmp_path / "place"
    said = tmp_path / "said"
    npm = program(tmp_path, "npm", f'echo "$@" >> {said}; mkdir node_modules')

    for _ in range(2):
        assert interop.make_modules_ready(npm, wanted, place) == place / "node_modules"
    command = "ci --ignore-scripts --no-audit --no-fund --loglevel=error\n"
    assert said.read_text() == command
    lock = (wanted / "package-lock.json").read_bytes()
    assert (place / "modules.stamp").read_text() == hashlib.sha256(lock).hexdigest() + "\n"
    assert (place / "package-lock.json").read_bytes() == lock

    (wanted / "package-lock.json").write_text('{"packages": {"": {}}}\n', encoding="utf-8")
    interop.make_modules_ready(npm, wanted, place)
    assert said.read_text() == command * 2


def test_what_npm_cannot_install_fails_the_run_and_is_tried_again(tmp_path: Path) -> None:
    wanted, place = lists(tmp_path / "lists"), tmp_path / "place"
    npm = program(tmp_path, "npm", "exit 7")
    with pytest.raises(environment.SetUpError) as caught:
        interop.make_modules_ready(npm, wanted, place)
    assert str(caught.value) == (
        "'npm ci --ignore-scripts --no-audit --no-fund --loglevel=error' ended with status 7.\n"
        "fix: look at npm's own words above; it uses this machine's configuration of npm"
    )
    assert not (place / "modules.stamp").exists()


# The run.


@pytest.mark.parametrize(
    ("others", "processors", "expected"),
    [
        ([], 1, ["tests/interop"]),
        ([], 2, ["tests/interop", "-n", "2", "--dist", "worksteal"]),
        ([], 64, ["tests/interop", "-n", "4", "--dist", "worksteal"]),
        (["-k", "khal"], 64, ["tests/interop", "-k", "khal"]),
    ],
)
def test_a_whole_run_shares_the_work(
    others: list[str], processors: int, expected: list[str]
) -> None:
    assert interop.pytest_arguments(others, processors) == expected


def test_a_client_that_cannot_be_had_fails_the_run_before_any_test(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*, in_ci: bool) -> dict[str, str]:
        raise environment.SetUpError(f"newsboat {in_ci}\nfix: install it")

    monkeypatch.setenv("CI", "1")
    monkeypatch.setattr(interop, "make_ready", lambda *_, **__: Path("/venv/bin/python"))
    monkeypatch.setattr(interop, "bring_programs", missing)
    monkeypatch.setattr(interop.subprocess, "run", lambda *_, **__: pytest.fail("it ran"))
    assert interop.main([]) == 1
    assert capsys.readouterr().err == "error: newsboat True\nfix: install it\n"


def test_every_client_is_named_to_the_tests() -> None:
    programs = {"node": "/bin/node", "newsboat": "/bin/newsboat", "xmllint": "/bin/xmllint"}
    named = interop.settings(Path("/c/python"), Path("/m"), programs, "/bin/chromium")
    assert named == {
        "ALLCLEAR_CLIENTS": "/c/python",
        "ALLCLEAR_MODULES": "/m",
        "ALLCLEAR_NODE": "/bin/node",
        "ALLCLEAR_NEWSBOAT": "/bin/newsboat",
        "ALLCLEAR_XMLLINT": "/bin/xmllint",
        "ALLCLEAR_CHROMIUM": "/bin/chromium",
    }
    texts = [path.read_text(encoding="utf-8") for path in LISTS.glob("*.py")]
    asked = {name for text in texts for name in re.findall(r'"(ALLCLEAR_\w+)"', text)}
    assert asked == named.keys() - {"ALLCLEAR_CHROMIUM"}  # tests/browser asks for that one


def test_the_suite_itself_collects_none_of_them() -> None:
    """5 is what pytest says where it found no test: nothing is skipped in silence."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "tests/interop"],
        check=False, cwd=ROOT, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 5, done.stdout + done.stderr
