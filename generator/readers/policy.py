"""``policy.yml`` over the policy that ships, read into a whole policy.

Whatever the own file holds, a whole policy comes out, so that a live incident has its clocks: a
field that cannot be read, or that makes no sense, counts as shipped, and a finding says so.
"""

from __future__ import annotations

from datetime import time
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.clockwork.policy import (
    ClockSwitches,
    Policy,
    QuickClose,
    ResolveRule,
    SeverityRule,
    Thresholds,
)
from generator.core.clockwork.policy_tables import (
    AudienceRule,
    Link,
)
from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.schema_policy import FORMAT, POLICY, WEEKDAYS
from generator.readers.beside import read_beside
from generator.readers.decode import BAD, Fields, Names, decode
from generator.readers.policy_checks import check_policy
from generator.readers.policy_duties import read_cadences, read_duties
from generator.readers.policy_layers import Layer
from generator.readers.policy_rows import (
    answer_open_questions,
    by_level,
    create_channel,
    create_checklist,
    create_credits,
    create_figures,
    create_option,
    create_organisation,
    create_permission,
    create_postmortem,
    create_reminder,
    create_rooms,
    create_type,
    levels_of,
    readable,
)
from generator.readers.source import Source
from generator.readers.yaml_events import read_source

POLICY_FILE = "site_src/internal/policy.yml"
DEFAULTS = Path(__file__).parents[1] / "defaults" / "policy.yml"
_STAGES = ("acknowledge", "mitigate", "resolve")


class PolicyReading(NamedTuple):
    """A policy, what was odd about the own file, and whether there is one."""

    policy: Policy
    findings: tuple[Finding, ...]
    is_own: bool


def read_policy(root: Path, config: SiteConfig | None, names: Names) -> PolicyReading:
    """Read the policy of the repository at *root*. Never raises for what the file holds.

    Args:
        root: The repository.
        config: The site, whose zone and address count where the policy says none.
        names: Components that exist.

    Returns:
        A whole policy, and all findings. Without the file the policy is the one that ships.
    """
    source = Source(POLICY_FILE)
    own = _read_own(root, source, names)
    fallbacks: list[str] = []
    layer = Layer(own, _read_shipped(), "", fallbacks)
    policy = create_policy(layer, source, config)
    if own is not None:
        check_policy(policy, layer, source, config)
        _report_fallbacks(fallbacks, own, source)
    return PolicyReading(policy, tuple(source.findings), own is not None)


def _read_own(root: Path, source: Source, names: Names) -> Fields | None:
    fields = read_beside(root, POLICY, source, names)
    if fields is None or fields is BAD:
        return None
    if fields.get("format", FORMAT) > FORMAT:
        source.report(
            "POL001",
            fields.nodes["format"],
            f"format {fields.get('format')} is newer than this program, which knows {FORMAT}",
            "update the program; until then the policy that ships counts",
            value=str(fields.get("format")),
        )
        return None
    found: Fields = fields
    return found


@lru_cache(maxsize=1)
def _read_shipped() -> Fields:
    source = Source("generator/defaults/policy.yml")
    node = read_source(DEFAULTS.read_bytes(), source)
    fields = BAD if node is None else decode(node, POLICY, source, Names())
    assert isinstance(fields, Fields), source.findings  # noqa: S101 - it ships with us
    assert not source.findings, source.findings  # noqa: S101
    return fields


def _report_fallbacks(fallbacks: list[str], own: Fields, source: Source) -> None:
    """Say which shipped values count until the own ones can be read."""
    for name in sorted(dict.fromkeys(fallbacks)):
        source.report(
            "POL002",
            own.nodes.get(name.partition(".")[0], own.node),
            f"'{name}' cannot be used, so the value that ships with the program counts",
            "repair it as the other finding says",
            value=name,
        )


def create_policy(layer: Layer, source: Source, config: SiteConfig | None) -> Policy:
    """Return the policy that *layer* says, with what makes no sense as shipped."""
    zone = config.zone if config is not None else "UTC"
    switches, thresholds = layer.record("clocks"), layer.record("thresholds")
    quick, resolve = layer.record("quick_close"), layer.record("resolve")
    writes, public_text = layer.record("database_write"), layer.record("public_text")
    cadences = read_cadences(layer.record("cadence"), source)
    return Policy(
        organisation=create_organisation(layer.record("organisation"), config, zone),
        severities={
            int(key): _severity(int(key), each, source) for key, each in layer.records("severities")
        },
        clocks=ClockSwitches(
            on_upgrade=switches.get("on_upgrade"),
            severity_while_unset=int(switches.get("severity_while_unset")),
            mitigation_from=switches.get("mitigation_from"),
            duties_from=switches.get("duties_from"),
        ),
        calendar=_calendar(layer.record("calendar"), zone, source),
        thresholds=Thresholds(
            **{name: thresholds.get(name) for name in Thresholds.__dataclass_fields__}
        ),
        quick_close=QuickClose(
            within=quick.get("within"), severities=levels_of(quick.texts("severities"))
        ),
        resolve=ResolveRule(
            by={int(key): readable(value) for key, value in resolve.values("by").items()},
            baseline_for=by_level(resolve.values("baseline_for")),
            is_enforced=resolve.get("enforce") == "error",
        ),
        cadences=cadences,
        next_update=by_level(layer.record("cadence").values("next_update")),
        duties=tuple(read_duties(layer, cadences, source)),
        reminders=tuple(create_reminder(key, each) for key, each in layer.records("reminders")),
        types={key: create_type(key, each) for key, each in layer.records("types")},
        alerts={key: int(value) for key, value in layer.values("alerts").items()},
        escalation=layer.texts("escalation"),
        core_components=frozenset(layer.texts("core_components")),
        score_components=frozenset(layer.texts("score_components")),
        options={key: create_option(key, each) for key, each in layer.records("options")},
        database_write=(writes.texts("approval"), writes.get("tag")),
        checklists={key: create_checklist(key, each) for key, each in layer.records("checklists")},
        audiences={
            key: AudienceRule(id=key, name=each.get("name", key), means=each.texts("means"))
            for key, each in layer.records("audiences")
        },
        channels={key: create_channel(key, each) for key, each in layer.records("channels")},
        rooms=create_rooms(layer.record("rooms")),
        recipients={
            int(key): {
                channel: readable(value) for channel, value in pairs if BAD not in (channel, value)
            }
            for key, pairs in layer.values("recipients").items()
        },
        public_text=(public_text.get("approval"), public_text.texts("approvers")),
        permissions={
            key: create_permission(key, each) for key, each in layer.records("permissions")
        },
        postmortem=create_postmortem(layer.record("postmortem")),
        published_ahead=layer.record("oncall").get("published_ahead"),
        drills_every=layer.record("drills").get("every"),
        credits=create_credits(layer.record("credits")),
        figures=create_figures(layer.record("figures")),
        links={
            key: Link(id=key, title=each.get("title", key), url=each.get("url", ""))
            for key, each in layer.records("links")
        },
        open_questions=answer_open_questions(layer),
        fallbacks=tuple(sorted(dict.fromkeys(layer.fallbacks))),
    )


def _severity(level: int, layer: Layer, source: Source) -> SeverityRule:
    targets = {}
    for stage in _STAGES:
        target = layer.get(stage)
        if target is not None and target.unit == "wall" and not target.amount:
            node = layer.node(stage)
            if node is not None:
                source.report(
                    "POL003",
                    node,
                    f"'{layer.trail}.{stage}' is 0, which nobody can keep",
                    "write how long it may take, or 'none' for no target",
                    value=target.text,
                )
            layer.fallbacks.append(f"{layer.trail}.{stage}")
            target = layer.shipped(stage)
        targets[stage] = target
    return SeverityRule(
        level=level,
        name=layer.get("name"),
        definition=layer.get("definition"),
        examples=layer.texts("examples"),
        public_state=layer.get("public_state", ""),
        roles=layer.texts("roles"),
        **targets,
    )


def _calendar(layer: Layer, zone: str, source: Source) -> BusinessCalendar:
    opens, closes = layer.get("opens"), layer.get("closes")
    days = frozenset(WEEKDAYS.index(each) for each in layer.texts("days"))
    if closes != time(0) and closes <= opens:
        node = layer.node("closes") or layer.node("opens")
        if node is not None:
            source.report(
                "POL004",
                node,
                f"business hours end at {closes:%H:%M}, not after they begin at {opens:%H:%M}",
                "write the later time behind 'closes'",
                value=f"{closes:%H:%M}",
            )
        layer.fallbacks.extend((f"{layer.trail}.opens", f"{layer.trail}.closes"))
        opens, closes = layer.shipped("opens"), layer.shipped("closes")
    if not days:
        node = layer.node("days")
        if node is not None:
            source.report(
                "POL004",
                node,
                "no day of the week has business hours",
                "name at least one, such as 'monday'",
            )
        layer.fallbacks.append(f"{layer.trail}.days")
        days = frozenset(WEEKDAYS.index(each) for each in layer.shipped("days"))
    return BusinessCalendar(
        zone=layer.get("zone", zone),
        opens=opens,
        closes=closes,
        days=days,
        holidays=frozenset(layer.texts("holidays")),  # type: ignore[arg-type]
    )
