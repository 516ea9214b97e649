"""Where merges lead: somewhere, or nowhere, which only all records together can tell."""

from __future__ import annotations

import pytest

from generator.core.merges import DeadEnd, check_dead_end, find_dead_ends, find_merge
from generator.core.rules import Remark, hold
from tests.rules.builders import NOW, PUBLIC, check, first, incident, update

ONE, TWO, THREE, FOUR, NINE = (f"INC-2025-01-15-00{n}" for n in (1, 2, 3, 4, 9))
CIRCLE = "retract one of the merges, so that one incident goes on"


def dead_ends(merges: dict[str, str], *, unseen: str = "", withdrawn: str = "") -> dict[str, str]:
    known = {ONE, TWO, THREE, FOUR}
    found = find_dead_ends(
        merges, known=known, visible=known - {unseen}, withdrawn={withdrawn} - {""}
    )
    return {id_: f"{message} | {fix}" for id_, (message, fix) in found.items()}


def test_a_merge_into_an_incident_that_goes_on_is_no_dead_end() -> None:
    assert dead_ends({ONE: TWO, TWO: THREE}) == {}


def test_merges_that_lead_back_are_found_at_each_incident_and_at_those_that_lead_there() -> None:
    assert dead_ends({ONE: TWO, TWO: THREE, THREE: TWO}) == {
        ONE: f"the merges lead in a circle: {TWO} to {THREE} to {TWO} | {CIRCLE}",
        TWO: f"the merges lead in a circle: {TWO} to {THREE} to {TWO} | {CIRCLE}",
        THREE: f"the merges lead in a circle: {THREE} to {TWO} to {THREE} | {CIRCLE}",
    }


def test_nothing_goes_on_in_a_withdrawn_incident() -> None:
    told = f"'{THREE}' was withdrawn, so nothing goes on there"
    fix = "name an incident that goes on, or retract the merge"
    assert dead_ends({ONE: TWO, TWO: THREE}, withdrawn=THREE) == {
        ONE: f"{told} | {fix}",
        TWO: f"{told} | {fix}",
    }


def test_nothing_goes_on_where_visitors_see_nothing() -> None:
    assert dead_ends({ONE: TWO}, unseen=TWO) == {
        ONE: f"visitors see nothing of '{TWO}' | "
        "publish an update there first, or name another incident"
    }


def test_a_record_that_is_not_there_may_be_another_but_never_the_merged_one() -> None:
    assert dead_ends({FOUR: NINE}) == {FOUR: f"there is no record '{NINE}' | write '{THREE}'"}
    known = {ONE, "MNT-2025-01-15-009"}
    found = find_dead_ends({ONE: NINE}, known=known, visible=known, withdrawn=())
    assert found == {
        ONE: DeadEnd(f"there is no record '{NINE}'", "name an incident that exists"),
    }


@pytest.mark.parametrize("target", [ONE, "MNT-2025-01-15-001"])
def test_what_the_record_itself_shows_is_left_to_its_own_rules(target: str) -> None:
    assert dead_ends({ONE: target}) == {}


def test_a_withdrawn_merge_is_none() -> None:
    merge = update("14:52", merged_into=THREE)
    back = update("14:55", retracts=merge.id)
    assert check(incident(first(), merge, back)) == []
    assert find_merge(hold(incident(first(), merge, back), NOW)) is None
    assert find_merge(hold(incident(first(), merge), NOW)) == merge


def test_the_remark_stands_at_the_merge() -> None:
    record = incident(first(), update("14:52", line=8, merged_into=TWO))
    assert list(check_dead_end(hold(record, NOW), DeadEnd("why", "fix it"))) == [
        Remark(
            code="INC011",
            path=PUBLIC,
            line=8,
            field=("merged_into",),
            message="why",
            fix="fix it",
            value=TWO,
        )
    ]
    assert list(check_dead_end(hold(incident(first()), NOW), DeadEnd("why", "fix it"))) == []
