"""Findings for programs: a JSON array, one object per line (design §5)."""

from __future__ import annotations

import json
from collections.abc import Iterable

from generator.core.findings import Finding


def format_json(findings: Iterable[Finding]) -> str:
    """Return all findings as a JSON array, sorted, one object on each line.

    Keys, in this order: ``path``, ``line``, ``column`` (both from 1), ``severity`` (``error`` or
    ``warning``), ``code``, ``message``, ``value``, ``fix``. An empty array when nothing was found.

    Source: design §5.
    """
    rows = [json.dumps(describe(finding)) for finding in sorted(findings)]
    return "[" + ",\n ".join(rows) + "]\n"


def describe(finding: Finding) -> dict[str, str | int]:
    """Return one finding by the keys above."""
    return {
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "severity": finding.severity.value,
        "code": finding.code,
        "message": finding.message,
        "value": finding.value,
        "fix": finding.fix,
    }
