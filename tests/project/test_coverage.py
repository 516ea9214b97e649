"""The page of what is covered: every number once, and nothing named that is not there."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.core.schema_files import FILES
from scripts import coverage
from scripts.coverage_entries import (
    LAST,
    Entry,
    Section,
    by_number,
    find_problems,
    find_tests,
    has_field,
    read_sections,
)

ENTRY = Entry(
    number="R1", sentence="The page says what is wrong.", state="done", waits={}, code=(),
    policy=(), fields=(), page=(), tests=("core/test_a.py::test_it_is_said",),
)  # fmt: skip
TESTS = frozenset({
    "core/test_a.py::test_it_is_said",
    "core/test_a.py::test_R2_R3_a_deadline_holds_on_fx1",
    "clocks/test_b.py::test_X2_the_worst_counts",
})  # fmt: skip


@cache
def real_tests() -> frozenset[str]:
    return find_tests()


def problems(entry: Entry, *others: Entry) -> list[str]:
    """Return what is wrong with these entries, less the numbers that are not among them."""
    found = find_problems([Section("One", (entry, *others))], TESTS)
    return [each for each in found if not each.endswith(": missing")]


# The entries and the page of this repository.


def test_every_number_stands_once_and_names_only_what_is_there() -> None:
    assert find_problems(read_sections(), real_tests()) == []


def test_the_committed_page_is_what_would_be_written() -> None:
    text = coverage.create_page(read_sections(), by_number(real_tests()))

    assert coverage.PAGE.read_text(encoding="utf-8") == text, "run: make coverage"


# What is wrong with an entry.


def test_a_sound_entry_has_no_problem() -> None:
    assert problems(ENTRY) == []


def test_numbers_that_are_missing_double_or_invented_are_named() -> None:
    twice = replace(ENTRY, sentence="It says the same in other words.")
    invented = replace(ENTRY, number="R212", sentence="Nobody asked for this one here.")

    assert problems(ENTRY, twice, invented) == [
        "R212: there is no such number",
        "R1: stands 2 times",
    ]
    missing = find_problems([Section("One", (ENTRY,))], TESTS)
    assert (len(missing), missing[0]) == (sum(LAST.values()) - 1, "R2: missing")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sentence": "Too short."}, "its sentence has 10 characters, not 20 to 240"),
        ({"sentence": "It says this. Then that."}, "it takes one sentence with a full stop"),
        ({"sentence": "It ends without a full stop"}, "it takes one sentence with a full stop"),
        ({"state": "nearly"}, "its state is none of done, partly, later: nearly"),
        ({"waits": {"clocks": ""}}, "'waits' says what is missing, unless it is done"),
        ({"state": "later"}, "'waits' says what is missing, unless it is done"),
        (
            {"state": "partly", "waits": {"clocks": ""}},
            "it does not say what is missing until 'clocks' comes",
        ),
        ({"tests": ()}, "it is done and no test is named after it or in 'tests'"),
        ({"tests": ("core/test_a.py::test_gone",)}, "there is no test core/test_a.py::test_gone"),
        ({"code": ("generator/core/nowhere.py",)}, "there is no generator/core/nowhere.py"),
        ({"page": ("allclear dance",)}, "there is no page allclear dance"),
        ({"page": ("/nowhere/",)}, "there is no page /nowhere/"),
        ({"page": ("INT999",)}, "there is no page INT999"),
        ({"page": (".github/NOBODY",)}, "there is no page .github/NOBODY"),
        ({"fields": ("internal:data.size",)}, "there is no field internal:data.size"),
        ({"fields": ("nothing:name",)}, "there is no field nothing:name"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_entry_is_said(changed: dict[str, object], said: str) -> None:
    assert problems(replace(ENTRY, **changed)) == [f"R1: {said}"]  # type: ignore[arg-type]


def test_an_unknown_part_to_wait_for_is_named() -> None:
    entry = replace(ENTRY, state="later", waits={"better days": ""})

    assert [each for each in problems(entry) if each.endswith("better days")] != []


def test_two_numbers_never_share_a_sentence() -> None:
    assert problems(ENTRY, replace(ENTRY, number="R2")) == [
        "R1: another number has the same sentence",
        "R2: another number has the same sentence",
    ]


def test_what_exists_may_be_named() -> None:
    entry = replace(
        ENTRY,
        code=("generator/core/views.py", "scripts/made.py"),
        fields=("internal:data.loss", "internal:mitigations.approved.by", "site:vendors.any.name"),
        page=("allclear maintenance announce", "/incidents/{id}/", "INT001", ".github/CODEOWNERS"),
    )

    assert problems(entry) == []


def test_what_is_for_later_may_name_what_is_expected() -> None:
    entry = replace(
        ENTRY, state="later", waits={"clocks": ""}, page=("allclear dance",), policy=("nothing",)
    )

    assert problems(entry) == []


def test_a_field_of_the_policy_is_looked_for_once_there_is_a_table_of_it() -> None:
    has_table = any(each.name == "policy" for each in FILES)

    assert problems(replace(ENTRY, policy=("no_such_field",))) == (
        ["R1: there is no field policy:no_such_field"] if has_table else []
    )


def test_keys_of_maps_and_items_of_lists_are_passed_over() -> None:
    site = next(each.type for each in FILES if each.name == "site")

    assert has_field(site, ["groups", "components", "sentences", "major_outage"])
    assert has_field(site, ["vendors", "any", "status_url"])
    assert not has_field(site, ["vendors", "any", "telephone"])


# Tests by the numbers their names hold.


def test_tests_are_found_by_every_number_in_their_name(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "test_a.py").write_text(
        "def test_R2_R3_a_deadline_holds_on_fx1() -> None: ...\n\n\n"
        "class TestB:\n    def test_X2_the_worst_counts(self) -> None: ...\n"
        "def no_test_R4_here() -> None: ...\n"
    )
    first = "core/test_a.py::test_R2_R3_a_deadline_holds_on_fx1"

    assert by_number(find_tests(tmp_path)) == {
        "R2": (first,),
        "R3": (first,),
        "X2": ("core/test_a.py::test_X2_the_worst_counts",),
    }


def test_a_number_that_is_done_may_have_only_tests_named_after_it() -> None:
    assert problems(replace(ENTRY, number="X2", tests=())) == []


def test_a_test_named_after_a_number_that_is_none_is_told() -> None:
    found = find_problems([Section("One", (ENTRY,))], {*TESTS, "core/test_a.py::test_T16_is_new"})

    wrong = "T16: a test names it, and there is no such number: core/test_a.py::test_T16_is_new"
    assert wrong in found


# The page.


def test_a_row_says_state_places_and_tests() -> None:
    entry = replace(
        ENTRY, number="X2", state="partly", waits={"clocks": "a | b", "internal site": "page"},
        code=("generator/core/views.py",), fields=("internal:severity",), page=("/", "INT001"),
    )  # fmt: skip

    page = coverage.create_page([Section("One", (entry,))], by_number(TESTS))

    assert page.splitlines()[-1] == (
        r"| X2 | The page says what is wrong. | **partly**; clocks: a \| b; internal site: page "
        "| `core/views.py`<br>`internal:severity`<br>`/`, [INT001](codes/INT001.md) "
        "| `X2_the_worst_counts`<br>`it_is_said` |"
    )
    assert "| contradictions | 1 | 0 | 1 | 0 |" in page
    assert "| internal site | 1 |" in page


def test_of_many_tests_the_first_are_named_and_the_others_counted() -> None:
    named = {"R1": [f"core/test_a.py::test_R1_case_{letter}" for letter in "abcdefgh"]}

    page = coverage.create_page([Section("One", (replace(ENTRY, tests=()),))], named)

    assert page.endswith("`R1_case_e`<br>`R1_case_f`<br>and 2 more |\n")
