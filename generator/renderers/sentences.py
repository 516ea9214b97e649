"""Sentences visitors read, put together from the words files and the component's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from generator.core.facts import Status
from generator.core.views import IncidentView, UpdateView
from generator.core.vocabulary import ComponentState, RecordKind, badness
from generator.renderers.dates import Dates
from generator.renderers.frame import Frame, join


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
    if update.text:
        return update.text
    if update.retracts is not None:
        key = "incident.withdraws_all" if update.retracts == "incident" else "incident.withdraws"
        return words(key)
    if update.merged_into:
        return words("incident.merged")
    status = "cancelled" if update.is_called_off else str(update.status)
    if view.vendor is not None and status in {"investigating", "identified"}:
        status = "third_party"
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
