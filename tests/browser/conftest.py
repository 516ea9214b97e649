"""Chromium for the tests of pages, and a server for a site that lies in memory.

Where ``CI`` is set a missing browser fails the run. Elsewhere the tests that need it are skipped,
and the run ends by saying so.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.served import SiteServer
from tests.browser.watching import Watched

VARIABLE = "ALLCLEAR_CHROMIUM"
"""Names the browser; ``scripts/test.py`` sets it."""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
_SAY = f"no Chromium found: install one, or name it in {VARIABLE}"
_skipped: list[str] = []


def find_browser() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get(VARIABLE)
    if named:
        return named if Path(named).exists() else None
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Provide one browser for the whole run."""
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(_SAY)
        _skipped.append(_SAY)
        pytest.skip(_SAY)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=path, args=_FLAGS)
        yield started
        started.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the very end, loudly, that nobody looked at the pages."""
    if _skipped:
        terminalreporter.section("BROWSER TESTS NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(_skipped[0])


@pytest.fixture
def serve() -> Iterator[Callable[..., SiteServer]]:
    """Provide a function that serves files on loopback until the test is over."""
    servers: list[SiteServer] = []

    def start(files: dict[str, bytes], prefix: str = "/") -> SiteServer:
        server = SiteServer(files, prefix)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., tuple[Page, Watched]]]:
    """Provide a function that opens a page in a fresh context and notes all it does."""
    contexts = []

    def start(**options: object) -> tuple[Page, Watched]:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        return page, Watched(page)

    yield start
    for context in contexts:
        context.close()
