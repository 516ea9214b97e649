"""Words somebody types to a command at night, read into the field's terms (design §3 "Words").

A term is taken as it is; another case, a space for an underscore and the plain words of
:data:`~generator.core.plain_words.PLAIN_WORDS` are read and said back. Nothing is guessed from a
slip of the finger: that is refused with the nearest right word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from generator.core.log_verbs import HANDLE, Verb
from generator.core.plain_words import PLAIN_WORDS, find_term
from generator.core.read import Read, read_as
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.core.vocabulary import (
    BannerScope,
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)

W = TypeVar("W", bound=StrEnum)

_CALLED: Mapping[type[StrEnum], str] = {
    ComponentState: "a component state",
    IncidentStatus: "an incident status",
    MaintenanceStatus: "a maintenance status",
    Impact: "an impact",
    BannerScope: "a banner scope",
}

_EVERY: Mapping[type[StrEnum], str] = {
    ComponentState: "write ok, slow, partial or down",
    IncidentStatus: "write investigating, found, watching or fixed",
    MaintenanceStatus: "write planned, started, checking or finished",
}
"""The plain words for each state, which are shorter than the terms."""
_CANCELLED = frozenset({"cancelled", "canceled", "cancel", "called off"})
"""Cancelled work is a field of its own and has no status."""
_LONGEST_HANDLE = 64
_SEVERITY = re.compile(r"(?:(?:severity|sev|s|p)[ :_-]{0,2})?([1-4])", re.IGNORECASE)
_NO_SEVERITY = frozenset({"unset", "none", "unknown", "not set", "no"})
_OPTION = re.compile(r"(?:option[ :_-]{0,2})?([A-E])", re.IGNORECASE)
_JOINED = re.compile(r"\s*[,+&]\s*|\s+and\s+|\s+")
_STEPS: Mapping[str, Verb] = {
    "propose": Verb.PROPOSED,
    "proposed": Verb.PROPOSED,
    "approve": Verb.APPROVED,
    "approved": Verb.APPROVED,
    "begin": Verb.BEGUN,
    "began": Verb.BEGUN,
    "begun": Verb.BEGUN,
    "start": Verb.BEGUN,
    "started": Verb.BEGUN,
    "done": Verb.DONE,
    "finish": Verb.DONE,
    "finished": Verb.DONE,
}
_IN_ORDER = tuple(dict.fromkeys(_STEPS.values()))


def read_state(text: str) -> Read[ComponentState]:
    """Read the state of a component: ``major_outage``, ``Major outage``, ``down``.

    Raises:
        Refusal: It is no such word.
    """
    return _read_word(text, ComponentState)


def read_status(text: str, kind: RecordKind) -> Read[IncidentStatus] | Read[MaintenanceStatus]:
    """Read a public status; which words there are depends on the *kind* of record.

    Raises:
        Refusal: It is no status of that kind.
    """
    if kind is RecordKind.MAINTENANCE:
        return _read_word(text, MaintenanceStatus)
    return _read_word(text, IncidentStatus)


def read_impact(text: str) -> Read[Impact]:
    """Read how bad an incident was at its worst.

    Raises:
        Refusal: It is no such word.
    """
    return _read_word(text, Impact)


def read_banner(text: str) -> Read[BannerScope]:
    """Read who sees the in-app banner.

    Raises:
        Refusal: It is no such word.
    """
    return _read_word(text, BannerScope)


def read_severity(text: str) -> Read[int | None]:
    """Read a severity, 1 (worst) to 4: ``1``, ``sev1``, ``SEV-1``, ``s1``, ``p1``, or ``unset``.

    Raises:
        Refusal: It is none, such as 0 or 5.
    """
    said = " ".join(text.split())
    if said.lower() in _NO_SEVERITY:
        return read_as(text, None, "unset")
    match = _SEVERITY.fullmatch(said)
    if match is None:
        raise Refusal(
            f"{show(text)} is not a severity", "write 1 (the worst), 2, 3 or 4, or 'unset'"
        )
    note = "" if text == match[1] else f"{show(text)} read as severity {match[1]}"
    return Read(int(match[1]), note)


def read_option(text: str) -> Read[str]:
    """Read the letter of a mitigation option, ``A`` to ``E``; ``a`` and ``option A`` are read too.

    Raises:
        Refusal: It is no such letter.
    """
    match = _OPTION.fullmatch(" ".join(text.split()))
    if match is None:
        raise Refusal(f"{show(text)} is not an option", "write one of A, B, C, D, E")
    return read_as(text, match[1].upper(), match[1].upper())


def read_step(text: str) -> Read[tuple[Verb, ...]]:
    """Read what happened to a mitigation option: ``approve``, or several as ``approve,begin``.

    Returns:
        PROPOSED, APPROVED, BEGUN and DONE, each once and in that order, however they were typed:
        the lines of one command have one time, and an approval goes before the beginning.

    Raises:
        Refusal: One of the words is no step, or there is none.
    """
    words = [word for word in _JOINED.split(text.strip()) if word]
    found = set()
    for word in words or [text]:
        verb = _STEPS.get(word.lower())
        if verb is None:
            near = suggest(word, _STEPS)
            fix = f"write {show(near)}" if near else "write one of propose, approve, begin, done"
            raise Refusal(f"{show(word)} is not a step of a mitigation", fix)
        found.add(verb)
    steps = tuple(verb for verb in _IN_ORDER if verb in found)
    is_plain = [word.upper() for word in words] == list(steps)
    return Read(steps, "" if is_plain else f"{show(text)} read as {', '.join(steps)}")


def read_handle(text: str) -> Read[str]:
    """Read one handle, ``@bob`` or ``bob``, and return it without the ``@``.

    Raises:
        Refusal: It is none: a name with spaces, an address, or ``none``.
    """
    said = text.strip()
    name = said.removeprefix("@")
    if name.lower() in ("none", "nobody"):
        raise Refusal(f"{show(text)} is nobody's handle", "write a handle such as '@bob'")
    if len(name) <= _LONGEST_HANDLE and HANDLE.fullmatch(f"@{name}"):
        return Read(name, "" if said == text else f"{show(text)} read as @{name}")
    whole = re.sub(r"[^a-z0-9._]+", "-", name.partition("@")[0].lower()[:_LONGEST_HANDLE])
    near = whole.strip("-._") or "bob"
    raise Refusal(
        f"{show(text)} is not a handle", f"write one handle without spaces, such as '@{near}'"
    )


def _read_word(text: str, words: type[W]) -> Read[W]:
    term = _find_word(text, words)
    if term is None:
        raise Refusal(f"{show(text)} is not {_CALLED[words]}", _find_fix(text, words))
    return read_as(text, words(term), term)


def _find_word(text: str, words: type[StrEnum]) -> str | None:
    terms = [str(each) for each in words]
    plain = "_".join(text.lower().replace("-", " ").replace("_", " ").split())
    return plain if plain in terms else find_term(text, terms)


def _find_fix(text: str, words: type[StrEnum]) -> str:
    terms = [str(each) for each in words]
    every = _EVERY.get(words) or f"write one of {', '.join(terms)}"
    others = [called for other, called in _CALLED.items() if _find_word(text, other)]
    if others:
        return f"{every}; {show(text)} is {others[0]}"
    if words is MaintenanceStatus and text.strip().lower() in _CANCELLED:
        return "call the work off with 'allclear maintenance cancel'"
    near = suggest(text, [*terms, *(word for word in PLAIN_WORDS if find_term(word, terms))])
    if near is None:
        return every
    return f"write {show(near)}" + ("" if near in terms else f", which is {find_term(near, terms)}")
