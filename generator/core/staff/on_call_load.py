"""How much incidents asked of each person, by month (R50)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.digest import local_day
from generator.core.internal_facts import InternalRecord
from generator.core.log_verbs import Verb
from generator.core.vocabulary import RecordKind

_JOINING = frozenset({Verb.ACK, Verb.IC, Verb.COMMS, Verb.RESPONDER})
_MINUTE = timedelta(minutes=1)


class Work(NamedTuple):
    """One person was busy with one incident over ``[started, ended)``, aware UTC."""

    handle: str
    incident: str
    started: datetime
    ended: datetime


class LoadRow(NamedTuple):
    """What one month asked of one person.

    Attributes:
        month: ``YYYY-MM`` in the zone asked for.
        handle: Without ``@``.
        incidents: How many different ones.
        minutes: Whole minutes, all of them together.
    """

    month: str
    handle: str
    incidents: int
    minutes: int


def find_work(record: InternalRecord, as_of: datetime) -> Iterator[Work]:
    """Yield who worked on *record* and when.

    Those the header names are at it from the detection on; others from their first ``ACK``,
    ``IC``, ``COMMS`` or ``RESPONDER`` line. All stay until it is resolved, and are back when it
    comes back: nobody writes down when they go to bed. Without a detection nothing is known.

    Args:
        record: The internal facts of one folder.
        as_of: What is open has lasted until then, aware UTC.
    """
    if record.kind is not RecordKind.INCIDENT:
        return
    stretches = tuple(_find_stretches(record, as_of))
    if not stretches:
        return
    detected = stretches[0][0]
    joined = dict.fromkeys((who for _, handles in record.roles for who in handles), detected)
    for entry in record.log:
        if entry.verb in _JOINING and entry.who:
            joined.setdefault(entry.who, entry.at)
    for handle, since in joined.items():
        for start, end in stretches:
            begins = max(start, since)
            if begins < end:
                yield Work(handle, record.id, begins, end)


def _find_stretches(record: InternalRecord, as_of: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when to when the incident kept people busy: from DETECTED, from REOPENED."""
    begun: datetime | None = None
    for entry in record.log:
        if entry.at >= as_of:
            break
        if entry.verb in (Verb.DETECTED, Verb.REOPENED):
            begun = begun or entry.at
        elif entry.verb in (Verb.RESOLVED, Verb.CLOSED) and begun is not None:
            yield begun, entry.at
            begun = None
    if begun is not None:
        yield begun, as_of


def load(works: Iterable[Work], zone: str) -> tuple[LoadRow, ...]:
    """Return the load of each person and month, busiest first within a month, oldest month first.

    Work counts for the month in which it began.

    Args:
        works: In any order.
        zone: IANA zone of the months.

    Source: R50 ("January: @engineer 1 incident, 43 min").
    """
    incidents: dict[tuple[str, str], set[str]] = {}
    lengths: dict[tuple[str, str], timedelta] = {}
    for work in works:
        key = (f"{local_day(work.started, zone):%Y-%m}", work.handle)
        incidents.setdefault(key, set()).add(work.incident)
        lengths[key] = lengths.get(key, timedelta()) + (work.ended - work.started)
    rows = [
        LoadRow(month, handle, len(incidents[month, handle]), lengths[month, handle] // _MINUTE)
        for month, handle in incidents
    ]
    return tuple(sorted(rows, key=lambda row: (row.month, -row.minutes, row.handle)))
