"""Which records stand in which list of the Statuspage API, and in which order (interop §1.1)."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from generator.core.views import Digest
from generator.core.vocabulary import MaintenanceStatus, RecordKind

MOST = 50
"""Entries of a list that is cut, the newest; Statuspage cuts there too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiLists:
    """Ids of records, list by list.

    Attributes:
        recent: The newest incidents, open or over, latest creation first.
        unresolved: Every open incident, latest creation first.
        resolved: The newest incidents that are over, latest creation first.
        changing: The unresolved ones, latest change first.
        works: The newest planned work, open or over, latest change first.
        upcoming: Planned work that has not begun, soonest first.
        active: Planned work under way, earliest begin first.
    """

    recent: tuple[str, ...]
    unresolved: tuple[str, ...]
    resolved: tuple[str, ...]
    changing: tuple[str, ...]
    works: tuple[str, ...]
    upcoming: tuple[str, ...]
    active: tuple[str, ...]

    @property
    def all_ids(self) -> tuple[str, ...]:
        """Every id once, in a fixed order."""
        lists = (
            self.recent,
            self.unresolved,
            self.resolved,
            self.works,
            self.upcoming,
            self.active,
        )
        return tuple(dict.fromkeys(each for ids in lists for each in ids))


def select_for_api(digests: Iterable[Digest]) -> ApiLists:
    """Return what each list holds; each list is cut or open, so it never grows with history."""
    known = list(digests)
    incidents = [each for each in known if each.kind is RecordKind.INCIDENT]
    works = [each for each in known if each.kind is RecordKind.MAINTENANCE]
    unresolved = [each for each in incidents if not _is_over(each)]
    running = [each for each in works if not _is_over(each)]
    running.sort(key=lambda each: (each.scheduled_for or _created_at(each), each.id))
    return ApiLists(
        recent=_newest(incidents, _created_at, MOST),
        unresolved=_newest(unresolved, _created_at, len(unresolved)),
        resolved=_newest(filter(_is_over, incidents), _created_at, MOST),
        changing=_newest(unresolved, _changed_at, len(unresolved)),
        works=_newest(works, _changed_at, MOST),
        upcoming=_ids([each for each in running if each.status is MaintenanceStatus.SCHEDULED]),
        active=_ids([each for each in running if each.status is not MaintenanceStatus.SCHEDULED]),
    )


def has_ended(*, is_open: bool, has_updates: bool, damage_is_fresh: bool) -> bool:
    """Return whether the API calls a record resolved or completed.

    What was withdrawn or merged is. One of which nothing can be read is not, while that is news.
    """
    return not is_open and (has_updates or not damage_is_fresh)


def _is_over(digest: Digest) -> bool:
    return has_ended(
        is_open=digest.is_open,
        has_updates=digest.created_at is not None,
        damage_is_fresh=digest.damage_is_fresh,
    )


def _created_at(digest: Digest) -> datetime:
    if digest.created_at is not None:
        return digest.created_at
    return digest.damaged_at or datetime.combine(digest.day, time(), tzinfo=UTC)


def _changed_at(digest: Digest) -> datetime:
    return max(digest.last_changed_at, _created_at(digest))


def _newest(
    digests: Iterable[Digest], at: Callable[[Digest], datetime], most: int
) -> tuple[str, ...]:
    return _ids(heapq.nlargest(most, digests, key=lambda each: (at(each), each.id)))


def _ids(digests: Iterable[Digest]) -> tuple[str, ...]:
    return tuple(digest.id for digest in digests)
