"""Acts about planned work that is announced: its window moves, it begins, ends or is called off."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from generator.core.act import Act
from generator.core.refusal import Refusal
from generator.core.times import format_instant
from generator.core.vocabulary import MaintenanceStatus, RecordKind
from generator.pipeline.case import Case
from generator.pipeline.telling import Words, tell

_EARLY = timedelta(hours=1)
_UNDERWAY = (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING)


def extend(
    case: Case, words: Words, *, begins_at: datetime | None, ends_at: datetime | None
) -> Act:
    """Return the act of ``maintenance extend``: the window moves, on every output.

    Raises:
        Refusal: When nothing would move, the window would be empty, or the work is over.
    """
    start, end = _window(case)
    _refuse_late_beginning(case, begins_at)
    new_start, new_end = begins_at or start, ends_at or end
    if (new_start, new_end) == (start, end):
        raise Refusal(
            f"{case.id} is planned until {_show(end)} already",
            f"write another end: allclear maintenance extend {case.id} --until +1h",
        )
    if new_start is not None and new_end is not None and new_end <= new_start:
        raise Refusal(
            f"the work would end at {format_instant(new_end)}, not after its beginning at "
            f"{format_instant(new_start)}",
            "write a later --until, with its date",
        )
    if ends_at is not None and ends_at <= case.now:
        raise Refusal(
            f"{format_instant(ends_at)} is past",
            f"if the work is done: allclear maintenance finish {case.id}; else a later --until",
        )
    notes = [f"until now {_show(start)} to {_show(end)}, from now {_show(new_start)} to "
             f"{_show(new_end)}"]  # fmt: skip
    more = {
        "scheduled_for": format_instant(begins_at) if begins_at else "",
        "scheduled_until": format_instant(ends_at) if ends_at else "",
    }
    return tell(case, words, "move", notes, more=more)


def start(case: Case, words: Words) -> Act:
    """Return the act of ``maintenance start``: from here on only a person's word ends it.

    Raises:
        Refusal: When it is over, or somebody has started it.
    """
    begins_at, _ = _window(case)
    said = _last_word(case)
    if said in _UNDERWAY:
        raise Refusal(
            f"{case.id} is in progress already", f"end it: allclear maintenance finish {case.id}"
        )
    words = replace(words, status=MaintenanceStatus.IN_PROGRESS)
    notes = []
    if begins_at is not None and begins_at - case.now > _EARLY:
        notes = [f"planned to begin only at {format_instant(begins_at)}"]
    return tell(case, words, "start", notes)


def finish(case: Case, words: Words) -> Act:
    """Return the act of ``maintenance finish``.

    Raises:
        Refusal: When it is over, or has not begun.
    """
    begins_at, _ = _window(case)
    is_begun = _last_word(case) in _UNDERWAY
    if not is_begun and begins_at is not None and begins_at > case.now:
        raise Refusal(
            f"{case.id} begins at {format_instant(begins_at)} and has not been started",
            f"call it off: allclear maintenance cancel {case.id}; or start it first",
        )
    return tell(case, replace(words, status=MaintenanceStatus.COMPLETED), "finish", [])


def cancel(case: Case, words: Words) -> Act:
    """Return the act of ``maintenance cancel``: the work is called off, its page stays.

    Raises:
        Refusal: When it is over.
    """
    _window(case)
    return tell(case, words, "cancel", [], more={"cancelled": "true"})


def _window(case: Case) -> tuple[datetime | None, datetime | None]:
    """Return the window in force; refuse where there is nothing left to move."""
    view = case.view
    if case.kind is not RecordKind.MAINTENANCE:
        raise Refusal(
            f"{case.id} is an incident, not planned work",
            "name planned work, MNT-…; what is planned: allclear status",
        )
    if view is None:
        raise Refusal(
            f"visitors read nothing of {case.id}",
            f"tell them first: allclear update {case.id} --status scheduled",
        )
    if view.is_tombstone:
        raise Refusal(f"{case.id} was withdrawn", "announce it anew: allclear maintenance announce")
    if view.is_cancelled:
        raise Refusal(
            f"{case.id} was called off",
            f"announce it again: allclear update {case.id} --status scheduled",
        )
    if not view.is_open:
        ended = f" since {format_instant(view.ended_at)}" if view.ended_at else ""
        raise Refusal(f"{case.id} is over{ended}", f"see it: allclear history {case.id}")
    return view.scheduled_for, view.scheduled_until


def _refuse_late_beginning(case: Case, begins_at: datetime | None) -> None:
    """Refuse a beginning still to come of work that somebody has said is under way."""
    if begins_at is not None and begins_at > case.now and _last_word(case) in _UNDERWAY:
        raise Refusal(
            f"{case.id} has begun, so it cannot begin at {format_instant(begins_at)}",
            f"move only its end: --until; or call it off: allclear maintenance cancel {case.id}",
        )


def _last_word(case: Case) -> object:
    """Return what a person said last; the clock alone says nothing here."""
    said = [each.status for each in case.updates if each.status is not None]
    return said[-1] if said else None


def _show(at: datetime | None) -> str:
    return "an open end" if at is None else format_instant(at)


def find_end(case: Case) -> datetime:
    """Return the end of the window in force, the base of ``--until +1h``."""
    _, end = _window(case)
    return end or case.now
