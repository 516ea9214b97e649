"""From files on this machine to what hosts show: commit, push, wait (design §5)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from generator.adapters import clock
from generator.cli.outcome import HostOutcome, Outcome, tell
from generator.cli.writing import Writing
from generator.core.act import Act
from generator.core.hosts import Mark, has_reached

if TYPE_CHECKING:
    from pathlib import Path

    from generator.adapters.git_publish import Published
    from generator.pipeline.inputs import Inputs


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
        _stay_here(outcome)
        outcome.fix = _by_hand(outcome.paths, act.subject)
        return
    is_asked = manner.push or manner.is_terminal
    if manner.form == "text":
        tell(["committing and pushing …" if is_asked else "committing …"])
    try:
        published = outcome.published = _publish(writing, outcome, push=is_asked)
    except KeyboardInterrupt:
        _stay_here(outcome)
        outcome.why = "stopped before it was with everybody; the files are written"
        outcome.fix = (
            f"see how far it got: allclear status; then {_by_hand(outcome.paths, act.subject)}"
        )
        outcome.is_stopped = True
        return
    if not published.is_pushed:
        is_done = published.is_committed and not is_asked
        _stay_here(outcome)
        outcome.why = "committed, not pushed" if is_done else published.reason
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
        _wait(writing, outcome, inputs, inputs_before)


def _publish(writing: Writing, outcome: Outcome, *, push: bool) -> Published:
    """Commit what was written, and the header of its record if that is in no commit yet."""
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
    return published


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


def _find_generation(writing: Writing, inputs: Inputs) -> tuple[int, str]:
    from generator.adapters.builds import MEMORY  # late: only who waits compares
    from generator.pipeline.generation import find_generation

    root = writing.manner.root
    try:
        remembered = (root / MEMORY).read_bytes()
    except OSError:
        remembered = b""
    return find_generation(root, inputs, remembered, clock.now())


def _wait(writing: Writing, outcome: Outcome, inputs: Inputs, inputs_before: str) -> None:
    """Wait for all hosts to show what was pushed."""
    from generator.adapters.hosts import wait_until_live  # late: only who waits needs a network
    from generator.readers.hosts import HOSTS_FILE, read_hosts

    hosts, findings = read_hosts(writing.manner.root)
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
    patience = writing.manner.patience
    try:
        count, read = _find_generation(writing, inputs)
        mark = Mark(count=count, as_of=clock.now(), inputs=read, inputs_before=inputs_before)
        hint = "; Ctrl-C stops waiting, it stays pushed" if writing.manner.is_terminal else ""
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
    outcome.is_short = writing.manner.wait


def _count(hosts: int) -> str:
    return f"{hosts} host{'' if hosts == 1 else 's'}"


def _stay_here(outcome: Outcome) -> None:
    outcome.state = "NOT PUBLIC" if outcome.act.is_public else "NOT SHARED"
    outcome.line = f"{outcome.state}: only on this machine"


def _by_hand(paths: tuple[str, ...], subject: str) -> str:
    from generator.adapters.git_obstacles import Target  # late: only a message needs it

    return f"{Target(paths, subject).committing} && git push"
