"""Incidents as the tests of clocks tell them: lines of a log, public updates, a policy as typed.

Expected values are written as people read them: ``("met", "15 14:42", "15 14:35", 0)`` is a row
due on the 15th at 14:42 UTC, done at 14:35, no minute late.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.briefing import known_at
from generator.core.clockwork.clocks import Clock, read_clocks
from generator.core.clockwork.course import Course, PublicSide, Told, create_course
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.clockwork.policy import Policy
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.vocabulary import IncidentStatus, RecordKind
from generator.readers.decode import Names
from generator.readers.policy import POLICY_FILE, PolicyReading, read_policy

NEW_YORK = """\
calendar:
  zone: America/New_York
  holidays: [2025-01-20]
"""
"""The business calendar of R4."""

Row = tuple[str, str, str, int]
"""State, due, done (``dd HH:MM`` UTC, or empty), whole minutes late."""


class Story(NamedTuple):
    """An incident as it was written down in the end."""

    record: InternalRecord
    posts: tuple[Told, ...] = ()
    merged_into: str | None = None
    postmortem_at: datetime | None = None

    def __repr__(self) -> str:
        """Return it as it was told: an example of Hypothesis is read by people."""
        said = (
            f"{entry.at:%d %H:%M} {entry.verb or ''} {entry.severity or ''}{entry.text}"
            for entry in self.record.log
        )
        posts = (f"{post.at:%d %H:%M} {post.status}" for post in self.posts)
        return f"Story({self.record.severity}, {'; '.join(said)} | {'; '.join(posts)})"

    def whole(self) -> Course:
        """Return its course with everything that was ever written."""
        return self._course(self.record, None)

    def at(self, moment: str | datetime) -> Course:
        """Return its course as it stood written at *moment* (``--now``)."""
        as_of = clock_time(moment)
        record = known_at(self.record, as_of)
        assert record is not None, f"nothing was known at {moment}"
        return self._course(record, as_of)

    def _course(self, record: InternalRecord, as_of: datetime | None) -> Course:
        posts = tuple(post for post in self.posts if as_of is None or post.at <= as_of)
        published = self.postmortem_at
        if published is not None and as_of is not None and published > as_of:
            published = None
        if not posts and self.merged_into is None:
            return create_course(record, None)
        status = posts[-1].status if posts else IncidentStatus.INVESTIGATING
        public = PublicSide(
            title="Something does not work",
            status=status,
            updates=posts,
            postmortem_at=published,
            merged_into=self.merged_into,
        )
        return create_course(record, public)


def clock_time(text: str | datetime) -> datetime:
    """Return ``14:25`` on the day of FX1, or ``2025-01-17 15:06``, in UTC."""
    if isinstance(text, datetime):
        return text
    return datetime.fromisoformat(text if " " in text else f"2025-01-15 {text}").replace(tzinfo=UTC)


def story(
    *lines: str,
    posts: tuple[str, ...] = (),
    id_: str = "INC-2025-01-15-001",
    merged_into: str | None = None,
    postmortem_at: str | None = None,
    **facts: Any,
) -> Story:
    """Return what *lines* of a log and *posts* such as ``14:36 investigating`` tell."""
    day = date.fromisoformat(id_[4:14])
    raw = tuple(RawLine(text=line, line=number) for number, line in enumerate(lines, 1))
    reading = read_log([LogSource(path="internal.yml", lines=raw)], day)
    record = InternalRecord(
        id=id_,
        kind=RecordKind.INCIDENT,
        date=day,
        path=f"incidents/{day.year}/{id_}",
        log=reading.entries,
    )
    told = []
    for post in posts:
        at, _, status = post.rpartition(" ")
        told.append(Told(clock_time(at), IncidentStatus(status)))
    return Story(
        replace(record, **facts),
        tuple(told),
        merged_into,
        None if postmortem_at is None else clock_time(postmortem_at),
    )


@contextmanager
def repository(text: str | bytes) -> Iterator[Path]:
    """Yield a repository that holds nothing but a policy."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / POLICY_FILE
        path.parent.mkdir(parents=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        yield Path(folder)


def reading_of(text: str | bytes) -> PolicyReading:
    """Return what comes of a ``policy.yml`` that holds *text*."""
    with repository(text) as root:
        return read_policy(root, None, Names())


@lru_cache(maxsize=64)
def policy_of(text: str = "") -> Policy:
    """Return the policy of a file that holds *text*, and nothing wrong; else the shipped one."""
    reading = reading_of(f"format: 1\n{text}")
    assert not reading.findings, reading.findings
    return reading.policy


def day_time(at: datetime | None) -> str:
    """Return ``15 14:42`` for an instant of UTC, with seconds where there are any."""
    if at is None:
        return ""
    return f"{at:%d %H:%M:%S}".removesuffix(":00")


def row_of(duty: Duty) -> Row:
    """Return what people read of a row of the ledger."""
    return str(duty.state), day_time(duty.due_at), day_time(duty.done_at), duty.late_minutes


def ledger(
    told: Story | Course, moment: str, policy: str = "", *, whole: bool = False
) -> dict[str, Row]:
    """Return every row at *moment* by id; *whole*: with what was written later as well."""
    return {duty.id: row_of(duty) for duty in duties(told, moment, policy, whole=whole)}


def duties(
    told: Story | Course, moment: str, policy: str = "", *, whole: bool = False
) -> tuple[Duty, ...]:
    """Return every row of the ledger at *moment*."""
    if isinstance(told, Story):
        told = told.whole() if whole else told.at(moment)
    return DutyTable(policy_of(policy)).read(told, clock_time(moment))


def duty(told: Story | Course, moment: str, id_: str, policy: str = "") -> Duty:
    """Return one row of the ledger at *moment*."""
    return next(each for each in duties(told, moment, policy) if each.id == id_)


def clocks(
    told: Story | Course, moment: str, policy: str = "", *, whole: bool = False
) -> tuple[Clock, ...]:
    """Return the clocks at *moment*; *whole*: with what was written later as well."""
    if isinstance(told, Story):
        told = told.whole() if whole else told.at(moment)
    return read_clocks(told, policy_of(policy), clock_time(moment))


def stages(
    told: Story | Course, moment: str, policy: str = "", *, whole: bool = False
) -> dict[str, tuple[str, str, str]]:
    """Return state, deadline and milestone of each stage of the first cycle."""
    return {
        clock.stage: (str(clock.state), day_time(clock.due_at), day_time(clock.done_at))
        for clock in clocks(told, moment, policy, whole=whole)
        if clock.cycle == 0
    }


def overdue(told: Story | Course, moment: str, policy: str = "") -> dict[str, int]:
    """Return what is overdue at *moment*, with the minutes."""
    return {
        each.id: each.late_minutes
        for each in duties(told, moment, policy)
        if str(each.state) == "overdue"
    }


def owed(rows: dict[str, Row]) -> dict[str, Row]:
    """Return the rows about which somebody has or had to do something."""
    idle = ("waived", "not_applicable")
    return {id_: row for id_, row in rows.items() if row[0] not in idle}


PRINTED = story(
    "14:23 DETECTED Monitoring alert: Score recording API error rate spike to 45%",
    "14:24 ACK @engineer acknowledged alert, began investigation",
    "14:26 Checked logs: database connection timeout errors",
    "14:28 Checked Neon status page: No reported issues",
    "14:30 Verified other API endpoints responding normally",
    "14:32 SEV 1 Escalated: 500+ users affected, core functionality down",
    "14:33 Paged @incident-commander",
    "14:35 IC @incident-commander joined, assumed command",
    '14:36 Updated status page: "Investigating score recording issue"',
    "14:38 HYPOTHESIS Recent deployment (v2.5.3) may have introduced bug",
    "14:40 DECISION Rollback to v2.5.2",
    "14:41 ACTION Rollback initiated",
    "14:46 ACTION Rollback completed, monitoring for recovery",
    "14:48 DATA Error rate dropped to 2%",
    "14:50 MITIGATED Manual testing: Score recording working correctly",
    '14:52 Updated status page: "Issue mitigated, monitoring stability"',
    "15:05 VERIFIED Error rate at baseline (<1%) for 15 minutes",
    "15:06 RESOLVED Declared incident resolved",
    '15:10 Updated status page: "Resolved"',
    "15:30 Post-incident review scheduled for 2025-01-16 10:00am",
    posts=("14:36 investigating", "14:52 monitoring", "15:10 resolved"),
)
"""The document's own timeline and no more, its verbs written as ours (S:812-834)."""

LONG = story(
    "14:23 DETECTED score API errors",
    "14:24 ACK @engineer",
    "14:32 SEV 1 500+ users affected",
    "14:35 IC @incident-commander",
    posts=(
        "14:36 investigating",
        "14:52 identified",
        "15:20 identified",
        "16:05 identified",
    ),
)
"""The same incident where nothing helps."""
