"""The book of responders: policy, people, vendors and the courses of incidents at one moment.

Everything that speaks of clocks begins here. No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from generator.core.briefing import known_at
from generator.core.clockwork.course import Course, create_course, see_public
from generator.core.clockwork.duties import Duty, DutyTable
from generator.core.clockwork.policy import Policy
from generator.core.facts import SiteConfig
from generator.core.findings import Finding
from generator.core.fold import project
from generator.core.internal_facts import InternalRecord
from generator.core.staff.people import People
from generator.core.staff.vendors import Vendors
from generator.core.vocabulary import RecordKind
from generator.pipeline.siteless import UNKNOWN_SITE
from generator.readers.folders import Folder, list_folders
from generator.readers.internal import read_internal
from generator.readers.internal_files import list_internal_files
from generator.readers.people import read_people
from generator.readers.policy import read_policy
from generator.readers.public import Context, context_for, read_record
from generator.readers.site import read_site
from generator.readers.vendors import read_vendors

LOOKED_BACK = timedelta(days=90)
"""How old an incident may be by its id for its duties to be listed without being asked for."""


class Book(NamedTuple):
    """What responders' commands reckon with.

    Attributes:
        config: The site; None where ``site.yml`` cannot be read.
        policy: Always whole; what the own file does not say is as shipped.
        people: None without ``people.yml``.
        vendors: None without ``vendors.yml``.
        courses: Incidents with an internal file that were asked for, oldest first.
        findings: Of policy, people and vendors; those of records are for ``check``.
    """

    as_of: datetime
    config: SiteConfig | None
    policy: Policy
    people: People | None
    vendors: Vendors | None
    courses: tuple[Course, ...]
    findings: tuple[Finding, ...]

    def find(self, incident_id: str) -> Course | None:
        """Return the course of *incident_id*, or None."""
        return next((each for each in self.courses if each.record.id == incident_id), None)

    def duties(self) -> tuple[Duty, ...]:
        """Return every row of the ledger of every course."""
        table = DutyTable(self.policy)
        return tuple(duty for course in self.courses for duty in table.read(course, self.as_of))


def read_book(
    root: Path, now: datetime, *, replay: bool, wanted: Callable[[Folder], bool] | None = None
) -> Book:
    """Read what is wanted below *root*. Never raises for what files hold.

    Args:
        root: The repository.
        now: The moment, aware UTC.
        replay: Leave out what is later than *now* (``--now``).
        wanted: Which folders to open, by their ids and days; None: all.
    """
    config, _ = read_site(root)
    context = Context() if config is None else context_for(config)
    policy = read_policy(root, config, context)
    people, vendors = read_people(root), read_vendors(root, context)
    folders = [
        folder
        for folder in list_folders(root)[0]
        if folder.kind is RecordKind.INCIDENT and (wanted is None or wanted(folder))
    ]
    courses = [
        course
        for folder in folders
        if (course := _read_course(root, folder, config, context, now, replay=replay)) is not None
    ]
    return Book(
        as_of=now,
        config=config,
        policy=policy.policy,
        people=people.people,
        vendors=vendors.vendors,
        courses=tuple(sorted(courses, key=lambda course: course.record.id)),
        findings=(*policy.findings, *people.findings, *vendors.findings),
    )


def _read_course(
    root: Path,
    folder: Folder,
    config: SiteConfig | None,
    context: Context,
    now: datetime,
    *,
    replay: bool,
) -> Course | None:
    if not folder.is_seen or not list_internal_files(root, folder.path):
        return None
    reading = read_internal(root, folder, context)
    if reading is None:
        return None
    record: InternalRecord | None = reading.record
    if replay:
        record = known_at(reading.record, now)
    if record is None:
        return None
    view = None
    if folder.files:
        public = read_record(root, folder, context).record
        view = project(public, config or UNKNOWN_SITE, now, replay=replay)
    return create_course(record, see_public(view))


def only(ids: Sequence[str]) -> Callable[[Folder], bool]:
    """Return what wants the records *ids* and no other."""
    return lambda folder: folder.id in ids


def recent(now: datetime, also: Sequence[str] = ()) -> Callable[[Folder], bool]:
    """Return what wants records of the last :data:`LOOKED_BACK`, and *also* the ones named."""
    since = (now - LOOKED_BACK).date()
    return lambda folder: folder.date >= since or folder.id in also
