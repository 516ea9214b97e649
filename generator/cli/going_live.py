"""From files on this machine to what hosts show: commit, push, wait (design §5)."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from generator.adapters import clock
from generator.cli.outcome import Outcome
from generator.cli.writing import Writing
from generator.core.act import Act

if TYPE_CHECKING:
    from generator.pipeline.inputs import Inputs

WAIT_AT_MOST = timedelta(minutes=5)
"""How long a command waits for the hosts; a forge needs a minute or two."""


def publish_act(writing: Writing, outcome: Outcome, inputs: Inputs | None) -> None:
    """Commit, push and wait as far as asked; say where the act has got to."""
    manner, act = writing.manner, outcome.act
    wants_commit = manner.commit or manner.is_terminal
    if not wants_commit:
        outcome.state, outcome.line = _only_here(act, "")
        outcome.fix = _by_hand(outcome.paths, act.subject)
        return
    from generator.adapters.git_publish import publish  # late: without a terminal nobody pushes

    before = (
        _generation(writing, inputs) if inputs and (manner.wait or manner.is_terminal) else None
    )
    published = publish(
        manner.root,
        outcome.paths,
        act.subject,
        push=manner.push or manner.is_terminal,
        pause=time.sleep,
        roll=random.random,
    )
    outcome.published = published
    if not published.is_pushed:
        outcome.state, outcome.line = _only_here(act, published.reason or "not pushed")
        outcome.fix = published.fix or "push it: git push"
        return
    if not act.is_public:
        outcome.state = "SHARED"
        outcome.line = "SHARED: pushed for the others; visitors read nothing new"
        return
    outcome.state = "PUSHED"
    outcome.line = "PUSHED, not live yet"
    outcome.fix = "see when it is: allclear status"
    if inputs is not None and (manner.wait or manner.is_terminal):
        _wait(writing, outcome, inputs, before)


def _generation(writing: Writing, inputs: Inputs) -> tuple[int, str]:
    from generator.adapters.builds import MEMORY
    from generator.pipeline.generation import find_generation

    root = writing.manner.root
    try:
        remembered = (root / MEMORY).read_bytes()
    except OSError:
        remembered = b""
    return find_generation(root, inputs, remembered, clock.now())


def _wait(
    writing: Writing, outcome: Outcome, inputs: Inputs, before: tuple[int, str] | None
) -> None:
    from generator.adapters import hosts as asked
    from generator.readers.hosts import read_hosts

    hosts, _ = read_hosts(writing.manner.root)
    if not hosts:
        outcome.line += ": site_src/hosts.yml names no host to ask"
        outcome.fix = "name your hosts there, or look at your status page"
        return
    count, read = _generation(writing, inputs)
    mark = asked.Mark(
        count=count, as_of=clock.now(), inputs=read, inputs_before=before[1] if before else ""
    )
    try:
        answers = asked.wait_until_live(
            hosts,
            mark,
            ceiling=WAIT_AT_MOST,
            now=lambda: datetime.now(UTC),
            pause=time.sleep,
            tell=lambda text: click.echo(text, err=True),
        )
    except KeyboardInterrupt:
        outcome.line += ": nobody waited for the hosts"
        return
    live = [each for each in answers if asked.has_reached(each, mark)]
    outcome.hosts = [
        {"name": each.host.name, "url": each.host.url, "error": each.error,
         "live": "yes" if each in live else "no"}
        for each in answers
    ]  # fmt: skip
    if len(live) == len(answers):
        outcome.state, outcome.fix = "LIVE", ""
        moment = clock.now()
        outcome.line = f"LIVE {moment:%H:%M:%S} on {len(live)} of {len(answers)} hosts"
        return
    late = ", ".join(
        f"{each.host.name} {each.error or 'shows an older state'}"
        for each in answers
        if each not in live
    )
    outcome.line = f"PUSHED, not live yet: on {len(live)} of {len(answers)} hosts; {late}"
    outcome.fix = "ask again: allclear status; if it stays so, look at the run of the workflow"


def _only_here(act: Act, reason: str) -> tuple[str, str]:
    state = "NOT PUBLIC" if act.is_public else "NOT SHARED"
    return state, f"{state}: only on this machine{f': {reason}' if reason else ''}"


def _by_hand(paths: tuple[str, ...], subject: str) -> str:
    import shlex  # late: only a message needs it

    files = " ".join(shlex.quote(path) for path in paths)
    return f"git add -- {files} && git commit -m {shlex.quote(subject)} -- {files} && git push"
