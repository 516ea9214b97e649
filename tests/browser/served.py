"""A server for files in memory: any prefix, any ``Date``, and every request noted."""

from __future__ import annotations

import mimetypes
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

_TYPES = {
    ".atom": "application/atom+xml",
    ".html": "text/html; charset=utf-8",
    ".json": "application/json",
    ".rss": "application/rss+xml",
}


class SiteServer:
    """Serves one site on loopback.

    Attributes:
        files: What is served, by path from the site's root; may be changed while serving.
        date: The ``Date`` header of every answer, or empty for none.
        asked: Every path asked for, in order.
        url: Where the site begins, with a slash at its end.
    """

    def __init__(self, files: dict[str, bytes], prefix: str = "/") -> None:
        self.files = files
        self.prefix = prefix
        self.date = "Thu, 10 Apr 2025 15:21:00 GMT"
        self.asked: list[str] = []
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}{prefix}"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    site: ClassVar[SiteServer]
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.site.asked.append(path)
        name = path.removeprefix(self.site.prefix)
        if name == "" or name.endswith("/"):
            name += "index.html"
        content = self.site.files.get(name) if path.startswith(self.site.prefix) else None
        status = 200 if content is not None else 404
        if content is None:
            name, content = "404.html", self.site.files.get("404.html", b"")
        ending = "." + name.rpartition(".")[2]
        kind = _TYPES.get(ending) or mimetypes.guess_type(name)[0] or "text/plain"
        self.send_response_only(status)
        if self.site.date:
            self.send_header("Date", self.site.date)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Stay silent."""
