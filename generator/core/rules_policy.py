"""Rules of the policy over one incident: what is late, and everything else that it asks for.

Only ``check`` calls them; no public build imports this module (P1).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.clockwork.clocks import DutyState
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.lengths import say_length
from generator.core.clockwork.matter import Matter
from generator.core.log_entries import LogEntry
from generator.core.rules_approvals import check_approvals
from generator.core.rules_base import Remark
from generator.core.rules_checklists import check_boxes
from generator.core.rules_ending import check_ending
from generator.core.rules_internal_base import about_entry
from generator.core.rules_severity import check_severity
from generator.core.rules_told import check_told
from generator.core.times import format_instant

_STAGE = "S:40-163; R2, R30"


def check_policy_of(matter: Matter) -> Iterator[Remark]:
    """Yield everything about one incident that the policy asks otherwise."""
    yield from _check_overdue(matter)
    yield from check_severity(matter)
    yield from check_approvals(matter)
    yield from check_ending(matter)
    yield from check_told(matter)
    yield from check_boxes(matter)


def _check_overdue(matter: Matter) -> Iterator[Remark]:
    """Yield what is late and can still be done, the latest first (R30).

    What was missed for good is history: it stands in the figures, and no file could be put right.
    """
    if not matter.is_recent:
        return
    overdue = [duty for duty in matter.duties if duty.state is DutyState.OVERDUE]
    for duty in sorted(overdue, key=lambda duty: (-duty.late, duty.id)):
        entry = _begun_by(matter, duty)
        if entry is None or duty.due_at is None:
            continue
        title = duty.rule.title if duty.rule else f"{duty.id.capitalize()} (SLA)"
        source = f"{duty.rule.source}; R30" if duty.rule else _STAGE
        yield about_entry(
            entry,
            "DUT001",
            f"{title}: due {format_instant(duty.due_at)}, {say_length(duty.late)} late ({source})",
            "do it, then write the line into the log; 'allclear duties' shows what counts",
        )


def _begun_by(matter: Matter, duty: Duty) -> LogEntry | None:
    """Return the line of the log that began the duty: the last one up to its base."""
    log = matter.course.record.log
    before = [each for each in log if duty.base_at is None or each.at <= duty.base_at]
    return before[-1] if before else next(iter(log), None)
