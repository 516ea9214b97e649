"""What responders' commands know of a record in each state it can be in."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.core.brief import Brief
from generator.core.codes_entry import NEW_REPOSITORY, SITE, Link
from generator.core.desk import Desk
from generator.core.findings import Severity
from generator.core.situation import see_as_visitor
from generator.core.vocabulary import (
    ComponentState,
    IncidentStatus,
    MaintenanceStatus,
    RecordKind,
)
from generator.pipeline.desk import read_desk
from tests.proof.repository import build, copy_repository
from tests.records.repositories import Files, write_repository

INC = "INC-2025-01-15-001"
MNT = "MNT-2025-02-01-001"
FOLDER = f"incidents/2025/{INC}"
WORK = f"incidents/2025/{MNT}"
INTERNAL = (
    "title: score API errors\nseverity: 2\ncomponents: [score-recording]\n"
    "log: |\n  14:22 STARTED\n  14:23 DETECTED error rate 45%\n  14:32 SEV 1\n"
)
FIRST = (
    "title: Students cannot save scores\nupdates:\n"
    "  - at: 14:36\n    status: investigating\n"
    "    components:\n      score-recording: major_outage\n    next_update: 30m\n"
)
SECOND = "  - at: 15:10\n    status: resolved\n"
PLANNED = (
    "title: A new database\ntext: We move to a new database.\ncomponents: [music-games]\n"
    "scheduled_for: 2025-02-02 04:00Z\nscheduled_until: 2025-02-02 06:00Z\n"
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NOON = at("2025-01-15 15:00")
KNOWN_INSIDE = Brief(
    id=INC,
    kind=RecordKind.INCIDENT,
    path=FOLDER,
    title="score API errors",
    severity=1,
    is_open=True,
    components=("score-recording",),
    started_at=at("2025-01-15 14:22"),
    detected_at=at("2025-01-15 14:23"),
)
KNOWN_OUTSIDE = Brief(
    id=INC,
    kind=RecordKind.INCIDENT,
    path=FOLDER,
    title="Students cannot save scores",
    public_title="Students cannot save scores",
    is_open=True,
    is_public=True,
    status=IncidentStatus.INVESTIGATING,
    states=(("score-recording", ComponentState.MAJOR_OUTAGE),),
    components=("score-recording",),
    promise_due_at=at("2025-01-15 15:06"),
    last_update_at=at("2025-01-15 14:36"),
    started_at=at("2025-01-15 14:36"),
)
OVER = KNOWN_OUTSIDE._replace(
    is_open=False,
    status=IncidentStatus.RESOLVED,
    states=(),
    promise_due_at=None,
    last_update_at=at("2025-01-15 15:10"),
)
ANNOUNCED = Brief(
    id=MNT,
    kind=RecordKind.MAINTENANCE,
    path=WORK,
    title="A new database",
    public_title="A new database",
    is_open=True,
    is_public=True,
    status=MaintenanceStatus.SCHEDULED,
    components=("music-games",),
    last_update_at=at("2025-02-01 00:00"),
    scheduled_for=at("2025-02-02 04:00"),
    scheduled_until=at("2025-02-02 06:00"),
)


def read(root: Path, files: Files, now: datetime = NOON, *, replay: bool = False) -> Desk:
    return read_desk(write_repository(root, files), now, replay=replay).desk


def test_what_only_responders_know_is_open_and_not_public(tmp_path: Path) -> None:
    desk = read(tmp_path, {f"{FOLDER}/internal.yml": INTERNAL})

    assert desk.briefs == desk.open_incidents() == (KNOWN_INSIDE,)


def test_lines_of_a_clone_s_own_log_count_like_those_of_the_header(tmp_path: Path) -> None:
    log = "14:40 SEV unset\n15:06 RESOLVED\n"

    desk = read(tmp_path, {f"{FOLDER}/internal.yml": INTERNAL, f"{FOLDER}/log/k7q2.log": log})

    assert desk.briefs == (
        KNOWN_INSIDE._replace(
            severity=None,
            is_open=False,
            is_mitigated=True,
            resolved_at=at("2025-01-15 15:06"),
        ),
    )


def test_an_internal_record_of_the_past_is_not_open(tmp_path: Path) -> None:
    desk = read(tmp_path, {f"{FOLDER}/internal.yml": f"backfilled: true\n{INTERNAL}"})

    assert desk.briefs == (KNOWN_INSIDE._replace(is_open=False),)


def test_what_visitors_read_is_public(tmp_path: Path) -> None:
    desk = read(tmp_path, {f"{FOLDER}/public.yml": FIRST})

    assert desk.briefs == desk.open_incidents() == (KNOWN_OUTSIDE,)


def test_both_sides_make_one_brief(tmp_path: Path) -> None:
    desk = read(tmp_path, {f"{FOLDER}/public.yml": FIRST, f"{FOLDER}/internal.yml": INTERNAL})

    assert desk.briefs == (
        KNOWN_OUTSIDE._replace(
            title="score API errors",
            severity=1,
            started_at=at("2025-01-15 14:22"),
            detected_at=at("2025-01-15 14:23"),
        ),
    )


def test_visitors_decide_whether_it_is_open_once_they_read_of_it(tmp_path: Path) -> None:
    """Resolved in the log alone: the page still says that it goes on."""
    log = {f"{FOLDER}/log/k7q2.log": "15:06 RESOLVED\n", f"{FOLDER}/internal.yml": INTERNAL}

    told = read(tmp_path / "told", {f"{FOLDER}/public.yml": FIRST, **log})
    over = read(tmp_path / "over", {f"{FOLDER}/public.yml": FIRST + SECOND})

    assert [brief.is_open for brief in told.briefs] == [True]
    assert over.briefs == (OVER,)


def test_what_came_back_is_open(tmp_path: Path) -> None:
    again = "  - at: 15:30\n    status: investigating\n    next_update: none\n"

    desk = read(tmp_path, {f"{FOLDER}/public.yml": FIRST + SECOND + again})

    assert desk.briefs == (
        KNOWN_OUTSIDE._replace(
            states=(("score-recording", ComponentState.OPERATIONAL),),
            promise_due_at=None,
            last_update_at=at("2025-01-15 15:30"),
        ),
    )


def test_what_was_merged_goes_on_elsewhere(tmp_path: Path) -> None:
    other = "INC-2025-01-15-002"
    merge = f"  - at: 15:10\n    merged_into: {other}\n"

    desk = read(
        tmp_path,
        {
            f"{FOLDER}/public.yml": FIRST + merge,
            f"incidents/2025/{other}/public.yml": FIRST,
        },
    )

    assert desk.briefs == (
        OVER._replace(status=IncidentStatus.INVESTIGATING, merged_into=other),
        KNOWN_OUTSIDE._replace(id=other, path=f"incidents/2025/{other}"),
    )


def test_a_merge_into_nothing_makes_it_unreadable(tmp_path: Path) -> None:
    merge = "  - at: 15:10\n    merged_into: INC-2025-01-15-002\n"

    (brief,) = read(tmp_path, {f"{FOLDER}/public.yml": FIRST + merge}).unreadable()

    assert brief.errors == (
        f"{FOLDER}/public.yml:9:18: error[INC011]: there is no record 'INC-2025-01-15-002'",
    )
    assert brief.is_doubted


def test_what_was_withdrawn_has_no_title(tmp_path: Path) -> None:
    gone = "  - at: 15:10\n    retracts: incident\n    text: There was no problem.\n"

    desk = read(tmp_path, {f"{FOLDER}/public.yml": FIRST + gone})

    assert desk.briefs == (
        OVER._replace(
            title="Students cannot save scores",
            public_title="",
            status=IncidentStatus.INVESTIGATING,
            components=(),
            is_withdrawn=True,
        ),
    )


def test_an_incident_declared_in_a_public_header_alone_is_open(tmp_path: Path) -> None:
    desk = read(tmp_path, {f"{FOLDER}/public.yml": "title: Students cannot save scores\n"})

    assert desk.briefs == (
        Brief(
            id=INC,
            kind=RecordKind.INCIDENT,
            path=FOLDER,
            title="Students cannot save scores",
            is_open=True,
        ),
    )


RUNNING = ANNOUNCED._replace(
    status=MaintenanceStatus.IN_PROGRESS,
    states=(("music-games", ComponentState.UNDER_MAINTENANCE),),
    started_at=at("2025-02-02 04:00"),
)
DONE = RUNNING._replace(is_open=False, status=MaintenanceStatus.COMPLETED, states=())
SAID = "updates:\n  - at: 2025-02-02 04:02Z\n    status: in_progress\n"
CALLED_OFF = "updates:\n  - at: 2025-02-01 12:00Z\n    cancelled: true\n"


@pytest.mark.parametrize(
    ("now", "updates", "expected"),
    [
        ("2025-02-01 20:00", "", ANNOUNCED),
        ("2025-02-02 05:00", "", RUNNING),
        ("2025-02-02 07:00", "", DONE),
        (
            "2025-02-02 07:00",
            SAID,
            RUNNING._replace(is_awaiting_confirmation=True, last_update_at=at("2025-02-02 04:02")),
        ),
        (
            "2025-02-01 20:00",
            CALLED_OFF,
            DONE._replace(last_update_at=at("2025-02-01 12:00"), started_at=None),
        ),
    ],
)
def test_planned_work_is_open_until_it_is_over(
    tmp_path: Path, now: str, updates: str, expected: Brief
) -> None:
    desk = read(tmp_path, {f"{WORK}/public.yml": PLANNED + updates}, at(now))

    assert desk.briefs == (expected,)
    assert desk.open_maintenance() == ((expected,) if expected.is_open else ())


def test_an_unreadable_public_file_is_told_and_doubted(tmp_path: Path) -> None:
    desk = read(
        tmp_path, {f"{FOLDER}/public.yml": "title: [\n", f"{FOLDER}/internal.yml": INTERNAL}
    )

    (brief,) = desk.unreadable()
    assert len(brief.errors) == 1
    assert brief.errors[0].startswith(f"{FOLDER}/public.yml:")
    assert brief == KNOWN_INSIDE._replace(
        is_public=True, is_readable=False, errors=brief.errors, is_doubted=True
    )


def test_an_unreadable_internal_file_takes_nothing_from_the_public_side(tmp_path: Path) -> None:
    desk = read(
        tmp_path,
        {f"{FOLDER}/public.yml": FIRST, f"{FOLDER}/internal.yml": "severity: high\n"},
    )

    assert (
        desk.briefs
        == desk.unreadable()
        == (
            KNOWN_OUTSIDE.with_errors(
                (f"{FOLDER}/internal.yml:1:11: error[REC007]: 'high' is not a severity",)
            ),
        )
    )


def test_of_many_errors_three_are_told_and_the_others_counted(tmp_path: Path) -> None:
    fields = "".join(f"field_{number}: x\n" for number in range(5))

    (brief,) = read(tmp_path, {f"{FOLDER}/internal.yml": fields}).briefs

    assert (len(brief.errors), brief.errors[-1]) == (4, "and 2 more")


def test_a_folder_without_an_id_is_unreadable_and_its_number_is_free(tmp_path: Path) -> None:
    desk = read(tmp_path, {"incidents/2025/scores/internal.yml": INTERNAL})

    (brief,) = desk.unreadable()
    assert brief.path == "incidents/2025/scores"
    assert brief.errors == (
        "incidents/2025/scores:1:1: error[FIL001]: the folder's name 'scores' is no id",
    )
    assert desk.numbers_taken(RecordKind.INCIDENT, date(2025, 1, 15)) == set()


def test_numbers_are_taken_by_names_alone(tmp_path: Path) -> None:
    """Also by a link, an empty folder, a name in small letters, and the same id elsewhere."""
    root = write_repository(
        tmp_path,
        {
            f"{FOLDER}/public.yml": FIRST,
            f"incidents/2024/{INC}/public.yml": FIRST,
            "incidents/2025/INC-2025-01-15-002": Link("nowhere"),
            "incidents/2025/inc-2025-01-15-003/public.yml": FIRST,
            "incidents/2025/INC-2025-01-16-007/public.yml": FIRST,
            "incidents/2025/MNT-2025-01-15-009/public.yml": PLANNED,
        },
    )
    (root / "incidents/2025/INC-2025-01-15-004").mkdir()

    desk = read_desk(root, NOON, replay=False).desk

    assert desk.numbers_taken(RecordKind.INCIDENT, date(2025, 1, 15)) == {1, 2, 3, 4}
    assert desk.numbers_taken(RecordKind.MAINTENANCE, date(2025, 1, 15)) == {9}


def test_without_internal_files_it_is_a_status_page_and_no_more(tmp_path: Path) -> None:
    public = {f"{FOLDER}/public.yml": FIRST}

    assert read(tmp_path / "a", public).is_status_page_only
    assert not read(tmp_path / "b", {**public, f"{FOLDER}/log/k.log": ""}).is_status_page_only
    assert not read(
        tmp_path / "c", {**public, "site_src/internal/policy.yml": ""}
    ).is_status_page_only


def test_without_a_site_every_record_is_still_known_but_no_part_is(tmp_path: Path) -> None:
    desk = read(tmp_path, {f"{FOLDER}/public.yml": FIRST, "site_src/public/site.yml": "name: x\n"})

    assert (desk.config, desk.briefs) == (
        None,
        (KNOWN_OUTSIDE._replace(states=(), components=(), is_doubted=True),),
    )
    assert {each.severity for each in desk.findings_of_site} == {Severity.ERROR}


BOTH = {
    f"{FOLDER}/public.yml": FIRST + SECOND,
    f"{FOLDER}/internal.yml": INTERNAL + "  15:06 RESOLVED\n",
}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("14:22", ()),
        ("14:23", (KNOWN_INSIDE._replace(severity=2),)),
        ("14:35", (KNOWN_INSIDE,)),
        (
            "15:08",
            (
                KNOWN_OUTSIDE._replace(
                    title="score API errors",
                    severity=1,
                    started_at=at("2025-01-15 14:22"),
                    detected_at=at("2025-01-15 14:23"),
                    is_mitigated=True,
                    resolved_at=at("2025-01-15 15:06"),
                ),
            ),
        ),
    ],
)
def test_a_replay_knows_what_was_known_then(
    tmp_path: Path, now: str, expected: tuple[Brief, ...]
) -> None:
    assert read(tmp_path, BOTH, at(f"2025-01-15 {now}"), replay=True).briefs == expected


def test_incidents_stand_most_severe_first_and_newest_first_among_equals(tmp_path: Path) -> None:
    later = "title: later\nlog: |\n  14:50 DETECTED\n"
    desk = read(
        tmp_path,
        {
            f"{FOLDER}/internal.yml": "title: unset\nlog: |\n  14:23 DETECTED\n",
            "incidents/2025/INC-2025-01-15-002/internal.yml": INTERNAL,
            "incidents/2025/INC-2025-01-15-003/internal.yml": later,
        },
    )

    assert [brief.title for brief in desk.open_incidents()] == [
        "score API errors",
        "later",
        "unset",
    ]


@pytest.mark.parametrize(
    ("now", "broken"),
    [
        ("2025-01-15 14:40", ""),
        ("2025-01-15 15:12", ""),
        ("2025-02-22 12:50", ""),
        ("2025-04-10 15:20", ""),
        ("2025-04-10 15:20", "incidents/2025/INC-2025-04-10-001/public.yml"),
        ("2025-06-10 15:20", ""),
    ],
)
def test_visitors_see_what_the_home_page_says(tmp_path: Path, now: str, broken: str) -> None:
    root = copy_repository(tmp_path / "repository")
    if broken:
        (root / broken).write_text("title: [\n", encoding="utf-8")

    seen = see_as_visitor(read_desk(root, at(now), replay=True).desk)

    built, pages = build(root, at(now))
    state = built.site.state
    offered = [view for view in built.site.components if not view.is_retired]
    assert (seen.is_known, dict(seen.states)) == (
        state.is_known,
        {view.component.id: view.state for view in offered},
    )
    heading = pages["index.html"].decode().partition("<h1")[2].partition(">")[2]
    assert seen.text.startswith(heading.partition("<")[0].strip() or "no heading")


@pytest.mark.parametrize("zone_midnight", ["2025-01-16T04:59Z", "2025-01-16T05:01Z"])
def test_a_retired_part_is_offered_until_its_local_day(tmp_path: Path, zone_midnight: str) -> None:
    site = str(NEW_REPOSITORY[SITE]) + "        retired: 2025-01-16\n"

    desk = read(tmp_path, {SITE: site}, datetime.fromisoformat(zone_midnight))

    parts = ["score-recording"] + ["music-games"] * (zone_midnight < "2025-01-16T05")
    assert [component.id for component in desk.offered()] == parts
