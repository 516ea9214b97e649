"""``allclear preview``: what visitors would read that they do not read now (R192)."""

from __future__ import annotations

import sys
import tempfile
import threading
import webbrowser
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock, git
from generator.adapters.builds import build_public
from generator.adapters.web import Live, serve_folder
from generator.cli.build import EXIT_REFUSED, EXIT_WRONG_USE, processors, report
from generator.cli.complete import complete_record
from generator.cli.options import now_option, root_option
from generator.core.audience import INTERNAL_PATTERNS
from generator.core.findings import has_errors
from generator.core.night_lines import epilog
from generator.core.record_id import match_ending, newest_first, parse_record_id
from generator.core.spelling import suggest
from generator.pipeline.build import Built, make_site, plan_build
from generator.pipeline.in_memory import MemoryStage
from generator.pipeline.refusals import RefusedError
from generator.readers.public import list_folders
from generator.reporting.text import format_text
from generator.reporting.visitor_diff import changed_pages, describe_page

PUBLIC_SOURCES = ("incidents", "site_src/public", "theme/public")
MOST_LISTED = 8
"""Ids named in one message at most."""


@click.command("preview", epilog=epilog("preview"))
@click.argument("incident", metavar="[ID]", required=False, shell_complete=complete_record)
@root_option()
@click.option("--base", metavar="COMMIT", help="What visitors see now.  [default: upstream]")
@now_option()
@click.option("--browser", is_flag=True, help="Show the pages in a browser as well.")
def preview_command(
    incident: str | None, root: Path, base: str | None, now: datetime | None, browser: bool
) -> None:
    """Show what visitors would read that they do not read now.

    Compares the files here with the published commit. ID, or the end of one, limits the
    output to one incident.
    """
    as_of = clock.now() if now is None else now
    try:
        before = _published_site(root, base, as_of, replay=now is not None)
    except git.GitError as error:
        fix = f"\nfix: {error.fix}" if error.fix else ""
        click.echo(f"error: {error}{fix}", err=True)
        sys.exit(EXIT_WRONG_USE)
    stage = MemoryStage()
    try:
        built = _make(root, stage, as_of, replay=now is not None)
    except RefusedError as error:
        click.echo(f"{format_text(error.findings)}\nrefused: {error}", err=True)
        sys.exit(EXIT_REFUSED)
    pages = changed_pages(before, stage.files)
    if incident:
        incident = _find_record(incident, _known_ids(root, before, stage.files))
        pages = tuple(page for page in pages if page.split("/")[-2:-1] == [incident])
    descriptions = (describe_page(page, before.get(page), stage.files.get(page)) for page in pages)
    texts = [text for text in map("\n".join, descriptions) if text]
    click.echo("\n\n".join(texts) if texts else "Visitors would read what they read now.")
    if built.findings:
        click.echo(format_text(built.findings), err=True)
    if browser:
        _show(root, now, f"incidents/{incident}/" if incident else "")
    sys.exit(1 if has_errors(built.findings) else 0)


def _known_ids(root: Path, *sites: Mapping[str, bytes]) -> set[str]:
    """Return the ids of all records that lie here or have a page in one of *sites*."""
    folders, _ = list_folders(root)
    pages = (page.split("/") for site in sites for page in site)
    names = {page[1] for page in pages if page[0] == "incidents" and len(page) > 2}
    return {name for name in names | {each.id for each in folders} if parse_record_id(name)}


def _find_record(ending: str, known: Collection[str]) -> str:
    """Return the one id that *ending* means; leave with a list to choose from else."""
    found = match_ending(ending, known)
    if len(found) == 1:
        return found[0]
    if found:
        message = f"{len(found)} records have an id that ends in '{ending}'"
        rest = len(found) - MOST_LISTED
        more = f" or {rest} older" if rest > 0 else ""
        fix = f"write one of {', '.join(found[:MOST_LISTED])}{more}"
    else:
        message = f"no record's id is or ends in '{ending}'"
        near = suggest(ending, known)
        newest = newest_first(known)[:1]
        fix = f"name a record, such as {newest[0]}" if newest else "leave ID out: there is none"
        fix = f"write {near}" if near else fix
    click.echo(f"error: {message}\nfix: {fix}", err=True)
    sys.exit(EXIT_WRONG_USE)


def _published_site(
    root: Path, base: str | None, as_of: datetime, *, replay: bool
) -> dict[str, bytes]:
    """Return the files of the site that the published commit makes; empty when it makes none."""
    commit = base or git.commit_visitors_see(root)
    with tempfile.TemporaryDirectory() as folder:
        exclude = tuple(f":(exclude,glob){pattern}" for pattern in INTERNAL_PATTERNS)
        git.export(root, commit, PUBLIC_SOURCES + exclude, Path(folder))
        stage = MemoryStage()
        try:
            _make(Path(folder), stage, as_of, replay=replay)
        except RefusedError:
            return {}
        return stage.files


def _make(root: Path, stage: MemoryStage, as_of: datetime, *, replay: bool) -> Built:
    """Make the site of *root* into *stage*.

    Raises:
        RefusedError: When a build would refuse.
    """
    plan = plan_build(root)
    if plan.refusal:
        raise RefusedError(plan.refusal, plan.findings)
    return make_site(plan, stage, b"", as_of=as_of, replay=replay)


def _show(root: Path, now: datetime | None, page: str) -> None:
    """Build into a folder of its own, serve it and open *page* until Ctrl-C."""
    with tempfile.TemporaryDirectory() as folder:
        report(build_public(root, Path(folder), now=now, jobs=processors()))
        replayed = None if now is None else clock.running_from(now)
        server = serve_folder(Path(folder) / "public", Live(), 0, now=replayed)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/{page}"
        click.echo(f"showing {address} (stop with Ctrl-C)")
        webbrowser.open(address)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            server.shutdown()
