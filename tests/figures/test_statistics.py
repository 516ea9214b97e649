"""The figures of a period: the FX-set of the requirements, to the last digit (R151 to R160)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from generator.core.clockwork.course import Course
from generator.core.clockwork.policy_tables import FigureRules
from generator.core.internal_facts import Affected, RootCause
from generator.core.telemetry.figure_cases import weigh
from generator.core.telemetry.figure_sheets import PeriodSheet
from generator.core.telemetry.figures import Spread
from generator.core.telemetry.periods import month_of, parse_period, quarter_of
from generator.core.telemetry.statistics import (
    IncidentStatistics,
    StatisticsReading,
    sum_up,
    sum_up_all,
)
from generator.reporting.figures_json import describe_beside_period, describe_statistics
from generator.reporting.figures_period_text import format_period
from tests.figures.builders import (
    LATER,
    at,
    december,
    fx1,
    fx_set,
    incident,
    second,
    shipped,
    third,
    told,
)

NAMES = (
    "period", "total_incidents", "severity_1_count", "severity_2_count", "severity_3_count",
    "severity_4_count", "mean_time_to_acknowledge", "mean_time_to_mitigate",
    "mean_time_to_resolve", "sla_compliance_rate", "total_user_impact_hours",
    "total_downtime_minutes", "top_root_causes", "month_over_month_change",
)  # fmt: skip
"""S:1343-1368, in the order of the document."""


def read(
    courses: list[Course], name: str = "2025-01", rules: FigureRules | None = None
) -> StatisticsReading:
    period = parse_period(name)
    assert period is not None
    cases = [weigh(course, shipped(), LATER) for course in courses]
    return sum_up(period, cases, rules or shipped().figures)


def tell(courses: list[Course], name: str = "2025-01") -> str:
    return format_period(PeriodSheet(LATER, read(courses, name), shipped()))


def test_R151_names_and_order_are_those_of_the_document() -> None:
    assert IncidentStatistics._fields == NAMES


def test_R151_the_month_of_the_fx_set_to_the_last_digit() -> None:
    assert describe_statistics(read(fx_set()).statistics) == {
        "period": "2025-01",
        "total_incidents": 3,
        "severity_1_count": 1,
        "severity_2_count": 2,
        "severity_3_count": 0,
        "severity_4_count": 0,
        "mean_time_to_acknowledge": 10.33,
        "mean_time_to_mitigate": 72.0,
        "mean_time_to_resolve": 42.0,
        "sla_compliance_rate": 66.7,
        "total_user_impact_hours": 818.33,
        "total_downtime_minutes": 27.0,
        "top_root_causes": [{"cause": "deployment", "count": 2}],
        "month_over_month_change": -25.0,
    }


def test_R151_a_quarter_is_compared_with_the_quarter_before() -> None:
    statistics = read(fx_set(), "2025-Q1").statistics

    assert (statistics.period, statistics.total_incidents) == ("2025-Q1", 3)
    assert statistics.month_over_month_change == -25


def test_R151_an_incident_counts_once_in_the_utc_month_of_its_detection() -> None:
    course = incident("23:50 DETECTED", "2025-02-03 10:00Z RESOLVED", day="2025-01-31")

    counts = [
        read([course], name).statistics.total_incidents
        for name in ("2024-12", "2025-01", "2025-02", "2025-Q1")
    ]
    assert counts == [0, 1, 0, 1]


def test_R152_incidents_are_counted_by_their_highest_severity() -> None:
    courses = [
        incident("10:00 DETECTED", "10:05 SEV 1 bad", severity=3),
        incident("10:00 DETECTED", "10:05 SEV 4 fine", severity=2, number=2),
        incident("10:00 DETECTED", number=3),
    ]

    reading = read(courses)

    assert reading.statistics[1:6] == (3, 1, 1, 0, 0)
    assert reading.unset == 1


def test_R153_means_stand_with_n_median_and_range() -> None:
    reading = read(fx_set())

    assert reading.acknowledge == Spread(
        3, Fraction(31, 3), Fraction(10), Fraction(1), Fraction(20)
    )
    assert reading.mitigate == Spread(3, Fraction(72), Fraction(90), Fraction(26), Fraction(100))
    assert reading.resolve == Spread(3, Fraction(42), Fraction(30), Fraction(16), Fraction(80))
    assert reading.in_all == Spread(3, Fraction(373, 3), Fraction(150), Fraction(43), Fraction(180))


def test_R153_a_mean_is_over_the_incidents_that_have_the_value() -> None:
    reading = read([second(), incident("10:00 DETECTED", number=2)])

    assert (reading.acknowledge.n, reading.acknowledge.mean) == (1, 10)
    assert read([incident("10:00 DETECTED")]).statistics.mean_time_to_acknowledge is None


def test_R153_the_median_of_an_even_number_lies_halfway() -> None:
    assert read([second(), third()]).acknowledge.median == 15


def test_R154_the_share_is_over_incidents_whose_verdict_is_known() -> None:
    called_off = incident("10:00 DETECTED", "10:02 CLOSED", severity=1, number=9)

    reading = read([*fx_set(), called_off])

    assert reading.statistics.sla_compliance_rate == Fraction(200, 3)
    assert (reading.met, reading.missed, reading.undecided) == (2, 1, 1)


def test_R154_without_any_verdict_there_is_no_share() -> None:
    course = fx1(is_backfilled=True)

    reading = read([course])

    assert reading.statistics.sla_compliance_rate is None
    assert (reading.met, reading.missed, reading.undecided, reading.not_judged) == (0, 0, 0, 1)


def test_R155_X25_user_impact_is_printed_both_ways() -> None:
    impact = describe_beside_period(PeriodSheet(LATER, read(fx_set()), shipped()))[
        "user_impact_hours"
    ]

    assert impact == {
        "rule": "to_resolved",
        "unfinished": 0,
        "by_rule": {"to_resolved": 818.33, "to_mitigated": 505.0, "impact_windows": 505.0},
    }


def test_R155_the_policy_chooses_how_it_is_measured() -> None:
    rules = replace(shipped().figures, user_impact="impact_windows")

    assert read(fx_set(), rules=rules).statistics.total_user_impact_hours == 505


def test_R155_unknown_users_are_counted_and_left_out() -> None:
    reading = read([*fx_set(), incident("10:00 DETECTED", "11:00 RESOLVED", number=9)])

    assert reading.unknown_users == 1
    assert reading.statistics.total_user_impact_hours == Fraction(2455, 3)


def test_R155_what_is_not_over_is_counted_and_left_out() -> None:
    reading = read([incident("10:00 DETECTED", severity=1, affected=Affected(users=9))])

    assert reading.impact["to_resolved"] == (0, 1)
    assert reading.downtime["impact_windows"] == (0, 1)


@pytest.mark.parametrize(("way", "minutes"), [("to_resolved", 43), ("to_mitigated", 27)])
def test_R156_downtime_is_that_of_severity_1_as_the_policy_measures_it(
    way: str, minutes: int
) -> None:
    rules = replace(shipped().figures, downtime=way)

    assert read(fx_set(), rules=rules).statistics.total_downtime_minutes == minutes


def test_X46_by_default_impact_windows_count_where_visitors_were_told_of_some() -> None:
    course = fx1(told(("major_outage", "14:22", "14:50")))

    assert read([course]).statistics.total_downtime_minutes == 28


def test_R157_X26_the_five_commonest_causes_equal_ones_by_their_names() -> None:
    causes = ["data", "code", "capacity", "config", "code", "security", "deployment", ""]
    courses = [
        incident("10:00 DETECTED", number=number, root_cause=RootCause(category=cause))
        for number, cause in enumerate(causes, 1)
    ]

    reading = read(courses)

    assert reading.statistics.top_root_causes == (
        ("code", 2), ("capacity", 1), ("config", 1), ("data", 1), ("deployment", 1),
    )  # fmt: skip
    assert reading.unknown_causes == 1


def test_R158_from_nothing_there_is_no_change() -> None:
    assert read(fx_set()[:3]).statistics.month_over_month_change is None
    assert "none, from 0" in tell(fx_set()[:3])


def test_R158_a_month_without_incidents_is_a_fall_to_nothing() -> None:
    statistics = read(december(), "2025-01").statistics

    assert (statistics.total_incidents, statistics.month_over_month_change) == (0, -100)


def test_R160_too_few_incidents_are_told_in_words_beside_the_mean() -> None:
    told_ = tell(fx_set())

    assert "mean 10.33, median 10.0, 1.0 to 20.0, n = 3: too few to compare" in told_
    five = [
        incident("10:00 DETECTED", "10:05 ACK @ann", number=number, severity=4)
        for number in range(1, 6)
    ]
    assert "mean 5.0, median 5.0, 5.0 to 5.0, n = 5\n" in tell(five)


def test_what_is_no_incident_of_its_own_is_left_out_and_counted() -> None:
    courses = [
        fx1(outcome="duplicate"),
        fx1(outcome="false_alarm"),
        fx1(told(merged_into="INC-2025-01-15-002")),
        second(),
    ]

    reading = read(courses)

    assert reading.statistics.total_incidents == 1
    assert reading.left_out == (("duplicate", 1), ("false_alarm", 1), ("merged", 1))
    assert "1 duplicate, 1 false alarm, 1 merged into another record" in tell(courses)


def test_a_record_without_any_time_is_in_no_figure() -> None:
    assert read([incident()]).statistics.total_incidents == 0


def test_R103_what_was_written_down_afterwards_counts_and_is_not_judged() -> None:
    reading = read([second(), third(), fx1(is_backfilled=True)])

    assert (reading.statistics.total_incidents, reading.backfilled) == (3, 1)
    assert (reading.met, reading.missed, reading.not_judged) == (1, 1, 1)
    assert reading.acknowledge.n == 3


def test_every_period_at_once_says_what_each_says_alone() -> None:
    courses = [*fx_set(), fx1(outcome="duplicate")]
    cases = [weigh(course, shipped(), LATER) for course in courses]

    found = sum_up_all(cases, shipped().figures)

    names = [each.period.name for each in found]
    assert sorted(names) == ["2024-12", "2024-Q4", "2025-01", "2025-Q1"]
    assert found == [sum_up(each.period, cases, shipped().figures) for each in found]


def test_X27_periods_are_named_as_the_document_names_them() -> None:
    for name in ("2025-01", "2025-12", "2025-Q1", "2025-Q4"):
        period = parse_period(name)
        assert period is not None
        assert (period.name, period.holds(period.start_at)) == (name, True)
        assert not period.holds(period.end_at)
    for wrong in ("2025", "2025-13", "2025-Q5", "2025-1", "01-2025", "1925-01", "2025-01-15", ""):
        assert parse_period(wrong) is None
    assert [month_of(at("10:00")).name, quarter_of(at("10:00")).name] == ["2025-01", "2025-Q1"]


def test_X27_the_period_before_january_lies_in_the_year_before() -> None:
    names = {}
    for name in ("2025-01", "2025-Q1", "2025-Q3", "2025-03"):
        period = parse_period(name)
        assert period is not None
        names[name] = (period.previous.name, period.title)

    assert names == {
        "2025-01": ("2024-12", "January 2025"),
        "2025-Q1": ("2024-Q4", "January to March 2025"),
        "2025-Q3": ("2025-Q2", "July to September 2025"),
        "2025-03": ("2025-02", "March 2025"),
    }
