"""Times as people type them, read into aware UTC instants (design §3 "Times", R97).

Reading takes two steps, because a clock time alone says no date: :func:`parse_time` reads the
text and keeps what was said apart from what was not, :func:`resolve` adds the missing date from
the line before. Nothing here knows the present moment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

_HALF_A_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
_FIRST_YEAR, _LAST_YEAR = 1970, 2999

_SPACE = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})"
    r"(?::(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]{1,9}))?)?"
)
_DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
_OFFSET = r"(?P<utc>[Zz]|UTC|utc)|(?P<sign>[+\u2212-])(?P<off_h>[0-9]{2}):?(?P<off_m>[0-9]{2})"
_PREFIX = re.compile(
    rf"{_SPACE}*(?:{_DATE}(?:[Tt]|{_SPACE}+))?{_CLOCK}"
    rf"(?:{_SPACE}?(?:{_OFFSET})(?![0-9A-Za-z:]))?(?![0-9A-Za-z])"
)
# "14:23 +1200 users" counts people: apart from the clock an offset needs its colon.
_BARE_NUMBER = re.compile(rf"{_SPACE}[+\u2212-][0-9]{{4}}$")
_WHOLE = re.compile(
    rf"{_SPACE}*(?:{_DATE}(?:[Tt]|{_SPACE}+))?{_CLOCK}"
    rf"(?:{_SPACE}*(?:{_OFFSET})|{_SPACE}+(?P<zone>[A-Za-z][A-Za-z0-9_+/-]{{0,63}}))?{_SPACE}*"
)
_DURATION = re.compile(
    rf"{_SPACE}*(?:([0-9]+)w{_SPACE}*)?(?:([0-9]+)d{_SPACE}*)?(?:([0-9]+)h{_SPACE}*)?"
    rf"(?:([0-9]+)m{_SPACE}*)?(?:([0-9]+)s{_SPACE}*)?"
)
_WRITTEN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STAMP = re.compile(r"[0-9]{8}T(?:[01][0-9]|2[0-3])[0-9]{4}Z")

# Offsets in use somewhere. A pasted span such as "10:05-10:20" is no time with an offset.
_HALF_AND_QUARTER_OFFSETS = frozenset(
    {-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825}
)
_LONGEST_DURATION = timedelta(days=3660)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTime:
    """What one written time says, and by omission what it does not.

    Attributes:
        hour: 0 to 23, as written.
        minute: 0 to 59.
        second: 0 to 59; 0 when not written.
        millisecond: 0 to 999; what is finer is cut off. Only files keep it: what people type at a
            command and in the log is meant to the second.
        day: The date as written, or None for a bare clock time.
        offset: Distance from UTC as written (``Z`` and ``UTC`` are zero), or None.
        zone: The IANA zone as written, or None; never together with ``offset``.
        was_second_60: ``:60`` was written and is read as ``:59``; the caller warns.
    """

    hour: int
    minute: int
    second: int = 0
    day: date | None = None
    offset: timedelta | None = None
    zone: str | None = None
    was_second_60: bool = False
    millisecond: int = 0

    @property
    def is_date_inferred(self) -> bool:
        """Whether the date has to come from the line before."""
        return self.day is None

    @property
    def is_zone_inferred(self) -> bool:
        """Whether no zone was written, so that UTC is assumed."""
        return self.offset is None and self.zone is None


class ClockDoubt(StrEnum):
    """Why a local clock time is not exactly one instant."""

    SKIPPED = "skipped"
    """The clocks jumped over it in spring; read with the offset before the jump."""

    REPEATED = "repeated"
    """It came twice in autumn; read as the first of the two."""


def parse_time(text: str, *, zones: bool = False) -> ParsedTime | None:
    """Read one time: a clock, a date and a clock, with or without a zone.

    Accepts ``14:23``, ``9:05``, ``14:23:07``, ``14:23Z``, ``14:23 UTC``, ``09:23-05:00``,
    ``2025-01-15 14:23``, ``2025-01-15T14:23:07.5+0100``; non-breaking and other Unicode spaces
    count as spaces.

    Args:
        text: The whole text of the time.
        zones: Also accept an IANA zone after a space, as maintenance windows may
            (``2025-02-01 22:00 America/New_York``).

    Returns:
        What was written, or None when it is no time: a wrong form, an impossible date or clock,
        an offset nobody uses, an unknown zone, a year outside 1970 to 2999.

    Source: design §3 "Times", R97.
    """
    match = _WHOLE.fullmatch(text)
    if match is None:
        return None
    zone = match["zone"]
    if zone is None:
        return _read(match)
    if not zones or find_zone(zone) is None:
        return None
    return _read(match, zone)


def parse_leading_time(text: str) -> tuple[ParsedTime, int] | None:
    """Read the time at the start of a log line.

    Args:
        text: A line of the log; no IANA zone is looked for, because words follow the time.

    Returns:
        The time and the index of the first character behind it, or None.

    Source: design §3 "The log".
    """
    match = _PREFIX.match(text)
    if match is None:
        return None
    parsed = _read(match)
    if parsed is not None and (parsed.offset is None or _BARE_NUMBER.search(match.group()) is None):
        return parsed, match.end()
    if match["sign"] is None:
        return None
    # "10:05-10:20 watching": no offset but a span; the time is what stands before the dash.
    before = text[: match.start("sign")].rstrip()
    parsed = parse_time(before)
    return None if parsed is None else (parsed, len(before))


def _read(match: re.Match[str], zone: str | None = None) -> ParsedTime | None:
    hour, minute = int(match["hour"]), int(match["minute"])
    second = int(match["second"] or 0)
    was_second_60 = second == 60
    if hour > 23 or minute > 59 or second > 60:
        return None
    day = None
    if match["year"] is not None:
        day = _create_date(match["year"], match["month"], match["day"])
        if day is None:
            return None
    offset = None
    if match["utc"] is not None:
        offset = timedelta(0)
    elif match["sign"] is not None:
        minutes = int(match["off_h"]) * 60 + int(match["off_m"])
        minutes = minutes if match["sign"] == "+" else -minutes
        if int(match["off_m"]) > 59 or not _is_offset_in_use(minutes):
            return None
        offset = timedelta(minutes=minutes)
    return ParsedTime(
        hour=hour,
        minute=minute,
        second=59 if was_second_60 else second,
        day=day,
        offset=offset,
        zone=zone,
        was_second_60=was_second_60,
        millisecond=int(f"{match['fraction'] or '':0<3}"[:3]),
    )


def _create_date(year: str, month: str, day: str) -> date | None:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _is_offset_in_use(minutes: int) -> bool:
    whole_hour = minutes % 60 == 0 and -12 * 60 <= minutes <= 14 * 60
    return whole_hour or minutes in _HALF_AND_QUARTER_OFFSETS


def parse_date(text: str) -> date | None:
    """Return the date written as ``YYYY-MM-DD``, or None when it is none (R97)."""
    text = text.strip()
    if _WRITTEN_DATE.fullmatch(text) is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


@lru_cache(maxsize=64)
def find_zone(name: str) -> ZoneInfo | None:
    """Return the IANA zone called *name*, or None when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, a path, a folder of zones
        return None


def resolve(parsed: ParsedTime, anchor: datetime | None, day: date) -> datetime:
    """Return the instant a written time means.

    A bare clock time is the candidate nearest *anchor*; of two at exactly 12 hours the later.
    Without an anchor it is the one whose **UTC** date is *day*, because ids carry UTC dates.

    Args:
        parsed: A time from :func:`parse_time`.
        anchor: The instant of the line before (aware), or None at the first line.
        day: The record's date in UTC; used only without a date and without an anchor.

    Returns:
        An aware UTC instant, whole seconds.

    Source: design §3 "Times", R97 ("23:58 then 00:07 is the next day").
    """
    if parsed.day is not None:
        return _at(parsed, parsed.day)
    if anchor is None:
        candidates = [_at(parsed, day + shift) for shift in (-_DAY, timedelta(0), _DAY)]
        return next((at for at in candidates if at.date() == day), candidates[1])
    around = anchor.astimezone(UTC)
    if parsed.zone is None:
        at = _at(parsed, around.date())
        while at - around > _HALF_A_DAY:
            at -= _DAY
        while around - at >= _HALF_A_DAY:
            at += _DAY
        return at
    # Local days are 23 to 25 hours long, so each candidate is made from its own date.
    days = (around.date() + shift * _DAY for shift in (-2, -1, 0, 1, 2))
    return min((_at(parsed, each) for each in days), key=lambda at: (abs(at - around), around - at))


def _at(parsed: ParsedTime, day: date) -> datetime:
    zone = None if parsed.zone is None else find_zone(parsed.zone)
    if zone is not None:
        local = datetime(
            day.year, day.month, day.day, parsed.hour, parsed.minute, parsed.second, tzinfo=zone
        )
        return local.astimezone(UTC)
    at = datetime(
        day.year, day.month, day.day, parsed.hour, parsed.minute, parsed.second, tzinfo=UTC
    )
    return at - parsed.offset if parsed.offset else at


def find_clock_doubt(parsed: ParsedTime) -> ClockDoubt | None:
    """Return why a date and clock in an IANA zone are not one instant, if they are not.

    Only times with a date and a ``zone`` can be in doubt (both clock changes).
    """
    zone = None if parsed.zone is None else find_zone(parsed.zone)
    if zone is None or parsed.day is None:
        return None
    at = _at(parsed, parsed.day)
    wanted = datetime(
        parsed.day.year,
        parsed.day.month,
        parsed.day.day,
        parsed.hour,
        parsed.minute,
        parsed.second,
        tzinfo=zone,
    )
    if at.astimezone(zone).replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return ClockDoubt.SKIPPED
    if wanted.utcoffset() != wanted.replace(fold=1).utcoffset():
        return ClockDoubt.REPEATED
    return None


def explain(parsed: ParsedTime, at: datetime, anchor: datetime | None = None) -> str:
    """Say how a written time was read, for findings and for what commands print.

    Args:
        parsed: What was written.
        at: What :func:`resolve` made of it.
        anchor: The line before, if it gave the date.

    Returns:
        One phrase, e.g. ``2025-01-16 00:07Z (date inferred: the next day; no zone written: UTC)``.
    """
    remarks = []
    if parsed.is_date_inferred:
        turn = 0 if anchor is None else (at.date() - anchor.astimezone(UTC).date()).days
        words = {0: "", 1: ": the next day", -1: ": the day before"}
        remarks.append(f"date inferred{words.get(turn, '')}")
    if parsed.is_zone_inferred:
        remarks.append("no zone written: UTC")
    doubt = find_clock_doubt(parsed)
    if doubt is ClockDoubt.SKIPPED:
        remarks.append("the clocks skip this time: read with the offset before the change")
    elif doubt is ClockDoubt.REPEATED:
        remarks.append("this time comes twice that night: read as the first")
    if parsed.was_second_60:
        remarks.append("second 60 read as 59")
    shown = format_instant(at)
    return f"{shown} ({'; '.join(remarks)})" if remarks else shown


def format_instant(at: datetime) -> str:
    """Return *at* as ``2025-01-15 14:23Z``, with seconds where there are any."""
    at = at.astimezone(UTC)
    return at.strftime("%Y-%m-%d %H:%M:%SZ" if at.second else "%Y-%m-%d %H:%MZ")


def parse_duration(text: str) -> timedelta | None:
    """Read a length of time such as ``30m``, ``1h30m``, ``1h 30m``, ``2d``, ``1w``, ``90s``.

    Returns:
        The length, or None when it is none, no number is written, or it is over ten years.
    """
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()) or len(text) > 40:
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    try:
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        return None
    return length if length <= _LONGEST_DURATION else None


def update_stamp(at: datetime) -> str:
    """Return the stamp update files and inline updates are called by: ``20250115T143600Z``.

    Args:
        at: An aware instant; fractions of a second are cut off.
    """
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def parse_stamp(stamp: str) -> datetime | None:
    """Return the instant of a stamp such as ``20250115T143600Z``, or None when it is none."""
    if _STAMP.fullmatch(stamp) is None:
        return None
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return at if _FIRST_YEAR <= at.year <= _LAST_YEAR else None
