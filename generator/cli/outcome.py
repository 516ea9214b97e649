"""What became of an act, told to people and to programs; the last line says where it has got to."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from generator.cli.pushed import renumber
from generator.cli.refusing import EXIT_STOPPED
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
        why: What stands in the way, or empty; it may have several lines.
        fix: What to do next about it, or empty.
        paths: Files written, relative to the root.
        speech: What is odd about the words, and how to say it instead.
        is_short: It got less far than was asked: the exit status is 1.
        is_stopped: Somebody stopped it after it was written: the exit status is 130.
        left: Notes on what lies around and did not go with it.
        did: What was done with the files.
        clocks: What the act did to the clocks; empty where none runs.
        pushed: What the remote got, for people; only ``push`` tells all of it.
    """

    act: Act
    state: str = ""
    line: str = ""
    why: str = ""
    fix: str = ""
    paths: tuple[str, ...] = ()
    published: Published | None = None
    hosts: list[HostOutcome] = field(default_factory=list)
    is_short: bool = False
    is_stopped: bool = False
    left: tuple[str, ...] = ()
    did: str = "wrote"
    clocks: str = ""
    pushed: tuple[str, ...] = ()
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
    _follow(outcome, renumbered)
    status = EXIT_STOPPED if outcome.is_stopped else int(outcome.is_short)
    if form == "json":
        click.echo(json.dumps(_as_json(outcome), ensure_ascii=False, indent=1))
        sys.exit(status)
    tell(
        f"note: somebody took {old} meanwhile: what was written here as {old} is {new} now"
        for old, new in renumbered.items()
    )
    tell(f"note: {each}" for each in outcome.left)
    for path in outcome.paths:
        click.echo(f"{outcome.did} {path}")
    for line in outcome.act.lines:
        click.echo(f"  {line}")
    for each in outcome.pushed:
        click.echo(f"pushed {each}")
    if outcome.clocks:
        click.echo(f"clocks: {outcome.clocks}")
    for step in outcome.act.to_do:
        click.echo(f"to do: {step}")
    for command in outcome.act.next_commands:
        click.echo(f"next: {command}")
    if outcome.why:
        click.echo("why: " + outcome.why.replace("\n", "\n     "))
    if outcome.fix:
        # The next line somebody has to type, before the one that says how far it has got.
        click.echo(f"to do: {outcome.fix}")
    click.echo(outcome.line)
    sys.exit(status)


def _follow(outcome: Outcome, renumbered: Mapping[str, str]) -> None:
    """Let everything that names our record name it by its new number."""
    outcome.paths = renumber(outcome.paths, renumbered)
    old = outcome.act.record
    new = renumbered.get(old, old)
    if new == old:
        return

    def moved(text: str) -> str:
        return text.replace(f"/{old}", f"/{new}")

    def renamed(text: str) -> str:
        return " ".join(words.get(word, word) for word in text.split(" "))

    # The old number is somebody else's record now: pasted as it was, a command would write there.
    words = {old: new, old[-3:]: new[-3:]}
    act = outcome.act
    outcome.act = replace(
        act,
        record=new,
        folder=moved(act.folder),
        files=tuple(replace(each, path=moved(each.path)) for each in act.files),
        next_commands=tuple(map(renamed, act.next_commands)),
        # Rooms are named after the number.
        to_do=tuple(renamed(each).replace(old[4:], new[4:]) for each in act.to_do),
    )
    outcome.left = tuple(each.replace(old, new) for each in outcome.left)


def _as_json(outcome: Outcome) -> dict[str, Any]:
    act, shown, published = outcome.act, outcome.shown, outcome.published
    return {
        "record": act.record,
        "files": {file.path: file.text for file in act.files},
        "log": list(act.lines),
        "written": list(outcome.paths),
        "is_public": act.is_public,
        "visitors_read": (
            {"top": list(shown.banner), "page": list(shown.page), "feed": list(shown.feed)}
            if shown
            else None
        ),
        "notes": [*act.notes, *outcome.left],
        "findings": [
            {"code": each.code, "message": each.message, "fix": each.fix}
            for each in (shown.findings if shown else ())
        ],
        "words": [{"what": what, "fix": fix} for what, fix in outcome.speech],
        "state": outcome.state,
        "message": outcome.line,
        "why": outcome.why,
        "fix": outcome.fix,
        "commit": published.commit if published else "",
        "renumbered": dict(published.renumbered) if published else {},
        "hosts": [each._asdict() for each in outcome.hosts],
        "clocks": outcome.clocks,
        "to_do": list(act.to_do),
        "next": list(act.next_commands),
    }


def tell(lines: Iterable[str]) -> None:
    """Say *lines* to the person, on standard error."""
    for line in lines:
        click.echo(line, err=True)
