"""``allclear history``: who wrote what and when, for those inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from generator.adapters.git_history import Touch, find_writers, list_touches
from generator.cli.complete import complete_record
from generator.cli.options import now_option, root_option
from generator.core.audience import RECORDS
from generator.core.command_ids import find_record
from generator.core.history import HistoryEntry, HistoryKind, Origin
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.pipeline.histories import order, read_history
from generator.readers.folders import Folder, list_folders, read_stamp
from generator.readers.public import Context, context_for
from generator.readers.site import read_site
from generator.reporting.history_text import format_history, format_history_json

EXIT_WRONG_USE = 2
NEWEST = 20
"""Entries shown when no record is named."""
_MOST_READ = 60
"""Records read for them at most: those last touched, and those with the newest ids."""


@click.command("history", epilog=epilog("history"))
@click.argument("record", metavar="[ID]", required=False, shell_complete=complete_record)
@root_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How entries are written.  [default: text]",
)
@now_option()
def history_command(record: str | None, root: Path, form: str, now: datetime | None) -> None:
    """Show who wrote what and when, oldest first.

    Every public update with amended and withdrawn words in full, every line of the log, every
    file that was edited by hand. Without ID, the newest 20 entries of all records. This is for
    those inside: what was withdrawn stands here.
    """
    folders = {each.id: each for each in list_folders(root)[0]}
    try:
        chosen = None if record is None else folders[find_record(record, folders)]
    except Refusal as refusal:
        click.echo(f"error: {refusal.message}\nfix: {refusal.fix}", err=True)
        sys.exit(EXIT_WRONG_USE)
    touches = list_touches(root, RECORDS if chosen is None else chosen.path)
    wanted = _pick(folders, touches or {}) if chosen is None else [chosen]
    config = read_site(root)[0]
    context = Context() if config is None else context_for(config)
    entries = [entry for folder in wanted for entry in read_history(root, folder, context)]
    entries += [each for folder in wanted for each in _list_files(folder, touches or {})]
    entries = sorted((each for each in entries if now is None or each.at <= now), key=order)
    shown = entries if chosen is not None else entries[-NEWEST:]
    shown = _add_origins(root, shown, touches or {})
    if form == "json":
        click.echo(format_history_json(shown), nl=False)
    else:
        click.echo(format_history(shown, has_git=touches is not None), nl=False)
    if not shown:
        click.echo("Nothing is written here yet.", err=True)


def _pick(folders: Mapping[str, Folder], touches: Mapping[str, tuple[Touch, ...]]) -> list[Folder]:
    """Return the folders that the newest entries are surely in, without opening any.

    Old records are written to as well; git knows which, and so do names of update files.
    """
    by_path = {folder.path: folder for folder in folders.values()}
    newest: dict[str, str] = {}
    for path, touched in touches.items():
        place = "/".join(path.split("/")[:3])
        at = f"{touched[-1].origin.committed_at:%Y%m%dT%H%M%SZ}"
        newest[place] = max(at, newest.get(place, ""))
    for folder in folders.values():
        names = [read_stamp(each)[0] for each in folder.files]
        written = [name[8:] for name in names if name.startswith("updates/")]
        newest[folder.path] = max([newest.get(folder.path, ""), f"{folder.date:%Y%m%d}", *written])
    recent = sorted(newest, key=lambda path: newest[path], reverse=True)
    return [by_path[path] for path in recent if path in by_path][:_MOST_READ]


def _list_files(folder: Folder, touches: Mapping[str, tuple[Touch, ...]]) -> Iterator[HistoryEntry]:
    """Yield the files of *folder* that are no single entry, and every edit by hand.

    A log grows by its commands, and an update's file is an entry itself.
    """
    for path, touched in touches.items():
        name = path.removeprefix(f"{folder.path}/")
        if name == path or name.startswith("log/"):
            continue
        for number, touch in enumerate(touched):
            is_edit = number > 0 and not touch.is_addition
            if is_edit or not name.startswith("updates/"):
                yield HistoryEntry(
                    at=touch.origin.committed_at,
                    record=folder.id,
                    kind=HistoryKind.EDIT if is_edit else HistoryKind.FILE,
                    id=name,
                    path=path,
                    origin=touch.origin,
                )


def _add_origins(
    root: Path, entries: list[HistoryEntry], touches: Mapping[str, tuple[Touch, ...]]
) -> list[HistoryEntry]:
    """Return *entries* with who committed each; of files with many entries, who wrote the line."""
    writers: dict[str, tuple[Origin | None, ...]] = {}
    found: list[HistoryEntry] = []
    for entry in entries:
        touched = touches.get(entry.path, ())
        origin = entry.origin
        if origin is None and touched and entry.is_alone:
            origin = touched[0].origin
        elif origin is None and touched:
            if entry.path not in writers:
                writers[entry.path] = find_writers(root, entry.path)
            lines = writers[entry.path]
            origin = lines[entry.line - 1] if entry.line <= len(lines) else None
        found.append(replace(entry, origin=origin))
    return found
