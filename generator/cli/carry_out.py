"""From what a command decided to its last line: show, ask, write, publish (design §5)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.adapters import clock
from generator.cli.going_live import note_inputs, publish_act
from generator.cli.outcome import Outcome, finish, finish_dry, tell
from generator.cli.showing import ask_about, show_outcome
from generator.cli.terminal import ask, edit
from generator.cli.writing import Writing
from generator.core.act import Act
from generator.core.findings import Finding, has_errors
from generator.core.refusal import Refusal

if TYPE_CHECKING:
    from generator.pipeline.clocks_after import Before
    from generator.pipeline.inputs import Inputs
    from generator.pipeline.rehearsal import Rehearsal

Again = Callable[[str], Act]
"""Makes the act anew with another text."""
_A_BIT_AHEAD = timedelta(minutes=2)
_AHEAD_OF_CLOCK = "--now is ahead of the clock: visitors will read it as written then"


def carry_out(
    writing: Writing, act: Act, *, text: str = "", again: Again | None = None
) -> NoReturn:
    """Do all that is left to do for *act* and leave.

    Args:
        writing: The command at work.
        act: What it adds.
        text: Visitors' words in it, for the editor and the lint.
        again: Makes the act anew when the words were edited; None where there is nothing to edit.

    Raises:
        Refusal: When the new files would have errors; nothing is written then.
    """
    manner = writing.manner
    before = _read_clocks(writing, act)
    for note in before.notes if before else ():
        writing.note(note)
    act = _complete(writing, act)
    inputs = _read_inputs(manner.root) if act.is_public else None
    if act.is_public and manner.is_terminal and manner.now > clock.now() + _A_BIT_AHEAD:
        act = replace(act, notes=(*act.notes, _AHEAD_OF_CLOCK))
    outcome = Outcome(act=act)
    if manner.form == "text":
        tell(f"note: {note}" for note in act.notes)
    while inputs is not None:
        outcome.shown = _rehearse(writing, act, inputs)
        outcome.speech = _lint(writing, act, text, outcome.shown)
        _refuse_errors(outcome.shown.findings)
        if manner.form == "text":
            show_outcome(outcome, writing.desk.find(act.record))
        if not manner.is_terminal or manner.dry_run:
            break
        edited = _ask(writing, outcome, text, may_edit=again is not None)
        if edited is None or again is None:
            break
        text = edited
        act = replace(_complete(writing, again(text)), notes=act.notes)
        outcome.act = act
    if manner.dry_run:
        finish_dry(outcome, manner.form)
    inputs_before = note_inputs(writing, outcome.act, inputs)
    _write(writing, outcome)
    _tell_clocks(writing, outcome, before)
    publish_act(writing, outcome, inputs, inputs_before)
    finish(outcome, manner.form)


def _ask(writing: Writing, outcome: Outcome, text: str, *, may_edit: bool) -> str | None:
    """Ask whether *outcome* may be published; return edited words, or None for a yes.

    An editor that fails leaves the question standing. After a no it does not return.
    """
    from generator.adapters.git_ahead import find_hindrance  # late: only a person is told

    assert outcome.shown is not None  # noqa: S101 - callers have rehearsed
    if hindrance := find_hindrance(writing.manner.root):
        tell([f"note: {hindrance}: it would stay on this machine"])
    question = ask_about(outcome.act, writing.desk.find(outcome.act.record))
    more = {"e": "edit the words"} if may_edit else {}
    while (answer := ask(question, n="no", y="yes", **more)) == "e":
        try:
            return edit(text, outcome.shown.page, outcome.speech)
        except Refusal as refusal:
            tell([f"error: {refusal.message}", f"fix: {refusal.fix}"])
    if answer == "n":
        click.echo("Nothing was written.", err=True)
        sys.exit(0)
    return None


def _complete(writing: Writing, act: Act) -> Act:
    """Return *act* with the notes so far, and with its id in the commands to paste next."""
    from generator.cli.picking import shorten_id  # late: a refused command names nothing

    short = shorten_id(writing.desk, act.record)
    return replace(
        act,
        notes=(*writing.notes, *act.notes),
        next_commands=tuple(each.replace("{}", short) for each in act.next_commands),
        to_do=tuple(each.replace("{}", short) for each in act.to_do),
    )


def _read_inputs(root: Path) -> Inputs | None:
    from generator.pipeline.inputs import read_inputs  # late: only what visitors read needs it

    inputs, findings = read_inputs(root)
    if inputs is None:
        first = next((each for each in findings if each.severity == "error"), None)
        where = f"{first.path}:{first.line}: {first.message}" if first else "site.yml is unreadable"
        raise Refusal(where, first.fix if first else "see why: allclear check")
    return inputs


def _rehearse(writing: Writing, act: Act, inputs: Inputs) -> Rehearsal:
    from generator.core.times import parse_stamp
    from generator.pipeline.rehearsal import rehearse  # late: only what visitors read needs it

    manner, desk = writing.manner, writing.desk
    folders = [
        brief.path
        for brief in desk.briefs
        if brief.is_public and (brief.is_open or brief.is_doubted)
    ]
    stamps = [parse_stamp(Path(file.path).name[:16]) for file in act.files]
    now = max([manner.now, *(at for at in stamps if at is not None)])
    return rehearse(manner.root, act, folders, inputs, now, replay=manner.replay)


def _lint(writing: Writing, act: Act, text: str, shown: Rehearsal) -> tuple[tuple[str, str], ...]:
    """Return what is odd about visitors' *text* and how to say it instead (R80)."""
    from generator.core.speech_lint import lint_speech  # late: only what visitors read needs it

    config = writing.config
    brief = writing.desk.find(act.record)
    is_new = brief is None or not brief.is_public
    found = [
        each
        # A title need not say everything; the words of the template do.
        for words, is_whole in ((act.title, False), (text, True))
        for each in lint_speech(
            words,
            worst=shown.peak,
            is_over=shown.is_over and is_whole,
            is_first=is_new and is_whole,
            severity=brief.severity if brief else None,
            sentences=[each[1] for part in config.components for each in part.sentences],
            is_maintenance=act.record.startswith("MNT"),
        )
    ]
    return tuple((each.what, each.fix) for each in found)


def _refuse_errors(findings: tuple[Finding, ...]) -> None:
    if has_errors(findings):
        first = min(each for each in findings if each.severity == "error")
        raise Refusal(f"{first.message} [{first.code}]", first.fix)


def _read_clocks(writing: Writing, act: Act) -> Before | None:
    """Return how it stands before *act*; None for a status page alone, which has no clocks."""
    if writing.desk.is_status_page_only:
        return None
    from generator.pipeline.clocks_after import read_before  # late: a refused command opens nothing

    manner = writing.manner
    return read_before(manner.root, act, manner.now, replay=manner.replay)


def _tell_clocks(writing: Writing, outcome: Outcome, before: Before | None) -> None:
    """Note what the act did to the clocks (design §5), and whom to page now."""
    if before is None:
        return
    from generator.pipeline.clocks_after import tell_effects

    manner, act = writing.manner, outcome.act
    effects = tell_effects(manner.root, act, before, manner.now, replay=manner.replay)
    outcome.clocks = effects.clocks
    outcome.act = replace(act, to_do=(*effects.to_do, *act.to_do))


def _write(writing: Writing, outcome: Outcome) -> None:
    from generator.adapters import record_files  # late: a refused command opens nothing
    from generator.adapters.clone import clone_id

    root = writing.manner.root
    try:
        outcome.paths = record_files.add(root, outcome.act, clone=clone_id(root))
    except OSError as error:
        raise Refusal(
            f"it could not be written: {error.strerror or error}",
            "make room or give permission, and type the command again; nothing was written",
        ) from error
    writing.notes.clear()
