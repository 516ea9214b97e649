"""``allclear status`` for programs: one JSON object, all times UTC with a Z."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from generator.core.brief import Brief
from generator.core.next_commands import check_command, find_next_commands
from generator.core.situation import HostRow, Situation, see_as_visitor
from generator.reporting.duty_json import iso, row_json


def format_status_json(
    situation: Situation,
    *,
    fetched_at: datetime | None = None,
    live: Mapping[str, bool] = MappingProxyType({}),
) -> str:
    """Return *situation* as JSON with a line end; keys are a promise, more may come.

    Args:
        situation: All there is to tell.
        fetched_at: When the remote last answered a fetch; None where nobody knows.
        live: By the name of a host, whether it shows all that was pushed from here.
    """
    desk = situation.desk
    seen = see_as_visitor(desk)
    unpushed = situation.unpushed
    content = {
        "as_of": iso(desk.as_of),
        "unreadable": [
            *(
                {
                    "id": None,
                    "path": each.path,
                    "errors": [
                        f"{each.path}:{each.line}:{each.column}: error[{each.code}]: {each.message}"
                    ],
                    "fix": check_command(each.path),
                }
                for each in situation.site_errors
            ),
            *(
                {
                    "id": None,
                    "path": each.path,
                    "errors": [each.text],
                    "fix": check_command(each.path),
                }
                for each in situation.doubts
            ),
            *(
                {
                    "id": brief.id,
                    "path": brief.path,
                    "errors": list(brief.errors),
                    "fix": check_command(brief.path),
                }
                for brief in desk.unreadable()
            ),
        ],
        "open": [_incident(brief, situation) for brief in desk.open_incidents()],
        "resolved": [_resolved(brief, situation) for brief in situation.resolved()],
        "maintenance": [_work(brief) for brief in desk.open_maintenance()],
        "visitors_see": {
            "is_known": seen.is_known,
            "text": seen.text,
            "components": dict(seen.states),
        },
        "not_pushed": {
            "is_repository": unpushed.is_repository,
            "branch": unpushed.branch or None,
            "remote": unpushed.remote or None,
            "commits": unpushed.commits,
            "behind": unpushed.behind,
            "fetched_at": iso(fetched_at) if unpushed.remote else None,
            "files": list(unpushed.files),
        },
        "hosts": [_host(host, live.get(host.name)) for host in situation.hosts or ()],
        "next": list(find_next_commands(situation)),
    }
    return f"{json.dumps(content, indent=2)}\n"


def _common(brief: Brief) -> dict[str, Any]:
    return {
        "id": brief.id,
        "path": brief.path,
        "title": brief.title,
        "public_title": brief.public_title or None,
        "is_public": brief.is_public,
        "status": brief.status,
        "components": list(brief.components),
        "states": dict(brief.states),
        "last_update_at": iso(brief.last_update_at),
    }


def _incident(brief: Brief, situation: Situation) -> dict[str, Any]:
    due_at, as_of = brief.promise_due_at, situation.desk.as_of
    return {
        **_common(brief),
        "severity": brief.severity,
        "started_at": iso(brief.started_at),
        "detected_at": iso(brief.detected_at),
        "next_update_due_at": iso(due_at),
        "is_overdue": due_at is not None and due_at <= as_of,
        "hint": situation.hint(brief.id) or None,
        **_owed(brief, situation),
    }


def _resolved(brief: Brief, situation: Situation) -> dict[str, Any]:
    return {
        **_common(brief),
        "severity": brief.severity,
        "resolved_at": iso(brief.resolved_at),
        **_owed(brief, situation),
    }


def _owed(brief: Brief, situation: Situation) -> dict[str, Any]:
    following = situation.next_due(brief.id)
    return {
        "overdue": [row_json(row) for row in situation.overdue(brief.id)],
        "next_due": None if following is None else row_json(following),
    }


def _work(brief: Brief) -> dict[str, Any]:
    return {
        **_common(brief),
        "scheduled_for": iso(brief.scheduled_for),
        "scheduled_until": iso(brief.scheduled_until),
        "is_awaiting_confirmation": brief.is_awaiting_confirmation,
    }


def _host(host: HostRow, is_live: bool | None) -> dict[str, Any]:
    return {
        "name": host.name,
        "url": host.url,
        "generation": host.generation,
        "as_of": iso(host.as_of),
        "is_live": is_live,
        "error": host.error or None,
    }
