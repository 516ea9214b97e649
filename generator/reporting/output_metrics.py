"""Schema of ``allclear stats --incident … --format json``; `figures_json` writes it (R161).

Keys of both documents are those of S:1270-1335. Where the document has an optional key, it is
there with null when it is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.stage_deadlines import STAGES
from generator.core.incident_types import IncidentType
from generator.core.schema_internal import METHODS
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    PLACE,
    TEXT,
    TIME,
    TRUTH,
    describe,
    list_of,
    object_of,
    or_null,
)

Json = Mapping[str, Any]

_INCIDENT_ID: Json = {"type": "string", "pattern": "^INC-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{3,6}$"}
_LEVEL: Json = {"type": "integer", "minimum": 1, "maximum": 4}
_HANDLE: Json = {"type": "string", "pattern": "^@[^\\s@]+$"}
LENGTH: Json = {"type": "number", "minimum": 0}
SHARE: Json = {"type": "number", "minimum": 0, "maximum": 100}
_SEVERITY = or_null("The highest ever set, 1 is the worst; null while nobody has set one.", _LEVEL)


def _moment(what: str) -> Json:
    return or_null(f"{what}; null where that has not come, or nobody said so.", TIME)


def _minutes(what: str) -> Json:
    return or_null(f"{what}, in minutes, exactly; null while a moment of it is missing.", LENGTH)


def _verdict(what: str) -> Json:
    return or_null(
        f"Whether {what} was kept; false as soon as it is too late. Null while it is open, where "
        "there is no target, and in a record written down afterwards.",
        TRUTH,
    )


METRICS = object_of(
    {
        "incident_id": describe("Id of the record.", _INCIDENT_ID),
        "severity": _SEVERITY,
        "incident_type": or_null(
            "The leading type; null where nobody said.",
            {"enum": [each.value for each in IncidentType]},
        ),
        "affected_system": or_null(
            "Id of the first part with _ for -, such as score_recording; null where none is named.",
            FILLED,
        ),
        "detected_at": _moment("When it was noticed"),
        "acknowledged_at": _moment("When somebody took it on"),
        "mitigated_at": _moment("When people could work again for the first time"),
        "resolved_at": _moment("When it was over; after a reopening, the last time"),
        "time_to_acknowledge": _minutes("From detection to acknowledgement"),
        "time_to_mitigate": _minutes("From acknowledgement to mitigation"),
        "time_to_resolve": _minutes("From mitigation to resolution"),
        "total_duration": _minutes("From detection to resolution"),
        "affected_users_count": or_null("How many people; null where nobody knows.", COUNT),
        "affected_users_percentage": or_null(
            "Share of all people in percent; null where nobody knows.", SHARE
        ),
        "user_reports_count": or_null("How many wrote to us; null where nobody counted.", COUNT),
        "responder": or_null("Who was on call, last; null where nobody is named.", _HANDLE),
        "incident_commander": or_null("Who led it, last; null: nobody.", _HANDLE),
        "communication_coordinator": or_null("Who spoke for it, last; null: nobody.", _HANDLE),
        "additional_responders": list_of("Who helped, each once.", _HANDLE),
        "resolution_method": or_null(
            "What ended it; null where nobody said.", {"enum": list(METHODS)}
        ),
        "post_mortem_completed": describe("Whether the internal post-mortem is final.", TRUTH),
        "action_items_count": describe("Items in it; 0 where there is none.", COUNT),
        "related_deployment": or_null("The release that began it; null where none did.", FILLED),
        "related_incidents": list_of("Ids of other records.", FILLED),
    }
)
SLA = object_of(
    {
        "incident_id": describe("Id of the record.", _INCIDENT_ID),
        "severity": _SEVERITY,
        **{
            key: schema
            for name, actual in (
                ("acknowledgment", "from detection"),
                ("mitigation", "from acknowledgement"),
                ("resolution", "from mitigation"),
            )
            for key, schema in (
                (
                    f"{name}_sla",
                    or_null(
                        "Target in minutes, of business time where it is one of business time; "
                        "null: none, or the next business day.",
                        LENGTH,
                    ),
                ),
                (
                    f"actual_{name}_time",
                    or_null(
                        f"How long it took {actual}, in minutes as the target counts them; null "
                        "while it goes on.",
                        LENGTH,
                    ),
                ),
                (f"{name}_sla_met", _verdict("that target")),
            )
        },
        "overall_sla_met": _verdict("every target there is"),
    }
)
RULES = list_of(
    "The rules behind these figures.",
    object_of(
        {
            "rule": describe("The rule, a whole sentence.", FILLED),
            "source": describe("Where it comes from: lines of the plan, numbers.", FILLED),
        }
    ),
)
_STATE: Json = {"enum": [str(state) for state in DutyState]}
_STAGE = object_of(
    {
        "stage": describe("Which of the three.", {"enum": list(STAGES)}),
        "cycle": describe("1, and after each reopening one more.", PLACE),
        "state": describe("How it stands.", _STATE),
        "reason": describe("Why it is waived, provisional or not judged; else empty.", TEXT),
        "severity": describe("Severity whose target counts.", _LEVEL),
        "is_severity_assumed": describe("Whether nobody has set a severity yet.", TRUTH),
        "unit": describe("What lengths are counted in.", {"enum": ["wall", "business"]}),
        "target": or_null("Minutes; null for none, and for the next business day.", LENGTH),
        "actual": or_null("Minutes; null while it goes on.", LENGTH),
        "start_at": describe("What it is counted from.", TIME),
        "due_at": or_null("The deadline, chained on what happened; null without a target.", TIME),
        "promised_at": or_null(
            "The deadline from detection by targets alone; null in later cycles.", TIME
        ),
        "done_at": or_null("When it ended; null while it goes on.", TIME),
        "is_implied": describe("Whether a later milestone stands in for a missing one.", TRUTH),
    }
)
_BESIDE_INCIDENT = object_of(
    {
        "as_of": describe("The moment this speaks of.", TIME),
        "started_at": _moment("When trouble began"),
        "verified_at": _moment("When it was seen to be stable"),
        "closed_at": _moment("When its paperwork was done"),
        "time_to_detect": _minutes("From the beginning to detection"),
        "detection_to_resolution": _minutes("What most people call the time to resolve"),
        "incident_types": list_of("All its types, the leading one first.", FILLED),
        "affected_users_approx": describe("How sure the number of users is, or empty.", TEXT),
        "reopenings": describe("How often it came back.", COUNT),
        "resolution_other": describe("The method in words where it is other, or empty.", TEXT),
        "is_detection_assumed": describe("Whether no line of the log says DETECTED.", TRUTH),
        "is_backfilled": describe("Whether it was written down afterwards.", TRUTH),
        "overall": describe("The verdict on the whole.", _STATE),
        "stages": list_of("Every clock, in order; those after a reopening too.", _STAGE),
        "credit": describe(
            "What the policy offers users for it.",
            object_of(
                {
                    "percent": or_null("Share of a month's price; null: nothing.", SHARE),
                    "downtime": or_null("Minutes it was judged by; null: not known.", LENGTH),
                    "reason": describe("Why nothing is offered, or empty.", TEXT),
                }
            ),
        ),
        "unread": list_of("Files of it that could not be read in full.", FILLED),
        "rules": RULES,
    }
)
_TWO = object_of(
    {
        "metrics": describe("IncidentMetrics of the plan.", METRICS),
        "sla": describe("SLACompliance of the plan.", SLA),
    }
)
INCIDENT: Json = {
    **_TWO,
    "properties": {
        **_TWO["properties"],
        "beside": describe("What it takes to read them; only with --explain.", _BESIDE_INCIDENT),
    },
}
