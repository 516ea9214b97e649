"""Fields of ``vendors.yml``: whom we depend on and how to reach them."""

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
    text,
)
from generator.core.schema import (
    internal_field as _field,
)

FORMAT = 1
"""The format of ``vendors.yml`` this program reads."""

VENDORS_FILE = f"{INTERNAL_FOLDERS[0]}/vendors.yml"


_SLUG = of_kind(Kind.SLUG)
_URL = of_kind(Kind.URL)
_CARD = record(
    _field("name", line(80), "What responders call it.", "R139", "Neon", required=True),
    _field("public_name", line(80), "What visitors may read; else the name.", "R139; R142", "Neon"),
    _field("status_url", _URL, "Its own status page.", "R139", "https://neonstatus.com"),
    _field("support_url", _URL, "Where a case is opened.", "R139", "https://example.com/support"),
    _field(
        "support_line",
        line(),
        "A phone number or an address for emergencies.",
        "R139; S:1172-1176",
        "Priority support, in the dashboard",
    ),
    _field("plan", line(80), "What we pay for.", "R139", "Pro"),
    _field("account_id", line(120), "How they know us.", "R139; R141", "fill in your own"),
    _field(
        "components",
        list_of(of_kind(Kind.COMPONENT)),
        "Our parts that depend on it.",
        "R139; R143",
        "[score-recording]",
    ),
    _field(
        "sla",
        map_of(_SLUG, line()),
        "What they promise, by what it is about.",
        "R139; R176",
    ),
    _field("note", text(), "Anything else.", "R139"),
)

VENDORS = record(
    _field("format", integer(1, 999), "Version of the format; now 1.", "design §2", "1"),
    _field(
        "vendors",
        map_of(_SLUG, _CARD),
        "Each vendor by its id, the same as in site.yml where it stands there.",
        "R139",
        required=True,
    ),
    _field(
        "hosting",
        record(_field("vendor", _SLUG, "Its id.", "R143; R170", "vercel", required=True)),
        "Where the status page itself lies; not with a vendor the platform depends on.",
        "R143",
    ),
)
"""``site_src/internal/vendors.yml``."""
