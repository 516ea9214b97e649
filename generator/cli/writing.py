"""What all writing commands share: their options, the desk they work at, and how they refuse."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.adapters import clock
from generator.cli.options import Decorator, now_option, root_option
from generator.cli.patience import Patience
from generator.cli.refusing import EXIT_STOPPED, asks_for_json, refuse, tell_mistake
from generator.cli.terminal import is_terminal
from generator.core.command_ids import find_record, looks_like_id
from generator.core.command_times import read_at
from generator.core.command_words import read_handle
from generator.core.read import Read
from generator.core.refusal import Refusal

if TYPE_CHECKING:
    from generator.core.desk import Desk
    from generator.core.facts import SiteConfig
    from generator.pipeline.case import Case

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a writing command is to go about it.

    Attributes:
        now: The moment; the clock, or ``--now``.
        replay: ``--now`` was given.
        commit: Commit what was written; ``push`` implies it, ``wait`` implies both.
        is_terminal: A person sits here: show, ask, publish.
        form: ``text`` or ``json``.
        patience: How long it waits for what others do.
    """

    root: Path
    now: datetime
    replay: bool
    dry_run: bool
    form: str
    commit: bool
    push: bool
    wait: bool
    is_terminal: bool
    patience: Patience


class Writing:
    """A writing command at work: the desk, and notes on how words were read."""

    def __init__(self, manner: Manner) -> None:
        from generator.adapters.desks import load_desk  # late: --help needs no records

        self.manner = manner
        self.notes: list[str] = []
        self.desk: Desk = load_desk(manner.root, manner.now, replay=manner.replay)

    @property
    def config(self) -> SiteConfig:
        """The site.

        Raises:
            Refusal: When ``site.yml`` cannot be read: no part could be named.
        """
        if self.desk.config is None:
            raise Refusal("site_src/public/site.yml cannot be read", "see why: allclear check")
        return self.desk.config

    def read(self, found: Read[T]) -> T:
        """Return the value of *found* and note how it was read."""
        self.note(found.note)
        return found.value

    def note(self, text: str) -> None:
        """Note *text* for the person, once; empty ones say nothing."""
        if text and text not in self.notes:
            self.notes.append(text)

    def time(self, text: str | None) -> datetime | None:
        """Return the time that ``--at`` says, or None."""
        return None if text is None else self.read(read_at(text, self.manner.now))

    def who(self, text: str | None) -> str:
        """Return the handle of who writes: as said, else as set in git, else nobody."""
        if text is None:
            from generator.adapters.git import GitError, run  # late: most commands ask nobody

            try:
                text = run(self.manner.root, "config", "--get", "allclear.handle").decode().strip()
            except GitError:
                return ""
        return self.read(read_handle(text)) if text else ""

    def find(self, words: Sequence[str], *, work: bool = False) -> tuple[Case, tuple[str, ...]]:
        """Return the record that *words* begin with, or the only open one, and the other words.

        Args:
            words: What was typed behind the command.
            work: Planned work is meant, not an incident.

        Raises:
            Refusal: When no record, or more than one, can be meant.
        """
        from generator.pipeline.case import open_case  # late: --help needs no records

        id_, rest = self._pick(list(words), work=work)
        manner = self.manner
        case = open_case(manner.root, id_, self.config, manner.now, replay=manner.replay)
        self.notes += (
            [f"{case.id} has mistakes: allclear check {case.folder}"]
            if any(each.severity == "error" for each in case.findings)
            else []
        )
        return case, rest

    def open(self, ending: str) -> Case:
        """Return the record called *ending*."""
        return self.find([find_record(ending, [brief.id for brief in self.desk.briefs])])[0]

    def _pick(self, words: list[str], *, work: bool) -> tuple[str, tuple[str, ...]]:
        kind = "MNT" if work else "INC"
        ids = [brief.id for brief in self.desk.briefs]
        own = [id_ for id_ in ids if id_.startswith(kind)]
        opened = self.desk.open_maintenance() if work else self.desk.open_incidents()
        if words and looks_like_id(words[0]):
            is_full = words[0][:3].upper() in ("INC", "MNT")
            # "001" means the open one, though every day of history has its own 001.
            with suppress(Refusal):
                return find_record(words[0], [brief.id for brief in opened]), tuple(words[1:])
            try:
                return find_record(words[0], ids if is_full else own), tuple(words[1:])
            except Refusal:
                # "503 errors everywhere" begins with a number, and is text.
                if is_full or len(words) < 2 or not words[0].isdigit():
                    raise
        what = "planned work" if work else "incident"
        if len(opened) == 1:
            self.notes.append(f"{opened[0].id}: the only open {what}")
            return opened[0].id, tuple(words)
        if opened:
            listed = "; ".join(f"{brief.id} {brief.title}".strip() for brief in opened[:8])
            raise Refusal(
                f"{len(opened)} {'pieces of ' if work else ''}{what}{'' if work else 's'} are open",
                f"name one, its last digits are enough: {listed}",
            )
        newest = max(own, key=lambda id_: id_[4:], default="")
        name = f"name one, such as the newest, {newest}, or " if newest else ""
        fix = (
            f'{name}announce it: allclear maintenance announce "New database" …'
            if work
            else f'{name}declare it: allclear new "what is wrong"'
        )
        raise Refusal(f"no {what} is open", fix)


_SHARED = ("root", "now", "dry_run", "form", "commit", "push", "wait")
"""Options of every writing command, the last ones in its help."""


class WritingCommand(click.Command):
    """A command whose mistyped options say what to do when they were meant as text.

    Wrong use is told as JSON, too, where JSON was asked for.
    """

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Do as click does; it may empty *args*."""
        words = tuple(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.UsageError as error:
            if not asks_for_json(words):
                raise
            name = error.ctx.command_path if error.ctx else "allclear"
            refuse(Refusal(error.format_message(), f"see how: {name} --help"), "json")

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return all parameters, those of every writing command last."""
        return sorted(super().get_params(ctx), key=lambda each: each.name in (*_SHARED, "help"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Do as click does, with a hint where text begins with a dash."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            raise click.NoSuchOption(
                error.option_name,
                message=f"{error.message} (if it is text, write -- before it)",
                possibilities=error.possibilities,
                ctx=ctx,
            ) from error


def writing_options(function: Callable[..., Any]) -> Callable[..., None]:
    """Add the options of every writing command and hand over a :class:`Writing`."""

    @functools.wraps(function)
    def run(
        root: Path,
        now: datetime | None,
        dry_run: bool,
        form: str,
        commit: bool,
        push: bool,
        wait: bool,
        **others: Any,
    ) -> None:
        manner = Manner(
            root=root,
            now=now or clock.now(),
            replay=now is not None,
            dry_run=dry_run,
            form=form,
            commit=commit or push or wait,
            push=push or wait,
            wait=wait,
            is_terminal=is_terminal() and form == "text",
            patience=click.get_current_context().find_object(Patience) or Patience(),
        )
        try:
            function(Writing(manner), **others)
        except Refusal as refusal:
            refuse(refusal, form)
        except (click.Abort, KeyboardInterrupt):
            if form == "json":
                refuse(Refusal("stopped: nothing was written", "run it again"), form, EXIT_STOPPED)
            click.echo("\nStopped: nothing was written.", err=True)
            sys.exit(EXIT_STOPPED)
        except Exception:
            tell_mistake(form)
            raise

    options: tuple[Decorator, ...] = (
        root_option(),
        now_option(),
        click.option("--dry-run", is_flag=True, help="Show everything, write nothing."),
        click.option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            help="How the result is written.  [default: text]",
        ),
        click.option("--commit", is_flag=True, help="Commit, without a terminal as well."),
        click.option("--push", is_flag=True, help="Commit and push."),
        click.option("--wait", is_flag=True, help="Commit, push and wait for the hosts."),
    )
    decorated: Callable[..., Any] = run
    for option in reversed(options):
        decorated = option(decorated)
    return decorated
