"""Schema of ``allclear permissions --format json``; `permissions_json` writes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.core.findings import Severity
from generator.core.staff.permission_verdicts import NOT_ALLOWED, OVERRIDDEN, UNKNOWN, UNVERIFIED
from generator.core.staff.permissions import COLUMNS
from generator.reporting.output_parts import (
    COUNT,
    FILLED,
    LINE,
    PLACE,
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

_ROLE: Json = {"enum": list(COLUMNS)}
_ROW = object_of(
    {
        "id": describe("Key of the row in policy.yml.", FILLED),
        "name": describe("What it is about, in words.", FILLED),
        "cells": map_of(
            "By role: yes, no, emergency for in an emergency only, or yes with a limit in dollars.",
            {"type": "string", "pattern": "^(yes|no|emergency|to \\$[0-9]+)$"},
            _ROLE,
        ),
        "limit": or_null("Largest amount in dollars; null for no limit.", COUNT),
        "above": or_null("Role that decides above the limit; null: nobody.", FILLED),
        "source": describe("Lines of the incident response plan.", TEXT),
    }
)
_FINDING = object_of(
    {
        "path": describe("The file that was changed, relative to the root, with /.", FILLED),
        "line": describe("Its line afterwards, from 1.", PLACE),
        "severity": describe(
            "An error changes the exit status, a warning does not.",
            {"enum": [str(severity) for severity in Severity]},
        ),
        "kind": describe(
            "What it is; these are no codes, as no file is wrong.",
            {"enum": [NOT_ALLOWED, UNVERIFIED, UNKNOWN, OVERRIDDEN]},
        ),
        "message": describe("The rule with its source, and who broke it, as one line.", LINE),
        "commit": describe("The first digits of the commit's hash.", FILLED),
        "fix": describe("What to do, as one line.", LINE),
    }
)
_OVERRIDE = object_of(
    {
        "commit": describe("Hash of the commit.", FILLED),
        "author": describe("Handle, without @.", FILLED),
        "incident": or_null("Id of the record; null for settings.", FILLED),
        "rule": describe("What was asked, with its source.", FILLED),
        "reason": describe("As written behind 'Override:'.", FILLED),
    }
)
PERMISSIONS: Json = unless_refused(
    object_of(
        {
            "roles": list_of("The columns of the matrix.", _ROLE, least=4),
            "matrix": list_of("The rows of the matrix.", _ROW),
            "base": or_null("What the change was compared with; null: only the matrix.", FILLED),
            "commits": describe("How many commits were looked at.", COUNT),
            "is_judged": describe(
                "Whether anybody could be judged; false without --base or people.yml.", TRUTH
            ),
            "findings": list_of("What is said of the change, by path and line.", _FINDING),
            "overrides": list_of("What was let through, for the post-mortem.", _OVERRIDE),
        }
    )
)
