"""Schemas of what commands print that write: ``import``, and all that add to a record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    FINDING,
    LINE,
    OWN_RECORD,
    PLACE,
    RECORD_ID,
    TEXT,
    TRUTH,
    describe,
    list_of,
    map_of,
    object_of,
    or_null,
    unless_refused,
)

Json = Mapping[str, Any]

STATES = ("LIVE", "PUSHED", "NOT PUBLIC", "SHARED", "NOT SHARED", "NOTHING", "DRY RUN")
"""How far an act got; the words with which the last line begins."""

_LOST = object_of(
    {
        "path": describe("The file of the source, as it was named.", FILLED),
        "line": describe("Its line, counted from 1; 1 where lines say nothing.", PLACE),
        "subject": describe("What it belongs to, such as an incident by its old id.", TEXT),
        "message": describe("What was lost, and what stands in its place.", LINE),
    }
)
IMPORT: Json = unless_refused(
    object_of(
        {
            "written": describe(
                "Whether it was done; false after --dry-run, or with an error in findings.", TRUTH
            ),
            "files": describe("How many files were read.", COUNT),
            "records": list_of("Folders of new records, relative to the root.", FILLED),
            "known": describe("How many records of the source were there already.", COUNT),
            "additions": list_of("Files added to these, relative to the root.", FILLED),
            "site": or_null("The new site.yml; null where there was one.", FILLED),
            "parts": describe("How many of our parts are parts of the source.", COUNT),
            "missing": describe(
                "Lines to add to site.yml before anything can be imported; empty: none.", TEXT
            ),
            "lost": list_of("What could not be carried over as it was.", _LOST),
            "findings": list_of("What is wrong; an error stops the import.", FINDING),
            "next": list_of("Commands to paste; empty where nothing was written.", FILLED),
        }
    )
)
_READ = object_of(
    {
        "top": list_of("The top of the home page, line by line.", TEXT),
        "page": list_of("This update on the record's own page, line by line.", TEXT),
        "feed": list_of("Title and lines of its entry in feeds; empty: it has none.", TEXT),
    }
)
_REMARK = object_of(
    {
        "code": describe("As in check.output.", FINDING["properties"]["code"]),
        "message": describe("What is odd, as one line.", LINE),
        "fix": describe("What to do, as one line.", LINE),
    }
)
_WORD = object_of(
    {
        "what": describe("Words that visitors may stumble over, and why.", FILLED),
        "fix": describe("How to say it instead.", FILLED),
    }
)
_HOST = object_of(
    {
        "name": describe("Its name in site_src/hosts.yml.", FILLED),
        "url": describe("Its address.", FILLED),
        "error": describe("Why it did not answer; empty where it did.", TEXT),
        "is_live": describe("Whether it shows what was written.", TRUTH),
    }
)
WRITE: Json = unless_refused(
    object_of(
        {
            "record": describe("Id of the record; empty for push.", OWN_RECORD),
            "files": map_of("New files by path, relative to the root, with their text.", TEXT),
            "log": list_of("Lines added to the log of this clone.", FILLED),
            "written": list_of("Files written; for push, those committed; none if dry.", FILLED),
            "is_public": describe("Whether visitors will read something new.", TRUTH),
            "visitors_read": or_null("What they will read; null where nothing is new.", _READ),
            "notes": list_of("How words and times were read, and what lies around.", TEXT),
            "findings": list_of("Warnings about the new files.", _REMARK),
            "words": list_of("What is odd about the words for visitors.", _WORD),
            "state": describe(
                "How far it got: every host shows it; pushed, hosts do not show it yet; only "
                "here; the same two for what only responders read; nothing to push; not written.",
                {"enum": list(STATES)},
            ),
            "message": describe("The last line people read.", LINE),
            "why": describe("What stands in the way, in one line or more; empty: nothing.", TEXT),
            "fix": describe("What to do next about it; empty: nothing.", TEXT),
            "commit": describe(
                "Hash of what was committed; empty where nothing was.",
                {"type": "string", "pattern": "^([0-9a-f]{40}|[0-9a-f]{64})?$"},
            ),
            "renumbered": map_of(
                "By the number somebody else took meanwhile, the new one.", RECORD_ID, RECORD_ID
            ),
            "hosts": list_of("Where it was waited for them, what each shows.", _HOST),
            "clocks": describe("What it did to the clocks; empty: none runs.", TEXT),
            "to_do": list_of("What the policy asks people to do now; empty: nothing.", FILLED),
            "next": list_of("Commands to paste, the likeliest first.", FILLED),
        }
    )
)
