"""The development server: the site as built, one script more, nobody else's business."""

from __future__ import annotations

import http.client
import json
import socket
import struct
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.adapters.web import Clock, Live, serve_folder

PAGE = (
    b'<meta http-equiv="Content-Security-Policy" content="script-src \'sha256-x\'">'
    b"<body>hello</body>"
)


@contextmanager
def serving(folder: Path, live: Live, now: Clock | None = None) -> Iterator[int]:
    server = serve_folder(folder, live, 0, now=now)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        live.close()
        server.shutdown()
        server.server_close()
        thread.join()


def get(port: int, path: str, host: str = "localhost") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_pages_are_served_with_the_live_script_allowed_to_run(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(PAGE)

    with serving(tmp_path, Live()) as port:
        status, headers, body = get(port, "/")

    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == (
        b"<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' 'sha256-x'\">"
        b'<body>hello<script src="/__allclear/live.js"></script></body>'
    )


def test_what_stands_on_others_pages_is_served_as_what_it_is(tmp_path: Path) -> None:
    strip = (
        b'<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;">'
        b"<body>hello</body>"
    )
    (tmp_path / "embed").mkdir()
    (tmp_path / "embed" / "index.html").write_bytes(strip)
    for name in ("badge.svg", "banner.js", "maintenance.ics"):
        (tmp_path / name).write_bytes(b"x")

    with serving(tmp_path, Live()) as port:
        kinds = [
            get(port, f"/{name}")[1]["Content-Type"]
            for name in ("badge.svg", "banner.js", "maintenance.ics")
        ]
        page = get(port, "/embed/")[2]

    assert kinds == [
        "image/svg+xml", "text/javascript; charset=utf-8", "text/calendar; charset=utf-8",
    ]  # fmt: skip
    assert page == strip


def test_a_folder_without_its_slash_is_sent_to_it(tmp_path: Path) -> None:
    (tmp_path / "about").mkdir()

    with serving(tmp_path, Live()) as port:
        status, headers, _ = get(port, "/about")

    assert (status, headers["Location"]) == (301, "/about/")


def test_what_is_not_there_gets_the_sites_own_404(tmp_path: Path) -> None:
    (tmp_path / "404.html").write_bytes(b"<body>not here</body>")

    with serving(tmp_path, Live()) as port:
        status, _, body = get(port, "/nothing/")

    assert status == 404
    assert body.startswith(b"<body>not here")


def test_nothing_outside_the_site_is_served(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")

    with serving(site, Live()) as port:
        answers = [get(port, path) for path in ("/../secret.txt", "/%2e%2e/secret.txt")]

    assert [(status, b"secret" in body) for status, _, body in answers] == [(404, False)] * 2


def test_a_page_that_reaches_us_under_another_name_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path, Live()) as port:
        status, _, _ = get(port, "/", host="evil.example")

    assert status == 403


def test_the_open_page_learns_of_the_next_build_and_its_findings(tmp_path: Path) -> None:
    live = Live()
    live.publish("")

    with serving(tmp_path, live) as port:
        first = json.loads(get(port, "/__allclear/state?seen=-1")[2])
        live.publish("public.yml:1:1: error[YML001]: example")
        second = json.loads(get(port, "/__allclear/state?seen=1")[2])

    assert first == {"build": 1, "findings": ""}
    assert second == {"build": 2, "findings": "public.yml:1:1: error[YML001]: example"}


def test_a_replayed_moment_is_the_date_of_every_answer_and_the_clock_of_every_page(
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").write_bytes(b"<head></head>" + PAGE + b"</body>")
    night = datetime(2025, 1, 15, 14, 40, 2, 500_000, tzinfo=UTC)

    with serving(tmp_path, Live(), lambda: night) as port:
        _, headers, page = get(port, "/")
        _, _, script = get(port, "/__allclear/clock.js")

    assert headers["Date"] == "Wed, 15 Jan 2025 14:40:02 GMT"
    assert page.startswith(b'<head><script src="/__allclear/clock.js"></script></head>')
    assert b"1736952002500 - Date.now()" in script


def test_a_tab_that_closes_while_it_waits_is_nobodys_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live, done = Live(), threading.Event()
    server = serve_folder(tmp_path, live, 0)
    errors: list[object] = []
    monkeypatch.setattr(server, "handle_error", lambda *_: errors.append(sys.exc_info()[1]))
    monkeypatch.setattr(server, "shutdown_request", lambda each: (each.close(), done.set()))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        tab = socket.create_connection(("127.0.0.1", server.server_port))
        tab.sendall(b"GET /__allclear/state?seen=0 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        tab.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        tab.close()
        live.publish("")
        assert done.wait(20)
    finally:
        live.close()
        server.shutdown()
        server.server_close()
        thread.join()

    assert errors == []
