"""Which record somebody means by an id, or by only its end (design §5, "a suffix is enough")."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from generator.core.record_id import match_ending, newest_first
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.spelling import suggest

_MOST_LISTED = 8
_ID = re.compile(
    r"(?:\S*/)?(?:INC|MNT)-\S*"
    r"|(?:(?:(?:[0-9]{4}-)?[0-9]{1,2}-)?[0-9]{1,2}-)?[0-9]{1,6}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}",
    re.IGNORECASE,
)
# Hyphen, non-breaking hyphen, dashes and minus: what chats make of a hyphen.
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_NUMBERS = re.compile(r"[0-9]+(?:-[0-9]+)*")


def looks_like_id(text: str) -> bool:
    """Return whether *text* is an id or the end of one, rather than words for visitors.

    ``INC-…`` and ``MNT-…`` in any case, 1 to 6 digits, ``15-001``, ``2025-01-15-001``, a date,
    and the path of a record's folder are ids.
    """
    return _ID.fullmatch(_tidy(text)) is not None


def find_record(ending: str, ids: Collection[str], most: int = _MOST_LISTED) -> str:
    """Return the one of *ids* that *ending* means.

    Args:
        ending: A whole id in any case, its folder's path, or an ending: ``001``, ``15-001``.
            Leading zeros may be left out; ``1`` never means ``011``.
        ids: Ids that may be meant.
        most: How many a refusal lists.

    Raises:
        Refusal: None ends so, or several do; the message lists the newest of them.
    """
    found = match_records(ending, ids)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            f"{show(ending)} may be {_list(found, most)}",
            f"write more of it, such as {show(found[0])}",
        )
    raise Refusal(f"no record is {show(ending)}", _find_fix(_tidy(ending).upper(), ids))


def match_records(ending: str, ids: Collection[str]) -> tuple[str, ...]:
    """Return those of *ids* that *ending* may mean, newest first."""
    wanted = _tidy(ending).rpartition("/")[2]
    if _NUMBERS.fullmatch(wanted):
        # A part of a number is not its end: "1" is 001 and not 011 or 021.
        *days, number = wanted.split("-")
        wanted = "".join(f"-{part.zfill(2)}" for part in days) + f"-{number.zfill(3)}"
    return match_ending(wanted, ids) if wanted else ()


def _tidy(text: str) -> str:
    return _DASHES.sub("-", text.strip()).strip("/")


def _find_fix(wanted: str, ids: Collection[str]) -> str:
    if not ids:
        return "begin a record with 'allclear new'; there is none yet"
    known = newest_first(ids)
    of_day = [each for each in known if len(wanted) > 3 and wanted in each]
    if of_day:
        return f"write {' or '.join(show(each) for each in of_day[:_MOST_LISTED])}"
    parts = wanted.count("-") + 1
    tails = {"-".join(each.split("-")[-parts:]): each for each in reversed(known)}
    near = suggest(wanted, tails)
    if near is not None:
        return f"write {show(tails[near])}"
    return f"write an id or its end; the newest is {show(known[0])}"


def _list(found: Sequence[str], most: int) -> str:
    more = len(found) - most
    return ", ".join(found[:most]) + (f" and {more} more" if more > 0 else "")
