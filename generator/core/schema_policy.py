"""Fields of ``policy.yml``: severities, targets, duties, permissions, and every other rule.

All of them may be missing: then the value that ships with the program counts, which is that of
the source document (``generator/defaults/policy.yml``).
"""

from __future__ import annotations

from generator.core.clockwork.duty_words import Base, Done, Until
from generator.core.incident_types import IncidentType
from generator.core.schema import (
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

FORMAT = 1
"""The format of ``policy.yml`` this program reads."""

_SLUG, _LENGTH, _TARGET = of_kind(Kind.SLUG), of_kind(Kind.LENGTH), of_kind(Kind.TARGET)
_URL, _EMAIL, _DAY = of_kind(Kind.URL), of_kind(Kind.EMAIL), of_kind(Kind.DAY)
_COMPONENT = of_kind(Kind.COMPONENT)
_BOOLEAN, _CLOCK, _ZONE = of_kind(Kind.BOOLEAN), of_kind(Kind.CLOCK), of_kind(Kind.ZONE)
_NAME = line(40)
_SEVERITY = word(("1", "2", "3", "4"), "a severity")
_PERCENT = integer(0, 100)
_MILLISECONDS = integer(1, 600_000)
_TYPE = word(IncidentType, "a type of incident")
_OPTION = word(("A", "B", "C", "D", "E"), "an option")
_ROLES = (
    "on_call", "ic", "comms", "sysadmin", "senior", "cto", "ceo", "product",
    "customer_success", "legal", "security", "support",
)  # fmt: skip
_ROLE = word(_ROLES, "a role")
_COLUMN = word(("on_call", "ic", "comms", "sysadmin"), "a column of the matrix")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


_ORGANISATION = record(
    _field("prefix", _NAME, "In brackets at the start of subjects.", "S:622; R182", "MLC"),
    _field("greeting", line(120), "Who is greeted in e-mails.", "S:624; R182"),
    _field("signature", line(120), "Who signs them.", "S:637; R182", "The MLC Team"),
    _field("support_email", _EMAIL, "For questions.", "S:634; R182", "support@example.com"),
    _field("billing_email", _EMAIL, "For refunds.", "S:663; R182", "billing@example.com"),
    _field("status_url", _URL, "The status page; unless set, that of site.yml.", "S:654; R182"),
    _field("zone", _ZONE, "Zone of those written to; unless set, that of site.yml.", "R85"),
)
_SEVERITY_RULE = record(
    _field("name", _NAME, "Its name.", "S:46-140; R1", "Critical"),
    _field("definition", text(2000), "When it applies.", "S:48, S:80, S:111, S:142; R1"),
    _field("examples", list_of(line()), "Hints for choosing it.", "S:55-153; R7"),
    _field("acknowledge", _TARGET, "From detection.", "S:51, S:83, S:114, S:145; R2-R5, X41", "5m"),
    _field("mitigate", _TARGET, "From acknowledgement.", "S:52, S:84, S:115; R2-R4, X4", "30m"),
    _field("resolve", _TARGET, "From mitigation.", "S:53, S:85, S:116; R2-R5, X4, X5", "4h"),
    _field("public_state", _NAME, "What the page calls it.", "S:67, S:100; R15, R22"),
    _field("roles", list_of(_ROLE), "Who is needed.", "S:328-380; R41"),
)
_CLOCKS = record(
    _field(
        "on_upgrade",
        word(("strict", "restart"), "a way to measure"),
        "After an upgrade: from the start of the stage, or from the upgrade.",
        "S:442; X2",
    ),
    _field("severity_while_unset", _SEVERITY, "Targets until a severity is set.", "S:401; X23"),
    _field(
        "mitigation_from",
        word(("acknowledgement", "detection"), "a beginning"),
        "Chained on what happened, or on what was promised from detection.",
        "S:52; X24",
    ),
    _field(
        "duties_from",
        word(("declaration", "detection"), "a beginning"),
        "What duties are counted from that begin with the declared severity.",
        "S:65-66, S:359; X9",
    ),
)
_CALENDAR = record(
    _field("zone", _ZONE, "Zone of business hours; unless set, that of site.yml.", "S:308; X22"),
    _field("opens", _CLOCK, "Business hours begin.", "S:308; R4", '"09:00"'),
    _field("closes", _CLOCK, "They end.", "S:308; R4", '"17:00"'),
    _field("days", list_of(word(WEEKDAYS, "a weekday"), most=7), "Working days.", "S:308; R4"),
    _field("holidays", list_of(_DAY, most=1000), "Days without business hours.", "R4", ""),
)
_THRESHOLDS = record(
    _field("many_users_percent", _PERCENT, "Most users.", "S:435; R10, X32", "50"),
    _field(
        "many_users_from",
        word(("at_least", "more_than"), "a comparison"),
        "Whether exactly that share counts.",
        "S:323, S:435; X32",
    ),
    _field("few_users_percent", _PERCENT, "Hardly anybody.", "S:142; R10", "1"),
    _field("p95_api_ms", _MILLISECONDS, "p95 of the API.", "S:542; R10", "500"),
    _field("p95_page_ms", _MILLISECONDS, "p95 of pages.", "S:542; R10", "2000"),
    _field("p95_alarm_ms", _MILLISECONDS, "Twice the baseline.", "S:92; R10", "1000"),
    _field("error_rate_percent", _PERCENT, "Baseline of errors.", "S:541; R10", "1"),
    _field("stable_for", _LENGTH, "Stable after a mitigation.", "S:545; R10, R69", "15m"),
    _field("unresolved_for", _LENGTH, "Then it is handed over.", "S:304; R10, R49", "30m"),
    _field(
        "auto_rollback_error_rate_percent", _PERCENT, "Shown, not automated.", "S:1241; R172", "10"
    ),
)
_QUICK_CLOSE = record(
    _field("within", _LENGTH, "So short that it owes no more than a record.", "S:439; R59", "15m"),
    _field("severities", list_of(_SEVERITY, most=4), "Which severities.", "S:439; X10"),
)
_RESOLVE = record(
    _field("by", map_of(_SEVERITY, list_of(_ROLE)), "Who may resolve.", "S:676, S:1384; X42"),
    _field("baseline_for", map_of(_SEVERITY, _LENGTH), "Time at baseline.", "S:673; R86, X16"),
    _field("enforce", word(("warning", "error"), "a weight"), "How heavy it is.", "S:669; X16"),
)
_STEP = record(
    _field("until", _LENGTH, "For words spoken before, from detection.", "S:558-560; R71", "60m"),
    _field("every", _LENGTH, "The next is due after so long.", "S:558-560; R71", "30m"),
)
_CADENCE = record(
    _field("first", _TARGET, "The first word.", "S:558; R71, X40", "15m"),
    _field("steps", list_of(_STEP, least=1, most=10), "The next ones.", "S:559-560; R71, R23"),
)
_BY_SEVERITY = map_of(_SEVERITY, _CADENCE)
_CADENCES = record(
    _field("public", _BY_SEVERITY, "Visitors.", "S:557-561; R71, X6"),
    _field("stakeholders", _BY_SEVERITY, "Stakeholders.", "S:69, S:363; R17, X6"),
    _field("team", _BY_SEVERITY, "The team.", "S:131; R25"),
    _field("next_update", map_of(_SEVERITY, _LENGTH), "In T1.", "S:418; R56, X6"),
)
_DUTY = record(
    _field("title", line(120), "What is to be done.", "S:59-163; R11-R30"),
    _field("enabled", _BOOLEAN, "false: nobody owes it.", "X7", "false"),
    _field("who", _ROLE, "Who owes it.", "S:295-380"),
    _field("from", word(Base, "a beginning"), "What it is counted from.", "X9", "declaration"),
    _field("within", map_of(_SEVERITY, _TARGET), "How long it may take.", "S:59-163"),
    _field(
        "cadence",
        word(("public", "stakeholders", "team"), "a cadence"),
        "Again and again by this cadence, in place of 'within'.",
        "X6",
    ),
    _field("tolerance", _LENGTH, "How much later still counts as in time.", "R11", "15m"),
    _field("done_by", list_of(word(Done, "an event")), "What discharges it.", "R83"),
    _field("audiences", list_of(_SLUG), "Of the NOTIFIED lines that do.", "R83"),
    _field("channels", list_of(_NAME), "How, the usual one first.", "S:71-76; R18"),
    _field("until", word(Until, "a milestone"), "The milestone that ends it.", "S:69"),
    _field("lapses", _LENGTH, "Worth doing for so long after it was due.", "R89", "24h"),
    _field("remind", _LENGTH, "A reminder so long before.", "X8", "1h"),
    _field("not_for", list_of(_TYPE), "Types that do not owe it.", "X35"),
    _field("source", line(), "Where the rule comes from.", "X39", "S:65; R12"),
)
_REMINDER = record(
    _field("title", line(120), "What to think of.", "S:459-462; R61"),
    _field("from", word(Base, "a beginning"), "Counted from.", "R61", "ic"),
    _field("after", _LENGTH, "How long after.", "S:459; R61", "15m"),
    _field("severities", list_of(_SEVERITY, most=4), "Which severities.", "S:458"),
    _field("source", line(), "Where the rule comes from.", "R61"),
)
_TYPE_RULE = record(
    _field("name", line(120), "Its name.", "S:166-292"),
    _field("typical", list_of(_SEVERITY, most=4), "Typical severities.", "S:166-292; R37"),
    _field("priority", line(), "What comes first.", "S:166-292; R31-R36"),
    _field("options", list_of(_OPTION, most=5), "Options, the best first.", "S:492-520; R65"),
    _field("causes", list_of(line()), "Common causes.", "S:166-292; R31-R36"),
    _field("special", list_of(line()), "What must not be forgotten.", "S:200-203, S:234-239"),
    _field("metrics", list_of(line()), "What to watch.", "S:218-222; R33"),
    _field("checklists", list_of(line(8)), "Checklists it turns on.", "R32, R125"),
)
_OPTION_RULE = record(
    _field("name", line(120), "Its name.", "S:496-520; R65"),
    _field("approval", list_of(_ROLE), "One of them approves first.", "S:499; R67"),
    _field("review", word(("senior", "none"), "a review"), "Who reviews.", "S:505; R67"),
    _field("note", line(), "What to know.", "S:496-520; R65"),
    _field("source", line(), "Where the rule comes from.", "R65"),
)
_DATABASE_WRITE = record(
    _field("approval", list_of(_ROLE), "One of them approves first.", "S:314, S:1390; R68"),
    _field("tag", _SLUG, "How an ACTION line says that it is one: #db-write.", "R68", "db-write"),
)
_CHECKLIST = record(
    _field("title", line(120), "Its title.", "S:405-677"),
    _field("source", line(), "Where it comes from.", "R57"),
    _field("boxes", map_of(_SLUG, line()), "Boxes by the name in CHECK lines.", "S:405-677"),
)
_AUDIENCE = record(
    _field("name", line(120), "What people call it.", "R83"),
    _field("means", list_of(_SLUG), "Audiences it stands for.", "R17"),
)
_CHANNEL = record(
    _field("name", line(120), "What people call it.", "S:71-76"),
    _field("component", _COMPONENT, "The part of ours it needs.", "S:91; R84"),
    _field("limit", integer(1, 100_000), "Longest message, in characters.", "R18", "160"),
)
_ROOMS = record(
    _field("first", _NAME, "Where the first message goes.", "S:408; R27, X37", '"#incidents"'),
    _field("severity", map_of(_SEVERITY, _NAME), "By severity.", "S:75, S:106, S:135; R27"),
    _field("product", _NAME, "Of the product team.", "S:610; R27"),
    _field("engineering", _NAME, "Of the engineers.", "S:1026; R27"),
    _field("incident", line(80), "Of one incident; {number} is in it.", "S:454; R27"),
)
_PUBLIC_TEXT = record(
    _field(
        "approval",
        word(("beyond_template", "always", "never"), "a rule"),
        "When public words need an approver.",
        "S:1137, S:1156; X34",
    ),
    _field("approvers", list_of(_ROLE), "Who approves.", "S:1137, S:1156; X34"),
    _field("approved_channels", list_of(_NAME), "Approved beforehand.", "X34"),
)
_PERMISSION = record(
    _field("name", line(120), "The action.", "S:1380-1393; R162"),
    _field("roles", list_of(_COLUMN, most=4), "Who may.", "S:1380-1393; R162"),
    _field("emergency_only", list_of(_COLUMN, most=4), "Only in an emergency.", "S:1390"),
    _field("limit", integer(0, 10_000_000), "Largest amount, in dollars.", "S:1393; X19", "500"),
    _field("above", _ROLE, "Who decides above it.", "S:1158; X19", "ceo"),
    _field("source", line(), "Where the rule comes from.", "R162"),
)
_REQUIRED = word(("meeting", "async", "batch", "optional", "none"), "a kind of post-mortem")
_AGENDA_ITEM = record(
    _field("title", line(120), "Its title.", "S:873-898; R108"),
    _field("minutes", integer(1, 600), "How long.", "S:873-898; R108", "10"),
)
_POSTMORTEM = record(
    _field("required", map_of(_SEVERITY, _REQUIRED), "Which kind.", "S:857-859; R105, R173"),
    _field(
        "public",
        word(("planned", "not_planned"), "a plan"),
        "Whether publication is promised where a record says nothing.",
        "S:601, S:1031; X11",
    ),
    _field("propose_public_after", _LENGTH, "Longer downtime proposes it.", "S:1031; R119", "60m"),
    _field("length", _LENGTH, "Length of the meeting.", "S:869; R107", "60m"),
    _field("attendees", list_of(line()), "Who comes.", "S:861-867; R107"),
    _field("agenda", list_of(_AGENDA_ITEM, least=1, most=20), "Its parts.", "S:871-898; R108"),
)
_CREDIT = record(
    _field("severity", _SEVERITY, "Which severity.", "S:1259; R178", "1"),
    _field("min_minutes", integer(0, 1_000_000), "From so many minutes.", "S:1259; R178", "240"),
    _field("percent", _PERCENT, "Share of a month's price.", "S:1259; R178", "10"),
)
_FIGURES = record(
    _field(
        "user_impact",
        word(("to_resolved", "impact_windows"), "a way to measure"),
        "How long users were affected.",
        "S:1362; X25",
    ),
    _field(
        "downtime",
        word(("impact_windows", "to_mitigated", "to_resolved"), "a way to measure"),
        "What counts as downtime.",
        "S:1363; R156, X46",
    ),
    _field("few", integer(1, 1000), "Below so many a mean says little.", "R160", "5"),
    _field("public", _BOOLEAN, "Whether SLA figures may be public.", "R159", "false"),
)
_PAGER = record(
    _field("name", line(120), "Its name.", "S:1232; R169"),
    _field("url_template", _URL, "Link to an alert; {id} is in it.", "S:1232; R169"),
)
_LINK = record(
    _field("title", line(120), "What it is called.", "R179"),
    _field("url", _URL, "Where it is; without it the title stands alone.", "R179"),
)

POLICY = record(
    _field("format", integer(1, 999), "Version of the format; now 1.", "design §2", "1"),
    _field("organisation", _ORGANISATION, "Words of the organisation.", "R182"),
    _field("severities", map_of(_SEVERITY, _SEVERITY_RULE), "Severities.", "S:40-163; R1-R7"),
    _field("clocks", _CLOCKS, "How clocks are read.", "X2, X9, X23, X24"),
    _field("calendar", _CALENDAR, "Business hours.", "S:114, S:308; R4-R6"),
    _field("thresholds", _THRESHOLDS, "Numbers.", "R10"),
    _field("quick_close", _QUICK_CLOSE, "Short incidents.", "S:439; R59, X10"),
    _field("resolve", _RESOLVE, "Who resolves, and when.", "S:669-677; R86, X16, X42"),
    _field("cadence", _CADENCES, "How often people hear something.", "X6"),
    _field("duties", map_of(_SLUG, _DUTY), "Who owes what to whom by when.", "R11-R30, X39"),
    _field("reminders", map_of(_SLUG, _REMINDER), "What to think of.", "S:457-462; R61"),
    _field("types", map_of(_TYPE, _TYPE_RULE), "Types of incidents.", "S:166-292; R31-R38"),
    _field("alerts", map_of(_SLUG, _SEVERITY), "First severity by alert.", "S:401; R54"),
    _field("escalation", list_of(line(), most=20), "Steps when it rises to 1 or 2.", "S:441; R60"),
    _field("core_components", list_of(_COMPONENT), "Core functions.", "S:435; R58, R181"),
    _field("score_components", list_of(_COMPONENT), "Where scores are kept.", "S:201; R8"),
    _field("options", map_of(_OPTION, _OPTION_RULE), "Mitigations.", "S:490-520; R65"),
    _field("database_write", _DATABASE_WRITE, "Writing to the database.", "S:1390; R68"),
    _field("checklists", map_of(line(8), _CHECKLIST), "Checklists C1 to C7.", "S:405-1093"),
    _field("audiences", map_of(_SLUG, _AUDIENCE), "Who can be told.", "R83"),
    _field("channels", map_of(_SLUG, _CHANNEL), "How people are told.", "S:71-76; R18, R84"),
    _field("rooms", _ROOMS, "Chat rooms.", "R27, X37"),
    _field(
        "recipients",
        map_of(_SEVERITY, map_of(_SLUG, list_of(_NAME))),
        "By severity and channel.",
        "S:71-163; R18, R24, R25",
    ),
    _field("public_text", _PUBLIC_TEXT, "Approval of public words.", "X34"),
    _field("permissions", map_of(_SLUG, _PERMISSION), "Who may what.", "S:1376-1395; R162"),
    _field("postmortem", _POSTMORTEM, "Post-mortems.", "S:837-1035; R105-R108"),
    _field(
        "oncall",
        record(
            _field("published_ahead", _LENGTH, "How far ahead.", "S:310; R45", "14d"),
            _field(
                "compensation",
                word(("none", "stipend", "per_incident", "time_off"), "a compensation"),
                "An open question of the document.",
                "S:1238; R171",
            ),
        ),
        "On call.",
        "S:305-311; R45, R171",
    ),
    _field(
        "drills",
        record(_field("every", _LENGTH, "How often.", "S:1256; R177", "92d")),
        "Drills.",
        "S:1256; R177",
    ),
    _field(
        "credits",
        record(_field("policy", list_of(_CREDIT, most=50), "The table.", "S:1259; R178")),
        "Credits.",
        "S:1259; R178",
    ),
    _field("figures", _FIGURES, "How figures are computed.", "R151-R160, X25, X46"),
    _field(
        "integrations",
        record(_field("pager", _PAGER, "The pager.", "S:1232; R169")),
        "Other tools; links only.",
        "S:1232; R169",
    ),
    _field("links", map_of(_SLUG, _LINK), "Documents pointed to.", "R179"),
)
"""``site_src/internal/policy.yml``."""
