"""Durations that people typed into texts, held against those that are computed (X14).

The document's own post-mortem says 45 minutes (S:944) where its log says 43, and 27 until people
could work again. A text that is more than a tenth off from every length the record knows is asked
about. Only phrases such as ``for 45 minutes`` count: others speak of anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.facts import ImpactWindow

TOLERANCE = 0.1
"""How far off a typed duration may be, as a share of the computed one (X14)."""

_NUMBER = r"\d+(?:\.\d+)?"
_HOURS = r"(?:hours?|hrs?|h)\b"
_MINUTES = r"(?:minutes?|mins?)\b"
_PHRASE = re.compile(
    r"\bfor\s+(?:(?:about|some|around|roughly|nearly|almost|over|just|under|more than|less than)"
    rf"\s+)*(?:(?P<hours>{_NUMBER})\s*{_HOURS}(?:\s*(?:and\s+)?(?P<more>{_NUMBER})\s*{_MINUTES})?"
    rf"|(?P<minutes>{_NUMBER})\s*{_MINUTES})",
    re.IGNORECASE,
)


class TypedDuration(NamedTuple):
    """One phrase: the words, and the length they say."""

    words: str
    length: timedelta


def find_durations(text: str) -> Iterator[TypedDuration]:
    """Yield what *text* says something went on for."""
    for match in _PHRASE.finditer(text):
        hours, minutes = match["hours"], match["more"] or match["minutes"]
        length = timedelta(hours=float(hours or 0), minutes=float(minutes or 0))
        yield TypedDuration(" ".join(match[0].split()), length)


def list_lengths(course: Course) -> dict[str, timedelta]:
    """Return every length the record knows, by what it is; each text may mean any of them."""
    begun, started = course.detected_at, course.started_at or course.detected_at
    end = course.resolved_at
    mitigated, verified = course.mitigated_at, course.verified_at
    spans = [
        ("detection to resolution", begun, end),
        ("start to resolution", started, end),
        ("detection to mitigation", begun, mitigated),
        ("start to mitigation", started, mitigated),
        ("acknowledgement to mitigation", course.acknowledged_at, mitigated),
        ("mitigation to verification", mitigated, verified),
        ("mitigation to resolution", mitigated, end),
    ]
    windows = course.public.windows if course.public else ()
    spans += [(f"{each.component} {each.state}", each.start, each.end) for each in windows]
    spans += [
        (f"impact on {part}", *_reach(windows, part))
        for part in dict.fromkeys(each.component for each in windows)
    ]
    if windows:
        first, last = min(w.start for w in windows), max(w.end for w in windows)
        spans.append(("impact in all", first, last))
    return {
        name: later - earlier
        for name, earlier, later in spans
        if earlier is not None and later is not None and later > earlier
    }


def fits(typed: timedelta, lengths: Collection[timedelta]) -> bool:
    """Return whether *typed* is within a tenth of one of *lengths*."""
    return any(abs(typed - each) <= each * TOLERANCE for each in lengths)


def _reach(windows: Collection[ImpactWindow], part: str) -> tuple[datetime, datetime]:
    """Return from when to when *part* was touched in any state."""
    own = [each for each in windows if each.component == part]
    return min(each.start for each in own), max(each.end for each in own)
