"""Verbs typed as labels: ``hypothesis: the release`` means ``HYPOTHESIS the release``."""

from __future__ import annotations

import re
from datetime import date

from generator.core.log_entries import LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.log_verbs import VERBS, Verb, VerbKind

_LABEL = re.compile("([A-Za-z]+):\\s+(?=\\S)")
_KINDS = (VerbKind.NOTE, VerbKind.ROLE, VerbKind.NOTICE, VerbKind.CHECK)
_LABELS = frozenset(verb for verb in Verb if VERBS[verb].kind in _KINDS)
_ANY_DAY = date(2025, 1, 15)


def read_label(body: str) -> tuple[str, str]:
    """Return *body* with the label it begins with read as a verb, and a note; else as it is.

    Verbs that move clocks, severity or options are written in capitals: "started: the rollback"
    tells of no start, and "sev: 3 hosts are down" of no severity. What would not be whole as a
    line with that verb stays text as well.
    """
    match = _LABEL.match(body)
    if match is None or match[1].upper() not in _LABELS:
        return body, ""
    verb = Verb(match[1].upper())
    said = f"{verb} {body[match.end() :]}"
    raw = (RawLine(text=f"{_ANY_DAY} 14:23Z {said}", line=1),)
    is_odd = read_log([LogSource(path="the log", lines=raw)], _ANY_DAY).findings
    if is_odd and VERBS[verb].kind is not VerbKind.NOTE:
        return body, ""
    return said, f"{match[0].strip()} read as {verb}"
