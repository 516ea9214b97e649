"""A change and who made it, as git tells them; what is judged by the matrix (R163 to R165)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from generator.core.audience import RECORDS, Audience, audience_of
from generator.core.clockwork.policy import Policy
from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.staff.permissions import (
    SETTINGS,
    Demand,
    demand_approval,
    demand_credits,
    demand_row,
    demand_settings,
)

_STATUS = frozenset(
    {Verb.MITIGATED, Verb.VERIFIED, Verb.RESOLVED, Verb.CLOSED, Verb.REOPENED, Verb.SEV}
)
_WIDE = frozenset({"subscribers", "all-subscribers"})


class Commit(NamedTuple):
    """One commit.

    Attributes:
        id: Its hash.
        author: Name and address that it claims, ``name <address>``: anybody can write them.
        address: The address alone.
        committed_at: When it was made, aware UTC.
        signature: Letter of git's ``%G?``: ``G`` is a good signature, ``N`` none.
        signer: Whom git knows the key as; empty without a signature.
        override: The reason of its ``Override:`` trailer; empty without one (R164).
        files: What it changed.
    """

    id: str
    author: str
    address: str
    committed_at: datetime
    signature: str
    signer: str
    override: str
    files: tuple[FileChange, ...]

    @property
    def is_signed(self) -> bool:
        """Whether git found a good signature of a key it trusts."""
        return self.signature == "G"


class FileChange(NamedTuple):
    """One file before and after a commit; None where it did not exist."""

    path: str
    before: bytes | None
    after: bytes | None


class Act(NamedTuple):
    """One thing that somebody did in a commit and that the matrix speaks of.

    Attributes:
        path: The file, relative to the root.
        line: Its line afterwards, from 1.
        incident: Id of the record; empty for settings.
        at: When it was done: the time of a line of the log, else None.
        is_taking: It gives its author the role that it asks for, as ``ACK`` does.
    """

    demand: Demand
    path: str
    line: int = 1
    incident: str = ""
    at: datetime | None = None
    is_taking: bool = False


def first_changed_line(file: FileChange) -> int:
    """Return the first line of *file* that is not as it was, from 1; 1 for one that is gone."""
    before, after = (each.splitlines() if each else [] for each in (file.before, file.after))
    for number, line in enumerate(after, 1):
        if number > len(before) or before[number - 1] != line:
            return number
    return max(len(after), 1)


def incident_of(path: str) -> str:
    """Return the id of the record that *path* belongs to, or an empty text."""
    parts = path.split("/")
    return parts[2] if len(parts) > 3 and parts[0] == RECORDS else ""


def acts_of_path(policy: Policy, path: str) -> Iterator[Act]:
    """Yield what changing the file at *path* asks, whatever is in it."""
    if path in SETTINGS:
        yield Act(demand_settings(), path)
    elif path.startswith(f"{RECORDS}/") and audience_of(path) is Audience.PUBLIC:
        yield Act(demand_row(policy, "update_status_page"), path, incident=incident_of(path))


def acts_of_log(
    policy: Policy, before: Sequence[LogEntry], after: Sequence[LogEntry], incident: str
) -> Iterator[Act]:
    """Yield what lines that were added to a log ask; lines taken away ask the same."""
    left = Counter(map(_meaning, before))
    for entry in after:
        if left[_meaning(entry)] > 0:
            left[_meaning(entry)] -= 1
        else:
            yield from _acts_of_entry(policy, entry, incident)
    gone = +left
    for entry in before:
        if gone[_meaning(entry)] > 0:
            gone[_meaning(entry)] -= 1
            yield from _acts_of_entry(policy, entry, incident, is_gone=True)


def acts_of_header(
    policy: Policy, before: InternalRecord | None, after: InternalRecord | None
) -> Iterator[Act]:
    """Yield what changed fields of ``internal.yml`` ask: severity, approvals, credits.

    A severity that a new record begins with asks nothing: declaring is for everybody.
    """
    record = after or before
    if record is None:
        return
    path = f"{record.path}/internal.yml"
    if before is not None and after is not None and before.severity != after.severity:
        yield Act(demand_row(policy, "update_status"), path, incident=record.id)
    approved = _approvals(after) - _approvals(before)
    for letter in sorted({letter for letter, _, _ in approved}):
        demand = demand_approval(policy, letter)
        if demand is not None:
            yield Act(demand, path, incident=record.id)
    given, had = (each.credits if each else None for each in (after, before))
    if given is not None and given.amount and given != had:
        yield Act(demand_credits(policy, given.amount), path, incident=record.id)


def _approvals(record: InternalRecord | None) -> set[tuple[str, str, datetime | None]]:
    if record is None:
        return set()
    return {
        (each.option, each.approved_by, each.approved_at)
        for each in record.mitigations
        if each.approved_by or each.approved_at
    }


def _meaning(entry: LogEntry) -> tuple[object, ...]:
    return (
        entry.at, entry.verb, entry.who, entry.text, entry.audiences, entry.channels,
        entry.option, entry.check, entry.severity,
    )  # fmt: skip


def _acts_of_entry(
    policy: Policy, entry: LogEntry, incident: str, *, is_gone: bool = False
) -> Iterator[Act]:
    demand: Demand | None = None
    if entry.verb is Verb.ACK:
        demand = demand_row(policy, "acknowledge")
    elif entry.verb in _STATUS:
        demand = demand_row(policy, "update_status")
    elif entry.verb is Verb.APPROVED:
        demand = demand_approval(policy, entry.option or "")
    elif entry.verb is Verb.NOTIFIED and "email" in entry.channels:
        told = set(entry.audiences)
        for audience in entry.audiences:
            rule = policy.audiences.get(audience)
            told.update(rule.means if rule else ())
        if told & _WIDE:
            demand = demand_row(policy, "send_subscriber_email")
    if demand is not None:
        line = 1 if is_gone else entry.line
        yield Act(demand, entry.path, line, incident, entry.at, entry.verb is Verb.ACK)
