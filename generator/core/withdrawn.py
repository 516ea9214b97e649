"""What remains of an update when a whole record is withdrawn: its id and its times."""

from __future__ import annotations

from dataclasses import replace

from generator.core.views import UpdateView

WHOLE = "incident"
"""The word that ``retracts`` says for the whole record."""


def strip(update: UpdateView) -> UpdateView:
    """Return *update* without its words; the notice that withdraws the record keeps its text."""
    update = replace(update, title="", effects=(), merged_into=None, planned=None, is_move=False)
    if update.retracts == WHOLE:
        return update
    return replace(update, text="", is_withdrawn=True)
