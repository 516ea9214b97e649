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
from generator.adapters.fetched import Fetched, find_fetched
from generator.adapters.kept_duties import load_open_duties
from generator.adapters.known_hosts import load_hosts
from generator.adapters.unpushed import ask_unpushed
from generator.cli.options import now_option, root_option
from generator.core.desk import Desk
from generator.core.hosts import Answer
from generator.core.night_lines import epilog
from generator.core.situation import HostRow, Situation
from generator.pipeline.open_duties import OpenDuties

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
    owed = _read_owed(root, desk, replay=now is not None)
    unpushed = wait_for_git()
    hosts = wait_for_hosts() if wait_for_hosts else None
    told = hosts[0] if hosts else None
    situation = Situation(
        desk=desk,
        unpushed=unpushed,
        hosts=told,
        duties=owed.rows,
        hints=owed.hints,
        doubts=owed.doubts,
    )
    live = hosts[1] if hosts else {}
    click.echo(_format(situation, form, find_fetched(root), live), nl=False)
    sys.exit(situation.exit_status)


def _read_owed(root: Path, desk: Desk, *, replay: bool) -> OpenDuties:
    """Return what is owed of incidents that are open or not closed, and mistakes of the rules."""
    briefs = (*desk.open_incidents(), *desk.resolved_incidents())
    if desk.is_status_page_only:
        return OpenDuties()
    return load_open_duties(root, desk.as_of, briefs, replay=replay)


Told = tuple[tuple[HostRow, ...], dict[str, bool]]
"""What each host serves, and by its name whether that is all that was pushed from here."""


def _ask_hosts(root: Path) -> Callable[[], Told]:
    """Begin to ask the hosts that ``site_src/hosts.yml`` names; the result waits for them."""
    hosts = load_hosts(root)
    if not hosts:
        return lambda: ((), {})
    from generator.adapters.hosts import ask  # late: only who has hosts needs a network
    from generator.adapters.pushed_mark import load_mark, shows_all

    answers: list[Answer] = []
    asking = threading.Thread(target=lambda: answers.extend(ask(hosts, timeout=PATIENCE)))
    asking.start()
    mark = load_mark(root)

    def wait() -> Told:
        asking.join()
        rows = tuple(
            HostRow(each.host.name, each.host.url, each.count, each.as_of, each.error)
            for each in answers
        )
        seen = {each.host.name: shows_all(each, mark) for each in answers} if mark else {}
        return rows, {name: is_all for name, is_all in seen.items() if is_all is not None}

    return wait


def _format(situation: Situation, form: str, fetched: Fetched | None, live: dict[str, bool]) -> str:
    fetched_at = fetched.at if fetched else None
    is_fetched = fetched is None or fetched.is_fine
    if form == "json":
        from generator.reporting.status_json import format_status_json  # late: one of the two

        return format_status_json(
            situation, fetched_at=fetched_at if is_fetched else None, live=live
        )
    from generator.reporting.status_text import format_status  # late: one of the two

    return format_status(situation, fetched_at=fetched_at, is_fetched=is_fetched, live=live)
