"""``allclear check``: find every mistake in every record."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock
from generator.cli.options import Moment, root_option
from generator.core.findings import Finding
from generator.core.night_lines import epilog
from generator.pipeline.check import check_repository
from generator.reporting.github import format_github
from generator.reporting.json_lines import format_json
from generator.reporting.text import format_summary, format_text

_FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {
    "github": format_github,
    "json": format_json,
    "text": lambda findings: format_text(findings, colour=_wants_colour()),
}


@click.command("check", epilog=epilog("check"))
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@root_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(_FORMATS)),
    default="text",
    help="How findings are written.  [default: text]",
)
@click.option("--strict", is_flag=True, help="Make warnings about closed records errors.")
@click.option(
    "--now",
    type=Moment(),
    metavar="TIME",
    help="Take this for the present, such as 2025-01-15T14:40Z.  [default: the clock]",
)
def check_command(
    paths: tuple[Path, ...], root: Path, form: str, strict: bool, now: datetime | None
) -> None:
    """Find every mistake in every record.

    Each finding has a place, a code that the handbook explains, and a fix. PATHs, files or
    folders below ROOT, limit what is shown; everything is read all the same.
    """
    wanted = tuple(_relative(path, root) for path in paths)
    result = check_repository(root, now=now or clock.now(), strict=strict)
    if wanted:
        result = result.within(wanted)
    click.echo(_FORMATS[form](result.findings), nl=False)
    click.echo(format_summary(result.findings, records=result.records), err=True)
    if result.refusal:
        click.echo(f"refused: {result.refusal}", err=True)
    sys.exit(result.exit_status)


def _relative(path: Path, root: Path) -> str:
    """Return *path* relative to *root*, with ``/``."""
    base = root.resolve()
    full = Path(os.path.abspath(path))  # noqa: PTH100 - a link is named, not followed
    if not full.exists() and not full.is_symlink():
        full = base / path
    try:
        shown = (full.parent.resolve() / full.name).relative_to(base).as_posix()
    except ValueError:
        raise click.BadParameter(f"'{path}' does not lie below {root}", param_hint="PATH") from None
    if not (base / shown).exists() and not (base / shown).is_symlink():
        raise click.BadParameter(f"'{path}' does not exist", param_hint="PATH")
    return shown


def _wants_colour() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
