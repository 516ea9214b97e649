"""What a record has already of what a source tells: the same words come under several ids.

Statuspage's API gives each update an id, its feeds give none, and cState has neither; so one
update has another id in each format, and in cState's pages another one after an edit. What is told
of the same minute, or in the same words on the same day, is the same update.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.facts import Record, Update
from generator.core.foreign import ForeignPostmortem, ForeignRecord, ForeignUpdate
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus

_OVER = frozenset({IncidentStatus.RESOLVED, MaintenanceStatus.COMPLETED})
_TICK = timedelta(milliseconds=1)
_DAY = timedelta(days=1)

_Same = Callable[[ForeignUpdate, Update], bool]


class New(NamedTuple):
    """What is to be added to a record, and one note for each thing that is not taken over."""

    updates: list[ForeignUpdate]
    lost: list[str]


def find_new(record: ForeignRecord, there: Record, told: Collection[str]) -> New:
    """Return the updates of *record* that *there* does not have under any id.

    Args:
        record: As the source tells it now.
        there: The record that was imported before.
        told: The ids that were written into its files.
    """
    ids = {update.api_id for update in record.updates}
    open_ones = [update for update in record.updates if update.api_id not in told]
    # Only what was imported under another id; what was written here is nobody's copy.
    free = [each for each in there.updates if each.api_id in told and each.api_id not in ids]
    pairs: dict[str, Update] = {}
    for is_same in (_is_twin, _is_of_one_minute, _has_its_words):
        _pair(open_ones, free, is_same, pairs)
    found = New([], [])
    taken = {update.at for update in there.updates}
    for update in open_ones:
        twin = pairs.get(update.api_id)
        if twin is None:
            found.updates.append(update)
            continue
        rest, message = _find_rest(update, twin)
        if message:
            found.lost.append(message)
        ends = update.status in _OVER and twin.status not in _OVER
        if not (rest or ends):
            continue
        at = twin.at
        while at in taken:
            at += _TICK
        taken.add(at)
        found.updates.append(
            replace(update, at=at, shown_at=twin.happened_at, text=rest,
                    status=None if update.status is twin.status else update.status,
                    components=update.components if ends else ())
        )  # fmt: skip
    names_parts = there.components or any(each.components for each in there.updates)
    if pairs and record.components and not names_parts:
        found.lost.append(
            "it was imported from a source that names no parts, and those that this one names are "
            "not taken over: delete its folder and import it again to have them"
        )
    return found


def has_postmortem(given: ForeignPostmortem, there: Record) -> bool:
    """Return whether *there* has the post-mortem *given*, as one or as an update."""
    minute = _minute(given.published_at)
    return any(_minute(each.published_at) == minute for each in there.editions) or any(
        _minute(each.at) == minute and _fold(each.text) == _fold(given.text)
        for each in there.updates
    )


def _pair(
    open_ones: list[ForeignUpdate], free: list[Update], is_same: _Same, pairs: dict[str, Update]
) -> None:
    """Pair each of *open_ones* without a twin with the first of *free* that is the same."""
    for update in open_ones:
        if update.api_id in pairs:
            continue
        for index, other in enumerate(free):
            if is_same(update, other):
                pairs[update.api_id] = free.pop(index)
                break


def _is_twin(given: ForeignUpdate, there: Update) -> bool:
    return _is_of_one_minute(given, there) and _fold(given.text) == _fold(there.text)


def _is_of_one_minute(given: ForeignUpdate, there: Update) -> bool:
    return _minute(given.shown_at or given.at) == _minute(there.happened_at or there.at)


def _has_its_words(given: ForeignUpdate, there: Update) -> bool:
    words = _fold(given.text)
    return bool(words) and abs(given.at - there.at) < _DAY and words == _fold(there.text)


def _find_rest(update: ForeignUpdate, twin: Update) -> tuple[str, str]:
    """Return the words that *update* has behind those of *twin*, or a note that it has others."""
    text, known = update.text, twin.text or ""
    if _fold(text) == _fold(known) or not text:
        return "", ""
    if text.startswith(known):
        return text.removeprefix(known).strip("\n"), ""
    return "", (
        f"the update of {update.shown_at or update.at:%Y-%m-%d %H:%M}Z is there already with "
        "other words; those of this source are not taken over"
    )


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def _fold(text: str | None) -> str:
    return "".join((text or "").split())
