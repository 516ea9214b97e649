"""What a log is made of: lines as written, lines taken apart, entries in time order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from generator.core.findings import Finding
from generator.core.log_verbs import Clause, Verb
from generator.core.times import ParsedTime


@dataclass(frozen=True, slots=True, kw_only=True)
class RawLine:
    """One line as written, with its place.

    Attributes:
        text: The line without its line end.
        line: Line in the file, counted from 1.
        column: Column of its first character, counted from 1.
        source: The whole line of the file, for the marked excerpt.
    """

    text: str
    line: int
    column: int = 1
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSource:
    """The lines of one file: the ``log:`` block of ``internal.yml`` or one ``log/*.log``."""

    path: str
    lines: tuple[RawLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedLine:
    """One line taken apart, its date not yet known.

    Attributes:
        raw: The line as written.
        time: Its time as written.
        body: What follows the time.
        column: Column of the body's first character in the file.
        word: The word in capitals at its start, or empty.
        verb: The verb, when what follows fits its grammar.
        clause: What follows the verb; the whole body of an observation.
    """

    raw: RawLine
    time: ParsedTime
    body: str
    column: int
    word: str
    verb: Verb | None
    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    r"""One thing that happened.

    Attributes:
        at: When, aware UTC.
        verb: Its meaning for the clocks; None for an observation.
        who: Handle without ``@``; None when nobody is named (``IC none`` ends a role).
        text: What is left for people to read; further lines joined by ``\n``.
        audiences: Who was told (``NOTIFIED``), in lower case.
        channels: How (``NOTIFIED``), in lower case.
        option: ``A`` to ``E`` of a mitigation.
        check: The box ticked, e.g. ``C4.error_rate``.
        severity: 1 to 4 after ``SEV``; None after ``SEV unset``.
        path: The file.
        line: Its line there.
        parsed: The time as written, which tells what was inferred.
        is_other_day: The date was inferred and differs from the line it was inferred from.
        evidence: Web addresses after ``evidence:`` at the end of the text, which keeps them (R100).
    """

    at: datetime
    verb: Verb | None = None
    who: str | None = None
    text: str = ""
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    option: str | None = None
    check: str | None = None
    severity: int | None = None
    path: str = ""
    line: int = 1
    parsed: ParsedTime
    is_other_day: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogReading:
    """A whole log: entries in time order, and everything that was odd about its lines."""

    entries: tuple[LogEntry, ...]
    findings: tuple[Finding, ...]
