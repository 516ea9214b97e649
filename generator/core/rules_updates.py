"""Rules over the public updates of any record: order and sanity of times, what names what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise

from generator.core.effective import AHEAD_LIMIT
from generator.core.facts import Record, SiteConfig, Update
from generator.core.maintenance import find_announced
from generator.core.rules_base import Holding, Remark, about, inline_updates, withdrawn_ids
from generator.core.spelling import suggest_update
from generator.core.times import format_instant
from generator.core.vocabulary import RecordKind

FAR_FROM_ID = timedelta(hours=48)
"""How far the first update may lie from the id's date without a word (R53)."""
LONG_BEFORE = timedelta(days=30)
"""How much earlier than its writing something may have happened without a word."""

_SILENT = frozenset(
    {"id", "at", "path", "line", "is_damaged", "happened_at", "notify", "next_update"}
)
_SPEAKING = tuple((each.name, each.default) for each in fields(Update) if each.name not in _SILENT)


def check_updates(
    holding: Holding, config: SiteConfig, as_of: datetime, *, replay: bool
) -> Iterator[Remark]:
    """Yield what is odd about the updates of one record, incident or maintenance.

    Args:
        holding: The record.
        config: The site, for retired parts.
        as_of: The moment; only INC006 depends on it.
        replay: Entries later than *as_of* are left out, so none of them is ahead.
    """
    record = holding.record
    yield from _check_title(holding)
    yield from _check_order(record)
    if not replay:
        yield from _check_ahead(record, as_of)
    if any(update.amends is not None or update.retracts is not None for update in record.updates):
        yield from _check_targets(record)
    yield from _check_date(record)
    retired = {each.id: each.retired for each in config.components if each.retired is not None}
    for update in record.updates:
        if update.happened_at is not None:
            yield from _check_happened(update, record)
        promise = update.next_update
        if promise is not None and promise.due_at is not None and promise.due_at <= update.at:
            yield about(
                update,
                "INC018",
                ("next_update",),
                f"the next update is promised for {format_instant(promise.due_at)}, not after "
                f"this one of {format_instant(update.at)}",
                "write a later time, with its date, or a length of time such as 30m",
                value=format_instant(promise.due_at),
            )
        if update.path not in holding.unread:
            yield from _check_speech(update)
        if retired and update.components:
            yield from _check_retired(update, retired)
    yield from _check_contradictions(holding)


def _check_title(holding: Holding) -> Iterator[Remark]:
    record = holding.record
    if record.title or holding.is_tombstone or not holding.is_whole:
        return
    if not record.updates:
        return
    first = record.updates[0]
    if not any(update.title for update in record.updates):
        yield about(
            first,
            "INC004",
            (),
            "nothing gives this record a title",
            "write 'title:' with what is wrong, in visitors' words, in public.yml or in the first "
            "update",
        )
    elif not any(update.title for update in holding.updates):
        yield about(
            first,
            "INC024",
            (),
            "the only title stands in an update that is withdrawn",
            "write 'title:' in the next update",
        )


def _check_order(record: Record) -> Iterator[Remark]:
    for above, here in pairwise(inline_updates(record)):
        if here.at < above.at:
            yield about(
                here,
                "INC005",
                ("at",),
                f"update at {format_instant(here.at)} is earlier than the one above it, on line "
                f"{above.line} ({format_instant(above.at)})",
                "put updates in time order, oldest first, or correct this 'at'",
                value=format_instant(here.at),
            )


def _check_ahead(record: Record, as_of: datetime) -> Iterator[Remark]:
    limit = as_of + AHEAD_LIMIT
    for update in reversed(record.updates):  # newest first: the first that is not ends it
        if update.at <= limit:
            return
        yield about(
            update,
            "INC006",
            ("at",),
            f"update at {format_instant(update.at)} lies more than two hours ahead of now, "
            f"{format_instant(as_of)}",
            "correct its time; until then it is shown with a mark and adds only what is worse",
            value=format_instant(update.at),
        )


def _check_targets(record: Record) -> Iterator[Remark]:
    by_id = {update.id: update for update in find_announced(record)}
    withdrawn = withdrawn_ids(record)
    for update in record.updates:
        for name, target in (("amends", update.amends), ("retracts", update.retracts)):
            if target is None or update.id in withdrawn:
                continue
            if name == "retracts" and target == "incident":
                continue
            yield from _check_target(update, name, target, by_id)


def _check_target(
    update: Update, name: str, target: str, by_id: Mapping[str, Update]
) -> Iterator[Remark]:
    named = by_id.get(target)
    if named is None:
        yield about(
            update,
            "INC007",
            (name,),
            f"this record has no update '{target}'",
            _offer(target, update, by_id),
            value=target,
        )
    elif named is update:
        yield about(
            update,
            "INC007",
            (name,),
            f"this update {name} itself",
            _offer(target, update, by_id),
            value=target,
        )
    elif (named.at, named.id) > (update.at, update.id):
        yield about(
            update,
            "INC008",
            (name,),
            f"this update of {format_instant(update.at)} {name} one that was written later, at "
            f"{format_instant(named.at)}",
            "name the update that is meant, or correct the time of one of the two",
            value=target,
        )


def _offer(target: str, update: Update, by_id: Mapping[str, Update]) -> str:
    earlier = {
        name: each.at
        for name, each in sorted(by_id.items())
        if (each.at, each.id) < (update.at, update.id)
    }
    if not earlier:
        return "delete the line: no update of this record is earlier"
    meant = suggest_update(target, earlier)
    if meant:
        return f"write '{meant}'"
    return f"write the id of an update of this record: {', '.join(list(earlier)[:8])}"


def _check_date(record: Record) -> Iterator[Remark]:
    if record.backfilled or not record.updates:
        return
    first = record.updates[0]
    at = min(first.at, first.happened_at or first.at)
    begun = datetime.combine(record.date, time(), tzinfo=UTC)
    # Planned work is announced by its header; its first update may come with the work itself.
    is_late = record.kind is RecordKind.INCIDENT and at >= begun + timedelta(days=1) + FAR_FROM_ID
    if at >= begun - FAR_FROM_ID and not is_late:
        return
    yield about(
        first,
        "INC013",
        ("happened_at",) if first.happened_at == at else ("at",),
        f"the first update is of {format_instant(at)}, more than two days from the id's date "
        f"{record.date}",
        "correct the date; for a record written down long afterwards write 'backfilled: true' in "
        "public.yml",
        value=format_instant(at),
    )


def _check_happened(update: Update, record: Record) -> Iterator[Remark]:
    happened_at = update.happened_at
    assert happened_at is not None  # noqa: S101 - asked by the caller
    if happened_at > update.at:
        message = (
            f"'happened_at' {format_instant(happened_at)} is later than the update itself, "
            f"{format_instant(update.at)}"
        )
        fix = "write the time at which it happened; it lies before the time of writing"
    elif update.at - happened_at > LONG_BEFORE and not record.backfilled:
        message = (
            f"'happened_at' {format_instant(happened_at)} is {(update.at - happened_at).days} "
            f"days earlier than the update itself, {format_instant(update.at)}"
        )
        fix = "correct the date; for a record written down long afterwards write 'backfilled: true'"
    else:
        return
    yield about(update, "INC012", ("happened_at",), message, fix, value=format_instant(happened_at))


def _check_speech(update: Update) -> Iterator[Remark]:
    if update.status is not None or update.text:
        return
    said = [name for name, default in _SPEAKING if getattr(update, name) != default]
    if not said:
        yield about(
            update,
            "INC020",
            (),
            "this update says nothing",
            "add 'status:', 'components:' or 'text:', or delete the update",
        )
    elif said == ["amends"]:
        yield about(
            update,
            "INC020",
            ("amends",),
            "this update amends another and gives nothing in its place",
            "add the fields that are to be replaced, or delete the update",
        )


def _check_retired(update: Update, retired: Mapping[str, date]) -> Iterator[Remark]:
    day = (update.happened_at or update.at).date()
    for name, _ in update.components:
        if name in retired and day >= retired[name]:
            yield about(
                update,
                "INC023",
                ("components", name),
                f"'{name}' is retired since {retired[name]}",
                "name the part that took its place, or correct 'retired' in site.yml",
                value=name,
            )


def _check_contradictions(holding: Holding) -> Iterator[Remark]:
    """Yield pairs of one second that disagree, until a later update settles it."""
    updates = holding.updates
    if len({update.at for update in updates}) == len(updates):
        return
    for at, group in groupby(updates, key=lambda update: update.at):
        together = list(group)
        later = [update for update in updates if update.at > at]
        settled = {name for update in later for name, _ in update.components}
        is_status_settled = any(update.status is not None for update in later)
        statuses: dict[object, Update] = {}
        states: dict[str, object] = {}
        for update in together:
            if update.status is not None:
                statuses.setdefault(update.status, update)
            for name, state in update.components:
                if states.setdefault(name, state) is not state and name not in settled:
                    yield about(
                        update,
                        "INC021",
                        ("components", name),
                        f"two updates of {format_instant(at)} give '{name}' different states: "
                        f"'{states[name]}' and '{state}'",
                        "write one more update that says which holds; until then the worse counts",
                        value=str(state),
                    )
        if len(statuses) > 1 and not is_status_settled:
            status, last = list(statuses.items())[-1]
            said = " and ".join(f"'{each}'" for each in statuses)
            yield about(
                last,
                "INC021",
                ("status",),
                f"two updates of {format_instant(at)} give different statuses: {said}",
                "write one more update that says which holds",
                value=str(status),
            )
