"""A text for visitors that is no text but a state or a status: a slip of the finger (R97)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from generator.core.command_parts import read_effect
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
    takes_states: bool,
) -> None:
    """Refuse *text* where it is one state or status, or nothing but ``part=state``.

    Args:
        text: Visitors' whole text.
        parts: Parts it may be about, the likeliest first.
        components: Those of ``site.yml``.
        today: The day in UTC.
        kind: Which statuses there are.
        takes_states: The command takes states and statuses as options.

    Raises:
        Refusal: Visitors would read one word, and nothing would change.
    """
    text = text.strip()
    effects = _read_effects(text, components, today)
    state, status = _read_state(text), _read_status(text, kind)
    part = next(iter(parts), "")
    if effects:
        said = " ".join(f"--component {each}={PLAIN_STATES[its]}" for each, its in effects)
    elif state is not None and part:
        said = f"--component {part}={PLAIN_STATES[state]}"
    elif status:
        said = f"--status {status}"
    elif state is not None:
        said = f"--component PART={PLAIN_STATES[state]}"
    else:
        return
    fix = f"did you mean {said}? Else write a whole sentence"
    if not takes_states:
        fix = "leave it out, or write a whole sentence"
    raise Refusal(f"{show(text)} would be all that visitors read", fix)


def _read_effects(
    text: str, components: Sequence[Component], today: date
) -> list[tuple[str, ComponentState]]:
    """Return the parts and states that *text* is made of; none where anything else stands there."""
    found = []
    for word in text.split() if "=" in text else ():
        if "=" not in word:
            return []
        try:
            part, state = read_effect(word, components, today).value
        except Refusal:
            return []
        if state is None:
            return []
        found.append((part, state))
    return found


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
