"""The card for the wall: one page, in the order of a night, and no command that is not there."""

from __future__ import annotations

import re
import shlex

from click.testing import CliRunner

from generator.cli.main import COMMANDS, group
from generator.core.night_lines import EXAMPLES, STEPS, epilog
from generator.core.plain_words import find_term
from generator.core.vocabulary import ComponentState
from generator.reporting.night_card import create_night_card

ALL = {name.partition(" ")[0] for name in EXAMPLES}


def test_the_whole_card_reads_in_the_order_of_a_night() -> None:
    steps, _, rest = create_night_card(ALL).partition("## Words you may type\n")

    assert (
        steps
        == """\
# Night card

One page for the wall.
`allclear card` prints it.
Leave the id out while one record is open; the end of one, such as `001`, is enough.

## 1. Declare

- `allclear new "score API errors" --severity 1 --component score-recording` \
write it down; visitors see nothing yet
- `allclear ack` you took it on
- `allclear severity 1 "500+ users affected"` how bad it is; again whenever that changes

## 2. Tell visitors

- `allclear update --status investigating --component score-recording=down --next 30m` \
the first one makes it public; you read every word before it goes out

## 3. Keep telling

- `allclear status` what is open, what visitors read, what is due
- `allclear duties` who owes what by when, worst first
- `allclear messages` what to send now, filled in, ready to paste
- `allclear update "Scores are saving again." --status monitoring \
--component score-recording=slow` \
whenever something changed, and when the time you promised comes
- `allclear log "rollback started"` for those inside; type much, nobody else reads it

## 4. Fix

- `allclear mitigate A propose "Roll back to v2.5.2"` one letter each; then approve, begin, done
- `allclear mitigate "manual test passed"` people can work again: alone it stops that clock

## 5. Resolve

- `allclear resolve` log, public update and times in one step
- `allclear close 001` when the paperwork is done

## 6. If it goes wrong

- `allclear amend last "Games finished after 14:22 UTC may need to be played again."` \
a wrong word; its id and time stay
- `allclear retract last` words that must not stand there
- `allclear retract incident` all of it was a mistake
- `allclear reopen 001 --component score-recording=slow` it came back
- `allclear history 001` who wrote what and when, withdrawn words too
- `allclear check` every mistake in every file, each with its fix

## Maintenance

- `allclear maintenance announce "Database work" --component score-recording \
--from "2025-02-01 22:00 America/New_York" --until 4h` some days before
- `allclear maintenance start` the work begins
- `allclear maintenance finish` it is done and checked
- `allclear maintenance cancel "We will find another night."` it is called off

"""
    )
    assert rest.endswith("""\
## The last line of a public command

- **LIVE 14:37:12 on 2 of 2 hosts** Visitors read it. Nothing to do.
- **PUSHED, not live yet** It is safe and on its way. Look again in five minutes.
- **NOT PUBLIC: only on this machine** Nobody else has it. \
When the network is back type allclear push, or call somebody.
""")


def test_the_card_fits_on_a_page_of_a4() -> None:
    """At 9 points a page has 70 lines of 120 characters; headings count as two."""
    card = create_night_card(ALL)
    lines = [line for line in card.splitlines() if line]
    rows = sum(1 + len(line) // 120 + line.startswith("#") for line in lines)

    assert rows <= 70


def test_the_card_names_no_command_that_does_not_exist() -> None:
    card = create_night_card({"history", "check", "card"})

    assert set(re.findall(r"`allclear ([a-z]+)", card)) == {"history", "check", "card"}
    assert re.findall(r"^## (.+)$", card, re.MULTILINE) == [
        "6. If it goes wrong",
        "Words you may type",
        "Words in capitals that a line of the log may begin with",
    ]


def test_the_command_prints_the_card_of_the_commands_there_are() -> None:
    result = CliRunner().invoke(group, ["card"])

    assert (result.exit_code, result.stdout) == (0, create_night_card(COMMANDS))


def test_each_command_has_two_lines_a_shell_takes_for_that_command() -> None:
    for command, lines in EXAMPLES.items():
        assert len(set(lines)) == 2
        for line in lines:
            name = f"allclear {command}"
            assert line == name or f"{name} " in line or f"{name})" in line, line
            assert shlex.split(line), line


def test_every_step_is_in_the_table() -> None:
    used = {step.command for _, steps in STEPS for step in steps}

    assert used <= set(EXAMPLES)
    assert {step.line for _, steps in STEPS for step in steps} <= {
        line for lines in EXAMPLES.values() for line in lines
    }


def test_states_in_examples_are_words_commands_accept() -> None:
    said = {
        word
        for lines in EXAMPLES.values()
        for line in lines
        for word in re.findall(r"=(\w+)", line)
    }

    assert {find_term(word, list(ComponentState)) for word in said} == {
        "major_outage",
        "partial_outage",
        "degraded_performance",
    }


def test_an_epilog_keeps_its_lines() -> None:
    assert epilog("ack") == ("\b\nExamples:\n  allclear ack\n  allclear ack --at 14:24")
