"""``allclear card``: the page for the wall."""

from __future__ import annotations

import click

from generator.core.night_lines import epilog
from generator.reporting.night_card import create_night_card


@click.command("card", epilog=epilog("card"))
def card_command() -> None:
    """Print the night card: what to type, in the order of a night, on one page."""
    from generator.cli.main import COMMANDS  # late: that module imports this one

    click.echo(create_night_card(COMMANDS), nl=False)
