"""What a step says to the machine it runs on: outputs, the summary, annotations, dispatches."""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Mapping
from pathlib import Path

TIMEOUT_SECONDS = 30


def set_output(name: str, value: str) -> None:
    """Hand *value*, one line, to later steps and jobs; outside a workflow, print it."""
    line = f"{name}={' '.join(value.split())}\n"
    _append("GITHUB_OUTPUT", line)


def add_summary(text: str) -> None:
    """Put Markdown *text* on the page of this run; outside a workflow, print it."""
    _append("GITHUB_STEP_SUMMARY", text)


def annotate(level: str, text: str) -> None:
    """Say *text* beside the run as a ``notice``, ``warning`` or ``error``."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    print(f"::{level}::{escaped}", flush=True)


def dispatch_request(
    workflow: str, inputs: Mapping[str, str], environment: Mapping[str, str] = os.environ
) -> urllib.request.Request:
    """Return the request that starts *workflow* on the branch this run is for.

    Args:
        workflow: File name below ``.github/workflows/``.
        inputs: Its inputs.
        environment: Where ``GITHUB_TOKEN`` and what else GitHub sets are looked up.

    Raises:
        KeyError: Outside a workflow.

    Source:
        GitHub REST API, "Create a workflow dispatch event". A dispatch is the one event that the
        workflow's own token may cause; a push made with it starts nothing.
    """
    address = (
        f"{environment['GITHUB_API_URL']}/repos/{environment['GITHUB_REPOSITORY']}"
        f"/actions/workflows/{workflow}/dispatches"
    )
    body = {"ref": environment["GITHUB_REF_NAME"], "inputs": dict(inputs)}
    return urllib.request.Request(  # noqa: S310 - the address of the forge this runs on
        address,
        data=json.dumps(body).encode(),
        method="POST",
        headers={
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {environment['GITHUB_TOKEN']}",
            "Content-Type": "application/json",
        },
    )


def dispatch(workflow: str, inputs: Mapping[str, str] | None = None) -> None:
    """Start *workflow*.

    Raises:
        OSError: If the forge does not answer or refuses.
    """
    request = dispatch_request(workflow, inputs or {})
    with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS):  # noqa: S310 - as above
        pass


def _append(variable: str, text: str) -> None:
    path = os.environ.get(variable)
    if not path:
        print(text, end="", flush=True)
        return
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text)
