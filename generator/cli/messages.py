"""``allclear messages``: what is to be sent now, filled from the record, ready to paste."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from generator.adapters import clock
from generator.adapters.desks import load_desk
from generator.cli.complete import complete_record
from generator.cli.options import now_option, root_option
from generator.cli.picking import pick
from generator.core.command_ids import looks_like_id
from generator.core.messaging.message import TEMPLATES, Message, find_template
from generator.core.messaging.messages import create_message, create_messages
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.pipeline.book import only, read_book
from generator.pipeline.messages import create_letterhead

EXIT_WRONG_USE = 2
_CHANNELS = tuple(dict.fromkeys(name for each in TEMPLATES.values() for name in each.channels))


@click.command("messages", epilog=epilog("messages"))
@click.argument("record", metavar="[ID]", required=False, shell_complete=complete_record)
@click.option(
    "--template",
    metavar="NAME",
    help="Print only the text of this one, such as T6, ready to paste; the rest to stderr.",
)
@click.option("--channel", type=click.Choice(_CHANNELS), help="Only what goes this way.")
@root_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    help="How messages are written.  [default: text]",
)
@now_option()
def messages_command(
    record: str | None,
    template: str | None,
    channel: str | None,
    root: Path,
    form: str,
    now: datetime | None,
) -> None:
    """Write the messages that make sense now, what is due first at the top.

    Without ID, those of the only open incident. What is missing is named in the text and beside
    it, and never invented. Nothing is sent and no record is changed. Exit status: 0 fine, 2 wrong
    use.
    """
    as_of = now or clock.now()
    replay = now is not None
    try:
        name = _read_template(template, channel)
        if record is not None and not looks_like_id(record):
            raise Refusal(f"no incident is {show(record)}", "write an id or its end, such as 001")
        desk = load_desk(root, as_of, replay=replay)
        picked = pick(desk, [record] if record else [], work=False)
        if picked.rest:
            raise Refusal(picked.note.partition(":")[0], "write an id or its end, such as 001")
        book = read_book(root, as_of, replay=replay, wanted=only([picked.id]))
        course = book.find(picked.id)
        if course is None:
            raise Refusal(
                f"{picked.id} has no internal.yml, from which messages are filled",
                "begin one with 'allclear log'",
            )
    except Refusal as refusal:
        _refuse(refusal)
    head, findings = create_letterhead(root, book)
    if findings or book.findings:
        click.echo("note: some rules or sentences count as shipped; see allclear check", err=True)
    if name:
        found: Sequence[Message] = [create_message(course, head, as_of, name, channel or "")]
    else:
        found = create_messages(course, head, as_of)
        found = [each for each in found if channel in (None, each.channel)]
    if form == "json":
        from generator.reporting.messages_json import format_messages_json  # late: one of the two

        click.echo(format_messages_json(picked.id, as_of, found), nl=False)
        return
    from generator.reporting.messages_text import (  # late: one of the two
        format_heading,
        format_messages,
    )

    if name:
        click.echo(format_heading(found[0]), nl=False, err=True)
        click.echo(found[0].body)
        return
    if picked.note:
        click.echo(picked.note, err=True)
    click.echo(format_messages(found), nl=False)
    if not found:
        click.echo("Nothing has to be sent now.", err=True)
    _say_next(found, picked.id)


def _read_template(template: str | None, channel: str | None) -> str:
    """Return the template meant, empty for all.

    Raises:
        Refusal: If there is none of that name, or it is not written for *channel*.
    """
    if template is None:
        return ""
    name = find_template(template)
    if name is None and template.strip().upper() == "T12":
        raise Refusal(
            "T12, the notice of a breach, is none of these messages",
            "write it with legal counsel; nothing about a breach goes out without them (R132)",
        )
    if name is None:
        meant = suggest(template.upper(), TEMPLATES) or suggest(template.lower(), TEMPLATES)
        raise Refusal(
            f"no template is {show(template)}",
            f"write {meant}" if meant else f"write one of {', '.join(TEMPLATES)}",
        )
    channels = TEMPLATES[name].channels
    if channel is not None and channel not in channels:
        raise Refusal(
            f"{name} is not written for {channel}", f"write --channel {' or '.join(channels)}"
        )
    return name


def _say_next(found: Sequence[Message], id_: str) -> None:
    if found:
        first = found[0]
        line = f"allclear messages {id_} --template {first.template} --channel {first.channel}"
        click.echo(f"next: {line}", err=True)


def _refuse(refusal: Refusal) -> NoReturn:
    click.echo(f"error: {refusal.message}\nfix: {refusal.fix}", err=True)
    sys.exit(EXIT_WRONG_USE)
