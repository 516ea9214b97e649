"""The one maker of the public site: what stands where, in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.core.digest import summarise
from generator.core.facts import Damage
from generator.core.publication import create_site, wanted
from generator.core.views import PageState
from generator.core.vocabulary import Indicator, MaintenanceStatus
from tests.core.builders import (
    DOWN,
    FINE,
    IDENTIFIED,
    INVESTIGATING,
    PARTLY,
    RESOLVED,
    SLOW,
    WORK,
    at,
    component,
    config,
    incident,
    publish,
    said,
    show,
    work,
)


def _incident(day: int, number: int = 1, *, parts=None, end: str | None = "15:00", **fields):
    """Return an incident of *day* at 14:00, over at *end*."""
    updates = [
        said(f"{day} 14:00", INVESTIGATING, components=tuple((parts or {"scores": DOWN}).items()))
    ]
    if end:
        updates.append(said(f"{day} {end}", RESOLVED))
    values = {"id": f"INC-2025-01-{day:02}-{number:03}", "date": date(2025, 1, day)}
    return incident(*updates, **values | fields)


# --- the page's state ---------------------------------------------------------------------------


def test_a_quiet_page_as_a_whole_state() -> None:
    site = publish([], "12:00")

    assert site.state == PageState(
        is_known=True,
        state=FINE,
        has_open_incident=False,
        indicator=Indicator.NONE,
        description="All Systems Operational",
        broken=(),
        in_maintenance=(),
        working=3,
        total=3,
        lead=None,
    )
    assert (site.entry_count, site.last_update_at, site.last_trouble_day) == (0, None, None)
    assert (site.months, site.recent, site.postmortems) == ((), (), ())


def test_a_busy_page_as_a_whole_state() -> None:
    records = [
        _incident(15, 1, parts={"scores": SLOW}, end=None),
        _incident(15, 2, parts={"search": DOWN}, end=None),
        work(components=("sign-in",), scheduled_for=at("13:00")),
    ]

    assert publish(records, "15:00").state == PageState(
        is_known=True,
        state=DOWN,
        has_open_incident=True,
        indicator=Indicator.MAJOR,
        description="Partial System Outage",
        broken=(("search", DOWN), ("scores", SLOW)),
        in_maintenance=("sign-in",),
        working=0,
        total=3,
        lead="INC-2025-01-15-002",
    )


def test_all_is_never_well_while_an_incident_is_open() -> None:
    site = publish([incident(said("14:00", IDENTIFIED, text="A warning."))], "15:00")

    assert (site.state.state, site.state.indicator, site.state.has_open_incident) == (
        FINE,
        Indicator.NONE,
        True,
    )
    assert site.state.lead == "INC-2025-01-15-001"


def test_a_part_that_is_retired_no_longer_counts() -> None:
    site = config(component("scores"), component("old", retired=date(2025, 1, 15)))
    record = incident(said("14 14:00", old=DOWN, scores=SLOW))

    before = publish([record], "14 15:00", site)
    after = publish([record], "15 15:00", site)
    assert (before.state.total, before.state.state) == (2, DOWN)
    assert (after.state.total, after.state.state, after.state.broken) == (
        1,
        SLOW,
        (("scores", SLOW),),
    )
    assert [view.is_retired for view in after.components] == [False, True]


def test_unreadable_is_at_least_major_and_never_better_than_what_can_be_read() -> None:
    lost = incident(title=None, damage=(Damage(path="x"),), id="INC-2025-01-15-009")
    one_part = config(component("scores"))

    assert publish([lost], "15:00", one_part).state.indicator is Indicator.MAJOR
    down = publish([lost, _incident(15, end=None)], "15:00", one_part)
    assert (down.state.indicator, down.state.description) == (
        Indicator.CRITICAL,
        "Major System Outage",
    )
    partly = publish([lost, _incident(15, parts={"scores": PARTLY}, end=None)], "15:00")
    assert (partly.state.indicator, partly.state.description) == (
        Indicator.MAJOR,
        "Partial System Outage",
    )


# --- what stands where --------------------------------------------------------------------------


def test_open_incidents_come_worst_first_then_newest() -> None:
    records = [
        _incident(13, parts={"scores": SLOW}, end=None),
        _incident(14, parts={"scores": DOWN}, end=None),
        _incident(15, parts={"search": SLOW}, end=None),
        _incident(12, parts={"search": DOWN}, end=None),
    ]

    assert [view.id[4:14] for view in publish(records, "16 00:00").open] == [
        "2025-01-14",
        "2025-01-12",
        "2025-01-15",
        "2025-01-13",
    ]


def test_work_comes_soonest_first() -> None:
    records = [
        work(id=f"MNT-2025-01-15-00{number}", scheduled_for=at(f"{day} 22:00"),
             scheduled_until=at(f"{day} 23:00"))
        for number, day in ((1, 20), (2, 18), (3, 19))
    ]  # fmt: skip

    assert [view.id[-1] for view in publish(records, "16 00:00").upcoming] == ["2", "3", "1"]
    at_once = publish(records, "19 22:30")
    assert [view.id[-1] for view in at_once.active] == ["3"]
    assert [digest.id[-1] for digest in at_once.past_maintenance] == ["2"]


def test_the_last_fourteen_days_hold_what_is_over() -> None:
    records = [_incident(day) for day in (1, 2, 10, 15)] + [_incident(14, end=None)]
    site = publish(records, "15 18:00")

    assert (site.recent_days[0], site.recent_days[-1]) == (date(2025, 1, 2), date(2025, 1, 15))
    assert [digest.day.day for digest in site.recent] == [15, 10, 2]


def test_the_last_fourteen_days_hold_what_began_before_them_and_ended_in_them() -> None:
    records = [
        _long("2024-12-31", "5 23:59"),
        _long("2025-01-01", "6 00:01"),
        _long("2025-01-02", "15 11:00"),
    ]
    site = publish(records, "19 12:00")

    assert (site.recent_days[0], site.last_trouble_day) == (date(2025, 1, 6), date(2025, 1, 15))
    assert [(digest.id, digest.day.day) for digest in site.recent] == [
        ("INC-2025-01-02-001", 2),
        ("INC-2025-01-01-001", 1),
    ]


def _long(day: str, end: str):
    """Return an incident that began on *day* and lasted until *end*."""
    return incident(
        said(f"{day} 10:00", INVESTIGATING, scores=DOWN),
        said(end, RESOLVED),
        id=f"INC-{day}-001",
        date=date.fromisoformat(day),
    )


def test_what_named_no_part_or_went_on_elsewhere_is_recent_news_until_its_end() -> None:
    silent = incident(said("1 10:00", INVESTIGATING), said("15 11:00", RESOLVED))
    merged = incident(
        said("1 10:00", scores=DOWN),
        said("15 11:00", merged_into=silent.id),
        id="INC-2025-01-01-002",
    )
    site = publish([silent, merged], "19 12:00")

    assert [digest.id for digest in site.recent] == [merged.id, silent.id]


def test_work_that_began_before_the_last_fourteen_days_and_ended_in_them_is_recent_news() -> None:
    record = work(scheduled_for=at("2 22:00"), scheduled_until=at("6 02:00"))

    assert [digest.id for digest in publish([record], "19 12:00").recent] == [record.id]
    assert publish([record], "20 12:00").recent == ()


def test_history_lists_months_newest_first_and_within_them_too() -> None:
    records = [_incident(3), _incident(10, 1), _incident(10, 2)]
    records += [
        incident(
            said("2024-12-31 23:30", scores=DOWN),
            said("2025-01-01 00:30", RESOLVED),
            id="INC-2024-12-31-001",
            date=date(2024, 12, 31),
        )
    ]

    def months(zone: str) -> list[tuple[str, list[str]]]:
        site = publish(records, "15 18:00", config(zone=zone))
        return [(each.month, [digest.id for digest in each.digests]) for each in site.months]

    january = ["INC-2025-01-10-001", "INC-2025-01-10-002", "INC-2025-01-03-001"]
    assert months("UTC") == [("2025-01", january), ("2024-12", ["INC-2024-12-31-001"])]
    assert months("Europe/Berlin") == [("2025-01", [*january, "INC-2024-12-31-001"])]


def test_planned_work_joins_history_on_its_day() -> None:
    record = work(scheduled_for=at("2025-02-03 22:00"), scheduled_until=at("2025-02-03 23:00"))

    def months(moment: str) -> list[str]:
        return [each.month for each in publish([record], moment).months]

    assert months("20 00:00") == []
    assert months("2025-02-02 23:59") == []
    assert months("2025-02-03 00:00") == ["2025-02"]


def test_work_called_off_long_before_its_day_is_recent_news() -> None:
    record = work(
        said("16 09:00", cancelled=True),
        scheduled_for=at("2025-03-03 22:00"),
        scheduled_until=at("2025-03-03 23:00"),
    )
    site = publish([record], "17 00:00")

    assert [digest.id for digest in site.recent] == [record.id]
    assert [each.month for each in site.months] == ["2025-01"]


def test_a_parts_incidents_come_newest_first_work_among_them() -> None:
    records = [
        _incident(3),
        work(
            said("5 22:00", MaintenanceStatus.IN_PROGRESS),
            said("5 23:00", MaintenanceStatus.COMPLETED),
            components=("scores",),
            id="MNT-2025-01-01-001",
        ),
        _incident(10),
        _incident(12, parts={"search": DOWN}),
    ]

    assert publish(records, "12 18:00").components[0].incidents == (
        "INC-2025-01-10-001",
        "MNT-2025-01-01-001",
        "INC-2025-01-03-001",
    )


def test_trouble_was_last_on_the_day_it_ended() -> None:
    long = incident(
        said("3 14:00", scores=DOWN), said("9 10:00", RESOLVED), id="INC-2025-01-03-001"
    )
    merged = incident(
        said("11 14:00", scores=DOWN),
        said("11 15:00", merged_into="INC-2025-01-03-001"),
        id="INC-2025-01-11-001",
    )
    gone = incident(
        said("12 14:00", scores=DOWN),
        said("12 15:00", retracts="incident"),
        id="INC-2025-01-12-001",
    )
    site = publish([long, _incident(5), merged, gone, work(), _incident(14, end=None)], "16 09:00")

    assert site.last_trouble_day == date(2025, 1, 9)


def test_counts_and_last_update() -> None:
    silent = said("15 16:00", notify=False, text="Typo.")
    site = publish([_incident(3), incident(said("14:00", scores=DOWN), silent)], "16 00:00")

    assert (site.entry_count, site.last_update_at) == (4, at("16:00"))


def test_an_update_dated_far_ahead_is_not_the_last_update() -> None:
    record = incident(said("14:00", scores=DOWN), said("2030-01-01 00:00", text="Early."))

    assert publish([record], "15:00", replay=False).last_update_at == at("14:00")


@pytest.mark.parametrize("step", [1, -1])
def test_the_order_of_records_does_not_matter(step: int) -> None:
    records = [_incident(3), _incident(10, 1), _incident(10, 2), work()]
    site = publish(records[::step], "15 23:00")

    assert site == publish(records, "15 23:00")
    assert list(site.digests) == [
        "MNT-2025-01-15-001",
        "INC-2025-01-10-001",
        "INC-2025-01-10-002",
        "INC-2025-01-03-001",
    ]


def test_only_open_and_unreadable_records_are_asked_for_in_full() -> None:
    site, moment = config(), at("15 23:00")
    lost = incident(title=None, damage=(Damage(path="x"),), id="INC-2025-01-15-009")
    records = [_incident(3), _incident(15, end=None), work(), lost]
    views = [show(record, moment) for record in records]
    digests = [summarise(view, site) for view in views]

    names = wanted(digests, site, moment)
    assert names == {"INC-2025-01-15-001", "MNT-2025-01-15-001", "INC-2025-01-15-009"}
    full = {view.id: view for view in views if view.id in names}
    assert create_site(digests, full, site, moment, inputs_hash="h").inputs_hash == "h"


def test_a_record_on_a_part_unknown_to_the_site_breaks_nothing() -> None:
    site = publish([_incident(15, parts={"gone": DOWN}, end=None)], "15:00")

    assert (site.state.state, site.state.has_open_incident) == (FINE, True)
    assert replace(site.state, lead=None).broken == ()
    assert site.open[0].state is DOWN


def test_work_on_every_part_is_maintenance() -> None:
    site = publish([work(components=("scores", "search", "sign-in"))], "23:00")

    assert (site.state.state, site.state.indicator, site.state.working) == (
        WORK,
        Indicator.MAINTENANCE,
        0,
    )
