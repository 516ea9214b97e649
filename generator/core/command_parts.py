"""Components as somebody types them to a command: an id or a name, and perhaps its state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from generator.core.command_words import read_state
from generator.core.facts import Component
from generator.core.read import Read, read_as
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.core.vocabulary import ComponentState

Effect = tuple[str, ComponentState | None]
"""A component's id, and the state it is in; None when only the component was named."""

_MOST_LISTED = 20
_JOINTS = re.compile(r"[\s_-]+")


def read_component(text: str, components: Sequence[Component], today: date) -> Read[str]:
    """Read one component and return its id.

    Its id and its name are taken in any case and with spaces, hyphens and underscores alike.
    Anything else is refused: telling visitors of the wrong part is worse than typing again.

    Args:
        text: What was typed.
        components: Those of ``site.yml``.
        today: The day in UTC; one retired by then can no longer be named.

    Raises:
        Refusal: It is none of them, several have that name, or it is retired.
    """
    offered = [each for each in components if each.retired is None or each.retired > today]
    found = _find(text, offered)
    if len(found) == 1:
        return read_as(text, found[0], found[0])
    if found:
        raise Refusal(f"several components are called {show(text)}", f"write {_either(found)}")
    gone = _find(text, [each for each in components if each not in offered])
    if gone:
        day = next(each.retired for each in components if each.id == gone[0])
        raise Refusal(f"{show(gone[0])} has not been offered since {day}", _find_fix(text, offered))
    raise Refusal(f"there is no component {show(text)}", _find_fix(text, offered))


def read_effect(text: str, components: Sequence[Component], today: date) -> Read[Effect]:
    """Read a component and its state: ``score-recording=down``, ``Score recording: slow``.

    A component alone is read too, without a state.

    Raises:
        Refusal: The component or the state cannot be read, or they are the wrong way round.
    """
    # A name may hold the separator itself, so the whole is tried first.
    whole = _find(text, components)
    name, sign, word = text.rpartition("=") if "=" in text else text.rpartition(":")
    if whole or not sign:
        try:
            part = read_component(text, components, today)
        except Refusal as refusal:
            raise _find_missing_sign(text, components, refusal) from None
        return Read((part.value, None), part.note)
    if not word.strip():
        raise Refusal(
            f"{show(text)} gives no state",
            f"write the state behind it, such as {show(name.strip() + sign + 'down')}",
        )
    if not name.strip():
        raise Refusal(
            f"{show(text)} names no component",
            f"write the component before it, such as {show('score-recording=' + word.strip())}",
        )
    if _find(word, components) and not _find(name, components) and _is_state(name):
        raise Refusal(
            f"{show(text)} is the wrong way round",
            f"write {show(f'{_find(word, components)[0]}={read_state(name).value}')}",
        )
    component = read_component(name.strip(), components, today)
    state = read_state(word.strip())
    notes = [note for note in (component.note, state.note) if note]
    return Read((component.value, state.value), "; ".join(notes))


def _find(text: str, components: Sequence[Component]) -> list[str]:
    """Return the ids that *text* names: the id itself, else a like id, else like names."""
    if any(each.id == text for each in components):
        return [text]
    plain = _plain(text)
    if not plain:
        return []
    by_id = [each.id for each in components if _plain(each.id) == plain]
    return by_id or [each.id for each in components if _plain(each.name) == plain]


def _plain(text: str) -> str:
    return _JOINTS.sub("", text.casefold())


def _is_state(text: str) -> bool:
    try:
        read_state(text)
    except Refusal:
        return False
    return True


def _find_missing_sign(text: str, components: Sequence[Component], refusal: Refusal) -> Refusal:
    """Return what to say of ``score-recording down``, else *refusal* as it is."""
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        found, state = _find(" ".join(words[:at]), components), " ".join(words[at:])
        if found and _is_state(state):
            term = read_state(state).value
            return Refusal(
                f"{show(text)} has no '=' between component and state",
                f"write {show(f'{found[0]}={term}')}",
            )
    return refusal


def _find_fix(text: str, components: Sequence[Component]) -> str:
    ids = {each.name: each.id for each in components} | {each.id: each.id for each in components}
    near = suggest(text, ids)
    if near is not None:
        return f"write {show(ids[near])}"
    plain = _plain(text)
    holding = {ids[each] for each in ids if len(plain) > 2 and plain in _plain(each)}
    if len(holding) == 1:
        return f"write {show(holding.pop())}"
    if not components:
        return "add the component to site.yml first"
    return f"write one of {_list([each.id for each in components])}"


def _either(ids: Sequence[str]) -> str:
    return " or ".join(show(each) for each in ids[:_MOST_LISTED])


def _list(ids: Sequence[str]) -> str:
    return ", ".join(ids[:_MOST_LISTED]) + (", …" if len(ids) > _MOST_LISTED else "")
