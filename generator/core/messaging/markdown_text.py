"""Text of records for Markdown: shown as typed, never obeyed."""

from __future__ import annotations

import re

_MARKS = re.compile(r"[\\`*\[\]<]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=#?[A-Za-z0-9]+;)|~(?=~)")
_START = re.compile(r"^(?:[#>+=~|-]|[0-9]{1,9}(?=[.)]))")


def escape(text: str) -> str:
    r"""Return *text*, one line, so that Markdown shows exactly it.

    Emphasis, code, links, HTML, entities and what makes a line a heading, a list or a quote are
    told to be letters: ``<b>`` becomes ``\<b>``. ``score_api`` and ``N+1`` stay as they are.

    Source: CommonMark 0.31, backslash escapes.
    """
    escaped = _MARKS.sub(lambda match: f"\\{match[0]}", text)
    match = _START.match(escaped)
    if match is None:
        return escaped
    end = match.end()
    return f"{escaped[:end]}\\{escaped[end:]}" if match[0].isdigit() else f"\\{escaped}"
