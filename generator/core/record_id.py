"""Ids of records: ``INC-YYYY-MM-DD-NNN`` and ``MNT-YYYY-MM-DD-NNN`` (design §3 "Ids")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.core.times import parse_date
from generator.core.vocabulary import RecordKind

_ID = re.compile(r"(INC|MNT)-([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{3,6})")


class RecordId(NamedTuple):
    """An id taken apart.

    Attributes:
        kind: Incident or maintenance.
        date: UTC date of detection; of maintenance, of the announcement.
        number: From 0; three digits are written, more when a day needs them.
    """

    kind: RecordKind
    date: date
    number: int


def parse_record_id(text: str) -> RecordId | None:
    """Return the parts of the id *text*, or None when it is none."""
    match = _ID.fullmatch(text)
    if match is None:
        return None
    day = parse_date(match[2])
    if day is None:
        return None
    return RecordId(RecordKind(match[1]), day, int(match[3]))


def match_ending(ending: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return the one of *ids* that is *ending*, else all that end in it, newest first.

    Capitals do not count, so that ``inc-2025-01-15-001`` is found as well as ``001``.
    """
    wanted = ending.upper()
    found = [each for each in newest_first(ids) if each.endswith(wanted)]
    return (wanted,) if wanted in found else tuple(found)


def newest_first(ids: Iterable[str]) -> list[str]:
    """Return *ids* by their date and number, newest first."""
    return sorted(ids, key=lambda each: (each[4:], each), reverse=True)
