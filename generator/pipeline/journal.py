"""Acts that write nothing but log lines: what responders tell each other, and the clocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from generator.core.act import Act
from generator.core.command_times import stamp
from generator.core.findings import Finding, Severity
from generator.core.log_labels import read_label
from generator.core.log_lines import LogSource, RawLine, read_log
from generator.core.log_verbs import VERBS, Verb
from generator.core.refusal import Refusal
from generator.core.times import format_instant, parse_leading_time, resolve
from generator.core.vocabulary import RecordKind
from generator.pipeline.case import Case
from generator.pipeline.foresight import foresee
from generator.writers.record_yaml import clean_line, clean_text

TITLE_LIMIT = 200
"""Longest title, in characters, as in the table of fields."""
_DASH = re.compile("[-:\u2013\u2014](?:\\s|$)")
_SEPARATOR = re.compile("\\s*(?:[-:\u2013\u2014]\\s+)?")
"""What may stand between the time and the words of a line, as in any log."""


def write_line(
    case: Case, body: str, *, at: datetime | None = None, after: Iterable[datetime] = ()
) -> str:
    """Return one line of the log, with its time.

    Args:
        case: The record.
        body: Verb and text.
        at: When it happened; unsaid, it is now, or a second after the newest line.
        after: Times of lines that this command has written already.
    """
    moment = at or stamp(case.now, [*(entry.at for entry in case.log), *after])
    return _join(moment, body)


def _join(at: datetime, body: str) -> str:
    """Return the line that says *body*; a dash it begins with is not taken for the separator."""
    between = "- " if _DASH.match(body) else ""
    return f"{format_instant(at)} {between}{body}".rstrip()


def say(verb: Verb | None, text: str, *, who: str = "", before: str = "") -> str:
    """Return what stands behind the time: verb, what the verb asks for, who, and text."""
    parts = (verb or "", before, f"@{who}" if who else "", clean_line(text, "the line"))
    return " ".join(part for part in parts if part)


def log_act(case: Case, lines: Sequence[str], subject: str, *notes: str) -> Act:
    """Return the act that adds *lines* to the log of *case*, read back as a check.

    Raises:
        Refusal: When a line would not be read as it was meant.
    """
    return Act(
        record=case.id,
        folder=case.folder,
        lines=tuple(lines),
        subject=f"records: {subject} ({case.id})",
        notes=(*notes, *read_back(case, lines)),
    )


def read_back(case: Case, lines: Sequence[str]) -> list[str]:
    """Return what is odd about *lines*, in words.

    Raises:
        Refusal: When a line would not be read at all.
    """
    source = LogSource(
        path="the log",
        lines=tuple(RawLine(text=text, line=number) for number, text in enumerate(lines, 1)),
    )
    found: tuple[Finding, ...] = read_log([source], case.record.date).findings
    for finding in found:
        if finding.severity is Severity.ERROR:
            raise Refusal(finding.message, finding.fix)
    notes = [f"{finding.message}; {finding.fix}" for finding in found]
    return [*notes, *foresee(case, source)]


def journal(case: Case, text: str, *, who: str = "", at: datetime | None = None) -> Act:
    """Return the act of ``log TEXT``: one line, whose first word may be a verb in capitals."""
    needs_text(text)
    notes = []
    body = clean_line(text, "the line")
    found = parse_leading_time(body)
    if found is not None and at is None:
        parsed, end = found
        at = resolve(parsed, case.now, case.record.date)
        notes = _tell_day(case, at, is_said=parsed.day is not None)
        body = _SEPARATOR.sub("", body[end:], count=1) or "-"
    body, note = read_label(body)
    notes += [note] if note else []
    if who:
        body = _sign(body, who)
    return log_act(case, [write_line(case, body, at=at)], f"log {shorten(body)}", *notes)


def journal_all(case: Case, text: str, *, at: datetime | None = None) -> Act:
    """Return the act of ``log`` with many lines from standard input.

    A line with a time of its own keeps it. Where the first line has one, a line without continues
    the one above, as in any log; where it has none, each line is an entry.
    """
    needs_text(text)
    raw = [line for line in clean_text(text, "the log").split("\n") if line.strip()]
    is_timed = parse_leading_time(raw[0]) is not None
    anchor, written, times = case.now, [], [entry.at for entry in case.log]
    days: list[str] = []
    for line in raw:
        found = parse_leading_time(line)
        if found is not None:
            parsed, end = found
            anchor = resolve(parsed, anchor, case.record.date)
            days += _tell_day(case, anchor, is_said=parsed.day is not None)
            body, note = read_label(_SEPARATOR.sub("", line[end:].rstrip(), count=1))
            days += [note] if note else []
            written.append(_join(anchor, body))
        elif is_timed:
            written.append(f"  {line.strip()}")
            continue
        else:
            anchor = stamp(at or case.now, times)
            body, note = read_label(line.strip())
            days += [note] if note else []
            written.append(_join(anchor, body))
        times.append(anchor)
    count = sum(not line.startswith(" ") for line in written)
    return log_act(case, written, f"log {count} lines", f"{count} lines, the last at "
                   f"{format_instant(anchor)}", *dict.fromkeys(days))  # fmt: skip


def _tell_day(case: Case, at: datetime, *, is_said: bool) -> list[str]:
    """Return a note where nobody said that *at* is on another day than now."""
    if is_said or at.date() == case.now.date():
        return []
    return [f"{at:%H:%M} read as {format_instant(at)}, the day is inferred"]


def acknowledge(case: Case, text: str, *, who: str = "", at: datetime | None = None) -> Act:
    """Return the act of ``ack``: a responder takes it on."""
    before = case.find_last(Verb.ACK)
    notes = (
        [f"already acknowledged at {format_instant(before.at)}"
         + (f" by @{before.who}" if before.who else "")]
        if before else []
    )  # fmt: skip
    if not who and "@" not in text:
        notes.append("nobody is named: --who @you, or once: git config allclear.handle @you")
    line = write_line(case, say(Verb.ACK, text, who=who), at=at)
    return log_act(case, [line], "acknowledge", *notes)


def set_severity(
    case: Case, severity: int | None, text: str, *, who: str = "", at: datetime | None = None
) -> Act:
    """Return the act of ``severity``: the severity from now on."""
    word = "unset" if severity is None else str(severity)
    line = write_line(case, say(Verb.SEV, text, who=who, before=word), at=at)
    old = case.severity
    note = f"severity {old or 'unset'} until now" if old != severity else f"it was {word} already"
    return log_act(case, [line], f"severity {word}", note)


def mitigate(
    case: Case,
    option: str,
    steps: Sequence[Verb],
    text: str,
    *,
    who: str = "",
    at: datetime | None = None,
    details: Sequence[tuple[str, str]] = (),
) -> Act:
    """Return the act of ``mitigate``: steps of one option, or, without one, MITIGATED.

    Args:
        case: The incident.
        option: ``A`` to ``E``; empty for the milestone MITIGATED.
        steps: Some of PROPOSED, APPROVED, BEGUN, DONE.
        text: What is proposed, or what came of it; it stands with the first step.
        who: Handle.
        at: When.
        details: Label and words of risk, expected effect and way back.
    """
    if not option:
        line = write_line(case, say(Verb.MITIGATED, text, who=who), at=at)
        return log_act(case, [line], "mitigated")
    more = "; ".join(f"{label}: {clean_line(words, label)}" for label, words in details if words)
    lines: list[str] = []
    times: list[datetime] = []
    for number, verb in enumerate(steps):
        words = "; ".join(part for part in (text, more) if part) if number == 0 else ""
        moment = at or stamp(case.now, [*(entry.at for entry in case.log), *times])
        times.append(moment)
        lines.append(f"{format_instant(moment)} {say(verb, words, who=who, before=option)}")
    proposed = any(entry.option == option for entry in case.log) or Verb.PROPOSED in steps
    notes = [] if proposed else [f"option {option} was never proposed in the log"]
    did = ", ".join(verb.lower() for verb in steps)
    return log_act(case, lines, f"option {option} {did}", *notes)


def close(case: Case, text: str, *, who: str = "", at: datetime | None = None) -> Act:
    """Return the act of ``close``: the paperwork is complete.

    Raises:
        Refusal: While it is not resolved, or when it is closed.
    """
    is_over = case.is_resolved_in_log or (case.view is not None and not case.view.is_open)
    if not is_over:
        if case.kind is RecordKind.MAINTENANCE:
            how = f"finish it first: allclear maintenance finish {case.id}"
            raise Refusal(f"{case.id} is not over yet", how)
        first = f"resolve it first: allclear resolve {case.id}"
        if not case.is_public:
            first = f"allclear resolve {case.id}, then allclear close {case.id}"
        raise Refusal(f"{case.id} is not resolved yet", first)
    if case.view is not None and case.view.is_open:
        raise Refusal(
            f"visitors still read that {case.id} is open",
            f"tell them first: allclear resolve {case.id}",
        )
    last = case.find_last(Verb.CLOSED, Verb.REOPENED)
    if last is not None and last.verb is Verb.CLOSED:
        raise Refusal(
            f"{case.id} is closed since {format_instant(last.at)}",
            f"leave it; to add something: allclear log {case.id}",
        )
    line = write_line(case, say(Verb.CLOSED, text, who=who), at=at)
    return log_act(case, [line], "close")


def needs_text(text: str) -> None:
    """Refuse an empty *text*.

    Raises:
        Refusal: When there is nothing to write down.
    """
    if not text.strip():
        verbs = " ".join(VERBS)
        raise Refusal(
            "there is no text to log",
            f'write it behind the command: allclear log "rollback started"; verbs are {verbs}',
        )


def check_title(text: str) -> str:
    """Return *text* as a title: one line, which may be empty.

    Raises:
        Refusal: When it is too long, or holds what no record may hold.
    """
    title = clean_line(text, "the title")
    if len(title) > TITLE_LIMIT:
        raise Refusal(
            f"the title has {len(title)} characters, more than {TITLE_LIMIT}",
            "say it in one short line; the rest belongs into the text",
        )
    return title


def shorten(text: str) -> str:
    """Return the beginning of *text*, for the subject of a commit."""
    return text if len(text) <= 50 else text[:49].rsplit(" ", 1)[0] + "…"


def _sign(body: str, who: str) -> str:
    """Return *body* with @who behind its verb, or before its text."""
    word, _, rest = body.partition(" ")
    if word in Verb.__members__ and VERBS[Verb(word)].grammar.startswith("[@who]"):
        return f"{word} @{who} {rest}".rstrip()
    return f"{body} @{who}" if f"@{who}" not in body else body
