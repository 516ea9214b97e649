"""Forty-five days on which nobody writes anything: the clock alone keeps the site true."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from generator.adapters.builds import build_public
from generator.core.views import Digest, PublicSite
from generator.core.vocabulary import MaintenanceStatus, RecordKind
from tests.proof.repository import FOR_PROGRAMS, ROOT, build, copy_repository, differing

FIRST = datetime(2025, 4, 10, 15, 20, tzinfo=UTC)
ZONE = ZoneInfo("America/New_York")
DAYS = 45
_FOR_PROGRAMS = ("badge.json", "badge.svg", "banner.js", "banner.json", ".atom", ".ics")
STAMPED = {"generation.json", "index.html"}
"""Files that may say when they were built (design §4)."""


def lasting(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return what time alone must not change: no stamps, and no uptime "until now"."""
    return {
        path: content
        for path, content in files.items()
        if path not in STAMPED and not re.fullmatch(r"components/[^/]+/index\.html", path)
    }


@pytest.fixture(scope="module")
def site_by_day() -> list[tuple[datetime, PublicSite, dict[str, bytes]]]:
    found = []
    for number in range(DAYS):
        as_of = FIRST + timedelta(days=number)
        built, files = build(ROOT, as_of, replay=False)
        found.append((as_of, built.site, files))
    return found


Days = list[tuple[datetime, PublicSite, dict[str, bytes]]]


def test_bars_end_today_and_hold_ninety_days(site_by_day: Days) -> None:
    for as_of, site, _ in site_by_day:
        today = as_of.astimezone(ZONE).date()
        for component in site.components:
            days = [mark.day for mark in component.days]
            assert days == [today - timedelta(days=back) for back in range(89, -1, -1)]


def test_a_day_keeps_its_mark_while_it_is_in_the_bar(site_by_day: Days) -> None:
    """What happened does not change because time passes."""
    seen: dict[tuple[str, object], object] = {}
    for as_of, site, _ in site_by_day:
        today = as_of.astimezone(ZONE).date()
        for view in site.components:
            for mark in view.days:
                if mark.day >= today or mark.day >= FIRST.astimezone(ZONE).date():
                    continue  # a day that is not over, or whose planned work is still to come
                key = (view.component.id, mark.day)
                assert seen.setdefault(key, mark) == mark


def _end(digest: Digest) -> date | None:
    return digest.ended_at.astimezone(ZONE).date() if digest.ended_at else None


def test_recent_days_hold_what_ended_within_them(site_by_day: Days) -> None:
    for as_of, site, files in site_by_day:
        today = as_of.astimezone(ZONE).date()
        assert site.recent_days == tuple(today - timedelta(days=back) for back in range(13, -1, -1))
        expected = {
            digest.id
            for digest in site.digests.values()
            if not digest.is_open and (_end(digest) or digest.day) >= today - timedelta(days=13)
        }
        assert {digest.id for digest in site.recent} == expected
        home = files["index.html"].decode()
        for digest in site.recent:
            assert f"incidents/{digest.id}/" in home


def test_planned_work_moves_by_its_window(site_by_day: Days) -> None:
    seen = set()
    for as_of, site, _ in site_by_day:
        for digest in site.digests.values():
            if digest.kind is not RecordKind.MAINTENANCE or digest.is_cancelled:
                continue
            start, end = digest.scheduled_for, digest.scheduled_until
            assert start is not None
            assert end is not None
            if as_of < start:
                assert digest.status is MaintenanceStatus.SCHEDULED, digest.id
            elif as_of >= end + timedelta(days=1):
                assert digest.status is MaintenanceStatus.COMPLETED, digest.id
            seen.add(digest.status)
    assert {MaintenanceStatus.SCHEDULED, MaintenanceStatus.COMPLETED} <= seen


def test_nothing_differs_before_the_change_that_was_announced(site_by_day: Days) -> None:
    """A build at any moment before ``next_change_at`` makes the same files, stamps aside."""
    for as_of, site, files in site_by_day[::5]:
        change = site.next_change_at
        assert change is not None
        midnight = datetime.combine(
            as_of.astimezone(ZONE).date() + timedelta(days=1), time(), tzinfo=ZONE
        )
        assert as_of < change <= midnight.astimezone(UTC)
        said = json.loads(files["generation.json"])
        assert said["next_change_at"] == change.strftime("%Y-%m-%dT%H:%M:%SZ")
        assert said["next_change"]
        later = build(ROOT, change - timedelta(seconds=1), replay=False)[1]
        assert list(differing(lasting(files), lasting(later))) == []
        after = build(ROOT, change, replay=False)[1]
        assert list(differing(files, after))


def test_what_programs_read_stays_while_nothing_happens(site_by_day: Days) -> None:
    """The clock moves planned work, and a month's end an archive; on other days no byte changes."""
    quiet = 0
    for (day, site, files), (next_day, later, others) in pairwise(site_by_day):
        known = {name: content for name, content in files.items() if _is_for_programs(name)}
        assert known.keys() >= FOR_PROGRAMS - {"embed/index.html", "schema/banner.schema.json"}
        before = {each.id: each.status for each in site.digests.values()}
        if before != {each.id: each.status for each in later.digests.values()}:
            continue
        if day.month != next_day.month:
            continue
        told = {name: content for name, content in others.items() if _is_for_programs(name)}
        assert list(differing(known, told)) == []
        quiet += 1
    assert quiet > DAYS // 2


def _is_for_programs(name: str) -> bool:
    return name.startswith("api/") or name.endswith(_FOR_PROGRAMS)


def test_every_month_adds_up(site_by_day: Days) -> None:
    for as_of, site, _ in site_by_day[::9]:
        for view in site.components:
            for month in view.months:
                uptime = month.uptime
                assert timedelta(0) <= uptime.lost <= uptime.counted
                if uptime.share is not None:
                    assert uptime.share == pytest.approx(1 - uptime.lost / uptime.counted)
            last = as_of.astimezone(ZONE).date()
            if view.component.retired is not None:
                last = min(last, view.component.retired - timedelta(days=1))
            assert view.months[0].month == f"{last:%Y-%m}"


def test_rebuilding_every_day_with_memory_is_the_same_as_from_nothing(tmp_path: Path) -> None:
    root, out = copy_repository(tmp_path / "repository"), tmp_path / "site"
    read = []
    for number in range(0, DAYS, 3):
        as_of = FIRST + timedelta(days=number)
        built = build_public(root, out, now=as_of).built
        assert built is not None
        shown = {
            path.relative_to(out / "public").as_posix(): path.read_bytes()
            for path in (out / "public").rglob("*")
            if path.is_file()
        }
        assert shown == build(root, as_of)[1]
        read.append(built.records_read)
    # The first day reads all. After that only what the clock moved: work planned, days promised.
    assert max(read[1:]) <= 5
    assert sum(read[8:]) <= 3


def test_the_home_page_says_when_it_was_made(site_by_day: Days) -> None:
    for as_of, _, files in site_by_day[::11]:
        stamps = re.findall(r'datetime="([^"]+)"', files["index.html"].decode())
        assert as_of.strftime("%Y-%m-%dT%H:%M:%SZ") in stamps
