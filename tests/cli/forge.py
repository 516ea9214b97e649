"""What a forge does after a push: it builds what was pushed and hosts show it. All on loopback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.adapters.builds import build_public
from tests.adapters.clones import git

BUILT_AT = datetime(2025, 1, 15, 23, 0, tzinfo=UTC)


class Place:
    """Where a built site is served.

    Attributes:
        asked: How often somebody has asked.
        first: Done before an answer is given.
        gate: Answers wait for it; open at first.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked = 0
        self.was_asked = threading.Event()
        self.gate = threading.Event()
        self.gate.set()
        self.first: Callable[[], object] = lambda: None
        self.url = ""

    def deploy(self, remote: Path) -> None:
        """Build the main branch of *remote* and show it from now on."""
        checkout = self.folder / "checkout"
        if checkout.exists():
            git(checkout, "pull", "-q")
        else:
            git(remote.parent, "clone", "-q", str(remote), str(checkout))
        assert build_public(checkout, self.folder / "site", now=BUILT_AT).built is not None

    def read(self, path: str) -> bytes | None:
        """Return the file at *path* of the site, if it is there."""
        with suppress(OSError):
            return (self.folder / "site" / "public" / path.lstrip("/")).read_bytes()
        return None


@contextmanager
def serving(folder: Path) -> Iterator[Place]:
    """Serve a place whose files are in *folder*; nothing is deployed yet."""
    place = Place(folder)
    folder.mkdir()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place.asked += 1
            place.was_asked.set()
            place.gate.wait()
            place.first()
            found = place.read(self.path)
            with suppress(OSError):  # whoever asked may be gone
                self.send_response(404 if found is None else 200)
                self.send_header("Content-Length", str(len(found or b"")))
                self.end_headers()
                self.wfile.write(found or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    place.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield place
    finally:
        place.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()
