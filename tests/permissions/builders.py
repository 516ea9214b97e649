"""People of an incident, and commits of theirs without a repository."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from generator.core.clockwork.course import create_course
from generator.core.staff.authored import Commit, FileChange
from generator.core.staff.people import People, Person
from generator.core.staff.permission_verdicts import Verdict, judge
from generator.pipeline.permissions import list_acts
from generator.readers.internal_version import read_header_version
from generator.readers.public import Context
from tests.checks.builders import INTERNAL, shipped

FOLDER = "incidents/2025/INC-2025-01-15-001"
UPDATE = f"{FOLDER}/updates/20250115T143600Z-k7q2m9x4.yml"
LOG = f"{FOLDER}/log/k7q2.log"
HEADER = "title: Odd\nlog: |\n  14:23 DETECTED errors\n  14:24 ACK @engineer\n  14:35 IC @lead\n"
PEOPLE = People(
    people={
        each.handle: each
        for each in (
            Person(
                handle="engineer",
                roles=frozenset({"on_call", "engineering"}),
                forge=("engineer-gh",),
                email="engineer@example.com",
            ),
            Person(handle="lead", roles=frozenset({"engineering"}), forge=("lead-gh",)),
            Person(handle="ic", roles=frozenset({"ic"}), forge=("ic-gh",)),
            Person(handle="anna", roles=frozenset({"comms"}), forge=("anna-gh",)),
            Person(handle="admin", roles=frozenset({"sysadmin"}), forge=("admin-gh",)),
            Person(handle="boss", roles=frozenset({"ceo"}), forge=("boss-gh",)),
            Person(handle="helper", roles=frozenset({"support"}), forge=("helper-gh",)),
        )
    },
    teams={"sysadmins": ("admin",), "writers": ("anna",), "mixed": ("engineer", "helper")},
)
NIGHT = datetime(2025, 1, 15, 14, 52, tzinfo=UTC)


def commit(
    who: str, *files: FileChange, override: str = "", signer: str = "", signature: str = ""
) -> Commit:
    """Return a commit of *who*; it has a good signature unless *signature* says otherwise."""
    return Commit(
        id="c0ffee" * 6 + "c0ff",
        author=f"{who} <{who}-gh@users.noreply.example.com>",
        address=f"{who}-gh@users.noreply.example.com",
        committed_at=NIGHT,
        signature=signature or "G",
        signer=signer or f"{who}-gh",
        override=override,
        files=files,
    )


def added(path: str, text: str) -> FileChange:
    return FileChange(path, None, text.encode())


def changed(path: str, before: str, after: str) -> FileChange:
    return FileChange(path, before.encode(), after.encode())


def judged(*commits: Commit, login: str = "", strict: bool = False) -> Verdict:
    """Judge *commits* as if the record were :data:`HEADER`."""
    record = read_header_version(HEADER.encode(), INTERNAL, Context())
    assert record is not None
    courses = {record.id: create_course(record, None)}
    acts: Sequence[Commit] = commits
    changes = [(each, list_acts(each, shipped())) for each in acts]
    return judge(changes, PEOPLE, courses, login=login, strict=strict)


def kinds(*commits: Commit, login: str = "", strict: bool = False) -> list[tuple[str, str]]:
    found = judged(*commits, login=login, strict=strict).findings
    return [(each.code, str(each.severity)) for each in found]


def may(who: str, change: FileChange) -> bool:
    """Return whether nothing is said of *change* by *who*, whose signature is good."""
    return judged(commit(who, change)).findings == ()
