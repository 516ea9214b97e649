"""The duty table and the cadences of ``policy.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from generator.core.clockwork.duty_words import Base, Done, Until
from generator.core.clockwork.policy import Cadence, DutyRule
from generator.core.spelling import suggest
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
    items = layer.get("steps", ())
    steps = _steps(items)
    # Without a step that cannot be read the others mean something else; that is reported already.
    is_partial = any(item is BAD or item.bad for item in items)
    mistake = "has no steps" if not steps else _mistake(steps)
    if mistake or is_partial:
        place = layer.node("steps") or layer.place()
        if place is not None and not is_partial:
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
            _check_disabled(key, each, layer, source)
            continue
        rule, mistake = _duty(key, each, cadences)
        if rule is None:
            shipped = each.as_shipped()
            place = each.place()
            if place is not None:
                until_then = "it counts as shipped" if shipped else "the row is left out"
                source.report(
                    "POL006",
                    place,
                    f"nobody can owe '{key}': {mistake[0]}",
                    f"{mistake[1]}; until then {until_then}",
                    value=key,
                )
            if shipped is not None:
                layer.fallbacks.append(each.trail)
                rule, _ = _duty(key, shipped, cadences)
        if rule is not None:
            yield rule


def _check_disabled(key: str, each: Layer, layer: Layer, source: Source) -> None:
    """Report a row that is switched off and was never on: the name of a shipped one was meant."""
    place = each.place()
    if place is None or each.as_shipped() is not None or each.has("title"):
        return
    shipped = [name for name, row in layer.records("duties") if row.as_shipped() is not None]
    meant = suggest(key, shipped)
    begun = [name for name in shipped if name.partition("-")[0] == key.partition("-")[0]]
    source.report(
        "POL013",
        place,
        f"'{key}' is switched off, and there is no such duty",
        f"did you mean '{meant}'?" if meant else f"use one of {', '.join(begun or shipped)}",
        value=key,
    )


def _duty(
    key: str, layer: Layer, cadences: Mapping[str, Mapping[int, Cadence]]
) -> tuple[DutyRule | None, tuple[str, str]]:
    """Return the row *key*, or None with what is wrong with it and what to do."""
    within = {int(level): target for level, target in layer.values("within").items() if target}
    cadence = layer.get("cadence", "")
    done_by = tuple(Done(word) for word in layer.texts("done_by"))
    mistake = _duty_mistake(layer, bool(within), cadence, cadences, done_by)
    if mistake:
        return None, mistake
    rule = DutyRule(
        id=key,
        title=layer.get("title", key),
        who=layer.get("who", "on_call"),
        base=Base(layer.get("from", "detection")),
        within=within,
        cadence=cadence,
        tolerance=layer.get("tolerance", timedelta(0)),
        done_by=done_by,
        audiences=layer.texts("audiences"),
        channels=layer.texts("channels"),
        until=Until(layer.get("until")) if layer.get("until") else None,
        lapses=layer.get("lapses"),
        remind=layer.get("remind"),
        not_for=layer.texts("not_for"),
        source=layer.get("source", "policy.yml"),
    )
    return rule, ("", "")


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
