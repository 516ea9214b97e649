"""An issue of cState as one incident: its updates with their times, and how it ended.

Source: interop §6; design §3 "State is derived".
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from generator.core.api_ids import create_api_id
from generator.core.facts import Effects
from generator.core.foreign import ForeignRecord, ForeignUpdate, Lost
from generator.core.shown import show
from generator.core.times import format_instant
from generator.core.vocabulary import ComponentState, Impact, IncidentStatus, RecordKind
from generator.importers.cstate_body import Dated, Told, date_all
from generator.importers.cstate_issue import SEVERITIES, Issue
from generator.importers.foreign_times import keep_order, stamp


def create_record(issue: Issue) -> tuple[ForeignRecord, list[Lost]]:
    """Return the incident that *issue* is, and what could not be carried over."""
    body = issue.body
    for name in body.removed:
        issue.lose(f"the shortcode {show(name)} is left out")
    if body.has_html:
        issue.lose("its HTML became plain text")
    is_over = issue.is_resolved or issue.is_informational
    told = _find_updates(issue, is_over=is_over)
    states = _find_states(issue, len(told))
    record = ForeignRecord(
        kind=RecordKind.INCIDENT,
        api_id=create_api_id("incident", f"cstate/{issue.stem}"),
        title=issue.title,
        place=issue.path,
        updates=_create_updates(issue.stem, told, states, is_over=is_over),
        impact=_find_impact(issue, states),
        components=issue.affected,
        is_open=not is_over,
    )
    return record, issue.lost


def _find_updates(issue: Issue, *, is_over: bool) -> list[Dated]:
    """Return the updates with their times, oldest first; the last one of what is over says so."""
    told = list(issue.body.updates)
    over_at = issue.over_at if issue.is_resolved else None
    if over_at is not None and over_at < issue.begun_at:
        issue.lose("'resolvedWhen' is before 'date' and is left out")
        over_at = None
    if not told:
        told = [Told(1, None, "")]
    if len(told) == 1 and told[0].at is None:
        # One text, and nobody says that it was written at the end: it is how it began.
        dated = date_all(told, issue.begun_at, None)
        if told[0].status is IncidentStatus.RESOLVED and over_at is not None:
            dated = date_all([Told(1, None, ""), *told], issue.begun_at, over_at)
    else:
        untimed = sum(each.at is None for each in told[1:-1])
        untimed += told[-1].at is None and over_at is None
        dated = date_all(told, issue.begun_at, over_at)
        if untimed:
            issue.lose(_tell_untimed(untimed))
    dated.sort(key=lambda each: each.at)
    if dated[0].at != issue.begun_at:
        issue.lose(f"its date {format_instant(issue.begun_at)} is left out: its updates say theirs")
    if is_over:
        _end(issue, dated, over_at)
    elif any(each.status is IncidentStatus.RESOLVED for each in dated):
        issue.lose("its text says that it was resolved, its fields do not; it stays open")
    return dated


def _end(issue: Issue, dated: list[Dated], over_at: datetime | None) -> None:
    """See to it that the last of *dated* says that the issue is over."""
    last = dated[-1]
    ends = last.at
    if over_at is not None and over_at > ends and last.status is not IncidentStatus.RESOLVED:
        dated.append(Dated(over_at, IncidentStatus.RESOLVED, ""))
        return
    if over_at is not None and over_at != ends:
        issue.lose(
            f"'resolvedWhen' {format_instant(over_at)} is left out: the last update is of "
            f"{format_instant(ends)}"
        )
    elif over_at is None and last.status is not IncidentStatus.RESOLVED:
        issue.lose(f"nothing says when it was over; it stands as over at {format_instant(ends)}")
    dated[-1] = last._replace(status=IncidentStatus.RESOLVED)


def _tell_untimed(count: int) -> str:
    if count == 1:
        return "a text without a time stands with the update beside it"
    return f"{count} texts without a time stand with the update beside them"


def _find_states(issue: Issue, updates: int) -> Effects:
    """Return the state of each part while it lasted; none where it lasted no time."""
    if not issue.severity or issue.is_informational or (issue.is_resolved and updates == 1):
        return ()
    state, _ = SEVERITIES[issue.severity]
    return tuple((name, state) for name in issue.affected)


def _find_impact(issue: Issue, states: Effects) -> Impact | None:
    """Return how bad it was where no state says it."""
    if issue.is_informational:
        return Impact.NONE
    return None if states or not issue.severity else SEVERITIES[issue.severity][1]


def _create_updates(
    stem: str, told: list[Dated], states: Effects, *, is_over: bool
) -> tuple[ForeignUpdate, ...]:
    updates = []
    seen: Counter[str] = Counter()
    well = tuple((name, ComponentState.OPERATIONAL) for name, _ in states)
    moments = keep_order([each.at for each in told])
    for number, (each, moment) in enumerate(zip(told, moments, strict=True)):
        is_last = number == len(told) - 1
        status = each.status
        if status is IncidentStatus.RESOLVED and not is_over:
            status = None  # the issue's fields say that it is not; a page never gets greener
        key = f"cstate/{stem}/{stamp(each.at)}/{status or 'update'}"
        seen[key] += 1
        if seen[key] > 1:
            key = f"{key}-{seen[key]}"
        effects = states if number == 0 else well if is_over and is_last else ()
        updates.append(
            ForeignUpdate(
                api_id=create_api_id("update", key),
                at=moment,
                text=each.text,
                status=status,
                components=effects,
            )
        )
    return tuple(updates)
