"""Fields of ``site.yml``: who we are, what we offer, how it looks."""

from __future__ import annotations

from generator.core.schema import (
    Field,
    Kind,
    Type,
    integer,
    line,
    list_of,
    map_of,
    of_kind,
    record,
)
from generator.core.vocabulary import ComponentState

FORMAT = 1
"""The format of records this program reads."""

_SLUG = of_kind(Kind.SLUG)
_URL = of_kind(Kind.URL)
_DESIGN = "design §2"


def _field(name: str, type_: Type, help_: str, example: str = "", **more: bool) -> Field:
    return Field(
        name=name,
        type=type_,
        help=help_,
        source=_DESIGN,
        example=example,
        required=more.get("required", False),
    )


_COMPONENTS = "[{id: score-recording, name: Score recording}]"
_GROUPS = f"[{{id: learning, name: Learning, components: {_COMPONENTS}}}]"

COMPONENT = record(
    _field("id", _SLUG, "Permanent id; it is in URLs.", "score-recording", required=True),
    _field("name", line(80), "What visitors call it.", "Score recording", required=True),
    _field(
        "description", line(), "One sentence for people who do not know the name.", "Saving scores."
    ),
    _field("since", of_kind(Kind.DAY), "First day it is counted.", "2024-09-01"),
    _field(
        "retired",
        of_kind(Kind.DAY),
        "Day from which it is no longer offered. Components are never deleted.",
        "2025-03-01",
    ),
    _field(
        "sentences",
        map_of(
            Type(
                kind=Kind.WORD,
                words=tuple(str(state) for state in ComponentState),
                called="a component state",
            ),
            line(),
        ),
        "What visitors read in each state, as a whole sentence.",
    ),
    _field(
        "api_id",
        of_kind(Kind.UPDATE_ID),
        "The id this part had where it was imported from; the API keeps it.",
        "8kbf7d35c070",
    ),
)
_GROUP = record(
    _field("id", _SLUG, "Permanent id of the group.", "learning", required=True),
    _field("name", line(80), "The heading.", "Learning", required=True),
    _field(
        "api_id",
        of_kind(Kind.UPDATE_ID),
        "The id this group had where it was imported from; the API keeps it.",
        "041n21grl68d",
    ),
    _field(
        "components",
        list_of(COMPONENT),
        "Its parts, in the order shown.",
        _COMPONENTS,
        required=True,
    ),
)
_VENDOR = record(
    _field("name", line(80), "The name visitors know.", "Braintree", required=True),
    _field("status_url", _URL, "Its own status page.", "https://status.example.com"),
)

SITE = record(
    _field("format", integer(1, 999), "Version of the format; now 1.", "1", required=True),
    _field(
        "name",
        line(120),
        "The organisation's name as visitors know it.",
        "Music Learning Community",
        required=True,
    ),
    _field(
        "url",
        _URL,
        "Where this site lives, without a slash at the end.",
        "https://status.example.com",
        required=True,
    ),
    _field(
        "zone", of_kind(Kind.ZONE), "The zone visitors live in.", "America/New_York", required=True
    ),
    _field(
        "default_next_update",
        of_kind(Kind.LENGTH_OR_NONE),
        "When the next update is promised unless an update says so; none for no promise.",
        "30m",
    ),
    _field(
        "support",
        record(
            _field("email", of_kind(Kind.EMAIL), "Where people write to.", "help@example.com"),
            _field("url", _URL, "Where people ask.", "https://example.com/help"),
        ),
        "Where people turn when something is wrong that is not listed.",
    ),
    _field("author", line(120), "Who signs reports; a team, never a person.", "The team"),
    _field("email_list", _URL, "Where people subscribe by e-mail.", "https://example.com/list"),
    _field(
        "security",
        record(
            _field(
                "contact",
                of_kind(Kind.CONTACT),
                "For security.txt (RFC 9116).",
                "mailto:security@example.com",
                required=True,
            ),
            _field("expires", of_kind(Kind.DAY), "Until when it holds (RFC 9116).", "2026-12-31"),
        ),
        "Who to tell about a security problem.",
    ),
    _field("mirrors", list_of(_URL, most=20), "Second copies of this site."),
    _field(
        "feed_year",
        integer(1970, 2999),
        "Frozen year inside feed ids (RFC 4151); never change it.",
        "2025",
    ),
    _field(
        "api_id",
        of_kind(Kind.UPDATE_ID),
        "The id this page had where it was imported from; the API keeps it.",
        "kctbh9vrtdwd",
    ),
    _field(
        "websub_hub",
        _URL,
        "The WebSub hub that all feeds name; the publish workflow tells it of news.",
        "https://hub.example.com/",
    ),
    _field("stale_after", of_kind(Kind.LENGTH), "Age at which a page says that it is old.", "26h"),
    _field(
        "look",
        record(
            _field("accent", of_kind(Kind.COLOUR), "Colour of links' underline.", '"#4a72d9"'),
            _field("logo", of_kind(Kind.SVG_NAME), "An SVG file beside site.yml.", "logo.svg"),
            _field("favicon", of_kind(Kind.SVG_NAME), "An SVG file beside it.", "favicon.svg"),
        ),
        "Logo, icon and accent.",
    ),
    _field(
        "vendors", map_of(_SLUG, _VENDOR), "Companies we depend on that visitors may know, by id."
    ),
    _field(
        "groups",
        list_of(_GROUP, least=1, most=60),
        "Components by heading.",
        _GROUPS,
        required=True,
    ),
)
"""``site_src/public/site.yml``."""
