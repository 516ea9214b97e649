"""What ``allclear status`` tells: the desk, what visitors see, what is not pushed, what is owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.core.brief import Brief
from generator.core.clockwork.duty_rows import DutyRow, find_due, find_late_if, find_overdue
from generator.core.desk import Desk
from generator.core.findings import Finding, Severity
from generator.core.settings_doubts import Doubt
from generator.core.vocabulary import ComponentState, RecordKind

_TO_BE_CLOSED = timedelta(days=14)
"""How long an incident that owes nothing more is still named, so that somebody closes it."""


class Unpushed(NamedTuple):
    """What is only on this machine, as far as git knows without asking the remote.

    Attributes:
        is_repository: False outside a repository, and where git is not installed.
        branch: Its name; empty where a commit and no branch is checked out.
        remote: The branch of the remote it is pushed to, such as ``origin/main``; empty: none.
        commits: How many commits the remote does not have.
        files: Files of records it does not have, committed or not, relative to the root, sorted.
        behind: How many of its commits are not here.
    """

    is_repository: bool
    branch: str = ""
    remote: str = ""
    commits: int = 0
    files: tuple[str, ...] = ()
    behind: int = 0

    @property
    def is_clean(self) -> bool:
        """Whether the remote is known to have all of it."""
        return self.is_repository and bool(self.remote) and not self.commits and not self.files


class HostRow(NamedTuple):
    """What one host serves.

    Attributes:
        generation: How many public entries its site has; None when it did not say.
        as_of: The moment its pages speak of.
        error: Why it did not say, or empty.
    """

    name: str
    url: str
    generation: int | None = None
    as_of: datetime | None = None
    error: str = ""


class VisitorsSee(NamedTuple):
    """The two-second answer of the page.

    Attributes:
        is_known: False while the page says that it does not know.
        text: What the top of the page says, on one line.
        states: Every component that is offered, worst first.
    """

    is_known: bool
    text: str
    states: tuple[tuple[str, ComponentState], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that ``allclear status`` tells.

    Attributes:
        hosts: None when nobody asked them.
        duties: Rows of incidents that are not closed and have an internal file, clocks among them.
        hints: Id of an incident, and where its log and the page tell different things (1.4).
        doubts: Mistakes of policy and people.
    """

    desk: Desk
    unpushed: Unpushed
    hosts: tuple[HostRow, ...] | None = None
    duties: tuple[DutyRow, ...] = ()
    hints: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def overdue(self, incident: str) -> tuple[DutyRow, ...]:
        """Return what is overdue of *incident*, worst first (R30)."""
        return find_overdue(row for row in self.duties if row.incident == incident)

    def late_if(self, incident: str) -> tuple[DutyRow, ...]:
        """Return what of *incident* is late if the severity assumed is the right one (X23)."""
        mine = (row for row in self.duties if row.incident == incident)
        return find_late_if(mine, self.desk.as_of)

    def next_due(self, incident: str) -> DutyRow | None:
        """Return what is due next of *incident*; None where nothing is known to be."""
        found = find_due(row for row in self.duties if row.incident == incident)
        now = self.desk.as_of
        return next((row for row in found if row.state == "pending" and _is_ahead(row, now)), None)

    def hint(self, incident: str) -> str:
        """Return where log and page of *incident* tell different things, or an empty text."""
        return next((text for id_, text in self.hints if id_ == incident), "")

    def resolved(self) -> tuple[Brief, ...]:
        """Return what is resolved and not closed: overdue first, then what is due next (R88).

        What owes nothing more is told for two weeks, so that somebody closes it.
        """
        found = [
            (self._rank_of(brief.id), brief)
            for brief in self.desk.resolved_incidents()
            if self._is_told(brief)
        ]
        found.sort(key=lambda each: each[0])
        return tuple(brief for _, brief in found)

    def _is_told(self, brief: Brief) -> bool:
        mine = [row for row in self.duties if row.incident == brief.id]
        if any(row.state in ("overdue", "pending") for row in mine):
            return True
        at = brief.resolved_at
        return bool(mine) and at is not None and self.desk.as_of - at <= _TO_BE_CLOSED

    def _rank_of(self, incident: str) -> tuple[int, timedelta]:
        overdue = self.overdue(incident)
        if overdue:
            return 0, -max(row.late for row in overdue)
        following = self.next_due(incident)
        if following is None or following.due_at is None:
            return 2, timedelta()
        return 1, following.due_at - self.desk.as_of

    @property
    def site_errors(self) -> tuple[Finding, ...]:
        """What is wrong beside the records, sorted by place."""
        found = self.desk.findings_of_site
        return tuple(sorted(each for each in found if each.severity is Severity.ERROR))

    @property
    def exit_status(self) -> int:
        """0 fine; 1 something cannot be read."""
        return int(bool(self.site_errors or self.doubts or self.desk.unreadable()))


def _is_ahead(row: DutyRow, now: datetime) -> bool:
    """Return whether *row* is still to come or due now; what is due at once may be in time."""
    return row.due_at is not None and row.due_at >= now


def see_as_visitor(desk: Desk) -> VisitorsSee:
    """Return what the top of the page says, made of the files here."""
    states = desk.states_now()
    if desk.config is None:
        text = "site.yml cannot be read, so they keep the site that was built last"
        return VisitorsSee(False, text, ())
    said = [
        desk.say(component, state)
        for component, state in states.items()
        if state is not ComponentState.OPERATIONAL
    ]
    is_known = not any(brief.is_doubted for brief in desk.briefs)
    if not is_known:
        said.insert(0, desk.words("home.unknown"))
    elif not said:
        opened = (brief for brief in desk.open_incidents() if brief.is_public)
        first = next(opened, None)
        if first is None:
            said = [desk.words("home.all_working")]
        else:
            title = first.public_title.rstrip(".")
            said = [f"{title}.", desk.words.count("home.all_parts", len(states))]
    return VisitorsSee(is_known, " ".join(said), tuple(states.items()))


def is_running(brief: Brief) -> bool:
    """Return whether planned work is going on, by the clock or by somebody's word."""
    return brief.kind is RecordKind.MAINTENANCE and brief.status not in (None, "scheduled")
