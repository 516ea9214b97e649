"""From decoded fields to editions of public post-mortems and states of promised changes."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.core.facts import ActionState, Edition, PublicChange
from generator.core.vocabulary import DataLoss
from generator.readers.decode import BAD, Fields
from generator.readers.instants import find_dated
from generator.readers.source import Source

_EXAMPLE_DAY = date(2025, 1, 17)


def create_edition(number: int, fields: Fields, source: Source) -> Edition | None:
    """Return edition *number*, or None when nobody can say when it may be read."""
    published_at = find_dated(fields.get("published_at"), _EXAMPLE_DAY, source)
    if published_at is None:
        return None
    data = fields.get("data")
    lost = data.get("lost") if data else None
    return Edition(
        number=number,
        published_at=published_at,
        edition=fields.get("edition", "preliminary" if "edition" in fields.bad else "final"),
        title=fields.get("title", ""),
        affected=_texts(fields, "affected"),
        not_affected=fields.get("not_affected", ""),
        data_lost=DataLoss(lost) if lost else None,
        data_recoverable=data.get("recoverable") if data else None,
        data_text=data.get("text", "") if data else "",
        summary=fields.get("summary", ""),
        what_to_do=fields.get("what_to_do", ""),
        impact=tuple(
            (item.get("audience", ""), item.get("text", ""))
            for item in fields.get("impact", ())
            if item is not BAD
        ),
        what_happened=fields.get("what_happened", ""),
        why=_texts(fields, "why"),
        fix=fields.get("fix", ""),
        changes=tuple(
            PublicChange(id=item.get("id"), text=item.get("text", ""), due=item.get("due"))
            for item in fields.get("changes", ())
            if item is not BAD and "id" in item.values
        ),
        went_well=_texts(fields, "went_well"),
        contact=fields.get("contact", ""),
        fingerprint=fields.get("fingerprint", ""),
        api_id=fields.get("api_id"),
        path=source.path,
    )


def create_actions(pairs: list[tuple[Any, Any]]) -> tuple[ActionState, ...]:
    """Return the states in ``actions.yml``; one that cannot be read counts as not done."""
    return tuple(
        ActionState(id=key, done=item.get("done"), dropped=item.get("dropped", ""))
        for key, item in pairs
        if key is not BAD and item is not BAD
    )


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(text for text in fields.get(name, ()) if text is not BAD)
