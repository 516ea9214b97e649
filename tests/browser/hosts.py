"""Two hosts on loopback: a status site that may misbehave, and a product that shows its banner."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

from generator.renderers.banner import render_script
from tests.pages.school import frame

SCRIPT = render_script(frame()).content
_TYPES = {".js": "text/javascript; charset=utf-8", ".json": "application/json; charset=utf-8",
          ".svg": "image/svg+xml"}  # fmt: skip
_CORS = {"Access-Control-Allow-Origin": "*"}


class Loopback:
    """Serves what it is told to, on an origin of its own.

    Attributes:
        files: Path to content; None takes the question and never answers.
        status: Status of every answer.
        headers: Further headers of every answer.
        asked: Paths asked for, with the headers of the question.
    """

    def __init__(self, files: dict[str, bytes | None], headers: dict[str, str]) -> None:
        self.files, self.headers, self.status = files, headers, 200
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.closing = threading.Event()
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.origin = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Let go of everybody who waits, and stop."""
        if not self.closing.is_set():
            self.closing.set()
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    site: ClassVar[Loopback]

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers.items())))
        content = self.site.files.get(self.path, b"")
        if content is None:
            self.site.closing.wait()
            return
        self.send_response_only(self.site.status)
        ending = "." + self.path.rpartition(".")[2]
        self.send_header("Content-Type", _TYPES.get(ending, "text/html; charset=utf-8"))
        self.send_header("Content-Length", str(len(content)))
        for name, value in self.site.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Stay silent."""


def status_host(answer: bytes | None) -> Loopback:
    """Return a status site below ``/status/`` whose ``banner.json`` is *answer*."""
    return Loopback({"/status/banner.js": SCRIPT, "/status/banner.json": answer}, dict(_CORS))


def product(status: Loopback, attributes: str = "", policy: str | None = None) -> Loopback:
    """Return a product whose one page loads the banner of *status*.

    Args:
        status: From :func:`status_host`.
        attributes: Further ones of the script element.
        policy: Its Content Security Policy; the strictest that the banner can live with.
    """
    if policy is None:
        policy = (
            f"default-src 'none'; script-src {status.origin}; connect-src {status.origin}; "
            "require-trusted-types-for 'script'"
        )
    html = (
        '<!doctype html><html lang="en"><head><title>Product</title>'
        f'<script async src="{status.origin}/status/banner.js" {attributes}></script></head>'
        "<body><main><h1>Lessons</h1><p>Play a game.</p></main></body></html>"
    )
    return Loopback({"/": html.encode()}, {"Content-Security-Policy": policy} if policy else {})


def notice(status: Loopback, **changes: object) -> dict[str, object]:
    """Return one banner as ``banner.json`` has it."""
    values: dict[str, object] = {
        "show": True,
        "scope": "all",
        "state": "major_outage",
        "text": "Saving scores is not working.",
        "advice": "Please try again later.",
        "since": "2025-01-15T14:36:00Z",
        "link": f"{status.origin}/status/incidents/INC-2025-01-15-001/",
        "components": ["scores"],
    }
    return values | changes


def answer(*banners: object) -> bytes:
    """Return ``banner.json`` with *banners*."""
    return json.dumps({"show": bool(banners), "banners": banners}).encode()
