"""One file's text, and findings that point into it."""

from __future__ import annotations

from typing import Protocol

from generator.core.findings import Finding
from generator.core.shown import clean, show

__all__ = ["Place", "Source", "Spot", "clean", "show"]


class Place(Protocol):
    """Anything with a place in a file: a node of the YAML tree, or a :class:`Spot`."""

    line: int
    column: int
    width: int


class Spot:
    """A place in a file: line and column from 1 in characters, width of the mark."""

    __slots__ = ("column", "line", "width")

    def __init__(self, line: int = 1, column: int = 1, width: int = 1) -> None:
        self.line = line
        self.column = column
        self.width = width


class Source:
    r"""The text of one file and what was found wrong with it.

    Attributes:
        path: Relative to the root, with ``/``.
        text: The text as read: no byte order mark, lines end in ``\n``; empty until known.
        findings: What was found so far, in the order found.
    """

    __slots__ = ("_lines", "findings", "path", "text")

    def __init__(self, path: str) -> None:
        self.path = path
        self.text = ""
        self.findings: list[Finding] = []
        self._lines: list[str] | None = None

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its end; empty past the last one."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def report(
        self, code: str, place: Place, message: str, fix: str, *, value: str = "", note: str = ""
    ) -> None:
        """Add a finding at *place*.

        Args:
            code: A code of :data:`generator.core.codes.CODES`; it gives the severity. Codes that
                are silent (leaks) lose value and source line here.
            place: Where.
            message: What is wrong, with the value seen.
            fix: What to do, in the imperative.
            value: The value seen.
            note: Further context.
        """
        from generator.core.codes import CODES  # late: most files need none of it

        entry = CODES[code]
        source_line = self.line(place.line)
        self.findings.append(
            Finding(
                path=self.path,
                line=place.line,
                column=place.column,
                code=code,
                severity=entry.severity,
                message=message,
                fix=fix,
                value="" if entry.is_silent else value,
                source_line="" if entry.is_silent else clean(source_line),
                width=max(1, min(place.width, len(source_line) - place.column + 1)),
                note=note,
            )
        )
