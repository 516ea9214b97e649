"""A night replayed by the development server: the pages hold its clock, not the reader's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.adapters.web import Live, serve_folder
from tests.proof.repository import ROOT, build

pytestmark = pytest.mark.browser
NIGHT = datetime(2025, 1, 15, 14, 40, tzinfo=UTC)
LONG_AFTER = "2026-11-27T10:00:00Z"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    _, files = build(ROOT, NIGHT)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    live = Live()
    server = serve_folder(tmp_path, live, 0, now=lambda: NIGHT)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    live.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_replayed_page_is_neither_old_nor_overdue(address: str, watch) -> None:
    page, watched = watch()
    page.clock.install(time=LONG_AFTER)

    with page.expect_response("**/generation.json") as answer:
        page.goto(address)
    answer.value.finished()
    page.clock.run_for(1000)

    assert page.locator("#old").inner_text() == ""
    assert page.locator(".out dt").first.inner_text() == "Next update by"
    assert page.locator(".out [data-age]").inner_text().strip() == "· 4 min ago"
    assert "An update was due" not in page.locator("main").inner_text()
    assert (watched.violations(), watched.said) == ([], [])
