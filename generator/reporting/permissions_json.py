"""The matrix of permissions for programs, and what it says of a change."""

from __future__ import annotations

import json

from generator.core.clockwork.policy import Policy
from generator.core.findings import Finding
from generator.core.staff.permission_verdicts import Verdict
from generator.core.staff.permissions import COLUMNS, say_cell
from generator.reporting.json_lines import describe


def format_permissions_json(
    policy: Policy, base: str | None, commits: int, verdict: Verdict | None
) -> str:
    """Return one document; `output_permissions` is its schema.

    Args:
        policy: Holds the matrix.
        base: What the change was compared with; None where nothing was.
        commits: How many commits were looked at.
        verdict: None where nobody could be judged.
    """
    findings = () if verdict is None else verdict.findings
    overrides = () if verdict is None else verdict.overrides
    document = {
        "roles": list(COLUMNS),
        "matrix": [
            {
                "id": row.id,
                "name": row.name,
                "cells": {role: say_cell(row, role) for role in COLUMNS},
                "limit": row.limit,
                "above": row.above or None,
                "source": row.source,
            }
            for row in policy.permissions.values()
        ],
        "base": base,
        "commits": commits,
        "is_judged": verdict is not None,
        "findings": [_describe_finding(each) for each in sorted(findings)],
        "overrides": [
            {
                "commit": each.commit,
                "author": each.author,
                "incident": each.incident or None,
                "rule": each.rule,
                "reason": each.reason,
            }
            for each in overrides
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _describe_finding(finding: Finding) -> dict[str, str | int]:
    said = describe(finding)
    return {
        "path": said["path"],
        "line": said["line"],
        "severity": said["severity"],
        "kind": said["code"],
        "message": said["message"],
        "commit": said["value"],
        "fix": said["fix"],
    }
