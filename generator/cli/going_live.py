"""From files on this machine to what hosts show: commit, push, wait (design §5)."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.adapters import clock
from generator.cli.outcome import HostOutcome, Outcome, tell
from generator.cli.pushed import describe, find_public, renumber
from generator.cli.writing import Manner, Writing
from generator.core.act import Act
from generator.core.hosts import Mark, has_reached

SHARED = "SHARED: pushed for the others; visitors read nothing new"

if TYPE_CHECKING:
    from pathlib import Path

    from generator.adapters.git_publish import Published
    from generator.pipeline.inputs import Inputs


def note_inputs(writing: Writing, act: Act, inputs: Inputs | None) -> str:
    """Return the hash of the public inputs before *act* is written; empty if nobody will look."""
    from generator.adapters.known_hosts import load_hosts  # late: most commands ask nobody

    manner = writing.manner
    is_pushed = manner.push or manner.is_terminal
    if inputs is None or not act.is_public or not is_pushed or not load_hosts(manner.root):
        return ""
    return _find_generation(manner.root, inputs)[1]


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
    from generator.adapters.git_ahead import find_hindrance  # late: a refused command opens none
    from generator.adapters.git_obstacles import PUSH

    manner, act = writing.manner, outcome.act
    if not manner.commit and not manner.is_terminal:
        stay_here(outcome, is_public=act.is_public)
        outcome.fix = f"commit and push it: {PUSH}"
        return
    is_asked = manner.push or manner.is_terminal
    if manner.form == "text" and not (manner.is_terminal and find_hindrance(manner.root)):
        tell(["committing and pushing …" if is_asked else "committing …"])
    try:
        published, headers = _publish(writing, outcome, push=is_asked)
    except KeyboardInterrupt:
        stop_here(outcome, is_public=act.is_public)
        return
    outcome.published = published
    if not published.is_pushed:
        is_done = published.is_committed and not is_asked
        stay_here(outcome, is_public=act.is_public)
        outcome.why = "committed, not pushed" if is_done else published.reason
        outcome.fix = published.fix or f"push it: {PUSH}"
        outcome.is_short = not is_done
        return
    own = renumber((*outcome.paths, *headers), published.renumbered)
    along = find_public(published.pushed, own)
    outcome.left += tuple(f"also pushed: {each} that had stayed here" for each in describe(along))
    if not act.is_public and not along:
        outcome.state, outcome.line = "SHARED", SHARED
        return
    tell_pushed(manner, outcome, inputs, None if along else inputs_before)


def tell_pushed(
    manner: Manner, outcome: Outcome, inputs: Inputs | None, inputs_before: str | None
) -> None:
    """Say that what visitors read is pushed, and wait for the hosts where somebody does.

    Args:
        manner: How the command goes about it.
        outcome: Told how far it got.
        inputs: Site, words and theme; None where nobody has read them yet.
        inputs_before: Hash of the public inputs the hosts had; None where nobody knows it.
    """
    outcome.state, outcome.line = "PUSHED", "PUSHED, not live yet"
    outcome.fix = "see when it is live: allclear status"
    if manner.wait or manner.is_terminal:
        _wait(manner, outcome, inputs, inputs_before)
        return
    from generator.adapters.known_hosts import load_hosts  # late: as above
    from generator.pipeline.inputs import read_inputs

    inputs = inputs or (read_inputs(manner.root)[0] if load_hosts(manner.root) else None)
    if inputs and load_hosts(manner.root):
        _mark(manner.root, inputs, inputs_before)


def _publish(writing: Writing, outcome: Outcome, *, push: bool) -> tuple[Published, list[str]]:
    """Commit what was written, and the header of its record if that is in no commit yet.

    Returns:
        How far it got, and the headers that went along.
    """
    from generator.adapters.git_publish import publish  # late: without a terminal nobody pushes

    root, act = writing.manner.root, outcome.act
    along, left = _find_left(root, outcome)
    published = publish(
        root,
        (*along, *outcome.paths),
        act.subject,
        push=push,
        pause=writing.manner.patience.pause,
        roll=random.random,
    )
    if published.is_committed:
        outcome.left = tuple(f"{path} was in no commit yet and goes with it" for path in along)
    if left and published.is_committed:
        more = f" and {len(left) - 3} more" if len(left) > 3 else ""
        outcome.left += (
            f"of {act.record} nobody else has {', '.join(left[:3])}{more}: changes in no commit",
        )
    return published, along


def _find_left(root: Path, outcome: Outcome) -> tuple[list[str], list[str]]:
    """Return what of the record is in no commit and not ours: what has to go along, what stays.

    A header goes along: without one, nothing would tell that somebody else took the number
    meanwhile. A public header goes only where the person has seen what visitors read.
    """
    from generator.adapters.git_calls import ask
    from generator.adapters.git_state import changes

    act = outcome.act
    left = [
        each.path
        for each in changes(root)
        if each.path.startswith(f"{act.folder}/") and each.path not in outcome.paths
    ]
    if not left:
        return [], []
    known = ask(root, "ls-tree", "--name-only", "-z", "HEAD", "--", f"{act.folder}/").names
    headers = (f"{act.folder}/internal.yml", *([f"{act.folder}/public.yml"] * act.is_public))
    along = [path for path in left if path in headers and path not in known]
    return along, [path for path in left if path not in along]


def _find_generation(root: Path, inputs: Inputs) -> tuple[int, str]:
    from generator.adapters.builds import MEMORY  # late: only who waits compares
    from generator.pipeline.generation import find_generation

    try:
        remembered = (root / MEMORY).read_bytes()
    except OSError:
        remembered = b""
    return find_generation(root, inputs, remembered, clock.now())


def _mark(root: Path, inputs: Inputs, inputs_before: str | None) -> Mark:
    """Return what hosts have to show now; ``status`` can ask for it later."""
    from generator.adapters.pushed_mark import keep_mark  # late: only who pushed remembers

    count, read = _find_generation(root, inputs)
    mark = Mark(
        count=count,
        # Nobody knows what hosts showed: only more entries or the same inputs prove it.
        as_of=clock.now() if inputs_before else datetime.max.replace(tzinfo=UTC),
        inputs=read,
        inputs_before=inputs_before or "",
    )
    keep_mark(root, mark)
    return mark


def _wait(
    manner: Manner, outcome: Outcome, inputs: Inputs | None, inputs_before: str | None
) -> None:
    """Wait for all hosts to show what was pushed."""
    from generator.adapters.hosts import wait_until_live  # late: only who waits needs a network
    from generator.pipeline.inputs import read_inputs
    from generator.readers.hosts import HOSTS_FILE, read_hosts

    hosts, findings = read_hosts(manner.root)
    if not hosts:
        outcome.why = (
            f"{HOSTS_FILE} cannot be read" if findings else f"{HOSTS_FILE} names no host to ask"
        )
        outcome.fix = (
            "look at your status page; what is wrong with the file: allclear check"
            if findings
            else "look at your status page; commands ask the hosts that are named there"
        )
        return
    inputs = inputs or read_inputs(manner.root)[0]
    if inputs is None:
        outcome.why = "site.yml cannot be read here, so nobody can tell what hosts should show"
        outcome.fix = "see why: allclear check; then look at your status page"
        return
    patience = manner.patience
    try:
        mark = _mark(manner.root, inputs, inputs_before)
        hint = "; Ctrl-C stops waiting, it stays pushed" if manner.is_terminal else ""
        tell([f"pushed; waiting for {_count(len(hosts))}{hint}"])
        answers = wait_until_live(
            hosts,
            mark,
            ceiling=patience.at_most,
            now=clock.running_from(clock.now()),
            pause=patience.pause,
            tell=lambda text: tell([text]),
            patience=patience.answer,
        )
    except KeyboardInterrupt:
        outcome.line = "PUSHED, not live yet: nobody waited for the hosts"
        outcome.is_stopped = True
        return
    outcome.hosts = [
        HostOutcome(answer.host.name, answer.host.url, answer.error, has_reached(answer, mark))
        for answer in answers
    ]
    live = sum(each.is_live for each in outcome.hosts)
    if live == len(hosts):
        outcome.state, outcome.fix = "LIVE", ""
        outcome.line = f"LIVE {clock.now():%H:%M:%S} on {live} of {_count(live)}"
        return
    late = ", ".join(
        f"{each.name} {each.error or 'shows an older state'}"
        for each in outcome.hosts
        if not each.is_live
    )
    outcome.line = f"PUSHED, not live yet: on {live} of {_count(len(hosts))}; {late}"
    outcome.fix = "ask again: allclear status; if it stays so, look at the run of the workflow"
    outcome.is_short = manner.wait


def _count(hosts: int) -> str:
    return f"{hosts} host{'' if hosts == 1 else 's'}"


def stay_here(outcome: Outcome, *, is_public: bool) -> None:
    """Say that nobody else has it."""
    outcome.state = "NOT PUBLIC" if is_public else "NOT SHARED"
    outcome.line = f"{outcome.state}: only on this machine"


def stop_here(outcome: Outcome, *, is_public: bool) -> None:
    """Say that somebody stopped it before it was with everybody."""
    from generator.adapters.git_obstacles import PUSH  # late: only a message needs it

    stay_here(outcome, is_public=is_public)
    outcome.why = "stopped before it was with everybody; the files are written"
    outcome.fix = f"see how far it got: allclear status; then: {PUSH}"
    outcome.is_stopped = True
