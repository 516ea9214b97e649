"""Findings for people: place first, then the marked line, then how to put it right (design §5)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from generator.core.findings import Finding, Severity

_WIDEST = 120
_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m"}


def format_text(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """Return all findings as text, sorted by path, line, column and code.

    The first line of each works alone for ``grep`` and editors. Findings without a source line
    (leaks, missing files) have no excerpt. Control characters of the files come out as U+FFFD, so
    a record can never command the terminal it is read on.

    Args:
        findings: What was found, in any order.
        colour: Paint severity and mark with ANSI colours.

    Returns:
        The text with a line end, an empty line between findings; empty when nothing was found.

    Source: design §5, style §5.1.
    """
    return "\n".join(_format(finding, colour) for finding in sorted(findings))


def format_summary(findings: Iterable[Finding], *, records: int) -> str:
    """Return one line that counts, e.g. ``checked 12 records: 1 error, 2 warnings``."""
    severities = [finding.severity for finding in findings]
    errors, warnings = (severities.count(each) for each in (Severity.ERROR, Severity.WARNING))
    return (
        f"checked {_count(records, 'record')}: {_count(errors, 'error')}, "
        f"{_count(warnings, 'warning')}"
    )


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _format(finding: Finding, colour: bool) -> str:
    paint = _COLOURS[finding.severity] if colour else ""
    bold, reset = (_BOLD, _RESET) if colour else ("", "")
    place = f"{finding.path}:{finding.line}:{finding.column}"
    first = (
        f"{bold}{show_plain(place)}{reset}: {paint}{finding.severity}[{finding.code}]{reset}: "
        f"{show_plain(finding.message)}"
    )
    number = str(finding.line)
    gutter = " " * len(number)
    lines = [first]
    if finding.source_line.strip():
        source, mark = _excerpt(finding)
        lines += [
            f"{gutter} |",
            f"{number} | {source}".rstrip(),
            f"{gutter} | {paint}{mark}{reset}",
        ]
    if finding.note:
        lines.append(f"{gutter} = note: {show_plain(finding.note)}")
    lines.append(f"{gutter} = fix: {show_plain(finding.fix)}")
    return "\n".join(lines) + "\n"


def _excerpt(finding: Finding) -> tuple[str, str]:
    """Return the source line, cut to a window around the mark where it is long, and the mark."""
    source = show_plain(finding.source_line)
    start = min(finding.column - 1, len(source))
    width = max(1, min(finding.width, len(source) - start))
    if len(source) > _WIDEST:
        first = max(0, min(start - _WIDEST // 3, len(source) - _WIDEST))
        last = min(first + _WIDEST, len(source))
        width = max(1, min(width, last - start))
        head, tail = ("…" if first else ""), ("…" if last < len(source) else "")
        source = head + source[first:last] + tail
        start += len(head) - first
    before, marked = source[:start], source[start : start + width]
    return source, " " * _columns(before) + "^" * max(1, _columns(marked))


def _columns(text: str) -> int:
    """Return how many columns a terminal needs for *text*: wide letters two, marks none."""
    if text.isascii():
        return len(text)
    return sum(_column(char) for char in text)


def _column(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def show_plain(text: str) -> str:
    """Return *text* on one line without anything a terminal or a log viewer might obey.

    Tabs become one space, so that columns still fit; other unprintable characters U+FFFD.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or unicodedata.category(char) == "Zs" else "\ufffd"
        for char in text.replace("\t", " ")
    )
