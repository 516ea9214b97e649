"""Fields of ``internal.yml``: what responders write and visitors never read."""

from __future__ import annotations

from generator.core.incident_types import IncidentType
from generator.core.schema import (
    LOG_LIMIT,
    TITLE_LIMIT,
    Kind,
    integer,
    line,
    list_of,
    map_of,
    of_kind,
    record,
    text,
    word,
)
from generator.core.schema import (
    internal_field as _field,
)
from generator.core.vocabulary import DataLoss

_SLUG = of_kind(Kind.SLUG)
_TIME = of_kind(Kind.TIME)
_HANDLE = of_kind(Kind.HANDLE)
_COMPONENT = of_kind(Kind.COMPONENT)
_URL = of_kind(Kind.URL)
_MANY = 10_000_000

METHODS = (
    "rollback",
    "hotfix",
    "config_change",
    "vendor_fix",
    "infrastructure_scaling",
    "other",
)
"""What may have ended an incident: the document's five, and ``other`` with words (R146, X30)."""


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
    _field("alert", _SLUG, "Its key among the policy's alerts.", "R54", "score-api-5xx"),
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
    _field("percent", of_kind(Kind.PERCENT), "Share of all users.", "R58; X29; X32", "49.9"),
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
    _field("recovered", line(), "How much of it was restored.", "R92", "0 of 200 sessions"),
    _field(
        "notified_at",
        _TIME,
        "When those whose data it is had been told.",
        "R92",
        "2025-01-16 15:00",
    ),
)
_SECURITY = record(
    _field(
        "breach",
        word(("none", "suspected", "confirmed"), "a word for a breach"),
        "Whether somebody got at data that are not theirs.",
        "R8",
        "suspected",
    ),
)
_VENDOR = record(
    _field("id", _SLUG, "Its id in site.yml or in the policy.", "R140", "neon"),
    _field(
        "role",
        word(("suspected", "confirmed", "ruled_out"), "a vendor's part"),
        "Whether the cause lies with it.",
        "R140; R142",
        "suspected",
    ),
    _field(
        "incident_url",
        _URL,
        "Its own page about its trouble.",
        "R142",
        "https://status.example.net/incidents/1",
    ),
)
_CREDITS = record(
    _field("amount", integer(0, _MANY), "Dollars in all, without cents.", "R166; X19", "450"),
    _field("approved_by", _HANDLE, "Who approved them.", "R166; X19", '"@sysadmin"'),
)
_ACCESS = record(
    _field("who", _HANDLE, "Who reached into production.", "R167", '"@engineer"'),
    _field("what", line(), "What was looked at or changed.", "R167"),
    _field("link", _URL, "Where the audit log has it.", "R167", "https://audit.example.org/4711"),
)
_POSTMORTEM = record(
    _field(
        "public",
        word(("planned", "not_planned"), "a plan for the public post-mortem"),
        "Whether visitors are promised one.",
        "X11",
        "planned",
    ),
    _field("waived", line(), "Why there will be no internal one.", "R113"),
)
_MITIGATION = record(
    _field("option", word(("A", "B", "C", "D", "E"), "an option"), "Its letter.", "S:505-530", "A"),
    _field("action", line(), "What would be done.", "S:529 (T2)", "Rollback to v2.5.2"),
    _field("risk", word(("low", "medium", "high"), "a risk"), "How risky.", "S:529 (T2)", "low"),
    _field("expected", line(), "What it should bring about.", "S:529 (T2)"),
    _field("back_out", line(), "The way back.", "S:529 (T2)"),
    _field("author", _HANDLE, "Who wrote the change.", "R67", '"@engineer1"'),
    _field("reviewed_by", _HANDLE, "The senior who read it.", "R67", '"@engineering-lead"'),
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
                word(METHODS, f"a method: {', '.join(METHODS)}"),
                "What ended it.",
                "R146; X30",
                "rollback",
            ),
            _field("other", line(), "The method in words, for other.", "X30"),
            _field("summary", text(), "What was done.", "S:680 (T8)"),
            _field("plain", line(), "What was done, in plain words for visitors.", "T5; T6"),
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
            _field("plain", line(), "The cause in plain words for visitors.", "T5; T6"),
        ),
        "Why it happened.",
        "S:741 (T10); X26",
    ),
    _field("workaround", line(), "What people can do meanwhile.", "S:741 (T10)"),
    _field("tracker", _URL, "Its place in the issue tracker.", "R26", "https://example.org/1"),
    _field("deferred_to", line(), "The release it waits for.", "X44", "v2.6"),
    _field("deferred_reason", line(), "Why it may wait that long.", "X44"),
    _field(
        "resolution_override",
        line(),
        "Why it counts as resolved though the criteria were not met.",
        "X16; R86",
    ),
    _field(
        "outcome",
        word(("duplicate", "false_alarm"), "an outcome"),
        "What it came to, where it was no incident of its own.",
        "X1",
        "false_alarm",
    ),
    _field("security", _SECURITY, "What is known about a breach.", "R8"),
    _field("vendor", _VENDOR, "A company whose service may be the cause.", "R140; R142"),
    _field("credits", _CREDITS, "Money given back.", "R166; X19"),
    _field("access", list_of(_ACCESS), "Who reached into production.", "R167"),
    _field(
        "related_incidents",
        list_of(of_kind(Kind.RECORD_ID)),
        "Other records it belongs with.",
        "R144",
        "[INC-2025-01-15-001]",
    ),
    _field("tags", list_of(_SLUG), "Words to find it by.", "R118", "[database, release]"),
    _field("postmortem", _POSTMORTEM, "What was decided about post-mortems.", "X11; R113"),
    _field("backfilled", of_kind(Kind.BOOLEAN), "Written down long afterwards.", "R103", "true"),
    _field(
        "log",
        text(LOG_LIMIT),
        "Log lines as [DATE ]HH:MM VERB text; see the table of verbs.",
        "design §3 The log",
    ),
)
"""``internal.yml``."""
