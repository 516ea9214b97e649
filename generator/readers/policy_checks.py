"""What contradicts itself or ``site.yml`` in ``policy.yml``; every finding at its field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from generator.core.clockwork.duty_words import Base
from generator.core.clockwork.lengths import say_length
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.targets import describe, due_at
from generator.core.facts import SiteConfig
from generator.readers.decode import BAD
from generator.readers.policy_layers import Layer
from generator.readers.source import Place, Source
from generator.readers.yaml_nodes import LIST

_STAGES = ("acknowledge", "mitigate", "resolve")
_HANDOVERS = ("cause-unknown", "not-resolved")
_A_MONDAY = datetime(2025, 1, 13, 15, tzinfo=UTC)
"""From here targets of different units are compared."""


def check_policy(policy: Policy, layer: Layer, source: Source, config: SiteConfig | None) -> None:
    """Report every contradiction of the own policy; what ships has none, which a test holds."""
    _check_order(policy, layer, source)
    _check_holidays(policy, layer, source)
    _check_people_told(policy, layer, source)
    _check_agenda(policy, layer, source)
    _check_rooms(layer, source)
    _check_handover(policy, layer, source)
    if config is not None:
        _check_site(policy, layer, source, config)


def _check_order(policy: Policy, layer: Layer, source: Source) -> None:
    """Report a graver severity that has more time than a lighter one."""
    rules = [policy.severities[level] for level in sorted(policy.severities)]
    records = dict(layer.records("severities"))
    for stage in _STAGES:
        for graver, lighter in pairwise(rules):
            long, short = getattr(graver, stage), getattr(lighter, stage)
            if long is None and short is not None:
                is_wrong = True
            else:
                is_wrong = (
                    long is not None
                    and short is not None
                    and due_at(long, _A_MONDAY, policy.calendar)
                    > due_at(short, _A_MONDAY, policy.calendar)
                )
            place = records[str(graver.level)].node(stage) or records[str(lighter.level)].node(
                stage
            )
            if is_wrong and place is not None:
                source.report(
                    "POL007",
                    place,
                    f"'{stage}' gives Severity {graver.level} "
                    f"{describe(long) if long else 'no target'}, and Severity {lighter.level} "
                    f"only {describe(short)}",
                    "give the graver severity less time, or the lighter one more",
                    value=stage,
                )


def _check_holidays(policy: Policy, layer: Layer, source: Source) -> None:
    calendar = layer.record("calendar")
    node = calendar.node("holidays")
    if node is None:
        return
    seen = set()
    days = calendar.get("holidays")
    if node.kind != LIST or len(days) != len(node.items):
        return  # the own list cannot be read at all, so that these are the days that ship
    for place, day in zip(node.items, days, strict=True):
        if day is BAD:
            continue
        if day.weekday() not in policy.calendar.days:
            source.report(
                "POL008",
                place,
                f"{day} is a {day:%A}, which has no business hours anyway",
                "delete it, or write the day on which it is kept",
                value=str(day),
            )
        elif day in seen:
            source.report("POL008", place, f"{day} stands twice", "delete one", value=str(day))
        seen.add(day)


def _check_people_told(policy: Policy, layer: Layer, source: Source) -> None:
    """Report channels and checklists that are named and not defined."""
    known = set(policy.channels)
    for key, pairs in layer.values("recipients").items():
        node = layer.node("recipients")
        for channel in (channel for channel, _ in pairs if channel is not BAD):
            if node is not None and channel not in known:
                source.report(
                    "POL009",
                    node,
                    f"recipients of Severity {key} name the channel '{channel}', which 'channels' "
                    "does not have",
                    "add it to 'channels', or write one of them",
                    value=channel,
                )
    for key, each in layer.records("types"):
        node = each.node("checklists")
        for checklist in policy.types[key].checklists:
            if node is not None and checklist not in policy.checklists:
                source.report(
                    "POL009",
                    node,
                    f"type '{key}' turns on the checklist {checklist}, which does not exist",
                    "add it to 'checklists', or write one of them",
                    value=checklist,
                )


def _check_agenda(policy: Policy, layer: Layer, source: Source) -> None:
    record = layer.record("postmortem")
    node = record.node("agenda") or record.node("length")
    total = timedelta(minutes=sum(minutes for _, minutes in policy.postmortem.agenda))
    if node is not None and total != policy.postmortem.length:
        wanted = int(policy.postmortem.length / timedelta(minutes=1))
        source.report(
            "POL010",
            node,
            f"the agenda takes {int(total / timedelta(minutes=1))} min and the meeting {wanted}",
            "make the two the same",
        )


def _check_rooms(layer: Layer, source: Source) -> None:
    node = layer.record("rooms").node("incident")
    if node is not None and "{number}" not in node.text:
        source.report(
            "POL011",
            node,
            "the room of an incident has no {number}, so all incidents share one",
            'write it as "#incident-{number}"',
            value=node.text,
        )


def _check_handover(policy: Policy, layer: Layer, source: Source) -> None:
    """Report that the decision matrix and the duties hand over after different times (S:304)."""
    limit = policy.thresholds.unresolved_for
    records = dict(layer.records("duties"))
    for rule in policy.duties:
        if rule.id not in _HANDOVERS or rule.base is not Base.DETECTION:
            continue
        place = records[rule.id].node("within") or layer.record("thresholds").node("unresolved_for")
        other = next((each for each in rule.within.values() if each.amount != limit), None)
        if place is not None and other is not None:
            source.report(
                "POL014",
                place,
                f"'{rule.id}' is due within {describe(other)}, and 'thresholds.unresolved_for' is "
                f"{say_length(limit)}",
                "make the two the same",
                value=rule.id,
            )


def _check_site(policy: Policy, layer: Layer, source: Source, config: SiteConfig) -> None:
    for place, name, message, fix in _differences(policy, layer, config):
        source.report("POL012", place, message, fix, value=name)


def _differences(
    policy: Policy, layer: Layer, config: SiteConfig
) -> Iterator[tuple[Place, str, str, str]]:
    """Yield where policy and ``site.yml`` say different things, at the policy's field."""
    organisation = layer.record("organisation")
    pairs = (
        (organisation, "zone", policy.organisation.zone, config.zone),
        (layer.record("calendar"), "zone", policy.calendar.zone, config.zone),
        (organisation, "status_url", policy.organisation.status_url, config.url),
        (organisation, "support_email", policy.organisation.support_email, config.support_email),
    )
    for record, name, said, elsewhere in pairs:
        node = record.node(name)
        if node is not None and elsewhere and said.rstrip("/") != elsewhere.rstrip("/"):
            yield (
                node,
                f"{record.trail}.{name}",
                f"'{record.trail}.{name}' is {said}, and site.yml says {elsewhere}",
                "delete it here, or correct one of the two",
            )
    cadence = policy.cadences["public"].get(1)
    records = dict(layer.record("cadence").records("public"))
    place = records["1"].place() if "1" in records else None
    if cadence is not None and place is not None and config.default_promise is not None:
        every = cadence.steps[0][1]
        if every > config.default_promise:
            minutes = int(config.default_promise / timedelta(minutes=1))
            yield (
                place,
                "cadence.public.1",
                f"Severity 1 is updated every {int(every / timedelta(minutes=1))} min at first, "
                f"and site.yml promises the next update within {minutes}",
                "promise no less time in site.yml than the cadence keeps",
            )
