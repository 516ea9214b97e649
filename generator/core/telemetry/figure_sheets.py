"""All figures of one incident, and of one period, at one moment: what reports are written from.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy import Policy
from generator.core.settings_doubts import Doubt
from generator.core.telemetry.downtime import CreditOffer, find_credit
from generator.core.telemetry.metrics import Beside, IncidentMetrics, look_beside, measure_incident
from generator.core.telemetry.sla import SLAReading, read_sla
from generator.core.telemetry.statistics import StatisticsReading


class IncidentSheet(NamedTuple):
    """All figures of one incident at one moment.

    Attributes:
        unread: Files of it that could not be read; what they say is missing here.
        doubts: Mistakes of policy and people.
    """

    as_of: datetime
    metrics: IncidentMetrics
    beside: Beside
    sla: SLAReading
    credit: CreditOffer
    policy: Policy
    unread: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class PeriodSheet(NamedTuple):
    """All figures of one period at one moment.

    Attributes:
        without_log: Incidents by id of which nothing internal is written, so that nothing is
            known of their clocks; they are in no figure.
        without_log_before: How many such incidents there are in the period before.
        unread: Ids of records of which something could not be read.
        doubts: Mistakes of policy and people.
    """

    as_of: datetime
    reading: StatisticsReading
    policy: Policy
    without_log: tuple[str, ...] = ()
    without_log_before: int = 0
    unread: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def has_begun(self) -> bool:
        """Whether the period has begun."""
        return self.reading.period.start_at <= self.as_of

    @property
    def is_over(self) -> bool:
        """Whether the period is over, so that no incident can be added but by backfilling."""
        return self.reading.period.end_at <= self.as_of


def create_incident_sheet(course: Course, policy: Policy, as_of: datetime) -> IncidentSheet:
    """Return the figures of *course*."""
    return IncidentSheet(
        as_of=as_of,
        metrics=measure_incident(course),
        beside=look_beside(course),
        sla=read_sla(course, policy, as_of),
        credit=find_credit(course, policy),
        policy=policy,
        unread=tuple(sorted(course.record.unread)),
    )
