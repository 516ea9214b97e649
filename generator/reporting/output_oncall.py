"""Schema of ``allclear oncall --format json``; `oncall_json` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.staff.rota_facts import LAYERS
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    TIME,
    TRUTH,
    describe,
    list_of,
    object_of,
    or_null,
    unless_refused,
)

Json = Mapping[str, Any]

_DAY: Json = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_LAYER: Json = {"enum": list(LAYERS)}
_HANDLE = describe("Handle, without @.", FILLED)
_HOLDER = or_null("Handle of who has it on this day; null: nobody.", FILLED)
_START = describe("When it begins.", TIME)
_END = describe("When it ends, not itself part of it.", TIME)

ON_CALL: Json = unless_refused(
    object_of(
        {
            "at": describe("The moment this speaks of.", TIME),
            "until": describe("End of the days looked at.", TIME),
            "zone": describe("IANA zone of the rota.", FILLED),
            "is_business_hours": or_null("Whether it is now; null without a rota.", TRUTH),
            "on_call": or_null("Handle of who is called; null: nobody, or no rota.", FILLED),
            "layer": or_null("The layer they have; null as on_call is.", _LAYER),
            "layers": describe(
                "Who has which layer on this day, swaps included.",
                object_of(dict.fromkeys(LAYERS, _HOLDER)),
            ),
            "turns": list_of(
                "Who is called from now on, oldest first; the first began some time ago.",
                object_of(
                    {
                        "handle": or_null("Handle, without @; null in a gap.", FILLED),
                        "name": or_null("Their name; null where none is written.", FILLED),
                        "layer": describe("The layer they have, or that has a gap.", _LAYER),
                        "start": _START,
                        "end": _END,
                    }
                ),
            ),
            "gaps": list_of(
                "Where nobody has the layer that is called; the exit status is 1 then.",
                object_of(
                    {
                        "layer": describe("The layer nobody has.", _LAYER),
                        "start": _START,
                        "end": _END,
                    }
                ),
            ),
            "training": list_of(
                "Everybody who may command and is with us.",
                object_of(
                    {
                        "handle": _HANDLE,
                        "is_trained": describe("Whether they were trained for it.", TRUTH),
                        "day": or_null("When; null where no day is written.", _DAY),
                    }
                ),
            ),
            "drill": describe(
                "Drills: the last one and the next.",
                object_of(
                    {
                        "last": or_null("Day of the last one; null: none so far.", _DAY),
                        "due": or_null("Day the next is due by; null: at once.", _DAY),
                        "is_overdue": describe("Whether one should have been by now.", TRUTH),
                    }
                ),
            ),
            "month": describe(
                "The month of load, in the site's zone.",
                {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
            ),
            "load": list_of(
                "What incidents that began this month asked of each, the busiest first.",
                object_of(
                    {
                        "handle": _HANDLE,
                        "incidents": describe("How many incidents.", COUNT),
                        "minutes": describe("How many minutes, all together.", COUNT),
                    }
                ),
            ),
            "has_errors": describe("Whether something in people.yml is wrong.", TRUTH),
        }
    )
)
