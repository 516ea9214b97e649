"""``allclear oncall``: who is on call now and next, and whether that holds."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from generator.adapters import clock
from generator.cli.doubts import tell_doubts
from generator.cli.options import Moment, root_option
from generator.core.night_lines import epilog
from generator.core.schema_people import PEOPLE_FILE
from generator.pipeline.on_call import OnCallTold, load_on_call

EXIT_ERRORS = 1
EXIT_REFUSED = 3
_FIX = f"write {PEOPLE_FILE}; 'allclear schema --handbook' writes a page on every field"


@click.command("oncall", epilog=epilog("oncall"))
@root_option()
@click.option(
    "--at",
    type=Moment(),
    metavar="TIME",
    help="Tell of this moment, such as 2025-01-15T14:23Z.  [default: the clock]",
)
@click.option(
    "--days",
    type=click.IntRange(1, 366),
    default=14,
    help="How many days ahead to look.  [default: 14]",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["ics", "json", "text"]),
    default="text",
    help="How it is written; ics is a calendar without contacts.  [default: text]",
)
def oncall_command(root: Path, at: datetime | None, days: int, form: str) -> None:
    """Tell who is on call, who is next, and whether the rota has gaps.

    Also who was trained to command, when the last drill was, and what this month asked of each.
    This is for those inside: it prints phone numbers. No file is changed.
    Exit status: 0 fine, 1 the rota has a gap or people.yml an error.
    """
    told = load_on_call(root, at or clock.now(), ahead=timedelta(days=days))
    report = told.report
    tell_doubts(told.doubts)
    if report is None or (form == "ics" and report.now is None):
        sys.exit(_say_nothing(form, told))
    if form == "json":
        from generator.reporting.oncall_json import format_on_call_json  # late: one of the three

        click.echo(format_on_call_json(report), nl=False)
    elif form == "ics":
        from generator.renderers.rota_calendar import create_rota_calendar  # late: as above

        click.echo(create_rota_calendar(report, told.config), nl=False)
    else:
        from generator.reporting.oncall_text import format_on_call  # late: as above

        click.echo(format_on_call(report), nl=False)
    sys.exit(EXIT_ERRORS if report.gaps or report.has_errors else 0)


def _say_nothing(form: str, told: OnCallTold) -> int:
    """Say that nobody wrote down who is on call, and return the exit status.

    That is a way to work and no error; only a calendar cannot be made of nothing.
    """
    what = f"there is no {PEOPLE_FILE}" if told.report is None else f"{PEOPLE_FILE} has no 'rota'"
    if form == "json":
        import json  # late: only here

        click.echo(json.dumps({"error": what, "fix": _FIX}, indent=2))
        return 0
    click.echo(f"Nobody is known to be on call: {what}\nfix: {_FIX}", err=form == "ics")
    return EXIT_REFUSED if form == "ics" else 0
