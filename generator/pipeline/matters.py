"""From one record as read to what the rules of the policy say of it; ``check`` alone asks."""

from __future__ import annotations

from datetime import datetime

from generator.core.clockwork.course import create_course, see_public
from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.matter import Matter
from generator.core.clockwork.policy import Policy
from generator.core.facts import Record, SiteConfig
from generator.core.internal_facts import InternalRecord
from generator.core.rules_base import Remark
from generator.core.rules_internal import check_internal
from generator.core.rules_policy import check_policy_of
from generator.core.rules_responders import check_responders
from generator.core.staff.people import People
from generator.core.views import IncidentView
from generator.core.vocabulary import RecordKind


class Matters:
    """Holds records to one policy; the duty table is sorted once for all of them.

    Attributes:
        closed: Folders of incidents that the log calls closed: what the policy asks of them no
            longer waits for anything (R30).
        audiences: Names that ``NOTIFIED`` may use under the policy.
    """

    def __init__(
        self, config: SiteConfig, policy: Policy, people: People | None, now: datetime
    ) -> None:
        self._config = config
        self._policy = policy
        self._people = people
        self._now = now
        self._table = DutyTable(policy)
        self._needing = frozenset(
            letter for letter, rule in policy.options.items() if rule.approval
        )
        self.closed: set[str] = set()
        self.audiences = policy.list_audiences()

    def judge(
        self, record: InternalRecord, public: Record | None, view: IncidentView | None
    ) -> list[Remark]:
        """Return every remark about what responders wrote of one record.

        Args:
            record: The internal facts.
            public: The public facts of the same folder, and what visitors see of them.
            view: None where visitors see nothing.
        """
        remarks = [*check_internal(record, public, self._now, needing=self._needing)]
        if self._people is not None:
            remarks += check_responders(record, self._people)
        if record.kind is not RecordKind.INCIDENT:
            return remarks
        course = create_course(record, see_public(view))
        if course.closed_at is not None:
            self.closed.add(record.path)
        matter = Matter(
            course=course,
            public=public,
            config=self._config,
            policy=self._policy,
            people=self._people,
            duties=self._table.read(course, self._now),
            as_of=self._now,
        )
        remarks += check_policy_of(matter)
        return remarks
