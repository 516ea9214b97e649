"""``allclear maintenance``: planned work, announced, moved, begun, ended or called off."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

import click

from generator.cli.carry_out import carry_out
from generator.cli.complete import complete_component, complete_record
from generator.cli.outcome import tell
from generator.cli.refusing import refuse
from generator.cli.said import Said, following_of, tell_visitors
from generator.cli.terminal import edit, read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.act import Act
from generator.core.command_parts import read_component
from generator.core.command_times import read_moment
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.typed_times import read_length
from generator.core.vocabulary import RecordKind

T = TypeVar("T")

_WORDS = click.argument("words", metavar="[ID] [TEXT]...", nargs=-1, shell_complete=complete_record)
_EDIT = click.option("--edit", is_flag=True, help="Write the text in your editor.")


class _WorkGroup(click.Group):
    """A group whose mistyped commands say which one is meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        is_known = name in self.commands or name.startswith("-")
        if name and not is_known and not ctx.resilient_parsing:
            from generator.cli.mistyped import find_meant_of_work  # late: only slips need it

            refuse(find_meant_of_work(name, self.commands), "text")
        return super().resolve_command(ctx, args)


@click.group("maintenance", cls=_WorkGroup, epilog=epilog("maintenance announce"))
def maintenance_group() -> None:
    """Announce planned work and say where it stands."""


@maintenance_group.command("announce", cls=WritingCommand, epilog=epilog("maintenance announce"))
@click.argument("title", metavar="TITLE...", nargs=-1)
@click.option(
    "--component",
    "components",
    metavar="PART",
    multiple=True,
    help="A part the work touches.",
    shell_complete=complete_component,
)
@click.option("--from", "begins", metavar="TIME", help="When it begins, with its "
              "zone: '2025-02-01 22:00 America/New_York'.")  # fmt: skip
@click.option("--until", "ends", metavar="TIME", help="When it is planned to be "
              "over: a time, or a length such as +4h.")  # fmt: skip
@click.option("--text", default="", help="What people notice meanwhile.")
@_EDIT
@writing_options
def announce_command(
    writing: Writing,
    title: tuple[str, ...],
    components: tuple[str, ...],
    begins: str | None,
    ends: str | None,
    text: str,
    **given: Any,
) -> NoReturn:
    """Announce planned work; visitors read it at once."""
    from generator.adapters.clone import random_suffix
    from generator.pipeline.declare import Announcement, announce

    now, config = writing.manner.now, writing.config
    if begins is None:
        raise Refusal(
            "nothing says when the work begins",
            f"write --from '2025-02-01 22:00 {config.zone}', or --from +2h",
        )
    if ends is None:
        raise Refusal("nothing says until when", "write --until +1h, or a time with its zone")
    begins_at = writing.read(read_moment(_plus(begins), now, config.zone))
    ends_at = writing.read(read_moment(_plus(ends), now, config.zone, begins_at))
    parts = tuple(
        writing.read(read_component(part, config.components, now.date())) for part in components
    )
    if text == "-":
        text = sys.stdin.read()
    if given["edit"]:
        text = edit(text)
    taken = writing.desk.numbers_taken(RecordKind.MAINTENANCE, now.date())
    suffix = random_suffix()

    def again(new: str) -> Act:
        what = Announcement(
            title=" ".join(title),
            components=parts,
            begins_at=begins_at,
            ends_at=ends_at,
            suffix=suffix,
            text=new,
        )
        return following_of(
            announce(what, taken, now), "maintenance start {}", "maintenance extend {} --until +1h"
        )

    carry_out(writing, _noted(writing, again, text), text=text, again=again)


@maintenance_group.command("extend", cls=WritingCommand, epilog=epilog("maintenance extend"))
@_WORDS
@click.option("--until", "ends", metavar="TIME", help="The new end: a time, or +1h from the old.")
@click.option("--from", "begins", metavar="TIME", help="The new beginning.")
@_EDIT
@writing_options
def extend_command(
    writing: Writing, words: tuple[str, ...], ends: str | None, begins: str | None, **given: Any
) -> NoReturn:
    """Move the window of planned work, on every output."""
    from generator.pipeline import planned_work

    if ends is None and begins is None:
        raise Refusal("nothing says until when", "write --until +1h, or a time with its zone")
    case, rest = writing.find(words, work=True)
    zone = writing.config.zone
    now, old_end = writing.manner.now, planned_work.find_end(case)
    ends_at = writing.read(read_moment(_plus(ends), now, zone, old_end)) if ends else None
    begins_at = writing.read(read_moment(_plus(begins), now, zone)) if begins else None
    tell_visitors(
        writing,
        Said(**given),
        read_text(rest),
        case,
        lambda it: _noted(
            writing,
            lambda said: planned_work.extend(case, said, begins_at=begins_at, ends_at=ends_at),
            it,
        ),
        "maintenance finish {}",
    )


def _noted(writing: Writing, make: Callable[[T], Act], said: T) -> Act:
    """Return the act that *make* makes; a window refused shows how its times were read."""
    try:
        return make(said)
    except Refusal:
        if writing.manner.form == "text":
            tell(f"note: {note}" for note in writing.notes)
        raise


def _plus(text: str) -> str:
    """Return *text*, a bare length such as ``4h`` with the plus that says what it counts from."""
    return f"+{text.strip()}" if read_length(text) is not None else text


def _simple(name: str, help_: str, *following: str) -> None:
    """Add a command that takes a record and a text, and nothing else."""

    @maintenance_group.command(
        name, cls=WritingCommand, help=help_, epilog=epilog(f"maintenance {name}")
    )
    @_WORDS
    @_EDIT
    @writing_options
    def run(writing: Writing, words: tuple[str, ...], **given: Any) -> NoReturn:
        from generator.pipeline import planned_work

        case, rest = writing.find(words, work=True)
        make = getattr(planned_work, name)
        tell_visitors(
            writing,
            Said(**given),
            read_text(rest),
            case,
            lambda it: make(case, it),
            *following,
        )


_simple(
    "start",
    "Say that the work has begun; from here on only 'finish' ends it.",
    "maintenance extend {} --until +1h",
    "maintenance finish {}",
)
_simple("finish", "Say that the work is done.", "status")
_simple("cancel", "Call the work off; its page stays.", "status")
