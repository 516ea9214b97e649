"""What a rule of the policy looks at: one incident with everything that it is held against."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.duties import Duty
from generator.core.clockwork.duty_phases import is_quick_close
from generator.core.clockwork.policy import Policy
from generator.core.facts import Record, SiteConfig
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark, Trail
from generator.core.rules_internal_base import about_header
from generator.core.staff.people import People

REMINDED_FOR = timedelta(days=90)
"""How old an incident may be by its id for what is late to be pointed out: as the list of duties
looks back (:mod:`generator.pipeline.book`). Older ones are history."""


class Matter(NamedTuple):
    """One incident and what it is held against.

    Attributes:
        public: The public facts of the same folder; None where there are none.
        people: None where there is no ``people.yml``.
        duties: The ledger of the incident at ``as_of``.
    """

    course: Course
    public: Record | None
    config: SiteConfig
    policy: Policy
    people: People | None
    duties: tuple[Duty, ...]
    as_of: datetime

    @property
    def is_recent(self) -> bool:
        """Whether what is late is still worth a word."""
        return self.course.record.date >= (self.as_of - REMINDED_FOR).date()

    @property
    def is_whole(self) -> bool:
        """Whether everything internal was read: what seems missing may only be unread."""
        return not self.course.record.unread

    @property
    def owes_paperwork(self) -> bool:
        """Whether the incident is one of its own, known in time, and no trifle (R59, R103, X1)."""
        record = self.course.record
        is_own = not record.outcome and not record.is_backfilled and not self._is_merged
        return is_own and not is_quick_close(self.course, self.policy)

    @property
    def _is_merged(self) -> bool:
        closed = self.last(Verb.CLOSED)
        if closed is not None and closed.text.startswith("merged into INC-"):
            return True
        return self.course.public is not None and self.course.public.merged_into is not None

    def last(self, verb: Verb) -> LogEntry | None:
        """Return the latest entry with *verb*, or None."""
        log = self.course.record.log
        return next((entry for entry in reversed(log) if entry.verb is verb), None)

    def about(self, code: str, field: Trail, message: str, fix: str, value: str = "") -> Remark:
        """Return a remark about a field of ``internal.yml``."""
        return about_header(self.course.record, code, field, message, fix, value)


def severity_at(course: Course, at: datetime) -> int | None:
    """Return the severity in force at *at*; None while unset."""
    levels = [step.level for step in course.severities if step.at <= at]
    return levels[-1] if levels else None
