"""Sentences visitors read, put together from the words files and the component's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from generator.core.facts import Status
from generator.core.views import IncidentView, UpdateView
from generator.core.vocabulary import (
    ComponentState,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
    badness,
)
from generator.renderers.dates import Dates
from generator.renderers.frame import Frame, join

_CAUSE_KNOWN = (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED)
"""What is told in other words where the cause lies with another company."""
_UNDERWAY = (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING)


def component_sentence(component_id: str, state: ComponentState, frame: Frame) -> str:
    """Return what visitors read of a component in *state*: its own sentence, else the general."""
    component = frame.config.component(component_id)
    if component is None:
        return frame.words(f"sentence.{state}", name=component_id)
    own = component.sentence(state)
    return own or frame.words(f"sentence.{state}", name=component.name)


def _sentences(states: Iterable[tuple[str, ComponentState]], frame: Frame) -> str:
    return join(frame.words, "sentence", (component_sentence(*each, frame) for each in states))


def states_text(states: Iterable[tuple[str, ComponentState]], frame: Frame) -> str:
    """Return what visitors read of those of *states* that are not as they should be."""
    return _sentences((each for each in states if badness(each[1])), frame)


def component_name(component_id: str, frame: Frame) -> str:
    """Return the name visitors know a component by."""
    component = frame.config.component(component_id)
    return component.name if component else component_id


def names_of(components: Iterable[str], frame: Frame) -> str:
    """Return the names of *components* as one line."""
    return join(frame.words, "comma", (component_name(each, frame) for each in components))


def status_word(status: Status, frame: Frame, *, is_cancelled: bool = False) -> str:
    """Return the word visitors read for *status*."""
    return frame.words("status.cancelled" if is_cancelled else f"status.{status}")


def title_of(view: IncidentView, frame: Frame) -> str:
    """Return the title visitors read, also where there is none any more or none readable."""
    if view.is_tombstone:
        return frame.words("incident.tombstone")
    return view.title or frame.words("incident.unreadable")


def update_text(view: IncidentView, update: UpdateView, frame: Frame) -> str:
    """Return the words of *update* as Markdown; where nobody wrote any, those of the words files.

    One part has words of its own where there are some; several parts are told one by one.

    Source:
        T3, T4, T5, T15 with X12 and X13 (S:565-601, S:271).
    """
    words = frame.words
    if update.is_withdrawn:
        return ""
    moved = ""
    if update.planned is not None and update.is_move:
        # Whoever reads it in a feed has nothing else that says so.
        moved = words("work.moved", time=planned_time(update, frame))
    if update.text:
        return f"{update.text}\n\n{moved}" if moved else update.text
    if update.retracts is not None:
        key = "incident.withdraws_all" if update.retracts == "incident" else "incident.withdraws"
        return words(key)
    if update.merged_into:
        return words("incident.merged")
    status = _told_status(view, update)
    if moved and not status:
        return moved
    told = _template_text(view, update, status or str(update.status), frame)
    return f"{told}\n\n{moved}" if moved else told


def planned_time(update: UpdateView, frame: Frame) -> str:
    """Return the window that *update* announced or moved to; empty where it said none."""
    if update.planned is None:
        return ""
    return Dates(frame.words, frame.config.zone).window(*update.planned)


def _told_status(view: IncidentView, update: UpdateView) -> str:
    """Return the status that an update without words tells of; empty where that is not new.

    Work begins once, and what has begun is called off otherwise than what has not.
    """
    if view.kind is not RecordKind.MAINTENANCE:
        is_theirs = view.vendor is not None and update.status in _CAUSE_KNOWN
        return "third_party" if is_theirs else str(update.status)
    place = next((i for i, each in enumerate(view.updates) if each is update), len(view.updates))
    before = next((each for each in view.updates[place + 1 :] if not each.is_withdrawn), None)
    if update.is_called_off:
        is_begun = before is not None and before.status in _UNDERWAY
        return "broken_off" if is_begun else "cancelled"
    if before is not None and before.status is update.status and not before.is_called_off:
        is_begun = update.status is MaintenanceStatus.IN_PROGRESS
        return "" if update.is_move else "going_on" if is_begun else str(update.status)
    return str(update.status)


def _template_text(view: IncidentView, update: UpdateView, status: str, frame: Frame) -> str:
    words = frame.words
    states = _states_after(view, update)
    touched = [effect.component for effect in update.effects]
    touched = touched or [each for each, state in states.items() if badness(state)]
    touched = touched or list(states)
    if not touched:
        key = f"no_part.{status}"
        return words(key) if words.has(key) else ""
    key = f"updates.{status}.{touched[0]}"
    if len(touched) > 1 or not words.has(key):
        key = f"updates.{status}.default"
    return words(
        key,
        what=_sentences([(each, states[each]) for each in touched], frame),
        working=_sentences([(each, ComponentState.OPERATIONAL) for each in touched], frame),
        name=names_of(touched, frame),
        vendor=view.vendor.name if view.vendor else "",
    ).strip()


def _states_after(view: IncidentView, update: UpdateView) -> dict[str, ComponentState]:
    """Return every part known after *update* with the state it then had in this incident."""
    if view.kind is RecordKind.MAINTENANCE:
        return dict.fromkeys(view.components, ComponentState.UNDER_MAINTENANCE)
    states: dict[str, ComponentState] = {}
    for earlier in reversed(view.updates):
        states.update((effect.component, effect.new) for effect in earlier.effects)
        if earlier is update:
            break
    return states


def spent(
    durations: Iterable[tuple[ComponentState, timedelta]],
    frame: Frame,
    dates: Dates,
    *,
    is_sentence: bool = True,
) -> str:
    """Return ``Down for 28 min, having trouble for 16 min``; empty when nothing was lost.

    Args:
        durations: Time in each state, in the order to tell.
        frame: Words.
        dates: How lengths are written.
        is_sentence: Whether it begins a sentence, with a capital.
    """
    parts = [
        frame.words(f"spent.{state}", length=dates.length(length)) for state, length in durations
    ]
    text = join(frame.words, "comma", parts)
    return capitalised(text) if is_sentence else text


def capitalised(text: str) -> str:
    """Return *text* with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def percent(share: float | None, frame: Frame) -> str:
    """Return a share as ``99.97%``, rounded down so that 100% is never claimed falsely."""
    if share is None:
        return frame.words("dates.no_number")
    hundredths = int(share * 10_000 + 1e-7)
    whole, rest = divmod(hundredths, 100)
    is_whole = hundredths >= 10_000
    number = "100" if is_whole else f"{whole}{frame.words('dates.decimal')}{rest:02}"
    return frame.words("dates.percent", n=number)
