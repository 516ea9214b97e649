"""What is odd about single log lines: near misses, accidental hits, unknown names (design §3).

All but a log without any time are warnings: the log is append-only, and nobody corrects grammar
during an incident.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from generator.core.findings import Finding, Severity
from generator.core.log_entries import ParsedLine, RawLine
from generator.core.log_verbs import (
    VERBS,
    Verb,
    VerbKind,
    correct,
    find_near_miss,
    is_accidental,
)
from generator.core.spelling import suggest


def check_untimed(path: str, raw: RawLine, *, is_first: bool) -> Iterator[Finding]:
    """Yield what is odd about a line without a readable time.

    Args:
        path: The file.
        raw: The line.
        is_first: Nothing stands above that it could continue.
    """
    word = raw.text.split(maxsplit=1)[0]
    if is_first:
        yield _finding(
            path,
            raw,
            "LOG001",
            "the log starts with a line that has no time",
            "start the line with the time it happened, such as 14:23",
            severity=Severity.ERROR,
        )
    elif not raw.text[0].isspace() and word[0].isdigit() and (":" in word or "-" in word):
        yield _finding(
            path,
            raw,
            "LOG002",
            f"{word!r} is no time, so the line is read as part of the one above",
            "write the time as 14:23 or 2025-01-15 14:23, or indent the line",
            value=word,
        )


def check_line(
    path: str, line: ParsedLine, audiences: Collection[str], channels: Collection[str]
) -> Iterator[Finding]:
    """Yield what is odd about one line with a time.

    Args:
        path: The file.
        line: The line, taken apart.
        audiences: Names ``NOTIFIED`` may use.
        channels: Ways it may use; ``#room`` is always one.
    """
    if line.time.was_second_60:
        yield _finding(
            path, line.raw, "LOG003", "second 60 is read as 59", "write the second as 59"
        )
    if line.verb is None:
        yield from _check_observation(path, line)
        return
    said = line.body[len(line.word) :].lstrip(": ")
    if is_accidental(line.verb, said):
        yield _finding(
            path,
            line.raw,
            "LOG005",
            f"{' '.join(line.body.split()[:3])!r} counts as the milestone {line.verb}",
            f"write {line.word.lower()!r} in small letters if nothing of ours was meant",
            value=line.word,
            column=line.column,
        )
    if line.verb is Verb.DECISION and line.clause.who is None:
        yield _finding(
            path,
            line.raw,
            "LOG006",
            "a decision names nobody",
            "add who decided, such as @bob, at the end of the line",
            value=line.body,
            column=line.column,
        )
    for name in line.clause.audiences:
        if name not in audiences:
            yield _unknown(path, line, "LOG007", "audience", name, audiences)
    for name in line.clause.channels:
        if name not in channels and not name.startswith("#"):
            yield _unknown(path, line, "LOG008", "channel", name, channels)


def _check_observation(path: str, line: ParsedLine) -> Iterator[Finding]:
    if line.word in Verb.__members__:
        rule = VERBS[Verb(line.word)]
        yield _finding(
            path,
            line.raw,
            "LOG009",
            f"what follows {rule.verb} cannot be read, so the line counts as an observation",
            f"write {rule.verb} {rule.grammar}, such as: {rule.example}",
            value=line.body,
            column=line.column,
        )
        return
    meant = find_near_miss(line.body)
    if meant is None:
        return
    word = line.body.split(maxsplit=1)[0].rstrip(".,:;")
    kind = "milestone" if VERBS[meant].kind is VerbKind.MILESTONE else "verb"
    yield _finding(
        path,
        line.raw,
        "LOG004",
        f"{word!r} is read as an observation; the {kind} is written {meant}",
        f"write {correct(meant, line.body)!r}, or leave it if that was not meant",
        value=word,
        column=line.column,
    )


def _unknown(
    path: str, line: ParsedLine, code: str, what: str, name: str, known: Collection[str]
) -> Finding:
    meant = suggest(name, known)
    return _finding(
        path,
        line.raw,
        code,
        f"unknown {what} {name!r}",
        f"write {meant!r}" if meant else f"use one of {', '.join(sorted(known))}",
        value=name,
        column=line.raw.column + max(line.raw.text.lower().find(name), 0),
    )


def _finding(
    path: str,
    raw: RawLine,
    code: str,
    message: str,
    fix: str,
    *,
    value: str = "",
    column: int | None = None,
    severity: Severity = Severity.WARNING,
) -> Finding:
    return Finding(
        path=path,
        line=raw.line,
        column=raw.column if column is None else column,
        code=code,
        severity=severity,
        message=message,
        fix=fix,
        value=value,
        source_line=raw.source or raw.text,
        width=max(len(value), 1),
    )
