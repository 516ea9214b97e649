"""Who made a change, what they may, and what is said of it (R163 to R165).

An author is only as good as the forge: an address in a commit proves nothing, a good signature or
the login that the forge's own CI knows does. ``Override: <reason>`` lets a change through, and is
listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.core.clockwork.course import Course
from generator.core.clockwork.standing import IN_INCIDENT, held_at
from generator.core.findings import Finding, Severity
from generator.core.staff.authored import Act, Commit
from generator.core.staff.people import People, Person
from generator.core.staff.permissions import TITLES

NOT_ALLOWED, UNVERIFIED, UNKNOWN, OVERRIDDEN = (
    "not-allowed", "unverified-author", "unknown-author", "override",
)  # fmt: skip
"""Kinds of findings; they stand where codes do, and are no codes: no file is wrong."""

_NO_REPLY = re.compile(r"(?:[0-9]+\+)?([A-Za-z0-9-]+)@users\.noreply\.\S+")
_ADDRESS = re.compile(r"<([^<>]+)>\s*$")


class Override(NamedTuple):
    """One change that a person let through, to be told in the post-mortem (R164)."""

    commit: str
    author: str
    incident: str
    rule: str
    reason: str


class Verdict(NamedTuple):
    """What is said of a change: findings in the order of commits, and what was let through."""

    findings: tuple[Finding, ...]
    overrides: tuple[Override, ...]


def judge(
    changes: Sequence[tuple[Commit, Sequence[Act]]],
    people: People,
    courses: Mapping[str, Course],
    *,
    login: str = "",
    strict: bool = False,
) -> Verdict:
    """Return what the matrix says of *changes*.

    Args:
        changes: Commits, oldest first, each with what it did that the matrix speaks of.
        people: Who there is.
        courses: By id of the incident: who held which role when.
        login: Login at the forge of who asks for the change, as the forge's CI knows it.
        strict: Make an author whom nobody vouches for an error.

    Source: R163, R164, R165.
    """
    findings: list[Finding] = []
    overrides: list[Override] = []
    for commit, acts in changes:
        if not acts:
            continue
        person, doubt = identify(commit, people, login)
        if doubt:
            findings.append(_doubt(commit, acts[0], person, doubt, strict=strict))
        if person is None:
            continue
        for act in _worst_first(acts):
            if _may(person, act, commit, courses):
                continue
            findings.append(_deny(commit, act, person, courses))
            if commit.override:
                overrides.append(
                    Override(
                        commit.id, person.handle, act.incident, act.demand.rule, commit.override
                    )
                )
    return Verdict(tuple(findings), tuple(overrides))


def identify(commit: Commit, people: People, login: str = "") -> tuple[Person | None, str]:
    """Return who made *commit*, and why that is in doubt; an empty text when it is not.

    A good signature names its maker. Without one the forge's login does, whatever the commit
    claims. Without either the claim is judged, and called unverified.
    """
    claimed = find_by_address(people, commit.address)
    signer = find_by_signer(people, commit.signer) if commit.is_signed else None
    if signer is not None:
        return signer, ""
    if login:
        person = find_by_login(people, login)
        if person is None:
            return None, f"people.yml knows nobody with the login '{login}'"
        is_other = claimed is not None and claimed.handle != person.handle
        return person, f"not signed, and '{login}' asks for it" if is_other else ""
    if claimed is None:
        return None, "people.yml knows neither its signature nor its address"
    return claimed, "it is not signed by a key that git trusts"


def find_by_login(people: People, login: str) -> Person | None:
    """Return whose login at the forge *login* is; capitals do not count there."""
    wanted = login.casefold().removeprefix("@")
    for person in people.people.values():
        if wanted in (each.casefold() for each in person.forge):
            return person
    return None


def find_by_address(people: People, address: str) -> Person | None:
    """Return whose e-mail *address* is, or whose login the forge's own address holds."""
    match = _NO_REPLY.fullmatch(address)
    if match is not None:
        return find_by_login(people, match[1])
    wanted = address.casefold()
    for person in people.people.values():
        if person.email and person.email.casefold() == wanted:
            return person
    return None


def find_by_signer(people: People, signer: str) -> Person | None:
    """Return whose key it is: git gives a login, a handle, an address, or name and address."""
    inside = _ADDRESS.search(signer)
    name = inside[1] if inside else signer
    return find_by_address(people, name) or find_by_login(people, name) or people.find(name)


def _roles(person: Person, act: Act, commit: Commit, courses: Mapping[str, Course]) -> set[str]:
    """Return what *person* was: by people.yml, and in the incident at that moment (R163)."""
    roles = set(person.roles)
    course = courses.get(act.incident)
    if course is not None:
        at = act.at or commit.committed_at
        held = held_at(course, person.handle, at)
        if act.is_taking:  # the line itself gives the role; what counts is what they were before
            since = [each for each in course.roles if each.who == person.handle and each.since < at]
            held &= {each.role for each in since}
        roles |= held & IN_INCIDENT
    return roles


def _may(person: Person, act: Act, commit: Commit, courses: Mapping[str, Course]) -> bool:
    return bool(_roles(person, act, commit, courses) & set(act.demand.roles))


def _worst_first(acts: Iterable[Act]) -> Iterator[Act]:
    """Yield one act for each file, line and demand: a file is not complained of twice."""
    seen: set[tuple[str, int, str]] = set()
    for act in acts:
        key = (act.path, act.line, act.demand.id)
        if key not in seen:
            seen.add(key)
            yield act


def _deny(commit: Commit, act: Act, person: Person, courses: Mapping[str, Course]) -> Finding:
    roles = sorted(_roles(person, act, commit, courses) & TITLES.keys())
    are = ", ".join(TITLES[role] for role in roles) or "none of these"
    if commit.override:
        return _find(
            commit, act, Severity.WARNING, OVERRIDDEN,
            f"{act.demand.rule}; '@{person.handle}' is {are}, let through by override: "
            f"{commit.override}",
            "tell it in the post-mortem (R164)",
        )  # fmt: skip
    return _find(
        commit, act, Severity.ERROR, NOT_ALLOWED,
        f"{act.demand.rule}; '@{person.handle}' is {are}",
        "have one of them make the change, or add 'Override: <reason>' to the commit message",
    )  # fmt: skip


def _doubt(commit: Commit, act: Act, person: Person | None, doubt: str, *, strict: bool) -> Finding:
    kind = UNKNOWN if person is None else UNVERIFIED
    severity = Severity.ERROR if strict else Severity.WARNING
    taken = "nobody can tell what they may" if person is None else f"taken for '@{person.handle}'"
    return _find(
        commit, act, severity, kind,
        f"{kind.replace('-', ' ')} {commit.author}: {doubt}; {taken} (R165)",
        "sign commits with a key that git trusts here, or give '--login' as the forge knows it",
    )  # fmt: skip


def _find(
    commit: Commit, act: Act, severity: Severity, kind: str, message: str, fix: str
) -> Finding:
    return Finding(
        path=act.path,
        line=act.line,
        column=1,
        code=kind,
        severity=severity,
        message=message,
        fix=fix,
        value=commit.id[:12],
    )
