"""Foreign texts cut to what a field holds; what does not fit goes on somewhere else, or is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from generator.core.api_ids import create_api_id
from generator.core.foreign import ForeignRecord, ForeignUpdate, Lost
from generator.core.schema import TEXT_LIMIT, TITLE_LIMIT
from generator.core.vocabulary import RecordKind
from generator.writers.imported import split_text

_TICK = timedelta(milliseconds=1)
_NAMES = {RecordKind.INCIDENT: "incident", RecordKind.MAINTENANCE: "maintenance"}


def fit_record(record: ForeignRecord) -> tuple[ForeignRecord, tuple[Lost, ...]]:
    """Return *record* with texts that fit their fields, and what became of those that did not."""
    lost: list[str] = []
    updates = list(record.updates)
    title = record.title
    if len(title) > TITLE_LIMIT:
        first = updates[0]
        updates[0] = replace(first, text=f"{title}\n\n{first.text}".rstrip())
        title = f"{title[: TITLE_LIMIT - 1].rsplit(' ', 1)[0].rstrip()}…"
        lost.append(
            f"the title has {len(record.title)} characters, more than {TITLE_LIMIT}; all of it "
            "begins the first update"
        )
    if any(len(update.text) * 4 > TEXT_LIMIT for update in updates):
        updates = list(_split_long(updates, lost))
    postmortem = record.postmortem
    if postmortem is not None and len(postmortem.text) * 4 > TEXT_LIMIT:
        rest = split_text(split_text(postmortem.text)[1])[1]
        if rest:
            lost.append(
                f"the post-mortem is too long for its two texts; {len(rest.encode()):,} bytes at "
                f"its end are left out, from {_beginning(rest)!r} on"
            )
    if record.is_open and any(update.notify for update in updates):
        lost.append(
            "it is not over; that its updates were told to subscribers is not kept, so that none "
            "goes into feeds as new"
        )
    return replace(record, title=title, updates=tuple(updates)), tell(record, lost)


def tell(record: ForeignRecord, messages: Iterable[str]) -> tuple[Lost, ...]:
    """Return a note about *record* for each of *messages*."""
    subject = f"{_NAMES[record.kind]} {record.api_id}"
    return tuple(
        Lost(path=record.place, subject=subject, message=message, line=record.line)
        for message in messages
    )


def _split_long(updates: list[ForeignUpdate], lost: list[str]) -> Iterator[ForeignUpdate]:
    last = None
    for given in updates:
        update = given
        if last is not None and update.at <= last:
            shown_at = update.shown_at or update.at
            update = replace(update, at=last + _TICK, shown_at=shown_at)
        text, rest = split_text(update.text)
        yield replace(update, text=text)
        last = update.at
        number = 1
        if rest:
            lost.append(
                f"update {update.api_id} has {len(update.text.encode()):,} bytes of text, more "
                f"than {TEXT_LIMIT:,}; it goes on in updates of its own right behind it"
            )
        while rest:
            number += 1
            last += _TICK
            text, rest = split_text(rest)
            yield ForeignUpdate(
                api_id=create_api_id("update", f"{update.api_id}/{number}"),
                at=last,
                text=text,
                shown_at=update.shown_at,
                notify=False,
            )


def _beginning(text: str) -> str:
    return " ".join(text[:40].split())
