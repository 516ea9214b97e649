"""One key for the program itself: what another program has remembered is not taken over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import generator
from generator.readers.shipped import WORDS


@cache
def program_key() -> str:
    """Return a hash of name, size and time of the program's own files and shipped words."""
    found = list(_stamps(str(Path(generator.__file__).parent), ".py"))
    for folder in WORDS:
        found += _stamps(str(folder), ".yml")
    content = "\n".join((generator.__version__, *sorted(found)))
    return blake2b(content.encode(), digest_size=16).hexdigest()


def _stamps(folder: str, ending: str) -> Iterator[str]:
    """Yield a line for each file below *folder* with that *ending*; nothing where there is none."""
    try:
        entries = os.scandir(folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            if entry.name.endswith(ending):
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"
            elif "." not in entry.name and entry.is_dir(follow_symlinks=False):
                yield from _stamps(entry.path, ending)
