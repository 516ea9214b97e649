"""The step of *watch*: publish again when the site changes by the clock alone, and once a day.

Runs hourly, and after each deployment with the moment of the next change. A run waits at most
`PATIENCE` for its moment; what is further off is a later run's business.
"""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from scripts.ci import github  # noqa: E402
from scripts.environment import enter  # noqa: E402

PATIENCE = timedelta(minutes=65)
"""Longer than the hour between two runs, so that no moment falls between them."""

LONGEST = timedelta(hours=22)
"""A site older than this is published again: with an hourly run, at least daily."""

MAX_BYTES = 4096
"""Of ``generation.json``, which promises to stay under 1 KB."""


@dataclass(frozen=True, slots=True)
class Live:
    """What the deployed site says of itself; all times are aware UTC.

    Attributes:
        as_of: The moment its pages speak of.
        next_change_at: When it changes by the clock alone, or None.
    """

    as_of: datetime
    next_change_at: datetime | None

    @property
    def due_at(self) -> datetime:
        """When it has to be published again."""
        daily = self.as_of + LONGEST
        return daily if self.next_change_at is None else min(self.next_change_at, daily)


def read_generation(text: str) -> Live:
    """Return what ``generation.json`` says.

    Raises:
        ValueError: If it is not such a file; a moment without a zone is none.
        KeyError: If it lacks a key.
    """
    values = json.loads(text)
    following = values["next_change_at"]
    return Live(_moment(values["as_of"]), _moment(following) if following else None)


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(f"'{text}' has no zone")
    return found.astimezone(UTC)


def seconds_to_wait(due_at: datetime, now: datetime) -> float | None:
    """Return how long to wait before publishing: 0 at once, None not in this run."""
    if due_at > now + PATIENCE:
        return None
    return max((due_at - now).total_seconds(), 0.0)


def fetch(site: str) -> str:
    """Return ``generation.json`` of the live *site*, past any cache on the way.

    Raises:
        OSError: If it cannot be fetched.
    """
    request = urllib.request.Request(  # noqa: S310 - site.yml admits http(s) only
        f"{site.rstrip('/')}/generation.json", headers={"Cache-Control": "no-cache"}
    )
    with urllib.request.urlopen(request, timeout=github.TIMEOUT_SECONDS) as answer:  # noqa: S310
        data: bytes = answer.read(MAX_BYTES)
    return data.decode()


def watch(
    told: str,
    ask: Callable[[], str],
    *,
    now: datetime,
    sleep: Callable[[float], None],
    publish: Callable[[], None],
) -> int:
    """Publish when it is time to, and return the exit status.

    Args:
        told: The next change as a deployment said it; empty in the hourly run.
        ask: Returns the live site's ``generation.json``.
        now: Aware UTC.
        sleep: Waits for so many seconds.
        publish: Starts the other workflow.

    Returns:
        0; or 1 where the live site could not be asked, after publishing it again.
    """
    try:
        live = Live(now, _moment(told)) if told else read_generation(ask())
    except (OSError, ValueError, KeyError, TypeError) as error:
        publish()
        github.annotate(
            "error",
            f"The live site does not say how old it is: {error}\n"
            "fix: open it in a browser; the address is 'url' in site_src/public/site.yml. "
            "It is being published again",
        )
        return 1
    wait = seconds_to_wait(live.due_at, now)
    if wait is None:
        print(f"Nothing to do: the next change is at {live.due_at:%Y-%m-%d %H:%M} UTC.")
        return 0
    print(f"Publishing at {max(live.due_at, now):%Y-%m-%d %H:%M} UTC.", flush=True)
    sleep(wait)
    publish()
    return 0


def main() -> int:
    """Read the site's address, ask it, wait, publish."""
    enter("core")
    from generator.readers.site import read_site  # late: only the environment has what it needs

    config, findings = read_site(ROOT)
    if config is None:
        github.annotate("error", "\n".join(each.message for each in findings))
        return 1
    address = config.url
    return watch(
        os.environ.get("NEXT_CHANGE_AT", ""),
        lambda: fetch(address),
        now=datetime.now(UTC),
        sleep=time.sleep,
        publish=lambda: github.dispatch("publish.yml"),
    )


if __name__ == "__main__":
    sys.exit(main())
