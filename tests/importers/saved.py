"""Answers of Statuspage's API as somebody saved them, written for these tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from generator.core.foreign import ForeignFile

Json = dict[str, Any]
PAGE = "p4g3p4g3p4g3"
GAMES, SIGN_IN, OLD = "c0mpgames001", "c0mpsignin01", "c0mpold00001"
GROUP = "gr0up1234567"


def moment(text: str) -> datetime:
    """Return ``21:31:02.719`` of 16 September 2024, or a whole ISO time, in UTC."""
    whole = text if "T" in text else f"2024-09-16T{text}"
    return datetime.fromisoformat(whole).replace(tzinfo=UTC)


def stamp(text: str) -> str:
    """Return the same as Statuspage writes it."""
    return f"{text if 'T' in text else f'2024-09-16T{text}'}Z"


def page(**changes: Any) -> Json:
    return {
        "id": PAGE, "name": "Example School", "url": "https://status.example.com",
        "time_zone": "America/New_York", "updated_at": stamp("23:00:00.000"), **changes,
    }  # fmt: skip


def component(id_: str = GAMES, name: str = "Playing games", **changes: Any) -> Json:
    return {
        "id": id_, "name": name, "status": "operational", "created_at": stamp("01:00:00.000"),
        "updated_at": stamp("01:00:00.000"), "position": 1, "description": None, "showcase": True,
        "start_date": "2024-01-02", "group_id": None, "page_id": PAGE, "group": False,
        "only_show_if_degraded": False, **changes,
    }  # fmt: skip


def effect(
    new: str, id_: str = GAMES, name: str = "Learning - Playing games", old: str | None = None
) -> Json:
    return {"code": id_, "name": name, "old_status": old, "new_status": new}


def update(id_: str, at: str, status: str, body: str = "", **changes: Any) -> Json:
    return {
        "id": id_, "status": status, "body": body, "incident_id": "x", "created_at": stamp(at),
        "updated_at": stamp(at), "display_at": stamp(at), "affected_components": None,
        "deliver_notifications": True, "custom_tweet": None, "tweet_id": None, **changes,
    }  # fmt: skip


def incident(*updates: Json, **changes: Any) -> Json:
    """Return an incident with *updates*, which come oldest first here and newest first in it."""
    last = updates[-1] if updates else {"status": "resolved", "created_at": stamp("21:31:02.719")}
    return {
        "id": "inc1dent0001", "name": "Games are slow", "status": last["status"],
        "created_at": stamp("21:31:02.719"), "updated_at": last["created_at"], "impact": "minor",
        "shortlink": "https://stspg.io/inc1dent0001", "incident_updates": list(updates[::-1]),
        "components": [], **changes,
    }  # fmt: skip


FIRST = update(
    "upd4te000001", "21:31:02.719", "investigating", "We are looking into it.",
    affected_components=[effect("degraded_performance", old="operational")],
)  # fmt: skip
LAST = update(
    "upd4te000002", "22:08:39.333", "resolved", "It is over.\n\nSorry.",
    affected_components=[effect("operational", old="degraded_performance")],
)  # fmt: skip


def maintenance(*updates: Json, **changes: Any) -> Json:
    return {
        **incident(*updates), "id": "m4intenance1", "name": "New database",
        "impact": "maintenance", "scheduled_for": stamp("2024-09-20T22:00:00.000"),
        "scheduled_until": stamp("2024-09-20T23:30:00.000"), **changes,
    }  # fmt: skip


def saved(name: str = "saved/summary.json", **keys: Any) -> ForeignFile:
    """Return a file that holds *keys*."""
    return ForeignFile(name, json.dumps(keys, ensure_ascii=False, indent=1).encode())
