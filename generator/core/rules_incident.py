"""Rules over public incidents: impact windows, what is merged, what would go unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time, timedelta

from generator.core.facts import ImpactWindow, Record, Update
from generator.core.merges import find_merge
from generator.core.rules_base import Holding, Remark, Windows, about
from generator.core.times import format_instant
from generator.core.vocabulary import ComponentState, IncidentStatus, badness

LONG_BEFORE = timedelta(days=30)
"""How long before the id's date trouble may have begun without a word."""


def check_incident(holding: Holding) -> Iterator[Remark]:
    """Yield what is odd about one incident as a whole."""
    yield from _check_visible(holding)
    yield from _check_vendor(holding)
    windows = holding.find_windows()
    if windows is not None and not holding.is_tombstone:
        yield from _check_windows(windows)
        yield from _check_windows_with_updates(windows, holding)
    yield from _check_unheard(holding)
    merge = find_merge(holding)
    if merge is not None:
        yield from _check_merge(merge, holding.record)


def _check_visible(holding: Holding) -> Iterator[Remark]:
    record = holding.record
    if record.updates or not holding.is_whole:
        return
    header = (record.title, record.impact, record.banner, record.impact_windows, record.vendor)
    if any(value is not None for value in header):
        yield Remark(
            code="INC015",
            path=holding.path,
            message="this incident has no update, so visitors see nothing of it",
            fix="add an update under 'updates:', or delete the file until there is one",
        )


def _check_vendor(holding: Holding) -> Iterator[Remark]:
    record = holding.record
    if record.vendor_url is not None and record.vendor is None and holding.is_whole:
        yield Remark(
            code="INC019",
            path=holding.path,
            field=("vendor_url",),
            message="'vendor_url' leads to a company that the record does not name",
            fix="add 'vendor:' with an id from site.yml, or delete 'vendor_url'",
            value=record.vendor_url,
        )


def _check_windows(stated: Windows) -> Iterator[Remark]:
    sound: dict[str, list[ImpactWindow]] = {}
    for index, window in enumerate(stated.windows):
        if window.end <= window.start:
            yield stated.remark(
                "INC009",
                (index, "to"),
                f"the window ends at {format_instant(window.end)}, not after its start "
                f"{format_instant(window.start)}",
                "correct 'from' or 'to'; write the date as well where the window passes midnight",
                value=format_instant(window.end),
            )
            continue
        others = sound.setdefault(window.component, [])
        other = next(
            (each for each in others if each.start < window.end and window.start < each.end), None
        )
        if other is not None:
            yield stated.remark(
                "INC010",
                (index, "from"),
                f"two windows of '{window.component}' overlap: from {format_instant(other.start)} "
                f"to {format_instant(other.end)} and from {format_instant(window.start)} to "
                f"{format_instant(window.end)}",
                "let one end where the other begins; where they overlap the worse state counts",
                value=format_instant(window.start),
            )
        others.append(window)


def _check_windows_with_updates(stated: Windows, holding: Holding) -> Iterator[Remark]:
    """Hold the windows against what visitors were told; they count once it is resolved."""
    record = holding.record
    begun = datetime.combine(record.date, time(), tzinfo=UTC)
    ending = holding.find_resolution()
    for index, window in enumerate(stated.windows):
        if window.end <= window.start:
            continue
        if begun - window.start > LONG_BEFORE:
            yield stated.remark(
                "INC016",
                (index, "from"),
                f"the window begins at {format_instant(window.start)}, more than 30 days before "
                f"the id's date {record.date}",
                "correct the date",
                value=format_instant(window.start),
            )
        elif ending is not None and window.end > ending.at:
            yield stated.remark(
                "INC016",
                (index, "to"),
                f"the window ends at {format_instant(window.end)}, later than the update of "
                f"{format_instant(ending.at)} that says it was resolved",
                "correct 'to', or say in an update that it went on",
                value=format_instant(window.end),
            )
    if ending is None or not holding.is_whole:
        return
    covered = {window.component for window in stated.windows}
    for name in _troubled(holding.updates):
        if name not in covered:
            yield stated.remark(
                "INC017",
                (),
                f"no window is of '{name}', though updates said it was in trouble",
                "add a window for it, with the state operational if it never was in trouble",
                value=name,
            )


def _troubled(updates: Collection[Update]) -> tuple[str, ...]:
    """Return the components that *updates* say were in trouble, in order of first mention."""
    found: dict[str, None] = {}
    for update in updates:
        for name, state in update.components:
            if state is not ComponentState.OPERATIONAL:
                found[name] = None
    return tuple(found)


def _check_unheard(holding: Holding) -> Iterator[Remark]:
    """Yield states and updates that change nothing because the incident is over already."""
    status: object = None
    ended_by: Update | None = None
    for update in holding.updates:
        if ended_by is not None and _says_open(update):
            what = "merged into another" if ended_by.merged_into else "withdrawn"
            yield about(
                update,
                "INC022",
                (),
                f"this update comes after {format_instant(ended_by.at)}, when the incident was "
                f"{what}, so it changes nothing",
                "write it in the incident that goes on"
                if ended_by.merged_into
                else "retract the withdrawal first, or begin a new incident",
            )
            continue
        if update.merged_into is not None or update.retracts == "incident":
            ended_by = update
            continue
        status = update.status or status
        if status is not IncidentStatus.RESOLVED or update.is_damaged:
            continue
        for name, state in update.components:
            if badness(state):
                yield about(
                    update,
                    "INC014",
                    ("components", name),
                    f"the incident is resolved, so '{state}' of '{name}' does not count",
                    "write 'status: investigating' in this update if it is not over, or leave "
                    "the part out",
                    value=str(state),
                )


def _says_open(update: Update) -> bool:
    """Return whether *update* says that there is trouble still, or again."""
    is_open = isinstance(update.status, IncidentStatus) and (
        update.status is not IncidentStatus.RESOLVED
    )
    return is_open or any(badness(state) for _, state in update.components)


def _check_merge(merge: Update, record: Record) -> Iterator[Remark]:
    target = merge.merged_into
    assert target is not None  # noqa: S101 - found by it
    if target == record.id:
        message, fix = "the incident is merged into itself", "name the incident that goes on"
    elif not target.startswith("INC-"):
        message = f"'{target}' is no incident"
        fix = "name the incident that goes on; planned work cannot take its place"
    else:
        return
    yield about(merge, "INC011", ("merged_into",), message, fix, value=target)
