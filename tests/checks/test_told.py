"""What people were told: the vendor by name, durations that are true (R35, R142, X14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.clockwork.course import PublicSide
from generator.core.clockwork.typed_durations import find_durations, fits, list_lengths
from generator.core.facts import Edition, ImpactWindow, Record, Update
from generator.core.internal_facts import VendorLink
from generator.core.review_facts import Review, ReviewImpact
from generator.core.vocabulary import ComponentState, IncidentStatus, RecordKind
from tests.checks.builders import COMPLETED, DAY, FOLDER, PRINTED, at, codes, course, said

DETECTED = PRINTED[0]
SEV_2 = "14:25 SEV 2 @engineer"
REASON = "The release was out."
NEON = VendorLink(id="neon", role="confirmed")
LINK = "https://neonstatus.example.net"


def told(text: str = "", **changes: object) -> Record:
    first = Update(id="a", at=at("14:36"), status=IncidentStatus.INVESTIGATING, text=text)
    values: dict[str, object] = {
        "id": "INC-2025-01-15-001",
        "kind": RecordKind.INCIDENT,
        "date": DAY,
        "path": FOLDER,
        "updates": (first,),
    }
    return Record(**values | changes)  # type: ignore[arg-type]


def vendor(record: Record | None, link: VendorLink | None = NEON) -> list[tuple[str, str]]:
    return said(DETECTED, SEV_2, types=["third_party"], vendor=link, told=record)


def summary(text: str) -> Review:
    return Review(path=f"{FOLDER}/review.yml", executive_summary=text)


@pytest.mark.parametrize(
    "record",
    [
        told(f"Our database provider, [Neon]({LINK}), has trouble."),
        told("We look into it.", vendor="neon"),
        None,
    ],
)
def test_R35_visitors_are_told_whose_trouble_it_is(record: Record | None) -> None:
    assert vendor(record) == []


def test_R35_a_text_without_the_vendor_is_pointed_out() -> None:
    assert vendor(told("Payments are not possible.")) == [
        (
            "DUT009",
            "visitors read of this incident, and they are not told that it is trouble of Neon "
            "(S:269; R35)",
        )
    ]


def test_R142_the_status_page_is_linked_where_the_vendor_has_one() -> None:
    assert vendor(told("Our database provider Neon has trouble.")) == [
        (
            "DUT009",
            "visitors read of this incident, and Neon is named, and its status page "
            "https://neonstatus.example.net is not linked (S:269; R35)",
        )
    ]


def test_R35_a_vendor_that_is_ruled_out_is_not_named() -> None:
    assert vendor(told("We look into it."), replace(NEON, role="ruled_out")) == []


def test_R35_other_kinds_name_nobody() -> None:
    assert codes(DETECTED, SEV_2, types=["outage"], told=told("We look into it.")) == []


def test_X14_a_number_that_fits_no_length_is_flagged() -> None:
    review = summary("For 60 minutes students could not save scores.")
    assert said(*COMPLETED, review=review, resolution_override=REASON) == [
        (
            "DUT021",
            "'For 60 minutes' is more than a tenth off from every length the record knows "
            "(detection to resolution 43 min, detection to mitigation 27 min; X14)",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Scores were not saved for 43 minutes.",
        "Scores were not saved for about 45 min.",
        "Scores were not saved for 27 minutes.",
        "Scores were not saved for 28 minutes.",
        "It was watched for 15 minutes.",
        "Nobody noticed within 60 minutes.",
        "It was talked over in 60 minutes.",
        "Scores were not saved for a while.",
    ],
)
def test_X14_what_fits_or_speaks_of_something_else_is_left_alone(text: str) -> None:
    assert codes(*COMPLETED, review=summary(text), resolution_override=REASON) == []


def test_X14_impact_and_the_public_summary_are_looked_at() -> None:
    review = Review(
        path=f"{FOLDER}/review.yml",
        impact=ReviewImpact(users=(("students", "No scores for 2 hours."),)),
    )
    edition = Edition(number=1, published_at=at("17 14:00"), summary="No scores for 90 minutes.")
    record = told(editions=(replace(edition, path=f"{FOLDER}/postmortem.1.yml"),), vendor="neon")
    found = said(*COMPLETED, review=review, told=record, resolution_override=REASON)

    assert [code for code, _ in found] == ["DUT021", "DUT021"]
    assert "43" in found[0][1]
    assert "43" not in found[1][1]  # beside a public line nothing stands that only the log knows


def test_X14_impact_windows_are_lengths_too() -> None:
    down, slow = ComponentState.MAJOR_OUTAGE, ComponentState.DEGRADED_PERFORMANCE
    windows = (
        ImpactWindow("scores", down, at("14:22"), at("14:50")),
        ImpactWindow("scores", slow, at("14:50"), at("16:22")),
    )
    public = PublicSide("Scores", IncidentStatus.RESOLVED, windows=windows)
    lengths = list_lengths(course(*COMPLETED, public=public))

    assert lengths["scores degraded_performance"] == timedelta(minutes=92)
    assert lengths["impact on scores"] == lengths["impact in all"] == timedelta(hours=2)
    assert lengths["detection to resolution"] == timedelta(minutes=43)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("for 45 minutes", [45]),
        ("for nearly 45 min", [45]),
        ("for more than 1 hour", [60]),
        ("for 1 hour and 5 minutes", [65]),
        ("for 1.5 hours", [90]),
        ("for 2h", [120]),
        ("for 5 more minutes", []),
        ("for 45 students", []),
        ("for 10 minnows", []),
    ],
)
def test_X14_phrases_are_read(text: str, minutes: list[int]) -> None:
    found = [each.length for each in find_durations(text)]
    assert found == [timedelta(minutes=each) for each in minutes]


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_X14_a_tenth_off_fits_and_more_does_not(typed: int, known: int) -> None:
    is_near = fits(timedelta(minutes=typed), [timedelta(minutes=known)])
    assert is_near == (abs(typed - known) * 10 <= known)


@given(st.text(max_size=200))
def test_X14_any_text_can_be_read(text: str) -> None:
    assert all(each.length >= timedelta(0) for each in find_durations(text))


@pytest.mark.parametrize(
    ("who", "found"),
    [
        ("@incident-commander", ["DUT025"]),
        ("@engineer", ["DUT025"]),
        ("@anna", []),
        ("@admin", []),
        ("@sysadmin", []),
        ("@nobody-knows", []),
        ("", []),
    ],
)
@pytest.mark.parametrize("audience", ["subscribers", "all-subscribers"])
def test_R163_who_may_mail_subscribers(audience: str, who: str, found: list[str]) -> None:
    log = (DETECTED, SEV_2, "14:40 COMMS @anna", f"15:20 NOTIFIED {audience} via email {who}")
    assert [code for code in codes(*log) if code == "DUT025"] == found


def test_R163_other_mails_and_other_channels_are_for_everybody() -> None:
    log = (
        DETECTED, SEV_2, "15:20 NOTIFIED executives via email @engineer",
        "15:21 NOTIFIED subscribers via in-app @engineer",
    )  # fmt: skip
    assert "DUT025" not in codes(*log)
