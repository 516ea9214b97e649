"""What hosts have to show for the last words pushed from here to be live, kept for ``status``.

Counting the entries anew takes longer than ``status`` may (design §8); whoever pushed has counted.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from generator.adapters.disk import Disk
from generator.adapters.kept import keep, read_kept
from generator.core.hosts import Answer, Mark, has_reached

MEMORY = Path(".allclear") / "internal" / "pushed"


def keep_mark(root: Path, mark: Mark) -> None:
    """Keep *mark* for the commands that follow; a disk that refuses is no reason to fail."""
    values = (mark.count, mark.as_of.isoformat(), mark.inputs, mark.inputs_before)
    keep(root / MEMORY, json.dumps(values).encode(), Disk())


def load_mark(root: Path) -> Mark | None:
    """Return the mark of the last public push from here, or None."""
    try:
        count, as_of, inputs, before = json.loads(read_kept(root / MEMORY))
        return Mark(
            count=int(count),
            as_of=datetime.fromisoformat(as_of),
            inputs=str(inputs),
            inputs_before=str(before),
        )
    except (ValueError, TypeError):
        return None


def shows_all(answer: Answer, mark: Mark) -> bool | None:
    """Return whether a host shows what *mark* stands for; None where nobody can tell."""
    if answer.count is None:
        return None
    if has_reached(answer, mark):
        return True
    # Without the inputs before, other words with as many entries may be later ones or earlier ones.
    is_known = answer.count < mark.count or bool(mark.inputs_before)
    return False if is_known else None
