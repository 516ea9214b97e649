"""``allclear preview``: what visitors would read that they do not read now (R192)."""

from __future__ import annotations

import sys
import tempfile
import threading
import webbrowser
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock, git
from generator.adapters.builds import build_public
from generator.adapters.web import Live, serve_folder
from generator.cli.build import EXIT_REFUSED, EXIT_WRONG_USE, processors, report
from generator.cli.options import now_option, root_option
from generator.core.audience import INTERNAL_PATTERNS
from generator.core.findings import has_errors
from generator.pipeline.build import make_site, plan_build
from generator.pipeline.in_memory import MemoryStage
from generator.reporting.text import format_text
from generator.reporting.visitor_diff import changed_pages, describe_page

PUBLIC_SOURCES = ("incidents", "site_src/public", "theme/public")


@click.command("preview", epilog="Example: allclear preview 001 --base origin/main")
@click.argument("incident", metavar="[ID]", required=False)
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
        click.echo(f"error: {error}\nfix: name a commit to compare with: --base COMMIT", err=True)
        sys.exit(EXIT_WRONG_USE)
    plan = plan_build(root)
    if plan.refusal:
        click.echo(f"{format_text(plan.findings)}\nrefused: {plan.refusal}", err=True)
        sys.exit(EXIT_REFUSED)
    stage = MemoryStage()
    built = make_site(plan, stage, b"", as_of=as_of, replay=now is not None)
    pages = changed_pages(before, stage.files)
    if incident:
        pages = tuple(page for page in pages if page.removesuffix("/index.html").endswith(incident))
    descriptions = (describe_page(page, before.get(page), stage.files.get(page)) for page in pages)
    texts = [text for text in map("\n".join, descriptions) if text]
    click.echo("\n\n".join(texts) if texts else "Visitors would read what they read now.")
    if built.findings:
        click.echo(format_text(built.findings), err=True)
    if browser:
        _show(root, now, f"incidents/{incident}/" if incident else "")
    sys.exit(1 if has_errors(built.findings) else 0)


def _published_site(
    root: Path, base: str | None, as_of: datetime, *, replay: bool
) -> dict[str, bytes]:
    """Return the files of the site that the published commit makes; empty when it makes none."""
    commit = base or git.commit_visitors_see(root)
    with tempfile.TemporaryDirectory() as folder:
        exclude = tuple(f":(exclude,glob){pattern}" for pattern in INTERNAL_PATTERNS)
        git.export(root, commit, PUBLIC_SOURCES + exclude, Path(folder))
        plan = plan_build(Path(folder))
        if plan.refusal:
            return {}
        stage = MemoryStage()
        make_site(plan, stage, b"", as_of=as_of, replay=replay)
        return stage.files


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
