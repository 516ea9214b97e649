"""Acts that visitors read: one new file below ``updates/`` each, never a change of an old one."""

from __future__ import annotations

from dataclasses import replace

from generator.core.act import Act
from generator.core.facts import Update
from generator.core.plain_words import PLAIN_STATES
from generator.core.refusal import Refusal
from generator.core.times import format_instant
from generator.core.vocabulary import (
    ComponentState,
    IncidentStatus,
    RecordKind,
    badness,
)
from generator.pipeline.case import Case
from generator.pipeline.telling import (
    Effects,
    Rhythm,
    Words,
    complete,
    next_length,
    refuse_if_gone,
    refuse_if_withdrawn,
    says_anything,
    tell,
)

_QUOTED = 60
"""Characters of an update that a note shows of it."""


def update(case: Case, words: Words, rhythm: Rhythm = None) -> Act:
    """Return the act of ``update``; the first one makes the incident public.

    Args:
        case: The incident.
        words: What is said.
        rhythm: When visitors hear more by the policy, where nothing is said (R71, R72).

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
    is_over = words.status is IncidentStatus.RESOLVED
    if case.view is not None and not case.view.is_open:
        _refuse_opening(case, words)
        is_over = True
        notes.append(f"{case.id} is resolved, and stays so")
    words = replace(words, effects=complete(case, words.effects, notes))
    if case.is_public and not is_over and not words.title:
        words = replace(words, title=_follow(case, words.effects, notes))
    if not words.next_update and not is_over:
        length, rule = next_length(case, rhythm)
        words = replace(words, next_update=length)
        if length:
            notes.append(f"next update promised within {length}, {rule}")
    if words.status is IncidentStatus.RESOLVED and not case.is_resolved_in_log:
        notes.append("'allclear resolve' also writes the log line and when it really was")
    return tell(case, words, "update", notes)


def _refuse_opening(case: Case, words: Words) -> None:
    """Refuse what would open a resolved incident again by the way."""
    is_bad = any(state is not ComponentState.OPERATIONAL for _, state in words.effects)
    if words.status in (None, IncidentStatus.RESOLVED) and not is_bad:
        return
    part = case.components[0] if case.components else "PART"
    raise Refusal(
        f"{case.id} is resolved, and this would open it again",
        f"if it came back: allclear reopen {case.id} --component {part}=down, partial or slow",
    )


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
    refuse_if_withdrawn(case)
    found = _find_update(case, target)
    if not says_anything(words):
        raise Refusal(
            "this amendment would change nothing",
            f'give what is to stand there instead: allclear amend {case.id} {target} "…"',
        )
    notes = [f"amends the update of {_clock(case, found)}, until now: {_quote(case, found)}"]
    words = replace(words, effects=complete(case, words.effects, notes))
    return tell(case, words, "amend", notes, more={"amends": target})


def retract(case: Case, target: str, words: Words) -> Act:
    """Return the act of ``retract``: the update *target*, or ``incident``, is withdrawn.

    Its text goes, id and time stay, and its state is undone.

    Raises:
        Refusal: When there is no such update, or it is withdrawn already.
    """
    refuse_if_withdrawn(case)
    notes = ["the page stays and says that the notice was withdrawn; every text goes"]
    if target != "incident":
        found = _find_update(case, target)
        if found.retracts is not None:
            raise Refusal(
                f"{target} itself withdraws {found.retracts}",
                f"what is withdrawn stays so; say it anew: allclear update {case.id}",
            )
        notes = [f"withdraws the update of {_clock(case, found)}: {_quote(case, found)}"]
    elif not case.is_public:
        fix = "leave it: there is nothing to retract"
        if case.internal is not None and not case.is_resolved_in_log:
            fix = f"allclear resolve {case.id}, then allclear close {case.id}"
        raise Refusal(f"visitors read nothing of {case.id}", fix)
    return tell(case, words, "retract", notes, more={"retracts": target})


def find_target(case: Case, word: str) -> str:
    """Return the id of the update that *word* means: its id, its beginning, a clock, or ``last``.

    Raises:
        Refusal: When there is none, or several.
    """
    refuse_if_withdrawn(case)
    ids = [each.id for each in case.updates if each.amends is None]
    if not ids:
        raise Refusal(
            f"{case.id} has no public update yet", f"write one: allclear update {case.id}"
        )
    if word in ("", "last"):
        withdrawn = {each.retracts for each in case.updates}
        standing = [
            each.id
            for each in case.updates
            if each.amends is None and each.retracts is None and each.id not in withdrawn
        ]
        if not standing:
            raise Refusal(
                f"every update of {case.id} is withdrawn", f"write one: allclear update {case.id}"
            )
        return standing[-1]
    wanted = word.upper().removesuffix("Z")
    clock = word.replace(":", "").upper().removesuffix("Z")
    if ":" in word:
        found = [each for each in ids if each[9:].startswith(clock.zfill(4))]
    else:
        found = [each for each in ids if each == word]
        found = found or [each for each in ids if each.upper().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    times = {each.id: _clock(case, each) for each in case.updates}
    listed = ", ".join(f"{each} ({times[each]})" for each in (found or ids)[-6:])
    if found:
        raise Refusal(f"{len(found)} updates begin with '{word}'", f"write one of {listed}")
    raise Refusal(f"{case.id} has no update '{word}'", f"write last, or one of {listed}")


def _clock(case: Case, update: Update) -> str:
    """Return when *update* was written, the day only where it is another than now."""
    whole = format_instant(update.at)
    return whole if update.at.date() != case.now.date() else whole.rpartition(" ")[2]


def _quote(case: Case, update: Update) -> str:
    """Return the beginning of what visitors read of *update* now; without text its states."""
    views = case.view.updates if case.view is not None else ()
    text = next((each.text for each in views if each.id == update.id), update.text or "")
    plain = " ".join(text.split())
    if not plain:
        states = ", ".join(f"{part}={PLAIN_STATES[state]}" for part, state in update.components)
        return states or str(update.status or "no text")
    return f'"{plain}"' if len(plain) <= _QUOTED else f'"{plain[:_QUOTED].rstrip()}…"'


def _introduce(case: Case, words: Words, notes: list[str]) -> Words:
    """Complete the first update: status, what is affected and how badly, visitors' title."""
    if case.is_resolved_in_log and words.status is None:
        raise Refusal(
            f"{case.id} is resolved in the log, so nothing says what visitors are to read",
            f"write --status resolved; if it came back, first: allclear reopen {case.id}",
        )
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


def _follow(case: Case, effects: Effects, notes: list[str]) -> str:
    """Return the title that follows a part into another state, or an empty one.

    Only a title that is the part's own sentence follows: nobody wrote it.
    """
    if case.view is None:
        return ""
    now = dict(case.view.states)
    for part, state in effects:
        component = case.config.component(part)
        if component is None or state in (None, ComponentState.OPERATIONAL, now.get(part)):
            continue
        own = {known: sentence.rstrip(".") for known, sentence in component.sentences}
        new = own.get(state) if state is not None else None
        if new and new != case.view.title and case.view.title in own.values():
            notes.append(f"title for visitors follows: {new}")
            return new
    return ""


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


def _find_update(case: Case, target: str) -> Update:
    found = next((each for each in case.updates if each.id == target), None)
    if found is None:
        raise Refusal(
            f"{case.id} has no update '{target}'", f"see them: allclear history {case.id}"
        )
    if any(each.retracts in (target, "incident") for each in case.updates):
        raise Refusal(f"{target} was withdrawn", f"see them: allclear history {case.id}")
    return found
