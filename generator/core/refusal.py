"""Why a command does not do what was asked; nothing has been written then."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is no error of the program, and reads as what it is
    """A command cannot do what was asked.

    Attributes:
        message: What is wrong, with the value seen; one sentence without a full stop.
        fix: What to do, in the imperative; never empty.
    """

    def __init__(self, message: str, fix: str) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
