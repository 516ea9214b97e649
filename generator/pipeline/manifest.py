"""The list of files of one generation: path and hash; written last, read first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

HASH_SIZE = 16
FIRST_LINE = "allclear manifest 2"

Entry = str
"""Hash (hex) of one file's bytes."""
Manifest = dict[str, Entry]
"""Path relative to the output root, with ``/``, to its entry."""


def entry_of(content: bytes) -> Entry:
    """Return the manifest entry of *content*: BLAKE2b, 16 bytes, hex."""
    return hashlib.blake2b(content, digest_size=HASH_SIZE).hexdigest()


def dump(manifest: Mapping[str, Entry]) -> bytes:
    """Return *manifest* as text: a first line, one line a file in any order, a last line.

    The last line carries the number of files, so a cut-off manifest is no manifest.
    """
    lines = [f"{entry} {path}" for path, entry in manifest.items()]
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
        return {path: entry for entry, path in (line.split(" ", 1) for line in lines[1:-2])}
    except ValueError:
        return None
