"""``allclear messages``: what is to be sent now, filled from the record, ready to paste."""

from __future__ import annotations

import re
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
from generator.core.clockwork.course import Course
from generator.core.clockwork.duty_base import is_security
from generator.core.command_ids import looks_like_id
from generator.core.messaging.message import TEMPLATES, Message, find_template
from generator.core.messaging.message_withheld import find_withheld
from generator.core.messaging.messages import create_message, create_messages
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.shown import show
from generator.core.spelling import suggest
from generator.pipeline.book import only, read_book
from generator.pipeline.messages import create_letterhead

EXIT_UNREAD = 1
EXIT_WRONG_USE = 2
_NUMBERED = re.compile("[Tt]?[0-9]+")
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
    it, and never invented. Nothing is sent and no record is changed. Exit status: 0 fine, 1 the
    record cannot be read in full, 2 wrong use or withheld.
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
        if name and (withheld := find_withheld(course, name)):
            raise Refusal(*withheld)
    except Refusal as refusal:
        _refuse(refusal)
    head, findings = create_letterhead(root, book)
    _say_state(course, has_fallback=bool(findings or book.policy.fallbacks))
    if book.findings and not book.policy.fallbacks:
        click.echo("note: allclear check has remarks on policy, people or vendors", err=True)
    if name:
        found: Sequence[Message] = [create_message(course, head, as_of, name, channel or "")]
    else:
        found = create_messages(course, head, as_of)
        found = [each for each in found if channel in (None, each.channel)]
    if form == "json":
        from generator.reporting.messages_json import format_messages_json  # late: one of the two

        click.echo(format_messages_json(course, as_of, found), nl=False)
    else:
        _print(found, course, note=picked.note, is_one=bool(name))
    if course.record.unread:
        sys.exit(EXIT_UNREAD)


def _print(found: Sequence[Message], course: Course, *, note: str, is_one: bool) -> None:
    """Print messages for people, what is pasted to stdout."""
    from generator.reporting.messages_text import (  # late: one of the two
        format_heading,
        format_messages,
    )

    if is_one:
        click.echo(format_heading(found[0]), nl=False, err=True)
        click.echo(found[0].body)
        return
    if note:
        click.echo(note, err=True)
    click.echo(format_messages(found), nl=False)
    if found:
        first = found[0]
        line = f"{course.record.id} --template {first.template} --channel {first.channel}"
        click.echo(f"next: allclear messages {line}", err=True)
    elif not course.record.unread and not is_security(course):
        click.echo("Nothing has to be sent now.", err=True)


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
    if name is None and _NUMBERED.fullmatch(template.strip()):
        # T9 is as near to T99 as T6 is, and the wrong message is worse than none.
        raise Refusal(f"no template is {show(template)}", f"write one of {', '.join(TEMPLATES)}")
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


def _say_state(course: Course, *, has_fallback: bool) -> None:
    """Say on stderr what stands in the way of right and whole messages."""
    record = course.record
    if record.unread:
        click.echo(
            f"warning: {', '.join(sorted(record.unread))} cannot be read in full, so messages may "
            f"be wrong and some are not written: run allclear check {record.path}",
            err=True,
        )
    if is_security(course):
        click.echo(
            "note: a security incident is restricted: nothing is written for anybody but the CEO, "
            "legal counsel and its responders, until the CEO and legal counsel agree (R34, X35)",
            err=True,
        )
    if has_fallback:
        click.echo("note: some rules or sentences count as shipped; see allclear check", err=True)


def _refuse(refusal: Refusal) -> NoReturn:
    click.echo(f"error: {refusal.message}\nfix: {refusal.fix}", err=True)
    sys.exit(EXIT_WRONG_USE)
