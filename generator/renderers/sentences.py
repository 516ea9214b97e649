"""Sentences visitors read, put together from the words files and the component's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from generator.core.facts import Status
from generator.core.views import IncidentView, UpdateView
from generator.core.vocabulary import ComponentState, RecordKind, badness
from generator.renderers.dates import Dates
from generator.renderers.frame import Frame


def component_sentence(component_id: str, state: ComponentState, frame: Frame) -> str:
    """Return what visitors read of a component in *state*: its own sentence, else the general."""
    component = frame.config.component(component_id)
    if component is None:
        return frame.words(f"sentence.{state}", name=component_id)
    own = component.sentence(state)
    return own or frame.words(f"sentence.{state}", name=component.name)


def component_name(component_id: str, frame: Frame) -> str:
    """Return the name visitors know a component by."""
    component = frame.config.component(component_id)
    return component.name if component else component_id


def names_of(components: Iterable[str], frame: Frame) -> str:
    """Return the names of *components* as one line."""
    return frame.words("join.comma").join(component_name(each, frame) for each in components)


def status_word(status: Status, frame: Frame, *, is_cancelled: bool = False) -> str:
    """Return the word visitors read for *status*."""
    return frame.words("status.cancelled" if is_cancelled else f"status.{status}")


def update_text(view: IncidentView, update: UpdateView, frame: Frame) -> str:
    """Return the words of *update* as Markdown; where nobody wrote any, those of the words files.

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
    status = "cancelled" if view.is_cancelled and update is view.updates[0] else update.status
    touched = [effect.component for effect in update.effects] or list(view.components)
    if not touched:
        return ""
    component = touched[0]
    state = next(
        (effect.new for effect in update.effects if effect.component == component),
        ComponentState.OPERATIONAL,
    )
    if badness(state) == 0 and view.kind is RecordKind.INCIDENT and status != "resolved":
        state = next((old for name, old in view.states if name == component), state)
    if view.vendor is not None and status in {"investigating", "identified"}:
        status = "third_party"
    key = f"updates.{status}.{component}"
    if not words.has(key):
        key = f"updates.{status}.default"
    return words(
        key,
        what=component_sentence(component, state, frame),
        working=component_sentence(component, ComponentState.OPERATIONAL, frame),
        name=component_name(component, frame),
        vendor=view.vendor.name if view.vendor else "",
    ).strip()


def spent(durations: Iterable[tuple[ComponentState, timedelta]], frame: Frame, dates: Dates) -> str:
    """Return ``Down for 28 min, having trouble for 16 min``; empty when nothing was lost."""
    parts = [
        frame.words(f"spent.{state}", length=dates.length(length)) for state, length in durations
    ]
    text = frame.words("join.comma").join(parts)
    return text[:1].upper() + text[1:]


def percent(share: float | None, frame: Frame) -> str:
    """Return a share as ``99.97%``, rounded down so that 100% is never claimed falsely."""
    if share is None:
        return "–"
    hundredths = int(share * 10_000 + 1e-7)
    if hundredths >= 10_000:  # noqa: PLR2004 - a whole, in hundredths of a per cent
        return "100%"
    return f"{hundredths // 100}{frame.words('dates.decimal')}{hundredths % 100:02}%"
