"""What holds for every set of incidents."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.core.clockwork.course import Course, Cycle
from generator.core.telemetry.figure_cases import Case, weigh
from generator.core.telemetry.metrics import measure_incident
from generator.core.telemetry.periods import Period, parse_period
from generator.core.telemetry.statistics import sum_up
from tests.figures.builders import LATER, at, fx1, incident, second, shipped, third

JANUARY = parse_period("2025-01") or Period(2025, 1, 1)
_steps = st.lists(st.integers(0, 200_000), min_size=4, max_size=10)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Return an incident with all its moments, in order, reopened up to three times."""
    moments = [at("00:00")]
    for step in draw(_steps):
        moments.append(moments[-1] + timedelta(seconds=step))
    detected, acknowledged, *rest = moments
    rest = rest[: 2 + (len(rest) - 2) // 3 * 3]
    cycles = [Cycle(detected, rest[0], rest[1])]
    cycles += [Cycle(*rest[index : index + 3]) for index in range(2, len(rest), 3)]
    bare = fx1(draw(st.none()), severity=draw(st.sampled_from((None, 1, 2, 3, 4))))
    return bare._replace(
        detected_at=detected, acknowledged_at=acknowledged, cycles=tuple(cycles)
    )  # fmt: skip


@given(courses())
def test_R145_the_three_stages_are_the_whole_reopened_or_not(course: Course) -> None:
    metrics = measure_incident(course)
    stages = (metrics.time_to_acknowledge, metrics.time_to_mitigate, metrics.time_to_resolve)

    lengths = [length for length in stages if length is not None]
    assert len(lengths) == 3
    assert sum(lengths, timedelta()) == metrics.total_duration


CASES = [
    weigh(course, shipped(), LATER)
    for course in (
        fx1(), second(), third(), fx1(outcome="duplicate"), fx1(is_backfilled=True),
        incident("10:00 DETECTED", "10:20 ACK @ann", severity=1),
        incident("10:00 DETECTED", "11:00 RESOLVED", day="2024-12-03"),
    )
]  # fmt: skip
UNDECIDED = weigh(incident("10:00 DETECTED", severity=1), shipped(), at("10:02"))


@given(st.lists(st.sampled_from(CASES)), st.randoms())
def test_the_order_of_incidents_does_not_matter(cases: list[Case], random: object) -> None:
    shuffled = list(cases)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    rules = shipped().figures

    assert sum_up(JANUARY, shuffled, rules) == sum_up(JANUARY, cases, rules)


@given(st.lists(st.sampled_from(CASES)), st.integers(1, 5))
def test_R154_X28_an_undecided_one_never_changes_the_share(cases: list[Case], more: int) -> None:
    rules = shipped().figures

    before = sum_up(JANUARY, cases, rules)
    after = sum_up(JANUARY, [*cases, *[UNDECIDED] * more], rules)

    assert after.statistics.sla_compliance_rate == before.statistics.sla_compliance_rate
    assert after.undecided == before.undecided + more


@given(st.lists(st.sampled_from(CASES)))
def test_every_incident_of_the_period_is_in_exactly_one_count(cases: list[Case]) -> None:
    reading = sum_up(JANUARY, cases, shipped().figures)
    total = reading.statistics.total_incidents

    assert sum(reading.statistics[2:6]) + reading.unset == total
    assert reading.met + reading.missed + reading.undecided + reading.not_judged == total
