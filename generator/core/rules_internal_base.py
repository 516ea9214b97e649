"""Remarks about internal files, for the rules over them."""

from __future__ import annotations

from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.rules_base import Remark, Trail
from generator.core.times import format_instant


def about_header(
    record: InternalRecord, code: str, field: Trail, message: str, fix: str, value: str = ""
) -> Remark:
    """Return a remark about a field of ``internal.yml``."""
    return Remark(
        code=code,
        path=f"{record.path}/internal.yml",
        field=field,
        message=message,
        fix=fix,
        value=value,
    )


def about_entry(entry: LogEntry, code: str, message: str, fix: str) -> Remark:
    """Return a remark about a line of the log; the value is its time."""
    return Remark(
        code=code,
        path=entry.path,
        line=entry.line,
        message=message,
        fix=fix,
        value=format_instant(entry.at),
    )
