"""Mistakes of ``policy.yml`` and ``people.yml`` in one line each, for every command that uses them.

No module of the public build imports this one (P1).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from generator.core.audience import INTERNAL_FOLDERS
from generator.core.findings import Finding, Severity

if TYPE_CHECKING:
    from generator.core.clockwork.policy import (
        Policy,  # `status` loads this though it needs no policy
    )

POLICY_FILE = f"{INTERNAL_FOLDERS[0]}/policy.yml"
PEOPLE_FILE = f"{INTERNAL_FOLDERS[0]}/people.yml"
"""The files that decide who owes what, in the order in which they are spoken of."""


class Doubt(NamedTuple):
    """What a file beside the records does not say as it should.

    Attributes:
        path: The file, relative to the root.
        text: What that means for whoever reads the answer, without a fix.
    """

    path: str
    text: str

    @property
    def line(self) -> str:
        """The whole of it on one line, with the command that tells what is wrong."""
        return f"{self.text}: allclear check {self.path}"


_MEANT = {
    POLICY_FILE: "policy.yml has mistakes, so shipped values count",
    PEOPLE_FILE: "people.yml has mistakes, so not everybody in it is known",
}


def find_doubts(findings: Iterable[Finding], policy: Policy | None = None) -> tuple[Doubt, ...]:
    """Return one doubt for each file with an error, and for a policy that fell back.

    Args:
        findings: Of policy and people; others are passed over.
        policy: Whose values that ship count in the place of own ones; None where nobody asks.
    """
    paths = {each.path for each in findings if each.severity is Severity.ERROR}
    if policy is not None and policy.fallbacks:
        paths.add(POLICY_FILE)
    return tuple(Doubt(path, text) for path, text in _MEANT.items() if path in paths)
