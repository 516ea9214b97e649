"""Visitors' words on a command line: the options that give them, and how they go out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

import click

from generator.cli.carry_out import carry_out
from generator.cli.complete import (
    complete_effect,
    complete_record,
    complete_status,
)
from generator.cli.options import Decorator
from generator.cli.terminal import edit
from generator.cli.writing import Writing
from generator.core.act import Act
from generator.core.command_parts import read_effect
from generator.core.command_times import read_next
from generator.core.command_words import read_banner, read_impact, read_status
from generator.core.facts import Status
from generator.core.vocabulary import IncidentStatus, RecordKind

if TYPE_CHECKING:
    from generator.pipeline.case import Case

WORDS = click.argument("words", metavar="[ID] [TEXT]...", nargs=-1, shell_complete=complete_record)


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


def said_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
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
        status=None if said.status is None else _status(writing, said.status, kind),
        title=said.title,
        text=text,
        advice=said.advice,
        effects=tuple(
            writing.read(read_effect(each, writing.config.components, day))
            for each in said.components
        ),
        next_update=(
            ""
            if said.next_update is None
            else writing.read(read_next(said.next_update, writing.manner.now))
        ),
        impact=None if said.impact is None else writing.read(read_impact(said.impact)),
        banner=None if said.banner is None else writing.read(read_banner(said.banner)),
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
    case: Case,
    make: Callable[[Any], Act],
    *following: str,
    is_over: bool = False,
) -> NoReturn:
    """Carry out the act that *make* makes of the words, the editor before and between.

    Args:
        writing: The command at work.
        said: The options.
        text: Visitors' words so far.
        case: The record it is about.
        make: Makes the act of :class:`generator.pipeline.telling.Words`.
        following: Commands to paste next; without any, what is known then tells which.
        is_over: The command itself says that it is over.
    """
    from generator.pipeline.afterwards import next_step

    if said.edit:
        text = edit(text)
    words = _words_of(writing, said, text, case.kind)
    _look_for_slips(writing, case, words)
    has_log = not writing.desk.is_status_page_only

    def again(new: str) -> Act:
        act = make(replace(words, text=new))
        if following:
            return following_of(act, *following)
        is_resolved = is_over and act.is_public
        status = IncidentStatus.RESOLVED if is_resolved else words.status
        return following_of(act, next_step(case, act, status=status, has_log=has_log))

    carry_out(writing, again(text), text=text, again=again)


def _look_for_slips(writing: Writing, case: Case, words: Any) -> None:
    """Refuse a text that is only a state, and note parts that another incident is about."""
    from generator.core.slips import refuse_bare_word

    named = [part for part, _ in words.effects]
    options = click.get_current_context().command.params
    refuse_bare_word(
        words.text,
        [*named, *case.components],
        writing.config.components,
        writing.manner.now.date(),
        kind=case.kind,
        takes_states=any(each.name == "components" for each in options),
    )
    if case.kind is RecordKind.INCIDENT:
        own = {*case.components, *(case.view.components if case.view else ())}
        for part in named:
            writing.note("" if part in own else _note_elsewhere(writing, case.id, part))


def _note_elsewhere(writing: Writing, id_: str, part: str) -> str:
    """Return that one other open incident alone is about *part*, or nothing."""
    about = [
        brief.id
        for brief in writing.desk.open_incidents()
        if part in brief.components or part in dict(brief.states)
    ]
    return f"{part} is no part of {id_}; {about[0]} is about it" if len(about) == 1 else ""


def following_of(act: Act, *commands: str) -> Act:
    """Return *act* with the commands to paste next; ``{}`` stands for its id."""
    return replace(act, next_commands=tuple(f"allclear {command}" for command in commands))
