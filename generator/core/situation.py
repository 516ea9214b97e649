"""What ``allclear status`` tells: the desk, what visitors see, what is not pushed, what is next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from generator.core.brief import Brief
from generator.core.clockwork.duty_rows import DutyRow, find_due, find_late_if, find_overdue
from generator.core.desk import Desk
from generator.core.findings import Finding, Severity
from generator.core.next_steps import Known, find_next_step
from generator.core.vocabulary import ComponentState, RecordKind

_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


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


_MADE = re.compile(
    r".*/(?:updates/[0-9]{8}T[0-9]{6}Z-[0-9a-z]{8}\.yml|log/[0-9a-hjkmnp-tv-z]{8}\.log)"
)
"""Files that commands make; ``allclear push`` commits those of this clone."""


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
        duties: Rows of open incidents that have an internal file, their clocks among them.
    """

    desk: Desk
    unpushed: Unpushed
    hosts: tuple[HostRow, ...] | None = None
    duties: tuple[DutyRow, ...] = ()

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

    @property
    def site_errors(self) -> tuple[Finding, ...]:
        """What is wrong beside the records, sorted by place."""
        found = self.desk.findings_of_site
        return tuple(sorted(each for each in found if each.severity is Severity.ERROR))

    @property
    def exit_status(self) -> int:
        """0 fine; 1 something cannot be read."""
        return int(bool(self.site_errors or self.desk.unreadable()))


def _is_ahead(row: DutyRow, now: datetime) -> bool:
    """Return whether *row* is still to come; what is due at once may be due and in time."""
    return row.due_at is not None and row.due_at > now


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


def find_next_commands(situation: Situation) -> tuple[str, ...]:
    """Return the commands to paste next, the most urgent first; never empty."""
    return tuple(dict.fromkeys(_next_commands(situation)))


def check_command(path: str) -> str:
    """Return the command that tells how to repair what lies at *path*."""
    return f"allclear check {_quote(path)}"


def _next_commands(situation: Situation) -> Iterator[str]:
    desk = situation.desk
    for finding in situation.site_errors:
        yield check_command(finding.path)
    for brief in desk.unreadable():
        yield check_command(brief.path)
    incidents = desk.open_incidents()
    for brief in sorted(incidents, key=lambda each: _urgency(each, desk)):
        yield from _next_steps(brief, situation)
    for brief in desk.open_maintenance():
        if brief.is_awaiting_confirmation:
            yield f"allclear maintenance finish {_shorten(brief, desk)}"
    unpushed = situation.unpushed
    if unpushed.is_repository and unpushed.branch and unpushed.remote:
        if unpushed.commits or any(map(_MADE.fullmatch, unpushed.files)):
            yield "allclear push"
        elif unpushed.files:
            yield 'git add incidents && git commit -m "records: what is new" && git push'
    if not incidents:
        yield _new_command(desk)


def _urgency(brief: Brief, desk: Desk) -> int:
    """Return 0 for what visitors were promised and not told, 1 for what they know nothing of."""
    if brief.promise_due_at is not None and brief.promise_due_at <= desk.as_of:
        return 0
    return 1 if brief.status is None else 2


_COMMANDER = 'log {} "IC @name"'


def _next_steps(brief: Brief, situation: Situation) -> Iterator[str]:
    """Yield what to type next: who has it, what visitors wait for, who commands (R12, R20)."""
    desk = situation.desk
    overdue = {row.duty for row in situation.overdue(brief.id)}
    if "acknowledge" in overdue | {row.duty for row in situation.late_if(brief.id)}:
        yield f"allclear ack {_shorten(brief, desk)}"
    yield _next_step(brief, desk, is_late=any(each.startswith("public-update") for each in overdue))
    if "assign-ic" in overdue:
        yield f"allclear {_COMMANDER.replace('{}', _shorten(brief, desk))}"


def _next_step(brief: Brief, desk: Desk, *, is_late: bool = False) -> str:
    """Return what to type next; where visitors were promised something, that comes first."""
    known = Known(
        status=brief.status,
        parts=brief.components,
        severity=brief.severity,
        has_log=not desk.is_status_page_only,
        offered=tuple(each.id for each in desk.offered()),
    )
    step = find_next_step(known)
    if brief.status is not None and (is_late or _urgency(brief, desk) == 0):
        step = 'update {} "what is known now"'
    return f"allclear {step.replace('{}', _shorten(brief, desk))}"


def _new_command(desk: Desk) -> str:
    severity = "" if desk.is_status_page_only else " --severity 1"
    part = next((f" --component {each.id}" for each in desk.offered()), "")
    return f'allclear new "what is wrong"{severity}{part}'


def _shorten(brief: Brief, desk: Desk) -> str:
    """Return the shortest ending of the id, of whole parts, that no other record's id has."""
    others = [each.id for each in desk.briefs if each.id != brief.id]
    parts = brief.id.split("-")
    for count in range(1, len(parts)):
        ending = "-".join(parts[-count:])
        if not any(other.endswith(ending) for other in others):
            return ending
    return _quote(brief.id)


def _quote(text: str) -> str:
    """Return *text* as one word of a shell."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "'\\''") + "'"


def is_running(brief: Brief) -> bool:
    """Return whether planned work is going on, by the clock or by somebody's word."""
    return brief.kind is RecordKind.MAINTENANCE and brief.status not in (None, "scheduled")
