"""``allclear status``: what is open, what visitors see, what is not public; typed first."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock
from generator.adapters.desks import load_desk
from generator.adapters.unpushed import ask_unpushed
from generator.cli.options import now_option, root_option
from generator.core.situation import HostRow, Situation


@click.command("status", epilog="Example: allclear status --no-hosts")
@root_option()
@now_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How it is written.  [default: text]",
)
@click.option("--no-hosts", is_flag=True, help="Ask no host what it serves; needs no network.")
def status_command(root: Path, now: datetime | None, form: str, no_hosts: bool) -> None:
    """Tell what is open, what visitors see, and what to do next.

    What cannot be read comes first, the next command to paste last. Nothing is changed.
    Exit status: 0 fine, 1 something cannot be read.
    """
    wait_for_git = ask_unpushed(root)  # it answers while records are looked at
    desk = load_desk(root, now or clock.now(), replay=now is not None)
    hosts = None if no_hosts else _hosts(root)
    situation = Situation(desk=desk, unpushed=wait_for_git(), hosts=hosts)
    click.echo(_format(situation, form), nl=False)
    sys.exit(situation.exit_status)


def _hosts(root: Path) -> tuple[HostRow, ...]:  # noqa: ARG001 - where hosts are asked, it is told
    """Return what each host serves; none is known to this command yet."""
    return ()


def _format(situation: Situation, form: str) -> str:
    if form == "json":
        from generator.reporting.status_json import format_status_json  # late: one of the two

        return format_status_json(situation)
    from generator.reporting.status_text import format_status  # late: one of the two

    return format_status(situation)
