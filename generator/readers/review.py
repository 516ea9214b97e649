"""From the decoded fields of ``review.yml`` to the facts of a post-mortem."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from generator.core.review_facts import (
    ActionItem,
    ActionKind,
    ActionStatus,
    Horizon,
    Meeting,
    Overview,
    Recommendation,
    Review,
    ReviewImpact,
    ReviewStatus,
    WentPoorly,
    Why,
)
from generator.core.times import format_instant
from generator.readers.decode import BAD, Fields, Timed
from generator.readers.instants import find_dated
from generator.readers.source import Source, show

_EXAMPLE_DAY = date(2025, 1, 16)


def create_review(fields: Fields, source: Source, zone: str) -> Review:
    """Return the post-mortem; what cannot be read is left out.

    Args:
        fields: Of ``review.yml``. A status that cannot be read makes a draft.
        source: Names the file and takes the findings about the meeting's time.
        zone: The organisation's IANA zone, for a meeting without one (X22).
    """
    return Review(
        path=source.path,
        status=ReviewStatus(fields.get("status", ReviewStatus.DRAFT)),
        waived_reason=fields.get("waived_reason", ""),
        date=fields.get("date"),
        authors=_texts(fields, "authors"),
        approved_by=fields.get("approved_by", ""),
        severity=_severity(fields),
        meeting=_meeting(fields.get("meeting"), source, zone),
        executive_summary=fields.get("executive_summary", ""),
        overview=_overview(fields.get("overview")),
        primary_cause=fields.get("primary_cause", ""),
        contributing_factors=_texts(fields, "contributing_factors"),
        whys=tuple(_why(index, item) for index, item in _items(fields, "five_whys")),
        impact=_impact(fields.get("impact")),
        immediate_mitigation=fields.get("immediate_mitigation", ""),
        permanent_fix=fields.get("permanent_fix", ""),
        verification=fields.get("verification", ""),
        went_well=_texts(fields, "went_well"),
        went_poorly=tuple(
            WentPoorly(
                index=index,
                text=item.get("text", ""),
                actions=_texts(item, "actions"),
                reason=item.get("reason", ""),
            )
            for index, item in _items(fields, "went_poorly")
        ),
        actions=tuple(_action(index, item) for index, item in _items(fields, "actions")),
        lessons=_texts(fields, "lessons"),
        recommendations=tuple(
            Recommendation(
                index=index,
                text=item.get("text", ""),
                actions=_texts(item, "actions"),
                declined=item.get("declined", ""),
            )
            for index, item in _items(fields, "recommendations")
        ),
        acknowledgments=fields.get("acknowledgments", ""),
    )


def _meeting(fields: Fields | None, source: Source, zone: str) -> Meeting | None:
    if not fields:
        return None
    timed: Timed | None = fields.get("at")
    is_zone_inferred = timed is not None and timed.parsed.is_zone_inferred
    if timed is not None and is_zone_inferred:
        timed = timed._replace(parsed=replace(timed.parsed, zone=zone))
    at = find_dated(timed, _EXAMPLE_DAY, source)
    if timed is not None and at is not None and is_zone_inferred:
        source.report(
            "RVW001",
            timed.node,
            f"{show(timed.node.text)} has no zone and is read as {zone}: {format_instant(at)}",
            f"write '{timed.node.text.strip()} {zone}'",
            value=timed.node.text,
        )
    return Meeting(
        at=at,
        length=fields.get("length"),
        facilitator=fields.get("facilitator", ""),
        attendees=_texts(fields, "attendees"),
        is_held=fields.get("held"),
        is_zone_inferred=is_zone_inferred and at is not None,
    )


def _overview(fields: Fields | None) -> Overview:
    if not fields:
        return Overview()
    return Overview(
        detection=fields.get("detection", ""),
        duration=fields.get("duration"),
        severity=_severity(fields),
        affected_users=fields.get("affected_users", ""),
        affected_systems=_texts(fields, "affected_systems"),
        resolution=fields.get("resolution", ""),
    )


def _why(index: int, item: Fields) -> Why:
    return Why(
        index=index,
        question=item.get("question", ""),
        answer=item.get("answer", ""),
        actions=_texts(item, "actions"),
    )


def _impact(fields: Fields | None) -> ReviewImpact:
    if not fields:
        return ReviewImpact()
    return ReviewImpact(
        users=_pairs(fields, "users"),
        business=_pairs(fields, "business"),
        data=_pairs(fields, "data"),
    )


def _action(index: int, item: Fields) -> ActionItem:
    horizon, kind, status = item.get("horizon"), item.get("kind"), item.get("status")
    return ActionItem(
        index=index,
        id=item.get("id", ""),
        text=item.get("text", ""),
        owner=item.get("owner", ""),
        due=item.get("due"),
        horizon=Horizon(horizon) if horizon else None,
        kind=ActionKind(kind) if kind else None,
        status=ActionStatus(status) if status else None,
        done=item.get("done"),
        ticket=item.get("ticket", ""),
        evaluation=item.get("evaluation", ""),
        public=item.get("public", ""),
        dropped=item.get("dropped", ""),
    )


def _severity(fields: Fields) -> int | None:
    word = fields.get("severity")
    return int(word) if word else None


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(text for text in fields.get(name, ()) if text is not BAD)


def _pairs(fields: Fields, name: str) -> tuple[tuple[str, str], ...]:
    pairs: Any = fields.get(name, ())
    return tuple((key, value) for key, value in pairs if key is not BAD and value is not BAD)


def _items(fields: Fields, name: str) -> Iterator[tuple[int, Fields]]:
    """Yield the readable records of a list, each with its place in the file."""
    for index, item in enumerate(fields.get(name, ())):
        if item is not BAD:
            yield index, item
