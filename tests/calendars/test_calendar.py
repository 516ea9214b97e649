"""Calendars of planned work: whole bytes of a small one, and what becomes of work that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from generator.core.facts import Record
from generator.core.vocabulary import MaintenanceStatus
from tests.calendars.reading import calendars, events, lines, text_of
from tests.core.builders import at, component, config, incident, said, work

SCHEDULED, IN_PROGRESS, VERIFYING, COMPLETED = MaintenanceStatus
LATER = at("18 12:00")
HEAD = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//AllClear//AllClear//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "NAME:Example School: planned work",
    "X-WR-CALNAME:Example School: planned work",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
]
ANNOUNCED = said(
    "10:00", SCHEDULED, text="Search finds *nothing*, or little; be patient.\n\nSorry."
)


def test_a_small_calendar_to_the_byte() -> None:
    content = calendars([work(ANNOUNCED)], LATER)["maintenance.ics"]

    assert content.decode().split("\r\n") == [
        *HEAD,
        "BEGIN:VEVENT",
        "SUMMARY:A new index",
        "DTSTART:20250115T220000Z",
        "DTEND:20250116T020000Z",
        "DTSTAMP:20250115T100000Z",
        "UID:MNT-2025-01-15-001@status.school.example",
        "SEQUENCE:0",
        "CATEGORIES:Search",
        r"DESCRIPTION:Search finds nothing\, or little\; be patient.\nSorry.\nAffecte",
        r" d: Search.\nAll updates: https://status.school.example/incidents/MNT-2025-",
        " 01-15-001/",
        "LAST-MODIFIED:20250115T100000Z",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "URL:https://status.school.example/incidents/MNT-2025-01-15-001/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_part_has_a_calendar_of_the_work_that_touches_it_and_an_empty_one_without() -> None:
    made = calendars([work(ANNOUNCED)], LATER)

    assert list(made) == [
        "maintenance.ics",
        "components/scores/maintenance.ics",
        "components/search/maintenance.ics",
        "components/sign-in/maintenance.ics",
    ]
    assert events(made["components/search/maintenance.ics"]) == events(made["maintenance.ics"])
    name = "Example School: planned work on Scores"
    empty = [*HEAD[:5], f"NAME:{name}", f"X-WR-CALNAME:{name}", *HEAD[7:], "END:VCALENDAR"]
    assert lines(made["components/scores/maintenance.ics"]) == empty


def test_a_part_that_is_gone_keeps_its_calendar() -> None:
    site = config(component("search", retired=at("10:00").date()))
    assert len(events(calendars([work()], LATER, site)["components/search/maintenance.ics"])) == 1


def _told(record: Record, *names: str, as_of: datetime = LATER) -> tuple[str, ...]:
    (event,) = events(calendars([record], as_of)["maintenance.ics"])
    return tuple(event.get(name, "") for name in names)


STATE = ("DTSTART", "DTEND", "SEQUENCE", "STATUS", "LAST-MODIFIED")
AS_PLANNED = ("20250115T220000Z", "20250116T020000Z")


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        ((), (*AS_PLANNED, "0", "CONFIRMED", "20250115T000000Z")),
        (
            (said("12:00", scheduled_for=at("23:00")),),
            ("20250115T230000Z", AS_PLANNED[1], "1", "CONFIRMED", "20250115T120000Z"),
        ),
        (
            (said("12:00", scheduled_for=at("23:00")), said("13:00", scheduled_for=at("22:00"))),
            (*AS_PLANNED, "2", "CONFIRMED", "20250115T130000Z"),
        ),
        (
            (said("12:00", scheduled_until=at("16 03:00"), text="Longer."),),
            (AS_PLANNED[0], "20250116T030000Z", "1", "CONFIRMED", "20250115T120000Z"),
        ),
        (
            (said("12:00", cancelled=True),),
            (*AS_PLANNED, "1", "CANCELLED", "20250115T120000Z"),
        ),
        (
            (said("12:00", cancelled=True), said("13:00", SCHEDULED)),
            (*AS_PLANNED, "2", "CONFIRMED", "20250115T130000Z"),
        ),
        (
            (said("12:00", retracts="incident"),),
            (*AS_PLANNED, "1", "CANCELLED", "20250115T120000Z"),
        ),
        (
            (
                said("12:00", scheduled_for=at("23:00"), id="a"),
                said("13:00", retracts="a"),
            ),
            (*AS_PLANNED, "2", "CONFIRMED", "20250115T130000Z"),
        ),
        (
            (
                said("12:00", scheduled_for=at("23:00"), id="a"),
                said("13:00", amends="a", scheduled_for=at("23:30")),
            ),
            ("20250115T233000Z", AS_PLANNED[1], "2", "CONFIRMED", "20250115T130000Z"),
        ),
        (
            (
                said("12:00", text="Tyop.", id="a"),
                said("13:00", amends="a", text="Typo."),
            ),
            (*AS_PLANNED, "0", "CONFIRMED", "20250115T130000Z"),
        ),
        (
            (said("22:05", IN_PROGRESS), said("16 01:00", COMPLETED)),
            (*AS_PLANNED, "0", "CONFIRMED", "20250116T010000Z"),
        ),
    ],
)
def test_what_becomes_of_work_that_changes(updates, expected: tuple[str, ...]) -> None:
    assert _told(work(*updates, text="We plan."), *STATE) == expected


def test_the_clock_alone_changes_no_byte() -> None:
    record = work(ANNOUNCED)
    moments = ("12:00", "23:00", "16 03:00")
    assert len({calendars([record], at(each))["maintenance.ics"] for each in moments}) == 1


def test_withdrawn_work_stays_without_its_words() -> None:
    record = work(ANNOUNCED, said("12:00", retracts="incident"), title="The secret plan")

    assert _told(record, "UID", "SUMMARY", "STATUS", "CATEGORIES", "DESCRIPTION") == (
        "MNT-2025-01-15-001@status.school.example",
        r"Planned work\, withdrawn",
        "CANCELLED",
        "",
        r"This notice was withdrawn.\nAll updates: "
        "https://status.school.example/incidents/MNT-2025-01-15-001/",
    )


def test_a_window_whose_announcement_is_withdrawn_stays_as_called_off() -> None:
    record = work(
        said("11:00", SCHEDULED, id="a", scheduled_for=at("22:00"), scheduled_until=at("23:00")),
        said("12:00", retracts="a", text="That was the wrong system."),
        scheduled_for=None,
        scheduled_until=None,
    )
    told = ("20250115T220000Z", "20250115T230000Z", "1", "CANCELLED", "20250115T120000Z")
    assert _told(record, *STATE) == told
    assert _told(record, *STATE[:4], as_of=at("11:30")) == (*told[:2], "0", "CONFIRMED")


def test_work_announced_anew_after_its_window_waits_for_a_new_one() -> None:
    back = (said("12:00", cancelled=True), said("17 12:00", SCHEDULED, text="Some day."))
    again = said("18 09:00", scheduled_for=at("20 22:00"), scheduled_until=at("20 23:00"))

    assert _told(work(*back), *STATE[:4]) == (*AS_PLANNED, "1", "CANCELLED")
    assert _told(work(*back, again), *STATE[:4]) == (
        "20250120T220000Z",
        "20250120T230000Z",
        "2",
        "CONFIRMED",
    )


def test_work_called_off_says_so_first_and_no_longer_what_was_planned() -> None:
    silent = work(ANNOUNCED, said("12:00", cancelled=True))
    spoken = work(ANNOUNCED, said("12:00", cancelled=True, text="Our tests failed."))

    assert [text_of(*_told(each, "DESCRIPTION")).split("\n")[:-1] for each in (silent, spoken)] == [
        ["This work was called off.", "Affected: Search."],
        ["This work was called off.", "Our tests failed.", "Affected: Search."],
    ]


@pytest.mark.parametrize("until", [None, at("22:00"), at("21:00")])
def test_work_without_an_end_has_a_begin_alone_and_says_so(until: datetime | None) -> None:
    record = work(ANNOUNCED, scheduled_until=until)

    assert _told(record, "DTSTART", "DTEND", "DURATION") == ("20250115T220000Z", "", "")
    assert "No end was announced." in text_of(*_told(record, "DESCRIPTION")).split("\n")


def test_what_has_no_planned_begin_has_no_event() -> None:
    records = [work(ANNOUNCED, scheduled_for=None), incident(said("14:36"))]
    assert events(calendars(records, LATER)["maintenance.ics"]) == []


def test_work_of_the_past_is_dated_when_it_was() -> None:
    record = replace(work(text="We moved house."), backfilled=True)
    assert _told(record, *STATE[:2], "LAST-MODIFIED") == (*AS_PLANNED, "20250115T000000Z")


def test_a_part_without_an_entry_in_the_site_is_called_by_its_id() -> None:
    assert _told(work(components=("search", "old-one")), "CATEGORIES") == ("Search,old-one",)


def test_a_long_text_is_cut_at_a_words_end() -> None:
    record = work(said("10:00", SCHEDULED, text="word " * 1000))
    first = text_of(*_told(record, "DESCRIPTION")).split("\n")[0]
    assert (len(first), first[-6:]) == (1995, " word…")


def test_events_stand_in_order_of_time_whatever_order_records_come_in() -> None:
    early = work(id="MNT-2025-01-15-002", scheduled_for=at("20:00"))
    one, other = ([work(), early], [early, work()])
    assert calendars(one, LATER) == calendars(other, LATER)
    found = events(calendars(one, LATER)["maintenance.ics"])
    assert [each["DTSTART"] for each in found] == ["20250115T200000Z", "20250115T220000Z"]
