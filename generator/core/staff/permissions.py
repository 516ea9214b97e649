"""The matrix of permissions as data, and what a change asks of it (R162, R163, S:1375-1395).

Nothing here is ever in the way of publishing: the check runs in CI, beside what publishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.core.audience import code_owners
from generator.core.clockwork.policy import Policy
from generator.core.clockwork.policy_tables import Permission
from generator.core.staff.people import People

COLUMNS = ("on_call", "ic", "comms", "sysadmin")
"""The four columns of the document, in its order."""

TITLES = {
    "on_call": "On-Call Engineer",
    "ic": "Incident Commander",
    "comms": "Communication Coordinator",
    "sysadmin": "SysAdmin",
    "ceo": "CEO",
}
"""Roles as the document's table calls them."""

SETTINGS = (
    "site_src/internal/people.yml",
    "site_src/internal/policy.yml",
    "site_src/public/allow.yml",
)
"""Policy, people and what may leave the house: SysAdmins alone (R163)."""

_OF_OPTION = {"A": "approve_rollback", "B": "approve_hotfix", "E": "scale"}


class Demand(NamedTuple):
    """What a change asks of its author.

    Attributes:
        id: Id of the row of the matrix; ``settings`` or ``option_C`` for what it has no row for.
        name: The row's name: ``Update status page``.
        roles: Who may; never empty.
        source: Lines of the document.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    source: str

    @property
    def rule(self) -> str:
        """The rule as printed: who may, and where that is from."""
        return f"{self.name}: {name_titles(self.roles)} ({self.source})"


def name_titles(roles: Iterable[str]) -> str:
    """Return *roles* as in ``Incident Commander, Communication Coordinator or SysAdmin``."""
    names = [TITLES.get(role, role) for role in roles]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def say_cell(row: Permission, role: str) -> str:
    """Return one cell of the matrix in words: ``yes``, ``no``, or yes with its limit."""
    if role not in row.roles:
        return "no"
    if role in row.emergency_only:
        return "emergency"
    return "yes" if row.limit is None else f"to ${row.limit}"


def count_cells(policy: Policy) -> tuple[int, int]:
    """Return how many cells say yes and how many no: 28 and 20 in the document."""
    cells = [role in row.roles for row in policy.permissions.values() for role in COLUMNS]
    return sum(cells), len(cells) - sum(cells)


def demand_row(policy: Policy, id_: str) -> Demand:
    """Return the demand of the row *id_* of the matrix."""
    row = policy.permissions[id_]
    return Demand(id_, row.name, row.roles, row.source)


def demand_settings() -> Demand:
    """Return the demand of a change to the rules themselves."""
    return Demand("settings", "Change policy, people or what may be public", ("sysadmin",), "R163")


def demand_approval(policy: Policy, letter: str) -> Demand | None:
    """Return what approving option *letter* asks; None where the policy asks for no approval.

    A, B and E have rows of the matrix; C has none, so that the roles its option names count.
    """
    rule = policy.options.get(letter)
    if rule is None or not rule.approval:
        return None
    if letter in _OF_OPTION:
        return demand_row(policy, _OF_OPTION[letter])
    name = f"Approve option {letter}, {rule.name.lower()}"
    return Demand(f"option_{letter}", name, rule.approval, rule.source)


def demand_credits(policy: Policy, amount: int) -> Demand:
    """Return what giving *amount* dollars asks: above the limit somebody else decides (X19)."""
    row = policy.permissions["refunds"]
    if row.limit is None or amount <= row.limit or not row.above:
        return demand_row(policy, "refunds")
    return Demand("refunds", f"{row.name} above ${row.limit}", (row.above,), f"{row.source}; X19")


def find_owners(people: People, roles: Iterable[str]) -> tuple[str, ...]:
    """Return who may own files that *roles* may change, for CODEOWNERS (R168).

    The teams all of whose members have one of the roles, the largest first; where they leave
    somebody out, that person by their login at the forge.

    Returns:
        Names of teams, and logins, each with ``@``.
    """
    wanted = frozenset(roles)
    left = {each.handle for each in people.people.values() if each.roles & wanted}
    owners: list[str] = []
    teams = sorted(people.teams.items(), key=lambda team: (-len(team[1]), team[0]))
    everybody = frozenset(left)
    for name, members in teams:
        if members and everybody.issuperset(members) and left.intersection(members):
            owners.append(f"@{name}")
            left.difference_update(members)
    logins = [people.people[handle].forge[:1] for handle in people.people if handle in left]
    return (*owners, *(f"@{login}" for found in logins for login in found))


def create_code_owners(policy: Policy, people: People, organisation: str = "") -> str:
    """Return the text of CODEOWNERS: what the matrix can ask of a forge (R168).

    Files that visitors read belong to those who may update the status page, internal ones to those
    who may update the status, and policy, people and what may be public to SysAdmins.

    Args:
        policy: Holds the matrix.
        people: Their teams own files; whoever is in none does by their login.
        organisation: Put before the names of teams, as forges want it; empty for none.

    Raises:
        LookupError: When nobody has one of the roles; the text is the rule that nobody fills.
    """
    public, internal = (demand_row(policy, id_) for id_ in ("update_status_page", "update_status"))
    settings = demand_settings()
    owners = [_own(people, each, organisation) for each in (public, internal, settings)]
    text = code_owners(public=owners[0], internal=owners[1])
    rows = "".join(f"/{path}  {owners[2]}\n" for path in SETTINGS)
    header = f"# {public.rule}\n# {internal.rule}\n# {settings.rule}\n"
    return f"# Made by 'allclear permissions --codeowners' (R168).\n{header}{text}{rows}"


def _own(people: People, demand: Demand, organisation: str) -> str:
    owners = find_owners(people, demand.roles)
    if not owners:
        raise LookupError(demand.rule)
    prefix = f"@{organisation}/" if organisation else "@"
    teams = people.teams.keys()
    return " ".join(f"{prefix}{owner[1:]}" if owner[1:] in teams else owner for owner in owners)
