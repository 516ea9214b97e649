"""What every importer needs of a file: its text, and findings that point into it."""

from __future__ import annotations

from generator.core.codes import CODES
from generator.core.findings import Finding
from generator.core.foreign import ForeignFile
from generator.core.shown import clean

_LONGEST_LINE = 160  # of a source line in a finding; foreign files often are one line


def report(
    path: str,
    code: str,
    message: str,
    fix: str,
    *,
    line: int = 1,
    column: int = 1,
    value: str = "",
    text: str = "",
) -> Finding:
    """Return a finding about a foreign file.

    Args:
        path: The file, as it was named.
        code: One of :data:`generator.core.codes.CODES`; it gives the severity.
        message: What is wrong, with the value seen; one line, no full stop.
        fix: What to do, in the imperative.
        line: Where, counted from 1.
        column: Where, in characters from 1.
        value: The value seen.
        text: The file's text, for the excerpt; left out where the line is too long to show.
    """
    source_line = ""
    if text:
        lines = text.split("\n", line)
        source_line = lines[line - 1].rstrip("\r") if line <= len(lines) else ""
    if len(source_line) > _LONGEST_LINE:
        source_line = ""
    return Finding(
        path=path,
        line=line,
        column=column,
        code=code,
        severity=CODES[code].severity,
        message=message,
        fix=fix,
        value=value,
        source_line=clean(source_line),
    )


def read_text(file: ForeignFile) -> str | Finding:
    """Return the text of *file* without a byte order mark, or the finding that it is no UTF-8."""
    try:
        return file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = file.content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        byte = file.content[error.start]
        return report(
            file.path,
            "IMP003",
            f"byte {byte:02X} is no UTF-8",
            "save the file as UTF-8, such as with 'iconv -f utf-16 -t utf-8'"
            if file.content[:2] in (b"\xff\xfe", b"\xfe\xff")
            else "save the file as UTF-8, such as with 'iconv -f latin1 -t utf-8'",
            line=line,
            column=column,
            value=f"{byte:02X}",
        )
