"""Reading review.yml: everything readable comes out, a meeting has one moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.review_facts import (
    ActionItem,
    ActionKind,
    ActionStatus,
    Horizon,
    Meeting,
    Overview,
    Recommendation,
    Review,
    ReviewImpact,
    ReviewStatus,
    WentPoorly,
    Why,
)
from generator.core.vocabulary import RecordKind
from generator.readers.decode import Names
from generator.readers.folders import Folder
from generator.readers.internal import InternalReading, read_internal

FOLDER = "incidents/2025/INC-2025-01-15-001"
NAMES = Names(components=frozenset({"score-recording"}), zone="America/New_York")


def read(root: Path, text: str | bytes, names: Names = NAMES) -> InternalReading:
    (root / FOLDER).mkdir(parents=True, exist_ok=True)
    content = text if isinstance(text, bytes) else text.encode()
    (root / FOLDER / "review.yml").write_bytes(content)
    folder = Folder("INC-2025-01-15-001", RecordKind.INCIDENT, date(2025, 1, 15), FOLDER, ())
    reading = read_internal(root, folder, names)
    assert reading is not None
    return reading


def review(root: Path, text: str) -> Review:
    reading = read(root, text)
    assert reading.findings == ()
    assert reading.record.review is not None
    return reading.record.review


def test_R110_every_field_is_read(tmp_path: Path) -> None:
    text = """\
status: in_review
waived_reason: none
date: 2025-01-16
authors: ["@incident-commander", engineer]
approved_by: "@cto"
severity: 1
meeting:
  at: 2025-01-16 10:00 America/New_York
  length: 60m
  facilitator: "@incident-commander"
  attendees: "@engineer"
  held: true
executive_summary: Scores could not be saved.
overview:
  detection: Alert
  duration: 43m
  severity: 2
  affected_users: at least 500
  affected_systems: [score-recording]
  resolution: Rolled back
primary_cause: The pool.
contributing_factors: [No load test]
five_whys:
  - question: Why?
    answer: The pool was exhausted.
    actions: A1
impact:
  users: {students: No scores., parents: No reports.}
  business: {revenue: None.}
  data: {loss: 200 sessions.}
immediate_mitigation: Rollback.
permanent_fix: One query.
verification: Watched.
went_well: [The alert]
went_poorly:
  - The runbook
  - text: Staging
    actions: [A1]
    reason: It is small.
actions:
  - id: A1
    text: Test the load
    owner: "@qa-lead"
    due: 2025-01-22
    horizon: immediate
    kind: process
    status: done
    done: 2025-01-21
    ticket: https://example.org/7
    evaluation: It helped.
    public: load-test
    dropped: Not at all.
lessons: [Staging is no production]
recommendations:
  - More data
  - text: More people
    actions: [A1]
    declined: No money.
acknowledgments: Thanks to everybody.
"""
    assert review(tmp_path, text) == Review(
        path=f"{FOLDER}/review.yml",
        status=ReviewStatus.IN_REVIEW,
        waived_reason="none",
        date=date(2025, 1, 16),
        authors=("incident-commander", "engineer"),
        approved_by="cto",
        severity=1,
        meeting=Meeting(
            at=datetime(2025, 1, 16, 15, 0, tzinfo=UTC),
            length=timedelta(minutes=60),
            facilitator="incident-commander",
            attendees=("engineer",),
            is_held=True,
        ),
        executive_summary="Scores could not be saved.",
        overview=Overview(
            detection="Alert",
            duration=timedelta(minutes=43),
            severity=2,
            affected_users="at least 500",
            affected_systems=("score-recording",),
            resolution="Rolled back",
        ),
        primary_cause="The pool.",
        contributing_factors=("No load test",),
        whys=(Why(question="Why?", answer="The pool was exhausted.", actions=("A1",)),),
        impact=ReviewImpact(
            users=(("students", "No scores."), ("parents", "No reports.")),
            business=(("revenue", "None."),),
            data=(("loss", "200 sessions."),),
        ),
        immediate_mitigation="Rollback.",
        permanent_fix="One query.",
        verification="Watched.",
        went_well=("The alert",),
        went_poorly=(
            WentPoorly(index=0, text="The runbook"),
            WentPoorly(index=1, text="Staging", actions=("A1",), reason="It is small."),
        ),
        actions=(
            ActionItem(
                id="A1",
                text="Test the load",
                owner="qa-lead",
                due=date(2025, 1, 22),
                horizon=Horizon.IMMEDIATE,
                kind=ActionKind.PROCESS,
                status=ActionStatus.DONE,
                done=date(2025, 1, 21),
                ticket="https://example.org/7",
                evaluation="It helped.",
                public="load-test",
                dropped="Not at all.",
            ),
        ),
        lessons=("Staging is no production",),
        recommendations=(
            Recommendation(index=0, text="More data"),
            Recommendation(index=1, text="More people", actions=("A1",), declined="No money."),
        ),
        acknowledgments="Thanks to everybody.",
    )


@pytest.mark.parametrize(
    ("names", "zone", "hour"), [(NAMES, "America/New_York", 15), (Names(), "UTC", 10)]
)
def test_R105_a_meeting_without_a_zone_is_in_that_of_the_organisation(
    tmp_path: Path, names: Names, zone: str, hour: int
) -> None:
    reading = read(tmp_path, "meeting:\n  at: 2025-01-16 10:00\n", names)
    assert [(each.code, each.line, each.message, each.fix) for each in reading.findings] == [
        (
            "RVW001",
            2,
            f"'2025-01-16 10:00' has no zone and is read as {zone}: 2025-01-16 {hour}:00Z",
            f"write '2025-01-16 10:00 {zone}'",
        )
    ]
    assert reading.record.review is not None
    assert reading.record.review.meeting == Meeting(
        at=datetime(2025, 1, 16, hour, 0, tzinfo=UTC), is_zone_inferred=True
    )


def test_a_meeting_without_a_date_has_no_moment(tmp_path: Path) -> None:
    reading = read(tmp_path, "meeting:\n  at: 10:00\n")
    assert [each.code for each in reading.findings] == ["REC008"]
    assert reading.record.review is not None
    assert reading.record.review.meeting == Meeting()


def test_a_meeting_of_the_day_the_clocks_skip_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, "meeting:\n  at: 2025-03-09 02:30\n")
    assert [each.code for each in reading.findings] == ["REC019", "RVW001"]


def test_a_status_nobody_knows_makes_a_draft_that_is_not_read(tmp_path: Path) -> None:
    record = read(tmp_path, "status: finall\n").record
    assert record.review == Review(path=f"{FOLDER}/review.yml")
    assert record.unread == {f"{FOLDER}/review.yml"}


def test_a_file_without_fields_is_an_empty_draft(tmp_path: Path) -> None:
    assert read(tmp_path, "- x\n").record.review == Review(path=f"{FOLDER}/review.yml")


def test_an_unreadable_item_leaves_the_others_in_their_places(tmp_path: Path) -> None:
    found = read(tmp_path, "actions:\n  - A1\n  - {id: A2, text: x}\nrecommendations: [[a], b]\n")
    assert found.record.review is not None
    assert [(each.index, each.id) for each in found.record.review.actions] == [(1, "A2")]
    assert [(each.index, each.text) for each in found.record.review.recommendations] == [(1, "b")]


def test_a_record_without_the_file_has_no_review(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "internal.yml").write_text("title: x\n")
    folder = Folder("INC-2025-01-15-001", RecordKind.INCIDENT, date(2025, 1, 15), FOLDER, ())
    reading = read_internal(tmp_path, folder, NAMES)
    assert reading is not None
    assert reading.record.review is None


_PIECES = """meeting: actions: at: 10:00 - id: A1 [ ] { } five_whys: impact: users: went_poorly:
status: final x : \\ '"""
_WORDS = st.lists(
    st.sampled_from([f"{each} " for each in _PIECES.split()]) | st.sampled_from(["\n", "  "]),
    max_size=25,
).map("".join)


@given(_WORDS | st.binary(max_size=200))
def test_nothing_that_is_written_raises(
    tmp_path_factory: pytest.TempPathFactory, text: str | bytes
) -> None:
    reading = read(tmp_path_factory.getbasetemp() / "review", text)
    assert reading.record.review is not None
    assert all(each.line >= 1 and each.fix for each in reading.findings)
