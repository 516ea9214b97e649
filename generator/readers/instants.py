"""From a time as written to an instant, with a word about every guess (design §3 "Times")."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from generator.core import times
from generator.readers.decode import Timed
from generator.readers.source import Source, show


def find_instant(
    timed: Timed,
    anchor: datetime | None,
    day: date,
    source: Source,
    *,
    silent_for: timedelta = timedelta(),
) -> datetime:
    """Return the UTC instant of *timed*.

    Args:
        timed: As written.
        anchor: The instant of the line before, or None.
        day: The record's date; used when neither a date nor an anchor is there.
        source: Takes warnings about what was guessed.
        silent_for: Another day that is nearer to *anchor* than this is not worth a warning.
    """
    parsed, node = timed
    at = times.resolve(parsed, anchor, day) + timedelta(milliseconds=parsed.millisecond)
    is_moved = parsed.day is None and anchor is not None and at.date() != anchor.date()
    if is_moved and anchor is not None and abs(at - anchor) >= silent_for:
        source.report(
            "REC024",
            node,
            f"{show(node.text)} is read as {times.format_instant(at)}, another day than the time "
            "before it",
            f"write the date: '{times.format_instant(at)}'",
            value=node.text,
        )
    if parsed.was_second_60:
        source.report(
            "REC018", node, "second 60 is read as 59", "write the second as 59", value=node.text
        )
    if parsed.zone is not None and (doubt := times.find_clock_doubt(parsed)) is not None:
        _report_doubt(timed, at, doubt, source)
    return at


def find_dated(timed: Timed | None, day: date, source: Source) -> datetime | None:
    """Return the instant of a time that must say its date, or None after a finding.

    Args:
        timed: As written, or None.
        day: What the fix offers where the date is missing.
        source: Takes the finding.
    """
    if timed is None:
        return None
    if timed.parsed.day is None:
        source.report(
            "REC008",
            timed.node,
            f"{show(timed.node.text)} says no date",
            f"write the date too, such as '{day} {timed.node.text}'",
            value=timed.node.text,
        )
        return None
    return find_instant(timed, None, day, source)


def _report_doubt(timed: Timed, at: datetime, doubt: times.ClockDoubt, source: Source) -> None:
    shown = times.format_instant(at)
    if doubt is times.ClockDoubt.SKIPPED:
        what = f"the clocks skip {show(timed.node.text)}; it is read as {shown}"
    else:
        what = f"{show(timed.node.text)} comes twice that night; it is read as the first, {shown}"
    source.report("REC019", timed.node, what, f"write it in UTC: '{shown}'", value=timed.node.text)
