"""A text for visitors that is no text but a state or a status: a slip of the finger (R97)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.core.command_parts import Effect, read_effect
from generator.core.command_words import read_state, read_status
from generator.core.facts import Component
from generator.core.plain_words import PLAIN_STATES
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.vocabulary import ComponentState, RecordKind


def refuse_bare_word(
    text: str,
    parts: Sequence[str],
    components: Sequence[Component],
    today: date,
    *,
    kind: RecordKind,
    is_over: bool = False,
) -> None:
    """Refuse *text* where it is one state or status, or nothing but ``part=state``.

    Args:
        text: Visitors' whole text.
        parts: Parts it may be about, the likeliest first.
        components: Those of ``site.yml``.
        today: The day in UTC.
        kind: Which statuses there are.
        is_over: The command says by itself that it is over.

    Raises:
        Refusal: Visitors would read one word, and nothing would change.
    """
    text = text.strip()
    effects = _read_effects(text, components, today)
    if effects:
        said = " ".join(f"--component {part}={PLAIN_STATES[state]}" for part, state in effects)
        raise Refusal(f"{show(text)} would be all that visitors read", f"did you mean {said}?")
    state = _read_state(text)
    status = _read_status(text, kind)
    if state is None and not status:
        return
    meant = f"--status {status}"
    part = next(iter(parts), "")
    if state is not None and part and not (status and is_over):
        meant = f"--component {part}={PLAIN_STATES[state]}"
    fix = f"did you mean {meant}? Else write a whole sentence"
    if is_over:
        fix = "leave it out, or write a whole sentence"
    raise Refusal(f"{show(text)} would be all that visitors read", fix)


def _read_effects(
    text: str, components: Sequence[Component], today: date
) -> list[tuple[str, ComponentState]]:
    """Return the parts and states that *text* is made of; none where anything else stands there."""
    found = []
    for word in text.split() if "=" in text else ():
        try:
            part, state = read_effect(word, components, today).value if "=" in word else _NOTHING
        except Refusal:
            return []
        if state is None:
            return []
        found.append((part, state))
    return found


_NOTHING: Effect = ("", None)


def _read_state(text: str) -> ComponentState | None:
    try:
        return read_state(text).value
    except Refusal:
        return None


def _read_status(text: str, kind: RecordKind) -> str:
    try:
        return str(read_status(text, kind).value)
    except Refusal:
        return ""
