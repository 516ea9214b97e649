"""Fields of ``people.yml``: who we are, how to reach each, who is on call when."""

from __future__ import annotations

from generator.core.audience import INTERNAL_FOLDERS
from generator.core.schema import (
    Kind,
    integer,
    line,
    list_of,
    map_of,
    of_kind,
    record,
    word,
)
from generator.core.schema import (
    internal_field as _field,
)

FORMAT = 1
"""The format of ``people.yml`` this program reads."""

PEOPLE_FILE = f"{INTERNAL_FOLDERS[0]}/people.yml"

ROLES = (
    "on_call",
    "ic",
    "comms",
    "sysadmin",
    "cto",
    "ceo",
    "product",
    "customer_success",
    "support",
    "legal",
    "security",
    "engineering",
    "executive",
)
"""What somebody may be or hold: roles of an incident, seats of the escalation, audiences of a
notice (S:295-380, S:1120-1165)."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_HANDLE = of_kind(Kind.HANDLE)
_DAY = of_kind(Kind.DAY)
_TIME = of_kind(Kind.TIME)
_ZONED = of_kind(Kind.ZONED_TIME)
_ROLE = word(ROLES, "a role")
_MOST_PEOPLE = 1000


_PERSON = record(
    _field("name", line(80), "As colleagues say it.", "R138", "Engineer One"),
    _field("title", line(120), "What they do.", "S:295-380", "Backend engineer"),
    _field("roles", list_of(_ROLE), "What they may be or hold.", "R43", "[on_call, ic]"),
    _field(
        "senior",
        of_kind(Kind.BOOLEAN),
        "Senior engineer or tech lead, who may command a Severity 1.",
        "S:341; R42",
        "true",
    ),
    _field(
        "trained",
        map_of(_ROLE, _DAY),
        "Each role they were trained for, and the day of it.",
        "R175",
    ),
    _field(
        "forge",
        list_of(line(80), is_single_ok=True),
        "Logins at the forge; commits are known by them.",
        "R165",
        "engineer-one",
    ),
    _field(
        "email", of_kind(Kind.EMAIL), "For responders only.", "R138", "engineer-one@example.com"
    ),
    _field("phone", line(40), "For responders only, as dialled.", "R138", "+1 202 555 0101"),
    _field("slack", line(80), "Name or channel in the chat.", "R138", '"@engineer-one"'),
    _field("until", _DAY, "Last day with us. People stay in this file.", "R46", "2025-03-31"),
)
_SHIFT = record(
    _field("who", _HANDLE, "Who has it.", "R44", '"@engineer"', required=True),
    _field("from", _DAY, "First day.", "R44", "2025-01-13", required=True),
    _field(
        "until",
        _DAY,
        "Last day; the night after it still belongs to the shift.",
        "R44; R46",
        "2025-01-19",
        required=True,
    ),
)
_ROTATION = record(
    _field(
        "people",
        list_of(_HANDLE, least=1, most=100),
        "Who takes turns, in this order, for ever.",
        "S:307-311",
        "[engineer1, engineer2]",
        required=True,
    ),
    _field(
        "starts", _DAY, "First day of the first turn.", "S:307-311", "2025-01-13", required=True
    ),
    _field("length", of_kind(Kind.LENGTH), "Length of a turn in whole days; 7d.", "S:307", "7d"),
    _field(
        "until",
        _DAY,
        "Last day; leave it out where a later rotation takes over or none does.",
        "S:307-311",
        "2025-06-30",
    ),
)
_LAYER = record(
    _field(
        "rotations",
        list_of(_ROTATION),
        "People who take turns. Of several the one begun last counts, so what was stays true.",
        "S:307-311",
        "[{people: [engineer1, engineer2], starts: 2025-01-13}]",
    ),
    _field(
        "shifts",
        list_of(_SHIFT, most=5000),
        "Days of one person; they win over rotations.",
        "R44",
        "[{who: engineer, from: 2025-01-13, until: 2025-01-19}]",
    ),
)
_SWAP = record(
    _field("who", _HANDLE, "Who stands in.", "R46", '"@engineer2"', required=True),
    _field("instead_of", _HANDLE, "For whom; else for whoever is called.", "R46", '"@engineer"'),
    _field("from", _ZONED, "From when.", "R46", "2025-01-15 18:00 America/New_York", required=True),
    _field(
        "until", _ZONED, "Until when.", "R46", "2025-01-15 23:00 America/New_York", required=True
    ),
)
_HOURS = record(
    _field("opens", _TIME, "Local clock at which they begin.", "S:308", "09:00", required=True),
    _field("closes", _TIME, "Local clock at which they end.", "S:308", "17:00", required=True),
    _field(
        "days",
        list_of(word(WEEKDAYS, "a day of the week"), least=1, most=7),
        "Days of the week; mon to fri.",
        "S:308",
        "[mon, tue, wed, thu, fri]",
    ),
)
_ROTA = record(
    _field(
        "zone", of_kind(Kind.ZONE), "Its time zone; else the site's.", "R44", "America/New_York"
    ),
    _field("hours", _HOURS, "Its business hours; else those of the policy.", "S:308; R44"),
    _field(
        "handover",
        _TIME,
        "Local clock at which shifts begin and end; else the opening hour.",
        "R46; X20",
        "09:00",
    ),
    _field("primary", _LAYER, "Who is called in business hours.", "S:308; X20"),
    _field("after_hours", _LAYER, "Who is called at all other times.", "S:309; X20"),
    _field("backup", _LAYER, "Who is asked when nobody answers.", "X20"),
    _field(
        "swaps",
        list_of(_SWAP, most=5000),
        "Somebody stands in; of two at once the later written counts.",
        "R46",
    ),
)
_STEP = record(
    _field("level", integer(1, 9), "1 is asked first.", "R136; R137", "1", required=True),
    _field("role", _ROLE, "Which role it is.", "S:1120-1165", "cto", required=True),
    _field("who", _HANDLE, "Who has it; else rota or incident say.", "S:1120-1165", '"@cto"'),
)

PEOPLE = record(
    _field("format", integer(1, 999), "Version of the format; now 1.", "design §2", "1"),
    _field(
        "people",
        map_of(_HANDLE, _PERSON, most=_MOST_PEOPLE),
        "Everybody a record may name, by handle.",
        "R43; R138",
        required=True,
    ),
    _field(
        "teams",
        map_of(of_kind(Kind.SLUG), list_of(_HANDLE, most=_MOST_PEOPLE)),
        "Teams and the handles in them.",
        "R163; design §2",
    ),
    _field("rota", _ROTA, "Who is on call when.", "R44-R46; X20"),
    _field(
        "escalation",
        record(
            _field("technical", list_of(_STEP), "On-call, commander, CTO.", "R136"),
            _field("business", list_of(_STEP), "Product, Customer Success, CEO.", "R137"),
        ),
        "Who is asked next, by level.",
        "R136; R137",
    ),
)
"""``site_src/internal/people.yml``."""
