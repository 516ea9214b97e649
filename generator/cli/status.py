"""``allclear status``: what is open, what visitors see, what is not public; typed first."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock
from generator.adapters.desks import load_desk
from generator.adapters.known_hosts import load_hosts
from generator.adapters.unpushed import ask_unpushed
from generator.cli.options import now_option, root_option
from generator.core.night_lines import epilog
from generator.core.situation import HostRow, Situation

PATIENCE = 2.0
"""Seconds that all hosts together have to answer; somebody waits for the rest."""


@click.command("status", epilog=epilog("status"))
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

    What cannot be read comes first, the next command to paste last. No record is changed.
    Exit status: 0 fine, 1 something cannot be read.
    """
    wait_for_git = ask_unpushed(root)  # it answers while records are looked at
    wait_for_hosts = None if no_hosts else _ask_hosts(root)  # and so do they
    desk = load_desk(root, now or clock.now(), replay=now is not None)
    unpushed = wait_for_git()
    hosts = wait_for_hosts() if wait_for_hosts else None
    situation = Situation(desk=desk, unpushed=unpushed, hosts=hosts)
    click.echo(_format(situation, form), nl=False)
    sys.exit(situation.exit_status)


def _ask_hosts(root: Path) -> Callable[[], tuple[HostRow, ...]]:
    """Begin to ask the hosts that ``site_src/hosts.yml`` names; the result waits for them."""
    hosts = load_hosts(root)
    if not hosts:
        return lambda: ()
    from generator.adapters.hosts import ask  # late: only who has hosts needs a network

    rows: list[HostRow] = []

    def work() -> None:
        rows.extend(
            HostRow(each.host.name, each.host.url, each.count, each.as_of, each.error)
            for each in ask(hosts, timeout=PATIENCE)
        )

    asking = threading.Thread(target=work)
    asking.start()

    def wait() -> tuple[HostRow, ...]:
        asking.join()
        return tuple(rows)

    return wait


def _format(situation: Situation, form: str) -> str:
    if form == "json":
        from generator.reporting.status_json import format_status_json  # late: one of the two

        return format_status_json(situation)
    from generator.reporting.status_text import format_status  # late: one of the two

    return format_status(situation)
