"""``allclear card``: one page for the wall, and every word that commands read."""

from __future__ import annotations

import click

from generator.core.night_lines import epilog
from generator.reporting.night_card import create_night_card, create_word_table


@click.command("card", epilog=epilog("card"))
@click.option("--words", is_flag=True, help="Print every word commands read, with its term.")
def card_command(words: bool) -> None:
    """Print the night card: what to type, from declaring to resolving."""
    from generator.cli.main import COMMANDS  # late: the table of commands knows this one

    click.echo(create_word_table() if words else create_night_card(COMMANDS), nl=False)
