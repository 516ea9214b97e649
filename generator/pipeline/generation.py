"""Which generation of the site the records here make, without making it (design §4)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from generator.core.digest import summarise
from generator.pipeline.in_memory import MemoryStage
from generator.pipeline.inputs import Inputs
from generator.pipeline.memory import load
from generator.pipeline.shards import Workshop
from generator.readers.folders import list_folders
from generator.renderers.pages import Pages


def find_generation(
    root: Path, inputs: Inputs, remembered: bytes, now: datetime
) -> tuple[int, str]:
    """Return number of public entries and hash of the public inputs, as ``generation.json`` says.

    Args:
        root: The repository.
        inputs: Site, words and theme.
        remembered: What the last build left, or ``b""``: unchanged records need no reading.
        now: The moment.
    """
    memory = load(remembered, f"{inputs.program_key} {inputs.content_key} all")
    workshop = Workshop(root, inputs, Pages(inputs.frame), MemoryStage(), now, replay=False)
    count, stamp = 0, hashlib.blake2b(inputs.content_key.encode(), digest_size=16)
    for folder in list_folders(root)[0]:
        if not folder.files:
            continue
        made = memory.records.get(folder.id)
        if made is not None and made.holds(folder.files, now):
            digest, read = made.digest, made.inputs
        else:
            view, _, read = workshop.read(folder)
            digest = summarise(view, inputs.config) if view else None
        count += len(digest.entries) if digest else 0
        stamp.update(f"{folder.id} {read}\n".encode())
    return count, stamp.hexdigest()
