"""Rules over who is named in a record: do they exist, may they, were they trained (R42, R43, R175).

Only ``check`` calls them, and only where there is a ``people.yml``; no public build imports this
module (P1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from generator.core.internal_facts import InternalRecord
from generator.core.log_entries import LogEntry
from generator.core.log_verbs import Verb
from generator.core.rules_base import Remark, Trail
from generator.core.rules_internal_base import about_entry, about_header
from generator.core.schema_people import PEOPLE_FILE
from generator.core.staff.people import People, Person
from generator.core.vocabulary import RecordKind

_ROLE_OF_VERB = {Verb.IC: "ic", Verb.COMMS: "comms"}
_HELD = ("on_call", "ic", "comms")
"""Roles of a record that people.yml says who may hold."""


class _Mention(NamedTuple):
    """Somebody named in a record: by a line of the log, else by a field of the header."""

    handle: str
    role: str
    entry: LogEntry | None = None
    field: Trail = ()


def check_responders(record: InternalRecord, people: People) -> Iterator[Remark]:
    """Yield everything odd about the people *record* names.

    Args:
        record: The internal facts of one folder.
        people: Who there is. Where they could not be read whole nobody is called unknown.
    """
    if not people.is_unread:
        yield from _check_unknown(record, people)
    if record.kind is RecordKind.INCIDENT:
        yield from _check_holders(record, people)


def _mentions(record: InternalRecord) -> Iterator[_Mention]:
    for role, handles in record.roles:
        for handle in handles:
            yield _Mention(handle, role, field=("roles", role))
    for option in record.mitigations:
        if option.approved_by:
            field: Trail = ("mitigations", option.index, "approved", "by")
            yield _Mention(option.approved_by, "", field=field)
    for entry in record.log:
        if entry.who:
            role = _ROLE_OF_VERB.get(entry.verb, "") if entry.verb else ""
            yield _Mention(entry.who, role, entry)


def _check_unknown(record: InternalRecord, people: People) -> Iterator[Remark]:
    """Yield who is not in ``people.yml``, each once: one line there puts all mentions right."""
    told: set[str] = set()
    for mention in _mentions(record):
        handle = mention.handle
        if handle in told or people.knows(handle):
            continue
        told.add(handle)
        meant = people.suggest(handle)
        yield _about(
            record,
            mention,
            "PPL020",
            f"'@{handle}' is nobody in {PEOPLE_FILE}",
            f"write '@{meant}', or add '{handle}' there" if meant else f"add '{handle}' there",
        )


def _check_holders(record: InternalRecord, people: People) -> Iterator[Remark]:
    """Yield who holds a role they may not hold, each role of a person once.

    Severity and roles change along the log, so both are followed through it: whoever commands
    while the severity is 1 is held to what S:341 asks of that.
    """
    severity = record.severity
    holders = {role: dict.fromkeys(handles) for role, handles in record.roles if role in _HELD}
    seen = [mention for mention in _mentions(record) if mention.role in _HELD]
    where: dict[tuple[str, str], _Mention] = {}
    for mention in seen:
        where.setdefault((mention.role, mention.handle), mention)
    commanders: dict[str, bool] = {}  # handle, and whether the severity was 1 meanwhile

    def note() -> None:
        for handle in holders.get("ic", ()):
            commanders[handle] = commanders.get(handle, False) or severity == 1

    note()
    for entry in record.log:
        if entry.verb is Verb.SEV:
            severity = entry.severity
        elif entry.verb is Verb.ACK and entry.who:
            holders.setdefault("on_call", {entry.who: None})
        elif entry.verb in (Verb.IC, Verb.COMMS):
            holders[_ROLE_OF_VERB[entry.verb]] = {entry.who: None} if entry.who else {}
        note()
    on_call = holders.get("on_call", {})
    for (role, handle), mention in where.items():
        person = people.find(handle)
        was_worst = commanders.get(handle, False)
        may_take_over = role == "ic" and handle in on_call and not was_worst
        if person is not None and role not in person.roles and not may_take_over:
            yield _about(
                record,
                mention,
                "PPL024",
                f"'@{handle}' has the role {role}, which people.yml does not give them",
                f"name somebody who may, or add '{role}' to their roles",
            )
    for handle, was_worst in commanders.items():
        yield from _check_commander(
            partial(_about, record, where["ic", handle]),
            record,
            handle,
            people.find(handle),
            was_worst=was_worst,
            is_on_call=handle in on_call,
        )


def _check_commander(
    about: Callable[[str, str, str], Remark],
    record: InternalRecord,
    handle: str,
    person: Person | None,
    *,
    was_worst: bool,
    is_on_call: bool,
) -> Iterator[Remark]:
    if was_worst and is_on_call:
        yield about(
            "PPL022",
            f"'@{handle}' commands a Severity 1 and is on call for it",
            "let somebody else take command: 'IC @handle'",
        )
    if person is None:
        return
    if was_worst and not person.is_senior:
        yield about(
            "PPL021",
            f"'@{handle}' commands a Severity 1 and is no senior engineer or tech lead",
            "let a senior take command, or write 'senior: true' in people.yml",
        )
    day = person.trained.get("ic")
    if "ic" not in person.trained:
        yield about(
            "PPL023",
            f"'@{handle}' commands and was not trained for it",
            "train them, then write 'trained: {ic: YYYY-MM-DD}' in people.yml",
        )
    elif day is not None and day > record.date:
        yield about(
            "PPL023",
            f"'@{handle}' commands and was trained only on {day}",
            "let somebody trained take command; of what is over this stays as a note",
        )


def _about(record: InternalRecord, mention: _Mention, code: str, message: str, fix: str) -> Remark:
    if mention.entry is None:
        return about_header(record, code, mention.field, message, fix, mention.handle)
    return replace(about_entry(mention.entry, code, message, fix), value=mention.handle)
