"""What commands share that write lines into the log."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from generator.cli.writing import Writing
from generator.core.act import Act
from generator.core.next_steps import SET_SEVERITY, find_next_step
from generator.core.refusal import Refusal

if TYPE_CHECKING:
    from generator.pipeline.case import Case

AT = click.option("--at", metavar="TIME", help="When it happened: 14:23, -15m, 2025-01-15 14:23Z.")
WHO = click.option(
    "--who", metavar="@HANDLE", help="Who did it.  [default: git config allclear.handle]"
)
TO_FINISH = "see where it stands: allclear history {0}; end it: allclear maintenance finish {0}"
"""What to do with planned work that was taken for an incident."""


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


def lead_on(act: Act, case: Case, *before: str) -> Act:
    """Return *act* with the commands to paste next; ``{}`` stands for its id.

    Args:
        act: What is added to the log.
        case: The record before it.
        before: Commands that come before the one which follows from what is known.
    """
    from generator.pipeline.afterwards import know

    known = know(case, act)
    severity = (SET_SEVERITY,) if known.lacks_severity and not known.is_security else ()
    commands = tuple(dict.fromkeys((*before, *severity, find_next_step(known))))
    if act.record.startswith("MNT"):
        commands = ("maintenance finish {}",)
    return replace(act, next_commands=tuple(f"allclear {command}" for command in commands))
