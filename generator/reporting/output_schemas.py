"""JSON Schemas of what commands print for programs; ``allclear schema`` prints them.

Each key is a promise: it stays, and means what it meant. Keys may be added, so none are refused.
Schemas of files a site publishes are in ``renderers/public_schemas.py``, those of record files
in `json_schema`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.core.history import HistoryKind
from generator.reporting.json_schema import DIALECT
from generator.reporting.output_acts import IMPORT, WRITE
from generator.reporting.output_clocks import DUTIES, EXPLAIN
from generator.reporting.output_messages import MESSAGES
from generator.reporting.output_metrics import INCIDENT
from generator.reporting.output_oncall import ON_CALL
from generator.reporting.output_parts import (
    FILLED,
    FINDING,
    PLACE,
    TEXT,
    TIME,
    describe,
    object_of,
    or_null,
)
from generator.reporting.output_permissions import PERMISSIONS
from generator.reporting.output_statistics import PERIOD
from generator.reporting.output_status import STATUS

Json = Mapping[str, Any]


class OutputKind(NamedTuple):
    """What a command prints for programs.

    Attributes:
        name: ``check.output``; the schema's file is ``check.output.schema.json``.
        title: What it is, in a few words.
        command: What prints it.
        help: How it comes, in whole sentences.
        schema: Its schema, without dialect, id and title.
    """

    name: str
    title: str
    command: str
    help: str
    schema: Json

    @property
    def file_name(self) -> str:
        """The name of the schema's file."""
        return f"{self.name}.schema.json"


_ENTRY = object_of(
    {
        "at": describe("When, as the record says; of files and edits, when committed.", TIME),
        "record": describe("Id of the record.", FILLED),
        "kind": describe(
            "A public update, a line of the log, a file added, or a file changed by hand.",
            {"enum": [str(kind) for kind in HistoryKind]},
        ),
        "id": describe("Of an update its id; else the place, such as log/k7q2.log:3.", FILLED),
        "path": describe("The file, relative to the root, with /.", FILLED),
        "line": describe("Its first line there, counted from 1.", PLACE),
        "author": or_null("Who committed it; null where nobody has, or git cannot tell.", TEXT),
        "committed_at": or_null("When that was; null as author is.", TIME),
        "commit": or_null(
            "Hash of that commit; null as author is.",
            {"type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})$"},
        ),
        "marks": {
            "description": "What became of it, such as: amended by, and the id of an update.",
            "type": "array",
            "items": FILLED,
        },
        "text": describe("What was written, withdrawn words too; it may have several lines.", TEXT),
    }
)
OUTPUTS: tuple[OutputKind, ...] = (
    OutputKind(
        "check.output",
        "What is wrong in records",
        "allclear check --format json",
        "A list, one finding on each line, sorted by path, line and column.",
        {"type": "array", "items": FINDING},
    ),
    OutputKind(
        "status.output",
        "What is open and what is next",
        "allclear status --format json",
        "One document; all times are UTC.",
        STATUS,
    ),
    OutputKind(
        "duties.output",
        "Who owes what by when",
        "allclear duties --format json",
        "One document; all times are UTC. Where ID is none it holds error and fix alone.",
        DUTIES,
    ),
    OutputKind(
        "explain.output",
        "Why clocks stand as they do",
        "allclear explain --format json",
        "One document; all times are UTC. Where ID or CLOCK is none it holds error and fix alone.",
        EXPLAIN,
    ),
    OutputKind(
        "messages.output",
        "What is to be sent now",
        "allclear messages --format json",
        "One document; all times are UTC. Texts are exactly as they are pasted.",
        MESSAGES,
    ),
    OutputKind(
        "history.output",
        "Who wrote what and when",
        "allclear history --format json",
        "A list, one entry on each line, oldest first; all times are UTC. It holds what was "
        "withdrawn, so it is for those inside.",
        {"type": "array", "items": _ENTRY},
    ),
    OutputKind(
        "metrics",
        "Figures and SLA of one incident",
        "allclear stats --incident … --format json",
        "One document with the names of the incident response plan; all times are UTC. It is for "
        "those inside.",
        INCIDENT,
    ),
    OutputKind(
        "stats.output",
        "Figures of a month or a quarter",
        "allclear stats --period … --format json",
        "One document with the names of the incident response plan; with --explain it stands "
        "under statistics. It is for those inside.",
        PERIOD,
    ),
    OutputKind(
        "import.output",
        "What an import added",
        "allclear import … --format json",
        "One document; where nothing could be done it holds error and fix alone.",
        IMPORT,
    ),
    OutputKind(
        "oncall.output",
        "Who is on call",
        "allclear oncall --format json",
        "One document; all times are UTC. It holds no contacts. Without people.yml it holds error "
        "and fix alone.",
        ON_CALL,
    ),
    OutputKind(
        "permissions.output",
        "Who may do what",
        "allclear permissions --format json",
        "One document; where nothing could be compared it holds error and fix alone.",
        PERMISSIONS,
    ),
    OutputKind(
        "write.output",
        "What was written and published",
        "allclear update … --format json",
        "One document, the same for every command that adds to a record, and for push; where "
        "nothing could be done it holds error and fix alone.",
        WRITE,
    ),
)
"""Every document that ``--format json`` asks for, in the order listed."""


def create_output_schema(kind: OutputKind) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what one command prints."""
    return {
        "$schema": DIALECT,
        "$id": kind.file_name,
        "title": kind.title,
        "description": kind.help,
        **kind.schema,
    }
