"""The server behind ``allclear serve``: the built site on loopback, reloading what changed.

For one person at one machine. Pages are served as built, but for one script element that
asks this server whether there is a newer build and shows findings; the site's own Content
Security Policy gets ``'self'`` added so that it may run.

A replayed moment is the time of the whole server: its ``Date`` headers say so, and one more
script sets the clock of each page before the page's own script asks what time it is. Else the
page of a past night would call itself years old.
"""

from __future__ import annotations

import json
import mimetypes
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

OWN = "/__allclear/"
WAIT_SECONDS = 20.0
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
Clock = Callable[[], datetime]
"""Says what time it is, in UTC."""

_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}

_SCRIPT = """\
"use strict";
(async () => {
  const box = document.createElement("pre");
  Object.assign(box.style, {position: "fixed", inset: "auto 0 0 0", margin: "0", zIndex: "9",
    maxHeight: "45vh", overflow: "auto", padding: "12px 20px", background: "#14181b",
    color: "#fff", font: "14px/1.5 ui-monospace, monospace", whiteSpace: "pre-wrap"});
  let seen = -1;
  for (;;) {
    try {
      const state = await (await fetch("/__allclear/state?seen=" + seen)).json();
      if (seen >= 0 && state.build !== seen) { location.reload(); return; }
      seen = state.build;
      box.textContent = state.findings;
      if (state.findings) { document.body.append(box); } else { box.remove(); }
    } catch (error) { await new Promise((done) => setTimeout(done, 1000)); }
  }
})();
"""
_CLOCK_SCRIPT = """\
"use strict";
((own, ahead) => { Date.now = () => own() + ahead; })(Date.now, %d - Date.now());
"""


class Live:
    """Which build is served and what is wrong with it; threads wait here for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._build = 0
        self._findings = ""
        self._closed = False

    def publish(self, findings: str) -> None:
        """Say that a new build is there, with *findings* as text, or ``""``."""
        with self._changed:
            self._build += 1
            self._findings = findings
            self._changed.notify_all()

    def close(self) -> None:
        """Let go of everybody who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def after(self, seen: int, seconds: float) -> tuple[int, str]:
        """Return build and findings as soon as the build is not *seen*, or after *seconds*."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._build != seen, timeout=seconds)
            return self._build, self._findings


def serve_folder(
    folder: Path, live: Live, port: int, *, now: Clock | None = None
) -> ThreadingHTTPServer:
    """Return a server for *folder* on loopback, not started; port 0 takes a free one.

    Args:
        folder: The built site.
        live: Which build it is.
        port: Where to listen.
        now: The time of a replay, for pages and headers; None: the present.

    Raises:
        OSError: If the port is taken.
    """

    class Handler(_Handler):
        site = folder
        state = live
        replay = (now,)

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    site: Path
    state: Live
    replay: tuple[Clock | None]  # in a tuple: a bare function would become a method

    def handle(self) -> None:
        """Answer; a tab that closes while it waits has no use for the answer."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in LOCAL_HOSTS:  # another site's script must not read drafts through us
            self.send_error(HTTPStatus.FORBIDDEN)
            return
        url = urlsplit(self.path)
        if url.path == OWN + "state":
            seen = url.query.removeprefix("seen=")
            build, findings = self.state.after(
                int(seen) if seen.lstrip("-").isdigit() else -1, WAIT_SECONDS
            )
            body = json.dumps({"build": build, "findings": findings}).encode()
            self._send(HTTPStatus.OK, ".json", body)
        elif url.path == OWN + "live.js":
            self._send(HTTPStatus.OK, ".js", _SCRIPT.encode())
        elif url.path == OWN + "clock.js" and (now := self.replay[0]):
            script = _CLOCK_SCRIPT % round(now().timestamp() * 1000)
            self._send(HTTPStatus.OK, ".js", script.encode())
        else:
            self._send_file(unquote(url.path))

    do_HEAD = do_GET  # noqa: N815 - the name http.server calls

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the ``Date`` of an answer: in a replay that of the moment replayed."""
        now = self.replay[0]
        if now is None or timestamp is not None:
            return super().date_time_string(timestamp)
        return format_datetime(now(), usegmt=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing: findings are what matters on this terminal."""

    def _send_file(self, path: str) -> None:
        root = os.path.realpath(self.site)
        target = os.path.normpath(os.path.join(root, path.lstrip("/")))
        if target != root and not target.startswith(root + os.sep):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        if os.path.isdir(target):
            if not path.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            target = os.path.join(target, "index.html")
        try:
            body = Path(target).read_bytes()
            status = HTTPStatus.OK
        except OSError:
            target, status = os.path.join(root, "404.html"), HTTPStatus.NOT_FOUND
            body = Path(target).read_bytes() if os.path.exists(target) else b"not found"
        suffix = os.path.splitext(target)[1]
        if suffix == ".html":
            body = _with_scripts(body, is_replay=self.replay[0] is not None)
        self._send(status, suffix, body)

    def _send(self, status: HTTPStatus, suffix: str, body: bytes) -> None:
        kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _with_scripts(page: bytes, *, is_replay: bool) -> bytes:
    head, found, rest = page.partition(b"script-src ")
    if not found and b'http-equiv="Content-Security-Policy"' in page:
        return page  # the strip for frames runs none
    if found:
        page = head + found + b"'self' " + rest
    if is_replay:
        page = page.replace(b"</head>", _element("clock.js") + b"</head>", 1)
    return page.replace(b"</body>", _element("live.js") + b"</body>", 1)


def _element(name: str) -> bytes:
    return f'<script src="{OWN}{name}"></script>'.encode()
