"""What all writing commands share: their options, the desk they work at, and how they refuse."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator.adapters import clock
from generator.cli.beforehand import look_ahead
from generator.cli.options import Decorator, now_option, root_option
from generator.cli.patience import Patience
from generator.cli.refusing import EXIT_STOPPED, asks_for_json, refuse, tell_mistake
from generator.cli.terminal import is_terminal
from generator.core.command_ids import find_record
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

    def find(
        self, words: Sequence[str], *, work: bool = False, instead: str = ""
    ) -> tuple[Case, tuple[str, ...]]:
        """Return the record that *words* begin with, or the only open one, and the other words.

        Args:
            words: What was typed behind the command.
            work: Planned work is meant, not an incident.
            instead: What to do with planned work, where the command is for incidents alone.

        Raises:
            Refusal: When no record, or more than one, can be meant, or one of the wrong kind.
        """
        from generator.cli.picking import pick  # late: --help needs no records
        from generator.pipeline.case import open_case

        id_, rest, note = pick(self.desk, words, work=work)
        if work and id_.startswith("INC"):
            raise Refusal(
                f"{id_} is an incident, not planned work",
                "name planned work, MNT-…; what is planned: allclear status",
            )
        if instead and id_.startswith("MNT"):
            raise Refusal(f"{id_} is planned work, not an incident", instead.format(id_))
        self.note(note)
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


_SHARED = ("root", "now", "dry_run", "form", "commit", "push", "wait")
"""Options of every writing command, the last ones in its help."""


class WritingCommand(click.Command):
    """A command whose mistyped options say what to type instead."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return all parameters, those of every writing command last."""
        return sorted(super().get_params(ctx), key=lambda each: each.name in (*_SHARED, "help"))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Do as click does; what it cannot read is refused as everything else is."""
        typed = list(args)
        try:
            found = super().parse_args(ctx, args)
        except click.UsageError as error:
            if ctx.resilient_parsing:
                raise
            from generator.cli import wrong_use  # late: only a mistyped line needs it

            name = " ".join(["allclear", *ctx.command_path.split()[1:]])
            form = "json" if asks_for_json(tuple(typed)) else "text"
            refuse(wrong_use.explain(error, self, name), form)
        if not ctx.resilient_parsing:
            self._refuse_swallowed(typed)
        return found

    def _refuse_swallowed(self, typed: list[str]) -> None:
        if sum(word.startswith("--") for word in typed) < 2:
            return
        from generator.cli import wrong_use  # late: a short line needs it not

        refusal = wrong_use.find_swallowed(typed, self)
        if refusal is not None:
            refuse(refusal, "json" if asks_for_json(tuple(typed)) else "text")


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
            note = look_ahead(manner, click.get_current_context().info_name, others)
            writing = Writing(manner)  # after that: what others pushed is on the desk, too
            writing.note(note)
            function(writing, **others)
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
