"""Examples below each ``--help``, from the document's own incident."""

from __future__ import annotations


def epilog(command: str) -> str:
    """Return the two examples of *command*, as they stand on the night card."""
    return ""
