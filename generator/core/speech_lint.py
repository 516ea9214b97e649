"""Whether a text for visitors is clear, blameless, sorry and claims no more than is known (R80).

These are hints before posting, never findings about a file: a person decides. Judging what the
words mean stays with people (CONTRIBUTING, "Judging prose").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from generator.core import speech_words as words
from generator.core.log_verbs import HANDLE
from generator.core.shown import show
from generator.core.vocabulary import ComponentState, badness

MOST_WORDS = 120
"""Longer texts are not read on a phone."""

_MOST_QUOTED = 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_ENDING = " .!?\n"


@dataclass(frozen=True, slots=True)
class Speech:
    """One thing that would make a text better.

    Attributes:
        what: What was seen, with the words quoted; one sentence without a full stop.
        fix: What to do, in the imperative.
    """

    what: str
    fix: str


def lint_speech(
    text: str,
    *,
    worst: ComponentState,
    is_over: bool,
    is_first: bool,
    severity: int | None,
    sentences: Collection[str],
    is_maintenance: bool = False,
) -> tuple[Speech, ...]:
    """Return what would make *text* better for visitors, in the order of importance.

    Args:
        text: What a person typed; nothing is found in an empty one, which the words of the
            template replace.
        worst: The worst state the record has reached, this update included.
        is_over: The update ends the record.
        is_first: It is the first public one.
        severity: Severity in force, 1 to 4, or None.
        sentences: The components' own sentences for the states they are in; one in the text
            says what people notice.
        is_maintenance: Planned work owes no apology.

    Source: R80, R210, S:358-366.
    """
    if not text.strip():
        return ()
    is_framing = is_first or is_over
    found: list[Speech] = []
    if is_framing and worst is not ComponentState.OPERATIONAL:
        found += _find_no_impact(text, sentences)
    is_bad = badness(worst) >= badness(ComponentState.PARTIAL_OUTAGE) or severity == 1
    if is_framing and is_bad and not is_maintenance and not words.APOLOGY.search(text):
        found.append(
            Speech("nothing says that we are sorry", "apologise, and name what people lose by it")
        )
    if worst is ComponentState.DEGRADED_PERFORMANCE and (seen := _see(words.OUTAGE, text)):
        found.append(
            Speech(
                f"more is said than degraded_performance: {_quote(seen)}", "say 'slow' or 'late'"
            )
        )
    found += _find_promises(text, is_maintenance=is_maintenance)
    found += _find_blame(text)
    found += _find_jargon(text)
    found += _find_internal(text)
    found += _find_form(text)
    return tuple(found)


def _find_no_impact(text: str, sentences: Collection[str]) -> Iterator[Speech]:
    plain = text.casefold()
    own = (each.strip(_ENDING).casefold() for each in sentences)
    if words.NOTICED.search(text) or any(each and each in plain for each in own):
        return
    example = next((each for each in sentences if each.strip()), "Scores cannot be saved.")
    yield Speech("nothing says what people notice", f"begin with it, such as {show(example)}")


def _find_promises(text: str, *, is_maintenance: bool) -> Iterator[Speech]:
    vague = _see(words.VAGUE_PROMISE, text) + _see(words.TIMED_REPAIR, text)
    # Planned work has agreed times.
    for sentence in () if is_maintenance else _SENTENCE.split(text):
        if words.LOOKS_AHEAD.search(sentence) and not words.OF_THE_NEXT_WORD.search(sentence):
            vague += _see(words.TIMED_PROMISE, sentence)
    if vague:
        yield Speech(
            f"a promise that nobody has agreed to keep: {_quote(vague)}",
            "say what is being done, and when the next update comes",
        )


def _find_blame(text: str) -> Iterator[Speech]:
    handles = [match.group() for match in HANDLE.finditer(text)]
    if seen := _see(words.BLAME, text):
        yield Speech(
            f"words that look for a culprit: {_quote(seen)}", "say what happened, not who did it"
        )
    if handles:
        yield Speech(f"a person's handle: {_quote(handles)}", "write 'we'")


def _find_jargon(text: str) -> Iterator[Speech]:
    text = words.ADDRESS.sub("", text)  # the words of an address are not the writer's
    hits = [
        (match.start(), match.group(), plain)
        for pattern, plain in words.JARGON_PATTERNS
        for match in pattern.finditer(text)
    ]
    hits += [
        (match.start(), match.group(), "a part of the service")
        for match in words.CAPITAL_JARGON.finditer(text)
    ]
    if hits:
        hits.sort()
        _, first, plain = hits[0]
        yield Speech(
            f"words of our trade: {_quote(word for _, word, _ in hits)}",
            f"say what people notice; for {show(first)} perhaps '{plain}'",
        )


def _find_internal(text: str) -> Iterator[Speech]:
    for what, pattern in words.INTERNAL_PATTERNS:
        if seen := _see(pattern, text):
            yield Speech(f"{what}: {_quote(seen)}", "leave it out; the page gives every link")


def _find_form(text: str) -> Iterator[Speech]:
    shouted = [each for each in _see(words.SHOUTED, text) if each not in words.NOT_SHOUTED]
    if shouted:
        yield Speech(f"words that shout: {_quote(shouted)}", "write it in small letters")
    if "!" in text:
        before = re.findall(r"[^\s!]{0,30}!+", text)
        yield Speech(f"an exclamation mark: {_quote(before)}", "end the sentence with a full stop")
    if (count := len(text.split())) > MOST_WORDS:
        yield Speech(
            f"{count} words are more than {MOST_WORDS}", "leave out what nobody needs to know now"
        )


def _see(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.group() for match in pattern.finditer(text)]


def _quote(seen: Iterable[str]) -> str:
    """Return the different words of *seen*, at most five, each in quotes."""
    different = list(dict.fromkeys(" ".join(each.split()) for each in seen))
    more = ", …" if len(different) > _MOST_QUOTED else ""
    return ", ".join(show(each) for each in different[:_MOST_QUOTED]) + more
