"""``allclear explain``: why a clock stands as it does, from the line of the log to the verdict."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from generator.adapters import clock
from generator.cli.complete import complete_record
from generator.cli.doubts import tell_doubts
from generator.cli.options import now_option, root_option
from generator.cli.refusing import EXIT_UNREADABLE, refuse
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal


@click.command("explain", epilog=epilog("explain"))
@click.argument("words", metavar="[ID] [CLOCK]", nargs=-1, shell_complete=complete_record)
@root_option()
@now_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How it is written.  [default: text]",
)
def explain_command(words: tuple[str, ...], root: Path, now: datetime | None, form: str) -> None:
    """Explain deadlines: what each is counted from, by which rule, with the sum.

    CLOCK is acknowledge, mitigate, resolve, or a duty such as assign-ic or public-update-2;
    without it all are told. Exit status: 0 fine, 1 the record cannot be read, 2 wrong use.
    """
    from generator.adapters.desks import load_desk  # late: --help needs no records
    from generator.cli.picking import pick
    from generator.pipeline.explained import Unreadable, choose, read_chains

    moment, replay = now or clock.now(), now is not None
    desk = load_desk(root, moment, replay=replay)
    try:
        id_, rest, _ = pick(desk, words, work=False)
        if len(rest) > 1:
            raise Refusal(
                f"{' '.join(rest)} is more than one clock",
                f"name one, or none for all: allclear explain {id_}",
            )
        told = read_chains(root, moment, id_, replay=replay, words=desk.words)
        chosen = choose(told.chains, rest[0]) if rest else told.chains
    except Unreadable as unreadable:
        refuse(unreadable, form, EXIT_UNREADABLE)
    except Refusal as refusal:
        refuse(refusal, form)
    tell_doubts(told.doubts)
    if form == "json":
        from generator.reporting.clocks_json import format_explained_json  # late: one of the two

        click.echo(format_explained_json(id_, chosen, moment), nl=False)
    else:
        from generator.reporting.explain_text import format_explained  # late: one of the two

        click.echo(format_explained(told.course, chosen, told.wall, is_one=bool(rest)), nl=False)
