"""What is wrong with a file of a repository's own theme, as a finding and as an exception."""

from __future__ import annotations

from pathlib import Path

from generator.core.codes import CODES
from generator.core.findings import Finding

OWN = Path("theme") / "public"
"""Where a repository keeps files that stand for ours, relative to its root."""
_CODE = "THM001"
_FIX = "correct the line; without this file the program's own is used"


class ThemeError(Exception):
    """A repository's own theme cannot be used (exit status 3).

    Attributes:
        finding: Where and why.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


def create_finding(name: str, line: int, what: str, text: str = "") -> Finding:
    """Return the finding about *line* of the own file *name*, which holds *text*."""
    lines = text.splitlines()
    return Finding(
        path=f"{OWN.as_posix()}/{name}",
        line=line,
        column=1,
        code=_CODE,
        severity=CODES[_CODE].severity,
        message=" ".join(what.split()).rstrip("."),
        fix=_FIX,
        source_line=lines[line - 1] if 0 < line <= len(lines) else "",
        width=len(lines[line - 1]) or 1 if 0 < line <= len(lines) else 1,
    )
