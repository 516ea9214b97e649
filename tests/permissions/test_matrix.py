"""The matrix as data, and the owners of files that follow from it (R162, R168, X19)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.staff.people import People
from generator.core.staff.permissions import (
    COLUMNS,
    count_cells,
    create_code_owners,
    demand_approval,
    demand_credits,
    demand_row,
    find_owners,
    say_cell,
)
from generator.reporting.permissions_text import format_matrix
from tests.checks.builders import shipped
from tests.permissions.builders import PEOPLE

DOCUMENT = {
    "view_dashboards": "yyny",
    "acknowledge": "yyny",
    "update_status": "yyny",
    "approve_rollback": "nyny",
    "approve_hotfix": "nyny",
    "update_status_page": "nyyy",
    "send_subscriber_email": "nnyy",
    "database_read": "yyny",
    "database_write": "nyny",
    "rotate_keys": "nyny",
    "scale": "nyny",
    "refunds": "nnny",
}
"""The table of the document, S:1380-1393, row by row."""


def test_R162_twelve_rows_with_28_yes_and_20_no() -> None:
    policy = shipped()
    rows = {
        row.id: "".join("y" if role in row.roles else "n" for role in COLUMNS)
        for row in policy.permissions.values()
    }

    assert rows == DOCUMENT
    assert count_cells(policy) == (28, 20)


def test_R162_conditions_of_the_document_are_in_their_cells() -> None:
    policy = shipped()
    assert say_cell(policy.permissions["database_write"], "ic") == "emergency"
    assert say_cell(policy.permissions["database_write"], "sysadmin") == "yes"
    assert say_cell(policy.permissions["refunds"], "sysadmin") == "to $500"


def test_R162_the_printed_matrix_names_the_line_of_each_row() -> None:
    lines = format_matrix(shipped()).splitlines()
    assert [line.rpartition("  ")[2] for line in lines[2:14]] == [
        f"S:{number}" for number in range(1382, 1394)
    ]
    assert lines[15] == "28 yes, 20 no (R162). emergency: in an emergency only."


def test_R163_the_rule_is_printed_as_the_document_has_it() -> None:
    assert demand_row(shipped(), "update_status_page").rule == (
        "Update status page: Incident Commander, Communication Coordinator or SysAdmin (S:1387)"
    )


@pytest.mark.parametrize(
    ("letter", "row"),
    [("A", "approve_rollback"), ("B", "approve_hotfix"), ("C", "option_C"), ("E", "scale")],
)
def test_R163_each_option_has_its_row(letter: str, row: str) -> None:
    demand = demand_approval(shipped(), letter)
    assert demand is not None
    assert (demand.id, demand.roles) == (row, ("ic", "sysadmin"))


def test_R163_what_needs_no_approval_asks_nothing() -> None:
    assert demand_approval(shipped(), "D") is None


@pytest.mark.parametrize(("amount", "roles"), [(500, ("sysadmin",)), (501, ("ceo",))])
def test_X19_above_500_dollars_the_ceo_decides(amount: int, roles: tuple[str, ...]) -> None:
    assert demand_credits(shipped(), amount).roles == roles


def test_R168_teams_own_files_and_others_do_by_their_login() -> None:
    assert find_owners(PEOPLE, ("sysadmin",)) == ("@sysadmins",)
    assert find_owners(PEOPLE, ("ic", "comms", "sysadmin")) == ("@sysadmins", "@writers", "@ic-gh")
    assert find_owners(PEOPLE, ("legal",)) == ()


def test_R168_policy_and_people_are_the_sysadmins() -> None:
    rows = create_code_owners(shipped(), PEOPLE, "example").splitlines()
    assert rows[-3:] == [
        "/site_src/internal/people.yml  @example/sysadmins",
        "/site_src/internal/policy.yml  @example/sysadmins",
        "/site_src/public/allow.yml  @example/sysadmins",
    ]
    assert "/incidents/*/*/updates/*.yml     @example/sysadmins @example/writers @ic-gh" in rows


def test_R168_a_role_that_nobody_has_is_no_owner() -> None:
    nobody = People(people={"anna": replace(PEOPLE.people["anna"], forge=())})
    with pytest.raises(LookupError, match="Update status page"):
        create_code_owners(shipped(), nobody)
