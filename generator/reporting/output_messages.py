"""Schema of ``allclear messages --format json``; `messages_json` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.messaging.message import TEMPLATES
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    RECORD_ID,
    TEXT,
    TIME,
    TRUTH,
    describe,
    list_of,
    object_of,
    or_null,
)

_MESSAGE = object_of(
    {
        "template": describe(
            "Its name in the incident response plan; summary and share have none there.",
            {"enum": list(TEMPLATES)},
        ),
        "title": describe("What it is, in a few words.", FILLED),
        "channel": describe("The way it is sent; document for what is filed.", FILLED),
        "recipients": list_of("Audiences or rooms, in the order they are told.", FILLED),
        "subject": describe("Of e-mails; else empty.", TEXT),
        "body": describe("The text as it is pasted; it may have several lines.", FILLED),
        "missing": list_of("Fields nobody has filled in, each with its file.", FILLED),
        "length": describe("Characters of the body, an SMS as networks count it.", COUNT),
        "limit": or_null("Most characters the channel takes; null: no limit.", COUNT),
        "is_too_long": describe("Whether the length is over the limit.", TRUTH),
        "due_at": or_null("When the duty it discharges is due; null without one.", TIME),
        "is_open": describe("Whether that duty is still to be done.", TRUTH),
        "notes": list_of("For whoever sends it: approval, broken channel, due time.", FILLED),
        "source": describe("Where its text and its rules come from.", FILLED),
    }
)
MESSAGES: Mapping[str, Any] = object_of(
    {
        "as_of": describe("The moment this speaks of.", TIME),
        "incident": describe("Id of the incident.", RECORD_ID),
        "unread": list_of(
            "Its files that cannot be read in full: messages may be wrong, and some are not "
            "written; the exit status is 1 then.",
            FILLED,
        ),
        "is_restricted": describe(
            "Whether it is a security incident, of which little is written before the CEO and "
            "legal counsel agree.",
            TRUTH,
        ),
        "messages": list_of("What is due first comes first.", _MESSAGE),
    }
)
