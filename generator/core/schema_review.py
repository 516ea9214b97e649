"""Fields of ``review.yml``: the internal post-mortem, which visitors never read (R110)."""

from __future__ import annotations

from generator.core.review_words import ActionKind, ActionStatus, Horizon, ReviewStatus
from generator.core.schema import (
    Kind,
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

_HANDLE = of_kind(Kind.HANDLE)
_DAY = of_kind(Kind.DAY)
_ID = line(40)
_IDS = list_of(_ID, is_single_ok=True)
_SEVERITY = word(("1", "2", "3", "4"), "a severity")


_MEETING = record(
    _field(
        "at",
        of_kind(Kind.ZONED_TIME),
        "When it begins; without a zone in that of site.yml, with a warning.",
        "R105; X22",
        "2025-01-16 10:00 America/New_York",
    ),
    _field("length", of_kind(Kind.LENGTH), "How long it takes.", "S:854-890", "60m"),
    _field("facilitator", _HANDLE, "Who leads it.", "S:854-890", '"@incident-commander"'),
    _field("attendees", list_of(_HANDLE, is_single_ok=True), "Who comes.", "S:854-890"),
    _field("held", of_kind(Kind.BOOLEAN), "Whether it took place.", "R105", "true"),
)
_OVERVIEW = record(
    _field("detection", line(), "How it was detected.", "S:914"),
    _field("duration", of_kind(Kind.LENGTH), "How long it took.", "S:915", "43m"),
    _field("severity", _SEVERITY, "Its severity.", "S:916", "1"),
    _field("affected_users", line(), "How many people.", "S:917", "at least 500"),
    _field("affected_systems", list_of(of_kind(Kind.COMPONENT)), "Parts affected.", "S:918; X31"),
    _field("resolution", line(), "What ended it, in one sentence.", "S:919"),
)
_WHY = record(
    _field("question", line(), "Why did it happen?", "R112", required=True),
    _field("answer", line(), "Because of what; never a person.", "R112", required=True),
    _field("actions", _IDS, "Actions that answer it.", "R112", "[A2, A7]"),
)
_IMPACT = record(
    _field(
        "users", map_of(of_kind(Kind.SLUG), line()), "What it meant, by group of people.", "S:943"
    ),
    _field(
        "business",
        map_of(word(("revenue", "reputation", "trust"), "a side of the business"), line()),
        "What it meant for the business.",
        "S:948",
    ),
    _field(
        "data",
        map_of(word(("loss", "corruption", "recovery"), "a side of data"), line()),
        "What it meant for data.",
        "S:953",
    ),
)
_WENT_POORLY = record(
    _field("text", line(), "What went poorly.", "S:977", required=True),
    _field("actions", _IDS, "Actions about it.", "R113", "[A3]"),
    _field("reason", line(), "Why nothing is done about it.", "R113"),
    lone="text",
)
_ACTION = record(
    _field("id", _ID, "What others call it by; unique in the file.", "R114", "A1", required=True),
    _field("text", line(), "What is to be done.", "R114", required=True),
    _field("owner", _HANDLE, "Who does it.", "R114", '"@db-engineer"'),
    _field("due", _DAY, "By which day.", "R114", "2025-01-22"),
    _field(
        "horizon",
        word(Horizon, "a horizon"),
        "immediate is this week, short this month, long this quarter.",
        "R114; R115",
        "immediate",
    ),
    _field(
        "kind", word(ActionKind, "a kind of action"), "What it does about it.", "R114", "detect"
    ),
    _field("status", word(ActionStatus, "the state of an action"), "How far it is.", "R114"),
    _field("done", _DAY, "When it was done.", "R114", "2025-01-21"),
    _field(
        "ticket",
        of_kind(Kind.URL),
        "Its place in the issue tracker.",
        "R114",
        "https://example.org/7",
    ),
    _field("evaluation", line(), "Whether it helped.", "R114"),
    _field(
        "public",
        of_kind(Kind.SLUG),
        "Id of the change in the public post-mortem that it keeps.",
        "R114",
        "pool-dashboard",
    ),
    _field("dropped", line(), "Why it will not be done.", "R114"),
)
_RECOMMENDATION = record(
    _field("text", line(), "What is advised.", "R122", required=True),
    _field("actions", _IDS, "Actions it became.", "R122", "[A7]"),
    _field("declined", line(), "Why it is not followed.", "R122"),
    lone="text",
)

REVIEW = record(
    _field(
        "status",
        word(ReviewStatus, "the state of a post-mortem"),
        "How far it is; a draft while nothing is said.",
        "R113",
        "draft",
    ),
    _field("waived_reason", line(), "Why there will be none.", "R113"),
    _field("date", _DAY, "The day it is of.", "S:903", "2025-01-16"),
    _field("authors", list_of(_HANDLE, is_single_ok=True), "Who wrote it.", "S:904"),
    _field("approved_by", _HANDLE, "Who approved it.", "R113", '"@incident-commander"'),
    _field("severity", _SEVERITY, "Its severity.", "S:906", "1"),
    _field("meeting", _MEETING, "When it is talked through.", "R105"),
    _field("executive_summary", text(), "Two or three sentences for those who lead.", "S:910"),
    _field("overview", _OVERVIEW, "The whole in six lines.", "S:912-919"),
    _field("primary_cause", text(), "The cause in technical words.", "S:926"),
    _field("contributing_factors", list_of(line()), "What helped it along.", "S:929"),
    _field("five_whys", list_of(_WHY), "Why upon why, one to seven of them.", "S:934; R112"),
    _field("impact", _IMPACT, "Whom and what it touched.", "S:941-957"),
    _field("immediate_mitigation", text(), "What stopped the harm.", "S:960"),
    _field("permanent_fix", text(), "What mends it for good.", "S:963"),
    _field("verification", text(), "How we know.", "S:966"),
    _field("went_well", list_of(line()), "What went well.", "S:969"),
    _field("went_poorly", list_of(_WENT_POORLY), "What went poorly.", "S:977; R113"),
    _field("actions", list_of(_ACTION), "What is to be done.", "S:985; R114"),
    _field("lessons", list_of(line()), "What was learned.", "S:1002"),
    _field("recommendations", list_of(_RECOMMENDATION), "What is advised.", "S:1010; R122"),
    _field("acknowledgments", text(), "Thanks.", "S:1020"),
)
"""``review.yml``. The timeline is no field of it: it is the log (R111)."""
