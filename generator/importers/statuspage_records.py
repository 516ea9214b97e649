"""One incident or one scheduled maintenance of Statuspage, as a foreign record (interop §1.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from generator.core.api_ids import create_api_id
from generator.core.facts import Effects, Status
from generator.core.foreign import ForeignPostmortem, ForeignRecord, ForeignUpdate
from generator.core.vocabulary import (
    ComponentState,
    Impact,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.importers.html_text import has_tags, to_text
from generator.importers.json_items import Item
from generator.importers.statuspage_parts import STATES, Parts
from generator.importers.texts import clean_text

_POSTMORTEM = "postmortem"
_STATUSES: dict[RecordKind, dict[str, Status | None]] = {
    RecordKind.INCIDENT: {
        **{str(each): each for each in IncidentStatus},
        _POSTMORTEM: None,
    },
    RecordKind.MAINTENANCE: {
        **{str(each): each for each in MaintenanceStatus},
        _POSTMORTEM: None,
    },
}
_IMPACTS = {str(each): each for each in Impact}
_OVER: frozenset[Status] = frozenset({IncidentStatus.RESOLVED, MaintenanceStatus.COMPLETED})
_TICK = timedelta(milliseconds=1)
_FINE = ComponentState.OPERATIONAL


def create_record(
    item: Item, kind: RecordKind, parts: Parts, saved_at: datetime
) -> ForeignRecord | None:
    """Return the record in *item*, or None after findings.

    Args:
        item: An incident or maintenance with its updates.
        kind: Which of the two.
        parts: Takes the components it names.
        saved_at: When its file was saved.
    """
    id_ = item.id()
    title = item.line("name", needed=True)
    impact = None
    if kind is RecordKind.INCIDENT:
        impact = item.word("impact", _IMPACTS)
    status = item.word("status", _STATUSES[kind])
    created_at = item.moment("created_at")
    updates, postmortems = _read_updates(item, kind, parts)
    if not updates and not postmortems:
        if created_at is None or id_ is None:
            item.report(
                "IMP030", "it has no update and no 'created_at'", "save it again from where it came"
            )
            return None
        item.lose("it has no update, so one without words says when it was written and its status")
        updates = [
            ForeignUpdate(
                api_id=create_api_id("update", id_), at=created_at, text="", status=status
            )
        ]
    updates, postmortem = _settle_postmortem(item, updates, postmortems, kind)
    updates = _spread(item, updates)
    _note_jumps(item, updates)
    _note_states(item, updates)
    begins_at, ends_at = _read_window(item, kind, updates)
    if id_ is None or not updates:
        return None
    return ForeignRecord(
        kind=kind,
        api_id=id_,
        title=title,
        place=item.file.path,
        line=item.file.find(id_)[0],
        updates=tuple(updates),
        impact=impact,
        components=_read_components(item, updates, parts, saved_at),
        scheduled_for=begins_at,
        scheduled_until=ends_at,
        postmortem=postmortem,
        is_open=_find_status(updates) not in _OVER,
    )


def _find_status(updates: Iterable[ForeignUpdate]) -> Status | None:
    status = None
    for update in updates:
        status = update.status or status
    return status


def _read_components(
    item: Item, updates: list[ForeignUpdate], parts: Parts, saved_at: datetime
) -> tuple[str, ...]:
    found = dict.fromkeys(key for update in updates for key, _ in update.components)
    for component in item.items("components", "component"):
        id_ = parts.take_named(component, saved_at)
        if id_ is not None and component.values.get("group") is not True:
            found[id_] = None
    return tuple(found)


def _read_window(
    item: Item, kind: RecordKind, updates: list[ForeignUpdate]
) -> tuple[datetime | None, datetime | None]:
    if kind is RecordKind.INCIDENT:
        return None, None
    begins_at, ends_at = item.moment("scheduled_for"), item.moment("scheduled_until")
    if begins_at is not None and ends_at is not None and ends_at <= begins_at:
        item.report(
            "IMP032",
            "the work ends before it begins, or at the same moment",
            "correct 'scheduled_for' or 'scheduled_until' in the file",
        )
    is_over = bool(updates) and _find_status(updates) in _OVER
    if not is_over and (begins_at is None or ends_at is None):
        name = "scheduled_for" if begins_at is None else "scheduled_until"
        if item.values.get(name) is None:
            item.report(
                "IMP030", f"'{name}' is missing, and the work is not over", f"write '{name}'"
            )
    return begins_at, ends_at


def _read_updates(
    item: Item, kind: RecordKind, parts: Parts
) -> tuple[list[ForeignUpdate], list[ForeignUpdate]]:
    """Return the updates and the post-mortems of *item*, each oldest first."""
    found: dict[str, tuple[bool, ForeignUpdate]] = {}
    given = list(item.items("incident_updates", "update"))
    for each in reversed(given):  # newest first in the file
        id_ = each.id()
        at = each.moment("created_at", needed=True)
        status = each.word("status", _STATUSES[kind], needed=True)
        shown_at = each.moment("display_at")
        effects = _read_effects(each, parts)
        text = _read_body(each)
        notify = each.flag("deliver_notifications", default=True)
        if id_ is None or at is None:
            continue
        update = ForeignUpdate(
            api_id=id_,
            at=at,
            text=text,
            shown_at=None if shown_at == at else shown_at,
            status=status,
            components=effects,
            notify=notify,
        )
        is_postmortem = each.values.get("status") == _POSTMORTEM
        known = found.setdefault(id_, (is_postmortem, update))
        if known[1] != update:
            each.report(
                "IMP008",
                f"two updates have the id '{id_}' and differ",
                "keep one of the two in the file",
                id_,
            )
    updates = sorted((u for is_pm, u in found.values() if not is_pm), key=lambda each: each.at)
    postmortems = sorted((u for is_pm, u in found.values() if is_pm), key=lambda each: each.at)
    return updates, postmortems


def _read_effects(update: Item, parts: Parts) -> Effects:
    effects: dict[str, ComponentState] = {}
    for each in update.items("affected_components", "part"):
        code = each.id("code")
        state = each.word("new_status", STATES, needed=True)
        each.word("old_status", STATES)
        if code is not None and state is not None:
            effects[code] = state
            parts.take_label(code, each.line("name") or code)
    return tuple(effects.items())


def _read_body(update: Item) -> str:
    body = update.text("body") or ""
    if has_tags(body):
        body = to_text(body, keeps_lines=True)
        update.lose("its HTML is kept as plain text")
    cleaned = clean_text(body)
    if cleaned.removed:
        update.lose(f"{cleaned.removed} control characters of its text are left out")
    return cleaned.text


def _settle_postmortem(
    item: Item, updates: list[ForeignUpdate], postmortems: list[ForeignUpdate], kind: RecordKind
) -> tuple[list[ForeignUpdate], ForeignPostmortem | None]:
    """Make the first post-mortem one, and updates of what cannot be one."""
    chosen: ForeignPostmortem | None = None
    for each in postmortems:
        told = [update for update in updates if update.at <= each.at]
        if chosen is None and each.text and _find_status(told) is IncidentStatus.RESOLVED:
            chosen = ForeignPostmortem(api_id=each.api_id, published_at=each.at, text=each.text)
            continue
        if chosen is not None:
            why = "there is one already"
        elif not each.text:
            why = "it has no words"
        elif kind is RecordKind.MAINTENANCE:
            why = "it is about planned work"
        else:
            why = "nothing before it says that the incident was resolved"
        item.lose(f"the post-mortem of {each.at:%Y-%m-%d} is kept as an update: {why}")
        over = IncidentStatus.RESOLVED if kind is RecordKind.INCIDENT else None
        status = None if chosen is not None or _find_status(told) in _OVER else over
        updates = sorted([*updates, replace(each, status=status)], key=lambda each: each.at)
    return updates, chosen


def _spread(item: Item, updates: list[ForeignUpdate]) -> list[ForeignUpdate]:
    """Give updates of one moment a millisecond each, so that their order stays."""
    spread: list[ForeignUpdate] = []
    for given in updates:
        update = given
        if spread and update.at <= spread[-1].at:
            item.lose(f"update {update.api_id} is dated a millisecond after the one before it")
            shown_at = update.shown_at or update.at
            update = replace(update, at=spread[-1].at + _TICK, shown_at=shown_at)
        if update.shown_at is not None and update.shown_at > update.at:
            item.lose(
                f"update {update.api_id} is shown at the time it was written, "
                f"{update.at:%Y-%m-%d %H:%M}Z, not later"
            )
            update = replace(update, shown_at=None)
        spread.append(update)
    return spread


def _note_jumps(item: Item, updates: list[ForeignUpdate]) -> None:
    """Tell of states that changed between two updates: here each follows from the one before."""
    before = {
        (each.values.get("id"), part.values.get("code")): part.values.get("old_status")
        for each in item.items("incident_updates", "update", is_silent=True)
        for part in each.items("affected_components", "part", is_silent=True)
        if isinstance(part.values.get("code"), str) and isinstance(each.values.get("id"), str)
    }
    known: dict[str, ComponentState] = {}
    jumps = 0
    for update in updates:
        for key, state in update.components:
            old = before.get((update.api_id, key))
            jumps += old is not None and old != known.get(key, _FINE)
            known[key] = state
    if jumps:
        item.lose(
            f"{jumps} of its parts changed between two updates; here each was before an update "
            "what the one before made it"
        )


def _note_states(item: Item, updates: list[ForeignUpdate]) -> None:
    """Take out states that an incident gives although it is over, where nothing would count."""
    status: Status | None = None
    for index, update in enumerate(updates):
        status = update.status or status
        if status is not IncidentStatus.RESOLVED:
            continue
        kept = tuple((key, state) for key, state in update.components if state is _FINE)
        if kept != update.components:
            count = len(update.components) - len(kept)
            item.lose(
                f"update {update.api_id} leaves {count} of its parts in trouble although the "
                "incident is resolved; here it ends with the incident"
            )
            updates[index] = replace(update, components=kept)
