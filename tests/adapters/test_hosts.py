"""Hosts of every temper, played by threads on this machine; nobody waits for a clock."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from generator.adapters.hosts import ask, wait_until_live
from generator.core.hosts import Answer, Host, Mark, has_reached

AS_OF = datetime(2025, 1, 15, 14, 37, 12, tzinfo=UTC)
BEFORE = datetime(2025, 1, 15, 14, 20, tzinfo=UTC)
MARK = Mark(count=12, as_of=AS_OF, inputs="cafe", inputs_before="beef")
TIMEOUT = 20.0
"""Seconds; nothing here comes near it, however slow the machine."""


def generation(count: Any = 12, as_of: Any = "2025-01-15T14:37:12Z", inputs: Any = "cafe") -> bytes:
    return json.dumps({"generation": [count, as_of], "inputs": inputs, "as_of": as_of}).encode()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


class Played:
    """A host: what it answers can change, and what it was asked is kept."""

    def __init__(self, body: bytes = b"", status: int = 200, location: str = "") -> None:
        self.body, self.status, self.location = body, status, location
        self.gate: threading.Event | None = None
        self.asked: list[tuple[str, str | None]] = []
        self.host = Host(name="", url="")


@contextmanager
def playing(played: Played, name: str = "pages") -> Iterator[Host]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            played.asked.append((self.path, self.headers["Cache-Control"]))
            if played.gate is not None:
                played.gate.wait()
            self.send_response(played.status)
            if played.location:
                self.send_header("Location", played.location)
            self.send_header("Content-Length", str(len(played.body)))
            self.end_headers()
            with suppress(OSError):  # whoever asked may have heard enough
                self.wfile.write(played.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    played.host = Host(name=name, url=f"http://127.0.0.1:{server.server_port}")
    try:
        yield played.host
    finally:
        if played.gate is not None:
            played.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()


def ask_one(played: Played) -> Answer:
    with playing(played) as host:
        (answer,) = ask([host], timeout=TIMEOUT)
    assert answer.host == host
    return replace(answer, host=PAGES)


PAGES = Host(name="pages", url="https://status.example.com")
LIVE = Answer(host=PAGES, count=12, as_of=AS_OF, inputs="cafe")


def test_a_live_host_says_what_it_shows() -> None:
    played = Played(generation())

    assert ask_one(played) == LIVE
    assert played.asked == [("/generation.json", "no-cache")]


def test_what_our_own_site_writes_is_understood() -> None:
    from tests.proof.repository import ROOT, build

    _, files = build(ROOT)
    answer = ask_one(Played(files["generation.json"]))

    values = json.loads(files["generation.json"])
    assert answer == Answer(
        host=PAGES,
        count=values["generation"][0],
        as_of=datetime(2025, 4, 10, 15, 20, tzinfo=UTC),
        inputs=values["inputs"],
    )


@pytest.mark.parametrize(
    ("played", "error"),
    [
        (Played(b"Not found", 404), "answers 404: no generation.json there"),
        (Played(b"Try later", 503), "answers 503"),
        (Played(b"", 302, "file:///etc/passwd"), "answers 302: it leads to no web address"),
        (Played(b"", 302, "ftp://127.0.0.1/generation.json"), "leads to no web address"),
        (Played(b"", 302, "/generation.json"), "answers 302: it leads to no web address"),
        (Played(b"<!doctype html>"), "is not a generation.json"),
        (Played(b""), "is not a generation.json"),
        (Played(b"\xff\xfe\x00"), "is not a generation.json"),
        (Played(b"[" * 60_000), "is not a generation.json"),
        (Played(b"9" * 60_000), "is not a generation.json"),
        (Played(generation() + b" " * 70_000), "is not a generation.json"),
        (Played(b"null"), "is not a generation.json"),
        (Played(b'{"generation": 12, "inputs": "cafe"}'), "is not a generation.json"),
        (Played(b'{"generation": [], "inputs": "cafe"}'), "is not a generation.json"),
        (Played(generation(count="12")), "is not a generation.json"),
        (Played(generation(count=True)), "is not a generation.json"),
        (Played(generation(count=-1)), "is not a generation.json"),
        (Played(generation(count=1e99)), "is not a generation.json"),
        (Played(generation(inputs=7)), "is not a generation.json"),
        (Played(generation(inputs="\u001b[2J")), "is not a generation.json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_answer_is_said_in_a_few_words(played: Played, error: str) -> None:
    assert ask_one(played) == Answer(host=PAGES, error=error)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2025-01-15T14:37:12+00:00", AS_OF),
        ("2025-01-15T09:37:12-05:00", AS_OF),
        ("2025-01-15 14:37:12Z", AS_OF),
        ("2025-01-15T14:37:12", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("yesterday", None),
        ("", None),
        (1736951832, None),
        (None, None),
        ({"at": 1}, None),
    ],
)
def test_a_date_in_an_odd_form_is_read_or_is_none(written: Any, read: datetime | None) -> None:
    assert ask_one(Played(generation(as_of=written))) == replace(LIVE, as_of=read)


def test_a_host_that_is_gone_does_not_answer() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = Host(name="gone", url=f"http://127.0.0.1:{free.getsockname()[1]}")

    assert ask([host], timeout=TIMEOUT) == (Answer(host=host, error="does not answer"),)


def test_a_host_that_speaks_no_http_does_not_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = Host(name="odd", url=f"http://127.0.0.1:{server.getsockname()[1]}")

        def speak() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(b"220 mail ready\r\n")

        thread = threading.Thread(target=speak)
        thread.start()
        answers = ask([host], timeout=TIMEOUT)
        thread.join()

    assert answers == (Answer(host=host, error="does not answer"),)


@pytest.mark.parametrize(
    "url", ["http://" + "a" * 70 + ".invalid", "http://\u2024.invalid", "file:///etc"]
)
def test_an_address_that_leads_nowhere_raises_nothing(url: str) -> None:
    host = Host(name="nowhere", url=url)

    (answer,) = ask([host], timeout=TIMEOUT)

    assert answer.error in ("is not known by its name", "leads to no web address")


def test_a_slow_host_takes_nobody_longer_than_said() -> None:
    slow, quick = Played(generation()), Played(generation(count=11))
    slow.gate = threading.Event()
    with playing(slow, "slow") as first, playing(quick, "quick") as second:
        answers = ask([first, second], timeout=2)

    assert answers == (
        Answer(host=first, error="took longer than 2 s"),
        Answer(host=second, count=11, as_of=AS_OF, inputs="cafe"),
    )


def test_a_host_that_moved_is_followed() -> None:
    there = Played(generation())
    with playing(there) as host:
        moved = Played(b"", 301, f"{host.url}/generation.json")

        assert ask_one(moved) == LIVE


def test_nobody_to_ask_gives_no_answer() -> None:
    assert ask([], timeout=TIMEOUT) == ()


@pytest.mark.parametrize(
    ("answer", "is_live"),
    [
        (LIVE, True),
        (replace(LIVE, as_of=BEFORE), True),
        (replace(LIVE, count=13, inputs="f00d", as_of=None), True),
        (replace(LIVE, count=11), False),
        (replace(LIVE, inputs="beef"), False),
        (replace(LIVE, inputs="f00d"), True),
        (replace(LIVE, inputs="f00d", as_of=AS_OF - timedelta(seconds=1)), False),
        (replace(LIVE, inputs="f00d", as_of=None), False),
        (Answer(host=PAGES, error="does not answer"), False),
    ],
)
def test_a_host_is_live_when_our_entry_must_be_among_its_own(answer: Answer, is_live: bool) -> None:
    assert has_reached(answer, MARK) is is_live


class Night:
    """A clock that only pauses move, and what happens during each of them."""

    def __init__(self, *events: Callable[[], None]) -> None:
        self.moment = AS_OF
        self.events = list(events)
        self.pauses: list[float] = []
        self.lines: list[str] = []

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.moment += timedelta(seconds=seconds)
        if self.events:
            self.events.pop(0)()

    def wait(self, hosts: list[Host], ceiling: timedelta) -> tuple[Answer, ...]:
        return wait_until_live(
            hosts,
            MARK,
            ceiling=ceiling,
            now=lambda: self.moment,
            pause=self.pause,
            tell=self.lines.append,
        )


def nothing() -> None:
    pass


def test_waiting_ends_when_every_host_is_live() -> None:
    pages, mirror = Played(generation(11, inputs="beef")), Played(b"", 503)

    def deploy(played: Played) -> Callable[[], None]:
        def change() -> None:
            played.body, played.status = generation(), 200

        return change

    with ExitStack() as stack:
        hosts = [
            stack.enter_context(playing(pages, "pages")),
            stack.enter_context(playing(mirror, "mirror")),
        ]
        night = Night(deploy(pages), nothing, deploy(mirror))
        answers = night.wait(hosts, timedelta(minutes=5))

    assert answers == tuple(replace(LIVE, host=host) for host in hosts)
    assert night.pauses == [2.0, 3.0, 4.5]
    assert night.lines == [
        "pages is not live yet",
        "mirror answers 503",
        "pages is live",
        "mirror is live",
    ]
    assert (len(pages.asked), len(mirror.asked)) == (2, 4)


def test_waiting_ends_at_the_ceiling_with_what_is_known() -> None:
    with playing(Played(generation(11, inputs="beef"))) as host:
        night = Night()
        answers = night.wait([host], timedelta(seconds=30))

    assert answers == (Answer(host=host, count=11, as_of=AS_OF, inputs="beef"),)
    assert night.pauses == [2.0, 3.0, 4.5, 6.75, 10.0, 3.75]
    assert night.lines == ["pages is not live yet"]


def test_a_live_host_needs_no_pause_and_no_host_no_waiting() -> None:
    night = Night()
    with playing(Played(generation())) as host:
        answers = night.wait([host], timedelta(0))

    assert answers == (replace(LIVE, host=host),)
    assert night.wait([], timedelta(minutes=5)) == ()
    assert night.pauses == []
