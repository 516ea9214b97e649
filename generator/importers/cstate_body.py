"""The body of an issue of cState: updates in prose, newest first, some with their time.

Nothing but habit says where one update ends. Known are a word in front (``*Resolved* - …``,
``**Update**``, ``[Final Message]``), a line of dashes, and the shortcode that tells the time of
the text before it: ``{{< track "2018-05-25 05:54:00" >}}``.

Source: cState's example site; interop §6 (407 real files).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from generator.core.vocabulary import IncidentStatus
from generator.importers.foreign_times import read_time
from generator.importers.html_text import has_tags, to_text

_WORDS = {
    "investigating": IncidentStatus.INVESTIGATING,
    "identified": IncidentStatus.IDENTIFIED,
    "monitoring": IncidentStatus.MONITORING,
    "resolved": IncidentStatus.RESOLVED,
    "final message": IncidentStatus.RESOLVED,
    "initial message": IncidentStatus.INVESTIGATING,
    "update": None,
}
_ORDER = list(IncidentStatus)

_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_MARK = re.compile(
    rf"[ \t]{{0,3}}(?:([*_]{{1,3}})({_WORD})[ \t]*:?\1|\[({_WORD})\](?!\())"
    r"[ \t]*(?:[:\u2013\u2014-][ \t]*)?",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]{0,3}-{2,}[ \t]*")
_FENCE = re.compile(r"[ \t]{0,3}(```|~~~)")
_SHORTCODE = re.compile(r"\{\{[<%]([^{}\n]{0,300}?)[%>]\}\}")
_TRACK = re.compile(r"\s*track\s+[\"`']?([^\"`']*)[\"`']?\s*/?\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """One update as the body tells it.

    Attributes:
        line: Where it begins in the file.
        status: What the word in front says; None for none.
        text: Markdown.
        at: Its own time, or None.
    """

    line: int
    status: IncidentStatus | None
    text: str
    at: datetime | None = None


class Dated(NamedTuple):
    """One update with the time at which it stands."""

    at: datetime
    status: IncidentStatus | None
    text: str


@dataclass(slots=True)
class Body:
    """What a body holds.

    Attributes:
        updates: Oldest first.
        removed: Names of shortcodes that are left out, each once.
        unread: Line and text of each time that is none.
    """

    updates: list[Told] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)
    has_html: bool = False


def read_body(text: str, first_line: int, zone: str) -> Body:
    """Return the updates that *text* tells.

    Args:
        text: Markdown after the front matter.
        first_line: Its first line in the file.
        zone: IANA zone of times that name none.
    """
    body = Body()
    reader = _Reader(body, zone)
    fence = ""
    for number, line in enumerate(text.split("\n"), first_line):
        match = _FENCE.match(line)
        if match is not None and (not fence or fence == match[1]):
            fence = "" if fence else match[1]
        reader.take(line, number, is_code=bool(fence))
    reader.end()
    if _is_oldest_first(body.updates):
        return body
    body.updates.reverse()
    return body


class _Reader:
    """Puts lines together to updates."""

    def __init__(self, body: Body, zone: str) -> None:
        self._body = body
        self._zone = zone
        self._lines: list[str] = []
        self._begun = 1
        self._status: IncidentStatus | None = None
        self._at: datetime | None = None
        self._is_closed = False

    def take(self, line: str, number: int, *, is_code: bool) -> None:
        if is_code:
            self._add(line, number)
            return
        if _RULE.fullmatch(line) is not None:
            self.end()
            return
        mark = _MARK.match(line)
        if mark is not None:
            self.end()
            self._begun = number
            self._status = _WORDS[(mark[2] or mark[3]).lower()]
            line = line[mark.end() :]
        rest = _SHORTCODE.sub("", line)
        if rest.strip():
            self._add(rest if rest is line else rest.rstrip(), number)
        elif not line.strip():
            self._add("", number)
        for match in _SHORTCODE.finditer(line):
            self._take_shortcode(match[1], number)

    def end(self) -> None:
        """Close the update that is being read."""
        text = "\n".join(self._lines).strip("\n").rstrip()
        if has_tags(text):
            self._body.has_html = True
            text = to_text(text, keeps_lines=True)
        if text or self._status is not None or self._at is not None:
            self._body.updates.append(Told(self._begun, self._status, text, self._at))
        self._lines, self._status, self._at, self._is_closed = [], None, None, False

    def _add(self, line: str, number: int) -> None:
        if line.strip():
            if self._is_closed:
                self.end()
            if not any(self._lines) and self._status is None:
                self._begun = number
        self._lines.append(line)

    def _take_shortcode(self, content: str, number: int) -> None:
        track = _TRACK.fullmatch(content)
        if track is None:
            name = " ".join(content.replace("/", " ").split()[:1])
            if name and name not in self._body.removed:
                self._body.removed.append(name)
            return
        at = read_time(track[1], self._zone)
        if at is None:
            self._body.unread.append((number, track[1].strip()))
            return
        self._at = at
        # It stands behind the text it dates; in front only where nothing was said yet.
        self._is_closed = any(self._lines)


def _is_oldest_first(updates: list[Told]) -> bool:
    """Return whether times, or else words, say that the first update told is the oldest."""
    times = [each.at for each in updates if each.at is not None]
    if times and times[0] != times[-1]:
        return times[0] < times[-1]
    ranks = [_ORDER.index(each.status) for each in updates if each.status is not None]
    return bool(ranks) and ranks[0] < ranks[-1]


def date_all(updates: list[Told], begun_at: datetime, over_at: datetime | None) -> list[Dated]:
    """Return *updates* with a time each, oldest first; a text without one joins its neighbour.

    The oldest was told at *begun_at*, the newest at *over_at* if that is known. What lies between
    without a time of its own was told by the next one whose time is known, so it stands there:
    earlier would claim that it was said before it was.

    Args:
        updates: Oldest first, at least one.
        begun_at: The issue's ``date``.
        over_at: Its ``resolvedWhen``, or None.
    """
    known = list(updates)
    if known[0].at is None:
        known[0] = replace(known[0], at=begun_at)
    if known[-1].at is None and over_at is not None:
        known[-1] = replace(known[-1], at=over_at)
    dated: list[Dated] = []
    waiting: list[Told] = []
    for each in known:
        waiting.append(each)
        if each.at is not None:
            dated.append(_join(waiting, each.at))
            waiting = []
    if waiting:  # the newest has no time
        last = dated.pop()
        first = Told(1, last.status, last.text)
        dated.append(_join([first, *waiting], last.at))
    return dated


def _join(parts: list[Told], at: datetime) -> Dated:
    statuses = [each.status for each in parts if each.status is not None]
    text = "\n\n".join(each.text for each in parts if each.text)
    return Dated(at, statuses[-1] if statuses else None, text)
