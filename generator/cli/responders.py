"""Commands that stay among responders: ``new``, ``ack``, ``log``, ``close``."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import click

from generator.cli.carry_out import carry_out
from generator.cli.complete import complete_alert, complete_component, complete_record
from generator.cli.logged import AT, TO_FINISH, WHO, lead_on, needs_internal
from generator.cli.said import following_of
from generator.cli.terminal import read_lines, read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.alerts import Alarm, read_alert
from generator.core.command_ids import looks_like_id
from generator.core.command_parts import read_component
from generator.core.command_words import read_severity
from generator.core.next_steps import Known, find_next_step
from generator.core.night_lines import epilog
from generator.core.vocabulary import RecordKind

_WORDS = click.argument("words", metavar="[ID] [TEXT]...", nargs=-1, shell_complete=complete_record)


@click.command("new", cls=WritingCommand, epilog=epilog("new"))
@click.argument("title", metavar="TITLE...", nargs=-1)
@click.option("--severity", metavar="1-4", help="How bad it looks at first: 1, sev1.")
@click.option(
    "--component",
    "components",
    metavar="PART",
    multiple=True,
    help="A part that is affected.",
    shell_complete=complete_component,
)
@click.option(
    "--alert",
    metavar="NAME|TEXT",
    default="",
    help="The alert, whose severity the policy knows; or what was said.",
    shell_complete=complete_alert,
)
@click.option(
    "--how",
    type=click.Choice(["alert", "user_report", "support", "engineer", "vendor", "scan", "other"]),
    help="How we came to know.",
)
@click.option("--started", metavar="TIME", help="When trouble began, if that is known.")
@AT
@WHO
@writing_options
def new_command(
    writing: Writing,
    title: tuple[str, ...],
    severity: str | None,
    components: tuple[str, ...],
    alert: str,
    how: str | None,
    started: str | None,
    at: str | None,
    who: str | None,
) -> NoReturn:
    """Declare an incident. Visitors read nothing of it before the first update.

    TITLE is the working title and never published. --at is when it was noticed.
    """
    from generator.pipeline.declare import Declaration, declare  # late: --help needs no records

    detected_at = writing.time(at) or writing.manner.now
    day = writing.manner.now.date()
    level = None if severity is None else writing.read(read_severity(severity))
    alarm = _read_alert(writing, alert, level)
    what = Declaration(
        title=read_text(title),
        detected_at=detected_at,
        severity=alarm.severity,
        components=tuple(
            writing.read(read_component(part, writing.config.components, day))
            for part in components
        ),
        alert=alert,
        alert_name=alarm.name,
        how=how or ("alert" if alert else ""),
        who=writing.who(who) if who else "",
        started_at=writing.time(started),
    )
    desk = writing.desk
    writing.notes += [
        f"{brief.id} is open already: {brief.title}; if it is the same, write there"
        for brief in desk.open_incidents()[:3]
    ]
    act = declare(
        what,
        desk.numbers_taken(RecordKind.INCIDENT, detected_at.date()),
        writing.manner.now,
        is_status_page_only=desk.is_status_page_only,
    )
    known = Known(
        parts=what.components,
        severity=what.severity,
        has_log=not desk.is_status_page_only,
        offered=tuple(each.id for each in desk.offered()),
    )
    following = [find_next_step(known)]
    if not desk.is_status_page_only:
        following = list(dict.fromkeys(("ack {}", *following)))
    carry_out(writing, following_of(act, *following))


def _read_alert(writing: Writing, text: str, severity: int | None) -> Alarm:
    """Return which alert of the policy is meant, and note how it was read (R54)."""
    if not text or writing.desk.is_status_page_only:
        return Alarm(severity=severity)
    from generator.pipeline.alerts import find_alerts  # late: most incidents name no alert

    found = read_alert(text, find_alerts(writing.manner.root), severity)
    writing.note(found.note)
    return found


@click.command("ack", cls=WritingCommand, epilog=epilog("ack"))
@_WORDS
@AT
@WHO
@writing_options
def ack_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Acknowledge an incident: you have it."""
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(words, instead=TO_FINISH)
    act = journal.acknowledge(case, read_text(rest), who=writing.who(who), at=writing.time(at))
    carry_out(writing, lead_on(act, case, 'log {} "what you see"'))


@click.command("log", cls=WritingCommand, epilog=epilog("log"))
@_WORDS
@AT
@WHO
@writing_options
def log_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Write a line into the log: what you saw, thought or did.

    The first word may be a verb in capitals, such as HYPOTHESIS, DECISION, ACTION, NOTIFIED.
    Without TEXT, or with -, lines are read from standard input; a line may begin with its time.
    """
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(words)
    text, is_many = read_lines(rest)
    moment = writing.time(at)
    if is_many:
        act = journal.journal_all(case, text, at=moment)
    else:
        handle = writing.who(who) if who else ""
        act = journal.journal(case, text, who=handle, at=moment)
    carry_out(writing, lead_on(act, case))


@click.command("close", cls=WritingCommand, epilog=epilog("close"))
@_WORDS
@AT
@WHO
@writing_options
def close_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Close a resolved incident: its paperwork is complete."""
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(_name_resolved(writing, words), instead=TO_FINISH)
    handle = writing.who(who) if who else ""
    act = journal.close(case, read_text(rest), who=handle, at=writing.time(at))
    carry_out(writing, replace(act, next_commands=("allclear status",)))


def _name_resolved(writing: Writing, words: tuple[str, ...]) -> tuple[str, ...]:
    """Return *words* with the id of the only incident that can be closed, where none is named."""
    resolved = writing.desk.resolved_incidents()
    is_named = bool(words) and looks_like_id(words[0])
    if is_named or writing.desk.open_incidents() or len(resolved) != 1:
        return words
    writing.note(f"{resolved[0].id}: the only incident that is resolved and not closed")
    return (resolved[0].id, *words)
