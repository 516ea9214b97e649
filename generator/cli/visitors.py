"""Commands whose words visitors read: ``update``, ``resolve``, ``amend`` and the like."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NoReturn

import click

from generator.cli.carry_out import carry_out
from generator.cli.complete import (
    complete_effect,
    complete_record,
    complete_record_or_update,
    complete_status,
)
from generator.cli.options import Decorator
from generator.cli.terminal import edit, read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.act import Act
from generator.core.command_ids import find_record
from generator.core.command_parts import read_effect
from generator.core.command_times import read_next
from generator.core.command_words import read_banner, read_impact, read_status
from generator.core.facts import Status
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.vocabulary import RecordKind

_WORDS = click.argument("words", metavar="[ID] [TEXT]...", nargs=-1, shell_complete=complete_record)
_NOTE = click.option("--note", metavar="TEXT", default="", help="Words for the line in the log.")
_WHO = click.option("--who", metavar="@HANDLE", default=None, help="Who says so, in the log.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The options by which visitors' words are given, as typed."""

    status: str | None = None
    title: str = ""
    advice: str = ""
    components: tuple[str, ...] = ()
    next_update: str | None = None
    impact: str | None = None
    banner: str | None = None
    at: str | None = None
    silent: bool = False
    edit: bool = False


def _options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options *names* and hand them over as one :class:`Said`."""
    known: dict[str, Decorator] = {
        "status": click.option("--status", metavar="STATUS", help="investigating, identified, "
                               "monitoring, resolved; or found, watching, fixed.",
                               shell_complete=complete_status),
        "title": click.option("--title", default="", help="What is wrong, in visitors' words."),
        "advice": click.option("--advice", metavar="TEXT", default="", help="What people can do "
                               "now; stays pinned. none takes it away."),
        "components": click.option("--component", "components", metavar="PART=STATE",
                                   multiple=True, help="A part and its state: down, partial, "
                                   "slow, ok.", shell_complete=complete_effect),
        "next_update": click.option("--next", "next_update", metavar="30m", help="When the next "
                                    "update comes: 30m, 15:30, none."),
        "impact": click.option("--impact", metavar="IMPACT", help="none, minor, major, critical."),
        "banner": click.option("--banner", metavar="WHO", help="Who sees the banner in the "
                               "product: all, affected, none."),
        "at": click.option("--at", metavar="TIME", help="When it happened, if that was earlier: "
                           "14:23, -15m."),
        "silent": click.option("--silent", is_flag=True, help="Keep it out of feeds."),
        "edit": click.option("--edit", is_flag=True, help="Write the text in your editor."),
    }  # fmt: skip

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def run(writing: Writing, **given: Any) -> None:
            said = Said(**{name: given.pop(name) for name in names})
            function(writing, said, **given)

        decorated: Callable[..., Any] = run
        for name in reversed(names):
            decorated = known[name](decorated)
        return decorated

    return decorate


def _words_of(writing: Writing, said: Said, text: str, kind: RecordKind) -> Any:
    """Return what was said as :class:`generator.pipeline.telling.Words`."""
    from generator.adapters.clone import random_suffix
    from generator.pipeline.telling import Words

    day = writing.manner.now.date()
    return Words(
        suffix=random_suffix(),
        status=_status(writing, said.status, kind) if said.status else None,
        title=said.title,
        text=text,
        advice=said.advice,
        effects=tuple(
            writing.read(read_effect(each, writing.config.components, day))
            for each in said.components
        ),
        next_update=(
            writing.read(read_next(said.next_update, writing.manner.now))
            if said.next_update
            else ""
        ),
        impact=writing.read(read_impact(said.impact)) if said.impact else None,
        banner=writing.read(read_banner(said.banner)) if said.banner else None,
        happened_at=writing.time(said.at),
        is_silent=said.silent,
    )


def _status(writing: Writing, text: str, kind: RecordKind) -> Status:
    found = read_status(text, kind)
    writing.note(found.note)
    return found.value


def tell_visitors(
    writing: Writing,
    said: Said,
    text: str,
    kind: RecordKind,
    make: Callable[[Any], Act],
    *following: str,
) -> NoReturn:
    """Carry out the act that *make* makes of the words, the editor before and between."""
    if said.edit:
        text = edit(text)
    words = _words_of(writing, said, text, kind)

    def again(new: str) -> Act:
        return following_of(make(replace(words, text=new)), *following)

    carry_out(writing, again(text), text=text, again=again)


def following_of(act: Act, *commands: str) -> Act:
    """Return *act* with the commands to paste next; ``{}`` stands for its short id."""
    told = tuple(f"allclear {command.format(act.record[-3:])}" for command in commands)
    return replace(act, next_commands=told)


@click.command("update", cls=WritingCommand, epilog=epilog("update"))
@_WORDS
@writing_options
@_options("status", "components", "next_update", "title", "advice", "impact", "banner", "at",
          "silent", "edit")  # fmt: skip
def update_command(writing: Writing, said: Said, words: tuple[str, ...]) -> NoReturn:
    """Tell visitors; the first update makes an incident public.

    Without TEXT visitors read the words of the template; - reads TEXT from standard input.
    Parts default to those of 'new', their states to its severity.
    """
    from generator.pipeline import speak

    case, rest = writing.find(words)
    following = ("update {} --status monitoring", "resolve {}")
    tell_visitors(
        writing, said, read_text(rest), case.kind, lambda it: speak.update(case, it), *following
    )


@click.command("resolve", cls=WritingCommand, epilog=epilog("resolve"))
@_WORDS
@click.option("--log-only", is_flag=True, help="Write the log line alone.")
@click.option(
    "--window",
    "windows",
    metavar="'PART=STATE FROM..TO'",
    multiple=True,
    help="When a part really was in a state, instead of what is proposed.",
)
@click.option("--no-windows", is_flag=True, help="Write no windows: the updates tell the times.")
@_NOTE
@_WHO
@writing_options
@_options("title", "advice", "at", "silent", "edit")
def resolve_command(
    writing: Writing,
    said: Said,
    words: tuple[str, ...],
    log_only: bool,
    windows: tuple[str, ...],
    no_windows: bool,
    note: str,
    who: str | None,
) -> NoReturn:
    """Resolve: log line, last update and when it really was, in one step.

    The windows proposed come from the log: STARTED or DETECTED, MITIGATED, RESOLVED.
    """
    from generator.pipeline import turns

    case, rest = writing.find(words)
    given = [_read_window(writing, each) for each in windows]
    handle = writing.who(who) if who else ""

    def make(it: Any) -> Act:
        return turns.resolve(
            case,
            it,
            note=note,
            who=handle,
            log_only=log_only,
            windows=[] if no_windows else given or None,
            has_log=not writing.desk.is_status_page_only,
        )

    tell_visitors(writing, said, read_text(rest), case.kind, make, "close {}", "history {}")


@click.command("reopen", cls=WritingCommand, epilog=epilog("reopen"))
@_WORDS
@_NOTE
@_WHO
@writing_options
@_options("status", "components", "next_update", "title", "advice", "at", "silent", "edit")
def reopen_command(
    writing: Writing, said: Said, words: tuple[str, ...], note: str, who: str | None
) -> NoReturn:
    """Open an incident again that was resolved too early."""
    from generator.pipeline import turns

    case, rest = writing.find(words, closed_ok=True)
    has_log = not writing.desk.is_status_page_only
    handle = writing.who(who) if who else ""
    tell_visitors(
        writing,
        said,
        read_text(rest),
        case.kind,
        lambda it: turns.reopen(case, it, note=note, who=handle, has_log=has_log),
        "update {}",
        "resolve {}",
    )


@click.command("amend", cls=WritingCommand, epilog=epilog("amend"))
@click.argument(
    "words",
    metavar="[ID] [last|UPDATE] [TEXT]...",
    nargs=-1,
    shell_complete=complete_record_or_update,
)
@writing_options
@_options("status", "components", "next_update", "title", "advice", "impact", "banner", "edit")
def amend_command(writing: Writing, said: Said, words: tuple[str, ...]) -> NoReturn:
    """Correct an update: only what is given is replaced, at its own time; feeds tell nobody.

    UPDATE is its id, the beginning of one, or a clock time such as 14:36.
    """
    from generator.pipeline import speak

    case, rest = writing.find(words, closed_ok=True)
    target, rest = _target(case, rest)
    text = read_text(rest)
    if said.edit and not text:
        text = next((each.text or "" for each in case.updates if each.id == target), "")
    tell_visitors(
        writing, said, text, case.kind, lambda it: speak.amend(case, target, it), "history {}"
    )


@click.command("retract", cls=WritingCommand, epilog=epilog("retract"))
@click.argument(
    "words",
    metavar="[ID] last|UPDATE|incident [TEXT]...",
    nargs=-1,
    required=True,
    shell_complete=complete_record_or_update,
)
@writing_options
@_options("edit")
def retract_command(writing: Writing, said: Said, words: tuple[str, ...]) -> NoReturn:
    """Withdraw an update, or the whole incident: the words go, id and time stay.

    TEXT tells visitors why.
    """
    from generator.pipeline import speak

    case, rest = writing.find(words, closed_ok=True)
    if rest[:1] == ("incident",):
        target, rest = "incident", rest[1:]
    else:
        if not rest:
            raise Refusal(
                "nothing says what to withdraw",
                f"write last, the id of an update, or incident: allclear retract {case.id} last",
            )
        target, rest = _target(case, rest)
    tell_visitors(
        writing,
        said,
        read_text(rest),
        case.kind,
        lambda it: speak.retract(case, target, it),
        "history {}",
    )


@click.command("merge", cls=WritingCommand, epilog=epilog("merge"))
@_WORDS
@click.option(
    "--into",
    required=True,
    metavar="ID",
    help="The incident that goes on.",
    shell_complete=complete_record,
)
@writing_options
@_options("edit")
def merge_command(writing: Writing, said: Said, words: tuple[str, ...], into: str) -> NoReturn:
    """Merge an incident into another: one goes on, both pages stay."""
    from generator.pipeline import turns

    ids = [brief.id for brief in writing.desk.briefs]
    opened = [brief.id for brief in writing.desk.open_incidents()]
    target = find_record(into, opened if any(each.endswith(into) for each in opened) else ids)
    if not words and len(opened) == 2 and target in opened:
        words = tuple(each for each in opened if each != target)
    case, rest = writing.find(words)
    other = writing.open(target)
    has_log = not writing.desk.is_status_page_only
    tell_visitors(
        writing,
        said,
        read_text(rest),
        case.kind,
        lambda it: turns.merge(case, other, it, has_log=has_log),
        f"update {other.id[-3:]}",
    )


def _target(case: Any, rest: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the update that *rest* begins with, the last one unless it names one, and the text."""
    from generator.pipeline.speak import find_target

    if rest and (rest[0] == "last" or rest[0][:1].isdigit()):
        try:
            return find_target(case, rest[0]), rest[1:]
        except Refusal:
            if len(rest) < 2 or rest[0][:8].isdigit():
                raise
    return find_target(case, "last"), rest


def _read_window(writing: Writing, text: str) -> Any:
    """Return the impact window in *text*: ``score-recording=down 14:22..14:50``."""
    from generator.core.facts import ImpactWindow

    effect, _, times = text.strip().partition(" ")
    start, dots, end = times.partition("..")
    if not dots:
        raise Refusal(f"'{text}' is no window", "write it as 'score-recording=down 14:22..14:50'")
    day = writing.manner.now.date()
    part, state = writing.read(read_effect(effect, writing.config.components, day))
    if state is None:
        raise Refusal(f"'{text}' names no state", f"write '{part}=down {times.strip()}'")
    moments: list[datetime] = [
        moment for each in (start, end) if (moment := writing.time(each.strip())) is not None
    ]
    if moments[1] <= moments[0]:
        raise Refusal(f"'{text}' ends before it begins", "write the earlier time first")
    return ImpactWindow(component=part, state=state, start=moments[0], end=moments[1])
