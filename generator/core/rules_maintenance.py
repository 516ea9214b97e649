"""Rules over planned maintenance: its window, its parts, what was said after it was called off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from generator.core.facts import Record, SiteConfig, Update
from generator.core.rules_base import Holding, Remark, Trail, about
from generator.core.times import format_instant
from generator.core.vocabulary import MaintenanceStatus

LONG = timedelta(days=7)
"""Longest window without a word."""

_UNDERWAY = (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING)


@dataclass(slots=True)
class _Plan:
    """The window in force, the file and line that said it last, and whether it is called off."""

    begins_at: datetime | None
    ends_at: datetime | None
    path: str
    line: int = 1
    field: str = "scheduled_until"
    is_cancelled: bool = False

    def take(self, update: Update) -> None:
        """Take the next update."""
        if update.scheduled_for is not None or update.scheduled_until is not None:
            self.begins_at = update.scheduled_for or self.begins_at
            self.ends_at = update.scheduled_until or self.ends_at
            self.path, self.line = update.path, update.line
            self.field = "scheduled_for" if update.scheduled_until is None else "scheduled_until"
        if self.is_cancelled and _announces_anew(update):
            self._lose_past(update)
        self.is_cancelled = _is_off(update, was_off=self.is_cancelled)

    def _lose_past(self, update: Update) -> None:
        """Forget a window that is over when *update* announces the work anew."""
        if self.ends_at is not None and self.ends_at <= min(
            update.happened_at or update.at, update.at
        ):
            self.begins_at = self.ends_at = None
            self.path, self.line = update.path, update.line

    def remark(self, code: str, field: Trail, message: str, fix: str, value: str = "") -> Remark:
        """Return a remark about what moved the window last."""
        return Remark(
            code=code,
            path=self.path,
            line=self.line,
            field=field,
            message=message,
            fix=fix,
            value=value,
        )


def check_maintenance(holding: Holding, config: SiteConfig) -> Iterator[Remark]:
    """Yield what is odd about one planned maintenance.

    Args:
        holding: The maintenance.
        config: The site, for retired parts.
    """
    record = holding.record
    said = (record.title, record.components, record.scheduled_for, record.scheduled_until)
    if holding.is_tombstone or not (any(said) or record.text or record.updates):
        return
    plan = _Plan(record.scheduled_for, record.scheduled_until, holding.path)
    for update in holding.updates:
        plan.take(update)
    is_over = plan.is_cancelled or any(
        update.status is MaintenanceStatus.COMPLETED for update in holding.updates
    )
    if holding.is_whole:
        if not record.updates and not record.title:
            yield _header(
                holding, "INC004", (), "nothing gives this record a title",
                "write 'title:' with what is planned, in visitors' words",
            )  # fmt: skip
        if not record.components and not plan.is_cancelled:
            yield _header(
                holding, "MNT003", ("components",), "the work touches no part",
                "list under 'components:' what cannot be used meanwhile",
            )  # fmt: skip
        if not is_over:
            yield from _check_missing(plan)
    yield from _check_window(plan, record)
    yield from _check_retired(holding, plan, config)
    yield from _check_called_off(holding)


def _header(holding: Holding, code: str, field: Trail, message: str, fix: str) -> Remark:
    return Remark(code=code, path=holding.path, field=field, message=message, fix=fix)


def _check_missing(plan: _Plan) -> Iterator[Remark]:
    times = {"scheduled_for": plan.begins_at, "scheduled_until": plan.ends_at}
    missing = [f"'{name}'" for name, at in times.items() if at is None]
    if missing:
        example = (
            "scheduled_for: 2025-02-01 22:00"
            if plan.begins_at is None
            else "scheduled_until: 2025-02-02 02:00"
        )
        yield plan.remark(
            "MNT001",
            (),
            f"the work has no {' and no '.join(missing)}",
            f"say when it begins and when it is over, such as '{example} America/New_York'",
        )


def _check_window(plan: _Plan, record: Record) -> Iterator[Remark]:
    begins_at, ends_at = plan.begins_at, plan.ends_at
    if begins_at is None or ends_at is None:
        return
    if ends_at <= begins_at:
        yield plan.remark(
            "MNT002",
            (plan.field,),
            f"the work ends at {format_instant(ends_at)}, not after it begins at "
            f"{format_instant(begins_at)}",
            "correct the two times; write the date of both",
            format_instant(ends_at),
        )
        return
    if ends_at - begins_at > LONG:
        yield plan.remark(
            "MNT004",
            (plan.field,),
            f"the work lasts from {format_instant(begins_at)} to {format_instant(ends_at)}, "
            f"{(ends_at - begins_at).days} days",
            "correct the dates; record work of several nights as several maintenances",
            format_instant(ends_at),
        )
    if not record.backfilled and begins_at < datetime.combine(record.date, time(), tzinfo=UTC):
        yield plan.remark(
            "MNT006",
            ("scheduled_for",),
            f"the work begins at {format_instant(begins_at)}, before the day in its id, "
            f"{record.date}, on which it was announced",
            "correct the date; for work written down afterwards write 'backfilled: true'",
            format_instant(begins_at),
        )


def _check_retired(holding: Holding, plan: _Plan, config: SiteConfig) -> Iterator[Remark]:
    begins_at = plan.begins_at
    for name in holding.record.components:
        component = config.component(name)
        retired = None if component is None else component.retired
        if retired is not None and begins_at is not None and begins_at.date() >= retired:
            yield Remark(
                code="MNT005",
                path=holding.path,
                field=("components", name),
                message=f"'{name}' is retired since {retired}, before the work begins",
                fix="name the part that took its place, or correct 'retired' in site.yml",
                value=name,
            )


def _check_called_off(holding: Holding) -> Iterator[Remark]:
    is_off = False
    for update in holding.updates:
        is_off = _is_off(update, was_off=is_off)
        if not is_off:
            continue
        if update.status in _UNDERWAY:
            yield about(
                update,
                "MNT007",
                ("status",),
                f"the work was called off, so '{update.status}' does not count",
                "announce the work anew with 'status: scheduled', or retract the update that "
                "called it off",
                value=str(update.status),
            )
        elif update.scheduled_for is not None or update.scheduled_until is not None:
            name = "scheduled_until" if update.scheduled_for is None else "scheduled_for"
            yield about(
                update,
                "MNT007",
                (name,),
                f"the work is called off, so its new '{name}' does not count",
                "announce the work anew with 'status: scheduled' in an update after the one that "
                "called it off, or delete the line",
            )


def _announces_anew(update: Update) -> bool:
    return update.status is MaintenanceStatus.SCHEDULED and not update.cancelled


def _is_off(update: Update, *, was_off: bool) -> bool:
    """Return whether the work is called off after *update*."""
    return update.cancelled or (was_off and not _announces_anew(update))
