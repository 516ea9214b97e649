"""``allclear push``: what had to stay on this machine goes to everybody."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.adapters import clock
from generator.cli.going_live import SHARED, stay_here, stop_here, tell_pushed
from generator.cli.options import root_option
from generator.cli.outcome import Outcome, finish, tell
from generator.cli.patience import Patience
from generator.cli.pushed import describe, find_public
from generator.cli.refusing import EXIT_STOPPED, refuse, tell_mistake
from generator.cli.terminal import is_terminal
from generator.cli.writing import Manner
from generator.core.act import Act
from generator.core.audience import RECORDS
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal

if TYPE_CHECKING:
    from generator.adapters.git_state import Standing


@click.command("push", epilog=epilog("push"))
@root_option()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How the result is written.  [default: text]",
)
@click.option("--wait", is_flag=True, help="Wait for the hosts, without a terminal as well.")
@click.pass_context
def push_command(ctx: click.Context, root: Path, form: str, wait: bool) -> None:
    """Commit what commands left here and push all that is committed.

    Of files in no commit only those go that a command wrote here: updates, this clone's own log
    lines, headers of new records. It never asks. What others pushed is taken over first; a number
    that was taken meanwhile becomes the next free one.
    Exit status: 0 fine, 1 it stayed here, 2 refused, 130 after Ctrl-C.
    """
    manner = Manner(
        root=root,
        now=clock.now(),
        replay=False,
        dry_run=False,
        form=form,
        commit=True,
        push=True,
        wait=wait,
        is_terminal=is_terminal() and form == "text",
        patience=ctx.find_object(Patience) or Patience(),
    )
    try:
        _push(manner)
    except Refusal as refusal:
        refuse(refusal, form)
    except OSError as error:
        fix = "make room or give permission, and type it again; nothing is lost"
        refuse(Refusal(f"this clone cannot be written: {error.strerror or error}", fix), form)
    except KeyboardInterrupt:
        refuse(Refusal("stopped", "see how far it got: allclear status"), form, EXIT_STOPPED)
    except Exception:
        tell_mistake(form)
        raise


def _push(manner: Manner) -> NoReturn:
    from generator.adapters.git_left import find_left  # late: --help asks no git
    from generator.adapters.git_publish import publish
    from generator.adapters.git_state import where

    root = manner.root
    standing = where(root)
    left = find_left(root) if standing.is_repository else ()
    outcome = Outcome(act=Act(record="", folder=RECORDS, subject=_subject(left)), did="committed")
    if not left and standing.ahead == 0 and standing.branch == standing.default_branch:
        _tell_nothing(outcome, standing, manner.form)
    is_public = bool(find_public((*left, *standing.unpushed)))
    if manner.form == "text":
        tell(["committing and pushing …" if left else "pushing …"])
    try:
        published = publish(
            root, left, outcome.act.subject, push=True, pause=manner.patience.pause,
            roll=random.random,
        )  # fmt: skip
    except KeyboardInterrupt:
        stop_here(outcome, is_public=is_public)
        finish(outcome, manner.form)
    outcome.published = published
    outcome.paths = left if published.is_committed else ()
    outcome.pushed = describe(published.pushed)
    if not published.is_pushed:
        stay_here(outcome, is_public=is_public)
        outcome.why, outcome.fix, outcome.is_short = published.reason, published.fix, True
    elif find_public(published.pushed):
        tell_pushed(manner, outcome, None, None)
    elif published.pushed:
        outcome.state, outcome.line = "SHARED", SHARED
    else:
        _tell_nothing(outcome, standing, manner.form)
    finish(outcome, manner.form)


def _tell_nothing(outcome: Outcome, standing: Standing, form: str) -> NoReturn:
    where_to = f"{standing.remote or 'origin'}/{standing.default_branch or standing.branch}"
    outcome.state = "NOTHING"
    outcome.line = f"nothing to push: {where_to} has all of it"
    finish(outcome, form)


def _subject(left: tuple[str, ...]) -> str:
    """Return the first line of a commit of what was left."""
    told = describe(left)
    if len(told) > 2:
        return f"records: {len(left)} files that had stayed on one machine"
    return f"records: {' and '.join(told)} that had stayed on one machine"
