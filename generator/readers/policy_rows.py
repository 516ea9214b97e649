"""Rows of the policy's tables, each from its two layers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from generator.core.clockwork.duty_words import Base
from generator.core.clockwork.policy import ReminderRule
from generator.core.clockwork.policy_tables import (
    ChannelRule,
    Checklist,
    CreditRule,
    FigureRules,
    OptionRule,
    Organisation,
    Permission,
    PostmortemRule,
    Rooms,
    TypeRule,
)
from generator.core.facts import SiteConfig
from generator.readers.decode import BAD
from generator.readers.policy_layers import Layer


def create_organisation(layer: Layer, config: SiteConfig | None, zone: str) -> Organisation:
    """Return the words of the organisation; what it does not say is that of the site."""
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


def create_reminder(key: str, layer: Layer) -> ReminderRule:
    """Return the reminder *key*."""
    return ReminderRule(
        id=key,
        title=layer.get("title", key),
        base=Base(layer.get("from", "detection")),
        after=layer.get("after", timedelta(0)),
        severities=levels_of(layer.texts("severities")),
        source=layer.get("source", ""),
    )


def create_type(key: str, layer: Layer) -> TypeRule:
    """Return the type of incident *key*."""
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


def create_option(key: str, layer: Layer) -> OptionRule:
    """Return the mitigation option *key*."""
    return OptionRule(
        letter=key,
        name=layer.get("name", key),
        approval=layer.texts("approval"),
        needs_senior_review=layer.get("review") == "senior",
        note=layer.get("note", ""),
        source=layer.get("source", ""),
    )


def create_permission(key: str, layer: Layer) -> Permission:
    """Return the row *key* of the matrix."""
    return Permission(
        id=key,
        name=layer.get("name", key),
        roles=layer.texts("roles"),
        emergency_only=layer.texts("emergency_only"),
        limit=layer.get("limit"),
        above=layer.get("above", ""),
        source=layer.get("source", ""),
    )


def create_postmortem(layer: Layer) -> PostmortemRule:
    """Return the rules of post-mortems."""
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


def create_checklist(key: str, layer: Layer) -> Checklist:
    """Return the checklist *key*."""
    return Checklist(
        id=key,
        title=layer.get("title", key),
        boxes=layer.values("boxes"),
        source=layer.get("source", ""),
    )


def create_channel(key: str, layer: Layer) -> ChannelRule:
    """Return the channel *key*."""
    return ChannelRule(
        id=key,
        name=layer.get("name", key),
        component=layer.get("component", ""),
        limit=layer.get("limit"),
    )


def create_rooms(layer: Layer) -> Rooms:
    """Return the chat rooms."""
    return Rooms(
        first=layer.get("first"),
        severity={int(key): value for key, value in layer.values("severity").items()},
        product=layer.get("product"),
        engineering=layer.get("engineering"),
        incident=layer.get("incident"),
    )


def create_credits(layer: Layer) -> tuple[CreditRule, ...]:
    """Return the table of credits."""
    return tuple(
        CreditRule(
            severity=int(item.get("severity", "1")),
            after=timedelta(minutes=item.get("min_minutes", 0)),
            percent=item.get("percent", 0),
        )
        for item in layer.get("policy")
        if item is not BAD
    )


def create_figures(layer: Layer) -> FigureRules:
    """Return how figures are computed."""
    return FigureRules(
        user_impact=layer.get("user_impact"),
        downtime=layer.get("downtime"),
        few=layer.get("few"),
        is_public=layer.get("public"),
    )


def answer_open_questions(layer: Layer) -> dict[str, str]:
    """Return what the policy answers to questions that the document leaves open (R169-R172)."""
    pager = layer.record("integrations").record("pager")
    rate = layer.record("thresholds").get("auto_rollback_error_rate_percent")
    return {
        "pager": pager.get("name", ""),
        "pager_url": pager.get("url_template", ""),
        "compensation": layer.record("oncall").get("compensation"),
        "auto_rollback": f"above {rate}% errors, shown and not automated",
    }


def readable(value: Any) -> tuple[str, ...]:
    """Return the items of *value* that could be read."""
    return tuple(item for item in value if item is not BAD)


def levels_of(words: tuple[str, ...]) -> frozenset[int]:
    """Return severities as numbers."""
    return frozenset(int(each) for each in words)


def by_level(values: dict[str, Any]) -> dict[int, Any]:
    """Return *values* by severity as a number."""
    return {int(key): value for key, value in values.items()}
