"""A finding: one thing wrong in one place of one file, and how to put it right (design §5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; only errors change the exit status."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; sorts by path, line, column, code.

    Attributes:
        path: Path relative to the repository root, with ``/``.
        line: Line, counted from 1.
        column: Column in characters, counted from 1.
        code: Permanent code such as ``YML003``; documented in the handbook.
        severity: Error or warning.
        message: What is wrong, with the value seen; one line, no full stop.
        fix: What to do, in the imperative; one line.
        value: The value seen, or ``""``; empty for findings about leaks.
        source_line: The line of the file, for the marked excerpt; empty for findings about leaks.
        width: Width of the mark under the source line, at least 1.
        note: Further context, such as the line compared with; may be empty.
    """

    path: str
    line: int
    column: int
    code: str
    severity: Severity = field(compare=False)
    message: str
    fix: str = field(compare=False)
    value: str = field(default="", compare=False)
    source_line: str = field(default="", compare=False)
    width: int = field(default=1, compare=False)
    note: str = field(default="", compare=False)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether any of *findings* is an error (exit status 1: deployable, but look)."""
    return any(finding.severity is Severity.ERROR for finding in findings)
