"""Times and lengths as somebody types them to a command, before it is known what they are for.

Beside what files accept (:mod:`generator.core.times`) a command takes ``yesterday 23:50`` and
``15 minutes``; the readers for each purpose are in :mod:`generator.core.command_times`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from generator.core.shown import show
from generator.core.times import (
    ClockDoubt,
    ParsedTime,
    find_clock_doubt,
    find_zone,
    format_instant,
    parse_date,
    parse_duration,
    parse_time,
)

DAY_WORDS = {"yesterday": -1, "today": 0, "tomorrow": 1}
DAY_WORD = re.compile(r"\s*(yesterday|today|tomorrow)[\s,]+(\S.*)", re.IGNORECASE | re.DOTALL)
_UNIT = re.compile(
    r"(?<=[0-9])\s*(weeks?|days?|hours?|hrs?|minutes?|mins?|seconds?|secs?|[wdhms])(?![a-z])\s*",
    re.IGNORECASE,
)
_LOOSE_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[.:;,h ]?(?P<minute>[0-9]{2}))?\s*(?P<half>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_LOOSE_DATE = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")
_DATED = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[T ](?P<clock>.+)")
_CLOCK_AND_ZONE = re.compile(r"(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)\s*(?P<zone>[A-Za-z].*)")
_LONGEST = 80


def read_time(text: str, now: datetime) -> ParsedTime | None:
    """Read a time as files have it, with an IANA zone or after ``yesterday``, or return None.

    The day word counts in the zone that is written behind the clock, else in UTC.
    """
    if len(text) > _LONGEST:
        return None
    match = DAY_WORD.fullmatch(text)
    if match is None:
        return parse_time(text, zones=True)
    parsed = parse_time(match[2], zones=True)
    if parsed is None or parsed.day is not None:
        return None
    zone = None if parsed.zone is None else find_zone(parsed.zone)
    there = now.astimezone(zone or UTC) + (parsed.offset or timedelta())
    shift = timedelta(days=DAY_WORDS[match[1].lower()])
    return replace(parsed, day=there.date() + shift)


def read_length(text: str) -> timedelta | None:
    """Read a length of time such as ``15m``, ``1h30m`` or ``2 hours``, or return None."""
    if len(text) > _LONGEST:
        return None
    short = _UNIT.sub(lambda match: match[1][0].lower(), text.strip())
    return parse_duration(short.lower())


def format_length(length: timedelta) -> str:
    """Return *length*, not negative and in whole seconds, as files have it: ``1h30m``."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0m"


def remark(parsed: ParsedTime, at: datetime, now: datetime | None = None) -> list[str]:
    """Return what was guessed when *parsed* was read as the instant *at*, in plain words.

    Args:
        parsed: What was typed.
        at: What it was read as.
        now: The moment that gave the day, if one did.
    """
    remarks = []
    if parsed.is_zone_inferred:
        remarks.append("UTC")
    if parsed.is_date_inferred and now is not None:
        turn = (at.date() - now.astimezone(UTC).date()).days
        remarks.extend({-1: ["the day before"], 1: ["the day after"]}.get(turn, []))
    if parsed.was_second_60:
        remarks.append("second 60 read as 59")
    if doubt := explain_doubt(parsed, at):
        remarks.append(doubt)
    return remarks


def explain_doubt(parsed: ParsedTime, at: datetime) -> str:
    """Say what a clock change does to *parsed*, read as *at*; empty when it does nothing."""
    zone = None if parsed.zone is None else find_zone(parsed.zone)
    if zone is None:
        return ""
    local = at.astimezone(zone)
    doubt = find_clock_doubt(parsed if parsed.day else replace(parsed, day=local.date()))
    if doubt is ClockDoubt.SKIPPED:
        return f"the clocks skip this time that night: it is {local:%H:%M} by the new time"
    if doubt is ClockDoubt.REPEATED:
        second = local.replace(fold=1).astimezone(UTC)
        return (
            "this time comes twice that night: read as the first, "
            f"the second is {format_instant(second)}"
        )
    return ""


def find_time_fix(text: str, day: date) -> str | None:
    """Return the fix for a time that cannot be read, or None when nobody can tell what was meant.

    Args:
        text: What was typed.
        day: A day for the example where only a date was typed, or none that can be read.
    """
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return None
    if (word := DAY_WORD.fullmatch(text)) and (clock := find_clock(word[2])):
        return f"write '{day + timedelta(days=DAY_WORDS[word[1].lower()])} {clock}'"
    if written := parse_date(text):
        return f"write the clock time too, such as '{written} 14:23'"
    if dated := _DATED.fullmatch(text):
        if parse_date(dated["date"]) is None:
            return f"write a day of the calendar; there is no {dated['date']}"
        before, text = f"{dated['date']} ", dated["clock"]
    elif _LOOSE_DATE.match(text):
        return f"write the date as year, month and day: '{day} 14:23'"
    else:
        before = ""
    if match := _LOOSE_CLOCK.fullmatch(text):
        clock = _find_clock(match)
        return clock and f"write '{before}{clock}'"
    match = _CLOCK_AND_ZONE.fullmatch(text)
    if match is None or parse_time(match["clock"]) is None:
        return None
    clock, named = f"{before}{match['clock']} ", _find_zone_name(match["zone"])
    if named:
        return f"write {show(clock + named)}"
    return f"write it in UTC, or with the zone's name: {show(clock + 'America/New_York')}"


def find_clock(text: str) -> str | None:
    """Return the clock time that *text* is but for its form: ``10pm``, ``1506``; else None."""
    match = _LOOSE_CLOCK.fullmatch(text.strip())
    return _find_clock(match) if match else None


def _find_clock(match: re.Match[str]) -> str | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    elif match["minute"] is None:
        return None
    if hour == 24 and minute == 0:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _find_zone_name(text: str) -> str | None:
    """Return the zone that *text* is but for case and spaces: ``america/new york``, ``Utc``."""
    words = re.split(r"([/ _-])", text)
    name = "".join(word.capitalize() for word in words).replace(" ", "_")
    return next((each for each in (name, text.upper()) if find_zone(each)), None)
