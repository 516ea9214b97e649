"""What is known of an incident once an act has been carried out, and what is typed next."""

from __future__ import annotations

from dataclasses import replace

from generator.core.act import Act
from generator.core.facts import Status
from generator.core.log_entries import LogEntry, LogSource, RawLine
from generator.core.log_lines import read_log
from generator.core.log_standing import is_security, read_standing
from generator.core.log_verbs import Verb
from generator.core.next_steps import Known, find_next_step
from generator.core.vocabulary import IncidentStatus
from generator.pipeline.case import Case
from generator.pipeline.declare import offered


def next_step(case: Case, act: Act, *, status: Status | None = None, has_log: bool = True) -> str:
    """Return the command to paste after *act*, without ``allclear``; ``{}`` stands for the id."""
    return find_next_step(know(case, act, status=status, has_log=has_log))


def know(case: Case, act: Act, *, status: Status | None = None, has_log: bool = True) -> Known:
    """Return what is known of the incident after *act*.

    Args:
        case: The incident before it.
        act: What is added.
        status: What visitors read from the act on; None where it leaves that as it was.
        has_log: False in a repository that is a status page only.
    """
    after = replace(case, log=(*case.log, *read_lines(case, act.lines)))
    last = after.find_last(Verb.CLOSED, Verb.REOPENED)
    told = case.view.status if case.view is not None else None
    if act.is_public and (told is None or (last is not None and last.verb is Verb.REOPENED)):
        told = IncidentStatus.INVESTIGATING
    standing = read_standing(after.log)
    return Known(
        status=status or told,
        parts=after.components,
        severity=after.severity,
        is_over_in_log=after.is_resolved_in_log,
        is_closed=last is not None and last.verb is Verb.CLOSED,
        has_log=has_log,
        offered=tuple(offered(case.config, case.now.date())),
        is_security=case.internal is not None and is_security(case.internal),
        is_acknowledged=standing.is_acknowledged,
        is_worked_on=standing.is_worked_on,
        is_mitigated=standing.is_mitigated,
    )


def read_lines(case: Case, lines: tuple[str, ...]) -> tuple[LogEntry, ...]:
    """Return the entries that *lines* are read as."""
    raw = tuple(RawLine(text=text, line=number) for number, text in enumerate(lines, 1))
    return read_log([LogSource(path="the log", lines=raw)], case.record.date).entries
