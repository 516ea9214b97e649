"""Rules over incidents: impact windows, merges, and what visitors would not see."""

from __future__ import annotations

import pytest

from generator.core.facts import Record
from generator.core.rules import Remark, find_rule_damage
from generator.core.vocabulary import BannerScope, Impact, IncidentStatus
from tests.rules.builders import (
    DOWN,
    FINE,
    FOLDER,
    PUBLIC,
    SLOW,
    at,
    check,
    codes,
    first,
    incident,
    resolved,
    stamp,
    update,
    window,
)

MONITORING, INVESTIGATING = IncidentStatus.MONITORING, IncidentStatus.INVESTIGATING


def _resolved_with(*windows: object, **changes: object) -> Record:
    return incident(first(), resolved(), impact_windows=windows, **changes)


@pytest.mark.parametrize(
    "header",
    [{"title": "x"}, {"impact": Impact.MAJOR}, {"banner": BannerScope.ALL}, {"vendor": "neon"}],
    ids=str,
)
def test_a_header_without_an_update_reaches_nobody(header: dict[str, object]) -> None:
    assert check(incident(**{"title": None, **header})) == [
        Remark(
            code="INC015",
            path=PUBLIC,
            message="this incident has no update, so visitors see nothing of it",
            fix="add an update under 'updates:', or delete the file until there is one",
        )
    ]


def test_a_folder_without_public_words_is_no_mistake() -> None:
    assert check(incident(title=None)) == []


def test_updates_that_may_only_be_unread_are_not_missed() -> None:
    assert check(incident(), unread=[PUBLIC]) == []


def test_the_address_of_a_company_needs_its_name() -> None:
    address = "https://status.example.net/1"
    record = incident(first(), vendor_url=address)
    assert [(each.code, each.field, each.value) for each in check(record)] == [
        ("INC019", ("vendor_url",), address)
    ]
    assert codes(incident(first(), vendor_url=address, vendor="neon")) == []


@pytest.mark.parametrize("end", ["14:22", "14:10"])
def test_a_window_ends_after_its_start(end: str) -> None:
    record = _resolved_with(window("14:20", "14:22"), window("14:22", end, "games"))
    assert check(record) == [
        Remark(
            code="INC009",
            path=PUBLIC,
            field=("impact_windows", 1, "to"),
            message=f"the window ends at 2025-01-15 {end}Z, not after its start 2025-01-15 14:22Z",
            fix="correct 'from' or 'to'; write the date as well where the window passes midnight",
            value=f"2025-01-15 {end}Z",
        )
    ]
    assert [each.path for each in find_rule_damage(check(record))] == [PUBLIC]


def test_windows_of_one_part_do_not_overlap() -> None:
    record = _resolved_with(
        window("14:22", "14:50"),
        window("14:49", "15:06", state=SLOW),
        window("14:22", "15:00", "games"),
    )
    assert check(record) == [
        Remark(
            code="INC010",
            path=PUBLIC,
            field=("impact_windows", 1, "from"),
            message="two windows of 'scores' overlap: from 2025-01-15 14:22Z to 2025-01-15 14:50Z "
            "and from 2025-01-15 14:49Z to 2025-01-15 15:06Z",
            fix="let one end where the other begins; where they overlap the worse state counts",
            value="2025-01-15 14:49Z",
        )
    ]


def test_windows_may_touch_in_any_order() -> None:
    record = _resolved_with(window("14:50", "15:06", state=SLOW), window("14:22", "14:50"))
    assert check(record) == []


def test_the_windows_of_the_newest_update_are_the_ones_that_count() -> None:
    wrong, right = (window("14:50", "14:22"),), (window("14:22", "14:50"),)
    assert codes(incident(first(), resolved(impact_windows=right), impact_windows=wrong)) == []
    record = incident(first(), resolved(impact_windows=wrong), impact_windows=right)
    assert [(each.code, each.line, each.field) for each in check(record)] == [
        ("INC009", 9, ("impact_windows", 0, "to"))
    ]


def test_windows_given_by_an_amendment_are_pointed_out_where_they_stand() -> None:
    last = resolved()
    amendment = update(
        "16:00",
        line=1,
        path=f"{FOLDER}/updates/x.yml",
        amends=last.id,
        impact_windows=(window("14:50", "14:22"),),
    )
    record = incident(first(), last, amendment)
    assert [(each.code, each.path, each.line) for each in check(record)] == [
        ("INC009", f"{FOLDER}/updates/x.yml", 1)
    ]


def test_a_window_ends_before_visitors_are_told_that_it_is_over() -> None:
    record = _resolved_with(window("14:22", "15:11"))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        (
            "INC016",
            ("impact_windows", 0, "to"),
            "the window ends at 2025-01-15 15:11Z, later than the update of 2025-01-15 15:10Z "
            "that says it was resolved",
        )
    ]
    assert check(_resolved_with(window("14:22", "15:10"))) == []


def test_a_reopened_incident_is_over_at_its_second_end() -> None:
    again = update("16:00", line=12, status=INVESTIGATING, components=(("scores", DOWN),))
    end = update("17:00", line=15, status=IncidentStatus.RESOLVED)
    record = incident(first(), resolved(), again, end, impact_windows=(window("14:22", "16:55"),))
    assert check(record) == []


def test_a_window_does_not_begin_a_month_before_its_incident() -> None:
    old = window("14:22", "14:50")._replace(start=at("14:22", year=2024))
    assert [(each.code, each.field) for each in check(_resolved_with(old))] == [
        ("INC016", ("impact_windows", 0, "from"))
    ]


def test_a_part_in_trouble_has_a_window_once_it_is_over() -> None:
    record = _resolved_with(window("14:22", "14:50", "games"))
    assert [(each.code, each.field, each.message) for each in check(record)] == [
        (
            "INC017",
            ("impact_windows",),
            "no window is of 'scores', though updates said it was in trouble",
        )
    ]
    assert codes(_resolved_with()) == ["INC017"]
    assert codes(_resolved_with(window("14:22", "14:50", "scores", FINE))) == []
    assert codes(incident(first(), impact_windows=(window("14:22", "14:50", "games"),))) == []


def test_a_state_after_the_end_does_not_count() -> None:
    late = update("16:00", line=12, components=(("scores", SLOW), ("games", FINE)))
    assert check(incident(first(), resolved(), late)) == [
        Remark(
            code="INC014",
            path=PUBLIC,
            line=12,
            field=("components", "scores"),
            message="the incident is resolved, so 'degraded_performance' of 'scores' does not "
            "count",
            fix="write 'status: investigating' in this update if it is not over, or leave the "
            "part out",
            value="degraded_performance",
        )
    ]


def test_resolving_and_naming_trouble_at_once_contradict_each_other() -> None:
    assert codes(incident(first(), resolved(components=(("scores", SLOW),)))) == ["INC014"]
    assert codes(incident(first(), resolved(components=(("scores", FINE),)))) == []


def test_reopening_makes_states_count_again() -> None:
    again = update("16:00", status=INVESTIGATING, components=(("scores", SLOW),))
    assert codes(incident(first(), resolved(), again)) == []


def test_trouble_told_after_a_withdrawal_or_a_merge_is_not_heard() -> None:
    for end, fix in (
        ({"retracts": "incident"}, "retract the withdrawal first, or begin a new incident"),
        ({"merged_into": "INC-2025-01-15-002"}, "write it in the incident that goes on"),
    ):
        record = incident(
            first(),
            update("14:40", line=6, **end),
            update("14:52", line=9, status=MONITORING),
            update("15:00", line=12, text="Thank you for waiting."),
        )
        assert [(each.code, each.line, each.fix) for each in check(record)] == [("INC022", 9, fix)]


@pytest.mark.parametrize(
    ("target", "message", "fix"),
    [
        (
            "INC-2025-01-15-001",
            "the incident is merged into itself",
            "name the incident that goes on",
        ),
        (
            "MNT-2025-01-15-001",
            "'MNT-2025-01-15-001' is no incident",
            "name the incident that goes on; planned work cannot take its place",
        ),
    ],
)
def test_a_merge_leads_to_another_incident(target: str, message: str, fix: str) -> None:
    record = incident(first(), update("14:52", line=8, merged_into=target))
    assert check(record) == [
        Remark(
            code="INC011",
            path=PUBLIC,
            line=8,
            field=("merged_into",),
            message=message,
            fix=fix,
            value=target,
        )
    ]


def test_amended_fields_count_at_the_time_of_their_target() -> None:
    target = stamp(at("15:10"))
    record = incident(
        first(),
        update("15:10", line=9, text="It is over."),
        update("15:20", line=12, components=(("scores", SLOW),)),
        update("15:30", line=15, amends=target, status=IncidentStatus.RESOLVED),
    )
    assert [(each.code, each.line) for each in check(record)] == [("INC014", 12)]


def test_a_part_that_never_was_in_trouble_needs_no_window() -> None:
    fine = first(components=(("scores", DOWN), ("games", FINE)))
    record = incident(fine, resolved(), impact_windows=(window("14:22", "14:50"),))
    assert codes(record) == []
