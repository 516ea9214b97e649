"""``allclear stats``: figures of one incident, of a month or of a quarter, for those inside."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.adapters import clock
from generator.cli.complete import complete_record
from generator.cli.doubts import tell_doubts
from generator.cli.options import now_option, root_option
from generator.core.command_ids import find_record
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.telemetry.periods import Period, month_of, parse_period
from generator.core.vocabulary import RecordKind

if TYPE_CHECKING:
    from generator.core.telemetry.figure_sheets import IncidentSheet, PeriodSheet

EXIT_WRONG_USE = 2


@click.command("stats", epilog=epilog("stats"))
@click.option(
    "--incident",
    "record",
    metavar="ID",
    help="One incident: its times, lengths and SLA.",
    shell_complete=complete_record,
)
@click.option(
    "--period", "name", metavar="PERIOD", help="A month or a quarter of UTC: 2025-01, 2025-Q1."
)
@root_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json", "text"]),
    default="text",
    help="How it is written.  [default: text]",
)
@click.option(
    "--explain",
    "is_explained",
    is_flag=True,
    help="In JSON: also median, range, what was left out, deadlines and rules.",
)
@now_option()
def stats_command(
    record: str | None,
    name: str | None,
    root: Path,
    form: str,
    is_explained: bool,
    now: datetime | None,
) -> None:
    """Tell the figures of an incident, a month or a quarter.

    Without --incident and --period: the present month up to now. Names of JSON and CSV are those
    of the incident response plan and never change. This is for those inside; visitors never read
    any of it.
    """
    if record is not None and name is not None:
        raise click.UsageError("--incident and --period are two questions; ask one.")
    if is_explained and form != "json":
        raise click.UsageError("--explain is for --format json; text explains itself.")
    moment = now or clock.now()
    try:
        if record is not None:
            sheet = _read_incident(root, record, moment, is_replay=now is not None)
            doubts, told = sheet.doubts, _write_incident(sheet, form, is_explained=is_explained)
        else:
            period = month_of(moment) if name is None else _read_period(name)
            figures = _read_figures(root, period, moment, is_replay=now is not None)
            doubts, told = figures.doubts, _write_period(figures, form, is_explained=is_explained)
    except Refusal as refusal:
        click.echo(f"error: {refusal.message}\nfix: {refusal.fix}", err=True)
        sys.exit(EXIT_WRONG_USE)
    click.echo(told, nl=False)
    tell_doubts(doubts)


def _read_period(name: str) -> Period:
    period = parse_period(name)
    if period is None:
        raise click.BadParameter(
            f"'{name}' is no month and no quarter; write 2025-01 or 2025-Q1",
            param_hint="'--period'",
        )
    return period


def _read_incident(root: Path, record: str, now: datetime, *, is_replay: bool) -> IncidentSheet:
    from generator.pipeline.figures import read_incident_sheet  # late: --help needs no records
    from generator.readers.folders import list_folders

    folders = list_folders(root)[0]
    ids = [each.id for each in folders if each.kind is RecordKind.INCIDENT]
    id_ = find_record(record, ids)
    sheet = read_incident_sheet(root, id_, now, replay=is_replay)
    if sheet is None:
        raise Refusal(
            f"nothing internal is written down of {id_}, so nothing was measured",
            f"write what happened into incidents/{id_[4:8]}/{id_}/internal.yml",
        )
    return sheet


def _read_figures(root: Path, period: Period, now: datetime, *, is_replay: bool) -> PeriodSheet:
    from generator.pipeline.figures import read_period_sheet  # late: as above

    return read_period_sheet(root, period, now, replay=is_replay)


def _write_incident(sheet: IncidentSheet, form: str, *, is_explained: bool) -> str:
    if form == "json":
        from generator.reporting.figures_json import format_incident_json  # late: one of three

        return format_incident_json(sheet, is_explained=is_explained)
    if form == "csv":
        from generator.reporting.figures_csv import format_incident_csv  # late: one of three

        return format_incident_csv(sheet)
    from generator.reporting.figures_incident_text import format_incident  # late: one of three

    return format_incident(sheet)


def _write_period(sheet: PeriodSheet, form: str, *, is_explained: bool) -> str:
    if form == "json":
        from generator.reporting.figures_json import format_period_json  # late: one of three

        return format_period_json(sheet, is_explained=is_explained)
    if form == "csv":
        from generator.reporting.figures_csv import format_period_csv  # late: one of three

        return format_period_csv(sheet)
    from generator.reporting.figures_period_text import format_period  # late: one of three

    return format_period(sheet)
