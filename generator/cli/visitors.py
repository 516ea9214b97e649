"""Commands whose words visitors read: ``update``, ``amend``, ``retract``."""

from __future__ import annotations

import re
from typing import Any, NoReturn

import click

from generator.cli.complete import (
    complete_record_or_update,
)
from generator.cli.said import WORDS, Said, said_options, tell_visitors
from generator.cli.terminal import read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.log_standing import is_security
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.vocabulary import RecordKind

_SECURITY = (
    "a security incident, WARNING: contain it and ask CEO and legal before anything is "
    "public (S:1038-1117; X35)"
)


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
    from generator.pipeline.clocks_after import find_rhythm

    case, rest = writing.find(words)
    if case.internal is not None and is_security(case.internal):
        writing.note(_SECURITY)
    rhythm = None if said.next_update else find_rhythm(writing.manner.root, case)
    following = ("maintenance finish {}",) if case.kind is RecordKind.MAINTENANCE else ()
    tell_visitors(
        writing, said, read_text(rest), case, lambda it: speak.update(case, it, rhythm), *following
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
    tell_visitors(writing, said, text, case, lambda it: speak.amend(case, target, it), "history {}")


@click.command("retract", cls=WritingCommand, epilog=epilog("retract"))
@click.argument(
    "words",
    metavar="[ID] last|UPDATE|incident [TEXT]...",
    nargs=-1,
    shell_complete=complete_record_or_update,
)
@writing_options
@said_options("edit")
def retract_command(writing: Writing, said: Said, words: tuple[str, ...]) -> NoReturn:
    """Withdraw an update, or the whole incident: the words go, id and time stay.

    TEXT tells visitors why.
    """
    from generator.pipeline import speak
    from generator.pipeline.speak import find_target

    case, rest = writing.find(words)
    if not rest or (not _names_update(case, rest[0]) and rest[0] != "incident"):
        said_so = f"{show(rest[0])} is no update of {case.id}" if rest else "nothing says which one"
        raise Refusal(
            f"{said_so}, and nothing is withdrawn by guessing",
            f"write last, the id of an update, or incident: allclear retract {case.id} last",
        )
    target, rest = rest[0], rest[1:]
    if target != "incident":
        target = find_target(case, target)
    tell_visitors(
        writing,
        said,
        read_text(rest),
        case,
        lambda it: speak.retract(case, target, it),
        "history {}",
    )


_LIKE_ONE = re.compile(
    "[0-9]{8}T?[0-9]*Z?(?:-[0-9a-z]*)?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?Z?", re.IGNORECASE
)
"""The beginning of an update's id, or a clock time; any other number may begin a text."""


def _names_update(case: Any, word: str) -> bool:
    """Return whether *word* is meant as an update rather than as the first word of a text."""
    return (
        word == "last"
        or _LIKE_ONE.fullmatch(word) is not None
        or any(each.id == word for each in case.updates)
    )


def _target(case: Any, rest: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the update that *rest* begins with, the last one unless it names one, and the text."""
    from generator.pipeline.speak import find_target

    if rest and _names_update(case, rest[0]):
        return find_target(case, rest[0]), rest[1:]
    return find_target(case, "last"), rest
