"""The duty table and the cadences of ``policy.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from generator.core.duty_words import Base, Done, Until
from generator.core.policy import Cadence, DutyRule
from generator.readers.decode import BAD
from generator.readers.policy_layers import Layer
from generator.readers.source import Source

_NAMES = ("public", "stakeholders", "team")


def read_cadences(layer: Layer, source: Source) -> dict[str, dict[int, Cadence]]:
    """Return every cadence by name and severity; one that makes no sense counts as shipped."""
    return {
        name: {
            int(key): cadence
            for key, each in layer.records(name)
            if (cadence := _cadence(each, source)) is not None
        }
        for name in _NAMES
    }


def _cadence(layer: Layer, source: Source) -> Cadence | None:
    steps = _steps(layer.get("steps", ()))
    mistake = "has no steps" if not steps else _mistake(steps)
    if mistake:
        place = layer.node("steps") or layer.place()
        if place is not None:
            source.report(
                "POL005",
                place,
                f"'{layer.trail}' {mistake}",
                "let 'until' rise from step to step, and leave it out in the last one",
                value=layer.trail,
            )
        layer.fallbacks.append(f"{layer.trail}.steps")
        steps = _steps(layer.shipped("steps", ()))
    first = layer.get("first")
    if not steps or first is None:
        return None
    return Cadence(first=first, steps=steps)


def _steps(items: Any) -> tuple[tuple[timedelta | None, timedelta], ...]:
    return tuple(
        (item.get("until"), item.get("every"))
        for item in items
        if item is not BAD and item.get("every")
    )


def _mistake(steps: tuple[tuple[timedelta | None, timedelta], ...]) -> str:
    last, limits = steps[-1][0], [until for until, _ in steps[:-1]]
    if last is not None:
        return "ends: after its last step nobody would hear anything"
    if None in limits:
        return "has a step without 'until' before the last one"
    rising = [each for each in limits if each is not None]
    return "" if rising == sorted(set(rising)) else "has steps out of order"


def read_duties(
    layer: Layer, cadences: Mapping[str, Mapping[int, Cadence]], source: Source
) -> Iterator[DutyRule]:
    """Yield the rows of the duty table that are switched on, as shipped, then those added."""
    for key, each in layer.records("duties"):
        if not each.get("enabled", True):
            continue
        within = {int(level): target for level, target in each.values("within").items() if target}
        cadence = each.get("cadence", "")
        done_by = tuple(Done(word) for word in each.texts("done_by"))
        mistake = _duty_mistake(each, bool(within), cadence, cadences, done_by)
        if mistake:
            place = each.place()
            if place is not None:
                source.report(
                    "POL006",
                    place,
                    f"nobody can owe '{key}': {mistake[0]}",
                    f"{mistake[1]}; until then the row is left out",
                    value=key,
                )
            continue
        yield DutyRule(
            id=key,
            title=each.get("title", key),
            who=each.get("who", "on_call"),
            base=Base(each.get("from", "detection")),
            within=within,
            cadence=cadence,
            tolerance=each.get("tolerance", timedelta(0)),
            done_by=done_by,
            audiences=each.texts("audiences"),
            channels=each.texts("channels"),
            until=Until(each.get("until")) if each.get("until") else None,
            lapses=each.get("lapses"),
            remind=each.get("remind"),
            not_for=each.texts("not_for"),
            source=each.get("source", "policy.yml"),
        )


def _duty_mistake(
    layer: Layer,
    has_within: bool,
    cadence: str,
    cadences: Mapping[str, Mapping[int, Cadence]],
    done_by: tuple[Done, ...],
) -> tuple[str, str] | None:
    if has_within and cadence:
        return "'within' and 'cadence' both say when", "keep one of the two"
    if not has_within and not cadences.get(cadence):
        return "neither 'within' nor a cadence says when", "add 'within: {1: 30m}'"
    if not done_by:
        return "nothing discharges it", "add 'done_by: [notified]'"
    if Done.NOTIFIED in done_by and not layer.texts("audiences"):
        return "'done_by: [notified]' stands without 'audiences'", "say who has to be told"
    return None
