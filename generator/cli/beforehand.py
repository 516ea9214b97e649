"""Before a public command reads the records: what others pushed meanwhile is taken over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.cli.writing import Manner

_SPEAKING = frozenset(
    {
        "update", "resolve", "reopen", "amend", "retract", "merge",
        "announce", "extend", "start", "finish", "cancel",
    }
)  # fmt: skip
"""Commands that show a person what visitors will read."""


def look_ahead(manner: Manner, command: str | None, options: Mapping[str, Any]) -> str:
    """Take over what others pushed, so that what is shown is what will be published.

    Only for somebody at a terminal who is about to be shown it; a dry run changes nothing.

    Returns:
        A note for the person, or nothing.
    """
    is_shown = command in _SPEAKING and not options.get("log_only")
    if not (is_shown and manner.is_terminal) or manner.dry_run:
        return ""
    from generator.adapters.git_ahead import take_over  # late: without a terminal nobody looks

    return take_over(manner.root, manner.patience.pause)
