"""Acts that visitors read: one new file below ``updates/`` each, never a change of an old one."""

from __future__ import annotations

from dataclasses import replace

from generator.core.act import Act
from generator.core.refusal import Refusal
from generator.core.vocabulary import (
    ComponentState,
    IncidentStatus,
    RecordKind,
    badness,
)
from generator.pipeline.case import Case
from generator.pipeline.telling import (
    Effects,
    Words,
    complete,
    default_length,
    refuse_if_gone,
    says_anything,
    tell,
)


def update(case: Case, words: Words) -> Act:
    """Return the act of ``update``; the first one makes the incident public.

    Raises:
        Refusal: When the first update could not say what is affected, or how visitors would call
            it; when nothing at all is said; when the incident is withdrawn or went on elsewhere.
    """
    refuse_if_gone(case)
    notes: list[str] = []
    if case.kind is RecordKind.MAINTENANCE:
        return _tell_of_work(case, words)
    if not case.is_public:
        words = _introduce(case, words, notes)
    elif not says_anything(words):
        raise Refusal(
            "this update would say nothing",
            f'say something: allclear update {case.id} "…", --status or --component PART=STATE',
        )
    words = replace(words, effects=complete(case, words.effects, notes))
    if not words.next_update and case.config.default_promise is not None:
        is_over = words.status is IncidentStatus.RESOLVED
        if not is_over:
            words = replace(words, next_update=default_length(case))
            notes.append(f"next update promised within {words.next_update}, the site's default")
    if words.status is IncidentStatus.RESOLVED:
        notes.append("'allclear resolve' also writes the log line and when it really was")
    return tell(case, words, "update", notes)


def _tell_of_work(case: Case, words: Words) -> Act:
    """Return the act of ``update`` for planned work; its window makes no promise."""
    if not says_anything(words):
        raise Refusal(
            "this update would say nothing", f'say something: allclear update {case.id} "…"'
        )
    if any(state is None for _, state in words.effects):
        raise Refusal(
            "nothing says in which state the part is",
            "write --component PART=down, partial or slow, or leave it out",
        )
    return tell(case, words, "update", [])


def amend(case: Case, target: str, words: Words) -> Act:
    """Return the act of ``amend``: other words for the update *target*, at its own time.

    Raises:
        Refusal: When nothing is given, or there is no such update.
    """
    _find_update(case, target)
    if not says_anything(words):
        raise Refusal(
            "this amendment would change nothing",
            f'give what is to stand there instead: allclear amend {case.id} {target} "…"',
        )
    notes: list[str] = []
    words = replace(words, effects=complete(case, words.effects, notes))
    return tell(case, words, "amend", notes, more={"amends": target})


def retract(case: Case, target: str, words: Words) -> Act:
    """Return the act of ``retract``: the update *target*, or ``incident``, is withdrawn.

    Its text goes, id and time stay, and its state is undone.

    Raises:
        Refusal: When there is no such update, or it is withdrawn already.
    """
    if target != "incident":
        _find_update(case, target)
    elif not case.is_public:
        raise Refusal(
            f"visitors read nothing of {case.id}", "leave it: there is nothing to retract"
        )
    notes = (
        []
        if target != "incident"
        else ["the page stays and says that the notice was withdrawn; every text goes"]
    )
    return tell(case, words, "retract", notes, more={"retracts": target})


def find_target(case: Case, word: str) -> str:
    """Return the id of the update that *word* means: its id, its beginning, a clock, or ``last``.

    Raises:
        Refusal: When there is none, or several.
    """
    ids = [each.id for each in case.updates if each.amends is None]
    if not ids:
        raise Refusal(
            f"{case.id} has no public update yet", f"write one: allclear update {case.id}"
        )
    if word in ("", "last"):
        return ids[-1]
    wanted = word.upper().removesuffix("Z")
    found = [each for each in ids if each == word or each.upper().startswith(wanted)]
    if not found and (clock := word.replace(":", "")).isdigit():
        found = [each for each in ids if each[9:].startswith(clock)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join((found or ids)[-6:])
    if found:
        raise Refusal(f"{len(found)} updates begin with '{word}'", f"write one of {listed}")
    raise Refusal(f"{case.id} has no update '{word}'", f"write last, or one of {listed}")


def _introduce(case: Case, words: Words, notes: list[str]) -> Words:
    """Complete the first update: status, what is affected and how badly, visitors' title."""
    status = words.status or IncidentStatus.INVESTIGATING
    effects = words.effects
    if not effects:
        if not case.components:
            offered = [each.id for each in case.config.components if each.retired is None]
            raise Refusal(
                "nothing says which part is affected",
                f"name it: allclear update {case.id} --component PART=down, partial or slow; "
                f"parts are {', '.join(offered)}",
            )
        effects = tuple((component, None) for component in case.components)
        notes.append(f"affected, as the incident was declared: {', '.join(case.components)}")
    effects = complete(case, effects, notes)
    title = words.title or case.record.title or ""
    if not title:
        title = _sentence(case, effects)
        notes.append(f"title for visitors: {title}")
    return replace(words, status=status, effects=effects, title="" if case.record.title else title)


def _sentence(case: Case, effects: Effects) -> str:
    """Return the worst part's own sentence, without its full stop; never the internal title."""
    worst, state = max(effects, key=lambda each: badness(each[1] or ComponentState.OPERATIONAL))
    component = case.config.component(worst)
    sentence = component.sentence(state) if component and state else None
    if not sentence:
        raise Refusal(
            f"nothing says how visitors would call it: {worst} has no sentence of its own",
            f'write it: allclear update {case.id} --title "Students cannot save scores"',
        )
    return sentence.rstrip(".")


def _find_update(case: Case, target: str) -> None:
    found = next((each for each in case.updates if each.id == target), None)
    if found is None:
        raise Refusal(
            f"{case.id} has no update '{target}'", f"see them: allclear history {case.id}"
        )
    if any(each.retracts in (target, "incident") for each in case.updates):
        raise Refusal(f"{target} was withdrawn", f"see them: allclear history {case.id}")
