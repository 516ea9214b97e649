"""Clients of the Statuspage API read our static files, in each of the five states there are."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.interop import sites
from tests.interop.clients import (
    PATIENCE,
    ask_node,
    ask_python,
    clients_python,
    modules,
    surroundings,
)
from tests.interop.sites import AHEAD, NAMES, OPEN, RUNNING, incident_id

ENDPOINTS = (
    "status", "summary", "components", "incidents", "incidents/unresolved",
    "incidents/resolved", "scheduled-maintenances", "scheduled-maintenances/upcoming",
    "scheduled-maintenances/active",
)  # fmt: skip
in_every_state = pytest.mark.parametrize("state", sites.STATES)
LOCKS = (incident_id(AHEAD), sites.AHEAD_TITLE)
STRINGS = (incident_id(RUNNING), sites.RUNNING_TITLE)
TROUBLE = (incident_id(OPEN), sites.blunt(sites.OPEN_TITLE))
HIT = {
    "none": [],
    "minor": ["Score recording"],
    "major": ["Score recording", "تسجيل الدخول"],
    "critical": ["Music games 🎵", "Payments", "Score recording", "تسجيل الدخول"],
    "maintenance": [],
}
"""The components of the open incident, sorted."""


def api(files: dict[str, bytes], endpoint: str) -> Any:
    """Return what *endpoint* says."""
    return json.loads(files[f"api/v2/{endpoint}.json"])


def component_states(state: str) -> dict[str, str]:
    """Return the state of every group and component by its name."""
    return dict(zip(NAMES, sites.COMPONENT_STATES[state], strict=True))


def titled(status: str) -> str:
    """Return *status* as arez says it."""
    return status.replace("_", " ").title()


@in_every_state
def test_the_site_says_what_this_state_is(state: str, tmp_path: Path) -> None:
    """What the clients below are compared with is itself right."""
    files = sites.in_state(tmp_path, state)
    summary = api(files, "summary")
    assert summary["status"] == {"indicator": state, "description": sites.DESCRIPTIONS[state]}
    assert {each["name"]: each["status"] for each in summary["components"]} == component_states(
        state
    )
    assert [each["id"] for each in summary["incidents"]] == [TROUBLE[0]] * bool(HIT[state])
    running = [STRINGS[0]] * (state == "maintenance")
    assert [each["id"] for each in summary["scheduled_maintenances"]] == [*running, LOCKS[0]]


@in_every_state
def test_npm_statuspage_io_reads_all_it_can_ask_for(state: str, tmp_path: Path, serve) -> None:
    files = sites.in_state(tmp_path, state)
    host = serve(files)

    found = ask_node("statuspage_io", host.url)

    # All three of its calls for planned work ask for the same file; that is its own mistake.
    upcoming = api(files, "scheduled-maintenances/upcoming")
    assert found == {
        "summary": api(files, "summary"),
        "status": api(files, "status"),
        "components": api(files, "components"),
        "incidents": api(files, "incidents"),
        "unresolved": api(files, "incidents/unresolved"),
        "maintenances": upcoming,
        "active": upcoming,
        "upcoming": upcoming,
    }
    assert [path.removeprefix("GET /api/v2/") for path in host.asked] == [
        "summary.json", "status.json", "components.json", "incidents.json",
        "incidents/unresolved.json", *["scheduled-maintenances/upcoming.json"] * 3,
    ]  # fmt: skip


@in_every_state
def test_statuscheck_knows_every_state_and_all_that_is_going_on(
    state: str, tmp_path: Path, serve
) -> None:
    host = serve(sites.in_state(tmp_path, state))

    found = ask_python("status_check", host.url)

    names = {
        "none": "No issues",
        "minor": "Minor incident",
        "major": "Major outage",
        "critical": "Critical incident",
        "maintenance": "Maintenance",
    }
    incidents = [[*TROUBLE, "identified", HIT[state]]] if HIT[state] else []
    if state == "maintenance":
        incidents.append([*STRINGS, "in_progress", ["Music games 🎵"]])
    assert found == {
        "code": state,
        "name": names[state],
        "description": sites.DESCRIPTIONS[state],
        "is_ok": state == "none",
        "components": {
            name: each.replace("_", " ").capitalize()
            for name, each in component_states(state).items()
        },
        "incidents": [*incidents, [*LOCKS, "scheduled", ["Payments", "تسجيل الدخول"]]],
    }
    assert host.asked == ["GET /api/v2/summary.json"]


@in_every_state
def test_arez_reads_every_attribute(state: str, tmp_path: Path, serve) -> None:
    files = sites.in_state(tmp_path, state)
    host = serve(files)

    found = ask_python("arez_page", host.url)

    incidents = HIT[state] and [
        {
            "id": TROUBLE[0],
            "name": TROUBLE[1],
            "status": "Identified",
            "impact": "Minor" if state == "minor" else "Critical",
            "created_at": "2025-04-10T15:00:00",
            "components": HIT[state],
            "updates": [
                ["2025-04-10T15:12:00", "Identified", "We know what it is."],
                [
                    "2025-04-10T15:00:00",
                    "Investigating",
                    sites.blunt(
                        "We see <b>trouble</b><img src=x onerror=alert(1)> & look into it."
                    ),
                ],
            ],
        }
    ]
    strings = {
        "id": STRINGS[0],
        "name": STRINGS[1],
        "status": "In Progress",
        "impact": "Maintenance",
        "created_at": "2025-04-09T12:00:00",
        "components": ["Music games 🎵"],
        "updates": [
            ["2025-04-10T15:01:00", "In Progress", "The work has begun."],
            ["2025-04-10T15:00:00", "In Progress", "The planned work has begun."],
            ["2025-04-09T12:00:00", "Scheduled", "Games are closed for two hours."],
        ],
        "window": ["2025-04-10T15:00:00", "2025-04-10T17:00:00"],
    }
    locks = {
        "id": LOCKS[0],
        "name": LOCKS[1],
        "status": "Scheduled",
        "impact": "Maintenance",
        "created_at": "2025-04-08T12:00:00",
        "components": ["Payments", "تسجيل الدخول"],
        "updates": [
            [
                "2025-04-08T12:00:00",
                "Scheduled",
                "Nobody can sign in for two hours; everything else works.",
            ]
        ],
        "window": ["2025-04-13T05:00:00", "2025-04-13T07:00:00"],
    }
    planned = [strings, locks] if state == "maintenance" else [locks]
    changed_at = {"none": "2025-04-08T12:00:00", "maintenance": "2025-04-10T15:01:00"}
    states = {name: titled(each) for name, each in component_states(state).items()}

    def touched(names: set[str]) -> list[list[str]]:
        return [
            [each["id"] for each in events if names & set(each["components"])]
            for events in (incidents, planned)
        ]

    assert found == {
        "name": "Example School",
        "status": sites.DESCRIPTIONS[state],
        "impact": titled(state),
        "id": api(files, "status")["page"]["id"],
        "updated_at": changed_at.get(state, "2025-04-10T15:12:00"),
        "groups": {
            group: [states[group], sorted(own), *touched(own)]
            for group in ("Learning", "Your account")
            for own in [{name for name, above in sites.GROUPED.items() if above == group}]
        },
        "components": {
            name: [states[name], group, *touched({name})] for name, group in sites.GROUPED.items()
        },
        "incidents": incidents,
        "maintenances": planned,
    }


# A program that runs until it is told to stop.


@contextmanager
def exporter(folder: Path, origin: str) -> Iterator[str]:
    """Run statuspage-prometheus-exporter over *origin* and give what it exports, once it asked."""
    services = {"example": {"name": "Example", "url": f"{origin}/api/v2/summary.json"}}
    (folder / "services.json").write_text(json.dumps(services), encoding="utf-8")
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    process = subprocess.Popen(
        [Path(clients_python()).parent / "statuspage-prometheus-exporter"],
        cwd=folder,
        env=surroundings(folder, SERVICES_JSON_PATH="services.json", METRICS_PORT=str(port)),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = threading.Timer(PATIENCE, process.kill)
    deadline.start()
    try:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "Starting scheduler" in line:
                break
        assert "Starting scheduler" in said[-1], "".join(said)
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as answer:
            yield answer.read().decode()
    finally:
        deadline.cancel()
        process.terminate()
        process.communicate(timeout=PATIENCE)


def metrics(text: str) -> dict[str, list[tuple[dict[str, str], float]]]:
    """Return the exporter's own measures that are no times: labels and value by name."""
    found: dict[str, list[tuple[dict[str, str], float]]] = {}
    for name, labels, value in re.findall(r"^statuspage_(\w+)\{(.*)\} (\S+)$", text, re.MULTILINE):
        pairs = re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels)
        plain = {key: re.sub(r"\\(.)", r"\1", each) for key, each in pairs}
        assert plain.pop("service_name") == "Example"
        if plain.get("incident_id") != "none":  # the row that stands where there is none
            found.setdefault(name, []).append((plain, float(value)))
    return {
        name: rows
        for name, rows in found.items()
        if name in {"service_status", "probe_check"} or name.endswith(("_info", "component_status"))
    }


@in_every_state
def test_the_exporter_for_prometheus_exports_all_that_is_going_on(
    state: str, tmp_path: Path, serve
) -> None:
    host = serve(sites.in_state(tmp_path / "site", state))
    with exporter(tmp_path, host.url) as text:
        found = metrics(text)

    def about(kind: str, record: str, title: str, **more: str) -> tuple[dict[str, str], float]:
        link = f"https://{sites.HOST}/incidents/{record}/"
        own = {f"{kind}_id": incident_id(record), f"{kind}_name": title, "shortlink": link}
        return own | more, 1.0

    incidents = [
        about(
            "incident",
            OPEN,
            TROUBLE[1],
            impact="minor" if state == "minor" else "critical",
            started_at="2025-04-10T11:00:00-04:00",
            affected_components=", ".join(name for name in sites.GROUPED if name in HIT[state]),
        )
    ] * bool(HIT[state])
    planned = [
        about(
            "maintenance",
            RUNNING,
            sites.RUNNING_TITLE,
            scheduled_start="2025-04-10T11:00:00-04:00",
            scheduled_end="2025-04-10T13:00:00-04:00",
            affected_components="Music games 🎵",
        )
    ] * (state == "maintenance") + [
        about(
            "maintenance",
            AHEAD,
            sites.AHEAD_TITLE,
            scheduled_start="2025-04-13T01:00:00-04:00",
            scheduled_end="2025-04-13T03:00:00-04:00",
            affected_components="تسجيل الدخول, Payments",
        )
    ]
    expected = {
        "service_status": [({}, float(state == "none"))],
        "probe_check": [({}, 1.0)],
        "component_status": [
            ({"component_name": name}, float(each == "operational"))
            for name, each in component_states(state).items()
        ],
        "maintenance_info": planned,
    }
    assert found == (expected | {"incident_info": incidents} if incidents else expected)
    assert host.asked == ["GET /api/v2/summary.json"]


# In a browser, from another origin.

HEAD = '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">'
READ_ALL = """
async ([origin, names]) => {
  const read = async (name) => (await fetch(`${origin}/api/v2/${name}.json`)).json();
  return Object.fromEntries(await Promise.all(names.map(async (n) => [n, await read(n)])));
}
"""
ASK = """
async (url) => {
  const answer = await fetch(url, { method: "HEAD" });
  return [answer.status, answer.headers.get("content-type")];
}
"""
ELEMENTS = """
(texts) => texts.flatMap((text) => {
  const box = document.createElement("div");
  box.innerHTML = text;
  return [...box.querySelectorAll("*")].map((each) => each.tagName);
})
"""


ITS_OWN = ("parcelRequire is not defined", "WebSocket connection to 'ws://127.0.0.1:")
"""Mistakes of the widget: it was built with a part that looks for the editor of its makers."""


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text within *value*, whatever it is for."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from texts_of(each)


def start_elsewhere(serve, watch):
    """Return an empty page of another origin, and what it does."""
    page, watched = watch()
    page.goto(serve({"index.html": HEAD.encode()}).url)
    return page, watched


@in_every_state
def test_a_page_of_another_origin_reads_all_nine_files(
    state: str, tmp_path: Path, serve, watch
) -> None:
    files = sites.in_state(tmp_path, state)
    host = serve(files)
    page, watched = start_elsewhere(serve, watch)

    found = page.evaluate(READ_ALL, [host.url, list(ENDPOINTS)])

    assert found == {name: api(files, name) for name in ENDPOINTS}
    assert sorted(host.asked) == sorted(f"GET /api/v2/{name}.json" for name in ENDPOINTS)
    assert watched.said == []
    assert page.evaluate(ELEMENTS, list(texts_of(found))) == []
    assert watched.said == []


def test_who_only_asks_whether_a_file_is_there_is_told(tmp_path: Path, serve, watch) -> None:
    host = serve(sites.in_state(tmp_path, "none"))
    page, _ = start_elsewhere(serve, watch)
    kind = "application/json; charset=utf-8"
    answers = [page.evaluate(ASK, f"{host.url}/api/v2/{name}.json") for name in ENDPOINTS]
    assert answers == [[200, kind]] * 9
    assert page.evaluate(ASK, f"{host.url}/api/v2/subscribers.json") == [404, None]


@in_every_state
def test_the_widget_for_other_sites_shows_the_state_in_words(
    state: str, tmp_path: Path, serve, watch
) -> None:
    host = serve(sites.in_state(tmp_path, state))
    (script,) = modules().glob("@statuspage/status-widget/dist/src.*.js")
    widget = f'<statuspage-widget src="{host.url}"></statuspage-widget>'
    text = f'{HEAD}{widget}<script src="/widget.js"></script>'
    elsewhere = serve({"index.html": text.encode(), "widget.js": script.read_bytes()})
    page, watched = watch()
    page.goto(elsewhere.url)

    page.get_by_text(sites.DESCRIPTIONS[state], exact=True).wait_for()
    assert host.asked == ["GET /api/v2/summary.json"]
    assert [said for said in watched.said if not any(own in said for own in ITS_OWN)] == []
