"""What a mistyped option means, and what to type instead: the words of a tired person's refusal."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

import click

from generator.core.refusal import Refusal
from generator.core.shown import clean

_TEXT = ("-m", "--message", "--msg", "--text", "--comment", "--body", "--reason")
_ID = ("-i", "--id", "--incident", "--record")
_LENGTH = ("--for", "--duration", "--length", "--to", "--end")
_MOST_LISTED = 4
_WRITING = ("responders", "measures", "visitors", "turns", "maintenance")
"""Modules whose commands write."""
_YES = ("-y", "--yes", "-f", "--force")

_OWN_FIXES = {
    ("resolve", "--status"): "leave it out: resolving says so itself",
    ("resolve", "--component"): "leave it out: resolving ends what this incident says of its parts",
    ("resolve", "--next"): "leave it out: nothing is promised when it is over",
    ("update", "--severity"): "say it to responders: allclear severity 1; visitors read "
    "--component PART=down, partial or slow",
    ("update", "--who"): "leave it out: visitors read nobody's name",
    ("amend", "--at"): "leave it out: an amendment stands at the time of what it amends",
    ("new", "--status"): "leave it out: visitors read one from the first 'allclear update' on",
}
"""What to do where an option is one that people expect of just that command."""


def explain(error: click.UsageError, command: click.Command, name: str) -> Refusal:
    """Return what is wrong with a command line that click cannot read, and what to type.

    Args:
        error: What click says.
        command: The command that was typed.
        name: How it is typed: ``allclear maintenance extend``.
    """
    if isinstance(error, click.NoSuchOption):
        option = error.option_name
        return Refusal(f"{name} has no option {clean(option)}", _instead(option, command, name))
    param = getattr(error, "param", None)
    if isinstance(error, click.BadOptionUsage):
        option = error.option_name
        param = next((each for each in command.params if option in each.opts), None)
        if isinstance(param, click.Option) and not param.is_flag:
            return Refusal(
                f"nothing stands behind {option}",
                f"write {option} {_value_of(param)}, or leave it out",
            )
        return Refusal(f"{option} takes no value", f"write {option} alone")
    if isinstance(param, click.Option):
        return _explain_value(error, param)
    return Refusal(error.format_message().rstrip("."), f"see its examples: {name} --help")


def find_swallowed(args: Sequence[str], command: click.Command) -> Refusal | None:
    """Return why *args* cannot be meant where an option has swallowed the name of the next one.

    ``--title --status monitoring`` would make a title of ``--status``.
    """
    options = [each for each in command.params if isinstance(each, click.Option)]
    known = {name for each in options for name in each.opts if name.startswith("--")}
    taking = {name: each for each in options if not each.is_flag for name in each.opts}
    own = args[: args.index("--")] if "--" in args else args
    for word, following in pairwise(own):
        if word in taking and following.partition("=")[0] in known:
            value = _value_of(taking[word])
            return Refusal(
                f"nothing stands behind {word}: {following.partition('=')[0]} follows",
                f"write {word} {value}, or leave it out",
            )
    return None


def _instead(option: str, command: click.Command, name: str) -> str:
    """Return what to type in place of an *option* that *command* does not have."""
    own = [opt for each in command.params for opt in each.opts if opt.startswith("--")]
    short = name.rpartition(" ")[2]
    if (short, option) in _OWN_FIXES:
        return _OWN_FIXES[short, option]
    if option == "--title" and short in ("new", "announce"):
        return f'write the title without an option: {name} "…"'
    if option in _TEXT and any(isinstance(each, click.Argument) for each in command.params):
        return f'write the text without an option: {name} "…"'
    if option in _ID:
        return f"write the id without an option: {name} 001"
    if option in _LENGTH and "--until" in own:
        return "write --until +1h"
    if option in _YES:
        return "leave it out: on a terminal you are asked, elsewhere nobody is"
    begun = [each for each in own if len(option) > 2 and each.startswith(option)]
    if len(begun) == 1:
        return f"write {begun[0]}"
    known = {opt for _, opts in _options_of_all() for opt in opts}
    meant = [each for each in known if len(option) > 2 and each.startswith(option)]
    if len(meant) == 1 and meant[0] != option:
        return _instead(meant[0], command, name)
    near = difflib.get_close_matches(option, own, n=1, cutoff=0.8)
    others = [other for other, opts in _options_of_all() if option in opts]
    if near and not others:
        return f"write {near[0]}"
    if others:
        listed = ", ".join(f"'allclear {each}'" for each in others[:_MOST_LISTED])
        listed += " and others" if len(others) > _MOST_LISTED else ""
        return f"leave it out; it belongs to {listed}"
    near = difflib.get_close_matches(option, own, n=1, cutoff=0.6)
    if near and option.startswith("--"):
        return f"write {near[0]}; if it is text, write -- before it"
    return f"if it is text, write -- before it: {name} -- …"


def _options_of_all() -> Iterator[tuple[str, set[str]]]:
    """Yield every command that writes, with its options."""
    from generator.cli.main import COMMANDS  # late: it is the one that imports us

    for name, (place, _) in COMMANDS.items():
        module, _, attribute = place.partition(":")
        if module.rpartition(".")[2] not in _WRITING:
            continue
        command = getattr(importlib.import_module(module), attribute)
        inner = command.commands if isinstance(command, click.Group) else {"": command}
        for below, each in inner.items():
            yield f"{name} {below}".rstrip(), {opt for param in each.params for opt in param.opts}


def _explain_value(error: click.UsageError, param: click.Option) -> Refusal:
    option = param.opts[0]
    if isinstance(param.type, click.Choice):
        value = error.message.partition(" is not one of ")[0]
        words = [str(each) for each in param.type.choices]
        near = difflib.get_close_matches(value.strip("'"), words, n=1, cutoff=0.7)
        return Refusal(
            f"{value} is not a value of {option}",
            f"write {near[0]}" if near else f"write one of {', '.join(words)}",
        )
    message, _, fix = error.message.rstrip(".").partition("; ")
    return Refusal(f"{option}: {message}", fix or f"write {option} {_value_of(param)}")


def _value_of(param: click.Option) -> str:
    if isinstance(param.type, click.Choice):
        return " or ".join(str(each) for each in param.type.choices)
    return param.metavar or param.type.name.upper()
