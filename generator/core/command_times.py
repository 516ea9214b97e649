"""Times somebody types to a command, read against the present moment (design §3 "Times", R97).

Every reader says how it read what was typed; what is probably mistyped is refused. The present
moment is an argument, here as everywhere in the core.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from generator.core.effective import AHEAD_LIMIT
from generator.core.read import Read, read_as
from generator.core.refusal import Refusal
from generator.core.shown import clean, show
from generator.core.times import find_zone, format_instant, parse_duration, parse_time, resolve
from generator.core.typed_times import (
    DAY_WORD,
    DAY_WORDS,
    find_clock,
    find_time_fix,
    format_length,
    read_length,
    read_time,
    remark,
)

LONGEST_PROMISE = timedelta(days=7)
"""A next update promised for later than this is a slip of the finger."""

_ONE_SECOND = timedelta(seconds=1)
_ONE_DAY = timedelta(days=1)
_LONG_AGO = timedelta(days=30)
_FAR_AHEAD = timedelta(days=366)
_MINUS = r"[-\u2212]"
_AGO = re.compile(rf"\s*(?:{_MINUS}(?P<minus>.+)|(?P<ago>.+?)\s*ago)\s*", re.IGNORECASE)
_PLUS = re.compile(r"\s*\+(.+)")
_IN = re.compile(r"\s*(?:in\s+|\+\s*)(.+)", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\s*(-?[0-9]{1,5})\s*")
_LIKE_A_CLOCK = 600
"""From here on a bare number may be a clock time without its colon, such as 1506."""


def read_at(text: str, now: datetime) -> Read[datetime]:
    """Read when something happened: ``14:23``, ``-15m``, ``15m ago``, ``now``, ``yesterday 23:50``.

    A bare clock time is the candidate nearest *now*, within 12 hours; without a zone it is UTC.

    Args:
        text: What was typed.
        now: The present moment, aware.

    Returns:
        An aware UTC instant in whole seconds, at most two hours after *now*.

    Raises:
        Refusal: It is no time, or lies further ahead.
    """
    now = _whole(now)
    if text.strip().lower() == "now":
        return read_as(text, now, format_instant(now))
    if match := _AGO.fullmatch(text):
        length = read_length(match["minus"] or match["ago"])
        if length is not None:
            return _read_ago(text, length, now)
    if (number := _BARE_NUMBER.fullmatch(text)) and abs(int(number[1])) < 100:
        minutes = abs(int(number[1]))
        raise Refusal(f"{show(text)} has no unit", f"write '-{minutes}m' for {minutes} minutes ago")
    if (length := read_length(text.strip().lstrip("+"))) is not None:
        short = format_length(length)
        raise Refusal(
            f"{show(text)} does not say from when", f"write '-{short}' for {short} before now"
        )
    parsed = read_time(text, now)
    if parsed is None:
        fix = "write it as '14:23', '2025-01-15 14:23Z', '-15m' or 'now'"
        raise Refusal(f"{show(text)} is not a time", find_time_fix(text, now.date()) or fix)
    at = resolve(parsed, now, now.date())
    if at - now > AHEAD_LIMIT:
        fix = f"write when it happened, such as '{format_instant(now)}' for now"
        if parsed.is_date_inferred:
            fix = f"write the day too, such as '{format_instant(at - _ONE_DAY)}'"
        raise Refusal(
            f"{show(text)} is read as {format_instant(at)}, more than two hours ahead", fix
        )
    remarks = remark(parsed, at, now)
    if now - at > _LONG_AGO:
        remarks.append(f"{(now - at).days} days ago")
    elif at > now:
        remarks.append(f"{format_length(at - now)} ahead of now")
    return _noted(text, at, remarks)


def read_next(text: str, now: datetime) -> Read[str]:
    """Read when the next update is promised, as the text that stands in ``next_update``.

    Takes ``30m``, ``1h30m``, ``30`` (minutes), ``in 30 minutes``, ``none``, ``no``, and a time.

    Args:
        text: What was typed.
        now: The moment the promise counts from, aware.

    Returns:
        A length such as ``30m``, ``none``, or an instant such as ``2025-01-15 15:06Z``.

    Raises:
        Refusal: It is none of them, not after *now*, or more than seven days after it.
    """
    now = _whole(now)
    said = text.strip()
    if said.lower() in ("none", "no"):
        return read_as(text, "none", "none")
    if number := _BARE_NUMBER.fullmatch(text):
        minutes = int(number[1])
        _refuse_no_promise(text, timedelta(minutes=minutes), f"write '{abs(minutes) or 30}m'")
        if minutes >= _LIKE_A_CLOCK:
            raise Refusal(
                f"{show(text)} may be minutes or a clock time",
                find_time_fix(said, now.date()) or f"write '{minutes}m' if it is minutes",
            )
        return Read(f"{minutes}m", f"{clean(said)} read as {minutes}m, in minutes")
    if match := _AGO.fullmatch(text):
        length = read_length(match["minus"] or match["ago"])
        if length is not None:
            _refuse_no_promise(text, -length, f"write '{format_length(length)}'")
    match = _IN.fullmatch(text)
    length = read_length(match[1] if match else said)
    if length is not None:
        _refuse_no_promise(text, length, "write '30m', a time such as '15:06', or 'none'")
        # What files take is written as it was typed: "90m" stays "90m".
        is_as_written = parse_duration(said) is not None
        value = "".join(said.split()) if is_as_written else format_length(length)
        return read_as(text, value, value)
    parsed = read_time(text, now)
    if parsed is None:
        fix = "write '30m', a time such as '15:06', or 'none'"
        raise Refusal(
            f"{show(text)} is neither a time nor a length of time",
            find_time_fix(text, now.date()) or fix,
        )
    at = resolve(parsed, now, now.date())
    shown = format_instant(at)
    if at <= now:
        later = f", or '{format_instant(at + _ONE_DAY)}'" if parsed.is_date_inferred else ""
        raise Refusal(
            f"{show(text)} is read as {shown}, which has passed",
            f"write a length such as '30m'{later}",
        )
    if at - now > LONGEST_PROMISE:
        raise Refusal(
            f"{show(text)} is read as {shown}, more than 7 days ahead",
            "write a time within 7 days, or 'none'",
        )
    return Read(shown, _noted(text, at, remark(parsed, at, now)).note)


def read_moment(
    text: str, now: datetime, zone: str, base: datetime | None = None
) -> Read[datetime]:
    """Read when planned work begins or ends: a date and a clock, best with an IANA zone.

    ``2025-02-01 22:00 America/New_York``, ``2025-02-01 22:00`` (UTC), ISO with an offset,
    ``+2h`` after *base*, and for work that could not be announced ``now`` and ``-15m``. A bare
    clock is refused: planned work is days ahead.

    Args:
        text: What was typed.
        now: The present moment, aware.
        zone: The site's IANA zone; the note says what a time without a zone is there.
        base: What ``+2h`` counts from, such as the beginning of the window; *now* if not given.

    Raises:
        Refusal: It is no time, or says no date.
    """
    now = _whole(now)
    local_zone = find_zone(zone) or UTC
    today = (base or now).astimezone(local_zone).date()
    if match := _PLUS.fullmatch(text):
        length = read_length(match[1])
        if length is not None:
            at = _whole(base or now) + length
            return _noted(text, at, [])
    if text.strip().lower() == "now":
        return read_as(text, now, format_instant(now))
    if (match := _AGO.fullmatch(text)) and base is None:
        length = read_length(match["minus"] or match["ago"])
        if length is not None:
            return _noted(text, now - length, ["already past"])
    parsed = read_time(text, now)
    if parsed is None:
        raise Refusal(
            f"{show(text)} is not a date with a time", _find_moment_fix(text, now, zone, base)
        )
    if parsed.day is None:
        said = " ".join(text.split()) + (f" {zone}" if parsed.is_zone_inferred else "")
        day = today if base is None else _day_after(said, base, local_zone)
        raise Refusal(
            f"{show(text)} says no date", f"write the date too, such as {show(f'{day} {said}')}"
        )
    at = resolve(parsed, None, parsed.day)
    remarks = remark(parsed, at)
    if parsed.is_zone_inferred and zone != "UTC":
        remarks.append(f"{at.astimezone(local_zone):%Y-%m-%d %H:%M} in {zone}")
    if at < now:
        remarks.append("already past")
    elif at - now > _FAR_AHEAD:
        remarks.append("over a year ahead")
    return _noted(text, at, remarks)


def _find_moment_fix(text: str, now: datetime, zone: str, base: datetime | None) -> str:
    """Return the fix for a moment that cannot be read: a date with it, and after *base*."""
    local_zone = find_zone(zone) or UTC
    said, day = " ".join(text.split()), None
    if match := DAY_WORD.fullmatch(text):
        said = match[2]
        day = now.astimezone(local_zone).date() + timedelta(days=DAY_WORDS[match[1].lower()])
    clock = find_clock(said)
    today = (base or now).astimezone(local_zone).date()
    if clock is None and day is None:
        fallback = f"22:00 {zone}"
        after = today if base is None else _day_after(fallback, base, local_zone)
        return find_time_fix(text, today) or f"write it as '{after} {fallback}'"
    written = f"{clock or '22:00'} {zone}"
    if day is None:
        day = today if base is None else _day_after(written, base, local_zone)
    return f"write '{day} {written}'"


def _day_after(clock: str, base: datetime, zone: tzinfo) -> date:
    """Return the first day, in *zone* around *base*, on which *clock* comes after *base*."""
    day = base.astimezone(zone).date()
    parsed = parse_time(clock, zones=True)
    if parsed is not None and resolve(replace(parsed, day=day), None, day) <= base:
        day += _ONE_DAY
    return day


def stamp(now: datetime, newest: Iterable[datetime]) -> datetime:
    """Return when an update written at *now* is said to have been written (design §3 ``--now``).

    That is *now*, or one second after the newest entry, so that the last word wins although the
    clocks of two machines differ. An entry more than two hours ahead is a mistake and ignored.

    Args:
        now: What this machine's clock says, aware; fractions of a second are cut off.
        newest: Times of the entries that are there, aware, in any order.
    """
    now = _whole(now)
    limit = now + AHEAD_LIMIT
    return max([now, *(_whole(each) + _ONE_SECOND for each in newest if each <= limit)])


def _read_ago(text: str, length: timedelta, now: datetime) -> Read[datetime]:
    remarks = [f"{length.days} days ago"] if length > _LONG_AGO else []
    return _noted(text, now - length, remarks)


def _refuse_no_promise(text: str, length: timedelta, fix: str) -> None:
    if length <= timedelta():
        raise Refusal(f"{show(text)} is not ahead of now", fix)
    if length > LONGEST_PROMISE:
        raise Refusal(f"{show(text)} is more than 7 days", "write 7d or less, or 'none'")


def _noted(text: str, at: datetime, remarks: list[str]) -> Read[datetime]:
    shown = format_instant(at)
    if text == shown and not remarks:
        return Read(at, "")
    behind = f" ({'; '.join(remarks)})" if remarks else ""
    return Read(at, f"{clean(' '.join(text.split()))} read as {shown}{behind}")


def _whole(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
