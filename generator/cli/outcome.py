"""What became of an act, told to people and to programs; the last line says where it has got to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from generator.core.act import Act

if TYPE_CHECKING:
    from generator.adapters.git_publish import Published
    from generator.pipeline.rehearsal import Rehearsal


class HostOutcome(NamedTuple):
    """Whether one host shows the act, and why not."""

    name: str
    url: str
    error: str
    is_live: bool


@dataclass(slots=True)
class Outcome:
    """What became of an act.

    Attributes:
        state: The word the last line begins with.
        line: The last line.
        fix: What to do next about it, or empty.
        paths: Files written, relative to the root.
        speech: What is odd about the words, and how to say it instead.
        is_short: It got less far than was asked: the exit status is 1.
    """

    act: Act
    state: str = ""
    line: str = ""
    fix: str = ""
    paths: tuple[str, ...] = ()
    published: Published | None = None
    hosts: list[HostOutcome] = field(default_factory=list)
    is_short: bool = False
    shown: Rehearsal | None = None
    speech: tuple[tuple[str, str], ...] = ()


def finish_dry(outcome: Outcome, form: str) -> NoReturn:
    """Print what would have been written, and leave."""
    outcome.state, outcome.line = "DRY RUN", "DRY RUN: nothing was written"
    if form == "json":
        click.echo(json.dumps(_as_json(outcome), ensure_ascii=False, indent=1))
        sys.exit(0)
    for file in outcome.act.files:
        click.echo(f"{file.path}:\n{file.text.rstrip()}\n")
    if outcome.act.lines:
        click.echo(f"{outcome.act.folder}/log/<this clone>.log:")
        click.echo("\n".join(outcome.act.lines) + "\n")
    click.echo(outcome.line)
    sys.exit(0)


def finish(outcome: Outcome, form: str) -> NoReturn:
    """Print what was written, what comes next and how far it has got, and leave."""
    renumbered = outcome.published.renumbered if outcome.published else {}
    if form == "json":
        click.echo(json.dumps(_as_json(outcome), ensure_ascii=False, indent=1))
        sys.exit(1 if outcome.is_short else 0)
    for old, new in renumbered.items():
        tell([f"note: somebody took {old} meanwhile: this one is {new} now"])
    for path in outcome.paths:
        for old, new in renumbered.items():
            path = path.replace(f"/{old}/", f"/{new}/")  # noqa: PLW2901
        click.echo(f"wrote {path}")
    for line in outcome.act.lines:
        click.echo(f"  {line}")
    for command in outcome.act.next_commands:
        for old, new in renumbered.items():
            command = command.replace(old, new)  # noqa: PLW2901
        click.echo(f"next: {command}")
    if outcome.fix:
        # The next line somebody has to type, before the one that says how far it has got.
        click.echo(f"to do: {outcome.fix}")
    click.echo(outcome.line)
    sys.exit(1 if outcome.is_short else 0)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    act, shown, published = outcome.act, outcome.shown, outcome.published
    renumbered = dict(published.renumbered) if published else {}
    return {
        "record": renumbered.get(act.record, act.record),
        "files": {file.path: file.text for file in act.files},
        "log": list(act.lines),
        "written": list(outcome.paths),
        "is_public": act.is_public,
        "visitors_read": (
            {"top": list(shown.banner), "page": list(shown.page), "feed": list(shown.feed)}
            if shown
            else None
        ),
        "notes": list(act.notes),
        "words": [{"what": what, "fix": fix} for what, fix in outcome.speech],
        "state": outcome.state,
        "message": outcome.line,
        "fix": outcome.fix,
        "commit": published.commit if published else "",
        "renumbered": renumbered,
        "hosts": [each._asdict() for each in outcome.hosts],
        "next": list(act.next_commands),
    }


def tell(lines: Iterable[str]) -> None:
    """Say *lines* to the person, on standard error."""
    for line in lines:
        click.echo(line, err=True)
