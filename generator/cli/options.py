"""Options that several commands share, spelled and explained once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.core import times

if TYPE_CHECKING:
    _ParamType = click.ParamType[datetime]
else:
    _ParamType = click.ParamType  # older releases take no type argument


class Moment(_ParamType):
    """A moment on the command line: any time of design §3 that names its day."""

    name = "time"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return *value* as aware UTC."""
        if isinstance(value, datetime):
            return value
        parsed = times.parse_time(str(value))
        if parsed is None or parsed.day is None:
            self.fail(
                f"'{value}' is not a time with a date; write it as 2025-01-15T14:40Z", param, ctx
            )
        return times.resolve(parsed, None, parsed.day).astimezone(UTC)


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def root_option() -> Decorator:
    """``--root``: the repository, with ``incidents/`` and ``site_src/`` in it."""
    return click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help="The repository with incidents/ and site_src/ in it.  [default: .]",
    )


def now_option() -> Decorator:
    """``--now``: replay a moment."""
    return click.option(
        "--now",
        type=Moment(),
        metavar="TIME",
        help="Replay this moment, such as 2025-01-15T14:40Z: entries later than it are left out.",
    )
