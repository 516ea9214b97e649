"""Opening one file: never through a symbolic link, never more than a record may hold."""

from __future__ import annotations

import errno
import os

from generator.readers.source import Source, Spot
from generator.readers.yaml_events import MAX_BYTES


def read_file(path: str, source: Source) -> bytes | None:
    """Return the bytes of the file at *path*, one more than is allowed at most.

    A link could lead from a public path to an internal file, so none is followed.

    Args:
        path: Where it lies.
        source: Takes the finding.

    Returns:
        The bytes, or None after a finding when it cannot be opened.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        try:
            return _read_all(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR):
            report_no_file(source)
            return None
        source.report(
            "FIL007",
            Spot(),
            f"the file cannot be opened: {error.strerror}",
            "give read permission, or put the file back",
        )
        return None


def report_no_file(source: Source) -> None:
    """Add the finding about a link or folder in the place of a file."""
    source.report(
        "FIL006",
        Spot(),
        "a symbolic link or folder stands where a file belongs, and is not followed",
        "put the file itself here",
    )


def _read_all(descriptor: int) -> bytes:
    left = MAX_BYTES + 1
    data = os.read(descriptor, left)
    parts = [data]
    while data and (left := left - len(data)):
        data = os.read(descriptor, left)
        parts.append(data)
    return parts[0] if len(parts) == 2 and not data else b"".join(parts)
