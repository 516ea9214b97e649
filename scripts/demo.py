"""Set everything up, build the records of this repository and serve them.

python3 scripts/demo.py              the moment at which all samples meet
python3 scripts/demo.py --today      today, calm and with a long history
python3 scripts/demo.py --no-serve   build into site/public and stop
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.environment import guarded, make_ready, say  # noqa: E402

MOMENT = "2025-04-10T15:20Z"
"""The moment at which all samples meet; README names it too."""


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Return the options ``today``, ``serves`` and ``port``."""
    parser = argparse.ArgumentParser(
        description="Set everything up, build the records of this repository and serve them."
    )
    parser.add_argument("--today", action="store_true", help="show today instead of the samples")
    parser.add_argument(
        "--no-serve", dest="serves", action="store_false", help="build into site/public and stop"
    )
    parser.add_argument(
        "--port", type=int, default=8000, help="port to serve on, 0 for any free one (8000)"
    )
    return parser.parse_args(arguments)


def command_for(options: argparse.Namespace) -> list[str]:
    """Return what to run, from ``build`` or ``serve`` on."""
    command = ["serve", "--port", str(options.port)] if options.serves else ["build"]
    command += ["--root", str(ROOT)]
    return command if options.today else [*command, "--now", MOMENT]


def introduction(options: argparse.Namespace) -> str:
    """Return what to say before the first line of the program itself."""
    if options.today:
        return "These are the sample records as of today."
    day, _, clock = MOMENT.removesuffix("Z").partition("T")
    return (
        f"These are the sample records as of {day} {clock} UTC, the moment at which all of them "
        "meet.\nTo see the page as it is today: python3 scripts/demo.py --today"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Set up, say which moment is shown, and become ``allclear``."""
    options = read_options(arguments)
    python = guarded(lambda: make_ready("core"))
    say(introduction(options))
    command = [str(python), "-P", "-m", "generator", *command_for(options)]
    os.execv(python, command)  # noqa: S606 - Ctrl-C and the exit status are allclear's own


if __name__ == "__main__":
    main()
