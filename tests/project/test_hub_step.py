"""After a deployment the WebSub hub is told of news; whatever it answers, the run goes on."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from urllib.parse import parse_qsl

import pytest

from scripts.ci import ping_hub
from tests.project.workflows import workflow

HUB = "https://hub.example/"
FEEDS = ("https://s.example/history.rss", "https://s.example/a&b/history.atom")


class Hub:
    """Stands in for a hub: keeps what it is sent, and answers or fails."""

    def __init__(self, answer: int | Exception = 204) -> None:
        self.answer = answer
        self.requests: list[urllib.request.Request] = []

    def __call__(self, request: urllib.request.Request) -> int:
        self.requests.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_the_hub_is_told_of_every_feed_at_once() -> None:
    hub = Hub()

    assert ping_hub.ping(HUB, FEEDS, hub) == (
        "notice",
        "The hub https://hub.example/ was told of news in 2 feeds and answered 204.",
    )
    (request,) = hub.requests
    assert (request.full_url, request.get_method()) == (HUB, "POST")
    assert isinstance(request.data, bytes)
    assert parse_qsl(request.data.decode()) == [
        ("hub.mode", "publish"),
        ("hub.url", FEEDS[0]),
        ("hub.url", FEEDS[1]),
    ]


def test_without_a_hub_nothing_is_sent() -> None:
    hub = Hub()

    assert ping_hub.ping("", (), hub)[0] == "notice"
    assert hub.requests == []


@pytest.mark.parametrize(
    "error",
    [
        urllib.error.HTTPError(HUB, 429, "Too Many Requests", http.client.HTTPMessage(), None),
        urllib.error.URLError("no route"),
        TimeoutError("timed out"),
        http.client.BadStatusLine("?"),
    ],
)
def test_a_hub_that_fails_is_told_about_and_fails_no_run(error: Exception) -> None:
    level, text = ping_hub.ping(HUB, FEEDS, Hub(error))

    assert level == "warning"
    assert text.startswith("The hub https://hub.example/ was not told of the news: ")


@pytest.mark.parametrize("address", ["file:///etc/passwd", "hub.example", "https://[bad/"])
def test_what_is_no_address_of_the_web_is_not_asked(address: str) -> None:
    hub = Hub()

    assert ping_hub.ping(address, FEEDS, hub)[0] == "warning"
    assert hub.requests == []


def test_the_step_says_what_happened_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HUB", raising=False)
    monkeypatch.delenv("FEEDS", raising=False)

    assert ping_hub.main() == 0
    assert capsys.readouterr().out == (
        "::notice::site.yml names no WebSub hub, so none was told.\n"
    )


def test_the_hub_is_told_once_the_site_is_live_and_before_a_run_can_turn_red() -> None:
    jobs = workflow("publish")["jobs"]
    run = [step["run"] for step in jobs["afterwards"]["steps"] if "run" in step]

    assert run == ["python3 scripts/ci/ping_hub.py", "python3 scripts/ci/afterwards.py"]
    assert "deploy" in jobs["afterwards"]["needs"]
