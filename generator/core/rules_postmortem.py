"""Rules over public post-mortems, their editions and the changes they promise (§5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from generator.core.facts import Edition, Record
from generator.core.rules_base import Holding, Remark, Trail
from generator.core.spelling import suggest
from generator.core.times import format_instant
from generator.core.vocabulary import IncidentStatus, RecordKind

PARTS = (
    "affected",
    "not_affected",
    "what_to_do",
    "impact",
    "what_happened",
    "why",
    "changes",
)
"""Parts a final edition has, besides its title and summary, which every edition has."""


def check_postmortem(holding: Holding, today: date | None) -> Iterator[Remark]:
    """Yield what is odd about the post-mortem of one record and its promised changes.

    Args:
        holding: The record and what of it holds.
        today: The local day, after which nothing can be done yet; None for a replay, which knows
            nothing of later days.
    """
    record = holding.record
    if not record.editions and not record.actions:
        return
    # An edition that could not be read would look like a gap, and its changes like unknown ones.
    if holding.is_told_whole:
        yield from _check_numbers(record)
        yield from _check_actions(record)
        if today is not None and record.kind is RecordKind.INCIDENT and not holding.is_tombstone:
            yield from _check_days(record, today)
        yield from _check_promises(record)
    for edition in record.editions:
        yield from _check_ids(edition)
        if edition.path not in holding.unread:
            yield from _check_parts(edition)
    if record.kind is RecordKind.INCIDENT and holding.is_whole:
        yield from _check_moment(holding)


def _about(edition: Edition, code: str, field: Trail, message: str, fix: str) -> Remark:
    return Remark(code=code, path=edition.path, field=field, message=message, fix=fix)


def _check_moment(holding: Holding) -> Iterator[Remark]:
    record = holding.record
    if not record.updates:
        for edition in record.editions[:1]:
            yield _about(
                edition,
                "PMT005",
                (),
                "this incident has no public update, so visitors cannot read its post-mortem",
                "tell of the incident in 'updates:' of public.yml, with 'backfilled: true' there",
            )
        return
    if holding.is_tombstone or any(update.merged_into for update in holding.updates):
        return
    for edition in record.editions:
        if holding.status_at(edition.published_at) is not IncidentStatus.RESOLVED:
            yield _about(
                edition,
                "PMT001",
                ("published_at",),
                f"published at {format_instant(edition.published_at)}, when the incident was not "
                "resolved",
                "correct the time, or post the update that resolves the incident",
            )


def _check_numbers(record: Record) -> Iterator[Remark]:
    numbers = [0, *(edition.number for edition in record.editions)]
    for (before, number), edition in zip(pairwise(numbers), record.editions, strict=True):
        if number > before + 1:
            yield _about(
                edition,
                "PMT002",
                (),
                f"edition {number} stands without an edition {before + 1}",
                f"call the file postmortem.{before + 1}.yml, or restore the edition that is gone",
            )
    for earlier, later in pairwise(record.editions):
        if later.published_at <= earlier.published_at:
            yield _about(
                later,
                "PMT008",
                ("published_at",),
                f"edition {later.number} is of {format_instant(later.published_at)}, not after "
                f"edition {earlier.number} of {format_instant(earlier.published_at)}",
                "correct the time, or give the later edition the higher number",
            )


def _check_ids(edition: Edition) -> Iterator[Remark]:
    seen: set[str] = set()
    for index, change in enumerate(edition.changes):
        if change.id in seen:
            yield _about(
                edition,
                "PMT006",
                ("changes", index, "id"),
                f"two changes are called '{change.id}'",
                "give each change an id of its own",
            )
        seen.add(change.id)


def _check_parts(edition: Edition) -> Iterator[Remark]:
    for index, change in enumerate(edition.changes):
        if change.due is None:
            yield _about(
                edition,
                "PMT004",
                ("changes", index),
                f"the change '{change.id}' is promised for no month",
                "add 'due: …', such as 'due: 2025-01'",
            )
    missing = [name for name in PARTS if not getattr(edition, name)]
    # What was imported is one text and cannot be told apart any more.
    if edition.edition == "final" and missing and edition.api_id is None:
        names = ", ".join(f"'{name}'" for name in missing)
        yield _about(
            edition,
            "PMT010",
            (),
            f"a final post-mortem without {names}",
            "add what is missing, or write 'edition: preliminary' while it is not known",
        )


def _check_actions(record: Record) -> Iterator[Remark]:
    known = {change.id for edition in record.editions for change in edition.changes}
    path = f"{record.path}/actions.yml"
    for action in record.actions:
        if action.id not in known:
            meant = suggest(action.id, known)
            fix = (
                f"write '{meant}'"
                if meant
                else "use the id of a change in postmortem.<n>.yml, or delete it"
            )
            yield Remark(
                code="PMT003",
                path=path,
                field=(action.id,),
                message=f"no post-mortem promises a change '{action.id}'",
                fix=fix,
                value=action.id,
            )
        elif action.done is not None and action.dropped:
            yield Remark(
                code="PMT009",
                path=path,
                field=(action.id, "dropped"),
                message=f"'{action.id}' is done and dropped at once; it is shown as done",
                fix="keep 'done' or 'dropped', not both",
                value=action.dropped,
            )


def _check_days(record: Record, today: date) -> Iterator[Remark]:
    known = {change.id for edition in record.editions for change in edition.changes}
    for action in record.actions:
        if action.id in known and action.done is not None and action.done > today:
            yield Remark(
                code="PMT011",
                path=f"{record.path}/actions.yml",
                field=(action.id, "done"),
                message=f"'{action.id}' is done on {action.done}, a day that has not begun; it is "
                "not shown as done before",
                fix="correct the day, or say 'done' when it is done",
                value=action.done.isoformat(),
            )


def _check_promises(record: Record) -> Iterator[Remark]:
    """Yield changes that a later edition no longer names though nobody has dropped them."""
    settled = {action.id for action in record.actions if action.done or action.dropped}
    for earlier, later in pairwise(record.editions):
        kept = {change.id for change in later.changes} | settled
        for change in earlier.changes:
            if change.id not in kept:
                yield _about(
                    later,
                    "PMT007",
                    ("changes",),
                    f"edition {earlier.number} promises '{change.id}', this one no longer does",
                    f"keep the change, or say in actions.yml why it is dropped: "
                    f"'{change.id}: {{dropped: …}}'",
                )
