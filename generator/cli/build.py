"""``allclear build``: records in, site out."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from generator.adapters.builds import BuildResult, build_public
from generator.cli.options import now_option, root_option
from generator.core.night_lines import epilog
from generator.pipeline.shards import Progress
from generator.pipeline.stage import OutputError
from generator.reporting.text import format_text

EXIT_WRONG_USE = 2
EXIT_REFUSED = 3


@click.command("build", epilog=epilog("build"))
@click.argument("audience", type=click.Choice(["public", "internal"]), default="public")
@root_option()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of built sites; the public one becomes OUT/public.  [default: ROOT/site]",
)
@now_option()
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    help="Processes to use at most.  [default: as many as processors]",
)
def build_command(
    audience: str, root: Path, out: Path | None, now: datetime | None, jobs: int | None
) -> None:
    """Build the site from the records.

    The finished site is staged, verified and swapped in one step; until then readers see
    the one before. Findings go to standard error.
    """
    if audience == "internal":
        click.echo(
            "The internal site cannot be built yet; build the public one: allclear build public",
            err=True,
        )
        sys.exit(EXIT_WRONG_USE)
    sys.exit(run_build(root, out or root / "site", now, jobs or processors()))


def run_build(root: Path, out: Path, now: datetime | None, jobs: int) -> int:
    """Build once, say what happened, return the exit status."""
    try:
        result = build_public(root, out, now=now, jobs=jobs, progress=_progress())
    except OutputError as error:
        click.echo(f"error: {error}", err=True)
        return EXIT_REFUSED
    except OSError as error:
        click.echo(
            f"error: the disk refused: {error}\n"
            "fix: make room or mend the permissions, then build again; "
            "the site that was live is untouched",
            err=True,
        )
        return EXIT_REFUSED
    report(result)
    return result.exit_status


def report(result: BuildResult) -> None:
    """Print findings to standard error and the outcome to standard output."""
    if result.findings:
        click.echo(format_text(result.findings), err=True)
    if result.built is None:
        click.echo(f"refused: {result.refusal}", err=True)
        return
    built = result.built
    click.echo(
        f"{result.site}: {built.files} files as of {result.as_of:%Y-%m-%d %H:%M} UTC, "
        f"{len(built.memory.records)} records ({built.records_read} read), "
        f"{built.files_written} files written"
    )


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _progress() -> Progress | None:
    """Return a progress line for a terminal; None elsewhere, so that logs stay clean."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\n" if done == total else ""
        click.echo(f"\r{done} of {total} records", err=True, nl=False)
        if end:
            click.echo("", err=True)

    return show
