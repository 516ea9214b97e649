"""Asking hosts what they show: one small file from each, all at once, never longer than said.

Nothing here raises for what a host does: at three in the morning a host that is down is an
answer too. Source: design §5 "waits for the hosts".
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from generator.adapters.generation import read_generation
from generator.core.hosts import Answer, Host, Mark, has_reached

if TYPE_CHECKING:
    from urllib.request import OpenerDirector

__all__ = ["Answer", "Host", "Mark", "ask", "has_reached", "wait_until_live"]

FILE = "generation.json"
MAX_BYTES = 64 * 1024
"""A ``generation.json`` has under 1 KB; what is longer than this is something else."""
SHORTEST_PAUSE, LONGEST_PAUSE, GROWTH = 2.0, 10.0, 1.5
"""Seconds between two rounds of asking, and by how much they grow."""
PATIENCE = 10.0
"""Seconds one round of asking may take while waiting."""
_HEADERS = {"Cache-Control": "no-cache", "Pragma": "no-cache", "User-Agent": "allclear"}
"""No cache on the way may answer, and some hosts turn Python's own name away."""


def ask(hosts: Sequence[Host], *, timeout: float) -> tuple[Answer, ...]:
    """Ask all *hosts* at once what they show.

    Args:
        hosts: Whom to ask; each gets one GET of its ``generation.json``.
        timeout: Seconds for all of them together.

    Returns:
        One answer for each host, in their order; one that did not answer in time says so.
        Never raises.
    """
    deadline = time.monotonic() + timeout
    answers: dict[int, Answer] = {}

    def work(number: int, host: Host) -> None:
        answers[number] = _ask_one(host, timeout, deadline)

    # A name server can hold a thread longer than any timeout of a socket; daemons are left to it.
    threads = [
        threading.Thread(target=work, args=(number, host), daemon=True)
        for number, host in enumerate(hosts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    late = _took_longer(timeout)
    return tuple(
        answers.get(number) or Answer(host=host, error=late) for number, host in enumerate(hosts)
    )


def wait_until_live(
    hosts: Sequence[Host],
    mark: Mark,
    *,
    ceiling: timedelta,
    now: Callable[[], datetime],
    pause: Callable[[float], None],
    tell: Callable[[str], None],
    patience: float = PATIENCE,
) -> tuple[Answer, ...]:
    """Ask until all *hosts* show what *mark* stands for, or *ceiling* has passed.

    Args:
        hosts: Whom to ask; one that has it is not asked again.
        mark: What to wait for.
        ceiling: How long to wait at most; the last round of asking may end *patience* later.
        now: The clock, aware.
        pause: Waits so many seconds.
        tell: Takes one line about a host whenever there is news of it.
        patience: Seconds that one round of asking may take.

    Returns:
        The last answer of each host, in their order; whom :func:`has_reached` holds for is live.
    """
    end = now() + ceiling
    answers: dict[Host, Answer] = {}
    told: dict[Host, str] = {}
    length = SHORTEST_PAUSE
    while waiting := [host for host in hosts if not _is_live(answers.get(host), mark)]:
        if answers:
            left = (end - now()).total_seconds()
            if left <= 0:
                break
            pause(min(length, left))
            length = min(length * GROWTH, LONGEST_PAUSE)
        for answer in ask(waiting, timeout=patience):
            answers[answer.host] = answer
            news = _describe(answer, mark)
            if told.get(answer.host) != news:
                told[answer.host] = news
                tell(news)
    return tuple(answers[host] for host in hosts)


def _is_live(answer: Answer | None, mark: Mark) -> bool:
    return answer is not None and has_reached(answer, mark)


def _describe(answer: Answer, mark: Mark) -> str:
    if answer.error:
        return f"{answer.host.name} {answer.error}"
    return f"{answer.host.name} {'is live' if has_reached(answer, mark) else 'is not live yet'}"


def _ask_one(host: Host, timeout: float, deadline: float) -> Answer:
    # Late, as below: most commands ask nobody, and these load half the standard library.
    import http.client
    import urllib.error
    import urllib.request

    try:
        request = urllib.request.Request(  # noqa: S310 - the opener knows http and https alone
            f"{host.url}/{FILE}", headers=_HEADERS
        )
        with _opener().open(request, timeout=timeout) as response:
            data = b""
            while len(data) <= MAX_BYTES and (part := response.read1(MAX_BYTES)):
                data += part
                if time.monotonic() > deadline:
                    return Answer(host=host, error=_took_longer(timeout))
    except urllib.error.HTTPError as error:
        error.close()
        return Answer(host=host, error=_describe_status(error))
    except (OSError, ValueError, http.client.HTTPException) as error:
        return Answer(host=host, error=_describe_failure(error, timeout))
    return read_generation(host, data if len(data) <= MAX_BYTES else b"")


def _opener() -> OpenerDirector:
    """Return what opens http and https addresses and nothing else, wherever it is led.

    The ready-made one would follow a host to ``ftp:``.
    """
    import urllib.request

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.UnknownHandler,
    ):
        opener.add_handler(handler())
    return opener


def _describe_status(error: Exception) -> str:
    status = getattr(error, "code", 0)
    if status == 404:
        return f"answers 404: no {FILE} there"
    if 300 <= status < 400:
        return f"answers {status}: it leads to no web address"
    return f"answers {status}"


def _describe_failure(error: Exception, timeout: float) -> str:
    import socket
    import ssl
    import urllib.error

    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(reason, TimeoutError):
        return _took_longer(timeout)
    if isinstance(reason, ssl.SSLError):
        return "has a certificate that does not hold"
    if isinstance(reason, socket.gaierror | UnicodeError):
        return "is not known by its name"
    if str(reason).startswith("unknown url type"):
        return "leads to no web address"
    return "does not answer"


def _took_longer(timeout: float) -> str:
    return f"took longer than {timeout:g} s"
