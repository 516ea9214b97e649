"""Times as other tools write them, to aware UTC instants to the millisecond.

Source: RFC 3339 and what Hugo accepts; RFC 822 and RFC 2822 §3.3 for feeds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from generator.core.times import find_zone, parse_date, parse_time, resolve

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

ABBREVIATIONS: dict[str, tuple[int, ...]] = {
    "UTC": (0,), "GMT": (0,), "UT": (0,), "Z": (0,), "WET": (0,), "WEST": (60,), "CET": (60,),
    "CEST": (120,), "EET": (120,), "EEST": (180,), "NDT": (-150,), "NST": (-210,), "ADT": (-180,),
    "EDT": (-240,), "EST": (-300,), "CDT": (-300, -240), "MDT": (-360,), "MST": (-420,),
    "PDT": (-420,), "PST": (-480,), "AKDT": (-480,), "AKST": (-540,), "HST": (-600,),
    "AST": (-240, 180), "BST": (60, 360), "CST": (-360, 480, -300), "IST": (330, 60, 120),
    "JST": (540,), "KST": (540,), "AEST": (600,), "AEDT": (660,), "NZST": (720,), "NZDT": (780,),
}  # fmt: skip
"""Minutes east of UTC of each abbreviation; of those in use in several places all of them."""

_MAIL = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?P<day>[0-9]{1,2})[\s-]+(?P<month>[A-Za-z]{3})[A-Za-z]*[\s-]+"
    r"(?P<year>[0-9]{4})\s+(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)"
    r"(?:\s*(?P<zone>[A-Za-z]{1,5}|[+-][0-9]{2}:?[0-9]{2}))?(?:\s*\([^()]*\))?",
    re.ASCII,
)
_OFFSET = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})?", re.ASCII)


def read_time(text: str, zone: str) -> datetime | None:
    """Return the instant *text* names: a date with a clock, or None when it is no such thing.

    Args:
        text: ``2018-05-25 05:54:00``, ``2026-06-02T13:00:00-00:00``,
            ``Wed, 01 Jan 2014 09:09:00 -0800`` and the like.
        zone: IANA zone of a time that names none.
    """
    found = read_time_and_offset(text, zone)
    return None if found is None else found[0]


def read_time_and_offset(text: str, zone: str) -> tuple[datetime, timedelta | None] | None:
    """Return the instant *text* names and its distance from UTC as written, if it was.

    An abbreviation that means several distances is no offset: None.
    """
    text = " ".join(text.split())
    if len(text) > 60:
        return None
    offset: timedelta | None = None
    match = _MAIL.fullmatch(text)
    if match is not None:
        if match["month"].lower() not in MONTHS:
            return None
        month = MONTHS.index(match["month"].lower()) + 1
        text = f"{match['year']}-{month:02}-{int(match['day']):02} {match['clock']}"
        if match["zone"] is not None:
            offset = read_offset(match["zone"])
            if offset is None:
                return None
    parsed = parse_time(text)
    if parsed is None or (day := parsed.day) is None:
        return None
    if offset is None:
        offset = parsed.offset
    if offset is None and parsed.zone is None and zone not in ("", "UTC"):
        parsed = replace(parsed, zone=zone)
    elif offset is not None:
        parsed = replace(parsed, offset=offset)
    try:
        at = resolve(parsed, None, day) + timedelta(milliseconds=parsed.millisecond)
    except OverflowError:
        return None
    return at, offset


def read_offset(text: str) -> timedelta | None:
    """Return the distance from UTC of ``-0800``, ``+03`` or of an abbreviation with one meaning."""
    match = _OFFSET.fullmatch(text)
    if match is not None:
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return timedelta(minutes=minutes if match[1] == "+" else -minutes)
    known = ABBREVIATIONS.get(text.upper(), ())
    return timedelta(minutes=known[0]) if len(known) == 1 else None


def read_day(text: str, zone: str) -> datetime | None:
    """Return when the day *text* (``2018-05-25``) began in *zone*, or None when it is no day."""
    day: date | None = parse_date(text)
    if day is None:
        return None
    local = datetime(day.year, day.month, day.day, tzinfo=find_zone(zone) or UTC)
    return local.astimezone(UTC)


def stamp(at: datetime) -> str:
    """Return *at* as ``20180525T055400.000Z``, for ids that never change."""
    return f"{at:%Y%m%dT%H%M%S}.{at.microsecond // 1000:03}Z"


def keep_order(times: Sequence[datetime]) -> list[datetime]:
    """Return *times*, in order, each at least a millisecond after the one before.

    Sources are exact to the minute or the second, and what they tell of one minute in an order
    has to keep it; a millisecond is still in that minute.
    """
    found: list[datetime] = []
    for at in times:
        found.append(at if not found or at > found[-1] else found[-1] + timedelta(milliseconds=1))
    return found
