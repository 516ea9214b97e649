"""Commands whose words visitors read: ``update``, ``amend``, ``retract``."""

from __future__ import annotations

from typing import Any, NoReturn

import click

from generator.cli.complete import (
    complete_record_or_update,
)
from generator.cli.said import WORDS, Said, said_options, tell_visitors
from generator.cli.terminal import read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal


@click.command("update", cls=WritingCommand, epilog=epilog("update"))
@WORDS
@writing_options
@said_options("status", "components", "next_update", "title", "advice", "impact", "banner", "at",
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


@click.command("amend", cls=WritingCommand, epilog=epilog("amend"))
@click.argument(
    "words",
    metavar="[ID] [last|UPDATE] [TEXT]...",
    nargs=-1,
    shell_complete=complete_record_or_update,
)
@writing_options
@said_options("status", "components", "next_update", "title", "advice", "impact", "banner", "edit")
def amend_command(writing: Writing, said: Said, words: tuple[str, ...]) -> NoReturn:
    """Correct an update: only what is given is replaced, at its own time; feeds tell nobody.

    UPDATE is its id, the beginning of one, or a clock time such as 14:36.
    """
    from generator.pipeline import speak

    case, rest = writing.find(words)
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
@said_options("edit")
def retract_command(writing: Writing, said: Said, words: tuple[str, ...]) -> NoReturn:
    """Withdraw an update, or the whole incident: the words go, id and time stay.

    TEXT tells visitors why.
    """
    from generator.pipeline import speak

    case, rest = writing.find(words)
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
