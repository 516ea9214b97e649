"""Commands that stay among responders: ``new``, ``ack``, ``log``, ``severity`` and the like."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NoReturn

import click

from generator.cli.carry_out import carry_out
from generator.cli.complete import complete_component, complete_record
from generator.cli.terminal import read_lines, read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.act import Act
from generator.core.command_ids import looks_like_id
from generator.core.command_parts import read_component
from generator.core.command_words import read_option, read_severity, read_step
from generator.core.log_verbs import Verb
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.vocabulary import RecordKind

_WORDS = click.argument("words", metavar="[ID] [TEXT]...", nargs=-1, shell_complete=complete_record)
_AT = click.option("--at", metavar="TIME", help="When it happened: 14:23, -15m, 2025-01-15 14:23Z.")
_WHO = click.option(
    "--who", metavar="@HANDLE", help="Who did it.  [default: git config allclear.handle]"
)


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
@click.option("--alert", metavar="TEXT", default="", help="What the alert or the report said.")
@click.option(
    "--how",
    type=click.Choice(["alert", "user_report", "support", "engineer", "vendor", "scan", "other"]),
    help="How we came to know.",
)
@click.option("--started", metavar="TIME", help="When trouble began, if that is known.")
@_AT
@_WHO
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
    what = Declaration(
        title=read_text(title),
        detected_at=detected_at,
        severity=None if severity is None else writing.read(read_severity(severity)),
        components=tuple(
            writing.read(read_component(part, writing.config.components, day))
            for part in components
        ),
        alert=alert,
        how=how or ("alert" if alert else ""),
        who=writing.who(who) if who else "",
        started_at=writing.time(started),
    )
    desk = writing.desk
    writing.notes += [
        f"{brief.id} is open already: {brief.title}; if it is the same, log there"
        for brief in desk.open_incidents()[:3]
    ]
    act = declare(
        what,
        desk.numbers_taken(RecordKind.INCIDENT, detected_at.date()),
        writing.manner.now,
        is_status_page_only=desk.is_status_page_only,
    )
    part = what.components[0] if what.components else "PART"
    carry_out(writing, _next(act, "ack {}", f"update {{}} --component {part}=down"))


@click.command("ack", cls=WritingCommand, epilog=epilog("ack"))
@_WORDS
@_AT
@_WHO
@writing_options
def ack_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Acknowledge an incident: you have it."""
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(words, instead=_FINISH)
    act = journal.acknowledge(case, read_text(rest), who=writing.who(who), at=writing.time(at))
    carry_out(writing, _next(act, 'log {} "what you see"', "update {} --component PART=down"))


@click.command("log", cls=WritingCommand, epilog=epilog("log"))
@_WORDS
@_AT
@_WHO
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
    carry_out(writing, _next(act, 'log {} "…"', "update {} --status monitoring"))


@click.command("severity", cls=WritingCommand, epilog=epilog("severity"))
@click.argument(
    "words", metavar="[ID] 1|2|3|4|unset [REASON]...", nargs=-1, shell_complete=complete_record
)
@_AT
@_WHO
@writing_options
def severity_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Set the severity from now on."""
    from generator.pipeline import journal

    needs_internal(writing)
    # "severity 1" is a severity; only longer numbers are ids.
    is_id = (
        len(words) > 1
        and (len(words[0]) > 1 and words[0][-1].isdigit())
        and not _is_level(words[0])
    )
    is_bare = len(words) == 1 and len(words[0]) > 1 and looks_like_id(words[0])
    if not words or is_bare:
        raise Refusal(
            "nothing says how severe it is",
            f"write 1 (the worst), 2, 3, 4 or unset: {' '.join(('allclear severity', *words))} 2",
        )
    case, rest = writing.find(words[:1] if is_id else (), instead=_FINISH)
    rest = words[1:] if is_id else words
    severity = writing.read(read_severity(rest[0]))
    handle = writing.who(who) if who else ""
    act = journal.set_severity(case, severity, read_text(rest[1:]), who=handle, at=writing.time(at))
    carry_out(writing, _next(act, "update {}", 'log {} "…"'))


@click.command("mitigate", cls=WritingCommand, epilog=epilog("mitigate"))
@click.argument("words", metavar="[ID] [A-E STEP[,STEP]] [TEXT]...", nargs=-1)
@click.option("--risk", type=click.Choice(["low", "medium", "high"]), help="How risky it is.")
@click.option("--expected", metavar="TEXT", default="", help="What it should bring about.")
@click.option("--back-out", metavar="TEXT", default="", help="The way back.")
@_AT
@_WHO
@writing_options
def mitigate_command(
    writing: Writing,
    words: tuple[str, ...],
    risk: str | None,
    expected: str,
    back_out: str,
    at: str | None,
    who: str | None,
) -> NoReturn:
    """Propose, approve, begin or finish a mitigation; alone, say that people can work again.

    STEP is propose, approve, begin or done, several joined by a comma.
    """
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(words, instead=_FINISH)
    option = ""
    steps: tuple[Verb, ...] = ()
    _refuse_unlettered(rest)
    if rest and len(rest[0]) == 1 and rest[0].isalpha():
        option = writing.read(read_option(rest[0]))
        if len(rest) < 2:
            raise Refusal(
                f"nothing says what happens to option {option}",
                f"write propose, approve, begin or done: allclear mitigate {option} approve",
            )
        steps = writing.read(read_step(rest[1]))
        rest = rest[2:]
    act = journal.mitigate(
        case,
        option,
        steps,
        read_text(rest),
        who=writing.who(who) if who else "",
        at=writing.time(at),
        details=(("risk", risk or ""), ("expected", expected), ("back out", back_out)),
    )
    following = ("update {} --status monitoring", "resolve {}")
    if steps and Verb.DONE not in steps:
        following = (f"mitigate {{}} {option} done", 'log {} "…"')
    carry_out(writing, _next(act, *following))


@click.command("close", cls=WritingCommand, epilog=epilog("close"))
@_WORDS
@_AT
@_WHO
@writing_options
def close_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Close a resolved incident: its paperwork is complete."""
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(words, instead=_FINISH)
    handle = writing.who(who) if who else ""
    act = journal.close(case, read_text(rest), who=handle, at=writing.time(at))
    carry_out(writing, replace(act, next_commands=("allclear status",)))


def needs_internal(writing: Writing) -> None:
    """Refuse where a repository keeps nothing internal, and so no log.

    Raises:
        Refusal: In a repository that is a status page only.
    """
    if writing.desk.is_status_page_only:
        raise Refusal(
            "this repository is a status page only, so there is no log",
            "tell visitors: allclear update; or make a folder site_src/internal to keep a log",
        )


def _next(act: Act, *commands: str) -> Act:
    if act.record.startswith("MNT"):
        commands = ("maintenance finish {}",)
    return replace(act, next_commands=tuple(f"allclear {command}" for command in commands))


_LETTERS = re.compile("option|[A-E][A-E,.:;)]", re.IGNORECASE)
_FINISH = "see where it stands: allclear history {0}; end it: allclear maintenance finish {0}"
"""What to do with planned work that was taken for an incident."""


def _refuse_unlettered(rest: tuple[str, ...]) -> None:
    """Refuse steps without the letter before them; MITIGATED would be said of all of it.

    Raises:
        Refusal: For ``approve A``, ``AB approve``, ``option A approve`` and ``done`` alone.
    """
    if not rest:
        return
    first, second = rest[0], rest[1] if len(rest) > 1 else ""
    letter = "A"
    if _is_step(first) and (len(second) == 1 or not second):
        letter, step = second.upper() or letter, first
    elif _LETTERS.fullmatch(first) and _is_step(rest[-1]):
        step = rest[-1]
        letter = second.upper() if len(second) == 1 else letter
    else:
        return
    raise Refusal(
        f"{show(' '.join(rest))} does not begin with the letter of an option",
        f"write it first: allclear mitigate {letter} {step}; if people can work again, and no "
        "option is meant: allclear mitigate",
    )


def _is_step(word: str) -> bool:
    try:
        read_step(word)
    except Refusal:
        return False
    return True


def _is_level(word: str) -> bool:
    """Return whether *word* can be read as a severity."""
    try:
        read_severity(word)
    except Refusal:
        return False
    return True
