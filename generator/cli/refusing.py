"""How writing commands say no: to people in two lines, to programs in one JSON document."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from typing import NoReturn

import click

from generator.core.refusal import Refusal

EXIT_UNREADABLE = 1
EXIT_WRONG_USE = 2
EXIT_STOPPED = 130


def refuse(refusal: Refusal, form: str, status: int = EXIT_WRONG_USE) -> NoReturn:
    """Say why nothing was written, and leave with *status*."""
    if form == "json":
        _print(refusal)
    else:
        click.echo(f"error: {refusal.message}\nfix: {refusal.fix}", err=True)
    sys.exit(status)


def tell_mistake(form: str) -> None:
    """Give a program its document when ours is broken; people read of it on standard error."""
    if form == "json":
        _print(
            Refusal(
                "this is a mistake in the program, not in your records",
                "report it with the lines on standard error",
            )
        )


def asks_for_json(words: tuple[str, ...]) -> bool:
    """Return whether *words*, which could not be read as options, ask for JSON."""
    return "--format=json" in words or ("--format", "json") in pairwise(words)


def _print(refusal: Refusal) -> None:
    click.echo(json.dumps({"error": refusal.message, "fix": refusal.fix}, ensure_ascii=False))
