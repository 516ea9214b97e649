"""``allclear serve``: builds, serves, sees a change, builds again and tells the open page."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.proof.repository import ROOT, copy_repository

RECORD = "incidents/2025/INC-2025-04-10-001/public.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_repository(tmp_path / "repository")


@pytest.fixture
def server(root: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "generator", "serve", "--root", str(root), "--port", "0",
         "--now", "2025-04-10T15:20Z"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )  # fmt: skip
    assert process.stdout is not None
    port = None
    for line in process.stdout:
        if found := re.match(r"serving http://127\.0\.0\.1:([0-9]+)/", line):
            port = int(found[1])
            break
    assert port is not None, process.communicate()[1]
    yield process, port
    process.send_signal(signal.SIGINT)
    process.communicate()


def get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return body


def state(port: int, seen: int) -> dict[str, object]:
    """Return what the open page learns when the build is another than *seen*; it asks again."""
    for _ in range(9):
        found = json.loads(get(port, f"/__allclear/state?seen={seen}"))
        assert isinstance(found, dict)
        if found["build"] != seen:
            return found
    raise AssertionError(f"no build came after {seen}")


def test_a_change_reaches_the_open_page(
    root: Path, server: tuple[subprocess.Popen[str], int]
) -> None:
    process, port = server
    assert b"Games do not start" in get(port, "/")
    first = state(port, -1)
    assert first == {"build": 1, "findings": ""}

    text = (root / RECORD).read_text(encoding="utf-8")
    (root / RECORD).write_text(text.replace("Reports", "Tables", 1), encoding="utf-8")
    assert state(port, 1) == {"build": 2, "findings": ""}
    assert b"Tables" in get(port, "/incidents/INC-2025-04-10-001/")

    (root / RECORD).write_text("title: [\n", encoding="utf-8")
    third = state(port, 2)
    assert third["build"] == 3
    assert f"{RECORD}:1:8: error[YML015]" in str(third["findings"])
    assert b"Games do not start" in get(port, "/"), "one broken record hides no other"

    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == 0


def test_a_replay_holds_its_own_clock(server: tuple[subprocess.Popen[str], int]) -> None:
    _, port = server
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/")
    date = connection.getresponse().headers["Date"]
    connection.close()

    assert date.startswith("Thu, 10 Apr 2025 15:2")
