"""Commands by which an incident ends, comes back or goes on elsewhere."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NoReturn

import click

from generator.cli.complete import (
    complete_record,
)
from generator.cli.logged import needs_internal
from generator.cli.picking import shorten_id
from generator.cli.said import WORDS, Said, said_options, tell_visitors
from generator.cli.terminal import read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.act import Act
from generator.core.command_ids import find_record, looks_like_id
from generator.core.command_parts import read_effect
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal

_NOTE = click.option("--note", metavar="TEXT", default="", help="Words for the line in the log.")
_WHO = click.option("--who", metavar="@HANDLE", default=None, help="Who says so, in the log.")


@click.command("resolve", cls=WritingCommand, epilog=epilog("resolve"))
@WORDS
@click.option("--log-only", is_flag=True, help="Write the log line alone.")
@click.option(
    "--window",
    "windows",
    metavar="'PART=STATE FROM..TO'",
    multiple=True,
    help="When a part really was in a state, instead of what is proposed.",
)
@click.option("--no-windows", is_flag=True, help="Write no windows: the updates tell the times.")
@_NOTE
@_WHO
@writing_options
@said_options("title", "advice", "at", "silent", "edit")
def resolve_command(
    writing: Writing,
    said: Said,
    words: tuple[str, ...],
    log_only: bool,
    windows: tuple[str, ...],
    no_windows: bool,
    note: str,
    who: str | None,
) -> NoReturn:
    """Resolve: log line, last update and when it really was, in one step.

    The windows proposed come from the log: STARTED or DETECTED, MITIGATED, RESOLVED.
    """
    from generator.pipeline import turns

    case, rest = writing.find(words, instead="end it: allclear maintenance finish {}")
    if windows and no_windows:
        raise Refusal("--window and --no-windows contradict each other", "leave one of them out")
    given = [_read_window(writing, each) for each in windows]
    handle = writing.who(who) if who else ""
    has_log = not writing.desk.is_status_page_only
    if log_only:
        needs_internal(writing)
    elif not has_log and (note or who):
        writing.note("a status page alone keeps no --note and no --who")

    def make(it: Any) -> Act:
        return turns.resolve(
            case,
            it,
            note=note,
            who=handle,
            log_only=log_only,
            windows=[] if no_windows else given or None,
            has_log=has_log,
        )

    tell_visitors(writing, said, read_text(rest), case, make, is_over=True)


@click.command("reopen", cls=WritingCommand, epilog=epilog("reopen"))
@WORDS
@_NOTE
@_WHO
@writing_options
@said_options("status", "components", "next_update", "title", "advice", "at", "silent", "edit")
def reopen_command(
    writing: Writing, said: Said, words: tuple[str, ...], note: str, who: str | None
) -> NoReturn:
    """Open an incident again that was resolved too early."""
    from generator.pipeline import turns
    from generator.pipeline.clocks_after import find_rhythm

    case, rest = writing.find(
        words, instead="announce it again: allclear update {} --status scheduled"
    )
    has_log = not writing.desk.is_status_page_only
    handle = writing.who(who) if who else ""
    rhythm = None if said.next_update else find_rhythm(writing.manner.root, case)
    tell_visitors(
        writing,
        said,
        read_text(rest),
        case,
        lambda it: turns.reopen(case, it, note=note, who=handle, has_log=has_log, rhythm=rhythm),
    )


@click.command("merge", cls=WritingCommand, epilog=epilog("merge"))
@WORDS
@click.option(
    "--into",
    default="",
    metavar="ID",
    help="The incident that goes on.",
    shell_complete=complete_record,
)
@writing_options
@said_options("edit")
def merge_command(writing: Writing, said: Said, words: tuple[str, ...], into: str) -> NoReturn:
    """Merge an incident into another: one goes on, both pages stay."""
    from generator.pipeline import turns
    from generator.pipeline.afterwards import next_step

    if not into:
        one, going_on = _guess_merge(writing, words)
        raise Refusal(
            "nothing says which incident goes on", f"write allclear merge {one} --into {going_on}"
        )
    ids = [brief.id for brief in writing.desk.briefs]
    opened = [brief.id for brief in writing.desk.open_incidents()]
    target = find_record(into, opened if any(each.endswith(into) for each in opened) else ids)
    if not words and len(opened) == 2 and target in opened:
        words = tuple(each for each in opened if each != target)
    case, rest = writing.find(words, instead="end it: allclear maintenance finish {}")
    other = writing.open(target)
    has_log = not writing.desk.is_status_page_only
    going_on = next_step(other, Act(record=other.id, folder=other.folder), has_log=has_log)
    going_on = going_on.replace("{}", shorten_id(writing.desk, other.id))
    tell_visitors(
        writing,
        said,
        read_text(rest),
        case,
        lambda it: turns.merge(case, other, it, has_log=has_log),
        going_on,
    )


def _guess_merge(writing: Writing, words: tuple[str, ...]) -> tuple[str, str]:
    """Return the two incidents that ``merge 005 into 004`` or ``merge 005`` is about."""
    named = [word for word in words if looks_like_id(word)]
    opened = [shorten_id(writing.desk, brief.id) for brief in writing.desk.open_incidents()]
    others = [each for each in opened if not any(each.endswith(word) for word in named)]
    if len(named) == 1 and len(others) == 1:
        named.append(others[0])
    return (named[0], named[1]) if len(named) > 1 else ("002", "001")


def _read_window(writing: Writing, text: str) -> Any:
    """Return the impact window in *text*: ``score-recording=down 14:22..14:50``."""
    from generator.core.facts import ImpactWindow

    effect, _, times = text.strip().partition(" ")
    start, dots, end = times.partition("..")
    if not dots or not start.strip() or not end.strip():
        raise Refusal(f"'{text}' is no window", "write it as 'score-recording=down 14:22..14:50'")
    day = writing.manner.now.date()
    part, state = writing.read(read_effect(effect, writing.config.components, day))
    if state is None:
        raise Refusal(f"'{text}' names no state", f"write '{part}=down {times.strip()}'")
    moments: list[datetime] = [
        moment for each in (start, end) if (moment := writing.time(each.strip())) is not None
    ]
    if moments[1] <= moments[0]:
        raise Refusal(f"'{text}' ends before it begins", "write the earlier time first")
    return ImpactWindow(component=part, state=state, start=moments[0], end=moments[1])
