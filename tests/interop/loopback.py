"""A plain static host on loopback: right types, CORS, HEAD, and every request noted."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

_TYPES = {
    "atom": "application/atom+xml",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "rss": "application/rss+xml",
    "svg": "image/svg+xml",
}


class Host:
    """Serves files that lie in memory; nothing it sends can be kept, so each fetch is a fresh one.

    Attributes:
        files: What is served, by path from the root; may be replaced while serving.
        asked: Method and path of every request, in order.
        url: The origin, without a slash at its end.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.asked: list[str] = []
        handler = type("Handler", (_Handler,), {"host": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    host: ClassVar[Host]

    def do_GET(self) -> None:
        self.wfile.write(self._begin())

    def do_HEAD(self) -> None:
        self._begin()

    def _begin(self) -> bytes:
        """Send status and headers, and return the body of the answer to a GET."""
        path = self.path.partition("?")[0]
        self.host.asked.append(f"{self.command} {path}")
        name = path.removeprefix("/")
        if name == "" or name.endswith("/"):
            name += "index.html"
        content = self.host.files.get(name)
        self.send_response_only(404 if content is None else 200)
        self.send_header("Access-Control-Allow-Origin", "*")
        if content is not None:
            kind = _TYPES.get(name.rpartition(".")[2], "text/plain; charset=utf-8")
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content or b"")))
        self.end_headers()
        return content or b""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Stay silent."""
