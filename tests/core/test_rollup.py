"""The roll-up of Statuspage, its whole table (interop §1.4), and the impact that follows."""

from __future__ import annotations

import inspect
from itertools import product

import pytest

from generator.core.rollup import impact_of, page_status
from generator.core.vocabulary import ComponentState, Impact, Indicator, badness, worst
from tests.core.builders import DOWN, FINE, PARTLY, SLOW, WORK

TABLE = [
    ([FINE, FINE], Indicator.NONE, "All Systems Operational"),
    ([FINE, WORK], Indicator.MAINTENANCE, "Service Under Maintenance"),
    ([WORK, WORK], Indicator.MAINTENANCE, "Service Under Maintenance"),
    ([FINE, SLOW, WORK], Indicator.MINOR, "Partially Degraded Service"),
    ([SLOW, SLOW], Indicator.MINOR, "Partially Degraded Service"),
    ([FINE, PARTLY], Indicator.MINOR, "Minor Service Outage"),
    ([PARTLY, SLOW, WORK], Indicator.MINOR, "Minor Service Outage"),
    ([PARTLY, PARTLY], Indicator.MAJOR, "Partial System Outage"),
    ([FINE, DOWN], Indicator.MAJOR, "Partial System Outage"),
    ([DOWN, PARTLY], Indicator.MAJOR, "Partial System Outage"),
    ([DOWN, DOWN], Indicator.CRITICAL, "Major System Outage"),
    ([DOWN], Indicator.CRITICAL, "Major System Outage"),
    ([PARTLY], Indicator.MAJOR, "Partial System Outage"),
    ([], Indicator.NONE, "All Systems Operational"),
]


@pytest.mark.parametrize(("states", "indicator", "description"), TABLE)
def test_the_table(states, indicator: Indicator, description: str) -> None:
    assert page_status(states) == (indicator, description)
    assert page_status([str(state) for state in states]) == (indicator, description)


def test_the_highest_proportions_ever_recorded_are_not_all() -> None:
    assert page_status([PARTLY] * 92 + [FINE] * 8) == (Indicator.MINOR, "Minor Service Outage")
    assert page_status([DOWN] * 92 + [FINE] * 8) == (Indicator.MAJOR, "Partial System Outage")


def test_every_set_of_three_parts_follows_the_precedence() -> None:
    order = list(Indicator)
    for states in product(ComponentState, repeat=3):
        indicator, description = page_status(states)
        for place in range(3):
            better = [FINE if at == place else state for at, state in enumerate(states)]
            assert order.index(page_status(better)[0]) <= order.index(indicator)
        assert page_status(reversed(states)) == (indicator, description)


def test_every_combination_of_up_to_five_components() -> None:
    """Against the recorded table, row by row."""
    count = 0
    for number in range(6):
        for states in product(ComponentState, repeat=number):
            have = {state: states.count(state) for state in ComponentState}
            if have[DOWN] and have[DOWN] == number:
                wanted = (Indicator.CRITICAL, "Major System Outage")
            elif have[DOWN] or (have[PARTLY] and have[PARTLY] == number):
                wanted = (Indicator.MAJOR, "Partial System Outage")
            elif have[PARTLY]:
                wanted = (Indicator.MINOR, "Minor Service Outage")
            elif have[SLOW]:
                wanted = (Indicator.MINOR, "Partially Degraded Service")
            elif have[WORK]:
                wanted = (Indicator.MAINTENANCE, "Service Under Maintenance")
            else:
                wanted = (Indicator.NONE, "All Systems Operational")
            assert page_status(states) == wanted, states
            count += 1
    assert count == 3906


def test_a_word_that_is_no_state_is_refused() -> None:
    with pytest.raises(ValueError, match="broken"):
        page_status(["broken"])


def test_its_signature_stays() -> None:
    assert list(inspect.signature(page_status).parameters) == ["states"]


def test_impact_follows_from_the_worst_state() -> None:
    assert {state: impact_of(state) for state in ComponentState} == {
        FINE: Impact.NONE,
        WORK: Impact.NONE,
        SLOW: Impact.MINOR,
        PARTLY: Impact.MAJOR,
        DOWN: Impact.CRITICAL,
    }


def test_states_rank_as_the_outside_ranks_them() -> None:
    assert [badness(state) for state in (FINE, WORK, SLOW, PARTLY, DOWN)] == [0, 1, 2, 3, 4]
    assert worst([]) is FINE
    assert worst([SLOW, DOWN, WORK]) is DOWN
