"""Messages as JSON, for other programs; the keys are a promise (`output_messages`)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_base import is_security
from generator.core.messaging.message import Message


def format_messages_json(course: Course, as_of: datetime, messages: Sequence[Message]) -> str:
    """Return *messages* of the incident *course* as one JSON document."""
    told = {
        "as_of": _time(as_of),
        "incident": course.record.id,
        "unread": sorted(course.record.unread),
        "is_restricted": is_security(course),
        "messages": [
            {
                "template": each.template,
                "title": each.title,
                "channel": each.channel,
                "recipients": list(each.recipients),
                "subject": each.subject,
                "body": each.body,
                "missing": list(each.missing),
                "length": each.length,
                "limit": each.limit,
                "is_too_long": each.is_too_long,
                "due_at": _time(each.due_at) if each.due_at else None,
                "is_open": each.is_open,
                "notes": list(each.notes),
                "source": each.source,
            }
            for each in messages
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
