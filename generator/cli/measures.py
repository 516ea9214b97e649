"""Commands for how bad it is and what is done about it: ``severity`` and ``mitigate``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

import click

from generator.cli.carry_out import carry_out
from generator.cli.complete import complete_record
from generator.cli.logged import AT, TO_FINISH, WHO, lead_on, needs_internal
from generator.cli.terminal import read_text
from generator.cli.writing import Writing, WritingCommand, writing_options
from generator.core.command_ids import looks_like_id
from generator.core.command_words import read_option, read_severity, read_step
from generator.core.log_standing import find_steps
from generator.core.log_verbs import Verb
from generator.core.night_lines import epilog
from generator.core.refusal import Refusal
from generator.core.shown import show

if TYPE_CHECKING:
    from generator.pipeline.case import Case

_LETTERS = re.compile("option|[A-E][A-E,.:;)]", re.IGNORECASE)


@click.command("severity", cls=WritingCommand, epilog=epilog("severity"))
@click.argument(
    "words", metavar="[ID] 1|2|3|4|unset [REASON]...", nargs=-1, shell_complete=complete_record
)
@AT
@WHO
@writing_options
def severity_command(
    writing: Writing, words: tuple[str, ...], at: str | None, who: str | None
) -> NoReturn:
    """Set the severity from now on; where it rises to 1 or 2, say what is to be done."""
    from generator.pipeline import journal
    from generator.pipeline.escalation import escalate

    needs_internal(writing)
    # "severity 1" is a severity; only longer numbers are ids.
    is_id = (
        len(words) > 1
        and (len(words[0]) > 1 and words[0][-1].isdigit())
        and not _is_level(words[0])
    )
    is_bare = len(words) == 1 and len(words[0]) > 1 and looks_like_id(words[0])
    if not words or is_bare:
        raise Refusal(
            "nothing says how severe it is",
            f"write 1 (the worst), 2, 3, 4 or unset: {' '.join(('allclear severity', *words))} 2",
        )
    case, rest = writing.find(words[:1] if is_id else (), instead=TO_FINISH)
    rest = words[1:] if is_id else words
    severity = writing.read(read_severity(rest[0]))
    handle = writing.who(who) if who else ""
    act = journal.set_severity(case, severity, read_text(rest[1:]), who=handle, at=writing.time(at))
    carry_out(writing, escalate(writing.manner.root, case, lead_on(act, case), severity))


@click.command("mitigate", cls=WritingCommand, epilog=epilog("mitigate"))
@click.argument("words", metavar="[ID] [A-E STEP[,STEP]] [TEXT]...", nargs=-1)
@click.option("--risk", type=click.Choice(["low", "medium", "high"]), help="How risky it is.")
@click.option("--expected", metavar="TEXT", default="", help="What it should bring about.")
@click.option("--back-out", metavar="TEXT", default="", help="The way back.")
@AT
@WHO
@writing_options
def mitigate_command(
    writing: Writing,
    words: tuple[str, ...],
    risk: str | None,
    expected: str,
    back_out: str,
    at: str | None,
    who: str | None,
) -> NoReturn:
    """Propose, approve, begin or finish a mitigation; alone, say that people can work again.

    STEP is propose, approve, begin or done, several joined by a comma.
    """
    from generator.pipeline import journal

    needs_internal(writing)
    case, rest = writing.find(words, instead=TO_FINISH)
    option = ""
    steps: tuple[Verb, ...] = ()
    _refuse_unlettered(rest)
    if rest and len(rest[0]) == 1 and rest[0].isalpha():
        option = writing.read(read_option(rest[0]))
        if len(rest) < 2:
            raise Refusal(
                f"nothing says what happens to option {option}",
                f"write propose, approve, begin or done: allclear mitigate {option} approve",
            )
        steps = writing.read(read_step(rest[1]))
        rest = rest[2:]
    act = journal.mitigate(
        case,
        option,
        steps,
        read_text(rest),
        who=writing.who(who) if who else "",
        at=writing.time(at),
        details=(("risk", risk or ""), ("expected", expected), ("back out", back_out)),
    )
    step = _step_after(writing, case, option, steps)
    before = [f"mitigate {{}} {option} {step}"] if step else []
    carry_out(writing, lead_on(act, case, *before))


def _step_after(writing: Writing, case: Case, option: str, steps: tuple[Verb, ...]) -> str:
    """Return the step of *option* that comes after *steps*; empty after the last one.

    What was begun without the approval that the policy asks for is approved next (R67).
    """
    if not steps or Verb.DONE in steps:
        return ""
    taken = find_steps(case.internal, option) | set(steps)
    if Verb.DONE in taken:
        return ""
    if Verb.BEGUN in taken and Verb.APPROVED in taken:
        return "done"
    if Verb.BEGUN in taken:
        return "approve" if _needs_approval(writing, case, option) else "done"
    return "begin" if Verb.APPROVED in taken else "approve"


def _needs_approval(writing: Writing, case: Case, option: str) -> bool:
    from generator.readers.policy import read_policy  # late: only what was begun asks it
    from generator.readers.public import context_for

    policy = read_policy(writing.manner.root, case.config, context_for(case.config)).policy
    rule = policy.options.get(option)
    return rule is not None and bool(rule.approval)


def _refuse_unlettered(rest: tuple[str, ...]) -> None:
    """Refuse steps without the letter before them; MITIGATED would be said of all of it.

    Raises:
        Refusal: For ``approve A``, ``AB approve``, ``option A approve``, ``done`` alone and
            ``propose "restart the workers"``.
    """
    if not rest:
        return
    first, second = rest[0], rest[1] if len(rest) > 1 else ""
    letter, text = "A", ""
    if _is_step(first) and (len(second) == 1 or not second):
        letter, step = second.upper() or letter, first
    elif _is_step(first):
        step, text = first, ' "…"'
    elif _LETTERS.fullmatch(first) and _is_step(rest[-1]):
        step = rest[-1]
        letter = second.upper() if len(second) == 1 else letter
    else:
        return
    raise Refusal(
        f"{show(' '.join(rest))} does not begin with the letter of an option",
        f"write it first: allclear mitigate {letter} {step}{text}; if people can work again, "
        "and no option is meant: allclear mitigate",
    )


def _is_step(word: str) -> bool:
    try:
        read_step(word)
    except Refusal:
        return False
    return True


def _is_level(word: str) -> bool:
    """Return whether *word* can be read as a severity."""
    try:
        read_severity(word)
    except Refusal:
        return False
    return True
