"""``policy.yml`` over the policy that ships, read into a whole policy.

Whatever the own file holds, a whole policy comes out, so that a live incident has its clocks: a
field that cannot be read, or that makes no sense, counts as shipped, and a finding says so.
"""

from __future__ import annotations

from datetime import time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.clockwork.business_hours import BusinessCalendar
from generator.core.clockwork.duty_words import Base
from generator.core.clockwork.policy import (
    AudienceRule,
    ChannelRule,
    Checklist,
    ClockSwitches,
    CreditRule,
    FigureRules,
    Link,
    OptionRule,
    Organisation,
    Permission,
    Policy,
    PostmortemRule,
    QuickClose,
    ReminderRule,
    ResolveRule,
    Rooms,
    SeverityRule,
    Thresholds,
    TypeRule,
)
from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.schema_policy import FORMAT, POLICY, WEEKDAYS
from generator.readers.decode import BAD, Fields, Names, decode
from generator.readers.files import read_file
from generator.readers.policy_checks import check_policy
from generator.readers.policy_duties import read_cadences, read_duties
from generator.readers.policy_layers import Layer
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
    path = root / POLICY_FILE
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        pass  # there is something; opening it says what is wrong
    data = read_file(str(path), source)
    node = None if data is None else read_source(data, source)
    fields: Any = BAD if node is None else decode(node, POLICY, source, names)
    if fields is BAD:
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
    figures, rooms = layer.record("figures"), layer.record("rooms")
    writes, public_text = layer.record("database_write"), layer.record("public_text")
    cadences = read_cadences(layer.record("cadence"), source)
    return Policy(
        organisation=_organisation(layer.record("organisation"), config, zone),
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
            within=quick.get("within"), severities=_levels(quick.texts("severities"))
        ),
        resolve=ResolveRule(
            by={int(key): _items(value) for key, value in resolve.values("by").items()},
            baseline_for=_by_level(resolve.values("baseline_for")),
            is_enforced=resolve.get("enforce") == "error",
        ),
        cadences=cadences,
        next_update=_by_level(layer.record("cadence").values("next_update")),
        duties=tuple(read_duties(layer, cadences, source)),
        reminders=tuple(_reminder(key, each) for key, each in layer.records("reminders")),
        types={key: _type(key, each) for key, each in layer.records("types")},
        alerts={key: int(value) for key, value in layer.values("alerts").items()},
        escalation=layer.texts("escalation"),
        core_components=frozenset(layer.texts("core_components")),
        score_components=frozenset(layer.texts("score_components")),
        options={key: _option(key, each) for key, each in layer.records("options")},
        database_write=(writes.texts("approval"), writes.get("tag")),
        checklists={
            key: Checklist(
                id=key,
                title=each.get("title", key),
                boxes=each.values("boxes"),
                source=each.get("source", ""),
            )
            for key, each in layer.records("checklists")
        },
        audiences={
            key: AudienceRule(id=key, name=each.get("name", key), means=each.texts("means"))
            for key, each in layer.records("audiences")
        },
        channels={
            key: ChannelRule(
                id=key,
                name=each.get("name", key),
                component=each.get("component", ""),
                limit=each.get("limit"),
            )
            for key, each in layer.records("channels")
        },
        rooms=Rooms(
            first=rooms.get("first"),
            severity={int(key): value for key, value in rooms.values("severity").items()},
            product=rooms.get("product"),
            engineering=rooms.get("engineering"),
            incident=rooms.get("incident"),
        ),
        recipients={
            int(key): {
                channel: _items(value) for channel, value in pairs if BAD not in (channel, value)
            }
            for key, pairs in layer.values("recipients").items()
        },
        public_text=(public_text.get("approval"), public_text.texts("approvers")),
        permissions={key: _permission(key, each) for key, each in layer.records("permissions")},
        postmortem=_postmortem(layer.record("postmortem")),
        published_ahead=layer.record("oncall").get("published_ahead"),
        drills_every=layer.record("drills").get("every"),
        credits=tuple(
            CreditRule(
                severity=int(item.get("severity", "1")),
                after=timedelta(minutes=item.get("min_minutes", 0)),
                percent=item.get("percent", 0),
            )
            for item in layer.record("credits").get("policy")
            if item is not BAD
        ),
        figures=FigureRules(
            user_impact=figures.get("user_impact"),
            downtime=figures.get("downtime"),
            few=figures.get("few"),
            is_public=figures.get("public"),
        ),
        links={
            key: Link(id=key, title=each.get("title", key), url=each.get("url", ""))
            for key, each in layer.records("links")
        },
        open_questions=_open_questions(layer),
        fallbacks=tuple(sorted(dict.fromkeys(layer.fallbacks))),
    )


def _organisation(layer: Layer, config: SiteConfig | None, zone: str) -> Organisation:
    url = config.url if config is not None else ""
    email = config.support_email if config is not None else ""
    return Organisation(
        prefix=layer.get("prefix"),
        greeting=layer.get("greeting"),
        signature=layer.get("signature"),
        support_email=layer.get("support_email", email or ""),
        billing_email=layer.get("billing_email", ""),
        status_url=layer.get("status_url", url),
        zone=layer.get("zone", zone),
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


def _reminder(key: str, layer: Layer) -> ReminderRule:
    return ReminderRule(
        id=key,
        title=layer.get("title", key),
        base=Base(layer.get("from", "detection")),
        after=layer.get("after", timedelta(0)),
        severities=_levels(layer.texts("severities")),
        source=layer.get("source", ""),
    )


def _type(key: str, layer: Layer) -> TypeRule:
    return TypeRule(
        id=key,
        name=layer.get("name", key),
        typical=tuple(int(each) for each in layer.texts("typical")),
        priority=layer.get("priority", ""),
        options=layer.texts("options"),
        causes=layer.texts("causes"),
        special=layer.texts("special"),
        metrics=layer.texts("metrics"),
        checklists=layer.texts("checklists"),
    )


def _option(key: str, layer: Layer) -> OptionRule:
    return OptionRule(
        letter=key,
        name=layer.get("name", key),
        approval=layer.texts("approval"),
        needs_senior_review=layer.get("review") == "senior",
        note=layer.get("note", ""),
        source=layer.get("source", ""),
    )


def _permission(key: str, layer: Layer) -> Permission:
    return Permission(
        id=key,
        name=layer.get("name", key),
        roles=layer.texts("roles"),
        emergency_only=layer.texts("emergency_only"),
        limit=layer.get("limit"),
        above=layer.get("above", ""),
        source=layer.get("source", ""),
    )


def _postmortem(layer: Layer) -> PostmortemRule:
    agenda = [item for item in layer.get("agenda") if item is not BAD]
    if not agenda:
        layer.fallbacks.append(f"{layer.trail}.agenda")
        agenda = [item for item in layer.shipped("agenda") if item is not BAD]
    return PostmortemRule(
        required={int(key): value for key, value in layer.values("required").items()},
        is_public_planned=layer.get("public") == "planned",
        propose_public_after=layer.get("propose_public_after"),
        length=layer.get("length"),
        attendees=layer.texts("attendees"),
        agenda=tuple((item.get("title", ""), item.get("minutes", 0)) for item in agenda),
    )


def _open_questions(layer: Layer) -> dict[str, str]:
    """Return what the policy answers to questions that the document leaves open (R169-R172)."""
    pager = layer.record("integrations").record("pager")
    rate = layer.record("thresholds").get("auto_rollback_error_rate_percent")
    return {
        "pager": pager.get("name", ""),
        "pager_url": pager.get("url_template", ""),
        "compensation": layer.record("oncall").get("compensation"),
        "auto_rollback": f"above {rate}% errors, shown and not automated",
    }


def _items(value: Any) -> tuple[str, ...]:
    return tuple(item for item in value if item is not BAD)


def _levels(words: tuple[str, ...]) -> frozenset[int]:
    return frozenset(int(each) for each in words)


def _by_level(values: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in values.items()}
