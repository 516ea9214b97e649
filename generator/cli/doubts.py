"""What commands say beside their answer where policy or people have mistakes."""

from __future__ import annotations

from collections.abc import Iterable

import click

from generator.core.settings_doubts import Doubt


def tell_doubts(doubts: Iterable[Doubt]) -> None:
    """Say *doubts* to the person, on standard error: what is printed stays as it was."""
    for each in doubts:
        click.echo(f"warning: {each.line}", err=True)
