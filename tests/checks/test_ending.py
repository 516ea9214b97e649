"""The end: stable for long enough, by whom, told alike, closed with all done (R86 to R101)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from generator.core.clockwork.course import PublicSide, Told
from generator.core.clockwork.duties import DutyTable
from generator.core.clockwork.expected_entries import missing_entries
from generator.core.clockwork.paperwork import is_recovered, missing_paperwork
from generator.core.codes import CODES
from generator.core.facts import ImpactWindow, Record, Update
from generator.core.internal_facts import (
    Affected,
    DataFacts,
    InternalRecord,
    PostmortemPlan,
    Resolution,
    RootCause,
)
from generator.core.vocabulary import ComponentState, DataLoss, IncidentStatus, RecordKind
from tests.checks.builders import (
    COMPLETED,
    DAY,
    FOLDER,
    LATER,
    PRINTED,
    at,
    codes,
    course,
    said,
    shipped,
)
from tests.reviews.builders import FINAL

DETECTED, ACK = PRINTED[0], PRINTED[1]
SEV_1, SEV_2, SEV_3 = (f"14:25 SEV {level} @engineer reason" for level in (1, 2, 3))
IC = "14:35 IC @incident-commander"
OVER = ("14:50 MITIGATED", "15:06 RESOLVED")
CLOSED = "2025-01-20 09:00 CLOSED"
MAILS = (
    "2025-01-15 16:00 NOTIFIED subscribers via email @pm-anna",
    "2025-01-15 17:00 NOTIFIED engineering, product via email @incident-commander",
)
REPORT: dict[str, object] = {
    "types": ["deployment_failure"],
    "affected": Affected(users=500),
    "resolution": Resolution(method="rollback"),
    "root_cause": RootCause(category="deployment"),
    "review": FINAL,
}


def missing(*log: str, public: PublicSide | None = None, **facts: object) -> tuple[str, ...]:
    course_ = course(*log, public=public, **facts)
    duties = DutyTable(shipped()).read(course_, LATER)
    return missing_paperwork(course_, shipped(), duties)


def lacking(*log: str, **facts: object) -> list[str]:
    return [each.name for each in missing_entries(course(*log, **facts), shipped())]


def told(happened_at: str | None, until: str = "") -> Record:
    window = ImpactWindow("scores", ComponentState.MAJOR_OUTAGE, at("14:22"), at(until or "14:50"))
    updates = (
        Update(id="a", at=at("14:36"), status=IncidentStatus.INVESTIGATING),
        Update(
            id="b",
            at=at("15:10"),
            status=IncidentStatus.RESOLVED,
            happened_at=at(happened_at) if happened_at else None,
            impact_windows=(window,) if until else None,
            path=f"{FOLDER}/public.yml",
        ),
    )
    return Record(
        id="INC-2025-01-15-001", kind=RecordKind.INCIDENT, date=DAY, path=FOLDER, updates=updates
    )


def test_R86_X16_the_documents_incident_was_resolved_after_16_minutes() -> None:
    assert said(*COMPLETED) == [("DUT014", "baseline for 16 min, policy 120 (S:670-673; R86, X16)")]
    assert CODES["DUT014"].severity == "warning"


def test_X16_resolved_at_16_50_it_would_have_been_long_enough() -> None:
    log = (DETECTED, ACK, SEV_1, IC, "14:50 MITIGATED")
    assert codes(*log, "16:49 RESOLVED") == ["DUT014"]
    assert codes(*log, "16:50 RESOLVED") == []


def test_X16_a_reason_is_answer_enough() -> None:
    assert codes(*COMPLETED, resolution_override="The release was out.") == []


def test_X16_severity_3_waits_for_nothing() -> None:
    assert codes(DETECTED, ACK, SEV_3, *OVER) == []


def test_X16_enforced_it_is_an_error_once_closed() -> None:
    policy = shipped()
    rule = replace(policy.resolve, baseline_for={3: timedelta(hours=2)}, is_enforced=True)
    policy = replace(policy, resolve=rule)
    log = (DETECTED, ACK, SEV_3, *OVER)
    assert codes(*log, policy=policy) == ["DUT014"]
    assert codes(*log, CLOSED, policy=policy) == ["DUT015"]
    assert CODES["DUT015"].severity == "error"


def test_R86_after_a_reopening_the_last_stretch_counts() -> None:
    log = (DETECTED, SEV_1, IC, *OVER, "15:20 REOPENED", "15:40 MITIGATED", "16:00 RESOLVED")
    assert said(*log) == [("DUT014", "baseline for 20 min, policy 120 (S:670-673; R86, X16)")]


@pytest.mark.parametrize(
    ("severity", "who", "found"),
    [
        (SEV_1, "incident-commander", []),
        (SEV_2, "admin", []),
        (SEV_1, "engineer", ["DUT016"]),
        (SEV_2, "engineer", ["DUT016"]),
        (SEV_3, "engineer", []),
        (SEV_3, "boss", ["DUT016"]),
    ],
)
def test_X42_who_may_declare_it_resolved(severity: str, who: str, found: list[str]) -> None:
    log = (DETECTED, ACK, severity, IC, "14:50 MITIGATED", f"16:50 RESOLVED @{who}")
    assert codes(*log) == found


def test_R88_a_whole_set_of_papers_lacks_nothing() -> None:
    assert missing(DETECTED, SEV_1, IC, *OVER, *MAILS, **REPORT) == ()


def test_R88_each_paper_is_named() -> None:
    public = PublicSide("Scores", IncidentStatus.MONITORING, (Told(at("14:52"), None),))
    data = DataFacts(loss=DataLoss.CONFIRMED)

    assert missing(DETECTED, SEV_1, IC, *OVER, public=public, data=data) == (
        "the public update that it is over",
        "the kind of incident ('types')",
        "who was affected ('affected')",
        "what ended it ('resolution')",
        "the root cause ('root_cause')",
        "'E-mail all subscribers that it is over'",
        "'Send the debrief to engineering and product'",
        "the post-mortem ('review.yml'), final or waived",
        "whether the data can be recovered ('data.recoverable')",
        "word to those whose data were lost",
    )


def test_R88_a_draft_is_no_final_post_mortem_and_a_waiver_is_enough() -> None:
    draft = replace(FINAL, status="draft")  # type: ignore[arg-type]
    log = (DETECTED, SEV_1, IC, *OVER, *MAILS)
    assert missing(*log, **REPORT | {"review": draft}) == (
        "the post-mortem is 'draft', not final or waived",
    )
    waived = {"review": None, "postmortem": PostmortemPlan(waived="told already")}
    assert missing(*log, **REPORT | waived) == ()


def test_R88_severity_3_has_no_report_and_no_mails() -> None:
    assert missing(DETECTED, SEV_3, *OVER) == ()


def test_R88_closed_with_paperwork_missing_is_a_warning() -> None:
    found = dict(said(DETECTED, SEV_2, IC, "14:50 MITIGATED", "16:50 RESOLVED", CLOSED))
    assert found["DUT017"].startswith("closed while paperwork is missing: the kind of incident")
    assert "DUT017" not in codes(DETECTED, SEV_2, IC, "14:50 MITIGATED", "16:50 RESOLVED")


def test_X10_a_quick_close_owes_no_paperwork() -> None:
    assert codes(DETECTED, SEV_2, "14:35 RESOLVED", CLOSED) == []


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (DataFacts(loss=DataLoss.CONFIRMED), ["DUT018"]),
        (DataFacts(loss=DataLoss.POSSIBLE), ["DUT018"]),
        (DataFacts(loss=DataLoss.CONFIRMED, recovered="0 of 200 sessions"), ["DUT018"]),
        (DataFacts(loss=DataLoss.CONFIRMED, recovered="200 of 200 sessions"), []),
        (DataFacts(loss=DataLoss.CONFIRMED, notified_at=at("16 09:00")), []),
        (DataFacts(loss=DataLoss.NONE), []),
    ],
)
def test_R92_closed_and_nobody_told_about_lost_data_is_an_error(
    data: DataFacts, found: list[str]
) -> None:
    log = (DETECTED, SEV_1, IC, "14:50 MITIGATED", "16:50 RESOLVED")
    assert [code for code in codes(*log, CLOSED, data=data) if code == "DUT018"] == found
    assert "DUT018" not in codes(*log, data=data)
    assert CODES["DUT018"].severity == "error"


@pytest.mark.parametrize(
    ("words", "is_whole"),
    [
        ("all of them", True),
        ("All 200 sessions", True),
        ("all but 3", False),
        ("200 of 200 sessions", True),
        ("198 of about 200", False),
        ("from the backup", False),
        ("", False),
    ],
)
def test_what_came_back_is_read_from_words(words: str, is_whole: bool) -> None:
    assert is_recovered(DataFacts(recovered=words)) is is_whole


@pytest.mark.parametrize(
    ("record", "found"),
    [
        (told("15:10"), ["DUT019"]),
        (told("15:06"), []),
        (told(None), []),
        (told(None, "15:06"), []),
        (told(None, "15:30"), ["DUT019"]),
    ],
)
def test_R99_log_and_page_say_one_end(record: Record, found: list[str]) -> None:
    assert codes(DETECTED, SEV_3, *OVER, told=record) == found
    assert CODES["DUT019"].severity == "error"


def test_R99_the_message_has_both_times() -> None:
    assert said(DETECTED, SEV_3, *OVER, told=told("15:10")) == [
        (
            "DUT019",
            "the log says RESOLVED at 2025-01-15 15:06Z, the update that resolves says "
            "2025-01-15 15:10Z (R99)",
        )
    ]


def test_R101_the_printed_timeline_lacks_two_entries() -> None:
    assert lacking(*PRINTED) == ["Communication Coordinator assigned", "executives notified"]


def test_R101_the_completed_record_lacks_nothing() -> None:
    assert lacking(*COMPLETED) == []


def test_R101_everything_that_an_empty_severity_1_lacks() -> None:
    assert lacking(DETECTED, SEV_1) == [
        "first public update",
        "Incident Commander assigned",
        "Communication Coordinator assigned",
        "decision",
        "executives notified",
        "mitigation",
        "verification",
        "resolution",
        "post-mortem scheduled",
    ]


@pytest.mark.parametrize(
    ("severity", "entries"),
    [
        (
            SEV_2,
            [
                "first public update",
                "Incident Commander assigned",
                "decision",
                "executives notified",
                "mitigation",
                "verification",
                "resolution",
                "post-mortem scheduled",
            ],
        ),
        (SEV_3, ["mitigation", "resolution"]),
        ("14:25 nobody knows how bad", ["severity set", "mitigation", "resolution"]),
    ],
)
def test_R101_a_lesser_incident_has_fewer(severity: str, entries: list[str]) -> None:
    assert lacking(DETECTED, severity) == entries


def test_R101_a_closed_timeline_with_gaps_is_a_warning() -> None:
    log = (DETECTED, SEV_3, "15:06 RESOLVED")
    assert said(*log, CLOSED) == [("DUT020", "the timeline lacks: mitigation (R101)")]
    assert codes(*log) == []


def test_R101_a_security_incident_is_not_expected_in_public() -> None:
    assert "first public update" not in lacking(DETECTED, SEV_1, types=["security"])


@pytest.mark.parametrize(
    "facts",
    [{"outcome": "duplicate"}, {"is_backfilled": True}],
)
def test_what_is_no_incident_of_its_own_owes_nothing_at_its_end(facts: dict[str, object]) -> None:
    assert codes(DETECTED, SEV_2, *OVER, CLOSED, **facts) == []


def test_a_merged_incident_owes_nothing_either() -> None:
    merged = "15:00 CLOSED merged into INC-2025-01-15-002"
    assert codes(DETECTED, SEV_2, merged) == []


def test_what_could_not_be_read_is_not_called_missing() -> None:
    assert InternalRecord.__dataclass_fields__["unread"]
    assert codes(DETECTED, SEV_3, "15:06 RESOLVED", CLOSED, unread=frozenset({"x"})) == []


def test_X44_a_deferral_without_a_reason_is_pointed_out() -> None:
    log = ("14:23 DETECTED x", "14:23 SEV 3", "14:24 ACK @engineer")
    assert "DUT024" in codes(*log, deferred_to="v2.6")
    assert "DUT024" not in codes(*log, deferred_to="v2.6", deferred_reason="a misprint")
