"""Chromium for the tests of pages: found where it usually is, or installed where that is allowed.

Where ``CI`` is set a missing browser fails the run; elsewhere it is said loudly and the tests
that need it are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "ALLCLEAR_CHROMIUM"
"""Names the browser to use; set for the tests, and believed when somebody has set it before."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
PACKAGES = ("chromium", "libxml2-utils")
"""What Debian calls the browser and xmllint."""

_OWN = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    print(play.chromium.executable_path)
"""


def find_browser(python: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the path of a Chromium, or None.

    Args:
        python: Interpreter of an environment with playwright, which may have its own browser.
        environment: Where `VARIABLE` and ``PATH`` are looked up.
    """
    named = environment.get(VARIABLE)
    if named:
        return named if Path(named).exists() else None
    found = [shutil.which(name, path=environment.get("PATH")) for name in NAMES]
    for path in (*found, *PLACES):
        if path and Path(path).exists():
            return path
    asked = subprocess.run([python, "-c", _OWN], check=False, capture_output=True, text=True)
    own = asked.stdout.strip()
    return own if own and Path(own).exists() else None


def ways_to_install(python: Path, *, in_ci: bool, is_root: bool, has_apt: bool) -> list[list[str]]:
    """Return the commands that may bring a browser, the best first; each is one attempt.

    The system's own packages are touched only in CI and only by root.
    """
    ways = []
    if in_ci and is_root and has_apt:
        ways.append(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES])
    deps = ["--with-deps"] if in_ci and is_root and has_apt else []
    ways.append([str(python), "-m", "playwright", "install", *deps, "chromium"])
    return ways


def install_browser(python: Path, *, in_ci: bool) -> str | None:
    """Try each way to install a browser and return the first that is found afterwards."""
    has_apt = shutil.which("apt-get") is not None
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for way in ways_to_install(python, in_ci=in_ci, is_root=os.geteuid() == 0, has_apt=has_apt):
        if way[0] == "apt-get":
            subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(way, check=False, env=quiet, stdout=subprocess.DEVNULL)
        found = find_browser(python)
        if found:
            return found
    return None
