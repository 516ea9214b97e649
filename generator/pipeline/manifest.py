"""The list of files of one generation: path, size, hash; written last, read first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

HASH_SIZE = 16
FIRST_LINE = "allclear manifest 1"

Entry = tuple[int, str]
"""Size in bytes and hash (hex) of one file."""
Manifest = dict[str, Entry]
"""Path relative to the output root, with ``/``, to its entry."""


def hash_of(content: bytes) -> str:
    """Return the hash under which *content* is known: BLAKE2b, 16 bytes, hex."""
    return hashlib.blake2b(content, digest_size=HASH_SIZE).hexdigest()


def entry_of(content: bytes) -> Entry:
    """Return the manifest entry of *content*."""
    return len(content), hash_of(content)


def dump(manifest: Mapping[str, Entry]) -> bytes:
    """Return *manifest* as text: a first line, one line a file sorted by path, a last line.

    The last line carries the number of files, so a cut-off manifest is no manifest.
    """
    lines = [f"{digest} {size} {path}" for path, (size, digest) in sorted(manifest.items())]
    return "\n".join([FIRST_LINE, *lines, f"end {len(lines)}", ""]).encode()


def load(text: bytes) -> Manifest | None:
    """Return the manifest in *text*, or None when it is not a whole one."""
    try:
        lines = text.decode().split("\n")
    except UnicodeDecodeError:
        return None
    if len(lines) < 3 or lines[0] != FIRST_LINE or lines[-1] != "":
        return None
    if lines[-2] != f"end {len(lines) - 3}":
        return None
    try:
        rows = [line.split(" ", 2) for line in lines[1:-2]]
        return {path: (int(size), digest) for digest, size, path in rows}
    except ValueError:
        return None
