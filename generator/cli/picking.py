"""Which record is meant by the words behind a command, and which of the words are text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from generator.core.command_ids import find_record, looks_like_id, match_records
from generator.core.record_id import parse_record_id
from generator.core.refusal import Refusal
from generator.core.shown import show

if TYPE_CHECKING:
    from generator.core.brief import Brief
    from generator.core.desk import Desk

_MOST_LISTED = 8
_MOST_CLOSED = 4
_RECENT_DAYS = 7
_SECOND = re.compile("(?:INC|MNT)-[0-9-]+|0[0-9]{2}", re.IGNORECASE)


class Picked(NamedTuple):
    """A record, the words left for the text, and how it was found; the note may be empty."""

    id: str
    rest: tuple[str, ...]
    note: str


def pick(desk: Desk, words: Sequence[str], *, work: bool) -> Picked:
    """Return the record that *words* begin with, or the only open one.

    Args:
        desk: What is there.
        words: What was typed behind the command.
        work: Planned work is meant, not an incident.

    Raises:
        Refusal: When no record, or more than one, can be meant.
    """
    opened = desk.open_maintenance() if work else desk.open_incidents()
    note = ""
    has_any = any(brief.id.startswith("MNT") for brief in desk.briefs)
    # Where no work was ever announced, no number can mean one.
    if words and looks_like_id(words[0]) and (has_any or not work or _is_full(words[0])):
        _refuse_second(words)
        try:
            id_, note = _find(desk, words[0], opened, work=work)
            return Picked(id_, tuple(words[1:]), note)
        except Refusal:
            if not _may_be_text(words):
                raise
            note = f"{'no planned work' if work else 'no incident'} is {show(words[0])}: it is text"
    what = "planned work" if work else "incident"
    if len(opened) == 1:
        said = f"{opened[0].id}: the only open {what}"
        return Picked(opened[0].id, tuple(words), f"{said}; {note}" if note else said)
    if opened:
        listed = "; ".join(f"{brief.id} {brief.title}".strip() for brief in opened[:_MOST_LISTED])
        raise Refusal(
            f"{len(opened)} {'pieces of ' if work else ''}{what}{'' if work else 's'} are open",
            f"name one, its last digits are enough: {listed}",
        )
    own = [brief.id for brief in desk.briefs if brief.id.startswith("MNT" if work else "INC")]
    newest = max(own, key=lambda id_: id_[4:], default="")
    fix = (
        'announce it: allclear maintenance announce "New database" …'
        if work
        else 'declare it: allclear new "what is wrong"'
    )
    raise Refusal(f"no {what} is open", f"name one, such as {newest}, or {fix}" if own else fix)


def shorten_id(desk: Desk, id_: str) -> str:
    """Return the last digits of *id_* where they are its alone, else the whole of it."""
    short = id_[-3:]
    others = (brief.id for brief in desk.briefs if brief.id != id_)
    return id_ if id_.startswith("MNT") or any(each.endswith(short) for each in others) else short


def _find(desk: Desk, word: str, opened: Sequence[Brief], *, work: bool) -> tuple[str, str]:
    """Return the record that *word* means, and how it was found where that is not plain."""
    ids = [brief.id for brief in desk.briefs]
    kind = "MNT" if work else "INC"
    is_full = _is_full(word)
    # "001" means the open one, though every day of history has its own 001.
    with suppress(Refusal):
        return find_record(word, [brief.id for brief in opened]), ""
    own = ids if is_full else [id_ for id_ in ids if id_.startswith(kind)]
    found = match_records(word, own)
    recent = [id_ for id_ in found if _is_recent(id_, desk)]
    if len(found) > 1 and len(recent) == 1:
        return recent[0], f"{show(word)} read as {recent[0]}, the only one of the last 7 days"
    try:
        return find_record(word, own, _MOST_CLOSED), ""
    except Refusal as refusal:
        other = ""
        with suppress(Refusal):
            other = find_record(word, ids)
        if not other or other.startswith(kind):
            raise
        what, its = ("planned work", "an incident") if work else ("incident", "planned work")
        raise Refusal(
            f"no {what} is {show(word)}, only {its}", f"write {other} if that is what you mean"
        ) from refusal


def _is_recent(id_: str, desk: Desk) -> bool:
    """Return whether the date in *id_* is at most 7 days ago."""
    parts = parse_record_id(id_)
    return parts is not None and abs((desk.as_of.date() - parts.date).days) <= _RECENT_DAYS


def _refuse_second(words: Sequence[str]) -> None:
    """Refuse a second id in the place of the text."""
    if len(words) == 2 and _SECOND.fullmatch(words[1].strip()):
        raise Refusal(
            f"{show(words[1])} stands where the text belongs, and looks like an id",
            "name one record at a time",
        )


def _is_full(word: str) -> bool:
    return word.strip()[:3].upper() in ("INC", "MNT")


def _may_be_text(words: Sequence[str]) -> bool:
    """Return whether a number that is no id may begin a text: ``503 errors everywhere``.

    Not where it is written as only ids are, ``002``, or stands alone before a quoted text.
    """
    number = words[0]
    is_apart = len(words) == 1 or (len(words) == 2 and " " in words[1])
    return number.isdigit() and not number.startswith("0") and not is_apart
