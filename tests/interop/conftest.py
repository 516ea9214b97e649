"""Clients, readers and calendars of others, tried with sites that the program built.

They are collected only where ``scripts/interop.py`` has brought the clients (``make interop``);
a plain run of the suite has none of them, and pytest says that it found no test here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping

import pytest

from tests.browser.conftest import browser, watch
from tests.interop.loopback import Host

__all__ = ["browser", "serve", "watch"]

collect_ignore_glob = [] if os.environ.get("ALLCLEAR_CLIENTS") else ["test_*.py"]


@pytest.fixture
def serve() -> Iterator[Callable[[Mapping[str, bytes]], Host]]:
    """Provide a function that serves files on loopback until the test is over."""
    hosts: list[Host] = []

    def start(files: Mapping[str, bytes]) -> Host:
        hosts.append(Host(files))
        return hosts[-1]

    yield start
    for host in hosts:
        host.close()
