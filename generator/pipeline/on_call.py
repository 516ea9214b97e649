"""``allclear oncall``: people, rota, drills and this month's records, read and put together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from generator.core.clockwork.policy import Policy
from generator.core.digest import local_day
from generator.core.facts import SiteConfig
from generator.core.findings import Finding, has_errors
from generator.core.rules_people import check_people
from generator.core.settings_doubts import Doubt, find_doubts
from generator.core.staff.on_call import OnCallReport, create_report
from generator.core.staff.on_call_load import Work, find_work, load
from generator.core.staff.people import People
from generator.pipeline.siteless import UNKNOWN_SITE
from generator.readers.folders import list_folders
from generator.readers.internal import read_internal
from generator.readers.people import last_drill, read_people
from generator.readers.places import place
from generator.readers.policy import read_policy
from generator.readers.public import Context, context_for
from generator.readers.site import read_site

_LONGEST = timedelta(days=31)
"""How long before its month the id of an incident may lie that was still worked on in it."""


class OnCallTold(NamedTuple):
    """What came of it.

    Attributes:
        report: None where there is no ``people.yml``.
        findings: What is wrong with that file.
        config: The site, for the names in a calendar.
        doubts: Mistakes of policy and people.
    """

    report: OnCallReport | None
    findings: tuple[Finding, ...]
    config: SiteConfig
    doubts: tuple[Doubt, ...] = ()


def check_people_file(
    root: Path, policy: Policy, now: datetime
) -> tuple[People | None, tuple[Finding, ...]]:
    """Read ``people.yml`` and hold it to the rules.

    Args:
        root: The repository.
        policy: Business hours, holidays, and how far ahead a rota is published.
        now: The moment, aware UTC.

    Returns:
        Who there is, None without the file, and all findings. Where part of it could not be read
        nothing is said about gaps: what fills them may only be unread.
    """
    reading = read_people(root)
    if reading.people is None:
        return None, reading.findings
    remarks = check_people(reading.people, policy.calendar, now, ahead=policy.published_ahead)
    if has_errors(reading.findings):
        remarks = (each for each in remarks if each.code != "PPL008")
    return reading.people, (*reading.findings, *place(root, remarks))


def load_on_call(
    root: Path,
    at: datetime,
    *,
    ahead: timedelta | None = None,
) -> OnCallTold:
    """Return everything about being on call at *at*. Never raises for what files hold.

    Args:
        root: The repository.
        at: The moment, aware UTC.
        ahead: How far to look; None for as far as the policy wants a rota published.
    """
    config = read_site(root)[0]
    context = Context() if config is None else context_for(config)
    reading = read_policy(root, config, context)
    policy = reading.policy
    config = config or UNKNOWN_SITE
    people, findings = check_people_file(root, policy, at)
    doubts = find_doubts((*reading.findings, *findings), policy)
    if people is None:
        return OnCallTold(None, findings, config, doubts)
    month = f"{local_day(at, config.zone):%Y-%m}"
    rows = load(_find_work(root, context, config.zone, at), config.zone)
    report = create_report(
        people,
        policy.calendar,
        at,
        ahead=policy.published_ahead if ahead is None else ahead,
        last_drill=last_drill(root, local_day(at, policy.calendar.zone)),
        drill_every=policy.drills_every,
        load=tuple(row for row in rows if row.month == month),
        has_errors=has_errors(findings),
    )
    return OnCallTold(report, findings, config, doubts)


def _find_work(root: Path, context: Context, zone: str, at: datetime) -> Iterator[Work]:
    """Yield the work on incidents of the month of *at* and a little before; others stay closed."""
    today = local_day(at, zone)
    first = today.replace(day=1) - _LONGEST
    for folder in list_folders(root)[0]:
        if folder.is_seen and first <= folder.date <= today + timedelta(days=1):
            reading = read_internal(root, folder, context)
            if reading is not None:
                yield from find_work(reading.record, at)
