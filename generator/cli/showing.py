"""What visitors would read, laid before the person who is asked whether to publish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.cli.outcome import Outcome, tell
from generator.core.act import Act
from generator.core.shown import clean

if TYPE_CHECKING:
    from generator.core.brief import Brief

_NO_FEED = ("(nothing: feeds do not tell of this)",)


def show_outcome(outcome: Outcome, brief: Brief | None) -> None:
    """Show exactly what visitors would read: what is new first, then the rest of it.

    Args:
        outcome: With what was rehearsed.
        brief: What the record is now; None for a new one.
    """
    act, shown = outcome.act, outcome.shown
    assert shown is not None  # noqa: S101 - callers have rehearsed
    parts: list[tuple[str, tuple[str, ...]]] = [(f"On the page of {act.record}", shown.page)]
    if act.title and brief and brief.public_title and act.title != brief.public_title:
        parts.insert(0, (f"The heading of the page of {act.record}", (act.title,)))
    parts.append(("At the top of the page", shown.banner))
    if not {*shown.feed[1:]} <= {*shown.page} or not shown.feed:
        parts.append(("In feeds", shown.feed or _NO_FEED))
    for name, lines in parts:
        tell(("", f"{name}:", *(f"  | {line}" for line in lines)))
    tell([""])
    tell(f"words: {what}; {fix}" for what, fix in outcome.speech)
    tell(f"check: {each.message}; {each.fix}" for each in shown.findings)


def ask_about(act: Act, brief: Brief | None) -> str:
    """Return the question, with the record's id and the title visitors know it by."""
    title = act.title or (brief.public_title if brief else "")
    return f'Publish on {act.record} "{clean(title)}"?' if title else f"Publish on {act.record}?"
