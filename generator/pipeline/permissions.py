"""From a change as git has it to a verdict: what it did, and who held which role then (R163)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from generator.core.audience import RECORDS
from generator.core.clockwork.policy import Policy
from generator.core.settings_doubts import Doubt, find_doubts
from generator.core.staff.authored import (
    Act,
    Commit,
    FileChange,
    acts_of_header,
    acts_of_log,
    acts_of_path,
    first_changed_line,
    incident_of,
)
from generator.core.staff.people import People
from generator.core.staff.permission_verdicts import Verdict, judge
from generator.pipeline.book import only, read_book
from generator.readers.internal_version import read_header_version, read_log_version
from generator.readers.public import Context

_HEADER = f"{RECORDS}/*/*/internal.yml"
_LOG = f"{RECORDS}/*/*/log/*.log"


class Rules(NamedTuple):
    """What is judged by: always a whole policy; people are None without ``people.yml``."""

    policy: Policy
    people: People | None
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_unread(self) -> bool:
        """Whether there is a ``people.yml`` and nobody can tell from it who is there."""
        return self.people is not None and self.people.is_unread


def load_rules(root: Path, now: datetime) -> Rules:
    """Return policy and people of the repository at *root*; no record is opened."""
    book = read_book(root, now, replay=False, wanted=only(()))
    return Rules(book.policy, book.people, find_doubts(book.findings, book.policy))


def judge_commits(
    root: Path,
    commits: Sequence[Commit],
    now: datetime,
    *,
    login: str = "",
    strict: bool = False,
) -> Verdict | None:
    """Return what the matrix says of *commits*; None without ``people.yml``, as nobody is known.

    Args:
        root: The repository; roles held in incidents are those its records tell of.
        commits: Oldest first.
        now: The moment, aware UTC.
        login: Login at the forge of who asks for the change.
        strict: Make an author whom nobody vouches for an error.
    """
    ids = {incident_of(file.path) for commit in commits for file in commit.files} - {""}
    book = read_book(root, now, replay=False, wanted=only(sorted(ids)))
    if book.people is None:
        return None
    changes = [(commit, list_acts(commit, book.policy)) for commit in commits]
    courses = {each.record.id: each for each in book.courses}
    return judge(changes, book.people, courses, login=login, strict=strict)


def list_acts(commit: Commit, policy: Policy) -> tuple[Act, ...]:
    """Return what *commit* did that the matrix speaks of, in the order of its files."""
    return tuple(act for file in commit.files for act in _acts_of_file(file, policy))


def _acts_of_file(file: FileChange, policy: Policy) -> Iterator[Act]:
    for act in acts_of_path(policy, file.path):
        yield act._replace(line=first_changed_line(file))
    incident = incident_of(file.path)
    if fnmatchcase(file.path, _LOG):
        versions = (file.before, file.after)
        before, after = (read_log_version(each or b"", file.path) for each in versions)
        yield from acts_of_log(policy, before, after, incident)
    elif fnmatchcase(file.path, _HEADER):
        names = Context()
        had, has = (
            None if each is None else read_header_version(each, file.path, names)
            for each in (file.before, file.after)
        )
        for act in acts_of_header(policy, had, has):
            yield act._replace(line=first_changed_line(file))
        yield from acts_of_log(policy, had.log if had else (), has.log if has else (), incident)
