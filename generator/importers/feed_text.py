"""The text of one item of a feed in Statuspage's manner: updates, newest first (interop §2.1).

``<p><small>Jan  1, 09:09 PST</small><br><strong>Resolved</strong> - text</p>``; in Atom the date
and the clock are ``<var>`` elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.core.facts import Status
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus
from generator.importers.feed_clock import CLOCK, Clock, clock_of, read_clock
from generator.importers.html_text import has_tags, to_line, to_text

STATUSES: dict[str, Status] = {
    each.value.replace("_", " "): each for each in (*IncidentStatus, *MaintenanceStatus)
}
"""Status by what pages call it, in small letters; ``update`` says none."""
POSTMORTEM = "postmortem"

_SMALL = re.compile(r"<small\b[^<>]{0,200}>(.{1,300}?)</small>", re.IGNORECASE | re.DOTALL)
_STATUS = re.compile(
    r"\s*(?:<br\s*/?>\s*)*<strong>([^<>]{1,60})</strong>\s*(?:[-\u2013\u2014]\s*)?", re.IGNORECASE
)
_PREFIX = re.compile(r"\[(?P<a>[A-Za-z -]{2,30})\]\s*|(?P<b>[A-Za-z -]{2,30}):\s+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """One update as an item's text tells it; *word* is what it calls the status."""

    clock: Clock
    word: str
    text: str

    @property
    def status(self) -> Status | None:
        """Its status, or None for one that says none or an unknown word."""
        return STATUSES.get(self.word.lower().replace("-", ""))

    @property
    def is_postmortem(self) -> bool:
        """Whether it is a post-mortem rather than an update."""
        return self.word.lower().replace("-", "") == POSTMORTEM

    @property
    def is_known(self) -> bool:
        """Whether its word is one of those that are understood."""
        return self.status is not None or self.is_postmortem or self.word.lower() == "update"


def split_updates(html: str) -> tuple[Said, ...]:
    """Return the updates in *html* as they stand there; none where it has another form."""
    found = []
    marks = [
        (match, clock)
        for match in _SMALL.finditer(html)
        if (clock := read_clock(to_line(match[1]))) is not None
    ]
    for number, (match, clock) in enumerate(marks):
        end = marks[number + 1][0].start() if number + 1 < len(marks) else len(html)
        status = _STATUS.match(html, match.end(), end)
        word = "Update" if status is None else to_line(status[1])
        begin = match.end() if status is None else status.end()
        found.append(Said(clock, word, to_text(html[begin:end])))
    return tuple(found)


def read_planned(html: str) -> tuple[Clock, Clock] | None:
    """Return the window that a notice of planned work names, or None."""
    if "SCHEDULED EVENT" not in html:
        return None
    line = to_line(html[:2000])
    match = re.search(
        r"SCHEDULED EVENT (.{5,40}?) [-\u2013] (.{4,40}?(?: [A-Z]{1,5}| [+-][0-9:]{2,6}))(?= |$)",
        line,
    )
    if match is None:
        return None
    end = match[2]
    begin = CLOCK.match(match[1])
    if begin is None:
        return None
    if re.match(r"[0-9]", end):  # a clock alone: the same day
        end = f"{begin['month']} {begin['day']}, {end}"
    until = CLOCK.match(end)
    if until is None:
        return None
    first, last = clock_of(begin), clock_of(until)
    if first is None or last is None:
        return None
    if not first.zone:
        first = Clock(first.month, first.day, first.hour, first.minute, zone=last.zone)
    return first, last


def split_title(title: str) -> tuple[str, str]:
    """Return the status in front of *title* in small letters, or nothing, and the rest.

    ``[Resolved] X`` and ``RESOLVED: X``; a word that is no status stays part of the title.
    """
    match = _PREFIX.match(title)
    if match is None:
        return "", title
    word = " ".join((match["a"] or match["b"]).lower().split())
    rest = title[match.end() :].strip()
    if rest and (word in STATUSES or word in ("update", POSTMORTEM)):
        return word, rest
    return "", title


def to_words(html: str) -> str:
    """Return the text of an item that may be HTML or not."""
    return to_text(html, keeps_lines=not has_tags(html))
