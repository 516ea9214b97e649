"""The log of an incident: one line per thing that happened, read without losing any (design §3).

``[DATE ]HH:MM[:SS][ ][Z|UTC|±hh:mm][ - ] [VERB] text``. A line that is no verb is an observation;
a line without a time continues the one above. Nothing here stops at a mistake: during an incident
a wrong line is worth more than no line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from generator.core import times
from generator.core.findings import Finding
from generator.core.log_checks import check_line, check_untimed
from generator.core.log_entries import LogEntry, LogReading, LogSource, ParsedLine, RawLine
from generator.core.log_evidence import find_evidence
from generator.core.log_verbs import AUDIENCES, CHANNELS, HANDLE, Clause, Verb, parse_clause
from generator.core.times import ParsedTime

__all__ = ["LogEntry", "LogReading", "LogSource", "RawLine", "read_log"]

_SEPARATOR = re.compile(r"\s*(?:[-:\u2013\u2014]\s+|\s)?\s*")
_FIRST_WORD = re.compile(r"([A-Z]+)(?::?(?=\s|$))\s*")
_HALF_A_DAY = timedelta(hours=12)


def read_log(
    sources: Sequence[LogSource],
    day: date,
    *,
    detected_at: datetime | None = None,
    audiences: Collection[str] = AUDIENCES,
    channels: Collection[str] = CHANNELS,
) -> LogReading:
    """Read all lines of one record.

    In each file the first DETECTED line lies on *day* and earlier lines count backwards from it;
    a file without one starts from the detection another file knows.

    Args:
        sources: ``internal.yml`` first, then the log files by name.
        day: The record's date, in UTC.
        detected_at: ``detected_at`` of the header, used where no line says DETECTED.
        audiences: Names ``NOTIFIED`` may use without a finding.
        channels: Ways it may use; ``#room`` is always known.

    Returns:
        Entries by time, those of one moment in the order of the files; findings unsorted.

    Source: design §3 "Times" and "The log", R63, R97.
    """
    findings: list[Finding] = []
    parsed = [_split(source, findings) for source in sources]
    anchor = detected_at
    for lines in parsed:
        first = _find_detected(lines)
        if first is not None and anchor is None:
            anchor = times.resolve(lines[first].time, None, day)
    entries: list[LogEntry] = []
    for source, lines in zip(sources, parsed, strict=True):
        for line, at, before in _resolve(lines, day, anchor):
            entries.append(_create_entry(source.path, line, at, before))
            findings.extend(check_line(source.path, line, audiences, channels))
    return LogReading(
        entries=tuple(sorted(entries, key=lambda entry: entry.at)), findings=tuple(findings)
    )


def _split(source: LogSource, findings: list[Finding]) -> list[ParsedLine]:
    lines: list[ParsedLine] = []
    for raw in source.lines:
        if not raw.text.strip():
            continue
        found = times.parse_leading_time(raw.text)
        if found is not None:
            lines.append(_parse_line(raw, *found))
            continue
        if lines:
            last = lines[-1]
            joined = f"{last.clause.text}\n{raw.text.strip()}"
            lines[-1] = replace(last, clause=replace(last.clause, text=joined))
        findings.extend(check_untimed(source.path, raw, is_first=not lines))
    return lines


def _parse_line(raw: RawLine, time: ParsedTime, end: int) -> ParsedLine:
    gap = _SEPARATOR.match(raw.text, end)
    start = end if gap is None else gap.end()
    body = raw.text[start:].rstrip()
    match = _FIRST_WORD.match(body)
    word = match[1] if match else ""
    verb, clause = None, None
    if match is not None and word in Verb.__members__:
        clause = parse_clause(Verb(word), body[match.end() :])
        verb = None if clause is None else Verb(word)
    if clause is None:
        leading = HANDLE.match(body)
        clause = Clause(text=body, who=None if leading is None else leading[1])
    return ParsedLine(
        raw=raw,
        time=time,
        body=body,
        column=raw.column + start,
        word=word,
        verb=verb,
        clause=clause,
    )


def _find_detected(lines: Sequence[ParsedLine]) -> int | None:
    return next((i for i, line in enumerate(lines) if line.verb is Verb.DETECTED), None)


def _resolve(
    lines: Sequence[ParsedLine], day: date, anchor: datetime | None
) -> Iterator[tuple[ParsedLine, datetime, datetime | None]]:
    """Yield each line with its instant and the instant its date was inferred from."""
    first = _find_detected(lines)
    found: list[tuple[datetime, datetime | None]] = []
    if first is not None:
        at = times.resolve(lines[first].time, None, day)
        found.append((at, None))
        for line in reversed(lines[:first]):
            after = found[0][0]
            at = times.resolve(line.time, after, day)
            if line.time.is_date_inferred and at - after == _HALF_A_DAY:
                at -= 2 * _HALF_A_DAY
            found.insert(0, (at, after))
        anchor = found[-1][0]
    for line in lines[len(found) :]:
        at = times.resolve(line.time, anchor, day)
        found.append((at, anchor))
        anchor = at
    for line, (at, before) in zip(lines, found, strict=True):
        yield line, at, before


def _create_entry(path: str, line: ParsedLine, at: datetime, before: datetime | None) -> LogEntry:
    clause = line.clause
    inferred = line.time.is_date_inferred and before is not None
    return LogEntry(
        at=at,
        verb=line.verb,
        who=clause.who,
        text=clause.text,
        audiences=clause.audiences,
        channels=clause.channels,
        option=clause.option,
        check=clause.check,
        severity=clause.severity,
        path=path,
        line=line.raw.line,
        parsed=line.time,
        is_other_day=inferred and before is not None and before.date() != at.date(),
        evidence=find_evidence(clause.text),
    )
