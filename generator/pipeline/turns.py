"""Acts by which an incident ends, comes back or goes on elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.core.act import Act
from generator.core.facts import ImpactWindow
from generator.core.log_verbs import Verb
from generator.core.plain_words import PLAIN_STATES
from generator.core.proposed_windows import describe_window, propose_windows
from generator.core.refusal import Refusal
from generator.core.times import format_instant
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind, badness
from generator.pipeline import journal
from generator.pipeline.case import Case
from generator.pipeline.telling import (
    Rhythm,
    Words,
    complete,
    next_length,
    refuse_if_gone,
    tell,
)


def resolve(
    case: Case,
    words: Words,
    *,
    note: str = "",
    who: str = "",
    log_only: bool = False,
    windows: Sequence[ImpactWindow] | None = None,
    has_log: bool = True,
) -> Act:
    """Return the act of ``resolve``: log line, last public update and impact windows in one step.

    Args:
        case: The incident.
        words: What visitors read.
        note: Text of the log line.
        who: Handle of who declares it.
        log_only: Write the log line alone.
        windows: Instead of the proposed ones; an empty list for none.
        has_log: False in a repository that is a status page only.

    Raises:
        Refusal: When it is over already, would be over before it began, or is planned work.
    """
    if case.kind is RecordKind.MAINTENANCE:
        raise Refusal(
            f"{case.id} is planned work, which is finished and not resolved",
            f"end it: allclear maintenance finish {case.id}",
        )
    refuse_if_gone(case)
    _refuse_before_beginning(case, words)
    ended = case.find_last(Verb.RESOLVED) if case.is_resolved_in_log else None
    at = words.happened_at or case.now
    lines = []
    if has_log and ended is None:
        body = journal.say(Verb.RESOLVED, note, who=who)
        lines = [journal.write_line(case, body, at=words.happened_at)]
    elif ended is not None:
        at = words.happened_at or ended.at
    is_told = case.is_public and not log_only
    if is_told and case.view is not None and not case.view.is_open:
        is_told = False
        if not lines:
            again = f"if it came back: allclear reopen {case.id}"
            if not has_log:
                raise Refusal(f"{case.id} is resolved already", again)
            raise Refusal(
                f"{case.id} is resolved already, in the log and for visitors",
                f"{again}; else: allclear close {case.id}",
            )
    if not lines and not is_told and not has_log:
        raise Refusal(
            f"visitors never heard of {case.id}", "leave it: there is nothing to tell them"
        )
    if not lines and not is_told:
        raise Refusal(
            f"{case.id} is resolved in the log since {format_instant(at)}"
            + ("" if case.is_public else ", and visitors never heard of it"),
            f"close it: allclear close {case.id}",
        )
    if not is_told:
        act = journal.log_act(case, lines, "resolve")
        if not case.is_public:
            act = replace(act, notes=(*act.notes, "visitors never heard of it: nothing is told"))
        return act
    proposed = windows
    if proposed is None:
        implied = case.view.windows if case.view else ()
        proposed = propose_windows(implied, case.log, at)
    words = replace(words, status=IncidentStatus.RESOLVED, next_update="")
    notes = [describe_window(window, case.now) for window in proposed]
    return tell(case, words, "resolve", notes, lines=lines, windows=proposed)


def reopen(
    case: Case,
    words: Words,
    *,
    note: str = "",
    who: str = "",
    has_log: bool = True,
    rhythm: Rhythm = None,
) -> Act:
    """Return the act of ``reopen``: it came back; *rhythm* as for ``update``.

    Raises:
        Refusal: While it is open; for visitors also where no state is said, because nobody may
            guess how bad it is. Planned work does not come back, it is announced.
    """
    if case.kind is RecordKind.MAINTENANCE:
        raise Refusal(
            f"{case.id} is planned work, which is announced and not reopened",
            "announce it anew: allclear maintenance announce; if it was only called off: allclear "
            f"update {case.id} --status scheduled",
        )
    refuse_if_gone(case)
    is_open = case.view is not None and case.view.is_open
    if is_open and not case.is_resolved_in_log:
        raise Refusal(f"{case.id} is open already", f"tell more: allclear update {case.id}")
    lines = []
    if has_log and (case.is_resolved_in_log or not case.is_public):
        body = journal.say(Verb.REOPENED, note, who=who)
        lines = [journal.write_line(case, body, at=words.happened_at)]
    if not case.is_public or is_open:
        if not lines or not (case.is_resolved_in_log or is_open):
            raise Refusal(f"{case.id} is open already", f"log more: allclear log {case.id}")
        return journal.log_act(case, lines, "reopen")
    if words.status is IncidentStatus.RESOLVED:
        raise Refusal(
            "a reopened incident is not resolved",
            f"leave --status out; if it is over: allclear resolve {case.id}",
        )
    if not any(state for _, state in words.effects):
        part = case.components[0] if case.components else "PART"
        raise Refusal(
            "nothing says how bad it is this time",
            f"say it: allclear reopen {case.id} --component {part}=down, partial or slow",
        )
    notes: list[str] = []
    words = replace(
        words,
        status=words.status or IncidentStatus.INVESTIGATING,
        effects=complete(case, words.effects, notes),
        next_update=words.next_update or next_length(case, rhythm)[0],
    )
    return tell(case, words, "reopen", notes, lines=lines)


def merge(case: Case, other: Case, words: Words, *, has_log: bool = True) -> Act:
    """Return the act of ``merge``: *other* goes on in place of *case*, both pages stay.

    Raises:
        Refusal: When nothing would go on there, or both are one.
    """
    refuse_if_gone(case)
    if case.id == other.id:
        raise Refusal(f"{case.id} cannot be merged into itself", "name the incident that goes on")
    if case.kind is not other.kind or not other.id.startswith("INC-"):
        raise Refusal(
            f"{other.id} is planned work, and an incident goes on in an incident",
            "name an incident",
        )
    if not case.is_public:
        if not has_log:
            raise Refusal(f"visitors read nothing of {case.id}", "delete its folder instead")
        body = journal.say(Verb.CLOSED, f"merged into {other.id}")
        return journal.log_act(case, [journal.write_line(case, body)], f"merge into {other.id}")
    if other.view is None or other.view.is_tombstone:
        raise Refusal(
            f"visitors see nothing of {other.id}, so nothing would go on there",
            f"tell them first: allclear update {other.id}",
        )
    if other.view.merged_into == case.id:
        raise Refusal(
            f"{other.id} goes on as {case.id} already",
            f"write there: allclear update {case.id}",
        )
    if other.view.merged_into is not None:
        raise Refusal(
            f"{other.id} was merged into {other.view.merged_into} itself",
            f"write allclear merge {case.id} --into {other.view.merged_into}",
        )
    if case.view is not None and case.view.is_open and not other.view.is_open:
        raise Refusal(
            f"{other.id} is resolved, so visitors would read that all is over",
            f"open it first: allclear reopen {other.id} --component PART=down; or resolve "
            f"{case.id} as well",
        )
    _refuse_hiding(case, other)
    lines = []
    if has_log:
        body = journal.say(Verb.CLOSED, f"merged into {other.id}")
        lines = [journal.write_line(case, body)]
    return tell(case, words, "merge", [], lines=lines, more={"merged_into": other.id})


def _refuse_hiding(case: Case, other: Case) -> None:
    """Refuse a merge after which a part would look better than it is (P3)."""
    assert other.view is not None  # noqa: S101 - the caller has looked
    told = dict(other.view.states)
    own = case.view.states if case.view is not None and case.view.is_open else ()
    hidden = [
        (part, state, told.get(part, ComponentState.OPERATIONAL))
        for part, state in own
        if badness(state) > badness(told.get(part, ComponentState.OPERATIONAL))
    ]
    if not hidden:
        return
    parts = "; ".join(
        f"{part} is {PLAIN_STATES[state]} here and {PLAIN_STATES[there]} there"
        for part, state, there in hidden
    )
    effects = " ".join(f"--component {part}={PLAIN_STATES[state]}" for part, state, _ in hidden)
    raise Refusal(
        f"{other.id} does not tell of all the trouble of {case.id}: {parts}",
        f"tell it there, then merge again: allclear update {other.id} {effects}",
    )


def _refuse_before_beginning(case: Case, words: Words) -> None:
    """Refuse an end before the beginning that log or updates tell of."""
    told = [entry.at for entry in case.log if entry.verb in (Verb.STARTED, Verb.DETECTED)]
    told += [each.happened_at or each.at for each in case.updates[:1]]
    if words.happened_at is not None and told and words.happened_at < min(told):
        raise Refusal(
            f"{case.id} began at {format_instant(min(told))}, so it was not over at "
            f"{format_instant(words.happened_at)}",
            "write --at with a later time, and its day where that is another",
        )
