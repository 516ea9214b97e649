"""What ``check`` will say of lines of the log that are not written yet."""

from __future__ import annotations

from dataclasses import replace

from generator.core.log_entries import LogSource
from generator.core.log_lines import read_log
from generator.pipeline.case import Case


def foresee(case: Case, source: LogSource) -> list[str]:
    """Return what ``check`` will say of the record with the lines of *source*, and not before."""
    if case.internal is None:
        return []
    from generator.core.rules_internal import check_internal  # late: only log lines need it

    added = read_log([source], case.record.date).entries
    log = tuple(sorted((*case.log, *added), key=lambda entry: entry.at))
    before = {each.message for each in check_internal(case.internal, case.record, case.now)}
    after = check_internal(replace(case.internal, log=log), case.record, case.now)
    found = dict.fromkeys(each.message for each in after if each.message not in before)
    return [f"check will say: {message}" for message in found]
