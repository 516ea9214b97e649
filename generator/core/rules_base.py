"""What every rule needs: the remark it makes, and what of a record still holds.

A rule knows fields and lines of whole updates, never columns; :mod:`generator.readers.places`
finds the place when there is something to say, so that good files cost nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from generator.core.effective import find_effective
from generator.core.facts import ImpactWindow, Record, Update
from generator.core.vocabulary import IncidentStatus

Trail = tuple[str | int, ...]
"""The way to a field: names of fields and places in lists, ``("impact_windows", 1, "to")``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing a rule found, placed by file, line of the update and field.

    Attributes:
        code: A code of :data:`generator.core.codes.CODES`; it gives the severity.
        path: The file, relative to the root.
        line: First line of the update it is about; 1 for the whole file.
        field: Way to the field from there; empty for the update or the file itself. A field that
            is not written is looked for as far as the way goes.
        message: What is wrong, with the value seen; one line, no full stop.
        fix: What to do, in the imperative; one line.
        value: The value seen, or empty.
    """

    code: str
    path: str
    line: int = 1
    field: Trail = ()
    message: str
    fix: str
    value: str = ""


def about(
    update: Update, code: str, field: Trail, message: str, fix: str, *, value: str = ""
) -> Remark:
    """Return a remark about *update*."""
    return Remark(
        code=code,
        path=update.path,
        line=update.line,
        field=field,
        message=message,
        fix=fix,
        value=value,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Impact windows and where they are written."""

    path: str
    line: int
    windows: tuple[ImpactWindow, ...]

    def remark(self, code: str, field: Trail, message: str, fix: str, *, value: str = "") -> Remark:
        """Return a remark about them; *field* leads on from ``impact_windows``."""
        return Remark(
            code=code,
            path=self.path,
            line=self.line,
            field=("impact_windows", *field),
            message=message,
            fix=fix,
            value=value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What of a record holds.

    Attributes:
        record: The facts.
        updates: Oldest first, amendments applied, withdrawn ones left out.
        is_tombstone: The whole record is withdrawn.
        unread: Files of which something could not be read. What seems missing in them may only
            be unread, so rules about what is missing stay silent.
    """

    record: Record
    updates: tuple[Update, ...]
    is_tombstone: bool
    unread: frozenset[str]

    @property
    def path(self) -> str:
        """``public.yml`` of the record."""
        return public_file(self.record)

    @property
    def is_whole(self) -> bool:
        """Whether header and updates were read completely."""
        updates = f"{self.record.path}/updates/"
        return not any(path == self.path or path.startswith(updates) for path in self.unread)

    @property
    def is_told_whole(self) -> bool:
        """Whether post-mortems and the states of their changes were read completely."""
        names = (f"{self.record.path}/postmortem.", f"{self.record.path}/actions.yml")
        return not any(path.startswith(names) for path in self.unread)

    def find_windows(self) -> Windows | None:
        """Return the impact windows in force: the newest update's, else those of the header."""
        for update in reversed(self.updates):
            windows = update.impact_windows
            if windows is not None:
                # An amendment's windows belong to its target, and stand where it is written.
                source = next(
                    each for each in self.record.updates if each.impact_windows is windows
                )
                return Windows(path=source.path, line=source.line, windows=windows)
        if self.record.impact_windows is None:
            return None
        return Windows(path=self.path, line=1, windows=self.record.impact_windows)

    def status_at(self, moment: datetime) -> IncidentStatus | None:
        """Return the status visitors read at *moment*, or None before the first that says one."""
        status = None
        for update in self.updates:
            if update.at <= moment and isinstance(update.status, IncidentStatus):
                status = update.status
        return status

    def find_resolution(self) -> Update | None:
        """Return the update that ended the incident; None while it is open."""
        ending = None
        for update in self.updates:
            if update.status is IncidentStatus.RESOLVED:
                ending = ending or update
            elif isinstance(update.status, IncidentStatus):
                ending = None
        return ending


def hold(record: Record, as_of: datetime, unread: Collection[str] = ()) -> Holding:
    """Return what of *record* holds; moments of the future count as well.

    Args:
        record: The facts.
        as_of: The moment.
        unread: Files of which something could not be read, beside those the facts know.
    """
    is_plain = all(update.amends is None and update.retracts is None for update in record.updates)
    if is_plain:
        updates, is_tombstone = record.updates, False
    else:
        effective = find_effective(record.updates, as_of, replay=False)
        updates = tuple(each.update for each in effective.entries if not each.is_withdrawn)
        is_tombstone = effective.is_tombstone
    lost = [damage.path for damage in record.damage]
    lost += [update.path for update in record.updates if update.is_damaged]
    return Holding(
        record=record,
        updates=updates,
        is_tombstone=is_tombstone,
        unread=frozenset((*unread, *lost)),
    )


def public_file(record: Record) -> str:
    """Return the path of the record's ``public.yml``."""
    return f"{record.path}/public.yml"


def withdrawn_ids(record: Record) -> frozenset[str]:
    """Return the ids of the record's updates that others have withdrawn for good."""
    withdrawn: set[str] = set()
    for update in reversed(record.updates):
        if update.retracts not in (None, update.id) and update.id not in withdrawn:
            withdrawn.add(update.retracts)
    return frozenset(withdrawn)


def inline_updates(record: Record) -> Iterator[Update]:
    """Yield the updates written in ``public.yml``, in the order of their lines."""
    path = public_file(record)
    yield from sorted(
        (update for update in record.updates if update.path == path),
        key=lambda update: update.line,
    )
