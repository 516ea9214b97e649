"""``allclear status`` for people: what cannot be read first, the command to paste last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from generator.core.brief import Brief
from generator.core.clockwork.duty_rows import DutyRow
from generator.core.clockwork.lengths import say_length
from generator.core.next_commands import check_command, find_next_commands
from generator.core.situation import Situation, Unpushed, is_running, see_as_visitor
from generator.core.vocabulary import RecordKind, badness
from generator.reporting.text import show_plain

_SHOWS_ALL = "shows all that was pushed from here"
_SHOWS_LESS = "does not show the newest that was pushed from here yet"
_MOST_FILES = 5
_MOST_COMMANDS = 3
_MOST_OVERDUE = 3
_MOST_RESOLVED = 5


def format_status(
    situation: Situation,
    *,
    fetched_at: datetime | None = None,
    is_fetched: bool = True,
    live: Mapping[str, bool] = MappingProxyType({}),
) -> str:
    """Return *situation* as text with a line end.

    Nothing in it can command a terminal. All times are UTC; only those of the day of ``as_of``
    stand without a date.

    Args:
        situation: All there is to tell.
        fetched_at: When the remote was last asked for what others pushed; None for never.
        is_fetched: Whether it answered then.
        live: By the name of a host, whether it shows all that was pushed from here.
    """
    teller = _Teller(situation)
    sections = (
        [f"{situation.desk.as_of:%Y-%m-%d %H:%MZ}"],
        list(teller.unreadable()),
        list(teller.incidents()),
        list(teller.resolved()),
        list(teller.work()),
        list(teller.visitors()),
        [*teller.unpushed(), *teller.fetched(fetched_at, is_fetched=is_fetched)],
        list(teller.hosts(live)),
        list(teller.next_commands()),
    )
    return "\n".join("".join(f"{show_plain(line)}\n" for line in part) for part in sections if part)


def format_length(length: timedelta) -> str:
    """Return *length*, not negative, as ``18 min``, ``2 h 05 min`` or ``3 days 4 h``."""
    minutes = int(length.total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes:02} min"
    days, hours = divmod(hours, 24)
    return f"{_count(days, 'day')} {hours} h"


class _Teller:
    """Writes the sections, each as lines; none where there is nothing to tell."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._desk = situation.desk
        self._now = situation.desk.as_of

    def unreadable(self) -> Iterator[str]:
        found, site_errors = self._desk.unreadable(), self._situation.site_errors
        doubts = self._situation.doubts
        places = len(found) + len(doubts) + bool(site_errors)
        if not places:
            return
        yield f"Cannot be read: {_count(places, 'place')}"
        for error in site_errors:
            yield (
                f"  {error.path}:{error.line}:{error.column}: error[{error.code}]: {error.message}"
            )
        if site_errors:
            yield f"    fix: {check_command(site_errors[0].path)}"
        yield from (f"  {doubt.line}" for doubt in doubts)
        for brief in found:
            yield f"  {brief.path}"
            yield from (f"    {error}" for error in brief.errors)
            yield f"    fix: {check_command(brief.path)}"

    def incidents(self) -> Iterator[str]:
        found = self._desk.open_incidents()
        yield f"Open: {_count(len(found), 'incident')}" if found else "Open: nothing"
        for brief in found:
            yield f"  {self._name(brief)}"
            if brief.began_at is not None and brief.began_at <= self._now:
                length = format_length(self._now - brief.began_at)
                yield f"    for {length}, since {self._time(brief.began_at)}"
            yield f"    visitors read: {self._read(brief)}"
            if brief.promise_due_at is not None:
                yield f"    next public update {self._due(brief.promise_due_at)}"
            if hint := self._situation.hint(brief.id):
                yield f"    {hint}"
            yield from self._duties(brief)

    def resolved(self) -> Iterator[str]:
        """Tell what is still owed of incidents that are over: mails, meeting, paperwork (R88)."""
        found = self._situation.resolved()
        if not found:
            return
        yield f"Resolved, not closed: {len(found)}"
        for brief in found[:_MOST_RESOLVED]:
            yield f"  {self._name(brief)}"
            owed = list(self._duties(brief))
            yield from owed or ["    nothing more is due"]
            if owed:
                yield f"    all of it: allclear duties {brief.id}"
        if len(found) > _MOST_RESOLVED:
            yield f"  and {len(found) - _MOST_RESOLVED} more: allclear duties"

    def _duties(self, brief: Brief) -> Iterator[str]:
        """Tell what is overdue, worst first, and what is due next, each with its rule."""
        overdue = self._situation.overdue(brief.id)
        for row in overdue[:_MOST_OVERDUE]:
            due = "" if row.due_at is None else f", due {self._time(row.due_at)}"
            yield f"    overdue by {say_length(row.late)}{due}: {_rule(row)}"
        if len(overdue) > _MOST_OVERDUE:
            more = len(overdue) - _MOST_OVERDUE
            yield f"    and {more} more overdue: allclear duties {brief.id}"
        for row in self._situation.late_if(brief.id)[:_MOST_OVERDUE]:
            if row.due_at is not None:
                late = say_length(self._now - row.due_at)
                yield f"    late by {late}, provisional: {_rule(row)}"
        following = self._situation.next_due(brief.id)
        if following is not None and following.due_at is not None:
            left = following.due_at - self._now
            if left > timedelta():
                due = f"due {self._time(following.due_at)} (in {say_length(left)})"
            else:
                due = "due now"
            yield f"    {due}: {_rule(following)}"

    def work(self) -> Iterator[str]:
        """Tell what runs, what nobody has confirmed as done, and what is next."""
        found = self._desk.open_maintenance()
        told = [brief for brief in found if is_running(brief) or brief.status is None]
        planned = [brief for brief in found if brief not in told]
        if not found:
            return
        yield f"Planned work: {len(found)}"
        for brief in (*told, *planned[:1]):
            yield f"  {self._name(brief)}"
            yield f"    {self._window(brief)}"
        if planned[1:]:
            yield f"  and {len(planned) - 1} later"

    def visitors(self) -> Iterator[str]:
        unpushed = self._situation.unpushed
        is_all = unpushed.is_clean or not unpushed.is_repository
        yield f"Visitors see{'' if is_all else ', once all is pushed'}: {self._answer()}"

    def _answer(self) -> str:
        return see_as_visitor(self._desk).text

    def unpushed(self) -> Iterator[str]:
        unpushed = self._situation.unpushed
        yield f"Not pushed: {_tell_unpushed(unpushed)}"
        yield from (f"  {name}" for name in unpushed.files[:_MOST_FILES])
        if len(unpushed.files) > _MOST_FILES:
            yield f"  and {len(unpushed.files) - _MOST_FILES} more"
        if unpushed.behind:
            yield f"  {_count(unpushed.behind, 'commit')} of {unpushed.remote} not here yet"

    def fetched(self, at: datetime | None, *, is_fetched: bool) -> Iterator[str]:
        """Tell how old it is what this machine knows of its remote."""
        if at is None or not self._situation.unpushed.remote:
            return
        if is_fetched:
            yield f"  as of the last fetch, {self._time(at)}"
        else:
            yield f"  the last fetch, {self._time(at)}, had no answer: others may have pushed more"

    def hosts(self, live: Mapping[str, bool]) -> Iterator[str]:
        hosts = self._situation.hosts
        if not hosts:
            return
        yield f"Hosts: {len(hosts)}"
        for host in hosts:
            if host.error or host.generation is None or host.as_of is None:
                yield f"  {host.name}  {host.url}  {host.error or 'does not say what it serves'}"
                continue
            age = format_length(max(self._now - host.as_of, timedelta()))
            yield (
                f"  {host.name}  {host.url}  generation {host.generation}, "
                f"as of {self._time(host.as_of)}, {age} old"
            )
            if host.name in live:
                is_all = live[host.name]
                yield f"    {host.name} {_SHOWS_ALL if is_all else _SHOWS_LESS}"

    def next_commands(self) -> Iterator[str]:
        yield "Next:"
        yield from (f"  {each}" for each in find_next_commands(self._situation)[:_MOST_COMMANDS])

    def _name(self, brief: Brief) -> str:
        severity = f"  severity {brief.severity or 'unset'}"
        if brief.kind is RecordKind.MAINTENANCE or self._desk.is_status_page_only:
            severity = ""
        return f"{brief.id}{severity}  {brief.title or 'without a title'}"

    def _read(self, brief: Brief) -> str:
        """Return what visitors read of an incident."""
        if brief.status is None:
            return "that a notice cannot be read" if brief.is_public else "nothing, not public yet"
        words = self._desk.words
        parts = [
            f"{self._desk.name_of(component)}: {words(f'effect.{state}')}"
            for component, state in brief.states
            if badness(state)
        ]
        told = ", ".join(parts) or "no part is affected"
        return f"{words(f'status.{brief.status}')}; {told}"

    def _due(self, at: datetime) -> str:
        if at > self._now:
            return f"due at {self._time(at)}, in {format_length(at - self._now)}"
        late = format_length(self._now - at)
        return f"overdue by {late}, it was due at {self._time(at)}"

    def _window(self, brief: Brief) -> str:
        if brief.status is None:
            return "not public yet"
        begin, end = brief.scheduled_for, brief.scheduled_until
        status = self._desk.words(f"status.{brief.status}")
        if brief.is_awaiting_confirmation and end is not None:
            late = format_length(self._now - end)
            return f"planned end {self._time(end)} passed {late} ago, not confirmed as finished"
        until = f", until {self._time(end)}" if end is not None else ""
        if is_running(brief) or begin is None:
            return f"{status}{until}"
        ahead = format_length(max(begin - self._now, timedelta()))
        return f"{status}, from {self._time(begin)}{until}, begins in {ahead}"

    def _time(self, at: datetime) -> str:
        at = at.astimezone(UTC)
        is_today = at.date() == self._now.astimezone(UTC).date()
        return f"{at:%H:%MZ}" if is_today else f"{at:%Y-%m-%d %H:%MZ}"


def _rule(row: DutyRow) -> str:
    """Return what is to be done, by which rule, and the line it comes from."""
    lines = row.source.partition(";")[0]  # numbers of requirements are for `duties` and `explain`
    return f"{row.title}, {row.terms} ({lines})"


def _tell_unpushed(unpushed: Unpushed) -> str:
    if not unpushed.is_repository:
        return "not known, this folder lies in no git repository"
    if not unpushed.branch:
        return "not known, a commit is checked out and no branch"
    if not unpushed.remote:
        return f"the branch {unpushed.branch}, which follows no branch of a remote"
    if unpushed.is_clean:
        return f"nothing, {unpushed.remote} has all of it"
    if not unpushed.commits:
        return f"{_count(len(unpushed.files), 'file')}, not committed"
    files = f" and {_count(len(unpushed.files), 'file')}" if unpushed.files else ""
    return f"{_count(unpushed.commits, 'commit')}{files} that {unpushed.remote} does not have"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
