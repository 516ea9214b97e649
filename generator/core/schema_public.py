"""Fields of ``public.yml`` and ``updates/*.yml``, of incidents and of planned maintenance."""

from __future__ import annotations

from generator.core.schema import (
    TITLE_LIMIT,
    Field,
    Kind,
    Type,
    line,
    list_of,
    map_of,
    of_kind,
    record,
    text,
    word,
)
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
)

_COMPONENT = of_kind(Kind.COMPONENT)
_STATE = word(ComponentState, "a component state")
_TIME = of_kind(Kind.TIME)
_ZONED = of_kind(Kind.ZONED_TIME)
_FLAG = of_kind(Kind.BOOLEAN)

TITLE = Field(
    name="title",
    type=line(TITLE_LIMIT),
    help="What is wrong, in the words of the people it happens to. In an update it renames from "
    "then on.",
    source="design §3; R193",
    example="Students cannot save scores",
)
_AT = Field(
    name="at",
    type=_TIME,
    help="When this update was written; UTC unless it says otherwise. It dates the update in "
    "feeds and never changes.",
    source="design §3 Times; R97",
    required=True,
    example="14:36",
)
_FILE_AT = Field(
    name="at",
    type=_TIME,
    help="Not needed: the file's name is its time. When written, it must be the same.",
    source="design §3 Times",
    example="2025-01-15 14:36Z",
)
_ID = Field(
    name="id",
    type=of_kind(Kind.UPDATE_ID),
    help="A permanent id of its own, for updates that share one second. Unsaid, it is the time.",
    source="design §3 Ids",
    example="fix-released",
)
_IMPACT = Field(
    name="impact",
    type=word(Impact, "an impact"),
    help="How bad it was at its worst. Unset, it follows from the worst component state.",
    source="design §3 State; interop §1.3",
    example="major",
)
_BANNER = Field(
    name="banner",
    type=word(BannerScope, "a banner scope"),
    help="Who sees the banner in the product. Unset: all for a major outage, else affected.",
    source="design §3 State; S:61-76",
    example="all",
)
_WINDOWS = Field(
    name="impact_windows",
    type=list_of(
        record(
            Field(
                name="component",
                type=_COMPONENT,
                help="The part that was affected.",
                source="R104",
                required=True,
                example="score-recording",
            ),
            Field(
                name="state",
                type=_STATE,
                help="The state it was in.",
                source="R104",
                required=True,
                example="major_outage",
            ),
            Field(
                name="from",
                type=_TIME,
                help="When people first felt it.",
                source="R104",
                required=True,
                example="14:22",
            ),
            Field(
                name="to",
                type=_TIME,
                help="When they no longer did; not part of the window itself.",
                source="R104",
                required=True,
                example="14:50",
            ),
        )
    ),
    help="When which part really was in which state; once resolved it replaces what the updates "
    "imply.",
    source="design §3 State; R104",
)
_SCHEDULED_FOR = Field(
    name="scheduled_for",
    type=_ZONED,
    help="When the work is planned to begin. A zone's name may follow.",
    source="design §3 Maintenance",
    example="2025-02-01 22:00 America/New_York",
)
_SCHEDULED_UNTIL = Field(
    name="scheduled_until",
    type=_ZONED,
    help="When it is planned to be over. A zone's name may follow.",
    source="design §3 Maintenance",
    example="2025-02-02 02:00 America/New_York",
)
_BACKFILLED = Field(
    name="backfilled",
    type=_FLAG,
    help="Written down long afterwards: listed in history, never announced in feeds as new.",
    source="R103",
    example="true",
)
_API_ID = Field(
    name="api_id",
    type=Type(kind=Kind.UPDATE_ID),
    help="The id this record had where it was imported from; the API keeps it.",
    source="design §3 Ids",
    example="kctbh9vrtdwd",
)
_UPDATE_API_ID = Field(
    name="api_id",
    type=Type(kind=Kind.UPDATE_ID),
    help="The id this update had where it was imported from; the API keeps it.",
    source="design §3 Ids",
    example="gv96mtfg46fj",
)
_FORMER_ADDRESSES = Field(
    name="former_addresses",
    type=list_of(of_kind(Kind.ADDRESS), most=10),
    help="Paths at which an earlier status site showed this record; a page at each leads here.",
    source="design §4: addresses are promises",
    example="[incidents/kctbh9vrtdwd]",
)

_TOLD = (
    Field(
        name="text",
        type=text(),
        help="What visitors read: what they notice, what we do, what they can do. Without it the "
        "words files speak.",
        source="S:565-605 (T3-T5)",
        example="Scores are not being saved at the moment. We are looking into it.",
    ),
    Field(
        name="advice",
        type=text(),
        help="What people can do now; stays pinned until another update replaces it.",
        source="design §3 State",
        example="Games finished since 14:22 UTC may need to be played again.",
    ),
    Field(
        name="components",
        type=map_of(_COMPONENT, _STATE),
        help="The state of each part from this update on; parts left out keep theirs.",
        source="design §3 State",
    ),
    Field(
        name="happened_at",
        type=_TIME,
        help="When it happened, if that was earlier; shown beside the time of writing.",
        source="design §3 Times",
        example="14:22",
    ),
    Field(
        name="next_update",
        type=Type(kind=Kind.PROMISE, words=("none",)),
        help="When the next update comes: a length of time, a time, or none.",
        source="design §3 State; S:558-560",
        example="30m",
    ),
    Field(
        name="amends",
        type=of_kind(Kind.UPDATE_ID),
        help="Id of an update whose given fields this one replaces, at that update's own time.",
        source="design §3 State",
        example="20250115T143600Z",
    ),
    Field(
        name="retracts",
        type=Type(kind=Kind.UPDATE_ID, words=("incident",)),
        help="Id of an update that is withdrawn, or the word incident for the whole record.",
        source="design §3 State",
        example="20250115T143600Z",
    ),
    Field(
        name="notify",
        type=_FLAG,
        help="false keeps this update out of feeds.",
        source="design §3 State",
        example="false",
    ),
)


def _status(words: Type, example: str) -> Field:
    return Field(
        name="status",
        type=words,
        help="Where the work stands. Missing means: not over.",
        source="design §3 Words; interop §1.3",
        example=example,
    )


_INCIDENT_FIELDS = (
    _status(word(IncidentStatus, "an incident status"), "investigating"),
    TITLE,
    *_TOLD,
    _IMPACT,
    _BANNER,
    _WINDOWS,
    Field(
        name="merged_into",
        type=of_kind(Kind.RECORD_ID),
        help="The incident that goes on in this one's place; both pages stay.",
        source="design §3 State",
        example="INC-2025-01-15-001",
    ),
)
_MAINTENANCE_FIELDS = (
    _status(word(MaintenanceStatus, "a maintenance status"), "in_progress"),
    TITLE,
    *_TOLD,
    _SCHEDULED_FOR,
    _SCHEDULED_UNTIL,
    Field(
        name="cancelled",
        type=_FLAG,
        help="true calls the work off, until an update announces it anew with status: scheduled.",
        source="design §3 Maintenance",
        example="true",
    ),
)

INCIDENT_UPDATE = record(_FILE_AT, *_INCIDENT_FIELDS, _UPDATE_API_ID)
"""One file of ``updates/`` of an incident."""
MAINTENANCE_UPDATE = record(_FILE_AT, *_MAINTENANCE_FIELDS, _UPDATE_API_ID)
"""One file of ``updates/`` of a maintenance."""
INLINE_INCIDENT_UPDATE = record(_AT, _ID, *_INCIDENT_FIELDS, _UPDATE_API_ID)
"""One item of ``updates:`` of an incident."""
INLINE_MAINTENANCE_UPDATE = record(_AT, _ID, *_MAINTENANCE_FIELDS, _UPDATE_API_ID)
"""One item of ``updates:`` of a maintenance."""


def _updates(item: Type) -> Field:
    return Field(
        name="updates",
        type=list_of(item, most=500),
        help="Public updates, oldest first. Commands write files under updates/ instead.",
        source="design §3; S:553-605",
    )


INCIDENT = record(
    TITLE,
    _IMPACT,
    _BANNER,
    _WINDOWS,
    Field(
        name="vendor",
        type=of_kind(Kind.VENDOR),
        help="The company whose trouble this is; it must be in site.yml.",
        source="S:271 (T15); R197",
        example="braintree",
    ),
    Field(
        name="vendor_url",
        type=of_kind(Kind.URL),
        help="Their own page about it.",
        source="S:271 (T15)",
        example="https://status.example.com/incidents/1",
    ),
    _BACKFILLED,
    _API_ID,
    _FORMER_ADDRESSES,
    _updates(INLINE_INCIDENT_UPDATE),
)
"""``public.yml`` of an incident."""

MAINTENANCE = record(
    TITLE,
    Field(
        name="components",
        type=list_of(_COMPONENT),
        help="The parts the work touches; they are under maintenance while it runs.",
        source="design §3 Maintenance",
        example="[score-recording]",
    ),
    _SCHEDULED_FOR,
    _SCHEDULED_UNTIL,
    Field(
        name="text",
        type=text(),
        help="The announcement: an entry of its own under the day in the id, and it stays when "
        "updates follow. Leave it out where an update announces the work.",
        source="design §3 Maintenance",
        example="We are replacing the database. Scores cannot be saved meanwhile.",
    ),
    _BACKFILLED,
    _API_ID,
    _FORMER_ADDRESSES,
    _updates(INLINE_MAINTENANCE_UPDATE),
)
"""``public.yml`` of a maintenance."""
