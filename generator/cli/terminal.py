"""Talking with the person at the keyboard: is there one, what do they say, what do they type."""

from __future__ import annotations

import os
import select
import stat
import sys

import click

from generator.core.refusal import Refusal

_BELOW = "# --- everything below this line is left out ---"
_HINT = (
    _BELOW,
    "# What visitors will read stands above that line.",
    "# Save and close to go on; leave it empty to use the words of the template.",
    "# Say what people notice, then what we do, then what they can do. No names of tools.",
)


def is_terminal() -> bool:
    """Return whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def read_text(words: tuple[str, ...]) -> str:
    """Return the text typed behind a command; ``-`` stands for standard input.

    Raises:
        Refusal: When text waits on standard input and nobody asked for it: it would be lost.
    """
    if words == ("-",):
        return sys.stdin.read()
    if not words and _is_waiting():
        raise Refusal(
            "text is waiting on standard input, and the command does not ask for it",
            "write - in place of the text to read it, or add < /dev/null",
        )
    return " ".join(words)


def read_lines(words: tuple[str, ...]) -> tuple[str, bool]:
    """Return what is to be logged, and whether it came from standard input, many lines at once."""
    if words and words != ("-",):
        return " ".join(words), False
    if words == ("-",) or not sys.stdin.isatty():
        return sys.stdin.read(), True
    return "", False


def edit(text: str, about: tuple[str, ...] = (), hints: tuple[tuple[str, str], ...] = ()) -> str:
    """Return *text* as the person's editor left it; unchanged when it was closed without saving.

    Args:
        text: The words so far.
        about: What visitors would read of them.
        hints: What is odd about the words, and how to say it instead.

    Raises:
        Refusal: When there is no editor, or it failed.
    """
    below = [
        *_HINT,
        *(f"# words: {what}; {fix}" for what, fix in hints),
        *(["#", "# As it stands now:"] if about else []),
        *(f"# {line}" for line in about),
    ]
    try:
        edited = click.edit("\n".join((text, "", *below, "")), extension=".md")
    except click.ClickException as error:
        raise Refusal(
            f"the editor failed: {error.format_message()}",
            "set EDITOR to another one, or write the text behind the command; nothing was written",
        ) from error
    return text if edited is None else _above(edited.split("\n"), below)


def _above(lines: list[str], below: list[str]) -> str:
    """Return what stands above the line; where somebody deleted that, all that is not ours."""
    if _BELOW in lines:
        return "\n".join(lines[: lines.index(_BELOW)]).strip()
    return "\n".join(line for line in lines if line not in below).strip()


def ask(question: str, **choices: str) -> str:
    """Return the letter typed, one of *choices*; the first for Enter alone.

    Args:
        question: What is asked.
        choices: What each letter does.

    Raises:
        click.Abort: On Ctrl-C or the end of input.
    """
    first, *others = choices
    shown = ", ".join([*(f"{each} {choices[each]}" for each in others), f"Enter {choices[first]}"])
    while True:
        answer = click.prompt(f"{question} ({shown})", default=first, show_default=False)
        letter = str(answer).strip().lower()[:1]
        if letter in choices:
            return letter
        click.echo(f"'{answer}' is none of {', '.join([*others, first])}", err=True)


def _is_waiting() -> bool:
    """Return whether a pipe or file with text in it stands at standard input."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
        if stat.S_ISREG(mode):
            return os.fstat(sys.stdin.fileno()).st_size > os.lseek(sys.stdin.fileno(), 0, 1)
        if not stat.S_ISFIFO(mode):
            return False
        ready, _, _ = select.select([sys.stdin], [], [], 0)
        return bool(ready) and bool(sys.stdin.buffer.peek(1))  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError):
        return False
