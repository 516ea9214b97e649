r"""Calendars of planned work (RFC 5545), drawn by icalendar once and filled many times.

icalendar knows the properties, their types and their order, but needs half a millisecond for an
event. So the shape of an event and of a calendar is drawn by it once per process, with a mark in
every place, and filled by escaping, folding and joining: twenty times as fast. A property in the
tests holds the filled lines against icalendar's own.

This is the only module that imports icalendar; the rota's calendar is drawn with its help. Its
traps: ``Event.new()`` stamps the clock and a random UID; ``NAME`` and ``X-WR-CALNAME`` leave it
unescaped unless given as text; it takes a typed ``\N`` for a line break; control characters pass
through, so texts are cleaned before.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from generator.renderers.artifact import Artifact
from generator.renderers.markup import printable, to_plain
from generator.renderers.sentences import component_name, names_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from icalendar import Calendar, Event

    from generator.core.facts import Component
    from generator.core.views import Digest, PlannedEvent
    from generator.renderers.frame import Frame

FILE = "maintenance.ics"
PRODUCT = "-//AllClear//AllClear//EN"
REFRESH = timedelta(hours=1)
"""How often clients are asked to look; some look once a day whatever they are asked."""

_LINE_OCTETS = 75
_END = "\r\n"
# Stand for marks while a shape is drawn: icalendar takes no text in their place.
_BEGINS = datetime(2001, 1, 1, tzinfo=UTC)
_ENDS = datetime(2002, 2, 2, tzinfo=UTC)
_CHANGED = datetime(2003, 3, 3, tzinfo=UTC)
_NUMBER = 123_456_789


class EventValues(NamedTuple):
    """What one event says; plain text, nothing escaped.

    Attributes:
        uid: ``<record>@<host>``, for ever.
        begins: Planned begin, UTC.
        ends: Planned end; None leaves it out, the event then ends as it begins (RFC 5545 §3.6.1).
        changed: Last change of its content; never the time of a build.
        sequence: See :mod:`generator.core.planned_event`.
        status: ``CONFIRMED`` or ``CANCELLED``.
        summary: One line.
        description: Lines.
        url: The page of the record; empty leaves it out.
        categories: Names of parts; none leaves them out.
    """

    uid: str
    begins: datetime
    ends: datetime | None
    changed: datetime
    sequence: int
    status: str
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]


def create_calendars(
    digests: Iterable[Digest], components: Iterable[Component], frame: Frame
) -> list[Artifact]:
    """Return ``maintenance.ics`` of the site and of each of *components*.

    A part's calendar holds the work that touches it. Where there is none, the file is there all
    the same, with no event: its address is a promise, and programs keep asking for it.

    Args:
        digests: All records, in any order; those without an event say nothing here.
        components: Retired ones too: who subscribed keeps the address.
        frame: Configuration and words.
    """
    everything: list[str] = []
    by_component: defaultdict[str, list[str]] = defaultdict(list)
    planned = [(each.event, each) for each in digests if each.event is not None]
    planned.sort(key=lambda pair: (pair[0].begins_at, pair[1].id))
    for event, digest in planned:
        text = _fill_event(create_values(event, digest, frame))
        everything.append(text)
        for component in dict.fromkeys(digest.components):
            by_component[component].append(text)
    words, name = frame.words, _line(frame.config.name)
    made = [_create_calendar("", words("calendar.site_title", name=name), everything)]
    for each in components:
        title = words("calendar.component_title", name=name, component=_line(each.name))
        made.append(_create_calendar(f"components/{each.id}/", title, by_component[each.id]))
    return made


def create_values(event: PlannedEvent, digest: Digest, frame: Frame) -> EventValues:
    """Return what the *event* of *digest* says; of a withdrawn one only that it was."""
    words, base = frame.words, frame.config.url.rstrip("/")
    url = f"{base}/incidents/{digest.id}/"
    more = words("calendar.more", url=url)
    parts: tuple[str, ...] = ()
    if digest.is_tombstone:
        summary = words("calendar.withdrawn")
        lines = [words("calendar.withdrawn_text"), more]
    else:
        summary = _line(digest.title) or words("calendar.untitled")
        parts = tuple(_line(component_name(each, frame)) for each in digest.components)
        lines = [
            words("calendar.called_off") if event.is_cancelled else "",
            *map(to_plain, event.text.split("\n\n")),
            words("calendar.parts", names=names_of(digest.components, frame)) if parts else "",
            words("calendar.no_end") if event.ends_at is None else "",
            more,
        ]
    return EventValues(
        uid=f"{digest.id}@{urlsplit(base).hostname or 'localhost'}",
        begins=event.begins_at,
        ends=event.ends_at,
        changed=event.changed_at,
        sequence=event.revision,
        status="CANCELLED" if event.is_cancelled else "CONFIRMED",
        summary=_line(summary),
        description="\n".join(filter(None, map(_line, lines))),
        url="".join(printable(url).split()),
        categories=tuple(filter(None, parts)),
    )


def _line(text: str) -> str:
    """Return *text* in one line; some parsers end a line at every kind of line break."""
    return " ".join(printable(text).split())


def _create_calendar(folder: str, name: str, events: Sequence[str]) -> Artifact:
    head, tail = _draw_calendar_shape()
    filled = "".join(
        _fold(line.replace("{name}", escape(_line(name)))) for line in head.split(_END)
    )
    return Artifact(f"{folder}{FILE}", "".join((filled, *events, tail)).encode())


def _fill_event(values: EventValues) -> str:
    texts: Mapping[str, str | None] = {
        "uid": escape(values.uid),
        "begins": _instant(values.begins),
        "ends": _instant(values.ends) if values.ends else None,
        "changed": _instant(values.changed),
        "sequence": str(values.sequence),
        "status": values.status,
        "summary": escape(values.summary),
        "description": escape(values.description),
        "url": values.url,
        "categories": ",".join(map(escape, values.categories)) or None,
    }
    lines = []
    for start, mark in _draw_event_shape():
        text = texts[mark] if mark else ""
        if text is not None:
            lines.append(_fold(start + text))
    return "".join(lines)


def escape(text: str) -> str:
    """Return *text* as the value of a property of type TEXT.

    Source:
        RFC 5545 §3.3.11.
    """
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def _instant(at: datetime) -> str:
    """Return *at* in UTC, to the second: no zone that a client could read otherwise."""
    at = at.astimezone(UTC)
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def _fold(line: str) -> str:
    """Return *line* with its end, folded to 75 octets, never within a character or an escape.

    Source:
        RFC 5545 §3.1; some clients unfold after they take escapes apart.
    """
    rest = line.encode()
    if len(rest) <= _LINE_OCTETS:
        return f"{line}{_END}"
    pieces, room = [], _LINE_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        slashes = cut - len(rest[:cut].rstrip(b"\\"))
        cut -= slashes % 2
        pieces.append(rest[:cut].decode())
        rest, room = rest[cut:], _LINE_OCTETS - 1  # a blank begins each further line
    pieces.append(rest.decode())
    return f"{_END} ".join(pieces) + _END


@cache
def _draw_event_shape() -> tuple[tuple[str, str], ...]:
    """Return, for each line of an event, how it starts and the mark of what follows, if any."""
    event = draw_event(
        EventValues(
            uid="{uid}",
            begins=_BEGINS,
            ends=_ENDS,
            changed=_CHANGED,
            sequence=_NUMBER,
            status="{status}",
            summary="{summary}",
            description="{description}",
            url="{url}",
            categories=("{categories}",),
        )
    )
    text = event.to_ical().decode().replace(str(_NUMBER), "{sequence}")
    for at, mark in ((_BEGINS, "{begins}"), (_ENDS, "{ends}"), (_CHANGED, "{changed}")):
        text = text.replace(_instant(at), mark)
    lines = [line.partition("{") for line in text.removesuffix(_END).split(_END)]
    return tuple((start, mark.removesuffix("}")) for start, _, mark in lines)


@cache
def _draw_calendar_shape() -> tuple[str, str]:
    """Return a calendar's lines before its events, the last without its end, and those after."""
    text = draw_calendar("{name}").to_ical().decode()
    end = text.index("END:VCALENDAR")
    return text[:end].removesuffix(_END), text[end:]


def draw_event(values: EventValues) -> Event:
    """Return icalendar's event of *values*."""
    from icalendar import Event  # takes 75 ms to import

    event = Event()
    event.add("uid", values.uid)
    event.add("dtstamp", values.changed)
    event.add("last-modified", values.changed)
    event.add("dtstart", values.begins)
    if values.ends:
        event.add("dtend", values.ends)
    event.add("sequence", values.sequence)
    event.add("status", values.status)
    event.add("transp", "TRANSPARENT")  # nobody is busy because we work
    event.add("summary", values.summary)
    event.add("description", values.description)
    if values.url:
        event.add("url", values.url)
    if values.categories:
        event.add("categories", values.categories)
    return event


def draw_calendar(name: str) -> Calendar:
    """Return icalendar's calendar called *name*, without events.

    Source:
        RFC 5545 §3.6, RFC 7986 §5 (NAME, REFRESH-INTERVAL); the ``X-`` lines say the same to
        clients older than that.
    """
    from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(name))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar
