"""From files on this machine to what hosts show: commit, push, wait (design §5)."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from generator.adapters import clock
from generator.cli.outcome import HostOutcome, Outcome
from generator.cli.writing import Writing
from generator.core.act import Act
from generator.core.hosts import Mark, has_reached

if TYPE_CHECKING:
    from generator.pipeline.inputs import Inputs

WAIT_AT_MOST = timedelta(minutes=5)
"""How long a command waits for the hosts; a forge needs a minute or two."""


def note_inputs(writing: Writing, act: Act, inputs: Inputs | None) -> str:
    """Return the hash of the public inputs before *act* is written; empty if nobody will wait."""
    manner = writing.manner
    if inputs is None or not act.is_public or not (manner.wait or manner.is_terminal):
        return ""
    return _find_generation(writing, inputs)[1]


def publish_act(
    writing: Writing, outcome: Outcome, inputs: Inputs | None, inputs_before: str
) -> None:
    """Commit, push and wait as far as asked; say where the act has got to.

    Args:
        writing: The command at work.
        outcome: Told how far it got.
        inputs: Site, words and theme; None where visitors read nothing new.
        inputs_before: From :func:`note_inputs`, before anything was written.
    """
    manner, act = writing.manner, outcome.act
    if not manner.commit and not manner.is_terminal:
        _stay_here(outcome, "")
        outcome.fix = _by_hand(outcome.paths, act.subject)
        return
    from generator.adapters.git_publish import publish  # late: without a terminal nobody pushes

    wants_push = manner.push or manner.is_terminal
    outcome.published = published = publish(
        manner.root,
        outcome.paths,
        act.subject,
        push=wants_push,
        pause=time.sleep,
        roll=random.random,
    )
    if not published.is_pushed:
        is_done = published.is_committed and not wants_push
        _stay_here(outcome, "committed, not pushed" if is_done else published.reason)
        outcome.fix = published.fix or "push it: git push"
        outcome.is_short = not is_done
        return
    if not act.is_public:
        outcome.state = "SHARED"
        outcome.line = "SHARED: pushed for the others; visitors read nothing new"
        return
    outcome.state, outcome.line = "PUSHED", "PUSHED, not live yet"
    outcome.fix = "see when it is: allclear status"
    if inputs is not None and (manner.wait or manner.is_terminal):
        count, read = _find_generation(writing, inputs)
        mark = Mark(count=count, as_of=clock.now(), inputs=read, inputs_before=inputs_before)
        _wait(writing, outcome, mark)


def _find_generation(writing: Writing, inputs: Inputs) -> tuple[int, str]:
    from generator.adapters.builds import MEMORY  # late: only who waits compares
    from generator.pipeline.generation import find_generation

    root = writing.manner.root
    try:
        remembered = (root / MEMORY).read_bytes()
    except OSError:
        remembered = b""
    return find_generation(root, inputs, remembered, clock.now())


def _wait(writing: Writing, outcome: Outcome, mark: Mark) -> None:
    """Wait for all hosts to show what *mark* stands for."""
    from generator.adapters.hosts import wait_until_live  # late: only who waits needs a network
    from generator.readers.hosts import read_hosts

    hosts, _ = read_hosts(writing.manner.root)
    if not hosts:
        outcome.line += ": site_src/hosts.yml names no host to ask"
        outcome.fix = "name your hosts there, or look at your status page"
        return
    click.echo(f"pushed; waiting for {len(hosts)} hosts (Ctrl-C stops waiting)", err=True)
    try:
        answers = wait_until_live(
            hosts,
            mark,
            ceiling=WAIT_AT_MOST,
            now=clock.now,
            pause=time.sleep,
            tell=lambda text: click.echo(text, err=True),
        )
    except KeyboardInterrupt:
        outcome.line += ": nobody waited for the hosts"
        return
    outcome.hosts = [
        HostOutcome(answer.host.name, answer.host.url, answer.error, has_reached(answer, mark))
        for answer in answers
    ]
    live = sum(each.is_live for each in outcome.hosts)
    if live == len(hosts):
        outcome.state, outcome.fix = "LIVE", ""
        outcome.line = f"LIVE {clock.now():%H:%M:%S} on {live} of {live} hosts"
        return
    late = ", ".join(
        f"{each.name} {each.error or 'shows an older state'}"
        for each in outcome.hosts
        if not each.is_live
    )
    outcome.line = f"PUSHED, not live yet: on {live} of {len(hosts)} hosts; {late}"
    outcome.fix = "ask again: allclear status; if it stays so, look at the run of the workflow"
    outcome.is_short = writing.manner.wait


def _stay_here(outcome: Outcome, reason: str) -> None:
    outcome.state = "NOT PUBLIC" if outcome.act.is_public else "NOT SHARED"
    outcome.line = f"{outcome.state}: only on this machine{f': {reason}' if reason else ''}"


def _by_hand(paths: tuple[str, ...], subject: str) -> str:
    import shlex  # late: only a message needs it

    files = " ".join(shlex.quote(path) for path in paths)
    return f"git add -- {files} && git commit -m {shlex.quote(subject)} -- {files} && git push"
