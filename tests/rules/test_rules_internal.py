"""Rules over internal.yml and the log: dates, order, approvals, contradictions."""

from __future__ import annotations

from datetime import datetime

import pytest

from generator.core.facts import Record
from generator.core.internal_facts import (
    Affected,
    DataFacts,
    InternalRecord,
    Mitigation,
    Resolution,
)
from generator.core.log_lines import LogSource, RawLine, read_log
from generator.core.rules_base import Remark
from generator.core.rules_internal import check_internal
from generator.core.vocabulary import DataLoss, RecordKind
from tests.rules.builders import DAY, FOLDER, NOW, at, edition, first, incident, resolved

HEADER = f"{FOLDER}/internal.yml"
LOG = f"{FOLDER}/log/k7q2m9x4.log"
DETECTED = "14:23 DETECTED error rate 45%"


def internal(*lines: str, more: tuple[str, ...] = (), **changes: object) -> InternalRecord:
    """Return an incident whose header's log has *lines*, from line 3 on, and a file has *more*."""
    sources = [
        LogSource(
            path=HEADER, lines=tuple(RawLine(text=text, line=n) for n, text in enumerate(lines, 3))
        ),
        LogSource(
            path=LOG, lines=tuple(RawLine(text=text, line=n) for n, text in enumerate(more, 1))
        ),
    ]
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "kind": RecordKind.INCIDENT,
        "date": DAY,
        "path": FOLDER,
        "log": read_log(sources, DAY).entries,
    }
    return InternalRecord(**values | changes)  # type: ignore[arg-type]


def check(
    record: InternalRecord, public: Record | None = None, now: datetime = NOW
) -> list[Remark]:
    return list(check_internal(record, public, now))


def said(record: InternalRecord) -> list[tuple[str, int, str]]:
    return [(each.code, each.line, each.message) for each in check(record)]


def option(letter: str = "A", **changes: object) -> Mitigation:
    return Mitigation(**{"index": 0, "option": letter, **changes})  # type: ignore[arg-type]


def test_a_night_in_order_has_no_remark() -> None:
    night = (
        "14:22 STARTED",
        DETECTED,
        "14:24 ACK @engineer",
        "14:32 SEV 1",
        "14:50 MITIGATED",
        "15:06 RESOLVED",
        "15:30 CLOSED",
    )
    assert check(internal(*night)) == []


def test_R53_the_day_of_detection_is_the_day_in_the_id() -> None:
    assert check(internal("2025-01-16 00:23 DETECTED errors")) == [
        Remark(
            code="INT001",
            path=HEADER,
            line=3,
            message="detected on 2025-01-16 (UTC), but the id says 2025-01-15",
            fix="correct the time, or rename the folder to INC-2025-01-16-… while nothing of it "
            "is public",
            value="2025-01-16 00:23Z",
        )
    ]


def test_the_day_in_the_id_is_one_of_utc() -> None:
    assert said(internal("2025-01-14 22:23-05:00 DETECTED errors")) == []
    assert [code for code, _, _ in said(internal("2025-01-15 20:23-05:00 DETECTED errors"))] == [
        "INT001"
    ]


def test_planned_work_is_not_detected() -> None:
    work = internal("2025-01-20 02:05 ACTION old machines drained", kind=RecordKind.MAINTENANCE)
    assert check(work) == []


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (
            (DETECTED, "14:20 MITIGATED"),
            4,
            "MITIGATED at 2025-01-15 14:20Z is earlier than DETECTED at 2025-01-15 14:23Z",
        ),
        (
            (DETECTED, "14:50 MITIGATED", "14:45 RESOLVED"),
            5,
            "RESOLVED at 2025-01-15 14:45Z is earlier than MITIGATED at 2025-01-15 14:50Z",
        ),
        (
            ("14:25 STARTED", DETECTED),
            4,
            "DETECTED at 2025-01-15 14:23Z is earlier than STARTED at 2025-01-15 14:25Z",
        ),
        (
            (DETECTED, "15:06 RESOLVED", "15:00 CLOSED"),
            5,
            "CLOSED at 2025-01-15 15:00Z is earlier than RESOLVED at 2025-01-15 15:06Z",
        ),
    ],
)
def test_a_milestone_out_of_order_names_both_times(
    lines: tuple[str, ...], line: int, message: str
) -> None:
    assert said(internal(*lines)) == [("INT002", line, message)]


def test_after_reopening_the_stages_begin_anew() -> None:
    lines = (DETECTED, "14:50 MITIGATED", "15:06 RESOLVED", "16:00 REOPENED", "16:20 MITIGATED")
    assert said(internal(*lines, "16:30 RESOLVED", "17:00 CLOSED")) == []
    assert said(internal(*lines, "16:10 RESOLVED")) == [
        (
            "INT002",
            8,
            "RESOLVED at 2025-01-15 16:10Z is earlier than MITIGATED at 2025-01-15 16:20Z",
        )
    ]


def test_reopened_and_closed_follow_resolved() -> None:
    assert said(internal(DETECTED, "15:00 REOPENED", "16:00 CLOSED")) == [
        ("INT003", 4, "REOPENED comes without a RESOLVED before it"),
        ("INT003", 5, "CLOSED comes without a RESOLVED before it"),
    ]


def test_a_line_two_hours_ahead_is_pointed_out() -> None:
    record = internal(DETECTED, "16:24 ACK @engineer", "16:26 no change")
    assert [(each.code, each.line, each.message) for each in check(record, now=at("14:25"))] == [
        (
            "INT004",
            5,
            "the line is of 2025-01-15 16:26Z, more than two hours ahead of now, 2025-01-15 14:25Z",
        )
    ]


def test_a_log_without_detection_starts_no_clock() -> None:
    assert said(internal("14:24 ACK @engineer")) == [
        ("INT005", 3, "no line of the log says DETECTED, so no clock runs")
    ]
    assert said(internal()) == []
    assert said(internal("14:24 ACK @engineer", unread=frozenset({LOG}))) == []
    assert said(internal("14:24 ACK @engineer", more=(DETECTED,))) == []


def test_header_and_log_agree_on_the_severity_at_first() -> None:
    assert check(internal("14:23 SEV 1", DETECTED, severity=2)) == [
        Remark(
            code="INT006",
            path=HEADER,
            field=("severity",),
            message="'severity' says 2 at first, the log says SEV 1 at 2025-01-15 14:23Z, when it "
            "was detected",
            fix="delete 'severity' here: the log is kept as it was written",
            value="2",
        )
    ]
    assert said(internal(DETECTED, "14:32 SEV 1", severity=2)) == []
    assert said(internal("14:23 SEV 2", DETECTED, severity=2)) == []
    assert said(internal("14:23 SEV 2", DETECTED)) == []


def test_an_approval_comes_before_the_work() -> None:
    record = internal(
        DETECTED, mitigations=(option(started_at=at("14:41"), approved_at=at("14:45")),)
    )
    assert check(record) == [
        Remark(
            code="INT007",
            path=HEADER,
            field=("mitigations", 0, "approved", "at"),
            message="option A was approved 4 min after it was begun",
            fix="correct the times; who approved afterwards is told in 'log'",
            value="2025-01-15 14:45Z",
        )
    ]


def test_an_approval_in_the_log_comes_before_the_work_too() -> None:
    assert said(internal(DETECTED, "14:41 BEGUN A", "14:45 APPROVED A @ic", "14:50 BEGUN A")) == [
        ("INT007", 5, "option A was approved 4 min after it was begun")
    ]
    assert said(internal(DETECTED, "14:40 APPROVED A @ic", "14:41 BEGUN A")) == []
    assert said(internal(DETECTED, "14:41 BEGUN D", "14:45 APPROVED D @ic")) == []


@pytest.mark.parametrize(
    ("times", "field", "message"),
    [
        (
            {"proposed_at": at("14:20")},
            ("proposed",),
            "'proposed' at 2025-01-15 14:20Z is earlier than 'detected' at 2025-01-15 14:23Z",
        ),
        (
            {"proposed_at": at("14:38"), "approved_at": at("14:37")},
            ("approved", "at"),
            "'approved' at 2025-01-15 14:37Z is earlier than 'proposed' at 2025-01-15 14:38Z",
        ),
        (
            {"approved_at": at("14:38"), "finished_at": at("14:30")},
            ("finished",),
            "'finished' at 2025-01-15 14:30Z is earlier than 'approved' at 2025-01-15 14:38Z",
        ),
    ],
)
def test_a_mitigation_goes_forward_in_time(
    times: dict[str, datetime], field: tuple[str, ...], message: str
) -> None:
    found = check(internal(DETECTED, mitigations=(option(**times),)))
    assert [(each.code, each.field, each.message) for each in found] == [
        ("INT008", ("mitigations", 0, *field), message)
    ]


def test_somebody_approved_what_was_begun() -> None:
    begun = option(started_at=at("14:41"))
    found = check(internal(DETECTED, mitigations=(begun,)))
    assert [(each.code, each.field, each.message) for each in found] == [
        ("INT009", ("mitigations", 0, "started"), "option A was begun, and nobody approved it")
    ]
    assert said(internal(DETECTED, "14:40 APPROVED A @ic", mitigations=(begun,))) == []
    named = option(started_at=at("14:41"), approved_by="ic")
    assert said(internal(DETECTED, mitigations=(named,))) == []
    assert said(internal(DETECTED, mitigations=(option("D", started_at=at("14:41")),))) == []


def test_an_option_begun_in_the_log_alone_needs_an_approval_too() -> None:
    assert said(internal(DETECTED, "14:41 BEGUN A @engineer")) == [
        ("INT009", 4, "option A was begun, and nobody approved it")
    ]
    approved = option(approved_by="ic")
    assert said(internal(DETECTED, "14:41 BEGUN A @engineer", mitigations=(approved,))) == []


def test_letters_of_mitigations_are_unique() -> None:
    found = check(internal(DETECTED, mitigations=(option(), option(index=1))))
    assert [(each.code, each.field, each.message) for each in found] == [
        ("INT010", ("mitigations", 1, "option"), "two mitigations are called A")
    ]


def test_nothing_lost_leaves_nothing_to_say() -> None:
    for data, field in (
        (DataFacts(loss=DataLoss.NONE, affected="200 games"), "affected"),
        (DataFacts(loss=DataLoss.NONE, is_recoverable=True), "recoverable"),
    ):
        found = check(internal(DETECTED, data=data))
        assert [(each.code, each.field) for each in found] == [("INT011", ("data", field))]
    assert said(internal(DETECTED, data=DataFacts(loss=DataLoss.POSSIBLE, affected="x"))) == []


def test_R32_damaged_data_are_spoken_of_once_it_is_over() -> None:
    types = {"types": ("data_integrity",)}
    assert [code for code, _, _ in said(internal(DETECTED, "15:06 RESOLVED", **types))] == [
        "INT012"
    ]
    assert said(internal(DETECTED, **types)) == []
    assert said(internal(DETECTED, "15:06 RESOLVED", "15:10 REOPENED", **types)) == []
    assert said(internal(DETECTED, "15:06 RESOLVED", data=DataFacts(), **types)) == []
    assert said(internal(DETECTED, "15:06 RESOLVED", unread=frozenset({HEADER}), **types)) == []


def test_R36_a_failed_release_has_a_name() -> None:
    types = {"types": ("deployment_failure",)}
    assert [code for code, _, _ in said(internal(DETECTED, **types))] == ["INT013"]
    assert said(internal(DETECTED, related_deployment="v2.5.3", **types)) == []


def test_how_sure_a_number_is_needs_the_number() -> None:
    found = check(internal(DETECTED, affected=Affected(approx="at_least")))
    assert [(each.code, each.field, each.message) for each in found] == [
        (
            "INT014",
            ("affected", "users", "approx"),
            "'approx: at_least' stands without a number",
        )
    ]
    assert said(internal(DETECTED, affected=Affected(approx="at_least", users=0))) == []


def test_the_method_other_has_words() -> None:
    found = check(internal(DETECTED, resolution=Resolution(method="other")))
    assert [(each.code, each.field) for each in found] == [("INT015", ("resolution", "method"))]
    found = check(internal(DETECTED, resolution=Resolution(method="rollback", other="x")))
    assert [(each.code, each.field, each.message) for each in found] == [
        (
            "INT015",
            ("resolution", "other"),
            "'other' is for 'method: other', and the method is 'rollback'",
        )
    ]
    assert said(internal(DETECTED, resolution=Resolution(method="other", other="x"))) == []


def test_what_was_lost_is_told_alike() -> None:
    record = internal(DETECTED, data=DataFacts(loss=DataLoss.CONFIRMED))
    public = incident(
        first(),
        resolved(),
        editions=(edition(data_lost=DataLoss.CONFIRMED), edition(2, data_lost=DataLoss.NONE)),
    )
    assert [(each.code, each.path, each.field, each.message) for each in check(record, public)] == [
        (
            "INT017",
            HEADER,
            ("data", "loss"),
            "'loss: confirmed' here, 'none' in the public post-mortem",
        )
    ]
    assert check(record, incident(first(), resolved(), editions=(edition(),))) == []


def test_a_guessed_date_is_sure_near_midnight_only() -> None:
    evening = "22:30 DETECTED errors"
    assert said(internal(evening, "04:30 ACK @engineer")) == []
    assert said(internal(evening, "04:31 ACK @engineer")) == [
        (
            "INT018",
            4,
            "the line is read as 2025-01-16 04:31Z, another day than its neighbour of "
            "2025-01-15 22:30Z",
        )
    ]
    assert said(internal(evening, "2025-01-16 04:31 ACK @engineer")) == []


def test_a_date_guessed_backwards_is_pointed_out_at_its_own_line() -> None:
    assert said(internal("19:00 STARTED", "02:30 DETECTED errors")) == [
        (
            "INT018",
            3,
            "the line is read as 2025-01-14 19:00Z, another day than its neighbour of "
            "2025-01-15 02:30Z",
        )
    ]


def test_a_line_of_last_year_is_pointed_out() -> None:
    assert said(internal("2024-01-15 14:22 STARTED", DETECTED)) == [
        (
            "INT019",
            3,
            "the line is of 2024-01-15 14:22Z, more than 30 days before the id's date 2025-01-15",
        )
    ]
