"""``allclear duties``: who owes what to whom by when, and whether it is done."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock
from generator.cli.complete import complete_record
from generator.cli.doubts import tell_doubts
from generator.cli.options import now_option, root_option
from generator.cli.refusing import EXIT_UNREADABLE, refuse
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal

_STATES = ("overdue", "pending", "provisional", "met", "missed", "waived", "not_applicable")


@click.command("duties", epilog=epilog("duties"))
@click.argument("record", metavar="[ID]", required=False, shell_complete=complete_record)
@root_option()
@now_option()
@click.option("--state", type=click.Choice(_STATES), help="Rows of this state alone.")
@click.option("--all", "is_all", is_flag=True, help="Show what is decided, too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How rows are written; JSON holds all of them.  [default: text]",
)
def duties_command(
    record: str | None,
    root: Path,
    now: datetime | None,
    state: str | None,
    is_all: bool,
    form: str,
) -> None:
    """Tell who owes what by when: what is overdue first, then what is due next.

    Without ID, of every incident that is open or of the last 90 days. Nothing overdue ever
    blocks anybody: the exit status is 0. It is 1 where a record cannot be read, 2 for wrong use.
    """
    from generator.adapters.desks import load_desk  # late: --help needs no records
    from generator.core.command_ids import find_record
    from generator.pipeline.duty_ledger import read_ledger
    from generator.pipeline.explained import Unreadable, no_internal_file

    moment, replay = now or clock.now(), now is not None
    desk = load_desk(root, moment, replay=replay)
    try:
        id_ = None if record is None else find_record(record, [each.id for each in desk.briefs])
    except Refusal as refusal:
        refuse(refusal, form)
    opened = [brief.id for brief in desk.open_incidents()]
    owed = read_ledger(root, moment, replay=replay, id_=id_, opened=opened)
    unreadable = [Unreadable(lost, path) for lost, path in owed.lost]
    if id_ is not None and unreadable:
        refuse(unreadable[0], form, EXIT_UNREADABLE)
    if id_ is not None and id_ not in owed.ids:
        refuse(no_internal_file(id_), form)
    tell_doubts(owed.doubts)
    if form == "json":
        from generator.reporting.clocks_json import format_duties_json  # late: one of the two

        rows = [row for row in owed.ledger.rows if state in (None, row.state)]
        click.echo(format_duties_json(rows, moment), nl=False)
    else:
        from generator.reporting.duties_text import format_duties  # late: one of the two

        text = format_duties(
            owed.ledger,
            moment,
            is_all=is_all,
            state=state or "",
            hints=owed.hints,
            is_whole=not unreadable,
        )
        click.echo(text, nl=False)
    for each in unreadable:  # the last lines are those that are seen
        click.echo(f"error: {each.message}\nfix: {each.fix}", err=True)
    if unreadable:
        sys.exit(EXIT_UNREADABLE)
