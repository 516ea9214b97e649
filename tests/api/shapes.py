"""What a client may rely on in a Statuspage v2 tree, stated once and held against real pages too.

Source: interop §1.1 to §1.4.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

Json = dict[str, Any]

PAGE = ["id", "name", "url", "time_zone", "updated_at"]
STATUS = ["indicator", "description"]
COMPONENT = [
    "id", "name", "status", "created_at", "updated_at", "position", "description", "showcase",
    "start_date", "group_id", "page_id", "group", "only_show_if_degraded",
]  # fmt: skip
UPDATE = [
    "id", "status", "body", "incident_id", "created_at", "updated_at", "display_at",
    "affected_components", "deliver_notifications", "custom_tweet", "tweet_id",
]  # fmt: skip
EVENT = [
    "id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at", "impact",
    "shortlink", "started_at", "page_id", "incident_updates", "components",
]  # fmt: skip
INCIDENT = [*EVENT, "reminder_intervals"]
MAINTENANCE = [*EVENT, "scheduled_for", "scheduled_until"]
KEYS = {
    "status": ["page", "status"],
    "summary": ["page", "components", "incidents", "scheduled_maintenances", "status"],
    "components": ["page", "components"],
    "incidents": ["page", "incidents"],
    "incidents/unresolved": ["page", "incidents"],
    "incidents/resolved": ["page", "incidents"],
    "scheduled-maintenances": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/upcoming": ["page", "scheduled_maintenances"],
    "scheduled-maintenances/active": ["page", "scheduled_maintenances"],
}

STATES = [
    "operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage",
]  # fmt: skip
IMPACTS = {"none", "minor", "major", "critical"}
UNRESOLVED = {"investigating", "identified", "monitoring"}
OF_INCIDENTS = {*UNRESOLVED, "resolved", "postmortem"}
OF_WORK = {"scheduled", "in_progress", "verifying", "completed"}
DESCRIPTIONS = {
    ("none", "All Systems Operational"),
    ("maintenance", "Service Under Maintenance"),
    ("minor", "Partially Degraded Service"),
    ("minor", "Minor Service Outage"),
    ("major", "Partial System Outage"),
    ("critical", "Major System Outage"),
}
TAG = re.compile(r"<[A-Za-z/!?]")
_ID = re.compile(r"[a-z0-9]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)")


def check_page(page: Json) -> None:
    assert list(page) == PAGE
    assert _ID.fullmatch(page["id"])
    time_of(page["updated_at"])
    if page["time_zone"] in {"UTC", "Etc/UTC"}:
        assert page["updated_at"].endswith("Z")


def check_status(status: Json) -> None:
    assert list(status) == STATUS
    assert (status["indicator"], status["description"]) in DESCRIPTIONS


def check_components(components: Sequence[Json], *, may_be_ours: bool = True) -> None:
    known = {each["id"]: each for each in components}
    assert len(known) == len(components)
    positions = [each["position"] for each in components]
    if may_be_ours:
        assert positions == sorted(positions)
    for each in components:
        check_component(each)
        if each["group"]:
            children = [known[child] for child in each["components"]]
            assert all(child["group_id"] == each["id"] for child in children)
            worst = max((STATES.index(child["status"]) for child in children), default=0)
            assert each["status"] == STATES[worst]
        elif each["group_id"] is not None:
            assert each["id"] in known[each["group_id"]]["components"]


def check_component(component: Json) -> None:
    assert list(component) == [*COMPONENT, "components"] if component["group"] else COMPONENT
    assert _ID.fullmatch(component["id"])
    assert component["status"] in STATES
    assert time_of(component["created_at"]) <= time_of(component["updated_at"])
    assert component["description"] is None or component["description"]


def check_event(event: Json, components: Mapping[str, Json] | None = None) -> None:
    is_work = event["impact"] == "maintenance"
    keys = MAINTENANCE if is_work else INCIDENT
    assert list(event) in (keys, EVENT)  # older pages have no reminder_intervals
    assert event["status"] in (OF_WORK if is_work else OF_INCIDENTS)
    assert is_work or event["impact"] in IMPACTS
    assert _ID.fullmatch(event["id"])
    for name in ("created_at", "updated_at", "started_at"):
        time_of(event[name])
    for name in ("monitoring_at", "resolved_at"):
        assert event[name] is None or time_of(event[name])
    if is_work:
        time_of(event["scheduled_for"])
        time_of(event["scheduled_until"])
    is_over = event["status"] in {"resolved", "postmortem", "completed"}
    assert is_over == (event["resolved_at"] is not None)
    updates = event["incident_updates"]
    assert updates
    assert updates[0]["status"] == event["status"]
    assert len({update["id"] for update in updates}) == len(updates)
    times = [time_of(update["created_at"]) for update in updates]
    assert times == sorted(times, reverse=True)
    for update in updates:
        check_update(update, event)
    for component in event["components"]:
        assert component["group"] is False
        check_component(component)
        if components is not None:
            assert component == components[component["id"]]


def check_update(update: Json, event: Json) -> None:
    assert list(update) == UPDATE
    assert _ID.fullmatch(update["id"])
    assert update["incident_id"] == event["id"]
    assert isinstance(update["body"], str)
    assert time_of(update["created_at"]) <= time_of(update["updated_at"])
    if update["display_at"] is None:
        assert update["status"] == "postmortem"
    else:
        assert update["status"] != "postmortem"
        time_of(update["display_at"])
    assert update["custom_tweet"] is None
    assert isinstance(update["deliver_notifications"], bool)
    affected = update["affected_components"]
    assert affected is None or affected
    for each in affected or ():
        assert list(each) == ["code", "name", "old_status", "new_status"]
        assert {each["old_status"], each["new_status"]} <= set(STATES)


def check_tree(tree: Mapping[str, Json]) -> None:
    """Assert everything of a whole tree, by path without ``api/v2/`` and ``.json``."""
    assert set(tree) == set(KEYS)
    for name, keys in KEYS.items():
        assert list(tree[name]) == keys
        assert tree[name]["page"] == tree["summary"]["page"]
    check_page(tree["summary"]["page"])
    check_status(tree["status"]["status"])
    assert tree["summary"]["status"] == tree["status"]["status"]
    components = tree["components"]["components"]
    assert tree["summary"]["components"] == components
    check_components(components)
    known = {each["id"]: each for each in components}
    events: dict[str, Json] = {}
    for name, file in tree.items():
        for kind in ("incidents", "scheduled_maintenances"):
            for event in file.get(kind, ()):
                check_event(event, known)
                assert (event["impact"] == "maintenance") is (kind != "incidents")
                assert events.setdefault(event["id"], event) == event, "the same in every list"
        assert not TAG.search(str(file)), name
    for event in events.values():
        check_history(event)
    ids = [update["id"] for event in events.values() for update in event["incident_updates"]]
    assert len(set(ids)) == len(ids)
    incidents = tree["incidents"]["incidents"]
    unresolved = tree["incidents/unresolved"]["incidents"]
    resolved = tree["incidents/resolved"]["incidents"]
    assert all(each["status"] in UNRESOLVED for each in unresolved)
    assert all(each["status"] not in UNRESOLVED for each in resolved)
    assert _falls(incidents, "created_at")
    assert len(incidents) <= 50
    assert _falls(resolved, "created_at")
    assert len(resolved) <= 50
    assert _falls(unresolved, "created_at")
    assert _falls(tree["summary"]["incidents"], "updated_at")
    assert _ids(tree["summary"]["incidents"]) == _ids(unresolved)
    works = tree["scheduled-maintenances"]["scheduled_maintenances"]
    active = tree["scheduled-maintenances/active"]["scheduled_maintenances"]
    upcoming = tree["scheduled-maintenances/upcoming"]["scheduled_maintenances"]
    assert _falls(works, "updated_at")
    assert len(works) <= 50
    assert all(each["status"] in {"in_progress", "verifying"} for each in active)
    assert all(each["status"] == "scheduled" for each in upcoming)
    assert tree["summary"]["scheduled_maintenances"] == [*active, *upcoming]


def check_history(event: Json) -> None:
    """Assert what our own events promise beyond the recorded shapes."""
    states: dict[str, str] = {}
    for update in reversed(event["incident_updates"]):
        assert update["body"].strip(), "nobody likes an empty message"
        for each in update["affected_components"] or ():
            assert states.setdefault(each["code"], each["old_status"]) == each["old_status"]
            states[each["code"]] = each["new_status"]
    if event["impact"] == "maintenance":
        assert time_of(event["scheduled_for"]) <= time_of(event["scheduled_until"])


def time_of(text: str) -> datetime:
    assert _TIME.fullmatch(text), text
    return datetime.fromisoformat(text)


def _falls(events: Sequence[Json], name: str) -> bool:
    times = [time_of(each[name]) for each in events]
    return times == sorted(times, reverse=True)


def _ids(events: Sequence[Json]) -> set[str]:
    return {each["id"] for each in events}
