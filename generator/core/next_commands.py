"""The commands to paste next that ``allclear status`` ends with, the most urgent first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.core.brief import Brief
from generator.core.desk import Desk
from generator.core.next_steps import SET_SEVERITY, Known, find_next_step
from generator.core.situation import Situation

_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")
_MADE = re.compile(
    r".*/(?:updates/[0-9]{8}T[0-9]{6}Z-[0-9a-z]{8}\.yml|log/[0-9a-hjkmnp-tv-z]{8}\.log)"
)
"""Files that commands make; ``allclear push`` commits those of this clone."""


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
    for doubt in situation.doubts:
        yield check_command(doubt.path)
    for brief in situation.resolved():
        owes = situation.overdue(brief.id) or situation.next_due(brief.id)
        yield f"allclear {'duties' if owes else 'close'} {_shorten(brief, desk)}"
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
    known = _know(brief, desk)
    is_late = any(each.startswith("public-update") for each in overdue)
    if known.lacks_severity and not is_late:
        yield f"allclear {SET_SEVERITY.replace('{}', _shorten(brief, desk))}"
    yield _next_step(brief, desk, known, is_late=is_late)
    if known.is_security:
        yield f"allclear duties {_shorten(brief, desk)}"
    if "assign-ic" in overdue:
        yield f"allclear {_COMMANDER.replace('{}', _shorten(brief, desk))}"


def _know(brief: Brief, desk: Desk) -> Known:
    return Known(
        status=brief.status,
        parts=brief.components,
        severity=brief.severity,
        has_log=not desk.is_status_page_only,
        offered=tuple(each.id for each in desk.offered()),
        is_security=brief.is_security,
        is_acknowledged=brief.is_acknowledged,
        is_worked_on=brief.is_worked_on,
        is_mitigated=brief.is_mitigated,
        is_over_in_log=brief.resolved_at is not None,
        is_closed=brief.is_closed and brief.status is None,
    )


def _next_step(brief: Brief, desk: Desk, known: Known, *, is_late: bool) -> str:
    """Return what to type next; where visitors were promised something, that comes first."""
    step = find_next_step(known)
    is_promised = brief.status is not None and (is_late or _urgency(brief, desk) == 0)
    if is_promised and not known.is_security:
        step = 'update {} "what is known now"'
        if brief.is_mitigated and brief.status in ("investigating", "identified"):
            step = 'update {} --status monitoring "what is known now"'
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
