"""Schemas of ``allclear duties`` and ``allclear explain``; `clocks_json` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.clockwork.clocks import DutyState
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    LINE,
    RECORD_ID,
    TEXT,
    TIME,
    describe,
    list_of,
    object_of,
    or_null,
    unless_refused,
)

Json = Mapping[str, Any]

DUTY: Json = object_of(
    {
        "incident": describe("Id of the incident.", RECORD_ID),
        "duty": describe("Its key, such as mitigate, assign-ic or public-update-2.", FILLED),
        "who": describe("Who owes it: handles with @, else the words of the role.", FILLED),
        "due": or_null("When it is due; null without a target.", TIME),
        "done": or_null("When it was done, late or not; null while it is not.", TIME),
        "state": describe(
            "How it stands; provisional: it hangs on what is not known yet.",
            {"enum": [str(state) for state in DutyState]},
        ),
        "late_minutes": describe("Whole minutes late; 0 when it is not.", COUNT),
        "rule": describe("What is to be done, and the rule, in one sentence.", LINE),
        "source": describe("Lines of the document, numbers of requirements.", TEXT),
    }
)
DUTIES: Json = unless_refused(
    object_of(
        {
            "as_of": describe("The moment this speaks of.", TIME),
            "duties": list_of("Every clock and duty, done or not, by incident.", DUTY),
        }
    )
)
_FACT = object_of(
    {
        "what": describe("What happened.", FILLED),
        "at": describe("When it happened.", TIME),
        "place": or_null("Where it is written, path:line or a path; null: nowhere.", FILLED),
    }
)
_CHAIN = object_of(
    {
        "duty": DUTY["properties"]["duty"],
        "title": describe("What is to be done.", FILLED),
        "state": DUTY["properties"]["state"],
        "verdict": describe("How it stands, in words.", LINE),
        "due": DUTY["properties"]["due"],
        "base": or_null("What it is counted from; null where nothing starts it.", _FACT),
        "done": or_null("What discharged it; null while nothing has.", _FACT),
        "rule": DUTY["properties"]["rule"],
        "field": describe("The field of policy.yml that decides, in dots.", FILLED),
        "source": DUTY["properties"]["source"],
        "severity": describe(
            "The severity that counts.", {"type": "integer", "minimum": 1, "maximum": 4}
        ),
        "severity_why": describe("Why that one counts.", LINE),
        "sum": list_of("The sum, step by step, in UTC and local time; empty: no target.", LINE),
        "notes": list_of("What else bears on it.", LINE),
    }
)
EXPLAIN: Json = unless_refused(
    object_of(
        {
            "as_of": describe("The moment this speaks of.", TIME),
            "incident": describe("Id of the incident.", RECORD_ID),
            "clocks": list_of("Those asked for, else all.", _CHAIN),
        }
    )
)
