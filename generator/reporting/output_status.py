"""Schema of ``allclear status --format json``; `status_json` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.vocabulary import IncidentStatus, MaintenanceStatus
from generator.reporting.output_clocks import DUTY
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    STATE,
    TEXT,
    TIME,
    TRUTH,
    describe,
    list_of,
    map_of,
    object_of,
    or_null,
)

Json = Mapping[str, Any]

_FOLDER = describe("Its folder, relative to the root, with /.", FILLED)
_UNREADABLE = object_of(
    {
        "id": or_null("Id of the record; null where the trouble lies beside the records.", FILLED),
        "path": describe("The record's folder, or the file, relative to the root.", FILLED),
        "errors": list_of(
            "Each as path:line:column: error[CODE]: message; of one record three at most, then "
            "how many more there are; of policy.yml and people.yml what their mistakes mean.",
            FILLED,
            least=1,
        ),
        "fix": describe("The command that tells more.", FILLED),
    }
)


def _create_common(statuses: type[IncidentStatus] | type[MaintenanceStatus]) -> dict[str, Json]:
    return {
        "id": describe("Id of the record.", FILLED),
        "path": _FOLDER,
        "title": describe("What responders call it, else what visitors read; may be empty.", TEXT),
        "public_title": or_null("What visitors read; null while nothing is public.", TEXT),
        "is_public": describe("Whether visitors read anything of it.", TRUTH),
        "status": or_null(
            "What visitors read; null while no update is public.",
            {"enum": [str(status) for status in statuses]},
        ),
        "components": list_of("Ids of the parts it concerns.", FILLED),
        "states": map_of("By id of a part, the state visitors read because of it now.", STATE),
        "last_update_at": or_null("When somebody last wrote to visitors; null: never.", TIME),
    }


_SEVERITY = or_null(
    "In force, 1 is the worst; null while nobody has set it.",
    {"type": "integer", "minimum": 1, "maximum": 4},
)
_OWED: dict[str, Json] = {
    "overdue": list_of("Clocks and duties that are overdue, worst first.", DUTY),
    "next_due": or_null("The clock or duty that is due next; null: none is known.", DUTY),
}
_INCIDENT = object_of(
    {
        **_create_common(IncidentStatus),
        "severity": _SEVERITY,
        "started_at": or_null("When it began; null where nobody has said.", TIME),
        "detected_at": or_null("When it was noticed; null where nobody has said.", TIME),
        "next_update_due_at": or_null(
            "When visitors were promised to hear more; null where nothing is promised.", TIME
        ),
        "is_overdue": describe("Whether that moment has come.", TRUTH),
        "hint": or_null(
            "Where the log and the page tell different things; null where they do not.", FILLED
        ),
        **_OWED,
    }
)
_RESOLVED = object_of(
    {
        **_create_common(IncidentStatus),
        "severity": _SEVERITY,
        "resolved_at": describe("When the log says that it was over.", TIME),
        **_OWED,
    }
)
_WORK = object_of(
    {
        **_create_common(MaintenanceStatus),
        "scheduled_for": or_null("The planned beginning; null where none is public.", TIME),
        "scheduled_until": or_null("The planned end; null where none is public.", TIME),
        "is_awaiting_confirmation": describe(
            "Whether the planned end is past and nobody has said that it is done.", TRUTH
        ),
    }
)
_HOST = object_of(
    {
        "name": describe("Its name in site_src/hosts.yml.", FILLED),
        "url": describe("Its address.", FILLED),
        "generation": or_null(
            "How many public entries its site has; null where it did not say.", COUNT
        ),
        "as_of": or_null("The moment its pages speak of; null where it did not say.", TIME),
        "is_live": or_null(
            "Whether it shows all that was pushed from here; null where that is not known.", TRUTH
        ),
        "error": or_null("Why it did not say; null where it did.", FILLED),
    }
)
_NOT_PUSHED = object_of(
    {
        "is_repository": describe("False outside a git repository, and without git.", TRUTH),
        "branch": or_null("The branch checked out; null where there is none.", FILLED),
        "remote": or_null("The branch it is pushed to, such as origin/main; null: none.", FILLED),
        "commits": describe("How many commits the remote does not have.", COUNT),
        "behind": describe("How many of its commits are not here.", COUNT),
        "fetched_at": or_null(
            "When the remote last answered; null where nobody knows, or there is none.", TIME
        ),
        "files": list_of(
            "Files of records it does not have, relative to the root, sorted.", FILLED
        ),
    }
)
STATUS: Json = object_of(
    {
        "as_of": describe("The moment this speaks of.", TIME),
        "unreadable": list_of("What cannot be read; the exit status is 1 then.", _UNREADABLE),
        "open": list_of("Open incidents, those still internal among them.", _INCIDENT),
        "resolved": list_of(
            "Incidents that are over and not closed, of which something is owed.", _RESOLVED
        ),
        "maintenance": list_of("Planned work that is ahead or goes on.", _WORK),
        "visitors_see": describe(
            "What the top of the page says, made of the files here.",
            object_of(
                {
                    "is_known": describe("False while the page says that it is not known.", TRUTH),
                    "text": describe("The sentences, on one line.", FILLED),
                    "components": map_of(
                        "Every part by its id with its state, the worst first; empty where "
                        "site.yml cannot be read.",
                        STATE,
                    ),
                }
            ),
        ),
        "not_pushed": describe("What is only on this machine.", _NOT_PUSHED),
        "hosts": list_of("What each host serves; empty where none is named or asked.", _HOST),
        "next": list_of("Commands to paste, the most urgent first.", FILLED, least=1),
    }
)
