"""``allclear serve``: build, serve, watch, rebuild, reload."""

from __future__ import annotations

import sys
import threading
import webbrowser
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock
from generator.adapters.builds import BuildResult, build_public
from generator.adapters.watching import watch
from generator.adapters.web import Live, serve_folder
from generator.cli.build import EXIT_WRONG_USE, processors, report
from generator.cli.options import now_option, root_option
from generator.core.night_lines import epilog
from generator.pipeline.stage import OutputError
from generator.reporting.text import format_text

LONGEST_WAIT_SECONDS = 3600.0


@click.command("serve", epilog=epilog("serve"))
@root_option()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of built sites.  [default: ROOT/site]",
)
@now_option()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--open/--no-open", "opens", default=False, help="Open the page in a browser.")
def serve_command(
    root: Path, out: Path | None, now: datetime | None, port: int, opens: bool
) -> None:
    """Build, serve on this machine, and rebuild whatever changes.

    The open page reloads after each build and shows findings at its foot. Stop with Ctrl-C.
    """
    out = out or root / "site"
    live = Live()
    try:
        server = serve_folder(
            out / "public", live, port, now=None if now is None else clock.running_from(now)
        )
    except OSError as error:
        click.echo(
            f"error: port {port} cannot be used: {error}\nfix: choose another: --port 8001",
            err=True,
        )
        sys.exit(EXIT_WRONG_USE)
    address = f"http://127.0.0.1:{server.server_port}/"
    try:
        # Helpers may only start before any thread. They do the bulk; the build that counts
        # comes after watching has begun, so that no change falls between the two.
        with suppress(OutputError, OSError):
            build_public(root, out, now=now, jobs=processors())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with watch(root) as changes:
            result = _build(root, out, now, live)
            click.echo(f"serving {address} (stop with Ctrl-C)")
            if opens:
                webbrowser.open(address)
            while True:
                changes.wait(_seconds_until_change(result, now))
                result = _build(root, out, now, live)
    except KeyboardInterrupt:
        click.echo("")
    finally:
        live.close()
        server.shutdown()


def _build(root: Path, out: Path, now: datetime | None, live: Live) -> BuildResult | None:
    """Build once and tell whoever watches; a disk that refuses is told too, never raised."""
    try:
        result = build_public(root, out, now=now, jobs=1)
    except (OutputError, OSError) as error:
        click.echo(f"error: {error}", err=True)
        live.publish(f"error: {error}")
        return None
    report(result)
    text = format_text(result.findings) if result.findings else ""
    if result.refusal:
        text = f"refused: {result.refusal}\n\n{text}"
    live.publish(text)
    return result


def _seconds_until_change(result: BuildResult | None, now: datetime | None) -> float:
    """Return how long the built pages stay true if nobody writes anything."""
    if now is not None or result is None or result.built is None:
        return LONGEST_WAIT_SECONDS
    due = result.built.site.next_change_at
    if due is None:
        return LONGEST_WAIT_SECONDS
    return min(max((due - clock.now()).total_seconds(), 1.0), LONGEST_WAIT_SECONDS)
