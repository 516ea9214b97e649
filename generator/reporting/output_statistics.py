"""Schema of ``allclear stats --period … --format json``; `figures_json` writes it (R161).

Keys of the document are those of S:1340-1370.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.telemetry.statistics import WAYS
from generator.reporting.output_metrics import LENGTH, RULES, SHARE
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    PLACE,
    TIME,
    TRUTH,
    describe,
    list_of,
    map_of,
    object_of,
    or_null,
)

Json = Mapping[str, Any]

_PERIOD: Json = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2]|Q[1-4])$"}


def _mean(what: str) -> Json:
    return or_null(
        f"Mean minutes {what}, to two digits, over incidents that have the value; null where none "
        "has.",
        LENGTH,
    )


STATISTICS = object_of(
    {
        "period": describe("The month or the quarter, of UTC.", _PERIOD),
        "total_incidents": describe("Incidents detected in it.", COUNT),
        **{
            f"severity_{level}_count": describe(f"Those that reached severity {level}.", COUNT)
            for level in range(1, 5)
        },
        "mean_time_to_acknowledge": _mean("from detection"),
        "mean_time_to_mitigate": _mean("from acknowledgement"),
        "mean_time_to_resolve": _mean("from mitigation"),
        "sla_compliance_rate": or_null(
            "Percent, to one digit, of incidents whose verdict is known; null where that is of "
            "none.",
            SHARE,
        ),
        "total_user_impact_hours": describe(
            "Users times hours, to two digits, where both are known.", LENGTH
        ),
        "total_downtime_minutes": describe("Of severity 1, to two digits.", LENGTH),
        "top_root_causes": {
            **list_of(
                "The commonest first, equal ones by their names.",
                object_of(
                    {
                        "cause": describe("A category of the record.", FILLED),
                        "count": describe("How many incidents.", PLACE),
                    }
                ),
            ),
            "maxItems": 5,
        },
        "month_over_month_change": or_null(
            "Percent, to one digit, against the period before; null where that had none.",
            {"type": "number", "minimum": -100},
        ),
    }
)
_SPREAD = object_of(
    {
        "n": describe("Incidents that have the value.", COUNT),
        **{
            name: or_null(f"The {word}, in minutes; null where n is 0.", LENGTH)
            for name, word in (
                ("mean", "mean"),
                ("median", "median"),
                ("min", "least"),
                ("max", "most"),
            )
        },
        "is_too_few": describe("Whether n is too small to compare anything.", TRUTH),
    }
)
_SUMS = object_of(
    {
        "rule": describe("How the policy has it measured.", {"enum": list(WAYS)}),
        "unfinished": describe("Incidents whose length is not known yet.", COUNT),
        "by_rule": map_of("The sum by each way to measure it.", LENGTH, {"enum": list(WAYS)}),
    }
)
_BESIDE_PERIOD = object_of(
    {
        "as_of": describe("The moment this speaks of.", TIME),
        "from": describe("The first moment of the period.", TIME),
        "until": describe("The first moment after it.", TIME),
        "is_over": describe("Whether the period is over.", TRUTH),
        "severity_unset": describe("Incidents of which nobody has set a severity.", COUNT),
        "mtta": describe("Detection to acknowledgement.", _SPREAD),
        "mttm": describe("Acknowledgement to mitigation.", _SPREAD),
        "mttr": describe("Mitigation to resolution, as the plan has it.", _SPREAD),
        "detection_to_resolution": describe("What most people mean by MTTR.", _SPREAD),
        "sla": describe(
            "Incidents by their verdict.",
            object_of(
                {
                    "met": describe("All targets kept.", COUNT),
                    "missed": describe("At least one is not.", COUNT),
                    "undecided": describe("Open ones, and those without a target.", COUNT),
                    "not_judged": describe("Those written down afterwards.", COUNT),
                }
            ),
        ),
        "user_impact_hours": describe("Users times hours.", _SUMS),
        "unknown_users": describe("Incidents without a number of users.", COUNT),
        "downtime_minutes": describe("Of severity 1.", _SUMS),
        "unknown_causes": describe("Incidents without a category of cause.", COUNT),
        "backfilled": describe("Incidents written down afterwards.", COUNT),
        "left_out": map_of("Reason and number of records in no figure.", PLACE),
        "without_log": list_of("Ids of incidents nothing internal is known of.", FILLED),
        "unread": list_of("Ids of records that could not be read in full.", FILLED),
        "previous": describe(
            "The period before.",
            object_of(
                {
                    "period": describe("Name of that period.", _PERIOD),
                    "total": describe("Incidents detected in it.", COUNT),
                    "without_log": describe("More, of which nothing internal is known.", COUNT),
                }
            ),
        ),
        "rules": RULES,
    }
)
PERIOD: Json = {
    "if": {"required": ["statistics"]},
    "then": object_of(
        {
            "statistics": describe("IncidentStatistics of the plan.", STATISTICS),
            "beside": describe("What it takes to read them rightly.", _BESIDE_PERIOD),
        }
    ),
    "else": STATISTICS,
}
