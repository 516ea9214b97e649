"""Which records stand in which list of the Statuspage API, and in which order (interop §1.1)."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time

from generator.core.facts import Status
from generator.core.views import Digest
from generator.core.vocabulary import IncidentStatus, MaintenanceStatus, RecordKind

MOST = 50
"""Entries of a list that is cut, the newest; Statuspage cuts there too."""
_PLANNED = MaintenanceStatus.SCHEDULED
_OVER = (IncidentStatus.RESOLVED, MaintenanceStatus.COMPLETED)
_Dated = tuple[datetime, str]


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
    incidents: list[_Dated] = []
    unresolved: list[_Dated] = []
    resolved: list[_Dated] = []
    changing: list[_Dated] = []
    works: list[_Dated] = []
    running: list[tuple[datetime, str, MaintenanceStatus]] = []
    for digest in digests:
        created_at = digest.created_at or _find_creation(digest)
        is_over = has_ended(
            is_open=digest.is_open,
            status=digest.status,
            is_put_away=digest.is_tombstone or digest.merged_into is not None,
            has_updates=digest.created_at is not None,
            damage_is_fresh=digest.damage_is_fresh,
        )
        if digest.kind is RecordKind.MAINTENANCE:
            works.append((max(digest.last_changed_at, created_at), digest.id))
            if not is_over and isinstance(digest.status, MaintenanceStatus):
                running.append((digest.scheduled_for or created_at, digest.id, digest.status))
            continue
        created = created_at, digest.id
        incidents.append(created)
        if is_over:
            resolved.append(created)
        else:
            unresolved.append(created)
            changing.append((max(digest.last_changed_at, created_at), digest.id))
    running.sort()
    return ApiLists(
        recent=_newest(incidents, MOST),
        unresolved=_newest(unresolved, len(unresolved)),
        resolved=_newest(resolved, MOST),
        changing=_newest(changing, len(changing)),
        works=_newest(works, MOST),
        upcoming=tuple(id_ for _, id_, status in running if status is _PLANNED),
        active=tuple(id_ for _, id_, status in running if status is not _PLANNED),
    )


def has_ended(
    *, is_open: bool, status: Status, is_put_away: bool, has_updates: bool, damage_is_fresh: bool
) -> bool:
    """Return whether the API calls a record resolved or completed.

    What was withdrawn or merged is. One of which nothing can be read is not, while that is news,
    nor is one put away by a record that can be read in part only: a slip may have done it.
    """
    if is_open:
        return False
    is_doubtful = damage_is_fresh and (is_put_away or not has_updates)
    return status in _OVER or not is_doubtful


def _find_creation(digest: Digest) -> datetime:
    """Return what dates a record of which no update can be read."""
    return digest.damaged_at or datetime.combine(digest.day, time(), tzinfo=UTC)


def _newest(dated: list[_Dated], most: int) -> tuple[str, ...]:
    return tuple(id_ for _, id_ in heapq.nlargest(most, dated))
