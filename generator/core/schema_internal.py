"""Fields of ``internal.yml``: what responders write and visitors never read."""

from __future__ import annotations

from generator.core.audience import Audience
from generator.core.incident_types import IncidentType
from generator.core.schema import (
    LOG_LIMIT,
    TITLE_LIMIT,
    Field,
    Kind,
    Type,
    integer,
    line,
    list_of,
    map_of,
    of_kind,
    record,
    text,
    word,
)
from generator.core.vocabulary import DataLoss

_SLUG = of_kind(Kind.SLUG)
_TIME = of_kind(Kind.TIME)
_HANDLE = of_kind(Kind.HANDLE)
_COMPONENT = of_kind(Kind.COMPONENT)
_MANY = 10_000_000


def _field(name: str, type_: Type, help_: str, source: str, example: str = "") -> Field:
    return Field(
        name=name,
        type=type_,
        help=help_,
        source=source,
        example=example,
        audience=Audience.INTERNAL,
    )


_DETECTION = record(
    _field(
        "how",
        word(
            ("alert", "user_report", "support", "engineer", "vendor", "scan", "other"),
            "a way of detection",
        ),
        "How we came to know.",
        "S:384-400",
        "alert",
    ),
    _field("detail", line(), "The alert or the report itself.", "S:384-400"),
)
_USERS = record(
    _field("count", integer(0, _MANY), "How many; leave it out when unknown.", "X29", "500"),
    _field(
        "approx",
        word(("exact", "about", "at_least", "at_most"), "a kind of number"),
        "How sure the number is.",
        "X29",
        "at_least",
    ),
    _field("percent", integer(0, 100), "Share of all users, 0 to 100.", "X29; X32", "50"),
)
_AFFECTED = record(
    _field("users", _USERS, "How many people were affected.", "S:425-445; X29"),
    _field("user_reports", integer(0, _MANY), "How many wrote to us.", "S:425-445", "50"),
    _field("groups", list_of(line(80)), "Which groups of people.", "S:425-445"),
)
_DATA = record(
    _field("loss", word(DataLoss, "a word for data loss"), "What is known.", "X12", "confirmed"),
    _field("affected", line(), "How much of what.", "S:717-731", "about 200 game sessions"),
    _field("recoverable", of_kind(Kind.BOOLEAN), "Whether it can be restored.", "S:717", "false"),
)
_MITIGATION = record(
    _field("option", word(("A", "B", "C", "D", "E"), "an option"), "Its letter.", "S:505-530", "A"),
    _field("action", line(), "What would be done.", "S:529 (T2)", "Rollback to v2.5.2"),
    _field("risk", word(("low", "medium", "high"), "a risk"), "How risky.", "S:529 (T2)", "low"),
    _field("expected", line(), "What it should bring about.", "S:529 (T2)"),
    _field("back_out", line(), "The way back.", "S:529 (T2)"),
    _field("proposed", _TIME, "When it was proposed.", "S:505-530", "14:38"),
    _field(
        "approved",
        record(
            _field("by", _HANDLE, "Who approved it.", "S:505-530", '"@incident-commander"'),
            _field("at", _TIME, "When.", "S:505-530", "14:40"),
        ),
        "Who approved it and when.",
        "S:505-530",
    ),
    _field("started", _TIME, "When it was begun.", "S:505-530", "14:41"),
    _field("finished", _TIME, "When it was done.", "S:505-530", "14:46"),
    _field(
        "result",
        word(("worked", "partly", "failed", "backed_out"), "a result"),
        "What came of it.",
        "S:541-551",
        "worked",
    ),
)

INTERNAL = record(
    _field("title", line(TITLE_LIMIT), "The working title; never published.", "design §2"),
    _field("severity", word(("1", "2", "3", "4", "unset"), "a severity"), "At first.", "S:40", "1"),
    _field(
        "types",
        list_of(word(IncidentType, "a kind of incident")),
        "Kinds of incident, the leading one first.",
        "S:1274; X31",
    ),
    _field("components", list_of(_COMPONENT), "Parts affected.", "S:425-445"),
    _field("related_deployment", line(80), "The release suspected.", "S:741 (T10)", "v2.5.3"),
    _field("detection", _DETECTION, "How we came to know.", "S:384-400"),
    _field(
        "roles",
        map_of(
            word(("on_call", "ic", "comms", "support", "responders"), "a role"),
            list_of(_HANDLE, is_single_ok=True),
        ),
        "Who does what, at first; the log's IC, COMMS and RESPONDER lines win from their time on.",
        "S:295-380",
    ),
    _field("affected", _AFFECTED, "Who is affected.", "S:425-445"),
    _field("data", _DATA, "What is known about lost data.", "S:717-731"),
    _field("mitigations", list_of(_MITIGATION, most=20), "Options weighed.", "S:505-551"),
    _field(
        "resolution",
        record(
            _field(
                "method",
                word(
                    (
                        "rollback",
                        "hotfix",
                        "config_change",
                        "infrastructure",
                        "third_party",
                        "other",
                    ),
                    "a method",
                ),
                "What ended it.",
                "X30",
                "rollback",
            ),
            _field("other", line(), "The method in words, for other.", "X30"),
            _field("summary", text(), "What was done.", "S:680 (T8)"),
        ),
        "How it was ended.",
        "S:665-731",
    ),
    _field(
        "root_cause",
        record(
            _field(
                "category",
                word(
                    (
                        "deployment",
                        "config",
                        "capacity",
                        "dependency",
                        "code",
                        "data",
                        "security",
                        "human_process",
                        "unknown",
                    ),
                    "a category of causes",
                ),
                "The kind of cause.",
                "X26",
                "deployment",
            ),
            _field("technical", text(), "The cause in technical words.", "S:741 (T10)"),
        ),
        "Why it happened.",
        "S:741 (T10); X26",
    ),
    _field("backfilled", of_kind(Kind.BOOLEAN), "Written down long afterwards.", "R103", "true"),
    _field(
        "log",
        text(LOG_LIMIT),
        "Log lines as [DATE ]HH:MM VERB text; see the table of verbs.",
        "design §3 The log",
    ),
)
"""``internal.yml``."""
