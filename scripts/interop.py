"""Bring clients, readers and calendars of others, and try a built site with them.

python3 scripts/interop.py              all of them
python3 scripts/interop.py -k khal -x   anything else goes to pytest

Where one of them cannot be had the run fails and says which and why; none is ever left out.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import browser  # noqa: E402
from scripts.environment import SetUpError, make_ready, say  # noqa: E402

CLIENTS = ROOT / ".cache" / "clients"
"""The environment of the clients written in Python: they pin what ours must not."""

MODULES = ROOT / ".cache" / "interop"
"""Where the clients written in JavaScript are installed, beside copies of their two lists."""

LISTS = ROOT / "tests" / "interop"
"""Holds ``package.json`` and ``package-lock.json``."""

PACKAGES = {"newsboat": "newsboat", "xmllint": "libxml2-utils"}
"""Programs of the system, and what Debian and Ubuntu call the package that brings each."""

OLDEST_NODE = 20


def find_programs(names: Sequence[str], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the path of each program of *names* that is on the ``PATH`` of *environment*."""
    found = {name: shutil.which(name, path=environment.get("PATH", "")) for name in names}
    return {name: path for name, path in found.items() if path}


def way_to_install(
    packages: Sequence[str], *, in_ci: bool, is_root: bool, has_apt: bool, has_sudo: bool
) -> list[list[str]]:
    """Return the commands that bring *packages*, in order; none where nobody allowed it.

    The system's own packages are touched only in CI, by root or by whom root trusts.
    """
    if not (in_ci and has_apt and (is_root or has_sudo)):
        return []
    as_root = [] if is_root else ["sudo", "-n"]
    return [
        [*as_root, "apt-get", "update", "-qq"],
        [*as_root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ]


def bring_programs(*, in_ci: bool) -> dict[str, str]:
    """Return the path of every program of `PACKAGES`, installing what is missing where allowed.

    Raises:
        SetUpError: If one is still missing.
    """
    missing = sorted(PACKAGES.keys() - find_programs([*PACKAGES], os.environ).keys())
    if missing:
        way = way_to_install(
            [PACKAGES[name] for name in missing],
            in_ci=in_ci,
            is_root=os.geteuid() == 0,
            has_apt=shutil.which("apt-get") is not None,
            has_sudo=shutil.which("sudo") is not None,
        )
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in way:
            subprocess.run(command, check=False, env=quiet, stdout=subprocess.DEVNULL)
    found = find_programs([*PACKAGES], os.environ)
    for name in missing:
        if name not in found:
            raise SetUpError(
                f"'{name}' is not on this machine, and the site is tried with it.\n"
                f"fix: install it (Debian and Ubuntu: apt-get install {PACKAGES[name]})"
            )
    return found


def bring_node() -> dict[str, str]:
    """Return the paths of ``node`` and ``npm``.

    Raises:
        SetUpError: If one is missing, or Node is older than the clients need.
    """
    advice = f"fix: install Node.js {OLDEST_NODE} or newer with its npm"
    found = find_programs(["node", "npm"], os.environ)
    for name in ("node", "npm"):
        if name not in found:
            raise SetUpError(f"'{name}' is not on this machine; some clients need it.\n{advice}")
    asked = subprocess.run(
        [found["node"], "--version"], check=False, capture_output=True, text=True
    )
    if node_version(asked.stdout) < OLDEST_NODE:
        raise SetUpError(f"Node.js here is {asked.stdout.strip() or 'broken'}.\n{advice}")
    return found


def node_version(said: str) -> int:
    """Return the first number of what ``node --version`` said, 0 where there is none."""
    number = re.match(r"v(\d+)\.", said)
    return int(number[1]) if number else 0


def make_modules_ready(npm: str, lists: Path = LISTS, place: Path = MODULES) -> Path:
    """Install what the locked list in *lists* names at *place*, unless it is there.

    Returns:
        The folder ``node_modules``. No script of any package is run.

    Raises:
        SetUpError: If npm cannot install it.
    """
    modules, stamp = place / "node_modules", place / "modules.stamp"
    lock = (lists / "package-lock.json").read_bytes()
    wanted = hashlib.sha256(lock).hexdigest() + "\n"
    if stamp.exists() and stamp.read_text() == wanted:
        return modules
    say(f"Setting up {place.name} from tests/interop/package-lock.json. This is done once.")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(lists / name, place / name)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, check=False, cwd=place, stdout=sys.stderr)
    if done.returncode:
        raise SetUpError(
            f"'npm {' '.join(command[1:])}' ended with status {done.returncode}.\n"
            "fix: look at npm's own words above; it uses this machine's configuration of npm"
        )
    stamp.write_text(wanted)
    return modules


def bring_browser(python: Path, *, in_ci: bool) -> str:
    """Return the path of a Chromium.

    Raises:
        SetUpError: If there is none and none could be installed.
    """
    found = browser.find_browser(python) or browser.install_browser(python, in_ci=in_ci)
    if not found:
        raise SetUpError(
            "Chromium was not found and could not be installed; the widgets of others need it.\n"
            f"fix: install Chromium, or name one: {browser.VARIABLE}=/path/to/chromium"
        )
    return found


def settings(
    clients: Path, modules: Path, programs: Mapping[str, str], chromium: str
) -> dict[str, str]:
    """Return the variables by which ``tests/interop`` finds everything."""
    return {
        "ALLCLEAR_CLIENTS": str(clients),
        "ALLCLEAR_MODULES": str(modules),
        "ALLCLEAR_NODE": programs["node"],
        "ALLCLEAR_NEWSBOAT": programs["newsboat"],
        "ALLCLEAR_XMLLINT": programs["xmllint"],
        browser.VARIABLE: chromium,
    }


def pytest_arguments(others: Sequence[str], processors: int) -> list[str]:
    """Return what follows ``python -m pytest``; a whole run uses up to four *processors*."""
    found = ["tests/interop"]
    if processors > 1 and not others:
        found += ["-n", str(min(processors, 4)), "--dist", "worksteal"]
    return [*found, *others]


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring everything, run the tests, and return the exit status of pytest, or 1."""
    parser = argparse.ArgumentParser(
        description="Bring clients of others, and try a built site with them.",
        epilog="Anything else goes to pytest.",
    )
    _, others = parser.parse_known_args(arguments)
    in_ci = bool(os.environ.get("CI"))
    try:
        python = make_ready("dev")
        found = {**bring_programs(in_ci=in_ci), **bring_node()}
        clients = make_ready("clients", CLIENTS, checkout=False)
        modules = make_modules_ready(found["npm"])
        chromium = bring_browser(python, in_ci=in_ci)
    except SetUpError as error:
        say(f"error: {error}")
        return 1
    command = [str(python), "-m", "pytest", *pytest_arguments(others, os.cpu_count() or 1)]
    environment = {**os.environ, **settings(clients, modules, found, chromium)}
    return subprocess.run(command, check=False, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())
