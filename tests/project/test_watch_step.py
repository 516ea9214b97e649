"""*watch* publishes at the moment of the next change and at least daily, and nowhere else."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ci import github, watch

NOW = datetime(2025, 1, 15, 14, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Run:
    """One run of *watch* at `NOW`, and what it did."""

    def __init__(self, *, told: str = "", live: str | OSError = "") -> None:
        self.did: list[float | str] = []
        self.live = live
        self.status = watch.watch(
            told,
            self._ask,
            now=NOW,
            sleep=self.did.append,
            publish=lambda: self.did.append("publish"),
        )

    def _ask(self) -> str:
        if isinstance(self.live, OSError):
            raise self.live
        return self.live


def generation(as_of: timedelta, change: timedelta | None) -> str:
    """Return ``generation.json`` of a site made *as_of* ago that changes in *change*."""
    following = None if change is None else f"{NOW + change:%Y-%m-%dT%H:%M:%SZ}"
    return json.dumps({"as_of": f"{NOW - as_of:%Y-%m-%dT%H:%M:%SZ}", "next_change_at": following})


@pytest.mark.parametrize(
    ("as_of", "change", "did"),
    [
        (HOUR, 5 * HOUR, []),
        (HOUR, timedelta(minutes=20), [1200.0, "publish"]),
        (HOUR, timedelta(minutes=65), [3900.0, "publish"]),
        (HOUR, timedelta(minutes=66), []),
        (HOUR, timedelta(minutes=-10), [0.0, "publish"]),
        (HOUR, timedelta(), [0.0, "publish"]),
        (HOUR, None, []),
        (21.5 * HOUR, None, [1800.0, "publish"]),
        (30 * HOUR, 5 * HOUR, [0.0, "publish"]),
    ],
)
def test_the_live_site_says_when(
    as_of: timedelta, change: timedelta | None, did: list[float | str]
) -> None:
    run = Run(live=generation(as_of, change))
    assert (run.status, run.did) == (0, did)


def test_a_deployment_says_when_and_the_site_is_not_asked() -> None:
    """The forge hands out the old ``generation.json`` for some minutes after a deployment."""
    run = Run(told="2025-01-15T15:06:00Z", live=OSError("not asked"))
    assert (run.status, run.did) == (0, [1560.0, "publish"])


@pytest.mark.parametrize(
    "live",
    [
        OSError("no route to host"),
        "",
        "<html>",
        "[]",
        "null",
        "{}",
        '{"as_of": null, "next_change_at": null}',
        '{"as_of": "2025-01-15T14:00:00", "next_change_at": null}',
        '{"as_of": "yesterday", "next_change_at": null}',
    ],
)
def test_a_site_that_does_not_answer_is_published_again_and_the_run_is_red(
    live: str | OSError, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Run(live=live)
    assert (run.status, run.did) == (1, ["publish"])
    assert capsys.readouterr().out.startswith("::error::The live site does not say how old it is")


@given(
    minutes=st.integers(0, 59),
    change=st.integers(1, 48 * 60).map(lambda count: timedelta(minutes=count)),
)
def test_between_hourly_runs_no_moment_is_missed(minutes: int, change: timedelta) -> None:
    """Some hourly run waits for each moment, none publishes late, and each day has one."""
    made_at = NOW
    due_at = watch.Live(made_at, made_at + change).due_at
    runs = [made_at + timedelta(minutes=minutes) + hour * HOUR for hour in range(50)]
    waits = [watch.seconds_to_wait(due_at, now) for now in runs]
    first, waited = next(
        (now, wait) for now, wait in zip(runs, waits, strict=True) if wait is not None
    )
    published_at = first + timedelta(seconds=waited)
    # A moment before the very first run is the deployment's own to announce.
    assert published_at == max(due_at, runs[0])
    assert published_at - made_at <= timedelta(hours=24)


def test_what_the_site_says_is_read_whole() -> None:
    assert watch.read_generation(
        '{"generation": [3, "x"], "inputs": "y", "as_of": "2025-01-15T14:36:00Z",'
        ' "next_change_at": "2025-01-15T10:06:00-05:00", "next_change": "day"}'
    ) == watch.Live(
        datetime(2025, 1, 15, 14, 36, tzinfo=UTC), datetime(2025, 1, 15, 15, 6, tzinfo=UTC)
    )


def test_a_dispatch_names_branch_and_inputs() -> None:
    request = github.dispatch_request(
        "watch.yml",
        {"next_change_at": "2025-01-15T15:06:00Z"},
        {
            "GITHUB_API_URL": "https://api.example.com",
            "GITHUB_REPOSITORY": "example/status",
            "GITHUB_REF_NAME": "main",
            "GITHUB_TOKEN": "t0ken",
        },
    )
    assert request.method == "POST"
    assert request.full_url == (
        "https://api.example.com/repos/example/status/actions/workflows/watch.yml/dispatches"
    )
    assert json.loads(request.data or b"") == {
        "ref": "main",
        "inputs": {"next_change_at": "2025-01-15T15:06:00Z"},
    }
    assert request.get_header("Authorization") == "Bearer t0ken"
