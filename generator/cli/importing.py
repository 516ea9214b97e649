"""``allclear import``: take over what another status tool recorded."""

from __future__ import annotations

import sys
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.adapters import clock
from generator.adapters.import_files import write_import
from generator.cli.options import root_option
from generator.cli.refusing import refuse
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.times import find_zone
from generator.pipeline.importing import FORMATS, plan_import
from generator.reporting.imports import describe_json, describe_text
from generator.reporting.text import format_text

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EXIT_ERRORS = 1
EXIT_REFUSED = 3


class _Choice(click.Choice[str]):
    """The formats, each with its line of help where a shell shows it."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the formats that begin with *incomplete*."""
        found = super().shell_complete(ctx, param, incomplete)
        for item in found:
            item.help = FORMATS[item.value].help
        return found


def _read_map(_context: click.Context, _param: click.Parameter, values: Any) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for value in values:
        name, sign, id_ = (each.strip() for each in value.rpartition("="))
        if not sign or not name:
            raise click.BadParameter(f"'{value}' is not 'their name or id=our-id'")
        if wanted.setdefault(name, id_) != id_:
            raise click.BadParameter(f"'{name}' is mapped twice")
    return wanted


def _read_zone(_context: click.Context, _param: click.Parameter, value: str) -> str:
    if find_zone(value) is None:
        raise click.BadParameter(f"'{value}' is no time zone; write one such as America/New_York")
    return value


@click.command("import", epilog=epilog("import"))
@click.argument("form_name", metavar="FORMAT", type=_Choice(tuple(FORMATS)))
@click.argument("source", type=click.Path(exists=True, readable=False, path_type=Path))
@click.option(
    "--map",
    "wanted",
    multiple=True,
    metavar="THEIRS=OURS",
    callback=_read_map,
    help="Take their part THEIRS, by name or id, for our part OURS, by id; with nothing behind '=' "
    "it is left out. May be given several times.",
)
@click.option(
    "--zone",
    default="UTC",
    metavar="ZONE",
    callback=_read_zone,
    help="Time zone of the page, and of times that name none, where the source names none.  "
    "[default: UTC]",
)
@click.option("--dry-run", is_flag=True, help="Show what would be added; write nothing.")
@root_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How the report is written.  [default: text]",
)
def import_command(
    form_name: str,
    source: Path,
    wanted: dict[str, str],
    zone: str,
    dry_run: bool,
    root: Path,
    form: str,
) -> None:
    """Take over the history of another status page.

    FORMAT is one of those below, SOURCE a file of it or a folder with such files; nothing is
    fetched. Only files are added: what is there already stays, and importing again adds what is
    new. With --dry-run it first tells what would be added, and what cannot be kept as it was.

    Exit status: 0 fine, 1 something is wrong with the source and nothing was written, 2 wrong
    use, 3 the disk refused.
    """
    try:
        plan = plan_import(
            root, FORMATS[form_name], source, wanted=wanted, zone=zone, now=clock.now()
        )
        is_written = not (plan.is_refused or dry_run)
        if is_written:
            write_import(root, plan)
    except Refusal as refusal:
        refuse(refusal, form)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        refuse(
            Refusal(
                f"{place}{error.strerror or error}",
                "mend the disk or its permissions, and import again: it adds what is missing",
            ),
            form,
            EXIT_REFUSED,
        )
    if form == "json":
        click.echo(describe_json(plan, is_written=is_written), nl=False)
    else:
        click.echo(describe_text(plan, is_written=is_written), nl=False)
        click.echo(format_text(plan.findings), nl=False, err=True)
    if plan.is_refused:
        if form == "text":
            click.echo("nothing was written", err=True)
        sys.exit(EXIT_ERRORS)


import_command.help = "\n\n\b\n".join(
    (
        cleandoc(import_command.help or ""),
        "\n".join(f"  {each.name:<12}{each.help}" for each in FORMATS.values()),
    )
)
