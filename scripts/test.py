"""Set everything up, browser included, and pass the tests.

python3 scripts/test.py                  what a change has to pass
python3 scripts/test.py --quick          without the browser and the proofs
python3 scripts/test.py --wheel          the suite against the built wheel, without mkdocs
python3 scripts/test.py tests/feeds -x   anything else goes to pytest, and only pytest runs
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import browser  # noqa: E402
from scripts.environment import guarded, make_ready, say  # noqa: E402

SHIPPED = ("generator/", "theme/")
"""What the wheel brings; the tree in which the wheel is tested has none of it."""

OF_THE_CHECKOUT = ("tests/project",)
"""Tests of files that no wheel holds: workflows, scripts, locks, the sources themselves."""

RULE = "=" * 78


def read_options(arguments: Sequence[str] | None) -> tuple[argparse.Namespace, list[str]]:
    """Return the options ``quick`` and ``wheel``, and whatever is meant for pytest."""
    parser = argparse.ArgumentParser(
        description="Set everything up, browser included, and pass the tests.",
        epilog="Anything else goes to pytest, and then only pytest runs.",
    )
    parser.add_argument("--quick", action="store_true", help="without the browser and the proofs")
    parser.add_argument("--wheel", action="store_true", help="test the built wheel, not this tree")
    return parser.parse_known_args(arguments)


def pytest_arguments(
    *, quick: bool, has_browser: bool, others: Sequence[str], processors: int
) -> list[str]:
    """Return what follows ``python -m pytest``; a whole run uses up to four *processors*.

    Two take three fifths of the time of one; tests are handed over late, as a few take seconds.
    """
    found = [] if has_browser and not quick else ["-m", "not browser"]
    if processors > 1 and not others:
        found += ["-n", str(min(processors, 4)), "--dist", "worksteal"]
    if quick:
        found.append("--ignore=tests/proof")
    return [*found, *others]


def steps(python: Path, pytest: Sequence[str], *, only_pytest: bool) -> dict[str, list[str]]:
    """Return the commands to run, by the name they are spoken of."""
    tools = python.parent
    found = {} if only_pytest else {
        "ruff check": [str(tools / "ruff"), "check", "."],
        "ruff format": [str(tools / "ruff"), "format", "--check", "."],
        "mypy": [str(python), "-m", "mypy"],
    }  # fmt: skip
    return {**found, "pytest": [str(python), "-m", "pytest", *pytest]}


def run_steps(commands: Mapping[str, Sequence[str]], folder: Path) -> list[str]:
    """Run every command in *folder*, also after one that failed; return the names of those."""
    failed = []
    for name, command in commands.items():
        say(f"--- {name}")
        if subprocess.run(command, check=False, cwd=folder).returncode:
            failed.append(name)
    return failed


def bring_browser(python: Path, *, in_ci: bool, quick: bool) -> bool:
    """Tell the tests which browser to use; return whether there is one."""
    if quick:
        return False
    found = browser.find_browser(python) or browser.install_browser(python, in_ci=in_ci)
    if found:
        os.environ[browser.VARIABLE] = found
    return found is not None


def without_browser(*, in_ci: bool) -> str:
    """Return what to say, loudly, when there is no browser."""
    verdict = "The run fails" if in_ci else "The tests that need one are NOT run"
    return (
        f"{RULE}\nNO BROWSER: Chromium was not found and could not be installed.\n{verdict}.\n"
        f"fix: install Chromium, or name one: {browser.VARIABLE}=/path/to/chromium\n{RULE}"
    )


def tree_without_program(target: Path) -> Path:
    """Copy what git tracks into *target*, less what the wheel brings, and return *target*."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], check=True, cwd=ROOT, capture_output=True, text=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if not name.startswith(SHIPPED) and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def install_wheel(python: Path, dev: Path, folder: Path) -> None:
    """Build the wheel with the environment of *dev* and install it, alone, into that of *python*.

    Raises:
        CalledProcessError: If the wheel cannot be built or installed.
    """
    build = ["-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run([dev, *build], check=True, stdout=subprocess.DEVNULL)
    pip = ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--force-reinstall"]
    subprocess.run([python, *pip, *map(str, folder.glob("*.whl"))], check=True)


def run_against_wheel(others: Sequence[str], *, in_ci: bool, quick: bool) -> int:
    """Run the suite where only the installed wheel can be the program; return the exit status."""
    dev = guarded(lambda: make_ready("dev"))
    place = ROOT / ".cache" / "wheel"
    python = guarded(lambda: make_ready("test", place, checkout=False))
    has_browser = bring_browser(python, in_ci=in_ci, quick=quick)
    if not has_browser and not quick:
        say(without_browser(in_ci=in_ci))
        if in_ci:
            return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        install_wheel(python, dev, folder)
        tree = tree_without_program(folder / "tree")
        ignored = [f"--ignore={each}" for each in OF_THE_CHECKOUT]
        arguments = pytest_arguments(
            quick=quick, has_browser=has_browser, others=others, processors=os.cpu_count() or 1
        )
        commands = steps(python, [*ignored, *arguments], only_pytest=True)
        return 1 if run_steps(commands, tree) else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Set up, run every step, and return 0 if all of them passed."""
    options, others = read_options(arguments)
    in_ci = bool(os.environ.get("CI"))
    if options.wheel:
        return run_against_wheel(others, in_ci=in_ci, quick=options.quick)
    python = guarded(lambda: make_ready("dev"))
    has_browser = bring_browser(python, in_ci=in_ci, quick=options.quick)
    missing = "" if has_browser or options.quick else without_browser(in_ci=in_ci)
    if missing:
        say(missing)
        if in_ci:
            return 1
    pytest = pytest_arguments(
        quick=options.quick,
        has_browser=has_browser,
        others=others,
        processors=os.cpu_count() or 1,
    )
    failed = run_steps(steps(python, pytest, only_pytest=bool(others)), ROOT)
    if missing:
        say(missing)
    say(f"failed: {', '.join(failed)}" if failed else "All steps passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
